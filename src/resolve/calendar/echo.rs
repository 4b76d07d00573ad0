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
/// The months of a year.
const YEAR: i32 = 12;

/// The stretches of time said before.
#[derive(Debug, Default)]
pub struct Echo {
    /// The year of the text that is no calendar year ("la campagne ouverte en septembre et close en août").
    year: Option<When>,
    /// The two years of a campaign that was told by them: "la campagne 2023-2024".
    seasons: Option<When>,
    /// The last stretch said, and its sentence.
    last: Option<(When, usize)>,
    /// The last that is a part of a year, and its sentence.
    part: Option<(When, usize)>,
}

impl Echo {
    /// Gives the dates of a sentence that point back the place of what they point to.
    pub fn answer(&mut self, items: &mut [Item], language: &Language, sentence: usize, published: Option<When>) {
        let figures = items.iter().any(|item| matches!(&item.kind, ItemKind::Quantity(quantity) if quantity.unit.is_some()));
        // The campaign of which the sentence told last.
        let mut here: Option<When> = None;
        // "contre 390 000 tonnes en juin et 450 000 un an plus tôt": what something is set against is no time to count from.
        let mut against = false;
        for at in 0..items.len() {
            let date = matches!(items[at].kind, ItemKind::Date(_));
            against = items[at].kind != ItemKind::Mark && (against || !date && items[at].is(&language.lexicon, "compare"));
            if !date {
                continue;
            }
            let same = (1..=2).any(|back| is_same(items, at, back, language));
            let ItemKind::Date(date) = &mut items[at].kind else { continue };
            let said = &date.from;
            let near = |known: Option<(When, usize)>| known.filter(|(_, told)| told + NEAR >= sentence).map(|(when, _)| when);
            let rolls = said.kind == TimeKind::Duration && said.anchor == Anchor::Last;
            match said.shift {
                Some((TimeUnit::Month, by)) if rolls => date.placed = self.rolling(-by, published),
                Some((TimeUnit::Season, by)) => {
                    // What is over now is the campaign told, or the one before that.
                    let over = |when: &When| published.is_some_and(|now| when.last_day() < now.first_day());
                    let known = self.year.or(self.seasons);
                    let now = known.filter(|_| said.anchor == Anchor::Now);
                    let told = match now {
                        Some(year) if by < 0 && over(&year) => Some(year),
                        Some(year) => shifted(year, by),
                        None => here.or(known).filter(|_| said.anchor == Anchor::Last).and_then(|year| shifted(year, by)),
                    };
                    (date.placed, here) = (told, told.or(here));
                    self.last = told.map(|when| (when, sentence)).or(self.last);
                    continue;
                }
                Some((TimeUnit::Year, by @ ..0)) if said.anchor == Anchor::Last && date.until.is_none() => {
                    let earlier = said.modifier == Some("BEFORE");
                    // "contre 105 000 tonnes un an plus tôt": a year before the quarter that was told.
                    let told = near(self.last).filter(|when| earlier && figures && is_part(when) || !earlier && pair(when));
                    let whole = here.or(self.year).filter(|_| !earlier);
                    if let Some(told) = whole.or(told) {
                        date.placed = shifted(told, by);
                        here = date.placed.filter(|_| whole.is_some()).or(here);
                        continue;
                    }
                }
                _ => {}
            }
            if let Some(When { from: Point::Year(year), until: None }) = date.placed.filter(|_| same)
                && let Some(part) = near(self.part)
                && let by = year - part.until.unwrap_or(part.from).year()
                && (-AGO..=0).contains(&by)
            {
                date.placed = Some(part.years_on(by));
            }
            let Some(when) = date.placed else { continue };
            if is_year(&when) {
                self.year = Some(when);
            }
            if pair(&when) {
                self.seasons = Some(when);
            }
            if !against {
                self.last = Some((when, sentence));
                self.part = Some((when, sentence)).filter(|_| is_part(&when)).or(self.part);
            }
        }
    }

    /// So many months up to the last that the text reports on, where that has just passed; half a year or more else up to the month before that of the text.
    fn rolling(&self, months: i32, published: Option<When>) -> Option<When> {
        let fresh = |end: &Date| {
            let now = published.and_then(When::last_day);
            now.is_none_or(|now| *end < now && now <= end.checked_add(LATE.days()).unwrap_or(*end))
        };
        let before = || {
            let now = published.filter(|when| !matches!(when.from, Point::Year(_)))?.first_day()?;
            now.first_of_month().yesterday().ok().filter(|_| months >= YEAR / 2)
        };
        let end = self.part.and_then(|(part, _)| part.last_day()).filter(fresh).or_else(before)?;
        let first = end.first_of_month().checked_sub((months - 1).months()).ok()?;
        let month = |day: Date| Point::Month(day.year(), day.month() as u8);
        (2..=2 * YEAR).contains(&months).then(|| When::between(month(first), month(end)))
    }
}

fn shifted(when: When, by: i32) -> Option<When> {
    i16::try_from(by).ok().map(|by| when.years_on(by))
}

/// Whether an item so far before a date says that it is the same period of that.
fn is_same(items: &[Item], at: usize, back: usize, language: &Language) -> bool {
    let of = |item: &Item| item.code(&language.lexicon, "prep").is_some_and(|value| language.has_function("of", value));
    at.checked_sub(back).is_some_and(|before| items[before].is(&language.lexicon, "same-period") && items[before + 1..at].iter().all(of))
}

/// Two years in a row.
fn pair(when: &When) -> bool {
    matches!(when, When { from: Point::Year(first), until: Some(Point::Year(last)) } if first + 1 == *last)
}

/// A month, a quarter, or some months.
const fn is_part(when: &When) -> bool {
    matches!(when, When { from: Point::Month(..) | Point::Quarter(..), until: None } | When { from: Point::Month(..), until: Some(Point::Month(..)) })
}
