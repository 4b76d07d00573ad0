//! Of two places or works that were named together, the one and the other: "le premier", "le second", "l'autre port".

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::references::References,
};

/// So many sentences on, the two are still meant.
const BACK: usize = 2;

/// Whether it is a place that goods pass, or a work or way.
fn is_one(id: &EntityId) -> bool {
    matches!(id.kind(), EntityKind::City | EntityKind::Infrastructure | EntityKind::Corridor)
}

/// The places and works that some items name, each once; no more than three.
fn named(items: &[Item]) -> Vec<EntityId> {
    let mut all: Vec<EntityId> = Vec::new();
    for id in items.iter().filter(|item| !item.is_demonym()).flat_map(Item::entities).filter(|id| is_one(id)) {
        if !all.contains(id) && all.len() < 3 {
            all.push(id.clone());
        }
    }
    all
}

impl References<'_> {
    /// Takes note of the two that a sentence names.
    pub(super) fn pair_up(&mut self, items: &[Item]) {
        match <[EntityId; 2]>::try_from(named(items)) {
            Ok(two) => self.two = Some((two, 0)),
            Err(all) if all.len() > 2 => self.two = None,
            Err(_) => self.two = self.two.take().map(|(two, age)| (two, age + 1)),
        }
    }

    /// "le premier a traité 5 millions de tonnes", "traversent le premier ;", "l'autre port": which of the two, and where that ends.
    pub(super) fn one_of_two(&self, items: &[Item], at: usize, out: &[Item]) -> Option<(usize, EntityId)> {
        let lexicon = &self.context.language.lexicon;
        let which = items[at].code(lexicon, "one-of-two").filter(|_| items[at].kind == ItemKind::Word && !items[at].capital)?;
        let (two, _) = self.two.as_ref().filter(|(_, age)| *age < BACK)?;
        let prep = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function(function, prep));
        let before = out.last()?;
        if !(before.is(lexicon, "the-one") || prep(before, "with-article")) {
            return None;
        }
        let here = named(out);
        if which == "other" {
            // Of two of which the sentence has named one.
            let noun = items.get(at + 1).filter(|noun| noun.kind == ItemKind::Word && (noun.is(lexicon, "place-head") || noun.is(lexicon, "subject-again")))?;
            let bare = items.get(at + 2).is_none_or(|next| !next.capital || next.kind == ItemKind::Mark);
            let [one] = here.as_slice() else { return None };
            let other = two.iter().find(|id| *id != one).filter(|_| two.contains(one) && bare && !noun.capital)?;
            return Some((at + 2, other.clone()));
        }
        // Who else is named comes first where that is told: "A est le premier à".
        let copula = || {
            let verb = out.iter().rev().nth(1).and_then(|item| item.value(lexicon, "verb"));
            verb.is_some_and(|lemma| self.context.language.verb_is(lemma, "be"))
        };
        let ends = |next: &Item| {
            let verb = next.kind == ItemKind::Word && next.senses.has_form() && !next.is_any(Kinds::NOUN.or(Kinds::ADJECTIVE));
            verb || matches!(next.kind, ItemKind::Mark | ItemKind::Quantity(_)) || next.code(lexicon, "det") == Some("indefinite")
        };
        let stands = items.get(at + 1).is_none_or(ends) && !copula() && here.iter().all(|id| two.contains(id));
        stands.then(|| (at + 1, two[usize::from(which == "second")].clone()))
    }
}
