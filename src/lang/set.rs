//! Some classes of a lexicon, told apart for sure.

use crate::lang::{
    lexicon::Lexicon,
    sense::{Class, Sense},
};

/// Classes that are asked for together, by their numbers in a lexicon.
#[derive(Clone, Debug)]
pub struct ClassSet(Box<[bool]>);

impl ClassSet {
    /// Whether a class is one of them.
    #[inline]
    pub fn holds(&self, class: Class) -> bool {
        self.0[class.index()]
    }

    /// Whether one of some senses is of one of them.
    #[inline]
    pub fn holds_one_of(&self, senses: &[Sense]) -> bool {
        senses.iter().any(|sense| self.holds(sense.class))
    }
}

impl Lexicon {
    /// The classes of these names, as far as the pack has words for them.
    pub fn set(&self, names: &[&str]) -> ClassSet {
        let mut set = vec![false; self.classes()];
        names.iter().filter_map(|name| self.class(name)).for_each(|class| set[class.index()] = true);
        ClassSet(set.into())
    }
}
