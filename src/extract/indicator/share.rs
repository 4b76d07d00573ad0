//! Parts of a whole: of what, and whose.

use super::{
    Figure, Sight,
    deal::{Deal, Way},
    fit::is_trade,
    modality::is_account,
    rule,
    signs::note,
};
use crate::extract::chunk::{ChunkKind, VerbGroup, Voice};
use crate::model::{EntityId, EntityKind};
use crate::recognise::{Item, ItemKind};

impl Sight<'_> {
    /// A share: of what stands behind "of", or of a company by a word for part.
    pub(super) fn share(&self) -> Option<(String, &'static str)> {
        if (self.at.saturating_sub(4)..self.at).any(|index| self.sign(index).measure == Some("other:market-share")) {
            return Some(("other:market-share".to_owned(), rule::NAMED));
        }
        // "une part de marché de 2 %, derrière la Chine (22 %)"
        if let Some(part) = self.previous.filter(|part| part.measure == "other:market-share" && self.bracket().is_some()) {
            return Some((part.measure.clone(), rule::CARRIED));
        }
        if let Some((_, whole)) = self.part() {
            return self.sign(whole).measure.map(|measure| (measure.to_owned(), rule::SHARE));
        }
        // "X et Y en représentent 19 % et 15 %"
        let verb = self.ruler().filter(|verb| *verb < self.chunk && self.is_thereof(*verb));
        let told = self.before.filter(|before| self.close && is_trade(&before.measure) && before.change.is_none());
        if let Some(before) =
            told.filter(|_| verb.is_some_and(|verb| (self.scene.chunks()[verb].start..self.at).any(|index| self.sign(index).says(note::SHARE))))
        {
            return Some((before.measure.clone(), rule::SHARE));
        }
        let start = self.whole();
        let whole = start.and_then(|start| (start..self.items().len().min(start + 4)).find_map(|index| self.sign(index).measure));
        // "13,1 milliards (19,7 % du total)"
        let all = start.is_some_and(|start| (start..self.items().len().min(start + 2)).any(|index| self.sign(index).says(note::WHOLE)));
        let before = self.previous.or(self.whole.filter(|_| self.close || self.paragraph)).filter(|_| all).map(|previous| previous.measure.as_str());
        // "les partenaires de X sont Y (16 % du total)"
        let roll =
            self.signs.list.iter().find_map(|sign| sign.partner).filter(|_| all || start.is_none() && self.bracket().is_some()).or(self.roll.filter(|_| all));
        if let Some(measure) = roll.filter(|_| whole.is_none() && self.partner(self.at).is_some()) {
            return Some((measure.to_owned(), rule::BRACKET));
        }
        // "La dette publique représente 39 % du PIB": it is told in per cent of what the country makes.
        let owed = (0..self.at).rev().find_map(|index| self.sign(index).measure).filter(|measure| matches!(*measure, "other:debt" | "other:balance"));
        if let Some(owed) = owed.filter(|_| whole == Some("gdp")) {
            return Some((owed.to_owned(), rule::NAMED));
        }
        match whole.or(before) {
            Some("shipments" | "length" | "growth" | "price/cost" | "other:supply") => return Some(("other:share".to_owned(), rule::SHARE)),
            // "29 % du budget viennent du pétrole"
            Some(measure) if is_account(measure) => return Some(("other:share".to_owned(), rule::SHARE)),
            // A part of what is measured is told in per cent of it.
            Some(measure) => return Some((measure.to_owned(), rule::SHARE)),
            None => {}
        }
        if let Some((open, _)) = self.bracket() {
            // "la Chine avec 18 % du total, suivie de la Russie (16 %)"
            if let Some(part) = self.previous.filter(|part| {
                part.unit == "%" && part.change.is_none() && (is_trade(&part.measure) || part.measure == "investment") && self.partner(self.at).is_some()
            }) {
                return Some((part.measure.clone(), rule::BRACKET));
            }
            // "Les actionnaires du gazoduc sont X (51 %), Y (30 %)"
            let shared = (0..open).any(|index| self.sign(index).says(note::SHARE));
            if shared && self.holder_beside().is_some() {
                return Some(("other:share".to_owned(), rule::BRACKET));
            }
            // "provenaient de cinq pays : le Kazakhstan (37 %), le Niger (20 %)"
            let row = self.partner(self.at).is_some()
                && (0..self.items().len()).filter(|index| self.is_quantity(*index) && self.partner(*index).is_some()).count() > 1;
            if row && open + 1 == self.at {
                return Some(("other:share".to_owned(), rule::BRACKET));
            }
            // "Les biens industriels (11 %), les denrées (7 %) et …": goods behind another part of what is sold or bought.
            let goods = || (open.saturating_sub(4)..open).any(|index| self.sign(index).goods.is_some());
            let part = |part: &&Figure| part.unit == "%" && part.change.is_none() && is_trade(&part.measure) && part.about.len() == 1;
            if open + 1 == self.at
                && self.signs.list.iter().all(|sign| sign.measure.is_none())
                && let Some(part) = self.previous.or(self.share_row()).filter(part).filter(|_| goods())
            {
                return Some((part.measure.clone(), rule::CARRIED));
            }
            // "premier producteur mondial d'uranium (43 %)"
            let measure = (0..open).rev().take(8).find_map(|index| self.sign(index).measure)?;
            return matches!(measure, "production" | "exports" | "imports").then(|| (measure.to_owned(), rule::BRACKET));
        }
        // "prendre 51 % de la société", "a cédé 49 % du port sec"
        let owned = |index: usize| self.items()[index].entities().first().is_some_and(|id| self.is_thing(id) || self.is_company(id));
        if self.has_function(self.at + 1, "of") && (self.at + 1..self.items().len().min(self.at + 5)).take_while(|index| !self.is_quantity(*index)).any(owned) {
            return Some(("other:share".to_owned(), rule::SHARE));
        }
        // "13 milliards, dont 70 % vers X"
        let part = self.at.checked_sub(1).is_some_and(|before| self.sign(before).says(note::BACK));
        let led = ["to", "from", "with"].into_iter().any(|function| self.has_function(self.at + 1, function));
        if let Some(level) = self.previous.filter(|level| part && led && level.change.is_none() && level.unit != "%" && start.is_none()) {
            return Some((level.measure.clone(), rule::SHARE));
        }
        // "Ce ratio devrait augmenter à 23 %"
        let back = (0..self.items().len().min(4)).any(|index| self.sign(index).says(note::BACK));
        let level = |before: &&Figure| before.unit == "%" && before.change.is_none();
        if let Some(before) = self.previous.or_else(|| self.before.filter(|_| back)).filter(level).filter(|_| start.is_none()) {
            return Some((before.measure.clone(), rule::CARRIED));
        }
        let since = self.previous.map_or(0, |previous| previous.at + 1).max(self.at.saturating_sub(14));
        let said = (since..self.at).chain(self.at + 1..self.items().len().min(self.at + 6)).any(|index| self.sign(index).says(note::SHARE));
        let carried = self.previous.is_some_and(|previous| previous.measure == "other:share");
        // "tire 95 % de son électricité des barrages"
        let own = start.is_some_and(|start| matches!(self.sign(start).det, Some("possessive" | "possessive-many")));
        (said || carried || own).then(|| ("other:share".to_owned(), if said || own { rule::SHARE } else { rule::CARRIED }))
    }

    /// The last part of trade of the sentence before.
    fn share_row(&self) -> Option<&Figure> {
        self.row.iter().rev().map(std::rc::Rc::as_ref).find(|figure| figure.unit == "%" && figure.change.is_none())
    }

    /// "La Turquie fournit 30 % des importations géorgiennes": with whoever has that part.
    pub(super) fn with_sharer(&self, mut deal: Deal) -> Deal {
        let verb = self.ruler().filter(|verb| *verb < self.chunk && deal.others.is_empty() && deal.way != Way::Both);
        let active = |verb: &usize| self.scene.chunks()[*verb].verb().is_some_and(|group| group.voice == Voice::Active && group.modal.is_none());
        let subject = verb.filter(active).and_then(|verb| self.scene.clauses.grammatical_subject(verb).first().copied());
        let chunk = subject.map(|subject| &self.scene.chunks()[subject]);
        let state = chunk.and_then(|chunk| (chunk.start..chunk.end).find_map(|index| self.state_at(index)));
        deal.others.extend(state.filter(|state| *state != deal.teller));
        deal
    }

    /// The land behind "investor in" or "of", where it is no more than that.
    fn invested_in(&self, only: &EntityId) -> Option<EntityId> {
        let investor = (0..self.at).rev().find(|index| self.items()[*index].is(&self.reader.language.lexicon, "investor-word"))?;
        let led =
            |index: &usize| self.led_by(*index).is_some_and(|prep| prep == investor + 1 && (self.has_function(prep, "where") || self.has_function(prep, "of")));
        let behind = (investor + 2..self.at.min(investor + 6)).filter(led);
        behind.flat_map(|index| self.items()[index].entities()).find(|id| *id != only && (self.is_state(id) || id.kind() == EntityKind::Place)).cloned()
    }

    /// "L'État en détient 51 %, le consortium 49 %": whether the figure is of a holder that has no name.
    pub(super) fn is_of_unnamed_holder(&self) -> bool {
        let chunks = self.scene.chunks();
        let start = chunks[self.chunk].start;
        // The figure may stand in one phrase with its holder.
        let (from, first) = if start + 1 < self.at { (start, self.chunk) } else { (chunks[self.chunk.saturating_sub(1)].start, self.chunk.saturating_sub(1)) };
        let unnamed = self.items()[from..self.at].iter().all(|item| item.entities().is_empty() && item.kind == ItemKind::Word);
        let parted = first > 0 && matches!(chunks[first - 1].kind, ChunkKind::Comma | ChunkKind::Conjunction(_));
        parted && self.at > from + 1 && self.is_the(from) && unnamed
    }

    /// "en a reçu 3 millions": whether a verb is of what was told before.
    pub(super) fn is_thereof(&self, verb: usize) -> bool {
        let start = self.scene.chunks()[verb].start;
        let again = |index: usize| self.items()[index].is(&self.reader.language.lexicon, "thereof");
        again(start) || start > 0 && again(start - 1)
    }

    /// "une part de 80 % des livraisons", "la proportion de femmes dépasse 90 %": how large a part is, not by how much something grew.
    pub(super) fn is_part_told(&self) -> bool {
        // "le transit, qui en représente 60 %, a cédé 11 %"
        let says = |chunk: &crate::extract::chunk::Chunk| (chunk.start..chunk.end).any(|index| self.sign(index).says(note::SHARE));
        if self.ruler().filter(|verb| *verb < self.chunk).is_some_and(|verb| self.is_thereof(verb) && says(&self.scene.chunks()[verb])) {
            return true;
        }
        let part = |index: usize| self.sign(index).says(note::SHARE) && self.scene.chunks()[self.signs.chunk[index]].noun().is_some();
        if self.at >= 2 && self.has_function(self.at - 1, "of") && part(self.at - 2) && self.whole().is_some() {
            return true;
        }
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let Some(verb) = self.ruler().filter(|verb| verb + 1 == self.chunk || verb + 2 == self.chunk) else { return false };
        let at_level = |group: &VerbGroup| language.verb_is(group.lemma, "exceed") || language.verb_is(group.lemma, "reach");
        let by = chunks[verb].end < self.at && self.has_function(self.at - 1, "of");
        chunks[verb].verb().is_some_and(at_level)
            && !by
            && self.scene.clauses.grammatical_subject(verb).first().is_some_and(|first| (chunks[*first].start..chunks[*first].end).any(part) && *first < verb)
    }

    /// The company that the brackets stand behind.
    fn holder_beside(&self) -> Option<EntityId> {
        self.items()[self.beside(self.at)?].entities().iter().find(|id| id.kind() == EntityKind::Organisation && !self.is_state(id)).cloned()
    }

    /// Of whose trade or investments a share is told that is somebody else's: of the one whom the level before is of, or whose trade is counted up.
    fn hub_of_share(&self) -> Option<EntityId> {
        let start = self.whole()?;
        let measure = (start..self.items().len().min(start + 5)).take_while(|index| !self.is_mark(*index, ",")).find_map(|index| self.sign(index).measure)?;
        // "13 % de ses ventes": of its own.
        let own = (start..start + 3).any(|index| matches!(self.sign(index).det, Some("possessive" | "possessive-many")));
        let partner =
            self.ruler().is_some_and(|verb| verb < self.chunk && (self.scene.chunks()[verb].start..self.at).any(|index| self.sign(index).says(note::SHARE)));
        if own || !partner || self.bracket().is_some() {
            return None;
        }
        match measure {
            "investment" => match self.whole.filter(|whole| whole.measure == "investment").map(|whole| whole.about.as_slice()) {
                Some([hub]) => Some(hub.clone()),
                _ => None,
            },
            measure if is_trade(measure) => self.memory.hub.clone().filter(|_| self.previous.is_none()),
            _ => None,
        }
    }

    /// Who has a share, and of whose whole.
    pub(super) fn sharers(&self) -> Vec<EntityId> {
        if let Some(row) = self.partakers().or_else(|| self.previous.and_then(|previous| self.share_of_trade(&previous.measure))) {
            return row;
        }
        let items = self.items();
        let chunks = self.scene.chunks();
        let of = |id: &&EntityId| {
            self.is_thing(id)
                || matches!(id.kind(), EntityKind::Country | EntityKind::Organisation)
                    && (self.is_state(id) || self.reader.knowledge.get(id).is_none_or(|known| known.entity.subtype == "company"))
        };
        // "à 51 % par Areva"
        let by = (self.has_function(self.at + 1, "by"))
            .then(|| (self.at + 2..items.len().min(self.at + 4)).flat_map(|index| items[index].entities()).find(of))
            .flatten();
        if let Some(id) = by {
            return vec![id.clone()];
        }
        // "Les actionnaires du gazoduc sont X (51 %), Y (30 %)"
        if let Some(holder) = self.bracket().and_then(|_| self.holder_beside()) {
            let thing = items[..self.at].iter().flat_map(Item::entities).find(|id| self.is_thing(id));
            return std::iter::once(holder).chain(thing.cloned()).collect();
        }
        // "le Kazakhstan (37 %)"
        if let Some(partner) = self.bracket().and_then(|_| self.partner(self.at)) {
            // "… 31 % des investissements au Népal, suivie de la Chine (22 %)"
            let land = self.previous.filter(|part| part.measure == "investment" && part.unit == "%" && part.about.len() == 2).map(|part| &part.about[0]);
            return land.filter(|land| **land != partner).cloned().into_iter().chain([partner]).collect();
        }
        // The subject with what hangs on it: "les pays membres des BRICS".
        let subject = self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| {
            let first = *self.scene.clauses.grammatical_subject(verb).first()?;
            let (start, end) = (chunks[first].start, chunks[verb].start);
            items.get(start..end)?.iter().flat_map(Item::entities).find(of).cloned().or_else(|| self.acting_state())
        });
        let start = self.scene.clauses.clause_start(self.chunk);
        let first = chunks.get(start).map_or(0, |chunk| chunk.start).min(self.at);
        let left = subject.or_else(|| items[first..self.at].iter().rev().flat_map(Item::entities).find(of).cloned());
        let end = (self.at + 1..items.len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(items.len());
        let right = items[self.at..end].iter().flat_map(Item::entities).find(|id| of(id) && Some(*id) != left.as_ref()).cloned();
        let mut about: Vec<EntityId> = left.into_iter().chain(right).collect();
        // "La Russie arrive en tête avec 38 % du total": of the trade that was told before.
        if let ([only], Some(whole)) = (about.as_slice(), self.whole.filter(|whole| self.previous.is_none() && is_trade(&whole.measure)))
            && let [hub] = whole.about.as_slice()
            && hub != only
            && self.is_state(only)
            && self.whole().is_some()
        {
            about.insert(0, hub.clone());
        }
        // "95 % des règlements entre A et B", "la part du yuan dans les règlements entre A et B": of both.
        let pair = |between: usize| {
            let state = |index: usize| items.get(index).and_then(|item| item.entities().iter().find(|id| self.is_state(id)));
            let mut row = (between + 1..items.len().min(between + 6)).filter_map(state);
            Some(row.next()?.clone()).zip(row.next().cloned())
        };
        if let [only] = about.as_slice()
            && let Some((one, other)) = (0..end).rev().filter(|index| self.has_function(*index, "between")).find_map(pair)
            && (*only == one || *only == other)
        {
            return vec![one, other];
        }
        // "La Chine représente 23 % des investissements", "… 28 % des importations du pays": of what goes into or out of the one told of.
        if let [only] = about.as_slice()
            && self.is_state(only)
            && let Some(hub) = self.hub_of_share().filter(|hub| hub != only)
        {
            about.insert(0, hub);
        }
        // "La France est le premier investisseur en Géorgie, avec 20 % des investissements": where it is so.
        if let [only] = about.as_slice()
            && (0..self.at).any(|index| self.sign(index).says(note::RANK) || items[index].is(&self.reader.language.lexicon, "investor-word"))
            && let Some(land) = self.invested_in(only)
        {
            about.push(land);
        }
        if about.is_empty() {
            let figure = self.previous.or(self.before);
            about = figure.map(|figure| figure.about.clone()).unwrap_or_default();
        }
        about
    }
}
