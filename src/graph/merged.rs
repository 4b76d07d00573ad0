//! What was merged, brought into the flat records.

use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::{
    fact::{self, Slots, Spec},
    graph::{
        Base, Records,
        read_back::Nodes,
        vocabulary::{prov, sg},
    },
};

/// The type and the values of the fact that some quads describe, if they describe one whole.
pub fn values_of(quads: impl IntoIterator<Item = Quad>, base: &Base) -> Option<(&'static Spec, Slots)> {
    let nodes = Nodes::gather(quads, base);
    fact::ALL.iter().find_map(|spec| Some((*spec, nodes.of_class(&base.sg(spec.class)).next()?.slots(spec).ok()?)))
}

impl Records {
    /// Takes over from the derived graph which claims are of one fact and which documents are copies. The rows stay, each
    /// with the values that its document gives.
    pub fn merge(&mut self, derived: impl IntoIterator<Item = Quad>, base: &Base) {
        let copy = base.sg(sg::COPY_OF);
        let (mut facts, mut copies) = (BTreeMap::new(), BTreeMap::new());
        for Quad { subject, predicate, object, .. } in derived {
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (subject, object) else { continue };
            if predicate == prov::SPECIALIZATION_OF {
                facts.insert(subject.into_string(), object.into_string());
            } else if predicate == copy {
                copies.extend(base.document_id(subject.as_str()).zip(base.document_id(object.as_str())));
            }
        }
        for fact in &mut self.facts {
            if let Some(merged) = facts.get(&fact.claim) {
                fact.iri.clone_from(merged);
            }
        }
        for document in &mut self.documents {
            document.copy_of = copies.get(&document.id).cloned();
        }
        self.sort();
    }

    /// The document that stands for a document and all its copies.
    pub fn sources(&self) -> BTreeMap<&str, &str> {
        self.documents.iter().map(|document| (document.id.as_str(), document.copy_of.as_deref().unwrap_or(&document.id))).collect()
    }
}
