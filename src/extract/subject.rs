//! Who does it: the grammatical subjects of verbs, before them, behind them, shared or told by a relative.

use crate::{
    extract::{
        chunk::{Chunk, ChunkKind, GOVERNED, NounPhrase, Nouns, Voice},
        clause::Clauses,
    },
    lang::Tense,
    model::EntityKind,
};

/// So far behind a verb of saying its subject may stand.
const FAR: usize = 12;
/// What is put between a noun and what hangs on it is no longer.
const INSERTION: usize = 5;

impl Clauses<'_> {
    /// Whether two towns or two countries stand behind prepositions of place, the second at `next`.
    pub(super) fn same_sort(&self, at: usize, next: usize) -> bool {
        let lies = |index: usize| self.chunks.get(index).and_then(Chunk::preposition).is_some_and(|value| self.language.has_function("where", value));
        let sort = |noun: usize| {
            let kind = self.chunks.get(noun).and_then(Chunk::noun)?.entities.first()?.kind();
            matches!(kind, EntityKind::Country | EntityKind::City).then_some(kind)
        };
        at > 0 && lies(at - 1) && lies(next) && sort(at).is_some() && sort(at) == sort(next + 1)
    }

    /// The noun phrases that are the grammatical subject of the verb at `at`.
    pub fn grammatical_subject(&self, at: usize) -> Nouns {
        self.lists.get(self.chunks.len() + at, || self.find_subject(at))
    }

    fn find_subject(&self, at: usize) -> Nouns {
        let Some(verb) = self.chunks.get(at).and_then(Chunk::verb) else { return Nouns::new() };
        if let Some(speaker) = self.narrated(at) {
            return Nouns::from_slice(&[speaker]);
        }
        if !verb.is_finite() {
            let finite = self.finite_before(at).filter(|_| !self.opens_next(at));
            let let_do = finite.filter(|_| verb.tense == Tense::Infinitive).map(|finite| self.let_do(finite, at)).filter(|doers| !doers.is_empty());
            if let Some(doers) = let_do {
                return doers;
            }
            // "En visite à Moscou, X ..." and gerunds before the main verb take the subject that follows.
            return match finite {
                Some(finite) => self.grammatical_subject(finite),
                None => {
                    let told = |index: usize| self.chunks[index].verb().is_some_and(|verb| verb.is_finite()) && !self.is_relative(index);
                    let finite = (at + 1..self.chunks.len()).find(|index| told(*index));
                    finite.map(|finite| self.past_told(at, finite).unwrap_or_else(|| self.grammatical_subject(finite))).unwrap_or_default()
                }
            };
        }
        // "…, a déclaré X": behind a verb of saying that ends a quotation or report, its speaker stands.
        let lemma = verb.lemma;
        let says = self.language.verb_is(lemma, "say")
            || verb.voice == Voice::Reflexive && self.language.verb_is(lemma, "say-oneself")
            || self.language.verb_is(lemma, "say-quoted");
        if says {
            let speaker = self.inverted(at);
            if at > 0 && !speaker.is_empty() {
                return speaker;
            }
        }
        let mut index = self.past_gerund(at).unwrap_or(at);
        // What an apposition says more of.
        let mut described = None;
        while index > 0 {
            index -= 1;
            match &self.chunks[index].kind {
                ChunkKind::Preposition(value) if index + 1 == at && self.language.has_function("whose", value) => return self.behind_whose(at),
                // "X (Hongrie) et Y (Slovaquie) se sont rencontrés"
                ChunkKind::Close => index = self.before_bracket(index + 1).min(index),
                ChunkKind::Relative(value) if value == "subject" => return self.antecedent(index),
                ChunkKind::Relative(_) | ChunkKind::Stop | ChunkKind::Subordinator(_) => return self.inverted(at),
                ChunkKind::Verb(before) if before.is_finite() => {
                    // "X, dont le pays achète du gaz, a salué Y": what a relative between commas says of X has its own subject.
                    if let Some(open) = self.aside(index).filter(|_| matches!(self.chunks[at - 1].kind, ChunkKind::Comma)) {
                        index = open;
                        continue;
                    }
                    // "X, qui pense que le droit mérite un texte, a salué Y": a relative with clauses of its own.
                    if let Some(open) = self.insertion(at, index) {
                        index = open;
                        continue;
                    }
                    // "a remercié Y de l'accueil qui lui a été fait et l'a invité": what is told of a bare noun has its own subject.
                    if let Some(relative) = self.bare_relative(index).filter(|_| self.language.verb_is(lemma, "tell-one")) {
                        index = relative;
                        continue;
                    }
                    // "X a dit que Y restait un ami et a remercié Z": who says the one does the other.
                    if let Some(saying) = self.told_in(index, at) {
                        return self.grammatical_subject(saying);
                    }
                    // "X a rencontré Y et a signé …": the subject is shared.
                    let shared = self.chunks[index + 1..at].iter().any(|chunk| {
                        matches!(&chunk.kind, ChunkKind::Conjunction(value) if value == "and" || value == "but") || matches!(chunk.kind, ChunkKind::Comma)
                    });
                    // "Les accords qui fondent la relation furent signés": nothing but a relative stands between.
                    if !shared && self.opens_relative(index) {
                        index -= 1;
                        continue;
                    }
                    return if shared { self.grammatical_subject(index) } else { self.inverted(at) };
                }
                ChunkKind::Noun(noun) if !self.governed(index) => {
                    let bare = noun.entities.is_empty() && noun.adjectives.is_empty();
                    let list = self.coordinated_left(index);
                    let first = list.first().copied().unwrap_or(index);
                    if self.governed(first) && first != index {
                        index = first;
                        continue;
                    }
                    // "L'union, issue d'un traité entre A et B, a été rejointe"
                    if let Some(before) = self.apposed_to(index, at) {
                        described = Some(before);
                        index = before + 1;
                        continue;
                    }
                    // A bare phrase between commas is an insertion; the subject stands further left.
                    if bare && described != Some(index) && (self.is_inserted(index) || self.is_second_adjective(index)) {
                        continue;
                    }
                    // "X et Y, ministre de A et membre de B, se sont rencontrés": offices between commas say more of the person before them.
                    if let Some(person) = self.bearer(&list, index, at) {
                        return self.coordinated_left(person);
                    }
                    // "X, qui est venu et a rencontré hier Y, a salué Z"
                    let insertion = || self.finite_before(first).and_then(|verb| self.insertion(at, verb));
                    // An object of the verb before is no subject.
                    let object = || (self.is_object(first) || self.is_far_object(first, at)).then_some(first);
                    if let Some(before) = insertion().or_else(object) {
                        index = before;
                        continue;
                    }
                    return list;
                }
                _ => {}
            }
        }
        self.inverted(at)
    }

    /// The comma that opens a gerund between the verb at `at` and its subject: "X, faisant le point sur Y, a dit", "X, tout en remerciant Y, a dit".
    fn past_gerund(&self, at: usize) -> Option<usize> {
        let comma = |at: usize| matches!(self.chunks[at].kind, ChunkKind::Comma);
        at.checked_sub(1).filter(|close| comma(*close))?;
        let gerund = (1..at).rev().find(|index| self.chunks[*index].verb().is_some())?;
        self.chunks[gerund].verb().filter(|verb| verb.tense == Tense::Gerund)?;
        let led = |index: usize| matches!(self.chunks[index].kind, ChunkKind::Preposition(_) | ChunkKind::Other);
        let open = (0..gerund).rev().find(|index| !led(*index)).filter(|open| gerund - open <= 4 && comma(*open) && *open > 0)?;
        self.chunks[open - 1].noun().is_some_and(|noun| !noun.entities.is_empty()).then_some(open)
    }

    /// The relative pronoun, behind a noun without a name, of which the verb at `at` is told.
    fn bare_relative(&self, at: usize) -> Option<usize> {
        let relative = (1..at).rev().take(3).find(|index| matches!(&self.chunks[*index].kind, ChunkKind::Relative(value) if value == "subject"))?;
        self.chunks[relative - 1].noun().filter(|noun| noun.entities.is_empty()).map(|_| relative)
    }

    /// Whether a noun phrase stands right behind a finite verb; in a relative clause dates may stand between: ", où X a rencontré en mai Y,".
    fn is_object(&self, noun: usize) -> bool {
        let date = |index: usize| matches!(self.chunks[index].kind, ChunkKind::Date(_));
        let between = |index: &usize| {
            date(*index) || matches!(self.chunks[*index].kind, ChunkKind::Other) || self.chunks[*index].preposition().is_some() && date(index + 1)
        };
        let next = (0..noun).rev().find(|index| !between(index));
        let verb = next.filter(|index| self.chunks[*index].verb().is_some_and(|verb| verb.is_finite()));
        // "X, seul dirigeant à faire le voyage, a parlé"
        let acts =
            |at: usize| self.chunks[at].verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && at > 0 && self.chunks[at - 1].preposition().is_some();
        if noun > 0 && acts(noun - 1) {
            return true;
        }
        // "qui est aussi président de X, a salué Y"
        let adverb = |verb: usize| verb + 2 == noun && matches!(self.chunks[verb + 1].kind, ChunkKind::Other);
        // "X a achevé hier une visite et a reçu Y"
        let dated = |verb: usize| {
            (verb > 0 && self.chunks[verb - 1].noun().is_some() || self.opens_relative(verb))
                && self.chunks[noun].noun().is_some_and(|noun| noun.entities.is_empty())
        };
        verb.is_some_and(|verb| verb + 1 == noun || adverb(verb) || dated(verb) || self.aside(verb).is_some()) || self.is_placed_object(noun)
    }

    /// "a félicité au téléphone X et l'a invité": whether a person is the object of the verb before, and its subject the next one's as well.
    fn is_far_object(&self, noun: usize, at: usize) -> bool {
        let joined = self.chunks[noun..at].iter().any(|chunk| chunk.is_and());
        let verb = self.finite_before(noun).filter(|_| joined);
        verb.is_some_and(|verb| {
            let group = self.chunks[verb].verb();
            let tells = group.is_some_and(|group| self.language.verb_is(group.lemma, "tell-one"));
            tells && self.grammatical_object(verb).contains(&noun)
        })
    }

    /// Whether the verb at `at` stands in a relative behind a comma: "fondée par A et B, qu'a rejoints C, l'union couvre …".
    fn is_relative(&self, at: usize) -> bool {
        let chunk = at.checked_sub(1).map(|before| &self.chunks[before].kind);
        matches!(chunk, Some(ChunkKind::Relative(_))) || self.aside(at).is_some()
    }

    /// "A progresse et, après s'être rendu à Rome, X a parlé": whether a verb without a subject opens the clause that "and" and a comma begin.
    fn opens_next(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map(|before| &self.chunks[before].kind);
        let governed = usize::from(matches!(before(1), Some(ChunkKind::Preposition(_))));
        matches!(before(1 + governed), Some(ChunkKind::Comma)) && matches!(before(2 + governed), Some(ChunkKind::Conjunction(value)) if value == "and")
    }

    /// Whether a relative pronoun that is the subject of the verb at `at` stands right before it.
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(&self.chunks[before].kind, ChunkKind::Relative(value) if value == "subject"))
    }

    /// The last phrase of "entre A et B" or "par A et B", between commas or not, right behind a noun: what hangs on the noun stands behind it.
    pub(super) fn parties_end(&self, at: usize) -> Option<usize> {
        let comma = |index: usize| self.chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        let date = |index: usize| self.chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        // "la signature, mardi, par A et B, d'un accord"
        let apart = (at + 1..self.chunks.len()).take_while(|index| comma(*index) || date(*index)).count();
        let preposition = self.chunks.get(at + 1 + apart)?.preposition()?;
        ["between", "by", "with"].iter().find(|function| self.language.has_function(function, preposition))?;
        let last = *self.coordinated_right(at + 2 + apart).last()?;
        self.chunks.get(last)?.noun().filter(|noun| !noun.entities.is_empty())?;
        Some(last + usize::from(apart > 0 && comma(last + 1)))
    }

    /// "la rencontre, à Rome, de X", "la signature en juin, par téléphone, d'un accord": where between a noun and what hangs on it an insertion
    /// between two commas begins, which parts nothing.
    pub(super) fn inserted(&self, from: usize, index: usize) -> usize {
        let close = index.checked_sub(1).filter(|close| self.comma(*close));
        let open = close.and_then(|close| (from + 1..close).rev().find(|open| self.comma(*open)));
        let aside = |open: &usize| {
            let inside = &self.chunks[open + 1..index - 1];
            let adverbial = inside.first().is_some_and(|first| match first.kind {
                ChunkKind::Other | ChunkKind::Date(_) => true,
                // "la visite, prévue à Rome, de X"
                ChunkKind::Verb(ref verb) => verb.tense == Tense::Participle && self.language.verb_is(verb.lemma, "happen"),
                ChunkKind::Preposition(value) => !self.language.has_function("of", value),
                _ => false,
            });
            let plain = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Date(_) | ChunkKind::Preposition(_) | ChunkKind::Noun(_));
            adverbial && inside.len() <= INSERTION && inside.iter().skip(1).all(plain)
        };
        open.filter(aside).unwrap_or(index)
    }

    /// The comma that opens the relative clause of the verb at `at`, where its pronoun is no subject.
    fn aside(&self, at: usize) -> Option<usize> {
        let opens = |index: &usize| {
            let chunk = &self.chunks[*index];
            matches!(&chunk.kind, ChunkKind::Relative(value) if value != "subject")
                || chunk.preposition().is_some_and(|value| self.language.has_function("whose", value))
        };
        let ends = |index: &usize| {
            matches!(&self.chunks[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)) || self.chunks[*index].verb().is_some_and(|verb| verb.is_finite())
        };
        let open = (0..at).rev().take_while(|index| !ends(index)).find(opens)?;
        let governed = matches!(&self.chunks[open].kind, ChunkKind::Relative(value) if value == GOVERNED);
        open.checked_sub(1 + usize::from(governed)).filter(|comma| *comma > 0 && matches!(self.chunks[*comma].kind, ChunkKind::Comma))
    }

    /// The comma that opens a relative with more than one clause, behind the first noun of the sentence, which the comma before the verb closes.
    fn insertion(&self, at: usize, last: usize) -> Option<usize> {
        let closed = at.checked_sub(1).filter(|comma| matches!(self.chunks[*comma].kind, ChunkKind::Comma))?;
        let start = (0..at).rev().find(|index| matches!(self.chunks[*index].kind, ChunkKind::Stop)).map_or(0, |stop| stop + 1);
        let finite = |index: &usize| self.chunks[*index].verb().is_some_and(|verb| verb.is_finite());
        let first = (start..closed).find(finite).filter(|first| *first <= last)?;
        let relative = (start..first).find(|index| matches!(self.chunks[*index].kind, ChunkKind::Relative(_)))?;
        let comma = relative.checked_sub(1).filter(|comma| *comma > start && matches!(self.chunks[*comma].kind, ChunkKind::Comma))?;
        // "X, qui a dit que Y viendrait, a reçu": and no "and" that goes on with another sentence.
        let person = self.chunks[comma - 1].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        person.then_some(comma)
    }

    /// "dont font partie A et B": a subject behind its verb and a bare noun.
    fn behind_whose(&self, at: usize) -> Nouns {
        let noun = |index: &usize| self.chunks[*index].noun().is_some();
        let named = |index: usize| self.chunks[index].noun().is_some_and(|noun| !noun.entities.is_empty());
        let mut nouns =
            (at + 1..self.chunks.len().min(at + 5)).take_while(|index| noun(index) || matches!(self.chunks[*index].kind, ChunkKind::Other)).filter(noun);
        nouns.find(|index| named(*index)).map(|index| self.coordinated_right(index)).unwrap_or_default()
    }

    /// "…, a déclaré X": a subject right behind its verb, where none stands before.
    fn inverted(&self, at: usize) -> Nouns {
        let before = at.checked_sub(1).map(|before| &self.chunks[before].kind);
        // "… le ministre, X, a déclaré Y, porte-parole": the comma behind an apposition is a comma.
        if matches!(before, Some(ChunkKind::Noun(noun)) if noun.closed) {
            let person = |noun: &NounPhrase| noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
            return if self.chunks.get(at + 1).and_then(Chunk::noun).is_some_and(person) { self.coordinated_right(at + 1) } else { Nouns::new() };
        }
        if !matches!(before, None | Some(ChunkKind::Comma | ChunkKind::Other | ChunkKind::Stop | ChunkKind::Close | ChunkKind::Relative(_))) {
            return Nouns::new();
        }
        // "a déclaré hier le ministre, X": adverbs and dates stand between, the name behind the office.
        let mut next = at + 1;
        let date = |index: usize| self.chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        while self.chunks.get(next).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Other) || chunk.preposition().is_some() && date(next + 1)) || date(next)
        {
            next += 1;
        }
        let speaks = |index: usize| {
            let noun = self.chunks.get(index).and_then(Chunk::noun);
            noun.is_some_and(|noun| noun.entities.iter().any(|id| matches!(id.kind(), EntityKind::Person | EntityKind::Organisation | EntityKind::Country)))
        };
        // "…, a annoncé le Kremlin.": a house that speaks at the end of a report; whoever the report is about does not.
        let ends = self.chunks.get(next + 1).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Comma));
        let house = self
            .chunks
            .get(next)
            .and_then(Chunk::noun)
            .is_some_and(|noun| noun.entities.iter().any(|id| id.kind().is_place() || id.kind() == EntityKind::Infrastructure));
        if speaks(next) || ends && house {
            return self.coordinated_right(next);
        }
        // "a déclaré à la presse, lors d'un forum à Paris, le ministre X": to whom, when and where stand between.
        let person =
            |index: usize| self.chunks.get(index).and_then(Chunk::noun).is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        // "a dit à X le ministre Y"
        let heard = |index: usize| self.chunks[index].preposition().is_some_and(|value| self.language.has_function("at", value));
        let says = self.chunks[at].verb().is_some_and(|verb| ["say", "say-quoted"].iter().any(|group| self.language.verb_is(verb.lemma, group)));
        let aside = |index: usize| {
            let participle = |chunk: &Chunk| chunk.verb().is_some_and(|verb| verb.tense == Tense::Participle);
            says && self.chunks.get(index).is_some_and(|chunk| chunk.preposition().is_some() || participle(chunk))
        };
        let mut far = next;
        while far < next + FAR {
            let governs = self.chunks.get(far).is_some_and(|chunk| chunk.preposition().is_some());
            match self.chunks.get(far + usize::from(governs)).map(|chunk| &chunk.kind) {
                Some(ChunkKind::Noun(_)) if governs && (!person(far + 1) || heard(far)) => far += 2,
                // "qu'a effectuée en A (5 mai) le président X"
                Some(ChunkKind::Open) if !governs && self.past_bracket(far) > far => far = self.past_bracket(far),
                Some(ChunkKind::Date(_)) => far += 1 + usize::from(governs),
                // "…, a déclaré, dans un entretien accordé à Y, le président X"
                Some(ChunkKind::Verb(verb)) if says && !governs && verb.tense == Tense::Participle => far += 1,
                Some(ChunkKind::Comma | ChunkKind::Other) if !governs && (far > next || aside(far + 1)) => far += 1,
                _ => break,
            }
        }
        if far > next && person(far) {
            return self.coordinated_right(far);
        }
        let office = self.chunks.get(far).is_some_and(|chunk| chunk.noun().is_some())
            && self.chunks.get(far + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        if office && person(far + 2) { Nouns::from_slice(&[far + 2]) } else { Nouns::new() }
    }

    /// Where the phrase stands that "it is … that" brings before the clause of the verb at `at`: "c'est à Rome que X a parlé".
    pub fn cleft(&self, at: usize) -> Option<usize> {
        let that = self.clause_start(at).checked_sub(1).filter(|that| matches!(&self.chunks[*that].kind, ChunkKind::Relative(value) if value == "object"))?;
        // What is said of the place stands between commas: "c'est à Rome, capitale de l'Italie, que".
        let phrase = self.chunks[..that].iter().rposition(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()))? + 1;
        if self.chunks.get(phrase).is_none_or(|chunk| chunk.preposition().is_none()) || self.chunks[phrase + 1].noun().is_none() {
            return None;
        }
        let be = self.chunks[..phrase].last().and_then(Chunk::verb)?;
        self.language.verb_is(be.lemma, "be").then_some(phrase)
    }

    /// Whom a preposition of the function governs through the relative pronoun that opens the clause of the verb at `at`: "X, avec qui Y a parlé".
    pub(super) fn through_relative(&self, at: usize, function: &str) -> Nouns {
        let Some(relative) = self.clause_start(at).checked_sub(1).filter(|relative| self.governor(*relative, function).is_some()) else { return Nouns::new() };
        self.antecedent(relative - 1)
    }

    /// The preposition of the function that governs a relative pronoun.
    pub(super) fn governor(&self, relative: usize, function: &str) -> Option<usize> {
        let governed = matches!(&self.chunks[relative].kind, ChunkKind::Relative(value) if value == GOVERNED);
        let preposition = relative.checked_sub(1).filter(|_| governed)?;
        self.chunks[preposition].preposition().filter(|value| self.language.has_function(function, *value)).map(|_| preposition)
    }

    /// What a relative pronoun at `at` stands for: the nearest noun phrase that names something, or the nearest at all.
    pub fn antecedent(&self, at: usize) -> Nouns {
        // "X a parlé à A ; quatorze accords, qui": nothing before the clause.
        let near = || (0..at).rev().take(4).take_while(|index| !matches!(self.chunks[*index].kind, ChunkKind::Stop));
        let nearest = |named: bool| near().find(|index| self.chunks[*index].noun().is_some_and(|noun| !named || !noun.entities.is_empty()));
        // "X est un itinéraire qui …": what is said of X holds for X.
        let mut said = at.checked_sub(1);
        while let Some(noun) = said.filter(|noun| {
            *noun >= 2
                && self.chunks[noun - 1].preposition().is_some_and(|preposition| self.language.has_function("of", preposition))
                && self.chunks[noun - 2].noun().is_some()
        }) {
            said = Some(noun - 2);
        }
        if let Some(noun) = said.filter(|noun| self.chunks[*noun].noun().is_some_and(|noun| noun.entities.is_empty()))
            && let Some(be) = noun.checked_sub(1).filter(|be| self.chunks[*be].verb().is_some_and(|verb| self.language.verb_is(verb.lemma, "be")))
        {
            return self.grammatical_subject(be);
        }
        nearest(true).or_else(|| nearest(false)).map(|noun| self.coordinated_left(noun)).unwrap_or_default()
    }
}
