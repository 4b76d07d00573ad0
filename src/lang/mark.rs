//! A first look at words: two that have different places are different.

/// How many places there are: several times as many as classes of words.
pub(super) const PLACES: usize = 1024;

/// A place among so many for a word, which it shares with hardly any other; worked out before the program runs where the word is known by then.
#[inline]
pub(super) const fn place(word: &str) -> usize {
    let word = word.as_bytes();
    let (len, Some(last)) = (word.len(), word.len().checked_sub(1)) else { return 0 };
    // As few letters as part most names, or the compiler finds it too dear to work out beforehand.
    (word[0] as usize * 615 + word[last] as usize * 480 + word[len / 2] as usize * 48 + word[len / 3] as usize * 917 + len * 213) % PLACES
}
