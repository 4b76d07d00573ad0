//! CSV tables: one for each fact type, with nodes, edges, documents and mentions, and metadata as CSV on the Web.
//!
//! A column is declared once, with its cells; header, rows and metadata follow from that. RFC 4180: lines end in CRLF.

mod guard;
mod table;
mod tables;

use std::path::Path;

use serde_json::json;

use self::table::Table;
use super::{
    ExportError,
    names::Names,
    network::{edges, nodes},
    staging::Staging,
};
use crate::{fact::ALL, graph::Records};

/// Writes the tables, then `csv-metadata.json`. With `raw`, no cell is changed for the sake of spreadsheets.
pub(super) fn write(records: &Records, names: &Names, raw: bool, folder: &Path, staging: &mut Staging) -> Result<(), ExportError> {
    let edges = edges(records);
    let nodes = nodes(records, names, &edges);
    let mut writer = Writer { folder, staging, raw, described: Vec::new() };
    for spec in ALL {
        writer.put(tables::facts(spec, names), records.facts.iter().filter(|fact| fact.spec == *spec))?;
    }
    writer.put(tables::nodes(names), &nodes)?;
    writer.put(tables::edges(names), &edges)?;
    writer.put(tables::documents(), &records.documents)?;
    writer.put(tables::mentions(names), &records.mentions)?;
    let metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "silkgraph",
        "dc:description": "What dispatches state, one table for each type of fact, with the entities and the edges between them.",
        "tables": writer.described,
    });
    staging.write(&folder.join("csv-metadata.json"), |file| {
        serde_json::to_writer_pretty(&mut *file, &metadata)?;
        file.write_all(b"\n")
    })
}

struct Writer<'w> {
    folder: &'w Path,
    staging: &'w mut Staging,
    raw: bool,
    described: Vec<serde_json::Value>,
}

impl Writer<'_> {
    fn put<'r, R: 'r>(&mut self, table: Table<'r, R>, rows: impl IntoIterator<Item = &'r R>) -> Result<(), ExportError> {
        self.described.push(table.describe());
        self.staging.write(&self.folder.join(table.file()), |file| table.write(rows, self.raw, file))
    }
}

#[cfg(test)]
mod tests;
