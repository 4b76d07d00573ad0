//! Whether two claims can be of one fact: slot by slot, as the declaration of their type wants it, and in time.

use jiff::civil::Date;

use super::claims::{Claims, Stated};
use crate::{
    fact::{Cardinality, Match, SlotKind, SlotSpec, Value},
    knowledge::Knowledge,
    model::{EntityId, EntityKind, VOCABULARIES, When},
};

/// Days between what happens and the day on which it is in the news without a date.
const NEWS: i64 = 3;
/// The most days of a date that a day of publication can be held against.
const SHORT: i64 = 7;
/// The most months of a date that tells when something happened.
const TOLD: usize = 24;

/// All that claims are compared by.
pub(super) struct World<'w> {
    pub claims: &'w Claims,
    knowledge: &'w Knowledge,
}

impl<'w> World<'w> {
    pub(super) const fn new(claims: &'w Claims, knowledge: &'w Knowledge) -> Self {
        Self { claims, knowledge }
    }

    /// Whether two claims of one type can be of one fact.
    pub(super) fn fit(&self, a: &Stated, b: &Stated) -> bool {
        a.spec == b.spec && a.spec.slots.iter().all(|slot| self.slot_fits(slot, a, b)) && (!a.spec.occurs() || self.one_occasion(a, b))
    }

    /// Whether two claims can be of one fact as far as a slot tells.
    pub(super) fn slot_fits(&self, slot: &SlotSpec, a: &Stated, b: &Stated) -> bool {
        let (a, b): (Vec<&Value>, Vec<&Value>) = (a.slots.get(slot.name).collect(), b.slots.get(slot.name).collect());
        let none = a.is_empty() || b.is_empty();
        match slot.matching {
            Match::Same => a == b,
            Match::Given => !none && (a == b || a.iter().zip(&b).all(|(a, b)| a == b || kinds(slot, a, b) || kinds(slot, b, a))),
            Match::Near => none || a.iter().zip(&b).all(|(a, b)| near(a, b)),
            Match::Fits => none || self.refine(slot, &a, &b) || self.refine(slot, &b, &a),
            Match::Stage | Match::Free => true,
        }
    }

    /// Whether each of the rough values is met by a fine one.
    fn refine(&self, slot: &SlotSpec, rough: &[&Value], fine: &[&Value]) -> bool {
        rough.iter().all(|rough| fine.iter().any(|fine| self.refines(slot, fine, rough)))
    }

    /// Whether a value says the same as another, or the same more finely.
    pub(super) fn refines(&self, slot: &SlotSpec, fine: &Value, rough: &Value) -> bool {
        match (fine, rough) {
            _ if fine == rough => true,
            (Value::When(fine), Value::When(rough)) => span(*fine).zip(span(*rough)).is_some_and(|(fine, rough)| rough.0 <= fine.0 && fine.1 <= rough.1),
            (Value::Entity(fine), Value::Entity(rough)) => slot.cardinality != Cardinality::Many && self.lies_in(fine, rough),
            _ => kinds(slot, fine, rough),
        }
    }

    /// Whether a place lies in another, or can: a building in any city of its country.
    fn lies_in(&self, fine: &EntityId, rough: &EntityId) -> bool {
        let country = |id: &EntityId| self.knowledge.get(id).and_then(|known| known.entity.country.clone());
        match (fine.kind(), rough.kind()) {
            (EntityKind::City | EntityKind::Place | EntityKind::Infrastructure, EntityKind::Country) => country(fine).as_ref() == Some(rough),
            (EntityKind::Place | EntityKind::Infrastructure, EntityKind::City) => country(fine).is_some() && country(fine) == country(rough),
            _ => false,
        }
    }

    /// Whether two claims can tell of the same occasion. Their dates must fit; where one has none, its documents must have
    /// come out within days of the other's; where both have none, the documents must be copies. And what one text tells
    /// apart is never one.
    fn one_occasion(&self, a: &Stated, b: &Stated) -> bool {
        let documents = |claim: &Stated| -> Vec<usize> { claim.by.iter().map(|statement| statement.document).collect() };
        let (of_a, of_b) = (documents(a), documents(b));
        if of_a.iter().any(|document| of_b.binary_search(document).is_ok()) {
            return false;
        }
        match (date(a), date(b)) {
            (Some(_), Some(_)) => true,
            (Some(date), None) => self.in_the_news(date, b),
            (None, Some(date)) => self.in_the_news(date, a),
            (None, None) => self.claims.sources(a.by.iter().chain(&b.by)) == 1,
        }
    }

    /// Whether every document of a claim without a date came out within days of a date.
    fn in_the_news(&self, date: When, claim: &Stated) -> bool {
        let (Some((first, last)), Some((from, until))) = (span(date), self.published(claim)) else { return false };
        days(first, last) < SHORT && days(from, last) <= NEWS && days(first, until) <= NEWS
    }

    /// The first and the last day on which a claim was published, if each of its documents has a date of days.
    pub(super) fn published(&self, claim: &Stated) -> Option<(Date, Date)> {
        let mut all: Option<(Date, Date)> = None;
        for statement in &claim.by {
            let (first, last) = span(self.claims.documents[statement.document].published?)?;
            let (from, until) = all.unwrap_or((first, last));
            all = Some((from.min(first), until.max(last)));
        }
        all.filter(|(from, until)| days(*from, *until) <= SHORT)
    }

    /// The months in which an occasion can lie, counted from the year 0; none where nothing tells.
    pub(super) fn months(&self, claim: &Stated) -> Vec<i64> {
        let window = match date(claim) {
            Some(date) => span(date),
            None => self.published(claim).map(|(from, until)| (shift(from, -NEWS), shift(until, NEWS))),
        };
        months(window)
    }
}

/// The months that a time touches, counted from the year 0; none where it is so long that it tells nothing.
pub(super) fn months(window: Option<(Date, Date)>) -> Vec<i64> {
    let Some((from, until)) = window else { return Vec::new() };
    let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let months: Vec<i64> = (month(from)..=month(until)).take(TOLD + 1).collect();
    if months.len() > TOLD { Vec::new() } else { months }
}

/// The first date of a claim.
pub(super) fn date(claim: &Stated) -> Option<When> {
    let mut values = claim.spec.slots.iter().filter(|slot| slot.kind == SlotKind::When).flat_map(|slot| claim.slots.get(slot.name));
    values.find_map(|value| if let Value::When(when) = value { Some(*when) } else { None })
}

/// First and last day of a date.
pub(super) fn span(when: When) -> Option<(Date, Date)> {
    when.first_day().zip(when.last_day())
}

fn days(from: Date, until: Date) -> i64 {
    (until - from).get_days().into()
}

fn shift(day: Date, by: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(by))
}

/// A term of a slot's vocabulary, and those that it is below, upwards.
pub(super) fn upwards<'v>(slot: &SlotSpec, value: &'v Value) -> impl Iterator<Item = &'v str> + use<'v> {
    let vocabulary = if let SlotKind::Term(scheme) | SlotKind::Topic(scheme) = slot.kind { VOCABULARIES.get(scheme) } else { None };
    let term = if let Value::Term(term) = value { Some(&**term) } else { None };
    std::iter::successors(term, move |at| vocabulary?.terms.get(*at)?.broader.as_deref())
}

/// Whether a term is below another in its vocabulary.
fn kinds(slot: &SlotSpec, fine: &Value, rough: &Value) -> bool {
    matches!(rough, Value::Term(rough) if upwards(slot, fine).skip(1).any(|above| above == &**rough))
}

/// The unit of the last digit of a number that is meant: two digits always are.
pub(super) fn grain(number: f64) -> f64 {
    let digits = format!("{:e}", number.abs());
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
    let meant = mantissa.bytes().filter(u8::is_ascii_digit).count().max(2) as i32;
    10_f64.powi(exponent.parse::<i32>().unwrap_or(0) + 1 - meant)
}

/// Whether two numbers are one, rounded as the rougher is.
fn near(a: &Value, b: &Value) -> bool {
    let (Value::Number(a), Value::Number(b)) = (a, b) else { return a == b };
    a == b || (a - b).abs() <= grain(*a).max(grain(*b)) * 0.500_001
}
