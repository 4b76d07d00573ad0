//! The country whose figures a text reports: whose title it is, whose offices count, whose minister speaks.

use super::{
    Figures,
    deal::Way,
    owner::{Naming, Owners},
};
use crate::{
    extract::{Reader, Scene},
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Sentence},
};

/// What speaks for a country: it is the first in the title, an office of it counts.
const MUCH: u32 = 2;
/// It is the first in the text, no other is named more often, one of its government speaks.
const LITTLE: u32 = 1;
/// So much speaks for the one that reports.
const ENOUGH: u32 = 3;
/// The same where the text is about two countries.
const ENOUGH_OF_TWO: u32 = 3;
/// By so much less does speak for any other.
const AHEAD: u32 = 2;

impl Figures {
    /// Takes note of a label that names a country and nothing else: what the text told before it is of others.
    pub(super) fn entitle(&mut self, reader: &Reader<'_>, scene: &Scene<'_>) {
        let sentence = scene.sentence;
        let heading = sentence.part == PartKind::Heading;
        let land = |item: &Item| item.entities().first().filter(|id| id.kind() == EntityKind::Country && !item.is_demonym()).cloned();
        let mut named = sentence.items.iter().filter(|item| item.kind != ItemKind::Mark);
        // "Géorgie : les échanges ont atteint"
        let opened = |first: &Item, next: &Item| first.span == sentence.items[0].span && sentence.items[1].is_mark(reader.text, ":") && land(next).is_none();
        let label = match (named.next(), named.next()) {
            (Some(first), None) => land(first),
            (Some(first), Some(next)) if opened(first, next) => land(first),
            _ => None,
        };
        if let Some(label) = label.filter(|_| sentence.part != PartKind::Title) {
            (self.last, self.whole, self.topic, self.roll, self.memory.deal) = (None, None, None, None, None);
            self.memory.hub = Some(label.clone());
            self.label = Some((label, (!heading).then_some(sentence.paragraph)));
        } else if heading || self.label.as_ref().is_some_and(|(_, paragraph)| paragraph.is_some_and(|paragraph| paragraph != sentence.paragraph)) {
            let left = self.label.take().map(|(country, _)| country);
            self.memory.hub = self.memory.hub.take().filter(|hub| Some(hub) != left.as_ref());
        }
    }

    /// "Les exportations sont en hausse": the country that the text reports and which way its trade goes, where nobody else is named.
    pub(super) fn reported(&self, reader: &Reader<'_>, scene: &Scene<'_>) -> Option<(EntityId, Way)> {
        scene.classes.may_have("measure").then_some(())?;
        let reporter = self.label.as_ref().map(|(country, _)| country).or(self.reporter.as_ref())?;
        let lexicon = &reader.language.lexicon;
        let way = scene.sentence.items.iter().find_map(|item| item.code(lexicon, "measure").filter(|_| !item.capital).and_then(Way::of))?;
        reader.countries_in(scene).iter().all(|id| id == reporter).then(|| (reporter.clone(), way))
    }
}

/// The country that reports, where it stands out.
pub(super) fn reporter(reader: &Reader<'_>, owners: &Owners, sentences: &[Sentence]) -> Option<EntityId> {
    let states = || owners.list.iter().filter(|owner| owner.id.kind() == EntityKind::Country);
    let led = |naming: &&Naming| {
        let before = naming.item.checked_sub(1).and_then(|before| sentences[naming.sentence].items.get(before));
        before.and_then(|item| item.value(&reader.language.lexicon, "prep")).is_some_and(|prep| !reader.language.has_function("of", prep))
    };
    let body = sentences.iter().position(|sentence| sentence.part != PartKind::Title).unwrap_or(0);
    let first = |title: bool| {
        // "TACHKENT – Le pays": a town that only says where the news is from.
        let desk = |naming: &Naming| naming.item == 0 && sentences[naming.sentence].items.get(1).is_some_and(|next| next.kind == ItemKind::Mark);
        let own = |naming: &&Naming| naming.title == title && (title || naming.sentence == body && !desk(naming));
        let named = states().filter_map(|owner| {
            let naming = owner.named.iter().find(own).filter(|naming| !led(naming))?;
            Some(((naming.sentence, naming.item), &owner.id))
        });
        named.min_by_key(|(place, _)| *place).map(|(_, id)| id.clone())
    };
    // "X devient le premier fournisseur de Y": a title that counts the partners of Y.
    let lexicon = &reader.language.lexicon;
    let partnered = sentences.iter().filter(|sentence| sentence.part == PartKind::Title).find_map(|sentence| {
        let word = sentence.items.iter().position(|item| item.is(lexicon, "partner-word"))?;
        let next = sentence.items.get(word + 1)?;
        let of = next.value(lexicon, "prep").is_some_and(|prep| reader.language.has_function("of", prep));
        sentence.items[word + 2..].iter().take(2).flat_map(Item::entities).find(|id| id.kind() == EntityKind::Country).filter(|_| of).cloned()
    });
    let (title, opening) = (partnered.or_else(|| first(true)), first(false));
    let offices: Vec<EntityId> =
        sentences.iter().flat_map(|sentence| &sentence.items).filter(|item| !item.entities().is_empty()).filter_map(|item| office(reader, item)).collect();
    let most = reader.countries.first();
    let votes = |id: &EntityId| {
        let seen = [
            (title.as_ref() == Some(id), MUCH),
            (offices.contains(id), MUCH),
            (opening.as_ref() == Some(id), LITTLE),
            (most == Some(id), LITTLE),
            (reader.cast.offices.iter().any(|office| office.of.as_ref() == Some(id) && office.portfolio.is_some()), LITTLE),
        ];
        seen.into_iter().filter(|(seen, _)| *seen).map(|(_, weight)| weight).sum::<u32>()
    };
    let mut all: Vec<(u32, &EntityId)> = states().map(|owner| (votes(&owner.id), &owner.id)).collect();
    all.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    let (best, id) = *all.first()?;
    let next = all.get(1).map_or(0, |(votes, _)| *votes);
    let enough = if reader.main.is_some() { ENOUGH_OF_TWO } else { ENOUGH };
    (best >= enough && best >= next + AHEAD).then(|| id.clone())
}

/// The country of an office of state that a name is of: its customs, a ministry, the central bank, its railways.
pub(super) fn office(reader: &Reader<'_>, item: &Item) -> Option<EntityId> {
    let id = item.entities().iter().find(|id| id.kind() == EntityKind::Organisation)?;
    let lexicon = &reader.language.lexicon;
    let known = reader.knowledge.get(id);
    let of_state = match known {
        Some(known) => known.entity.subtype == "agency",
        None => {
            let body = reader.language.see_words(item.span.of(reader.text), |words| lexicon.longest(words, 0, "body"));
            body.is_some_and(|(_, value)| matches!(value, "ministry" | "customs" | "central-bank" | "railways" | "cabinet"))
        }
    };
    let inside = || {
        reader
            .cast
            .mentions
            .iter()
            .find(|mention| mention.entity.kind() == EntityKind::Country && item.span.start <= mention.span.start && mention.span.end <= item.span.end)
    };
    known.filter(|_| of_state).and_then(|known| known.entity.country.clone()).or_else(|| inside().filter(|_| of_state).map(|mention| mention.entity.clone()))
}
