//! States that a line is called by build it together: "les travaux du chemin de fer A-B-C ont commencé".

use crate::{
    extract::{Reader, Scene},
    fact::{Claim, Cooperation, Declared, Fact, Slots, Value},
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind},
};

/// Rule name.
pub const RULE: &str = "cooperation/line-of-states";

/// Reads the lines that a sentence tells to be built or agreed on.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let lexicon = &reader.language.lexicon;
    let items = &scene.sentence.items;
    let builds = |item: &Item| {
        ["project-act", "agreement-kind"].iter().any(|class| item.is(lexicon, class))
            || item.value(lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "build"))
    };
    if scene.sentence.part == PartKind::Heading || !scene.names(&[EntityKind::Infrastructure]) {
        return;
    }
    for item in items {
        let Some(states) = callers(reader, item).filter(|_| items.iter().any(builds)) else { continue };
        let mut slots = Slots::default();
        for state in states {
            slots.add("parties", Value::Entity(state));
        }
        slots.add("area", Value::Term("transport".into()));
        let Ok(fact) = Fact::from_slots(Cooperation::SPEC, &slots) else { continue };
        found.push(Claim {
            fact,
            evidence: item.span,
            rule: RULE.to_owned(),
            confidence: reader.language.confidence.of(RULE),
            attributed_to: reader.attribution(scene, 0),
            inferred: Vec::new(),
        });
    }
}

/// The states in the name of a railway or road, where it is named by them all.
fn callers(reader: &Reader<'_>, item: &Item) -> Option<Vec<EntityId>> {
    let ItemKind::Name(named) = &item.kind else { return None };
    named.entities.iter().find(|id| id.kind() == EntityKind::Infrastructure)?;
    let known = named.entities.iter().find_map(|id| reader.knowledge.get(id))?;
    if !matches!(known.entity.subtype.as_str(), "railway" | "road") || known.entity.id.kind() != EntityKind::Infrastructure {
        return None;
    }
    // "le chemin de fer A - B - C": before the first stands what the line is.
    let names = |part: &str, state: &EntityId| {
        let cuts = std::iter::once(0).chain(part.match_indices([' ', '\'', '’']).map(|(cut, mark)| cut + mark.len()));
        cuts.into_iter().any(|cut| reader.knowledge.called(&part[cut..]).any(|known| known.entity.id == *state))
    };
    let parts: Vec<&str> = item.span.of(reader.text).split(['-', '–', '—']).map(str::trim).collect();
    let within = |state: &EntityId| parts.iter().any(|part| names(part, state));
    let states: Vec<EntityId> = known.members.iter().filter(|id| id.kind() == EntityKind::Country).cloned().collect();
    (parts.len() > 1 && states.len() == parts.len() && states.iter().all(within)).then_some(states)
}
