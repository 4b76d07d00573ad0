//! What the text leaves open is grounded by what it says elsewhere; each such value is marked as inferred, with the reason.

mod desk;
mod event;
mod header;
mod label;
mod lead;
mod list;
mod period;
mod section;
mod speech;

use jiff::{ToSpan, civil::Date};
use smallvec::{SmallVec, smallvec};

pub use header::{mark, written};

use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind, Point, Span, TimeUnit, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// Fills dates and places of meetings, visits and signatures from each other where they are plainly one occasion, places
/// meetings by the dateline, then dates what the lead of a dated text tells, and figures by those before them.
pub fn ground(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    share(claims, resolved, language, knowledge);
    event::share(claims, resolved, language);
    speech::date(claims, resolved, language);
    list::date(claims, resolved);
    label::place(claims, resolved, language, knowledge);
    label::place_of_projects(claims, resolved, knowledge);
    desk::place(claims, resolved, language, knowledge);
    section::date(claims, resolved, language, knowledge);
    lead::date(claims, resolved, language, knowledge);
    event::during_visit(claims, resolved, language);
    lead::date_events(claims, resolved, language);
    desk::place_of_events(claims, resolved, language, knowledge);
    period::carry(claims, resolved, language);
}

fn share(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let place = |claim: &Claim| sentence_of(claim, resolved).map(|sentence| sentence.span);
    let told = |claim: &Claim| Some(Occasion::of(&claim.fact, resolved, knowledge)?).filter(|told| told.date.is_some() || !is_recalled(claim, resolved));
    let occasions: Vec<_> = claims.iter().map(|claim| Some((told(claim)?, place(claim)))).collect();
    // A text that does not say when it was written is as new as the last that it tells of.
    let past = || occasions.iter().flatten().map(|(occasion, _)| occasion).filter(|occasion| !occasion.planned && occasion.kind != "agreement");
    let days = past().filter_map(|occasion| occasion.date.filter(|date| matches!(date.from, Point::Day(..)))?.last_day());
    let now = resolved.calendar.published().and_then(When::first_day).or(days.max());
    for (claim, own) in claims.iter_mut().zip(&occasions) {
        // What binds two was not signed on the journey that the text tells of.
        let Some((own, here)) = own.as_ref().filter(|_| claim.rule != "agreement/bind") else { continue };
        // "l'accord conclu entre A et B": of the occasion only where the same sentence tells of it.
        let news = own.kind != "agreement" || sentence_of(claim, resolved).is_some_and(|sentence| lead::is_told(claim, sentence, language));
        let same: Vec<&Occasion> = (occasions.iter().flatten())
            .filter(|(other, at)| other.kind != own.kind && other.is_occasion_of(own) && (at == here || news && other.is_news(now)))
            .map(|(other, _)| other)
            .collect();
        // Where a guest is for some days, or met others of the same country, everybody of that country meets him.
        let stays: Vec<&Occasion> = (occasions.iter().flatten())
            .filter(|(other, at)| (at == here || other.is_news(now)) && other.is_stay_of(own, resolved, knowledge))
            .map(|(other, _)| other)
            .collect();
        let told = Told::of(claim, resolved, language);
        // Who talks by telephone does not do so on a journey to the other.
        let same: Vec<&Occasion> = same.into_iter().filter(|other| !told.afar || other.kind != "visit").collect();
        // A signature between two who met in several countries: at which of these it was, is open.
        let mut lands = same.iter().filter_map(|other| other.land.as_ref());
        let apart = lands.next().is_some_and(|first| lands.any(|land| land != first));
        let why = |kind: &str| format!("the {kind} of the same parties in this document");
        // "Un traité a été signé à cette occasion": on that of which the sentence before told.
        let told_of = |(before, right): (Span, bool)| {
            let there = occasions.iter().flatten().filter(move |(_, at)| *at == Some(before));
            agreed(there.filter(move |(other, _)| right || other.countries == own.countries).filter_map(|(other, _)| Some((other.kind, other.date?))))
        };
        let before = if own.kind == "agreement" { then(claim, resolved, language).find_map(told_of) } else { None };
        if before.is_none() && (apart || told.dated && own.date.is_none() && own.kind != "agreement") {
            continue;
        }
        // "Ils ont signé mardi un accord. Un autre a été signé": on one day with the others of the text.
        let papers = || {
            let of = |other: &Occasion| other.kind == "agreement" && !other.planned && other.countries == own.countries && other.is_news(now);
            agreed(occasions.iter().flatten().map(|(other, _)| other).filter(|other| of(other)).filter_map(|other| Some((other.kind, other.date?))))
        };
        let papers = if own.kind == "agreement" && !own.planned && news { papers() } else { None };
        let date = before.or(papers).or_else(|| agreed(same.iter().filter_map(|other| Some((other.kind, other.date?)))));
        if let Some((kind, date)) = date.filter(|_| own.date.is_none()) {
            claim.infer("date", Value::When(date), why(kind));
        }
        // "une réunion au Kazakhstan": in the only town of it of which the text speaks as a place.
        if let Some(land) = own.place.as_ref().filter(|_| own.kind == "meeting" && !own.people.is_empty() && (own.planned || own.is_news(now)))
            && let Some(town) = town(land, resolved, language, knowledge)
            && let Fact::Meeting(meeting) = &mut claim.fact
        {
            meeting.place = None;
            claim.infer("place", Value::Entity(town), "the only town of that country in this document");
        }
        if own.kind != "meeting" || own.place.is_some() || told.afar {
            continue;
        }
        // "Il a aussi rencontré le maire": where the one before it was, of whom the sentence before tells.
        let besides = |(other, at): &(Occasion, Option<Span>)| {
            let before = at.zip(*here).is_some_and(|(at, here)| at.end <= here.start && follows(resolved, at, here));
            let same = other.people.iter().any(|id| own.people.contains(id)) || other.countries.len() > 1 && other.countries == own.countries;
            before && other.kind == "meeting" && other.place.is_some() && other.planned == own.planned && same
        };
        let beside: Vec<&Occasion> =
            if told.also { occasions.iter().flatten().filter(|pair| besides(pair)).map(|(other, _)| other).collect() } else { Vec::new() };
        let stays = if beside.is_empty() { stays } else { beside };
        let stays = if same.iter().all(|other| other.place.is_none()) { &stays[..] } else { &[] };
        if let Some((kind, place)) = agreed(same.iter().chain(stays).filter_map(|other| Some((other.kind, other.place.as_ref()?)))) {
            let town = if own.people.is_empty() { None } else { town(place, resolved, language, knowledge) };
            claim.infer("place", Value::Entity(town.unwrap_or_else(|| place.clone())), why(kind));
        }
    }
}

/// "la visite de X à A l'année dernière": whether a sentence puts what it tells in a year before that cannot be placed.
fn is_recalled(claim: &Claim, resolved: &Resolved) -> bool {
    let before = |item: &Item| matches!(&item.kind, ItemKind::Date(date) if date.placed.is_none() && matches!(date.from.shift, Some((TimeUnit::Year, ..0))));
    sentence_of(claim, resolved).is_some_and(|sentence| sentence.items.iter().any(before))
}

/// The sentences before in the paragraph, the nearest first, where that of a fact says that it was on an occasion told of there; with each, whether
/// it stands right before and the occasion is pointed at.
fn then<'s>(claim: &Claim, resolved: &'s Resolved, language: &'s Language) -> impl Iterator<Item = (Span, bool)> + 's {
    let at = resolved.sentences.partition_point(|sentence| sentence.span.end <= claim.evidence.start);
    let lexicon = &language.lexicon;
    let echoes = |item: &Item| item.code(lexicon, "on-that-day") == Some("occasion");
    let does = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| language.has_function(function, prep));
    let det = |item: &Item| item.code(lexicon, "det");
    let occasion = |item: Option<&Item>| item.is_some_and(|item| item.is(lexicon, "trigger") && item.senses.has_plain());
    let here = resolved.sentences.get(at);
    // "au cours de cette visite", "à l'issue de ces pourparlers", "De cette visite est issu un accord"
    let pointed = |items: &[Item]| {
        (0..items.len().saturating_sub(1)).any(|index| {
            let again = det(&items[index + 1]) == Some("demonstrative");
            again && (does(&items[index], "during") || does(&items[index], "of") && occasion(items.get(index + 2)))
        })
    };
    // "au terme de la rencontre"
    let named = |items: &[Item]| {
        (0..items.len()).any(|index| {
            let article = items.get(index + 1).is_some_and(|next| det(next) == Some("definite"));
            does(&items[index], "during") && (article && occasion(items.get(index + 2)) || occasion(items.get(index + 1)))
        })
    };
    let right = here.is_some_and(|sentence| sentence.items.iter().any(echoes) || pointed(&sentence.items));
    let told = here.filter(|sentence| right || named(&sentence.items));
    let near = move |before: &&Sentence| told.is_some_and(|sentence| sentence.paragraph == before.paragraph);
    let before = resolved.sentences[..at].iter().rev().take(if told.is_some() { BACK } else { 0 }).enumerate();
    before.filter(move |(back, before)| *back == 0 || near(before)).map(move |(back, before)| (before.span, back == 0 && right))
}

/// The first of some occasions that tells something; several leave open which one is meant, unless they agree.
fn agreed<T: PartialEq>(mut told: impl Iterator<Item = (&'static str, T)>) -> Option<(&'static str, T)> {
    let first = told.next()?;
    told.all(|(_, other)| other == first.1).then_some(first)
}

/// Whether one sentence stands right behind another.
fn follows(resolved: &Resolved, before: Span, here: Span) -> bool {
    let at = resolved.sentences.partition_point(|sentence| sentence.span.end <= here.start);
    at.checked_sub(1).and_then(|at| resolved.sentences.get(at)).is_some_and(|sentence| sentence.span == before)
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
    /// Besides what was told before.
    also: bool,
}

impl Told {
    fn of(claim: &Claim, resolved: &Resolved, language: &Language) -> Self {
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| matches!(claim.fact.spec().name, "meeting" | "event")) else {
            return Self::default();
        };
        let afar = language.patterns.is_placeless(&claim.rule) || sentence.items.iter().any(|item| item.is(&language.lexicon, "afar"));
        let dated = sentence.items.iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if date.from.day.is_some()));
        let also = sentence.items.iter().any(|item| item.is(&language.lexicon, "also-word"));
        Self { afar, dated, also }
    }
}

/// So many sentences before it at most an occasion is told of that is pointed at.
const BACK: usize = 3;

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
    date: Option<When>,
    place: Option<EntityId>,
    /// The country of the place.
    land: Option<EntityId>,
    /// Whether it is not known of one of them where he is at home.
    open: bool,
}

impl Occasion {
    fn of(fact: &Fact, resolved: &Resolved, knowledge: &Knowledge) -> Option<Self> {
        let (kind, parties, place, date, status): (_, SmallVec<[&EntityId; 4]>, _, _, _) = match fact {
            Fact::Meeting(met) => ("meeting", met.participants.iter().collect(), met.place.as_ref(), met.date, met.status.as_ref()),
            Fact::Visit(visit) => ("visit", smallvec![&visit.visitor, &visit.destination], Some(&visit.destination), visit.date, visit.status.as_ref()),
            Fact::Agreement(paper) => ("agreement", paper.parties.iter().collect(), None, paper.date, Some(&paper.status)),
            _ => return None,
        };
        let planned = status.is_some_and(|status| status.code() == "planned");
        if status.is_some_and(|status| !matches!(status.code(), "planned" | "past" | "signed" | "adopted")) {
            return None;
        }
        let land = |id: &EntityId| match id.kind() {
            EntityKind::City | EntityKind::Place => knowledge.country_of(id),
            _ => resolved.cast.country_of(id, knowledge),
        };
        let open = parties.iter().any(|id| id.kind() == EntityKind::Person && land(id).is_none());
        let mut countries: Vec<EntityId> = parties.iter().copied().filter_map(land).collect();
        countries.sort();
        countries.dedup();
        let there = place.and_then(|id| if id.kind() == EntityKind::Country { Some(id.clone()) } else { land(id) });
        let people = parties.into_iter().filter(|id| id.kind() == EntityKind::Person).cloned().collect();
        Some(Self { kind, countries, people, planned, date, place: place.cloned(), land: there, open })
    }

    /// Whether it is no occasion that the text only recalls: of some year, or long past when the text was written.
    fn is_news(&self, now: Option<Date>) -> bool {
        if self.kind == "agreement" || matches!(self.date, Some(When { from: Point::Year(_), until: None })) {
            return false;
        }
        let told = self.date.and_then(When::last_day);
        let limit = now.and_then(|day| day.checked_sub(FRESH.days()).ok());
        !told.zip(limit).is_some_and(|(told, limit)| told < limit)
    }

    /// Whether a visit, or a meeting abroad, shows where the other meeting was: somebody who took part was the guest of that country then.
    fn is_stay_of(&self, other: &Self, resolved: &Resolved, knowledge: &Knowledge) -> bool {
        let Some(land) = self.land.as_ref().filter(|_| self.kind != "agreement" && other.kind == "meeting" && other.place.is_none()) else { return false };
        // Who visits a country is its guest, wherever he is at home.
        let abroad = |id: &&EntityId| match resolved.cast.country_of(id, knowledge) {
            Some(home) => home != *land,
            None => self.kind == "visit",
        };
        let guest = self.people.iter().filter(abroad).any(|id| other.people.contains(id));
        let days = |date: Option<When>| date.and_then(|when| when.first_day().zip(when.last_day()));
        let near = match (days(self.date), days(other.date)) {
            (Some((from, until)), Some((first, last))) => {
                let near = |a: Date, b: Date| b.checked_sub(STAY.days()).is_ok_and(|early| early <= a);
                near(until, first) && near(last, from)
            }
            _ => other.date.is_none() || self.kind == "visit",
        };
        // "X, arrivé mardi à A, sera reçu par Y": what is to come on a visit that goes on.
        let stage = self.planned == other.planned || self.kind == "visit" && !self.planned && other.date.is_none();
        guest && near && (other.countries.contains(land) || other.open && self.kind == "visit") && stage
    }

    /// Whether a meeting or visit can be what the other fact happened at.
    fn is_occasion_of(&self, other: &Self) -> bool {
        let day = matches!(self.date, Some(When { from: Point::Day(..), until: None }));
        let together = self.kind == "meeting" || self.kind == "visit" && other.kind != "visit" || self.kind == "agreement" && day;
        // Who travelled met somebody there: the traveller is one of those who met, the host another's country.
        let dates = || self.date.zip(other.date).is_none_or(|(a, b)| a.refines(b) || b.refines(a));
        let (visit, meeting) = if self.kind == "visit" { (self, other) } else { (other, self) };
        // A host and the one who came to see him, whatever third was there.
        let called = visit.kind == "visit"
            && meeting.kind == "meeting"
            && !visit.people.is_empty()
            && visit.people.iter().all(|id| meeting.people.contains(id))
            && visit.land.as_ref().is_some_and(|host| meeting.countries.contains(host) || meeting.open);
        let parties = self.countries.len() >= 2 && self.countries == other.countries || called;
        let traveller = visit.kind != "visit"
            || meeting.kind != "meeting"
            || visit.people.iter().all(|id| meeting.people.contains(id))
            || meeting.people.is_empty() && meeting.date.is_none();
        let lands = self.land.as_ref().zip(other.land.as_ref()).is_none_or(|(a, b)| a == b);
        together && parties && lands && traveller && self.planned == other.planned && (self.date.is_some() || self.place.is_some()) && dates()
    }
}
