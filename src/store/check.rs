//! Does the database hold what the ledger says, and what is done where it does not?

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

use oxigraph::{
    model::{GraphName, GraphNameRef, NamedNode, Quad},
    store::{QuadIter, StorageError, Store as Graph},
};

use crate::store::{Damage, Key, Loss, ledger::Ledger};

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

/// The name under which quads outside of every named graph are reported.
pub(super) const DEFAULT_GRAPH: &str = "DEFAULT";

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
    counts.retain(|_, quads| *quads > 0);
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
    for name in graph.named_graphs().map(|name| name.map(GraphName::from)).chain([Ok(GraphName::DefaultGraph)]) {
        let name = name?;
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

/// Reads every index of the database from end to end and counts: all must hold the same quads.
///
/// `Store::validate` of Oxigraph would do, but it never ends when it meets a damaged block.
pub(super) fn read_all_indexes(graph: &Graph) -> Result<(), StorageError> {
    let mut counts = [0_u64; 6];
    for name in graph.named_graphs() {
        let name = GraphName::from(name?);
        let name = name.as_ref();
        let quads: Vec<Quad> = graph.quads_for_pattern(None, None, None, Some(name)).collect::<Result<_, _>>()?;
        counts[0] += quads.len() as u64;
        let subjects: HashSet<_> = quads.iter().map(|quad| quad.subject.as_ref()).collect();
        let predicates: HashSet<_> = quads.iter().map(|quad| quad.predicate.as_ref()).collect();
        let objects: HashSet<_> = quads.iter().map(|quad| quad.object.as_ref()).collect();
        for subject in subjects {
            counts[1] += count_once(graph.quads_for_pattern(Some(subject), None, None, None), name)?;
        }
        for predicate in predicates {
            counts[2] += count_once(graph.quads_for_pattern(None, Some(predicate), None, None), name)?;
            counts[3] += count_once(graph.quads_for_pattern(None, Some(predicate), None, Some(name)), name)?;
        }
        for object in objects {
            counts[4] += count_once(graph.quads_for_pattern(None, None, Some(object), None), name)?;
            counts[5] += count_once(graph.quads_for_pattern(None, None, Some(object), Some(name)), name)?;
        }
    }
    if counts.iter().all(|count| *count == counts[0]) {
        return Ok(());
    }
    Err(StorageError::Other(format!("its indexes hold different numbers of quads: {counts:?}").into()))
}

/// The number of quads, if the first of them stands in this graph: of all graphs that share a term, one counts it.
fn count_once(mut quads: QuadIter<'_>, graph: GraphNameRef<'_>) -> Result<u64, StorageError> {
    match quads.next().transpose()? {
        Some(first) if first.graph_name.as_ref() == graph => quads.try_fold(1, |count, quad| quad.map(|_| count + 1)),
        _ => Ok(0),
    }
}

/// Removes graphs in one transaction each.
pub(super) fn remove_graphs<'g>(graph: &Graph, names: impl IntoIterator<Item = &'g str>) -> Result<(), StorageError> {
    for name in names {
        if name == DEFAULT_GRAPH {
            graph.clear_graph(GraphNameRef::DefaultGraph)?;
        } else if let Ok(name) = NamedNode::new(name) {
            graph.remove_named_graph(&name)?;
        }
    }
    Ok(())
}
