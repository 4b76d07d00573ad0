//! Occasions without a name of their own: ceremonies of what was done at them, and meetings of a body.

use super::NamedEvent;
use crate::{
    knowledge::Knowledge,
    lang::{Language, folded},
    model::{EntityId, EntityKind, When},
    recognise::{Item, ItemKind},
    resolve::Cast,
};

/// What a ceremony without a name may celebrate: "ont signé un accord à X lundi. La cérémonie …".
#[derive(Clone)]
pub(super) struct Act {
    what: String,
    /// The line or building that is opened.
    thing: Option<EntityId>,
    date: Option<When>,
    place: Option<EntityId>,
}

impl Act {
    /// What a sentence tells last of what is done with ceremony.
    pub(super) fn told<'l>(items: &[Item], language: &'l Language) -> Option<&'l str> {
        let lexicon = &language.lexicon;
        let verb = |item: &Item| {
            let lemma = item.value(lexicon, "verb")?;
            [("sign", SIGNING), ("inaugurate", "opening"), ("launch", "launch")]
                .into_iter()
                .find(|(group, _)| language.verb_is(lemma, group))
                .map(|(_, what)| what)
        };
        items.iter().rev().find_map(|item| item.code(lexicon, "ceremony-act").or_else(|| verb(item)))
    }

    /// That, by the end of its sentence; of the same thing told again, where and when stay.
    pub(super) fn of(what: &str, items: &[Item], language: &Language, before: Option<Self>) -> Self {
        let lexicon = &language.lexicon;
        let old = before.filter(|before| before.what == what);
        let date = items.iter().find_map(|item| if let ItemKind::Date(date) = &item.kind { date.placed } else { None });
        let at = |index: usize| items[index].value(lexicon, "prep").is_some_and(|prep| language.has_function("at", prep));
        let city = |index: usize| items[index].entities().first().is_some_and(|id| id.kind() == EntityKind::City);
        // "reliera A à B": the end of a way.
        let leads = |index: usize| index >= 2 && city(index - 2);
        let city = (1..items.len()).find(|index| at(index - 1) && city(*index) && !leads(*index));
        let place = city.and_then(|index| items[index].entities().first().cloned());
        let built = items.iter().flat_map(Item::entities).find(|id| matches!(id.kind(), EntityKind::Infrastructure | EntityKind::Corridor));
        let thing = built.filter(|_| what != SIGNING).cloned();
        let (old_date, old_place, old_thing) = old.map(|old| (old.date, old.place, old.thing)).unwrap_or_default();
        Self { what: what.to_owned(), thing: thing.or(old_thing), date: date.or(old_date), place: place.or(old_place) }
    }

    /// Tells where and when a ceremony is that is called by what was done at it, where its own words do not.
    pub(super) fn tell(&self, event: &mut NamedEvent) {
        if event.kind == "ceremony" && event.place.is_none() && event.date.is_none() && event.words.contains(&self.what) {
            event.place.clone_from(&self.place);
            event.date = self.date;
        }
    }

    pub(super) fn ceremony(&self, surface: &str, language: &Language, knowledge: &Knowledge, cast: &mut Cast) -> NamedEvent {
        let thing = self.thing.as_ref().and_then(|id| called(id, knowledge, cast));
        let label = thing.into_iter().chain([self.what.clone(), CEREMONY.to_owned()]).collect::<Vec<_>>().join(" ");
        let words = label.split(' ').map(str::to_owned).collect();
        let id = cast.entity(EntityKind::Event, &label, surface, &language.code);
        NamedEvent { id, kind: "ceremony".to_owned(), words, ordinal: None, bodies: Vec::new(), place: self.place.clone(), date: self.date, framed: false }
    }
}

/// "La commission mixte s'est réunie à X": what a body that meets has held.
pub(super) fn sitting(item: &Item, kind: String, text: &str, language: &Language, knowledge: &Knowledge, cast: &mut Cast) -> NamedEvent {
    let bodies: Vec<EntityId> = item.entities().to_vec();
    // "la Commission mixte des transports": what its words are in English, where nobody knows it.
    let known = bodies.first().and_then(|id| knowledge.get(id)).map(|known| known.entity.name.clone());
    let own = known.or_else(|| glossed(item.span.of(text), language)).or_else(|| called(bodies.first()?, knowledge, cast));
    let label = format!("{} {MEETING}", own.unwrap_or_default());
    let words = folded(&label).split_whitespace().map(str::to_owned).collect();
    let id = cast.entity(EntityKind::Event, &label, item.span.of(text), &language.code);
    NamedEvent { id, kind, words, ordinal: None, bodies, place: None, date: None, framed: true }
}

/// The English of words in another order: what it is last.
fn glossed(name: &str, language: &Language) -> Option<String> {
    let lexicon = &language.lexicon;
    let lower = name.to_lowercase();
    let words: Vec<_> = lower.split([' ', '\'', '’']).map(|word| lexicon.word(word)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match lexicon.longest(&words, at, "gloss") {
            Some((end, code)) => {
                found.push(code);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found.reverse();
    (!found.is_empty()).then(|| found.join(" "))
}

fn called(id: &EntityId, knowledge: &Knowledge, cast: &Cast) -> Option<String> {
    knowledge.get(id).map(|known| known.entity.name.clone()).or_else(|| cast.fresh.get(id).map(|entity| entity.name.clone()))
}

/// What papers are signed at.
const SIGNING: &str = "signing";

/// The English of an occasion on which something is done solemnly.
const CEREMONY: &str = "ceremony";

/// The English of what a body holds.
const MEETING: &str = "meeting";

/// Whether an item is a ceremony that the text takes as known, "la cérémonie", or tells by what is done at it.
pub(super) fn celebrates(items: &[Item], at: usize, language: &Language, own: bool) -> bool {
    let lexicon = &language.lexicon;
    let definite =
        |item: &Item| matches!(item.code(lexicon, "det"), Some("definite" | "demonstrative")) || own && item.code(lexicon, "det") == Some("indefinite");
    items[at].kind == ItemKind::Word
        && items[at].code(lexicon, "event-kind") == Some("ceremony")
        && at > 0
        && (definite(&items[at - 1]) || items[at - 1].is(lexicon, "prep") && items[at - 1].is(lexicon, "det"))
}
