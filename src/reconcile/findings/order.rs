//! Dates out of order.

use std::collections::BTreeMap;

use super::{
    Finding, Severity, View,
    view::{code, entities, label, premise, when},
};
use crate::{
    fact::{SlotKind, Value},
    model::{EntityId, VOCABULARIES, When},
    reconcile::{compare::span, merge::Fact},
};

/// Ends before beginnings, changes against a later time, and later steps of a named agreement before earlier ones.
pub(super) fn out_of_order(view: &View<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = view.facts.iter().flat_map(reversed).collect();
    found.extend(view.of_type("indicator").filter_map(based_on_later));
    found.extend(steps(view));
    found
}

fn tell(later: (&str, String), earlier: (&str, String), facts: &[&Fact<'_>]) -> Finding {
    let values = [("later", later.0), ("later-date", &later.1), ("earlier", earlier.0), ("earlier-date", &earlier.1)];
    Finding::new("dates", Severity::Severe, &values, facts.iter().map(|fact| premise(fact)).collect())
}

/// Spans that end before they begin.
fn reversed<'f>(fact: &'f Fact<'_>) -> impl Iterator<Item = Finding> + use<'f> {
    let dates = fact.spec.slots.iter().filter(|slot| slot.kind == SlotKind::When).flat_map(|slot| fact.slots.get(slot.name));
    dates.filter_map(|value| {
        let Value::When(When { from, until: Some(until) }) = value else { return None };
        let turned = until.last_day()? < from.first_day()?;
        turned.then(|| tell(("the end", until.to_string()), ("the beginning", from.to_string()), &[fact]))
    })
}

/// A change against a time that comes after it.
fn based_on_later(fact: &Fact<'_>) -> Option<Finding> {
    let (period, base) = (when(fact.slots, "period")?, when(fact.slots, "base-period")?);
    let turned = span(period)?.1 < span(base)?.0;
    turned.then(|| tell(("the change", period.to_string()), ("what it is measured against", base.to_string()), &[fact]))
}

/// How far an agreement has come, where that is after its signature or that itself.
fn step(fact: &Fact<'_>) -> Option<usize> {
    let step = VOCABULARIES.get("status")?.terms.get(code(fact.slots, "status")?)?.step?;
    (step > 1).then_some(step)
}

/// Steps of a named agreement (signed, ratified, in force) of which the later is dated before the earlier.
fn steps(view: &View<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<&EntityId, Vec<(usize, When, &Fact<'_>)>> = BTreeMap::new();
    for fact in view.of_type("agreement") {
        let (Some(name), Some(date), Some(step)) = (entities(fact.slots, "name").next(), when(fact.slots, "date"), step(fact)) else { continue };
        groups.entry(name).or_default().push((step, date, fact));
    }
    let mut found = Vec::new();
    for group in groups.into_values() {
        for (early_step, early, from) in &group {
            for (_, late, to) in group.iter().filter(|(step, ..)| step > early_step) {
                let parties = |fact: &Fact<'_>| entities(fact.slots, "parties").cloned().collect::<std::collections::BTreeSet<_>>();
                let turned = span(*early).zip(span(*late)).is_some_and(|(early, late)| late.1 < early.0);
                if turned && !parties(from).is_disjoint(&parties(to)) {
                    let named = |fact: &Fact<'_>| label("status", code(fact.slots, "status").unwrap_or_default());
                    found.push(tell((&named(to), late.to_string()), (&named(from), early.to_string()), &[from, to]));
                }
            }
        }
    }
    found
}
