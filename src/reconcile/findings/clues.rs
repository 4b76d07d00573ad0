//! What texts say of the time of their writing beside their facts: days of the week without their year, years of relations.

use jiff::{ToSpan, civil::Date};

use super::{
    Inference, Premise, View,
    header::{Bound, window},
};
use crate::{
    fact::Value,
    graph::ClueRecord,
    knowledge::established,
    model::{Dating, EntityId, When},
};

/// Days that a text is at most from a day of which it leaves out the year.
const HALF: i32 = 183;
/// Days by which a head can differ from how years are counted without being wrong.
const LOOSE: i32 = 366;
/// The longest time of writing in days that tells since when relations are.
const TELLING: i32 = 366;

/// A clue as that which something follows from.
pub(super) fn premise(view: &View<'_>, document: usize, clue: &ClueRecord) -> Premise {
    Premise::Clue(view.claims.documents[document].id.clone(), (clue.start, clue.end))
}

/// Between which days a document was written by the years of relations that it counts: the first of them, the last.
pub(super) fn counted(view: &View<'_>, document: usize) -> Vec<(Bound, Bound)> {
    let clues = view.claims.documents[document].clues.iter();
    let bounds = clues.filter_map(|clue| {
        let Dating::Years { count, anniversary, parties } = &clue.says else { return None };
        let (from, until) = view.knowledge.counted(&clue.says)?;
        let counted = if *anniversary { format!("the anniversary of {count} years") } else { format!("{count} years") };
        let since = view.knowledge.relations.get(parties)?;
        let because = format!("it speaks of {counted} of relations of {}, which are since {since}", view.names(parties.iter()));
        let bound = |day, slack| Bound { day, premise: premise(view, document, clue), because: because.clone(), slack, used: parties.to_vec() };
        // Texts look back at anniversaries.
        Some((bound(from, Some(LOOSE)), bound(until, Some(LOOSE).filter(|_| !anniversary))))
    });
    bounds.collect()
}

/// The days of the week without a year in a document: nothing where the year of its head, or one beside it, has one of them so.
pub(super) fn denied_days(view: &View<'_>, document: usize) -> Vec<(Premise, String)> {
    let Some((first, last)) = view.published(document) else { return Vec::new() };
    let days: Vec<&ClueRecord> = days(view, document).collect();
    if days.iter().any(|clue| clue.says.is_near(first.year(), last.year())) {
        return Vec::new();
    }
    let told = |clue: &ClueRecord| {
        let Dating::Day { weekday, month, day } = clue.says else { return None };
        let name = WEEKDAYS.get(usize::from(weekday).checked_sub(1)?)?;
        let because = format!("it names {name} {day}/{month}, which no year from {} to {} has", first.year() - 1, last.year() + 1);
        Some((premise(view, document, clue), because))
    };
    days.into_iter().filter_map(told).collect()
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn days<'v>(view: &View<'v>, document: usize) -> impl Iterator<Item = &'v ClueRecord> {
    view.claims.documents[document].clues.iter().filter(|clue| matches!(clue.says, Dating::Day { .. }))
}

/// A span narrowed by the days of the week that fall so but once near it, with what narrowed it.
pub(super) fn narrowed(view: &View<'_>, document: usize, (mut from, mut until): (Date, Date)) -> ((Date, Date), Vec<Premise>) {
    let mut by = Vec::new();
    for clue in days(view, document) {
        let Dating::Day { month, day, .. } = clue.says else { continue };
        let (Ok(first), Ok(last)) = (from.checked_sub(HALF.days()), until.checked_add(HALF.days())) else { continue };
        let mut fit = (first.year()..=last.year())
            .filter(|year| clue.says.is_of(*year))
            .filter_map(|year| Date::new(year, month as i8, day as i8).ok())
            .filter(|date| first <= *date && *date <= last);
        let (Some(only), None) = (fit.next(), fit.next()) else { continue };
        let (Ok(first), Ok(last)) = (only.checked_sub(HALF.days()), only.checked_add(HALF.days())) else { continue };
        if (first > from || last < until) && from.max(first) <= until.min(last) {
            (from, until) = (from.max(first), until.min(last));
            by.push(premise(view, document, clue));
        }
    }
    ((from, until), by)
}

/// Since when two countries have relations that nothing known tells of: so many years before a text whose time is known.
pub(super) fn since(view: &View<'_>) -> Vec<Inference> {
    let mut found = Vec::new();
    for (document, facts) in view.by_document().into_iter().enumerate() {
        for clue in &view.claims.documents[document].clues {
            let Dating::Years { parties, .. } = &clue.says else { continue };
            if view.knowledge.relations.contains_key::<[EntityId; 2]>(parties) {
                continue;
            }
            let Some(written) = window(view, document, &facts).filter(|(from, until)| (*until - *from).get_days() <= TELLING) else { continue };
            let Some((first, last)) = established(&clue.says, written) else { continue };
            let of = premise(view, document, clue);
            let value = Value::When(When::between(When::from(first).from, When::from(last).from));
            let premises = vec![Premise::Document(view.claims.documents[document].id.clone()), of.clone()];
            found.push(Inference { of, slot: "established", value, reason: "years-counted", premises });
        }
    }
    found
}
