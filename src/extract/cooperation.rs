//! Cooperation: the fields that a sentence lists where it speaks of working together.

use std::collections::BTreeSet;

use crate::{
    extract::{Reader, Scene, chunk::Modal},
    fact::{Cooperation, Declared, Fact, Finding, Slots, Value},
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
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let lexicon = &reader.language.lexicon;
    let items = &scene.sentence.items;
    // A word of working together opens a list to the end of the sentence; a verb of furthering only what stands right
    // behind it; three fields in one sentence are a list without either.
    let word = items.iter().position(|item| item.is(lexicon, "cooperation-word"));
    let strong = word.into_iter().chain(list(reader, items)).min();
    let weak: Vec<usize> = (0..items.len()).filter(|index| items[*index].is(lexicon, "cooperation-verb")).collect();
    if strong.is_none() && weak.is_empty() {
        return;
    }
    let opened = |at: usize| -> Option<usize> {
        let near = weak.iter().copied().rfind(|from| *from <= at && at - from <= REACH && !finite_between(items, *from + 1, at));
        strong.filter(|from| *from <= at + 1).or(near)
    };
    if scene.sentence.part == PartKind::Heading {
        return;
    }
    let denied = scene
        .chunks()
        .iter()
        .filter_map(|chunk| chunk.verb())
        .any(|verb| verb.is_finite() && (verb.negated || verb.tense == Tense::Conditional && verb.modal == Some(Modal::May)));
    if denied {
        return;
    }
    // A figure's sentence speaks of results, not of fields.
    let parties: Vec<_> =
        reader.pair(scene).into_iter().filter(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Place)).collect();
    let alone = parties.first().is_some_and(|id| id.kind() == EntityKind::Organisation);
    if parties.is_empty() || parties.len() == 1 && !alone || parties.len() > MANY {
        return;
    }
    // Without a word of working together the sentence must name who furthers what; carried-over parties are no sign.
    let named = !reader.countries_in(scene).is_empty() || items.iter().any(|item| item.is(lexicon, "cooperation-talks"));
    if word.is_none() && !named {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(start) = opened(index) else { continue };
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
            found.push(Finding { fact, evidence, rule: RULE.to_owned(), confidence: 0.7, attributed_to: reader.attribution(scene, 0), inferred: Vec::new() });
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
        if run.last().is_some_and(|last| index - last > GAP || finite_between(items, last + 1, index)) {
            run.clear();
            fields.clear();
        }
        run.push(index);
        fields.extend(areas);
        if fields.len() >= 3 {
            return run.first().copied();
        }
    }
    None
}

fn finite_between(items: &[Item], from: usize, until: usize) -> bool {
    items[from.min(until)..until].iter().any(|item| {
        item.senses.iter().any(|sense| sense.form.is_some_and(|form| matches!(form.tense, Tense::Past | Tense::Future | Tense::Conditional | Tense::Imperfect)))
    })
}
