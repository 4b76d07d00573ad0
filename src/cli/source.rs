//! What several commands begin with: an opened store, its base, its records, the pipeline.

use std::path::Path;

use oxigraph::model::Quad;

use super::{failure::Failure, output};
use crate::{
    graph::{Base, Records},
    knowledge::Knowledge,
    lang::Languages,
    pipeline::Pipeline,
    store::{Mode, Store, StoreError},
};

/// An open store and the base of its IRIs.
pub(super) struct Source {
    pub store: Store,
    pub base: Base,
}

impl Source {
    /// Opens a store; what was cleared on the way is told.
    pub fn open(dir: &Path, mode: Mode) -> Result<Self, Failure> {
        let store = Store::open(dir, mode)?;
        output::tell_all(store.repairs().iter());
        let base = match store.stamp().base.as_str() {
            "" => Base::default(),
            base => Base::new(base).map_err(Failure::broken)?,
        };
        Ok(Self { store, base })
    }

    /// All records.
    pub fn records(&self) -> Result<Records, Failure> {
        let mut records = Records::default();
        for (_, entry) in self.store.documents() {
            records.add_document(self.store.quads_of_graph(entry.graph.as_ref())?, &self.base)?;
        }
        records.complete(self.store.quads_of_graph(self.base.knowledge_graph().as_ref())?, &self.base);
        Ok(records)
    }

    /// All quads, graph by graph, each graph's in a fixed order; one graph is held in memory.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StoreError>> {
        self.store.entries().values().flat_map(|entry| match self.store.quads_of_graph(entry.graph.as_ref()) {
            Ok(quads) => quads.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }
}

/// The pipeline over the packs and the knowledge that are shipped.
pub(super) fn pipeline() -> Result<Pipeline, Failure> {
    Ok(Pipeline::new(Languages::shipped().map_err(Failure::broken)?, Knowledge::shipped().map_err(Failure::broken)?))
}

/// Refuses a language that no pack reads.
pub(super) fn check_language(lang: Option<&str>) -> Result<(), Failure> {
    let packs = Languages::shipped().map_err(Failure::broken)?;
    match lang {
        Some(lang) if packs.get(lang).is_none() => {
            let known: Vec<&str> = packs.tags().collect();
            Err(Failure::usage(format_args!("no language pack `{lang}`; there are {}", known.join(", "))))
        }
        _ => Ok(()),
    }
}
