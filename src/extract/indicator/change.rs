//! Whether a figure is a change or a level, and which way the change goes.

use super::{
    Sight,
    signs::{Signs, is_wall, note},
};
use crate::{
    extract::{
        Scene,
        chunk::{Chunk, ChunkKind, VerbGroup, Voice},
    },
    lang::{Language, Tense},
    recognise::{ItemKind, Quantity},
};

/// So near stands the time that a thing is so many times of.
const NEAR: usize = 6;

/// The change in per cent that a word or a number of times tells: "a doublé", "multiplié par 4", "trois fois supérieur à".
pub(super) fn as_way(scene: &Scene<'_>, language: &Language, signs: &Signs<'_>, at: usize, said: Option<&Quantity>) -> Option<Quantity> {
    let lexicon = &language.lexicon;
    let percent = |value: f64| Quantity { value, unit: Some("%".into()), ..said.cloned().unwrap_or_default() };
    let items = &scene.sentence.items;
    let Some(quantity) = said else {
        // "le double de 2021", "le triple du trafic de 2017": of what it was at another time.
        let noun = items[at].is(lexicon, "multiple-noun");
        let dated = || {
            items[at + 1..].iter().take(NEAR).take_while(|item| !matches!(item.kind, ItemKind::Quantity(_))).any(|item| matches!(item.kind, ItemKind::Date(_)))
        };
        return signs.list[at].multiple.filter(|_| !noun || dated()).map(|value| percent(value.abs()));
    };
    // "multiplié par 4", "divisées par deux, et celles aux États-Unis par trois"
    let by = at.checked_sub(1).filter(|_| quantity.unit.is_none() && quantity.value > 1.0);
    let way = by.and_then(|by| {
        let through = signs.list[by].preposition.is_some_and(|prep| language.has_function("by", prep));
        (if through { 0 } else { by }..=by).rev().find_map(|index| [note::MULTIPLY, note::DIVIDE].into_iter().find(|way| signs.list[index].says(*way)))
    });
    if way == Some(note::DIVIDE) {
        return Some(percent((1e3 - 1e3 / quantity.value).round() / 10.0));
    }
    let multiplied = way.is_some();
    // "trois fois supérieur à", "deux fois plus que"
    let higher = signs.list.get(at + 1).is_some_and(|next| next.change == Some(1.0)) || items.get(at + 1).is_some_and(|next| next.is(lexicon, "times-more"));
    // "2,1 fois le niveau de 2023"
    let level = || (at + 1..at + 4).find(|index| items.get(*index).is_some_and(|next| next.is(lexicon, "level-noun")));
    let of_level = || level().is_some_and(|level| items[level..].iter().take(NEAR).any(|item| matches!(item.kind, ItemKind::Date(_))));
    let times = quantity.unit.as_deref() == Some("times") && quantity.value > 1.0 && (higher || of_level());
    let many = (multiplied || times).then(|| percent(((quantity.value - 1.0) * 1e4).round() / 100.0));
    many.or_else(|| super::against::bare(scene, signs, at, quantity))
}

/// So many words lie at most within what is put in between two levels.
const INSERTED: usize = 15;

impl Sight<'_> {
    /// The sign of a change, if the figure is one.
    pub(super) fn change(&self, percent: bool) -> Option<f64> {
        if percent {
            return self.rate();
        }
        // "23 % ou 11 milliards de plus": the same change in money.
        let or = |back: usize| self.at.checked_sub(back).is_some_and(|before| self.items()[before].code(&self.reader.language.lexicon, "conj") == Some("or"));
        let or = or(1) || or(2) && self.has_function(self.at - 1, "of");
        if or && let Some(previous) = self.previous.filter(|previous| previous.unit == "%") {
            return previous.change;
        }
        // "a augmenté de 2 milliards": the change word stands right before "of"; "passer de A à B" names levels.
        let of_before = self.at.checked_sub(1).is_some_and(|index| self.has_function(index, "of"));
        let near = self.at.checked_sub(2).and_then(|index| self.sign(index).change).filter(|_| of_before);
        // "2 milliards de marchandises de moins qu'en 2023"
        let next = self.bracket_behind().or_else(|| self.inserted_rate()).map_or(self.at + 1, |close| close + 1);
        let apart = (next..self.items().len().min(next + 6))
            .take_while(|index| !self.is_quantity(*index))
            .map(|index| self.sign(index))
            .find(|sign| sign.says(note::COMPARE))
            .and_then(|sign| sign.change);
        // "642 millions de plus durant ces trois mois"
        let surplus = || self.items().get(next).filter(|item| item.is(&self.reader.language.lexicon, "surplus")).and_then(|_| self.sign(next).change);
        let near = near.or_else(|| self.stretched());
        let apart = apart.or_else(surplus).or_else(|| self.swung()).or_else(|| self.told_in_money());
        let outdone = || (of_before && self.is_outdoing()).then_some(1.0);
        near.filter(|_| !self.is_passage() && self.quantity.low.is_none()).or(apart).or_else(outdone)
    }

    /// "5 millions, soit 6 %, de plus": where the commas close that enclose the same in per cent.
    fn inserted_rate(&self) -> Option<usize> {
        let namely = self.items().get(self.at + 2)?.is(&self.reader.language.lexicon, "namely");
        let rate = namely && self.is_mark(self.at + 1, ",") && (self.at + 3..self.at + 5).any(|index| self.is_rate(index));
        (self.at + 4..self.at + 6).find(|index| rate && self.is_mark(*index, ","))
    }

    /// "Ce volume dépasse de 5 millions, soit de 6 %, celui de 2023": whether the figure is by how much something exceeds another.
    pub(super) fn is_outdoing(&self) -> bool {
        let exceeds = |index: usize| self.scene.chunks()[index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "exceed"));
        let close = self.inserted_rate().map_or(self.at + 1, |close| close + 1);
        self.ruler().is_some_and(|verb| verb < self.chunk && exceeds(verb)) && (close..close + 3).any(|index| self.sign(index).says(note::THAT))
    }

    /// "Les échanges ont gagné 642 millions": what is measured rises or falls by what stands right behind the verb.
    fn swung(&self) -> Option<f64> {
        let chunks = self.scene.chunks();
        let verb = self.chunk.checked_sub(1).filter(|index| chunks[*index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "swing")))?;
        let first = *self.scene.clauses.grammatical_subject(verb).first()?;
        let measured = (chunks[first].start..chunks[first].end).any(|index| self.sign(index).measure.is_some_and(|measure| self.fits(measure)));
        (chunks[verb].start..chunks[verb].end).find_map(|index| self.sign(index).change).filter(|_| measured)
    }

    /// The sign of a rate of change; a share of a whole is none.
    fn rate(&self) -> Option<f64> {
        // "(-5 %)"
        let text = &self.reader.text[..self.items()[self.at].span.start];
        if text.trim_end().strip_suffix(['-', '–', '−']).is_some_and(|before| before.ends_with('(')) {
            return Some(-1.0);
        }
        // "+12 %", "-5 %"
        let mark = self.at.checked_sub(1).map(|index| &self.items()[index]).filter(|item| item.kind == ItemKind::Mark);
        match mark.map(|item| item.span.of(self.reader.text)) {
            Some("+") => return Some(1.0),
            Some("−") => return Some(-1.0),
            Some("-" | "–") if mark.is_some_and(|item| item.span.end == self.items()[self.at].span.start) => return Some(-1.0),
            _ => {}
        }
        if let Some(way) = self.multiplied() {
            return Some(way);
        }
        if self.goes_on_growing() || self.growth_behind() || self.is_growth_told() || self.is_growth_again() || self.is_growth_in_order() || self.is_of_growth()
        {
            return Some(1.0);
        }
        // "de 5 millions, soit de 6 %": the same change again.
        let again = |back: usize| self.at.checked_sub(back).is_some_and(|index| self.items()[index].is(&self.reader.language.lexicon, "namely"));
        if let Some(change) = self.previous.filter(|previous| previous.unit != "%" && previous.at + 5 > self.at).and_then(|previous| previous.change)
            && (again(1) || again(2))
        {
            return Some(change);
        }
        // "la part … est montée à 14 %", "de 5 % en 2021, la part …"
        if (self.comes_to() || self.goal().is_some()) && self.part().is_some() || self.is_part_told() {
            return None;
        }
        if self.goal().is_some() {
            return self.underway().is_some_and(|measure| measure == "gdp").then_some(1.0);
        }
        let open = |index: &usize| !self.is_quantity(*index);
        let left = (0..self.at).rev().take_while(open).take(10).find_map(|index| self.sign(index).change.map(|sign| (index, sign)));
        let of_before = self.at.checked_sub(1).is_some_and(|index| self.has_function(index, "of"));
        // "La part … a augmenté, passant de 0,8 % à 1,5 %": from where it sets out, unless growth does.
        let leaves = self.chunk.checked_sub(2).and_then(|verb| self.scene.chunks()[verb].verb());
        let leaves = of_before && self.is_passage() && leaves.is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "pass"));
        if leaves && self.says_before(note::SHARE) {
            return None;
        }
        // "a augmenté ses livraisons de gaz vers le Chili de 2 %"
        if of_before && let Some(sign) = self.way_of_object() {
            return Some(sign);
        }
        // "une hausse de 5 %", "ont reculé de 3 %", "la croissance était de 21 %"
        if let Some((_, sign)) = left.filter(|(index, _)| of_before && self.at - index <= 5) {
            return Some(sign);
        }
        if of_before && let Some(sign) = self.gapped() {
            return Some(sign);
        }
        // "dépasse de 8 % celui de 2023"
        let exceeds = |index: usize| self.scene.chunks()[index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "exceed"));
        if of_before && self.ruler().is_some_and(|verb| verb < self.chunk && exceeds(verb)) {
            return Some(1.0);
        }
        // "devrait augmenter à 23 %": where it comes to, unless a growth is what comes there.
        let reached = self.at.checked_sub(1).is_some_and(|before| self.has_function(before, "to") && self.has_function(before, "at"));
        if let Some((index, _)) = left.filter(|_| reached)
            && self.scene.chunks()[self.signs.chunk[index]].verb().is_some()
            && self.before.is_some_and(|before| before.change.is_none() && before.unit == "%")
        {
            return None;
        }
        let next = self.bracket_behind().map_or(self.at + 1, |close| close + 1);
        let right = (next..self.items().len().min(next + 4)).take_while(open).find_map(|index| self.sign(index).change);
        // "40 % de plus", "5 % de mieux", "3 % supérieur à", "3 % (2 milliards) de moins"
        if let Some(sign) = right.filter(|_| (next..next + 2).any(|index| self.sign(index).change.is_some())) {
            return Some(sign);
        }
        if self.whole().is_none()
            && (self.comes_to() || self.reaches())
            && let Some(sign) = self.rate_reached()
        {
            return Some(sign);
        }
        if self.whole().is_some() || self.reaches() {
            return None;
        }
        // The next of a list of rates.
        let carried = self.previous.filter(|previous| matches!(previous.unit.as_str(), "%" | "points") || of_before).and_then(|previous| previous.change);
        left.map(|(_, sign)| sign).or(right).or(carried)
    }

    /// "a augmenté ses livraisons de gaz vers le Chili de 2 %": the way of the verb whose object is measured.
    fn way_of_object(&self) -> Option<f64> {
        let chunks = self.scene.chunks();
        let verb = self.ruler().filter(|verb| *verb < self.chunk && chunks[*verb].verb().is_some_and(VerbGroup::is_finite))?;
        let way = (chunks[verb].start..chunks[verb].end).find_map(|index| self.sign(index).change)?;
        let object = chunks[verb].end..self.at - 1;
        let measured = object.clone().any(|index| self.sign(index).measure.is_some_and(|measure| self.fits(measure)));
        let owned = self.sign(chunks[verb].end).det.is_some();
        (measured && owned && !object.clone().any(|index| self.is_quantity(index) || self.is_mark(index, ",") || self.sign(index).says(note::SHARE)))
            .then_some(way)
    }

    /// "Les importations ont crû de 22 %, à 30 milliards, et les exportations de 29 %": the way of the verb that is not said again.
    fn gapped(&self) -> Option<f64> {
        let chunks = self.scene.chunks();
        let joint = (0..self.at - 1).rev().take(5).take_while(|index| chunks[self.signs.chunk[*index]].verb().is_none() && !self.is_quantity(*index));
        let joint = joint.into_iter().find(|index| self.sign(*index).conj || self.is_mark(*index, ",") || self.is_mark(*index, ";"))?;
        let whole = joint + 2 >= self.at || (joint + 1..self.at).any(|index| self.sign(index).measure.is_some_and(|measure| self.fits(measure)));
        let verb = (0..self.signs.chunk[joint]).rev().find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite)).filter(|_| whole)?;
        let rate = self.previous.is_some_and(|previous| previous.at > chunks[verb].start) && (chunks[verb].end..joint).any(|index| self.is_rate(index));
        // "a vu ses achats baisser de 15 %": or of the infinitive behind it.
        let way = (chunks[verb].start..joint).take_while(|index| !self.is_quantity(*index)).find_map(|index| self.sign(index).change);
        way.filter(|_| rate)
    }

    fn is_times(&self, index: usize) -> bool {
        matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if quantity.unit.as_deref() == Some("times"))
    }

    /// "deux fois plus que l'an dernier", "le triple du trafic de 2017": whether what starts there is what something is so many times of.
    pub(super) fn is_multiple_of(&self, start: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let open = |index: &usize| !self.is_quantity(*index) && !matches!(self.items()[*index].kind, ItemKind::Date(_));
        let word = |index: &usize| {
            let times = |back: usize| index.checked_sub(back).is_some_and(|before| self.is_times(before));
            let item = &self.items()[*index];
            item.is(lexicon, "multiple-noun")
                || item.is(lexicon, "times-more") && times(1)
                || item.is(lexicon, "level-noun") && (times(1) || times(2))
                || item.is(lexicon, "beside-level") && *index > 0 && self.is_rate(index - 1)
        };
        (0..start).rev().take(NEAR).take_while(open).any(|index| word(&index))
    }

    /// "multiplié par 4", "divisé par 3": which way.
    pub(super) fn multiplied(&self) -> Option<f64> {
        if self.is_times(self.at) {
            return Some(1.0);
        }
        let said = matches!(&self.items()[self.at].kind, ItemKind::Quantity(quantity) if quantity.unit.is_none());
        let last = (0..self.at).rev().find(|index| self.sign(*index).says(note::MULTIPLY | note::DIVIDE)).filter(|_| said)?;
        Some(if self.sign(last).says(note::DIVIDE) { -1.0 } else { 1.0 })
    }

    /// "a atteint", "s'élève à": the verb before names a level.
    fn reaches(&self) -> bool {
        let chunks = self.scene.chunks();
        let Some(verb) = (0..self.chunk).rev().take(3).find_map(|index| chunks[index].verb()) else { return false };
        self.reader.language.verb_is(verb.lemma, "reach")
    }

    /// The item behind "of" that a share is a share of: "13 % des importations".
    pub(super) fn whole(&self) -> Option<usize> {
        // "19 % (13 milliards) et 15 % du commerce"
        let mut next = self.at + 1;
        loop {
            if self.is_mark(next, "(") {
                let Some(close) = (next..self.items().len()).find(|index| self.is_mark(*index, ")")) else { break };
                next = close + 1;
            } else if (self.sign(next).conj || self.is_mark(next, ",")) && self.is_rate(next + 1) {
                next += 2;
            } else {
                break;
            }
        }
        self.has_function(next, "of").then_some(next + 1).filter(|index| {
            let sign = self.sign(*index);
            sign.change.is_none() && self.items().get(*index).is_some_and(|item| item.kind != ItemKind::Mark && !matches!(item.kind, ItemKind::Date(_)))
        })
    }

    pub(super) fn is_rate(&self, index: usize) -> bool {
        self.items().get(index).is_some_and(|item| matches!(&item.kind, ItemKind::Quantity(quantity) if quantity.unit.as_deref() == Some("%")))
    }

    /// Whether the clause names a figure's way from one level to another.
    pub(super) fn is_passage(&self) -> bool {
        let alike = |index: usize| !self.is_time(index) || self.is_time(self.at);
        let goal = |index: usize| self.is_quantity(index) && alike(index) && index > 0 && self.has_function(index - 1, "to");
        // "de 68 milliards – six fois plus qu'en 2019 – à 100 milliards"
        let put_in = || {
            let marks = [("–", "–"), ("—", "—"), ("(", ")"), (",", ",")];
            let (_, close) = marks.into_iter().find(|(open, _)| self.is_mark(self.at + 1, open))?;
            (self.at + 2..self.items().len()).take(INSERTED).find(|index| self.is_mark(*index, close))
        };
        (self.at + 1..self.items().len().min(self.at + 6)).any(goal) || put_in().is_some_and(|close| (close + 2..self.items().len().min(close + 6)).any(goal))
    }

    /// Whether the verb that rules the figure is denied.
    pub(super) fn is_denied(&self) -> bool {
        // "de 3 %, et non plus de 2 %"
        if (1..=4).any(|back| self.at > back && self.sign(self.at - back).not && (self.sign(self.at - back - 1).conj || self.is_mark(self.at - back - 1, ",")))
        {
            return true;
        }
        let Some(index) = self.ruler() else { return false };
        let chunk = &self.scene.chunks()[index];
        if self.is_bound(index) {
            return false;
        }
        chunk.verb().is_some_and(|verb| verb.negated && verb.tense != Tense::Participle)
            && (chunk.start..self.at.min(chunk.end + 2)).any(|item| self.sign(item).not)
    }

    /// "n'ont pas dépassé 80 millions": no more than that is a bound.
    pub(super) fn is_bound(&self, verb: usize) -> bool {
        let exceeds = |group: &VerbGroup| group.negated && self.reader.language.verb_is(group.lemma, "exceed");
        verb < self.chunk && self.chunk - verb <= 2 && self.scene.chunks()[verb].verb().is_some_and(exceeds)
    }

    /// The verb that rules the figure: of which it is subject, or the last one before it in its clause.
    pub(super) fn ruler(&self) -> Option<usize> {
        *self.found.ruler.get_or_init(|| self.find_ruler())
    }

    fn find_ruler(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        // "ont doublé": the verb is the figure.
        if chunks[self.chunk].verb().is_some() {
            return Some(self.chunk);
        }
        if let Some(verb) = self.resumed() {
            return Some(verb);
        }
        let start = self.scene.clauses.clause_start(self.chunk).saturating_sub(1);
        let before = (start..self.chunk).rev().find(|index| chunks[*index].verb().is_some());
        let behind = (self.chunk + 1..chunks.len().min(self.chunk + 4))
            .take_while(|index| chunks[*index].noun().is_none_or(|noun| noun.quantity.is_none()))
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Comma | ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Conjunction(_)))
            .find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        match (before, behind) {
            // The figure is the subject of what follows, unless a verb stands right before it.
            (Some(before), Some(behind)) => Some(if self.chunk - before <= 2 { before } else { behind }),
            (before, behind) => before.or(behind).or_else(|| self.joint_ruler()).or_else(|| self.ruled_as_subject()),
        }
    }

    /// "veulent porter leurs échanges, qui étaient de 20 milliards en 2023, à 30 milliards": the verb before a clause that is put in.
    fn resumed(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        if let Some(verb) = self.done_across() {
            return Some(verb);
        }
        let comma = self.chunk.checked_sub(2).filter(|comma| matches!(chunks[*comma].kind, ChunkKind::Comma) && self.comes_to())?;
        let open = (1..comma).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Comma))?;
        let opens = matches!(chunks[open].kind, ChunkKind::Relative(_)) && matches!(chunks[open - 1].kind, ChunkKind::Comma);
        let verb = (0..open).rev().find(|index| chunks[*index].verb().is_some()).filter(|_| opens)?;
        chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "move")).then_some(verb)
    }

    /// "avait expédié au Maroc, à la faveur d'aides instaurées en mai, 60 000 tonnes": the verb before what stands between two commas, with no
    /// clause of its own.
    fn done_across(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        let comma = |index: usize| matches!(chunks[index].kind, ChunkKind::Comma);
        // "une première cargaison de 60 000 tonnes"
        let head = if self.chunk >= 3 && chunks[self.chunk - 1].preposition().is_some() && chunks[self.chunk - 2].noun().is_some() {
            self.chunk - 2
        } else {
            self.chunk
        };
        let close = head.checked_sub(1).filter(|index| comma(*index))?;
        let open = (1..close).rev().find(|index| comma(*index) || is_wall(&chunks[*index].kind)).filter(|index| comma(*index))?;
        let put_in = chunks[open + 1].preposition().is_some() && chunks[open + 1..close].iter().any(|chunk| chunk.verb().is_some());
        let bare = chunks[open + 1..close].iter().filter_map(Chunk::verb).all(|verb| verb.tense == Tense::Participle);
        let near = (open.saturating_sub(4)..open).rev().take_while(|index| !comma(*index)).find(|index| chunks[*index].verb().is_some())?;
        let does = chunks[near].verb().is_some_and(|verb| verb.is_finite() && verb.voice == Voice::Active);
        (put_in && bare && does).then_some(near)
    }

    /// "La barre des 10 milliards d'échanges entre X et Y sera franchie": the verb of which the figure's phrase is the subject.
    fn ruled_as_subject(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        let verb = (self.chunk + 1..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))?;
        let wall =
            |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Open);
        let subject = *self.scene.clauses.grammatical_subject(verb).first()?;
        let own = subject <= self.chunk && self.chunk - subject <= 2;
        (own && !chunks[subject..verb].iter().any(wall)).then_some(verb)
    }

    /// "34 tunnels et 51 ponts devront être construits": the verb of the first of two that are counted.
    fn joint_ruler(&self) -> Option<usize> {
        let chunks = self.scene.chunks();
        let joined = matches!(chunks.get(self.chunk + 1)?.kind, ChunkKind::Conjunction(_));
        let counted = chunks.get(self.chunk + 2)?.noun().is_some_and(|noun| noun.quantity.is_some());
        let verb = self.chunk + 3;
        (joined && counted && chunks.get(verb)?.verb().is_some_and(VerbGroup::is_finite)).then_some(verb)
    }
}
