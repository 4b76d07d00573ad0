//! How deep, high or wide a work is, how fast and at what voltage it runs, and how far from another it lies.

use super::{Sight, memory::Kind};
use crate::{extract::chunk::VerbGroup, model::EntityId, recognise::Item};

/// So many items back stands the name of what lies there.
const NEAR: usize = 7;

/// What is measured of a work in metres, kilovolts or by the hour, its length apart.
pub(super) fn is_dimension(measure: &str) -> bool {
    matches!(
        measure,
        "other:depth" | "other:height" | "other:width" | "other:diameter" | "other:gauge" | "other:altitude" | "other:volume" | "other:voltage" | "other:speed"
    )
}

/// Whether a dimension can have a unit.
pub(super) fn spans(measure: &str, unit: &str) -> bool {
    match unit {
        "km/h" | "km/day" => measure == "other:speed",
        "kV" => measure == "other:voltage",
        "m3" => measure == "other:volume",
        "m" => !matches!(measure, "other:speed" | "other:voltage" | "other:volume"),
        "cm" | "mm" => matches!(measure, "other:depth" | "other:diameter" | "other:gauge" | "other:width" | "other:height"),
        _ => false,
    }
}

impl Sight<'_> {
    /// What so many metres, kilovolts or kilometres an hour measure: "haut de 335 mètres", "une ligne de 500 kV".
    pub(super) fn dimension(&self) -> Option<&str> {
        let unit = self.quantity.unit.as_deref()?;
        match unit {
            "km/h" | "km/day" => return Some("other:speed"),
            "kV" => return Some("other:voltage"),
            "m" | "cm" | "mm" | "m3" => {}
            _ => return None,
        }
        let lexicon = &self.reader.language.lexicon;
        let said = |index: usize| self.items().get(index).and_then(|item| item.code(lexicon, "dimension")).filter(|measure| spans(measure, unit));
        if let Some(measure) = said(self.at + 1) {
            return Some(measure);
        }
        // "un barrage long de 700 mètres": the nearest word says it.
        let open = |index: &usize| !self.is_quantity(*index) && !self.is_mark(*index, ";");
        let near = (0..self.at)
            .rev()
            .take(2 * NEAR)
            .take_while(open)
            .find(|index| said(*index).is_some() || self.sign(*index).measure.is_some_and(|measure| self.fits(measure)))?;
        said(near).filter(|_| self.sign(self.at + 1).measure != Some("length"))
    }

    /// "le port de X, à 60 km au sud de Y", "X se trouve à 60 km de Y": what lies so far from what.
    pub(super) fn placed(&self) -> Option<Vec<EntityId>> {
        let items = self.items();
        let lexicon = &self.reader.language.lexicon;
        let away = ["of", "to"].into_iter().any(|function| self.has_function(self.at + 1, function));
        let site = |item: &Item| {
            let id = item.entities().first().filter(|_| !item.is_demonym())?;
            let lies = Kind::said(self.reader, item).is_some() || Kind::of(self.reader, id).is_some_and(|kind| kind.is_local() || kind == Kind::Work);
            lies.then(|| id.clone())
        };
        let named = |index: &usize| !items[*index].entities().is_empty() && self.bracket().is_none_or(|(open, _)| *index > open);
        let moves = |index: &usize| {
            self.scene.chunks()[self.signs.chunk[*index]].verb().is_some_and(|verb| {
                let language = self.reader.language;
                VerbGroup::is_finite(verb) && !language.verb_is(verb.lemma, "lie")
            })
        };
        // "Distant de 670 km d'Urumqi, le port sec de X"
        let distant = (0..self.at).take(3).any(|index| items[index].is(lexicon, "distant-word"));
        let comma = (self.at + 1..items.len().min(self.at + 6)).find(|index| self.is_mark(*index, ",")).filter(|_| distant && self.at < 4);
        let own = match comma {
            Some(comma) => (comma + 1..items.len().min(comma + NEAR)).find(named),
            None => (self.at.saturating_sub(NEAR)..self.at).rev().take_while(|index| !moves(index)).find(named),
        }?;
        let own = site(&items[own]).filter(|_| away)?;
        let end = comma.unwrap_or(items.len().min(self.at + NEAR));
        let other = (self.at + 1..end).take_while(|index| !self.is_mark(*index, ",")).flat_map(|index| items[index].entities()).find(|id| **id != own);
        Some([own].into_iter().chain(other.cloned()).collect())
    }

    /// "111 éoliennes de 4,5 MW", "4,5 MW chacune": what each of those that are counted has.
    pub(super) fn is_each(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        if !matches!(self.quantity.unit.as_deref(), Some("MW" | "GW" | "t" | "TEU" | "m3" | "kWh" | "MWh" | "%")) {
            return false;
        }
        let said = (self.at.saturating_sub(1)..self.at + 3).any(|index| self.items().get(index).is_some_and(|item| item.is(lexicon, "each-word")));
        let counted =
            || matches!(self.sign(self.at - 2).counted, Some("other:turbines" | "other:ships" | "other:vehicles" | "other:aircraft" | "other:reactors"));
        let several =
            || self.at >= 3 && (self.is_quantity(self.at - 3) || self.sign(self.at - 3).det.is_some() || self.has_function(self.at - 3, "with-article"));
        said || self.at >= 2 && self.has_function(self.at - 1, "of") && counted() && several()
    }

    /// "dont 504 en Azerbaïdjan, 263 en Géorgie": the unit of the figure before, which is not said again.
    pub(super) fn unsaid_unit(&self) -> Option<&str> {
        let year = (1900.0..2100.0).contains(&self.quantity.value) && self.quantity.value.fract() == 0.0;
        if self.quantity.unit.is_some() || self.quantity.scaled || !self.quantity.digits || year || !self.has_function(self.at + 1, "where") {
            return None;
        }
        let whole = self.previous.filter(|previous| previous.change.is_none() && matches!(previous.unit.as_str(), "km" | "MW" | "GW" | "ha"))?;
        let listed = self
            .at
            .checked_sub(1)
            .is_some_and(|before| self.sign(before).conj || self.is_mark(before, ",") || self.sign(before).says(super::signs::note::BACK));
        self.portion(&whole.measure).filter(|_| listed).map(|_| whole.unit.as_str())
    }
}
