//! Sentences become facts.

mod chunk;
mod clause;
mod cooperation;
mod dedup;
mod event;
mod frame;
mod indicator;
mod office;

pub use frame::{Scene, Standing};

use crate::{
    extract::clause::Clauses,
    fact::{Finding, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{Document, EntityId, EntityKind, Span, When},
    recognise::{DateMention, ItemKind},
    resolve::{Calendar, Cast, Resolved},
};

/// What every step of extraction looks things up in.
pub struct Reader<'a> {
    /// The text.
    pub text: &'a str,
    /// The language.
    pub language: &'a Language,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// Who appears.
    pub cast: &'a Cast,
    /// The document's countries, the most named first.
    pub countries: &'a [EntityId],
    /// The two countries that the document is about, where two stand out.
    pub main: Option<&'a [EntityId; 2]>,
    /// Places dates on the calendar.
    pub calendar: &'a Calendar,
    /// The pairs of countries that the sentences are about.
    pub pairs: Vec<Vec<EntityId>>,
    /// Alliances and regions that act like states in this document.
    pub actors: Vec<EntityId>,
    /// Whether an alliance is named more often than any country.
    pub leads: bool,
    /// The body that was named last.
    pub body: Option<EntityId>,
}

/// Alliances, and regions of states, that are named in the title or at least twice.
fn actors(resolved: &Resolved, knowledge: &Knowledge) -> Vec<EntityId> {
    let mut counts: std::collections::BTreeMap<&EntityId, usize> = std::collections::BTreeMap::new();
    for sentence in &resolved.sentences {
        let weight = if sentence.part == crate::model::PartKind::Title { 2 } else { 1 };
        for id in sentence.items.iter().flat_map(crate::recognise::Item::entities) {
            let acts = knowledge.get(id).is_some_and(|known| match id.kind() {
                EntityKind::Organisation => known.entity.subtype == "alliance",
                EntityKind::Place => known.entity.subtype == "region" && known.entity.country.is_none(),
                _ => false,
            });
            if acts {
                *counts.entry(id).or_default() += weight;
            }
        }
    }
    let enough = |id: &EntityId, count: usize| count >= if id.kind() == EntityKind::Place { 3 } else { 2 };
    let mut actors: Vec<(&EntityId, usize)> = counts.into_iter().filter(|(id, count)| enough(id, *count)).collect();
    actors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    actors.into_iter().map(|(id, _)| id.clone()).collect()
}

/// Whether an alliance is named more often than any country.
fn leads(cast: &Cast, countries: &[EntityId], knowledge: &Knowledge) -> bool {
    let count = |wanted: &dyn Fn(&EntityId) -> bool| cast.mentions.iter().filter(|mention| wanted(&mention.entity)).count();
    let alliance = |id: &EntityId| knowledge.get(id).is_some_and(|known| known.entity.subtype == "alliance");
    let first = countries.first();
    count(&|id| alliance(id)) > count(&|id| Some(id) == first)
}

/// All facts of a document, without repeats; events that the text names join the cast.
pub fn extract(document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge) -> Vec<Finding> {
    let mut cast = std::mem::take(&mut resolved.cast);
    event::name(&document.text, resolved, language, knowledge, &mut cast);
    let chunks: Vec<_> = resolved.sentences.iter().map(|sentence| chunk::chunks(&document.text, sentence, language)).collect();
    let mut reader = Reader {
        text: &document.text,
        language,
        knowledge,
        cast: &cast,
        countries: &resolved.countries,
        main: resolved.main.as_ref(),
        calendar: &resolved.calendar,
        pairs: Vec::new(),
        actors: actors(resolved, knowledge),
        leads: leads(&cast, &resolved.countries, knowledge),
        body: None,
    };
    let mut found = Vec::new();
    office::read(&reader, &mut found);
    let mut figures = indicator::Figures::default();
    for (sentence, chunks) in resolved.sentences.iter().zip(&chunks) {
        let scene = Scene { sentence, clauses: Clauses { chunks, language } };
        let pair = reader.pair(&scene);
        reader.pairs.push(pair);
        frame::read(&reader, &scene, &mut found);
        event::read(&reader, &scene, &mut found);
        cooperation::read(&reader, &scene, &mut found);
        figures.read(&reader, &scene, &mut found);
        let body = sentence.items.iter().rev().flat_map(crate::recognise::Item::entities).find(|id| id.kind() == EntityKind::Organisation);
        if let Some(body) = body {
            reader.body = Some(body.clone());
        }
    }
    let mut found = dedup::unique(found, &reader);
    found.sort_by(|a, b| (a.evidence, a.fact.spec().name, &a.rule).cmp(&(b.evidence, b.fact.spec().name, &b.rule)));
    resolved.cast = cast;
    found
}

impl Reader<'_> {
    /// A date of the text on the calendar, as far as it can be placed.
    pub const fn when(&self, date: &DateMention) -> Option<When> {
        date.placed
    }

    /// The country that a person speaks for.
    pub fn country_of(&self, id: &EntityId) -> Option<EntityId> {
        match id.kind() {
            EntityKind::Person => self.cast.country_of(id, self.knowledge),
            EntityKind::Country => Some(id.clone()),
            EntityKind::City => self.knowledge.get(id).and_then(|known| known.capital_of.clone()),
            _ => None,
        }
    }

    /// Whether a place is too wide to say where something happened: a continent, a sea.
    pub fn is_wide(&self, id: &EntityId) -> bool {
        self.knowledge
            .get(id)
            .is_some_and(|known| matches!(known.entity.subtype.as_str(), "region" | "sea" | "ocean" | "gulf" | "continent" | "lake" | "river"))
    }

    /// The two countries that a sentence is about: both named in it, or named before, or the document's.
    pub fn pair(&self, scene: &Scene<'_>) -> Vec<EntityId> {
        let mut own = self.countries_in(scene);
        // Two states are the pair; an alliance or region is a party only beside one state, or beside another.
        let states: Vec<EntityId> = own.iter().filter(|id| id.kind() == EntityKind::Country).cloned().collect();
        if states.len() >= 2 {
            own = states;
        }
        match own.len() {
            2 => return own,
            1 => {
                let partner = self.pairs.iter().rev().find(|pair| pair.len() == 2 && pair.contains(&own[0]));
                if let Some(pair) = partner {
                    return pair.clone();
                }
                let main = self.countries.iter().take(2).find(|country| **country != own[0]);
                return main
                    .filter(|_| self.countries.iter().take(2).any(|country| *country == own[0]))
                    .map(|other| vec![own[0].clone(), other.clone()])
                    .unwrap_or(own);
            }
            0 => {}
            _ => return own,
        }
        let last = self.pairs.iter().rev().find(|pair| pair.len() == 2);
        if let Some(last) = last {
            return last.clone();
        }
        match self.actors.as_slice() {
            // Two bodies or regions, or one that speaks for its many members.
            [first, second, ..] => vec![first.clone(), second.clone()],
            [only] if self.main.is_none() && self.leads => vec![only.clone()],
            _ => self.main.map(|main| main.to_vec()).unwrap_or_default(),
        }
    }

    /// The countries that a sentence names, by themselves, by adjective, or through their people.
    pub fn countries_in(&self, scene: &Scene<'_>) -> Vec<EntityId> {
        let mut list: Vec<EntityId> = Vec::new();
        for item in &scene.sentence.items {
            let reference = match &item.kind {
                ItemKind::Reference(reference) => reference.countries.as_slice(),
                _ => &[],
            };
            for id in item.entities().iter().chain(reference) {
                let country = match id.kind() {
                    EntityKind::City => None,
                    EntityKind::Organisation | EntityKind::Place => Some(id.clone()).filter(|id| self.is_actor(id)),
                    _ => self.country_of(id),
                };
                if let Some(country) = country.filter(|country| !list.contains(country)) {
                    list.push(country);
                }
            }
        }
        list
    }

    /// Whether a body or region acts like a state here: an alliance, or a region of states, that the document often names.
    fn is_actor(&self, id: &EntityId) -> bool {
        self.actors.contains(id)
    }

    /// Areas and named things in some phrases, as values of a topic slot.
    pub fn topics(&self, scene: &Scene<'_>, start: usize, end: usize) -> Vec<Value> {
        let mut topics: Vec<Value> = Vec::new();
        for index in start..end.min(scene.chunks().len()) {
            for item in scene.items(index) {
                for code in self.areas(item) {
                    push(&mut topics, Value::Term(code.into()));
                }
                for id in item.entities().iter().filter(|id| {
                    matches!(id.kind(), EntityKind::Country | EntityKind::Corridor | EntityKind::Organisation | EntityKind::Infrastructure | EntityKind::Person)
                }) {
                    push(&mut topics, Value::Entity(id.clone()));
                }
            }
        }
        topics
    }

    /// The areas that an item's words stand for; those that are too wide to say anything are left out.
    pub fn areas(&self, item: &crate::recognise::Item) -> Vec<&str> {
        let lexicon = &self.language.lexicon;
        let Some(class) = lexicon.class("area") else { return Vec::new() };
        item.senses.iter().filter(|sense| sense.class == class).flat_map(|sense| lexicon.value(sense.value).split(' ')).collect()
    }

    /// To whom the sentence attributes what stands at a phrase: a source said with "according to", or the speaker of a clause of saying.
    pub fn attribution(&self, scene: &Scene<'_>, at: usize) -> Option<EntityId> {
        let language = self.language;
        let speaks = |id: &&EntityId| matches!(id.kind(), EntityKind::Person | EntityKind::Organisation);
        for (index, chunk) in scene.chunks().iter().enumerate() {
            if chunk.preposition().is_some_and(|preposition| language.has_function("according", preposition)) {
                let noun = scene.chunks().get(index + 1).and_then(|chunk| chunk.noun());
                if let Some(id) = noun.and_then(|noun| noun.entities.iter().find(speaks)) {
                    return Some(id.clone());
                }
            }
            if let Some(verb) = chunk.verb()
                && verb.is_finite()
                && index != at
                && language.verb_is(language.lexicon.value(verb.lemma), "say")
                && scene
                    .chunks()
                    .get(index + 1..)
                    .is_some_and(|rest| rest.iter().any(|chunk| matches!(&chunk.kind, chunk::ChunkKind::Relative(value) if value == "object")) || index > at)
            {
                let speaker = scene.clauses.entities(&scene.clauses.subject(index));
                if let Some(id) = speaker.iter().find(speaks) {
                    return Some(id.clone());
                }
            }
        }
        None
    }

    /// A span cut to the sentence, without blanks at its ends.
    pub fn trim(&self, sentence: Span, span: Span) -> Span {
        let start = span.start.max(sentence.start);
        let end = span.end.min(sentence.end).max(start);
        let text = Span::new(start, end).of(self.text);
        let lead = text.len() - text.trim_start().len();
        let tail = text.len() - text.trim_end().len();
        Span::new(start + lead, (end - tail).max(start + lead))
    }
}

fn push(list: &mut Vec<Value>, value: Value) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The phrases of every sentence with what they are, for a reader who asks why a fact was read or missed.
pub fn phrases(document: &Document, resolved: &Resolved, language: &Language) -> Vec<(Span, String)> {
    let mut list = Vec::new();
    for sentence in &resolved.sentences {
        for phrase in chunk::chunks(&document.text, sentence, language) {
            let kind = match &phrase.kind {
                chunk::ChunkKind::Noun(noun) => {
                    format!("noun {}", noun.entities.iter().chain(&noun.adjectives).map(EntityId::as_str).collect::<Vec<_>>().join(" "))
                }
                chunk::ChunkKind::Verb(verb) => format!(
                    "verb {} {:?} {:?}{}{}",
                    language.lexicon.value(verb.lemma),
                    verb.voice,
                    verb.tense,
                    if verb.negated { " negated" } else { "" },
                    verb.modal.map(|modal| format!(" {modal:?}")).unwrap_or_default()
                ),
                other => format!("{other:?}"),
            };
            list.push((phrase.span, kind));
        }
    }
    list
}
