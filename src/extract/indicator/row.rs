//! Several who each reach a level of trade with the one whose partners are counted up.

use super::{Sight, fit::is_trade, rule};
use crate::model::EntityId;

impl Sight<'_> {
    /// "… avec la Turquie (2,4 milliards). L'Inde, l'Allemagne et le Japon ont franchi la barre du milliard": each of them with the one whose trade the
    /// sentence before told.
    pub(super) fn each_of_subject(&self, measure: &str, rule: &str) -> Option<Vec<Vec<EntityId>>> {
        let before = self.before.filter(|before| self.close && is_trade(measure) && before.measure == measure && before.about.len() == 2)?;
        if rule != rule::CARRIED || self.previous.is_some() {
            return None;
        }
        let chunks = self.scene.chunks();
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let passes = chunks[verb]
            .verb()
            .is_some_and(|group| ["exceed", "reach", "attain", "cross-mark"].iter().any(|own| self.reader.language.verb_is(group.lemma, own)));
        let state = |noun: &usize| chunks[*noun].noun().and_then(|noun| noun.entities.iter().find(|id| self.is_state(id)).cloned());
        let subject = self.scene.clauses.grammatical_subject(verb);
        let row: Vec<EntityId> = subject.iter().map(state).collect::<Option<_>>()?;
        let hub = before.about.iter().find(|id| self.memory.hub.as_ref() == Some(*id) || self.most_named() == Some(*id))?;
        (passes && row.len() > 1 && !row.contains(hub)).then(|| row.into_iter().map(|other| vec![hub.clone(), other]).collect())
    }
}
