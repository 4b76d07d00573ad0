//! A language pack: the folder `seeds/lang/<xx>/`, read and compiled.

use std::{cell::Cell, collections::BTreeMap};

use serde::Deserialize;

use crate::{
    lang::{
        attachment::Attachment,
        confidence::Confidence,
        dates::{DateFile, DateGrammar},
        fields::Fields,
        groups::{Groups, Numbered},
        lexicon::Lexicon,
        pattern::{PatternFile, Patterns},
        sense::{Classes, Sense, Value},
        token::{Cutting, Tokens},
        verbs::VerbFile,
    },
    model::Span,
};

/// A file of a language pack, by its path inside the pack.
pub type Files = BTreeMap<String, String>;

/// What is wrong with a language pack: file, line, column, what.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}")]
pub struct PackError {
    /// The file, with the language as folder.
    pub file: String,
    /// The line, counted from 1; 1 where it is not known.
    pub line: usize,
    /// The column, counted from 1 in characters; 1 where it is not known.
    pub column: usize,
    /// The reader's words.
    pub what: String,
}

impl PackError {
    fn of_file(code: &str, file: &str, what: String) -> Self {
        Self { file: format!("{code}/{file}"), line: 1, column: 1, what }
    }

    pub(super) fn of_text(code: &str, file: &str, text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, ..Self::of_file(code, file, error.message().to_owned()) }
    }
}

/// What `pack.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    code: String,
    name: String,
    decimal: char,
    thousands: Vec<char>,
    elisions: Vec<String>,
    clitics: Vec<String>,
    abbreviations: Vec<String>,
    #[serde(default)]
    initials: Vec<String>,
    plurals: Vec<(String, String)>,
    #[serde(default)]
    contractions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    bare_capitals: Vec<(char, char)>,
    functions: BTreeMap<String, Vec<String>>,
}

/// What any file of words says: classes, their values, their phrases.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A compiled language pack.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub code: String,
    /// What its speakers call it.
    pub name: String,
    /// How text is cut.
    pub cutting: Cutting,
    /// Pronouns that hang on a verb by a hyphen.
    pub clitics: Vec<String>,
    /// Short forms whose full stop ends no sentence.
    pub abbreviations: Vec<String>,
    /// Initials of more than one letter, in matching form: "Ch. Mirziyoyev".
    pub initials: Vec<String>,
    /// Endings that only plurals have.
    plurals: Vec<String>,
    /// All phrases.
    pub lexicon: Lexicon,
    /// What prepositions say, by function.
    functions: Groups,
    /// Lemmas by group (`support`, `happen`, `say`…).
    verb_groups: Groups,
    /// The patterns of all fact types.
    pub patterns: Patterns,
    /// How often each rule is right.
    pub confidence: Confidence,
    /// How the subject of a figure is told.
    pub attachment: Attachment,
    /// How it is told in which fields the parties of a text work together.
    pub fields: Fields,
    /// The time expressions.
    pub dates: DateGrammar,
}

/// Classes whose phrases have no plural.
const CLOSED: &[&str] = &[
    "det",
    "prep",
    "conj",
    "rel",
    "sub",
    "pron",
    "neg",
    "adv",
    "adj",
    "honorific",
    "particle",
    "qualifier",
    "qualifier-after",
    "unit",
    "multiplier",
    "number",
    "ordinal-suffix",
];

impl Language {
    /// Shows the numbers of the words of a short text, such as a name.
    pub fn see_words<T>(&self, text: &str, see: impl FnOnce(&[Option<u32>]) -> T) -> T {
        thread_local! {
            static BUFFERS: Cell<(Tokens, Vec<Option<u32>>)> = Cell::default();
        }
        let (mut tokens, mut numbers) = BUFFERS.take();
        tokens.recut(text, Span::new(0, text.len()), &self.cutting);
        self.lexicon.number_into(&tokens, &mut numbers);
        let seen = see(&numbers);
        BUFFERS.set((tokens, numbers));
        seen
    }

    /// Compiles the files of one pack.
    ///
    /// # Errors
    /// [`PackError`] names the file that does not fit the form, and where.
    pub fn compile(code: &str, files: &Files) -> Result<Self, PackError> {
        let fail = |file: &str, what: String| PackError::of_file(code, file, what);
        let wrong = |file: &str, text: &str, error: toml::de::Error| PackError::of_text(code, file, text, &error);
        let head = files.get("pack.toml").ok_or_else(|| fail("pack.toml", "is missing".to_owned()))?;
        let head: Head = toml::from_str(head).map_err(|error| wrong("pack.toml", head, error))?;
        let cutting = Cutting { decimal: head.decimal, thousands: head.thousands, elisions: head.elisions };
        let mut lexicon = Lexicon::default();
        lexicon.set_bare_capitals(head.bare_capitals);
        let mut verb_groups = BTreeMap::new();
        let mut patterns = Vec::new();
        let mut dates = DateFile::default();
        let mut confidence = Confidence::default();
        let mut attachment = Attachment::default();
        let mut fields = Fields::default();
        for (file, text) in files {
            match file.as_str() {
                "pack.toml" | "page.toml" => {}
                "verbs.toml" => {
                    let verbs: VerbFile = toml::from_str(text).map_err(|error| wrong(file, text, error))?;
                    verbs.add_to(&mut lexicon, &cutting).map_err(|what| fail(file, what))?;
                    verb_groups = verbs.groups;
                }
                "dates.toml" => {
                    dates = toml::from_str(text).map_err(|error| wrong(file, text, error))?;
                    add_words(&mut lexicon, &dates.words, &cutting, &head.plurals);
                }
                "dates-examples.toml" => {}
                "confidence.toml" => confidence = toml::from_str(text).map_err(|error| wrong(file, text, error))?,
                "attachment.toml" => attachment = toml::from_str(text).map_err(|error| wrong(file, text, error))?,
                "fields.toml" => fields = toml::from_str(text).map_err(|error| wrong(file, text, error))?,
                _ if file.starts_with("facts/") => {
                    let patterns_of: PatternFile = toml::from_str(text).map_err(|error| wrong(file, text, error))?;
                    add_words(&mut lexicon, &patterns_of.words, &cutting, &head.plurals);
                    patterns.push((file.trim_start_matches("facts/").trim_end_matches(".toml").to_owned(), patterns_of));
                }
                _ => {
                    let words: WordFile = toml::from_str(text).map_err(|error| wrong(file, text, error))?;
                    add_words(&mut lexicon, &words.words, &cutting, &head.plurals);
                    add_contracted(&mut lexicon, &words.words, &cutting, &head.contractions);
                }
            }
        }
        let patterns = Patterns::compile(patterns, &mut lexicon, &cutting, &head.plurals).map_err(|(file, what)| fail(&file, what))?;
        let mut dates = DateGrammar::compile(&dates, &mut lexicon, &cutting).map_err(|what| fail("dates.toml", what))?;
        let verb_groups = Groups::new(verb_groups, &lexicon);
        lexicon.settle(|verb, deeds| verb_groups.note(verb, deeds));
        dates.settle(&lexicon);
        Ok(Self {
            code: head.code,
            name: head.name,
            cutting,
            clitics: head.clitics,
            abbreviations: head.abbreviations,
            initials: head.initials,
            plurals: head.plurals.into_iter().filter(|(one, many)| one != many).map(|(_, many)| many).collect(),
            functions: Groups::new(head.functions, &lexicon),
            verb_groups,
            lexicon,
            patterns,
            confidence,
            attachment,
            fields,
            dates,
        })
    }

    /// Whether the lemma belongs to the named group of verbs.
    #[inline]
    pub fn verb_is(&self, lemma: impl Numbered, group: &str) -> bool {
        self.verb_groups.has(group, lemma.number(&self.lexicon))
    }

    /// Whether the lemma may belong to one of some groups of verbs: nearly always not, where it belongs to none.
    #[inline]
    pub fn may_be_one_of(&self, lemma: Value, groups: &Classes) -> bool {
        self.verb_groups.may_be_one_of(lemma, groups)
    }

    /// Notes what a preposition may say.
    pub fn note_functions(&self, preposition: Value, functions: &mut Classes) {
        self.functions.note(preposition, functions);
    }

    /// Notes the groups that a verb is in.
    pub fn note_groups(&self, lemma: Value, groups: &mut Classes) {
        self.verb_groups.note(lemma, groups);
    }

    /// Whether the first word of a phrase ends as a plural does that differs from its singular.
    pub fn is_plural(&self, phrase: &str) -> bool {
        let word = phrase.split_whitespace().next().unwrap_or(phrase);
        self.plurals.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// Whether a preposition can say the named function.
    #[inline]
    pub fn has_function(&self, function: &str, preposition: impl Numbered) -> bool {
        self.functions.has(function, preposition.number(&self.lexicon))
    }
}

fn add_words(lexicon: &mut Lexicon, words: &BTreeMap<String, BTreeMap<String, Vec<String>>>, cutting: &Cutting, plurals: &[(String, String)]) {
    for (class, values) in words {
        for (value, phrases) in values {
            for phrase in phrases {
                add_phrase(lexicon, class, value, phrase, cutting, if CLOSED.contains(&class.as_str()) { &[] } else { plurals });
            }
        }
    }
}

/// The class of prepositions, whose last word may be contracted with an article.
const PREPOSITION: &str = "prep";

/// Adds prepositional phrases as they stand before an article: "au sein de", "au sein du".
fn add_contracted(
    lexicon: &mut Lexicon,
    words: &BTreeMap<String, BTreeMap<String, Vec<String>>>,
    cutting: &Cutting,
    contractions: &BTreeMap<String, Vec<String>>,
) {
    for (value, phrases) in words.get(PREPOSITION).into_iter().flatten() {
        for phrase in phrases {
            let Some((lead, last)) = phrase.rsplit_once(' ') else { continue };
            for form in contractions.get(last).into_iter().flatten() {
                add_phrase(lexicon, PREPOSITION, value, &format!("{lead} {form}"), cutting, &[]);
            }
        }
    }
}

/// Prepositions and articles have so many letters at most, and no plural.
const SHORT: usize = 2;

/// Adds a phrase under a class and value, with its plural where endings are given.
pub(super) fn add_phrase(lexicon: &mut Lexicon, class: &str, value: &str, phrase: &str, cutting: &Cutting, plurals: &[(String, String)]) {
    let sense = Sense { class: lexicon.class_or_new(class), value: lexicon.value_or_new(value), form: None };
    let words = cut(phrase, cutting);
    lexicon.add(words.iter().map(String::as_str), sense);
    if plurals.is_empty() {
        return;
    }
    // The plural runs up to the first short word: a preposition or article.
    let mut open = true;
    let many: Vec<String> = words
        .iter()
        .map(|word| {
            open &= word.chars().count() > SHORT;
            if open { plural(word, plurals) } else { word.clone() }
        })
        .collect();
    lexicon.add(many.iter().map(String::as_str), sense);
    // "chef de cabinet" has one of its own; "de travaux" has not.
    if let Some((first, rest)) = words.split_first().filter(|(first, rest)| !rest.is_empty() && first.chars().count() > SHORT) {
        lexicon.add([plural(first, plurals).as_str()].into_iter().chain(rest.iter().map(String::as_str)), sense);
    }
}

fn plural(word: &str, endings: &[(String, String)]) -> String {
    for (from, to) in endings {
        if let Some(stem) = word.strip_suffix(from.as_str()) {
            return format!("{stem}{to}");
        }
    }
    word.to_owned()
}

/// The matching forms of a phrase's words.
pub(super) fn cut(phrase: &str, cutting: &Cutting) -> Vec<String> {
    let tokens = Tokens::cut(phrase, Span::new(0, phrase.len()), cutting);
    (0..tokens.len()).map(|index| tokens.normal(index).to_owned()).collect()
}
