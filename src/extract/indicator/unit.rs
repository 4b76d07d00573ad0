//! The unit of a figure, its own or that of the figures around it, and the lower end of a range.

use smol_str::SmolStr;

use super::{
    Sight,
    deal::Deal,
    fit::{fits, is_trade},
    signs::note,
};
use crate::{
    fact::{Claim, Declared, Fact, Indicator},
    model::{EntityId, When},
    recognise::{Item, ItemKind},
};

/// So much that is traded is counted in no other unit than money.
const LARGE: f64 = 1e9;

impl Sight<'_> {
    pub(super) fn unit(&self, measure: &str) -> Option<SmolStr> {
        if let Some(unit) = &self.quantity.unit {
            return Some(unit.clone());
        }
        if let Some(unit) = self.unsaid_unit() {
            return Some(unit.into());
        }
        // "9 849 EVP, contre 3 608 un an plus tôt"
        if self.counted().is_none() && self.number_of().is_some() && self.previous.is_some_and(|previous| previous.unit == "TEU" && previous.measure == measure)
        {
            return Some("TEU".into());
        }
        if self.counted().is_some() || self.employs() || !self.quantity.scaled || self.number_of().is_some() {
            return Some("count".into());
        }
        // "le nombre de visiteurs s'est élevé à 6 millions"
        if matches!(measure, "passengers" | "other:tourists" | "population" | "companies" | "visas" | "jobs") {
            return Some("count".into());
        }
        // "2,9 millions d'unités"
        if self.has_function(self.at + 1, "of") && self.sign(self.at + 2).says(note::UNIT) {
            return Some("count".into());
        }
        let previous = self.previous.map(|previous| previous.unit.as_str());
        let before = self.before.map(|before| before.unit.as_str());
        // "(exportations – 3,3 milliards)", "contre 3,2 millions un an plus tôt": the unit of the figure before.
        // "500 millions d'abonnés": what is counted is none of the units before.
        let of = self.has_function(self.at + 1, "of")
            && !(self.at + 2..self.at + 5).any(|index| self.sign(index).measure.is_some() || self.sign(index).goods.is_some());
        let counts = |unit: Option<&str>| unit == Some("count");
        if of && !self.has_function(self.at + 1, "with-article") && !counts(previous.or(before)) {
            return None;
        }
        if self.quantity.scaled && measure != "length" {
            let behind = || {
                self.items()[self.at + 1..].iter().find_map(|item| if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.as_deref() } else { None })
            };
            let like = |unit: &&str| !matches!(*unit, "%" | "points") && fits(measure, Some(unit), true);
            // "de 15 millions à 25 millions de tonnes": that of where it goes.
            let goal = (self.at + 1..self.items().len().min(self.at + 4)).find(|index| self.is_quantity(*index) && self.has_function(index - 1, "to"));
            if let Some(ItemKind::Quantity(goal)) = goal.map(|goal| &self.items()[goal].kind)
                && let Some(unit) = goal.unit.as_ref().filter(|unit| like(&unit.as_str()))
            {
                return Some(unit.clone());
            }
            // "(2 milliards de dollars, +4 %), … (1 milliard": a rate between is no unit for money.
            let earlier = || {
                let unit = |item: &Item| if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.clone() } else { None };
                self.items()[..self.at].iter().rev().filter_map(unit).find(|unit| like(&unit.as_str()))
            };
            // "54 000 tonnes d'alliages (105 millions)": what goods were sold for.
            let goods =
                |index: usize| matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if !quantity.scaled && quantity.unit.as_deref() == Some("t"));
            let sold = self.bracket().and_then(|(open, _)| (0..open).rev().find(|index| self.is_quantity(*index))).is_some_and(goods);
            // "9 100 tonnes de spiritueux, soit 46,9 millions", "3 800 voitures (55 millions)"
            let bare = |index: usize| matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if !quantity.scaled && matches!(quantity.unit.as_deref(), None | Some("t")));
            let linked = self
                .at
                .checked_sub(1)
                .is_some_and(|before| self.is_mark(before, "(") || self.sign(before).says(note::BACK) || self.has_function(before, "for"));
            let sold = sold
                || linked
                    && self.previous.is_some_and(|previous| self.at - previous.at <= 6 && matches!(previous.unit.as_str(), "t" | "count") && bare(previous.at));
            if let Some(money) = self.money.filter(|_| sold && is_trade(measure)) {
                return Some(money.into());
            }
            if let Some(unit) = self.unit_in_brackets().filter(|unit| like(&unit.as_str())).or_else(earlier) {
                return Some(unit);
            }
            // "… 19 milliards de dollars. La part de l'Union est de 69 %. Les échanges avec A ont atteint 11 milliards": that of all trade before.
            let trade = self.money.filter(|_| is_trade(measure) && self.quantity.value >= LARGE);
            return previous.filter(like).or_else(|| before.filter(like)).or_else(|| behind().filter(like)).or(trade).map(SmolStr::from);
        }
        None
    }

    /// "55 tonnes de vin (129 millions de dollars) et 72 tonnes d'eaux (40 millions)": in brackets, the unit of the brackets before.
    fn unit_in_brackets(&self) -> Option<SmolStr> {
        self.bracket()?;
        let mut open = false;
        let mut unit = None;
        for (index, item) in self.items()[..self.at].iter().enumerate() {
            open = !self.is_mark(index, ")") && (open || self.is_mark(index, "("));
            if let ItemKind::Quantity(quantity) = &item.kind
                && open
            {
                unit = quantity.unit.clone().or(unit);
            }
        }
        unit
    }

    /// Whether another figure could have the same measure by its unit.
    pub(super) fn is_like(&self, other: usize, measure: &str) -> bool {
        matches!(&self.items()[other].kind, ItemKind::Quantity(quantity) if fits(measure, quantity.unit.as_deref(), quantity.scaled))
    }

    /// Whether the sentence names a corridor or something built.
    pub(super) fn has_thing(&self) -> bool {
        self.items()
            .iter()
            .flat_map(Item::entities)
            .any(|id| matches!(id.kind(), crate::model::EntityKind::Corridor | crate::model::EntityKind::Infrastructure))
    }
}

/// The fact of the lower end of a range.
pub(super) fn lower(claim: &Claim, told: &Indicator, low: f64, period: Option<When>, out: bool) -> Claim {
    // "est passé de 3 à 5 milliards en 2024": the year is that of where it came to.
    let period = period.or(told.period.filter(|_| !out));
    let mut own = Indicator { value: low, qualifier: None, period, ..told.clone() };
    // "porter leurs échanges de 3 à 5 milliards d'ici à 2030": where an aim sets out, it has come already.
    let stands = if told.measure.code().ends_with("capacity") { "capacity" } else { "actual" };
    if let Some(actual) = crate::model::Term::new(stands).filter(|_| out && matches!(told.modality.code(), "target" | "planned" | "forecast")) {
        own.modality = actual;
    }
    Claim { fact: Fact::Indicator(own), inferred: Vec::new(), ..claim.clone() }
}

/// The fact of a rate for one of those whom a country trades with.
pub(super) fn told_of(claim: &Claim, told: &Indicator, deal: &Deal) -> Claim {
    let (from_, to) = deal.direction();
    let own = among_sides(Indicator { about: distinct(deal.about()), from_, to, ..told.clone() });
    Claim { fact: Fact::Indicator(own), ..claim.clone() }
}

/// A figure without sides that cannot export or import.
pub(super) fn among_sides(figure: Indicator) -> Indicator {
    let side = |slot: &str, id: Option<EntityId>| id.filter(|id| Indicator::SPEC.takes(slot, id.kind()));
    Indicator { from_: side("from", figure.from_), to: side("to", figure.to), ..figure }
}

/// Each once.
pub(super) fn distinct(mut ids: Vec<EntityId>) -> Vec<EntityId> {
    let mut at = 0;
    while at < ids.len() {
        if ids[..at].contains(&ids[at]) { drop(ids.remove(at)) } else { at += 1 }
    }
    ids
}
