//! Many documents written together: one sync of the disk for all of them.

use std::collections::{BTreeMap, HashSet};

use oxigraph::{
    model::{GraphName, NamedNode, Quad},
    store::{StorageError, Store as Graph},
};

use crate::store::{Key, Store, StoreError, ledger::Line, union};

/// One change of the store.
pub(super) enum Change {
    /// The graph of `key` becomes these quads.
    Replace { key: Key, hash: String, graph: NamedNode, quads: HashSet<Quad> },
    /// The graph of `key` goes.
    Remove { key: Key },
}

impl Change {
    pub(super) const fn key(&self) -> &Key {
        match self {
            Self::Replace { key, .. } | Self::Remove { key } => key,
        }
    }

    /// Carries the change out in one transaction.
    pub(super) fn apply(&self, graph: &Graph, old: Option<&NamedNode>) -> Result<(), StorageError> {
        let mut transaction = graph.start_transaction()?;
        let nothing = HashSet::new();
        let new = match self {
            Self::Replace { graph, quads, .. } => Some((graph, quads)),
            Self::Remove { .. } => None,
        };
        if let Some(old) = old.filter(|old| new.is_none_or(|(graph, _)| graph != *old)) {
            union::replace(&mut transaction, old.as_ref(), &nothing)?;
        }
        if let Some((name, quads)) = new {
            union::replace(&mut transaction, name.as_ref(), quads)?;
        }
        transaction.commit()
    }

    /// The line that acknowledges it.
    pub(super) fn into_line(self) -> Line {
        match self {
            Self::Replace { key, hash, graph, quads } => Line::Put { key, hash, graph: graph.into_string(), quads: quads.len() as u64 },
            Self::Remove { key } => Line::Drop(key),
        }
    }

    /// What it adds.
    fn quads(&self) -> impl Iterator<Item = &Quad> {
        let quads = if let Self::Replace { quads, .. } = self { Some(quads) } else { None };
        quads.into_iter().flatten()
    }
}

/// Adds new documents: many quads by way of tables made ready to be taken over, which is several times faster than
/// transactions.
pub(super) fn add(graph: &Graph, changes: &[&Change]) -> Result<(), StorageError> {
    const MANY: usize = 5_000;
    if changes.iter().map(|change| change.quads().count()).sum::<usize>() < MANY {
        return changes.iter().try_for_each(|change| change.apply(graph, None));
    }
    let quads = || changes.iter().flat_map(|change| change.quads());
    let all = union::with_union(graph, quads())?;
    let mut loader = graph.bulk_loader();
    loader.load_quads(all)?;
    loader.commit()?;
    union::settle_parts(graph, quads())
}

/// Changes that wait to be written. Each document is replaced or removed as a whole; nothing of it is acknowledged
/// before [`Batch::commit`] returns. A batch that grows large is written in parts. What was not written when the batch
/// is dropped is forgotten.
#[must_use = "nothing is written before `commit`"]
pub struct Batch<'s> {
    store: &'s mut Store,
    changes: Vec<Change>,
    owners: BTreeMap<String, Key>,
    quads: usize,
}

impl<'s> Batch<'s> {
    /// Documents and quads that are held in memory at most.
    const LIMITS: (usize, usize) = (1024, 200_000);

    pub(super) const fn new(store: &'s mut Store) -> Self {
        Self { store, changes: Vec::new(), owners: BTreeMap::new(), quads: 0 }
    }

    /// The store as it is without the changes that still wait.
    pub const fn store(&self) -> &Store {
        self.store
    }

    /// Makes `quads` the whole graph of a document. `hash` tells later whether it must be read again.
    ///
    /// # Errors
    /// Where the graph belongs to another document, a quad stands in another graph, or writing fails.
    pub fn replace_document(&mut self, id: &str, hash: &str, graph: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        self.replace(Key::document(id), hash, graph, quads)
    }

    /// Makes `quads` the whole graph of something that is no document: the known entities, what was inferred.
    ///
    /// # Errors
    /// As for [`Batch::replace_document`].
    pub fn set_graph(&mut self, name: &str, hash: &str, graph: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        self.replace(Key::knowledge(name), hash, graph, quads)
    }

    /// Removes the graph of a document; gives whether there was one.
    ///
    /// # Errors
    /// Where writing fails.
    pub fn remove_document(&mut self, id: &str) -> Result<bool, StoreError> {
        let key = Key::document(id);
        self.settle(&key)?;
        let known = self.store.ledger.entries().contains_key(&key);
        if known {
            self.push(Change::Remove { key }, 0)?;
        }
        Ok(known)
    }

    /// Writes everything and acknowledges it.
    ///
    /// # Errors
    /// Where writing fails: what was not acknowledged is then cleared when the store is opened again.
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.write()
    }

    fn replace(&mut self, key: Key, hash: &str, graph: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        self.settle(&key)?;
        if let Some(first) = self.owners.get(graph.as_str()).or_else(|| self.store.ledger.owner(graph)).filter(|first| **first != key) {
            return Err(StoreError::GraphTaken { graph: graph.clone(), first: first.clone(), second: key });
        }
        let quads: HashSet<Quad> = quads.into_iter().collect();
        if let Some(stray) = quads.iter().find(|quad| !matches!(&quad.graph_name, GraphName::NamedNode(name) if name == graph)) {
            return Err(StoreError::StrayQuad { key, quad: stray.to_string() });
        }
        let size = quads.len();
        self.owners.insert(graph.as_str().to_owned(), key.clone());
        self.push(Change::Replace { key, hash: hash.to_owned(), graph: graph.clone(), quads }, size)
    }

    /// Writes what waits if it has to do with the same document.
    fn settle(&mut self, key: &Key) -> Result<(), StoreError> {
        if self.changes.iter().any(|change| change.key() == key) { self.write() } else { Ok(()) }
    }

    fn push(&mut self, change: Change, quads: usize) -> Result<(), StoreError> {
        self.changes.push(change);
        self.quads += quads;
        if self.changes.len() >= Self::LIMITS.0 || self.quads >= Self::LIMITS.1 { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let changes = std::mem::take(&mut self.changes);
        self.quads = 0;
        self.owners.clear();
        self.store.apply(changes)
    }
}
