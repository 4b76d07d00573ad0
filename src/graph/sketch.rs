//! A sketch of a text, by which copies of it are told though neither text is kept: the least hashes of all runs of words.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::model::{Document, PartKind};

/// Words of a run.
const RUN: usize = 5;
/// Hashes that are kept.
const KEPT: usize = 48;
/// Runs that a text must have to be told from others.
const LEAST: usize = 16;

/// The sketch of the body of a document, ascending; empty where the body is too short to be told from others.
///
/// Of two texts, the share of the least hashes that both have is about the share of runs of words that both have.
pub fn sketch(document: &Document) -> Vec<u32> {
    let mut words: Vec<u64> = Vec::new();
    for span in document.spans(PartKind::Body) {
        for word in span.of(&document.text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let mut hasher = FxHasher::default();
            word.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(c.into()));
            words.push(hasher.finish());
        }
    }
    let run = |run: &[u64]| {
        let mut hasher = FxHasher::default();
        run.iter().for_each(|word| hasher.write_u64(*word));
        // The upper half is the better mixed one.
        (hasher.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
    };
    let mut hashes: Vec<u32> = words.windows(RUN).map(run).collect();
    hashes.sort_unstable();
    hashes.dedup();
    if hashes.len() < LEAST {
        return Vec::new();
    }
    hashes.truncate(KEPT);
    hashes
}

/// The sketch as the graph keeps it.
pub(super) fn write(sketch: &[u32]) -> String {
    sketch.iter().map(|hash| format!("{hash:08x}")).collect()
}

/// The sketch that was written so.
pub(super) fn read(text: &str) -> Vec<u32> {
    text.as_bytes().chunks(8).filter_map(|digits| u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()).collect()
}

/// The share of their runs of words that two texts have in common, estimated from their sketches.
pub fn likeness(a: &[u32], b: &[u32]) -> f64 {
    let mut all: Vec<u32> = [a, b].concat();
    all.sort_unstable();
    all.dedup();
    all.truncate(a.len().min(b.len()));
    let both = all.iter().filter(|hash| a.binary_search(hash).is_ok() && b.binary_search(hash).is_ok()).count();
    if all.is_empty() { 0.0 } else { both as f64 / all.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Part, Span};

    fn document(text: &str) -> Document {
        Document { text: text.to_owned(), parts: vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }], ..Document::default() }
    }

    #[test]
    fn a_copy_is_told_from_another_text() {
        let words = |from: usize, to: usize| (from..to).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" ");
        let text = sketch(&document(&words(0, 200)));
        assert_eq!(likeness(&text, &sketch(&document(&words(0, 200).to_uppercase()))), 1.0);
        assert!(likeness(&text, &sketch(&document(&words(0, 170)))) > 0.6);
        assert!(likeness(&text, &sketch(&document(&words(150, 350)))) < 0.4);
        assert!(sketch(&document("A short text.")).is_empty());
        assert_eq!(read(&write(&text)), text);
    }
}
