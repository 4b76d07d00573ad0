//! What follows from all documents of the store together, worked out anew after each change.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, Quad};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Build;
use crate::{
    graph::{DocumentClaims, claims_of_document},
    reconcile::{Gathering, reconcile},
    store::{Batch, Key, Stamp, Store, StoreError},
};

/// The name of the derived graph in the ledger.
const DERIVED: &str = "derived";

/// What a change of the store makes of its documents.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The claims of documents that are new or changed.
    gathering: Gathering,
    /// Their ids and hashes.
    fresh: BTreeMap<String, String>,
    /// Ids of documents that are removed.
    gone: BTreeSet<String>,
}

impl Changes {
    /// Notes a document that is new or changed.
    pub(super) fn add(&mut self, claims: DocumentClaims, hash: &str) {
        self.fresh.insert(claims.id.clone(), hash.to_owned());
        self.gathering.add(claims);
    }
}

impl Build<'_> {
    /// Removes documents, and what followed from them; gives the ids of which the store has no document.
    ///
    /// # Errors
    /// Where the store cannot be read or written.
    pub fn remove(&self, store: &mut Store, documents: &[String]) -> Result<Vec<String>, StoreError> {
        store.set_stamp(self.stamp());
        let mut changes = Changes::default();
        let mut unknown = Vec::new();
        let mut batch = store.batch();
        for document in documents {
            if batch.remove_document(document)? {
                changes.gone.insert(document.clone());
            } else if !changes.gone.contains(document) {
                unknown.push(document.clone());
            }
        }
        self.derive(&mut batch, changes)?;
        batch.commit()?;
        Ok(unknown)
    }

    /// What documents are made with now.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { program: env!("CARGO_PKG_VERSION").to_owned(), knowledge: self.pipeline.fingerprint(self.base), base: self.base.as_str().to_owned() }
    }

    /// Works out what follows from all documents as they are after the changes, where the store does not have just that.
    /// The documents that did not change are read back from their graphs.
    pub(super) fn derive(&self, batch: &mut Batch<'_>, changes: Changes) -> Result<(), StoreError> {
        let Changes { mut gathering, fresh, gone } = changes;
        let store = batch.store();
        let kept = || store.documents().filter(|(id, _)| !fresh.contains_key(*id) && !gone.contains(*id));
        let mut hashes: BTreeMap<&str, &str> = kept().map(|(id, entry)| (id, entry.hash.as_str())).collect();
        hashes.extend(fresh.iter().map(|(id, hash)| (id.as_str(), hash.as_str())));
        let mut hasher = Sha256::new();
        for text in hashes.iter().flat_map(|(id, hash)| [id, hash]) {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if !self.force && fresh.is_empty() && store.holds(&Key::knowledge(DERIVED), &hash) {
            return Ok(());
        }
        let graphs: Vec<&NamedNode> = kept().map(|(_, entry)| &entry.graph).collect();
        let read = |graph: &&NamedNode| -> Result<DocumentClaims, StoreError> {
            let quads: Vec<Quad> = store.quads_of_graph(graph.as_ref())?;
            Ok(claims_of_document(&quads, self.base)?)
        };
        for document in graphs.par_iter().map(read).collect::<Result<Vec<_>, _>>()? {
            gathering.add(document);
        }
        let claims = gathering.finish();
        let quads = reconcile(&claims, self.pipeline.knowledge()).quads(&claims, self.base);
        batch.set_graph(DERIVED, &hash, &self.base.derived_graph(), quads)
    }
}
