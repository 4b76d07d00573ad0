//! Where the quads lie on the disk: a RocksDB database, or (in a build without RocksDB) one N-Quads file.

use std::{fs, path::Path};

use oxigraph::store::Store as Graph;

use crate::store::StoreError;

/// The RocksDB database of a store directory.
const DATABASE: &str = "db";
/// The N-Quads file of a store directory.
const FILE: &str = "graph.nq";
/// The N-Quads file while it is rewritten.
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

/// Opens the quads of a store directory, and makes them where there are none and they are to be written.
#[cfg(feature = "rocksdb")]
pub(super) fn open(dir: &Path, writable: bool) -> Result<Graph, StoreError> {
    let path = dir.join(DATABASE);
    if writable { Graph::open(&path) } else { Graph::open_read_only(&path) }.map_err(|source| StoreError::database(dir, source))
}

/// Makes everything written so far outlast a power cut.
#[cfg(feature = "rocksdb")]
pub(super) fn flush(graph: &Graph, dir: &Path) -> Result<(), StoreError> {
    graph.flush().map_err(|source| StoreError::database(dir, source))
}

/// Opens the quads of a store directory, and makes them where there are none and they are to be written.
#[cfg(not(feature = "rocksdb"))]
pub(super) fn open(dir: &Path, writable: bool) -> Result<Graph, StoreError> {
    use oxigraph::{
        io::{RdfFormat, RdfParser},
        store::StorageError,
    };

    let graph = Graph::new().map_err(|source| StoreError::database(dir, source))?;
    let path = dir.join(FILE);
    if !path.exists() && writable {
        flush(&graph, dir)?;
        return Ok(graph);
    }
    let file = fs::File::open(&path).map_err(|source| StoreError::io(&path, source))?;
    let mut quads = Vec::new();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_reader(std::io::BufReader::new(file)) {
        quads.push(quad.map_err(|error| StoreError::database(dir, StorageError::Other(Box::new(error))))?);
    }
    graph.extend(quads).and_then(|()| super::union::rebuild(&graph)).map_err(|source| StoreError::database(dir, source))?;
    Ok(graph)
}

/// Writes all quads but the union in order to a new file and puts it in the place of the old one.
#[cfg(not(feature = "rocksdb"))]
pub(super) fn flush(graph: &Graph, dir: &Path) -> Result<(), StoreError> {
    use std::io::{BufWriter, Write};

    let mut lines = Vec::new();
    for quad in graph {
        let quad = quad.map_err(|source| StoreError::database(dir, source))?;
        if !quad.graph_name.is_default_graph() {
            lines.push(quad.to_string());
        }
    }
    lines.sort_unstable();
    super::ledger::replace_file(&dir.join(FILE), &dir.join(FILE_NEW), |file| {
        let mut out = BufWriter::new(file);
        for line in &lines {
            writeln!(out, "{line} .")?;
        }
        out.flush()
    })
}
