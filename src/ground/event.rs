//! Who meets at the margin of a summit meets where it is held, and a summit to which people travel is where they go.

use jiff::ToSpan;

use super::{Told, lead, sentence_of};
use crate::{
    fact::{Claim, Event, Fact, Value},
    lang::Language,
    model::{EntityId, EntityKind, Point, Span, Term, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// Who met so many days before the text did so at what it tells of.
const FRESH: i32 = 5;

/// Where and when a sentence says that something took place.
struct Scene {
    sentence: Span,
    event: bool,
    place: Option<EntityId>,
    date: Option<When>,
}

/// Places meetings by the event of their sentence, and events by the one journey or meeting of theirs.
pub(super) fn share(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    claims.iter_mut().for_each(|claim| date_of_deed(claim, resolved, language));
    let events: Vec<Event> = claims.iter().filter_map(|claim| if let Fact::Event(event) = &claim.fact { Some(event.clone()) } else { None }).collect();
    date(claims, &events, resolved, language);
    let scenes: Vec<Scene> = claims.iter().filter_map(|claim| Scene::of(claim, resolved)).collect();
    for claim in claims.iter_mut() {
        let (event, placed, dated) = match &claim.fact {
            // Nobody meets at an election.
            Fact::Event(event) if !is_election(event) => (true, event.place.is_some(), event.date.is_some()),
            Fact::Meeting(meeting) => (false, meeting.place.is_some(), meeting.date.is_some()),
            _ => continue,
        };
        let Some(sentence) = sentence_of(claim, resolved) else { continue };
        let others = || scenes.iter().filter(|scene| scene.sentence == sentence.span && scene.event != event);
        let place = sole(others().filter_map(|scene| scene.place.clone())).or_else(|| if event { None } else { margin(sentence, &events, language) });
        // A sentence that goes from town to town does not say in which of them.
        let elsewhere = |id: &EntityId| id.kind() == EntityKind::City && place.as_ref() != Some(id);
        if sentence.items.iter().flat_map(Item::entities).any(elsewhere) {
            continue;
        }
        let day = |when: &When| matches!(when.from, Point::Day(..));
        let date = sole(others().filter_map(|scene| scene.date).filter(day));
        let afar = Told::of(claim, resolved, language).afar;
        let why = if event { "what its sentence tells of those who attend" } else { "the event at which they met" };
        let place = place.or_else(|| if event { None } else { margin_before(claim, resolved, language) });
        if let Some(place) = place.filter(|_| !placed && !afar) {
            claim.infer("place", Value::Entity(place), why);
        }
        if let Some(date) = date.filter(|_| event && !dated) {
            claim.infer("date", Value::When(date), why);
        }
    }
    place_of_only(claims, resolved, language);
    at_ceremony(claims, resolved, language);
}

/// "La visite a servi de cadre à un forum": an event of which a sentence says that it was within the one visit of the text.
pub(super) fn during_visit(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    let lexicon = &language.lexicon;
    let visits = |claim: &Claim| match &claim.fact {
        Fact::Visit(visit) if visit.date.is_some() => Some((visit.destination.clone(), visit.date, visit.status.clone())),
        _ => None,
    };
    let visits: Vec<_> = claims.iter().filter_map(visits).collect();
    for claim in claims.iter_mut() {
        let Fact::Event(event) = &claim.fact else { continue };
        let (placed, dated) = (event.place.is_some(), event.date.is_some());
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| !dated && !is_election(event)) else { continue };
        let items = &sentence.items;
        let stay = |index: usize| items[index].is(lexicon, "stay-noun") && items[index].senses.has_plain();
        let definite = |index: usize| items[index].code(lexicon, "det").is_some_and(|value| value != "indefinite");
        let within = (1..items.len()).take_while(|index| items[*index].span.start <= claim.evidence.end).any(|index| stay(index) && definite(index - 1));
        let other = items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
        let same = |status: &Option<Term<_>>| status.as_ref().map(Term::code) == event.status.as_ref().map(Term::code);
        let Some((place, date)) = sole(visits.iter().filter(|(.., status)| same(status)).map(|(place, date, _)| (place, *date))).filter(|_| within && !other)
        else {
            continue;
        };
        let (place, date) = (place.clone(), date);
        if let Some(date) = date {
            claim.infer("date", Value::When(date), "the visit during which it was");
        }
        if !placed {
            claim.infer("place", Value::Entity(place), "the visit during which it was");
        }
    }
}

/// Gives papers signed, of which the text tells after a ceremony of signing, its date.
fn at_ceremony(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    let signing = |claim: &Claim| {
        let Fact::Event(event) = &claim.fact else { return None };
        let past = event.status.as_ref().is_some_and(|status| status.code() == "past");
        let own = |item: &&Item| claim.evidence.start <= item.span.start && item.span.end <= claim.evidence.end;
        let signs = || sentence_of(claim, resolved)?.items.iter().filter(own).find(|item| item.code(&language.lexicon, "ceremony-act") == Some("signing"));
        event.date.filter(|_| past && event.kind.as_ref().is_some_and(|kind| kind.code() == "ceremony") && signs().is_some()).map(|when| (claim.evidence, when))
    };
    let ceremonies: Vec<(Span, When)> = claims.iter().filter_map(signing).collect();
    let Some(when) = sole(ceremonies.iter().map(|(_, when)| *when)).filter(|when| matches!(when.from, Point::Day(..))) else { return };
    for claim in claims.iter_mut() {
        let open = matches!(&claim.fact, Fact::Agreement(paper) if paper.date.is_none() && paper.status.code() == "signed");
        let behind = ceremonies.iter().any(|(ceremony, _)| ceremony.end <= claim.evidence.start);
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| open && behind) else { continue };
        let dated = sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
        if !dated && lead::is_told(claim, sentence, language) && !lead::is_earlier(claim, sentence, language) {
            claim.infer("date", Value::When(when), "the ceremony at which it was signed");
        }
    }
}

/// Gives people who met, in a paragraph that opens with a summit, forum or council, or in a text that does and tells of none elsewhere, the town in
/// which it is held; what was before it, or on other days, was elsewhere.
fn place_of_only(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    let lead = lead::paragraph(resolved);
    let gathering = |claim: &Claim| {
        let kind = |event: &Event| event.kind.as_ref().is_some_and(|kind| matches!(kind.code(), "summit" | "forum" | "council" | "conference"));
        let Fact::Event(event) = &claim.fact else { return None };
        let sentence = sentence_of(claim, resolved)?;
        Some((event.place.clone().filter(|_| kind(event))?, event.date, sentence))
    };
    let all: Vec<(EntityId, Option<When>, &Sentence)> = claims.iter().filter_map(gathering).collect();
    let first = all.iter().find(|(.., sentence)| lead::is_head(sentence, lead)).map(|(town, ..)| town);
    let only = first.filter(|town| all.iter().all(|(place, ..)| place == *town));
    let day = |when: When| when.first_day().zip(when.last_day());
    let published = resolved.calendar.published().and_then(When::last_day);
    for claim in claims.iter_mut() {
        let Fact::Meeting(meeting) = &claim.fact else { continue };
        let people = meeting.participants.iter().all(|id| id.kind() == EntityKind::Person);
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| people && meeting.place.is_none() && !all.is_empty()) else { continue };
        let near = || all.iter().filter(|(.., before)| before.paragraph == sentence.paragraph && before.span.end <= sentence.span.start);
        let beside = sole(near().map(|(town, ..)| town)).filter(|_| only.is_none());
        let Some(town) = beside.or(only).filter(|town| town.kind() == EntityKind::City) else { continue };
        let dates = all.iter().filter(|(place, _, at)| place == town && (beside.is_none() || at.paragraph == sentence.paragraph));
        let spans: Vec<_> = dates.filter_map(|(_, date, _)| date.and_then(day)).collect();
        let then = meeting.date.and_then(day).is_none_or(|(first, last)| match &spans[..] {
            [] => published.is_some_and(|now| now.checked_sub(FRESH.days()).is_ok_and(|from| from <= first)),
            // A summit that ended on a day had begun before it.
            spans => spans.iter().any(|(from, until)| first <= *until && from.checked_sub(2.days()).is_ok_and(|from| from <= last)),
        });
        let elsewhere = |id: &EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Country) && id != town;
        let at = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("where", prep));
        let other = sentence.items.windows(2).any(|pair| at(&pair[0]) && !pair[1].is_demonym() && pair[1].entities().iter().any(elsewhere));
        let planned = meeting.status.as_ref().is_some_and(|status| status.code() == "planned");
        if then && !other && !planned && !lead::is_earlier(claim, sentence, language) && !Told::of(claim, resolved, language).afar {
            claim.infer("place", Value::Entity(town.clone()), "the event of which the text tells");
        }
    }
}

/// "ont resserré mardi leurs liens lors du sommet": an event at which something was done on a day was on that day.
fn date_of_deed(claim: &mut Claim, resolved: &Resolved, language: &Language) {
    let Fact::Event(event) = &claim.fact else { return };
    let past = event.status.as_ref().is_some_and(|status| status.code() == "past");
    let Some(sentence) = sentence_of(claim, resolved).filter(|_| past && event.date.is_none() && !is_election(event)) else { return };
    let items = &sentence.items;
    let dates = || {
        (0..items.len()).filter_map(|index| match &items[index].kind {
            ItemKind::Date(date) if date.is_day() => Some((index, date)),
            _ => None,
        })
    };
    let (Some((at, date)), 1) = (dates().next(), dates().count()) else { return };
    let Some(named) = occasion(sentence, language).filter(|named| at < *named && *named - at <= 12) else { return };
    let own = items[named].span.start < claim.evidence.end && claim.evidence.start < items[named].span.end;
    // "a salué mardi le pacte conclu lors du sommet": of the one verb, not of the other.
    let verbal = |index: usize| items[index].senses.has_form() && !items[index].is(&language.lexicon, "prep");
    let parted = (at + 1..named).any(|index| verbal(index) || items[index].is(&language.lexicon, "sub"));
    let told = at.checked_sub(1).is_some_and(|before| (before.saturating_sub(2)..=before).any(verbal));
    let day = date.placed.filter(|when| matches!(when.from, Point::Day(..)) && when.until.is_none());
    if let Some(when) = day.filter(|_| own && told && !parted) {
        claim.infer("date", Value::When(when), "the day on which something was done there");
    }
}

/// Gives papers signed, and talks held, at an event of which the text tells when it is, that date, where their sentence names none.
fn date(claims: &mut [Claim], events: &[Event], resolved: &Resolved, language: &Language) {
    if events.iter().all(|event| event.date.is_none()) {
        return;
    }
    for claim in claims.iter_mut() {
        let (dated, planned, paper) = match &claim.fact {
            Fact::Agreement(paper) => (paper.date.is_some(), paper.status.code() == "planned", true),
            Fact::Meeting(met) => (met.date.is_some(), met.status.as_ref().is_some_and(|status| status.code() == "planned"), false),
            _ => continue,
        };
        let done = !matches!(&claim.fact, Fact::Agreement(paper) if !matches!(paper.status.code(), "signed" | "adopted" | "planned"));
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| !dated && done) else { continue };
        if sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Date(_))) {
            continue;
        }
        let Some(at) = occasion(sentence, language) else { continue };
        let item = &sentence.items[at];
        let kind = item.code(&language.lexicon, "event-kind");
        let is_it = |event: &&Event| {
            let same = item.entities().first().map_or_else(|| event.kind.as_ref().map(Term::code) == kind, |id| event.name == *id);
            same && event.status.as_ref().is_some_and(|status| (status.code() == "planned") == planned)
        };
        let when = sole(events.iter().filter(is_it).map(|event| event.date)).flatten();
        if let Some(when) = when.filter(|when| matches!(when.from, Point::Day(..)) && (paper || when.until.is_none())) {
            claim.infer("date", Value::When(when), "the event at which that was");
        }
    }
}

/// "signé lors du sommet", "La réunion s'est achevée par la signature": where a sentence names the event at which what it tells was done.
fn occasion(sentence: &Sentence, language: &Language) -> Option<usize> {
    let lexicon = &language.lexicon;
    let event = |item: &Item| match item.entities().first() {
        Some(id) => id.kind() == EntityKind::Event,
        None => item.is(lexicon, "event-kind") && !item.senses.has_form(),
    };
    let at = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| ["during", "where"].iter().any(|function| language.has_function(function, prep)));
    let mut found = (0..sentence.items.len()).filter(|index| event(&sentence.items[*index]));
    let (first, None) = (found.next()?, found.next()) else { return None };
    let definite = |index: usize| sentence.items[index].code(lexicon, "det") == Some("definite");
    (first == 1 && definite(0) || (1..=2).any(|back| first.checked_sub(back).is_some_and(|before| at(&sentence.items[before])))).then_some(first)
}

/// "en marge du sommet": the place of the only event of the kind that a sentence points back to.
fn margin(sentence: &Sentence, events: &[Event], language: &Language) -> Option<EntityId> {
    let lexicon = &language.lexicon;
    let during = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("during", prep));
    let kind = sentence.items.windows(2).filter(|pair| during(&pair[0])).find_map(|pair| pair[1].code(lexicon, "event-kind"))?;
    let held = |event: &&Event| event.status.as_ref().is_none_or(|status| status.code() != "planned");
    let same = || events.iter().filter(held).filter(|event| event.kind.as_ref().is_some_and(|known| known.code() == kind));
    sole(same().map(|event| &event.name))?;
    sole(same().filter_map(|event| event.place.clone()))
}

/// "En marge de l'assemblée, réunie à Rome, X a parlé. Son entretien avec Y …": the one town in which the sentence before opens, where one of
/// those who met is named.
fn margin_before(claim: &Claim, resolved: &Resolved, language: &Language) -> Option<EntityId> {
    let lexicon = &language.lexicon;
    let Fact::Meeting(meeting) = &claim.fact else { return None };
    let at = resolved.sentences.partition_point(|sentence| sentence.span.end <= claim.evidence.start);
    let before = resolved.sentences.get(at.checked_sub(1)?)?;
    let does = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| language.has_function(function, prep));
    let opens = before.items.first().is_some_and(|item| does(item, "during"));
    let named = meeting.participants.iter().any(|id| before.items.iter().any(|item| item.entities().contains(id)));
    let towns = before.items.windows(2).filter(|pair| does(&pair[0], "where")).filter_map(|pair| pair[1].entities().first());
    sole(towns.filter(|id| id.kind() == EntityKind::City).cloned()).filter(|_| opens && named && before.part == resolved.sentences[at].part)
}

fn is_election(event: &Event) -> bool {
    event.kind.as_ref().is_some_and(|kind| kind.code() == "election")
}

/// The only value of some, however often.
fn sole<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

impl Scene {
    fn of(claim: &Claim, resolved: &Resolved) -> Option<Self> {
        let (place, date) = match &claim.fact {
            Fact::Event(event) if !is_election(event) => (event.place.clone(), event.date),
            Fact::Meeting(meeting) => (meeting.place.clone(), meeting.date),
            Fact::Visit(visit) => (Some(visit.destination.clone()), visit.date),
            _ => return None,
        };
        let place = place.filter(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Place | EntityKind::Infrastructure));
        let event = matches!(claim.fact, Fact::Event(_));
        Some(Self { sentence: sentence_of(claim, resolved)?.span, event, place, date })
    }
}
