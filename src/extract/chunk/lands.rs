//! The states of a region or alliance, which act like it: "les cinq pays d'Asie centrale" is one phrase that names the region.

use super::{Chunk, ChunkKind};
use crate::{lang::Language, model::EntityKind, recognise::Item};

/// Joins a word for states with the region that they are of.
pub(super) fn join(chunks: &mut Vec<Chunk>, items: &[Item], language: &Language) {
    let lexicon = &language.lexicon;
    let mut at = 0;
    while at + 2 < chunks.len() {
        // "le gouvernement du pays d'Asie centrale": one of them.
        let single = |chunk: &Chunk| {
            let article = if chunk.end - chunk.start > 1 { chunk.start } else { chunk.start.saturating_sub(1) };
            items[article].is(lexicon, "single-article")
        };
        let lands = |chunk: &Chunk, before: &[Chunk]| {
            let bare = chunk.noun().is_some_and(|noun| noun.entities.is_empty() && noun.adjectives.is_empty());
            // "A et d'autres pays de l'union": of which A is one.
            let all = || !items[chunk.start..chunk.end].iter().any(|item| item.is(lexicon, "member-other"));
            // "les pays de l'union et ceux d'Asie centrale"
            let again = || items[chunk.end - 1].is(lexicon, "states-again") && before.iter().any(|chunk| chunk.noun().is_some_and(|noun| noun.states));
            bare && (items[chunk.end - 1].is(lexicon, "states-word") && all() && !single(chunk) || again())
        };
        let region = |chunk: &Chunk| {
            chunk
                .noun()
                .and_then(|noun| if let [only] = noun.entities.as_slice() { Some(only) } else { None })
                .filter(|id| matches!(id.kind(), EntityKind::Place | EntityKind::Organisation))
                .cloned()
        };
        let of = |chunk: &Chunk| chunk.preposition().is_some_and(|value| language.has_function("of", value));
        if lands(&chunks[at], &chunks[..at])
            && of(&chunks[at + 1])
            && let Some(region) = region(&chunks[at + 2])
        {
            let behind = chunks.drain(at + 1..at + 3).next_back();
            let Some(behind) = behind else { break };
            let chunk = &mut chunks[at];
            chunk.end = behind.end;
            chunk.span = chunk.span.cover(behind.span);
            if let ChunkKind::Noun(noun) = &mut chunk.kind {
                noun.entities.push(region);
                noun.states = true;
            }
        }
        at += 1;
    }
}
