//! The default graph: every triple that some named graph holds, once.
//!
//! Oxigraph can query the union of all named graphs as they stand, but then a triple that a thousand documents state
//! counts a thousand times, and a query that follows four such triples goes through their product. So the union is kept
//! as the default graph, in the same transactions as the named ones.

use oxigraph::{
    model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Quad, QuadRef},
    store::{StorageError, Store as Graph, Transaction},
};

/// The triple of a quad in the default graph.
pub(super) fn merged(quad: &Quad) -> QuadRef<'_> {
    QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() }
}

/// Adds quads to their graphs and to the union.
pub(super) fn insert<'q>(transaction: &mut Transaction<'_>, quads: impl Iterator<Item = &'q Quad>) {
    for quad in quads {
        transaction.insert(quad);
        transaction.insert(merged(quad));
    }
}

/// Removes a graph, and from the union what no other graph holds.
pub(super) fn remove(transaction: &mut Transaction<'_>, graph: NamedNodeRef<'_>) -> Result<(), StorageError> {
    let quads: Vec<Quad> = transaction.quads_for_pattern(None, None, None, Some(graph.into())).collect::<Result<_, _>>()?;
    for quad in &quads {
        let mut elsewhere = false;
        for other in transaction.quads_for_pattern(Some(quad.subject.as_ref()), Some(quad.predicate.as_ref()), Some(quad.object.as_ref()), None) {
            let other = other?.graph_name;
            if other != GraphName::DefaultGraph && other != quad.graph_name {
                elsewhere = true;
                break;
            }
        }
        if !elsewhere {
            transaction.remove(merged(quad));
        }
    }
    transaction.remove_named_graph(graph)
}

/// Makes the union anew from the named graphs, one of them at a time.
pub(super) fn rebuild(graph: &Graph) -> Result<(), StorageError> {
    graph.clear_graph(GraphNameRef::DefaultGraph)?;
    for name in graph.named_graphs() {
        let mut transaction = graph.start_transaction()?;
        for quad in graph.quads_for_pattern(None, None, None, Some(GraphName::from(name?).as_ref())) {
            transaction.insert(merged(&quad?));
        }
        transaction.commit()?;
    }
    Ok(())
}

/// Removes graphs, each in a transaction of its own.
pub(super) fn remove_all<'g>(graph: &Graph, names: impl IntoIterator<Item = &'g str>) -> Result<(), StorageError> {
    for name in names.into_iter().filter_map(|name| NamedNode::new(name).ok()) {
        let mut transaction = graph.start_transaction()?;
        remove(&mut transaction, name.as_ref())?;
        transaction.commit()?;
    }
    Ok(())
}
