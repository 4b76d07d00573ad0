//! The engine that reads facts by the patterns of a language pack: a trigger, and where each slot's values come from.

use std::collections::BTreeSet;

use crate::{
    extract::{
        Reader,
        chunk::{Chunk, ChunkKind, Modal, VerbGroup, Voice},
        clause::Clauses,
    },
    fact::{Cardinality, Fact, Finding, Slots, Spec, Value},
    lang::{Pattern, Source, TRIGGER, Tense},
    model::{EntityId, EntityKind, Span, When},
    recognise::{Item, Sentence},
};

/// A sentence as the engine sees it.
pub struct Scene<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its phrases and what they are to each other.
    pub clauses: Clauses<'a>,
}

impl<'a> Scene<'a> {
    /// The phrases.
    pub fn chunks(&self) -> &'a [Chunk] {
        self.clauses.chunks
    }

    /// The items of a phrase.
    pub fn items(&self, chunk: usize) -> &'a [Item] {
        self.chunks().get(chunk).map(|chunk| &self.sentence.items[chunk.start..chunk.end]).unwrap_or_default()
    }
}

/// How far what a trigger says has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has happened or is happening.
    Real,
    /// It will happen, or is wanted.
    Planned,
    /// It is denied, or only may be.
    Unreal,
}

/// Reads all facts that patterns find in a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let lexicon = &reader.language.lexicon;
    let trigger = lexicon.class(TRIGGER);
    for (index, chunk) in scene.chunks().iter().enumerate() {
        match &chunk.kind {
            ChunkKind::Verb(verb) => {
                let reflexive = verb.voice == Voice::Reflexive;
                for pattern in reader.language.patterns.of_verb(verb.lemma, reflexive) {
                    apply(reader, scene, pattern, index, found);
                }
            }
            ChunkKind::Noun(_) => {
                for sense in scene.items(index).iter().flat_map(|item| &item.senses).filter(|sense| Some(sense.class) == trigger) {
                    if let Some(pattern) = reader.language.patterns.of_noun(sense.value) {
                        apply(reader, scene, pattern, index, found);
                    }
                }
            }
            _ => {}
        }
    }
}

fn apply(reader: &Reader<'_>, scene: &Scene<'_>, pattern: &Pattern, at: usize, found: &mut Vec<Finding>) {
    let frame = Frame { reader, scene, at };
    if let Some(class) = &pattern.object
        && !frame.object_holds(class)
    {
        return;
    }
    let standing = frame.standing();
    if standing == Standing::Unreal || pattern.real && standing == Standing::Planned {
        return;
    }
    let mut slots = Slots::default();
    for (slot, value) in &pattern.set {
        frame.add_code(pattern.spec, slot, value, &mut slots);
    }
    let mut evidence = scene.chunks()[at].span;
    for (slot, sources) in &pattern.slots {
        let mut settled = false;
        for (source, more) in sources {
            if settled && !more {
                continue;
            }
            let before = slots.get(slot).count();
            frame.fill(pattern.spec, slot, source, standing, &mut slots, &mut evidence);
            // The first source that gives something settles a slot that takes one value, or that has enough.
            let least = pattern.least.iter().find(|(name, _)| name == slot).map_or(1, |(_, least)| *least);
            settled |= slots.get(slot).count() > before && slots.get(slot).count() >= least;
        }
    }
    let enough = pattern.least.iter().all(|(slot, least)| slots.get(slot).count() >= *least);
    let facts: Vec<Fact> = frame
        .each(pattern, &slots)
        .unwrap_or_else(|| alternatives(pattern.spec, &slots))
        .iter()
        .filter_map(|slots| Fact::from_slots(pattern.spec, slots).ok())
        .collect();
    if !enough || facts.is_empty() {
        amend(scene, pattern, at, &slots, found);
        return;
    }
    for fact in facts {
        if to_itself(&fact) || at_home(&fact, reader) {
            continue;
        }
        found.push(Finding {
            fact,
            evidence: reader.trim(scene.sentence.span, evidence),
            rule: pattern.rule.clone(),
            confidence: pattern.confidence,
            attributed_to: reader.attribution(scene, at),
            inferred: Vec::new(),
        });
    }
}

/// A slot that takes one value but got several makes a fact of each: "relie A, B et C".
fn alternatives(spec: &'static Spec, slots: &Slots) -> Vec<Slots> {
    let mut all = vec![Slots::default()];
    for slot in spec.slots {
        let values: Vec<&Value> = slots.get(slot.name).collect();
        if slot.cardinality == Cardinality::Many || values.len() < 2 {
            for made in &mut all {
                for value in &values {
                    made.add(slot.name, (*value).clone());
                }
            }
            continue;
        }
        let values = if slot.identity { &values[..values.len().min(MANY)] } else { &values[..1] };
        all = all
            .iter()
            .flat_map(|made| {
                values.iter().map(move |value| {
                    let mut more = made.clone();
                    more.add(slot.name, (*value).clone());
                    more
                })
            })
            .collect();
    }
    all
}

/// Nobody visits the country that they speak for.
fn at_home(fact: &Fact, reader: &Reader<'_>) -> bool {
    let Fact::Visit(visit) = fact else { return false };
    let home = reader.country_of(&visit.visitor);
    home.is_some() && home == reader.knowledge.country_of(&visit.destination)
}

/// Whether a fact relates a thing to itself: a sign of a wrong reading.
fn to_itself(fact: &Fact) -> bool {
    let slots = fact.slots();
    fact.spec().edges.iter().any(|edge| edge.from != edge.to && slots.get(edge.from).any(|value| slots.get(edge.to).any(|other| value == other)))
}

/// A longer list than this in one slot is no list of alternatives.
const MANY: usize = 12;

/// "La rencontre a eu lieu à Téhéran": place and date of what was told before.
fn amend(scene: &Scene<'_>, pattern: &Pattern, at: usize, slots: &Slots, found: &mut [Finding]) {
    let definite = scene.chunks()[at].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "demonstrative"));
    if !definite {
        return;
    }
    let Some(known) = found.iter_mut().rev().find(|finding| finding.fact.spec() == pattern.spec) else { return };
    let mut fuller = known.fact.slots();
    for slot in ["place", "date"] {
        if pattern.spec.slot(slot).is_some() && !fuller.has(slot) {
            for value in slots.get(slot).take(1).cloned().collect::<Vec<_>>() {
                fuller.add(if slot == "place" { "place" } else { "date" }, value);
            }
        }
    }
    if let Ok(fact) = Fact::from_slots(pattern.spec, &fuller) {
        known.fact = fact;
    }
}

struct Frame<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    at: usize,
}

impl Frame<'_> {
    fn chunks(&self) -> &[Chunk] {
        self.scene.chunks()
    }

    fn verb(&self) -> Option<&VerbGroup> {
        self.chunks()[self.at].verb()
    }

    /// The verb that tells how real the trigger is: itself, or for a noun the verb it hangs on.
    fn ruling_verb(&self) -> Option<&VerbGroup> {
        match self.verb() {
            Some(verb) if verb.is_finite() || verb.tense == Tense::Participle => Some(verb),
            Some(_) => self.scene.clauses.main_verb(self.at).and_then(|index| self.chunks()[index].verb()),
            None => {
                let verb = self.scene.clauses.main_verb(self.at)?;
                // Behind its verb in one clause, or its subject, or its object.
                let behind = verb < self.at && self.scene.clauses.clause_end(verb) > self.at && self.at - verb <= 3;
                let near =
                    behind || self.scene.clauses.grammatical_object(verb).contains(&self.at) || self.scene.clauses.grammatical_subject(verb).contains(&self.at);
                near.then(|| self.chunks()[verb].verb()).flatten()
            }
        }
    }

    fn standing(&self) -> Standing {
        let infinitive = self.verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        let Some(verb) = self.ruling_verb() else { return if infinitive { Standing::Planned } else { Standing::Real } };
        if verb.negated {
            return Standing::Unreal;
        }
        match (verb.modal, verb.tense) {
            (Some(Modal::May), _) => Standing::Unreal,
            (Some(Modal::Future | Modal::Duty | Modal::Wish), _) | (_, Tense::Future) => Standing::Planned,
            (_, Tense::Conditional) => Standing::Unreal,
            _ if infinitive => Standing::Planned,
            _ => Standing::Real,
        }
    }

    /// Whether the phrase that the verb acts on (or the trigger noun itself) holds a word of the class.
    fn object_holds(&self, class: &str) -> bool {
        let nouns = if self.verb().is_some() { self.object() } else { [vec![self.at], self.scene.clauses.complements(self.at, "of")].concat() };
        nouns.iter().any(|noun| self.scene.items(*noun).iter().any(|item| item.is(&self.reader.language.lexicon, class)))
    }

    fn object(&self) -> Vec<usize> {
        self.scene.clauses.object(self.at)
    }

    fn subject(&self) -> Vec<usize> {
        let clauses = &self.scene.clauses;
        if self.verb().is_some() {
            return clauses.subject(self.at);
        }
        let of = clauses.complements(self.at, "of");
        let people: Vec<usize> = of
            .iter()
            .copied()
            .filter(|noun| {
                self.chunks()[*noun]
                    .noun()
                    .is_some_and(|noun| noun.entities.iter().any(|id| matches!(id.kind(), EntityKind::Person | EntityKind::Country | EntityKind::Organisation)))
            })
            .collect();
        if !people.is_empty() {
            return people;
        }
        if let Some(verb) = clauses.relative_support(self.at) {
            return clauses.grammatical_subject(verb);
        }
        // Supported by a verb, or inside an adverbial of one: its subject is the noun's.
        match clauses.main_verb(self.at) {
            Some(verb) if self.supported(verb) => clauses.subject(verb),
            // A heading without a verb: "le président X en visite à Y".
            None => (0..self.at)
                .rev()
                .find(|index| self.chunks()[*index].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person)))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    fn supported(&self, verb: usize) -> bool {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let support = self.chunks()[verb].verb().is_some_and(|group| language.verb_is(language.lexicon.value(group.lemma), "support"));
        let object = clauses.grammatical_object(verb).contains(&self.at);
        let governed = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| !language.has_function("of", preposition));
        support && object || governed
    }

    /// One subject and several objects of one country: a fact of each pair.
    fn each(&self, pattern: &Pattern, slots: &Slots) -> Option<Vec<Slots>> {
        let slot = pattern.each?;
        let people =
            |nouns: &[usize]| -> Vec<EntityId> { self.scene.clauses.entities(nouns).into_iter().filter(|id| id.kind() == EntityKind::Person).collect() };
        let (subject, objects) = (people(&self.subject()), people(&self.object()));
        let lands: BTreeSet<_> = objects.iter().map(|id| self.reader.country_of(id)).collect();
        if subject.len() != 1 || objects.len() < 2 || lands.len() != 1 {
            return None;
        }
        let rest = |slots: &Slots| {
            let mut made = Slots::default();
            for other in pattern.spec.slots.iter().filter(|other| other.name != slot) {
                for value in slots.get(other.name) {
                    made.add(other.name, value.clone());
                }
            }
            made
        };
        Some(
            objects
                .iter()
                .map(|object| {
                    let mut made = rest(slots);
                    made.add(slot, Value::Entity(subject[0].clone()));
                    made.add(slot, Value::Entity(object.clone()));
                    made
                })
                .collect(),
        )
    }

    fn fill(&self, spec: &'static Spec, slot: &'static str, source: &Source, standing: Standing, slots: &mut Slots, evidence: &mut Span) {
        let clauses = &self.scene.clauses;
        match source {
            Source::Subject => self.add_nouns(spec, slot, &self.subject(), slots, evidence),
            Source::Object => self.add_nouns(spec, slot, &self.object(), slots, evidence),
            Source::Function(function) => {
                let mut nouns = clauses.complements(self.at, function);
                // A slot for one takes what stands nearest; the places behind say more of it: "à Andijan, en Ouzbékistan".
                let one = spec.slot(slot).is_some_and(|slot| slot.cardinality == Cardinality::One);
                if one && !matches!(function.as_str(), "to" | "with" | "between") {
                    nouns.truncate(nouns.first().map_or(0, |first| clauses.coordinated_right(*first).len()));
                }
                nouns.extend(clauses.relative_support(self.at).into_iter().flat_map(|verb| clauses.complements(verb, function)));
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
            Source::Adjective => {
                for id in self.chunks()[self.at].noun().into_iter().flat_map(|noun| &noun.adjectives) {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Place => {
                if let Some((id, span)) = self.place() {
                    *evidence = evidence.cover(span);
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::When => {
                if let Some((when, span)) = self.when() {
                    *evidence = evidence.cover(span);
                    slots.add(slot, Value::When(when));
                }
            }
            Source::Word(class) => {
                if let Some(code) = self.word(class) {
                    self.add_code(spec, slot, &code, slots);
                }
            }
            Source::Topics => {
                for value in self.reader.topics(self.scene, self.at + 1, clauses.clause_end(self.at)) {
                    slots.add(slot, value);
                }
            }
            Source::Status => {
                let code = if standing == Standing::Planned { "planned" } else { "past" };
                self.add_code(spec, slot, code, slots);
            }
            Source::Count => {
                let nouns = if self.verb().is_some() { self.object() } else { vec![self.at] };
                for (_, quantity) in nouns.iter().filter_map(|noun| self.chunks()[*noun].noun()?.quantity.clone()) {
                    if quantity.unit.is_none() && !slots.has(slot) {
                        slots.add(slot, Value::Number(quantity.value));
                    }
                }
            }
            Source::Money | Source::Currency => {
                let money = self
                    .chunks()
                    .iter()
                    .filter_map(Chunk::noun)
                    .filter_map(|noun| noun.quantity.as_ref())
                    .find(|(_, quantity)| quantity.unit.as_deref().is_some_and(is_currency));
                if let Some((_, quantity)) = money {
                    match source {
                        Source::Money => slots.add(slot, Value::Number(quantity.value)),
                        _ => self.add_code(spec, slot, quantity.unit.as_deref().unwrap_or_default(), slots),
                    }
                }
            }
            Source::Pair => {
                for id in self.reader.pair(self.scene) {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::Name => {
                let nouns = if self.verb().is_some() { self.object() } else { [vec![self.at], clauses.complements(self.at, "of")].concat() };
                let span = nouns.iter().map(|noun| self.chunks()[*noun].span).reduce(Span::cover).unwrap_or(self.chunks()[self.at].span);
                let text = self.reader.trim(self.scene.sentence.span, span).of(self.reader.text);
                slots.add(slot, Value::Text(text.into()));
            }
            Source::Rest => {
                let nouns: Vec<usize> = (self.at + 1..self.chunks().len()).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
            Source::Predicate => {
                if let Some(verb) = clauses.main_verb(self.at).filter(|verb| *verb > self.at && clauses.grammatical_subject(*verb).contains(&self.at)) {
                    self.add_nouns(spec, slot, &clauses.grammatical_object(verb), slots, evidence);
                }
            }
            Source::Listed => {
                let mut open = self.at + 1;
                while self.chunks().get(open).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)) {
                    open += 1;
                }
                let opens = self.chunks().get(open).is_some_and(|chunk| {
                    matches!(chunk.kind, ChunkKind::Open)
                        || matches!(chunk.kind, ChunkKind::Stop)
                        || chunk.preposition().is_some_and(|preposition| self.reader.language.has_function("such-as", preposition))
                });
                if opens && self.chunks().get(open + 1).is_some_and(|chunk| chunk.noun().is_some()) {
                    self.add_nouns(spec, slot, &clauses.coordinated_right(open + 1), slots, evidence);
                }
            }
            Source::Earlier => {
                let here = self.chunks()[..self.at]
                    .iter()
                    .rev()
                    .filter_map(Chunk::noun)
                    .flat_map(|noun| &noun.entities)
                    .find(|id| id.kind() == EntityKind::Organisation);
                if let Some(id) = here.or(self.reader.body.as_ref()).cloned() {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::Branches => {
                for chunk in &self.chunks()[self.at + 1..] {
                    let lines = chunk
                        .noun()
                        .into_iter()
                        .flat_map(|noun| &noun.entities)
                        .filter(|id| matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure));
                    for id in lines {
                        *evidence = evidence.cover(chunk.span);
                        self.add_entity(spec, slot, id, slots);
                    }
                }
            }
            Source::Antecedent => {
                // "X est membre de Y": the subject of "be".
                let be = self.at.checked_sub(1).filter(|before| {
                    self.chunks()[*before].verb().is_some_and(|verb| self.reader.language.verb_is(self.reader.language.lexicon.value(verb.lemma), "be"))
                });
                if let Some(be) = be {
                    self.add_nouns(spec, slot, &clauses.grammatical_subject(be), slots, evidence);
                    return;
                }
                let joined = self.at > 0 && !matches!(self.chunks()[self.at - 1].kind, ChunkKind::Verb(_));
                let nearest = (0..self.at).rev().take(4).find(|index| self.chunks()[*index].noun().is_some_and(|noun| !noun.entities.is_empty()));
                if let Some(noun) = nearest.filter(|_| joined) {
                    self.add_nouns(spec, slot, &[noun], slots, evidence);
                }
            }
            Source::Speaker => {
                let subject = self.subject();
                self.add_nouns(spec, slot, &subject, slots, evidence);
                if subject.is_empty()
                    && let Some(speaker) = self.reader.attribution(self.scene, self.at)
                {
                    self.add_entity(spec, slot, &speaker, slots);
                }
            }
            Source::Clause => {
                let nouns: Vec<usize> = (clauses.clause_start(self.at)..clauses.clause_end(self.at)).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
        }
    }

    fn add_nouns(&self, spec: &'static Spec, slot: &'static str, nouns: &[usize], slots: &mut Slots, evidence: &mut Span) {
        let nouns: Vec<usize> =
            nouns.iter().flat_map(|noun| if self.chunks()[*noun].noun().is_some() { self.scene.clauses.named_within(*noun) } else { Vec::new() }).collect();
        for index in &nouns {
            let Some(noun) = self.chunks()[*index].noun() else { continue };
            let before = slots.get(slot).count();
            for id in &noun.entities {
                self.add_entity(spec, slot, id, slots);
            }
            // "des responsables chinois": people of a country whom nobody names stand for the country.
            if noun.entities.is_empty() && self.scene.items(*index).iter().any(|item| item.is(&self.reader.language.lexicon, "official")) {
                for id in &noun.adjectives {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            if slots.get(slot).count() > before {
                *evidence = evidence.cover(self.chunks()[*index].span);
            }
        }
    }

    fn add_entity(&self, spec: &'static Spec, slot: &'static str, id: &EntityId, slots: &mut Slots) {
        let Some(declared) = spec.slot(slot) else { return };
        let mut id = id.clone();
        if !declared.takes.is_empty() && !declared.takes.contains(&id.kind()) {
            return;
        }
        // States bind themselves, not the people who sign for them.
        if declared.name == "parties" && id.kind() == EntityKind::Person {
            match self.reader.country_of(&id) {
                Some(country) => id = country,
                None => return,
            }
        }
        slots.add(slot, Value::Entity(id));
    }

    fn add_code(&self, spec: &'static Spec, slot: &'static str, code: &str, slots: &mut Slots) {
        let Some(declared) = spec.slot(slot) else { return };
        if slots.has(slot) {
            return;
        }
        match declared.kind {
            crate::fact::SlotKind::Flag => slots.add(slot, Value::Flag(code == "true")),
            crate::fact::SlotKind::Text => slots.add(slot, Value::Text(code.into())),
            _ => slots.add(slot, Value::Term(code.into())),
        }
    }

    /// The term of a class in the trigger's phrase, its object's, or the rest of its clause.
    fn word(&self, class: &str) -> Option<String> {
        let lexicon = &self.reader.language.lexicon;
        let of = |noun: usize| self.scene.items(noun).iter().find_map(|item| item.code(lexicon, class)).map(str::to_owned);
        let own = of(self.at);
        own.or_else(|| if self.verb().is_some() { self.object().into_iter().find_map(of) } else { None })
            .or_else(|| (self.at + 1..self.scene.clauses.clause_end(self.at)).find_map(of))
    }

    /// Where it happened: a place behind the trigger, else in its clause; a city before a country.
    fn place(&self) -> Option<(EntityId, Span)> {
        let clauses = &self.scene.clauses;
        let mut candidates = clauses.complements(self.at, "at");
        candidates.extend(clauses.relative_support(self.at).into_iter().flat_map(|verb| clauses.complements(verb, "at")));
        if self.verb().is_none()
            && let Some(verb) = clauses.main_verb(self.at)
        {
            candidates.extend(clauses.complements(verb, "at"));
        }
        let places = candidates.iter().filter_map(|index| {
            let chunk = &self.chunks()[*index];
            let noun = chunk.noun()?;
            let id =
                noun.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Place | EntityKind::Infrastructure))?;
            Some((id.clone(), chunk.span))
        });
        let places: Vec<(EntityId, Span)> = places.filter(|(id, _)| !self.reader.is_wide(id)).collect();
        let city = places.iter().find(|(id, _)| id.kind() == EntityKind::City);
        city.or_else(|| places.first()).cloned()
    }

    /// When it happened: the date nearest behind the trigger in its clause, else before it, else in the sentence.
    fn when(&self) -> Option<(When, Span)> {
        let dates: Vec<(usize, &Chunk)> = (self.chunks().iter().enumerate())
            .filter(|(_, chunk)| matches!(&chunk.kind, ChunkKind::Date(date) if self.reader.when(date).is_some()))
            .collect();
        let range = self.scene.clauses.clause_start(self.at)..self.scene.clauses.clause_end(self.at);
        let inside = dates.iter().filter(|(index, _)| range.contains(index));
        let best =
            inside.clone().find(|(index, _)| *index > self.at).or_else(|| inside.clone().next_back()).or_else(|| dates.first().filter(|_| dates.len() == 1));
        let (_, chunk) = best?;
        let ChunkKind::Date(date) = &chunk.kind else { return None };
        self.reader.when(date).map(|when| (when, chunk.span))
    }
}

/// Whether a unit's code is that of a currency: three capital letters that are no other unit.
pub fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit != "TEU" && unit != "MWh" && unit != "GWh" && unit != "TWh" && unit != "kWh" && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}
