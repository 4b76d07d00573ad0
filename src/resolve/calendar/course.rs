//! Dates that stand apart and are the ends of one stretch of time, and lengths of time of which only the last day is named.

use std::ops::RangeInclusive;

use jiff::{ToSpan, civil::Date};

use super::{in_year, moment::Stretch};
use crate::{
    lang::Language,
    model::{Point, When},
    recognise::{DateMention, Item, ItemKind},
};

/// What stands between the two ends may be so long; in items.
const INSERTED: usize = 20;
/// The first date stands so near behind the word that opens the stretch, and a length of time so near before what closes it.
const NEAR: usize = 4;

/// Gives the dates of a sentence that has some the stretches of time that its words make of them.
pub fn join(items: &mut [Item], language: &Language) {
    for at in 0..items.len() {
        let found = if is_between(&items[at], language) {
            between(items, at, language)
        } else if let Some(month) = counted(items, at, language) {
            Some(month)
        } else {
            let bound = match items[at].code(&language.lexicon, "time-bound") {
                Some("opens") => opened(items, at, language),
                Some("closes") => closed(items, at, language),
                _ => None,
            };
            bound.map(|(last, when)| (at..=last, when))
        };
        if let Some((range, when)) = found {
            for item in &mut items[range] {
                if let ItemKind::Date(date) = &mut item.kind {
                    date.placed = Some(when);
                }
            }
        }
    }
}

/// Whether it is one year long and no calendar year; where only its months are told, the last may be the first of another.
pub fn is_year(when: &When) -> bool {
    if let When { from: Point::Month(year, first), until: Some(Point::Month(next, last)) } = when {
        return year + 1 == *next && (*last == *first || last + 1 == *first);
    }
    let end = when.first_day().and_then(|first| first.checked_add(1.year()).ok());
    when.until.is_some() && end.is_some_and(|end| when.last_day().and_then(|last| last.tomorrow().ok()) == Some(end))
}

/// "à fin juillet (onze mois de campagne)": so many months up to that one.
fn counted(items: &[Item], at: usize, language: &Language) -> Option<(RangeInclusive<usize>, When)> {
    let ItemKind::Quantity(quantity) = &items[at].kind else { return None };
    let months = (quantity.unit.as_deref() == Some("months") && (2.0..=12.0).contains(&quantity.value)).then_some(quantity.value as i32)?;
    let of = items.get(at + 1)?.code(&language.lexicon, "prep").is_some_and(|value| language.has_function("of", value));
    let year = items.get(at + 2)?.code(&language.lexicon, "time-length") == Some("year");
    let month = (at.saturating_sub(NEAR)..at).rev().find(|index| point(&items[*index]).is_some()).filter(|_| of && year)?;
    let last = point(&items[month])?.placed.filter(|when| matches!(when.from, Point::Month(..)))?.last_day()?;
    Some((month..=month, until(last, months)?))
}

/// "entre le 21 mars, premier jour de l'an, et la fin octobre": the last date, and the whole.
fn between(items: &[Item], at: usize, language: &Language) -> Option<(RangeInclusive<usize>, When)> {
    let first = near(items, at)?;
    let joined = |index: usize| {
        let joint = (1..=2).find_map(|back| index.checked_sub(back).filter(|joint| items[*joint].code(&language.lexicon, "conj") == Some("and")));
        joint.is_some_and(|joint| joint > first && items[joint - 1].kind == ItemKind::Mark)
    };
    let last = (first + 1..items.len().min(at + INSERTED)).find(|index| point(&items[*index]).is_some() && joined(*index))?;
    // "entre le début de l'année, le 21 mars, et octobre": the day tells it best.
    let day = (first..last).find(|index| point(&items[*index]).is_some_and(DateMention::is_day)).unwrap_or(first);
    Some((at..=last, stretch(point(&items[day])?, point(&items[last])?)?))
}

/// "une campagne ouverte en septembre 2025 et qui court jusqu'en août 2026"
fn opened(items: &[Item], at: usize, language: &Language) -> Option<(usize, When)> {
    length(items, at, language)?;
    let first = near(items, at)?;
    let rest = first + 1..items.len().min(first + 2 * NEAR);
    let last = rest.take_while(|index| !matches!(items[*index].kind, ItemKind::Quantity(_))).find(|index| point(&items[*index]).is_some())?;
    Some((last, stretch(point(&items[first])?, point(&items[last])?)?))
}

/// "l'exercice clos le 30 juin 2024", "le onzième mois de leur année, clos le 18 février": as long as was said, up to that day.
fn closed(items: &[Item], at: usize, language: &Language) -> Option<(usize, When)> {
    let months = length(items, at, language)?;
    let last = near(items, at).filter(|last| *last <= at + 2)?;
    let date = point(&items[last])?;
    let day = date.placed?.last_day()?;
    Some((last, until(day, months)?))
}

/// The months that end on a day.
fn until(day: Date, months: i32) -> Option<When> {
    let month = |day: Date| Point::Month(day.year(), day.month() as u8);
    if day == day.last_of_month() {
        let first = day.first_of_month().checked_sub((months - 1).months()).ok()?;
        return Some(if months == 1 { When::at(month(day)) } else { When::between(month(first), month(day)) });
    }
    let first = day.checked_sub(months.months()).and_then(|before| before.tomorrow()).ok()?;
    Some(if months == 1 { When::between(month(first), month(day)) } else { When::between(When::from(first).from, When::from(day).from) })
}

/// How many months the length of time has that is said before a word; where a comma parts them, the first that is named.
fn length(items: &[Item], at: usize, language: &Language) -> Option<i32> {
    let months = |item: &Item| {
        // "la campagne 2025-2026"
        if let ItemKind::Date(date) = &item.kind {
            return date.from.year.zip(date.until?.year).filter(|(first, last)| first + 1 == *last).map(|_| 12);
        }
        Some(match item.code(&language.lexicon, "time-length")? {
            "month" => 1,
            "quarter" => 3,
            "half" => 6,
            _ => 12,
        })
    };
    let comma = at.checked_sub(1).is_some_and(|before| items[before].kind == ItemKind::Mark);
    let end = at - usize::from(comma);
    let mut found =
        (end.saturating_sub(2 * NEAR)..end).rev().take_while(|index| items[*index].kind != ItemKind::Mark).filter_map(|index| months(&items[index]));
    if comma { found.last() } else { found.next() }
}

/// From one date to the other, of whose year the first is where it names none.
fn stretch(from: &DateMention, until: &DateMention) -> Option<When> {
    let end = until.placed?;
    let last = end.last_day()?;
    let start = match from.from.year {
        Some(_) => from.placed?.from,
        None => match in_year(&from.from, last.year())? {
            Stretch::Day(day) => When::from(day).from,
            other => other.when()?.from,
        },
    };
    let start = if start.first_day()? > last && from.from.year.is_none() { start.year_before() } else { start };
    (start.first_day()? < end.first_day()?).then(|| When::between(start, end.until.unwrap_or(end.from)))
}

/// The first date shortly behind a word.
fn near(items: &[Item], at: usize) -> Option<usize> {
    (at + 1..items.len().min(at + 1 + NEAR)).find(|index| point(&items[*index]).is_some())
}

/// A date that is no span by itself.
fn point(item: &Item) -> Option<&DateMention> {
    match &item.kind {
        ItemKind::Date(date) if date.until.is_none() => Some(date),
        _ => None,
    }
}

fn is_between(item: &Item, language: &Language) -> bool {
    item.code(&language.lexicon, "prep").is_some_and(|value| language.has_function("between", value))
}
