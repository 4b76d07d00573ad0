//! Which times a change is measured against.

use super::{
    Sight,
    period::counted,
    signs::{Signs, note},
};
use crate::{
    extract::{Scene, chunk::ChunkKind},
    lang::Tense,
    model::{Anchor, EntityKind, Point, TimeUnit, When},
    recognise::{DateMention, Item, ItemKind, Quantity},
};

/// So many words lie at most between what began and when it did.
const SINCE: usize = 8;

/// "15 jours, au lieu de 38", "15 millions de tonnes, contre 38 en 2022", "15 et 9 milliards, contre 12 et 8": a bare number that another figure is
/// set against, in its unit.
pub(super) fn bare(scene: &Scene<'_>, signs: &Signs<'_>, at: usize, quantity: &Quantity) -> Option<Quantity> {
    let items = &scene.sentence.items;
    let is_bare = |quantity: &Quantity| quantity.digits && quantity.unit.is_none() && !quantity.scaled && quantity.low.is_none();
    let figure = |at: usize| if let ItemKind::Quantity(figure) = &items.get(at)?.kind { Some(&**figure) } else { None };
    let also = |at: usize| figure(at).is_some_and(is_bare);
    let joint = |at: usize| signs.list.get(at).is_some_and(|sign| sign.conj);
    let compared = |at: usize| (1..=2).any(|back| at.checked_sub(back).is_some_and(|before| signs.list[before].says(note::COMPARE)));
    // "contre 12 et 8": the second of two.
    let first = || at.checked_sub(2).filter(|first| joint(first + 1) && also(*first) && compared(*first));
    if !is_bare(quantity) || !compared(at) && first().is_none() {
        return None;
    }
    let next = if joint(at + 1) && also(at + 2) && first().is_none() { at + 3 } else { at + 1 };
    let alone = items.get(next).is_none_or(|next| matches!(next.kind, ItemKind::Mark | ItemKind::Date(_))) || signs.list[next].preposition.is_some();
    if !alone {
        return None;
    }
    let level = items[..at]
        .iter()
        .enumerate()
        .rev()
        .filter(|(before, _)| Some(*before) != first())
        .find_map(|(before, _)| figure(before).filter(|figure| figure.unit.as_deref().is_none_or(|unit| unit != "times")))?;
    level.unit.as_ref()?;
    // Of "15 millions" it has the millions too: the power of a thousand by which it comes nearest.
    let far = |scale: &f64| (quantity.value * scale / level.value).ln().abs();
    let scale = if level.scaled { [1e3, 1e6, 1e9, 1e12].into_iter().min_by(|a, b| far(a).total_cmp(&far(b)))? } else { 1.0 };
    Some(Quantity { value: quantity.value * scale, unit: level.unit.clone(), scaled: level.scaled, ..quantity.clone() })
}

impl Sight<'_> {
    /// "27 milliards, en hausse de 11 %, soit 3 milliards": the same change in money, behind the level.
    pub(super) fn told_in_money(&self) -> Option<f64> {
        let previous = self.previous.filter(|previous| previous.unit == "%" && previous.at + 4 > self.at)?;
        let items = self.items();
        let more = |item: &Item| matches!(&item.kind, ItemKind::Quantity(level) if level.unit == self.quantity.unit && level.value > self.quantity.value);
        let namely = items[self.at - 1].is(&self.reader.language.lexicon, "namely");
        previous.change.filter(|_| namely && items[..previous.at].iter().any(more))
    }

    /// "en hausse de 25 % sur la même période de l'an dernier", "5 % sur l'année précédente": what a change is measured against.
    pub(super) fn is_set_against(&self, date: usize, said: &DateMention) -> bool {
        let start = self.scene.chunks()[date].start;
        let earlier = matches!(said.from.shift, Some((TimeUnit::Year, ..0))) && said.until.is_none();
        let lexicon = &self.reader.language.lexicon;
        let same = (1..=2).any(|back| start.checked_sub(back).is_some_and(|before| self.items()[before].is(lexicon, "same-period")));
        let over = || said.from.anchor == Anchor::Last && start > 0 && self.has_function(start - 1, "spanning");
        // "3 % sur les neuf premiers mois de 2023": the same months as those of the level, a year before.
        let level = || self.previous.and_then(|level| level.period).zip(self.reader.when(said));
        let before = || level().is_some_and(|(level, when)| when == When { from: level.from.year_before(), until: level.until.map(Point::year_before) });
        earlier && (same || over()) || start > 0 && self.has_function(start - 1, "spanning") && before()
    }

    /// What the change whose time stands there is measured against: "5 % en 2024 par rapport à 2023".
    pub(super) fn against(&self, date: usize) -> Option<When> {
        let chunks = self.scene.chunks();
        let rest = chunks[date + 1..].iter().take_while(|chunk| chunk.noun().is_none_or(|noun| noun.quantity.is_none()));
        let mut dates =
            rest.enumerate().filter_map(|(after, chunk)| if let ChunkKind::Date(said) = &chunk.kind { Some((date + 1 + after, said)) } else { None });
        let (index, said) = dates.next().filter(|(index, _)| self.compares(*index))?;
        debug_assert!(index > date);
        self.reader.when(said).map(counted)
    }

    /// "celui de la campagne écoulée, au cours de laquelle": whether the clause of the figure tells of the date before it.
    pub(super) fn is_of_relative(&self, date: usize) -> bool {
        let relative = |index: &usize| matches!(self.scene.chunks()[*index].kind, ChunkKind::Relative(_));
        date < self.chunk && (date + 1..self.chunk.min(date + 4)).any(|index| relative(&index))
    }

    /// "ce qui dépasse de 15 % le même indicateur de 2019": whether a date is of what the figure outdoes.
    pub(super) fn is_outdone(&self, chunk: usize) -> bool {
        let chunks = self.scene.chunks();
        let exceeds = |verb: usize| chunks[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "exceed"));
        let near = (self.chunk + 1..self.chunk + 6).contains(&chunk) && self.is_rate(self.at) && self.at > 0 && self.has_function(self.at - 1, "of");
        near && self.ruler().is_some_and(|verb| verb < self.chunk && exceeds(verb))
            && !chunks[self.chunk + 1..chunk].iter().any(|between| matches!(between.kind, ChunkKind::Comma | ChunkKind::Stop) || between.verb().is_some())
    }

    /// Whether a date is one that something is compared with.
    pub(super) fn compares(&self, chunk: usize) -> bool {
        let start = self.scene.chunks()[chunk].start;
        // "dépasse celui des dix premiers mois de 2024"
        let like = (1..=3).any(|back| {
            start.checked_sub(back).is_some_and(|index| self.sign(index).says(note::THAT) && (index + 1..start).all(|between| self.has_function(between, "of")))
        });
        self.sign(start).says(note::COMPARE)
            || like
            || self.is_multiple_of(start)
            || self.is_outdone(chunk)
            || (1..=6).any(|back| {
                // "5 % de plus que le même indicateur en 2019"
                start.checked_sub(back).filter(|index| back <= 3 || self.sign(*index).change.is_some()).is_some_and(|index| {
                    // "en glissement annuel au cours des sept premiers mois": the one says by itself with what.
                    let whole = self.items()[index].is(&self.reader.language.lexicon, "year-on-year");
                    self.sign(index).says(note::COMPARE) && !whole && !(index..start).any(|item| self.is_quantity(item))
                })
            })
    }

    /// "En vertu du contrat signé en mars 2023, X livrera", "l'usine inaugurée en 2018", "Rénové en 2018, il peut": whether a date is of the participle
    /// before it, of signing, building or opening.
    pub(super) fn is_of_paper(&self, date: usize) -> bool {
        let chunks = self.scene.chunks();
        let Some(at) = (0..date).rev().take(2).find(|index| chunks[*index].preposition().is_none()) else { return false };
        let Some(verb) = chunks[at].verb().filter(|verb| verb.tense == Tense::Participle) else { return false };
        let is = |group: &str| self.reader.language.verb_is(verb.lemma, group);
        let before = at.checked_sub(1).map(|index| if index > 0 && matches!(chunks[index].kind, ChunkKind::Comma) { index - 1 } else { index });
        let thing = |item: usize| {
            self.sign(item).head.is_some()
                || self.items()[item].entities().iter().any(|id| matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure))
        };
        let built = || before.is_none_or(|index| chunks[index].noun().is_some() && (chunks[index].start..chunks[index].end).any(thing));
        is("sign") || (is("build") || is("open")) && date < self.chunk && built()
    }

    /// "2 600 tonnes d'uranium": whether a noun is what the figure before it counts.
    pub(super) fn counts_of(&self, noun: usize) -> bool {
        let chunks = self.scene.chunks();
        let figure = chunks[noun - 2].noun().is_some_and(|noun| noun.quantity.is_some());
        let rate = (chunks[noun - 2].start..chunks[noun - 2].end).any(|index| self.is_rate(index));
        figure && !rate && self.has_function(chunks[noun - 1].start, "of") && chunks[noun - 1].preposition().is_some()
    }

    /// Whether a date behind the figure is of something else: since when a record stands, or when what another verb says is done.
    pub(super) fn is_told_apart(&self, date: usize, since: bool) -> bool {
        let chunks = self.scene.chunks();
        let between = self.chunk + 1..date;
        let comma = || between.clone().any(|index| matches!(chunks[index].kind, ChunkKind::Comma));
        let other = |index: usize| chunks[index].verb().is_some_and(|verb| verb.is_finite()) && self.ruler() != Some(index);
        let joined = || {
            between.clone().any(|index| {
                matches!(chunks[index].kind, ChunkKind::Conjunction(_)) && index + 1 < date && other(index + 1)
                    || self.is_mark(chunks[index].start, ";") && (index + 1..date).any(other)
            })
        };
        since && comma() && !between.clone().any(other) || joined()
    }

    /// Whether a time is that of what went on for years until the day of writing.
    pub(super) fn is_until_now(&self, when: Option<When>) -> bool {
        let Some(When { from, until: Some(until) }) = when else { return false };
        until.year() > from.year() + 1 && self.reader.calendar.published().is_some_and(|now| now.from.year() == until.year())
    }

    /// Whether something goes on since the time that stands there.
    pub(super) fn is_since(&self, date: usize) -> bool {
        let since = |index: usize| self.has_function(index, "ever-since");
        // "depuis son arrivée dans le pays en 1992", "depuis la mise en service de la ligne en 2017"
        let open = |index: &usize| self.items()[*index].kind != ItemKind::Mark && !self.is_quantity(*index) && !self.is_verb(*index);
        let told = |index: usize| {
            let noun = self.items().get(index + 2).filter(|_| self.sign(index + 1).det.is_some());
            let act = noun.is_some_and(|item| item.is(&self.reader.language.lexicon, "project-act"));
            since(index) && (act || self.is_possessive(index + 1))
        };
        date.checked_sub(1).is_some_and(since) || (date.saturating_sub(SINCE)..date).rev().take_while(open).any(told)
    }

    /// From a time to the day of writing; nothing where that is not known, or where what is told is so since then rather than came to be.
    pub(super) fn until_now(&self, date: &DateMention, when: When) -> Option<When> {
        let start = date.from.modifier == Some("START");
        // "Depuis le début de l'année, …", in a report on its first ten months.
        if let (Point::Year(year), None, true) = (when.from, when.until, start)
            && let Some(report) = self.times.first_months(year)
        {
            return Some(report);
        }
        let lasts = self.ruler().and_then(|verb| self.scene.chunks()[verb].verb()).is_some_and(|verb| verb.tense == Tense::Present && verb.is_finite());
        let today = self.reader.calendar.published()?.last_day().filter(|_| !lasts && when.until.is_none())?;
        let (from, until) = match when.from {
            Point::Year(year) if start => (Point::Month(year, 1), Point::Month(today.year(), today.month() as u8)),
            Point::Year(_) => (when.from, Point::Year(today.year())),
            Point::Day(..) => (when.from, When::from(today).from),
            _ => (when.from, Point::Month(today.year(), today.month() as u8)),
        };
        Some(if from == until { When::at(from) } else { When::between(from, until) })
    }
}
