//! What a figure is of: a pair of countries, a country, a corridor, a company, a thing.

use super::{Sight, fit::is_trade, memory::Kind, signs::Words};
use crate::{
    extract::{Reader, Scene},
    model::{EntityId, EntityKind},
    recognise::Item,
};

/// The country whose trade a sentence counts up: "le commerce de la Chine avec", "les exportations géorgiennes", "les partenaires de l'Iran".
pub(super) fn hub(reader: &Reader<'_>, scene: &Scene<'_>, words: &Words) -> Option<EntityId> {
    let language = reader.language;
    let lexicon = &language.lexicon;
    let items = &scene.sentence.items;
    let named = |item: &Item| item.code(lexicon, "measure").is_some_and(is_trade);
    let start = items.iter().position(|item| words.is_partner(item)).or_else(|| items.iter().position(named))?;
    let mut of = false;
    for (index, item) in items.iter().enumerate().skip(start + 1).take(7) {
        if let Some(prep) = item.code(lexicon, "prep") {
            of = language.has_function("of", prep);
            if !of {
                return None;
            }
        }
        if let Some(id) = item.entities().first().filter(|id| Kind::of(reader, id).is_some_and(Kind::is_state)) {
            return (of || item.is_demonym() && index == start + 1).then(|| id.clone());
        }
    }
    None
}

impl Sight<'_> {
    /// A country, a part of one that has figures of its own, or a region or alliance of countries.
    pub(super) fn is_state(&self, id: &EntityId) -> bool {
        Kind::of(self.reader, id).is_some_and(Kind::is_state)
    }

    /// The state that is the subject of the figure's verb: "le Kazakhstan, allié de Moscou, est le premier producteur".
    pub(super) fn acting_state(&self) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let subject = self.scene.clauses.grammatical_subject(verb);
        let [only] = subject.as_slice() else { return None };
        let entities = &self.scene.chunks()[*only].noun()?.entities;
        // "Tachkent, qui a produit": a capital acts for its country.
        let capital = || entities.iter().find(|id| id.kind() == EntityKind::City).and_then(|id| self.reader.country_of(id));
        entities.iter().find(|id| self.is_state(id)).cloned().or_else(capital)
    }
}
