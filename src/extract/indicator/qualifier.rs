//! How exact a figure is by the words around it.

use super::Sight;
use crate::extract::chunk::{ChunkKind, Modal, VerbGroup};

/// Phrases of a verb and of what stands between it and a figure.
const ADVERBS: usize = 6;

impl Sight<'_> {
    /// "portée de 100 à 150": the ends are two levels, no range.
    pub(super) fn moves(&self) -> bool {
        let language = self.reader.language;
        let of = self.at.checked_sub(1).is_some_and(|before| self.has_function(before, "of"));
        of && self.quantity.unit.as_deref() != Some("%")
            && self
                .ruler()
                .and_then(|index| self.scene.chunks()[index].verb())
                .is_some_and(|verb| ["move", "rise", "fall"].into_iter().any(|group| language.verb_is(verb.lemma, group)))
    }

    /// "porter de 3 à 5 milliards", "faire passer de 6 à 15 milliards": whether the lower end is where it sets out.
    pub(super) fn sets_out(&self) -> bool {
        let of = self.at.checked_sub(1).is_some_and(|before| self.has_function(before, "of"));
        let chunks = self.scene.chunks();
        let moved = |index: usize| chunks[index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "move"));
        self.moves() || of && self.quantity.unit.as_deref() != Some("%") && (self.chunk.saturating_sub(5)..self.chunk).any(moved)
    }

    /// How exact the verb right before the figure says it is: "a dépassé", "avoisine", "pourrait atteindre".
    pub(super) fn verb_qualifier(&self) -> Option<&'static str> {
        // "a presque triplé"
        if self.sign(self.at).multiple.is_some() {
            let adverb = self.at.checked_sub(1).map(|before| &self.items()[before])?;
            return ["approx", "over"].into_iter().find(|code| adverb.code(&self.reader.language.lexicon, "nearness") == Some(*code));
        }
        let verb = self.verb_before()?;
        let language = self.reader.language;
        let is = |group: &str| language.verb_is(verb.lemma, group);
        match verb.modal {
            // "dépasse de 5 millions celui de 2023": by how much.
            _ if is("exceed") && self.is_outdoing() => None,
            _ if is("exceed") => Some(if verb.negated { "up-to" } else { "over" }),
            _ if is("approach") => Some("approx"),
            Some(Modal::May) if is("reach") => Some("up-to"),
            _ => None,
        }
    }

    /// The verb whose object the figure is: "dépasse désormais 50 milliards", "a dépassé, pour la première fois, les 50 milliards".
    fn verb_before(&self) -> Option<&VerbGroup> {
        let chunks = self.scene.chunks();
        let mut inserted = false;
        for index in (self.chunk.saturating_sub(ADVERBS)..self.chunk).rev() {
            match &chunks[index].kind {
                ChunkKind::Comma => inserted = !inserted,
                ChunkKind::Verb(verb) => return Some(verb).filter(|_| !inserted),
                ChunkKind::Noun(noun) if !inserted || noun.quantity.is_some() => return None,
                ChunkKind::Stop | ChunkKind::Conjunction(_) => return None,
                _ => {}
            }
        }
        None
    }
}
