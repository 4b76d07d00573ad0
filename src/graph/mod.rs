//! Facts become quads, and quads become flat records.

mod iri;

pub mod vocabulary;

mod values;

mod records;

mod quads;

mod read_back;

mod stretches;

pub mod ontology;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use self::{
    iri::{Base, NotABase, slug},
    quads::{document_quads, knowledge_quads},
    read_back::{Unreadable, records_of_document},
    records::{DocumentRecord, FactRecord, MentionRecord, Records},
    stretches::told_segments,
    values::fact_key,
};
