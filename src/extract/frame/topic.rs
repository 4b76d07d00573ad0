//! What a paper is about: the fields that its own phrase names, up to the next paper.

use std::ops::Range;

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
        // "des accords ont été signés, notamment sur le tourisme et la santé"
        let behind = || {
            let passive = |verb: &VerbGroup| verb.is_finite() && verb.voice == Voice::Passive;
            let verb = (noun + 1..last).find(ends).filter(|verb| chunks[*verb].verb().is_some_and(passive))?;
            let does = |value, function| self.reader.language.has_function(function, value);
            let aside = |chunk: &Chunk| {
                matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Other | ChunkKind::Date(_))
                    || chunk.preposition().is_some_and(|value| does(value, "such-as"))
            };
            let about = verb + 1 + chunks[verb + 1..].iter().take_while(|chunk| aside(chunk)).count();
            let leads = |value| does(value, "about") || does(value, "field");
            chunks.get(about)?.preposition().filter(|value| leads(*value) || self.scene.is(about + 1, "sector-word"))?;
            Some(about..(about + 1..last).find(ends).unwrap_or(last))
        };
        let own = noun..if hangs { (noun + 1..end).find(ends).unwrap_or(end) } else { noun + 1 };
        let fields = |range: Range<usize>| {
            let mut fields = self.reader.topics(self.scene, range.start, range.end);
            fields.retain(|value| !matches!(value, Value::Entity(_)));
            Some(fields).filter(|fields| !fields.is_empty())
        };
        fields(own).or_else(|| fields(behind()?)).unwrap_or_default()
    }
}
