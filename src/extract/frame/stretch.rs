//! How much of a line lies where, and what it is only good for.

use super::{stops::Way, *};

impl Frame<'_> {
    /// "dont 774 km en A et 826 km en B": how much of the line lies where.
    pub(super) fn stretches(&self) -> Nouns {
        let chunks = self.chunks();
        let language = self.reader.language;
        let mut found: Nouns = Nouns::new();
        let mut told = false;
        // Where no figure is told no length is.
        if !self.scene.counts {
            return found;
        }
        let own = chunks[self.at].noun().map(|noun| &noun.entities);
        let other = |index: usize| self.names_line(index) && chunks[index].noun().map(|noun| &noun.entities) != own;
        // "En territoire A, la longueur de la ligne est de 306 km"
        let lies = |value| language.has_function("where", value);
        let is_length = |chunk: &Chunk| chunk.noun().and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, told)| told.unit.as_deref() == Some("km"));
        let length = |index: &usize| self.scene.is(*index, "length-word");
        if chunks[0].preposition().is_some_and(lies)
            && self.is_land(1)
            && chunks.get(2).is_some_and(|comma| matches!(comma.kind, ChunkKind::Comma))
            && (3..self.at).any(|index| length(&index))
            && chunks[self.at..].iter().any(is_length)
            && !(0..chunks.len()).any(other)
        {
            return smallvec![1];
        }
        for (index, chunk) in chunks.iter().enumerate() {
            let unit = chunk.noun().and_then(|noun| noun.quantity.as_deref()).map(|(_, quantity)| quantity.unit.as_deref());
            // "longue de 826 km (504 en A, 263 en B)": the unit is said once.
            let length = unit == Some(Some("km")) || unit == Some(None) && told;
            told |= unit == Some(Some("km"));
            let lies = chunks
                .get(index + 1)
                .and_then(Chunk::preposition)
                .is_some_and(|value| ["where", "under", "at"].iter().any(|function| language.has_function(function, value)));
            let place = self.is_land(index + 2);
            if !(length && lies && place) || index == 0 {
                continue;
            }
            let of = chunks[index - 1].preposition().is_some_and(|value| language.has_function("whose", value));
            let joint = |between: &Chunk| matches!(between.kind, ChunkKind::Comma | ChunkKind::Conjunction(_));
            let more = joint(&chunks[index - 1]) && found.last().is_some_and(|last| chunks[last + 1..index].iter().all(joint));
            let opens = matches!(chunks[index - 1].kind, ChunkKind::Open);
            // Another line between has its own stretches.
            if (of || more || opens) && !(self.at.min(index)..self.at.max(index)).any(other) {
                found.push(index + 2);
                let towns = self.way_of_stretch(index + 3).filter(|noun| chunks[*noun].noun().is_some());
                found.extend(towns);
            }
        }
        found
    }

    /// "773 km en A, via C et D, et 827 km en B, par E": the towns behind a stretch, by which it runs, with what joins them.
    fn way_of_stretch(&self, from: usize) -> std::ops::Range<usize> {
        let chunks = self.chunks();
        let led = |index: usize| chunks.get(index).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("through", value));
        let comma = |index: usize| chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        if !(comma(from) && led(from + 1)) {
            return from..from;
        }
        let goes = |index: &usize| match &chunks[*index].kind {
            ChunkKind::Comma | ChunkKind::Conjunction(_) => true,
            ChunkKind::Noun(noun) => noun.quantity.is_none() && noun.entities.first().is_some_and(|id| self.is_stop(id)),
            _ => false,
        };
        from..(from + 2..chunks.len()).take_while(goes).last().map_or(from, |last| last + 1)
    }

    /// "ira de A à B et à C, puis à D": B and C are on the way.
    pub(super) fn pass_before_then(&self, found: &mut [(usize, Way)]) {
        if found.len() < 2 || self.verb().is_none() || !self.scene.classes.may_have("then") {
            return;
        }
        let goal = |way: Way| matches!(way, Way::To | Way::Onward | Way::Until);
        let then = |index: &usize| matches!(self.chunks()[*index].kind, ChunkKind::Conjunction(_)) && self.scene.is(*index, "then");
        let Some(last) = found.iter().rev().find(|(_, way)| goal(*way)).map(|(noun, _)| *noun) else { return };
        let Some(then) = (self.at + 1..last).rev().find(then) else { return };
        for (_, way) in found.iter_mut().filter(|(noun, way)| *noun < then && goal(*way)) {
            *way = Way::Passed;
        }
    }

    /// "permettra d'acheminer du gaz vers A": what something is good for, and not what it does.
    pub(super) fn is_made_possible(&self) -> bool {
        let of = self.at.checked_sub(1).and_then(|before| self.chunks()[before].preposition());
        // "permet d'acheminer du gaz de A à B": it does.
        let now =
            self.at.checked_sub(2).and_then(|before| self.chunks()[before].verb()).is_some_and(|verb| verb.tense == Tense::Present && verb.modal.is_none());
        !now && self.verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && of.is_some_and(|value| self.reader.language.has_function("of", value))
    }

    /// A place, or the land that an adjective tells: "sur le sol kirghiz".
    fn is_land(&self, at: usize) -> bool {
        let Some(noun) = self.chunks().get(at).and_then(Chunk::noun) else { return false };
        let land = || self.scene.is(at, "land");
        noun.entities.first().map_or_else(|| !noun.adjectives.is_empty() && land(), |id| id.kind().is_place())
    }
}
