//! What somebody thinks of what they speak of, where only the weight of the words tells it: good or bad, denied, little, or wanted.

use crate::{
    extract::{
        act::Saying,
        chunk::{Chunk, ChunkKind, VerbGroup},
    },
    lang::Tense,
};

impl Saying<'_> {
    /// Praise or criticism by the words that judge; what stands behind "but" weighs more than what stands before it.
    pub(super) fn judgement(&self) -> Option<&'static str> {
        let (mut before, mut sum) = (0, 0);
        for index in self.said.clone().filter(|index| Some(*index) != self.by) {
            if sum != 0 && self.is_turn(index) {
                (before, sum) = (sum, 0);
            }
            sum += self.weight(index);
        }
        let sum = if sum == 0 { before } else { sum };
        (sum != 0).then_some(if sum > 0 { "praise" } else { "criticise" })
    }

    /// Whether what stands behind "but" speaks ill of what is praised before it.
    pub(super) fn is_taken_back(&self) -> bool {
        let but = self.said.clone().find(|index| self.is_turn(*index));
        but.is_some_and(|but| (but..self.said.end).map(|index| self.weight(index)).sum::<i32>() < 0)
    }

    /// Whether a phrase sets what follows against what was said: "mais", "toutefois".
    fn is_turn(&self, index: usize) -> bool {
        self.scene.is(index, "turn")
    }

    /// How well a phrase speaks of what it tells.
    fn weight(&self, index: usize) -> i32 {
        let language = self.reader.language;
        let chunk = &self.scene.chunks()[index];
        let by_verb = chunk.verb().map_or(0, |verb| {
            let of = |group: &str| i32::from(!verb.negated && language.verb_is(verb.lemma, group));
            of("speak-well") - of("speak-ill")
        });
        let item = |at: usize| &self.scene.sentence.items[at];
        let judged = |at: usize| Some((at, item(at).code(&language.lexicon, "judged")?));
        // "plus rapide", "moins coûteux"
        let compared = |at: usize, code: &str| at.checked_sub(1).is_some_and(|at| item(at).code(&language.lexicon, "compared") == Some(code));
        let (mut good, mut bad, mut best) = (0, 0, 0);
        for (at, code) in (chunk.start..chunk.end).filter_map(judged) {
            match (code, self.turned(index, at)) {
                ("good", None) => good += 1,
                // "n'ont jamais été meilleurs"
                ("best", Some(true)) => best += 1,
                ("best", None) => good += 1,
                ("more" | "less", None) if compared(at, code) => good += 1,
                ("good", Some(true)) | ("bad", None) => bad += 1,
                _ => {}
            }
        }
        let wanted = good > 0 && self.is_only_wanted(index);
        by_verb + best + if wanted { 0 } else { good } - bad
    }

    /// Whether what a word says is denied: with a word of its own or by being ("peu constructif", "n'est pas constructif"), which says the
    /// contrary, or with its verb ("n'a pas apporté de succès"), which says nothing.
    pub(super) fn turned(&self, index: usize, at: usize) -> Option<bool> {
        let language = self.reader.language;
        let little = |at: usize| self.scene.sentence.items[at].is(&language.lexicon, "little");
        if at.checked_sub(1).is_some_and(little) {
            return Some(true);
        }
        let chunks = self.scene.chunks();
        let clause =
            |at: &usize| !matches!(chunks[*at].kind, ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Stop | ChunkKind::Conjunction(_));
        let verb = (self.said.start..=index).rev().take_while(clause).find_map(|at| chunks[at].verb())?;
        let denied = |verb: &VerbGroup| verb.negated;
        // "ne serait pas compétitif" is nobody's judgement of what there is.
        let is = matches!(verb.tense, Tense::Present | Tense::Imperfect | Tense::Past) && verb.modal.is_none();
        denied(verb).then(|| is && language.verb_is(verb.lemma, "no-deed"))
    }

    /// Whether a thing lessens what weighs on those who use it, or opens something for them: "réduira les délais et les coûts", "offre aux
    /// entreprises de nouveaux débouchés".
    pub(super) fn serves(&self, index: usize) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let clear = |at: &usize| {
            matches!(chunks[*at].kind, ChunkKind::Other | ChunkKind::Preposition(_) | ChunkKind::Conjunction(_) | ChunkKind::Comma) || noun(&chunks[*at])
        };
        let class = |at: usize, class: &str| noun(&chunks[at]) && self.scene.is(at, class);
        let Some(verb) = chunks[index].verb() else { return false };
        [("lessen", "burden"), ("yield", "prospect")]
            .into_iter()
            .any(|(group, object)| language.verb_is(verb.lemma, group) && (index + 1..self.said.end).take_while(clear).take(4).any(|at| class(at, object)))
    }
}

/// Whether a phrase is one of a noun.
const fn noun(chunk: &Chunk) -> bool {
    chunk.noun().is_some()
}
