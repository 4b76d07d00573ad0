//! The order of the rooms: a document in, its reading out; and the main job, documents in, a store out.

mod build;
mod derive;

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

pub use self::build::{Build, Outcome, Progress, Summary};
use crate::{
    extract,
    fact::Reading,
    ground,
    knowledge::Knowledge,
    lang::{Language, Languages},
    model::{Clue, Dating, Document, Entity, EntityId},
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
    ///
    /// Where the text rules out the date in its head, it is read again as written when it can have been; the head stays
    /// what the document says of itself.
    pub fn read(&self, document: Document) -> Reading {
        let Some(language) = self.language(&document) else { return Reading { document, ..Reading::default() } };
        let (reading, window) = self.read_in(document, language);
        let Some(written) = ground::written(&reading, window, &self.knowledge) else { return reading };
        let published = reading.document.published;
        let Reading { document, claims, .. } = reading;
        let (mut again, _) = self.read_in(Document { published: Some(written), ..document }, language);
        again.document.published = published;
        ground::mark(&mut again.claims, &claims, written);
        again
    }

    /// What a document says, read as it is dated, with the time of writing that its people and anniversaries leave open.
    fn read_in(&self, document: Document, language: &Language) -> (Reading, Option<(Date, Date)>) {
        let recognised = recognise::recognise(&document, language, &self.knowledge);
        let mut resolved = resolve::resolve(&document, recognised, language, &self.knowledge);
        let mut claims = extract::extract(&document, &mut resolved, language, &self.knowledge);
        ground::ground(&mut claims, &resolved, language, &self.knowledge);
        (self.reading(document, resolved.cast, claims, resolved.clues), resolved.calendar.window())
    }

    fn reading(&self, document: Document, cast: resolve::Cast, claims: Vec<crate::fact::Claim>, clues: Vec<Clue>) -> Reading {
        let (mut mentions, mut fresh) = (cast.mentions, cast.fresh);
        let mut ids: FxHashSet<&EntityId> = mentions.iter().map(|mention| &mention.entity).collect();
        for claim in &claims {
            claim.fact.entities(|id| {
                ids.insert(id);
            });
            ids.extend(&claim.attributed_to);
        }
        for clue in &clues {
            if let Dating::Years { parties, .. } = &clue.says {
                ids.extend(parties);
            }
        }
        let entity = |id: &EntityId| fresh.remove(id).map(Arc::new).or_else(|| self.knowledge.get(id).map(|known| Arc::clone(&known.entity)));
        let mut entities: Vec<Arc<Entity>> = ids.into_iter().filter_map(entity).collect();
        entities.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        mentions.sort();
        mentions.dedup();
        let mut reading = Reading { document, entities, mentions, claims, clues, refused: Vec::new() };
        reading.refused = reading.admit(&|id| self.knowledge.get(id).is_some());
        reading
    }
}
