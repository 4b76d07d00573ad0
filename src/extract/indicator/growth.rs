//! Growth of an economy that a sentence tells across a clause of its own or before it names who grows.

use super::{
    Figure, Sight,
    signs::{Sign, is_wall, note},
};
use crate::{
    extract::chunk::{Chunk, ChunkKind, Modal, VerbGroup},
    lang::{Tense, Value},
    recognise::Item,
};

/// So many words lie at most between the word for growth and what it is of.
const NEAR: usize = 4;

/// So many words lie at most between where a rate sets out and where it comes to.
const INSIDE: usize = 8;

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

    /// "… une croissance de 6 %. Celle de A devrait tomber de 4 % à 2 %", "En A, le recul serait plus modéré, de 5 % à 4 %": rates that go on from
    /// the growth of another.
    pub(super) fn is_growth_again(&self) -> bool {
        let grown = |figure: &&Figure| figure.measure == "gdp" && figure.change.is_some();
        let rate = self.quantity.unit.as_deref() == Some("%") && self.at > 0;
        if !rate || self.previous.or(self.before.filter(|_| self.close)).filter(grown).is_none() {
            return false;
        }
        let leaves = self.has_function(self.at - 1, "of") && self.is_passage();
        let left = |figure: &Figure| figure.at > 0 && self.has_function(figure.at - 1, "of") && self.at - figure.at < INSIDE;
        let foreign = |sign: &Sign<'_>| {
            sign.measure.is_some_and(|measure| measure != "growth" && measure != "gdp") || sign.goods.is_some() || sign.says(note::SHARE | note::COMPARE)
        };
        if self.signs.list[..self.at].iter().any(foreign) {
            return false;
        }
        // "…, alors qu'il était estimé à 4 % en 2024": the growth that the clause before told, of another time.
        if self.comes_to() && self.previous.is_some_and(|figure| figure.at + 1 < self.at) && self.is_it_in_clause() {
            return true;
        }
        if !(leaves || self.comes_to() && self.previous.is_some_and(left)) {
            return false;
        }
        // "le recul serait plus modéré": a rise or fall of which nobody says what of.
        let bare = |index: usize| {
            self.sign(index).change.is_some()
                && self.scene.chunks()[self.signs.chunk[index]].noun().is_some()
                && self.sign(index - 1).det == Some("definite")
                && !self.has_function(index + 1, "of")
        };
        self.like().is_some() || (1..self.at).any(bare)
    }

    /// "La croissance du PIB de A passera de 9 % à 5 %": whether a growth is what the figure's verb is said of.
    pub(super) fn is_of_growth(&self) -> bool {
        let led = self.at > 0 && (self.has_function(self.at - 1, "of") && self.is_passage() || self.comes_to());
        let Some(verb) = self.ruler().filter(|verb| led && *verb < self.chunk && self.says_before(note::GROWTH)) else { return false };
        let chunks = self.scene.chunks();
        let Some(first) = self.scene.clauses.grammatical_subject(verb).first().copied().filter(|first| *first < verb) else { return false };
        let subject = chunks[first].start..chunks[verb].start;
        let grows =
            |index: usize| self.sign(index).says(note::GROWTH) && index > 0 && (self.sign(index - 1).det.is_some() || self.has_function(index - 1, "of"));
        let other = |index: usize| self.is_quantity(index) || self.sign(index).measure.is_some_and(|measure| measure != "growth" && measure != "gdp");
        subject.clone().any(grows) && !subject.clone().any(other)
    }

    /// Whether what a growth that is told in brief comes to lies ahead: "En A, le recul serait plus modéré, de 5 % à 4 %", "La prévision a été
    /// révisée de 5 % à 4 %".
    pub(super) fn is_growth_to_come(&self) -> bool {
        let ahead = |verb: &VerbGroup| matches!(verb.tense, Tense::Future | Tense::Conditional) || verb.modal == Some(Modal::Duty);
        let foretells = || self.scene.chunks()[..self.chunk].iter().filter_map(Chunk::verb).any(ahead);
        self.comes_to() && (self.is_growth_again() && foretells() || self.is_revised())
    }

    /// "La croissance de A a été révisée de 2 % à 3 %": whether the verb tells of another guess.
    pub(super) fn is_revised(&self) -> bool {
        let verb = self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| self.scene.chunks()[verb].verb());
        verb.is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "revise"))
    }

    /// "Les taux de croissance de A et de B devraient rester stables, à 4 % et 5 % respectivement": rates of growth in the order of the states.
    pub(super) fn is_growth_in_order(&self) -> bool {
        if self.quantity.unit.as_deref() != Some("%") || !self.signs.say(note::RESPECTIVE) {
            return false;
        }
        let told = || {
            self.says_before(note::GROWTH) || self.scene.chunks()[..self.chunk].iter().any(|chunk| chunk.verb().is_some_and(|verb| self.is_to_grow(verb.lemma)))
        };
        let foreign =
            |sign: &Sign<'_>| sign.measure.is_some_and(|measure| measure != "growth" && measure != "gdp") || sign.goods.is_some() || sign.says(note::SHARE);
        told() && !self.signs.list.iter().any(foreign) && self.respective().is_some_and(|row| row.last().is_some_and(|id| self.is_state(id)))
    }

    /// Whether the subject of the figure's verb is a pronoun, in a clause that opens behind the figure before.
    fn is_it_in_clause(&self) -> bool {
        let chunks = self.scene.chunks();
        let Some(verb) = self.ruler().filter(|verb| *verb > 0 && *verb < self.chunk) else { return false };
        let pronoun = |item: &Item| item.code(&self.reader.language.lexicon, "pron") == Some("subject");
        let since = self.previous.map_or(0, |previous| previous.at);
        let own = self.items()[chunks[verb].start.saturating_sub(1)..chunks[verb].end].iter().any(pronoun);
        let opens = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Subordinator(_)) && chunks[*index].start > since;
        own && (0..verb).rev().find(|index| is_wall(&chunks[*index].kind)).filter(opens).is_some()
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
