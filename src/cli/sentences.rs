//! The sentences around the words of evidence, out of the files that the documents were read from: the store keeps no text.

use std::{collections::BTreeMap, path::PathBuf};

use super::{failure::Failure, output, source::World};
use crate::{
    graph::Records,
    model::{CharOffsets, Span},
    read, recognise,
};

/// By document and first character: the sentence, the words in it between asterisks.
pub(super) type Sentences = BTreeMap<(String, usize), String>;

/// The sentences of all facts whose documents lie in some files as they were read; what changed since is told.
pub(super) fn sentences(paths: &[PathBuf], records: &Records) -> Result<Sentences, Failure> {
    let mut found = Sentences::new();
    if paths.is_empty() {
        return Ok(found);
    }
    let world = World::open(&super::source::Added::default())?;
    for document in read::read(paths.to_vec(), &read::Options::default(), world.pages()).flatten() {
        let Some(known) = records.documents.iter().find(|known| known.id == document.id) else { continue };
        if known.hash != document.hash {
            output::tell(&format!("{}: is not the text that was built from; its sentences are not shown", document.id));
            continue;
        }
        let sentences = world.pipeline.language(&document).map(|language| recognise::recognise(&document, language, world.pipeline.knowledge()).sentences);
        let offsets = CharOffsets::new(&document.text);
        for fact in records.facts.iter().filter(|fact| fact.document == document.id) {
            let within = |span: Span| {
                let (start, end) = offsets.span(span);
                start <= fact.start && fact.start < end.max(start + 1)
            };
            let Some(sentence) = sentences.iter().flatten().map(|sentence| sentence.span).find(|span| within(*span)) else { continue };
            let (first, _) = offsets.span(sentence);
            found.insert((document.id.clone(), fact.start), marked(sentence.of(&document.text), fact.start - first, fact.end - first));
        }
    }
    Ok(found)
}

/// A sentence with some of its characters between asterisks.
fn marked(sentence: &str, start: usize, end: usize) -> String {
    let letters: Vec<char> = sentence.chars().collect();
    let (start, end) = (start.min(letters.len()), end.min(letters.len()));
    let part = |from: usize, until: usize| letters[from..until].iter().collect::<String>();
    format!("{}**{}**{}", part(0, start), part(start, end), part(end, letters.len()))
}
