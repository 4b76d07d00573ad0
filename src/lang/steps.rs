//! The steps of a tree of words: from a node on by a word.

use rustc_hash::FxHashMap;

/// All steps but those from the root.
///
/// Nearly all that are asked for are not there, and the table of those that are is too large to be at hand: two bits are looked at first.
#[derive(Debug, Default)]
pub struct Steps {
    all: FxHashMap<(u32, u32), u32>,
    /// By node: a bit of 64 for each word that goes on behind it.
    behind: Vec<u64>,
    /// By word: a bit of 64 for each node that it goes on behind.
    before: Vec<u64>,
}

/// One bit of 64.
const fn bit(number: u32) -> u64 {
    1 << (number.wrapping_mul(0x9e37_79b1) >> 26)
}

fn note(list: &mut Vec<u64>, at: u32, number: u32) {
    let at = at as usize;
    list.resize(list.len().max(at + 1), 0);
    list[at] |= bit(number);
}

impl Steps {
    /// Makes room for so many.
    pub fn reserve(&mut self, steps: usize) {
        self.all.reserve(steps);
    }

    /// The bits of the words that go on behind a node.
    #[inline]
    pub fn behind(&self, node: u32) -> u64 {
        self.behind.get(node as usize).copied().unwrap_or_default()
    }

    /// The node behind `node` by `word`.
    #[inline]
    pub fn get(&self, node: u32, word: u32) -> Option<u32> {
        self.get_of(node, self.behind(node), word)
    }

    /// The same, where what [`Steps::behind`] says of the node is known.
    #[inline]
    pub fn get_of(&self, node: u32, behind: u64, word: u32) -> Option<u32> {
        let before = || self.before.get(word as usize).is_some_and(|bits| bits & bit(node) != 0);
        if behind & bit(word) != 0 && before() { self.all.get(&(node, word)).copied() } else { None }
    }

    /// The same, a fresh one where there is none.
    pub fn get_or_insert(&mut self, node: u32, word: u32, fresh: impl FnOnce() -> u32) -> u32 {
        note(&mut self.behind, node, word);
        note(&mut self.before, word, node);
        *self.all.entry((node, word)).or_insert_with(fresh)
    }
}
