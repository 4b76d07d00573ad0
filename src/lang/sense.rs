//! What a phrase may be: classes of words, values in them, forms of verbs.

use std::{ops::Deref, slice};

use smallvec::SmallVec;

use crate::lang::mark::{PLACES, mark, place};

/// A class of words (`det`, `role`, `area`…), as named in the language pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class(pub(super) u16);

impl Class {
    /// Its place among the classes of the lexicon.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a phrase may be: a class and the value that it has in it. For a verb the value is the infinitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The class.
    pub class: Class,
    /// The value, to be looked up with [`Lexicon::value`](crate::lang::Lexicon::value).
    pub value: Value,
    /// Form of a verb.
    pub form: Option<VerbForm>,
}

/// What a word may be; most may be one or two things, which lie in the word itself.
#[derive(Debug, Default)]
pub struct Senses {
    pub(super) list: SmallVec<[Sense; 2]>,
    /// The [`mark`]s of their classes.
    pub(super) marks: u64,
}

impl Senses {
    /// Whether one of them may be of the named class: nearly always not, where it is of none.
    #[inline]
    pub const fn may_be(&self, class: &str) -> bool {
        self.marks & mark(class) != 0
    }

    /// Whether one of them may be of one of these classes.
    #[inline]
    pub const fn may_be_one_of(&self, classes: Marks) -> bool {
        self.marks & classes.0 != 0
    }
}

/// A few classes to hold a word against, told from others by one bit of 64 for each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks(u64);

/// The classes of all words of a sentence, or the functions of all its prepositions: told from others by a bit for each that hardly any other shares.
///
/// What no word of a sentence is need not be sought: a question whether a word somewhere is of a class asks here first.
#[derive(Clone, Debug)]
pub struct Classes([u64; PLACES / 64]);

impl Default for Classes {
    fn default() -> Self {
        Self([0; PLACES / 64])
    }
}

impl Classes {
    /// Notes what has this [`place`].
    #[inline]
    pub(super) fn note(&mut self, place: u16) {
        self.0[usize::from(place) / 64 % (PLACES / 64)] |= 1 << (place % 64);
    }

    /// Whether the named class is one of them; very seldom it is said to be where it is not.
    #[inline]
    pub const fn may_have(&self, class: &str) -> bool {
        let place = place(class);
        self.0[place / 64] & (1 << (place % 64)) != 0
    }
}

impl Marks {
    /// Those of the names.
    pub const fn of(names: &[&str]) -> Self {
        let (mut marks, mut at) = (0, 0);
        while at < names.len() {
            marks |= mark(names[at]);
            at += 1;
        }
        Self(marks)
    }
}

impl Clone for Senses {
    fn clone(&self) -> Self {
        Self { list: SmallVec::from_slice(&self.list), marks: self.marks }
    }
}

impl Deref for Senses {
    type Target = [Sense];

    #[inline]
    fn deref(&self) -> &[Sense] {
        &self.list
    }
}

impl<'s> IntoIterator for &'s Senses {
    type Item = &'s Sense;
    type IntoIter = slice::Iter<'s, Sense>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// A value of a class, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub(super) u32);

impl Value {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The form of a verb as far as patterns care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbForm {
    /// Mood and tense.
    pub tense: Tense,
    /// Whether the form is a plural.
    pub plural: bool,
}

/// Mood and tense of a verb form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// Now, or told as now.
    Present,
    /// Going on in the past.
    Imperfect,
    /// Told as over.
    Past,
    /// To come.
    Future,
    /// Depending on something, or hearsay.
    Conditional,
    /// Wished or feared.
    Subjunctive,
    /// Named only.
    Infinitive,
    /// Past participle.
    Participle,
    /// Present participle.
    Gerund,
}
