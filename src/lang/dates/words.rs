//! What a time grammar has to do with every word, found by the word's number.

/// A token as the grammar sees it; behind the end of a sentence there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight {
    /// The number of its word, where it is known.
    pub word: Option<u32>,
    /// Which figure it is, if it is one.
    pub figure: Option<Figure>,
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
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn set(&mut self, number: usize) {
        self.0.resize(self.0.len().max(number / 64 + 1), 0);
        self.0[number / 64] |= 1 << (number % 64);
    }

    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

/// What the grammar has to do with a word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The rules that may begin with it.
    pub(super) rules: Vec<u16>,
    /// The openings that the word is in.
    pub(super) opens: Bits,
    /// Whether it is a word of the grammar and no small word of the language: every expression has one, or a figure.
    pub(super) telling: bool,
}

/// The entries of all words.
#[derive(Debug)]
pub(super) struct Words {
    /// The first stands for all words that the grammar does not know.
    entries: Vec<Entry>,
    /// By the number of a word: its entry.
    by_word: Vec<u16>,
}

impl Default for Words {
    fn default() -> Self {
        Self { entries: vec![Entry::default()], by_word: Vec::new() }
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

    /// Puts every word into some openings.
    pub(super) fn open_all(&mut self, openings: &[usize]) {
        for entry in &mut self.entries {
            openings.iter().for_each(|opening| entry.opens.set(*opening));
        }
    }

    /// A token with the entry of its word.
    pub(super) fn sight(&self, word: Option<u32>, figure: Option<Figure>) -> Sight {
        let entry = word.and_then(|word| self.by_word.get(word as usize)).copied().unwrap_or_default();
        Sight { word, figure, entry }
    }

    /// The entry of a token's word.
    pub(super) fn entry(&self, here: Sight) -> &Entry {
        &self.entries[usize::from(here.entry)]
    }
}
