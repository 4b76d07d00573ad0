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
        self.read_together(vec![document]).pop().unwrap_or_default()
    }

    /// [`read`](Self::read) for each of several documents, which pass each room together: what a room runs through is at hand for the next of them, and
    /// reading takes a tenth less than one document after the other. What is read of one does not depend on the others.
    pub fn read_together(&self, documents: Vec<Document>) -> Vec<Reading> {
        let check = |(reading, window)| {
            let Some(written) = ground::written(&reading, window, &self.knowledge) else { return reading };
            let published = reading.document.published;
            let Reading { document, claims, .. } = reading;
            let passed = self.pass(vec![Document { published: Some(written), ..document }]).pop();
            let mut again = passed.map(|(reading, _)| reading).unwrap_or_default();
            again.document.published = published;
            ground::mark(&mut again.claims, &claims, written);
            again
        };
        self.pass(documents).into_iter().map(check).collect()
    }

    /// What documents say, read as they are dated, each with the time of writing that its people and anniversaries leave open: room by room.
    fn pass(&self, documents: Vec<Document>) -> Vec<(Reading, Option<(Date, Date)>)> {
        let knowledge = &*self.knowledge;
        let known: Vec<(&Document, &Language)> = documents.iter().filter_map(|document| Some((document, &**self.language(document)?))).collect();
        let recognised: Vec<_> = known.iter().map(|(document, language)| recognise::recognise(document, language, knowledge)).collect();
        let resolved = known.iter().zip(recognised).map(|((document, language), recognised)| resolve::resolve(document, recognised, language, knowledge));
        let mut resolved: Vec<_> = resolved.collect();
        let claims = known.iter().zip(&mut resolved).map(|((document, language), resolved)| extract::extract(document, resolved, language, knowledge));
        let mut claims: Vec<_> = claims.collect();
        for (((_, language), resolved), claims) in known.iter().zip(&resolved).zip(&mut claims) {
            ground::ground(claims, resolved, language, knowledge);
        }
        let mut read = resolved.into_iter().zip(claims);
        let mut made = |document: Document| match self.language(&document).and_then(|_| read.next()) {
            Some((resolved, claims)) => (self.reading(document, resolved.cast, claims, resolved.clues), resolved.calendar.window()),
            None => (Reading { document, ..Reading::default() }, None),
        };
        documents.into_iter().map(&mut made).collect()
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
