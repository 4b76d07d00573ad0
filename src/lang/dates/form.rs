//! Forms of time expressions: from the notation of `dates.toml` to steps of a program.

use std::collections::BTreeMap;

use crate::lang::{dates::words::Figure, lexicon::Lexicon, pack::cut, sense::Class, token::Cutting};

/// A step of a form's program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This word or mark.
    Word(u32),
    /// A phrase of a class of the grammar.
    Class(usize),
    /// A phrase of a class of the lexicon.
    Lexicon(Class),
    /// A number that is read as something.
    Capture(Capture),
    /// The next token begins with no capital, or the sentence does.
    Lower,
    /// The next token begins with a capital.
    Capital,
    /// A hyphen stands before the next token.
    Hyphen,
    /// The next token is no common noun: a mark, a name, a small word or a verb, or nothing at all.
    Apart,
    /// An expression begins.
    Open,
    /// It ends.
    Close,
    /// Go on at the first; where that fails, at the second.
    Split {
        /// What is tried before.
        first: usize,
        /// What is tried behind.
        second: usize,
        /// With what the first may begin, by [`DateGrammar::may_open`](super::DateGrammar::may_open).
        opening: usize,
    },
    /// Go on there.
    Jump(usize),
    /// What stands from the next step to `end` must (or must not) fit here, ahead of this place or right behind it.
    Look {
        /// Whether it looks back.
        back: bool,
        /// Whether it must not fit.
        not: bool,
        /// Where the program goes on.
        end: usize,
        /// What it is by itself: a token of this opening fits, whatever else stands there.
        alone: usize,
        /// With what it may begin otherwise, as at a split.
        opening: usize,
    },
    /// The form, or what a look is for, has been found.
    End,
}

impl Step {
    /// Whether it goes over one token, never more.
    pub(super) const fn is_of_one_token(&self) -> bool {
        matches!(self, Self::Word(_) | Self::Capture(Capture::Figure | Capture::Year | Capture::NearYear | Capture::ShortYear))
    }

    /// Whether it may go over one token only.
    pub(super) const fn may_be_one_token(&self) -> bool {
        self.is_of_one_token() || matches!(self, Self::Capture(Capture::Number | Capture::Day | Capture::AnyDay | Capture::YearWords))
    }
}

/// As what a number is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// Any number, in figures or words.
    Number,
    /// A number in figures.
    Figure,
    /// A day of a month, 1 to 31.
    Day,
    /// The same, of which no note is taken.
    AnyDay,
    /// A year of four figures.
    Year,
    /// A year of four figures of our time, which needs fewer signs than others.
    NearYear,
    /// A year of two figures.
    ShortYear,
    /// A year in words.
    YearWords,
    /// Hours, with minutes where they stand behind.
    Clock,
    /// Hours with minutes, or with nothing but the hour's letter behind them: no length of time.
    Time,
    /// Day, month and year in figures.
    Numeric,
    /// Day and month in figures.
    ShortNumeric,
}

impl Capture {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "n" => Self::Number,
            "figure" => Self::Figure,
            "day" => Self::Day,
            "any-day" => Self::AnyDay,
            "year" => Self::Year,
            "near-year" => Self::NearYear,
            "short-year" => Self::ShortYear,
            "year-words" => Self::YearWords,
            "clock" => Self::Clock,
            "time" => Self::Time,
            "numeric" => Self::Numeric,
            "short-numeric" => Self::ShortNumeric,
            _ => return None,
        })
    }

    /// Whether a figure may be read so.
    pub(super) const fn reads(self, figure: Figure) -> bool {
        match self {
            Self::Number | Self::Figure | Self::Numeric => true,
            Self::Day | Self::AnyDay | Self::ShortYear | Self::Clock | Self::Time | Self::ShortNumeric => matches!(figure, Figure::Short),
            Self::Year | Self::NearYear => matches!(figure, Figure::Four),
            Self::YearWords => false,
        }
    }

    /// Whether the number may be written in words.
    pub const fn in_words(self) -> bool {
        matches!(self, Self::Number | Self::YearWords | Self::Clock)
    }
}

/// Turns forms into steps.
pub(super) struct Compiler<'a> {
    pub(super) steps: &'a mut Vec<Step>,
    pub(super) classes: &'a BTreeMap<&'a str, usize>,
    pub(super) parts: &'a BTreeMap<String, String>,
    pub(super) lexicon: &'a mut Lexicon,
    pub(super) cutting: &'a Cutting,
}

/// How deep parts of forms may stand in each other.
const DEPTH: usize = 12;

impl Compiler<'_> {
    /// Adds the program of a form.
    pub(super) fn form(&mut self, form: &str) -> Result<(), String> {
        self.alternatives(form, 0)?;
        self.steps.push(Step::End);
        Ok(())
    }

    fn alternatives(&mut self, form: &str, depth: usize) -> Result<(), String> {
        if depth > DEPTH {
            return Err("parts stand in themselves".to_owned());
        }
        let choices = split(form)?;
        let mut jumps = Vec::new();
        for (number, choice) in choices.iter().enumerate() {
            if number + 1 == choices.len() {
                self.sequence(choice, depth)?;
            } else {
                let fork = self.steps.len();
                self.steps.push(Step::End);
                self.sequence(choice, depth)?;
                jumps.push(self.steps.len());
                self.steps.push(Step::End);
                self.steps[fork] = Step::Split { first: fork + 1, second: self.steps.len(), opening: 0 };
            }
        }
        let end = self.steps.len();
        for jump in jumps {
            self.steps[jump] = Step::Jump(end);
        }
        Ok(())
    }

    fn sequence(&mut self, text: &str, depth: usize) -> Result<(), String> {
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let fork = self.steps.len();
            let optional = atom_end(rest)?;
            let (atom, behind) = rest.split_at(optional);
            let is_optional = behind.starts_with('?');
            if is_optional {
                self.steps.push(Step::End);
            }
            self.atom(atom, depth)?;
            if is_optional {
                self.steps[fork] = Step::Split { first: fork + 1, second: self.steps.len(), opening: 0 };
            }
            rest = behind.strip_prefix('?').unwrap_or(behind).trim_start();
        }
        Ok(())
    }

    fn atom(&mut self, atom: &str, depth: usize) -> Result<(), String> {
        let inside = |open: char, close: char| atom.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(group) = inside('(', ')') {
            return self.alternatives(group, depth + 1);
        }
        if let Some(name) = inside('{', '}') {
            return self.named(name, depth);
        }
        match atom {
            "[" => self.steps.push(Step::Open),
            "]" => self.steps.push(Step::Close),
            _ if atom.starts_with(['!', '&', '<']) => {
                let (back, rest) = atom.strip_prefix('<').map_or((false, atom), |rest| (true, rest));
                let (not, rest) = rest.strip_prefix('!').map_or((false, rest), |rest| (true, rest));
                let look = self.steps.len();
                self.steps.push(Step::End);
                self.atom(rest.strip_prefix('&').unwrap_or(rest), depth)?;
                self.steps.push(Step::End);
                self.steps[look] = Step::Look { back, not, end: self.steps.len(), alone: 0, opening: 0 };
            }
            _ => {
                // The apostrophe of an elided word is no mark of its own.
                for word in cut(atom.trim_end_matches('\''), self.cutting) {
                    let word = self.lexicon.word_or_new(&word);
                    self.steps.push(Step::Word(word));
                }
            }
        }
        Ok(())
    }

    fn named(&mut self, name: &str, depth: usize) -> Result<(), String> {
        let mark = |lexicon: &mut Lexicon, mark: &str| Step::Word(lexicon.word_or_new(mark));
        let step = match name {
            "lower" => Step::Lower,
            "capital" => Step::Capital,
            "-" => Step::Hyphen,
            "apart" => Step::Apart,
            "open" => mark(self.lexicon, "("),
            "close" => mark(self.lexicon, ")"),
            _ => {
                if let Some(capture) = Capture::named(name) {
                    Step::Capture(capture)
                } else if let Some(class) = self.classes.get(name) {
                    Step::Class(*class)
                } else if let Some(part) = self.parts.get(name) {
                    let part = part.clone();
                    return self.alternatives(&part, depth + 1);
                } else if let Some(class) = name.strip_prefix("words:") {
                    Step::Lexicon(self.lexicon.class_or_new(class))
                } else {
                    return Err(format!("there is no part, class or number `{name}`"));
                }
            }
        };
        self.steps.push(step);
        Ok(())
    }
}

/// The choices of a form, parted by bars outside of brackets.
fn split(form: &str) -> Result<Vec<&str>, String> {
    let mut choices = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in form.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.checked_sub(1).ok_or("a bracket too many")?,
            '|' if depth == 0 => {
                choices.push(&form[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err("a bracket is not closed".to_owned());
    }
    choices.push(&form[start..]);
    Ok(choices)
}

/// Where the atom that a text begins with ends.
fn atom_end(text: &str) -> Result<usize, String> {
    let prefix = text.len() - text.trim_start_matches(['!', '&', '<']).len();
    let rest = &text[prefix..];
    let length = match rest.chars().next() {
        Some('[' | ']') => 1,
        Some('(' | '{') => {
            let mut depth = 0;
            let end = rest.char_indices().find(|(_, c)| {
                match c {
                    '(' | '{' => depth += 1,
                    ')' | '}' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            end.map(|(at, _)| at + 1).ok_or("a bracket is not closed")?
        }
        _ => rest.find(|c: char| c.is_whitespace() || matches!(c, '?' | '[' | ']' | '(' | ')' | '{' | '}')).unwrap_or(rest.len()),
    };
    if length == 0 {
        return Err(format!("nothing to match before `{rest}`"));
    }
    Ok(prefix + length)
}
