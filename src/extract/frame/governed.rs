//! What the prepositions of a clause add to a trigger, but for what is another's.

use super::*;

impl Frame<'_> {
    /// The complements of the trigger behind a preposition of this function, but for those that are another's.
    pub(super) fn governed_by(&self, spec: &'static Spec, function: &str) -> Nouns {
        let mut nouns = self.scene.clauses.complements(self.at, function);
        // "avec le concours de A": who helps is no party.
        if function == "with" && matches!(spec.name, "agreement" | "meeting") {
            nouns.retain(|noun| !self.scene.is(*noun, "help-word"));
        }
        nouns = self.of_one(nouns, function);
        // "a évoqué les relations avec A": with a state are the relations, no talk; a person may be the one who is talked with.
        if spec.is("meeting") && function == "with" && self.verb().is_some() {
            let matter = |noun: usize| {
                let before = noun.checked_sub(2).filter(|before| *before != self.at);
                before.is_some_and(|before| self.scene.is(before, "cooperation-word"))
            };
            let person = |noun: usize| self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
            nouns.retain(|noun| person(*noun) || !matter(*noun));
        }
        let other = match (spec.name, function) {
            // "au moment de la rencontre, le commerce entre A et B"
            ("meeting", "between") => self.verb().is_none() && nouns.first().is_some_and(|first| self.is_parted(*first)),
            // "a parlé de l'adhésion à A": what another noun has is not whom the verb speaks to.
            ("meeting", "addressed") => {
                let other = |index: usize| self.chunks()[index].noun().is_some();
                self.thing.is_none() && nouns.first().is_some_and(|first| *first > self.at && (self.at + 1..*first).any(other))
            }
            // "réunit des compagnies de A": only what the verb itself says to be of something.
            ("membership", "of") => {
                let mut behind = self.chunks()[self.at + 1..].iter().skip_while(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Date(_)));
                let own = behind.next().is_some_and(|chunk| chunk.preposition().is_some());
                self.verb().is_some() && self.thing.is_none() && !own
            }
            _ => false,
        };
        if other { Nouns::new() } else { nouns }
    }

    /// "avec sept pays africains": whether it is with states that the text does not name.
    pub(super) fn is_with_unnamed(&self) -> bool {
        let unnamed = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.is_empty()) && self.scene.is(*noun, "states-word");
        self.scene.clauses.complements(self.at, "with").iter().any(unnamed)
    }

    /// "un contrat avec X et un autre avec Y": of several papers, each with whom it is told; "un accord sur Z et un contrat entre X et Y".
    pub(super) fn of_one(&self, mut nouns: Nouns, function: &str) -> Nouns {
        let Some((thing, until)) = self.thing.zip(self.until) else { return nouns };
        let own = |noun: &usize| (thing..until).contains(noun);
        let paper = |index: usize| self.scene.is(index, "agreement-kind");
        let of_another = |noun: &usize| (self.at + 1..*noun).any(|index| index != thing && paper(index));
        if function == "with" && nouns.iter().any(own) {
            nouns.retain(|noun| own(noun));
        } else if function == "between" {
            nouns.retain(|noun| own(noun) || !of_another(noun));
        }
        nouns
    }

    /// Whether another noun that is no place stands between the trigger noun and a complement of it.
    pub(super) fn is_parted(&self, complement: usize) -> bool {
        let language = self.reader.language;
        let place = |value| language.has_function("where", value) || language.has_function("of", value);
        // "un entretien consacré aux rapports entre A et B"
        let about = |index: usize| {
            let verb = self.chunks()[index].verb().filter(|verb| verb.tense == Tense::Participle);
            verb.is_some_and(|verb| !language.verb_is(verb.lemma, "happen"))
        };
        let other = |index: usize| self.chunks()[index].noun().is_some() && !self.chunks()[index - 1].preposition().is_some_and(place);
        (self.at + 1..complement).any(|index| other(index) || about(index))
    }

    /// "Lors de l'entretien qu'il a eu avec X, Y a parlé": the subject that follows the clause of a verb, for which a pronoun stands there.
    pub(super) fn subject_ahead(&self, verb: usize) -> Nouns {
        let comma = (verb..self.chunks().len()).find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Comma)).unwrap_or(verb);
        let main = (comma..self.chunks().len()).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        main.map(|main| self.scene.clauses.grammatical_subject(main)).unwrap_or_default().into_iter().filter(|noun| *noun > comma).collect()
    }
}
