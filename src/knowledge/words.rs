//! Words without accents, numbered. Looking one up copies nothing unless it has accents to lose.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::lang::{fold, is_bare};

/// Words by number, in one string, found through a table of hashes that is never more than half full.
#[derive(Debug, Default)]
pub(super) struct Words {
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

    /// The number of a word, if it was added; `buffer` is for the word without accents.
    pub fn number(&self, normal: &str, buffer: &mut String) -> Option<u32> {
        if self.ends.is_empty() {
            return None;
        }
        let word = bare(normal, buffer);
        self.slot(word, hash(word)).ok().map(|slot| self.slots[slot].1)
    }

    /// The number of a word, a fresh one where it is new.
    pub fn number_or_new(&mut self, normal: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mut buffer = String::new();
        let word = bare(normal, &mut buffer);
        let hash = hash(word);
        match self.slot(word, hash) {
            Ok(slot) => self.slots[slot].1,
            Err(free) => {
                let number = self.ends.len() as u32;
                self.text.push_str(word);
                self.ends.push(self.text.len() as u32);
                self.slots[free] = (hash, number);
                number
            }
        }
    }

    /// The slot of a word, or the free one where it belongs.
    fn slot(&self, word: &str, hash: u32) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (_, FREE) => return Err(at),
                (known, number) if known == hash && self.word(number) == word.as_bytes() => return Ok(at),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn word(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text.as_bytes()[start as usize..self.ends[number] as usize]
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

/// The word without accents: itself where it has none and no letter more than twice in a row.
fn bare<'w>(normal: &'w str, buffer: &'w mut String) -> &'w str {
    if is_bare(normal) {
        return normal;
    }
    buffer.clear();
    fold(normal, buffer);
    buffer
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut words = Words::default();
        let mut buffer = String::new();
        assert_eq!(words.number("a", &mut buffer), None);
        let list: Vec<String> = (0..1000).map(|number| format!("w{number}x")).collect();
        let numbers: Vec<u32> = list.iter().map(|word| words.number_or_new(word)).collect();
        assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
        assert!(list.iter().zip(&numbers).all(|(word, number)| words.number(word, &mut buffer) == Some(*number)));
        let accented = words.number_or_new("éé");
        assert_eq!(words.number("ee", &mut buffer), Some(accented));
        assert_eq!((words.number("eee", &mut buffer), words.number("e", &mut buffer)), (Some(accented), None));
    }
}
