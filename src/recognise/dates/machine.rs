//! Runs the program of a form over tokens, and notes what it says.

use smallvec::SmallVec;

use crate::{
    lang::{Capture, DateRule, Step, TokenKind},
    recognise::dates::{
        Dates, ENDS, FoundDate,
        draft::{Note, found},
    },
};

/// The longest look back, in tokens.
const BACK: usize = 5;
/// The most steps that one form may take at one place.
const STEPS: usize = 20_000;

/// So many notes few forms take.
const NOTES: usize = 8;

/// Runs forms, one after the other.
pub(super) struct Machine<'a, 'd> {
    dates: &'d Dates<'a>,
    notes: SmallVec<[Note<'d>; NOTES]>,
    left: usize,
}

/// What a run is for.
#[derive(Clone, Copy)]
enum Aim {
    /// A whole form, in which so many expressions were opened.
    Form(usize),
    /// A look ahead.
    Ahead,
    /// A look back, which must end before a token.
    Back(usize),
}

impl<'a, 'd> Machine<'a, 'd> {
    pub(super) fn new(dates: &'d Dates<'a>) -> Self {
        Self { dates, notes: SmallVec::new(), left: 0 }
    }

    /// What a rule finds at a token, where that goes beyond a token.
    pub(super) fn find(&mut self, rule: &DateRule, at: usize, beyond: usize) -> Option<FoundDate> {
        self.left = STEPS;
        self.notes.clear();
        let end = self.run(rule.start, at, Aim::Form(0)).filter(|end| *end > beyond)?;
        found(rule, &self.notes, end)
    }

    /// Tries a way; where it fails, nothing of it is left.
    fn attempt(&mut self, step: usize, at: usize, aim: Aim) -> Option<usize> {
        let notes = self.notes.len();
        let end = self.run(step, at, aim);
        if end.is_none() {
            self.notes.truncate(notes);
        }
        end
    }

    /// Runs from a step on, to the token behind the form.
    fn run(&mut self, mut step: usize, mut at: usize, mut aim: Aim) -> Option<usize> {
        let dates = self.dates;
        let grammar = dates.grammar();
        let limit = dates.sentence.end;
        loop {
            self.left = self.left.checked_sub(1)?;
            let token = || dates.tokens.get(at).filter(|_| at < limit);
            let here = || dates.sight(at);
            match grammar.step(step) {
                Step::Word(word) => {
                    if here().word != Some(*word) {
                        return None;
                    }
                    at += 1;
                }
                Step::Class(class) => {
                    for phrase in grammar.class(*class, here().word?) {
                        let end = at + phrase.words.len();
                        let fits = end <= limit && phrase.words.iter().zip(&dates.words[at..end]).all(|(wanted, word)| *word == Some(*wanted));
                        if !fits {
                            continue;
                        }
                        let notes = self.notes.len();
                        self.notes.push(Note::Settings(&phrase.set));
                        if let Some(done) = self.run(step + 1, end, aim) {
                            return Some(done);
                        }
                        self.notes.truncate(notes);
                    }
                    return None;
                }
                Step::Lexicon(class) => at = dates.language.lexicon.end_of(&dates.words[..limit], at, *class)?,
                Step::Capture(capture) => {
                    let (end, note) = self.capture(*capture, at).filter(|(end, _)| *end <= limit)?;
                    self.notes.extend(note);
                    at = end;
                }
                Step::Lower => {
                    let token = token()?;
                    let opens = at == dates.sentence.start || token.all_capitals;
                    if token.capital && !opens {
                        return None;
                    }
                }
                Step::Capital => {
                    if !token()?.capital {
                        return None;
                    }
                }
                Step::Apart => {
                    if !dates.is_apart(at) {
                        return None;
                    }
                }
                Step::Hyphen => {
                    if !token()?.hyphen {
                        return None;
                    }
                }
                Step::Open => {
                    if let Aim::Form(opened) = &mut aim {
                        if *opened == ENDS {
                            return None;
                        }
                        *opened += 1;
                        self.notes.push(Note::Open(at));
                    }
                }
                Step::Close => self.notes.push(Note::Close(at)),
                Step::Split { first, second, opening } => {
                    // A way that this token cannot open is not tried.
                    if grammar.may_open(*opening, here())
                        && let Some(done) = self.attempt(*first, at, aim)
                    {
                        return Some(done);
                    }
                    step = *second;
                    continue;
                }
                Step::Jump(to) => {
                    step = *to;
                    continue;
                }
                Step::Look { back, not, end, alone, opening } => {
                    let alone = |at| grammar.may_open(*alone, dates.sight(at));
                    let notes = self.notes.len();
                    let mut fits = |from, aim| grammar.may_open(*opening, dates.sight(from)) && self.run(step + 1, from, aim).is_some();
                    let fits = if *back {
                        let least = dates.sentence.start.max(at.saturating_sub(BACK));
                        least < at && alone(at - 1) || (least..at).rev().any(|from| fits(from, Aim::Back(at)))
                    } else {
                        alone(at) || fits(at, Aim::Ahead)
                    };
                    self.notes.truncate(notes);
                    if fits == *not {
                        return None;
                    }
                    step = *end;
                    continue;
                }
                Step::End => return if matches!(aim, Aim::Back(target) if target != at) { None } else { Some(at) },
            }
            step += 1;
        }
    }

    /// Reads a number as a form wants it: one past it, and what is noted of it.
    fn capture(&self, capture: Capture, at: usize) -> Option<(usize, Option<Note<'d>>)> {
        let dates = self.dates;
        let token = dates.tokens.get(at).filter(|_| at < dates.sentence.end)?;
        let (end, note) = match capture {
            Capture::Number | Capture::Figure => {
                if capture == Capture::Figure && token.kind != TokenKind::Number {
                    return None;
                }
                let (end, (number, half)) = dates.number(at)?;
                (end, Note::Number(number, half))
            }
            Capture::Day => dates.day(at).map(|(end, day)| (end, Note::Day(day)))?,
            Capture::AnyDay => return dates.day(at).map(|(end, _)| (end, None)),
            Capture::Year => dates.year(at).map(year)?,
            Capture::NearYear => dates.year(at).filter(|(_, year)| (1900..2050).contains(year)).map(year)?,
            Capture::ShortYear => dates.short_year(at).map(year)?,
            Capture::YearWords => dates.year_words(at).map(year)?,
            Capture::Clock | Capture::Time => {
                let (end, hour, minute) = dates.clock(at, capture == Capture::Time)?;
                (end, Note::Clock(hour, minute))
            }
            Capture::Numeric => {
                let (end, year, month, day) = dates.numeric(at)?;
                (end, Note::Date(Some(year), month, day))
            }
            Capture::ShortNumeric => {
                let (end, month, day) = dates.short_numeric(at)?;
                (end, Note::Date(None, month, day))
            }
        };
        Some((end, Some(note)))
    }
}

const fn year<'g>((end, year): (usize, i16)) -> (usize, Note<'g>) {
    (end, Note::Year(year))
}
