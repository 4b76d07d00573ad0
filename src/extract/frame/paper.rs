//! Papers and journeys that a text speaks of again: whose they are, and what was told of them before.

use super::*;

/// Those whom "between" joins stand no farther behind it.
const NEAR: usize = 8;

/// So far before the sentence a paper may stand that it speaks of again, in bytes.
const FAR: usize = 600;

impl Frame<'_> {
    /// "noue des partenariats avec des pays producteurs": with some that are not named, so not between those whom the text is about.
    pub(super) fn is_with_some(&self) -> bool {
        let with = self.scene.clauses.complements(self.thing.unwrap_or(self.at), "with");
        let some = |noun: &usize| {
            let phrase = self.chunks()[*noun].noun();
            phrase.is_some_and(|phrase| phrase.entities.is_empty() && phrase.adjectives.is_empty() && phrase.determiner.as_deref() == Some("indefinite"))
        };
        !with.is_empty() && with.iter().all(some)
    }

    /// Whether the thing acted on is one that is taken as known: "le document", "cet accord".
    pub(super) fn is_known_paper(&self) -> bool {
        self.scene.sentence.part != crate::model::PartKind::Title && self.thing.is_some_and(|thing| is_definite(self.scene, thing))
    }

    /// "signé entre la zone « X » et la société Y": whether the words behind "between" name a firm, whoever the others are.
    pub(super) fn is_between_bodies(&self) -> bool {
        let chunks = self.chunks();
        let wall = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_)) || chunk.verb().is_some_and(VerbGroup::is_finite);
        let from = self.thing.filter(|thing| *thing > self.at).unwrap_or(self.at) + 1;
        let reach = from + chunks[from.min(chunks.len())..].iter().take_while(|chunk| !wall(chunk)).count();
        let reach = self.until.filter(|_| self.verb().is_none()).map_or(reach, |until| reach.min(until.max(from)));
        let between = (from..reach).find(|index| chunks[*index].preposition().is_some_and(|value| self.reader.language.has_function("between", value)));
        let firm = |id: &EntityId| id.kind() == EntityKind::Organisation && self.reader.is_firm(id);
        between.is_some_and(|between| chunks[between..reach].iter().take(NEAR).filter_map(Chunk::noun).any(|noun| noun.entities.iter().any(firm)))
    }

    /// "A souhaite conclure un traité avec B": one side's wish is proposed; what several want together is planned.
    pub(super) fn add_wish(&self, spec: &'static Spec, slots: &mut Slots) {
        if !spec.is("agreement") {
            return;
        }
        let (language, clauses) = (self.reader.language, &self.scene.clauses);
        let wants = |verb: usize| {
            let modal = self.chunks()[verb].verb().is_some_and(|group| group.modal == Some(Modal::Wish));
            modal && self.scene.items(verb).iter().filter_map(|item| item.value(&language.lexicon, "verb")).any(|lemma| language.verb_is(lemma, "want"))
        };
        let verb = if self.verb().is_some_and(VerbGroup::is_finite) { Some(self.at) } else { self.governing() };
        // "A a proposé à B de signer un traité", "A a suggéré la conclusion d'un traité"
        let proposes =
            |verb: usize| verb < self.at && self.chunks()[verb].verb().is_some_and(|group| !group.negated && language.verb_is(group.lemma, "propose-doing"));
        let done = self.verb().is_some_and(|verb| verb.tense != Tense::Infinitive);
        if verb.is_some_and(proposes) && !done {
            self.add_code(spec, "status", "proposed", slots);
        }
        let subject = verb.filter(|verb| wants(*verb)).map(|verb| clauses.grammatical_subject(verb)).unwrap_or_default();
        if subject.len() == 1 && clauses.entities(&subject).len() < 2 {
            self.add_code(spec, "status", "proposed", slots);
        }
    }

    /// "un contrat a été signé": firms' papers, of which nobody is guessed, unless "the parties" sign.
    pub(super) fn is_of_firms(&self, pattern: &Pattern) -> bool {
        // "La visite s'est soldée par neuf contrats": of so many two states are meant.
        let one = |thing: usize| self.chunks()[thing].noun().is_some_and(|noun| noun.quantity.is_none());
        let contract = |thing: usize| one(thing) && self.scene.codes(thing, "agreement-kind", "contract");
        let group = || self.scene.grouped;
        let signed = pattern.set.iter().any(|(_, code)| code == "signed");
        signed && self.thing.is_some_and(contract) && !group() && self.client().is_empty()
    }

    /// Whether the clause speaks of more than two who come together, so that no two may be guessed: "à l'issue de la réunion quadrilatérale".
    pub(super) fn least_there(&self) -> usize {
        let (lexicon, clauses) = (&self.reader.language.lexicon, &self.scene.clauses);
        let by = || clauses.complements(self.at, "by").into_iter().flat_map(|noun| clauses.named_within(noun)).flat_map(|noun| self.scene.items(noun));
        let told = by().filter_map(|item| counted(item, lexicon)).max();
        if let Some(told) = told.filter(|_| self.verb().is_some()) {
            return told;
        }
        if !["of-three", "of-many"].iter().any(|class| self.scene.classes.may_have(class)) {
            return 0;
        }
        let many = |item: &Item| if item.is(lexicon, "of-many") { 4 } else { 3 * usize::from(item.is(lexicon, "of-three")) };
        self.scene.sentence.items.iter().map(many).max().unwrap_or_default()
    }

    /// "entendent élever leurs relations au rang de partenariat": they are not there yet.
    pub(super) fn is_to_rise(&self, spec: &'static Spec) -> bool {
        if !spec.is("partnership") || self.verb().is_some() {
            return false;
        }
        let chunks = self.chunks();
        let Some(at) = (0..self.at).rev().find(|index| chunks[*index].verb().is_some()).or_else(|| self.governing()) else { return false };
        let raises = |verb: &VerbGroup| self.reader.language.verb_is(verb.lemma, "raise-to");
        // "le moment est venu d'élever", "travailler à élever", "la volonté d'élever"
        let wanted = || {
            let before = at.checked_sub(2).filter(|before| chunks[before + 1].preposition().is_some());
            before.is_some_and(|before| chunks[before].noun().is_some() || chunks[before].verb().is_some_and(|verb| verb.tense == Tense::Infinitive))
        };
        let ahead = |verb: &VerbGroup| verb.modal.is_some() || verb.tense == Tense::Future || verb.tense == Tense::Infinitive && wanted();
        chunks[at].verb().is_some_and(|verb| ahead(verb) && raises(verb))
    }

    /// "Aux termes d'un contrat conclu avec B, A recevra": who is told of behind the paper is its other party.
    pub(super) fn client(&self) -> Nouns {
        let language = self.reader.language;
        let participle = self.verb().is_some_and(|verb| verb.tense == Tense::Participle);
        let virtue = |thing: usize| self.chunks()[thing - 1].preposition().is_some_and(|value| language.has_function("by-virtue", value));
        let ground = self.thing.is_some_and(|thing| thing > 0 && thing < self.at && virtue(thing));
        let verb = self.governing().filter(|verb| participle && ground && *verb > self.at);
        verb.map(|verb| self.scene.clauses.grammatical_subject(verb)).filter(|nouns| nouns.len() == 1).unwrap_or_default()
    }

    /// Whom "between" joins right behind the thing or the trigger, before any other verb, example or paper.
    pub(super) fn near_between(&self) -> Nouns {
        let lexicon = &self.reader.language.lexicon;
        let chunks = self.chunks();
        let other = |index: usize| self.until.is_some() && self.thing != Some(index) && self.scene.is(index, "agreement-kind");
        let stop = |index: usize| {
            chunks[index].verb().is_some() || matches!(chunks[index].kind, ChunkKind::Stop | ChunkKind::Relative(_)) || self.is_such_as(index) || other(index)
        };
        // "un accord sur un tronçon de la ligne X, entre A et B": where the way runs, not who signs.
        let of_way = |from: usize, between: usize| {
            let plain = |index: &usize| chunks[*index].noun().is_some_and(|noun| noun.quantity.is_none());
            let noun = (from + 1..between).rev().find(plain);
            let way = |item: &Item| ["line-head", "line-part", "border"].iter().any(|class| item.is(lexicon, class));
            noun.is_some_and(|noun| self.thing != Some(noun) && (self.names_line(noun) || self.scene.items(noun).iter().any(way)))
        };
        let between = |from: usize| {
            (from + 1..chunks.len())
                .take_while(|index| !stop(*index))
                .find(|index| chunks[*index].preposition().is_some_and(|preposition| self.reader.language.has_function("between", preposition)))
                .filter(|index| chunks.get(index + 1).is_some_and(|chunk| chunk.noun().is_some()) && !of_way(from, *index))
        };
        // "ont été signés : entre A et B, un accord ; entre C et D, un contrat"
        let before = |thing: usize| {
            matches!(chunks[thing.checked_sub(1)?].kind, ChunkKind::Comma).then_some(())?;
            let listed = |index: &usize| chunks[*index].noun().is_some() || matches!(chunks[*index].kind, ChunkKind::Conjunction(_) | ChunkKind::Other);
            let preposition = (0..thing - 1).rev().find(|index| !listed(index))?;
            let opens = preposition.checked_sub(1).is_some_and(|index| matches!(chunks[index].kind, ChunkKind::Comma | ChunkKind::Stop | ChunkKind::Other));
            let is = chunks[preposition].preposition().is_some_and(|value| self.reader.language.has_function("between", value));
            (opens && is).then_some(preposition)
        };
        if let Some(preposition) = self.thing.and_then(|thing| between(thing).or_else(|| before(thing))).or_else(|| between(self.at)) {
            return self.scene.clauses.coordinated_right(preposition + 1);
        }
        self.thing.and_then(|thing| self.bound(thing)).unwrap_or_default()
    }

    /// The parties that the sentence is about; those of one paper among its examples are not those of the others.
    pub(super) fn pair(&self) -> Vec<EntityId> {
        let between = |index: usize| self.chunks()[index].preposition().is_some_and(|preposition| self.reader.language.has_function("between", preposition));
        if let Some(body) = self.body_of_those() {
            return vec![body];
        }
        // "la signature d'un accord et d'un contrat entre les sociétés X et Y": nor are those of one paper those of the others.
        let of_one =
            |index: usize| self.chunks().get(index + 1).is_some_and(|chunk| chunk.noun().is_some()) && self.of_one(smallvec![index + 1], "between").is_empty();
        if self.until.is_some() && (self.at + 1..self.chunks().len()).any(|index| between(index) && of_one(index)) {
            let here = self.reader.together(self.scene);
            let last = self.reader.pairs.iter().rev().find(|pair| here != Some(pair.as_slice()));
            return last.cloned().or_else(|| self.reader.main.map(|main| main.to_vec())).unwrap_or_default();
        }
        let such = self.until.and_then(|_| (0..self.chunks().len()).find(|index| self.is_such_as(*index)));
        match such.filter(|such| (*such..self.chunks().len()).any(between)).and_then(|_| self.reader.pairs.last()) {
            Some(last) => last.clone(),
            None => self.reader.assembled(self.scene).unwrap_or_else(|| self.reader.pair(self.scene)),
        }
    }

    /// "Les participants ont adopté une déclaration": the alliance that the text is about more than about any state.
    fn body_of_those(&self) -> Option<EntityId> {
        let several = |noun: &usize| self.scene.is(*noun, "several");
        let alone = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.is_empty() && noun.adjectives.is_empty());
        let subject = self.subject();
        let those = self.verb().is_some() && !subject.is_empty() && subject.iter().all(|noun| several(noun) && alone(noun));
        self.reader.actors.first().filter(|body| those && self.reader.leads && body.kind() == EntityKind::Organisation).cloned()
    }

    /// "Au total, vingt documents ont été signés": those of an alliance of which the text told right before.
    pub(super) fn is_of_body_before(&self, found: &[Claim]) -> bool {
        let passive = self.verb().is_some_and(|verb| verb.voice == Voice::Passive && verb.is_finite()) && self.subject().is_empty();
        let counted = self.thing.is_some_and(|thing| self.chunks()[thing].noun().is_some_and(|noun| noun.quantity.is_some()));
        let start = self.scene.sentence.span.start;
        let last = found.iter().rev().take_while(|claim| claim.evidence.end + FAR > start).find(|claim| claim.fact.spec().is("agreement"));
        let body = |claim: &Claim| {
            let slots = claim.fact.slots();
            let mut parties = slots.get("parties");
            matches!(parties.next(), Some(Value::Entity(id)) if is_alliance(id, self.reader.knowledge)) && parties.next().is_none()
        };
        passive && counted && self.reader.together(self.scene).is_none() && last.is_some_and(body)
    }

    /// "X a gagné Rome. Dix accords y ont été signés": the states of him who went and of the place, where these are not whom the text is about.
    pub(super) fn pair_there(&self) -> Option<Vec<EntityId>> {
        let land = self.reader.knowledge.country_of(&self.there(false)?)?;
        let home = self.reader.country_of(self.reader.person.as_ref()?).filter(|home| *home != land)?;
        (!self.pair().contains(&land)).then(|| vec![home, land])
    }

    /// "La visite de X à Rome s'est conclue par dix accords": the states of the guest and of the place.
    pub(super) fn pair_of_stay(&self) -> Option<Vec<EntityId>> {
        let clauses = &self.scene.clauses;
        let country = |id: &EntityId| self.reader.knowledge.country_of(id).or_else(|| (id.kind() == EntityKind::Country).then(|| id.clone()));
        // "X s'est rendu à Rome, où il a assisté à la signature de dix accords"
        let there = (2..self.at).rev().find(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "at"));
        let place = there.map(|there| there - 1 - usize::from(matches!(self.chunks()[there - 1].kind, ChunkKind::Comma)));
        if let Some(land) = place.and_then(|place| self.chunks()[place].noun()?.entities.iter().find_map(country)) {
            let before = self.chunks()[..place.unwrap_or_default()].iter().filter_map(Chunk::noun).flat_map(|noun| &noun.entities);
            let home = before.filter(|id| id.kind() == EntityKind::Person).find_map(|id| self.reader.country_of(id)).filter(|home| *home != land);
            return home.map(|home| vec![home, land]);
        }
        (0..self.chunks().len()).filter(|noun| self.scene.is(*noun, "stay-noun")).find_map(|noun| {
            let person = |nouns: &[usize]| clauses.entities(nouns).into_iter().find(|id| id.kind() == EntityKind::Person);
            // "X a effectué à Rome une visite, au cours de laquelle dix accords ont été signés"
            let makes = |verb: &usize| clauses.grammatical_object(*verb).contains(&noun);
            let maker = || (0..noun).rev().take(6).find(makes).and_then(|verb| person(&clauses.grammatical_subject(verb)));
            let guest = person(&clauses.complements(noun, "of")).or_else(maker)?;
            let home = self.reader.country_of(&guest)?;
            let place = ["where", "to"].iter().find_map(|function| clauses.entities(&clauses.complements(noun, function)).iter().find_map(country))?;
            (home != place).then(|| vec![home, place])
        })
    }

    /// "l'Union et A ont signé": the body of that sort that was named before, said again before "and".
    pub(super) fn body_before(&self, noun: usize) -> Option<EntityId> {
        let and = |at: usize| self.chunks()[at].is_and();
        let other = noun.checked_sub(2).filter(|other| and(other + 1) && self.chunks()[*other].noun().is_some_and(|noun| noun.entities.is_empty()))?;
        self.body_again(other)
    }

    /// "L'adoption de 25 documents est prévue": whether as many were told of before.
    pub(super) fn is_counted_before(&self, found: &[Claim]) -> bool {
        let noun = self.thing.and_then(|thing| self.chunks()[thing].noun());
        let Some((_, many)) = noun.and_then(|noun| noun.quantity.as_deref()) else { return false };
        let last = found.iter().rev().find(|claim| claim.fact.spec().is("agreement"));
        last.is_some_and(|claim| claim.fact.slots().get("count").any(|value| *value == Value::Number(many.value)))
    }

    /// Whether a paper was told of before by a name that says more than the general one.
    pub(super) fn is_told_closer(&self, found: &[Claim]) -> bool {
        let general = |value: &Value| matches!(value, Value::Term(code) if matches!(&**code, "agreement" | "documents"));
        let papers = found.iter().filter(|claim| claim.fact.spec().is("agreement"));
        papers.into_iter().any(|claim| claim.fact.slots().get("kind").any(|value| !general(value)))
    }

    /// "Les deux pays ont signé cet accord": whether a paper of a closer kind between the same was told shortly before, and this one has no matter
    /// of its own.
    pub(super) fn is_told_same(&self, slots: &Slots, found: &[Claim]) -> bool {
        let chunks = self.chunks();
        let own = self.thing.and_then(|thing| chunks.get(thing + 1)).and_then(Chunk::preposition);
        let matter = own.is_some_and(|value| ["of", "on", "for"].iter().any(|function| self.reader.language.has_function(function, value)));
        let all = |slots: &Slots, slot: &str| slots.get(slot).map(|value| format!("{value:?}")).collect::<std::collections::BTreeSet<_>>();
        let start = self.scene.sentence.span.start;
        let when = |slots: &Slots| slots.get("date").find_map(|value| if let Value::When(when) = value { Some(*when) } else { None });
        let one_time = |a: &Slots, b: &Slots| when(a).zip(when(b)).is_none_or(|(a, b)| a.refines(b) || b.refines(a));
        let same = |claim: &&Claim| {
            let told = claim.fact.slots();
            let near = claim.evidence.start < start && claim.evidence.end + FAR > start;
            claim.fact.spec().is("agreement")
                && near
                && !told.has("count")
                && one_time(&told, slots)
                && all(&told, "parties") == all(slots, "parties")
                && all(&told, "status") == all(slots, "status")
        };
        let last = found.iter().rev().find(same).map(|claim| claim.fact.slots());
        !matter
            && !slots.has("count")
            && last.is_some_and(|told| told.get("kind").any(|kind| !matches!(kind, Value::Term(code) if matches!(&**code, "agreement" | "documents"))))
    }

    /// "les accords signés par A et B lors de la visite du président X": he went to the other of the two that are spoken of.
    pub(super) fn host_of_pair(&self, slots: &Slots, found: &[Claim]) -> Option<EntityId> {
        let clauses = &self.scene.clauses;
        let Some(Value::Entity(visitor)) = slots.get("visitor").next() else { return None };
        let own = self.verb().is_none() && clauses.entities(&clauses.complements(self.at, "of")).contains(visitor);
        let elsewhere = ["where", "to"].iter().any(|function| !clauses.complements(self.at, function).is_empty());
        let known = |claim: &Claim| matches!(&claim.fact, Fact::Visit(visit) if visit.visitor == *visitor);
        if !own || elsewhere || found.iter().any(known) {
            return None;
        }
        let home = self.reader.country_of(visitor)?;
        let state = |id: &&EntityId| id.kind() == EntityKind::Country;
        let pair = self.reader.together(self.scene).or(self.reader.main.map(<[EntityId; 2]>::as_slice))?;
        let [one, other] = pair else { return None };
        [one, other].into_iter().filter(state).find(|id| **id != home).filter(|_| pair.contains(&home)).cloned()
    }
}
