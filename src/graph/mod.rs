//! Facts become quads, and quads become flat records.

mod iri;

mod values;
pub mod vocabulary;

mod quads;

pub mod ontology;
mod read_back;
mod records;

pub use self::{
    iri::{Base, NotABase, slug},
    quads::{document_quads, knowledge_quads},
    read_back::{Unreadable, records_of_document},
    records::{DocumentRecord, FactRecord, MentionRecord, Records},
    values::fact_key,
};

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
