//! What findings are sought in, and how its values are read and named.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Premise;
use crate::{
    fact::{Slots, Value},
    knowledge::{Knowledge, Tenure},
    model::{EntityId, EntityKind, VOCABULARIES, When},
    reconcile::{claims::Claims, compare::span, merge::Fact},
};

/// What findings are sought in.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// The claims of all documents.
    pub claims: &'v Claims,
    /// The facts that they are of, by key.
    pub facts: &'v [Fact<'v>],
    /// What is known beforehand.
    pub knowledge: &'v Knowledge,
}

impl<'v> View<'v> {
    /// The facts of a type.
    pub(super) fn of_type(&self, name: &str) -> impl Iterator<Item = &'v Fact<'v>> {
        self.facts.iter().filter(move |fact| fact.spec.name == name)
    }

    /// The documents that state a fact, by place.
    pub(super) fn documents(fact: &Fact<'_>) -> BTreeSet<usize> {
        fact.statements().map(|statement| statement.document).collect()
    }

    /// First and last day on which a document can have been published, as its head says.
    pub(super) fn published(&self, document: usize) -> Option<(Date, Date)> {
        span(self.claims.documents[document].published?)
    }

    /// The facts of each document, by place.
    pub(super) fn by_document(&self) -> Vec<Vec<&'v Fact<'v>>> {
        let mut by_document: Vec<Vec<&Fact>> = vec![Vec::new(); self.claims.documents.len()];
        for fact in self.facts {
            Self::documents(fact).into_iter().for_each(|document| by_document[document].push(fact));
        }
        by_document
    }

    /// How an entity is called.
    pub(super) fn name(&self, id: &EntityId) -> String {
        let known = self.knowledge.get(id).map(|known| known.entity.name.clone());
        known.unwrap_or_else(|| id.as_str().split_once('/').map_or(id.as_str(), |(_, slug)| slug).replace('-', " "))
    }

    /// How entities are called, one after the other.
    pub(super) fn names<'i>(&self, ids: impl IntoIterator<Item = &'i EntityId>) -> String {
        ids.into_iter().map(|id| self.name(id)).collect::<Vec<_>>().join("\u{2013}")
    }

    /// The countries that a document speaks of: those in its facts, and those of its people and places.
    pub(super) fn countries(&self, facts: &[&Fact<'_>]) -> BTreeSet<EntityId> {
        let ids = facts.iter().flat_map(|fact| fact.spec.slots.iter().flat_map(|slot| entities(fact.slots, slot.name)));
        ids.filter_map(|id| self.knowledge.country_of(id)).collect()
    }

    /// The tenures of an office that only one holds at a time, where this is one.
    pub(super) fn holders(&self, role: &str, of: &EntityId) -> Vec<&'v Tenure> {
        if !SINGLE.contains(&role) || of.kind() != EntityKind::Country {
            return Vec::new();
        }
        self.knowledge.offices.iter().filter(|tenure| same_role(&tenure.role, role) && tenure.of == *of).collect()
    }
}

/// Offices of a country that one holds at a time.
const SINGLE: &[&str] = &["head-of-state", "president", "prime-minister"];

/// Whether two codes can be of one office: whether the head of state is called president differs.
pub(super) fn same_role(a: &str, b: &str) -> bool {
    let state = |role: &str| matches!(role, "president" | "head-of-state");
    a == b || state(a) && state(b)
}

/// First and last day of a tenure, each where known; one without a last day lasts.
pub(super) fn tenure(tenure: &Tenure) -> (Option<Date>, Option<Date>) {
    (tenure.start.and_then(When::first_day), tenure.end.and_then(When::last_day))
}

/// The entities in a slot.
pub(super) fn entities<'s>(slots: &'s Slots, slot: &'s str) -> impl Iterator<Item = &'s EntityId> {
    slots.get(slot).filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None })
}

/// The code in a slot.
pub(super) fn code<'s>(slots: &'s Slots, slot: &'s str) -> Option<&'s str> {
    slots.get(slot).find_map(|value| if let Value::Term(code) = value { Some(&**code) } else { None })
}

/// Whether a slot says yes.
pub(super) fn flag(slots: &Slots, slot: &str) -> bool {
    slots.get(slot).any(|value| *value == Value::Flag(true))
}

/// The number in a slot.
pub(super) fn number(slots: &Slots, slot: &str) -> Option<f64> {
    slots.get(slot).find_map(|value| if let Value::Number(number) = value { Some(*number) } else { None })
}

/// The date in a slot.
pub(super) fn when(slots: &Slots, slot: &str) -> Option<When> {
    slots.get(slot).find_map(|value| if let Value::When(when) = value { Some(*when) } else { None })
}

/// A fact as that which something is about.
pub(super) fn premise(fact: &Fact<'_>) -> Premise {
    Premise::Fact(fact.key.to_owned())
}

/// The English label of a term.
pub(super) fn label(scheme: &str, code: &str) -> String {
    VOCABULARIES.get(scheme).and_then(|vocabulary| vocabulary.terms.get(code)).map_or(code, |concept| concept.en.as_str()).to_owned()
}

/// A number with its thousands parted.
pub(super) fn grouped(number: f64) -> String {
    let text = format!("{}", (number * 100.0).round() / 100.0);
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
}
