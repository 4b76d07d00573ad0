//! What a phrase may be: classes of words, values in them, forms of verbs.

use std::{
    collections::HashSet,
    ops::Deref,
    slice,
    sync::{Mutex, PoisonError},
};

use rustc_hash::FxBuildHasher;

use crate::lang::{
    kinds::Kinds,
    mark::{PLACES, place},
};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sense {
    /// The class.
    pub class: Class,
    /// The value, to be looked up with [`Lexicon::value`](crate::lang::Lexicon::value).
    pub value: Value,
    /// Form of a verb.
    pub form: Option<VerbForm>,
}

/// What a word may be: as the lexicon keeps it, for every word of a text to point at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Senses {
    list: &'static [Sense],
    /// Their classes.
    classes: &'static Classes,
    /// The groups of the verbs that the word may be a form of.
    deeds: &'static Classes,
    /// One bit for each tense of such a form, and one for what is none.
    forms: u16,
    /// Of which kinds they are.
    kinds: Kinds,
}

/// The bit of what is no form of a verb, behind those of the tenses.
const PLAIN: u16 = 1 << 15;

impl Senses {
    /// These senses, of which the places and kinds of the classes are known, and what the verbs among them do.
    pub(super) fn new(senses: &[Sense], known: &[(u16, Kinds)], note_deeds: impl Fn(Value, &mut Classes)) -> Self {
        let (mut classes, mut deeds) = (Classes::default(), Classes::default());
        senses.iter().for_each(|sense| classes.note(known[sense.class.index()].0));
        senses.iter().filter(|sense| sense.form.is_some()).for_each(|sense| note_deeds(sense.value, &mut deeds));
        let forms = senses.iter().fold(0, |forms, sense| forms | sense.form.map_or(PLAIN, |form| form.tense.bit()));
        let kinds = senses.iter().fold(Kinds::of_verbs(&deeds), |kinds, sense| kinds.or(known[sense.class.index()].1));
        Self { list: keep(senses), classes: classes.kept(), deeds: deeds.kept(), forms, kinds }
    }

    /// Whether one of them may be of the named class: nearly always not, where it is of none.
    #[inline]
    pub const fn may_be(&self, class: &str) -> bool {
        self.classes.may_have(class)
    }

    /// Whether one of them is of one of these kinds.
    #[inline]
    pub const fn are(&self, kinds: Kinds) -> bool {
        self.kinds.meets(kinds)
    }

    /// Whether one of them may be a verb of the named group.
    #[inline]
    pub const fn may_do(&self, group: &str) -> bool {
        self.deeds.may_have(group)
    }

    /// Whether one of them is a form of a verb.
    #[inline]
    pub const fn has_form(&self) -> bool {
        self.forms & !PLAIN != 0
    }

    /// Whether one of them is no form of a verb.
    #[inline]
    pub const fn has_plain(&self) -> bool {
        self.forms & PLAIN != 0
    }

    /// Whether one of them is a form of that tense.
    #[inline]
    pub const fn has_tense(&self, tense: Tense) -> bool {
        self.forms & tense.bit() != 0
    }

    /// Of which kinds they are.
    #[inline]
    pub const fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Their classes.
    #[inline]
    pub const fn classes(&self) -> &'static Classes {
        self.classes
    }

    /// The groups of their verbs.
    #[inline]
    pub const fn deeds(&self) -> &'static Classes {
        self.deeds
    }
}

/// The classes of all words of a sentence, or the functions of all its prepositions: told from others by a bit for each that hardly any other shares.
///
/// What no word of a sentence is need not be sought: a question whether a word somewhere is of a class asks here first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Classes([u64; PLACES / 64]);

/// None.
static NONE: Classes = Classes([0; PLACES / 64]);

impl Default for Classes {
    fn default() -> Self {
        NONE.clone()
    }
}

impl Default for &'static Classes {
    fn default() -> Self {
        &NONE
    }
}

impl Classes {
    /// Those of the names.
    pub const fn of(names: &[&str]) -> Self {
        let (mut classes, mut at) = ([0; PLACES / 64], 0);
        while at < names.len() {
            let place = place(names[at]);
            classes[place / 64] |= 1 << (place % 64);
            at += 1;
        }
        Self(classes)
    }

    /// The same classes, kept for the life of the program.
    pub(super) fn kept(self) -> &'static Self {
        keep_classes(self)
    }

    /// Notes what has this [`place`].
    #[inline]
    pub(super) fn note(&mut self, place: u16) {
        self.0[usize::from(place) / 64 % (PLACES / 64)] |= 1 << (place % 64);
    }

    /// Notes all of these.
    #[inline]
    pub fn join(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(own, other)| *own |= other);
    }

    /// Whether the named class is one of them; very seldom it is said to be where it is not.
    #[inline]
    pub const fn may_have(&self, class: &str) -> bool {
        let place = place(class);
        self.0[place / 64] & (1 << (place % 64)) != 0
    }

    /// Whether one of these is one of them, with the same doubt.
    #[inline]
    pub const fn meets(&self, others: &Self) -> bool {
        let (mut both, mut at) = (0, 0);
        while at < PLACES / 64 {
            both |= self.0[at] & others.0[at];
            at += 1;
        }
        both != 0
    }
}

impl Deref for Senses {
    type Target = [Sense];

    #[inline]
    fn deref(&self) -> &[Sense] {
        self.list
    }
}

impl<'s> IntoIterator for &'s Senses {
    type Item = &'s Sense;
    type IntoIter = slice::Iter<'s, Sense>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// Senses that stay for the life of the program, the same list once: packs are few, and one that is loaded anew adds nothing.
fn keep(senses: &[Sense]) -> &'static [Sense] {
    static KEPT: Mutex<Kept<[Sense]>> = Mutex::new(Kept::with_hasher(FxBuildHasher));
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.get(senses).copied().unwrap_or_else(|| {
        let fresh: &'static [Sense] = Box::leak(senses.into());
        kept.insert(fresh);
        fresh
    })
}

/// The same for classes, of which many words have the same.
fn keep_classes(classes: Classes) -> &'static Classes {
    static KEPT: Mutex<Kept<Classes>> = Mutex::new(Kept::with_hasher(FxBuildHasher));
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.get(&classes).copied().unwrap_or_else(|| {
        let fresh: &'static Classes = Box::leak(classes.into());
        kept.insert(fresh);
        fresh
    })
}

type Kept<T> = HashSet<&'static T, FxBuildHasher>;

/// A value of a class, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub(super) u32);

impl Value {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The form of a verb as far as patterns care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Tense {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}
