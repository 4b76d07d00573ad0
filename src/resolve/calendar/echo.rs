//! Times that are told by one said before: the same period of another year, a year earlier, the campaign before, the last twelve months.

use jiff::{ToSpan, civil::Date};

use super::course::is_year;
use crate::{
    lang::Language,
    model::{Anchor, Point, TimeKind, TimeUnit, When},
    recognise::{Item, ItemKind},
};

/// So many sentences on, what is the same period still points back.
const NEAR: usize = 2;
/// The same period is of so many years before at most; other numbers of years are of another calendar.
const AGO: i16 = 20;
/// The last months of a report are over so many days before it at most.
const LATE: i32 = 75;

/// The stretches of time said before.
#[derive(Debug, Default)]
pub struct Echo {
    /// The year of the text that is no calendar year ("la campagne ouverte en septembre et close en août").
    year: Option<When>,
    /// The last stretch said, and its sentence.
    last: Option<(When, usize)>,
    /// The last that is a part of a year, and its sentence.
    part: Option<(When, usize)>,
}

impl Echo {
    /// Gives the dates of a sentence that point back the place of what they point to.
    pub fn answer(&mut self, items: &mut [Item], language: &Language, sentence: usize, published: Option<When>) {
        let figures = items.iter().any(|item| matches!(&item.kind, ItemKind::Quantity(quantity) if quantity.unit.is_some()));
        // The campaign that the sentence told last by that of the text.
        let mut here: Option<When> = None;
        // "contre 390 000 tonnes en juin et 450 000 un an plus tôt": what something is set against is no time to count from.
        let mut against = false;
        for at in 0..items.len() {
            let date = matches!(items[at].kind, ItemKind::Date(_));
            against = items[at].kind != ItemKind::Mark && (against || !date && items[at].is(&language.lexicon, "compare"));
            let same = (1..=2).any(|back| is_same(items, at, back, language));
            let ItemKind::Date(date) = &mut items[at].kind else { continue };
            let said = &date.from;
            let near = |known: Option<(When, usize)>| known.filter(|(_, told)| told + NEAR >= sentence).map(|(when, _)| when);
            let back = if let Some((TimeUnit::Year, by)) = said.shift { Some(by).filter(|_| said.anchor == Anchor::Last) } else { None };
            if said.kind == TimeKind::Duration && said.anchor == Anchor::Last {
                let months = if let Some((TimeUnit::Month, by)) = said.shift { -by } else { 0 };
                date.placed = self.part.and_then(|(part, _)| rolling(part, months, published));
            } else if let Some(When { from: Point::Year(year), until: None }) = date.placed.filter(|_| same)
                && let Some(part) = near(self.part)
                && let by = year - part.until.unwrap_or(part.from).year()
                && (-AGO..=0).contains(&by)
            {
                date.placed = Some(part.years_on(by));
            } else if let Some(by @ ..0) = back
                && date.until.is_none()
            {
                let pair = |when: &When| matches!(when, When { from: Point::Year(first), until: Some(Point::Year(last)) } if first + 1 == *last);
                let earlier = said.modifier == Some("BEFORE");
                // "contre 105 000 tonnes un an plus tôt": a year before the quarter that was told.
                let told = near(self.last).filter(|when| earlier && figures && is_part(when) || !earlier && pair(when));
                let whole = here.or(self.year).filter(|_| !earlier);
                if let Some(told) = told.or(whole) {
                    date.placed = i16::try_from(by).ok().map(|by| told.years_on(by));
                    here = date.placed.filter(|_| whole.is_some() && told == whole.unwrap_or(told)).or(here);
                    continue;
                }
            }
            let Some(when) = date.placed else { continue };
            if is_year(&when) {
                self.year = Some(when);
            }
            if !against {
                self.last = Some((when, sentence));
                self.part = Some((when, sentence)).filter(|_| is_part(&when)).or(self.part);
            }
        }
    }
}

/// Whether an item so far before a date says that it is the same period of that.
fn is_same(items: &[Item], at: usize, back: usize, language: &Language) -> bool {
    let of = |item: &Item| item.code(&language.lexicon, "prep").is_some_and(|value| language.has_function("of", value));
    at.checked_sub(back).is_some_and(|before| items[before].is(&language.lexicon, "same-period") && items[before + 1..at].iter().all(of))
}

/// A month, a quarter, or some months.
const fn is_part(when: &When) -> bool {
    matches!(when, When { from: Point::Month(..) | Point::Quarter(..), until: None } | When { from: Point::Month(..), until: Some(Point::Month(..)) })
}

/// So many months up to the last that the text reports on, where that has just passed.
fn rolling(part: When, months: i32, published: Option<When>) -> Option<When> {
    let end = part.last_day()?;
    let fresh = |now: Date| end < now && now <= end.checked_add(LATE.days()).unwrap_or(end);
    if !(2..=24).contains(&months) || !published.and_then(When::last_day).is_none_or(fresh) {
        return None;
    }
    let first = end.first_of_month().checked_sub((months - 1).months()).ok()?;
    let month = |day: Date| Point::Month(day.year(), day.month() as u8);
    Some(When::between(month(first), month(end)))
}
