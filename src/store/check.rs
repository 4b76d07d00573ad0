//! Does the database hold what the ledger says, and what is done where it does not?

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

use oxigraph::{
    model::{GraphName, GraphNameRef, Quad, QuadRef},
    store::{QuadIter, StorageError, Store as Graph},
};

use crate::store::{Damage, Key, Loss, ledger::Ledger, union};

/// Something that was found amiss when a store was opened, and cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// A process was stopped while it wrote this; it was removed and must be read again.
    Unfinished(Key),
    /// This was not as acknowledged; it was removed and must be read again.
    Lost(Loss),
    /// A graph that nobody had acknowledged, with its quads; it was removed.
    Surplus(String, u64),
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished(key) => write!(f, "{key} was being written when an earlier run stopped: removed, to be read again"),
            Self::Lost(loss) => write!(f, "{loss} was not as acknowledged: removed, to be read again"),
            Self::Surplus(graph, quads) => write!(f, "graph {graph} ({quads} quads) was not in the ledger: removed"),
        }
    }
}

/// The name under which quads outside of every named graph are counted: the union of the others.
const DEFAULT_GRAPH: &str = "DEFAULT";

/// Up to this many quads a store is counted whole whenever it is opened (about a second).
const COUNTED_WHOLE: u64 = 200_000;

/// Compares the database with the ledger; what was begun and not ended is left out of account.
///
/// A store of more than [`COUNTED_WHOLE`] quads is counted whole only where that is asked for (about 8 seconds for a
/// million quads). Otherwise every graph must be there, and those of the last batch with all their quads: everything
/// acknowledged before has been flushed to tables, which carry checksums of their own, and a database that forgets its
/// tables forgets their graphs.
pub(super) fn compare(graph: &Graph, ledger: &Ledger, whole: bool) -> Result<Damage, StorageError> {
    let total: u64 = ledger.entries().values().map(|entry| entry.quads).sum();
    let mut counts = if whole || total <= COUNTED_WHOLE { count_all(graph)? } else { count_last(graph, ledger)? };
    let mut damage = Damage::default();
    for name in ledger.unfinished().values().flatten() {
        counts.remove(name.as_str());
    }
    for (key, entry) in ledger.entries() {
        let found = counts.remove(entry.graph.as_str()).unwrap_or(0);
        if found != entry.quads && !ledger.unfinished().contains_key(key) {
            damage.losses.push(Loss { key: key.clone(), expected: entry.quads, found });
        }
    }
    counts.retain(|name, quads| *quads > 0 && name != DEFAULT_GRAPH);
    damage.surplus = counts.into_iter().collect();
    Ok(damage)
}

/// The quads of each graph, by IRI, in one pass that reads every quad.
///
/// A `COUNT` in SPARQL would be faster, but it never ends when it meets a damaged block.
fn count_all(graph: &Graph) -> Result<BTreeMap<String, u64>, StorageError> {
    let mut counts = BTreeMap::new();
    let mut current = (GraphName::DefaultGraph, 0);
    for quad in graph {
        let quad = quad?;
        // The quads of a graph stand together.
        if quad.graph_name != current.0 {
            let (name, count) = std::mem::replace(&mut current, (quad.graph_name, 0));
            *counts.entry(iri_of(name)).or_default() += count;
        }
        current.1 += 1;
    }
    *counts.entry(iri_of(current.0)).or_default() += current.1;
    Ok(counts)
}

/// The quads of the graphs that were written last or that no line of the ledger knows; of all others that are there,
/// what the ledger says.
fn count_last(graph: &Graph, ledger: &Ledger) -> Result<BTreeMap<String, u64>, StorageError> {
    let mut counts = BTreeMap::new();
    let last: HashSet<&Key> = ledger.last().iter().collect();
    for name in graph.named_graphs() {
        let name = GraphName::from(name?);
        let entry = if let GraphName::NamedNode(name) = &name { ledger.owner(name).filter(|key| !last.contains(key)) } else { None };
        let quads = match entry.and_then(|key| ledger.entries().get(key)) {
            Some(entry) => entry.quads,
            None => graph.quads_for_pattern(None, None, None, Some(name.as_ref())).try_fold(0, |count, quad| quad.map(|_| count + 1))?,
        };
        counts.insert(iri_of(name), quads);
    }
    Ok(counts)
}

fn iri_of(name: GraphName) -> String {
    match name {
        GraphName::NamedNode(name) => name.into_string(),
        GraphName::BlankNode(name) => name.to_string(),
        GraphName::DefaultGraph => DEFAULT_GRAPH.to_owned(),
    }
}

/// Reads every index of the database from end to end: all must hold the same quads, and the union those of all graphs
/// but of what was merged.
///
/// `Store::validate` of Oxigraph would do, but it never ends when it meets a damaged block.
pub(super) fn read_all_indexes(graph: &Graph) -> Result<(), StorageError> {
    let wrong = |what: String| Err(StorageError::Other(what.into()));
    let mut rows = Rows::default();
    for name in graph.named_graphs() {
        let name = GraphName::from(name?);
        let quads: Vec<Quad> = graph.quads_for_pattern(None, None, None, Some(name.as_ref())).collect::<Result<_, _>>()?;
        rows.named[0] += quads.len() as u64;
        for predicate in quads.iter().map(|quad| quad.predicate.as_ref()).collect::<HashSet<_>>() {
            rows.named[1] += count(graph.quads_for_pattern(None, Some(predicate), None, Some(name.as_ref())), |quad| quad.predicate == predicate)?[1];
        }
        for object in quads.iter().map(|quad| quad.object.as_ref()).collect::<HashSet<_>>() {
            rows.named[2] += count(graph.quads_for_pattern(None, None, Some(object), Some(name.as_ref())), |quad| quad.object == object)?[1];
        }
        for quad in &quads {
            let is_part = union::is_part(graph, quad.subject.as_ref())?;
            if graph.contains(union::merged(quad))? == is_part {
                return wrong(format!("the union {} {}", if is_part { "has, beside what it was merged into," } else { "lacks" }, union::merged(quad)));
            }
            if is_part {
                rows.count_terms(graph, quad)?;
            }
        }
    }
    for quad in graph.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)) {
        let quad = quad?;
        let (subject, predicate, object) = (quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        if count(graph.quads_for_pattern(Some(subject), Some(predicate), Some(object), None), |_| true)?[1] == 0 {
            return wrong(format!("the union has what no graph has: {quad}"));
        }
        rows.count_terms(graph, &quad)?;
    }
    let Rows { named, union, .. } = rows;
    if named.iter().all(|rows| *rows == named[0]) && union.iter().all(|rows| *rows == union[0]) {
        return Ok(());
    }
    wrong(format!("its indexes hold different numbers of quads: {named:?} and {union:?}"))
}

/// Rows by order of the index: of named graphs GSPO GPOS GOSP SPOG POSG OSPG, of the union SPO POS OSP.
#[derive(Default)]
struct Rows {
    named: [u64; 6],
    union: [u64; 3],
    /// The terms that were counted, by their place in a quad.
    seen: HashSet<(u8, u64)>,
}

impl Rows {
    /// Counts the rows that begin with the terms of a quad, once for each term.
    fn count_terms(&mut self, graph: &Graph, quad: &Quad) -> Result<(), StorageError> {
        let (subject, predicate, object) = (quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        if self.is_new(0, &|hasher| subject.hash(hasher)) {
            self.tally(0, count(graph.quads_for_pattern(Some(subject), None, None, None), |quad| quad.subject == subject)?);
        }
        if self.is_new(1, &|hasher| predicate.hash(hasher)) {
            self.tally(1, count(graph.quads_for_pattern(None, Some(predicate), None, None), |quad| quad.predicate == predicate)?);
        }
        if self.is_new(2, &|hasher| object.hash(hasher)) {
            self.tally(2, count(graph.quads_for_pattern(None, None, Some(object), None), |quad| quad.object == object)?);
        }
        Ok(())
    }

    fn is_new(&mut self, place: u8, term: &dyn Fn(&mut DefaultHasher)) -> bool {
        let mut hasher = DefaultHasher::new();
        term(&mut hasher);
        self.seen.insert((place, hasher.finish()))
    }

    fn tally(&mut self, index: usize, [union, named]: [u64; 2]) {
        self.union[index] += union;
        self.named[3 + index] += named;
    }
}

/// The number of quads in the union and in named graphs that are meant: Oxigraph reads too far on disk where a term ends in
/// the byte 255 in its own form (`scan_prefix`, 0.5.13), as the integers 255, 511 and 767 do.
fn count(quads: QuadIter<'_>, is_meant: impl Fn(QuadRef<'_>) -> bool) -> Result<[u64; 2], StorageError> {
    let mut rows = [0; 2];
    for quad in quads {
        let quad = quad?;
        if is_meant(quad.as_ref()) {
            rows[usize::from(quad.graph_name != GraphName::DefaultGraph)] += 1;
        }
    }
    Ok(rows)
}
