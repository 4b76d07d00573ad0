//! The default graph: every triple that some named graph holds, once, and a merged fact in the place of its claims.
//!
//! Oxigraph can query the union of all named graphs as they stand, but then a triple that a thousand documents state
//! counts a thousand times, and a query that follows four such triples goes through their product. So the union is kept
//! as the default graph, in the same transactions as the named ones.
//!
//! What a graph says to be a `prov:specializationOf` another (a claim, of the fact that several claims are of) stands in
//! its named graphs only: the default graph has the other in its place.

use std::collections::{BTreeSet, HashMap, HashSet};

use oxigraph::{
    model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef},
    store::{StorageError, Store as Graph, Transaction},
};

use crate::graph::vocabulary::prov;

/// How many nodes are brought in or taken out in one transaction.
const CHUNK: usize = 4096;

/// The triple of a quad in the default graph.
pub(super) fn merged(quad: &Quad) -> QuadRef<'_> {
    QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() }
}

/// Whether the quad says that its subject is a part, to be left out.
fn marks(quad: &Quad) -> bool {
    quad.predicate == prov::SPECIALIZATION_OF
}

/// Whether some graph says that the node is a part, to be left out.
pub(super) fn is_part(graph: &Graph, node: NamedOrBlankNodeRef<'_>) -> Result<bool, StorageError> {
    Ok(graph.quads_for_pattern(Some(node), Some(prov::SPECIALIZATION_OF), None, None).next().transpose()?.is_some())
}

fn is_part_in(transaction: &Transaction<'_>, node: NamedOrBlankNodeRef<'_>) -> Result<bool, StorageError> {
    Ok(transaction.quads_for_pattern(Some(node), Some(prov::SPECIALIZATION_OF), None, None).next().transpose()?.is_some())
}

/// Whether a graph other than that of the quad holds its triple.
fn is_elsewhere(transaction: &Transaction<'_>, quad: &Quad) -> Result<bool, StorageError> {
    for other in transaction.quads_for_pattern(Some(quad.subject.as_ref()), Some(quad.predicate.as_ref()), Some(quad.object.as_ref()), None) {
        let other = other?.graph_name;
        if other != GraphName::DefaultGraph && other != quad.graph_name {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes quads the whole of their graph, and brings the union up to date. Only what differs is written.
pub(super) fn replace(transaction: &mut Transaction<'_>, graph: NamedNodeRef<'_>, new: &HashSet<Quad>) -> Result<(), StorageError> {
    let old: HashSet<Quad> = transaction.quads_for_pattern(None, None, None, Some(graph.into())).collect::<Result<_, _>>()?;
    let mut changed = BTreeSet::new();
    for quad in old.difference(new) {
        transaction.remove(quad);
        if marks(quad) {
            changed.insert(quad.subject.to_string());
        } else if !is_elsewhere(transaction, quad)? {
            transaction.remove(merged(quad));
        }
    }
    let mut parts: HashMap<&NamedOrBlankNode, bool> = HashMap::new();
    for quad in new.difference(&old) {
        transaction.insert(quad);
        if marks(quad) {
            changed.insert(quad.subject.to_string());
            continue;
        }
        let is_part = match parts.get(&quad.subject) {
            Some(known) => *known,
            None => *parts.entry(&quad.subject).or_insert(is_part_in(transaction, quad.subject.as_ref())?),
        };
        if !is_part {
            transaction.insert(merged(quad));
        }
    }
    let changed: Vec<NamedOrBlankNode> =
        old.iter().chain(new).filter(|quad| marks(quad) && changed.contains(&quad.subject.to_string())).map(|quad| quad.subject.clone()).collect();
    for node in &changed {
        settle(transaction, node.as_ref())?;
    }
    if new.is_empty() { transaction.remove_named_graph(graph) } else { Ok(()) }
}

/// Takes what is said of a node out of the union where it is a part, and brings it in where it is none.
fn settle(transaction: &mut Transaction<'_>, node: NamedOrBlankNodeRef<'_>) -> Result<(), StorageError> {
    let quads: Vec<Quad> = transaction.quads_for_pattern(Some(node), None, None, None).collect::<Result<_, _>>()?;
    let is_part = quads.iter().any(marks);
    for quad in &quads {
        if is_part {
            transaction.remove(merged(quad));
        } else {
            transaction.insert(merged(quad));
        }
    }
    Ok(())
}

/// The quads of new graphs with those of the union, but for what is said of a part that is known already.
pub(super) fn with_union<'q>(graph: &Graph, quads: impl Iterator<Item = &'q Quad>) -> Result<Vec<Quad>, StorageError> {
    let any = graph.quads_for_pattern(None, Some(prov::SPECIALIZATION_OF), None, None).next().transpose()?.is_some();
    let mut all = Vec::new();
    for quad in quads {
        if !marks(quad) && !(any && is_part(graph, quad.subject.as_ref())?) {
            all.push(merged(quad).into_owned());
        }
        all.push(quad.clone());
    }
    Ok(all)
}

/// Takes the parts that some quads name out of the union, when these are written already.
pub(super) fn settle_parts<'q>(graph: &Graph, quads: impl Iterator<Item = &'q Quad>) -> Result<(), StorageError> {
    let parts: Vec<&NamedOrBlankNode> = quads.filter(|quad| marks(quad)).map(|quad| &quad.subject).collect();
    for chunk in parts.chunks(CHUNK) {
        let mut transaction = graph.start_transaction()?;
        for part in chunk {
            settle(&mut transaction, part.as_ref())?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// Makes the union anew from the named graphs, one of them at a time.
pub(super) fn rebuild(graph: &Graph) -> Result<(), StorageError> {
    graph.clear_graph(GraphNameRef::DefaultGraph)?;
    for name in graph.named_graphs() {
        let quads: Vec<Quad> = graph.quads_for_pattern(None, None, None, Some(GraphName::from(name?).as_ref())).collect::<Result<_, _>>()?;
        let mut transaction = graph.start_transaction()?;
        for quad in &quads {
            if !is_part(graph, quad.subject.as_ref())? {
                transaction.insert(merged(quad));
            }
        }
        transaction.commit()?;
    }
    Ok(())
}

/// Removes graphs, each in a transaction of its own.
pub(super) fn remove_all<'g>(graph: &Graph, names: impl IntoIterator<Item = &'g str>) -> Result<(), StorageError> {
    for name in names.into_iter().filter_map(|name| NamedNode::new(name).ok()) {
        let mut transaction = graph.start_transaction()?;
        replace(&mut transaction, name.as_ref(), &HashSet::new())?;
        transaction.commit()?;
    }
    Ok(())
}
