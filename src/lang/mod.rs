//! Language packs: words, forms and patterns as data. This room holds no word of any language.

mod attachment;
mod code;
mod confidence;
mod dates;
mod fields;
mod groups;
mod kinds;
mod letters;
mod lexicon;
mod mark;
mod normalise;
mod pack;
mod pattern;
mod sense;
mod source;
mod steps;
mod token;
mod transliteration;
mod verbs;
mod words;

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

pub use attachment::{Attachment, GROUPS};
pub use code::Code;
pub use confidence::Confidence;
pub use dates::{Capture, ClassPhrase, DateGrammar, Figure, Of, Rule as DateRule, Setting, Sight, Step};
pub use fields::Fields;
pub use kinds::Kinds;
pub use lexicon::{Found, Lexicon};
pub use normalise::{fold, folded, is_bare, normalise, normalised, see_bare, see_folded};
pub use pack::{Files, Language, PackError};
pub use pattern::{Example, Pattern, Patterns, TRIGGER};
pub use sense::{Class, Classes, Sense, Senses, Tense, Value, VerbForm};
pub use source::Source;
pub use steps::Steps;
pub use token::{Cutting, Token, TokenKind, Tokens};
pub use transliteration::Transliteration;
pub use verbs::VERB;
pub use words::{Hashed, Words};

/// The files of the shipped packs.
#[derive(rust_embed::RustEmbed)]
#[folder = "seeds/lang"]
struct Shipped;

/// The languages that are read, by tag, with the files that they were compiled from.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    packs: BTreeMap<String, Arc<Language>>,
    files: Arc<BTreeMap<String, Files>>,
}

impl Languages {
    /// The shipped packs, compiled once.
    ///
    /// # Errors
    /// [`PackError`] where a shipped pack does not fit its form; the tests of this crate rule that out.
    pub fn shipped() -> Result<Self, &'static PackError> {
        static SHIPPED: LazyLock<Result<Languages, PackError>> = LazyLock::new(|| Languages::compile(shipped_files()));
        SHIPPED.as_ref().cloned()
    }

    /// Compiles packs from files by language. A folder without `pack.toml` is no pack (it may only know page furniture).
    ///
    /// # Errors
    /// [`PackError`] for the first pack that does not fit its form.
    pub fn compile(files: BTreeMap<String, Files>) -> Result<Self, PackError> {
        let packs = files
            .iter()
            .filter(|(_, files)| files.contains_key("pack.toml"))
            .map(|(code, files)| Ok((code.clone(), Arc::new(Language::compile(code, files)?))))
            .collect::<Result<_, _>>()?;
        Ok(Self { packs, files: Arc::new(files) })
    }

    /// The files that the packs were compiled from, by language.
    pub fn files(&self) -> &BTreeMap<String, Files> {
        &self.files
    }

    /// The pack of a language.
    pub fn get(&self, tag: &str) -> Option<&Arc<Language>> {
        self.packs.get(tag)
    }

    /// The tags of all packs.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.packs.keys().map(String::as_str)
    }
}

/// The files of the shipped packs by language; those of all languages together under none.
pub fn shipped_files() -> BTreeMap<String, Files> {
    let mut packs: BTreeMap<String, Files> = BTreeMap::new();
    for path in Shipped::iter() {
        let (code, file) = path.split_once('/').unwrap_or(("", &path));
        if let Some(content) = Shipped::get(&path) {
            packs.entry(code.to_owned()).or_default().insert(file.to_owned(), String::from_utf8_lossy(&content.data).into_owned());
        }
    }
    packs
}
