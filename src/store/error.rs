//! What can go wrong with a store, each as one line that says what to do.

use std::{fmt, io, path::PathBuf};

use oxigraph::{model::NamedNode, store::StorageError};

use crate::store::Key;

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store, and none was to be made.
    #[error("there is no store at {0}; make one with `silkgraph build`")]
    Absent(PathBuf),
    /// The directory holds something that no store holds.
    #[error("{dir} is no silkgraph store (it holds `{entry}`); use another --store")]
    Foreign {
        /// The directory.
        dir: PathBuf,
        /// The name that no store holds.
        entry: String,
    },
    /// The store was written by a silkgraph that was built with (or without) RocksDB, and this one was not.
    #[error("store {dir} was written by another build of silkgraph (it holds `{found}`, this one keeps `{kept}`); use another --store")]
    OtherBackend {
        /// The directory.
        dir: PathBuf,
        /// What holds the quads there.
        found: &'static str,
        /// What holds them in this build.
        kept: &'static str,
    },
    /// Another process has the store open.
    #[error("store {dir} is in use by {}; wait for it or use another --store", Holder(*.pid))]
    InUse {
        /// The directory.
        dir: PathBuf,
        /// The other process, where it is known.
        pid: Option<u32>,
    },
    /// The database does not hold what the ledger says that it holds.
    #[error("store {dir} is damaged: {damage}; run `silkgraph build` again over your sources")]
    Damaged {
        /// The directory.
        dir: PathBuf,
        /// What is missing or too much.
        damage: Damage,
    },
    /// The database file or folder is gone, though the ledger has documents.
    #[error("store {dir} has lost its database ({documents} documents); run `silkgraph build` again over your sources")]
    DatabaseGone {
        /// The directory.
        dir: PathBuf,
        /// How many documents it held.
        documents: usize,
    },
    /// The ledger is gone, or one of its lines is not as it was written.
    #[error("the ledger {path} is damaged ({problem}); remove the store and run `silkgraph build` again over your sources")]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The database itself says that it is broken.
    #[error("the database of store {dir} cannot be read ({source}); remove the store and run `silkgraph build` again over your sources")]
    Database {
        /// The directory.
        dir: PathBuf,
        /// Its own words.
        source: StorageError,
    },
    /// The disk is full.
    #[error("no space left on the disk of {0}; free some, then run the command again: what was acknowledged is kept")]
    Full(PathBuf),
    /// Anything else that the system refuses.
    #[error("{path}: {source}")]
    Io {
        /// What could not be read or written.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// Two documents want the same graph.
    #[error("{second} would overwrite {first}: both have the graph {graph}; rename one of them")]
    GraphTaken {
        /// The graph.
        graph: NamedNode,
        /// Whose it is.
        first: Key,
        /// Who wants it too.
        second: Key,
    },
    /// A quad stands in another graph than that of its document.
    #[error("{key} has a quad outside of its graph: {quad}")]
    StrayQuad {
        /// Whose quad it is.
        key: Key,
        /// The quad as N-Quads.
        quad: String,
    },
    /// The graph of a document was changed by other means.
    #[error(transparent)]
    Unreadable(#[from] crate::graph::Unreadable),
    /// The store was opened to be read.
    #[error("store {0} was opened for reading only")]
    ReadOnly(PathBuf),
    /// An earlier write failed, and what it left behind is cleared when the store is opened again.
    #[error("an earlier write to store {0} failed; open it again")]
    Stopped(PathBuf),
}

impl StoreError {
    /// An error of the system about a path.
    pub(super) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        let path = path.into();
        if is_full(source.kind(), &source) { Self::Full(path) } else { Self::Io { path, source } }
    }

    /// An error of the database in a directory.
    pub(super) fn database(dir: impl Into<PathBuf>, source: StorageError) -> Self {
        let dir = dir.into();
        let kind = if let StorageError::Io(error) = &source { error.kind() } else { io::ErrorKind::Other };
        match source {
            source if is_full(kind, &source) => Self::Full(dir),
            StorageError::Io(source) => Self::Io { path: dir, source },
            source => Self::Database { dir, source },
        }
    }
}

/// RocksDB hands on the system's error as text only.
fn is_full(kind: io::ErrorKind, error: &dyn fmt::Display) -> bool {
    kind == io::ErrorKind::StorageFull || error.to_string().contains("No space left on device")
}

/// A process, as far as it is known.
struct Holder(Option<u32>);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(pid) => write!(f, "process {pid}"),
            None => f.write_str("another process"),
        }
    }
}

/// A graph that has not the quads that the ledger counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Whose graph it is.
    pub key: Key,
    /// Quads by the ledger.
    pub expected: u64,
    /// Quads in the database.
    pub found: u64,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} of {} quads)", self.key, self.found, self.expected)
    }
}

/// How the database differs from the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Graphs with too few or too many quads, by key.
    pub losses: Vec<Loss>,
    /// Graphs that no ledger line knows, with their quads, by IRI.
    pub surplus: Vec<(String, u64)>,
}

impl Damage {
    /// How many of each are named in full.
    const NAMED: usize = 10;

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.losses.is_empty() && self.surplus.is_empty()
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let losses: Vec<String> = self.losses.iter().map(Loss::to_string).collect();
        let surplus: Vec<String> = self.surplus.iter().map(|(graph, quads)| format!("{graph} ({quads} quads)")).collect();
        for (i, (what, items)) in [("not as acknowledged", losses), ("not in the ledger", surplus)].iter().filter(|(_, items)| !items.is_empty()).enumerate() {
            write!(f, "{}{what}: {}", if i > 0 { "; " } else { "" }, items[..items.len().min(Self::NAMED)].join(", "))?;
            if items.len() > Self::NAMED {
                write!(f, " and {} more", items.len() - Self::NAMED)?;
            }
        }
        Ok(())
    }
}
