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
mod named;
mod object;
mod office;
mod parties;
mod phrases;
mod project;
mod quotation;
mod scene;
mod shared;
mod stance;
mod subject;
mod walls;
mod worth;

pub use cooperation::Field;
pub use frame::Standing;
pub use indicator::{Clue, Considered, Weighed};
pub use phrases::phrases;
pub use quotation::Quotation;
pub use scene::Scene;

use std::collections::BTreeMap;

use crate::{
    extract::clause::Clauses,
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{Document, EntityId, EntityKind, Span, When},
    recognise::{DateMention, Item},
    resolve::{Calendar, Cast, Resolved},
};

/// What may run from place to place.
const WAYS: [EntityKind; 2] = [EntityKind::Corridor, EntityKind::Infrastructure];
/// Most sentences have no more phrases.
const CHUNKS: usize = 64;
/// So many parties named together are remembered.
const PAIRS: usize = 32;

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
    /// The parties that the sentences so far name together.
    pub pairs: Vec<Vec<EntityId>>,
    /// Alliances and regions that act like states in this document.
    pub actors: Vec<EntityId>,
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
    pub forum: Option<Vec<EntityId>>,
    /// The events that the document names.
    pub events: BTreeMap<EntityId, event::NamedEvent>,
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

/// All facts of a document, without repeats; events that the text names join the cast.
pub fn extract(document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge) -> Vec<Claim> {
    read(document, resolved, language, knowledge, None).claims
}

/// All facts of a document, with what was weighed for them.
pub struct Extracted {
    /// The facts.
    pub claims: Vec<Claim>,
    /// Its figures, each with everybody who was weighed as its subject.
    pub weighed: Vec<Considered>,
    /// The fields that the text as a whole may be about.
    pub fields: Vec<Field>,
}

/// What was weighed for the facts of a document, for a reader who asks why they are what they are.
pub fn weighed(document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge) -> Extracted {
    read(document, resolved, language, knowledge, Some(Vec::new()))
}

fn read(document: &Document, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge, weighed: Option<Vec<Considered>>) -> Extracted {
    let mut cast = std::mem::take(&mut resolved.cast);
    let events = event::name(&document.text, resolved, language, knowledge, &mut cast);
    let mut opening = Reader::new(&document.text, resolved, &cast, events, language, knowledge);
    let mut grouped = Vec::new();
    let mut reader = if let Some(forum) = opening.forum_of(&resolved.sentences, &mut grouped) {
        let events = opening.events;
        if forum::settle(&forum, resolved, language) {
            grouped.clear();
        }
        Reader { forum: Some(forum), ..Reader::new(&document.text, resolved, &cast, events, language, knowledge) }
    } else {
        opening.pairs.clear();
        opening
    };
    let mut found = Vec::new();
    office::read(&reader, &mut found);
    // What is kept in mind for figures leads nowhere behind the last one.
    let counted = resolved.sentences.iter().rposition(|sentence| indicator::counts(sentence, language)).map_or(0, |last| last + 1);
    let mut figures = (counted > 0).then(|| indicator::Figures::new(&reader, &resolved.sentences, weighed));
    let mut chunks = Vec::with_capacity(CHUNKS);
    for (index, sentence) in resolved.sentences.iter().enumerate() {
        match grouped.get_mut(index) {
            Some(known) => std::mem::swap(&mut chunks, known),
            None => chunk::group(&document.text, sentence, language, &mut chunks),
        }
        let scene = Scene::new(sentence, Clauses::new(&chunks, language));
        if let Some(together) = reader.together(&scene).filter(|parties| parties.iter().any(|id| id.kind() != EntityKind::Organisation)) {
            if reader.pairs.len() == PAIRS {
                reader.pairs.remove(0);
            }
            reader.pairs.push(together.to_vec());
        }
        reader.here = reader.toured(&scene, &found).or_else(|| reader.apart_from_main(sentence.paragraph));
        reader.pairs.extend(reader.here.clone().filter(|here| reader.pairs.len() < PAIRS && reader.pairs.last() != Some(here)));
        let before = found.len();
        frame::read(&reader, &scene, &mut found);
        if let Some(two) = reader.met_in_person(&found[before..]) {
            reader.round = Some((sentence.paragraph, two));
        }
        let gone = found[before..].iter().rev().find_map(|claim| if let Fact::Visit(visit) = &claim.fact { Some(visit.destination.clone()) } else { None });
        let signs = |chunk: &chunk::Chunk| chunk.verb().is_some_and(|verb| verb.is_finite() && language.verb_is(verb.lemma, "sign"));
        if scene.classes.may_have("agreement-kind") && scene.chunks().iter().any(signs) {
            reader.unsettled = !found[before..].iter().any(|claim| matches!(claim.fact, Fact::Agreement(_)));
        }
        let routes = found[before..].iter().filter_map(|claim| if let Fact::Route(route) = &claim.fact { Some(&route.corridor) } else { None });
        let routes: Vec<EntityId> = routes.cloned().collect();
        let met = reader.met(&found[before..]).filter(|_| reader.together(&scene).is_none());
        let paired = met.is_some() || reader.together(&scene).is_some();
        reader.pairs.extend(met.filter(|_| reader.pairs.len() < PAIRS));
        stance::read(&reader, &scene, &mut found);
        stance::read_relative(&reader, &scene, &mut found);
        quotation::read(&reader, &scene, &mut found);
        quotation::read_announced(&reader, &scene, &mut found);
        event::read(&reader, &scene, &mut found);
        membership::read(&reader, &scene, &mut found);
        cooperation::read(&reader, &scene, &mut found);
        cooperation::read_lines(&reader, &scene, &mut found);
        project::read(&reader, &scene, &mut found);
        let before = found.len();
        if let Some(figures) = figures.as_mut().filter(|_| index < counted) {
            figures.read(&reader, &scene, &mut found);
        }
        let aims = cooperation::read_aims(&reader, &found[before..]);
        found.extend(aims);
        // Those of some kinds, of which there are none in most sentences.
        let (bodies, ways) = (scene.named_of(&[EntityKind::Organisation]), scene.named_of(&WAYS));
        reader.body = bodies.clone().rfind(|id| id.kind() == EntityKind::Organisation).cloned().or(reader.body.take());
        reader.alliance = bodies.rev().find(|id| parties::is_alliance(id, knowledge)).cloned().or(reader.alliance.take());
        reader.line = ways.clone().rev().find(|id| reader.is_line(id)).cloned().or_else(|| reader.line.clone());
        let people: Vec<EntityId> = scene.named_of(&[EntityKind::Person]).filter(|id| id.kind() == EntityKind::Person).cloned().collect();
        let mut lines = ways.filter(|id| reader.is_line(id));
        let named_lines = lines.clone().next().is_some();
        // What many lines pass is none that things move along.
        let passed = |id: &EntityId| knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bridge" | "tunnel"));
        let along = lines.next().filter(|first| !passed(first) && people.is_empty() && lines.all(|line| line == *first));
        // What told more of the way of the line before keeps it in mind: "Il gagne A. De là, les conteneurs vont à B".
        reader.along = if named_lines { along.cloned() } else { reader.along.take().filter(|line| routes.contains(line)) };
        if let Some(person) = people.first() {
            reader.person = Some(person.clone());
            reader.people = people;
        }
        reader.gathered = reader.gathered_behind(&scene, paired);
        let binds = |item: &Item| ["agreement-kind", "cooperation-word"].iter().any(|class| item.is(&language.lexicon, class));
        reader.bound = (scene.classes.may_have("agreement-kind") || scene.classes.may_have("cooperation-word")) && sentence.items.iter().any(binds);
        reader.paired = paired;
        reader.quote(&scene);
        reader.place = reader.place_before(&scene, chunks.len()).or(gone);
        reader.quotation = reader.follow(&scene);
        let announced = frame::announces(&reader, &scene);
        reader.before = &sentence.items;
        // A list goes on as long as its entries have no verb of their own, or one more entry follows.
        let goes_on = scene.clauses.finite_before(chunks.len()).is_none() || sentence.span.of(reader.text).ends_with(';');
        reader.listed = announced.is_some() || reader.listed && goes_on;
        reader.listed_on = announced.unwrap_or(reader.listed_on).filter(|_| reader.listed);
    }
    let titles: Vec<_> = resolved.sentences.iter().filter(|sentence| sentence.part == crate::model::PartKind::Title).map(|sentence| sentence.span).collect();
    // The title and the first paragraph.
    let first = resolved.sentences.iter().find(|sentence| sentence.part == crate::model::PartKind::Body).map(|sentence| sentence.paragraph);
    let lead = resolved.sentences.iter().rfind(|sentence| Some(sentence.paragraph) == first).map_or(0, |sentence| sentence.span.end);
    let mut found = dedup::unique(found, &reader, &titles, lead);
    indicator::lengths(&reader, &mut found);
    let fields = cooperation::fields(&reader, &resolved.sentences, &found);
    found.extend(cooperation::of_fields(&reader, &fields));
    found.sort_by(|a, b| (a.evidence, a.fact.spec().name, &a.rule).cmp(&(b.evidence, b.fact.spec().name, &b.rule)));
    dedup::without_details(&mut found);
    resolved.cast = cast;
    Extracted { claims: found, weighed: figures.and_then(|figures| figures.weighed).unwrap_or_default(), fields }
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a document.
    fn new(
        text: &'a str,
        resolved: &'a Resolved,
        cast: &'a Cast,
        events: BTreeMap<EntityId, event::NamedEvent>,
        language: &'a Language,
        knowledge: &'a Knowledge,
    ) -> Self {
        Self {
            text,
            language,
            knowledge,
            cast,
            countries: &resolved.countries,
            main: resolved.main.as_ref(),
            calendar: &resolved.calendar,
            pairs: Vec::new(),
            actors: parties::actors(resolved, knowledge),
            leads: affair::leads(resolved, cast, &resolved.countries, knowledge),
            line: None,
            along: None,
            body: None,
            alliance: None,
            gathered: None,
            forum: None,
            events,
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

    /// Keeps in mind what an open quotation is about, until it closes.
    fn quote(&mut self, scene: &Scene<'_>) {
        let quotation::Quotes { opened: open, closed: close, .. } = self.quotes(scene);
        let going_on = open > close || close.is_none() && !self.quoted.is_empty();
        if !going_on {
            self.quoted.clear();
        } else if self.quoted.len() < PAIRS {
            let topics = self.topics(scene, 0, scene.chunks().len());
            self.quoted.extend(topics);
        }
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
