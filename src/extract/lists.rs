//! Lists of phrases, found once somebody asks for them.

use std::cell::{Cell, RefCell};

use crate::extract::chunk::{FEW, Nouns};

/// The lists of a sentence that were asked for so far.
#[derive(Debug)]
pub struct Lists {
    short: Box<[Cell<Short>]>,
    /// Those that are longer.
    long: RefCell<Vec<Nouns>>,
}

/// A list of few phrases where it lies.
#[derive(Clone, Copy, Debug)]
struct Short {
    /// How many there are, or [`NONE`], or [`LONG`], where the first number is that of the list.
    len: u16,
    phrases: [u16; FEW],
}

/// Nobody has asked for it.
const NONE: u16 = u16::MAX;
const LONG: u16 = u16::MAX - 1;

impl Lists {
    /// None yet, of so many.
    pub fn new(lists: usize) -> Self {
        Self { short: vec![Cell::new(Short { len: NONE, phrases: [0; FEW] }); lists].into(), long: RefCell::default() }
    }

    /// A list by its number, found now where it was not before.
    #[inline]
    pub fn get(&self, number: usize, find: impl FnOnce() -> Nouns) -> Nouns {
        let Some(place) = self.short.get(number) else { return find() };
        let Short { len, phrases } = place.get();
        match len {
            NONE => {
                let found = find();
                place.set(self.kept(&found));
                found
            }
            LONG => self.long.borrow()[usize::from(phrases[0])].clone(),
            len => Nouns::from_buf_and_len(phrases.map(usize::from), usize::from(len)),
        }
    }

    /// What is kept of a list; of one in a sentence without end nothing.
    fn kept(&self, found: &Nouns) -> Short {
        let mut short = Short { len: NONE, phrases: [0; FEW] };
        if found.len() > FEW {
            let mut long = self.long.borrow_mut();
            if let Ok(number) = u16::try_from(long.len()) {
                (short.len, short.phrases[0]) = (LONG, number);
                long.push(found.clone());
            }
        } else if found.iter().all(|phrase| *phrase < usize::from(u16::MAX)) {
            short.len = found.len() as u16;
            found.iter().zip(&mut short.phrases).for_each(|(phrase, place)| *place = *phrase as u16);
        }
        short
    }
}
