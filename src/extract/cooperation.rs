//! Cooperation: the fields that a sentence lists where it speaks of working together.

use crate::{
    extract::{Reader, Scene, chunk::Modal},
    fact::{Cooperation, Declared, Fact, Finding, Slots, Value},
    lang::Tense,
    model::{EntityKind, PartKind},
};

/// Rule name.
pub const RULE: &str = "cooperation/fields-listed";

/// Reads the fields behind (or inside the phrase of) a word of cooperation.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let lexicon = &reader.language.lexicon;
    let items = &scene.sentence.items;
    // A word of working together opens the list; three fields in one sentence are a list without one.
    let listed = items.iter().flat_map(|item| reader.areas(item)).filter(|area| !is_vague(reader, area)).collect::<std::collections::BTreeSet<_>>().len();
    let word = items.iter().position(|item| item.is(lexicon, "cooperation-word"));
    let Some(start) = word.or((listed >= 3).then_some(0)) else { return };
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
    if parties.len() != 2 && !(parties.len() == 1 && alone) {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    for item in &items[start.saturating_sub(1)..] {
        for area in reader.areas(item) {
            let vague = lexicon.class("vague-area").is_some() && is_vague(reader, area);
            if vague || said.contains(&area) {
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

fn is_vague(reader: &Reader<'_>, area: &str) -> bool {
    reader.language.lexicon.value_of("plain").is_some() && area.starts_with("other:")
}
