//! The branch of trade that a figure is for, and from where to where goods go.

use super::{
    Sight,
    fit::{is_bulk, is_trade},
    signs::note,
    words::Words,
};
use crate::{
    extract::{
        Reader,
        chunk::{Chunk, ChunkKind},
        frame::is_currency,
    },
    lang::Tense,
    model::EntityId,
    recognise::{Item, ItemKind},
};

/// The branches of those who are counted.
const COUNTED: [(&str, &str); 2] = [("other:tourists", "tourism"), ("other:students", "education")];

impl Sight<'_> {
    /// The branch of trade: goods that the measure or the figure names, or an area named with a word for branch, or pointed back to.
    pub(super) fn sector(&self, measure: &str) -> Option<String> {
        // Some are counted in one branch alone.
        let of = |named: &str| COUNTED.iter().find(|(counted, _)| *counted == named).map(|(_, area)| (*area).to_owned());
        if let Some(area) = of(measure) {
            return Some(area);
        }
        // "les touristes étaient venus de Russie (51 %) et de Géorgie (12 %)"
        let counted = |index: usize| [self.sign(index).measure, self.sign(index).counted].into_iter().flatten().find_map(of);
        if let Some(area) = (0..self.at).rev().find_map(counted).filter(|_| measure == "other:share") {
            return Some(area);
        }
        if !(is_trade(measure)
            || matches!(
                measure,
                "investment"
                    | "production"
                    | "companies"
                    | "projects"
                    | "freight-volume"
                    | "freight-capacity"
                    | "price/cost"
                    | "other:share"
                    | "other:supply"
                    | "other:reserves"
                    | "other:capacity"
                    | "other:revenue"
            ))
        {
            return None;
        }
        // What is dug up is of the mines, whatever it is burnt in.
        let dug = matches!(measure, "production" | "other:reserves");
        self.goods()
            .map(|area| if dug && area == "nuclear" { "mining".to_owned() } else { area })
            .or_else(|| self.branch().filter(|_| measure != "freight-capacity"))
            .or_else(|| self.put_into_branch(measure))
            .or_else(|| self.carried_sector(measure))
            .or_else(|| self.branch_told_before(measure))
            .or_else(|| self.ware(measure))
    }

    /// "a investi 2 milliards dans l'agriculture ouzbèke": the branch that money is put into.
    fn put_into_branch(&self, measure: &str) -> Option<String> {
        let into = (self.at + 1..self.items().len().min(self.at + 4)).find(|index| self.has_function(*index, "in") && self.has_function(*index, "where"))?;
        let noun = (into + 1..self.items().len()).find(|index| self.sign(*index).det.is_none()).filter(|_| measure == "investment")?;
        let item = &self.items()[noun];
        self.words.area(self.reader, item).filter(|area| item.kind == ItemKind::Word && *area != "infrastructure").map(str::to_owned)
    }

    /// "Les exportations agricoles se sont envolées. En 2024, elles ont atteint 2 milliards": of what the sentence before told without a figure.
    fn branch_told_before(&self, measure: &str) -> Option<String> {
        let own = self.items().iter().any(|item| self.words.area(self.reader, item).is_some());
        self.topic_branch.filter(|_| is_trade(measure) && self.topic.is_some() && self.previous.is_none() && !own).map(str::to_owned)
    }

    /// "exportations de gaz", "3 millions de tonnes de blé": goods behind the measure or the figure, up to the next figure.
    fn goods(&self) -> Option<String> {
        // "de minerais (61 millions) et de produits agricoles (9 millions)": what brackets stand behind, unless they name their own.
        if let Some((open, close)) = self.bracket() {
            let own = (self.at + 1..close).chain(open.saturating_sub(2)..open).find_map(|index| self.sign(index).goods);
            if own.is_some() {
                return own.map(str::to_owned);
            }
        }
        let measure = self.signs.measure_before(self.at);
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        let left = (since.max(measure.unwrap_or(since))..self.at).rev().filter(|index| !self.is_made_up(*index)).find_map(|index| self.sign(index).goods);
        // "le vin, dont les ventes ont rapporté 205 millions"
        let whose = measure.filter(|noun| *noun > 3 && self.has_function(noun - 2, "whose"));
        let left = left.or_else(|| whose.and_then(|noun| (since.max(noun.saturating_sub(6))..noun - 2).rev().find_map(|index| self.sign(index).goods)));
        // "la part du charbon dans les importations est montée à 14 %"
        let part = || (self.quantity.unit.as_deref() == Some("%")).then(|| self.part_of()).flatten();
        self.goods_behind().or(left).or_else(part).map(str::to_owned)
    }

    /// "les ventes, composées à 85 % de pétrole, ont atteint 3 milliards": whether goods are only a part of what is told.
    fn is_made_up(&self, goods: usize) -> bool {
        let chunks = self.scene.chunks();
        let Some(open) = (0..self.signs.chunk[goods]).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)) else { return false };
        let bare = chunks.get(open + 1).and_then(Chunk::verb).is_some_and(|verb| verb.tense == Tense::Participle);
        bare && (goods + 1..self.at).any(|index| self.is_mark(index, ","))
    }

    /// "fournira 40 millions d'euros à A": whether money itself is supplied, and not goods that are worth so much.
    pub(super) fn is_money_given(&self) -> bool {
        let supplies = |verb: usize| self.scene.chunks()[verb].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "supply"));
        self.quantity.unit.as_deref().is_some_and(is_currency)
            && self.ruler().is_some_and(supplies)
            && !(self.at > 0 && self.has_function(self.at - 1, "for"))
            && self.goods().is_none()
            && !(self.at + 1..self.items().len().min(self.at + 4)).any(|index| self.items()[index].is(&self.reader.language.lexicon, "ware-word"))
    }

    /// The goods whose part of a whole the clause tells.
    fn part_of(&self) -> Option<&str> {
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        let part = (since..self.at).rev().find(|index| self.sign(*index).says(note::SHARE))?;
        let measure = (part + 1..self.at).find(|index| self.sign(*index).measure.is_some())?;
        (part + 1..measure).find_map(|index| self.sign(index).goods)
    }

    /// Goods that the figure counts: "400 tonnes d'uranium".
    pub(super) fn goods_behind(&self) -> Option<&str> {
        (self.at + 1..self.items().len().min(self.at + 6))
            .take_while(|index| !self.is_quantity(*index) && ![",", "(", ";"].iter().any(|mark| self.is_mark(*index, mark)))
            .find_map(|index| self.sign(index).goods)
    }

    fn branch(&self) -> Option<String> {
        let items = self.items();
        // "les échanges agricoles"
        let trade = |measure: &str| is_trade(measure) || measure == "production";
        let measure = (0..self.at).rev().find(|index| self.sign(*index).measure.is_some_and(trade));
        if let Some(area) =
            measure.and_then(|index| items.get(index + 1)).filter(|item| item.kind == ItemKind::Word).and_then(|item| self.words.area(self.reader, item))
            && matches!(area, "agriculture" | "energy" | "oil-gas" | "mining" | "industry" | "nuclear")
        {
            return Some(area.to_owned());
        }
        for index in 0..items.len() {
            if !self.sign(index).says(note::SECTOR) {
                continue;
            }
            let demonstrative = index.checked_sub(1).is_some_and(|before| self.sign(before).det == Some("demonstrative"));
            let area = |index: usize| self.words.area(self.reader, &items[index]).map(str::to_owned);
            if demonstrative {
                return (0..index).rev().find_map(area).or_else(|| self.area.map(str::to_owned));
            }
            // "le secteur agricole"; of several the first is as good as none.
            let near: Vec<String> =
                (index..items.len().min(index + 5)).filter(|near| !self.sign(*near).says(note::SECTOR) || *near == index).filter_map(area).collect();
            if let [only] = near.as_slice() {
                return Some(only.clone());
            }
            // "le secteur qui a le plus exporté est celui de la bijouterie"
            let like = (index + 1..items.len()).find(|that| self.sign(*that).says(note::THAT) && self.has_function(that + 1, "of"));
            let told = like.and_then(|that| (that + 2..items.len().min(that + 4)).find_map(area));
            if near.is_empty() && told.is_some() {
                return told;
            }
        }
        None
    }

    /// What the figures before were for holds while they go on without a subject of their own.
    fn carried_sector(&self, measure: &str) -> Option<String> {
        if let Some(previous) = self.previous.filter(|previous| is_trade(&previous.measure) == is_trade(measure) || previous.measure == measure) {
            let since = previous.at + 1..self.at;
            // "importe pour 7 milliards de machines, tandis que ses ventes ne dépassent pas 2 milliards": the other side has its own goods.
            let turned = previous.measure != measure && is_trade(measure) && since.clone().any(|index| self.is_verb(index));
            // "composées à 85 % de pétrole, elles se montent à 3 milliards": of the whole.
            let whole = previous.unit == "%"
                && previous.change.is_none()
                && self.quantity.unit.as_deref().is_some_and(is_currency)
                && since.clone().any(|index| self.is_verb(index))
                && !since.clone().any(|index| self.sign(index).says(note::BACK));
            return previous.sector.clone().filter(|_| !turned && !whole);
        }
        let here = (0..self.at).rev().find_map(|index| self.sign(index).goods).filter(|_| is_bulk(self.quantity.unit.as_deref()));
        let goes_on = self.before.filter(|before| {
            self.paragraph && before.measure == measure && is_bulk(Some(&before.unit)) && self.quantity.unit.as_deref() == Some(before.unit.as_str())
        });
        here.map(str::to_owned).or_else(|| goes_on.and_then(|before| before.sector.clone()))
    }

    /// From whom to whom goods go, where prepositions say it.
    pub(super) fn direction(&self, about: &[EntityId], measure: &str) -> (Option<EntityId>, Option<EntityId>) {
        let mut from = None;
        let mut to = None;
        let same = |index: &usize| self.sign(*index).measure == Some(measure);
        let Some(named) = (0..self.at).rev().find(same).or_else(|| (self.at + 1..self.items().len().min(self.at + 6)).find(same)) else { return (None, None) };
        let done = self.scene.chunks()[self.signs.chunk[named]].verb().is_some();
        let earns = self.done_by_verb() == Some("other:revenue");
        for index in named + 1..self.items().len().min(named + 10) {
            let item = &self.items()[index];
            let Some(id) = item.entities().iter().find(|id| about.contains(id)) else { continue };
            let mut before = index;
            while before > 0 && self.sign(before - 1).det.is_some() && self.sign(before - 1).prep.is_none() {
                before -= 1;
            }
            let preposition = before.checked_sub(1);
            match preposition {
                // "ont rapporté 3 milliards à X"
                Some(prep) if earns && self.has_function(prep, "addressed") => from = from.or_else(|| Some(id.clone())),
                // "a acheté à X"
                Some(prep) if measure == "imports" && self.has_function(prep, "addressed") && done => {
                    from = from.or_else(|| Some(id.clone()));
                }
                // Imports "de X" come to X, imports "depuis X" and "de produits X" from it.
                Some(prep) if self.has_function(prep, "of") => {
                    if measure == "imports" && prep == named + 1 && !done {
                        to = to.or_else(|| Some(id.clone()));
                    } else {
                        from = from.or_else(|| Some(id.clone()));
                    }
                }
                Some(prep) if self.has_function(prep, "to") => to = to.or_else(|| Some(id.clone())),
                Some(prep) if self.has_function(prep, "from") => from = from.or_else(|| Some(id.clone())),
                _ if item.is_demonym() && index == named + 1 && measure == "imports" => to = to.or_else(|| Some(id.clone())),
                _ if item.is_demonym() => from = from.or_else(|| Some(id.clone())),
                _ => {}
            }
        }
        if let [a, b] = about {
            let other = |id: &EntityId| if id == a { b.clone() } else { a.clone() };
            match (&from, &to) {
                (Some(known), None) => to = Some(other(known)),
                (None, Some(known)) => from = Some(other(known)),
                _ => {}
            }
        }
        (from, to)
    }
}

/// "Les exportations agricoles se sont envolées": the one branch that a sentence names right behind what it measures.
pub(super) fn only_branch(reader: &Reader<'_>, items: &[Item], words: &Words) -> Option<String> {
    let lexicon = &reader.language.lexicon;
    let measured = |index: usize| items[index].code(lexicon, "measure").is_some_and(is_trade);
    let near = |index: usize| (index + 1..items.len().min(index + 5)).find_map(|near| words.area(reader, &items[near]));
    let mut found = (0..items.len()).filter(|index| measured(*index)).filter_map(near);
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.to_owned())
}
