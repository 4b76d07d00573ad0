//! Known names by the key that all their spellings share.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    knowledge::Knowledge,
    lang::Transliteration,
    model::{EntityId, EntityKind},
};

/// Names of people and places by key. Made when a text first holds a name that nobody knows as it is written.
#[derive(Debug, Default)]
pub struct Spellings {
    rules: Arc<Transliteration>,
    people: FxHashMap<Box<str>, Vec<EntityId>>,
    places: FxHashMap<Box<str>, Vec<EntityId>>,
    families: FxHashMap<Box<str>, Vec<EntityId>>,
    /// Places with a name of one word.
    towns: FxHashMap<Box<str>, Vec<EntityId>>,
}

/// Fewer letters than this tell too little.
const LEAST: usize = 5;

impl Spellings {
    pub(super) fn new(knowledge: &Knowledge, rules: &Arc<Transliteration>) -> Self {
        let mut spellings = Self { rules: Arc::clone(rules), ..Self::default() };
        for known in knowledge.entities() {
            let entity = &known.entity;
            for name in entity.labels.values().chain(entity.aliases.iter().map(|(_, alias)| alias)) {
                let list = match (entity.kind(), name.contains([' ', '-'])) {
                    (EntityKind::Person, true) => &mut spellings.people,
                    (EntityKind::City | EntityKind::Place, true) => &mut spellings.places,
                    (EntityKind::City | EntityKind::Place, false) => &mut spellings.towns,
                    _ => continue,
                };
                note(list, rules.key(name), &entity.id);
            }
        }
        // A table that cannot be read was refused when knowledge was loaded.
        let _ = knowledge.tables.rows("people.csv", &mut |row| {
            let Some(person) = knowledge.slug(row.text("id")) else { return };
            for family in row.values("family") {
                note(&mut spellings.families, rules.key(family), &person);
            }
        });
        spellings
    }

    /// The one person or place that bears a name of several words in another spelling.
    pub fn named(&self, name: &str) -> Option<&EntityId> {
        let key = self.key(name)?;
        match (self.people.get(key.as_str()).map(Vec::as_slice), self.places.get(key.as_str()).map(Vec::as_slice)) {
            (Some([only]), None) | (None, Some([only])) => Some(only),
            _ => None,
        }
    }

    /// Everybody who bears a family name in another spelling, and the one place that bears a name of one word so.
    pub fn alone(&self, name: &str) -> (&[EntityId], Option<&EntityId>) {
        let Some(key) = self.key(name) else { return (&[], None) };
        let town = match self.towns.get(key.as_str()).map(Vec::as_slice) {
            Some([only]) => Some(only),
            _ => None,
        };
        (self.families.get(key.as_str()).map(Vec::as_slice).unwrap_or_default(), town)
    }

    fn key(&self, name: &str) -> Option<String> {
        let key = self.rules.key(name);
        (key.chars().filter(|c| c.is_alphabetic()).count() >= LEAST).then_some(key)
    }
}

fn note(list: &mut FxHashMap<Box<str>, Vec<EntityId>>, key: String, id: &EntityId) {
    let ids = list.entry(key.into()).or_default();
    if !ids.contains(id) {
        ids.push(id.clone());
    }
}
