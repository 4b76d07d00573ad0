//! The date in the head of a text, against what the text speaks of as to come.

use jiff::{ToSpan, civil::Date};

use crate::{
    fact::{Claim, Fact, Reading, SlotKind, Slots},
    knowledge::{Knowledge, KnownEvent},
    model::{Dating, EntityId, Point, Scheme, Term, When},
};

/// Days before an event on which somebody who attends it is there already.
const ARRIVAL: i32 = 3;

/// When a text was written whose head cannot be right; nothing where nothing speaks against the head. The window is the
/// time that its people and anniversaries leave open.
pub fn written(reading: &Reading, window: Option<(Date, Date)>, knowledge: &Knowledge) -> Option<When> {
    by_election(reading, knowledge).or_else(|| by_weekday(reading, window?))
}

/// It names days of the week as they fall in no year about that of the head, and in one year only of the window.
fn by_weekday(reading: &Reading, (from, until): (Date, Date)) -> Option<When> {
    let published = reading.document.published?;
    let (first, last) = (published.first_day()?.year(), published.last_day()?.year());
    let days: Vec<&Dating> = reading.clues.iter().map(|clue| &clue.says).filter(|says| matches!(says, Dating::Day { .. })).collect();
    if days.is_empty() || days.iter().any(|day| day.is_near(first, last)) {
        return None;
    }
    let mut years = (from.year()..=until.year()).filter(|year| days.iter().all(|day| day.is_of(*year)));
    let (Some(year), None) = (years.next(), years.next()) else { return None };
    let (first, last) = (Date::new(year, 1, 1).ok()?.max(from), Date::new(year, 12, 31).ok()?.min(until));
    Some(When::between(When::from(first).from, When::from(last).from))
}

/// It speaks of an election on a day of which it names no year. In the year that the head gives there is none on that day,
/// but in one year before there was: the text is of the year before that day, where the election is to come, or of the
/// years around it. Other events of which it speaks narrow it down; where it does not say that the election is to come,
/// one of them must.
fn by_election(reading: &Reading, knowledge: &Knowledge) -> Option<When> {
    let published = reading.document.published?;
    let countries: Vec<EntityId> = reading.entities.iter().filter_map(|entity| knowledge.country_of(&entity.id)).collect();
    let events = || reading.claims.iter().filter_map(|claim| if let Fact::Event(event) = &claim.fact { Some((claim, event)) } else { None });
    let (day, to_come) = events().find_map(|(claim, event)| {
        let date = event.date.filter(|_| is(event.kind.as_ref(), "election"))?;
        let Point::Day(year, month, day) = date.from else { return None };
        let said = claim.evidence.of(&reading.document.text).contains(&year.to_string());
        let of = |known: &&KnownEvent| known.kind == "election" && known.country.as_ref().is_some_and(|country| countries.contains(country));
        let mut same = knowledge.events.iter().filter(of).filter(|known| matches!(known.date.from, Point::Day(_, m, d) if (m, d) == (month, day)));
        let (Some(known), None) = (same.next(), same.next()) else { return None };
        let day = known.date.last_day()?;
        (!said && known.date.from.year() != year && day < published.first_day()?).then_some((day, is(event.status.as_ref(), "planned")))
    })?;
    let (mut from, mut until) = (day.checked_sub(1.year()).ok()?, if to_come { day } else { day.checked_add(1.year()).ok()? });
    let mut sure = to_come;
    for (_, event) in events().filter(|(_, event)| event.date.is_none() && !is(event.status.as_ref(), "past")) {
        let mut fit = knowledge.series(event.name.as_str().split_once('/')?.1).filter(|known| overlaps(known.date, from, until));
        let (Some(known), None) = (fit.next(), fit.next()) else { continue };
        let Some((first, last)) = known.date.first_day().zip(known.date.last_day()) else { continue };
        let came = reading.claims.iter().any(|claim| came(claim, known, knowledge));
        if is(event.status.as_ref(), "planned") || came {
            until = until.min(last);
        }
        if came {
            from = from.max(first.checked_sub(ARRIVAL.days()).ok()?);
            sure = true;
        }
    }
    (sure && from <= until).then(|| When::between(When::from(from).from, When::from(until).from))
}

fn is<S: Scheme>(term: Option<&Term<S>>, code: &str) -> bool {
    term.is_some_and(|term| term.code() == code)
}

fn overlaps(date: When, from: Date, until: Date) -> bool {
    date.first_day().zip(date.last_day()).is_some_and(|(first, last)| from <= last && first <= until)
}

/// Whether people went or met where an event is held.
fn came(claim: &Claim, event: &KnownEvent, knowledge: &Knowledge) -> bool {
    let (place, past) = match &claim.fact {
        Fact::Meeting(meeting) => (meeting.place.as_ref(), is(meeting.status.as_ref(), "past")),
        Fact::Visit(visit) => (Some(&visit.destination), is(visit.status.as_ref(), "past")),
        _ => (None, false),
    };
    let country = event.place.as_ref().and_then(|place| knowledge.country_of(place));
    past && place.is_some_and(|place| event.place.as_ref() == Some(place) || country.as_ref() == Some(place))
}

/// Marks the dates that reading again in the time of writing that was inferred gave or changed.
pub fn mark(claims: &mut [Claim], before: &[Claim], written: When) {
    for claim in claims {
        let slots = claim.fact.slots();
        let earlier: Vec<Slots> =
            before.iter().filter(|other| other.evidence == claim.evidence && other.rule == claim.rule).map(|other| other.fact.slots()).collect();
        for slot in claim.fact.spec().slots.iter().filter(|slot| slot.kind == SlotKind::When && slots.has(slot.name)) {
            let read = earlier.iter().any(|earlier| earlier.get(slot.name).eq(slots.get(slot.name)));
            if !read && !claim.inferred.iter().any(|(known, _)| known == slot.name) {
                claim.inferred.push((slot.name.to_owned(), format!("the text rules out the date in its head: it was written in {written}")));
            }
        }
    }
}
