//! Where on the calendar an expression lies, counted from the day of writing or from what was said before.

use jiff::{Span, ToSpan, civil::Date};

use super::{
    Calendar,
    moment::{Moment, Stretch, easter, months_of},
};
use crate::model::{Anchor, Point, Said, TimeKind, TimeUnit, Toward, When};

/// What the text spoke of last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// The last date, and the sentence it stood in.
    last: Option<(Moment, usize)>,
    /// The last that nothing is set against.
    told: Option<(Moment, usize)>,
    /// The last that was a day.
    day: Option<(Date, usize)>,
    /// Hours before this one are of the day behind it: it was an evening or a night.
    late: u8,
    /// The last day that was not to come, and the first: the day of the story.
    past: Option<(Date, usize)>,
    story: Option<Date>,
    /// The last year that was named, and the sentence.
    pub(super) year: Option<(i16, usize)>,
    /// The last sentence that spoke of what comes again on days, or of a stretch of many days.
    again: Option<usize>,
    stretch: Option<usize>,
}

impl Memory {
    /// Takes note of a date.
    pub fn note(&mut self, said: &Said, moment: Moment, sentence: usize, published: Option<Date>) {
        self.last = Some((moment, sentence));
        if let Some(year) = said.year {
            self.year = Some((year, sentence));
        }
        let late = match (moment.day_part, moment.clock) {
            (Some("NI"), _) | (_, Some((24, _))) => 10,
            (Some("EV"), _) | (_, Some((18.., _))) => 6,
            _ => 0,
        };
        match moment.stretch {
            // The hours of a day and of the night behind it are its own.
            Stretch::Day(_) if said.is_clock_alone() && self.day(sentence).is_some() => {
                (self.day, self.late) = (self.day.map(|(day, _)| (day, sentence)), self.late.max(late));
            }
            Stretch::Day(day) => {
                (self.day, self.late, self.again) = (Some((day, sentence)), late, None);
                if let Some(ago) = published.and_then(|published| published.since(day).ok()).map(|span| span.get_days())
                    && ago >= 0
                {
                    self.past = Some((day, sentence));
                    self.story = self.story.or(Some(day).filter(|_| ago <= FRESH));
                }
            }
            _ => self.stretch = Some(sentence),
        }
    }

    /// "contre 4 milliards l'année précédente": what is set against the time said last is no time that the text goes on from.
    pub const fn go_on(&mut self) {
        self.told = self.last;
    }

    /// Takes note of what comes again, and of the ends of a span of days.
    pub const fn note_again(&mut self, said: &Said, ends: bool, sentence: usize) {
        let often = matches!(said.amount, Some((_, TimeUnit::Day | TimeUnit::Week)));
        if matches!(said.kind, TimeKind::Set) && (often || said.weekday.is_some() || said.day_part.is_some()) {
            self.again = Some(sentence);
        }
        if ends && !said.is_clock_alone() {
            self.stretch = Some(sentence);
        }
    }

    /// Whether a date, or days that come again, were spoken of in that sentence.
    pub fn is_of(&self, sentence: usize) -> bool {
        self.again == Some(sentence) || self.last.is_some_and(|(_, at)| at == sentence)
    }

    /// Whether an hour comes again: it is one of days that do, or the end of a span of hours, and no day is near to which it belongs.
    pub fn is_habit(&self, said: &Said, span: bool, sentence: usize, published: Option<Date>) -> bool {
        let again = self.again.is_some_and(|at| at + 1 >= sentence);
        let long = self.stretch == Some(sentence);
        let day = self.day(sentence).filter(|day| self.is_of(sentence) || published.is_none_or(|published| *day >= published));
        said.is_clock_alone() && (again || span && said.toward != Toward::Past && (long || day.is_none()))
    }

    /// The day of an hour: the one that was spoken of, or the next where that was late and the hour is early; else that of the
    /// story, where it is over.
    fn day_of_hour(&self, said: &Said, sentence: usize) -> Option<Date> {
        let Some(day) = self.day(sentence) else { return self.story.filter(|_| said.toward == Toward::Past) };
        let early = said.clock.map_or(said.day_part == Some("MO") && self.late == 10, |(hour, _)| hour < self.late);
        if early { day.checked_add(1.days()).ok() } else { Some(day) }
    }

    /// The day that was spoken of in this sentence or shortly before.
    pub(super) fn day(&self, sentence: usize) -> Option<Date> {
        self.day.filter(|(_, at)| at + NEAR >= sentence).map(|(day, _)| day)
    }

    /// Whether a day to come was spoken of in this sentence or shortly before.
    pub fn looks_ahead(&self, sentence: usize, published: Option<Date>) -> bool {
        published.is_some() && self.day(sentence) > published
    }

    /// From where an expression counts that counts from the last date: days from a day, and what is over from what is.
    fn anchor(&self, said: &Said, sentence: usize) -> Option<Stretch> {
        // "la même année", "un an plus tôt"
        let same = said.anchor == Anchor::Last && matches!(said.shift, Some((TimeUnit::Year, ..=0)));
        let last = self.told.filter(|_| same).or(self.last).map(|(moment, _)| moment.stretch);
        let of_days = said.weekday.is_some() || said.shift.is_some_and(|(unit, _)| unit <= TimeUnit::Week);
        let day = match said.toward {
            // Far from any day the story's own is meant.
            Toward::Past => self.past.map(|(day, at)| if at + FAR < sentence { self.story.unwrap_or(day) } else { day }),
            _ => self.day.map(|(day, _)| day),
        };
        day.filter(|_| of_days).map(Stretch::Day).or(last)
    }
}

/// So many sentences on, an hour is still of the day last spoken of.
const NEAR: usize = 2;

/// So many sentences on, "the day before" is no longer that before a day told in passing.
const FAR: usize = 3;

/// A weekday that comes in fewer days is meant rather than the last one, where nothing tells which.
const SOON: i32 = 3;

/// A weekday to come so many days behind a day that was spoken of belongs to that.
const BESIDE: i32 = 2;

/// A day without a year that is so many days from the text, or fewer, is meant, whatever the tense of the verb.
const CLOSE: i32 = 120;

/// A year so long before the text holds for the months that its sentence names.
const LONG_AGO: i16 = 2;

/// A day so shortly before the text is meant rather than one of a year that its sentence looks back to, unless that is longer ago than
/// [`LOOKED_BACK`]: those who look back so far do it on the same days of the year.
const FRESH: i32 = 31;
const LOOKED_BACK: i16 = 4;

impl Calendar {
    /// The place of an expression in a sentence; nothing where neither the text nor its date of publication fixes it.
    pub fn moment(&self, said: &Said, memory: &Memory, sentence: usize) -> Option<Moment> {
        // What rolls ("the last six months") ends where another time is said to end.
        let rolls = said.kind == TimeKind::Duration && said.anchor == Anchor::Last;
        if said.vague.is_some() || said.kind == TimeKind::Set || rolls || !said.is_calendar() {
            return None;
        }
        let stretch = self.stretch(said, memory, sentence)?;
        Some(Moment { stretch, day_part: said.day_part, clock: said.clock })
    }

    fn stretch(&self, said: &Said, memory: &Memory, sentence: usize) -> Option<Stretch> {
        if let Some(century) = said.century {
            return Some(Stretch::Century(century));
        }
        if let Some(decade) = said.decade {
            if decade >= 10 {
                return Some(Stretch::Decade(decade));
            }
            let now = self.published()?.from.year() / 10;
            return Some(Stretch::Decade(now - (now - decade).rem_euclid(10)));
        }
        match said.shift {
            Some((TimeUnit::Week, number)) if said.month.is_some() && said.weekday.is_some() => {
                let month = self.stretch(&Said { shift: None, weekday: None, ..*said }, memory, sentence)?.first_day()?;
                let weekday = jiff::civil::Weekday::from_monday_one_offset(said.weekday? as i8).ok()?;
                return month.nth_weekday_of_month(i8::try_from(number).ok()?, weekday).ok().map(Stretch::Day);
            }
            Some((unit @ (TimeUnit::Week | TimeUnit::Weekend), 0)) if said.easter.is_some() || said.day.is_some() => {
                let day = self.stretch(&Said { shift: None, ..*said }, memory, sentence)?.first_day()?;
                let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok();
                return monday.map(if unit == TimeUnit::Week { Stretch::Week } else { Stretch::Weekend });
            }
            Some((unit, by)) => return self.shifted(said, unit, by, memory, sentence),
            None => {}
        }
        if let Some(year) = said.year {
            return in_year(said, year);
        }
        if said.wants_year() {
            return self.in_some_year(said, memory, sentence);
        }
        let anchor = match said.anchor {
            Anchor::Last => memory.anchor(said, sentence).and_then(Stretch::first_day).or_else(|| self.day()),
            Anchor::Now => self.day(),
        };
        if let (Some(day), weekday) = (said.day, said.weekday) {
            return day_of_month(day, weekday, said.toward, memory.day(sentence).filter(|_| said.toward == Toward::Open).or(anchor)?).map(Stretch::Day);
        }
        if let Some(weekday) = said.weekday {
            // How long after the day of its news a text was written nobody knows: another weekday is open.
            let open = |day: &Date| self.story && said.anchor == Anchor::Now && day.weekday().to_monday_one_offset() != weekday as i8;
            let Some(anchor) = anchor.filter(|day| !open(day)) else {
                let month = || self.published().filter(|when| matches!(when.from, Point::Month(..))).map(|when| when.from.into());
                return self.only(weekday).map(Stretch::Day).or_else(month);
            };
            // "les 29 et 30 mai. Samedi, bal": one of the days to come that were spoken of.
            let near = memory.day(sentence).filter(|day| said.anchor == Anchor::Now && !said.strict && *day > anchor);
            let beside = near.and_then(|near| {
                let day = on_weekday(weekday, &Said { toward: Toward::Here, ..*said }, near).filter(|day| *day >= anchor)?;
                let behind = 1..=BESIDE;
                (said.toward == Toward::Open || said.toward == Toward::Future && behind.contains(&day.since(near).ok()?.get_days())).then_some(day)
            });
            return beside.or_else(|| on_weekday(weekday, said, anchor)).map(Stretch::Day);
        }
        if said.is_clock_alone() {
            return memory.day_of_hour(said, sentence).or_else(|| self.day()).map(Stretch::Day);
        }
        None
    }

    /// The day of publication, where it is known to the day.
    pub(super) fn day(&self) -> Option<Date> {
        let published = self.published()?;
        if matches!(published, When { from: Point::Day(..), until: None }) { published.first_day() } else { None }
    }

    /// The only day of that weekday on which the text can have been published.
    fn only(&self, weekday: u8) -> Option<Date> {
        let (first, last) = self.published().and_then(|when| when.first_day().zip(when.last_day()))?;
        let mut days = first.series(1.day()).take_while(|day| *day <= last).filter(|day| day.weekday().to_monday_one_offset() == weekday as i8);
        days.next().filter(|_| days.next().is_none())
    }

    /// The day, month or year of publication, as far as it is fixed.
    fn anchor(&self) -> Option<Stretch> {
        let When { from, until } = self.published()?;
        let month = |point: Point| point.first_day().map(|day| (day.year(), day.month() as u8)).filter(|_| matches!(point, Point::Day(..) | Point::Month(..)));
        match until {
            None => Some(from.into()),
            Some(until) if month(from).is_some() && month(from) == month(until) => month(from).map(|(year, month)| Stretch::Month(year, month)),
            Some(until) => (from.year() == until.year()).then(|| Stretch::Year(from.year())),
        }
    }

    fn shifted(&self, said: &Said, unit: TimeUnit, by: i32, memory: &Memory, sentence: usize) -> Option<Stretch> {
        let last = if said.anchor == Anchor::Last { memory.anchor(said, sentence) } else { None };
        let Some(anchor) = last.or_else(|| self.anchor()) else {
            let year = self.writing_year().filter(|_| unit == TimeUnit::Year)?.checked_add(i16::try_from(by).ok()?)?;
            return in_year(said, year);
        };
        let first = anchor.first_day()?;
        let exact = matches!(anchor, Stretch::Day(_) | Stretch::Week(_) | Stretch::Weekend(_));
        let monday = |date: Date| date.checked_sub(i32::from(date.weekday().to_monday_zero_offset()).days()).ok();
        let moved = |span: Span| first.checked_add(span).ok();
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => exact.then_some(anchor),
            // To the month at least: then that is all that is known of the day.
            TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend if !exact => matches!(anchor, Stretch::Month(..)).then_some(anchor),
            TimeUnit::Day if self.story && by != 0 && said.anchor == Anchor::Now => None,
            TimeUnit::Day => moved(by.days()).map(Stretch::Day),
            TimeUnit::Weekend => {
                let day = first.weekday().to_monday_zero_offset();
                let by = match (by, said.toward) {
                    // "next week-end" of a working day is the one ahead, and what is over of "this week-end" the one behind.
                    (1, _) if said.anchor == Anchor::Now && day < 5 => 0,
                    (0, Toward::Past) if day < 4 => -1,
                    _ => by,
                };
                Some(Stretch::Weekend(monday(moved(by.weeks())?)?))
            }
            TimeUnit::Week => {
                let monday = monday(moved(by.weeks())?)?;
                match said.weekday {
                    Some(weekday) => monday.checked_add((i32::from(weekday) - 1).days()).ok().map(Stretch::Day),
                    None => Some(Stretch::Week(monday)),
                }
            }
            TimeUnit::Month => {
                let known = !matches!(anchor, Stretch::Year(_) | Stretch::Century(_) | Stretch::Decade(_) | Stretch::Part(..));
                let month = moved(by.months()).filter(|_| known)?;
                in_year(&Said { month: Some(month.month() as u8), ..*said }, month.year())
            }
            TimeUnit::Quarter | TimeUnit::Half => {
                let (length, signs): (i32, &[_]) = if unit == TimeUnit::Quarter { (3, &["Q1", "Q2", "Q3", "Q4"]) } else { (6, &["H1", "H2"]) };
                if matches!(anchor, Stretch::Year(_) | Stretch::Century(_) | Stretch::Decade(_)) {
                    return None;
                }
                let date = moved((by * length).months())?;
                Some(Stretch::Part(date.year(), signs.get((date.month() as usize - 1) / length as usize)?))
            }
            TimeUnit::Season => None,
            TimeUnit::Year => in_year(said, first.year().checked_add(i16::try_from(by).ok()?)?),
            TimeUnit::Decade => Some(Stretch::Decade((i32::from(first.year()) / 10 + by) as i16)),
            TimeUnit::Century => Some(Stretch::Century((i32::from(first.year()) / 100 + by) as i16)),
            TimeUnit::Millennium => None,
        }
    }

    /// A day, month, season or feast without its year.
    fn in_some_year(&self, said: &Said, memory: &Memory, sentence: usize) -> Option<Stretch> {
        let fits = |stretch: &Stretch| match (stretch, said.weekday) {
            (Stretch::Day(date), Some(weekday)) => date.weekday().to_monday_one_offset() == weekday as i8,
            _ => true,
        };
        let published = self.published().and_then(|when| when.first_day().zip(when.last_day()));
        let Some((reference, end)) = published else { return self.by_constraint(said, sentence) };
        let named = memory.year.filter(|(year, at)| *at == sentence && *year <= reference.year() - LONG_AGO).map(|(year, _)| year);
        let fresh = |stretch: &Stretch| match stretch {
            Stretch::Day(day) => *day <= end && reference.since(*day).is_ok_and(|span| span.get_days() <= FRESH),
            _ => false,
        };
        let of_now = |year: i16| year >= reference.year() - LOOKED_BACK && in_year(said, reference.year()).filter(fits).as_ref().is_some_and(fresh);
        if let Some(stretch) = named.filter(|year| !of_now(*year)).and_then(|year| in_year(said, year)).filter(fits) {
            return Some(stretch);
        }
        let reference = match (said.anchor, memory.last) {
            (Anchor::Last, Some((moment, _))) => moment.stretch.first_day().unwrap_or(reference),
            _ => reference,
        };
        let year = reference.year();
        let all = || (year - 2..=year + 1).filter_map(|year| in_year(said, year)).filter(fits);
        let first = |stretch: &Stretch| stretch.first_day();
        let distance = |stretch: &Stretch| first(stretch).and_then(|day| day.since(reference).ok()).map_or(i32::MAX, |span| span.get_days().abs());
        // A weekday tells more than the verb does, and a day that is near more than one a year away.
        let nearest = all().min_by_key(distance).filter(|nearest| said.weekday.is_some() || matches!(nearest, Stretch::Day(_)) && distance(nearest) < CLOSE);
        if nearest.is_some() && !said.strict {
            return nearest;
        }
        match said.toward {
            Toward::Here => in_year(said, year),
            Toward::Past => all().rfind(|stretch| first(stretch).is_some_and(|day| day <= end && !(said.strict && includes(stretch, reference)))),
            Toward::Future => all().find(|stretch| last_day(stretch).is_some_and(|day| day >= reference) && !(said.strict && includes(stretch, reference))),
            Toward::Open if said.day.is_none() && said.easter.is_none() => {
                // A month without a year is the one nearest to the day of writing, rather past than to come.
                let month = said.month.or_else(|| said.part.map(|part| months_of(part).0)).or_else(|| said.months.map(|(first, _)| first))?;
                in_year(said, if i16::from(month) > i16::from(reference.month()) + 6 { year - 1 } else { year })
            }
            Toward::Open => all().min_by_key(distance),
        }
    }
}

/// What was said, in a year.
pub(super) fn in_year(said: &Said, year: i16) -> Option<Stretch> {
    if let Some(days) = said.easter {
        return easter(year)?.checked_add(i32::from(days).days()).ok().map(Stretch::Day);
    }
    Some(match (said.months, said.part, said.month, said.day) {
        (Some((first, last)), ..) => Stretch::Months(year, first, last),
        (_, Some(part), ..) => Stretch::Part(year, part),
        (_, _, Some(month), Some(day)) => Stretch::Day(Date::new(year, month as i8, day as i8).ok()?),
        (_, _, Some(month), None) => Stretch::Month(year, month),
        _ => Stretch::Year(year),
    })
}

fn last_day(stretch: &Stretch) -> Option<Date> {
    match stretch {
        Stretch::Part(_, part) => {
            let (first, last) = months_of(part);
            stretch.first_day()?.checked_add(i32::from(last - first).months()).ok().map(Date::last_of_month)
        }
        _ => stretch.when()?.last_day(),
    }
}

fn includes(stretch: &Stretch, day: Date) -> bool {
    stretch.first_day().is_some_and(|first| first <= day) && last_day(stretch).is_some_and(|last| day <= last)
}

/// A day of the week beside an anchor.
fn on_weekday(weekday: u8, said: &Said, anchor: Date) -> Option<Date> {
    let back = (i32::from(anchor.weekday().to_monday_one_offset()) - i32::from(weekday)).rem_euclid(7);
    let days = match said.toward {
        // "X reçoit mardi": on a Monday that is tomorrow rather than six days ago.
        Toward::Open if back > 7 - SOON && said.anchor == Anchor::Now && !said.strict => 7 - back,
        Toward::Open | Toward::Past => -if said.strict && back == 0 { 7 } else { back },
        Toward::Future => {
            let ahead = (7 - back) % 7;
            if said.strict && ahead == 0 { 7 } else { ahead }
        }
        Toward::Here if back <= 3 => -back,
        Toward::Here => 7 - back,
    };
    anchor.checked_add(days.days()).ok()
}

/// A day of a month that is not named, and perhaps its weekday.
fn day_of_month(day: u8, weekday: Option<u8>, toward: Toward, anchor: Date) -> Option<Date> {
    let mut months = (-12..=12i32).filter_map(|by| {
        let month = anchor.first_of_month().checked_add(by.months()).ok()?;
        let date = Date::new(month.year(), month.month(), day as i8).ok()?;
        weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() == weekday as i8).then_some(date)
    });
    let distance = |date: &Date| date.since(anchor).map_or(i32::MAX, |span| span.get_days().abs());
    match toward {
        Toward::Past => months.filter(|date| *date <= anchor).min_by_key(distance),
        Toward::Future => months.filter(|date| *date >= anchor).min_by_key(distance),
        Toward::Here => months.find(|date| date.month() == anchor.month() && date.year() == anchor.year()),
        Toward::Open => months.min_by_key(distance),
    }
}
