//! What a time grammar has to do with every word, found by the word's number.

use super::opening::Opening;

/// A token as the grammar sees it; behind the end of a sentence there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight {
    /// The number of its word, where it is known.
    pub word: Option<u32>,
    /// Which figure it is, if it is one.
    pub figure: Option<Figure>,
    /// Whether a form may begin with it.
    pub begins: bool,
    /// Whether it tells that time is spoken of, or may.
    pub telling: bool,
    /// The entry of its word.
    entry: u16,
}

/// A figure by what it may be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// At most two digits: a day, an hour, a short year.
    Short,
    /// Four digits: a year.
    Four,
    /// Any other: a number, no more.
    Other,
}

impl Figure {
    pub(super) const ALL: [Self; 3] = [Self::Short, Self::Four, Self::Other];

    /// The figure that a number is written as.
    pub fn of(normal: &str) -> Self {
        match normal.len() {
            _ if !normal.bytes().all(|byte| byte.is_ascii_digit()) => Self::Other,
            ..=2 => Self::Short,
            4 => Self::Four,
            _ => Self::Other,
        }
    }
}

/// Some numbers, a bit each.
#[derive(Debug, Default)]
pub(super) struct Bits {
    blocks: Vec<u64>,
    /// Which blocks have a bit: the first, the 65th and so on share one here.
    some: u64,
}

impl Bits {
    pub(super) fn set(&mut self, number: usize) {
        self.blocks.resize(self.blocks.len().max(number / 64 + 1), 0);
        self.blocks[number / 64] |= 1 << (number % 64);
        self.some |= 1 << (number / 64 % 64);
    }

    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        self.block(number / 64) >> (number % 64) & 1 == 1
    }

    /// So many times 64 numbers on, the bits of the next 64.
    #[inline]
    fn block(&self, block: usize) -> u64 {
        self.blocks.get(block).copied().unwrap_or_default()
    }
}

/// How many tokens are held against a form before it is tried.
pub(super) const AHEAD: usize = 3;

/// What the grammar has to do with a word, or with a kind of figure.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The ways into forms at which it may stand first, second, third.
    pub(super) stands: [Bits; AHEAD],
    /// The openings that it is in.
    pub(super) opens: Bits,
    /// Whether it is a word of the grammar and no small word of the language: every expression has one, or a figure.
    pub(super) telling: bool,
}

/// The entries of all words.
#[derive(Debug)]
pub(super) struct Words {
    /// The first stands for all words that the grammar does not know, the second for minutes that hang on their hour ("h30").
    entries: Vec<Entry>,
    figures: [Entry; Figure::ALL.len()],
    /// By the number of a word: its entry.
    by_word: Vec<u16>,
    /// The same with what every token of a text is asked for, once all is known.
    known: Vec<Known>,
    /// What holds of words that the grammar does not know, and of minutes.
    others: [Known; 2],
}

/// What is asked of every word of a text.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    entry: u16,
    begins: bool,
    telling: bool,
}

const MINUTES: u16 = 1;

impl Default for Words {
    fn default() -> Self {
        Self {
            entries: vec![Entry::default(), Entry::default()],
            figures: Default::default(),
            by_word: Vec::new(),
            known: Vec::new(),
            others: [Known::default(); 2],
        }
    }
}

impl Words {
    /// The entry of a word, a fresh one where it has none.
    pub(super) fn entry_mut(&mut self, word: u32) -> &mut Entry {
        let word = word as usize;
        self.by_word.resize(self.by_word.len().max(word + 1), 0);
        if self.by_word[word] == 0 {
            self.by_word[word] = self.entries.len() as u16;
            self.entries.push(Entry::default());
        }
        &mut self.entries[usize::from(self.by_word[word])]
    }

    /// Marks all that are in an opening, once every word of the grammar has its entry.
    pub(super) fn open(&mut self, opening: &Opening, mark: impl Fn(&mut Entry)) {
        if opening.any {
            return self.entries.iter_mut().for_each(mark);
        }
        opening.words.iter().for_each(|word| mark(self.entry_mut(*word)));
        opening.figures().for_each(|figure| mark(&mut self.figures[figure as usize]));
        if opening.minutes {
            mark(&mut self.entries[usize::from(MINUTES)]);
        }
    }

    /// A token with the entry of its word; `minutes`: whether it is written as minutes are that hang on their hour.
    #[inline]
    pub(super) fn sight(&self, word: Option<u32>, figure: Option<Figure>, minutes: impl Fn() -> bool) -> Sight {
        let known = word.and_then(|word| self.known.get(word as usize)).copied().unwrap_or(self.others[0]);
        let known = if known.entry == 0 && minutes() { self.others[usize::from(MINUTES)] } else { known };
        Sight { word, figure, begins: figure.is_some() || known.begins, telling: figure.is_some() || known.telling, entry: known.entry }
    }

    /// Notes what is asked of every word, once every word has its entry and all are marked.
    pub(super) fn settle(&mut self) {
        let known = |entry: u16| {
            let own = &self.entries[usize::from(entry)];
            Known { entry, begins: own.stands[0].some != 0, telling: own.telling }
        };
        (self.others, self.known) = ([known(0), known(MINUTES)], self.by_word.iter().map(|entry| known(*entry)).collect());
    }

    /// Whether a token is in an opening, by its word or by the figure that it is.
    #[inline]
    pub(super) fn is_in(&self, opening: usize, here: Sight) -> bool {
        self.entries[usize::from(here.entry)].opens.has(opening) || here.figure.is_some_and(|figure| self.figures[figure as usize].opens.has(opening))
    }

    /// Where ways may be that may begin with these tokens: which blocks of 64 of them, of which the first, the 65th and so on share a bit.
    #[inline]
    pub(super) fn blocks(&self, tokens: [Sight; AHEAD]) -> u64 {
        tokens.into_iter().enumerate().fold(u64::MAX, |blocks, (place, here)| {
            let of_figure = here.figure.map_or(0, |figure| self.figures[figure as usize].stands[place].some);
            blocks & (self.entries[usize::from(here.entry)].stands[place].some | of_figure)
        })
    }

    /// So many times 64 ways on, those of the next 64 that may begin with these tokens.
    #[inline]
    pub(super) fn ways(&self, tokens: [Sight; AHEAD], block: usize) -> u64 {
        let mut ways = u64::MAX;
        for (place, here) in tokens.into_iter().enumerate() {
            let of_figure = here.figure.map_or(0, |figure| self.figures[figure as usize].stands[place].block(block));
            ways &= self.entries[usize::from(here.entry)].stands[place].block(block) | of_figure;
            if ways == 0 {
                break;
            }
        }
        ways
    }
}
