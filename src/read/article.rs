//! An article as it came in, with what came with it, and the making of a document from it.

use std::{collections::HashMap, fmt, fs, path::Path, sync::Arc};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    Options,
    page::{Pages, beginning},
    parts,
};
use crate::model::{Document, Part, PartKind, SkipReason, Skipped, When};

/// How much running text tells the language; in bytes.
const SAMPLE: usize = 600;

/// Where an article was read: a file, and the line where the file holds many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) path: Arc<str>,
    pub(super) line: Option<usize>,
}

impl Origin {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_string_lossy().into(), line: None }
    }

    pub(super) fn at(&self, line: usize) -> Self {
        Self { path: Arc::clone(&self.path), line: Some(line) }
    }

    /// Whether both are the same line of the same file, however its path is written.
    fn is(&self, other: &Self) -> bool {
        let file = |origin: &Self| fs::canonicalize(&*origin.path).ok();
        self.line == other.line && file(self).is_some_and(|path| file(other) == Some(path))
    }

    pub(super) fn skipped(&self, reason: SkipReason) -> Skipped {
        Skipped { origin: self.to_string(), reason }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// What may come with a text: the keys of front matter and of a record. Other keys are left alone.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(super) struct Meta {
    pub(super) id: Option<Id>,
    pub(super) text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    lang: Option<String>,
}

/// An id; some collections number their articles.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged, expecting = "its id is neither a text nor a whole number")]
pub(super) enum Id {
    Number(u64),
    Word(String),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => word.trim().fmt(f),
        }
    }
}

/// A text with what came with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Article {
    pub(super) origin: Origin,
    pub(super) id: String,
    pub(super) meta: Meta,
    pub(super) text: String,
    /// Where in the text its front matter ends; in bytes.
    pub(super) start: usize,
}

impl Article {
    /// Finds out what each part of the text is, its date and its language, where they did not come with it.
    pub(super) fn into_document(self, options: &Options, pages: &Pages) -> Result<Document, Skipped> {
        let Self { origin, id, meta, text, start } = self;
        if text[start..].trim().is_empty() {
            return Err(origin.skipped(SkipReason::Empty));
        }
        let hash = meta.hash(&text);
        let given = meta.title.filter(|title| !title.trim().is_empty());
        let parts = parts::parts(&text, start, given.as_deref(), pages);
        let lang = options.lang.clone().or(meta.lang).filter(|tag| is_tag(tag)).map(|tag| primary(&tag)).or_else(|| detect(&text, &parts, pages));
        let published = meta.published.or(meta.date).and_then(|date| given_date(&date, lang.as_deref(), pages));
        let spans = |kind| parts.iter().filter(move |part: &&Part| part.kind == kind).map(|part| part.span);
        let dated = spans(PartKind::DateLine).map(|line| line.of(&text));
        let published = match published {
            Some(given) => pages.by_day(given, dated, lang.as_deref()),
            None => pages.published(dated.clone(), lang.as_deref()).or_else(|| pages.year_told(dated, body(&text, &parts), lang.as_deref())),
        };
        let title = given.or_else(|| spans(PartKind::Title).next().map(|title| title.of(&text).to_owned()));
        Ok(Document { id, lang, title, published, source: meta.source, url: meta.url, origin: origin.to_string(), hash, parts, text })
    }
}

impl Meta {
    /// SHA-256 over the text and over all that came with it but the id, each with its length.
    fn hash(&self, text: &str) -> String {
        let mut hasher = Sha256::new();
        for given in [&self.title, &self.published, &self.date, &self.source, &self.url, &self.lang] {
            let given = given.as_deref();
            hasher.update(given.map_or(u64::MAX, |given| given.len() as u64).to_le_bytes());
            hasher.update(given.unwrap_or_default());
        }
        hasher.update(text);
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// So far into the text it says of which year the day in its dateline is; in bytes.
const OPENING: usize = 600;

/// The opening of a text behind title and dateline.
fn body<'t>(text: &'t str, parts: &[Part]) -> &'t str {
    let start = parts.iter().find(|part| part.kind == PartKind::Body).map_or(text.len(), |part| part.span.start);
    let end = (start..=text.len().min(start + OPENING)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(start);
    &text[start..end]
}

/// Whether a tag has the shape of a BCP 47 tag: it becomes the tag of RDF literals.
fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The language of a tag, without script and country: `fr-CA` is read as `fr`.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// A date that came with an article: ISO 8601 (a time of day is dropped), or as its language writes dates.
fn given_date(date: &str, lang: Option<&str>, pages: &Pages) -> Option<When> {
    let date = date.trim();
    let day = date.split_once(['T', ' ']).map_or(date, |(day, _)| day);
    date.parse().ok().or_else(|| day.parse().ok()).or_else(|| pages.date_in(date, lang))
}

/// The language of the paragraphs, where they are enough to tell.
fn detect(text: &str, parts: &[Part], pages: &Pages) -> Option<String> {
    let mut sample = String::with_capacity(SAMPLE);
    for part in parts.iter().filter(|part| part.kind == PartKind::Body) {
        sample.push_str(beginning(part.span.of(text), SAMPLE - sample.len().min(SAMPLE)));
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    pages.language(&sample).map(str::to_owned)
}

/// The ids that were given out, and where: two documents of one id would be one.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, Origin>);

impl Ids {
    /// Takes note of a document's id; false where this very text came before, by another of the paths.
    pub(super) fn admit(&mut self, id: &str, origin: Origin) -> Result<bool, Skipped> {
        match self.0.get(id) {
            Some(first) if first.is(&origin) => Ok(false),
            Some(first) => Err(origin.skipped(SkipReason::DuplicateId(first.to_string()))),
            None => {
                self.0.insert(id.to_owned(), origin);
                Ok(true)
            }
        }
    }
}
