//! Whom a trigger is about: its subject and object, the verb it hangs on, and how far what it says has come.

use super::*;

/// The date that says of a trigger noun that it is to come stands no farther behind it.
const NEAR: usize = 8;

impl Frame<'_> {
    pub(super) fn chunks(&self) -> &[Chunk] {
        self.scene.chunks()
    }

    pub(super) fn verb(&self) -> Option<&VerbGroup> {
        self.chunks()[self.at].verb()
    }

    /// The verb that tells how real the trigger is: itself, or for a noun the verb it hangs on.
    pub(super) fn ruling_verb(&self) -> Option<&VerbGroup> {
        match self.verb() {
            Some(verb) if verb.is_finite() || verb.tense == Tense::Participle => Some(verb),
            Some(_) => self.scene.clauses.main_verb(self.at).and_then(|index| self.chunks()[index].verb()),
            None => {
                let clauses = &self.scene.clauses;
                let verb = self.governing()?;
                // Behind its verb in one clause, or its subject, or its object.
                let behind = verb < self.at && (self.at - verb <= 3 || self.goes_with_first(verb));
                let subject = verb > self.at && !self.is_governed() || clauses.grammatical_subject(verb).contains(&self.at);
                (behind || subject || clauses.grammatical_object(verb).contains(&self.at)).then(|| self.chunks()[verb].verb()).flatten()
            }
        }
    }

    /// "doit s'achever par l'adoption d'une déclaration et la signature d'un accord": the trigger goes on with what stands right behind the verb.
    pub(super) fn goes_with_first(&self, verb: usize) -> bool {
        let chunks = self.chunks();
        let and = self.at.checked_sub(1).is_some_and(|before| chunks[before].is_and());
        let plain = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Conjunction(_));
        let first = (verb + 1..self.at).find(|index| chunks[*index].noun().is_some());
        let acts = |noun: usize| self.scene.is(noun, crate::lang::TRIGGER);
        and && first.is_some_and(|first| first <= verb + 2 && acts(first)) && chunks[verb + 1..self.at].iter().all(plain)
    }

    /// The finite verb of the clause that the trigger noun stands in: before it, else behind it.
    pub(super) fn governing(&self) -> Option<usize> {
        *self.scene.told(self.at).governing.get_or_init(|| self.find_governing())
    }

    fn find_governing(&self) -> Option<usize> {
        let finite = |index: &usize| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite);
        let start = self.scene.clauses.clause_start(self.at);
        // "X, dont la visite est prévue en mai": the verb of the relative, not the one before it.
        if let Some(before) = start.checked_sub(1).filter(|before| finite(before) && !self.is_whose()) {
            return Some(before);
        }
        let behind = || (self.at + 1..self.chunks().len()).take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop)).filter(finite);
        // "La signature d'un traité, puis la création d'une commission, laquelle prévoit que …, ont relancé": what a relative says is of another noun.
        let clauses = &self.scene.clauses;
        let own = |verb: &usize| clauses.grammatical_subject(*verb).contains(&self.at);
        let first = behind().next()?;
        if clauses.opens_relative(first) && !own(&first) { behind().find(own) } else { Some(first) }
    }

    /// "X, dont la visite": whether the relative "whose" stands right before the trigger noun.
    pub(super) fn is_whose(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|at| self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function("whose", value)))
    }

    pub(super) fn is_governed(&self) -> bool {
        self.at > 0 && self.chunks()[self.at - 1].preposition().is_some()
    }

    /// The function words before the trigger noun say that it is yet to come: "en vue de la signature", "la prochaine visite".
    pub(super) fn is_ahead(&self) -> bool {
        let language = self.reader.language;
        let planned = |index: usize| self.scene.is(index, "planned-word");
        // "la visite de X, prévue en mai"
        let own = |index: &usize| {
            let (chunk, before) = (&self.chunks()[*index], &self.chunks()[*index - 1]);
            // "… de A et de B", "… entre A et B"
            let joined = chunk.noun().is_some() && matches!(before.kind, ChunkKind::Conjunction(_));
            matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Preposition(_) | ChunkKind::Conjunction(_)) || before.preposition().is_some() || joined
        };
        let next = (self.at + 1..self.chunks().len()).find(|index| !own(index));
        let participle = |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle);
        let behind = next.filter(participle).is_some_and(planned);
        // "la visite que X doit bientôt effectuer"
        let relative = self.chunks().get(self.at + 1).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Relative(value) if value == "object"));
        let due = |index: usize| {
            let verb = self.chunks().get(index).and_then(Chunk::verb);
            verb.is_some_and(|verb| {
                let duty = verb.modal == Some(Modal::Duty) || language.verb_is(verb.lemma, "duty");
                duty && verb.tense == Tense::Present || verb.tense == Tense::Future || verb.modal == Some(Modal::Future)
            })
        };
        let owed = relative && (self.at + 2..self.at + 4).any(due);
        // "une tournée qui le conduira à Rome"
        let leads = |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| verb.tense == Tense::Future && language.verb_is(verb.lemma, "lead-people"));
        let led = self.chunks().get(self.at + 1).is_some_and(|chunk| matches!(&chunk.kind, ChunkKind::Relative(value) if value == "subject"))
            && (self.at + 2..self.chunks().len().min(self.at + 4)).any(|index| leads(&index));
        // "les préparatifs de la visite"
        let of = self.at.checked_sub(2).filter(|before| self.chunks()[before + 1].preposition().is_some_and(|value| language.has_function("of", value)));
        let prepared = of.is_some_and(|before| self.scene.is(before, "preparation"));
        // "la signature en avril prochain d'un accord"
        // "la visite en France, en janvier prochain, de X"
        let near = (self.at + 1..self.chunks().len().min(self.at + NEAR))
            .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Verb(_) | ChunkKind::Stop | ChunkKind::Relative(_)));
        let dated = near.into_iter().any(|index| {
            let bare = index == self.at + 1 || self.chunks()[index - 1].preposition().is_some();
            bare && matches!(&self.chunks()[index].kind, ChunkKind::Date(date) if date.from.toward == crate::model::Toward::Future)
        });
        planned(self.at) || behind || owed || led || prepared || dated
    }

    /// Whether the trigger noun speaks of something that is there: "l'accord entre A et B", but no draft, signing or want of it.
    pub(super) fn stands(&self) -> bool {
        let language = self.reader.language;
        let lexicon = &language.lexicon;
        // "en vertu d'un contrat entre A et B": what others rest on is there.
        let ground = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| language.has_function("by-virtue", preposition));
        let definite = ground
            || self.own_date().is_some()
            || self.chunks()[self.at].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| value != "indefinite");
        // What hangs on a noun of talks or plans is not there yet.
        let mut before = self.at;
        while before >= 2 && self.chunks()[before - 1].preposition().is_some() && self.chunks()[before - 2].noun().is_some() {
            before -= 2;
            if self.scene.items(before).iter().any(|item| item.is(lexicon, "not-yet") || item.is(lexicon, crate::lang::TRIGGER)) {
                return false;
            }
        }
        let told = |verb: Option<&VerbGroup>| {
            verb.is_some_and(|verb| {
                language.patterns.of_verb(verb.lemma, false).any(|pattern| pattern.spec.is("agreement")) || language.verb_is(verb.lemma, "deny") || verb.negated
            })
        };
        let near = (self.at + 1..self.scene.clauses.clause_end(self.at)).find_map(|index| self.chunks()[index].verb());
        definite && !told(near) && (ground || !told(self.governing().and_then(|verb| self.chunks()[verb].verb())))
    }

    /// Whether the trigger noun is an entry of a list that the sentence before announced.
    pub(super) fn in_list(&self) -> bool {
        self.reader.listed && self.chunks().iter().all(|chunk| chunk.verb().is_none_or(|verb| !verb.is_finite())) || self.is_counted_up()
    }

    /// "Treize accords ont été signés. Parmi eux figurent un accord sur A et un protocole sur B": whether the trigger noun is one of those counted up.
    fn is_counted_up(&self) -> bool {
        if !announced::counts_up(self.reader, self.scene) {
            return false;
        }
        let of = |index: usize| self.chunks()[index].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
        let link = self.at.checked_sub(1).map(|link| if of(link) { link.saturating_sub(1) } else { link });
        let joint = |link: usize| matches!(self.chunks()[link].kind, ChunkKind::Comma | ChunkKind::Conjunction(_) | ChunkKind::Stop | ChunkKind::Other);
        link.is_none_or(|link| joint(link) || self.chunks()[link].verb().is_some())
    }

    /// Whether the thing acted on has a general name and a definite article: it was spoken of before.
    pub(super) fn is_again(&self) -> bool {
        let Some(thing) = self.thing.filter(|_| !self.scene.sentence.part.eq(&crate::model::PartKind::Title)) else { return false };
        let definite =
            self.chunks()[thing].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "demonstrative"))
                || thing > 0 && self.chunks()[thing - 1].preposition().is_some_and(|preposition| self.reader.language.has_function("bare-of", preposition));
        let general = self.scene.items(thing).iter().any(|item| matches!(item.code(&self.reader.language.lexicon, "agreement-kind"), Some("agreement")));
        definite && general
    }

    /// Whether the only value of a slot is a body of many states.
    pub(super) fn speaks_for_many(&self, slots: &Slots, slot: &str) -> bool {
        slots.get(slot).any(|value| {
            matches!(value, Value::Entity(id) if slot == "parties" && self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "alliance"))
        })
    }

    pub(super) fn object(&self) -> Nouns {
        let object = self.welcomed().unwrap_or_else(|| self.scene.clauses.object(self.at));
        if self.verb().is_some_and(|verb| verb.voice == Voice::Passive) { self.named_before(object) } else { object }
    }

    pub(super) fn subject(&self) -> &Nouns {
        self.scene.told(self.at).subject.get_or_init(|| self.find_subject())
    }

    fn find_subject(&self) -> Nouns {
        let clauses = &self.scene.clauses;
        if let Some(verb) = self.verb() {
            // "X, ministre de l'Énergie, venu à Rome pour …": a participle of motion says what the person before it does.
            let motion = verb.tense == Tense::Participle && self.reader.language.verb_is(verb.lemma, "motion");
            if motion && let Some(person) = self.traveller() {
                return smallvec![person];
            }
            // "Arrivé à Rome mardi, X a parlé", "À peine arrivé à Rome, X a parlé"
            if motion && self.chunks()[..self.at].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other)) {
                return self.named_before(clauses.grammatical_subject(self.at));
            }
            return self.named_before(clauses.subject(self.at));
        }
        if let Some(owner) = self.whose_owner() {
            return smallvec![owner];
        }
        let of = clauses.complements(self.at, "of");
        let official = |noun: usize| self.scene.is(noun, "official");
        // "la rencontre des présidents de A et de B": offices of several stand in the phrase itself.
        let several = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.len().max(reference.countries.len()) > 1 && !item.is(&self.reader.language.lexicon, "group"));
        if of.is_empty() && self.scene.items(self.at).iter().any(several) {
            return smallvec![self.at];
        }
        // "la rencontre des présidents russe et kirghiz, X et Y": the names stand behind the offices.
        if let Some(names) = of.iter().copied().filter(|noun| official(*noun)).find_map(|noun| self.names_behind(noun)) {
            return names;
        }
        let acts = |noun: &usize| {
            self.chunks()[*noun]
                .noun()
                .is_some_and(|noun| noun.entities.iter().any(|id| matches!(id.kind(), EntityKind::Person | EntityKind::Country | EntityKind::Organisation)))
        };
        // "la réunion des présidents de A et de B"
        let within = |noun: usize| if official(noun) && !acts(&noun) { clauses.named_within(noun) } else { smallvec![noun] };
        let people: Nouns = of.iter().copied().flat_map(within).filter(acts).collect();
        if !people.is_empty() {
            return people;
        }
        // "la rencontre de son interlocuteur avec X": of somebody else, whoever that is.
        let theirs = |noun: &usize| {
            self.chunks()[*noun]
                .noun()
                .is_some_and(|noun| noun.entities.is_empty() && noun.determiner.as_deref().is_some_and(|value| value.starts_with("possessive")))
        };
        if of.first().is_some_and(theirs) {
            return Nouns::new();
        }
        // "la visite effectuée en A par X"
        let by: Nouns = self.made().map(|verb| clauses.complements(verb, "by")).unwrap_or_default().into_iter().filter(acts).collect();
        if !by.is_empty() {
            return by;
        }
        if let Some(verb) = clauses.relative_support(self.at) {
            let own = clauses.grammatical_subject(verb);
            return if self.is_during() && !own.iter().any(|noun| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.is_empty())) {
                self.subject_ahead(verb)
            } else {
                own
            };
        }
        if let Some(noun) = self.apposed() {
            return smallvec![noun];
        }
        // Supported by a verb, or inside an adverbial of one: its subject is the noun's.
        match clauses.main_verb(self.at) {
            Some(verb) if self.supported(verb) => {
                // "X sera reçu en visite à Y": the guest, not the host.
                let host = self.chunks()[verb].verb().filter(|group| self.is_governed() && self.reader.language.verb_is(group.lemma, "host"));
                let guest = host.is_some_and(|group| group.voice == Voice::Passive);
                // "a accueilli pour une visite de travail X": nor is it his who receives.
                let received = || host.is_some_and(|group| group.voice == Voice::Active) && verb < self.at && self.comes_along();
                let subject = match () {
                    () if guest => clauses.grammatical_subject(verb),
                    () if received() => clauses.grammatical_object(verb),
                    () => clauses.subject(verb),
                };
                let named = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.is_empty());
                if subject.iter().any(named) {
                    return subject;
                }
                // "La visite de X a débuté par une rencontre avec Y"
                let stay = |noun: &&usize| self.scene.is(**noun, crate::lang::TRIGGER);
                let owners: Nouns = subject.iter().filter(stay).flat_map(|noun| clauses.complements(*noun, "of")).filter(named).collect();
                if !owners.is_empty() {
                    return owners;
                }
                // "En visite à Rome, X, le nouveau ministre, a déclaré": the first person behind.
                let person = |noun: &usize| {
                    self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person))
                        && self.chunks()[*noun - 1].preposition().is_none()
                };
                let fronted = (self.at + 1..verb.max(self.at + 1)).find(person);
                let behind = (verb + 1..self.chunks().len().min(verb + 4)).find(person).filter(|_| verb < self.at);
                fronted.or(behind).map_or(subject, |noun| smallvec![noun])
            }
            // A heading without a verb: "le président X en visite à Y".
            None => (0..self.at)
                .rev()
                .find(|index| self.chunks()[*index].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person)))
                .into_iter()
                .collect(),
            _ => Nouns::new(),
        }
    }

    pub(super) fn supported(&self, verb: usize) -> bool {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let support = self.chunks()[verb].verb().is_some_and(|group| language.verb_is(group.lemma, "support"));
        let object = clauses.grammatical_object(verb).contains(&self.at);
        // "De passage à Rome, X": behind "of" only where nothing stands before that it could belong to.
        let alone = || self.at < 2 || matches!(self.chunks()[self.at - 2].kind, ChunkKind::Comma);
        let governed = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| !language.has_function("of", preposition) || alone());
        support && object || governed
    }

    /// One subject and several objects of one country: a fact of each pair.
    pub(super) fn each(&self, pattern: &Pattern, slots: &Slots) -> Option<Vec<Slots>> {
        let slot = pattern.each?;
        let people =
            |nouns: &[usize]| -> Vec<EntityId> { self.scene.clauses.entities(nouns).into_iter().filter(|id| id.kind() == EntityKind::Person).collect() };
        let (subject, objects) = (people(self.subject()), people(&self.object()));
        let lands: BTreeSet<_> = objects.iter().map(|id| self.reader.country_of(id)).collect();
        // Several who are at no one place were called one by one.
        let placed = pattern.slots.iter().any(|(slot, _)| *slot == "place");
        if subject.len() != 1 || objects.len() < 2 || placed && lands.len() != 1 {
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

    /// The parties that the sentence itself names together, or the two that the text is about where it names no others.
    pub(super) fn sure_pair(&self) -> Vec<EntityId> {
        // "a signé, après l'accord de 1997, un autre": who signs today is told of today.
        let signs = |verb: &VerbGroup| verb.is_finite() && self.reader.language.patterns.of_verb(verb.lemma, false).any(|pattern| pattern.spec.is("agreement"));
        if self.chunks().iter().filter_map(Chunk::verb).any(signs) {
            return Vec::new();
        }
        let own = self.reader.countries_in(self.scene);
        let main = || self.reader.main.filter(|main| own.iter().all(|id| main.contains(id))).map(|main| main.to_vec());
        self.reader.together(self.scene).map(<[EntityId]>::to_vec).or_else(main).unwrap_or_default()
    }

    /// The country that the text is about, where it is about one, and that is not among the parties yet.
    pub(super) fn other_side(&self, slots: &Slots) -> Option<EntityId> {
        let told = |id: &EntityId| slots.get("parties").any(|value| matches!(value, Value::Entity(other) if other == id));
        let two = self.reader.main.is_some_and(|main| !main.iter().any(told));
        self.reader.countries.first().filter(|first| !two && !told(first)).cloned()
    }

    /// The town or country that stands right behind the trigger, a word or a day between them aside: "était mardi à Rome".
    pub(super) fn right_where(&self) -> Option<&EntityId> {
        let chunks = self.chunks();
        let aside = chunks.get(self.at + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Date(_)));
        let next = self.at + 1 + usize::from(aside);
        let preposition = chunks.get(next).and_then(Chunk::preposition)?;
        let noun = chunks.get(next + 1).and_then(Chunk::noun).filter(|noun| noun.adjectives.is_empty())?;
        let place = |id: &&EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Country);
        noun.entities.first().filter(|id| place(id) && self.reader.language.has_function("where", preposition))
    }

    /// "des accords ont été signés avec A et B": one with each of them, by whom the list of parties begins or ends with.
    pub(super) fn with_each(&self, spec: &'static Spec, slots: &Slots, first: bool) -> Option<Vec<Slots>> {
        let thing = self.chunks()[self.thing?].noun()?;
        let open = thing.determiner.is_none() || thing.determiner.as_deref() == Some("indefinite");
        let many = open && thing.quantity.is_none() && {
            let words = self.scene.items(self.thing?);
            let plural = |item: &Item| self.reader.language.is_plural(item.span.of(self.reader.text));
            words.iter().all(|item| item.is(&self.reader.language.lexicon, "det") || item.is(&self.reader.language.lexicon, "adj") || plural(item))
        };
        let parties: Vec<&Value> = slots.get("parties").collect();
        let (own, others) = if first { parties.split_first() } else { parties.split_last() }.filter(|_| many)?;
        // "avec A (5 millions) et B (3 millions)": to each its own.
        let sums: Vec<_> = others.iter().map(|other| self.sum_in_brackets(other)).collect();
        let plain = if sums.iter().any(Option::is_some) { without(&without(slots, spec, "value"), spec, "currency") } else { slots.clone() };
        let made = |(other, sum): (&&Value, &Option<(f64, &str)>)| {
            let mut made = without(&plain, spec, "parties");
            made.add("parties", (*other).clone());
            made.add("parties", (*own).clone());
            if let Some((value, currency)) = sum {
                made.add("value", Value::Number(*value));
                self.add_code(spec, "currency", currency, &mut made);
            }
            made
        };
        Some(others.iter().zip(&sums).map(made).collect())
    }

    /// The sum in the bracket right behind somebody's name.
    fn sum_in_brackets(&self, value: &Value) -> Option<(f64, &str)> {
        let Value::Entity(id) = value else { return None };
        let chunks = self.chunks();
        let named = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.entities.contains(id));
        let open = 1 + chunks.iter().position(named).filter(|at| chunks.get(at + 1).is_some_and(|next| matches!(next.kind, ChunkKind::Open)))?;
        let inside = chunks[open + 1..].iter().take_while(|chunk| !matches!(chunk.kind, ChunkKind::Close));
        let mut quantities = inside.filter_map(|chunk| chunk.noun()?.quantity.as_deref());
        quantities.find_map(|(_, quantity)| quantity.unit.as_deref().filter(|unit| is_currency(unit)).map(|unit| (quantity.value, unit)))
    }
}
