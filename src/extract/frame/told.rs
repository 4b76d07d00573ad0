//! What is found out once for all patterns of a trigger, and which of them need not start.

use super::{stops::Way, *};

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
    /// Whether a pattern of routes can tell nothing here: of no line, or of no stop of its way.
    pub(super) fn runs_nowhere(&self, pattern: &Pattern) -> bool {
        let none = |source: &Source| match source {
            Source::Line => self.line().is_empty() && self.along().is_none(),
            Source::Stops(way) => match way.as_str() {
                "called" | "called-via" => self.called().is_empty(),
                "states" | "states-via" => self.called_states().is_empty(),
                "whole" | "course" | "course-ends" | "stretches" | "fronted" => false,
                way => {
                    let way = way.strip_prefix("last-").or_else(|| way.strip_prefix("midway-")).unwrap_or(way);
                    !self.stops().iter().any(|stop| self.stops_by(stop, way))
                }
            },
            _ => false,
        };
        pattern.slots.iter().any(|(slot, sources)| sources.iter().all(|(source, _)| none(source)) && is_vain(self.scene, pattern, slot, self.at))
    }
}
