//! The store: one named graph for each document, replaced and removed as a whole, and a ledger that notices every loss.
//!
//! The default graph is the union of the named ones, each triple once: that is what queries see.
//!
//! A store directory holds `lock`, `ledger.jsonl` and `db` (or, in a build without RocksDB, `graph.nq`, which is read
//! into memory as a whole), and nothing else. One process writes at a time, or several read.
//!
//! Writing goes `begin` line → one transaction for each document → flush → lines that acknowledge. Whatever is
//! acknowledged is on the disk; whatever is not is cleared at the next opening, and its document read again.

mod backend;
mod batch;
mod check;
mod error;
mod ledger;
mod lock;
mod union;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use oxigraph::{
    model::{NamedNode, NamedNodeRef, Quad},
    store::{StorageError, Store as Graph},
};

use self::{
    backend::Quads,
    batch::Change,
    ledger::{LEDGER, LEDGER_NEW, Ledger, Line},
    lock::{LOCK, Lock},
};
pub use self::{
    batch::Batch,
    check::Repair,
    error::{Damage, Loss, StoreError},
    ledger::{Entry, Key, Kind, Stamp},
};

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To be read, beside other readers.
    Read,
    /// To be written; made where there is none.
    Write,
    /// To be written by a program that reads all documents again: what is damaged is removed, not refused.
    Repair,
}

/// An open store.
pub struct Store {
    graph: Graph,
    ledger: Ledger,
    stamp: Arc<Stamp>,
    repairs: Vec<Repair>,
    disk: Option<Disk>,
    stopped: bool,
}

/// What a store on the disk has beside its graph.
struct Disk {
    dir: PathBuf,
    mode: Mode,
    quads: Quads,
    _lock: Lock,
}

impl Store {
    /// Opens the store in a directory, and compares it with its ledger: every graph must be there, with all its quads
    /// where the store is small or the graph was written last. That takes a second or two (measured: 1.6 s for a million
    /// quads in 5000 documents); [`Store::integrity`] looks at everything, and takes minutes for as many.
    ///
    /// # Errors
    /// [`StoreError`] where the directory is no store, is in use, cannot be read, or (but in [`Mode::Repair`]) does
    /// not hold what was acknowledged.
    pub fn open(dir: &Path, mode: Mode) -> Result<Self, StoreError> {
        match Self::attempt(dir, mode)? {
            Some(store) => Ok(store),
            // A reader clears nothing: let a writer do it first.
            None => {
                let repairs = Self::open(dir, Mode::Write)?.repairs;
                let mut store = Self::open(dir, mode)?;
                store.repairs = repairs;
                Ok(store)
            }
        }
    }

    /// A store that is forgotten when it is dropped.
    ///
    /// # Errors
    /// Where memory cannot be had.
    pub fn memory() -> Result<Self, StoreError> {
        let graph = Graph::new().map_err(|source| StoreError::database("", source))?;
        Ok(Self { graph, ledger: Ledger::default(), stamp: Arc::default(), repairs: Vec::new(), disk: None, stopped: false })
    }

    /// Opens the store; nothing where it must be repaired first and this is a reader.
    fn attempt(dir: &Path, mode: Mode) -> Result<Option<Self>, StoreError> {
        let writable = mode != Mode::Read;
        let is_new = inspect(dir)?;
        if is_new && !writable {
            return Err(StoreError::Absent(dir.to_owned()));
        }
        fs::create_dir_all(dir).map_err(|source| StoreError::io(dir, source))?;
        let lock = Lock::take(dir, writable)?;
        // Only now does nobody else change what is there.
        let mut ledger = if inspect(dir)? { Ledger::create(dir)? } else { Ledger::read(dir)? };
        let documents = ledger.entries().len();
        if documents > 0 && !backend::is_present(dir) {
            match mode {
                Mode::Repair => backend::set_aside(dir)?,
                _ => return Err(StoreError::DatabaseGone { dir: dir.to_owned(), documents }),
            }
        }
        if !writable && !ledger.unfinished().is_empty() {
            return Ok(None);
        }
        if writable {
            ledger.make_writable()?;
            backend::sweep(dir)?;
            let _ = fs::remove_file(dir.join(LEDGER_NEW));
        }
        let (graph, quads) = Quads::open(dir, writable)?;
        let stamp = ledger.stamp().cloned().unwrap_or_default();
        let disk = Some(Disk { dir: dir.to_owned(), mode, quads, _lock: lock });
        let mut store = Self { graph, ledger, stamp, repairs: Vec::new(), disk, stopped: false };
        let damage = store.compare(false)?;
        if !damage.is_empty() && mode != Mode::Repair {
            return Err(StoreError::Damaged { dir: dir.to_owned(), damage });
        }
        store.repair(damage)?;
        Ok(Some(store))
    }

    /// Removes what is unfinished or damaged, from the database first.
    fn repair(&mut self, damage: Damage) -> Result<(), StoreError> {
        let unfinished: Vec<Key> = self.ledger.unfinished().keys().cloned().collect();
        if unfinished.is_empty() && damage.is_empty() {
            return Ok(());
        }
        let mut graphs: Vec<&str> = self.ledger.unfinished().values().flatten().map(NamedNode::as_str).collect();
        let keys: Vec<Key> = unfinished.iter().chain(damage.losses.iter().map(|loss| &loss.key)).cloned().collect();
        graphs.extend(keys.iter().filter_map(|key| self.ledger.entries().get(key)).map(|entry| entry.graph.as_str()));
        graphs.extend(damage.surplus.iter().map(|(graph, _)| graph.as_str()));
        let graphs: BTreeSet<String> = graphs.into_iter().map(str::to_owned).collect();
        union::remove_all(&self.graph, graphs.iter().map(String::as_str)).map_err(|source| self.database(source))?;
        if !damage.is_empty() {
            union::rebuild(&self.graph).map_err(|source| self.database(source))?;
        }
        self.flush(&graphs)?;
        self.ledger.append(keys.into_iter().map(Line::Drop).collect())?;
        self.repairs.extend(unfinished.into_iter().map(Repair::Unfinished));
        self.repairs.extend(damage.losses.into_iter().map(Repair::Lost));
        self.repairs.extend(damage.surplus.into_iter().map(|(graph, quads)| Repair::Surplus(graph, quads)));
        Ok(())
    }

    /// Says what the documents written from now on are made with; without it, what the last ones were made with.
    pub fn set_stamp(&mut self, stamp: Stamp) {
        self.stamp = Arc::new(stamp);
    }

    /// What the last documents were made with; empty for a new store.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Whether the document is in the store, made from this content with the present stamp.
    pub fn is_current(&self, id: &str, hash: &str) -> bool {
        self.holds(&Key::document(id), hash)
    }

    /// Whether the graph of the key is in the store, made from this content with the present stamp.
    pub fn holds(&self, key: &Key, hash: &str) -> bool {
        self.ledger.entries().get(key).is_some_and(|entry| entry.hash == hash && entry.stamp == self.stamp)
    }

    /// The documents by id.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries().iter().filter(|(key, _)| key.kind == Kind::Document).map(|(key, entry)| (key.id.as_str(), entry))
    }

    /// Every graph by key: documents and knowledge.
    pub const fn entries(&self) -> &BTreeMap<Key, Entry> {
        self.ledger.entries()
    }

    /// What was found amiss when the store was opened, and cleared. The user should be told.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// The graph, to be queried. Writing past the ledger would count as damage.
    pub const fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Starts a batch of changes.
    pub const fn batch(&mut self) -> Batch<'_> {
        Batch::new(self)
    }

    /// Makes `quads` the whole graph of one document and acknowledges it. For many documents use [`Store::batch`].
    ///
    /// # Errors
    /// As for [`Batch::replace_document`].
    pub fn replace_document(&mut self, id: &str, hash: &str, graph: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        let mut batch = self.batch();
        batch.replace_document(id, hash, graph, quads)?;
        batch.commit()
    }

    /// Makes `quads` the whole graph of something that is no document.
    ///
    /// # Errors
    /// As for [`Batch::replace_document`].
    pub fn set_graph(&mut self, name: &str, hash: &str, graph: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        let mut batch = self.batch();
        batch.set_graph(name, hash, graph, quads)?;
        batch.commit()
    }

    /// Removes a document; gives whether there was one.
    ///
    /// # Errors
    /// Where writing fails.
    pub fn remove_document(&mut self, id: &str) -> Result<bool, StoreError> {
        let mut batch = self.batch();
        let known = batch.remove_document(id)?;
        batch.commit()?;
        Ok(known)
    }

    /// Carries changes out, in the order that makes them safe. No key stands twice among them.
    fn apply(&mut self, changes: Vec<Change>) -> Result<(), StoreError> {
        let dir = || self.disk.as_ref().map(|disk| disk.dir.clone()).unwrap_or_default();
        if changes.is_empty() {
            return Ok(());
        }
        if self.disk.as_ref().is_some_and(|disk| disk.mode == Mode::Read) {
            return Err(StoreError::ReadOnly(dir()));
        }
        if std::mem::replace(&mut self.stopped, true) {
            return Err(StoreError::Stopped(dir()));
        }
        let mut begin = Vec::new();
        for change in &changes {
            let key = change.key();
            begin.extend(self.entries().get(key).map(|old| (key.clone(), old.graph.as_str().to_owned())));
            if let Change::Replace { graph, .. } = change {
                begin.push((key.clone(), graph.as_str().to_owned()));
            }
        }
        begin.dedup();
        let graphs: BTreeSet<String> = begin.iter().map(|(_, graph)| graph.clone()).collect();
        let mut lines = vec![Line::Begin(begin)];
        if self.ledger.stamp() != Some(&self.stamp) {
            lines.push(Line::Stamp((*self.stamp).clone()));
        }
        self.ledger.append(lines)?;
        let (new, others): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| !self.entries().contains_key(change.key()));
        batch::add(&self.graph, &new).map_err(|source| self.database(source))?;
        for change in others {
            let old = self.entries().get(change.key()).map(|old| &old.graph);
            change.apply(&self.graph, old).map_err(|source| self.database(source))?;
        }
        self.flush(&graphs)?;
        self.ledger.append(changes.into_iter().map(Change::into_line).collect())?;
        self.ledger.compact()?;
        self.stopped = false;
        Ok(())
    }

    /// Checks everything: every index of the database against the others, and the quads against the ledger.
    ///
    /// # Errors
    /// [`StoreError::Database`] or [`StoreError::Damaged`] with what is wrong.
    pub fn integrity(&self) -> Result<(), StoreError> {
        check::read_all_indexes(&self.graph).map_err(|source| self.database(source))?;
        let damage = self.compare(true)?;
        if damage.is_empty() { Ok(()) } else { Err(StoreError::Damaged { dir: self.disk.as_ref().map(|disk| disk.dir.clone()).unwrap_or_default(), damage }) }
    }

    /// The quads of one graph, in a fixed order.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn quads_of_graph(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let quads = self.graph.quads_for_pattern(None, None, None, Some(graph.into()));
        let mut quads: Vec<Quad> = quads.collect::<Result<_, _>>().map_err(|source| self.database(source))?;
        quads.sort_by_cached_key(Quad::to_string);
        Ok(quads)
    }

    /// All quads of all named graphs, by graph and in a fixed order. They are held in memory.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        let mut all = Vec::new();
        let graphs: BTreeSet<&NamedNode> = self.entries().values().map(|entry| &entry.graph).collect();
        for graph in graphs {
            all.extend(self.quads_of_graph(graph.as_ref())?);
        }
        Ok(all)
    }

    fn compare(&self, whole: bool) -> Result<Damage, StoreError> {
        check::compare(&self.graph, &self.ledger, whole).map_err(|source| self.database(source))
    }

    /// Makes what these graphs are now outlast a power cut.
    fn flush(&mut self, graphs: &BTreeSet<String>) -> Result<(), StoreError> {
        self.disk.as_mut().map_or(Ok(()), |disk| disk.quads.flush(&self.graph, graphs.iter().map(String::as_str)))
    }

    fn database(&self, source: StorageError) -> StoreError {
        StoreError::database(self.disk.as_ref().map(|disk| disk.dir.clone()).unwrap_or_default(), source)
    }
}

/// Looks what a directory holds: a store (`false`), or nothing yet (`true`). Changes nothing.
fn inspect(dir: &Path) -> Result<bool, StoreError> {
    let files = match fs::read_dir(dir) {
        Ok(files) => files,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(source) => return Err(StoreError::io(dir, source)),
    };
    let mut names = Vec::new();
    for file in files {
        names.push(file.map_err(|source| StoreError::io(dir, source))?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    let has = |name: &str| names.iter().any(|known| known == name);
    let ours = |name: &str| [LOCK, LEDGER, LEDGER_NEW].contains(&name) || backend::NAMES.contains(&name);
    if let Some(entry) = names.iter().find(|name| !ours(name)) {
        return Err(StoreError::Foreign { dir: dir.to_owned(), entry: entry.clone() });
    }
    if has(backend::OTHER) {
        return Err(StoreError::OtherBackend { dir: dir.to_owned(), found: backend::OTHER, kept: backend::KEPT });
    }
    if !has(LEDGER) && has(backend::KEPT) {
        return Err(StoreError::Ledger { path: dir.join(LEDGER), problem: "it is missing".to_owned() });
    }
    Ok(!has(LEDGER))
}
