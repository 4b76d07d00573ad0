//! Hosts and guests: places that receive, people whom a participle welcomes, who is abroad at the head of a sentence, whose journey it is.

use super::*;
use crate::lang::normalised;

/// Rule name.
const PRESENT: &str = "visit/present";

impl Frame<'_> {
    /// The town or country that a verb says to receive: "Rome a accueilli X"; a capital that grammar made a government is a town here.
    pub(super) fn host_place(&self, verb: usize) -> Option<(EntityId, Span)> {
        let language = self.reader.language;
        let group = self.chunks()[verb].verb().filter(|group| group.voice == Voice::Active)?;
        let [only] = self.scene.clauses.grammatical_subject(verb)[..] else { return None };
        let chunk = &self.chunks()[only];
        let place = || chunk.noun()?.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country)).map(|id| (id.clone(), chunk.span));
        if !language.verb_is(group.lemma, "host") {
            return None;
        }
        crate::extract::event::capital(self.reader, self.scene, only).or_else(place)
    }

    /// "X s'est rendu à Rome, accueilli par Y": whom a participle behind a comma says to be received, where no person stands before it.
    pub(super) fn welcomed(&self) -> Option<Nouns> {
        let language = self.reader.language;
        let verb = self.verb().filter(|verb| verb.tense == Tense::Participle && verb.voice == Voice::Passive)?;
        let before = self.at.checked_sub(2).filter(|before| matches!(self.chunks()[before + 1].kind, ChunkKind::Comma))?;
        let person = |noun: usize| self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let host = language.verb_is(verb.lemma, "host");
        let main = self.scene.clauses.finite_before(self.at).filter(|_| host && !person(before))?;
        // "a présenté un projet, accueilli avec intérêt": what the verb acts on, where it is no visit.
        let support = self.chunks()[main].verb().is_some_and(|verb| language.verb_is(verb.lemma, "support"));
        let object = self.scene.clauses.grammatical_object(main);
        if !support && !object.is_empty() {
            return object.contains(&before).then_some(object);
        }
        let subject = self.scene.clauses.grammatical_subject(main);
        subject.first().is_some_and(|noun| person(*noun)).then_some(subject)
    }

    /// "pour une visite", "en visite": said of the guest whom the verb before it tells of; a host visits nobody so.
    pub(super) fn comes_along(&self) -> bool {
        let language = self.reader.language;
        let own = self.chunks()[self.at].noun().is_some_and(|noun| matches!(noun.determiner.as_deref(), None | Some("indefinite")));
        let before = self.at.checked_sub(1).and_then(|before| self.chunks()[before].preposition());
        own && before.is_some_and(|value| ["for", "where"].iter().any(|function| language.has_function(function, value)))
    }

    /// To whom a verb is addressed; "lors d'un entretien, X a félicité Y": of a talk of two whom it acts on too.
    pub(super) fn addressed(&self, verb: usize) -> Nouns {
        let language = self.reader.language;
        let clauses = &self.scene.clauses;
        let private = self.scene.is(self.at, "talk-of-two");
        let named = || ["with", "between"].iter().any(|function| !clauses.complements(self.at, function).is_empty());
        let acts = self.chunks()[verb].verb().is_some_and(|group| group.voice == Voice::Active && language.verb_is(group.lemma, "tell-one"));
        if private && acts && self.is_during() && !named() { clauses.grammatical_object(verb) } else { clauses.complements(verb, "addressed") }
    }

    /// Whether a preposition of a function stands right behind the verb's object.
    pub(super) fn goes_on(&self, function: &str) -> bool {
        let Some(last) = self.object().into_iter().max() else { return false };
        let between = |index: &usize| matches!(self.chunks()[*index].kind, ChunkKind::Comma | ChunkKind::Date(_) | ChunkKind::Other);
        let next = (last + 1..self.chunks().len()).find(|index| !between(index)).and_then(|index| self.chunks()[index].preposition());
        next.is_some_and(|preposition| self.reader.language.has_function(function, preposition))
    }

    /// "X, premier président à se rendre à Rome": what somebody is the first to do is done.
    pub(super) fn is_first_to(&self) -> bool {
        let Some(noun) = self.at.checked_sub(2).filter(|noun| self.chunks()[*noun].noun().is_some()) else { return false };
        let to = self.chunks()[self.at - 1].preposition().is_some_and(|value| self.reader.language.has_function("addressed", value));
        to && self.is_first(noun)
    }

    /// "sa première visite": whether a phrase is told to be the first.
    pub(super) fn is_first(&self, noun: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let first = |word: &str| lexicon.longest(&[lexicon.word(&normalised(word))], 0, "ordinal").is_some_and(|(_, code)| code == "1");
        self.chunks()[noun].span.of(self.reader.text).split_whitespace().any(first)
    }

    /// "ne s'étaient pas rencontrés depuis le 13 octobre": the date of the last time.
    pub(super) fn last_time(&self) -> Option<usize> {
        let language = self.reader.language;
        self.verb().filter(|verb| verb.negated && verb.voice == Voice::Reflexive && verb.tense == Tense::Past)?;
        let since = |index: &usize| self.chunks()[index - 1].preposition().is_some_and(|value| language.has_function("since", value));
        let dated = |index: &usize| matches!(&self.chunks()[*index].kind, ChunkKind::Date(date) if date.placed.is_some());
        (self.at + 1..self.scene.clauses.clause_end(self.at)).find(|index| dated(index) && since(index))
    }

    /// The town or country named last in which the subject is not at home, else the one that the text is most about.
    pub(super) fn abroad(&self) -> Option<EntityId> {
        let home = self.scene.clauses.entities(self.subject()).iter().find_map(|id| self.reader.country_of(id))?;
        let far = |id: &&EntityId| match id.kind() {
            EntityKind::Country => **id != home,
            EntityKind::City => self.reader.knowledge.country_of(id).is_some_and(|land| land != home),
            _ => false,
        };
        let named = self.chunks()[..self.at].iter().rev().filter_map(Chunk::noun).flat_map(|noun| &noun.entities);
        named.into_iter().find(far).or_else(|| self.reader.countries.iter().find(far)).cloned()
    }

    /// Whose the trigger noun is by its possessive: one person or several.
    pub(super) fn possessors(&self) -> Vec<EntityId> {
        // "les étapes de cette visite": of whom the text spoke last.
        let pointed = |noun: &usize| {
            self.chunks()[*noun].noun().and_then(|noun| noun.determiner.as_deref()) == Some("demonstrative") && self.scene.is(*noun, crate::lang::TRIGGER)
        };
        if self.verb().is_none() && self.scene.clauses.complements(self.at, "of").first().is_some_and(pointed) {
            return self.reader.person.iter().cloned().collect();
        }
        let Some(value) = self.chunks()[self.at].noun().and_then(|noun| noun.determiner.as_deref()) else { return Vec::new() };
        let many = match value {
            "possessive" => false,
            "possessive-many" => true,
            _ => return Vec::new(),
        };
        let mut people: Vec<EntityId> = Vec::new();
        for id in self.chunks()[..self.at].iter().filter_map(Chunk::noun).flat_map(|noun| &noun.entities) {
            if id.kind() == EntityKind::Person && !people.contains(id) {
                people.push(id.clone());
            }
        }
        if many {
            // "À l'issue de leur rencontre, X a invité Y": the two stand behind.
            if people.len() < 2 {
                let reach = self.governing().map_or(self.chunks().len(), |verb| self.scene.clauses.clause_end(verb));
                for id in self.chunks()[self.at..reach.max(self.at)].iter().filter_map(Chunk::noun).flat_map(|noun| &noun.entities) {
                    if id.kind() == EntityKind::Person && !people.contains(id) && people.len() < 2 {
                        people.push(id.clone());
                    }
                }
                // "Leur précédente conversation remontait à mai": the two of whom the sentence before spoke.
                let mut two: Vec<EntityId> = Vec::new();
                for id in &self.reader.people {
                    if !two.contains(id) {
                        two.push(id.clone());
                    }
                }
                return if people.len() < 2 && two.len() == 2 && people.iter().all(|id| two.contains(id)) { two } else { people };
            }
            // "leurs pourparlers trilatéraux"
            let three = self.scene.is(self.at, "of-three");
            let keep = people.len().saturating_sub(2 + usize::from(three));
            return people.split_off(keep);
        }
        // "Au deuxième jour de son séjour à Rome, X a parlé": the subject that follows.
        let ahead = || {
            let verb = self.governing().filter(|verb| *verb > self.at)?;
            self.scene.clauses.entities(&self.scene.clauses.grammatical_subject(verb)).into_iter().find(|id| id.kind() == EntityKind::Person)
        };
        // "Reçu par X, Y a commencé sa visite"
        let own = || {
            let verb = self.governing().filter(|verb| *verb < self.at && !self.is_governed() && self.supported(*verb))?;
            self.scene.clauses.entities(&self.scene.clauses.grammatical_subject(verb)).into_iter().find(|id| people.contains(id))
        };
        own().or_else(|| people.first().cloned()).or_else(ahead).or_else(|| self.reader.person.clone()).into_iter().collect()
    }
}

/// "En Italie du 3 au 5 mai, le président X a …": who is told to do something abroad, where and when the head of the sentence puts it.
pub(super) fn present(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let chunks = scene.chunks();
    // "Présent à Rome le 3 mai, X a …"
    let told = scene.classes.may_have("present-word") && scene.is(0, "present-word");
    let at = usize::from(told);
    let lies = chunks.get(at).and_then(Chunk::preposition).is_some_and(|value| reader.language.has_function("where", value));
    let Some(noun) = chunks.get(at + 1).and_then(Chunk::noun).filter(|_| lies) else { return };
    let Some(place) = noun.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country)) else { return };
    // Nobody is abroad for a year.
    let day = |date: &&crate::recognise::DateMention| date.placed.is_none_or(|when| matches!(when.from, Point::Day(..)));
    let when = chunks.iter().skip(at + 2).take(2).find_map(|chunk| if let ChunkKind::Date(date) = &chunk.kind { Some(&**date) } else { None }).filter(day);
    let Some(verb) = chunks.iter().position(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite)).filter(|_| when.is_some()) else { return };
    let active = chunks[verb].verb().filter(|verb| verb.voice != Voice::Passive && !verb.negated && verb.tense != Tense::Conditional);
    let subject = scene.clauses.grammatical_subject(verb);
    let [only] = subject[..] else { return };
    let person = chunks[only].noun().and_then(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::Person));
    let (Some(group), Some(person), Some(date)) = (active, person.filter(|_| only > at + 1 && only < verb), when) else { return };
    if reader.country_of(person).is_none_or(|home| reader.knowledge.country_of(place).is_none_or(|land| land == home)) {
        return;
    }
    let planned = group.modal.is_some() || group.tense == Tense::Future;
    let mut slots = Slots::default();
    slots.add("visitor", Value::Entity(person.clone()));
    slots.add("destination", Value::Entity(place.clone()));
    slots.add("status", Value::Term(if planned { "planned" } else { "past" }.into()));
    let since = chunks[at + 2].preposition().is_some();
    reader.when(date).filter(|_| !since).into_iter().for_each(|when| slots.add("date", Value::When(when)));
    if let Ok(fact) = Fact::from_slots(crate::fact::Visit::SPEC, &slots) {
        let evidence = reader.trim(scene.sentence.span, chunks[0].span.cover(chunks[only].span));
        let confidence = reader.language.confidence.of(PRESENT);
        found.push(Claim { fact, evidence, rule: PRESENT.to_owned(), confidence, attributed_to: None, inferred: Vec::new() });
    }
}
