//! The quads of a store without RocksDB: one N-Quads file that grows at its end.
//!
//! It is made of blocks: a comment that names a graph, then all quads of that graph, or none where the graph is gone. The
//! last block of a graph counts, earlier ones are dead; once they are the greater part, what counts is copied to a new
//! file. A block that cannot be read (damaged, or half written when the machine stopped) is left out as a whole: the
//! ledger tells whether it had been acknowledged.

use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, NamedNodeRef, Quad},
    store::{StorageError, Store as Graph},
};

use super::{FILE, FILE_NEW};
use crate::store::{
    StoreError,
    ledger::{replace_file, sync_folder},
    union,
};

/// What stands before the name of a graph in the line that opens its block.
const GRAPH: &str = "# graph ";
/// Bytes that may be dead however little counts.
const SPARE: u64 = 1 << 20;

/// The file, and where in it the graphs have the blocks that count.
#[derive(Debug)]
pub(in crate::store) struct Quads {
    path: PathBuf,
    length: u64,
    blocks: HashMap<String, Range<u64>>,
}

impl Quads {
    /// Opens the quads of a store directory, and makes them where there are none and they are to be written.
    pub(in crate::store) fn open(dir: &Path, writable: bool) -> Result<(Graph, Self), StoreError> {
        let path = dir.join(FILE);
        let attempt = || {
            if writable && !path.exists() {
                File::create(&path)?.sync_all()?;
                sync_folder(dir)?;
            }
            find(BufReader::new(File::open(&path)?))
        };
        let (length, blocks) = attempt().map_err(|source| StoreError::io(&path, source))?;
        let quads = Self { path, length, blocks };
        let graph = Graph::new().map_err(|source| quads.database(source))?;
        quads.load(&graph)?;
        Ok((graph, quads))
    }

    /// Puts what counts into an empty graph and its union, a block at a time.
    fn load(&self, graph: &Graph) -> Result<(), StoreError> {
        let mut file = BufReader::new(File::open(&self.path).map_err(|source| self.io(source))?);
        let mut text = Vec::new();
        for (name, range) in self.in_order() {
            text.clear();
            read(&mut file, range, &mut text).map_err(|source| self.io(source))?;
            let parsed: Result<HashSet<Quad>, _> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&text).collect();
            let own = |quad: &Quad| matches!(&quad.graph_name, GraphName::NamedNode(graph) if graph.as_str() == name);
            let Some(quads) = parsed.ok().filter(|quads| quads.iter().all(own)) else { continue };
            let mut transaction = graph.start_transaction().map_err(|source| self.database(source))?;
            union::replace(&mut transaction, NamedNodeRef::new_unchecked(name), &quads).map_err(|source| self.database(source))?;
            transaction.commit().map_err(|source| self.database(source))?;
        }
        Ok(())
    }

    /// Writes these graphs as they are now, so that they outlast a power cut.
    pub(in crate::store) fn flush<'n>(&mut self, graph: &Graph, changed: impl IntoIterator<Item = &'n str>) -> Result<(), StoreError> {
        let file = OpenOptions::new().append(true).open(&self.path).map_err(|source| self.io(source))?;
        let mut out = BufWriter::new(&file);
        let (mut at, mut written) = (self.length, Vec::new());
        for name in changed {
            let lines = lines(graph, name).map_err(|source| self.database(source))?;
            // A line that was torn before must not run on.
            let text = format!("\n{GRAPH}{name}\n{}", lines.concat());
            out.write_all(text.as_bytes()).map_err(|source| self.io(source))?;
            let end = at + text.len() as u64;
            written.push((name, lines.len(), at..end));
            at = end;
        }
        out.flush().and_then(|()| file.sync_data()).map_err(|source| self.io(source))?;
        drop(out);
        self.length = at;
        for (name, quads, range) in written {
            note(&mut self.blocks, name, quads, range);
        }
        self.compact()
    }

    /// Copies what counts to a new file where it is the smaller part.
    fn compact(&mut self) -> Result<(), StoreError> {
        let counts: u64 = self.blocks.values().map(|range| range.end - range.start).sum();
        if self.length <= 2 * counts + SPARE {
            return Ok(());
        }
        let mut file = BufReader::new(File::open(&self.path).map_err(|source| self.io(source))?);
        let (mut at, mut blocks) = (0, HashMap::new());
        replace_file(&self.path, &self.path.with_file_name(FILE_NEW), |new| {
            let mut out = BufWriter::new(new);
            let mut text = Vec::new();
            for (name, range) in self.in_order() {
                text.clear();
                read(&mut file, range, &mut text)?;
                out.write_all(&text)?;
                let end = at + text.len() as u64;
                blocks.insert(name.to_owned(), at..end);
                at = end;
            }
            out.flush()
        })?;
        (self.length, self.blocks) = (at, blocks);
        Ok(())
    }

    /// The blocks that count, as they stand in the file.
    fn in_order(&self) -> Vec<(&str, &Range<u64>)> {
        let mut blocks: Vec<(&str, &Range<u64>)> = self.blocks.iter().map(|(name, range)| (name.as_str(), range)).collect();
        blocks.sort_unstable_by_key(|(_, range)| range.start);
        blocks
    }

    fn io(&self, source: io::Error) -> StoreError {
        StoreError::io(&self.path, source)
    }

    fn database(&self, source: StorageError) -> StoreError {
        StoreError::database(self.path.parent().unwrap_or(&self.path), source)
    }
}

/// The length of a file, and its blocks that count.
fn find(mut file: impl BufRead) -> io::Result<(u64, HashMap<String, Range<u64>>)> {
    let (mut at, mut blocks) = (0, HashMap::new());
    let mut open: Option<(String, usize, u64)> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = file.read_until(b'\n', &mut line)? as u64;
        let name = line.strip_prefix(GRAPH.as_bytes()).and_then(|rest| rest.strip_suffix(b"\n"));
        if length == 0 || name.is_some() {
            let next = name.map(|name| (String::from_utf8_lossy(name).into_owned(), 0, at));
            if let Some((name, quads, start)) = std::mem::replace(&mut open, next) {
                note(&mut blocks, &name, quads, start..at);
            }
        } else if let Some((_, quads, _)) = &mut open
            && line != b"\n"
        {
            *quads += 1;
        }
        if length == 0 {
            return Ok((at, blocks));
        }
        at += length;
    }
}

/// The block at `range` is now the last of its graph; without quads, the graph is gone.
fn note(blocks: &mut HashMap<String, Range<u64>>, name: &str, quads: usize, range: Range<u64>) {
    if quads > 0 {
        blocks.insert(name.to_owned(), range);
    } else {
        blocks.remove(name);
    }
}

fn read(file: &mut (impl Read + Seek), range: &Range<u64>, text: &mut Vec<u8>) -> io::Result<()> {
    file.seek(SeekFrom::Start(range.start))?;
    file.take(range.end - range.start).read_to_end(text).map(drop)
}

/// The quads of a graph as lines in order.
fn lines(graph: &Graph, name: &str) -> Result<Vec<String>, StorageError> {
    let quads = graph.quads_for_pattern(None, None, None, Some(NamedNodeRef::new_unchecked(name).into()));
    let mut lines: Vec<String> = quads.map(|quad| quad.map(|quad| format!("{quad} .\n"))).collect::<Result<_, _>>()?;
    lines.sort_unstable();
    Ok(lines)
}
