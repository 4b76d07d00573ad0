//! Facts become quads, and quads become flat records.

mod iri;

pub mod vocabulary;

mod short;

mod values;

mod records;

mod quads;

mod read_back;

mod sketch;

mod claims;

mod merged;

mod stretches;

pub mod ontology;

mod validate;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use self::{
    claims::{ClaimRecord, ClueRecord, DocumentClaims, EvidenceRecord, claims_of_document},
    iri::{Base, NotABase, slug},
    merged::values_of,
    quads::{Sink, document_quads, knowledge_quads},
    read_back::{Unreadable, records_of_document},
    records::{DocumentRecord, FactRecord, MentionRecord, Records},
    short::short,
    sketch::{likeness, sketch},
    stretches::told_segments,
    validate::{BadShapes, Shapes, Violation},
    values::{date, fact_key, key as value_key, merged_key, term},
};
