//! Whether a verb tells who belongs to a body, or who came together; and of whom alone a second date is told.

use super::*;

impl Frame<'_> {
    /// Whether "of" and a noun stand right behind the object.
    pub(super) fn is_of_thing(&self) -> bool {
        let chunks = self.chunks();
        let of = |at: usize| chunks.get(at)?.preposition().filter(|value| self.reader.language.has_function("of", value));
        self.thing.is_some_and(|thing| thing > self.at && of(thing + 1).is_some() && chunks.get(thing + 2).is_some_and(|chunk| chunk.noun().is_some()))
    }

    /// Whether what a pattern of memberships reads is no body with its members: people brought together, a project that unites, a thing that is made.
    pub(super) fn is_no_club(&self, rule: &str) -> bool {
        let language = self.reader.language;
        let Some(verb) = self.verb() else { return matches!(rule, "membership/accession" | "membership/arrival") && self.is_open_accession() };
        match rule {
            "membership/comprise" | "membership/count" => self.gathers(verb) || verb.voice == Voice::Active && !self.is_of_club(),
            // "l'accord a créé une zone entre A et B": what is made is the body itself.
            "membership/founded" => {
                let made = || self.scene.clauses.grammatical_object(self.at).iter().any(|noun| self.reader.body_in(&self.chunks()[*noun]).is_some());
                verb.voice == Voice::Active && !language.verb_is(verb.lemma, "be-born") && !made()
            }
            // "la banque, dont font partie A et B": a body that nobody knows.
            "membership/part-of" => self.relative_whose().is_some() && self.whose_bearers().is_none() && !self.speaks_of_club(),
            _ => false,
        }
    }

    /// "a réuni à Rome A et B", "réunira A et B": an occasion, where a verb may tell of one.
    fn gathers(&self, verb: &VerbGroup) -> bool {
        let place = |noun: &usize| {
            let kinds = self.chunks()[*noun].noun().map(|noun| noun.entities.iter().map(EntityId::kind));
            kinds.into_iter().flatten().any(|kind| kind.is_place() && kind != EntityKind::Country)
        };
        // "Née à Rome, l'union réunit": not where a participle before it says something else.
        let here = |noun: usize| noun > self.at || self.chunks()[..noun].iter().all(|chunk| chunk.verb().is_none());
        self.reader.language.verb_is(verb.lemma, "gather")
            && (!matches!(verb.tense, Tense::Present | Tense::Imperfect | Tense::Participle | Tense::Gerund)
                || verb.modal.is_some()
                || self.scene.clauses.complements(self.at, "where").iter().any(|noun| here(*noun) && place(noun)))
    }

    /// Whether the subject is a body, or a word for one that was named before.
    fn is_of_club(&self) -> bool {
        let subject = self.scene.clauses.grammatical_subject(self.at);
        let Some(first) = subject.first() else { return true };
        let held = self.scene.is(*first, "event-kind");
        let named = self.chunks()[*first].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Organisation));
        !held && named || self.is_body_again(*first)
    }

    /// "l'organisation", "elle": a word that speaks of a body named before.
    fn is_body_again(&self, noun: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let plain = self.chunks()[noun].noun().is_some_and(|noun| noun.entities.is_empty());
        let again = |item: &Item| item.code(lexicon, "body-again") == Some("alliance") || item.code(lexicon, "pron") == Some("subject");
        plain && self.scene.items(noun).iter().any(again)
    }

    /// "les négociations sur l'adhésion de A à B", "soutient l'adhésion de A à B": talked of, wanted or feared.
    fn is_open_accession(&self) -> bool {
        let (chunks, language) = (self.chunks(), self.reader.language);
        let open = |noun: usize| self.scene.items(noun).iter().any(|item| ["not-yet", "accession-open"].iter().any(|class| item.is(&language.lexicon, class)));
        let mut head = self.at;
        while head >= 2 && chunks[head - 1].preposition().is_some() && chunks[head - 2].noun().is_some() {
            head -= 2;
            if open(head) {
                return true;
            }
        }
        let verb = (self.scene.clauses.clause_start(self.at).saturating_sub(1)..self.at).rev().find_map(|index| chunks[index].verb());
        verb.is_some_and(|verb| language.verb_is(verb.lemma, "unsettled"))
    }

    /// "Depuis son adhésion à l'union, A exporte davantage": the state whose it is.
    pub(super) fn own_state(&self) -> Nouns {
        let chunks = self.chunks();
        let done =
            self.at.checked_sub(1).and_then(|before| chunks[before].preposition()).is_some_and(|value| self.reader.language.has_function("once-done", value));
        let own = chunks[self.at].noun().and_then(|noun| noun.determiner.as_deref()) == Some("possessive");
        let state = |noun: &usize| chunks[*noun].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind() == EntityKind::Country));
        let verb = self.governing().filter(|_| done && own);
        verb.map(|verb| self.scene.clauses.grammatical_subject(verb)).filter(|nouns| nouns.len() == 1 && nouns.iter().all(state)).unwrap_or_default()
    }

    /// Whether a phrase without a name speaks of a body behind "of" or of its ranks: "le club des membres de", not "les sanctions de".
    pub(super) fn stands_for_club(&self, noun: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let head = |item: &Item| item.is(lexicon, "club-head") || item.is(lexicon, "official") || item.code(lexicon, "body-again") == Some("alliance");
        self.scene.items(noun).iter().any(head)
    }

    /// "a rejoint l'union", "a adhéré à l'organisation": the body named before.
    pub(super) fn joins_again(&self) -> bool {
        let clauses = &self.scene.clauses;
        let to = ["to", "inside"].iter().flat_map(|function| clauses.complements(self.at, function)).filter(|noun| *noun > self.at && *noun <= self.at + 3);
        let definite = |noun: &usize| self.chunks()[*noun].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| value != "indefinite");
        let alone = |noun: &usize| {
            self.chunks().get(noun + 1).is_none_or(|chunk| chunk.preposition().is_none_or(|value| !self.reader.language.has_function("of", value)))
        };
        self.verb().is_some()
            && clauses.grammatical_object(self.at).into_iter().chain(to).any(|noun| definite(&noun) && alone(&noun) && self.is_body_again(noun))
    }

    /// Where "whose" stands in the clause of the trigger.
    fn relative_whose(&self) -> Option<usize> {
        let whose = |index: &usize| self.chunks()[*index].preposition().is_some_and(|value| self.reader.language.has_function("whose", value));
        (0..self.at).rev().take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))).take(10).find(whose)
    }

    /// Whether the noun before "whose" speaks of a body named before.
    fn speaks_of_club(&self) -> bool {
        let before = self.relative_whose().and_then(|whose| (0..whose).rev().find(|index| self.chunks()[*index].noun().is_some()));
        before.is_some_and(|noun| self.is_body_again(noun) || self.reader.body_in(&self.chunks()[noun]).is_some())
    }

    /// "A a rejoint l'union en 2017, B en 2023 et C l'année suivante": of whom the verb says the same, each with a date of its own.
    pub(super) fn gapped(&self) -> Nouns {
        let chunks = self.chunks();
        let link = |index: usize| {
            let chunk = chunks.get(index).map(|chunk| &chunk.kind);
            matches!(chunk, Some(ChunkKind::Comma)) || matches!(chunk, Some(ChunkKind::Conjunction(value)) if value == "and")
        };
        let date = |index: usize| {
            let governed = usize::from(chunks.get(index).is_some_and(|chunk| chunk.preposition().is_some()));
            chunks.get(index + governed).filter(|chunk| matches!(chunk.kind, ChunkKind::Date(_))).map(|_| index + governed + 1)
        };
        let own = chunks.get(self.at + 1).and_then(Chunk::preposition);
        let state = |index: &usize| {
            let noun = chunks.get(*index).and_then(Chunk::noun);
            noun.is_some_and(|noun| !noun.entities.is_empty() && noun.entities.iter().all(|id| id.kind() == EntityKind::Country))
        };
        let mut found = Nouns::new();
        let end = self.scene.clauses.clause_end(self.at);
        let Some(mut next) = (self.at + 1..end).find_map(date) else { return found };
        loop {
            let links = (next..chunks.len()).take_while(|index| link(*index)).count();
            let again = usize::from(chunks.get(next + links).and_then(Chunk::preposition).is_some_and(|value| own == Some(value)));
            let Some(noun) = Some(next + links + again).filter(|noun| links > 0 && state(noun)) else { return found };
            let list = self.scene.clauses.coordinated_right(noun);
            let Some(after) = list.last().and_then(|last| date(last + 1)).filter(|_| list.iter().all(state)) else { return found };
            found.extend(list);
            next = after;
        }
    }

    /// "dix pays (A, B, C)": the names that fill a bracket, commas alone between them.
    pub(super) fn bracketed(&self, open: usize) -> Option<Nouns> {
        let chunks = self.chunks();
        matches!(chunks.get(open)?.kind, ChunkKind::Open).then_some(())?;
        let close = (open..chunks.len()).find(|index| matches!(chunks[*index].kind, ChunkKind::Close))?;
        let link = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Conjunction(_));
        let named = |chunk: &Chunk| chunk.noun().is_some_and(|noun| !noun.entities.is_empty());
        let list: Nouns = (open + 1..close).filter(|index| named(&chunks[*index])).collect();
        let plain = chunks[open + 1..close].iter().all(|chunk| link(chunk) || named(chunk));
        (plain && list.len() > 1).then_some(list)
    }
}
