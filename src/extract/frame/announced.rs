//! What announces a list of papers: "Les documents suivants ont été signés :".

use super::*;

/// So far into a sentence stands what opens a count of papers.
const COUNTING: usize = 6;

/// "Treize accords ont été signés. Parmi eux figurent …", "Il s'agit notamment :": whether a sentence counts up the papers of which the one before told.
pub(super) fn counts_up(reader: &Reader<'_>, scene: &Scene<'_>) -> bool {
    let lexicon = &reader.language.lexicon;
    let opens = || (0..COUNTING).any(|index| scene.sentence.items.get(index).is_some_and(|item| item.is(lexicon, "counting-up")));
    let papers = |item: &Item| item.is(lexicon, "agreement-kind") && reader.language.is_plural(item.span.of(reader.text));
    let signed = || reader.before.iter().any(papers) && reader.before.iter().any(|item| item.is_verb(reader.language, "sign"));
    scene.classes.may_have("counting-up") && opens() && signed()
}

/// Where a sentence announces a list of documents that are signed or adopted, when they are, if it says so: it ends with a colon, or is a heading.
pub fn announces(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<Option<When>> {
    let chunks = scene.chunks();
    let colon = chunks.last().is_some_and(|chunk| chunk.span.of(reader.text).ends_with(':'));
    let heading = || scene.sentence.part == PartKind::Heading && !chunks.iter().any(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite));
    if !colon && !heading() {
        return None;
    }
    if colon && counts_up(reader, scene) {
        return Some(None);
    }
    let opens = |frame: &Frame<'_>| {
        let at = frame.at;
        let signed = |pattern: &Pattern, open: bool| {
            pattern.spec.is("agreement") && pattern.object.as_ref().is_some_and(|class| open || !frame.things(class).is_empty())
        };
        match &chunks[at].kind {
            ChunkKind::Verb(verb) => {
                // "Ont été signés :": what was signed stands in the list itself.
                let passive = verb.voice == Voice::Passive;
                let behind = || chunks[at + 1].preposition().is_some() && !chunks[at + 1..].iter().any(|chunk| chunk.verb().is_some());
                let open = passive && scene.clauses.object(at).is_empty() && (chunks.len() <= at + 2 || behind());
                // "Liste des documents signés"
                let papers = !verb.is_finite() && passive && at.checked_sub(1).is_some_and(|before| scene.is(before, "agreement-kind"));
                let done = || reader.language.patterns.of_verb(verb.lemma, false).any(|pattern| signed(pattern, open || papers));
                (colon || papers) && frame.standing() == Standing::Real && done()
            }
            // "ont assisté à la signature des documents suivants :"
            ChunkKind::Noun(_) if colon => {
                let senses = scene.items(at).iter().flat_map(|item| &item.senses);
                let mut patterns = senses
                    .filter(|sense| reader.language.lexicon.is_class(sense.class, TRIGGER))
                    .filter_map(|sense| reader.language.patterns.of_noun(sense.value));
                patterns.any(|pattern| signed(pattern, false)) && frame.standing() == Standing::Real
            }
            _ => false,
        }
    };
    let mut frames = (0..chunks.len()).map(|at| Frame { reader, scene, at, thing: None, until: None, part: None });
    frames.find(opens).map(|frame| frame.when().map(|(when, _)| when))
}
