//! What may stand at the first tokens of a form, by which forms are left out that a text cannot hold at a token.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Capture, DateGrammar, Figure, Step};

/// What a way through a form may begin with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) words: FxHashSet<u32>,
    /// Whether a figure, by which it is.
    figures: [bool; 3],
    /// Whether that is open.
    pub(super) any: bool,
}

impl Opening {
    fn add(&mut self, other: Self) {
        self.words.extend(&other.words);
        other.figures().for_each(|figure| self.figures[figure as usize] = true);
        self.any |= other.any;
    }

    pub(super) fn figures(&self) -> impl Iterator<Item = Figure> {
        let figures = self.figures;
        Figure::ALL.into_iter().filter(move |figure| figures[*figure as usize])
    }
}

impl DateGrammar {
    /// What may stand behind the first token of a form, and what behind the second.
    pub(super) fn behind(&self, start: usize) -> [Opening; 2] {
        let (mut second, mut third) = (Opening::default(), Opening::default());
        for at in self.first_steps(start) {
            second.add(self.after(at, 1));
            third.add(self.after(at, 2));
            // Where the step takes one token, the next one takes the second.
            if matches!(self.step(at), Step::Word(_) | Step::Class(_) | Step::Capture(_)) {
                self.first_steps(at + 1).into_iter().for_each(|next| third.add(self.after(next, 1)));
            }
        }
        [second, third]
    }

    /// What may stand so many tokens behind the first one of a step, where that goes on with them or ends right before.
    fn after(&self, at: usize, tokens: usize) -> Opening {
        let mut after = Opening::default();
        let ends = |after: &mut Opening| after.add(self.opening(at + 1));
        match self.step(at) {
            Step::Word(_) | Step::Capture(Capture::Figure | Capture::Year | Capture::NearYear | Capture::ShortYear) if tokens > 1 => {}
            Step::Word(_) | Step::Capture(Capture::Figure | Capture::Year | Capture::NearYear | Capture::ShortYear) => ends(&mut after),
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
            _ => after.any = true,
        }
        after
    }

    /// What the program may begin with from a step on.
    pub(super) fn opening(&self, start: usize) -> Opening {
        let mut opening = Opening::default();
        for at in self.first_steps(start) {
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
