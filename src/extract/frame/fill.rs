//! Where the values of a slot come from.

use super::*;

/// What one statement is about at the most.
const TOPICS: usize = 8;

impl Frame<'_> {
    pub(super) fn fill(&self, spec: &'static Spec, slot: &'static str, source: &Source, standing: Standing, slots: &mut Slots, evidence: &mut Span) {
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
                // States speak through people and bodies; a country that is the subject mostly does something else.
                let speaks = |id: &EntityId| matches!(id.kind(), EntityKind::Person | EntityKind::Organisation);
                let subject: Vec<EntityId> = clauses.entities(&self.subject()).into_iter().filter(speaks).collect();
                let people = subject.iter().any(|id| id.kind() == EntityKind::Person);
                for id in subject.iter().filter(|id| !people || id.kind() == EntityKind::Person) {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Line => self.add_nouns(spec, slot, &self.line(), slots, evidence),
            Source::SaidOf => self.add_nouns(spec, slot, &self.said_of(false), slots, evidence),
            Source::Whole => self.add_nouns(spec, slot, &self.whole(), slots, evidence),
            Source::Stops(way) => self.add_stops(spec, slot, way, slots, evidence),
            Source::SaidWord(class) => {
                let lexicon = &self.reader.language.lexicon;
                let code = self.said().find_map(|index| self.scene.items(index).iter().find_map(|item| item.code(lexicon, class)));
                if let Some(code) = code {
                    self.add_code(spec, slot, code, slots);
                }
            }
            Source::Said => {
                let speakers = clauses.entities(&self.subject());
                let range = self.said();
                for value in self.reader.topics(self.scene, range.start, range.end) {
                    if !matches!(&value, Value::Entity(id) if speakers.contains(id)) && slots.get(slot).count() < TOPICS {
                        slots.add(slot, value);
                    }
                }
                *evidence = evidence.cover(self.scene.sentence.span);
            }
            Source::Clause => {
                let nouns: Vec<usize> = (clauses.clause_start(self.at)..clauses.clause_end(self.at)).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
        }
    }

    /// The phrases of what is said: behind the verb of saying, or before it where its subject stands behind.
    fn said(&self) -> std::ops::Range<usize> {
        let inverted = self.subject().first().is_some_and(|first| *first > self.at);
        if inverted { 0..self.at } else { self.at + 1..self.chunks().len() }
    }

    pub(super) fn add_nouns(&self, spec: &'static Spec, slot: &'static str, nouns: &[usize], slots: &mut Slots, evidence: &mut Span) {
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

    pub(super) fn add_entity(&self, spec: &'static Spec, slot: &'static str, id: &EntityId, slots: &mut Slots) {
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

    pub(super) fn add_code(&self, spec: &'static Spec, slot: &'static str, code: &str, slots: &mut Slots) {
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
    pub(super) fn word(&self, class: &str) -> Option<String> {
        let lexicon = &self.reader.language.lexicon;
        let of = |noun: usize| self.scene.items(noun).iter().find_map(|item| item.code(lexicon, class)).map(str::to_owned);
        let own = of(self.at);
        own.or_else(|| if self.verb().is_some() { self.object().into_iter().find_map(of) } else { None })
            .or_else(|| (self.at + 1..self.scene.clauses.clause_end(self.at)).find_map(of))
    }

    /// Where it happened: a place behind the trigger, else in its clause; a city before a country.
    pub(super) fn place(&self) -> Option<(EntityId, Span)> {
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
    pub(super) fn when(&self) -> Option<(When, Span)> {
        let dates: Vec<(usize, &Chunk)> = self.chunks().iter().enumerate().filter(|(_, chunk)| matches!(chunk.kind, ChunkKind::Date(_))).collect();
        let range = self.scene.clauses.clause_start(self.at)..self.scene.clauses.clause_end(self.at);
        let inside = dates.iter().filter(|(index, _)| range.contains(index));
        let best =
            inside.clone().find(|(index, _)| *index > self.at).or_else(|| inside.clone().next_back()).or_else(|| dates.first().filter(|_| dates.len() == 1));
        let (_, chunk) = best?;
        let ChunkKind::Date(date) = &chunk.kind else { return None };
        self.reader.when(date).map(|when| (when, chunk.span))
    }
}
