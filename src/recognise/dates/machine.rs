//! Runs the program of a form over tokens, and gathers what it says.

use crate::{
    lang::{Capture, DateRule, Of, Setting, Step, TokenKind},
    model::{Amount, Said, TimeKind, TimeUnit, Toward},
    recognise::dates::{Dates, FoundDate},
};

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

#[derive(Clone, Copy, Default)]
struct State {
    drafts: [Draft; 2],
    /// Expressions that were opened.
    opened: usize,
    deadline: bool,
    /// Where a look back must end.
    target: Option<usize>,
}

/// The longest look back, in tokens.
const BACK: usize = 5;
/// The most steps that one form may take at one place.
const STEPS: usize = 20_000;

/// What a rule finds at a token.
pub(super) fn run(dates: &Dates<'_>, rule: &DateRule, at: usize) -> Option<FoundDate> {
    let mut machine = Machine { dates, left: STEPS };
    let (end, mut state) = machine.run(rule.start, at, State::default())?;
    let count = state.opened.min(2);
    let mut found = FoundDate { end, count, ..FoundDate::default() };
    for draft in &mut state.drafts[..count] {
        for setting in &rule.set {
            state.deadline |= *setting == Setting::Deadline;
            draft.set(*setting);
        }
    }
    found.deadline = state.deadline;
    for (at, draft) in state.drafts[..count].iter().enumerate() {
        found.said[at] = (draft.finish()?, draft.start, draft.end);
    }
    if count == 2 {
        // "du 3 au 7 mai 2024": the first end has its month and year from the second.
        let (last, _, _) = found.said[1];
        let first = &mut found.said[0].0;
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
    (count > 0 && end > at).then_some(found)
}

struct Machine<'a, 'd> {
    dates: &'a Dates<'d>,
    left: usize,
}

impl Machine<'_, '_> {
    /// Runs from a step on; the state comes back with the token behind the form.
    fn run(&mut self, mut step: usize, mut at: usize, mut state: State) -> Option<(usize, State)> {
        loop {
            self.left = self.left.checked_sub(1)?;
            let limit = self.dates.sentence.end;
            let here = if at < limit { self.dates.words.get(at).copied().flatten() } else { None };
            match self.dates.grammar().step(step) {
                Step::Word(word) => {
                    if here != Some(*word) {
                        return None;
                    }
                    at += 1;
                }
                Step::Class(class) => {
                    let dates = self.dates;
                    for phrase in dates.grammar().class(*class, here?) {
                        let end = at + phrase.words.len();
                        let fits = end <= limit && phrase.words.iter().zip(&dates.words[at..end]).all(|(wanted, word)| *word == Some(*wanted));
                        if !fits {
                            continue;
                        }
                        let mut next = state;
                        for setting in &phrase.set {
                            next.set(*setting);
                        }
                        if let Some(done) = self.run(step + 1, end, next) {
                            return Some(done);
                        }
                    }
                    return None;
                }
                Step::Lexicon(class) => at = self.dates.language.lexicon.end_of(&self.dates.words[..limit], at, *class)?,
                Step::Capture(capture) => at = self.capture(*capture, at, &mut state)?,
                Step::Lower => {
                    let token = self.dates.tokens.get(at).filter(|_| at < limit)?;
                    let opens = at == self.dates.sentence.start || token.all_capitals;
                    if token.capital && !opens {
                        return None;
                    }
                }
                Step::Capital => {
                    if !self.dates.tokens.get(at).filter(|_| at < limit)?.capital {
                        return None;
                    }
                }
                Step::Apart => {
                    if !self.dates.is_apart(at) {
                        return None;
                    }
                }
                Step::Hyphen => {
                    let token = self.dates.tokens.get(at).filter(|_| at < limit)?;
                    if !token.hyphen {
                        return None;
                    }
                }
                Step::Open => {
                    if state.target.is_none() {
                        let draft = state.drafts.get_mut(state.opened)?;
                        (draft.start, draft.end) = (at, at);
                        state.opened += 1;
                    }
                }
                Step::Close => state.draft().end = at,
                Step::Split(first, second) => {
                    let (first, second) = (*first, *second);
                    // A way that this word cannot open is not tried: what is read so far need not be copied.
                    if !self.is_dead(first, here)
                        && let Some(done) = self.run(first, at, state)
                    {
                        return Some(done);
                    }
                    step = second;
                    continue;
                }
                Step::Jump(to) => {
                    step = *to;
                    continue;
                }
                Step::Look { back, not, end } => {
                    let fits = if *back {
                        (1..=BACK).any(|back| {
                            at.checked_sub(back)
                                .filter(|from| *from >= self.dates.sentence.start)
                                .is_some_and(|from| self.run(step + 1, from, State { target: Some(at), ..State::default() }).is_some())
                        })
                    } else {
                        self.run(step + 1, at, State { target: Some(usize::MAX), ..State::default() }).is_some()
                    };
                    if fits == *not {
                        return None;
                    }
                    step = *end;
                    continue;
                }
                Step::End => {
                    return match state.target {
                        Some(target) if target != usize::MAX && target != at => None,
                        _ => Some((at, state)),
                    };
                }
            }
            step += 1;
        }
    }

    /// Whether no way from a step on can go over the word that stands here.
    fn is_dead(&self, mut step: usize, here: Option<u32>) -> bool {
        let grammar = self.dates.grammar();
        loop {
            match grammar.step(step) {
                Step::Word(word) => return here != Some(*word),
                Step::Class(class) => return here.is_none_or(|word| grammar.class(*class, word).is_empty()),
                Step::Open | Step::Close => step += 1,
                Step::Jump(to) => step = *to,
                Step::Split(first, second) => {
                    if !self.is_dead(*first, here) {
                        return false;
                    }
                    step = *second;
                }
                _ => return false,
            }
        }
    }

    fn capture(&self, capture: Capture, at: usize, state: &mut State) -> Option<usize> {
        if at >= self.dates.sentence.end {
            return None;
        }
        let dates = self.dates;
        let figure = dates.tokens.get(at)?.kind == TokenKind::Number;
        let draft = state.draft();
        let end = match capture {
            Capture::Number | Capture::Figure => {
                if capture == Capture::Figure && !figure {
                    return None;
                }
                let (end, number) = dates.number(at)?;
                draft.earlier = draft.number;
                draft.number = Some(number);
                end
            }
            Capture::Day => {
                let (end, day) = dates.day(at)?;
                draft.said.day = Some(day);
                end
            }
            Capture::AnyDay => dates.day(at)?.0,
            Capture::Year => {
                let (end, year) = dates.year(at)?;
                draft.said.year = Some(year);
                end
            }
            Capture::NearYear => {
                let (end, year) = dates.year(at).filter(|(_, year)| (1900..2050).contains(year))?;
                draft.said.year = Some(year);
                end
            }
            Capture::ShortYear => {
                let (end, year) = dates.short_year(at)?;
                draft.said.year = Some(year);
                end
            }
            Capture::YearWords => {
                let (end, year) = dates.year_words(at)?;
                draft.said.year = Some(year);
                end
            }
            Capture::Clock | Capture::Time => {
                let (end, hour, minute) = dates.clock(at, capture == Capture::Time)?;
                draft.hour = Some(Of::Fixed(i32::from(hour)));
                draft.minute = minute.map(|minute| minute as i8).or(draft.minute);
                end
            }
            Capture::Numeric => {
                let (end, year, month, day) = dates.numeric(at)?;
                (draft.said.year, draft.said.month, draft.said.day) = (Some(year), Some(month), Some(day));
                end
            }
            Capture::ShortNumeric => {
                let (end, month, day) = dates.short_numeric(at)?;
                (draft.said.month, draft.said.day) = (Some(month), Some(day));
                end
            }
        };
        (end <= dates.sentence.end).then_some(end)
    }
}

impl State {
    /// The expression that is being read; before the first is opened, that one already.
    fn draft(&mut self) -> &mut Draft {
        &mut self.drafts[self.opened.saturating_sub(1).min(1)]
    }

    fn set(&mut self, setting: Setting) {
        self.deadline |= setting == Setting::Deadline;
        self.draft().set(setting);
    }
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
        // With two numbers the first belongs to the first unit.
        let (number, rest) = match (self.earlier, self.number) {
            (Some(first), Some(second)) if self.small.is_some() => (Some(first), Some(second.0)),
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
            said.rest = rest.zip(self.small);
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
