//! The grammar of time expressions: `dates.toml` of a language pack, compiled to a small program a form.
//!
//! The head of the French file says how forms and settings are written. The machine that runs the programs over the tokens of
//! a text is `recognise::dates`.

mod form;
mod opening;
mod setting;
mod words;

use std::{collections::BTreeMap, iter};

use rustc_hash::FxHashMap;
use serde::Deserialize;

pub use form::{Capture, Step};
use opening::Opening;
pub use setting::{Of, Setting};
use words::{AHEAD, Words};
pub use words::{Figure, Sight};

use crate::{
    lang::{
        lexicon::Lexicon,
        pack::cut,
        token::{Cutting, TokenKind},
    },
    model::Toward,
};

/// What `dates.toml` says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DateFile {
    /// Words of the lexicon, as in any other file of words.
    #[serde(default)]
    pub(super) words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Values of number words.
    #[serde(default)]
    numbers: BTreeMap<String, Vec<String>>,
    /// The word between tens and a one ("vingt et un").
    #[serde(default)]
    number_links: Vec<String>,
    /// Endings of ordinals in figures.
    #[serde(default)]
    ordinal_endings: Vec<String>,
    /// Letters between hours and minutes.
    #[serde(default)]
    hour_marks: Vec<String>,
    /// Endings of verbs that tell their tense: `past`, `future`, `participle`.
    #[serde(default)]
    verb_endings: BTreeMap<String, Vec<String>>,
    /// By class: settings, and the phrases that say them.
    #[serde(default)]
    classes: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Forms with a name.
    #[serde(default)]
    parts: BTreeMap<String, String>,
    #[serde(default, rename = "rule")]
    rules: Vec<RuleFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    set: String,
    forms: Vec<String>,
}

/// A form, compiled.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its first step.
    pub start: usize,
    /// What holds of all that it says.
    pub set: Box<[Setting]>,
}

/// A phrase of a class, and what it says.
#[derive(Clone, Debug)]
pub struct ClassPhrase {
    /// Its words.
    pub words: Box<[u32]>,
    /// What it says.
    pub set: Box<[Setting]>,
}

/// The time expressions of a language.
#[derive(Debug, Default)]
pub struct DateGrammar {
    steps: Vec<Step>,
    rules: Vec<Rule>,
    /// The rule of every way into a form.
    ways: Vec<u16>,
    /// What the first tokens of these ways may be, until the pack is compiled.
    beginnings: Vec<[Opening; AHEAD]>,
    /// What ways through a form may begin with, until the pack is compiled.
    openings: Vec<Opening>,
    /// What it has to do with words and figures.
    words: Words,
    classes: Vec<FxHashMap<u32, Vec<ClassPhrase>>>,
    numbers: FxHashMap<u32, u32>,
    number_links: Vec<u32>,
    ordinal_endings: Vec<u32>,
    hour_marks: Vec<Box<str>>,
    /// The numbers of words by which hours and days are written in figures.
    signs: Signs,
    endings: Vec<(Box<str>, Toward)>,
    participles: Vec<Box<str>>,
}

/// The marks of hours and dates in figures, by their numbers.
#[derive(Debug, Default)]
struct Signs {
    hour: Vec<u32>,
    day: Vec<u32>,
}

/// Classes of small words, which open many an expression of time and more that are none.
const SMALL: [&str; 7] = ["det", "prep", "conj", "rel", "sub", "pron", "neg"];

impl DateGrammar {
    /// Compiles a file. New words go into the lexicon, without senses there.
    pub(super) fn compile(file: &DateFile, lexicon: &mut Lexicon, cutting: &Cutting) -> Result<Self, String> {
        let mut grammar = Self { hour_marks: file.hour_marks.iter().map(|mark| mark.as_str().into()).collect(), ..Self::default() };
        let mut numbered = |words: &[String]| -> Vec<u32> { words.iter().map(|word| lexicon.word_or_new(word)).collect() };
        grammar.number_links = numbered(&file.number_links);
        grammar.signs.hour = numbered(&file.hour_marks);
        grammar.signs.hour.extend(numbered(&[":".to_owned()]));
        grammar.signs.day = numbered(&["/".to_owned(), ".".to_owned()]);
        grammar.ordinal_endings = numbered(&file.ordinal_endings);
        for (value, words) in &file.numbers {
            let value: u32 = value.parse().map_err(|_| format!("`{value}` is no number"))?;
            grammar.numbers.extend(numbered(words).into_iter().map(|word| (word, value)));
        }
        for (tense, endings) in &file.verb_endings {
            let toward = match tense.as_str() {
                "past" => Toward::Past,
                "future" => Toward::Future,
                "participle" => {
                    grammar.participles.extend(endings.iter().map(|ending| ending.as_str().into()));
                    continue;
                }
                _ => return Err(format!("verb-endings.{tense}: past, future or participle")),
            };
            grammar.endings.extend(endings.iter().map(|ending| (ending.as_str().into(), toward)));
        }
        grammar.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let mut names = BTreeMap::new();
        for (name, values) in &file.classes {
            names.insert(name.as_str(), grammar.classes.len());
            let mut phrases: FxHashMap<u32, Vec<ClassPhrase>> = FxHashMap::default();
            for (settings, forms) in values {
                let set: Box<[Setting]> = setting::parse(settings).map_err(|what| format!("classes.{name}: {what}"))?.into();
                for form in forms {
                    let words: Box<[u32]> = cut(form, cutting).iter().map(|word| lexicon.word_or_new(word)).collect();
                    let first = *words.first().ok_or_else(|| format!("classes.{name}: an empty phrase"))?;
                    phrases.entry(first).or_default().push(ClassPhrase { words, set: set.clone() });
                }
            }
            for phrases in phrases.values_mut() {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
            grammar.classes.push(phrases);
        }
        for rule in &file.rules {
            let set: Box<[Setting]> = setting::parse(&rule.set)?.into();
            for form in &rule.forms {
                let number = u16::try_from(grammar.rules.len()).map_err(|_| "too many forms".to_owned())?;
                let start = grammar.steps.len();
                let mut compiler = form::Compiler { steps: &mut grammar.steps, classes: &names, parts: &file.parts, lexicon, cutting };
                compiler.form(form).map_err(|what| format!("`{form}`: {what}"))?;
                let opening = grammar.opening(start);
                if opening.any {
                    return Err(format!("`{form}` may begin with anything"));
                }
                for way in grammar.ways_into(start) {
                    grammar.ways.push(number);
                    grammar.beginnings.push(way);
                }
                grammar.rules.push(Rule { start, set: set.clone() });
            }
        }
        grammar.find_openings();
        Ok(grammar)
    }

    /// Notes at every choice what its first way may begin with, and at every look what that is for.
    fn find_openings(&mut self) {
        for at in 0..self.steps.len() {
            match self.steps[at] {
                Step::Split { first, .. } => {
                    let found = self.opening(first);
                    let number = self.numbered(found);
                    if let Step::Split { opening, .. } = &mut self.steps[at] {
                        *opening = number;
                    }
                }
                Step::Look { .. } => {
                    let (single, longer) = self.looks(at + 1);
                    let numbers = [self.numbered(single), self.numbered(longer)];
                    if let Step::Look { alone, opening, .. } = &mut self.steps[at] {
                        [*alone, *opening] = numbers;
                    }
                }
                _ => {}
            }
        }
    }

    fn numbered(&mut self, opening: Opening) -> usize {
        self.openings.iter().position(|known| *known == opening).unwrap_or_else(|| {
            self.openings.push(opening);
            self.openings.len() - 1
        })
    }

    /// Finds the telling words, and what ways every word may open, once all words of the pack are known.
    pub(super) fn settle(&mut self, lexicon: &Lexicon) {
        let of_steps = self.steps.iter().filter_map(|step| if let Step::Word(word) = step { Some(*word) } else { None });
        let of_classes = self.classes.iter().flat_map(FxHashMap::values).flatten().flat_map(|phrase| phrase.words.iter().copied());
        let numbers = self.numbers.keys().copied();
        let small = |word: &u32| {
            let words = [Some(*word)];
            SMALL.iter().any(|class| lexicon.longest(&words, 0, class).is_some())
        };
        let telling: Vec<u32> = of_steps.chain(of_classes).chain(numbers).filter(|word| !small(word)).collect();
        for word in telling {
            self.words.entry_mut(word).telling = true;
        }
        let (beginnings, openings) = (std::mem::take(&mut self.beginnings), std::mem::take(&mut self.openings));
        for word in beginnings.iter().flatten().chain(&openings).flat_map(|opening| &opening.words) {
            self.words.entry_mut(*word);
        }
        for (way, tokens) in beginnings.iter().enumerate() {
            tokens.iter().enumerate().for_each(|(place, opening)| self.words.open(opening, |entry| entry.stands[place].set(way)));
        }
        for (number, opening) in openings.iter().enumerate() {
            self.words.open(opening, |entry| entry.opens.set(number));
        }
        self.words.settle();
    }

    /// A token as the grammar sees it; `digit`: whether it ends with one.
    #[inline]
    pub fn sight<'n>(&self, word: Option<u32>, kind: TokenKind, digit: impl Fn() -> bool, normal: impl Fn() -> &'n str) -> Sight {
        let figure = (kind == TokenKind::Number).then(|| Figure::of(normal()));
        self.words.sight(word, figure, || kind == TokenKind::Word && digit() && self.hangs_on_hour(normal()))
    }

    /// Whether a word is written as minutes are that hang on their hour.
    fn hangs_on_hour(&self, normal: &str) -> bool {
        let hangs = |mark: &str| normal.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        self.hour_marks().any(hangs)
    }

    /// The rules that may begin with a token, before two others.
    pub fn rules_at(&self, tokens: [Sight; AHEAD]) -> impl Iterator<Item = &Rule> {
        let (mut block, mut ways, mut last) = (0, 0u64, None);
        let some = self.words.blocks(tokens);
        iter::from_fn(move || {
            loop {
                while ways == 0 {
                    // On to the next block that may have some.
                    block += some.rotate_right(block as u32 % 64).trailing_zeros() as usize;
                    if block * 64 >= self.ways.len() {
                        return None;
                    }
                    ways = self.words.ways(tokens, block);
                    block += 1;
                }
                let way = (block - 1) * 64 + ways.trailing_zeros() as usize;
                ways &= ways - 1;
                // A rule that may be gone into by several ways is one.
                let rule = self.ways[way];
                if last.replace(rule) != Some(rule) {
                    return self.rules.get(usize::from(rule));
                }
            }
        })
    }

    /// Whether a way through a form may begin with a token, by the number of what it may begin with.
    #[inline]
    pub fn may_open(&self, opening: usize, here: Sight) -> bool {
        self.words.is_in(opening, here)
    }

    /// A step of a program.
    pub fn step(&self, at: usize) -> &Step {
        self.steps.get(at).unwrap_or(&Step::End)
    }

    /// The phrases of a class that begin with a word, the longest first.
    pub fn class(&self, class: usize, word: u32) -> &[ClassPhrase] {
        self.classes.get(class).and_then(|phrases| phrases.get(&word)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The value of a number word.
    pub fn number(&self, word: u32) -> Option<u32> {
        self.numbers.get(&word).copied()
    }

    /// Whether a word links tens and a one.
    pub fn is_number_link(&self, word: u32) -> bool {
        self.number_links.contains(&word)
    }

    /// Whether a word is the ending of an ordinal in figures.
    pub fn is_ordinal_ending(&self, word: u32) -> bool {
        self.ordinal_endings.contains(&word)
    }

    /// Letters between hours and minutes.
    pub fn hour_marks(&self) -> impl Iterator<Item = &str> {
        self.hour_marks.iter().map(AsRef::as_ref)
    }

    /// On which side of the day of writing a verb lies, by its ending alone.
    pub fn ending(&self, word: &str) -> Option<Toward> {
        self.endings.iter().find(|(ending, _)| ends_on(word, ending)).map(|(_, toward)| *toward)
    }

    /// Whether a word may be a participle, by its ending alone.
    pub fn is_participle(&self, word: &str) -> bool {
        self.participles.iter().any(|ending| ends_on(word, ending))
    }

    /// How many forms it has.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// Whether a word ends so, and is more than its ending.
fn ends_on(word: &str, ending: &str) -> bool {
    /// Letters that must stand before the ending.
    const STEM: usize = 3;
    word.len() >= ending.len() + STEM && word.ends_with(ending)
}
