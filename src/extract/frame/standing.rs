//! How far what a trigger says has come: done, to come, or denied, merely possible, conditional or asked.

use super::*;

/// A participle that a trigger noun hangs on stands no farther before it.
const NEAR: usize = 7;

impl Frame<'_> {
    pub(super) fn standing(&self) -> Standing {
        match self.said_standing() {
            // "Si les pourparlers aboutissent, l'accord sera signé", "vont-ils signer ?": neither is said to come.
            Standing::Planned if self.is_open() => Standing::Unreal,
            Standing::Real if self.is_counted_on() => Standing::Planned,
            standing if standing != Standing::Unreal && (self.is_condition() || self.is_asked()) => Standing::Unreal,
            standing => standing,
        }
    }

    /// "table sur la signature": what somebody counts on is yet to come.
    fn is_counted_on(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.scene.items(before).last());
        self.verb().is_none() && before.is_some_and(|item| item.is(&self.reader.language.lexicon, "forecast-word"))
    }

    /// The trigger stands in a clause of condition, or behind "in case of", "for lack of".
    fn is_condition(&self) -> bool {
        let language = self.reader.language;
        let chunks = self.chunks();
        let ruled = self.at.checked_sub(1).and_then(|before| chunks[before].preposition()).is_some_and(|value| language.has_function("condition", value));
        let opener = (0..self.at)
            .rev()
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Comma | ChunkKind::Relative(_)))
            .find(|index| matches!(chunks[*index].kind, ChunkKind::Subordinator(_)));
        ruled || opener.is_some_and(|index| matches!(&chunks[index].kind, ChunkKind::Subordinator(value) if value == "condition"))
    }

    /// Whether a sentence sets a condition somewhere, or asks.
    fn is_open(&self) -> bool {
        self.asks() || self.chunks().iter().any(|chunk| matches!(&chunk.kind, ChunkKind::Subordinator(value) if value == "condition"))
    }

    /// Whether the trigger is the verb of a question.
    fn is_asked(&self) -> bool {
        self.verb().is_some_and(VerbGroup::is_finite) && self.asks()
    }

    fn asks(&self) -> bool {
        self.chunks().last().is_some_and(|chunk| chunk.span.of(self.reader.text).ends_with('?'))
    }

    /// "ont mis fin à leur partenariat": the verb and its bare noun end what stands behind.
    fn is_ended(&self) -> bool {
        self.governing().filter(|verb| *verb < self.at).is_some_and(|verb| (verb + 1..self.at).take(2).any(|near| self.scene.is(near, "end-word")))
    }

    /// "X, attendu dimanche à Rome pour une visite": a participle before the trigger noun says that it is yet to come.
    fn is_awaited(&self) -> bool {
        let awaits =
            |verb: &VerbGroup| self.reader.language.patterns.of_verb(verb.lemma, false).any(|pattern| pattern.set.iter().any(|(_, code)| code == "planned"));
        let near = (0..self.at).rev().take(NEAR).take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_)));
        let verb = near.into_iter().find_map(|index| self.chunks()[index].verb());
        self.is_governed() && verb.is_some_and(|verb| verb.tense == Tense::Participle && awaits(verb))
    }

    /// "sera réduite une fois l'accord signé": what must be done before something else that is to come.
    fn is_once_done(&self) -> bool {
        let chunks = self.chunks();
        if !self.scene.classes.may_have("once") || !self.verb().is_some_and(|verb| verb.tense == Tense::Participle) {
            return false;
        }
        let near = (0..self.at).rev().take(NEAR).take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Comma));
        let once = near.into_iter().any(|index| self.scene.is(index, "once"));
        let ahead = |verb: &VerbGroup| matches!(verb.tense, Tense::Future | Tense::Conditional) || verb.modal.is_some();
        once && chunks.iter().filter_map(Chunk::verb).any(ahead)
    }

    fn said_standing(&self) -> Standing {
        let language = self.reader.language;
        // "a démenti avoir signé"
        let before = self.at.checked_sub(1).and_then(|before| self.chunks()[before].verb());
        if self.verb().is_some() && before.is_some_and(|before| language.verb_is(before.lemma, "deny")) {
            return Standing::Unreal;
        }
        // "ne cite aucun accord signé avec A"
        let of_none = |before: usize| self.chunks()[before].noun().is_some() && self.scene.is(before, "none-of");
        if self.verb().is_some_and(|verb| verb.tense == Tense::Participle) && self.at.checked_sub(1).is_some_and(of_none) {
            return Standing::Unreal;
        }
        if self.is_once_done() {
            return Standing::Planned;
        }
        let infinitive = self.verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        if self.verb().is_none() {
            // "ont accepté de préparer la conclusion d'un accord"
            let before = before.filter(|before| before.tense == Tense::Infinitive);
            if let Some(before) = before.filter(|before| language.verb_is(before.lemma, "plan") || language.verb_is(before.lemma, "deny")) {
                return if language.verb_is(before.lemma, "deny") { Standing::Unreal } else { Standing::Planned };
            }
            let ahead = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| language.has_function("ahead", preposition));
            let unreal = self.scene.is(self.at, "unreal-word");
            // "La rencontre prévue mardi a été annulée"
            let called_off = self.ruling_verb().is_some_and(|verb| language.verb_is(verb.lemma, "call-off"));
            if unreal || called_off || self.is_ended() {
                return Standing::Unreal;
            }
            // "La rencontre prévue mardi a eu lieu"
            let took_place = |verb: &VerbGroup| {
                let past = verb.tense == Tense::Past && !verb.negated && verb.modal.is_none();
                past && language.verb_is(verb.lemma, "happen") && !language.verb_is(verb.lemma, "plan")
            };
            if ahead || (self.is_ahead() || self.is_awaited()) && !self.ruling_verb().is_some_and(took_place) {
                return Standing::Planned;
            }
        }
        let Some(verb) = self.ruling_verb() else { return if infinitive { Standing::Planned } else { Standing::Real } };
        // "n'a rien signé lors de la visite": the visit is no less real; "pourrait signer lors de la visite": it is to come.
        if self.verb().is_none() && self.is_during() {
            let ahead = verb.modal.is_some() || matches!(verb.tense, Tense::Future) || verb.tense == Tense::Conditional && !self.reported_past();
            return if ahead { Standing::Planned } else { Standing::Real };
        }
        if verb.negated {
            return if self.last_time().is_some() { Standing::Real } else { Standing::Unreal };
        }
        if infinitive && self.is_first_to() {
            return Standing::Real;
        }
        if self.is_hoped() || infinitive && (self.is_needed() || self.is_bidden()) {
            return Standing::Unreal;
        }
        // "il est prévu que A et B signent": yet to come.
        let own = self.verb().is_some() && matches!(verb.tense, Tense::Present | Tense::Subjunctive);
        if own && self.above().is_some_and(|above| !above.negated && language.verb_is(above.lemma, "plan")) {
            return Standing::Planned;
        }
        let lemma = verb.lemma;
        // "s'attend à ce que A devienne membre": it is not yet.
        if self.verb().is_none() && verb.tense == Tense::Subjunctive && language.verb_is(lemma, "turn-into") {
            return Standing::Unreal;
        }
        // "dont la visite s'achèvera mercredi": what will end has begun.
        let ends_by = self.governing().is_some_and(|verb| verb < self.at && (self.is_governed() || self.goes_with_first(verb)));
        if self.verb().is_none() && !ends_by && language.verb_is(lemma, "come-to-end") {
            return Standing::Real;
        }
        match (verb.modal, verb.tense) {
            // "a pu rencontrer X": was able to, and did.
            // "est allé rencontrer X"
            (Some(Modal::May | Modal::Future), Tense::Past) if self.verb().is_some_and(VerbGroup::is_finite) => Standing::Real,
            (Some(Modal::May), _) => Standing::Unreal,
            // "aurait dû signer": has not; "devrait être signé" will be.
            (Some(Modal::Duty), Tense::Conditional) if self.verb().is_some() && self.verbs() > 2 + usize::from(verb.voice == Voice::Passive) => {
                Standing::Unreal
            }
            (Some(Modal::Future | Modal::Duty | Modal::Wish), _) | (_, Tense::Future) => Standing::Planned,
            // "a déclaré qu'il se rendrait": what was to come when it was said.
            (_, Tense::Conditional) => {
                if self.reported_past() {
                    Standing::Planned
                } else if self.is_hearsay() {
                    Standing::Real
                } else {
                    Standing::Unreal
                }
            }
            _ if infinitive && language.verb_is(lemma, "deny") => Standing::Unreal,
            (_, Tense::Past) if infinitive && language.verb_is(lemma, "witness") => Standing::Real,
            // "a fini par rencontrer X", "a eu l'occasion de rencontrer X"
            (_, Tense::Past) if infinitive && (language.verb_is(lemma, "does-so") || self.is_by_chance()) => Standing::Real,
            // "ont adopté un plan avant de signer un accord"
            (_, Tense::Past)
                if infinitive && self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|value| language.has_function("next-to", value)) =>
            {
                Standing::Real
            }
            // "viennent de signer"
            _ if infinitive && language.verb_is(lemma, "recent") => Standing::Real,
            _ if infinitive => Standing::Planned,
            // "ont discuté de la signature", "appelle à une rencontre": talked of, not done.
            _ if self.verb().is_none() && language.verb_is(lemma, "deny") => Standing::Unreal,
            _ if self.verb().is_none() && language.verb_is(lemma, "plan") => Standing::Planned,
            _ => Standing::Real,
        }
    }

    /// "a invité X à se rendre à Bakou", "a demandé à X de signer": what somebody is asked to do, but not what "a permis à X de" do.
    fn is_bidden(&self) -> bool {
        let clauses = &self.scene.clauses;
        let asking = clauses.finite_before(self.at).filter(|verb| !clauses.let_do(*verb, self.at).is_empty());
        let lemma = asking.and_then(|verb| self.chunks()[verb].verb()).map(|verb| verb.lemma);
        lemma.is_some_and(|lemma| ["does-so", "watch"].iter().all(|class| !self.reader.language.verb_is(lemma, class)))
    }

    /// The verb that the clause of the trigger hangs on by "that".
    fn above(&self) -> Option<&VerbGroup> {
        // "que A devienne membre de B": a noun stands in the clause of its verb.
        let at = self.governing().filter(|verb| self.verb().is_none() && *verb < self.at).unwrap_or(self.at);
        let start = self.scene.clauses.clause_start(at);
        let that = start.checked_sub(1).filter(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "object"))?;
        // "espère sincèrement que"
        self.chunks()[..that].iter().rev().find(|chunk| !matches!(chunk.kind, ChunkKind::Other)).and_then(Chunk::verb)
    }

    /// "a atterri le 8 octobre pour une visite": whether the verb before the trigger noun says that it is over.
    pub(super) fn is_past_by_verb(&self) -> bool {
        let before = self.governing().filter(|verb| *verb < self.at);
        before.and_then(|verb| self.chunks()[verb].verb()).is_some_and(|verb| verb.tense == Tense::Past && verb.modal.is_none())
    }

    fn reported_past(&self) -> bool {
        let language = self.reader.language;
        self.above().is_some_and(|verb| matches!(verb.tense, Tense::Past | Tense::Imperfect) && language.verb_is(verb.lemma, "say"))
    }

    /// "selon X, A et B auraient signé": done, as somebody says whom the fact is attributed to.
    fn is_hearsay(&self) -> bool {
        self.verbs() > 1 && !self.is_open() && self.reader.attribution(self.scene, self.at).is_some()
    }

    /// "a eu l'honneur de rencontrer X": whether the infinitive hangs on the object of "have" that says that it was done.
    fn is_by_chance(&self) -> bool {
        let noun = self.at.checked_sub(2).filter(|noun| *noun > 0 && self.chunks()[noun + 1].preposition().is_some());
        noun.is_some_and(|noun| {
            let have = self.chunks()[noun - 1].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "have"));
            have && self.scene.is(noun, "chance-had")
        })
    }

    /// How many verbs the trigger's group has.
    fn verbs(&self) -> usize {
        self.scene.items(self.at).iter().filter(|item| item.is(&self.reader.language.lexicon, "verb")).count()
    }

    /// "la nécessité de signer un accord": an encounter or a paper that somebody wants is none yet.
    fn is_needed(&self) -> bool {
        let of = self.at.checked_sub(1).and_then(|before| self.chunks()[before].preposition());
        let noun = self.at.checked_sub(2).filter(|_| of.is_some_and(|value| self.reader.language.has_function("of", value)));
        noun.is_some_and(|noun| self.scene.is(noun, "need-word"))
    }

    /// "espère que l'accord sera signé", "le souhait que l'accord soit conclu"
    fn is_hoped(&self) -> bool {
        let language = self.reader.language;
        let that = self.scene.clauses.clause_start(self.at).checked_sub(1).filter(|that| matches!(self.chunks()[*that].kind, ChunkKind::Relative(_)));
        let wished = that.and_then(|that| that.checked_sub(1)).is_some_and(|noun| self.scene.is(noun, "hope-word"));
        wished || self.above().is_some_and(|verb| language.verb_is(verb.lemma, "hope"))
    }
}
