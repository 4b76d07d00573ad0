//! An auxiliary said once for several participles: "X a remercié A et salué B".

use crate::{
    extract::chunk::{Chunk, ChunkKind, VerbGroup},
    lang::{Language, Tense},
};

/// Makes bare participles behind "and" what the group with the auxiliary before them is.
pub fn share(chunks: &mut [Chunk], language: &Language) {
    let mut last: Option<VerbGroup> = None;
    for index in 0..chunks.len() {
        let joined = || index > 0 && chunks[index - 1].is_and();
        // What somebody else did is an adjective: "une ligne ancienne et exploitée par X".
        let done = || {
            chunks.get(index + 1).is_some_and(|next| match &next.kind {
                ChunkKind::Noun(noun) => noun.determiner.is_some() || !noun.entities.is_empty() || noun.quantity.is_some(),
                ChunkKind::Relative(value) => value == "object",
                ChunkKind::Preposition(value) => !language.has_function("by", value) && !language.has_function("of", value),
                _ => false,
            })
        };
        match &chunks[index].kind {
            ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_) => last = None,
            ChunkKind::Verb(verb) if verb.tense == Tense::Participle && last.is_some() && joined() && done() => {
                let Some(before) = &last else { continue };
                let shared = VerbGroup { lemma: verb.lemma, item: verb.item, ..before.clone() };
                chunks[index].kind = ChunkKind::Verb(shared.clone());
                last = Some(shared);
            }
            ChunkKind::Verb(verb) => {
                let compound = verb.tense == Tense::Past && verb.item > chunks[index].start && verb.modal.is_none() && !verb.negated;
                last = compound.then(|| verb.clone());
            }
            _ => {}
        }
    }
}
