//! Names and IRIs of entities, and one-line documentation.

use std::collections::BTreeMap;

use crate::{
    graph::Records,
    model::{Entity, EntityId},
};

/// What the entities of the records are called.
pub(super) struct Names<'r> {
    base: &'r str,
    entities: BTreeMap<&'r EntityId, &'r Entity>,
}

impl<'r> Names<'r> {
    pub fn new(records: &'r Records, base: &'r str) -> Self {
        Self { base, entities: records.entities.iter().map(|entity| (&entity.id, entity)).collect() }
    }

    /// The entity, where the records have it.
    pub fn entity(&self, id: &EntityId) -> Option<&'r Entity> {
        self.entities.get(id).copied()
    }

    /// The usual name; the slug where the entity is unknown.
    pub fn name<'n>(&'n self, id: &'n EntityId) -> &'n str {
        match self.entity(id) {
            Some(entity) => &entity.name,
            None => id.as_str().split_once('/').map_or(id.as_str(), |(_, slug)| slug),
        }
    }

    /// The IRI. An id is by definition the part of its IRI after `id/`, so nothing needs encoding.
    pub fn iri(&self, id: &EntityId) -> String {
        [self.base, "id/", id.as_str()].concat()
    }

    /// An IRI without the part that all IRIs of this graph share.
    pub fn tail<'i>(&self, iri: &'i str) -> &'i str {
        iri.strip_prefix(self.base).map_or(iri, |rest| rest.strip_prefix("id/").unwrap_or(rest))
    }
}

/// A doc comment as one line.
pub(super) fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
