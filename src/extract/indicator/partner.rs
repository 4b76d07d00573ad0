//! Countries that have figures of their own: in lists of partners, in rows, in brackets.

use super::{Sight, signs::note};
use crate::{
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

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
        let hub = own_hub.as_ref().or(self.hub).or_else(|| self.most_named()).filter(|hub| !named[start..].contains(hub)).cloned();
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
        let before = at.checked_sub(1)?;
        if let Some(country) = self.country_at(before) {
            return Some(country);
        }
        let step = before.checked_sub(1)?;
        let bracket = self.is_mark(before, "(");
        // "le Kazakhstan, avec 3 milliards"
        let step = if self.has_function(before, "with") && self.is_mark(step, ",") { step.checked_sub(1)? } else { step };
        let dash = self.is_mark(before, "–") || self.is_mark(before, "—") || self.is_mark(before, ":");
        let with = self.has_function(before, "with") || self.scene.chunks()[self.signs.chunk[before]].verb().is_some();
        (bracket || dash || with).then(|| self.country_at(step)).flatten().or_else(|| self.ranked(at).filter(|_| bracket))
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

    /// In a list of partners each has its own figure; the country that they trade with was named before.
    pub(super) fn listed(&self) -> Option<Vec<EntityId>> {
        let partner = self.partner(self.at)?;
        let others: Vec<EntityId> =
            (0..self.items().len()).filter(|index| self.is_quantity(*index) && *index != self.at).filter_map(|index| self.partner(index)).collect();
        let all = self.reader.countries_in(self.scene);
        let verb_alone = self.country_at(self.at.saturating_sub(2)).is_some() && others.is_empty() && all.len() == 1;
        let ranks = self.signs.list.iter().any(|sign| sign.says(note::RANK) || sign.partner.is_some());
        if others.is_empty() && !verb_alone && !ranks {
            return None;
        }
        let free = all.into_iter().find(|id| *id != partner && !others.contains(id)).filter(|id| self.hub == Some(id) || !ranks);
        let pair = self.before.filter(|before| ranks && before.about.len() == 2).and_then(|before| before.about.iter().find(|id| self.most_named() == Some(*id)));
        let apart = |hub: &&EntityId| **hub != partner && !others.contains(hub);
        let before = self.before.and_then(|before| if let [only] = before.about.as_slice() { Some(only) } else { None });
        let hub = free.or_else(|| self.hub.filter(apart).or_else(|| before.or(pair).filter(apart)).or_else(|| self.most_named().filter(apart)).cloned());
        Some(hub.into_iter().chain([partner]).collect())
    }

    /// The country that the document names most.
    pub(super) fn most_named(&self) -> Option<&EntityId> {
        self.reader.countries.first()
    }

    /// "le commerce bilatéral": between the two whom the text is about, unless the sentence or the figure before names two.
    pub(super) fn mutual(&self) -> Option<Vec<EntityId>> {
        let said = (self.at.saturating_sub(12)..self.at).any(|index| self.sign(index).says(note::MUTUAL));
        let group = self.items().iter().any(|item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && reference.entities.len() == 2));
        if !(said || group) {
            return None;
        }
        let mut named: Vec<EntityId> = Vec::new();
        for id in
            self.items().iter().filter(|item| matches!(item.kind, ItemKind::Name(_))).flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Country)
        {
            if !named.contains(id) {
                named.push(id.clone());
            }
        }
        if named.len() == 2 {
            return Some(named);
        }
        let last = self.previous.or(self.before).filter(|figure| figure.about.len() == 2 && figure.about.iter().all(|id| id.kind() == EntityKind::Country));
        if !said || !named.is_empty() || last.is_some() {
            return None;
        }
        self.reader.main.map(|main| main.to_vec())
    }
}
