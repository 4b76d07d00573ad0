//! Words near a thing that tell how far it has come.

use super::*;

impl Site<'_> {
    /// Whether words of a class stand near behind the thing: "en construction", "à l'état de projet".
    pub(super) fn near(&self, class: &str) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let end = self.scene.clauses.clause_end(self.at).max(self.at + 1);
        let reach = (self.at + 1..self.chunks().len())
            .find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_)))
            .unwrap_or(self.chunks().len());
        (self.at..reach.max(end).min(self.at + 8).min(self.chunks().len())).any(|index| self.scene.items(index).iter().any(|item| item.is(lexicon, class)))
    }

    /// "prévu", "d'ici": the head has not happened yet.
    pub(super) fn planned_word(&self, head: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        (head.saturating_sub(1)..self.chunks().len().min(self.at + 4)).any(|index| {
            self.scene.items(index).iter().any(|item| item.is(lexicon, "planned-word"))
                || matches!(&self.chunks()[index].kind, ChunkKind::Date(date) if date.deadline)
        })
    }

    /// Whether the noun of an act has a time that is over, or stands behind "since", "after" or "by".
    pub(super) fn is_over(&self, head: usize) -> bool {
        let language = self.reader.language;
        let lexicon = &language.lexicon;
        let now = self.reader.calendar.published().and_then(|now| now.last_day());
        let over = |index: usize| match &self.chunks()[index].kind {
            ChunkKind::Date(date) => self.reader.when(date).and_then(|when| when.last_day()).zip(now).is_some_and(|(when, now)| when < now),
            _ => false,
        };
        let before = || head.checked_sub(1).and_then(|index| self.chunks()[index].preposition());
        let behind = before().is_some_and(|value| language.has_function("by", value) || language.has_function("since", value))
            || self.chunks()[head].start.checked_sub(1).is_some_and(|item| self.scene.sentence.items[item].is(lexicon, "after-word"));
        behind || (head + 1..self.at).any(over)
    }

    /// Whether a share stands right behind the verb: only so much of it is done.
    pub(super) fn is_partly(&self, verb: usize) -> bool {
        let share = |noun: usize| {
            let quantity = self.chunks().get(noun).and_then(Chunk::noun).and_then(|noun| noun.quantity.as_ref());
            quantity.is_some_and(|(_, quantity)| quantity.unit.as_deref() == Some("%"))
        };
        self.chunks().get(verb + 1).is_some_and(|chunk| chunk.preposition().is_some() || matches!(chunk.kind, ChunkKind::Other)) && share(verb + 2)
            || share(verb + 1)
    }
}
