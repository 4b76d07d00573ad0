//! Who does what to whom: subjects, objects and complements of verbs and nouns, by position and preposition.

use crate::{
    extract::{
        chunk::{Chunk, ChunkKind, Nouns, VerbGroup, Voice},
        lists::Lists,
        walls::Walls,
    },
    lang::{Classes, Language, Tense},
    model::{EntityId, EntityKind},
};

/// The phrases of a sentence with the questions that patterns ask of them.
pub struct Clauses<'a> {
    /// The phrases in order.
    pub chunks: &'a [Chunk],
    /// The language.
    pub language: &'a Language,
    /// What its prepositions may say.
    functions: Classes,
    /// The groups that the verbs of its phrases are in.
    deeds: Classes,
    /// Where its clauses begin and end.
    pub(super) walls: Walls,
    /// The noun phrases coordinated with each phrase, to the right, and behind them all the subject of each verb.
    pub(super) lists: Lists,
}

impl<'a> Clauses<'a> {
    /// Phrases of which nothing has been asked yet.
    pub fn new(chunks: &'a [Chunk], language: &'a Language) -> Self {
        let (mut functions, mut deeds) = (Classes::default(), Classes::default());
        for chunk in chunks {
            match &chunk.kind {
                ChunkKind::Preposition(value) => language.note_functions(*value, &mut functions),
                ChunkKind::Verb(verb) => language.note_groups(verb.lemma, &mut deeds),
                _ => {}
            }
        }
        Self { chunks, language, functions, deeds, walls: Walls::new(chunks, language), lists: Lists::new(2 * chunks.len()) }
    }

    /// Whether one of its verbs may be of the group.
    pub const fn may_do(&self, group: &str) -> bool {
        self.deeds.may_have(group)
    }

    /// Whether one of its verbs may be of one of some groups.
    pub const fn may_do_one_of(&self, groups: &Classes) -> bool {
        self.deeds.meets(groups)
    }

    /// Whether one of its prepositions may say one of some functions.
    pub const fn may_say_one_of(&self, functions: &Classes) -> bool {
        self.functions.meets(functions)
    }

    /// Whether one of its prepositions may say the function.
    pub const fn may_say(&self, function: &str) -> bool {
        self.functions.may_have(function)
    }
}

/// A bracket behind a name is no longer.
const BRACKET: usize = 20;

impl Clauses<'_> {
    /// The noun phrases coordinated with the one at `at`, from it to the right. A list that only commas hold together is none.
    pub fn coordinated_right(&self, at: usize) -> Nouns {
        self.lists.get(at, || self.find_coordinated(at))
    }

    fn find_coordinated(&self, at: usize) -> Nouns {
        let mut list = Nouns::from_slice(&[at]);
        let mut last = at;
        let mut sure = 1;
        loop {
            let mut next = self.past_told_of(last, self.past_bracket(last + 1));
            let mut joined = false;
            let mut and = false;
            // "A, B et désormais C", "A, B et, depuis peu, C"
            let adverb = |chunk: &Chunk, and: bool| and && matches!(chunk.kind, ChunkKind::Other);
            while let Some(link) = self.chunks.get(next).filter(|chunk| is_link(chunk) || adverb(chunk, and)) {
                joined = true;
                and |= matches!(link.kind, ChunkKind::Conjunction(_));
                next += 1;
            }
            // The preposition may be said again: "avec A et avec B", "la mer Baltique et de la mer Arctique".
            let again = self.chunks.get(next).and_then(Chunk::preposition).is_some_and(|preposition| {
                at > 0 && self.chunks[at - 1].preposition() == Some(preposition)
                    || (and || at > 0 && self.chunks[at - 1].preposition().is_some_and(|first| self.language.has_function("inside", first)))
                        && self.language.has_function("of", preposition)
                    || at > 0
                        && self.language.has_function("of", preposition)
                        && self.chunks[at - 1].preposition().is_some_and(|first| self.language.has_function("of", first))
                    || and && self.language.has_function("at", preposition) && list.len() > 1
                    // "en A, puis au B", "au A, en B et au C", but "à A, en B" tells where A lies
                    || self.same_sort(at, next)
            });
            let noun = if again { next + 1 } else { next };
            // "Membres de l'union, A et B ont refusé": states behind a comma do not go on with a body.
            let body = |noun: usize| self.chunks[noun].noun().and_then(|noun| noun.entities.first()).map(|id| id.kind() == EntityKind::Organisation);
            let apart = |noun: usize| body(at) == Some(true) && body(noun) == Some(false);
            let fronted = !and && list.len() == 1 && self.governed(at) && !self.chunks[..at].iter().any(|chunk| chunk.verb().is_some());
            // "à Rome, la Serbie et l'Inde ont signé": where places are listed an article needs its preposition again.
            let anew = |noun: usize| {
                let article = |at: usize| self.chunks[at].noun().and_then(|noun| noun.determiner.as_deref()) == Some("definite");
                list.len() == 1 && !again && self.lies(at) && !article(at) && article(noun) && body(noun).is_some()
            };
            let Some(found) = self.chunks.get(noun).and_then(Chunk::noun).filter(|_| joined && !(fronted && apart(noun) || anew(noun))) else { break };
            // A region and an alliance are no two of a kind, but something may be between them.
            let alike =
                self.alike(at, noun)
                    || self.chunks.get(at.wrapping_sub(1)).and_then(Chunk::preposition).is_some_and(|preposition| {
                        self.language.has_function("between", preposition) && self.is_place_or_body(at) && self.is_place_or_body(noun)
                    });
            if found.entities.is_empty() && found.adjectives.is_empty() || !alike || self.is_subject_of_next(noun, at) {
                // "au sein de A, de B et d'autres organisations"
                let others = again && and && found.entities.is_empty() && !self.is_subject_of_next(noun, at);
                // "A, B et d'autres pays", "A, B ainsi que les pays de C"
                let bare = !again && and && list.len() > 1 + usize::from(self.lies(at)) && found.entities.is_empty() && !self.is_subject_of_next(noun, at);
                if others || bare {
                    sure = list.len();
                }
                break;
            }
            list.push(noun);
            // "le président de A, X, celui de B, Y, et celui de C, Z": the last of them hold the "and" within.
            if and || found.entities.len() > 1 {
                sure = list.len();
            }
            last = noun;
        }
        list.truncate(sure);
        list
    }

    /// Whether a preposition of place governs a phrase.
    fn lies(&self, at: usize) -> bool {
        at > 0 && self.chunks[at - 1].preposition().is_some_and(|value| self.language.has_function("where", value))
    }

    /// Past a bracket that explains the phrase before it: "X (Slovaquie) et Y".
    pub(super) fn past_bracket(&self, at: usize) -> usize {
        let is = |index: usize, open: bool| {
            self.chunks.get(index).is_some_and(|chunk| if open { matches!(chunk.kind, ChunkKind::Open) } else { matches!(chunk.kind, ChunkKind::Close) })
        };
        let close = (at..self.chunks.len().min(at + BRACKET)).find(|index| is(*index, false)).filter(|_| is(at, true));
        close.map_or(at, |close| close + 1)
    }

    /// Past what is told of a person in a list: "X, arrivé mardi pour une visite de deux jours, et Y".
    fn past_told_of(&self, last: usize, at: usize) -> usize {
        let person = |chunk: &Chunk| chunk.noun().and_then(|noun| noun.entities.first()).is_some_and(|id| id.kind() == EntityKind::Person);
        let told = |chunk: &Chunk| chunk.verb().is_some_and(|verb| verb.tense == Tense::Participle);
        // The comma may belong to the name: "le président kazakh, X,".
        let closed = self.chunks[last].noun().is_some_and(|noun| noun.closed);
        let comma = usize::from(self.comma(at));
        // "X, secrétaire du parti, et Y": what somebody is, by a noun without an article.
        let bare = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.determiner.is_none() && noun.quantity.is_none() && noun.entities.is_empty());
        // "X, la compagnie pétrolière de A, et Y": what a firm is, by one that names nobody.
        let body = |chunk: &Chunk| chunk.noun().and_then(|noun| noun.entities.first()).is_some_and(|id| id.kind() == EntityKind::Organisation);
        let kind = |chunk: &Chunk| {
            chunk.noun().is_some_and(|noun| noun.determiner.is_some() && noun.quantity.is_none() && noun.entities.is_empty() && noun.adjectives.is_empty())
        };
        let firm = body(&self.chunks[last]);
        let apposed = comma == 1 && self.chunks.get(at + 1).is_some_and(|chunk| if firm { kind(chunk) } else { bare(chunk) });
        if comma == 0 && !closed || !apposed && !self.chunks.get(at + comma).is_some_and(told) || !person(&self.chunks[last]) && !(firm && apposed) {
            return at;
        }
        let ends =
            |chunk: &Chunk| person(chunk) || matches!(chunk.kind, ChunkKind::Verb(_) | ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_));
        let close = (at + comma + 1..self.chunks.len().min(at + BRACKET)).take_while(|index| !ends(&self.chunks[*index])).find(|index| self.comma(*index));
        let and = |close: &usize| {
            let next = self.chunks.get(close + 1).is_some_and(|chunk| chunk.is_and());
            next && self.chunks.get(close + 2).is_some_and(|chunk| person(chunk) || firm && chunk.noun().is_some_and(|noun| !noun.entities.is_empty()))
        };
        close.filter(|close| !apposed || and(close)).unwrap_or(at)
    }

    /// Before what is told of a person of a list that goes on behind it.
    fn before_told_of(&self, before: usize) -> usize {
        if !self.comma(before) {
            return before;
        }
        let opens = |index: &usize| *index > 0 && self.chunks[*index - 1].noun().is_some() && self.past_told_of(index - 1, *index) == before;
        (before.saturating_sub(BRACKET)..before).rev().find(opens).unwrap_or(before)
    }

    /// Before a bracket that ends right before a phrase.
    pub(super) fn before_bracket(&self, at: usize) -> usize {
        let open = (at.saturating_sub(BRACKET)..at).rev().find(|index| matches!(self.chunks[*index].kind, ChunkKind::Open));
        open.filter(|_| at > 0 && matches!(self.chunks[at - 1].kind, ChunkKind::Close)).unwrap_or(at)
    }

    /// A noun phrase behind "and" that the next verb takes as its own subject is not coordinated.
    fn is_subject_of_next(&self, noun: usize, first: usize) -> bool {
        let verb = self.chunks.get(noun + 1).and_then(Chunk::verb).is_some_and(|verb| verb.is_finite());
        let verb_before = self.chunks[..first].iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()));
        verb && verb_before
    }

    fn is_place_or_body(&self, at: usize) -> bool {
        let first = self.chunks[at].noun().and_then(|noun| noun.entities.first());
        first.is_some_and(|id| matches!(id.kind(), EntityKind::Place | EntityKind::City | EntityKind::Country | EntityKind::Organisation))
    }

    fn alike(&self, a: usize, b: usize) -> bool {
        let kind = |index: usize| {
            let noun = self.chunks[index].noun()?;
            if noun.states { Some(EntityKind::Country) } else { noun.entities.first().map(EntityId::kind) }
        };
        match (kind(a), kind(b)) {
            (Some(a), Some(b)) => {
                a == b
                    || a.is_place() && b.is_place()
                    || matches!(a, EntityKind::Corridor | EntityKind::Infrastructure) && matches!(b, EntityKind::Corridor | EntityKind::Infrastructure)
                    || matches!(
                        (a, b),
                        (
                            EntityKind::Country | EntityKind::Organisation | EntityKind::Person,
                            EntityKind::Country | EntityKind::Organisation | EntityKind::Person
                        )
                    )
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// The noun phrases coordinated with the one at `at`, from it to the left.
    pub fn coordinated_left(&self, at: usize) -> Nouns {
        let named = |index: usize| self.chunks[index].noun().is_some_and(|noun| !noun.entities.is_empty());
        let mut list = Nouns::from_slice(&[at]);
        let mut first = at;
        loop {
            let mut before = first;
            let mut and = false;
            while before > 0 && is_link(&self.chunks[before - 1]) {
                before -= 1;
                and |= matches!(self.chunks[before].kind, ChunkKind::Conjunction(_));
            }
            // The last two of a list are joined by "and", the others may be by commas.
            let joined = before < first && (and || list.len() > 1);
            let Some(noun) = self
                .before_bracket(self.before_told_of(before))
                .checked_sub(1)
                .map(|noun| self.before_home(noun))
                .filter(|noun| joined && self.chunks[*noun].noun().is_some() && named(*noun) == named(at))
            else {
                return list;
            };
            // "Membres de l'union, A et B ont refusé", "À l'invitation de X, A et B effectueront": whom the verb behind has as its subject.
            let body = |noun: usize| self.chunks[noun].noun().and_then(|noun| noun.entities.first()).is_some_and(|id| id.kind() == EntityKind::Organisation);
            let fronted = !and && self.governed(noun) && !self.chunks[..noun].iter().any(|chunk| chunk.verb().is_some());
            let between = || self.chunks[noun - 1].preposition().is_some_and(|value| self.language.has_function("between", value));
            let acts = || !between() && self.chunks.get(at + 1).and_then(Chunk::verb).is_some_and(|verb| verb.is_finite());
            if !self.alike(noun, at) || fronted && (body(noun) && !body(at) || acts()) {
                return list;
            }
            // "X a vendu à Y, et Y a vendu à X": behind a verb of the same clause, what stands before another verb opens a clause of its own.
            let whose = |chunk: &Chunk| chunk.preposition().is_some_and(|value| self.language.has_function("whose", value));
            let wall = |chunk: &Chunk| whose(chunk) || matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_));
            let told = || self.chunks[..noun].iter().rev().take_while(|chunk| !wall(chunk)).any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()));
            if and && told() && acts() {
                return list;
            }
            list.insert(0, noun);
            first = noun;
        }
    }

    pub(super) fn governed(&self, noun: usize) -> bool {
        // "dont X fera partie": a relative that is no preposition.
        let relative = |preposition| {
            let of = |chunk: &Chunk| chunk.preposition().is_some_and(|value| !self.language.has_function("whose", value));
            let listed = |chunk: &&Chunk| is_link(chunk) || chunk.noun().is_some() || of(chunk);
            let next = noun + 1 + self.chunks[noun + 1..].iter().take_while(listed).count();
            self.language.has_function("whose", preposition) && self.chunks.get(next).and_then(Chunk::verb).is_some_and(|verb| verb.is_finite())
        };
        noun > 0 && self.chunks[noun - 1].preposition().is_some_and(|preposition| !relative(preposition))
    }

    /// The doer: the subject, or of a passive what "by" governs.
    pub fn subject(&self, at: usize) -> Nouns {
        match self.chunks.get(at).and_then(Chunk::verb).map(|verb| verb.voice) {
            Some(Voice::Passive) => self.complements(at, "by"),
            _ => self.grammatical_subject(at),
        }
    }

    /// Noun phrases behind a preposition of the function, in the clause of the verb or noun at `at`, nearest first;
    /// behind it, and for a verb before its subject as well.
    pub fn complements(&self, at: usize, function: &str) -> Nouns {
        let mut found = Nouns::new();
        if !self.may_say(function) {
            return found;
        }
        let is_verb = self.chunks[at].verb().is_some();
        let end = self.clause_end(at);
        let says = |index: &usize| self.chunks[*index].preposition().is_some_and(|value| self.language.has_function(function, value));
        for index in (at + 1..end).filter(says) {
            self.take(index, function, is_verb, at, &mut found);
        }
        // "l'Union, dirigée par A, et B ont signé": the comma that ends what is put in.
        if function == "by" && found.len() > 1 && at > 0 && self.comma(at - 1) {
            let and = |index: usize| self.chunks[index].is_and();
            if let Some(closes) = (at + 1..self.chunks.len().saturating_sub(1)).find(|index| self.comma(*index) && and(index + 1)) {
                found.retain(|noun| *noun < closes);
            }
        }
        // "a parlé avec X avant d'être reçu par Y": with whom something is done before is with another.
        let after = function == "with" && self.chunks[at].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
        if is_verb && function != "by" && function != "of" && !after {
            let start = self.cleft(at).unwrap_or_else(|| self.clause_start(at));
            // "a salué les liens avec A et évoqué le gaz": with whom it is stands behind a verb of its own.
            let other = (start..at).find(|index| function == "with" && self.chunks[*index].verb().is_some_and(VerbGroup::is_finite));
            let start = self.behind_first(start, at, function);
            for index in (start..other.unwrap_or(at)).filter(says) {
                self.take(index, function, true, at, &mut found);
            }
            found.extend(self.through_relative(at, function));
        }
        found
    }

    pub(super) fn comma(&self, index: usize) -> bool {
        self.chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma))
    }

    fn take(&self, index: usize, function: &str, is_verb: bool, at: usize, found: &mut Nouns) {
        let Some(noun) = self.chunks.get(index + 1).filter(|chunk| chunk.noun().is_some()).map(|_| index + 1) else { return };
        // "of" binds to the noun right before it.
        if function == "of" && !is_verb {
            // "la venue à Rome, le 5 avril, du ministre": commas around a date part nothing.
            let date = |index: usize| self.chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
            let apart = |index: usize| match self.chunks[index].kind {
                ChunkKind::Verb(_) => true,
                ChunkKind::Comma => !date(index + 1) && !date(index - 1) && !(date(index + 2) && self.comma(index + 3)),
                _ => false,
            };
            let from = self.parties_end(at).filter(|end| *end < index).unwrap_or(at);
            let until = self.inserted(from, index);
            // "des entretiens avec la participation de A": whose that is.
            let with = |index: usize| self.chunks[index].preposition().is_some_and(|value| self.language.has_function("with", value));
            let direct = !(from + 1..until).any(|index| apart(index) || with(index));
            if !direct || self.chunks[from + 1..until].iter().filter(|chunk| chunk.noun().is_some()).count() > 1 {
                return;
            }
        }
        for noun in self.coordinated_right(noun) {
            if !found.contains(&noun) {
                found.push(noun);
            }
        }
    }
}

fn is_link(chunk: &Chunk) -> bool {
    matches!(chunk.kind, ChunkKind::Comma) || chunk.is_and()
}
