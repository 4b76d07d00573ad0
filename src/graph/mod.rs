//! Facts become quads, and quads become flat records.

mod records;

pub use records::{DocumentRecord, FactRecord, MentionRecord, Records};
