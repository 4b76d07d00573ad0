//! Which documents are copies of one text.

use std::collections::BTreeMap;

use super::{claims::Source, groups::Union};
use crate::graph::likeness;

/// The share of runs of words from which two texts are one.
const COPY: f64 = 0.5;
/// Of each sketch so many least hashes are looked up: copies share one of them, but for one pair in thousands.
const LOOKED_UP: usize = 8;

/// A run that more texts than this have tells none of them: it is compared with the last of these only.
const COMPARED: usize = 64;

/// Marks the copies among documents that stand in order of their ids: the original is the one that was published first,
/// and of these the first.
pub(super) fn mark(documents: &mut [Source]) {
    let mut by_hash: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut union = Union::new(documents.len());
    for (place, document) in documents.iter().enumerate() {
        for hash in document.sketch.iter().take(LOOKED_UP) {
            let texts = by_hash.entry(*hash).or_default();
            let known = texts.iter().rev().take(COMPARED).find(|other| likeness(&documents[**other].sketch, &document.sketch) >= COPY);
            match known {
                Some(other) => union.join(*other, place),
                None => texts.push(place),
            }
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let day = |place: usize| documents[place].published.and_then(crate::model::When::first_day);
    for place in 0..documents.len() {
        let best = first.entry(union.root(place)).or_insert(place);
        // A document without a date is taken for a later one.
        if (day(place).is_none(), day(place), place) < (day(*best).is_none(), day(*best), *best) {
            *best = place;
        }
    }
    for place in 0..documents.len() {
        documents[place].original = first[&union.root(place)];
    }
}
