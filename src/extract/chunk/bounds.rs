//! Where a person's name or an office begins a noun phrase of its own.

use super::{Chunker, NounPhrase};
use crate::{
    lang::{Kinds, Tense, Value},
    model::EntityKind,
    recognise::{Item, ItemKind},
};

impl Chunker<'_> {
    /// Whether the name or office at `end` is no part of the noun phrase that began at `at`.
    pub(super) fn begins_another(&self, at: usize, end: usize, noun: &NounPhrase) -> bool {
        let lexicon = &self.language.lexicon;
        let item = &self.items[end];
        let person = item.entities().first().is_some_and(|id| id.kind() == EntityKind::Person);
        let last = noun.entities.last().map(crate::model::EntityId::kind);
        // "À l'invitation de X, président de A, le ministre Y effectuera", "Selon le ministre, X, Y viendra": the apposition ends what opens the sentence.
        if person && self.fronts(at) && self.items[end - 1].span.of(self.text).ends_with(',') {
            return true;
        }
        // "a déclaré à Paris le ministre X", "à la presse X", "à l'agence Y X": where or to whom somebody speaks and who speaks are two.
        let heard = || self.items[at..end].iter().any(|item| item.is(lexicon, "audience"));
        if person && (last.is_some_and(|kind| kind.is_place() || kind == EntityKind::Organisation) || heard()) {
            return true;
        }
        let ItemKind::Reference(reference) = &item.kind else { return false };
        if reference.entities.is_empty() && last.is_some_and(EntityKind::is_place) {
            return true;
        }
        // "a dit avec émotion le ministre X", "devant une commission le ministre X": an office with its article is a phrase of its own; "le ministre, X,
        // le ministre, Y" is a list, and "ont pris part à cette réunion le ministre X et le ministre Y" tells who met.
        let other = noun.determiner.as_deref().is_none_or(|value| value != "demonstrative" && !self.items[end - 1].is_any(Kinds::DETERMINER));
        other && !self.leads_to_office(&self.items[end - 1]) && self.has_article(item)
    }

    /// Whether a preposition before an item opens the sentence: no verb goes before, but for a gerund or participle that opens it.
    fn fronts(&self, at: usize) -> bool {
        let hangs = |verb: &Option<(Value, Tense)>| verb.is_none_or(|(_, tense)| matches!(tense, Tense::Gerund | Tense::Participle));
        let address = |item: &Item| item.is_any(Kinds::ADDRESS) || item.is_mark(self.text, ".");
        let before = self.items[..at].iter().rev().find(|item| !address(item));
        before.is_some_and(|item| item.is_any(Kinds::PREPOSITION)) && self.verbs[..at].iter().all(hangs)
    }

    /// Whether an office behind an item belongs to its phrase: "Monsieur le Président".
    fn leads_to_office(&self, item: &Item) -> bool {
        item.is_any(Kinds::ADDRESS) || item.span.of(self.text).ends_with(',')
    }

    /// Whether an item begins with an article.
    fn has_article(&self, item: &Item) -> bool {
        let lexicon = &self.language.lexicon;
        let first = item.span.of(self.text).split([' ', '\'', '’']).next().map(str::to_lowercase).unwrap_or_default();
        lexicon.word(&first).is_some_and(|word| lexicon.longest(&[Some(word)], 0, "det").is_some_and(|(_, code)| code == "definite"))
    }
}
