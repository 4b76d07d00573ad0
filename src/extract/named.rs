//! Whom noun phrases name, by themselves or by what hangs on them.

use smallvec::SmallVec;

use crate::{
    extract::{
        Reader,
        chunk::{Chunk, ChunkKind, NounPhrase, Nouns, VerbGroup, Voice},
        clause::Clauses,
        parties::is_alliance,
    },
    lang::Tense,
    model::{EntityId, EntityKind},
};

/// The verb of a relative clause stands no farther behind its pronoun: what is said of the subject stands between.
const FAR: usize = 10;

/// Some entities, seldom more than a few.
pub type Named = SmallVec<[EntityId; 4]>;

impl Clauses<'_> {
    /// "a vu X et Y s'y joindre", "a chargé X de signer", "a permis à X de rencontrer Y": who does what the infinitive tells, where the verb before has somebody do it.
    pub(super) fn let_do(&self, verb: usize, infinitive: usize) -> Nouns {
        let Some(group) = self.chunks[verb].verb().filter(|group| group.voice != Voice::Passive) else { return Nouns::new() };
        let is = |class: &str| self.language.verb_is(group.lemma, class);
        let object = || self.grammatical_object(verb);
        if is("watch") {
            let object = object();
            return if object.last().is_some_and(|last| last + 1 == infinitive) { object } else { Nouns::new() };
        }
        let leads = |at: usize| self.chunks[at].preposition().is_some_and(|value| ["of", "at"].iter().any(|lead| self.language.has_function(lead, value)));
        if infinitive < verb + 3 || !leads(infinitive - 1) {
            return Nouns::new();
        }
        let doers = if is("have-do") {
            object()
        } else if is("let-do") {
            let to = (verb + 1..infinitive).find(|at| !matches!(self.chunks[*at].kind, ChunkKind::Other));
            let to = to.filter(|to| self.chunks[*to].preposition().is_some_and(|value| self.language.has_function("at", value)));
            to.filter(|to| self.chunks[to + 1].noun().is_some()).map(|to| self.coordinated_right(to + 1)).unwrap_or_default()
        } else {
            Nouns::new()
        };
        let acts = |noun: &usize| {
            let named = self.chunks[*noun].noun().and_then(|noun| noun.entities.first());
            named.is_some_and(|id| matches!(id.kind(), EntityKind::Person | EntityKind::Country | EntityKind::Organisation))
        };
        if doers.iter().all(|noun| (verb..infinitive).contains(noun) && acts(noun)) { doers } else { Nouns::new() }
    }

    /// "L'union, issue d'un traité entre A et B, a été rejointe", "M. X, ministre de A, a", "X, devenu président, a": the phrase before the comma
    /// of which the one at an index, or the participle before it, says more, where a comma before the verb closes it.
    pub(super) fn apposed_to(&self, index: usize, verb: usize) -> Option<usize> {
        let noun = |at: usize| self.chunks[at].noun();
        self.comma(verb - 1).then_some(())?;
        let said = noun(index)?;
        let participle = |at: usize| self.chunks[at].verb().is_some_and(|verb| verb.tense == Tense::Participle);
        let open = if index >= 3 && participle(index - 1) { index - 2 } else { index.checked_sub(1)? };
        // "le port, maillon du corridor A, a traité"
        let stands = |noun: &NounPhrase| !noun.entities.is_empty() || noun.determiner.is_some() && said.determiner.is_none();
        // "A (B), la compagnie nationale de C, a signé"
        let open = if open > 0 && self.comma(open) && matches!(self.chunks[open - 1].kind, ChunkKind::Close) { self.before_bracket(open) } else { open };
        let closed = self.comma(open) || matches!(self.chunks[open].kind, ChunkKind::Open);
        let before = open.checked_sub(1).filter(|before| closed && noun(*before).is_some_and(stands))?;
        let bare = said.entities.is_empty() && said.adjectives.is_empty();
        let again = !said.entities.is_empty() && noun(before).is_some_and(|noun| noun.entities == said.entities) && index + 2 == verb;
        let hangs = bare
            && (!self.governed(before) || said.determiner.is_none() && self.is_owner(before))
            && (self.hangs_together(index, verb - 1) || open + 2 == index && index + 2 >= verb);
        (again || hangs).then_some(before)
    }

    /// "le port de commerce de A": whether a phrase is whose one is that no preposition governs.
    fn is_owner(&self, at: usize) -> bool {
        let of = |at: usize| at > 1 && self.chunks[at - 1].preposition().is_some_and(|value| self.language.has_function("of", value));
        let head = std::iter::successors(Some(at), |at| of(*at).then(|| at - 2).filter(|head| self.chunks[*head].noun().is_some())).last();
        head.is_some_and(|head| !self.governed(head))
    }

    /// Whether commas enclose a phrase.
    pub(super) fn is_inserted(&self, index: usize) -> bool {
        index > 0 && self.comma(index - 1) && index + 1 < self.chunks.len() && self.comma(index + 1)
    }

    /// "la société nationale et publique de A": whether what "and" adds to a noun without a name has no article of its own.
    pub(super) fn is_second_adjective(&self, index: usize) -> bool {
        let noun = |at: usize| self.chunks[at].noun().filter(|noun| noun.entities.is_empty() && noun.quantity.is_none());
        let and = index > 1 && self.chunks[index - 1].is_and();
        and && noun(index).is_some_and(|noun| noun.determiner.is_none()) && noun(index - 2).is_some_and(|noun| noun.determiner.as_deref() == Some("definite"))
    }

    /// Whether nothing but what hangs on a noun stands between it and an index.
    pub(super) fn hangs_together(&self, noun: usize, end: usize) -> bool {
        let plain = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Other);
        let part = |chunk: &Chunk| {
            plain(chunk)
                || chunk.verb().is_some_and(|verb| verb.tense == Tense::Infinitive)
                || matches!(chunk.kind, ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Conjunction(_) | ChunkKind::Comma)
        };
        // "long au total de 9 km", "la compagnie pétrolière et gazière de A"
        let next = self.chunks[noun + 1..end].iter().find(|chunk| !plain(chunk) && !matches!(chunk.kind, ChunkKind::Conjunction(_)));
        next.is_some_and(|next| next.preposition().is_some() || next.noun().is_some()) && self.chunks[noun + 1..end].iter().all(part)
    }

    /// "s'est entretenu avec X et rencontrera Y": the "and" right before a verb, behind another verb of the same subject, or else the start.
    pub(super) fn behind_first(&self, start: usize, at: usize, function: &str) -> usize {
        let told = function == "with" && start > 0 && self.chunks[start - 1].verb().is_some_and(VerbGroup::is_finite);
        let aside = |index: usize| matches!(self.chunks[index].kind, ChunkKind::Other | ChunkKind::Date(_));
        let before = (start..at).rev().find(|index| !aside(*index)).filter(|_| told);
        before.filter(|index| matches!(self.chunks[*index].kind, ChunkKind::Conjunction(_))).unwrap_or(start)
    }

    /// "la société X, d'Oslo, et Y": the phrase before the comma that opens where it is at home, a comma behind it.
    pub(super) fn before_home(&self, noun: usize) -> usize {
        let of = |at: usize| self.chunks[at].preposition().is_some_and(|value| self.language.has_function("of", value));
        let place = self.chunks[noun].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind().is_place()));
        let named = |at: usize| self.chunks[at].noun().is_some_and(|noun| !noun.entities.is_empty());
        let home = place && noun >= 3 && self.comma(noun + 1) && of(noun - 1) && self.comma(noun - 2) && named(noun - 3);
        if home { noun - 3 } else { noun }
    }

    /// The person before the comma that a list of phrases without a name says more of, where a comma closes it.
    pub(super) fn bearer(&self, list: &[usize], last: usize, verb: usize) -> Option<usize> {
        let person = |index: usize| self.chunks[index].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let first = *list.first()?;
        let bare = list.len() > 1 && list.iter().all(|index| self.chunks[*index].noun().is_some_and(|noun| noun.entities.is_empty()));
        let closed = self.chunks[last..verb].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        (bare && closed && first >= 2 && matches!(self.chunks[first - 1].kind, ChunkKind::Comma) && person(first - 2)).then(|| first - 2)
    }

    /// "Soulignant que A est B, X a parlé": the subject of the main verb, behind the clause that the gerund at `at` tells.
    pub(super) fn past_told(&self, at: usize, finite: usize) -> Option<Nouns> {
        let opens = |index: usize| matches!(self.chunks[index].kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_) | ChunkKind::Conjunction(_));
        self.chunks[at + 1..finite].iter().find(|chunk| matches!(chunk.kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_)))?;
        let commas =
            (finite + 1..self.chunks.len().saturating_sub(1)).filter(|index| matches!(self.chunks[*index].kind, ChunkKind::Comma) && !opens(index + 1));
        commas.into_iter().find_map(|comma| {
            let main = self.finite_behind(comma)?;
            let subject = self.grammatical_subject(main);
            subject.first().is_some_and(|noun| (comma + 1..main).contains(noun)).then_some(subject)
        })
    }

    /// Where the names stand that a noun phrase without one speaks of: behind "of" or "such as", or in a bracket.
    pub fn named_within(&self, at: usize) -> Nouns {
        if self.chunks[at].noun().is_none_or(|noun| !noun.entities.is_empty()) {
            return Nouns::from_slice(&[at]);
        }
        // "les cinq États riverains (A, B et C)"
        if self.chunks.get(at + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Open))
            && self.chunks.get(at + 2).and_then(Chunk::noun).is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind() == EntityKind::Country))
        {
            let list = self.coordinated_right(at + 2);
            let closed = list.last().is_some_and(|last| self.chunks.get(last + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Close)));
            if closed && list.len() > 1 {
                return list;
            }
        }
        let behind = (at + 1..self.chunks.len().min(at + 5))
            .take_while(|index| !matches!(self.chunks[*index].kind, ChunkKind::Stop | ChunkKind::Verb(_) | ChunkKind::Relative(_)));
        let reach: Nouns = behind.collect();
        let named = |index: usize| self.chunks.get(index + 1).and_then(Chunk::noun).filter(|noun| !noun.entities.is_empty());
        let function =
            |index: usize, function: &str| self.chunks[index].preposition().is_some_and(|preposition| self.language.has_function(function, preposition));
        // "des pays d'Asie centrale, notamment A et B": the part of the world is none of them.
        let wide = reach
            .first()
            .copied()
            .filter(|first| function(*first, "of") && named(*first).is_some_and(|noun| noun.entities.iter().all(|id| id.kind() == EntityKind::Place)));
        if let Some(such) = wide.and_then(|_| reach.iter().copied().find(|index| function(*index, "such-as") && named(*index).is_some())) {
            return self.coordinated_right(such + 1);
        }
        for index in reach {
            let example = self.chunks[index]
                .preposition()
                .is_some_and(|preposition| self.language.has_function("of", preposition) || self.language.has_function("such-as", preposition));
            if example && self.chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| !noun.entities.is_empty()) {
                return self.coordinated_right(index + 1);
            }
        }
        Nouns::from_slice(&[at])
    }

    /// The verb of a relative clause on the noun at `at` that only supports it: "la visite qu'a effectuée X".
    pub fn relative_support(&self, at: usize) -> Option<usize> {
        // "la visite de deux jours qu'a effectuée X"
        let plain = |index: &usize| {
            matches!(&self.chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Preposition(_) | ChunkKind::Other)
                || self.chunks[*index].noun().is_some_and(|noun| noun.entities.is_empty())
        };
        let near = (at + 1..self.chunks.len().min(at + 5)).take_while(plain);
        let relative = near.into_iter().find(|index| matches!(&self.chunks[*index].kind, ChunkKind::Relative(value) if value == "object"))?;
        let verb = (relative + 1..self.chunks.len().min(relative + FAR)).find(|index| self.chunks[*index].verb().is_some_and(|verb| verb.is_finite()))?;
        self.chunks[verb].verb().is_some_and(|group| self.language.verb_is(group.lemma, "support")).then_some(verb)
    }

    /// The entities of some noun phrases, in order, without repeats.
    pub fn entities(&self, nouns: &[usize]) -> Named {
        let mut list = Named::new();
        for noun in nouns.iter().filter_map(|index| self.chunks.get(*index)?.noun()) {
            for id in &noun.entities {
                if !list.contains(id) {
                    list.push(id.clone());
                }
            }
        }
        list
    }
}

/// Subtypes of infrastructure that run from place to place.
const LINES: [&str; 7] = ["railway", "road", "bridge", "tunnel", "pipeline", "power-line", "cable"];

impl Reader<'_> {
    /// The body that a phrase names, by itself or in the name of an occasion: "le sommet de l'Union".
    pub fn body_in(&self, chunk: &Chunk) -> Option<EntityId> {
        let host = || {
            let held = self.cast.mentions.iter().filter(|mention| chunk.span.contains(mention.span)).map(|mention| &mention.entity);
            held.into_iter().find(|id| is_alliance(id, self.knowledge)).cloned()
        };
        chunk.noun()?.entities.iter().find_map(|id| match id.kind() {
            EntityKind::Organisation => Some(id.clone()),
            EntityKind::Event => host(),
            _ => None,
        })
    }

    /// Whether the text alone names a plant or a halt: "la centrale X".
    pub fn is_fresh_site(&self, id: &EntityId) -> bool {
        let lexicon = &self.language.lexicon;
        let first = self.cast.fresh.get(id).and_then(|entity| entity.name.split([' ', '\'', '’']).next()).map(str::to_lowercase);
        first.is_some_and(|word| lexicon.longest(&[lexicon.word(&word)], 0, "site-head").is_some_and(|(_, code)| matches!(code, "plant" | "stop")))
    }

    /// Whether a place is too wide to say where something happened: a continent, a sea.
    pub fn is_wide(&self, id: &EntityId) -> bool {
        self.knowledge.get(id).is_some_and(|known| match known.entity.subtype.as_str() {
            "region" => known.entity.country.is_none(),
            subtype => matches!(subtype, "sea" | "ocean" | "gulf" | "continent" | "lake" | "river"),
        })
    }

    /// Whether it runs from place to place: a corridor, railway, road, pipeline or cable, and no port or building.
    pub fn is_line(&self, id: &EntityId) -> bool {
        match id.kind() {
            EntityKind::Corridor => self.knowledge.get(id).is_none_or(|known| known.entity.subtype != "programme"),
            EntityKind::Infrastructure => self.knowledge.get(id).is_none_or(|known| LINES.contains(&known.entity.subtype.as_str())),
            _ => false,
        }
    }
}
