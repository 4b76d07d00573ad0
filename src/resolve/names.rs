//! The shape of people's names that no table has: capitalised words with the particles and initials that go with them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::{
    lang::{Kinds, see_folded},
    model::EntityKind,
    recognise::{Item, ItemKind},
    resolve::roles::Roles,
};

/// Given names, without accents: they tell a person from a company or place.
static GIVEN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../seeds/entities/given-names.txt").lines().filter(|line| !line.starts_with(['#', '-', '+', '='])).collect());

/// Family names that stand before the given name, without accents.
static FIRST: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../seeds/entities/given-names.txt").lines().filter_map(|line| line.strip_prefix('+')).collect());

/// Names that stand second in names of three words, without accents.
static SECOND: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../seeds/entities/given-names.txt").lines().filter_map(|line| line.strip_prefix('=')).collect());

/// How family names end, without accents.
static ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../seeds/entities/given-names.txt").lines().filter_map(|line| line.strip_prefix('-')).collect());

/// A family name that an ending gives away has more letters than this before it.
const STEM: usize = 3;

/// How a name made of the father's ends, without accents.
const FATHER: [&str; 4] = ["ovitch", "evitch", "ovna", "evna"];

/// Words that no family name is: they begin the name of an office, a body, a place, an occasion or a text, or are small.
const TITLED: [&str; 29] = [
    "adv",
    "agreement-kind",
    "body",
    "body-again",
    "conj",
    "counterpart",
    "det",
    "event-kind",
    "former",
    "group",
    "honorific",
    "line-head",
    "number-word",
    "ordinal",
    "org-head",
    "org-lead",
    "org-word",
    "place-head",
    "prep",
    "project-kind",
    "pron",
    "rel",
    "role",
    "role-adjunct",
    "role-portfolio",
    "side",
    "site-head",
    "sub",
    "world-part",
];

/// No name has more words than this.
const WORDS: usize = 7;

/// Whether a word is a given name.
pub fn is_given(word: &str) -> bool {
    see_folded(word, |word| GIVEN.contains(word))
}

/// Whether a word ends like a family name.
pub fn is_family(word: &str) -> bool {
    see_folded(word, |word| ENDINGS.iter().any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.len() > STEM)))
}

/// Whether a word is a name made of the father's.
pub fn has_father(word: &str) -> bool {
    see_folded(word, |word| FATHER.iter().any(|ending| word.ends_with(ending)))
}

impl Roles<'_> {
    /// Whether an item is the name of somebody known.
    pub fn is_known_person(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(is_person)
    }

    /// The end of a person's name that begins at an item, known or of the shape of a name of so many words.
    pub fn person_at(&self, at: usize, least: usize) -> Option<usize> {
        self.unknown(at, least).or_else(|| self.is_known_person(at).then(|| self.rest(at)))
    }

    /// Where the name of somebody known ends that a particle goes on with; a family name that is a given name too begins somebody else's.
    pub fn rest(&self, at: usize) -> usize {
        let begins = || self.items.get(at).is_some_and(|item| item_is_family(item) && is_given(item.span.of(self.text)));
        if self.is_known_person(at) && !begins() && self.is_particle(at + 1) && self.items.get(at + 1).is_some_and(|item| !item.is_any(Kinds::PREPOSITION)) {
            self.unknown(at + 2, 1).unwrap_or(at + 1)
        } else {
            at + 1
        }
    }

    /// Where the person's name that ends before an item begins.
    pub fn person_ending(&self, end: usize) -> Option<usize> {
        let long = (2..=9).rev().filter_map(|length| end.checked_sub(length)).find(|start| self.unknown(*start, 2) == Some(end));
        let last = end.checked_sub(1)?;
        // "M. X": one word is enough behind a form of address.
        let addressed = || {
            let mark = self.items.get(last.checked_sub(1)?).is_some_and(|item| item.is_mark(self.text, "."));
            let address = last.checked_sub(1 + usize::from(mark)).filter(|at| self.items[*at].is_any(Kinds::ADDRESS))?;
            (address < last && self.unknown(last, 1) == Some(end)).then_some(last)
        };
        long.or(self.is_known_person(last).then_some(last)).or_else(addressed)
    }

    /// The end of an unknown person's name that begins at an item: at least so many capitalised words that no list has.
    pub fn unknown(&self, at: usize, least: usize) -> Option<usize> {
        let may_begin = |item: &Item| item.capital || matches!(item.kind, ItemKind::Name(_));
        if self.shouting || !self.items.get(at).is_some_and(may_begin) {
            return None;
        }
        let mut end = at;
        let mut words = 0;
        let mut strange = 0;
        // "S. Jaishankar": initials, with or without their full stops, come first.
        while self.is_initial(end) && words < 3 {
            words += 1;
            end += 1 + usize::from(self.items.get(end + 1).is_some_and(|item| item.is_mark(self.text, ".")));
        }
        if words > 0 && !self.items.get(end).is_some_and(|item| item.capital && (self.is_plain(end, 1) || is_person(item))) {
            return None;
        }
        while let Some(item) = self.items.get(end) {
            let plain = self.is_plain(end, words);
            // "Maulvi Amir Khan": what stands before a known name belongs to it.
            if words > 0 && is_person(item) && !item_is_family(item) {
                return (words <= 2 && strange == words).then_some(end + 1);
            }
            let family = is_person(item) && item_is_family(item);
            let place =
                |kinds: &[EntityKind]| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| kinds.contains(&id.kind())));
            let given = |at: usize| self.items.get(at).is_some_and(|item| is_given(item.span.of(self.text)));
            // "Milan Petrovic", "Mehmet Ceylan": a given name that is a town too, a family name that is a country too.
            let named = |at: usize| self.items.get(at).is_some_and(|item| is_family(item.span.of(self.text)));
            let town = words == 0 && place(&[EntityKind::City]) && self.is_plain(end + 1, 1) && (given(end) || named(end + 1));
            let land = words == 1 && item.capital && place(&[EntityKind::Country, EntityKind::Place]) && given(at);
            // "Martin Bouygues": a family name that a company has too.
            let firm = words == 1 && item.capital && place(&[EntityKind::Organisation]) && given(at) && !self.items[at].hyphen;
            let doubtful = words > 0
                && (matches!(&item.kind, ItemKind::Name(named) if named.doubtful || named.demonym && item.capital)
                    || place(&[EntityKind::City])
                    || land
                    || firm);
            // "Kim Jin-pyo": what hangs on a name by a hyphen.
            let hung = words > 0 && item.hyphen && !item.capital && item.kind == ItemKind::Word && self.is_plain(end - 1, words);
            if words > 0 && self.is_particle(end) || hung {
                end += 1;
                continue;
            }
            let initial = words > 0 && item.is_mark(self.text, ".") && self.is_initial(end - 1);
            if initial {
                end += 1;
                continue;
            }
            // "Johann N. X": an initial behind the given name, whatever word it may be.
            let stop = |at: usize| self.items.get(at).is_some_and(|item| item.is_mark(self.text, "."));
            if words > 0 && !plain && stop(end + 1) && self.is_initial(end) && self.items.get(end + 2).is_some_and(|next| next.capital) {
                end += 2;
                continue;
            }
            if !(plain || family || doubtful || town) || words >= WORDS {
                break;
            }
            words += 1;
            strange += usize::from(plain || family);
            end += 1;
        }
        (words >= least && strange > 0 && end > at).then_some(end)
    }

    /// Whether a stretch of capitals looks like a person: it begins with a given name, or ends like a family name.
    pub fn looks_like_person(&self, start: usize, end: usize) -> bool {
        let given = self.items.get(start).is_some_and(|item| is_given(first_word(item.span.of(self.text))));
        // "Xxx Yyyovitch" is how somebody named before is addressed; with a family name behind, the father's name tells a person.
        let father = |at: usize| self.items.get(at).is_some_and(|item| self.is_plain(at, 1) && has_father(item.span.of(self.text)));
        if end == start + 2 && father(start + 1) {
            return false;
        }
        // "TSUKAMOTO Kenji": the family name in capitals stands first.
        let second = || self.items.get(start + 1).is_some_and(|item| is_given(item.span.of(self.text)));
        let shouted = |item: &Item| item.span.of(self.text).chars().count() > 2 && item.span.of(self.text).chars().all(char::is_uppercase);
        let given = given || end == start + 2 && self.items.get(start).is_some_and(shouted) && second();
        let first = end <= start + 3 && self.items.get(start).is_some_and(|item| see_folded(item.span.of(self.text), |name| FIRST.contains(name)));
        let given = given || first || (start + 1..end.saturating_sub(1)).any(father);
        given || end.checked_sub(1).and_then(|last| self.items.get(last)).is_some_and(|item| is_family(item.span.of(self.text)))
    }

    /// A capitalised word that is in no list, or that may stand in names although it is.
    fn is_plain(&self, at: usize, words: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let Some(item) = self.items.get(at).filter(|item| item.kind == ItemKind::Word && item.capital) else { return false };
        let text = item.span.of(self.text);
        if words == 0 && text.chars().all(char::is_uppercase) && (2..=3).contains(&text.chars().count()) {
            return false;
        }
        // "Marie X": a given name that is a verb too.
        let verb = || item.is_any(Kinds::VERB) && !item.is_any(Kinds::DETERMINER) && (words > 0 || is_given(text));
        let next = || self.items.get(at + 1).is_some_and(|next| next.capital || next.is(lexicon, "particle"));
        // "Le Thi X": a short family name that is another word too, before a name that stands second.
        let is = |item: &Item, names: &FxHashSet<&'static str>| see_folded(item.span.of(self.text), |name| names.contains(name));
        let second = || self.items.get(at + 1).is_some_and(|next| next.capital && is(next, &SECOND));
        let third = || at > 0 && self.items[at - 1].capital && is(&self.items[at - 1], &FIRST) && is(item, &SECOND);
        let short = || text.chars().nth(3).is_none() && (words == 0 && is(item, &FIRST) && second() || words == 1 && third());
        item.senses.is_empty() || short() || verb() || item.is(lexicon, "name-word") && (words > 0 || next()) || self.is_common(at, words)
    }

    /// "Harlem Désir", "M. Désir": a family name that is a common word, behind a given name or a form of address.
    fn is_common(&self, at: usize, words: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let item = &self.items[at];
        let text = item.span.of(self.text);
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        let behind = match before {
            Some(given) if words > 0 => given.capital && !given.hyphen && is_given(given.span.of(self.text)),
            Some(mark) if mark.is_mark(self.text, ".") => at > 1 && self.items[at - 2].is_any(Kinds::ADDRESS),
            Some(title) => title.is_any(Kinds::ADDRESS),
            None => false,
        };
        behind
            && !item.hyphen
            && text.chars().count() > 3
            && text.chars().skip(1).all(|c| !c.is_uppercase())
            && !TITLED.iter().any(|class| item.is(lexicon, class))
    }

    /// A small word inside a name, with what must stand behind it.
    fn is_particle(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let Some(item) = self.items.get(at).filter(|item| item.kind == ItemKind::Word && item.is(lexicon, "particle")) else { return false };
        let mut next = at + 1;
        // "bin al", "de la"
        if self.items.get(next).is_some_and(|next| next.kind == ItemKind::Word && next.is(lexicon, "particle")) {
            next += 1;
        }
        // A preposition is a particle only before a word that is no name of a place or body.
        let preposition = item.is_any(Kinds::PREPOSITION) && !item.capital;
        self.items.get(next).is_some_and(|next| {
            next.capital && (next.senses.is_empty() || next.is(lexicon, "name-word")) && (next.kind == ItemKind::Word || is_person(next) && !preposition)
        })
    }

    fn is_initial(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at).filter(|item| item.capital && item.kind != ItemKind::Mark && !item.hyphen) else { return false };
        let Some(next) = self.items.get(at + 1) else { return false };
        let stop = next.is_mark(self.text, ".");
        if !stop && !next.capital || item.is_any(Kinds::ADDRESS) {
            return false;
        }
        let text = item.span.of(self.text);
        // Two plain letters are no initial, as most names begin.
        let single = || !text.as_bytes().iter().take(2).all(u8::is_ascii_alphabetic) || text.len() == 1;
        single() && text.chars().filter(|c| c.is_alphabetic()).take(2).count() == 1
            || stop && see_folded(text, |text| self.language.initials.iter().any(|letters| letters == text))
    }
}

/// Whether an item names somebody known.
pub fn is_person(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person))
}

fn item_is_family(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Name(named) if named.family)
}

fn first_word(text: &str) -> &str {
    text.split([' ', '-', '\u{a0}', '.']).next().unwrap_or(text)
}
