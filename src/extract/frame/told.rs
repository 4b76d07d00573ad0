//! What is found out once for all patterns of a trigger, and which of them need not start.

use super::{stops::Way, *};
use crate::lang::Classes;

/// What is found out once for all patterns of a trigger: the way of a line, the verb of its clause; each once somebody has asked.
#[derive(Default)]
pub struct Told {
    /// The stops.
    pub(super) stops: OnceCell<Vec<(usize, Way)>>,
    /// Of which lines.
    pub(super) lines: OnceCell<Nouns>,
    /// The places that its line is called by.
    pub(super) called: OnceCell<Vec<EntityId>>,
    /// The places that the text lists on its way.
    pub(super) course: OnceCell<(Nouns, bool)>,
    /// The states that its line is called by.
    pub(super) states: OnceCell<Vec<EntityId>>,
    /// Who does it.
    pub(super) subject: OnceCell<Nouns>,
    /// Where what a verb of saying tells ends.
    pub(super) said_end: OnceCell<usize>,
    /// The finite verb of the clause of a noun.
    pub(super) governing: OnceCell<Option<usize>>,
}

impl Frame<'_> {
    /// Whether a phrase names a corridor or line.
    pub(super) fn names_line(&self, noun: usize) -> bool {
        self.has_line() && self.is_line_named(noun)
    }

    /// Whether a phrase of the sentence names a line: where none does, none is sought.
    pub(super) fn has_line(&self) -> bool {
        let find = || self.scene.names(&WAYS) && (0..self.chunks().len()).any(|noun| self.is_line_named(noun));
        *self.scene.lined.get_or_init(find)
    }

    fn is_line_named(&self, noun: usize) -> bool {
        let noun = self.chunks().get(noun).and_then(Chunk::noun);
        noun.is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id) && !self.reader.is_fresh_site(id)))
    }

    /// Whether the prepositions of the sentence tell that a pattern finds nothing in it for a slot that a fact needs.
    pub(super) fn lacks_words(&self, pattern: &Pattern) -> bool {
        let noun = usize::from(self.verb().is_none());
        let lacks = |functions: &Classes| !self.scene.clauses.may_say_one_of(functions);
        pattern.wanted.iter().any(|(slot, wanted)| wanted[noun].as_ref().is_some_and(lacks) && is_vain(self.scene, pattern, *slot, self.at))
    }

    /// Whether a pattern can tell nothing here: where no source of a slot that a fact needs has anything, as of a route without a line or a stop
    /// of its way. Only what is cheaper to ask than to try is asked.
    pub(super) fn finds_nothing(&self, pattern: &Pattern) -> bool {
        let none = |source: &Source| match source {
            Source::Subject => !pattern.spec.is("agreement") && self.subject().is_empty(),
            Source::RightWhere => self.right_where().is_none(),
            Source::Line => self.line().is_empty() && self.along().is_none(),
            Source::Stops(way) => match way.as_str() {
                "called" | "called-via" => self.called().is_empty(),
                "states" | "states-via" => self.called_states().is_empty(),
                "whole" => self.whole_behind().is_none(),
                "course" | "course-ends" => self.course().0.is_empty(),
                "stretches" => self.stretches().is_empty(),
                "fronted" => self.fronted_ends().is_empty(),
                way => !self.stops().iter().any(|stop| self.stops_by(stop, Source::bare_way(way))),
            },
            Source::Function(function) => !self.scene.clauses.may_say(function) && (self.verb().is_some() || !matches!(function.as_str(), "where" | "between")),
            _ => false,
        };
        self.is_vain_without(pattern, none)
    }

    /// Whether one of the slots that a fact needs has no sources but those.
    fn is_vain_without(&self, pattern: &Pattern, none: impl Fn(&Source) -> bool) -> bool {
        let mut slots = pattern.slots.iter().enumerate();
        slots.any(|(index, (_, sources))| is_vain(self.scene, pattern, index, self.at) && sources.iter().all(|(source, _)| none(source)))
    }
}
