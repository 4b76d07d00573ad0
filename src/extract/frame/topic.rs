//! What a paper is about: the fields that its own phrase names, up to the next paper.

use super::*;

/// So many phrases at most tell what a paper is about.
const REACH: usize = 16;

impl Frame<'_> {
    /// "un accord sur le tourisme, un mémorandum dans le domaine de l'eau et de l'énergie": the fields of the paper at `noun`.
    pub(super) fn fields_of_paper(&self, noun: usize) -> Vec<Value> {
        let chunks = self.chunks();
        let another = |index: usize| {
            let link = matches!(chunks[index].kind, ChunkKind::Comma | ChunkKind::Conjunction(_));
            let of = |at: usize| chunks.get(at).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("of", value));
            let next = index + 1 + usize::from(of(index + 1));
            link && chunks.get(next).is_some_and(|chunk| chunk.noun().is_some()) && self.scene.is(next, "agreement-kind")
        };
        let ends = |index: &usize| {
            let chunk = &chunks[*index];
            matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Close)
                || chunk.verb().is_some_and(VerbGroup::is_finite)
                || another(*index)
        };
        let last = chunks.len().min(noun + 1 + REACH);
        let end = self.until.filter(|until| (noun + 1..last).contains(until)).unwrap_or(last);
        let hangs = chunks.get(noun + 1).is_some_and(|next| next.preposition().is_some() || next.verb().is_some_and(|verb| !verb.is_finite()));
        let end = if hangs { (noun + 1..end).find(ends).unwrap_or(end) } else { noun + 1 };
        let mut fields = self.reader.topics(self.scene, noun, end);
        fields.retain(|value| !matches!(value, Value::Entity(_)));
        fields
    }
}
