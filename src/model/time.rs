//! Time as texts speak of it: days and years, hours, lengths, what comes again and again; as said, not yet placed.

/// What a time expression is, by the four types of TimeML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A calendar time: a day or anything longer, and vague ones ("now").
    #[default]
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// What comes again.
    Set,
}

impl TimeKind {
    /// Its name in TimeML.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// A part of a year, of a week or of a day, by its sign in TimeML.
pub type Sign = &'static str;

/// From where a shifted expression counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// From the day of writing.
    #[default]
    Now,
    /// From the last date that the text spoke of.
    Last,
}

/// On which side of its anchor an expression lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Toward {
    /// Nothing tells.
    #[default]
    Open,
    /// Before it.
    Past,
    /// Behind it.
    Future,
    /// Around it: "this Monday".
    Here,
}

/// How much of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many, and perhaps half a one more.
    Count(u32, bool),
    /// Some.
    Some,
}

/// A time expression as said: what was named of it, and how the rest is to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub kind: TimeKind,
    /// From where it counts.
    pub anchor: Anchor,
    /// So many units from the anchor.
    pub shift: Option<(TimeUnit, i32)>,
    /// On which side of the anchor it lies.
    pub toward: Toward,
    /// Whether the anchor's own day is ruled out ("last Monday").
    pub strict: bool,
    /// A vague time: `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    pub vague: Option<Sign>,
    /// How long, or how often; the second in a smaller unit ("two hours and ten minutes").
    pub amount: Option<(Amount, TimeUnit)>,
    /// What is added to it in a smaller unit.
    pub rest: Option<(u32, TimeUnit)>,
    /// How it is narrowed: `START`, `MID`, `END`, `APPROX` and the like.
    pub modifier: Option<Sign>,
    /// Its first two digits: 19 is 1900 to 1999.
    pub century: Option<i16>,
    /// Its first three digits, or (under 10) the last of them alone.
    pub decade: Option<i16>,
    /// Year.
    pub year: Option<i16>,
    /// `Q1` to `Q4`, `H1`, `H2`, `SP`, `SU`, `FA`, `WI`.
    pub part: Option<Sign>,
    /// First and last month of a part of a year that has no sign of its own.
    pub months: Option<(u8, u8)>,
    /// Month.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Days from Easter Sunday.
    pub easter: Option<i16>,
    /// Day of the week, Monday is 1.
    pub weekday: Option<u8>,
    /// `MO`, `MI`, `AF`, `EV`, `NI`, `DT`.
    pub day_part: Option<Sign>,
    /// Hour and minute.
    pub clock: Option<(u8, Option<u8>)>,
}

impl Said {
    /// Whether a day of the month with its month, or a feast, was named, but no year.
    pub const fn wants_year(&self) -> bool {
        self.year.is_none() && self.shift.is_none() && (self.month.is_some() || self.easter.is_some() || self.part.is_some() || self.months.is_some())
    }

    /// Whether it lies on the calendar, or would if one knew from where it counts.
    pub const fn is_calendar(&self) -> bool {
        self.vague.is_none()
            && (matches!(self.kind, TimeKind::Date | TimeKind::Time)
                || matches!(self.kind, TimeKind::Duration) && (self.months.is_some() || self.shift.is_some()))
    }

    /// Whether it names nothing but a time of day.
    pub const fn is_clock_alone(&self) -> bool {
        (self.clock.is_some() || self.day_part.is_some())
            && self.shift.is_none()
            && self.day.is_none()
            && self.weekday.is_none()
            && self.month.is_none()
            && self.year.is_none()
            && self.easter.is_none()
    }
}

/// The sign among `known` that is written so.
fn sign(known: &[Sign], text: &str) -> Option<Sign> {
    known.iter().find(|sign| **sign == text).copied()
}

/// The part of a year of that sign.
pub fn year_part(text: &str) -> Option<Sign> {
    sign(&["Q1", "Q2", "Q3", "Q4", "H1", "H2", "SP", "SU", "FA", "WI"], text)
}

/// The part of a day of that sign.
pub fn day_part(text: &str) -> Option<Sign> {
    sign(&["MO", "MI", "AF", "EV", "NI", "DT"], text)
}

/// The modifier of that sign.
pub fn modifier(text: &str) -> Option<Sign> {
    sign(&["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "MORE_THAN", "LESS_THAN"], text)
}

/// The vague time of that sign.
pub fn vague(text: &str) -> Option<Sign> {
    sign(&["PRESENT_REF", "PAST_REF", "FUTURE_REF"], text)
}

impl TimeUnit {
    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "season" => Self::Season,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "millennium" => Self::Millennium,
            _ => return None,
        })
    }
}
