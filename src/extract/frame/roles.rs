//! Whom a trigger is about: its subject and object, the verb it hangs on, and how far what it says has come.

use super::*;

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
                let verb = self.scene.clauses.main_verb(self.at)?;
                // Behind its verb in one clause, or its subject, or its object.
                let behind = verb < self.at && self.scene.clauses.clause_end(verb) > self.at && self.at - verb <= 3;
                let near =
                    behind || self.scene.clauses.grammatical_object(verb).contains(&self.at) || self.scene.clauses.grammatical_subject(verb).contains(&self.at);
                near.then(|| self.chunks()[verb].verb()).flatten()
            }
        }
    }

    pub(super) fn standing(&self) -> Standing {
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
    pub(super) fn object_holds(&self, class: &str) -> bool {
        let nouns = if self.verb().is_some() { self.object() } else { [vec![self.at], self.scene.clauses.complements(self.at, "of")].concat() };
        nouns.iter().any(|noun| self.scene.items(*noun).iter().any(|item| item.is(&self.reader.language.lexicon, class)))
    }

    pub(super) fn object(&self) -> Vec<usize> {
        self.scene.clauses.object(self.at)
    }

    pub(super) fn subject(&self) -> Vec<usize> {
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

    pub(super) fn supported(&self, verb: usize) -> bool {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let support = self.chunks()[verb].verb().is_some_and(|group| language.verb_is(language.lexicon.value(group.lemma), "support"));
        let object = clauses.grammatical_object(verb).contains(&self.at);
        let governed = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| !language.has_function("of", preposition));
        support && object || governed
    }

    /// One subject and several objects of one country: a fact of each pair.
    pub(super) fn each(&self, pattern: &Pattern, slots: &Slots) -> Option<Vec<Slots>> {
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
}
