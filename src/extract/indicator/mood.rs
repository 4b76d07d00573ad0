//! What the verb over a figure makes of it: said by somebody, foretold, hearsay, wished for, or come about.

use super::{Sight, signs::note};
use crate::{
    extract::chunk::{ChunkKind, Modal, Voice},
    lang::Tense,
    recognise::Item,
};

impl Sight<'_> {
    /// Whether a verb stands in a clause that somebody is said to have said.
    pub(super) fn is_reported(&self, verb: usize) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let that = (0..verb).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Subordinator(_)));
        that.is_some_and(|that| chunks[..that].iter().rev().find_map(|chunk| chunk.verb()).is_some_and(|verb| language.verb_is(verb.lemma, "say")))
    }

    /// "accélérerait à 5 % avant de retomber à 3 %", "devraient, selon lui, atteindre": the verb before the infinitive foretells.
    pub(super) fn is_foretold(&self, infinitive: usize) -> bool {
        let chunks = self.scene.chunks();
        let before = (0..infinitive).rev().find_map(|index| chunks[index].verb().filter(|verb| verb.is_finite()));
        before.is_some_and(|verb| {
            let language = self.reader.language;
            let duty = language.verb_is(verb.lemma, "duty") || language.verb_is(verb.lemma, "may");
            // "sont appelés à atteindre"
            let bound = verb.voice == Voice::Passive && language.verb_is(verb.lemma, "destine");
            verb.modal != Some(Modal::Wish)
                && (matches!(verb.tense, Tense::Future | Tense::Conditional) || matches!(verb.modal, Some(Modal::Future | Modal::May)) || duty || bound)
        }) || chunks[infinitive].start.checked_sub(1).is_some_and(|item| self.sign(item).says(note::BOUND))
    }

    /// "aurait doublé", "se serait établi": what somebody has it to have come about.
    pub(super) fn is_hearsay(&self) -> bool {
        let Some(chunk) = self.ruler().map(|index| &self.scene.chunks()[index]) else { return false };
        let Some(verb) = chunk.verb().filter(|verb| verb.tense == Tense::Conditional && verb.modal.is_none()) else { return false };
        let language = self.reader.language;
        let helper = |item: &Item| item.senses.iter().find(|sense| sense.form.is_some_and(|form| form.tense == Tense::Conditional)).map(|sense| sense.value);
        let first = self.items()[chunk.start..verb.item].iter().find_map(helper);
        first.is_some_and(|first| {
            let be = language.verb_is(first, "be") && (verb.voice == Voice::Reflexive || language.verb_is(verb.lemma, "motion"));
            language.verb_is(first, "have") || be
        })
    }

    /// "souhaite que les échanges atteignent": whether the clause of a verb is what somebody wants.
    pub(super) fn is_wished(&self, verb: usize) -> bool {
        let chunks = self.scene.chunks();
        let that = |index: &usize| matches!(&chunks[*index].kind, ChunkKind::Subordinator(_) | ChunkKind::Relative(_));
        let open = (1..verb).rev().find(that);
        // "pour que les échanges atteignent"
        if open.is_some_and(|open| matches!(&chunks[open].kind, ChunkKind::Subordinator(value) if value == "aim")) {
            return true;
        }
        let before = open.and_then(|that| chunks[that - 1].verb());
        before.is_some_and(|before| !before.negated && self.reader.language.verb_is(before.lemma, "wish-for"))
    }

    /// An infinitive that tells what came about: "a permis d'atteindre", "a augmenté de 5 % pour atteindre".
    pub(super) fn is_result(&self, infinitive: usize) -> bool {
        let chunks = self.scene.chunks();
        let language = self.reader.language;
        let Some(before) = (0..infinitive).rev().find(|index| chunks[*index].verb().is_some_and(|verb| verb.tense != Tense::Gerund)) else {
            return self.previous.is_some_and(|previous| previous.change.is_some());
        };
        let Some(verb) = chunks[before].verb() else { return false };
        // "soit une hausse de 5 % pour atteindre"
        let risen = self.previous.is_some_and(|previous| previous.change.is_some() && previous.modality == "actual" && previous.at < chunks[infinitive].start);
        if risen && verb.modal.is_none() && !matches!(verb.tense, Tense::Future | Tense::Conditional) {
            return true;
        }
        let lemma = verb.lemma;
        let real = matches!(verb.tense, Tense::Past | Tense::Imperfect | Tense::Present | Tense::Participle) && verb.modal.is_none();
        // "avant de retomber à": told as over.
        let told =
            infinitive.checked_sub(1).and_then(|index| chunks[index].preposition()).is_some_and(|preposition| language.has_function("during", preposition));
        // "sont tombés d'accord pour": they fell in with each other, no figure did.
        let agreed =
            chunks[before + 1..infinitive].iter().any(|chunk| (chunk.start..chunk.end).any(|item| self.items()[item].is(&language.lexicon, "agreement-kind")));
        let change = told
            || !agreed
                && self.scene.items(before).iter().enumerate().any(|(offset, _)| {
                    let sign = self.sign(chunks[before].start + offset);
                    sign.change.is_some() || sign.multiple.is_some()
                });
        real && (change || language.verb_is(lemma, "achieve"))
    }
}
