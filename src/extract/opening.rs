//! What is found out of a whole document before its sentences are read.

use std::collections::BTreeMap;

use crate::{
    extract::{
        Reader, affair,
        chunk::{self, Chunk},
        event, forum, parties,
    },
    knowledge::Knowledge,
    lang::Language,
    model::{Document, EntityId},
    resolve::{Cast, Resolved},
};

/// What a reader of a document looks things up in.
pub struct Opening {
    /// Who appears, with the events that the text names.
    pub cast: Cast,
    /// These events.
    pub events: BTreeMap<EntityId, event::NamedEvent>,
    /// Alliances and regions that act like states in the document.
    pub actors: Vec<EntityId>,
    /// Whether an alliance is named more often than any country.
    pub leads: bool,
    /// Whose gathering the document as a whole tells of.
    pub forum: Option<Vec<EntityId>>,
    /// The phrases of each sentence.
    pub phrases: Vec<Vec<Chunk>>,
}

impl Opening {
    /// Names the events of a document.
    pub fn new(document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge) -> Self {
        let mut cast = std::mem::take(&mut resolved.cast);
        let events = event::name(&document.text, resolved, language, knowledge, &mut cast);
        let mut opening = Self { cast, events, actors: Vec::new(), leads: false, forum: None, phrases: Vec::new() };
        opening.count(resolved, knowledge);
        opening
    }

    /// Who acts in the document.
    fn count(&mut self, resolved: &Resolved, knowledge: &Knowledge) {
        self.actors = parties::actors(resolved, knowledge);
        self.leads = affair::leads(resolved, &self.cast, &resolved.countries, knowledge);
    }

    /// Finds whose gathering the document tells of.
    pub fn gather(&mut self, document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge) {
        let mut phrases = Vec::new();
        self.forum = Reader::new(document, resolved, self, language, knowledge).forum_of(&resolved.sentences, &mut phrases);
        if self.forum.as_ref().is_some_and(|forum| forum::settle(forum, resolved, language)) {
            self.count(resolved, knowledge);
        } else {
            self.phrases = phrases;
        }
    }

    /// Groups the sentences into phrases that are not grouped yet.
    pub fn group(&mut self, document: &Document, resolved: &Resolved, language: &Language) {
        let rest = resolved.sentences.iter().skip(self.phrases.len());
        self.phrases.extend(rest.map(|sentence| chunk::chunks(&document.text, sentence, language)));
    }
}
