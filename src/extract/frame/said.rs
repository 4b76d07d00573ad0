//! Who speaks, what they say, and what they do by saying it.

use super::*;

/// What one statement is about at the most.
const TOPICS: usize = 8;

impl Frame<'_> {
    /// States speak through people and bodies, or by name through their side; a country that is the subject mostly does something else.
    pub(super) fn add_speakers(&self, spec: &'static Spec, slot: &'static str, states: bool, slots: &mut Slots) {
        // "a-t-il souligné"
        if let Some(person) = self.inserted() {
            return self.add_entity(spec, slot, &person, slots);
        }
        // "a-t-il dit, avant de saluer Y", "a-t-il dit, saluant Y"
        if let Some(person) = self.speaker_before() {
            return self.add_entity(spec, slot, &person, slots);
        }
        // "on a précisé": nobody says who.
        let anyone = |index: usize| self.scene.is(index, "anyone");
        if self.at.checked_sub(1).is_some_and(anyone) {
            return;
        }
        let mut nouns = self.subject().clone();
        // "s'est dit prêt à ouvrir une ligne, longue de 20 km, et a invité Y": whose saying goes on.
        let and = self.at > 0 && self.chunks()[self.at - 1].is_and();
        if and && !nouns.iter().any(|noun| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.is_empty())) {
            let first = (0..self.at).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
            let shared = first.map(|first| self.scene.clauses.grammatical_subject(first)).unwrap_or_default();
            if self.scene.clauses.entities(&shared).iter().any(|id| id.kind() == EntityKind::Person) {
                nouns = shared;
            }
        }
        // "les deux présidents ont souligné": what several say together is nobody's own saying.
        let together = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.len() > 1);
        if nouns.iter().any(|noun| self.scene.items(*noun).iter().any(together)) {
            return;
        }
        // "X et Y se sont parlé, a fait savoir la direction": nobody with a name says so.
        if nouns.iter().all(|noun| *noun < self.at) && self.is_unnamed_behind() {
            return;
        }
        let side = |noun: &usize| {
            self.scene.items(*noun).iter().any(
                |item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && reference.entities == reference.countries && reference.entities.len() == 1),
            )
        };
        // A pronoun that stands for a body is mostly the pronoun of somebody else.
        let pronoun = |noun: &usize| {
            self.scene.items(*noun).iter().any(|item| matches!(&item.kind, ItemKind::Reference(reference) if reference.pronoun && reference.entities.iter().all(|id| id.kind() != EntityKind::Person)))
        };
        if nouns.iter().any(pronoun) {
            return;
        }
        let speaks = |id: &EntityId| matches!(id.kind(), EntityKind::Person | EntityKind::Organisation) || states && id.kind() == EntityKind::Country;
        let sides: Nouns = nouns.iter().copied().filter(|noun| *noun < self.at && side(noun)).collect();
        let subject: Vec<EntityId> = self.scene.clauses.entities(&nouns).into_iter().filter(speaks).chain(self.scene.clauses.entities(&sides)).collect();
        let people = subject.iter().any(|id| id.kind() == EntityKind::Person);
        for id in subject.iter().filter(|id| !people || id.kind() == EntityKind::Person) {
            self.add_entity(spec, slot, id, slots);
        }
    }

    /// Who speaks by the pronoun of the verb before, where the verb has no subject of its own.
    fn speaker_before(&self) -> Option<EntityId> {
        self.verb().filter(|verb| !verb.is_finite())?;
        let before = self.scene.clauses.finite_before(self.at)?;
        Frame { at: before, ..*self }.inserted()
    }

    /// Whether the subject of a verb of saying stands behind it and is nobody with a name.
    fn is_unnamed_behind(&self) -> bool {
        let says = self.verb().is_some_and(|verb| verb.is_finite() && self.reader.language.verb_is(verb.lemma, "say"));
        let comma = self.at > 0 && matches!(self.chunks()[self.at - 1].kind, ChunkKind::Comma | ChunkKind::Close);
        let speaker = |index: &usize| {
            self.chunks()[*index].noun().is_some_and(|noun| noun.determiner.is_some())
                && self.chunks()[*index - 1].preposition().is_none()
                && self.scene.is(*index, "mouthpiece")
        };
        let stops = |index: &usize| matches!(self.chunks()[*index].kind, ChunkKind::Verb(_) | ChunkKind::Relative(_) | ChunkKind::Stop);
        says && comma && (self.at + 1..self.chunks().len()).take_while(|index| !stops(index)).take(6).any(|index| speaker(&index))
    }

    /// The act that words in what is said tell of.
    pub(super) fn said_word(&self, class: &str) -> Option<&str> {
        // "Le transit, a-t-il souligné, est …": what is said begins before the verb.
        let said = self.said();
        let from = if self.inserted().is_some() { 0 } else { said.start };
        // "Le corridor, a estimé X, facilitera …": it goes on behind the speaker.
        let whole = said.clone().any(|index| self.chunks()[index].verb().is_some_and(VerbGroup::is_finite));
        let end = if said.end == self.at && !whole { self.said_end() } else { said.end };
        let act = Saying { reader: self.reader, scene: self.scene, said: from..end, by: Some(self.at) }.act(class);
        // "C'est ce qu'a indiqué X": what stands before is news.
        let told = || self.reader.before.iter().find_map(|item| item.code(&self.reader.language.lexicon, class));
        // "Nous ouvrirons un port. C'est ce qu'a indiqué X": news, where it is to come.
        let ahead = |item: &Item| item.senses.has_tense(Tense::Future);
        let means = |item: &Item| ["intent", "wish-for"].iter().any(|group| item.is_verb(self.reader.language, group));
        let news = || self.reader.before.iter().any(|item| ahead(item) || means(item)).then_some("announce");
        act.or_else(|| if self.is_what_was_told() { told().or_else(news) } else { None })
    }

    /// What is said is about: what its words name, those to whom a pronoun at the verb points, and what a quotation before holds.
    pub(super) fn said_topics(&self) -> Vec<Value> {
        let inserted = self.inserted();
        let speakers = inserted.as_ref().map_or_else(|| self.scene.clauses.entities(self.subject()), |person| smallvec![person.clone()]);
        let range = self.said();
        let inverted = range.start == 0 && range.end == self.at;
        let range = if inverted { range } else { self.past_occasion(&range, inserted.is_some())..range.end };
        let mut topics = self.reader.topics(self.scene, range.start, range.end);
        let papers = range.clone().flat_map(|index| self.scene.items(index)).flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Agreement);
        topics.extend(papers.cloned().map(Value::Entity));
        // "a dit à Y que …": to whom somebody speaks is not what he speaks of.
        let told: Vec<EntityId> = if self.thing.is_none() && self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "say")) {
            let heard = self.scene.clauses.entities(&self.addressed(self.at));
            heard.into_iter().filter(|id| id.kind() == EntityKind::Person).collect()
        } else {
            Vec::new()
        };
        let other = |topic: &Value| !matches!(topic, Value::Entity(id) if told.contains(id));
        if topics.iter().any(other) {
            topics.retain(other);
        }
        // "a annoncé qu'il assisterait au sommet de X": an occasion, where nothing else is spoken of and it is not when one speaks.
        if topics.is_empty() && !inverted && inserted.is_none() {
            let during =
                |index: usize| index > 0 && self.chunks()[index - 1].preposition().is_some_and(|value| self.reader.language.has_function("during", value));
            let named = range.clone().filter(|index| !during(*index)).flat_map(|index| self.scene.items(index)).flat_map(Item::entities);
            topics.extend(named.filter(|id| id.kind() == EntityKind::Event).take(1).cloned().map(Value::Entity));
        }
        topics.extend(self.pointed_at(&speakers).into_iter().map(Value::Entity));
        if inserted.is_some() {
            topics.splice(0..0, self.reader.topics(self.scene, 0, self.at));
        }
        // "La Hongrie, a ajouté X, ouvre une voie vers la Mongolie": what is said goes on behind the speaker.
        if inverted && inserted.is_none() && !range.clone().any(|index| self.chunks()[index].verb().is_some_and(VerbGroup::is_finite)) {
            let behind = self.subject().last().map_or(self.at, |speaker| speaker + 1);
            topics.extend(self.reader.topics(self.scene, behind, self.said_end()));
        }
        if inverted || inserted.is_some() {
            topics.extend(self.reader.quoted.iter().cloned());
        }
        // "X l'a annoncé", "C'est ce qu'a annoncé X": what the sentence before told.
        if self.points_back() {
            // "à propos de Y": unless it says of what.
            let named =
                self.chunks()[self.at + 1..].iter().any(|chunk| chunk.preposition().is_some_and(|value| self.reader.language.has_function("about", value)));
            topics = if named { topics } else { self.told_before_it() };
        }
        if topics.is_empty() && self.is_what_was_told() {
            topics = self.told_before_it();
        }
        // "sa gratitude aux sénateurs tchèques": offices without a name stand for their countries.
        if topics.is_empty() {
            let offices = range.clone().flat_map(|index| self.scene.items(index));
            let lands = offices.filter_map(|item| if let ItemKind::Reference(reference) = &item.kind { Some(&reference.countries) } else { None });
            topics = lands.flatten().cloned().map(Value::Entity).collect();
        }
        if topics.is_empty() {
            topics = self.reader.ours(self.scene, speakers.first());
        }
        let mut unique: Vec<Value> = Vec::new();
        for value in topics {
            if !matches!(&value, Value::Entity(id) if speakers.contains(id)) && !unique.contains(&value) && unique.len() < TOPICS {
                unique.push(value);
            }
        }
        unique
    }

    /// "a dit lundi à la presse, en marge du forum de X, que Y", "« … », a-t-il dit lors d'un forum à X": where, when and to whom somebody speaks is
    /// nothing that is spoken of.
    fn past_occasion(&self, said: &std::ops::Range<usize>, inserted: bool) -> usize {
        let chunks = self.chunks();
        let language = self.reader.language;
        let speaks = self.thing.is_none() && self.verb().is_some_and(|verb| ["say", "say-quoted"].iter().any(|group| language.verb_is(verb.lemma, group)));
        let circumstance = |at: usize| chunks[at].preposition().is_some_and(|value| !language.has_function("about", value));
        let mut at = said.start;
        while speaks && at < said.end {
            match &chunks[at].kind {
                ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Comma if !inserted || !matches!(chunks[at].kind, ChunkKind::Comma) => at += 1,
                ChunkKind::Preposition(_)
                    if circumstance(at) && at + 1 < said.end && matches!(chunks[at + 1].kind, ChunkKind::Noun(_) | ChunkKind::Date(_)) =>
                {
                    at += 2;
                }
                _ => break,
            }
        }
        let told = chunks.get(at).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_)));
        let ends = inserted && chunks.get(at).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop));
        if told || ends { at.min(said.end) } else { said.start }
    }

    /// What the sentence before speaks of: an occasion, where it names nothing else.
    fn told_before_it(&self) -> Vec<Value> {
        let before = self.reader.before;
        let topics = self.reader.topics_of(before);
        let mut events = before.iter().flat_map(Item::entities).filter(|id| topics.is_empty() && id.kind() == EntityKind::Event);
        let event = events.next().cloned().map(Value::Entity);
        topics.into_iter().chain(event).collect()
    }

    /// Whether a remark only tells which body a report comes from: "…, indique le ministère", "le groupe a fait savoir que".
    pub(super) fn is_source(&self, fact: &Fact) -> bool {
        let Fact::Statement(statement) = fact else { return false };
        // "Le stock, a-t-il rappelé, s'élève à 4 milliards": a figure, and where it comes from.
        let figure = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.quantity.is_some());
        if statement.act.code() == "note" && self.is_behind() && !self.is_quotation() && self.chunks().iter().any(figure) {
            return true;
        }
        // "X a fait part de la volonté de Y, précise la Chambre": who is told to have spoken said it.
        let speaks = |verb: &VerbGroup| {
            let mut patterns = self.reader.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
            verb.is_finite() && patterns.any(|pattern| pattern.spec.is("statement"))
        };
        let told = || {
            self.chunks()[..self.at].iter().enumerate().any(|(at, chunk)| {
                let person = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
                chunk.verb().is_some_and(speaks) && self.scene.clauses.grammatical_subject(at).iter().any(person)
            })
        };
        if statement.speaker.kind() == EntityKind::Organisation && self.said().start == 0 && told() {
            return true;
        }
        let news = statement.act.code() == "note" || statement.act.code() == "announce" && !self.reader.is_firm(&statement.speaker);
        let lets_know = self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "make-known"));
        statement.speaker.kind() == EntityKind::Organisation && (lets_know || news && self.said().start == 0) && !self.is_quoted()
    }

    /// "C'est ce qu'a annoncé X"
    fn is_what_was_told(&self) -> bool {
        let relative = self.at.checked_sub(1).is_some_and(|index| matches!(&self.chunks()[index].kind, ChunkKind::Relative(code) if code == "object"));
        let that = |item: &Item| item.code(&self.reader.language.lexicon, "pron") == Some("that");
        relative && self.at.checked_sub(2).is_some_and(|index| self.scene.items(index).iter().any(that))
    }

    /// Whether a verb of speaking tells of no speech where it stands: "qui relève du ministère", "assuré par X", "la mission d'encourager", "a appelé X".
    pub(super) fn is_no_speech(&self) -> bool {
        let language = self.reader.language;
        let chunks = self.chunks();
        let Some(verb) = self.verb() else { return false };
        let is = |at: usize, function: &str| chunks.get(at).and_then(Chunk::preposition).is_some_and(|value| language.has_function(function, value));
        // "se voit confier"
        let undergone = self.at.checked_sub(1).and_then(|before| chunks[before].verb()).is_some_and(|before| language.verb_is(before.lemma, "see-done"));
        if undergone && verb.tense == Tense::Infinitive {
            return true;
        }
        // "a pour mandat d'encourager", but "a tenu à remercier"
        let done = || {
            let governor = self.at.checked_sub(1).filter(|before| is(*before, "of") || is(*before, "at") && verb.tense == Tense::Infinitive);
            let before = (0..governor?).rev().find(|index| !matches!(chunks[*index].kind, ChunkKind::Other))?;
            Some(chunks[before].verb().is_none_or(|governor| !language.verb_is(governor.lemma, "keen")))
        };
        // "a appelé X vendredi": by telephone, where nothing is called for.
        let rings = || language.verb_is(verb.lemma, "ring") && !(self.at + 1..self.scene.clauses.clause_end(self.at)).any(|index| is(index, "at"));
        // "a relevé X de ses fonctions": who gets or loses an office hears no speech.
        let office = || {
            let object = self.scene.clauses.grammatical_object(self.at);
            let person = |noun: &usize| chunks[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
            language.verb_is(verb.lemma, "appoint") && object.iter().any(person)
        };
        // "a relevé la note de A": no remark on it.
        let raised = || {
            let object = self.scene.clauses.grammatical_object(self.at);
            let thing = |noun: &usize| self.scene.is(*noun, "raised");
            language.verb_is(verb.lemma, "belong-of") && object.iter().any(thing)
        };
        matches!(verb.tense, Tense::Infinitive | Tense::Gerund) && self.scene.clauses.narrated(self.at).is_none() && done().unwrap_or(false)
            || office()
            || rings()
            || raised()
            || is(self.at + 1, "of") && language.verb_is(verb.lemma, "belong-of")
            || verb.voice == Voice::Passive && language.verb_is(verb.lemma, "done-passive")
    }

    /// Whether the verb speaks inside, right behind or right before a quotation.
    pub(super) fn is_quoted(&self) -> bool {
        let spoken = self.verb().is_some_and(|verb| verb.is_finite() && verb.voice != Voice::Passive);
        // "Le contrat stimulera le commerce, a écrit X"
        let tagged = || {
            let comma = self.at > 0 && matches!(self.chunks()[self.at - 1].kind, ChunkKind::Comma);
            let told = self.chunks()[..self.at].iter().filter_map(Chunk::verb).any(|verb| verb.is_finite() && self.reader.language.verb_is(verb.lemma, "say"));
            comma && !told && self.scene.clauses.entities(self.subject()).iter().any(|id| id.kind() == EntityKind::Person)
        };
        spoken && self.said().start == 0 && (self.is_quotation() || tagged()) || self.inserted().is_some()
    }

    /// Whether a clause of what is said follows the verb: "a soutenu que", "a assuré à Y que".
    pub(super) fn tells_that(&self) -> bool {
        let opens = |at: usize| matches!(self.chunks().get(at).map(|chunk| &chunk.kind), Some(ChunkKind::Subordinator(_) | ChunkKind::Relative(_)));
        let to = |chunk: &Chunk| chunk.preposition().is_some_and(|value| self.reader.language.has_function("addressed", value));
        let hears = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let heard = || self.chunks().get(self.at + 1).is_some_and(to) && self.chunks().get(self.at + 2).is_some_and(hears);
        opens(self.at + 1) || heard() && opens(self.at + 3)
    }

    /// Whether a quotation stands in the sentence or goes on through it.
    fn is_quotation(&self) -> bool {
        self.reader.quotes(self.scene).any || self.reader.quotation.as_ref().is_some_and(|quotation| quotation.open)
    }

    /// Whether the verb stands behind, or inside, what is said.
    fn is_behind(&self) -> bool {
        self.said().start == 0 || self.inserted().is_some()
    }

    /// The person who is quoted by the verb, where it stands behind or inside the quotation, or opens one that goes on.
    pub(super) fn voice(&self) -> Option<EntityId> {
        let speaker = self.inserted().or_else(|| {
            // « X a dit A, indique Y. B »: what stands inside a quotation opens none.
            let opens = || {
                let opened = self.reader.quotes(self.scene).opened.map(|at| self.scene.sentence.span.start + at);
                self.reader.left_open(self.scene) && opened.is_some_and(|opened| self.chunks()[self.at].span.end <= opened)
            };
            let around = self.said().start == 0 || opens();
            self.scene.clauses.entities(self.subject()).into_iter().find(|id| around && id.kind() == EntityKind::Person)
        });
        speaker.filter(|_| self.reader.quotation.is_some() || self.reader.quotes(self.scene).any)
    }

    /// Whether an object pronoun of a verb of saying stands for what was told before: "l'a annoncé", but not "l'a annoncé : …".
    fn points_back(&self) -> bool {
        let language = self.reader.language;
        let says = self.verb().is_some_and(|verb| language.verb_is(verb.lemma, "say"));
        let told = self.chunks()[self.at + 1..].iter().any(|chunk| matches!(&chunk.kind, ChunkKind::Relative(_)) || chunk.span.of(self.reader.text) == ":");
        let before = self.at.checked_sub(1).filter(|before| matches!(self.chunks()[*before].kind, ChunkKind::Other));
        let article = before
            .and_then(|before| self.scene.items(before).last())
            .is_some_and(|item| item.is(&language.lexicon, "det") && self.chunks()[self.at].span.start.saturating_sub(item.span.end) <= '’'.len_utf8());
        says && article && !told
    }

    /// Who speaks in a clause put between: "Le transit, a-t-il souligné, est …".
    pub(super) fn inserted(&self) -> Option<EntityId> {
        // "a-t-il été indiqué": somebody says so.
        self.verb().filter(|verb| verb.voice != Voice::Passive)?;
        let chunk = &self.chunks()[self.at];
        let after = |item: &&Item| item.hyphen && matches!(&item.kind, ItemKind::Reference(reference) if reference.pronoun);
        let pronoun = self.scene.sentence.items[chunk.start..chunk.end].iter().skip(1).find(after)?;
        pronoun.entities().iter().find(|id| id.kind() == EntityKind::Person).cloned()
    }

    /// Those to whom an object pronoun of the verb points: "l'a félicitée", "leur a adressé".
    pub(super) fn pointed_at(&self, speakers: &[EntityId]) -> Vec<EntityId> {
        let (language, lexicon) = (self.reader.language, &self.reader.language.lexicon);
        let chunk = &self.chunks()[self.at];
        if let Some(person) = self.whom().filter(|person| !speakers.contains(person)) {
            return vec![person];
        }
        if !self.verb().is_some_and(|verb| ["address", "lead-people"].iter().any(|group| language.verb_is(verb.lemma, group))) {
            return Vec::new();
        }
        let before = self.at.checked_sub(1).map(|before| &self.chunks()[before]).filter(|before| before.end - before.start == 1);
        let article = before.and_then(|before| {
            let item = &self.scene.sentence.items[before.start];
            item.code(lexicon, "det").filter(|_| item.kind == ItemKind::Word && !item.is(lexicon, "prep"))
        });
        // "lui a dit", "doit le rencontrer"
        let definite = |item: &Item| item.kind == ItemKind::Word && item.code(lexicon, "det") == Some("definite") && !item.is(lexicon, "prep");
        let inside = &self.scene.sentence.items[chunk.start..chunk.end];
        let own = inside.iter().any(|item| item.is(lexicon, "object-person")) || inside.iter().any(definite);
        let many = article == Some("possessive-many");
        if !own && !many && article != Some("definite") {
            return Vec::new();
        }
        let here = self.chunks()[..self.at].iter().rev().filter_map(Chunk::noun).flat_map(|noun| &noun.entities);
        // "Il a été reçu par X. L'ont aussi reçu Y et Z": whom the sentence before spoke of.
        let hosts = self.verb().is_some_and(|verb| language.verb_is(verb.lemma, "host"));
        let spoken = self.reader.person.as_ref().filter(|person| hosts && self.reader.country_of(person).is_some());
        let mut people: Vec<EntityId> = Vec::new();
        for id in spoken.into_iter().chain(here).chain(self.reader.people.iter().rev()) {
            if id.kind() == EntityKind::Person && !speakers.contains(id) && !people.contains(id) {
                people.push(id.clone());
            }
        }
        people.truncate(if many { people.len() } else { 1 });
        people
    }
}
