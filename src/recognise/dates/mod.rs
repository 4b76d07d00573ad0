//! Time expressions in a row of tokens: days, hours, lengths, what comes again. The words and their grammar are the language's.

mod draft;
mod machine;
mod numbers;
mod tense;

use std::{cell::Cell, ops::Range};

use crate::{
    lang::{DateGrammar, Language, Sight, Token, Tokens},
    model::{Anchor, Said, Span, TimeUnit, Toward},
    recognise::{dates::machine::Machine, item::DateMention, segment::sentences},
};

/// So many expressions may one form have: the ends of a span, or the days of a list.
const ENDS: usize = 3;
/// So many tokens may open an expression before one that tells of time.
const REACH: usize = 4;

/// Looks for a time expression that begins at a token.
pub struct Dates<'a> {
    /// The language.
    pub language: &'a Language,
    /// The tokens.
    pub tokens: &'a Tokens,
    /// Their numbers in the lexicon.
    pub words: &'a [Option<u32>],
    /// The sentence, in tokens.
    pub sentence: Range<usize>,
    /// All tokens as the grammar sees them.
    pub sights: &'a [Sight],
    /// From where on the next token that tells of time was sought last, and where it is.
    next: Cell<(usize, usize)>,
}

/// A time expression, or the two ends of a span of time, as found.
#[derive(Clone, Copy, Debug, Default)]
pub struct FoundDate {
    /// One past the last token of the whole, with the words that link its ends.
    pub end: usize,
    /// What was said, each with its first token and one past its last.
    pub said: [(Said, usize, usize); ENDS],
    /// How many of them there are; none where the words only look like time.
    pub count: usize,
    /// Whether something is to be done by then.
    pub deadline: bool,
}

impl FoundDate {
    /// The expressions.
    pub fn expressions(&self) -> &[(Said, usize, usize)] {
        &self.said[..self.count.min(ENDS)]
    }

    /// The same as facts need it, where it lies on the calendar.
    pub fn mention(&self) -> Option<DateMention> {
        let (from, _, _) = self.expressions().first()?;
        // An hour behind a day is no end of a span.
        let until =
            self.expressions().get(1..).and_then(<[_]>::last).map(|(until, _, _)| *until).filter(|until| until.clock.is_none() && until.day_part.is_none());
        let calendar = |said: &Said| said.is_calendar() && !(said.is_clock_alone() && said.clock.is_some());
        (calendar(from) && until.as_ref().is_none_or(calendar)).then_some(DateMention { from: *from, until, deadline: self.deadline, placed: None })
    }
}

impl<'a> Dates<'a> {
    /// For a sentence of tokens that were looked at.
    pub const fn new(language: &'a Language, tokens: &'a Tokens, words: &'a [Option<u32>], sentence: Range<usize>, sights: &'a [Sight]) -> Self {
        Self { language, tokens, words, sentence, sights, next: Cell::new((usize::MAX, 0)) }
    }

    /// The tokens as the grammar sees them, in place of what `sights` held.
    pub fn look(language: &Language, tokens: &Tokens, words: &[Option<u32>], sights: &mut Vec<Sight>) {
        sights.clear();
        let sight =
            |(at, (token, word)): (usize, (&Token, &Option<u32>))| language.dates.sight(*word, token.kind, || tokens.ends_with_digit(at), || tokens.normal(at));
        sights.extend(tokens.iter().zip(words).enumerate().map(sight));
    }

    /// The time expression that begins at `at`: the longest, of equals the one whose rule stands first.
    #[inline]
    pub fn at(&self, at: usize) -> Option<FoundDate> {
        let here = self.sight(at);
        if here.begins && self.is_near_time(at) { self.longest(at, here) } else { None }
    }

    fn longest(&self, at: usize, here: Sight) -> Option<FoundDate> {
        let mut machine = Machine::new(self);
        let mut best: Option<FoundDate> = None;
        for rule in self.grammar().rules_at([here, self.sight(at + 1), self.sight(at + 2)]) {
            let beyond = best.as_ref().map_or(at, |best| best.end);
            if let Some(found) = machine.find(rule, at, beyond) {
                best = Some(found);
            }
        }
        let mut best = best?;
        let mut lean = None;
        for (said, start, end) in &mut best.said[..best.count] {
            let weekday = said.weekday.is_some() && said.day.is_none();
            let relative = said.anchor == Anchor::Last || matches!(said.shift, Some((TimeUnit::Weekend, _)));
            if said.toward == Toward::Open && (said.wants_year() || weekday || relative || said.is_clock_alone()) {
                said.toward = *lean.get_or_insert_with(|| self.lean(*start, *end, said.clock.is_some(), weekday));
            }
        }
        Some(best)
    }

    /// Whether a figure or a word that tells of time stands at a token or shortly behind it.
    fn is_near_time(&self, at: usize) -> bool {
        let (from, next) = self.next.get();
        if (from..=next).contains(&at) {
            return next < at + REACH;
        }
        let behind = self.sights[..self.sentence.end].get(at.max(self.sentence.start)..).unwrap_or_default();
        let next = self.sentence.end - behind.len() + behind.iter().position(|sight| sight.telling).unwrap_or(behind.len() + REACH);
        self.next.set((at, next));
        next < at + REACH
    }

    fn sight(&self, at: usize) -> Sight {
        if self.sentence.contains(&at) { self.sights[at] } else { Sight::default() }
    }

    fn grammar(&self) -> &DateGrammar {
        &self.language.dates
    }
}

/// A time expression of a text.
#[derive(Clone, Copy, Debug)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// What is said.
    pub said: Said,
    /// Number of the sentence.
    pub sentence: usize,
    /// Whether it is one of the ends of a span, or the only one that is named.
    pub ends: bool,
}

/// All time expressions of a text, in order, whatever part of it they stand in.
pub fn time_expressions(text: &str, language: &Language) -> Vec<TimeMention> {
    let mut mentions = Vec::new();
    let mut number = 0;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let within = Span::new(line_start, line_start + line.len());
        line_start = within.end;
        let tokens = Tokens::cut(text, within, &language.cutting);
        let words = language.lexicon.number(&tokens);
        let mut sights = Vec::new();
        Dates::look(language, &tokens, &words, &mut sights);
        for sentence in sentences(&tokens, language) {
            let dates = Dates::new(language, &tokens, &words, sentence.clone(), &sights);
            let mut at = sentence.start;
            while at < sentence.end {
                let Some(found) = dates.at(at) else {
                    at += 1;
                    continue;
                };
                mentions.extend(found.expressions().iter().map(|(said, start, end)| TimeMention {
                    span: tokens.span(*start, *end),
                    said: *said,
                    sentence: number,
                    ends: found.deadline || found.count > 1 && found.said[0].0.is_clock_alone() == found.said[1].0.is_clock_alone(),
                }));
                at = found.end.max(at + 1);
            }
            number += 1;
        }
    }
    mentions
}
