//! Meetings of people who hold an office that one holds at a time: both held theirs when they met.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Finding, Inference, Premise, Severity, View,
    header::{ELECT, TELLING, own, window},
    view::{code, entities, flag, label, premise, same_role, tenure, when},
};
use crate::{
    fact::Value,
    knowledge::Tenure,
    model::{EntityId, EntityKind, When},
    reconcile::merge::Fact,
};

/// Somebody whom a document calls by an office of which the tenures are known.
struct Holder<'v> {
    person: &'v EntityId,
    fact: &'v Fact<'v>,
    role: &'v str,
    of: &'v EntityId,
    tenures: Vec<&'v Tenure>,
}

/// The people of a meeting whom a document calls by one office that one holds at a time, and not as a former one.
fn holders<'v>(view: &View<'v>, document: usize, meeting: &'v Fact<'v>, facts: &[&'v Fact<'v>]) -> Vec<Holder<'v>> {
    let people = entities(meeting.slots, "participants").filter(|id| id.kind() == EntityKind::Person);
    let holder = |person: &'v EntityId| {
        let offices = facts.iter().filter(|fact| fact.spec.name == "office" && entities(fact.slots, "person").next() == Some(person));
        let offices = offices.filter(|fact| !own(fact, document).any(|slots| flag(slots, "former")));
        let mut held = offices.filter_map(|fact| {
            let (role, of) = (code(fact.slots, "role")?, entities(fact.slots, "of").next()?);
            let tenures: Vec<&Tenure> = view.holders(role, of).into_iter().filter(|known| known.person == *person && tenure(known).0.is_some()).collect();
            (!tenures.is_empty()).then_some(Holder { person, fact, role, of, tenures })
        });
        // Who is called by two offices holds the one before or after the other.
        held.next().filter(|first| held.all(|other| other.of == first.of && same_role(other.role, first.role)))
    };
    people.filter_map(holder).collect()
}

/// First and last day of a tenure; one that lasts has no last day.
fn days(known: &Tenure) -> (Date, Date) {
    let (from, until) = tenure(known);
    (from.unwrap_or(Date::MIN), until.unwrap_or(Date::MAX))
}

/// Meetings of two who never were in office at one time.
pub(super) fn denied(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        for meeting in facts.iter().filter(|fact| fact.spec.name == "meeting") {
            let holders = holders(view, document, meeting, &facts);
            for (at, a) in holders.iter().enumerate() {
                for b in holders[at + 1..].iter().filter(|b| !together(a, b)) {
                    let office = |holder: &Holder<'_>| format!("{} of {}", label("role", holder.role), view.name(holder.of));
                    let (one, other) = (view.name(a.person), view.name(b.person));
                    let (office_one, office_other) = (office(a), office(b));
                    let values = [("person", &*one), ("office", &*office_one), ("other", &*other), ("other-office", &*office_other)];
                    let concerns = [*meeting, a.fact, b.fact].map(premise).to_vec();
                    found.push(Finding::new("meeting-tenures", Severity::Warning, &values, concerns).using([a.person.clone(), b.person.clone()]));
                }
            }
        }
    }
    found
}

/// Whether two were in office at one time, or about.
fn together(a: &Holder<'_>, b: &Holder<'_>) -> bool {
    let early = |day: Date| day.saturating_sub(ELECT.days());
    a.tenures.iter().any(|one| {
        let (from, until) = days(one);
        b.tenures.iter().map(|other| days(other)).any(|(first, last)| early(from) <= last && early(first) <= until)
    })
}

/// When those met who are named with their offices and without a date: when all held them, before the text or after it.
pub(super) fn dated(view: &View<'_>) -> Vec<Inference> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        for meeting in facts.iter().filter(|fact| fact.spec.name == "meeting" && when(fact.slots, "date").is_none()) {
            let holders = holders(view, document, meeting, &facts);
            let single: Vec<(&Holder<'_>, (Date, Date))> =
                holders.iter().filter(|holder| holder.tenures.len() == 1).map(|holder| (holder, days(holder.tenures[0]))).collect();
            if single.is_empty() {
                continue;
            }
            let (mut from, mut until) = single.iter().fold((Date::MIN, Date::MAX), |(from, until), (_, (first, last))| (from.max(*first), until.min(*last)));
            let mut premises = BTreeSet::new();
            for (holder, (first, last)) in &single {
                if *first == from || *last == until && until != Date::MAX {
                    premises.extend([premise(holder.fact), Premise::Known(holder.person.clone())]);
                }
            }
            let own = Premise::Document(view.claims.documents[document].id.clone());
            match (code(meeting.slots, "status"), window(view, document, &facts)) {
                (Some("past"), Some((_, last))) if last < until => {
                    until = last;
                    premises.insert(own);
                }
                (Some("planned"), Some((first, _))) if first > from => {
                    from = first;
                    premises.insert(own);
                }
                _ => {}
            }
            let tells = from <= until && until != Date::MAX && from.checked_add(TELLING.years()).is_ok_and(|most| until < most);
            if tells {
                let value = Value::When(When::between(When::from(from).from, When::from(until).from));
                found.push(Inference { of: premise(meeting), slot: "date", value, reason: "tenures", premises: premises.into_iter().collect() });
            }
        }
    }
    found
}
