//! One tree over all names of all languages.

use rustc_hash::FxHashMap;

use crate::lang::{Cutting, Tokens, folded};
use crate::model::Span;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameEntry {
    /// Index of the entity.
    pub entity: u32,
    /// How the name names it.
    pub kind: NameKind,
    /// Whether the name is too short or too common to be taken without other signs.
    pub needs_context: bool,
    /// Whether it must stand in capitals (an acronym that is a word as well).
    pub capitals: bool,
    /// Whether the name is usually written without a capital.
    pub lower: bool,
}

/// How a name names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A full name.
    Full,
    /// The adjective or noun of a country's people.
    Demonym,
    /// The first half of a double adjective (`franco-`).
    Prefix,
    /// A person's family name alone.
    Family,
    /// A name that holds only in a text that also names the whole (a branch by its side of the map).
    Local,
}

/// The tree.
#[derive(Debug, Default)]
pub struct Names {
    words: FxHashMap<Box<str>, u32>,
    steps: FxHashMap<(u32, u32), u32>,
    entries: Vec<Vec<NameEntry>>,
}

impl Names {
    /// Adds a name.
    pub fn add(&mut self, name: &str, entry: NameEntry, cutting: &Cutting) {
        if self.entries.is_empty() {
            self.entries.push(Vec::new());
        }
        let tokens = Tokens::cut(name, Span::new(0, name.len()), cutting);
        let mut node = 0;
        for index in 0..tokens.len() {
            let word = folded(tokens.normal(index));
            let fresh = self.words.len() as u32;
            let word = *self.words.entry(word.into()).or_insert(fresh);
            node = *self.steps.entry((node, word)).or_insert_with(|| {
                self.entries.push(Vec::new());
                self.entries.len() as u32 - 1
            });
        }
        if node != 0
            && let Some(entries) = self.entries.get_mut(node as usize)
            && !entries.iter().any(|known| known.entity == entry.entity && known.kind == entry.kind)
        {
            entries.push(entry);
        }
    }

    /// The number of a word without accents, if any name holds it.
    pub fn word(&self, folded: &str) -> Option<u32> {
        self.words.get(folded).copied()
    }

    /// All names that begin at `words[at]`, shortest first: one past the last word, and what it stands for.
    pub fn at<'n>(&'n self, words: &[Option<u32>], at: usize, found: &mut Vec<(usize, &'n [NameEntry])>) {
        found.clear();
        let mut node = 0;
        for (index, word) in words.iter().enumerate().skip(at) {
            let Some(next) = word.and_then(|word| self.steps.get(&(node, word))) else { return };
            node = *next;
            if let Some(entries) = self.entries.get(node as usize).filter(|entries| !entries.is_empty()) {
                found.push((index + 1, entries));
            }
        }
    }

    /// How many different names it holds.
    pub fn len(&self) -> usize {
        self.entries.iter().filter(|entries| !entries.is_empty()).count()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
