//! Words that name fields and that tell of none here: of an office, of goods, of what stands before the field itself.

use smallvec::SmallVec;

use crate::{
    extract::Reader,
    lang::Kinds,
    model::EntityKind,
    recognise::{Item, ItemKind},
};

/// So far behind a word of working together it may be said to be one of all the world.
const NEAR: usize = 3;

/// So far behind a doing stands what it is done to.
const OBJECT: usize = 5;

/// So far before goods stands the paper that is about them.
const GOODS: usize = 9;

/// Whether a word that may name a field names none here: a general word before the field itself ("technologies nucléaires"),
/// a doing with its object ("la construction d'un hub"), or what is excepted ("non pétrolier").
pub(super) fn general(reader: &Reader<'_>, items: &[Item], at: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let next = items.get(at + 1);
    // "la construction en commun d'un hub", "la construction du port de Poti"
    let built = || reader.areas(&items[at]).contains(&"other:construction");
    let object = |kind| matches!(kind, EntityKind::Infrastructure | EntityKind::Corridor) || kind == EntityKind::Place && built();
    let of_at = |at: usize| {
        items.get(at).and_then(|next| next.value(lexicon, "prep")).is_some_and(|preposition| reader.language.has_function("of", preposition))
            && items.get(at + 1).is_some_and(|item| item.entities().iter().all(|id| object(id.kind())))
    };
    let apart = |item: &Item| item.kind == ItemKind::Mark || item.is_any(Kinds::CONJUNCTION);
    // "la construction et l'exploitation de lignes"
    let joined = |at: usize| {
        let end = items.len().min(at + 1 + OBJECT);
        let and = items.get(at + 1).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
        let plain = |item: &Item| item.kind == ItemKind::Word && !item.is_any(Kinds::CONJUNCTION) && reader.areas(item).is_empty();
        built() && and && items[at + 2..end.max(at + 2)].iter().take(3).all(plain) && (at + 4..end).any(of_at)
    };
    let of = || (at + 1..items.len().min(at + OBJECT)).take_while(|next| !apart(&items[*next])).any(of_at) || joined(at);
    // "accroître les livraisons de gaz": goods, no field.
    // "un accord sur la fourniture de gaz": what it is about.
    // "ont discuté de la livraison de gaz": what is talked of.
    let discussed = |item: &Item| item.value(lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "discuss"));
    let agreed = || items[at.saturating_sub(GOODS)..at - 1].iter().any(|item| item.is(lexicon, "agreement-kind") || discussed(item));
    let goods = at > 1
        && !agreed()
        && items[at - 2].is(lexicon, "area-goods")
        && items[at - 1].value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("of", preposition));
    goods
        || items[at].is(lexicon, "no-area")
        || items[at].is(lexicon, "area-head") && next.is_some_and(|next| !reader.areas(next).is_empty())
        || items[at].is(lexicon, "area-act") && of()
        || at > 0 && items[at - 1].is_any(Kinds::NEGATION)
}

/// "ses ministres des Affaires étrangères, de la Défense et de l'Énergie": what a list behind an office says is whose office it is.
pub(super) fn is_portfolio(reader: &Reader<'_>, items: &[Item], at: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let listed = |item: &&Item| {
        item.is_mark(reader.text, ",")
            || item.code(lexicon, "conj") == Some("and")
            || item.is_any(Kinds::DETERMINER)
            || item.is_any(Kinds::PREPOSITION)
            || !reader.areas(item).is_empty()
    };
    let run = items[..at].iter().rev().take_while(listed).count();
    // "la conférence des ministres des Transports", "conseillère chargée de la science", "le ministère kazakh de l'Énergie"
    let head = items[..at - run].iter().rposition(|item| !item.is_demonym());
    if head.is_some_and(|head| items[head].is(lexicon, "office-of")) {
        return true;
    }
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("of", preposition));
    let office = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && reference.entities.len() < 2);
    // "a évoqué avec le président le transport de gaz": an article alone begins something new.
    let behind = run > 0 && (of(&items[at - run]) || !items[at - run].is_any(Kinds::DETERMINER));
    behind && at > run && office(&items[at - run - 1]) && items[at - run..at].iter().any(of)
}

/// "chargé de la coopération internationale": of all the world, and of no two.
pub(super) fn is_worldwide(reader: &Reader<'_>, items: &[Item], word: usize) -> bool {
    items.iter().skip(word).take(NEAR).any(|item| item.is(&reader.language.lexicon, "worldwide"))
}

/// The areas that a word stands for, seldom more than two.
pub type Areas<'a> = SmallVec<[&'a str; 2]>;

impl Reader<'_> {
    /// The areas that an item's words stand for; those that are too wide to say anything are left out.
    #[inline]
    pub fn areas(&self, item: &Item) -> Areas<'_> {
        // "EAU" is a country, not water.
        if !item.is_any(Kinds::AREA) || matches!(&item.kind, ItemKind::Name(_)) { SmallVec::new() } else { self.areas_of(item) }
    }

    fn areas_of(&self, item: &Item) -> Areas<'_> {
        let lexicon = &self.language.lexicon;
        item.senses.iter().filter(|sense| lexicon.is_class(sense.class, "area")).flat_map(|sense| lexicon.value(sense.value).split(' ')).collect()
    }
}
