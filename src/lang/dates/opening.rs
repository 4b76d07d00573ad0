//! What may stand at the first tokens of a form, by which forms are left out that a text cannot hold at a token.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{AHEAD, Capture, DateGrammar, Figure, Step};

/// What a way through a form may begin with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) words: FxHashSet<u32>,
    /// Whether a figure, by which it is.
    figures: [bool; 3],
    /// Whether minutes that hang on their hour.
    pub(super) minutes: bool,
    /// Whether that is open.
    pub(super) any: bool,
}

impl Opening {
    fn add(&mut self, other: Self) {
        self.words.extend(&other.words);
        other.figures().for_each(|figure| self.figures[figure as usize] = true);
        self.minutes |= other.minutes;
        self.any |= other.any;
    }

    pub(super) fn figures(&self) -> impl Iterator<Item = Figure> {
        let figures = self.figures;
        Figure::ALL.into_iter().filter(move |figure| figures[*figure as usize])
    }
}

impl DateGrammar {
    /// What the first tokens of a form may be, by the ways into it that differ behind their first token.
    pub(super) fn ways_into(&self, start: usize) -> Vec<[Opening; AHEAD]> {
        let mut ways: Vec<[Opening; AHEAD]> = Vec::new();
        for at in self.first_steps(start) {
            for [first, second, third] in self.ways_over(at) {
                match ways.iter_mut().find(|way| way[1] == second && way[2] == third) {
                    Some(way) => way[0].add(first),
                    None => ways.push([first, second, third]),
                }
            }
        }
        ways
    }

    /// The tokens from a step on that goes over the first: words of a class by whether they may stand alone.
    fn ways_over(&self, at: usize) -> Vec<[Opening; AHEAD]> {
        let Step::Class(class) = self.step(at) else {
            let mut third = self.after(at, 2);
            if self.step(at).may_be_one_token() {
                third.add(self.second(at + 1));
            }
            return vec![[self.over(at), self.after(at, 1), third]];
        };
        let by_word = |single: bool| {
            let mut way = [Opening::default(), Opening::default(), Opening::default()];
            for (word, phrases) in self.classes.get(*class).into_iter().flatten() {
                if phrases.iter().any(|phrase| phrase.words.len() == 1) != single {
                    continue;
                }
                way[0].words.insert(*word);
                for phrase in phrases {
                    way[1].words.extend(phrase.words.get(1));
                    way[2].words.extend(phrase.words.get(2));
                    match phrase.words.len() {
                        1 => {
                            way[1].add(self.opening(at + 1));
                            way[2].add(self.second(at + 1));
                        }
                        2 => way[2].add(self.opening(at + 1)),
                        _ => {}
                    }
                }
            }
            way
        };
        [true, false].map(by_word).into()
    }

    /// What may stand behind the first token from a step on.
    fn second(&self, start: usize) -> Opening {
        let mut second = Opening::default();
        self.first_steps(start).into_iter().for_each(|at| second.add(self.after(at, 1)));
        second
    }

    /// What may stand so many tokens behind the first one of a step, where that goes on with them or ends right before.
    fn after(&self, at: usize, tokens: usize) -> Opening {
        let mut after = Opening::default();
        let ends = |after: &mut Opening| after.add(self.opening(at + 1));
        match self.step(at) {
            step if step.is_of_one_token() => {
                if tokens == 1 {
                    ends(&mut after);
                }
            }
            Step::Class(class) => {
                for phrase in self.classes.get(*class).into_iter().flat_map(FxHashMap::values).flatten() {
                    after.words.extend(phrase.words.get(tokens));
                }
                ends(&mut after);
            }
            Step::Capture(Capture::Day | Capture::AnyDay) => {
                ends(&mut after);
                after.words.extend(&self.ordinal_endings);
            }
            Step::Capture(Capture::Number) => {
                ends(&mut after);
                after.words.extend(self.numbers.keys().chain(&self.number_links));
            }
            // The marks of an hour, or further words of its number; then its minutes, or what stands behind it.
            Step::Capture(Capture::Clock | Capture::Time) => {
                after.words.extend(self.signs.hour.iter().chain(self.numbers.keys()).chain(&self.number_links));
                after.minutes = true;
                if tokens > 1 {
                    ends(&mut after);
                    after.figures = [true; 3];
                }
            }
            // A mark or a hyphen between the figures.
            Step::Capture(Capture::Numeric | Capture::ShortNumeric) => {
                after.words.extend(&self.signs.day);
                after.figures = [true; 3];
            }
            _ => after.any = true,
        }
        after
    }

    /// The words by which a look fits alone, and what it may begin with otherwise.
    pub(super) fn looks(&self, start: usize) -> (Opening, Opening) {
        let (mut alone, mut other) = (Opening::default(), Opening::default());
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            match self.step(at) {
                Step::Split { first, second, .. } => open.extend([*first, *second]),
                Step::Jump(to) => open.push(*to),
                Step::Word(word) if self.is_end(at + 1) => _ = alone.words.insert(*word),
                _ => other.add(self.opening(at)),
            }
        }
        (alone, other)
    }

    /// Whether nothing is left from a step on.
    fn is_end(&self, at: usize) -> bool {
        match self.step(at) {
            Step::Jump(to) => self.is_end(*to),
            step => *step == Step::End,
        }
    }

    /// What the program may begin with from a step on.
    pub(super) fn opening(&self, start: usize) -> Opening {
        let mut opening = Opening::default();
        self.first_steps(start).into_iter().for_each(|at| opening.add(self.over(at)));
        opening
    }

    /// What a step goes over first.
    fn over(&self, at: usize) -> Opening {
        let mut opening = Opening::default();
        match self.step(at) {
            Step::Word(word) => _ = opening.words.insert(*word),
            Step::Class(class) => opening.words.extend(self.classes.get(*class).into_iter().flat_map(FxHashMap::keys)),
            Step::Capture(capture) => {
                Figure::ALL.into_iter().for_each(|figure| opening.figures[figure as usize] |= capture.reads(figure));
                if capture.in_words() {
                    opening.words.extend(self.numbers.keys());
                }
            }
            _ => opening.any = true,
        }
        opening
    }

    /// The steps that may go over the first token from a step on, and those where a form ends before any.
    fn first_steps(&self, start: usize) -> Vec<usize> {
        let mut first = Vec::new();
        let mut open = vec![start];
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.step(at) {
                Step::Split { first, second, .. } => open.extend([*first, *second]),
                Step::Jump(to) => open.push(*to),
                Step::Look { end, .. } => open.push(*end),
                Step::Open | Step::Close | Step::Lower | Step::Capital | Step::Hyphen | Step::Apart => open.push(at + 1),
                Step::Word(_) | Step::Class(_) | Step::Capture(_) | Step::Lexicon(_) | Step::End => first.push(at),
            }
        }
        first
    }
}
