//! The flat records: a plain, ordered view of what the store holds, which every table and file is made from.

use crate::{
    fact::{Slots, Spec},
    model::{Entity, EntityId, When},
};

/// What the store holds, read back from its quads. Everything is in a fixed order, so that two exports of the same
/// store are the same bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// The documents, by id.
    pub documents: Vec<DocumentRecord>,
    /// The entities that some document mentions or some fact refers to, by id.
    pub entities: Vec<Entity>,
    /// The mentions, by document and position.
    pub mentions: Vec<MentionRecord>,
    /// The facts, a row for each document that states one (with its first evidence there), by document, position, type and id.
    pub facts: Vec<FactRecord>,
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRecord {
    /// The file's stem, or the id given with the document.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Title.
    pub title: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// Publication date.
    pub published: Option<When>,
    /// The outlet.
    pub source: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// SHA-256 of the document.
    pub hash: String,
    /// Id of the document that it is a copy of: both are one source.
    pub copy_of: Option<String>,
}

/// A mention. Offsets count Unicode characters of the document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRecord {
    /// Id of the document.
    pub document: String,
    /// Who or what.
    pub entity: EntityId,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// A fact as one document states it. Offsets count Unicode characters of the document's text.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRecord {
    /// IRI of the fact: the same in every document that states it, in whatever words; of a merged fact, the merged node's.
    pub iri: String,
    /// IRI of what this document claims, with its values: the same in every document that claims just this.
    pub claim: String,
    /// Id of the document.
    pub document: String,
    /// Its type.
    pub spec: &'static Spec,
    /// Its values.
    pub slots: Slots,
    /// First character of the evidence.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// The words of the evidence.
    pub text: String,
    /// The rule that read it.
    pub rule: String,
    /// How often the rule is right on annotated texts.
    pub confidence: f64,
    /// To whom the text attributes it.
    pub attributed_to: Option<EntityId>,
    /// Slots that were inferred, with the reason.
    pub inferred: Vec<(String, String)>,
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
