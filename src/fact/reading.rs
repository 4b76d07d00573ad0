//! All that one document gave, as it leaves extraction and enters the graph.

use std::sync::Arc;

use crate::{
    fact::{Claim, Refused},
    model::{Clue, Document, Entity, EntityId, Span},
};

/// An entity named, or plainly meant, by a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Who or what.
    pub entity: EntityId,
}

/// All that one document gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Every entity that a mention or a claim refers to, known before or not, ordered by id.
    pub entities: Vec<Arc<Entity>>,
    /// Mentions in order of the text.
    pub mentions: Vec<Mention>,
    /// Facts in order of their evidence.
    pub claims: Vec<Claim>,
    /// What the text says of the time of its writing beside its facts, in its order.
    pub clues: Vec<Clue>,
    /// What was left out, since it did not keep to its declaration.
    pub refused: Vec<Refused>,
}
