//! What a text says of the time of its writing beside its facts.

use crate::model::{EntityId, Span};

/// A stretch of a text from which the time of its writing follows, together with what is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    /// Where.
    pub span: Span,
    /// What it says.
    pub says: Dating,
}

/// What a clue says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dating {
    /// A day of a month without its year, with its day of the week: not every year has it.
    Day {
        /// Day of the week from Monday, 1.
        weekday: u8,
        /// Month.
        month: u8,
        /// Day of the month.
        day: u8,
    },
    /// So many years since two countries established relations.
    Years {
        /// How many.
        count: u16,
        /// Whether the anniversary is spoken of, and not how long it has been.
        anniversary: bool,
        /// The two, in order.
        parties: [EntityId; 2],
    },
}

/// How far a text can be from a day of which it leaves out the year.
const NEAR: i16 = 1;

impl Dating {
    /// Whether the day falls so in a year; what is no day falls so in all.
    pub fn is_of(&self, year: i16) -> bool {
        let Self::Day { weekday, month, day } = self else { return true };
        jiff::civil::Date::new(year, *month as i8, *day as i8).is_ok_and(|date| date.weekday().to_monday_one_offset() == *weekday as i8)
    }

    /// Whether a text of these years can speak so of a day near it.
    pub fn is_near(&self, first: i16, last: i16) -> bool {
        (first.saturating_sub(NEAR)..=last.saturating_add(NEAR)).any(|year| self.is_of(year))
    }
}
