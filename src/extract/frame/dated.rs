//! Which dates of a sentence are not those of what a trigger tells of.

use super::*;

/// Nobody says of so many years ahead when people meet or sign.
const FAR: i16 = 5;

impl Frame<'_> {
    /// "ont évoqué le forum prévu en juin": whether a date is of what a participle tells to be planned, which is not the trigger.
    pub(super) fn is_of_plan(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let planned = |at: &usize| chunks[*at].verb().is_some_and(|verb| verb.tense == Tense::Participle && self.reader.language.verb_is(verb.lemma, "plan"));
        let Some(at) = date.checked_sub(if date > 0 && chunks[date - 1].preposition().is_some() { 2 } else { 1 }).filter(planned).filter(|at| *at != self.at)
        else {
            return false;
        };
        self.verb().is_some() || self.at > at || (self.at + 1..at).any(|index| chunks[index].verb().is_some())
    }

    /// "lors d'une conférence de presse, ont annoncé la signature, en avril prochain, d'un accord", "une stratégie « Horizon 2040 »": whether a date is to
    /// come, and what the trigger tells is over, or so far away that nobody sets a day for it.
    pub(super) fn is_beyond_reach(&self, date: usize) -> bool {
        let ChunkKind::Date(said) = &self.chunks()[date].kind else { return false };
        let Some(ahead) = self.reader.when(said).and_then(|when| self.reader.calendar.years_ahead(when)) else { return false };
        let past = |verb: &VerbGroup| verb.is_finite() && verb.tense == Tense::Past && verb.modal.is_none();
        let over = match self.verb() {
            Some(verb) => past(verb),
            None => self.is_during() && self.scene.clauses.finite_behind(self.at).and_then(|verb| self.chunks()[verb].verb()).is_some_and(past),
        };
        over || ahead > FAR
    }

    /// "X s'est rendu à Rome en mai, et Y a reçu Z": whether a date before the trigger is of what somebody else did.
    pub(super) fn is_of_others(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let Some(own) = (if self.verb().is_some_and(VerbGroup::is_finite) { Some(self.at) } else { self.governing() }) else { return false };
        let first = (0..date.min(own)).rev().find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        let joined = || {
            let and = (date..own).find(|index| matches!(&chunks[*index].kind, ChunkKind::Conjunction(value) if value == "and" || value == "but"));
            let subject = self.scene.clauses.grammatical_subject(own);
            and.zip(subject.first().copied()).is_some_and(|(and, subject)| and < subject && subject < own)
        };
        first.is_some_and(|first| {
            first < date && date < own && joined() && self.scene.clauses.grammatical_subject(first) != self.scene.clauses.grammatical_subject(own)
        })
    }

    /// "Le 5 mai, l'accord signé entre A et B est entré en vigueur", "évoqué lundi les accords signés lors de la visite": whether a date is of
    /// the clause in which a participle only says what a noun is, unless that was on the same occasion.
    pub(super) fn is_of_clause(&self, date: usize) -> bool {
        let chunks = self.chunks();
        // "un plan de travail pour 2026": for when a paper is, it was not made then.
        if self.thing.is_some() && date > self.at && chunks[date - 1].preposition().is_some_and(|value| self.reader.language.has_function("for", value)) {
            return true;
        }
        let participle = |at: &usize| chunks[*at].verb().is_some_and(|verb| verb.tense == Tense::Participle);
        let own = if self.verb().is_some() { Some(self.at) } else { self.at.checked_sub(2).filter(|_| self.is_during()) };
        let Some(at) = own.filter(|at| date < *at && participle(at)) else { return false };
        let then = || self.scene.sentence.items[chunks[at].end..].iter().take(3).any(|item| item.is(&self.reader.language.lexicon, "on-that-day"));
        chunks[date..at].iter().any(|chunk| chunk.noun().is_some()) && !then()
    }

    /// "À Rome, où il est arrivé mardi, X aura un entretien": whether a date before the trigger is of a relative clause between commas.
    pub(super) fn is_inserted(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let Some(own) = (if self.verb().is_some_and(VerbGroup::is_finite) { Some(self.at) } else { self.governing() }).filter(|own| date < *own) else {
            return false;
        };
        let Some(opens) = (0..date).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Stop)) else { return false };
        let comma = |index: usize| matches!(chunks[index].kind, ChunkKind::Comma);
        let told = (opens + 1..date).any(|index| chunks[index].verb().is_some_and(VerbGroup::is_finite)) && !(opens..date).any(comma);
        matches!(chunks[opens].kind, ChunkKind::Relative(_)) && opens > 0 && comma(opens - 1) && told && (date + 1..own).any(comma)
    }

    /// "La veille, le 3 juillet": whether a date says more exactly what the one at an index says.
    pub(super) fn is_restated(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let exact = |chunk: &Chunk| matches!(&chunk.kind, ChunkKind::Date(date) if date.placed.is_some() && date.from.day.is_some());
        let loose = matches!(&chunks[date].kind, ChunkKind::Date(date) if date.from.month.is_none() && date.from.year.is_none());
        loose && chunks.get(date + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)) && chunks.get(date + 2).is_some_and(exact)
    }

    /// "son deuxième voyage après octobre 2018", "depuis sa prise de fonction en mars 2024": what was before.
    pub(super) fn is_before(&self, date: usize) -> bool {
        if date <= self.at {
            return false;
        }
        let lexicon = &self.reader.language.lexicon;
        let word = |start: usize| start.checked_sub(1).and_then(|before| self.scene.sentence.items[before].code(lexicon, "after-word"));
        let within = |index: &usize| self.chunks()[*index].noun().is_some() || self.chunks()[*index].preposition().is_some();
        let noun = |index: &usize| self.chunks()[*index].noun().is_some_and(|noun| noun.entities.is_empty());
        word(self.chunks()[date].start).is_some()
            || self.scene.classes.may_have("after-word")
                && (self.at + 1..date).rev().take_while(within).filter(noun).any(|index| word(self.chunks()[index].start) == Some("since"))
    }

    /// Whether a semicolon parts a date behind it from the trigger, or a clause that tells something else: "…, qui a atteint 2 millions en 2022".
    pub(super) fn is_beyond(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let whose = |at: usize| chunks[at].preposition().is_some_and(|value| self.reader.language.has_function("whose", value));
        let opens = |at: &usize| matches!(chunks[*at].kind, ChunkKind::Relative(_) | ChunkKind::Subordinator(_)) || whose(*at);
        let other = || {
            // "la visite que X a effectuée en mai": the relative clause on the trigger noun tells of it.
            let own = if self.verb().is_some() { 1 } else { 3 };
            let clause = (self.at + own..date).rev().find(opens)?;
            (clause + 1..date).find(|verb| chunks[*verb].verb().is_some_and(VerbGroup::is_finite))
        };
        // "X se trouvait à Rome et devait assister mercredi à un défilé": what is still to come has its own time.
        let ahead = |index: usize| {
            let verb = chunks[index].verb().filter(|verb| verb.is_finite());
            verb.is_some_and(|verb| verb.tense == Tense::Future || matches!(verb.modal, Some(Modal::Future | Modal::Duty)))
        };
        let own = || if self.verb().is_some() { Some(self.at) } else { self.governing() };
        let later = || (self.at + 1..date).any(ahead) && !own().is_some_and(|own| own > self.at || ahead(own));
        date > self.at && (chunks[self.at..date].iter().any(|chunk| chunk.span.of(self.reader.text) == ";") || other().is_some() || later())
    }

    /// "l'Expo 2025": a year right behind a noun belongs to its name.
    pub(super) fn is_of_a_name(&self, date: usize) -> bool {
        let figure = self.chunks()[date].span.of(self.reader.text).bytes().all(|byte| byte.is_ascii_digit());
        let capital = |noun: usize| self.scene.items(noun).last().is_some_and(|item| item.capital);
        figure && date.checked_sub(1).is_some_and(|noun| self.chunks()[noun].noun().is_some() && capital(noun))
    }

    /// "X, dont la visite s'achèvera mercredi": whether a date is that of the end of what the trigger noun tells of.
    pub(super) fn is_end(&self, date: usize) -> bool {
        let verb = self.governing().filter(|verb| self.verb().is_none() && (*verb..self.scene.clauses.clause_end(*verb)).contains(&date) && *verb > self.at);
        let group = verb.and_then(|verb| self.chunks()[verb].verb());
        group.is_some_and(|group| self.reader.language.verb_is(group.lemma, "come-to-end"))
    }

    /// "ont signé un protocole à l'accord signé le 13 mars": whether a date is of the participle right before it, which a noun behind
    /// the trigger has, or of what was done next.
    pub(super) fn is_of_another(&self, date: usize) -> bool {
        let chunks = self.chunks();
        if (self.at + 1..date).any(|verb| self.scene.clauses.comes_next(verb)) {
            return true;
        }
        if self.is_of_a_paper(date) {
            return true;
        }
        let participle = date.checked_sub(1).filter(|before| chunks[*before].verb().is_some_and(|verb| verb.tense == Tense::Participle));
        let comma = |noun: usize| usize::from(self.verb().is_some() && noun > 0 && matches!(chunks[noun].kind, ChunkKind::Comma));
        let noun = participle.and_then(|before| before.checked_sub(1)).map(|noun| noun - comma(noun));
        noun.is_some_and(|noun| noun > self.at && chunks[noun].noun().is_some()) || self.is_of_deed(date)
    }

    /// "ont signé un protocole amendant l'accord de 1997": whether a date is that of another paper, behind its noun.
    pub(super) fn is_of_a_paper(&self, date: usize) -> bool {
        let of = |at: usize| self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
        let mut noun = date;
        while noun >= 2 && of(noun - 1) && self.chunks()[noun - 2].noun().is_some() {
            noun -= 2;
            let own = self.thing == Some(noun) || self.thing.is_none() && noun == self.at || noun <= self.at;
            if !own && self.scene.is(noun, "agreement-kind") {
                return true;
            }
        }
        false
    }

    /// "s'est entretenu du traité signé à Rome en 2020": whether a year or month is of a participle behind the trigger, with where it was done between;
    /// what took place was then.
    pub(super) fn is_of_deed(&self, date: usize) -> bool {
        let chunks = self.chunks();
        let ChunkKind::Date(when) = &chunks[date].kind else { return false };
        let place = |noun: usize| chunks[noun].noun().is_some_and(|noun| !noun.entities.is_empty());
        let ruled = |noun: usize| noun > 0 && chunks[noun - 1].preposition().is_some();
        let mut before = date;
        while before > self.at + 2 && (chunks[before - 1].preposition().is_some() || place(before - 1) && ruled(before - 1)) {
            before -= 1;
        }
        let done = |verb: &VerbGroup| verb.tense == Tense::Participle && !self.reader.language.verb_is(verb.lemma, "happen");
        let deed = before.checked_sub(1).filter(|at| chunks[*at].verb().is_some_and(done));
        // "l'accord entre A et B, signé à Rome en 2020"
        let noun = |at: usize| if self.verb().is_some() && self.scene.clauses.comma(at - 1) { at - 2 } else { at - 1 };
        when.from.day.is_none()
            && deed.is_some_and(|at| at > self.at + 2 && chunks[noun(at)].noun().is_some() || at == self.at + 2 && chunks[at - 1].noun().is_some())
    }
}
