//! When a text was written: the date in its head is one claim, and can lose.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Finding, Inference, Premise, Severity, View, clues, events,
    view::{code, entities, flag, label, premise, same_role, tenure, when},
};
use crate::{
    fact::{Slots, Value},
    knowledge::Tenure,
    model::{EntityId, Point, When},
    reconcile::{claims::Stated, compare::span, merge::Fact},
};

/// Days by which a day of publication and a day in the text can differ without being wrong: time zones, the night's news.
const SLACK: i32 = 2;
/// Days before a tenure begins on which somebody is called so already.
pub(super) const ELECT: i32 = 60;
/// Days of the longest time that tells when something happened; and so near after its text, it was rather to come than past.
const MONTH: i32 = 31;
/// The longest span in years that says something about a text.
pub(super) const TELLING: i32 = 5;

/// A day before or after which a text must have been written, with what says so.
pub(super) struct Bound {
    pub day: Date,
    pub premise: Premise,
    pub because: String,
    /// Days by which a head can differ without being wrong; nothing where it can differ by any number.
    pub slack: Option<i32>,
    /// What is known beforehand that it rests on.
    pub used: Vec<EntityId>,
}

/// What a document says of the time of its writing.
#[derive(Default)]
struct Bounds {
    not_before: Vec<Bound>,
    not_after: Vec<Bound>,
}

/// The values of a fact as a document has them.
pub(super) fn own<'f>(fact: &'f Fact<'_>, document: usize) -> impl Iterator<Item = &'f Slots> {
    let states = move |claim: &&&'f Stated| claim.by.binary_search_by_key(&document, |statement| statement.document).is_ok();
    fact.claims.iter().filter(states).map(|claim| &claim.slots)
}

impl Bounds {
    fn of(view: &View<'_>, document: usize, facts: &[&Fact<'_>]) -> Self {
        let mut bounds = Self::default();
        let countries = view.countries(facts);
        bounds.clues(view, document);
        for fact in facts {
            for slots in own(fact, document) {
                match fact.spec.name {
                    "office" => bounds.office(view, fact, slots),
                    "meeting" | "visit" | "event" | "agreement" => bounds.occasion(view, fact, slots, &countries),
                    "indicator" if code(slots, "modality") == Some("actual") => bounds.reached(fact, slots),
                    _ => {}
                }
            }
        }
        bounds
    }

    /// Nobody is called by an office long before it.
    fn office(&mut self, view: &View<'_>, fact: &Fact<'_>, slots: &Slots) {
        let (Some(person), Some(role), Some(of)) = (entities(slots, "person").next(), code(slots, "role"), entities(slots, "of").next()) else { return };
        let same = |known: &&Tenure| same_role(&known.role, role) && known.of == *of && known.portfolio == code(slots, "portfolio").unwrap_or_default();
        let tenures: Vec<&Tenure> = view.knowledge.tenures(person).filter(same).collect();
        let former = flag(slots, "former");
        let because = |how: &str, day: Date| format!("{} was {} of {} {how} {day}", view.name(person), label("role", role), view.name(of));
        if let Some(Some(day)) = tenures.iter().map(|known| tenure(known).0).min() {
            self.not_before.push(Bound { day, premise: premise(fact), because: because("only from", day), slack: Some(ELECT), used: vec![person.clone()] });
        }
        // Texts look back at who left office, so that the end of a tenure rules out no head; where there is none, it is what one
        // has. Who is called a former one has left it.
        if let [known] = tenures.as_slice()
            && let Some(day) = tenure(known).1
        {
            let bounds = if former { &mut self.not_before } else { &mut self.not_after };
            bounds.push(Bound { day, premise: premise(fact), because: because("until", day), slack: None, used: vec![person.clone()] });
        }
    }

    /// What was reached in a time was told after it began. It rules out no head: a forecast can look like it.
    fn reached(&mut self, fact: &Fact<'_>, slots: &Slots) {
        if let Some((day, _)) = when(slots, "period").and_then(span) {
            self.not_before.push(Bound { day, premise: premise(fact), because: String::new(), slack: None, used: Vec::new() });
        }
    }

    /// What is past was before the text, what is to come is after it. An event that is known has its date from there.
    fn occasion(&mut self, view: &View<'_>, fact: &Fact<'_>, slots: &Slots, countries: &BTreeSet<EntityId>) {
        let event = || entities(slots, "name").next().filter(|_| fact.spec.name == "event").and_then(|event| view.knowledge.known_event(event));
        let Some(date) = when(slots, "date").or_else(|| Some(event()?.date)) else { return };
        // What lasts longer is the time that an agreement is for, or a year of many.
        let Some((first, last)) = span(date).filter(|(first, last)| (*last - *first).get_days() <= MONTH) else { return };
        let told = |how: &str| format!("it tells of {} {} of {date} as {how}", article(fact.spec.label), fact.spec.label);
        let own = event().filter(|_| !slots.has("date"));
        match code(slots, "status") {
            Some("past" | "signed" | "ratified") => {
                let because = own.map_or_else(|| told("past"), |known| format!("it tells of {} ({}) as past", view.name(&known.event), known.date));
                let used = own.map(|known| known.event.clone()).into_iter().collect();
                self.not_before.push(Bound { day: first, premise: premise(fact), because, slack: Some(MONTH), used });
            }
            Some("planned") if fact.spec.name == "event" && matches!(date.from, Point::Day(..)) => {
                let known = own.or_else(|| events::dated(view, fact, date, countries));
                if let Some(known) = known.filter(|known| span(known.date).is_some_and(|(from, until)| from <= last && first <= until)) {
                    let because = format!("it speaks of {} ({}) as to come", view.name(&known.event), known.date);
                    self.not_after.push(Bound { day: last, premise: premise(fact), because, slack: Some(SLACK), used: vec![known.event.clone()] });
                }
            }
            _ => {}
        }
    }

    /// What its clues say: how many years of relations it counts, and which days of the week it names without a year.
    fn clues(&mut self, view: &View<'_>, document: usize) {
        for (from, until) in clues::counted(view, document) {
            self.not_before.push(from);
            self.not_after.push(until);
        }
    }

    fn span(&self) -> Option<(&Bound, &Bound)> {
        let from = self.not_before.iter().max_by(|a, b| a.day.cmp(&b.day).then_with(|| b.premise.cmp(&a.premise)))?;
        let until = self.not_after.iter().min_by(|a, b| (a.day, &a.premise).cmp(&(b.day, &b.premise)))?;
        (from.day <= until.day).then_some((from, until))
    }
}

const fn article(noun: &str) -> &'static str {
    match noun.as_bytes() {
        [b'a' | b'e' | b'i' | b'o' | b'u', ..] => "an",
        _ => "a",
    }
}

/// Why the head of a document cannot be right: what says so, why, and what is known that it rests on.
struct Against {
    severity: Severity,
    reasons: Vec<(Premise, String, Vec<EntityId>)>,
}

/// What rules out the date in the head of a document; nothing where it can be right.
fn against(view: &View<'_>, document: usize, bounds: &Bounds) -> Option<Against> {
    let (first, last) = view.published(document)?;
    let before = |bound: &&Bound| bound.slack.is_some_and(|slack| last.checked_add(slack.days()).is_ok_and(|last| last < bound.day));
    let after = |bound: &&Bound| bound.slack.is_some_and(|slack| bound.day.checked_add(slack.days()).is_ok_and(|day| day < first));
    let denied = bounds.not_before.iter().filter(before).chain(bounds.not_after.iter().filter(after));
    let mut reasons: Vec<_> = denied.map(|bound| (bound.premise.clone(), bound.because.clone(), bound.used.clone())).collect();
    // A day of the week may be wrong itself.
    let severity = if reasons.is_empty() { Severity::Warning } else { Severity::Severe };
    reasons.extend(clues::denied_days(view, document).into_iter().map(|(premise, because)| (premise, because, Vec::new())));
    (!reasons.is_empty()).then_some(Against { severity, reasons })
}

/// Dates in heads that their texts rule out.
pub(super) fn denied(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        let source = &view.claims.documents[document];
        let Some(published) = source.published else { continue };
        let Some(Against { severity, reasons }) = against(view, document, &Bounds::of(view, document, &facts)) else { continue };
        let because: BTreeSet<&str> = reasons.iter().map(|(_, because, _)| because.as_str()).collect();
        let (published, because) = (published.to_string(), because.into_iter().collect::<Vec<_>>().join("; "));
        let mut concerns = vec![Premise::Document(source.id.clone())];
        let mut used = Vec::new();
        for (premise, _, known) in reasons {
            concerns.push(premise);
            used.extend(known);
        }
        found.push(Finding::new("header-date", severity, &[("published", &published), ("because", &because)], concerns).using(used));
    }
    found
}

/// The days between which a document can have been written: its head's, where the text does not rule that out.
pub(super) fn window(view: &View<'_>, document: usize, facts: &[&Fact<'_>]) -> Option<(Date, Date)> {
    let bounds = Bounds::of(view, document, facts);
    match view.published(document) {
        Some(published) if against(view, document, &bounds).is_none() => Some(published),
        _ => bounds.span().map(|(from, until)| clues::narrowed(view, document, (from.day, until.day)).0),
    }
}

/// When a document was written, where its head does not say so, or says what cannot be.
pub(super) fn narrowed(view: &View<'_>) -> Vec<Inference> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        let mut bounds = Bounds::of(view, document, &facts);
        if view.published(document).is_some() && against(view, document, &bounds).is_none() {
            continue;
        }
        let Some((from, until)) = bounds.span().map(|(from, until)| (from.day, until.day)) else { continue };
        // An event to come without a date of its own: the text is from before its end.
        for fact in facts.iter().filter(|fact| fact.spec.name == "event" && code(fact.slots, "status") == Some("planned")) {
            if let Some(event) = events::undated(view, fact, (from, until))
                && let Some((_, day)) = span(event.date)
            {
                bounds.not_after.push(Bound { day, premise: premise(fact), because: String::new(), slack: None, used: vec![event.event.clone()] });
            }
        }
        let Some((from, until)) = bounds.span() else { continue };
        let ((first, last), by) = clues::narrowed(view, document, (from.day, until.day));
        if first.checked_add(TELLING.years()).is_ok_and(|most| most < last) {
            continue;
        }
        let (first, last) = (When::from(first), When::from(last));
        let value = Value::When(if first == last { first } else { When::between(first.from, last.from) });
        let mut premises = vec![from.premise.clone(), until.premise.clone()];
        premises.extend([from, until].into_iter().flat_map(|bound| bound.used.iter().cloned().map(Premise::Known)));
        premises.extend(by);
        premises.sort();
        premises.dedup();
        let of = Premise::Document(view.claims.documents[document].id.clone());
        found.push(Inference { of, slot: "published", value, reason: "constraints", premises });
    }
    found
}
