//! The ledger: what the database is known to hold, in a file of its own that is synced line by line.
//!
//! A database can lose its newest part, or everything, without a word. The ledger is written only after the database
//! has been flushed, so whatever it names must be there. Before documents are touched, a `begin` line names them: what
//! was begun and never ended (the process was killed) is known to be unfinished and is cleared at the next opening.
//! Each line carries a checksum of itself and of all lines before it.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::store::StoreError;

/// Name of the ledger in a store directory.
pub(super) const LEDGER: &str = "ledger.jsonl";
/// Name of the ledger while it is rewritten.
pub(super) const LEDGER_NEW: &str = "ledger.jsonl.new";

/// What a graph of the store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What one document says.
    Document,
    /// What was known before, or was merged from all documents.
    Knowledge,
}

/// Names one graph of the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What the graph holds.
    pub kind: Kind,
    /// Id of the document, or name of the knowledge.
    pub id: String,
}

impl Key {
    /// The key of a document.
    pub fn document(id: &str) -> Self {
        Self { kind: Kind::Document, id: id.to_owned() }
    }

    /// The key of a graph that is no document.
    pub fn knowledge(name: &str) -> Self {
        Self { kind: Kind::Knowledge, id: name.to_owned() }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Document => "document",
            Kind::Knowledge => "graph",
        };
        write!(f, "{kind} {:?}", self.id)
    }
}

/// What a graph was made with, beside its document: where one of these changes, it must be made anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Version of silkgraph.
    pub program: String,
    /// Hash of the language packs and of the entities that were known.
    pub knowledge: String,
    /// Base of all IRIs.
    pub base: String,
}

/// An acknowledged graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Hash of what it was made from.
    pub hash: String,
    /// Its name.
    pub graph: NamedNode,
    /// How many quads it has.
    pub quads: u64,
    /// What it was made with.
    pub stamp: Arc<Stamp>,
}

/// A line of the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    /// Version of this format; the first line.
    Ledger(u32),
    /// What the graphs of the following lines are made with.
    Stamp(Stamp),
    /// These graphs will be changed now.
    Begin(Vec<(Key, String)>),
    /// This graph is in the database as it stands here.
    Put {
        /// Whose it is.
        #[serde(flatten)]
        key: Key,
        /// Hash of what it was made from.
        hash: String,
        /// Its name.
        graph: String,
        /// How many quads it has.
        quads: u64,
    },
    /// This graph is not in the database.
    Drop(Key),
}

/// Version of the format.
const FORMAT: u32 = 1;
/// What stands between a line's content and its checksum.
const SUM: &str = ",\"sum\":\"";
/// Hexadecimal digits of a checksum.
const DIGITS: usize = 16;

/// The ledger of a store; without a file for a store in memory.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    path: Option<PathBuf>,
    file: Option<File>,
    /// Length of the sound part of the file in bytes.
    length: u64,
    lines: usize,
    chain: String,
    stamp: Option<Arc<Stamp>>,
    entries: BTreeMap<Key, Entry>,
    owners: BTreeMap<String, Key>,
    unfinished: BTreeMap<Key, Vec<NamedNode>>,
    last: Vec<Key>,
}

impl Ledger {
    /// Reads the ledger in `dir`; a torn last line (the machine stopped while it was written) is left out.
    pub(super) fn read(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(LEDGER);
        let io = |source| StoreError::io(&path, source);
        let mut ledger = Self { path: Some(path.clone()), ..Self::default() };
        let mut reader = BufReader::new(File::open(&path).map_err(io)?);
        let mut bytes = Vec::new();
        while {
            bytes.clear();
            reader.read_until(b'\n', &mut bytes).map_err(io)? > 0
        } && bytes.ends_with(b"\n")
        {
            let number = ledger.lines + 1;
            let damaged = |problem: &str| StoreError::Ledger { path: path.clone(), problem: format!("line {number}: {problem}") };
            let text = str::from_utf8(&bytes).map_err(|_| damaged("not UTF-8"))?;
            let (line, sum) = unseal(text, &ledger.chain).ok_or_else(|| damaged("wrong checksum"))?;
            ledger.take(line).map_err(|problem| damaged(&problem))?;
            ledger.chain = sum;
            ledger.lines += 1;
            ledger.length += bytes.len() as u64;
        }
        if ledger.lines == 0 {
            return Err(StoreError::Ledger { path, problem: "it is empty".to_owned() });
        }
        Ok(ledger)
    }

    /// Makes a new ledger in `dir`.
    pub(super) fn create(dir: &Path) -> Result<Self, StoreError> {
        let mut ledger = Self { path: Some(dir.join(LEDGER)), ..Self::default() };
        ledger.rewrite()?;
        Ok(ledger)
    }

    /// Makes the ledger ready to be written; cuts off a torn last line.
    pub(super) fn make_writable(&mut self) -> Result<(), StoreError> {
        if let Some(path) = &self.path
            && self.file.is_none()
        {
            let io = |source| StoreError::io(path, source);
            let file = OpenOptions::new().append(true).open(path).map_err(io)?;
            if file.metadata().map_err(io)?.len() > self.length {
                file.set_len(self.length).and_then(|()| file.sync_all()).map_err(io)?;
            }
            self.file = Some(file);
        }
        Ok(())
    }

    /// Adds lines and syncs them to the disk. Where that fails, the ledger is as it was.
    pub(super) fn append(&mut self, lines: Vec<Line>) -> Result<(), StoreError> {
        let mut text = String::new();
        let mut chain = self.chain.clone();
        for line in &lines {
            chain = seal(line, &chain, &mut text).map_err(|problem| self.damaged(problem))?;
        }
        if let (Some(path), Some(file)) = (&self.path, &mut self.file)
            && let Err(source) = file.write_all(text.as_bytes()).and_then(|()| file.sync_data())
        {
            // A torn line would otherwise stand before whatever is written next.
            let _ = file.set_len(self.length);
            return Err(StoreError::io(path, source));
        }
        self.chain = chain;
        self.length += text.len() as u64;
        self.lines += lines.len();
        for line in lines {
            self.take(line).map_err(|problem| self.damaged(problem))?;
        }
        Ok(())
    }

    /// Rewrites the ledger without dead lines where these are the greater part.
    pub(super) fn compact(&mut self) -> Result<(), StoreError> {
        if self.path.is_some() && self.unfinished.is_empty() && self.lines > 2 * self.entries.len() + 1024 {
            self.rewrite()?;
        }
        Ok(())
    }

    /// Writes the whole ledger beside the old one and puts it in its place.
    fn rewrite(&mut self) -> Result<(), StoreError> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        let mut text = String::new();
        let mut lines = vec![Line::Ledger(FORMAT)];
        let mut by_stamp: BTreeMap<&Stamp, Vec<(&Key, &Entry)>> = BTreeMap::new();
        for (key, entry) in &self.entries {
            by_stamp.entry(&entry.stamp).or_default().push((key, entry));
        }
        for (stamp, entries) in by_stamp {
            lines.push(Line::Stamp(stamp.clone()));
            lines.extend(entries.into_iter().map(|(key, entry)| entry.line(key.clone())));
        }
        // The last stamp stays the current one.
        lines.extend(self.stamp.as_deref().cloned().map(Line::Stamp));
        let mut chain = String::new();
        for line in &lines {
            chain = seal(line, &chain, &mut text).map_err(|problem| self.damaged(problem))?;
        }
        replace_file(&path, &path.with_file_name(LEDGER_NEW), |file| file.write_all(text.as_bytes()))?;
        (self.file, self.chain, self.lines, self.length) = (None, chain, lines.len(), text.len() as u64);
        self.make_writable()
    }

    /// Brings one line into the picture.
    fn take(&mut self, line: Line) -> Result<(), String> {
        match line {
            Line::Ledger(FORMAT) => {}
            Line::Ledger(other) => return Err(format!("format {other} is not known; use a newer silkgraph")),
            Line::Stamp(stamp) => self.stamp = Some(Arc::new(stamp)),
            Line::Begin(graphs) => {
                self.last = graphs.iter().map(|(key, _)| key.clone()).collect();
                for (key, graph) in graphs {
                    self.unfinished.entry(key).or_default().push(name(&graph)?);
                }
            }
            Line::Put { key, hash, graph, quads } => {
                self.forget(&key);
                let stamp = self.stamp.clone().ok_or("a graph without a stamp")?;
                self.owners.insert(graph.clone(), key.clone());
                self.entries.insert(key, Entry { hash, graph: name(&graph)?, quads, stamp });
            }
            Line::Drop(key) => self.forget(&key),
        }
        Ok(())
    }

    fn forget(&mut self, key: &Key) {
        self.unfinished.remove(key);
        if let Some(old) = self.entries.remove(key) {
            self.owners.remove(old.graph.as_str());
        }
    }

    fn damaged(&self, problem: String) -> StoreError {
        StoreError::Ledger { path: self.path.clone().unwrap_or_default(), problem }
    }

    /// All acknowledged graphs, by key.
    pub(super) const fn entries(&self) -> &BTreeMap<Key, Entry> {
        &self.entries
    }

    /// Whose the graph is.
    pub(super) fn owner(&self, graph: &NamedNode) -> Option<&Key> {
        self.owners.get(graph.as_str())
    }

    /// The graphs that were begun and never ended, by key.
    pub(super) const fn unfinished(&self) -> &BTreeMap<Key, Vec<NamedNode>> {
        &self.unfinished
    }

    /// Whose graphs were changed by the last batch.
    pub(super) fn last(&self) -> &[Key] {
        &self.last
    }

    /// What the newest graphs were made with.
    pub(super) fn stamp(&self) -> Option<&Arc<Stamp>> {
        self.stamp.as_ref()
    }
}

impl Entry {
    /// The line that acknowledges it.
    fn line(&self, key: Key) -> Line {
        Line::Put { key, hash: self.hash.clone(), graph: self.graph.as_str().to_owned(), quads: self.quads }
    }
}

fn name(iri: &str) -> Result<NamedNode, String> {
    NamedNode::new(iri).map_err(|error| format!("{iri:?}: {error}"))
}

/// Writes a line with its checksum; gives the checksum.
fn seal(line: &Line, chain: &str, text: &mut String) -> Result<String, String> {
    let json = serde_json::to_string(line).map_err(|error| error.to_string())?;
    let content = json.strip_suffix('}').ok_or("no object")?;
    let sum = checksum(chain, content);
    text.push_str(content);
    text.push_str(SUM);
    text.push_str(&sum);
    text.push_str("\"}\n");
    Ok(sum)
}

/// Reads a line and its checksum, if it is the right one.
fn unseal(text: &str, chain: &str) -> Option<(Line, String)> {
    let rest = text.strip_suffix("\"}\n")?;
    let (rest, sum) = rest.split_at_checked(rest.len().checked_sub(DIGITS)?)?;
    let content = rest.strip_suffix(SUM)?;
    if sum != checksum(chain, content) {
        return None;
    }
    Some((serde_json::from_str(&[content, "}"].concat()).ok()?, sum.to_owned()))
}

fn checksum(chain: &str, content: &str) -> String {
    let digest = Sha256::new().chain_update(chain).chain_update(content).finalize();
    digest.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file beside `path`, syncs it and puts it in the place of `path`.
pub(super) fn replace_file(path: &Path, new: &Path, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> Result<(), StoreError> {
    let attempt = || -> std::io::Result<()> {
        let mut file = File::create(new)?;
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(new, path)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))
    };
    attempt().map_err(|source| {
        let _ = fs::remove_file(new);
        StoreError::io(path, source)
    })
}

/// Makes the names in a folder as lasting as its files.
pub(super) fn sync_folder(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
