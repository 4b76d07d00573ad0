//! A sentence as all readers see it: its items, its phrases, and what of it is worked out once.

use std::cell::OnceCell;

use smallvec::SmallVec;

use crate::{
    extract::{chunk::Chunk, clause::Clauses, frame::Told, parties::is_group, quotation::Quotes},
    lang::Classes,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Sentence},
};

/// Most sentences have no more items that name somebody.
const NAMED: usize = 16;

/// A sentence as the engine sees it.
pub struct Scene<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its phrases and what they are to each other.
    pub clauses: Clauses<'a>,
    /// What its words may be: a class that is not among them need not be sought.
    pub classes: Classes,
    /// Which of its items name or stand for somebody or something.
    named: SmallVec<[u32; NAMED]>,
    /// Whether it has a date.
    pub dated: bool,
    /// Whether it has a figure.
    pub counts: bool,
    /// A bit for each kind of entity that a name or reference in it may stand for.
    kinds: u16,
    /// Whether it speaks of several at once: "les deux pays".
    pub grouped: bool,
    /// Its marks of quotation, once somebody has asked.
    pub(super) quotes: OnceCell<Quotes>,
    /// The countries that it names, once somebody has asked.
    pub(super) countries: OnceCell<Vec<EntityId>>,
    /// The parties that it names together, once somebody has asked.
    pub(super) together: OnceCell<Option<Vec<EntityId>>>,
    /// Whether it names a corridor or line, once somebody has asked.
    pub(super) lined: OnceCell<bool>,
    /// For each phrase, what is found out once for all patterns that it triggers.
    told: OnceCell<Box<[OnceCell<Box<Told>>]>>,
}

const fn bit(kind: EntityKind) -> u16 {
    1 << kind as u16
}

impl<'a> Scene<'a> {
    /// A sentence with its phrases.
    pub fn new(sentence: &'a Sentence, clauses: Clauses<'a>) -> Self {
        let mut classes = Classes::default();
        let (mut dated, mut counts, mut kinds, mut grouped, mut named) = (false, false, 0, false, SmallVec::new());
        for (at, item) in (0..).zip(&sentence.items) {
            classes.join(item.senses.classes());
            match &item.kind {
                ItemKind::Word | ItemKind::Mark => {}
                ItemKind::Name(name) => {
                    name.entities.iter().for_each(|id| kinds |= bit(id.kind()));
                    named.push(at);
                }
                ItemKind::Reference(reference) => {
                    named.push(at);
                    reference.entities.iter().chain(&reference.countries).for_each(|id| kinds |= bit(id.kind()));
                    grouped |= is_group(item);
                }
                ItemKind::Date(_) => dated = true,
                ItemKind::Quantity(_) => counts = true,
            }
        }
        Self {
            sentence,
            clauses,
            classes,
            named,
            dated,
            counts,
            kinds,
            grouped,
            quotes: OnceCell::new(),
            countries: OnceCell::new(),
            together: OnceCell::new(),
            lined: OnceCell::new(),
            told: OnceCell::new(),
        }
    }

    /// Its items that name or stand for somebody or something.
    pub fn named(&self) -> impl DoubleEndedIterator<Item = &'a Item> + Clone {
        self.named.iter().map(|at| &self.sentence.items[*at as usize])
    }

    /// The entities of these items, where one may be of these kinds, else none.
    pub fn named_of(&self, kinds: &[EntityKind]) -> impl DoubleEndedIterator<Item = &'a EntityId> + Clone {
        let named = if self.names(kinds) { self.named.as_slice() } else { &[] };
        named.iter().flat_map(|at| self.sentence.items[*at as usize].entities())
    }

    /// Whether a name or reference in it may stand for an entity of one of these kinds.
    #[inline]
    pub fn names(&self, kinds: &[EntityKind]) -> bool {
        self.kinds & kinds.iter().fold(0, |kinds, kind| kinds | bit(*kind)) != 0
    }

    /// What is found out once for all patterns of a trigger.
    pub(super) fn told(&self, trigger: usize) -> &Told {
        let told = self.told.get_or_init(|| self.chunks().iter().map(|_| OnceCell::new()).collect());
        told[trigger].get_or_init(Box::default)
    }

    /// The phrases.
    pub fn chunks(&self) -> &'a [Chunk] {
        self.clauses.chunks
    }

    /// The items of a phrase.
    pub fn items(&self, chunk: usize) -> &'a [Item] {
        self.chunks().get(chunk).map(|chunk| &self.sentence.items[chunk.start..chunk.end]).unwrap_or_default()
    }

    /// Whether a word of the sentence is of the class. No look at its words where none is, as with the next three.
    #[inline]
    pub fn has(&self, class: &str) -> bool {
        self.classes.may_have(class) && self.any(&self.sentence.items, class)
    }

    /// Whether a word of a phrase is of the class.
    #[inline]
    pub fn is(&self, chunk: usize, class: &str) -> bool {
        self.classes.may_have(class) && self.any(self.items(chunk), class)
    }

    /// The value that the first word of a phrase that is of the class has in it.
    #[inline]
    pub fn code(&self, chunk: usize, class: &str) -> Option<&'a str> {
        if self.classes.may_have(class) { self.first(chunk, class) } else { None }
    }

    /// Whether a word of a phrase has that value in the class.
    #[inline]
    pub fn codes(&self, chunk: usize, class: &str, code: &str) -> bool {
        self.classes.may_have(class) && self.any_codes(chunk, class, code)
    }

    #[inline(never)]
    fn any(&self, items: &[Item], name: &str) -> bool {
        let lexicon = &self.clauses.language.lexicon;
        items.iter().any(|item| lexicon.sense(&item.senses, name).is_some())
    }

    #[inline(never)]
    fn first(&self, chunk: usize, class: &str) -> Option<&'a str> {
        let language = self.clauses.language;
        self.items(chunk).iter().find_map(|item| item.code(&language.lexicon, class))
    }

    #[inline(never)]
    fn any_codes(&self, chunk: usize, class: &str, code: &str) -> bool {
        self.items(chunk).iter().any(|item| item.code(&self.clauses.language.lexicon, class) == Some(code))
    }
}
