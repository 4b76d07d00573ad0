//! What a form says, put together from the notes that the machine took of it.

use crate::{
    lang::{DateRule, Of, Setting},
    model::{Amount, Said, TimeKind, TimeUnit, Toward},
    recognise::dates::{ENDS, FoundDate},
};

/// What the machine notes on its way through a form. A way that fails takes its notes back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Note<'g> {
    /// An expression begins at a token.
    Open(usize),
    /// It ends before a token.
    Close(usize),
    /// A phrase says this.
    Settings(&'g [Setting]),
    /// A number, with whether half a one is added.
    Number(u32, bool),
    /// A day of a month.
    Day(u8),
    /// A year.
    Year(i16),
    /// Hour and minute.
    Clock(u8, Option<u8>),
    /// Year, where it was written, month and day.
    Date(Option<i16>, u8, u8),
}

/// What a rule says by the notes of its form, which ends before the token `end`.
pub(super) fn found(rule: &DateRule, notes: &[Note<'_>], end: usize) -> Option<FoundDate> {
    let mut drafts = [Draft::default(); ENDS];
    let mut found = FoundDate { end, deadline: rule.set.contains(&Setting::Deadline), ..FoundDate::default() };
    for note in notes {
        if let Note::Open(_) = note {
            found.count += 1;
        }
        // Before the first expression is opened, that one already.
        let draft = drafts.get_mut(found.count.saturating_sub(1))?;
        match *note {
            Note::Open(at) => (draft.start, draft.end) = (at, at),
            Note::Close(at) => draft.end = at,
            Note::Settings(settings) => {
                found.deadline |= settings.contains(&Setting::Deadline);
                settings.iter().for_each(|setting| draft.set(*setting));
            }
            Note::Number(number, half) => {
                draft.earlier = draft.number;
                draft.number = Some((number, half));
            }
            Note::Day(day) => draft.said.day = Some(day),
            Note::Year(year) => draft.said.year = Some(year),
            Note::Clock(hour, minute) => {
                draft.hour = Some(Of::Fixed(i32::from(hour)));
                draft.minute = minute.map(|minute| minute as i8).or(draft.minute);
            }
            Note::Date(year, month, day) => {
                let said = &mut draft.said;
                (said.year, said.month, said.day) = (year.or(said.year), Some(month), Some(day));
            }
        }
    }
    for (said, draft) in found.said.iter_mut().zip(&mut drafts[..found.count]) {
        rule.set.iter().for_each(|setting| draft.set(*setting));
        *said = (draft.finish()?, draft.start, draft.end);
    }
    if let [before @ .., (last, ..)] = &mut found.said[..found.count] {
        for (first, ..) in before {
            share(first, last);
        }
    }
    Some(found)
}

/// "du 3 au 7 mai 2024": what stands before the last has its month and year from that.
fn share(first: &mut Said, last: &Said) {
    if first.day.is_some() && first.month.is_none() && last.day.is_some() {
        first.month = last.month;
    }
    if first.shift.is_none() && first.month.is_some() && last.month.is_some() && first.year.is_none() {
        first.shift = last.shift;
    }
    if first.year.is_none() && first.shift.is_none() && first.kind != TimeKind::Duration {
        first.year = last.year.filter(|_| first.month.is_some() || first.part.is_some());
    }
}

/// One expression while it is read.
#[derive(Clone, Copy, Default)]
struct Draft {
    said: Said,
    start: usize,
    end: usize,
    /// Numbers that were found, the last one first, each with whether half a one is added.
    number: Option<(u32, bool)>,
    earlier: Option<(u32, bool)>,
    unit: Option<TimeUnit>,
    /// A second unit, of what is added.
    small: Option<TimeUnit>,
    shift: Option<Of>,
    amount: Option<Option<Of>>,
    half: bool,
    hour: Option<Of>,
    minute: Option<i8>,
    months: Option<(u8, Of)>,
    decade: bool,
}

impl Draft {
    fn set(&mut self, setting: Setting) {
        let said = &mut self.said;
        match setting {
            Setting::Kind(kind) => said.kind = kind,
            Setting::Anchor(anchor) => said.anchor = anchor,
            Setting::Unit(unit) => {
                if self.unit.is_some() {
                    self.small = Some(unit);
                } else {
                    self.unit = Some(unit);
                }
            }
            Setting::Shift(shift) => self.shift = Some(shift),
            Setting::Number(number) => self.number = Some((number, false)),
            Setting::Amount(amount) => self.amount = Some(amount),
            Setting::Half => self.half = true,
            Setting::Toward(toward) => said.toward = toward,
            Setting::Vague(sign) => said.vague = Some(sign),
            Setting::Modifier(sign) => said.modifier = Some(sign),
            Setting::Century(century) => said.century = Some(century),
            Setting::Decade => self.decade = true,
            Setting::Year(year) => said.year = Some(year),
            Setting::Part(sign) => said.part = Some(sign),
            Setting::Months(first, last) => self.months = Some((first, last)),
            Setting::Month(month) => said.month = Some(month),
            Setting::Day(day) => said.day = Some(day),
            Setting::Easter(days) => said.easter = Some(days),
            Setting::Weekday(day) => said.weekday = Some(day),
            Setting::DayPart(sign) => said.day_part = Some(sign),
            Setting::Hour(hour) => self.hour = Some(hour),
            Setting::Minute(minute) => self.minute = Some(minute),
            Setting::Deadline => {}
        }
    }

    /// What was said, put together; nothing where it does not hold together.
    fn finish(&self) -> Option<Said> {
        let mut said = self.said;
        // "2 h 30"
        let small = self.small.or(match self.unit {
            Some(TimeUnit::Hour) => Some(TimeUnit::Minute),
            Some(TimeUnit::Minute) => Some(TimeUnit::Second),
            _ => None,
        });
        // With two numbers the first belongs to the first unit.
        let (number, rest) = match (self.earlier, self.number) {
            (Some(first), Some(second)) if small.is_some() => (Some(first), Some(second.0)),
            (_, number) => (number, None),
        };
        let of = |of: Of| match of {
            Of::Fixed(number) => Some(number),
            Of::Found(sign) => number.and_then(|(number, _)| i32::try_from(number).ok()).map(|number| number * sign),
        };
        if let Some(shift) = self.shift {
            let by = of(shift)?;
            match self.unit {
                Some(unit) => said.shift = Some((unit, by)),
                None => {
                    said.toward = [Toward::Past, Toward::Here, Toward::Future][(by.signum() + 1) as usize];
                    said.strict = by != 0;
                }
            }
        }
        if matches!(said.kind, TimeKind::Duration | TimeKind::Set) && said.vague.is_none() {
            let half = self.half || number.is_some_and(|(_, half)| half);
            let amount = match self.amount {
                Some(None) => Some(Amount::Some),
                Some(Some(amount)) => Some(Amount::Count(u32::try_from(of(amount)?).ok()?, half)),
                None => self.unit.map(|_| Amount::Count(number.map_or(1, |(number, _)| number), half)),
            };
            said.amount = amount.zip(self.unit);
            said.rest = rest.zip(small);
        }
        if self.decade {
            let (years, _) = number?;
            let decade = i16::try_from(years / 10).ok().filter(|_| years % 10 == 0 && (years < 100 || (1000..2100).contains(&years)))?;
            said.decade = Some(decade);
        }
        if let Some((first, last)) = self.months {
            let last = u8::try_from(of(last)?).ok()?;
            let months = if first == 0 { (13u8.checked_sub(last)?, 12) } else { (first, last) };
            if !(1..=12).contains(&months.0) || !(months.0..=12).contains(&months.1) {
                return None;
            }
            said.months = Some(months);
        }
        if let (Some(day), Some(month)) = (said.day, said.month) {
            // The longest that the month can be.
            jiff::civil::Date::new(said.year.unwrap_or(2000), month as i8, day as i8).ok()?;
        }
        if let Some(hour) = self.hour {
            let hour = of(hour).and_then(|hour| u8::try_from(hour).ok()).filter(|hour| *hour <= 24)?;
            let minute = self.minute;
            let (hour, minute) = match minute {
                Some(before @ ..0) => ((hour + 23) % 24, u8::try_from(60 + i16::from(before)).ok()),
                _ => (hour, minute.and_then(|minute| u8::try_from(minute).ok())),
            };
            // "huit heures du soir"
            let hour = if hour < 12 && matches!(said.day_part, Some("AF" | "EV")) { hour + 12 } else { hour };
            said.clock = Some((hour, minute));
            said.day_part = None;
            said.kind = if said.kind == TimeKind::Set { TimeKind::Set } else { TimeKind::Time };
        }
        Some(said)
    }
}
