//! A first look at words: two that have different marks are different.

/// One bit of 64 for a word, worked out before the program runs where the word is known by then.
#[inline]
pub(super) const fn mark(word: &str) -> u64 {
    let word = word.as_bytes();
    let Some(last) = word.len().checked_sub(1) else { return 0 };
    1 << ((word[last] as usize * 7 + word[0] as usize * 3 + word.len() * 5) % 64)
}
