//! A placed time: how it is written in TimeML, and what of it is a date in facts.

use std::fmt;

use jiff::{ToSpan, civil::Date};

use crate::model::{Amount, Point, Said, Sign, TimeKind, TimeUnit, When};

/// A stretch of the calendar by its own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// By the first two digits of its years.
    Century(i16),
    /// By the first three digits of its years.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A quarter, half or season.
    Part(i16, Sign),
    /// From one month to another of a year.
    Months(i16, u8, u8),
    /// A month.
    Month(i16, u8),
    /// A week, by its Monday.
    Week(Date),
    /// A week-end, by the Monday of its week.
    Weekend(Date),
    /// A day.
    Day(Date),
}

/// A stretch, and where in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day, or what is longer.
    pub stretch: Stretch,
    /// Part of the day.
    pub day_part: Option<Sign>,
    /// Hour and minute.
    pub clock: Option<(u8, Option<u8>)>,
}

impl From<Stretch> for Moment {
    fn from(stretch: Stretch) -> Self {
        Self { stretch, day_part: None, clock: None }
    }
}

impl Stretch {
    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::Century(century) => Date::new(century.checked_mul(100)?, 1, 1).ok(),
            Self::Decade(decade) => Date::new(decade.checked_mul(10)?, 1, 1).ok(),
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Part(year, sign) => Date::new(year, months_of(sign).0 as i8, 1).ok(),
            Self::Months(year, month, _) | Self::Month(year, month) => Date::new(year, month as i8, 1).ok(),
            Self::Week(day) | Self::Day(day) => Some(day),
            Self::Weekend(monday) => monday.checked_add(5.days()).ok(),
        }
    }

    /// The year it falls in.
    pub fn year(self) -> Option<i16> {
        self.first_day().map(Date::year)
    }

    /// As facts have it; nothing where facts have no such date.
    pub fn when(self) -> Option<When> {
        let day = |date: Date| Point::Day(date.year(), date.month() as u8, date.day() as u8);
        Some(match self {
            Self::Century(_) | Self::Decade(_) => return None,
            Self::Year(year) => When::year(year),
            Self::Part(year, sign) => match sign.as_bytes() {
                [b'Q', quarter] => When::at(Point::Quarter(year, quarter - b'0')),
                [b'H', _] => {
                    let (first, last) = months_of(sign);
                    When::between(Point::Month(year, first), Point::Month(year, last))
                }
                _ => When::year(year),
            },
            Self::Months(year, first, last) => match (first, last) {
                (1 | 4 | 7 | 10, _) if last == first + 2 => When::at(Point::Quarter(year, first.div_ceil(3))),
                _ => When::between(Point::Month(year, first), Point::Month(year, last)),
            },
            Self::Month(year, month) => When::at(Point::Month(year, month)),
            Self::Week(monday) => When::between(day(monday), day(monday.checked_add(6.days()).ok()?)),
            Self::Weekend(monday) => When::between(day(monday.checked_add(5.days()).ok()?), day(monday.checked_add(6.days()).ok()?)),
            Self::Day(date) => When::at(day(date)),
        })
    }
}

impl From<Point> for Stretch {
    fn from(point: Point) -> Self {
        match point {
            Point::Year(year) => Self::Year(year),
            Point::Quarter(year, quarter) => Self::Part(year, ["Q1", "Q2", "Q3", "Q4"][usize::from(quarter.clamp(1, 4) - 1)]),
            Point::Month(year, month) => Self::Month(year, month),
            Point::Day(year, month, _) => point.first_day().map_or(Self::Month(year, month), Self::Day),
        }
    }
}

/// First and last month of a part of a year. A winter ends in the year behind.
pub fn months_of(sign: Sign) -> (u8, u8) {
    match sign {
        "Q2" => (4, 6),
        "Q3" => (7, 9),
        "Q4" => (10, 12),
        "H1" => (1, 6),
        "H2" => (7, 12),
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" => (9, 11),
        "WI" => (12, 14),
        _ => (1, 3),
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = |monday: &Date| {
            let week = monday.iso_week_date();
            (week.year(), week.week())
        };
        match self {
            Self::Century(century) => write!(f, "{century:02}XX"),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Part(year, sign) => write!(f, "{year:04}-{sign}"),
            Self::Months(year, first, last) => write!(f, "{year:04}-{first:02}/{year:04}-{last:02}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(monday) => write!(f, "{:04}-W{:02}", week(monday).0, week(monday).1),
            Self::Weekend(monday) => write!(f, "{:04}-W{:02}-WE", week(monday).0, week(monday).1),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.stretch)?;
        write_hour(f, self.day_part, self.clock)
    }
}

fn write_hour(f: &mut dyn fmt::Write, day_part: Option<Sign>, clock: Option<(u8, Option<u8>)>) -> fmt::Result {
    match (clock, day_part) {
        (Some((hour, minute)), _) => write!(f, "T{hour:02}:{:02}", minute.unwrap_or(0)),
        (None, Some(part)) => write!(f, "T{part}"),
        _ => Ok(()),
    }
}

/// The TimeML value of an expression that is not placed, or of none that could be: what is unknown is X.
pub struct Unplaced<'s>(pub &'s Said);

impl fmt::Display for Unplaced<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.0;
        if let Some(vague) = said.vague {
            return f.write_str(vague);
        }
        if let (TimeKind::Duration, Some((first, last))) = (said.kind, said.months) {
            return write!(f, "P{}M", last + 1 - first);
        }
        if let (TimeKind::Duration | TimeKind::Set, Some((amount, unit))) = (said.kind, said.amount) {
            return write_length(f, amount, unit, said.rest);
        }
        if let Some(century) = said.century {
            return write!(f, "{century:02}XX");
        }
        if let Some(decade) = said.decade {
            return if decade < 10 { write!(f, "XX{decade}X") } else { write!(f, "{decade:03}X") };
        }
        match said.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(part) = said.part {
            write!(f, "-{part}")?;
        } else if let (Some(weekday), None) = (said.weekday, said.day) {
            write!(f, "-WXX-{weekday}")?;
        } else if let Some((TimeUnit::Weekend, _)) = said.shift {
            f.write_str("-WXX-WE")?;
        } else if let Some((TimeUnit::Week, _)) = said.shift {
            f.write_str("-WXX")?;
        } else if said.month.is_some() || said.day.is_some() || said.day_part.is_some() || said.clock.is_some() {
            match said.month {
                Some(month) => write!(f, "-{month:02}")?,
                None => f.write_str("-XX")?,
            }
            match said.day {
                Some(day) => write!(f, "-{day:02}")?,
                None if said.month.is_none() => f.write_str("-XX")?,
                None => {}
            }
        } else if matches!(said.shift, Some((TimeUnit::Day, _))) {
            f.write_str("-XX-XX")?;
        } else if matches!(said.shift, Some((TimeUnit::Month, _))) {
            f.write_str("-XX")?;
        }
        write_hour(f, said.day_part, said.clock)
    }
}

fn write_length(f: &mut fmt::Formatter<'_>, amount: Amount, unit: TimeUnit, rest: Option<(u32, TimeUnit)>) -> fmt::Result {
    let (letter, times, clock) = match unit {
        TimeUnit::Second => ('S', 1, true),
        TimeUnit::Minute => ('M', 1, true),
        TimeUnit::Hour => ('H', 1, true),
        TimeUnit::Day => ('D', 1, false),
        TimeUnit::Week => ('W', 1, false),
        TimeUnit::Month => ('M', 1, false),
        TimeUnit::Quarter => ('M', 3, false),
        TimeUnit::Half => ('M', 6, false),
        TimeUnit::Year => ('Y', 1, false),
        TimeUnit::Decade => ('Y', 10, false),
        TimeUnit::Millennium => ('Y', 1000, false),
        TimeUnit::Weekend | TimeUnit::Season | TimeUnit::Century => {
            let name = match unit {
                TimeUnit::Weekend => "WE",
                TimeUnit::Season => "S",
                _ => "CE",
            };
            return match amount {
                Amount::Count(count, _) => write!(f, "P{count}{name}"),
                Amount::Some => write!(f, "PX{name}"),
            };
        }
    };
    f.write_str(if clock { "PT" } else { "P" })?;
    match amount {
        Amount::Some if times == 10 => f.write_str("XDE")?,
        Amount::Some => write!(f, "X{letter}")?,
        Amount::Count(count, true) if unit == TimeUnit::Hour => write!(f, "{count}H30M")?,
        Amount::Count(0, true) if unit == TimeUnit::Year => f.write_str("6M")?,
        Amount::Count(count, true) if times == 1 => write!(f, "{count}.5{letter}")?,
        Amount::Count(count, half) => write!(f, "{}{letter}", u64::from(count) * times + if half { times / 2 } else { 0 })?,
    }
    match rest {
        Some((count, TimeUnit::Second)) => write!(f, "{count}S"),
        Some((count, TimeUnit::Minute)) => write!(f, "{count}M"),
        Some((count, TimeUnit::Hour)) => write!(f, "{count}H"),
        Some((count, TimeUnit::Day)) => write!(f, "{count}D"),
        Some((count, TimeUnit::Month)) => write!(f, "{count}M"),
        _ => Ok(()),
    }
}

/// Easter Sunday of a year, by the calendar of Gregory.
pub fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year % 19, year / 100);
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year as i16, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, day) in [(1999, "1999-04-04"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20")] {
            assert_eq!(easter(year).unwrap().to_string(), day);
        }
    }
}
