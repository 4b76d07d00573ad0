//! A dispatch as it was read.

use crate::model::{Span, When};

/// One dispatch: its text as read, and what is known of it from outside the text or from its head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The file's stem, or the id that came with the article. Unique within one build.
    pub id: String,
    /// The text exactly as read (after decoding); every offset counts from its start.
    pub text: String,
    /// The language it is written in, as a BCP 47 tag (`fr`), where known.
    pub lang: Option<String>,
    /// Title as given, or as found at the head of the text.
    pub title: Option<String>,
    /// Publication date, as given with the article or in its front matter.
    pub published: Option<When>,
    /// The outlet.
    pub source: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Where it was read from: a path, or `-` for standard input.
    pub origin: String,
    /// What each stretch of the text is. In order, without overlap; noise is left out.
    pub parts: Vec<Part>,
    /// SHA-256 of the text and of what came with it, in hexadecimal.
    pub hash: String,
}

/// A stretch of a document that may carry facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
}

/// What a stretch of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The main title (or one of its repetitions).
    Title,
    /// A line that heads a section.
    Heading,
    /// A line with the date of publication.
    DateLine,
    /// A paragraph of the body.
    Body,
}

impl Document {
    /// The spans of a kind.
    pub fn spans(&self, kind: PartKind) -> impl Iterator<Item = Span> + '_ {
        self.parts.iter().filter(move |part| part.kind == kind).map(|part| part.span)
    }
}
