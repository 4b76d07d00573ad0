//! A store of a few made-up documents, each with quads that tell its version.

// Each test file uses a part of this.
#![allow(dead_code)]

use std::path::Path;

use oxigraph::model::{Literal, NamedNode, Quad};
use silkgraph::store::{Mode, Store, StoreError};

pub fn iri(path: &str) -> NamedNode {
    NamedNode::new(format!("https://example.org/{path}")).unwrap()
}

/// The quads of version `version` of document `id`: their number depends on both.
pub fn quads(id: &str, version: usize) -> Vec<Quad> {
    let graph = iri(id);
    (0..10 + version % 7).map(|i| Quad::new(graph.clone(), iri(&format!("p{i}")), Literal::from(format!("{id} {version}")), graph.clone())).collect()
}

pub fn write(store: &mut Store, id: &str, version: usize) {
    store.replace_document(id, &format!("hash {version}"), &iri(id), quads(id, version)).unwrap();
}

/// A store with documents `d0`… of version 0.
pub fn filled(dir: &Path, documents: usize) {
    let mut store = Store::open(dir, Mode::Write).unwrap();
    let mut batch = store.batch();
    for i in 0..documents {
        let id = format!("d{i}");
        batch.replace_document(&id, "hash 0", &iri(&id), quads(&id, 0)).unwrap();
    }
    batch.commit().unwrap();
}

pub fn error(result: Result<Store, StoreError>) -> StoreError {
    match result {
        Ok(_) => panic!("the store was opened"),
        Err(error) => error,
    }
}
