//! What the phrases of a text are, for a reader who asks why a fact was read or missed.

use super::chunk;
use crate::{
    lang::Language,
    model::{Document, EntityId, Span},
    resolve::Resolved,
};

/// The phrases of every sentence, each with its kind and what it names.
pub fn phrases(document: &Document, resolved: &Resolved, language: &Language) -> Vec<(Span, String)> {
    let mut list = Vec::new();
    for sentence in &resolved.sentences {
        for phrase in chunk::chunks(&document.text, sentence, language) {
            let kind = match &phrase.kind {
                chunk::ChunkKind::Noun(noun) => {
                    format!("noun {}", noun.entities.iter().chain(&noun.adjectives).map(EntityId::as_str).collect::<Vec<_>>().join(" "))
                }
                chunk::ChunkKind::Verb(verb) => format!(
                    "verb {} {:?} {:?}{}{}",
                    language.lexicon.value(verb.lemma),
                    verb.voice,
                    verb.tense,
                    if verb.negated { " negated" } else { "" },
                    verb.modal.map(|modal| format!(" {modal:?}")).unwrap_or_default()
                ),
                other => format!("{other:?}"),
            };
            list.push((phrase.span, kind));
        }
    }
    list
}
