//! From dates as said to dates on the calendar.

use jiff::{ToSpan, civil::Date};

use crate::{
    model::{Point, When},
    recognise::{DateMention, TimeUnit},
};

/// Knows when a text was written, as far as that is known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    published: Option<When>,
}

impl Calendar {
    /// A calendar for a text published then.
    pub const fn new(published: Option<When>) -> Self {
        Self { published }
    }

    /// When the text was published.
    pub const fn published(&self) -> Option<When> {
        self.published
    }

    /// The date on the calendar, as far as the text and its date of publication fix it.
    pub fn place(&self, date: &DateMention) -> Option<When> {
        if let Some((unit, offset)) = date.relative {
            return self.relative(unit, offset);
        }
        if let Some((first, last)) = date.months {
            let year = date.year?;
            let quarter = last - first == 2 && (first - 1) % 3 == 0;
            let when =
                if quarter { When::at(Point::Quarter(year, first.div_ceil(3))) } else { When::between(Point::Month(year, first), Point::Month(year, last)) };
            return Some(when);
        }
        match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => span(year, month, day, date),
            (Some(year), Some(month), None) => Some(When::at(Point::Month(year, month))),
            (Some(year), None, _) => Some(match date.last_year {
                Some(last) => When::between(Point::Year(year), Point::Year(last)),
                None => When::year(year),
            }),
            (None, Some(month), Some(day)) => self.nearest(month, day, date),
            (None, Some(month), None) => {
                let published = self.published?.first_day()?;
                // A month without a year is the one nearest to the day of writing, rather past than to come.
                let year = if i16::from(month) > i16::from(published.month()) + 6 { published.year() - 1 } else { published.year() };
                Some(When::at(Point::Month(year, month)))
            }
            _ => self.weekday(date.weekday?),
        }
    }

    fn relative(&self, unit: TimeUnit, offset: i32) -> Option<When> {
        let published = self.published?;
        let day = published.first_day()?;
        match unit {
            TimeUnit::Year => Some(When::year(published.from.year().checked_add(i16::try_from(offset).ok()?)?)),
            TimeUnit::Month if matches!(published.from, Point::Day(..) | Point::Month(..)) => {
                let day = day.checked_add(offset.months()).ok()?;
                Some(When::at(Point::Month(day.year(), day.month() as u8)))
            }
            TimeUnit::Day if matches!(published.from, Point::Day(..)) => Some(day.checked_add(offset.days()).ok()?.into()),
            _ => None,
        }
    }

    /// A day and month without a year: in the year of publication, or the one beside it that is nearer; else by the weekday.
    fn nearest(&self, month: u8, day: u8, date: &DateMention) -> Option<When> {
        let published = self.published?;
        let reference = published.first_day()?;
        let years = [reference.year(), reference.year() - 1, reference.year() + 1];
        let fits = |year: &i16| {
            let Ok(day) = Date::new(*year, month as i8, day as i8) else { return false };
            date.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday as i8)
        };
        let distance =
            |year: &i16| Date::new(*year, month as i8, day as i8).ok().and_then(|day| day.since(reference).ok()).map_or(i32::MAX, |span| span.get_days().abs());
        let year = years.into_iter().filter(fits).min_by_key(distance)?;
        span(year, month, day, date)
    }

    /// The last such weekday up to the day of publication.
    fn weekday(&self, weekday: u8) -> Option<When> {
        let published = self.published?;
        if !matches!(published.from, Point::Day(..)) {
            return None;
        }
        let day = published.first_day()?;
        let back = (i32::from(day.weekday().to_monday_one_offset()) - i32::from(weekday)).rem_euclid(7);
        Some(day.checked_sub(back.days()).ok()?.into())
    }
}

fn span(year: i16, month: u8, day: u8, date: &DateMention) -> Option<When> {
    let point = |month: u8, day: u8| Date::new(year, month as i8, day as i8).ok().map(|_| Point::Day(year, month, day));
    let first = point(month, day)?;
    Some(match date.last_day {
        Some((last, last_month)) => When::between(first, point(last_month.unwrap_or(month), last)?),
        None => When::at(first),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(text: &str) -> Calendar {
        Calendar::new(Some(text.parse().unwrap()))
    }

    #[test]
    fn relative_dates_count_from_publication() {
        let date = DateMention { relative: Some((TimeUnit::Year, -1)), ..DateMention::default() };
        assert_eq!(published("2025-05-07").place(&date).unwrap().to_string(), "2024");
        assert_eq!(Calendar::default().place(&date), None);
        let date = DateMention { relative: Some((TimeUnit::Day, -1)), ..DateMention::default() };
        assert_eq!(published("2025-05-01").place(&date).unwrap().to_string(), "2025-04-30");
        assert_eq!(published("2025-05").place(&date), None);
    }

    #[test]
    fn a_weekday_is_the_last_one() {
        let date = DateMention { weekday: Some(3), ..DateMention::default() };
        assert_eq!(published("2026-11-22").place(&date).unwrap().to_string(), "2026-11-18");
    }

    #[test]
    fn a_weekday_chooses_the_year() {
        let date = DateMention { weekday: Some(3), day: Some(26), month: Some(4), ..DateMention::default() };
        assert_eq!(published("2023-05-02").place(&date).unwrap().to_string(), "2023-04-26");
        assert_eq!(published("2024-01-02").place(&date).unwrap().to_string(), "2023-04-26");
    }

    #[test]
    fn impossible_days_are_no_dates() {
        let date = DateMention { day: Some(30), month: Some(2), year: Some(2024), ..DateMention::default() };
        assert_eq!(published("2024-01-01").place(&date), None);
    }
}
