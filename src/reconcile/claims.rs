//! The claims of all documents, as compact as reconciling allows: each claim once, with the documents that make it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::copies;
use crate::{
    fact::{Slots, Spec},
    graph::{ClueRecord, DocumentClaims, EvidenceRecord},
    model::When,
};

/// A document as far as reconciling needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// When it was published.
    pub published: Option<When>,
    /// The outlet.
    pub outlet: Option<String>,
    /// Its sketch.
    pub sketch: Vec<u32>,
    /// What it says of the time of its writing beside its claims.
    pub clues: Vec<ClueRecord>,
    /// The document that stands for it and all its copies, by place in [`Claims::documents`]; itself where there are none.
    pub original: usize,
}

/// A claim with all documents that make just this claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// What names it.
    pub key: String,
    /// Its type.
    pub spec: &'static Spec,
    /// Its values.
    pub slots: Slots,
    /// Who states it, by document.
    pub by: Vec<Statement>,
}

/// A document that makes a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Place in [`Claims::documents`].
    pub document: usize,
    /// Where the document states it, in order of the text.
    pub evidence: Vec<EvidenceRecord>,
}

/// The claims of all documents; the same whatever the order in which these were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// The documents, by id.
    pub documents: Vec<Source>,
    /// Their claims, by key.
    pub stated: Vec<Stated>,
}

impl Claims {
    /// The claims of these documents, each of which comes once.
    pub fn new(documents: impl IntoIterator<Item = DocumentClaims>) -> Self {
        let mut gathering = Gathering::default();
        documents.into_iter().for_each(|document| gathering.add(document));
        gathering.finish()
    }

    /// The independent sources of some statements: copies of one text count once.
    pub fn sources<'s>(&self, statements: impl IntoIterator<Item = &'s Statement>) -> usize {
        let mut originals: Vec<usize> = statements.into_iter().map(|statement| self.documents[statement.document].original).collect();
        originals.sort_unstable();
        originals.dedup();
        originals.len()
    }
}

/// Claims while documents come in.
#[derive(Debug, Default)]
pub struct Gathering {
    documents: Vec<Source>,
    stated: FxHashMap<String, Stated>,
}

impl Gathering {
    /// Adds the claims of a document that was not added before.
    pub fn add(&mut self, document: DocumentClaims) {
        let place = self.documents.len();
        for claim in document.claims {
            let statement = Statement { document: place, evidence: claim.evidence };
            let (spec, slots) = (claim.spec, claim.slots);
            self.stated.entry(claim.key).or_insert_with_key(|key| Stated { key: key.clone(), spec, slots, by: Vec::new() }).by.push(statement);
        }
        let DocumentClaims { id, published, source, sketch, clues, .. } = document;
        self.documents.push(Source { id, published, outlet: source, sketch, clues, original: place });
    }

    /// All of them in order.
    pub fn finish(self) -> Claims {
        let mut order: Vec<usize> = (0..self.documents.len()).collect();
        order.sort_by(|a, b| self.documents[*a].id.cmp(&self.documents[*b].id));
        let places: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let mut documents = self.documents;
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        let mut stated: Vec<Stated> = self.stated.into_values().collect();
        stated.sort_by(|a, b| a.key.cmp(&b.key));
        for statement in stated.iter_mut().flat_map(|stated| &mut stated.by) {
            statement.document = places[&statement.document];
        }
        stated.iter_mut().for_each(|stated| stated.by.sort_by_key(|statement| statement.document));
        copies::mark(&mut documents);
        Claims { documents, stated }
    }
}
