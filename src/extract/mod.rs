//! Sentences become facts.

mod act;
mod affair;
mod chunk;
mod clause;
mod cooperation;
mod dedup;
mod event;
mod firm;
mod forum;
mod frame;
mod indicator;
mod lists;
mod membership;
mod memory;
mod named;
mod object;
mod office;
mod opening;
mod parties;
mod phrases;
mod project;
mod quotation;
mod scene;
mod shared;
mod stance;
mod steps;
mod subject;
mod walls;
mod worth;

pub use cooperation::Field;
pub use frame::Standing;
pub use indicator::{Clue, Considered, Weighed};
pub use phrases::phrases;
pub use quotation::Quotation;
pub use scene::Scene;

use std::{collections::BTreeMap, rc::Rc};

use self::opening::Opening;
use crate::{
    fact::{Claim, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{Document, EntityId, EntityKind, Span, When},
    recognise::{DateMention, Item, Shelf},
    resolve::{Calendar, Cast, Resolved},
};

/// What may run from place to place.
const WAYS: [EntityKind; 2] = [EntityKind::Corridor, EntityKind::Infrastructure];
/// So many parties named together are remembered.
const PAIRS: usize = 32;

/// What every step of extraction looks things up in, and what is kept in mind from one sentence to the next: a copy is what was known where one is read.
#[derive(Clone)]
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
    /// The parties that the sentences so far name together.
    pub pairs: Rc<Vec<Vec<EntityId>>>,
    /// Alliances and regions that act like states in this document.
    pub actors: &'a [EntityId],
    /// Whether an alliance is named more often than any country.
    pub leads: bool,
    /// The corridor or line that was named last.
    pub line: Option<EntityId>,
    /// The one line of the sentence before, where it spoke of no person.
    pub along: Option<EntityId>,
    /// The body that was named last.
    pub body: Option<EntityId>,
    /// The alliance that was named last.
    pub alliance: Option<EntityId>,
    /// The alliance that came together, and for how many sentences more the text may go on with it.
    pub gathered: Option<(EntityId, u8)>,
    /// Whose gathering the document as a whole tells of.
    pub forum: Option<&'a [EntityId]>,
    /// The events that the document names.
    pub events: &'a BTreeMap<EntityId, event::NamedEvent>,
    /// The person who was the first in the sentence before.
    pub person: Option<EntityId>,
    /// The people of the sentence before.
    pub people: Vec<EntityId>,
    /// What the sentences of a quotation that is still open are about.
    pub quoted: Vec<Value>,
    /// The items of the sentence before.
    pub before: &'a [Item],
    /// Where the sentence before says that something is, last.
    pub place: Option<EntityId>,
    /// Whom the text quotes, as long as it does.
    pub quotation: Option<Quotation>,
    /// Whether the sentence stands in a list of documents that were signed.
    pub listed: bool,
    /// When they were signed, by the sentence that announced the list.
    pub listed_on: Option<When>,
    /// Whether the sentence before told of an agreement or of working together.
    pub bound: bool,
    /// Whether it named those together who talk or act.
    pub paired: bool,
    /// Whether the text told last of a signing without saying between whom.
    pub unsettled: bool,
    /// The state of who travels and the one where the sentence says that they are.
    pub here: Option<Vec<EntityId>>,
    /// A paragraph, and the two states whose people met in it.
    pub round: Option<(usize, Vec<EntityId>)>,
}

/// All facts of each of several documents, without repeats; events that a text names join its cast.
pub fn extract(shelf: &Shelf<'_>, resolved: &mut [Resolved], knowledge: &Knowledge) -> Vec<Vec<Claim>> {
    steps::read(shelf, resolved, knowledge, false).into_iter().map(|extracted| extracted.claims).collect()
}

/// All facts of a document, with what was weighed for them.
#[derive(Default)]
pub struct Extracted {
    /// The facts.
    pub claims: Vec<Claim>,
    /// Its figures, each with everybody who was weighed as its subject.
    pub weighed: Vec<Considered>,
    /// The fields that the text as a whole may be about.
    pub fields: Vec<Field>,
}

/// What was weighed for the facts of each document, for a reader who asks why they are what they are.
pub fn weighed(shelf: &Shelf<'_>, resolved: &mut [Resolved], knowledge: &Knowledge) -> Vec<Extracted> {
    steps::read(shelf, resolved, knowledge, true)
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a document.
    fn new(document: &'a Document, resolved: &'a Resolved, opening: &'a Opening, language: &'a Language, knowledge: &'a Knowledge) -> Self {
        Self {
            text: &document.text,
            language,
            knowledge,
            cast: &opening.cast,
            countries: &resolved.countries,
            main: resolved.main.as_ref(),
            calendar: &resolved.calendar,
            pairs: Rc::default(),
            actors: &opening.actors,
            leads: opening.leads,
            line: None,
            along: None,
            body: None,
            alliance: None,
            gathered: None,
            forum: opening.forum.as_deref(),
            events: &opening.events,
            person: None,
            people: Vec::new(),
            quoted: Vec::new(),
            before: &[],
            place: None,
            quotation: None,
            listed: false,
            listed_on: None,
            bound: false,
            paired: false,
            unsettled: false,
            here: None,
            round: None,
        }
    }
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
            EntityKind::City => self.knowledge.get(id).and_then(|known| known.government.clone()),
            _ => None,
        }
    }

    /// Areas and named things in some phrases, as values of a topic slot.
    pub fn topics(&self, scene: &Scene<'_>, start: usize, end: usize) -> Vec<Value> {
        let chunks = scene.chunks().get(start..end.min(scene.chunks().len())).unwrap_or_default();
        let items = chunks.first().zip(chunks.last()).map(|(first, last)| &scene.sentence.items[first.start..last.end]);
        self.topics_of(items.unwrap_or_default())
    }

    /// Areas and named things among some items, as values of a topic slot.
    pub fn topics_of(&self, items: &[Item]) -> Vec<Value> {
        let mut topics: Vec<Value> = Vec::new();
        for item in items {
            for code in self.areas(item) {
                push(&mut topics, Value::Term(code.into()));
            }
            for id in item.entities().iter().filter(|id| self.is_topic(id)) {
                push(&mut topics, Value::Entity(id.clone()));
            }
        }
        topics
    }

    /// To whom the sentence attributes what stands at a phrase: a source said with "according to", or the speaker of a clause of saying.
    pub fn attribution(&self, scene: &Scene<'_>, at: usize) -> Option<EntityId> {
        (scene.clauses.may_say("according") || scene.clauses.may_do("say")).then_some(())?;
        let language = self.language;
        let speaks = |id: &&EntityId| matches!(id.kind(), EntityKind::Person | EntityKind::Organisation);
        // "Selon Astana": a state, where nobody who speaks for it is named.
        let mut state = None;
        for (index, chunk) in scene.chunks().iter().enumerate() {
            if chunk.preposition().is_some_and(|preposition| language.has_function("according", preposition)) {
                let noun = scene.chunks().get(index + 1).and_then(|chunk| chunk.noun());
                if let Some(id) = noun.and_then(|noun| noun.entities.iter().find(speaks)) {
                    return Some(id.clone());
                }
                state = state.or_else(|| noun.and_then(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::Country)).cloned());
            }
            if let Some(verb) = chunk.verb()
                && verb.is_finite()
                && index != at
                && language.verb_is(verb.lemma, "say")
            {
                let subject = scene.clauses.subject(index);
                let that = scene.chunks()[index + 1..].iter().any(|chunk| matches!(&chunk.kind, chunk::ChunkKind::Relative(value) if value == "object"));
                // "…, a-t-il ajouté"
                let inside = scene.sentence.items[chunk.start..chunk.end].iter().filter(|item| item.hyphen).flat_map(Item::entities).find(speaks);
                // "…, a dit X" speaks of what stands before it; "Reçu par X, Y a dit" of what comes.
                let fronted = scene.chunks().get(at).and_then(chunk::Chunk::verb).is_some_and(|verb| !verb.is_finite());
                let behind = index > at && (!fronted || inside.is_some() || subject.iter().all(|noun| *noun > index));
                // "ont conclu un accord" says nothing.
                if !that && (!behind || inside.is_none() && language.verb_is(verb.lemma, "sign") && subject.iter().any(|noun| *noun < index)) {
                    continue;
                }
                let speaker = scene.clauses.entities(&subject);
                if let Some(id) = speaker.iter().find(speaks).or(inside) {
                    return Some(id.clone());
                }
            }
        }
        state
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
