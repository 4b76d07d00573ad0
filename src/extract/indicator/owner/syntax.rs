//! What the sentence says of a candidate: order, distance, prepositions, and its part in the grammar.

use std::ops::Range;

use super::{
    super::{Sight, signs::lying},
    clue::{Clue, Clues, add},
    named::Candidate,
};
use crate::{
    extract::{
        chunk::{ChunkKind, Nouns},
        clause::Clauses,
    },
    lang::Language,
};

impl Sight<'_> {
    /// Order, distance and prepositions in the sentence.
    pub(super) fn syntax(&self, (own, candidate): (usize, &Candidate<'_>), grammar: &Grammar, clues: &mut Clues) {
        let Some(leftmost) = candidate.items().next() else { return };
        let owner = candidate.owner;
        let items = self.items();
        let places = &self.signs.places;
        let names = |index: usize| self.signs.owners[index].iter().any(|other| *other != own);
        let others = |range: Range<usize>| lying(&places.owners, range).filter(|index| names(*index)).count();
        let figures = |range: Range<usize>| lying(&places.figures, range).count();
        let wall = |range: Range<usize>| lying(&places.walls, range).next().is_some();
        let bracket = self.bracket();
        if others(0..leftmost) == 0 {
            clues.push(Clue::Leads);
        }
        let through = |item: usize| candidate.here.iter().any(|naming| naming.item == item && naming.through);
        let ahead = candidate.items().filter(|item| *item < self.at).last();
        let behind = candidate.items().find(|item| *item > self.at);
        if ahead.or(behind).is_some_and(through) {
            clues.push(Clue::Through);
        }
        if ahead.or(behind).is_some_and(|item| matches!(items[item].kind, crate::recognise::ItemKind::Reference(_))) {
            clues.push(Clue::Pointed);
        }
        if candidate.items().any(|item| self.is_claimed(item)) {
            clues.push(Clue::Claimed);
        }
        if self.reader.pairs.last().is_some_and(|pair| pair.contains(&owner.id)) {
            clues.push(Clue::Together);
        }
        let joined = |item: usize| {
            let beside = |index: Option<usize>| index.is_some_and(|index| items.get(index).is_some_and(|item| !item.entities().is_empty()));
            self.sign(item + 1).conj && (beside(Some(item + 2)) || beside(Some(item + 3)))
                || item > 1 && (self.sign(item - 1).conj && beside(item.checked_sub(2)) || self.sign(item - 2).conj && beside(item.checked_sub(3)))
        };
        if ahead.or(behind).is_some_and(joined) {
            clues.push(Clue::Joined);
        }
        for item in candidate.items() {
            if self.signs.chunk[item] == self.chunk {
                clues.push(Clue::Same);
                break;
            }
        }
        if candidate.items().any(|item| grammar.measured.contains(&item)) {
            clues.push(Clue::Measured);
        }
        let speakers = self.signs.speakers.get_or_init(|| Speakers::of(self.reader.language, &self.scene.clauses));
        let within = |list: &[usize]| candidate.items().any(|item| list.contains(&self.signs.chunk[item]));
        if within(&grammar.subject) {
            clues.push(Clue::Subject);
        }
        if within(&speakers.sources) {
            clues.push(Clue::Source);
        }
        if within(&speakers.expects) {
            clues.push(Clue::Expects);
        }
        if within(&grammar.agent) {
            clues.push(Clue::Agent);
        }
        if within(&grammar.addressed) {
            clues.push(Clue::Addressed);
        }
        if let Some(item) = ahead {
            let between = item + 1..self.at;
            clues.push(Clue::Ahead);
            clues.push(match others(between.clone()) {
                0 => Clue::AheadFirst,
                1 => Clue::AheadSecond,
                _ => Clue::AheadThird,
            });
            clues.push(match self.at - item {
                ..=3 => Clue::AheadNear,
                4..=8 => Clue::AheadMiddle,
                _ => Clue::AheadFar,
            });
            let open = bracket.map(|(open, _)| open);
            let seen = [
                (figures(between.clone()) == 1, Clue::AheadFigure),
                (figures(between.clone()) > 1, Clue::AheadTwo),
                (wall(self.signs.chunk[item]..self.chunk), Clue::AheadWall),
                (lying(&places.measures, between.clone()).next().is_some(), Clue::AheadMeasure),
                (open == Some(item + 1), Clue::AheadBracket),
                (open.is_some_and(|open| item + 1 < open && names(open - 1)), Clue::OtherBracket),
                (others((item + 1).max(self.at.saturating_sub(3))..self.at) > 0, Clue::OtherNear),
                (open.is_some_and(|open| open < item), Clue::InBracket),
                (lying(&places.colons, between.clone()).next().is_some(), Clue::AheadColon),
                (items[item].is_demonym(), Clue::AheadDemonym),
                (!wall(self.signs.chunk[item]..self.chunk) && figures(between) == 0, Clue::Clause),
            ];
            add(clues, &seen);
            let functions = [
                ("of", Clue::AheadOf),
                ("with", Clue::AheadWith),
                ("between", Clue::AheadBetween),
                ("by", Clue::AheadBy),
                ("to", Clue::AheadTo),
                ("where", Clue::AheadWhere),
                ("according", Clue::AheadAccording),
            ];
            self.preposition(item, &functions, Clue::AheadBare, clues);
        }
        if let Some(item) = behind {
            let between = self.at + 1..item;
            clues.push(Clue::Behind);
            clues.push(match others(between.clone()) {
                0 => Clue::BehindFirst,
                1 => Clue::BehindSecond,
                _ => Clue::BehindThird,
            });
            clues.push(match item - self.at {
                ..=3 => Clue::BehindNear,
                4..=8 => Clue::BehindMiddle,
                _ => Clue::BehindFar,
            });
            let seen = [
                (figures(between.clone()) > 0, Clue::BehindFigure),
                (wall(self.chunk..self.signs.chunk[item]), Clue::BehindWall),
                (lying(&places.commas, between.clone()).next().is_some(), Clue::BehindComma),
                (items[item].is_demonym(), Clue::BehindDemonym),
            ];
            add(clues, &seen);
            let functions = [
                ("of", Clue::BehindOf),
                ("with", Clue::BehindWith),
                ("between", Clue::BehindBetween),
                ("by", Clue::BehindBy),
                ("to", Clue::BehindTo),
                ("where", Clue::BehindWhere),
            ];
            self.preposition(item, &functions, Clue::BehindBare, clues);
        }
    }

    /// Whether a naming stands right beside another figure of the sentence: "la Chine (5 milliards)", "5 milliards avec la Chine".
    fn is_claimed(&self, item: usize) -> bool {
        let other = |index: usize| index != self.at && self.is_quantity(index);
        let opens = ["(", "–", "—", ":"].iter().any(|mark| self.is_mark(item + 1, mark));
        let ahead = (item + 1..item + 3 + usize::from(opens)).find(|index| self.is_quantity(*index));
        let behind = (item.saturating_sub(3)..item)
            .rev()
            .find(|index| self.is_quantity(*index))
            .filter(|figure| (figure + 1..item).any(|index| self.sign(index).prep.is_some()));
        ahead.is_some_and(other) || behind.is_some_and(other)
    }

    /// What the preposition of a naming says.
    fn preposition(&self, item: usize, functions: &[(&str, Clue)], bare: Clue, clues: &mut Clues) {
        let chunks = self.scene.chunks();
        let chunk = self.signs.chunk[item];
        match chunk.checked_sub(1).and_then(|before| chunks[before].preposition()) {
            Some(value) => clues.extend(functions.iter().filter(|(function, _)| self.reader.language.has_function(function, value)).map(|(_, clue)| *clue)),
            None => clues.push(bare),
        }
    }

    /// The phrases around the figure's verb, and the names that the measure is of.
    pub(super) fn grammar(&self) -> Grammar {
        let clauses = &self.scene.clauses;
        let chunks = self.scene.chunks();
        let mut grammar = Grammar::default();
        if let Some(verb) = self.ruler() {
            grammar.subject = clauses.grammatical_subject(verb).iter().flat_map(|noun| clauses.named_within(*noun)).collect();
            grammar.agent = clauses.complements(verb, "by");
            grammar.addressed = clauses.complements(verb, "addressed");
        }
        let items = self.items();
        let measure = self.signs.measure_before(self.at).or_else(|| (self.at + 1..items.len()).find(|index| self.sign(*index).measure.is_some()));
        if let Some(measure) = measure {
            // "les exportations kazakhes", "le commerce extérieur du Xinjiang", "la part du Kazakhstan"
            let end = (measure + 1..items.len())
                .find(|index| matches!(chunks[self.signs.chunk[*index]].kind, ChunkKind::Verb(_) | ChunkKind::Comma | ChunkKind::Stop))
                .unwrap_or(items.len());
            let mut of = true;
            for (index, item) in items.iter().enumerate().take(end.min(measure + 9)).skip(measure + 1) {
                if let Some(prep) = self.sign(index).preposition {
                    of = ["of", "between", "with"].iter().any(|function| self.reader.language.has_function(function, prep));
                }
                if of && !item.entities().is_empty() {
                    grammar.measured.push(index);
                }
            }
        }
        grammar
    }
}

/// The phrases that name who says what a sentence tells, and who expects it.
#[derive(Debug, Default)]
pub struct Speakers {
    sources: Vec<usize>,
    expects: Vec<usize>,
}

impl Speakers {
    /// Those of a sentence.
    fn of(language: &Language, clauses: &Clauses<'_>) -> Self {
        let mut speakers = Self::default();
        for (index, chunk) in clauses.chunks.iter().enumerate() {
            if chunk.preposition().is_some_and(|preposition| language.has_function("according", preposition)) {
                speakers.sources.push(index + 1);
            } else if let Some(verb) = chunk.verb() {
                let lemma = verb.lemma;
                if language.verb_is(lemma, "say") {
                    speakers.sources.extend(clauses.subject(index));
                } else if ["plan", "think", "hope"].iter().any(|group| language.verb_is(lemma, group)) {
                    speakers.expects.extend(clauses.subject(index));
                }
            }
        }
        speakers
    }
}

/// The phrases around a figure's verb, and the names that its measure is of.
#[derive(Debug, Default)]
pub struct Grammar {
    subject: Nouns,
    agent: Nouns,
    addressed: Nouns,
    measured: Vec<usize>,
}
