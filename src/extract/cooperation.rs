//! Cooperation: the fields that a sentence lists where it speaks of working together.

use std::collections::BTreeSet;

use crate::{
    extract::{Reader, Scene, chunk::Modal, parties::is_group},
    fact::{Claim, Cooperation, Declared, Fact, Slots, Value},
    lang::Tense,
    model::{EntityKind, PartKind},
    recognise::Item,
};

/// How many words behind a verb of furthering its object may reach.
const REACH: usize = 10;

/// Two fields of one list are no farther apart.
const GAP: usize = 12;

/// Who works together are few; a longer list is a roll.
const MANY: usize = 7;

/// Rule name.
pub const RULE: &str = "cooperation/fields-listed";

/// Reads the fields behind (or inside the phrase of) a word of cooperation.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let lexicon = &reader.language.lexicon;
    let items = &scene.sentence.items;
    // A word of working together opens a list to the end of the sentence; a verb of furthering only what stands right
    // behind it; three fields in one sentence are a list without either.
    let word = items.iter().position(|item| item.is(lexicon, "cooperation-word"));
    let strong = word.into_iter().chain(list(reader, items)).min();
    // What an agreement is about is a field of those that the sentence itself names as its parties.
    let agreed: Vec<usize> = (0..items.len()).filter(|index| items[*index].is(lexicon, "agreement-kind")).collect();
    let agreed = if agreed.is_empty() || reader.together(scene).is_none() { Vec::new() } else { agreed };
    let weak: Vec<usize> = (0..items.len()).filter(|index| furthers(reader, &items[*index])).collect();
    if strong.is_none() && weak.is_empty() && agreed.is_empty() {
        return;
    }
    let within = |from: usize, at: usize| from <= at && at - from <= REACH && !finite_between(items, from + 1, at);
    let opened = |at: usize| -> Option<usize> {
        let near = || weak.iter().copied().rfind(|from| within(*from, at));
        let about = || agreed.iter().copied().rfind(|from| within(*from, at) && !items[*from..at].iter().any(|item| item.is_mark(reader.text, ",")));
        strong.filter(|from| *from <= at + 1).or_else(near).or_else(about)
    };
    if scene.sentence.part == PartKind::Heading {
        return;
    }
    if denied(reader, scene) {
        return;
    }
    // A figure's sentence speaks of results, not of fields.
    let parties: Vec<_> =
        reader.pair(scene).into_iter().filter(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Place)).collect();
    let alone = parties.first().is_some_and(|id| id.kind() == EntityKind::Organisation);
    let regions = parties.iter().all(|id| id.kind() == EntityKind::Place);
    if regions || parties.len() == 1 && !alone || parties.len() > MANY {
        return;
    }
    // Without a word of working together the sentence must name who furthers what; carried-over parties are no sign.
    let named = !reader.countries_in(scene).is_empty() || items.iter().any(is_group) || items.iter().any(|item| item.is(lexicon, "cooperation-talks"));
    if word.is_none() && !named {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(start) = opened(index) else { continue };
        if general(reader, items, index) {
            continue;
        }
        for area in reader.areas(item) {
            if said.contains(&area) {
                continue;
            }
            said.push(area);
            let mut slots = Slots::default();
            for party in &parties {
                slots.add("parties", Value::Entity(party.clone()));
            }
            slots.add("area", Value::Term(area.into()));
            let Ok(fact) = Fact::from_slots(Cooperation::SPEC, &slots) else { continue };
            let evidence = items[start].span.cover(item.span);
            found.push(Claim { fact, evidence, rule: RULE.to_owned(), confidence: 0.7, attributed_to: reader.attribution(scene, 0), inferred: Vec::new() });
        }
    }
}

/// Where three fields or more begin that are listed one behind the other, with small words between them.
fn list(reader: &Reader<'_>, items: &[Item]) -> Option<usize> {
    let mut run: Vec<usize> = Vec::new();
    let mut fields: BTreeSet<&str> = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        let areas = reader.areas(item);
        if areas.is_empty() {
            continue;
        }
        if general(reader, items, index) {
            continue;
        }
        if run.last().is_some_and(|last| index - last > GAP || finite_between(items, last + 1, index)) {
            run.clear();
            fields.clear();
        }
        // "les importations maritimes de pétrole" is one thing, no list of three.
        let apart = |item: &Item| item.is_mark(reader.text, ",") || item.code(&reader.language.lexicon, "conj") == Some("and");
        if run.last().is_some_and(|last| !items[*last..index].iter().any(apart)) {
            continue;
        }
        run.push(index);
        fields.extend(areas);
        if fields.len() >= 3 {
            return run.first().copied();
        }
    }
    None
}

/// Whether a word furthers what stands right behind it: "renforcer", "le développement de", "renforcera", "dans le domaine de".
fn furthers(reader: &Reader<'_>, item: &Item) -> bool {
    let lexicon = &reader.language.lexicon;
    item.is(lexicon, "cooperation-verb")
        || item.code(lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "further"))
        || item.code(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("field", preposition))
}

/// Whether a sentence denies what it says, or says that it only may be, or that it ends.
fn denied(reader: &Reader<'_>, scene: &Scene<'_>) -> bool {
    let language = reader.language;
    let lacking = |item: &Item| item.code(&language.lexicon, "prep").is_some_and(|value| language.has_function("condition", value));
    let lacks = |pair: &[Item]| lacking(&pair[0]) && pair[1].is(&language.lexicon, "cooperation-word");
    if scene.sentence.items.windows(2).any(lacks) {
        return true;
    }
    scene.chunks().iter().filter_map(|chunk| chunk.verb()).any(|verb| {
        verb.is_finite() && (verb.negated || verb.tense == Tense::Conditional && verb.modal == Some(Modal::May))
            || language.verb_is(language.lexicon.value(verb.lemma), "undo")
    })
}

/// Whether a word that may name a field names none here: a general word before the field itself ("technologies nucléaires"),
/// a doing with its object ("la construction d'un hub"), or what is excepted ("non pétrolier").
fn general(reader: &Reader<'_>, items: &[Item], at: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let next = items.get(at + 1);
    let of = || {
        next.and_then(|next| next.code(lexicon, "prep")).is_some_and(|preposition| reader.language.has_function("of", preposition))
            && items.get(at + 2).is_some_and(|item| item.entities().is_empty())
    };
    items[at].is(lexicon, "area-head") && next.is_some_and(|next| !reader.areas(next).is_empty())
        || items[at].is(lexicon, "area-act") && of()
        || at > 0 && items[at - 1].is(lexicon, "neg")
}

fn finite_between(items: &[Item], from: usize, until: usize) -> bool {
    items[from.min(until)..until].iter().any(|item| {
        item.senses.iter().any(|sense| sense.form.is_some_and(|form| matches!(form.tense, Tense::Past | Tense::Future | Tense::Conditional | Tense::Imperfect)))
    })
}
