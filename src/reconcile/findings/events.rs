//! Events that are known: when they were, and what a text says of that.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Finding, Inference, Premise, Severity, View,
    header::window,
    view::{code, entities, premise, when},
};
use crate::{
    fact::Value,
    knowledge::KnownEvent,
    model::{EntityId, EntityKind, Point, When},
    reconcile::{compare::span, merge::Fact},
};

/// The event of a fact with its year: what a text calls by its name alone is known with the year.
fn of_year<'v>(view: &View<'v>, event: &EntityId, year: i16) -> Option<&'v KnownEvent> {
    let (_, slug) = event.as_str().split_once('/')?;
    view.knowledge.known_event(event).or_else(|| view.knowledge.known_event(&EntityId::new(EntityKind::Event, &format!("{slug}-{year}"))))
}

/// The known event that a fact with a date is of: by its name, or an election in one of the countries that the text is of.
pub(super) fn dated<'v>(view: &View<'v>, fact: &Fact<'_>, date: When, countries: &BTreeSet<EntityId>) -> Option<&'v KnownEvent> {
    let event = entities(fact.slots, "name").next()?;
    let named = of_year(view, event, date.from.year());
    named.or_else(|| {
        let kind = code(fact.slots, "kind").filter(|kind| *kind == "election")?;
        let mut same =
            view.knowledge.events.iter().filter(|known| {
                known.kind == kind && span(known.date) == span(date) && known.country.as_ref().is_some_and(|country| countries.contains(country))
            });
        same.next().filter(|_| same.next().is_none())
    })
}

/// Events with another date than is known of them, in the same year.
pub(super) fn dated_otherwise(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for fact in view.of_type("event") {
        let (Some(event), Some(date)) = (entities(fact.slots, "name").next(), when(fact.slots, "date")) else { continue };
        let Some(known) = of_year(view, event, date.from.year()).filter(|known| known.date.from.year() == date.from.year()) else { continue };
        let apart = span(date).zip(span(known.date)).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0);
        if apart && matches!(date.from, Point::Day(..)) {
            let severity = if code(fact.slots, "status") == Some("planned") { Severity::Info } else { Severity::Warning };
            let (name, date, other) = (view.name(&known.event), date.to_string(), known.date.to_string());
            let values = [("event", &*name), ("date", &*date), ("known", &*other)];
            found.push(Finding::new("event-date", severity, &values, vec![premise(fact)]).using([known.event.clone()]));
        }
    }
    found
}

/// The one known event that an event without a date can be, told of in a document written between two days.
pub(super) fn undated<'v>(view: &View<'v>, fact: &Fact<'_>, (from, until): (Date, Date)) -> Option<&'v KnownEvent> {
    let event = entities(fact.slots, "name").next().filter(|_| !fact.slots.has("date"))?;
    if let Some(known) = view.knowledge.known_event(event) {
        return Some(known);
    }
    let (from, until) = match code(fact.slots, "status")? {
        "planned" => (from, until.checked_add(1.year()).ok()?),
        "past" => (from.checked_sub(1.year()).ok()?, until),
        _ => return None,
    };
    let mut fit = view.knowledge.series(event.as_str().split_once('/')?.1).filter(|known| {
        let told = entities(fact.slots, "place").next();
        let there = told.zip(known.place.as_ref()).is_none_or(|(told, place)| told == place || view.knowledge.country_of(place).as_ref() == Some(told));
        there && span(known.date).is_some_and(|(first, last)| from <= last && first <= until)
    });
    fit.next().filter(|_| fit.next().is_none())
}

/// Dates of events that are known.
pub(super) fn known(view: &View<'_>) -> Vec<Inference> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        let Some(written) = window(view, document, &facts) else { continue };
        for fact in facts.iter().filter(|fact| fact.spec.name == "event") {
            if let Some(event) = undated(view, fact, written) {
                let premises = vec![Premise::Document(view.claims.documents[document].id.clone()), Premise::Known(event.event.clone())];
                found.push(Inference { of: premise(fact), slot: "date", value: Value::When(event.date), reason: "known-event", premises });
            }
        }
    }
    found
}
