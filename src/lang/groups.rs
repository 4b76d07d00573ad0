//! Groups of words that say one thing: of verbs by what they tell, of prepositions by what they can say.

use std::collections::BTreeMap;

use crate::lang::{
    lexicon::Lexicon,
    mark::place,
    sense::{Classes, Value},
};

/// The groups of words, by the number of the word; asked at every phrase of a text, and nearly always in vain.
#[derive(Debug)]
pub(super) struct Groups(Box<[Member]>);

/// The groups that one word is in.
#[derive(Clone, Debug, Default)]
struct Member {
    groups: Vec<Box<str>>,
    /// The same, told apart by their places.
    places: &'static Classes,
}

impl Member {
    fn has(&self, group: &str) -> bool {
        self.groups.iter().any(|known| **known == *group)
    }
}

impl Groups {
    /// The groups by name, each with its words.
    pub(super) fn new(lists: BTreeMap<String, Vec<String>>, lexicon: &Lexicon) -> Self {
        let mut members = vec![Member::default(); lexicon.values()];
        for (group, words) in lists {
            for word in words.iter().filter_map(|word| lexicon.value_of(word)) {
                members[word.index()].groups.push(group.as_str().into());
            }
        }
        for member in members.iter_mut().filter(|member| !member.groups.is_empty()) {
            let mut places = Classes::default();
            member.groups.iter().for_each(|group| places.note(place(group) as u16));
            member.places = places.kept();
        }
        Self(members.into())
    }

    /// Whether a word may be in one of some groups: nearly always not, where it is in none.
    #[inline]
    pub(super) fn may_be_one_of(&self, word: Value, groups: &Classes) -> bool {
        self.0.get(word.index()).is_some_and(|member| member.places.meets(groups))
    }

    /// Notes the groups of a word.
    pub(super) fn note(&self, word: Value, groups: &mut Classes) {
        if let Some(member) = self.0.get(word.index()) {
            groups.join(member.places);
        }
    }

    /// Whether a word is in the group.
    #[inline]
    pub(super) fn has(&self, group: &str, word: Option<Value>) -> bool {
        let member = word.and_then(|word| self.0.get(word.index()));
        member.is_some_and(|member| member.places.may_have(group) && member.has(group))
    }
}

/// A value of the lexicon by its number, or by its text where nothing else is at hand.
pub trait Numbered {
    /// Its number.
    fn number(self, lexicon: &Lexicon) -> Option<Value>;
}

impl Numbered for Value {
    #[inline]
    fn number(self, _: &Lexicon) -> Option<Value> {
        Some(self)
    }
}

impl Numbered for &str {
    fn number(self, lexicon: &Lexicon) -> Option<Value> {
        lexicon.value_of(self)
    }
}

impl<N: Numbered + Copy> Numbered for &N {
    #[inline]
    fn number(self, lexicon: &Lexicon) -> Option<Value> {
        (*self).number(lexicon)
    }
}
