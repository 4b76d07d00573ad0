//! The words of a language: phrases with what they may be.

use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::lang::{
    code::Code,
    kinds::Kinds,
    mark::place,
    normalise::{folded, see_bare},
    sense::{Class, Classes, Sense, Senses, Value},
    steps::Steps,
    token::Tokens,
    words::{Hashed, Words},
};

/// The phrases of a language in a tree of words.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Which of all lexicons it is: what others note of its words holds for no other.
    which: u64,
    words: Words,
    /// Words with accents, by their form without: capitals often go without.
    bare: FxHashMap<Box<str>, u32>,
    /// By word: the node of the phrases that begin with it, or [`ROOT`] where none does.
    heads: Vec<u32>,
    /// By word: all classes that phrases beginning with it are of, until all are added.
    begins: Vec<Classes>,
    /// By word: what begins with it, once all is added.
    first: Vec<First>,
    steps: Steps,
    /// By node: what is added to it, until all is.
    senses: Vec<Vec<Sense>>,
    /// By node: what the phrase that ends there may be, once all is added.
    held: Vec<Senses>,
    classes: FxHashMap<Box<str>, Class>,
    class_names: Vec<Box<str>>,
    /// The [`place`]s of their names, and their kinds.
    known: Vec<(u16, Kinds)>,
    values: Vec<Code>,
    value_ids: FxHashMap<&'static str, Value>,
    /// Letters that capitals may stand for without their accent.
    bare_capitals: Vec<(char, char)>,
}

/// What is known of the phrases that begin with a word, side by side, as every word of a text is asked for it.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct First {
    /// What the word alone may be.
    senses: Senses,
    /// All classes that they are of.
    begins: &'static Classes,
    /// What [`Steps::behind`] says of their node.
    behind: u64,
    /// Their node, or [`ROOT`] where there are none.
    node: u32,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// One past its last token.
    pub end: usize,
    /// What it may be.
    pub senses: Senses,
}

const ROOT: u32 = 0;

/// Shorter words are known with their accents only.
const LEAST_BARE: usize = 4;

impl Lexicon {
    pub(super) fn set_bare_capitals(&mut self, letters: Vec<(char, char)>) {
        self.bare_capitals = letters;
    }

    pub(super) fn class_or_new(&mut self, name: &str) -> Class {
        if let Some(class) = self.class(name) {
            return class;
        }
        let class = Class(self.classes.len() as u16);
        self.classes.insert(name.into(), class);
        self.class_names.push(name.into());
        self.known.push((place(name) as u16, Kinds::of(name)));
        class
    }

    pub(super) fn value_or_new(&mut self, text: &str) -> Value {
        if let Some(value) = self.value_ids.get(text) {
            return *value;
        }
        let value = Value(self.values.len() as u32);
        let text = Code::kept(text);
        self.values.push(text);
        self.value_ids.insert(text.as_str(), value);
        value
    }

    /// The number of a word, known from now on.
    pub(super) fn word_or_new(&mut self, word: &str) -> u32 {
        self.words.number_or_new(word)
    }

    /// Adds a phrase, given as matching forms of its words.
    pub(super) fn add<'w>(&mut self, words: impl Iterator<Item = &'w str>, sense: Sense) {
        if self.senses.is_empty() {
            self.senses.push(Vec::new());
        }
        let mut node = ROOT;
        for word in words {
            let word = self.word_or_new(word);
            if node == ROOT {
                self.begins.resize(self.begins.len().max(word as usize + 1), Classes::default());
                self.begins[word as usize].note(self.known[usize::from(sense.class.0)].0);
            }
            let mut fresh = || {
                self.senses.push(Vec::new());
                self.senses.len() as u32 - 1
            };
            if node == ROOT {
                self.heads.resize(self.heads.len().max(word as usize + 1), ROOT);
                let head = &mut self.heads[word as usize];
                if *head == ROOT {
                    *head = fresh();
                }
                node = *head;
            } else {
                node = self.steps.get_or_insert(node, word, fresh);
            }
        }
        if let Some(senses) = self.senses.get_mut(node as usize)
            && !senses.contains(&sense)
        {
            senses.push(sense);
        }
    }

    /// The class of that name, if the pack has words for it.
    #[inline]
    pub fn class(&self, name: &str) -> Option<Class> {
        self.classes.get(name).copied()
    }

    /// Whether a class has that name. Names differ in length or letters: nothing is looked up by them.
    #[inline]
    pub fn is_class(&self, class: Class, name: &str) -> bool {
        // Most names of one length differ in their last letter already, which is cheaper to see than to call for a comparison.
        self.class_names
            .get(usize::from(class.0))
            .is_some_and(|known| known.len() == name.len() && known.as_bytes().last() == name.as_bytes().last() && **known == *name)
    }

    /// The first of some senses that is of the named class.
    pub fn sense<'s>(&self, senses: &'s [Sense], class: &str) -> Option<&'s Sense> {
        senses.iter().find(|sense| self.is_class(sense.class, class))
    }

    /// The text of a value.
    pub fn value(&self, value: Value) -> &'static str {
        self.values.get(value.0 as usize).map(|text| text.as_str()).unwrap_or_default()
    }

    /// The value of that text, if any word has it.
    pub fn value_of(&self, text: &str) -> Option<Value> {
        self.value_ids.get(text).copied()
    }

    /// How many classes there are.
    pub const fn classes(&self) -> usize {
        self.class_names.len()
    }

    /// How many values there are.
    pub(super) const fn values(&self) -> usize {
        self.values.len()
    }

    /// The number of a token's word, if any phrase holds it.
    pub fn word(&self, normal: &str) -> Option<u32> {
        self.words.number(Hashed::new(normal))
    }

    /// What begins with a word, if anything does.
    #[inline]
    fn first(&self, word: Option<u32>) -> Option<&First> {
        self.first.get(word? as usize).filter(|first| first.node != ROOT)
    }

    /// Whether a phrase that begins with a word may be of the class.
    #[inline]
    pub fn may_begin(&self, word: Option<u32>, class: &str) -> bool {
        self.first(word).is_some_and(|first| first.begins.may_have(class))
    }

    /// Shows what every phrase may be that begins at `words[at]`, shortest first, with one past its last token.
    #[inline]
    fn walk<'l>(&'l self, words: &[Option<u32>], at: usize, mut see: impl FnMut(usize, &'l Senses)) {
        let Some(first) = words.get(at).and_then(|word| self.first(*word)) else { return };
        see(at + 1, &first.senses);
        let (mut node, mut behind) = (first.node, first.behind);
        for (index, word) in words.iter().enumerate().skip(at + 1) {
            let Some(next) = word.and_then(|word| self.steps.get_of(node, behind, word)) else { return };
            (node, behind) = (next, self.steps.behind(next));
            see(index + 1, &self.held[node as usize]);
        }
    }

    /// All phrases that begin at `words[at]`, shortest first.
    pub fn phrases_at(&self, words: &[Option<u32>], at: usize, found: &mut Vec<Found>) {
        found.clear();
        self.walk(words, at, |end, senses| {
            if !senses.is_empty() {
                found.push(Found { end, senses: *senses });
            }
        });
    }

    /// The longest phrase of a class that begins at `words[at]`: one past its last token, and its value.
    #[inline]
    pub fn longest(&self, words: &[Option<u32>], at: usize, class: &str) -> Option<(usize, &str)> {
        let first = self.first.get((*words.get(at)?)? as usize)?;
        // Most words begin no phrase of the class.
        if first.begins.may_have(class) { self.longest_of(words, at, class) } else { None }
    }

    fn longest_of(&self, words: &[Option<u32>], at: usize, class: &str) -> Option<(usize, &str)> {
        let mut longest = None;
        self.walk(words, at, |end, senses| longest = self.sense(senses, class).map(|sense| (end, sense.value)).or(longest));
        longest.map(|(end, value)| (end, self.value(value)))
    }

    /// Gives it a number of its own, once it has all its words and is told what their verbs do.
    pub(super) fn settle(&mut self, note_deeds: impl Fn(Value, &mut Classes)) {
        static LEXICONS: AtomicU64 = AtomicU64::new(0);
        self.which = LEXICONS.fetch_add(1, Ordering::Relaxed) + 1;
        self.held = std::mem::take(&mut self.senses).iter().map(|senses| Senses::new(senses, &self.known, &note_deeds)).collect();
        let (heads, mut begins) = (std::mem::take(&mut self.heads), std::mem::take(&mut self.begins));
        begins.resize(heads.len(), Classes::default());
        let first = |(node, begins): (u32, Classes)| First { senses: self.held[node as usize], begins: begins.kept(), behind: self.steps.behind(node), node };
        self.first = heads.into_iter().zip(begins).map(first).collect();
        self.accept_bare_capitals();
    }

    /// Which of all lexicons it is.
    pub const fn which(&self) -> u64 {
        self.which
    }

    /// Its words, by number.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter()
    }

    /// Makes words with accents known in the form that capitals often have, where no other word is written so.
    fn accept_bare_capitals(&mut self) {
        let bare = |word: &str| Some(folded(word)).filter(|bare| bare.len() >= LEAST_BARE && self.word(bare).is_none());
        let mut forms: Vec<(Box<str>, u32)> = (0..)
            .zip(self.words.iter())
            .filter(|(_, word)| !word.is_ascii())
            .filter_map(|(number, word)| bare(word).map(|bare| (bare.into(), number)))
            .collect();
        // Of two words with one bare form the first in the pack wins.
        forms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.bare = forms.into_iter().collect();
    }

    /// The numbers of the words of some tokens.
    pub fn number(&self, tokens: &Tokens) -> Vec<Option<u32>> {
        let mut numbers = Vec::with_capacity(tokens.len());
        self.number_into(tokens, &mut numbers);
        numbers
    }

    /// The same, in place of what `numbers` held.
    pub fn number_into(&self, tokens: &Tokens, numbers: &mut Vec<Option<u32>>) {
        let number = |index: usize| {
            let known = self.words.number(tokens.hashed(index));
            if !tokens[index].capital {
                return known;
            }
            self.initial(tokens, index).or(known).or_else(|| see_bare(tokens.normal(index), |bare| self.bare.get(bare).copied()))
        };
        numbers.clear();
        numbers.extend((0..tokens.len()).map(number));
    }

    /// The word of one letter that a token is whose capital has lost its accent: "A Paris". An initial ("A. Smith") is none.
    fn initial(&self, tokens: &Tokens, index: usize) -> Option<u32> {
        let mut letters = tokens.normal(index).chars();
        let (letter, None) = (letters.next()?, letters.next()) else { return None };
        let (_, accented) = self.bare_capitals.iter().find(|(bare, _)| *bare == letter)?;
        let alone = tokens.get(index + 1).is_some_and(|next| !next.joined);
        alone.then(|| self.word(accented.encode_utf8(&mut [0; 4]))).flatten()
    }

    /// The longest phrase of a class that begins at `words[at]`: one past its last token.
    pub fn end_of(&self, words: &[Option<u32>], at: usize, class: Class) -> Option<usize> {
        let mut longest = None;
        self.walk(words, at, |end, senses| {
            if senses.iter().any(|sense| sense.class == class) {
                longest = Some(end);
            }
        });
        longest
    }

    /// What the word of a token alone may be.
    pub fn senses_of(&self, word: u32) -> &[Sense] {
        self.first(Some(word)).map(|first| &*first.senses).unwrap_or_default()
    }

    /// How many different phrases it holds.
    pub fn len(&self) -> usize {
        self.held.iter().filter(|senses| !senses.is_empty()).count()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Languages;

    #[test]
    fn hardly_any_two_classes_share_a_place() {
        let languages = Languages::shipped().unwrap();
        for language in languages.tags().filter_map(|tag| languages.get(tag)) {
            let places: Vec<u16> = language.lexicon.known.iter().map(|(place, _)| *place).collect();
            let different: std::collections::BTreeSet<_> = places.iter().collect();
            assert!(different.len() * 10 >= places.len() * 8, "{} places for {} classes", different.len(), places.len());
        }
    }
}
