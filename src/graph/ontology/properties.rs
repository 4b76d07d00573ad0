//! The properties of the ontology, each with every use that the declarations make of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    fact::{self, Edge, SlotKind, SlotSpec, Spec},
    graph::{
        ontology::core::CORE,
        vocabulary::{camel, entity_class, property, sg},
    },
    model::VOCABULARIES,
};

/// A property of the ontology.
#[derive(Debug, Default)]
pub(super) struct Property {
    /// The slots that it stands for.
    pub slots: Vec<(&'static Spec, &'static SlotSpec)>,
    /// The direct edges that it is drawn by.
    pub edges: Vec<(&'static Spec, &'static Edge)>,
    /// Classes of its subjects, as names of silkgraph's own.
    pub domain: BTreeSet<String>,
    /// Classes or datatypes of its objects; those of other vocabularies are prefixed.
    pub range: BTreeSet<String>,
}

impl Property {
    /// Whether its objects are things and not literals.
    pub fn is_object(&self) -> bool {
        !self.range.iter().any(|name| name.starts_with("xsd:"))
    }

    /// Whether it joins the values of one slot, so that either may come first.
    pub fn is_symmetric(&self) -> bool {
        !self.edges.is_empty() && self.edges.iter().all(|(_, edge)| edge.from == edge.to)
    }
}

/// All properties by local name.
pub(super) fn properties() -> BTreeMap<String, Property> {
    let mut all: BTreeMap<String, Property> = BTreeMap::new();
    for (name, entry) in &CORE.properties {
        let property = all.entry(name.clone()).or_default();
        property.domain.extend(entry.domain.iter().cloned());
        property.range.extend(entry.range.iter().cloned());
    }
    for spec in fact::ALL {
        for slot in spec.slots {
            let property = all.entry(property(slot)).or_default();
            property.slots.push((spec, slot));
            property.domain.insert(spec.class.to_owned());
            property.range.extend(range(slot));
        }
        for edge in spec.edges {
            for name in edge_names(spec, edge) {
                let property = all.entry(name).or_default();
                property.edges.push((spec, edge));
                property.domain.extend(end(spec, edge.from));
                property.range.extend(end(spec, edge.to));
            }
        }
    }
    all
}

/// The local names that an edge may take: one, or one for each term of the slot that stands in braces.
pub(super) fn edge_names(spec: &Spec, edge: &Edge) -> Vec<String> {
    let Some(slot) = edge.property.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return vec![edge.property.to_owned()] };
    let Some(SlotKind::Term(scheme)) = spec.slot(slot).map(|slot| slot.kind) else { return Vec::new() };
    VOCABULARIES.get(scheme).map(|vocabulary| vocabulary.terms.keys().map(|code| camel(code)).collect()).unwrap_or_default()
}

/// The classes of the entities of a slot.
pub(super) fn entities(slot: &SlotSpec) -> Vec<String> {
    if slot.takes.is_empty() { vec![sg::ENTITY.to_owned()] } else { slot.takes.iter().map(|kind| entity_class(*kind).to_owned()).collect() }
}

fn end(spec: &Spec, slot: &str) -> Vec<String> {
    spec.slot(slot).map(entities).unwrap_or_default()
}

fn range(slot: &SlotSpec) -> Vec<String> {
    let literal = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match slot.kind {
        SlotKind::Entity => entities(slot),
        SlotKind::Term(_) => literal(&["skos:Concept"]),
        SlotKind::Topic(_) => [entities(slot), literal(&["skos:Concept"])].concat(),
        SlotKind::When => literal(&["xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:string"]),
        SlotKind::Number => literal(&["xsd:decimal"]),
        SlotKind::Flag => literal(&["xsd:boolean"]),
        SlotKind::Text => literal(&["xsd:string"]),
    }
}
