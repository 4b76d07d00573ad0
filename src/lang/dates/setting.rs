//! What words of a time expression say of it: `unit=year`, `shift=-1`, `part=SU`.

use crate::model::{
    Anchor, Sign, TimeKind, TimeUnit, Toward,
    time::{day_part, modifier, vague, year_part},
};

/// A number that stands in the settings, or one that the form found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// This number.
    Fixed(i32),
    /// The number that was found, or the opposite of it.
    Found(i32),
}

/// One thing said of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// What it is.
    Kind(TimeKind),
    /// From where it counts.
    Anchor(Anchor),
    /// The unit that is counted.
    Unit(TimeUnit),
    /// So many units from the anchor.
    Shift(Of),
    /// The number, as if it had been found.
    Number(u32),
    /// How much: the number that was found, a fixed one, or (nothing) some.
    Amount(Option<Of>),
    /// Half a unit more.
    Half,
    /// On which side it lies.
    Toward(Toward),
    /// A vague time.
    Vague(Sign),
    /// How it is narrowed.
    Modifier(Sign),
    /// First two digits of the year.
    Century(i16),
    /// Decade: the number that was found, without its last digit.
    Decade,
    /// Year.
    Year(i16),
    /// Part of a year.
    Part(Sign),
    /// First and last month; the last may be the number that was found. A first of 0 counts back from December.
    Months(u8, Of),
    /// Month.
    Month(u8),
    /// Day of the month.
    Day(u8),
    /// Days from Easter Sunday.
    Easter(i16),
    /// Day of the week.
    Weekday(u8),
    /// Part of the day.
    DayPart(Sign),
    /// Hour of the day.
    Hour(Of),
    /// Minutes behind the hour; negative ones count from the hour back.
    Minute(i8),
    /// Whether something is to be done by then.
    Deadline,
}

/// Reads settings: words or `key=value`, parted by spaces.
pub(super) fn parse(text: &str) -> Result<Vec<Setting>, String> {
    text.split_whitespace().map(|setting| one(setting).ok_or_else(|| format!("`{setting}` is no setting"))).collect()
}

fn one(text: &str) -> Option<Setting> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    let of = |value: &str| match value {
        "n" => Some(Of::Found(1)),
        "-n" => Some(Of::Found(-1)),
        _ => value.parse().ok().map(Of::Fixed),
    };
    Some(match key {
        "date" => Setting::Kind(TimeKind::Date),
        "time" => Setting::Kind(TimeKind::Time),
        "duration" => Setting::Kind(TimeKind::Duration),
        "set" => Setting::Kind(TimeKind::Set),
        "last" => Setting::Anchor(Anchor::Last),
        "now" => Setting::Anchor(Anchor::Now),
        "unit" => Setting::Unit(TimeUnit::named(value)?),
        "shift" => Setting::Shift(of(value)?),
        "n" => Setting::Number(value.parse().ok()?),
        "some" => Setting::Amount(None),
        "amount" => Setting::Amount(Some(of(value)?)),
        "half" => Setting::Half,
        "past" => Setting::Toward(Toward::Past),
        "future" => Setting::Toward(Toward::Future),
        "here" => Setting::Toward(Toward::Here),
        "ref" => Setting::Vague(vague(value)?),
        "mod" => Setting::Modifier(modifier(value)?),
        "century" => Setting::Century(value.parse().ok()?),
        "decade" => Setting::Decade,
        "year" => Setting::Year(value.parse().ok()?),
        "part" => Setting::Part(year_part(value)?),
        "months" => {
            let (first, last) = value.split_once('-')?;
            Setting::Months(first.parse().ok()?, of(last)?)
        }
        "month" => Setting::Month(value.parse().ok()?),
        "day" => Setting::Day(value.parse().ok()?),
        "easter" => Setting::Easter(value.parse().ok()?),
        "weekday" => Setting::Weekday(value.parse().ok()?),
        "day-part" => Setting::DayPart(day_part(value)?),
        "hour" => Setting::Hour(of(value)?),
        "minute" => Setting::Minute(value.parse().ok()?),
        "deadline" => Setting::Deadline,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_or_refused() {
        let read = parse("unit=year shift=-n mod=END").unwrap();
        assert_eq!(read, [Setting::Unit(TimeUnit::Year), Setting::Shift(Of::Found(-1)), Setting::Modifier("END")]);
        assert!(parse("unit=fortnight").is_err());
        assert!(parse("shift").is_err());
    }
}
