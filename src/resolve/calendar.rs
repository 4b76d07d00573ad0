//! From dates as said to dates on the calendar.

use jiff::{ToSpan, civil::Date};

use crate::{
    knowledge::Knowledge,
    model::{Point, When},
    recognise::{DateMention, ItemKind, Recognised, TimeUnit},
    resolve::Cast,
};

/// Knows when a text was written, as far as that is known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    published: Option<When>,
    /// The latest year that the text itself names as past or present: the year of writing, where nothing better is known.
    latest_year: Option<i16>,
    /// The time in which everybody held the office that the text gives them.
    tenure: Option<(Date, Date)>,
}

impl Calendar {
    /// A calendar for a text published then.
    pub const fn new(published: Option<When>) -> Self {
        Self { published, latest_year: None, tenure: None }
    }

    /// The same calendar with what the text itself says of the time of writing: its dates, and who holds which office.
    #[must_use]
    pub fn reading(mut self, recognised: &Recognised, cast: &Cast, knowledge: &Knowledge) -> Self {
        let dates = recognised
            .sentences
            .iter()
            .flat_map(|sentence| &sentence.items)
            .filter_map(|item| if let ItemKind::Date(date) = &item.kind { Some(date) } else { None });
        self.latest_year = dates.filter(|date| !date.deadline).filter_map(|date| date.last_year.or(date.year)).filter(|year| *year <= LAST_YEAR).max();
        self.tenure = common_tenure(cast, knowledge);
        self
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
        let Some(published) = self.published else {
            // Without a date of publication, last year is the latest year that the text speaks of.
            return self.latest_year.filter(|_| unit == TimeUnit::Year && offset == -1).map(When::year);
        };
        let day = published.first_day()?;
        match unit {
            TimeUnit::Year => Some(When::year(published.from.year().checked_add(i16::try_from(offset).ok()?)?)),
            TimeUnit::Month if matches!(published.from, Point::Day(..) | Point::Month(..)) => {
                let day = day.checked_add(offset.months()).ok()?;
                Some(When::at(Point::Month(day.year(), day.month() as u8)))
            }
            TimeUnit::Day if matches!(published.from, Point::Month(..)) => Some(published),
            TimeUnit::Day if matches!(published.from, Point::Day(..)) => Some(day.checked_add(offset.days()).ok()?.into()),
            _ => None,
        }
    }

    /// A day and month without a year: in the year of publication, or the one beside it that is nearer; else by the weekday.
    fn nearest(&self, month: u8, day: u8, date: &DateMention) -> Option<When> {
        let Some(published) = self.published else { return self.by_constraint(month, day, date) };
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

    /// Without a date of publication: the one year in which the weekday is right and everybody is in office, else the
    /// latest year that the text names.
    fn by_constraint(&self, month: u8, day: u8, date: &DateMention) -> Option<When> {
        let fits = |year: i16| {
            let Ok(day) = Date::new(year, month as i8, day as i8) else { return false };
            let weekday = date.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday as i8);
            weekday && self.tenure.is_none_or(|(from, until)| from <= day && day <= until)
        };
        if date.weekday.is_some() && self.tenure.is_some() {
            let mut years = (FIRST_YEAR..=LAST_YEAR).filter(|year| fits(*year));
            let first = years.next()?;
            return years.next().is_none().then(|| span(first, month, day, date)).flatten();
        }
        self.latest_year.filter(|year| fits(*year)).and_then(|year| span(year, month, day, date))
    }

    /// The last such weekday up to the day of publication.
    fn weekday(&self, weekday: u8) -> Option<When> {
        let published = self.published?;
        if matches!(published.from, Point::Month(..)) {
            return Some(published);
        }
        if !matches!(published.from, Point::Day(..)) {
            return None;
        }
        let day = published.first_day()?;
        let back = (i32::from(day.weekday().to_monday_one_offset()) - i32::from(weekday)).rem_euclid(7);
        Some(day.checked_sub(back.days()).ok()?.into())
    }
}

/// The first year that news of independent states can be of.
const FIRST_YEAR: i16 = 1991;

/// Later years are plans, whatever the tense.
const LAST_YEAR: i16 = 2035;

/// The time that all known tenures share which the text's offices fit; nothing where it names no office that is known.
fn common_tenure(cast: &Cast, knowledge: &Knowledge) -> Option<(Date, Date)> {
    let mut shared: Option<(Date, Date)> = None;
    for office in &cast.offices {
        let mut tenures = knowledge.tenures(&office.person).filter(|tenure| tenure.role == office.role && office.of.as_ref() == Some(&tenure.of));
        // Somebody with two terms apart tells less; they are left out.
        let (Some(tenure), None) = (tenures.next(), tenures.next()) else { continue };
        let Some(start) = tenure.start.and_then(When::first_day) else { continue };
        let end = tenure.end.and_then(When::last_day).or_else(|| Date::new(LAST_YEAR, 12, 31).ok())?;
        shared = Some(shared.map_or((start, end), |(from, until)| (from.max(start), until.min(end))));
    }
    shared.filter(|(from, until)| from <= until)
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
        assert_eq!(published("2025-05").place(&date).unwrap().to_string(), "2025-05");
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
