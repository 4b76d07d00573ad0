//! Growth of an economy that a sentence tells across a clause of its own or before it names who grows.

use super::{
    Sight,
    signs::{is_wall, note},
};
use crate::{
    extract::chunk::ChunkKind,
    lang::{Tense, Value},
    recognise::Item,
};

/// So many words lie at most between the word for growth and what it is of.
const NEAR: usize = 4;

impl Sight<'_> {
    /// "La croissance, qui s'est élevée à 9 % en 2024, reviendrait à 7 %", "Après 6 % en 2024, le pays devrait croître de 5 %": whether the rate is
    /// one of growth.
    pub(super) fn is_growth_told(&self) -> bool {
        let grows =
            || self.scene.clauses.may_do("grow") && self.scene.chunks().iter().any(|chunk| chunk.verb().is_some_and(|verb| self.is_to_grow(verb.lemma)));
        if self.quantity.unit.as_deref() != Some("%") || !(self.signs.say(note::GROWTH) || grows()) {
            return false;
        }
        let other = |index: usize| {
            let sign = self.sign(index);
            sign.measure.is_some_and(|measure| measure != "growth" && measure != "gdp") || sign.goods.is_some() || sign.says(note::SHARE)
        };
        let foreign = (0..self.items().len()).any(other) || self.has_function(self.at + 1, "of");
        !foreign && (self.is_across_clause() || self.is_before_growth())
    }

    fn is_to_grow(&self, lemma: Value) -> bool {
        self.reader.language.verb_is(lemma, "grow")
    }

    /// Whether an item is a word for the growth of an economy, or of the one that is spoken of: "la croissance", "la croissance arménienne".
    fn is_growth_word(&self, index: usize) -> bool {
        if !self.sign(index).says(note::GROWTH) || !index.checked_sub(1).is_some_and(|before| self.sign(before).det.is_some()) {
            return false;
        }
        !self.has_function(index + 1, "of") || (index + 2..index + NEAR).any(|next| self.state_at(next).is_some())
    }

    /// "La croissance, qui s'est élevée à 9 % en 2024, reviendrait à 7 % en 2025": the rate in the relative clause, and the one behind it.
    fn is_across_clause(&self) -> bool {
        let chunks = self.scene.chunks();
        let led = self.at > 0 && ["to", "of", "at"].into_iter().any(|function| self.has_function(self.at - 1, function));
        let reaches = self.at > 0 && chunks[self.signs.chunk[self.at - 1]].verb().is_some();
        if !(led || reaches) {
            return false;
        }
        let Some(word) = (0..self.at).rev().find(|index| self.is_growth_word(*index)) else { return false };
        let head = self.signs.chunk[word];
        let opens = |index: &usize| {
            matches!(&chunks[*index].kind, ChunkKind::Relative(value) if value == "subject") && matches!(chunks[index - 1].kind, ChunkKind::Comma)
        };
        let Some(open) = (head + 1..self.chunk).find(opens) else { return false };
        // Nothing but the land stands between the word and the clause.
        let near = chunks[head + 1..open]
            .iter()
            .all(|chunk| chunk.verb().is_none() && !is_wall(&chunk.kind) && chunk.noun().is_none_or(|noun| noun.quantity.is_none()));
        let verbs = || (open + 1..self.chunk).filter(|index| chunks[*index].verb().is_some_and(|verb| verb.is_finite()));
        // The clause has one verb, and the main one stands behind its comma.
        let main = verbs().nth(1).is_none_or(|main| (open..main).any(|index| matches!(chunks[index].kind, ChunkKind::Comma)) && verbs().nth(2).is_none());
        let rates = (word..self.at).all(|index| !self.is_quantity(index) || self.is_rate(index) || self.is_time(index));
        near && main && rates && verbs().next().is_some()
    }

    /// "Après 6 % en 2024, le pays devrait croître de 5 %": a rate before the clause that tells growth.
    fn is_before_growth(&self) -> bool {
        let chunks = self.scene.chunks();
        let after = (1..=2).any(|back| self.at >= back && self.items()[self.at - back].is(&self.reader.language.lexicon, "after-word"));
        let opens = self.at <= 2 && after;
        let Some(comma) = (self.chunk + 1..chunks.len().min(self.chunk + NEAR)).find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)).filter(|_| opens)
        else {
            return false;
        };
        let grows = |index: usize| {
            let verb = chunks[index].verb().filter(|verb| verb.is_finite() || verb.tense == Tense::Infinitive);
            verb.is_some_and(|verb| self.is_to_grow(verb.lemma)) && self.is_rate_behind(chunks[index].end)
        };
        let state = |item: &Item| item.entities().iter().any(|id| self.is_state(id));
        (comma + 1..chunks.len()).any(grows) && self.items()[chunks[comma].end..].iter().any(state)
    }

    /// Whether a rate stands right behind, past a preposition.
    fn is_rate_behind(&self, index: usize) -> bool {
        self.is_rate(index) || self.has_function(index, "of") && self.is_rate(index + 1)
    }
}
