//! Words by number: one hash over the bytes finds them, in as many tables as are asked.

/// A word with its key.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'w> {
    /// The word.
    pub word: &'w str,
    key: Key,
}

impl<'w> Hashed<'w> {
    /// A word, hashed now.
    #[inline]
    pub fn new(word: &'w str) -> Self {
        Self { word, key: Key::of(word) }
    }

    /// A word of which the [`Key`] is known.
    #[inline]
    pub(super) const fn known(word: &'w str, key: Key) -> Self {
        Self { word, key }
    }
}

/// The first eight bytes of a word, the next, or the last eight where it is longer than both, and how many it has: the whole of most words. With it
/// their hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    head: u64,
    tail: u64,
    len: u32,
    hash: u32,
}

/// So many bytes a key holds.
const HELD: u32 = WHOLE as u32;
const WHOLE: usize = 16;

/// Of so many bytes the first, by how many of them are the word's.
const OWN: [u128; WHOLE + 1] = {
    let (mut own, mut len) = ([0; WHOLE + 1], 1);
    while len <= WHOLE {
        own[len] = u128::MAX >> (8 * (WHOLE - len));
        len += 1;
    }
    own
};

impl Key {
    #[inline]
    pub(super) fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let len = bytes.len();
        let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (eight(first), if len > 8 { eight(last) >> (8 * WHOLE.saturating_sub(len)) } else { 0 }),
            _ => {
                let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
                let head = match (bytes.first_chunk(), bytes.last_chunk()) {
                    (Some(first), Some(last)) => four(first) | four(last) << (8 * (len - 4)),
                    _ => bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
                };
                (head, 0)
            }
        };
        Self::mixed(head, tail, len as u32)
    }

    /// That of the word that stands there in a text: with hardly a branch, as the lengths of words cannot be foreseen.
    #[inline]
    pub(super) fn within(text: &str, start: usize, end: usize) -> Self {
        let len = end - start;
        match text.as_bytes().get(start..).and_then(<[u8]>::first_chunk::<WHOLE>) {
            Some(chunk) if len <= WHOLE => {
                let word = u128::from_le_bytes(*chunk) & OWN[len];
                Self::mixed(word as u64, (word >> 64) as u64, len as u32)
            }
            _ => Self::of(&text[start..end]),
        }
    }

    /// With a hash that spreads over the table what words differ in.
    #[inline]
    const fn mixed(head: u64, tail: u64, len: u32) -> Self {
        let mixed = (head ^ len as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ tail.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        Self { head, tail, len, hash: ((mixed ^ (mixed >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as u32 }
    }
}

/// The number of a word, with its key but for the hash.
#[derive(Clone, Copy, Debug)]
struct Slot {
    head: u64,
    tail: u64,
    len: u32,
    number: u32,
}

impl Slot {
    const fn new(key: Key, number: u32) -> Self {
        Self { head: key.head, tail: key.tail, len: key.len, number }
    }

    #[inline]
    const fn key(self) -> Key {
        Key::mixed(self.head, self.tail, self.len)
    }
}

/// Words by number, in one string, found through a table of their keys that is never more than half full.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
    /// By hash; a number of [`FREE`] is a free slot.
    slots: Vec<Slot>,
}

const FREE: u32 = u32::MAX;
const EMPTY: Slot = Slot { head: 0, tail: 0, len: 0, number: FREE };

impl Words {
    /// No words yet, but room for so many.
    pub fn with_capacity(words: usize) -> Self {
        Self { text: String::with_capacity(words * 8), ends: Vec::with_capacity(words), slots: vec![EMPTY; (words * 2).next_power_of_two()] }
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
        if self.is_empty() { None } else { self.slot(word).ok().map(|slot| self.slots[slot].number) }
    }

    /// The number of a word, a fresh one where it is new.
    pub fn number_or_new(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let word = Hashed::new(word);
        match self.slot(word) {
            Ok(slot) => self.slots[slot].number,
            Err(free) => {
                let number = self.ends.len() as u32;
                self.text.push_str(word.word);
                self.ends.push(self.text.len() as u32);
                self.slots[free] = Slot::new(word.key, number);
                number
            }
        }
    }

    /// The slot of a word, or the free one where it belongs.
    #[inline]
    fn slot(&self, Hashed { word, key }: Hashed<'_>) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.number == FREE {
                return Err(at);
            }
            if slot.head == key.head && slot.tail == key.tail && slot.len == key.len && (key.len <= HELD || self.word(slot.number) == word) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    fn grow(&mut self) {
        let mut slots = vec![EMPTY; (self.slots.len() * 2).max(16)];
        let mask = slots.len() - 1;
        for slot in self.slots.iter().filter(|slot| slot.number != FREE) {
            let mut at = slot.key().hash as usize & mask;
            while slots[at].number != FREE {
                at = (at + 1) & mask;
            }
            slots[at] = *slot;
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

    #[test]
    fn a_word_has_one_key_wherever_it_stands() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for (start, end) in (0..=20).flat_map(|len| (0..=text.len() - len).map(move |start| (start, start + len))) {
            assert_eq!(Key::within(text, start, end), Key::of(&text[start..end]));
        }
        let keys: Vec<Key> = (0..20).map(|len| Key::of(&text[..len])).collect();
        assert!((1..keys.len()).all(|at| !keys[..at].contains(&keys[at])));
    }
}
