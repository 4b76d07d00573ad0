//! The order of the rooms: a document in, its reading out; and the main job, documents in, a store out.

mod build;

use std::{collections::BTreeSet, sync::Arc};

pub use self::build::{Build, Outcome, Progress, Summary};
use crate::{
    extract,
    fact::{Reading, Value},
    ground,
    knowledge::Knowledge,
    lang::{Language, Languages},
    model::{Document, Entity, EntityId},
    recognise, resolve,
};

/// Everything that reading needs, shared by all threads.
#[derive(Clone, Debug)]
pub struct Pipeline {
    languages: Languages,
    knowledge: Arc<Knowledge>,
}

impl Pipeline {
    /// A pipeline over language packs and knowledge.
    pub const fn new(languages: Languages, knowledge: Arc<Knowledge>) -> Self {
        Self { languages, knowledge }
    }

    /// What is known beforehand.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The language packs.
    pub const fn languages(&self) -> &Languages {
        &self.languages
    }

    /// The pack that reads a document: that of its language, or the first where its language is not known.
    pub fn language(&self, document: &Document) -> Option<&Arc<Language>> {
        match &document.lang {
            Some(lang) => self.languages.get(lang.split('-').next().unwrap_or_default()),
            None => self.languages.tags().next().and_then(|tag| self.languages.get(tag)),
        }
    }

    /// Reads one document. A document in a language without a pack gives no mentions and no facts.
    pub fn read(&self, document: Document) -> Reading {
        let Some(language) = self.language(&document) else { return Reading { document, ..Reading::default() } };
        let recognised = recognise::recognise(&document, language, &self.knowledge);
        let mut resolved = resolve::resolve(&document, recognised, language, &self.knowledge);
        let mut findings = extract::extract(&document, &mut resolved, language, &self.knowledge);
        ground::ground(&mut findings, &resolved, language, &self.knowledge);
        self.reading(document, resolved.cast, findings)
    }

    fn reading(&self, document: Document, cast: resolve::Cast, findings: Vec<crate::fact::Finding>) -> Reading {
        let mut ids: BTreeSet<EntityId> = cast.mentions.iter().map(|mention| mention.entity.clone()).collect();
        for finding in &findings {
            for spec in finding.fact.spec().slots {
                for value in finding.fact.slots().get(spec.name) {
                    if let Value::Entity(id) = value {
                        ids.insert(id.clone());
                    }
                }
            }
            ids.extend(finding.attributed_to.clone());
        }
        let entity = |id: &EntityId| -> Option<Entity> { cast.fresh.get(id).or_else(|| self.knowledge.get(id).map(|known| &known.entity)).cloned() };
        let entities = ids.iter().filter_map(entity).collect();
        let mut mentions = cast.mentions;
        mentions.sort();
        mentions.dedup();
        Reading { document, entities, mentions, findings }
    }
}
