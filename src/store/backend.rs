//! Where the quads lie on the disk: a RocksDB database, or (in a build without RocksDB) one N-Quads file.

#[cfg(not(feature = "rocksdb"))]
mod log;

use std::{fs, path::Path};

#[cfg(feature = "rocksdb")]
use oxigraph::store::Store as Graph;

#[cfg(not(feature = "rocksdb"))]
pub(super) use self::log::Quads;
use crate::store::StoreError;

/// The RocksDB database of a store directory.
const DATABASE: &str = "db";
/// The N-Quads file of a store directory.
const FILE: &str = "graph.nq";
/// The N-Quads file while it is compacted.
const FILE_NEW: &str = "graph.nq.new";

/// What this build keeps its quads in.
pub(super) const KEPT: &str = if cfg!(feature = "rocksdb") { DATABASE } else { FILE };
/// What another build would keep them in.
pub(super) const OTHER: &str = if cfg!(feature = "rocksdb") { FILE } else { DATABASE };
/// What is left of a database that cannot be opened.
const REMAINS: &str = "db.damaged";
/// Everything that may lie in a store directory because of this module.
pub(super) const NAMES: [&str; 4] = [DATABASE, FILE, FILE_NEW, REMAINS];

/// Whether the directory holds quads, to the eye.
pub(super) fn is_present(dir: &Path) -> bool {
    if cfg!(feature = "rocksdb") { dir.join(DATABASE).join("CURRENT").is_file() } else { dir.join(FILE).is_file() }
}

/// Removes what a killed process left half-written.
pub(super) fn sweep(dir: &Path) -> Result<(), StoreError> {
    let _ = fs::remove_file(dir.join(FILE_NEW));
    let database = dir.join(DATABASE);
    let Ok(files) = fs::read_dir(&database) else { return Ok(()) };
    for file in files.flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("bulk-") && name.ends_with(".sst") {
            fs::remove_file(file.path()).map_err(|source| StoreError::io(file.path(), source))?;
        }
    }
    Ok(())
}

/// Puts the files of a database that has lost its root out of the way of a new one.
pub(super) fn set_aside(dir: &Path) -> Result<(), StoreError> {
    let (database, remains) = (dir.join(DATABASE), dir.join(REMAINS));
    if database.exists() {
        let _ = fs::remove_dir_all(&remains);
        fs::rename(&database, remains).map_err(|source| StoreError::io(database, source))?;
    }
    Ok(())
}

/// The RocksDB database of a store.
#[cfg(feature = "rocksdb")]
pub(super) struct Quads(std::path::PathBuf);

#[cfg(feature = "rocksdb")]
impl Quads {
    /// Opens the quads of a store directory, and makes them where there are none and they are to be written.
    pub(super) fn open(dir: &Path, writable: bool) -> Result<(Graph, Self), StoreError> {
        let path = dir.join(DATABASE);
        let graph = if writable { Graph::open(&path) } else { Graph::open_read_only(&path) };
        Ok((graph.map_err(|source| StoreError::database(dir, source))?, Self(dir.to_owned())))
    }

    /// Makes everything written so far outlast a power cut.
    pub(super) fn flush<'n>(&mut self, graph: &Graph, _changed: impl IntoIterator<Item = &'n str>) -> Result<(), StoreError> {
        graph.flush().map_err(|source| StoreError::database(&self.0, source))
    }
}
