//! Whose a figure is by grammar: the subject of its clause, by name or by a noun that points back.

use super::{
    Sight,
    memory::Kind,
    signs::{is_wall, note},
};
use crate::{
    extract::chunk::ChunkKind,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// Whom a clause is about.
pub(super) enum Holder {
    /// It is known.
    Known(EntityId),
    /// Somebody or something that cannot be told.
    Unknown,
    /// The clause names nobody.
    Nobody,
}

impl Sight<'_> {
    /// Whom the figure's clause is about: "la ville a traité", "le trafic du port a atteint", "son trafic est passé à".
    pub(super) fn holder(&self) -> Holder {
        let chunks = self.scene.chunks();
        // "Son coût : 18 millions d'euros", "Son trafic, qui plafonnait à 9 millions de tonnes, est ressorti à 11 millions"
        let alone = || (2..self.at).all(|index| self.items()[index].is_demonym() || self.items()[index].entities().is_empty());
        if self.sign(0).det == Some("possessive") && self.sign(1).measure.is_some() && alone() {
            return self.held(0, 2.min(self.at));
        }
        let Some(verb) = self.ruler().filter(|verb| *verb < self.chunk) else { return Holder::Nobody };
        let group = chunks[verb].verb();
        let language = self.reader.language;
        let says = group.is_some_and(|group| language.verb_is(group.lemma, "say"));
        if says || (chunks[verb].start..chunks[verb].end).any(|index| self.sign(index).says(note::FORECAST | note::ESTIMATE)) {
            return Holder::Nobody;
        }
        let [first] = *self.scene.clauses.grammatical_subject(verb).as_slice() else { return Holder::Nobody };
        if first > verb {
            return Holder::Nobody;
        }
        let closes = |index: &usize| is_wall(&chunks[*index].kind) || matches!(chunks[*index].kind, ChunkKind::Comma | ChunkKind::Open);
        let end = (first..verb).find(closes).unwrap_or(verb);
        self.held(chunks[first].start, chunks[end].start)
    }

    /// A country, a part of one that has figures of its own, or a region or alliance of countries.
    pub(super) fn is_state(&self, id: &EntityId) -> bool {
        Kind::of(self.reader, id).is_some_and(Kind::is_state)
    }

    /// The state that an item stands for: by its name, or by that of its capital.
    pub(super) fn state_at(&self, index: usize) -> Option<EntityId> {
        let item = self.items().get(index).filter(|item| !item.is_demonym())?;
        let id = item.entities().first()?;
        if self.is_state(id) { Some(id.clone()) } else { Some(id).filter(|id| id.kind() == EntityKind::City).and_then(|id| self.reader.country_of(id)) }
    }

    /// Two capitals that a word joins, for their countries.
    pub(super) fn capitals(&self) -> Option<Vec<EntityId>> {
        let (first, second) = (0..self.items().len().saturating_sub(2)).find_map(|index| {
            let joined = self.sign(index + 1).conj;
            Some((self.state_at(index)?, self.state_at(index + 2)?)).filter(|(first, second)| joined && first != second)
        })?;
        Some(vec![first, second])
    }

    /// "le pays": the country that the text is about.
    pub(super) fn bare_land(&self) -> Option<&EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let said = (1..self.at).any(|index| {
            let item = &self.items()[index];
            item.is(lexicon, "country-again") && item.entities().is_empty() && self.items()[index - 1].is(lexicon, "the-one")
        });
        self.most_named().filter(|_| said && self.reader.countries_in(self.scene).is_empty())
    }

    /// "Le pays a accueilli": the country that the sentence before began with, else the one that the text is about.
    pub(super) fn land_again(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let [only] = *self.scene.clauses.grammatical_subject(verb).as_slice() else { return None };
        let items = self.scene.items(only);
        let bare = items.iter().all(|item| item.entities().is_empty() && (item.is(lexicon, "det") || item.is(lexicon, "country-again")));
        let again = bare
            && only < verb
            && items.len() > 1
            && items[0].is(lexicon, "the-one")
            && !self.scene.items(only + 1).iter().any(|item| item.is(lexicon, "prep"));
        // "La compagnie géorgienne, elle, a transporté": a firm that nobody names, of a country that is.
        let firm = |item: &Item| item.code(lexicon, "subject-again") == Some("firm") || item.is(lexicon, "body-again");
        let own = |item: &Item| item.is_demonym() || item.entities().is_empty() && !item.capital;
        if only < verb && items.first()?.is(lexicon, "the-one") && items.iter().any(firm) && items.iter().all(own) {
            return items.iter().find(|item| item.is_demonym()).and_then(|item| item.entities().first()).cloned();
        }
        // "La région a enregistré": the part of a country or of the world that was named last.
        let region = items.len() == 2 && items[1].code(lexicon, "subject-again") == Some("region") && items[1].entities().is_empty();
        if only < verb && region && items[0].is(lexicon, "the-one") && !self.has_function(self.scene.chunks()[only].end, "of") {
            return self.memory.last(Kind::Region).cloned();
        }
        let lead = self.memory.lead.as_ref().filter(|lead| lead.kind() == EntityKind::Country);
        lead.or_else(|| self.most_named()).filter(|_| again).cloned()
    }

    /// The country whose figures the document reports, or else the one that it names most.
    pub(super) fn most_named(&self) -> Option<&EntityId> {
        self.reporter.or(self.reader.countries.first())
    }

    /// The company that a turnover is of.
    pub(super) fn firm_of_turnover(&self) -> Option<EntityId> {
        match self.holder() {
            Holder::Known(id) if Kind::of(self.reader, &id) == Some(Kind::Firm) && self.is_company(&id) => Some(id),
            _ => None,
        }
    }

    /// The first one in a stretch that may have figures.
    fn held(&self, start: usize, end: usize) -> Holder {
        let items = self.items();
        let lexicon = &self.reader.language.lexicon;
        for index in start..end {
            let item = &items[index];
            if let Some(id) = item.entities().first().filter(|_| !item.is_demonym()) {
                return if Kind::of(self.reader, id).is_some() { Holder::Known(id.clone()) } else { Holder::Nobody };
            }
            let before = self.sign(index.wrapping_sub(1));
            let definite = index > 0 && items[index - 1].is(lexicon, "the-one");
            if definite && let Some(code) = item.code(lexicon, "subject-again") {
                // "le port géorgien de X": the name follows.
                if items[index + 1..end].iter().any(|next| !next.is_demonym() && (!next.entities().is_empty() || next.capital)) {
                    continue;
                }
                let kind = Kind::of_code(code);
                let here = |kind: Kind| {
                    let fits = |item: &&Item| {
                        Kind::said(self.reader, item) == Some(kind) || item.entities().first().is_some_and(|id| Kind::of(self.reader, id) == Some(kind))
                    };
                    items[..index].iter().rev().find(fits).and_then(|item| item.entities().first()).cloned()
                };
                let meant = kind.and_then(|kind| here(kind).or_else(|| self.memory.last(kind).cloned()));
                return meant.map_or(Holder::Unknown, Holder::Known);
            }
            // "Son trafic": of the one that the sentence before was about.
            let owned = matches!(before.det, Some("possessive")) && (self.sign(index).measure.is_some() || self.sign(index).says(note::CAPACITY));
            if owned && index <= start + 1 {
                // Of the one that the sentence began with, or else the one before.
                let mut first = items[..start].iter().filter(|item| !item.is_demonym()).filter_map(|item| item.entities().first());
                let first = first.find(|id| Kind::of(self.reader, id).is_some());
                return first.or(self.memory.lead.as_ref()).cloned().map_or(Holder::Unknown, Holder::Known);
            }
            if item.capital && item.kind == ItemKind::Word && item.senses.is_empty() && index > 0 {
                return Holder::Unknown;
            }
        }
        Holder::Nobody
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
