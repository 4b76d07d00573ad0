//! Countries that have figures of their own: in lists of partners, in rows, in brackets.

use super::{Sight, signs::note};
use crate::{model::EntityId, recognise::ItemKind};

impl Sight<'_> {
    /// "la Chine et la Turquie, avec respectivement 1,7 et 0,9 milliard": figures in the order of those named before.
    pub(super) fn respective(&self) -> Option<Vec<EntityId>> {
        if !self.signs.list.iter().any(|sign| sign.says(note::RESPECTIVE)) {
            return None;
        }
        let items = self.items();
        let like = |index: &usize| matches!(&items[*index].kind, ItemKind::Quantity(quantity) if quantity.unit == self.quantity.unit || quantity.scaled && self.quantity.scaled);
        let row: Vec<usize> = (0..items.len()).filter(like).collect();
        let place = row.iter().position(|index| *index == self.at)?;
        let first = *row.first()?;
        let named: Vec<EntityId> = (0..first).filter_map(|index| self.country_at(index)).collect();
        let start = named.len().checked_sub(row.len()).filter(|_| row.len() > 1)?;
        let own = named.get(start + place)?.clone();
        // "les échanges de la Géorgie avec la Turquie et la Russie"
        let measured = (0..first).rev().find(|index| self.sign(*index).measure.is_some());
        let own_hub = measured.and_then(|measure| (measure..first).find_map(|index| self.country_at(index))).filter(|hub| !named[start..].contains(hub));
        let hub = own_hub.as_ref().or(self.memory.hub.as_ref()).or_else(|| self.most_named()).filter(|hub| !named[start..].contains(hub)).cloned();
        Some(hub.into_iter().chain([own]).collect())
    }

    pub(super) fn country_at(&self, index: usize) -> Option<EntityId> {
        let item = self.items().get(index)?;
        if item.is_demonym() || !matches!(item.kind, ItemKind::Name(_)) {
            return None;
        }
        item.entities().iter().find(|id| self.is_state(id)).cloned()
    }

    /// The country right beside a figure: "le Kazakhstan (4 milliards)", "27 milliards avec la Russie".
    pub(super) fn partner(&self, at: usize) -> Option<EntityId> {
        // "… avec la Russie"
        if self.has_function(at + 1, "with") {
            let next = at + 2 + usize::from(self.sign(at + 2).det.is_some());
            if let Some(country) = self.country_at(next) {
                return Some(country);
            }
        }
        let bracket = at > 0 && self.is_mark(at - 1, "(");
        // "Y est le premier partenaire de X (16 %)": of Y.
        let owner = |index: usize| {
            let of = (index.saturating_sub(2)..index).find(|before| self.has_function(*before, "of"))?;
            (of.saturating_sub(3)..of).find(|index| self.sign(*index).partner.is_some())
        };
        let subject = |word: usize| {
            let open = self.scene.clauses.clause_start(self.signs.chunk[word]);
            (self.scene.chunks()[open].start..word).find_map(|index| self.country_at(index))
        };
        if let Some(found) = self.beside(at).filter(|index| self.country_at(*index).is_some()).and_then(owner).and_then(subject) {
            return Some(found);
        }
        self.beside(at).and_then(|index| self.country_at(index)).or_else(|| self.ranked(at).filter(|_| bracket))
    }

    /// Where the one is whom a figure stands beside: "X 5 millions", "X (5 millions)", "X, avec 5 millions", "X en a reçu 5 millions", "…, devant X, 5 millions".
    pub(super) fn beside(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if !self.items()[before].entities().is_empty() {
            return Some(before);
        }
        let step = before.checked_sub(1)?;
        if ["(", "–", "—", ":"].iter().any(|mark| self.is_mark(before, mark)) {
            return Some(step);
        }
        if self.has_function(before, "with") {
            return if self.is_mark(step, ",") { step.checked_sub(1) } else { Some(step) };
        }
        let chunk = &self.scene.chunks()[self.signs.chunk[before]];
        if chunk.verb().is_some() {
            let bare = |index: &usize| self.items()[*index].entities().is_empty() && self.items()[*index].kind != ItemKind::Mark;
            let small = (chunk.start.saturating_sub(2)..chunk.start).rev().take_while(bare).filter(|index| self.sign(*index).prep.is_some()).count();
            let named = chunk.start.checked_sub(1 + small.min(1))?;
            let subject = self.scene.clauses.grammatical_subject(self.signs.chunk[before]);
            return Some(named).filter(|named| subject.contains(&self.signs.chunk[*named]));
        }
        // The next of a list of which a figure stands before.
        let closed = self.items().get(at + 1).is_none_or(|item| item.kind == ItemKind::Mark) || self.sign(at + 1).conj;
        let listed = || (0..step).any(|index| self.is_quantity(index) || self.sign(index).partner.is_some());
        (closed && self.is_mark(before, ",") && listed()).then_some(step)
    }

    /// "Le Kazakhstan vient loin derrière (3,9 milliards)": the only country since the figure before, where the sentence ranks.
    fn ranked(&self, at: usize) -> Option<EntityId> {
        let since = (0..at).rev().find(|index| self.is_quantity(*index) || self.is_mark(*index, ";")).map_or(0, |index| index + 1);
        let ranks = (since..at).any(|index| self.sign(index).says(note::RANK) || self.sign(index).partner.is_some());
        let mut named = (since..at).filter_map(|index| self.country_at(index));
        let first = named.next().filter(|_| ranks)?;
        named.all(|other| other == first).then_some(first)
    }

    /// What is measured of those whom the sentence counts up: "les meilleurs clients : l'Allemagne (3 milliards)".
    pub(super) fn rolled(&self) -> Option<&'static str> {
        let ranks = (0..self.at).any(|index| self.sign(index).says(note::RANK));
        let word = (0..self.at).rev().find_map(|index| self.sign(index).partner);
        let word = word.or_else(|| self.before.filter(|_| ranks).map(|before| before.measure.as_str()))?;
        let measure = ["trade-turnover", "exports", "imports"].into_iter().find(|measure| *measure == word)?;
        (self.fits(measure) && self.partner(self.at).is_some()).then_some(measure)
    }

    /// The country that the document names most.
    pub(super) fn most_named(&self) -> Option<&EntityId> {
        self.reader.countries.first()
    }
}
