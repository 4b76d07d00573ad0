//! Dates as precise as they were said.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A date that keeps its own precision: a year, a quarter, a month, a day, or a span between two of them.
///
/// Written as in the flat records: `2024`, `2024-Q1`, `2024-11`, `2024-11-05`, `2024-04-18/2024-04-19`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The first (or only) point.
    pub from: Point,
    /// The last point of a span; nothing where there is but one.
    pub until: Option<Point>,
}

/// One calendar point of some precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// A calendar year.
    Year(i16),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, u8),
    /// A month.
    Month(i16, u8),
    /// A day.
    Day(i16, u8, u8),
}

impl Point {
    /// The year it falls in.
    pub const fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) | Self::Month(year, _) | Self::Day(year, _, _) => year,
        }
    }

    /// The first day it covers.
    pub fn first_day(self) -> Option<Date> {
        let (year, month, day) = match self {
            Self::Year(year) => (year, 1, 1),
            Self::Quarter(year, quarter) => (year, quarter.clamp(1, 4) * 3 - 2, 1),
            Self::Month(year, month) => (year, month, 1),
            Self::Day(year, month, day) => (year, month, day),
        };
        Date::new(year, month as i8, day as i8).ok()
    }

    /// Whether it is said no less exactly than the other, and within it.
    pub const fn is_within(self, wide: Self) -> bool {
        match (wide, self) {
            (Self::Year(year), _) => self.year() == year,
            (Self::Month(year, month), Self::Month(own, at) | Self::Day(own, at, _)) => year == own && month == at,
            (Self::Quarter(year, quarter), Self::Quarter(own, at)) => year == own && quarter == at,
            (Self::Day(year, month, day), Self::Day(own, at, on)) => year == own && month == at && day == on,
            _ => false,
        }
    }

    /// The same time of the year before.
    pub const fn year_before(self) -> Self {
        self.years_on(-1)
    }

    /// The same time so many years on.
    pub const fn years_on(self, by: i16) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + by),
            Self::Quarter(year, quarter) => Self::Quarter(year + by, quarter),
            Self::Month(year, month) => Self::Month(year + by, month),
            Self::Day(year, month, day) => Self::Day(year + by, month, day),
        }
    }

    /// The last day it covers.
    pub fn last_day(self) -> Option<Date> {
        let first = self.first_day()?;
        match self {
            Self::Year(_) => Some(first.last_of_year()),
            Self::Quarter(..) => Date::new(first.year(), first.month() + 2, 1).ok().map(Date::last_of_month),
            Self::Month(..) => Some(first.last_of_month()),
            Self::Day(..) => Some(first),
        }
    }
}

impl When {
    /// A single point.
    pub const fn at(point: Point) -> Self {
        Self { from: point, until: None }
    }

    /// A whole year.
    pub const fn year(year: i16) -> Self {
        Self::at(Point::Year(year))
    }

    /// From one point to another.
    pub const fn between(from: Point, until: Point) -> Self {
        Self { from, until: Some(until) }
    }

    /// The same time so many years on.
    pub fn years_on(self, by: i16) -> Self {
        Self { from: self.from.years_on(by), until: self.until.map(|until| until.years_on(by)) }
    }

    /// Whether it tells the same time as the other, or more of it: a day of its month, an end of a span whose beginning is known.
    pub fn refines(self, rough: Self) -> bool {
        match rough.until {
            None => self.from.is_within(rough.from),
            Some(end) => self.from == rough.from && self.until.is_some_and(|own| own.is_within(end)),
        }
    }

    /// The first day it covers.
    pub fn first_day(self) -> Option<Date> {
        self.from.first_day()
    }

    /// The last day it covers.
    pub fn last_day(self) -> Option<Date> {
        self.until.unwrap_or(self.from).last_day()
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self::at(Point::Day(date.year(), date.month() as u8, date.day() as u8))
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.from)?;
        match self.until {
            Some(until) => write!(f, "/{until}"),
            None => Ok(()),
        }
    }
}

/// Why a text is no date: the text, and the forms that are read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date; write 2024, 2024-Q1, 2024-11, 2024-11-05 or a span A/B")]
pub struct NotADate(String);

impl FromStr for Point {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || NotADate(text.to_owned());
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4).and_then(|year| year.parse().ok()).ok_or_else(bad)?;
        let point = match (parts.next(), parts.next()) {
            (None, _) => Self::Year(year),
            (Some(quarter), None) if quarter.starts_with('Q') => {
                Self::Quarter(year, quarter[1..].parse().ok().filter(|q| (1..=4).contains(q)).ok_or_else(bad)?)
            }
            (Some(month), None) => Self::Month(year, month.parse().map_err(|_| bad())?),
            (Some(month), Some(day)) => Self::Day(year, month.parse().map_err(|_| bad())?, day.parse().map_err(|_| bad())?),
        };
        if parts.next().is_some() || point.first_day().is_none() {
            return Err(bad());
        }
        Ok(point)
    }
}

impl FromStr for When {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((from, until)) => Ok(Self::between(from.parse()?, until.parse()?)),
            None => Ok(Self::at(text.parse()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_back_as_written() {
        for text in ["2024", "2024-Q3", "2024-11", "2024-11-05", "2024-04-18/2024-04-19", "2021/2023-02"] {
            assert_eq!(text.parse::<When>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_no_calendar_holds_is_refused() {
        for text in ["", "24", "2024-13", "2023-02-29", "2024-Q5", "2024-01-01-01", "2024/", "avril"] {
            assert!(text.parse::<When>().is_err(), "{text} was read");
        }
    }

    #[test]
    fn what_is_said_less_exactly_is_refined() {
        let forms =
            ["2024", "2024-Q1", "2024-Q2", "2024-01", "2024-11", "2024-11-05", "2024-11-15", "2025", "2024/2025", "2024/2025-02", "2024-11-05/2024-11-07"];
        for one in forms {
            for other in forms {
                let refines = one.parse::<When>().unwrap().refines(other.parse().unwrap());
                assert_eq!(refines, one.starts_with(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn bounds_are_days() {
        let when: When = "2024-Q1".parse().unwrap();
        assert_eq!(when.first_day().unwrap().to_string(), "2024-01-01");
        assert_eq!(when.last_day().unwrap().to_string(), "2024-03-31");
        assert_eq!("2023-02/2024".parse::<When>().unwrap().last_day().unwrap().to_string(), "2024-12-31");
    }
}
