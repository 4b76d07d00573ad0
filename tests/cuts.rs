//! Whatever a sentence is cut off at or joined with, it is read: the sentences of the corpus, in pieces that no writer means.

mod sentences;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use sentences::{pipeline, read};
use serde::Deserialize;
use silkgraph::lang::Languages;

/// So many texts of so many pieces are read.
const TEXTS: usize = 1500;
const PIECES: usize = 6;

/// Marks and words behind which readers look on.
const JOINTS: [&str; 16] = [",", "(", ")", "«", "»", ":", ";", "—", "et", "de", "à", "qui", "dont", "par", "12 %", "3 millions"];

#[derive(Deserialize)]
struct Corpus {
    #[serde(default)]
    case: Vec<Sentence>,
    #[serde(default)]
    negative: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
}

/// Numbers that are the same on every run: Knuth's linear congruential sequence, by its high bits.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

fn words() -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/fr");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let corpora = files.iter().map(|file| toml::from_str::<Corpus>(&std::fs::read_to_string(file).unwrap()).unwrap());
    let sentences = corpora.flat_map(|corpus| corpus.case.into_iter().chain(corpus.negative));
    sentences.map(|sentence| sentence.text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).filter(|words| words.len() > 3).collect()
}

/// A sentence cut off, with a word less, two words exchanged, a joint more, or half of another sentence.
fn piece(numbers: &mut Numbers, sentences: &[Vec<String>]) -> String {
    let (a, b) = (&sentences[numbers.below(sentences.len())], &sentences[numbers.below(sentences.len())]);
    let mut words = a.clone();
    match numbers.below(6) {
        0 => words.truncate(1 + numbers.below(a.len())),
        1 => drop(words.drain(..numbers.below(a.len()))),
        2 => drop(words.remove(numbers.below(a.len()))),
        3 => words.swap(numbers.below(a.len()), numbers.below(a.len())),
        4 => words.insert(numbers.below(a.len()), JOINTS[numbers.below(JOINTS.len())].to_owned()),
        _ => {
            words.truncate(1 + numbers.below(a.len()));
            words.extend_from_slice(&b[numbers.below(b.len())..]);
        }
    }
    words.join(" ") + [".", "", " ", "\n\n"][numbers.below(4)]
}

#[test]
fn sentences_in_pieces_are_read() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let sentences = words();
    let mut numbers = Numbers(7);
    let texts = (0..TEXTS).map(|_| (0..PIECES).map(|_| piece(&mut numbers, &sentences)).collect::<Vec<_>>().join(" "));
    let failed: Vec<String> = texts.filter(|text| catch_unwind(AssertUnwindSafe(|| drop(read(&pipeline, "fr", text, Some("2025-03-10"))))).is_err()).collect();
    assert!(failed.is_empty(), "{} of {TEXTS} texts cannot be read: {failed:#?}", failed.len());
}
