//! Where in a text something stands.

use std::ops::Range;

/// A range of bytes of a document's text. Every mention and every fact carries one.
///
/// Inside silkgraph offsets are bytes, since Rust slices by bytes; everything that leaves the program counts Unicode
/// characters instead (see [`CharOffsets`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text it covers, or nothing where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// Turns byte offsets of one text into offsets in Unicode characters.
///
/// Keeps a checkpoint every 256 bytes, so that a look-up costs the same wherever it falls.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    checkpoints: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'t> CharOffsets<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                checkpoints.push(count);
            }
            count += usize::from(is_char_start(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            checkpoints.push(count);
        }
        Self { text, checkpoints }
    }

    /// How many characters stand before the byte `at` (which is taken as the end of the text where it lies beyond it).
    pub fn chars_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let checkpoint = at / STRIDE;
        let rest = &self.text.as_bytes()[checkpoint * STRIDE..at];
        self.checkpoints.get(checkpoint).copied().unwrap_or_default() + rest.iter().filter(|byte| is_char_start(**byte)).count()
    }

    /// Start and end of a span in characters.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.chars_before(span.start), self.chars_before(span.end))
    }
}

const fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let text = "é".repeat(300) + "Tokaïev";
        let offsets = CharOffsets::new(&text);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars_before(bytes), chars);
        }
        assert_eq!(offsets.chars_before(text.len()), 307);
        assert_eq!(offsets.chars_before(usize::MAX), 307);
    }

    #[test]
    fn a_text_of_a_whole_number_of_strides_has_an_end() {
        let text = "x".repeat(STRIDE * 2);
        assert_eq!(CharOffsets::new(&text).chars_before(STRIDE * 2), STRIDE * 2);
        assert_eq!(CharOffsets::new("").chars_before(0), 0);
    }
}
