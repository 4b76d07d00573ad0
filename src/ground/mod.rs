//! What the text leaves open is grounded by what it says elsewhere; each such value is marked as inferred, with the reason.

mod desk;
mod event;
mod header;
mod lead;
mod period;

use jiff::{ToSpan, civil::Date};

pub use header::{mark, written};

use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind, Point, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// Fills dates and places of meetings, visits and signatures from each other where they are plainly one occasion, places
/// meetings by the dateline, then dates what the lead of a dated text tells, and figures by those before them.
pub fn ground(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    share(claims, resolved, language, knowledge);
    event::share(claims, resolved, language);
    desk::place(claims, resolved, language, knowledge);
    lead::date(claims, resolved, language, knowledge);
    period::carry(claims, resolved, language);
}

fn share(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let place = |claim: &Claim| sentence_of(claim, resolved).map(|sentence| sentence.span);
    let occasions: Vec<_> = claims.iter().map(|claim| Some((Occasion::of(&claim.fact, resolved, knowledge)?, place(claim)))).collect();
    for (claim, own) in claims.iter_mut().zip(&occasions) {
        let Some((own, here)) = own else { continue };
        let spec = claim.fact.spec();
        // "l'accord conclu entre A et B": of the occasion only where the same sentence tells of it.
        let news = spec.name != "agreement" || sentence_of(claim, resolved).is_some_and(|sentence| lead::is_told(claim, sentence, language));
        let same: Vec<&Occasion> = (occasions.iter().flatten())
            .filter(|(other, at)| other.kind != own.kind && other.is_occasion_of(own) && (at == here || news && other.is_news(resolved.calendar.published())))
            .map(|(other, _)| other)
            .collect();
        // Where a guest is for some days, or met others of the same country, everybody of that country meets him.
        let stays: Vec<&Occasion> = (occasions.iter().flatten())
            .filter(|(other, at)| (at == here || other.is_news(resolved.calendar.published())) && other.is_stay_of(own, resolved, knowledge))
            .map(|(other, _)| other)
            .collect();
        let mut slots = claim.fact.slots();
        let told = Told::of(claim, resolved, language);
        // A signature between two who met in several countries: at which of these it was, is open.
        let mut lands = same.iter().filter_map(|other| other.land.as_ref());
        let apart = lands.next().is_some_and(|first| lands.any(|land| land != first));
        let mut filled = false;
        for slot in ["date", "place"] {
            if apart
                || spec.slot(slot).is_none()
                || slots.has(slot)
                || told.afar && slot == "place"
                || told.dated && !slots.has("date") && spec.name != "agreement"
            {
                continue;
            }
            // Two occasions of the same parties leave open which one is meant, unless they agree.
            let stays = if slot == "place" && same.iter().all(|other| other.place.is_none()) { &stays[..] } else { &[] };
            let mut values =
                same.iter().chain(stays).filter_map(|other| Some((other.kind, if slot == "date" { other.date.as_ref() } else { other.place.as_ref() }?)));
            let Some((kind, value)) = values.next() else { continue };
            if values.any(|(_, other)| other != value) {
                continue;
            }
            let town = || match value {
                Value::Entity(land) if slot == "place" && !own.people.is_empty() => town(land, resolved, language, knowledge),
                _ => None,
            };
            slots.add(slot, town().map_or_else(|| value.clone(), Value::Entity));
            claim.inferred.push((slot.to_owned(), format!("the {kind} of the same parties in this document")));
            filled = true;
        }
        if filled && let Ok(fact) = Fact::from_slots(spec, &slots) {
            claim.fact = fact;
        }
    }
}

/// The only town of a country that the text says something to be at.
fn town(land: &EntityId, resolved: &Resolved, language: &Language, knowledge: &Knowledge) -> Option<EntityId> {
    if land.kind() != EntityKind::Country {
        return None;
    }
    let at = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("where", prep));
    let pairs = resolved.sentences.iter().flat_map(|sentence| sentence.items.windows(2)).filter(|pair| at(&pair[0]));
    let mut towns = pairs.flat_map(|pair| pair[1].entities()).filter(|id| id.kind() == EntityKind::City && knowledge.country_of(id).as_ref() == Some(land));
    let first = towns.next()?;
    towns.all(|other| other == first).then(|| first.clone())
}

/// The sentence that says a fact.
fn sentence_of<'s>(claim: &Claim, resolved: &'s Resolved) -> Option<&'s Sentence> {
    let at = resolved.sentences.partition_point(|sentence| sentence.span.end <= claim.evidence.start);
    resolved.sentences.get(at)
}

/// What the sentence of a fact says that its slots do not show.
#[derive(Default)]
struct Told {
    /// By telephone or the like: at no place.
    afar: bool,
    /// On a date that could not be placed on the calendar: which then is not that of another occasion.
    dated: bool,
}

impl Told {
    fn of(claim: &Claim, resolved: &Resolved, language: &Language) -> Self {
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| matches!(claim.fact.spec().name, "meeting" | "event")) else {
            return Self::default();
        };
        let afar = language.patterns.is_placeless(&claim.rule) || sentence.items.iter().any(|item| item.is(&language.lexicon, "afar"));
        let dated = sentence.items.iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if date.from.day.is_some()));
        Self { afar, dated }
    }
}

/// An occasion so many days before the text is not the one that it tells of.
const FRESH: i32 = 60;

/// A visit is seldom longer than so many days.
const STAY: i32 = 3;

/// Who came together, where and when, as far as a fact says so.
struct Occasion {
    kind: &'static str,
    countries: Vec<EntityId>,
    people: Vec<EntityId>,
    planned: bool,
    date: Option<Value>,
    place: Option<Value>,
    /// The country of the place.
    land: Option<EntityId>,
}

impl Occasion {
    fn of(fact: &Fact, resolved: &Resolved, knowledge: &Knowledge) -> Option<Self> {
        let spec = fact.spec();
        let (parties, place): (&[&str], _) = match spec.name {
            "meeting" => (&["participants"], "place"),
            "visit" => (&["visitor", "destination"], "destination"),
            "agreement" => (&["parties"], ""),
            _ => return None,
        };
        let slots = fact.slots();
        let status = |codes: &[&str]| slots.get("status").any(|value| matches!(value, Value::Term(code) if codes.contains(&&**code)));
        let planned = status(&["planned"]);
        if !planned && slots.has("status") && !status(&["past", "signed", "adopted"]) {
            return None;
        }
        let ids = || parties.iter().flat_map(|slot| slots.get(slot)).filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None });
        let land = |id: &EntityId| match id.kind() {
            EntityKind::City | EntityKind::Place => knowledge.country_of(id),
            _ => resolved.cast.country_of(id, knowledge),
        };
        let mut countries: Vec<EntityId> = ids().filter_map(land).collect();
        countries.sort();
        countries.dedup();
        let there = slots.get(place).find_map(|value| if let Value::Entity(id) = value { Some(id) } else { None });
        let there = there.and_then(|id| if id.kind() == EntityKind::Country { Some(id.clone()) } else { land(id) });
        let people = ids().filter(|id| id.kind() == EntityKind::Person).cloned().collect();
        Some(Self {
            kind: spec.name,
            countries,
            people,
            planned,
            date: slots.get("date").next().cloned(),
            place: slots.get(place).next().cloned(),
            land: there,
        })
    }

    /// Whether it is no occasion that the text only recalls: of some year, or long past when the text was written.
    fn is_news(&self, published: Option<When>) -> bool {
        if self.kind == "agreement" || matches!(&self.date, Some(Value::When(When { from: Point::Year(_), until: None }))) {
            return false;
        }
        let told = if let Some(Value::When(when)) = &self.date { when.last_day() } else { None };
        let limit = published.and_then(When::first_day).and_then(|day| day.checked_sub(FRESH.days()).ok());
        !told.zip(limit).is_some_and(|(told, limit)| told < limit)
    }

    /// Whether a visit, or a meeting abroad, shows where the other meeting was: somebody who took part was the guest of that country then.
    fn is_stay_of(&self, other: &Self, resolved: &Resolved, knowledge: &Knowledge) -> bool {
        let Some(land) = self.land.as_ref().filter(|_| self.kind != "agreement" && other.kind == "meeting" && other.place.is_none()) else { return false };
        let abroad = |id: &&EntityId| resolved.cast.country_of(id, knowledge).is_some_and(|home| home != *land);
        let guest = self.people.iter().filter(abroad).any(|id| other.people.contains(id));
        let days = |value: &Option<Value>| if let Some(Value::When(when)) = value { when.first_day().zip(when.last_day()) } else { None };
        let near = match (days(&self.date), days(&other.date)) {
            (Some((from, until)), Some((first, last))) => {
                let near = |a: Date, b: Date| b.checked_sub(STAY.days()).is_ok_and(|early| early <= a);
                near(until, first) && near(last, from)
            }
            _ => other.date.is_none() || self.kind == "visit",
        };
        guest && near && other.countries.contains(land) && self.planned == other.planned
    }

    /// Whether a meeting or visit can be what the other fact happened at.
    fn is_occasion_of(&self, other: &Self) -> bool {
        let day = matches!(&self.date, Some(Value::When(When { from: Point::Day(..), until: None })));
        let together = self.kind == "meeting" || self.kind == "visit" && other.kind != "visit" || self.kind == "agreement" && day;
        // Who travelled met somebody there: the traveller is one of those who met, the host another's country.
        let dates = || match (&self.date, &other.date) {
            (Some(Value::When(a)), Some(Value::When(b))) => {
                let (a, b) = (a.to_string(), b.to_string());
                a.starts_with(&b) || b.starts_with(&a)
            }
            _ => true,
        };
        let (visit, meeting) = if self.kind == "visit" { (self, other) } else { (other, self) };
        // A host and the one who came to see him, whatever third was there.
        let called = visit.kind == "visit"
            && meeting.kind == "meeting"
            && !visit.people.is_empty()
            && visit.people.iter().all(|id| meeting.people.contains(id))
            && visit.land.as_ref().is_some_and(|host| meeting.countries.contains(host));
        let parties = self.countries.len() >= 2 && self.countries == other.countries || called;
        let traveller = visit.kind != "visit"
            || meeting.kind != "meeting"
            || visit.people.iter().all(|id| meeting.people.contains(id))
            || meeting.people.is_empty() && meeting.date.is_none();
        let lands = self.land.as_ref().zip(other.land.as_ref()).is_none_or(|(a, b)| a == b);
        together && parties && lands && traveller && self.planned == other.planned && (self.date.is_some() || self.place.is_some()) && dates()
    }
}
