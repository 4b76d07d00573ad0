//! Lists of phrases, one for each phrase of a sentence, found once somebody asks for it.

use std::cell::{Cell, RefCell};

use crate::extract::chunk::{FEW, Nouns};

/// The lists that were asked for so far, one behind the other.
#[derive(Debug)]
pub struct Lists {
    /// For each phrase, where its list begins, and how long it is.
    places: Box<[Cell<(u32, u32)>]>,
    all: RefCell<Vec<usize>>,
}

/// Where no list begins.
const NONE: u32 = u32::MAX;

impl Lists {
    /// None yet, for so many phrases.
    pub fn new(phrases: usize) -> Self {
        Self { places: vec![Cell::new((NONE, 0)); phrases].into(), all: RefCell::default() }
    }

    /// The list of a phrase, found now where it was not before.
    pub fn get(&self, at: usize, find: impl FnOnce() -> Nouns) -> Nouns {
        let Some(place) = self.places.get(at) else { return find() };
        let (start, len) = place.get();
        if start != NONE {
            let (all, start, len) = (self.all.borrow(), start as usize, len as usize);
            // So many fit into the list itself, and are copied as one.
            let few: [usize; FEW] = all[start..start + FEW].try_into().unwrap_or_default();
            return if len <= FEW { Nouns::from_buf_and_len(few, len) } else { Nouns::from_slice(&all[start..start + len]) };
        }
        let found = find();
        let mut all = self.all.borrow_mut();
        place.set((all.len() as u32, found.len() as u32));
        all.extend_from_slice(&found);
        let more = FEW.saturating_sub(found.len());
        all.extend_from_slice(&[0; FEW][..more]);
        found
    }
}
