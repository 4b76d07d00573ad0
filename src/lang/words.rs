//! Words by number: one hash over the bytes finds them, in as many tables as are asked.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A word with its hash.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'w> {
    /// The word.
    pub word: &'w str,
    hash: u32,
}

impl<'w> Hashed<'w> {
    /// A word, hashed now.
    #[inline]
    pub fn new(word: &'w str) -> Self {
        Self { word, hash: hash(word) }
    }

    /// A word whose [`hash`] is known.
    #[inline]
    pub(super) const fn known(word: &'w str, hash: u32) -> Self {
        Self { word, hash }
    }
}

/// The hash of a word.
#[inline]
pub(super) fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 16) as u32
}

/// Words by number, in one string, found through a table of hashes that is never more than half full.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
    /// The hash and the number of a word; a number of [`FREE`] is a free slot.
    slots: Vec<(u32, u32)>,
}

const FREE: u32 = u32::MAX;

impl Words {
    /// No words yet, but room for so many.
    pub fn with_capacity(words: usize) -> Self {
        Self { text: String::with_capacity(words * 8), ends: Vec::with_capacity(words), slots: vec![(0, FREE); (words * 2).next_power_of_two()] }
    }

    /// How many words there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All words, by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.word(number))
    }

    /// The number of a word, if it was added.
    #[inline]
    pub fn number(&self, word: Hashed<'_>) -> Option<u32> {
        if self.is_empty() { None } else { self.slot(word).ok().map(|slot| self.slots[slot].1) }
    }

    /// The number of a word, a fresh one where it is new.
    pub fn number_or_new(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let word = Hashed::new(word);
        match self.slot(word) {
            Ok(slot) => self.slots[slot].1,
            Err(free) => {
                let number = self.ends.len() as u32;
                self.text.push_str(word.word);
                self.ends.push(self.text.len() as u32);
                self.slots[free] = (word.hash, number);
                number
            }
        }
    }

    /// The slot of a word, or the free one where it belongs.
    #[inline]
    fn slot(&self, Hashed { word, hash }: Hashed<'_>) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (_, FREE) => return Err(at),
                (known, number) if known == hash && self.word(number) == word => return Ok(at),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    fn grow(&mut self) {
        let mut slots = vec![(0, FREE); (self.slots.len() * 2).max(16)];
        let mask = slots.len() - 1;
        for (hash, number) in self.slots.iter().filter(|(_, number)| *number != FREE) {
            let mut at = *hash as usize & mask;
            while slots[at].1 != FREE {
                at = (at + 1) & mask;
            }
            slots[at] = (*hash, *number);
        }
        self.slots = slots;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut words = Words::default();
        assert_eq!(words.number(Hashed::new("a")), None);
        let list: Vec<String> = (0..1000).map(|number| format!("w{number}x")).collect();
        let numbers: Vec<u32> = list.iter().map(|word| words.number_or_new(word)).collect();
        assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
        assert!(list.iter().zip(&numbers).all(|(word, number)| words.number(Hashed::new(word)) == Some(*number)));
        assert!(words.iter().eq(list.iter().map(String::as_str)));
    }
}
