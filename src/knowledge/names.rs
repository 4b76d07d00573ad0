//! One tree over all names of all languages.

use std::{cell::Cell, sync::OnceLock};

use crate::{
    lang::{Cutting, Hashed, Lexicon, Steps, Tokens, Words, is_bare, see_bare},
    model::Span,
};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameEntry {
    /// Index of the entity.
    pub entity: u32,
    /// How the name names it.
    pub kind: NameKind,
    /// Whether the name is too short or too common to be taken without other signs.
    pub needs_context: bool,
    /// Whether it must stand in capitals (an acronym that is a word as well).
    pub capitals: bool,
    /// Whether the name is usually written without a capital.
    pub lower: bool,
}

/// How a name names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A full name.
    Full,
    /// The adjective or noun of a country's people.
    Demonym,
    /// The first half of a double adjective (`franco-`).
    Prefix,
    /// A person's family name alone.
    Family,
    /// A name that holds only in a text that also names the whole (a branch by its side of the map).
    Local,
}

/// The tree. A step from the root is read from a list, so that the many words that no name begins with cost next to nothing.
#[derive(Debug, Default)]
pub struct Names {
    words: Words,
    /// By word: the node of the names that begin with it, or [`NONE`].
    heads: Vec<u32>,
    steps: Steps,
    /// By node: where its entries lie.
    ranges: Vec<(u32, u32)>,
    entries: Vec<NameEntry>,
    /// For the lexicon that was asked with first: by its words, their numbers here, or [`NONE`].
    shared: OnceLock<(u64, Box<[u32]>)>,
}

const NONE: u32 = u32::MAX;

/// The tree while it grows.
#[derive(Debug)]
pub(super) struct Planter {
    names: Names,
    found: Vec<(u32, NameEntry)>,
    cutting: Cutting,
    tokens: Tokens,
}

impl Planter {
    /// A tree without names, for so many.
    pub fn new(cutting: Cutting, capacity: usize) -> Self {
        let mut names = Names { words: Words::with_capacity(capacity), ..Names::default() };
        names.steps.reserve(capacity);
        Self { names, found: Vec::with_capacity(capacity), cutting, tokens: Tokens::default() }
    }

    /// Adds a name.
    pub fn add(&mut self, name: &str, entry: NameEntry) {
        let Names { words, heads, steps, ranges, .. } = &mut self.names;
        self.tokens.recut(name, Span::new(0, name.len()), &self.cutting);
        let mut fresh = || {
            ranges.push((0, 0));
            ranges.len() as u32 - 1
        };
        let mut node = None;
        for index in 0..self.tokens.len() {
            let word = see_bare(self.tokens.normal(index), |bare| words.number_or_new(bare));
            node = Some(match node {
                None => {
                    if heads.len() <= word as usize {
                        heads.resize(word as usize + 1, NONE);
                    }
                    let head = &mut heads[word as usize];
                    if *head == NONE {
                        *head = fresh();
                    }
                    *head
                }
                Some(node) => steps.get_or_insert(node, word, &mut fresh),
            });
        }
        if let Some(node) = node {
            ranges[node as usize].1 += 1;
            self.found.push((node, entry));
        }
    }

    /// The grown tree.
    pub fn finish(self) -> Names {
        let Self { mut names, found, .. } = self;
        let mut start = 0;
        for range in &mut names.ranges {
            let count = range.1;
            *range = (start, start);
            start += count;
        }
        let Some(filler) = found.first().map(|(_, entry)| *entry) else { return names };
        names.entries = vec![filler; found.len()];
        for (node, entry) in found {
            let range = &mut names.ranges[node as usize];
            let known = &mut names.entries[range.0 as usize..range.1 as usize];
            // The same name in two spellings ("OPEP", "Opep") is read as freely as the freer one.
            if let Some(known) = known.iter_mut().find(|known| known.entity == entry.entity && known.kind == entry.kind) {
                known.capitals &= entry.capitals;
                known.lower |= entry.lower;
                known.needs_context &= entry.needs_context;
            } else {
                names.entries[range.1 as usize] = entry;
                range.1 += 1;
            }
        }
        names
    }
}

impl Names {
    /// The numbers of the words of a text that names hold, in place of what `numbers` held.
    pub fn number(&self, tokens: &Tokens, numbers: &mut Vec<Option<u32>>) {
        numbers.clear();
        numbers.extend((0..tokens.len()).map(|index| self.word(tokens.hashed(index))));
    }

    /// [`Names::number`] for tokens of which `known` holds the numbers in a lexicon: most words of a text are not looked up again.
    pub fn number_known(&self, tokens: &Tokens, lexicon: &Lexicon, known: &[Option<u32>], numbers: &mut Vec<Option<u32>>) {
        let (which, shared) = self.shared.get_or_init(|| {
            let numbers = lexicon.words().map(|word| self.word(Hashed::new(word)).unwrap_or(NONE));
            (lexicon.which(), numbers.collect())
        });
        let same = *which == lexicon.which();
        numbers.clear();
        numbers.extend(tokens.iter().zip(known).enumerate().map(|(index, (token, known))| match known {
            // Behind a capital another word may be known than is written.
            Some(word) if same && !token.capital => Some(shared[*word as usize]).filter(|number| *number != NONE),
            _ => self.word(tokens.hashed(index)),
        }));
    }

    /// The number of a word, with or without its accents.
    fn word(&self, word: Hashed<'_>) -> Option<u32> {
        let found = if word.word.is_ascii() { self.words.number(word) } else { None };
        if found.is_some() || is_bare(word.word) {
            return found;
        }
        see_bare(word.word, |bare| self.words.number(Hashed::new(bare)))
    }

    /// Whether a name begins with the word.
    pub fn begins(&self, word: Option<u32>) -> bool {
        self.head(word).is_some()
    }

    fn head(&self, word: Option<u32>) -> Option<u32> {
        self.heads.get(word? as usize).copied().filter(|head| *head != NONE)
    }

    /// All names that begin at `words[at]`, shortest first: one past the last word, and what it stands for.
    pub fn at<'n>(&'n self, words: &[Option<u32>], at: usize, found: &mut Vec<(usize, &'n [NameEntry])>) {
        found.clear();
        let Some(mut node) = words.get(at).and_then(|word| self.head(*word)) else { return };
        let mut end = at + 1;
        loop {
            let entries = self.entries_of(node);
            if !entries.is_empty() {
                found.push((end, entries));
            }
            let Some(next) = words.get(end).copied().flatten().and_then(|word| self.steps.get(node, word)) else { return };
            node = next;
            end += 1;
        }
    }

    /// What a name stands for that is given as a whole.
    pub fn whole(&self, name: &str, cutting: &Cutting) -> &[NameEntry] {
        thread_local! {
            static TOKENS: Cell<Tokens> = Cell::default();
        }
        let mut tokens = TOKENS.take();
        tokens.recut(name, Span::new(0, name.len()), cutting);
        let step = |node: Option<u32>, index| {
            let word = self.word(tokens.hashed(index))?;
            node.map_or_else(|| self.head(Some(word)), |node| self.steps.get(node, word)).map(Some)
        };
        let node = (0..tokens.len()).try_fold(None, step).flatten();
        TOKENS.set(tokens);
        node.map(|node| self.entries_of(node)).unwrap_or_default()
    }

    fn entries_of(&self, node: u32) -> &[NameEntry] {
        let (start, end) = self.ranges.get(node as usize).copied().unwrap_or_default();
        &self.entries[start as usize..end as usize]
    }

    /// How many different names it holds.
    pub fn len(&self) -> usize {
        self.ranges.iter().filter(|(start, end)| start < end).count()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Names {
        let mut planter = Planter::new(cutting(), 0);
        for (entity, name) in (0..).zip(list) {
            let entry = NameEntry { entity, kind: NameKind::Full, needs_context: false, capitals: false, lower: false };
            planter.add(name, entry);
            planter.add(name, entry);
        }
        planter.finish()
    }

    fn cutting() -> Cutting {
        Cutting { decimal: ',', thousands: Vec::new(), elisions: vec!["d".to_owned()] }
    }

    #[test]
    fn names_are_found_by_their_words_without_accents() {
        let names = names(&["Mer Noire", "Mer", "Banque d'Astana", "Ékaterinbourg", "Mer Noire"]);
        assert_eq!(names.len(), 4);
        let text = "la mer  noire, la Banque d’Astana";
        let tokens = Tokens::cut(text, Span::new(0, text.len()), &cutting());
        let (mut words, mut found) = (Vec::new(), Vec::new());
        names.number(&tokens, &mut words);
        names.at(&words, 1, &mut found);
        let seen: Vec<(usize, Vec<u32>)> = found.iter().map(|(end, entries)| (*end, entries.iter().map(|entry| entry.entity).collect())).collect();
        assert_eq!(seen, [(2, vec![1]), (3, vec![0, 4])]);
        names.at(&words, 2, &mut found);
        assert!(found.is_empty(), "no name begins with its last word");
        names.at(&words, 5, &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(names.whole("EKATERINBOURG", &cutting())[0].entity, 3);
        assert!(names.whole("Banque", &cutting()).is_empty());
        assert!(names.whole("", &cutting()).is_empty());
    }
}
