//! Known names by the key that all their spellings share.

use rustc_hash::FxHashMap;

use crate::{
    knowledge::Knowledge,
    lang::Transliteration,
    model::{EntityId, EntityKind},
};

/// Names of people and places by key. Made when a text first holds a name that nobody knows as it is written.
#[derive(Debug, Default)]
pub struct Spellings {
    people: FxHashMap<Box<str>, Vec<EntityId>>,
    places: FxHashMap<Box<str>, Vec<EntityId>>,
    families: FxHashMap<Box<str>, Vec<EntityId>>,
}

/// Fewer letters than this tell too little.
const LEAST: usize = 5;

impl Spellings {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let rules = Transliteration::shipped();
        let mut spellings = Self::default();
        for known in knowledge.entities() {
            let entity = &known.entity;
            let list = match entity.kind() {
                EntityKind::Person => &mut spellings.people,
                EntityKind::City | EntityKind::Place => &mut spellings.places,
                _ => continue,
            };
            let names = entity.labels.values().chain(entity.aliases.iter().map(|(_, alias)| alias));
            for name in names.filter(|name| name.contains([' ', '-'])) {
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
        let key = key(name)?;
        match (self.people.get(key.as_str()).map(Vec::as_slice), self.places.get(key.as_str()).map(Vec::as_slice)) {
            (Some([only]), None) | (None, Some([only])) => Some(only),
            _ => None,
        }
    }

    /// Everybody who bears a family name in another spelling.
    pub fn family(&self, name: &str) -> &[EntityId] {
        key(name).and_then(|key| self.families.get(key.as_str())).map(Vec::as_slice).unwrap_or_default()
    }
}

fn key(name: &str) -> Option<String> {
    let key = Transliteration::shipped().key(name);
    (key.chars().filter(|c| c.is_alphabetic()).count() >= LEAST).then_some(key)
}

fn note(list: &mut FxHashMap<Box<str>, Vec<EntityId>>, key: String, id: &EntityId) {
    let ids = list.entry(key.into()).or_default();
    if !ids.contains(id) {
        ids.push(id.clone());
    }
}
