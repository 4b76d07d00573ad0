//! Members that a bracket or dashes list behind the name of an alliance, "l'Union (A, B et C)", "l'Union – A, B et C –", and those told in passing.

mod passing;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind},
    },
    fact::{Claim, Declared, Fact, Membership, Slots, Value},
    model::{EntityId, EntityKind, Span},
};

/// Rule name.
pub const RULE: &str = "membership/bracket";

/// A bracket with fewer countries tells something else.
const LEAST: usize = 3;

/// Reads the brackets of a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    passing::read(reader, scene, found);
    if !scene.names(&[EntityKind::Organisation]) {
        return;
    }
    let chunks = scene.chunks();
    let dash = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Other) && matches!(chunk.span.of(reader.text), "–" | "—");
    for (index, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| matches!(chunk.kind, ChunkKind::Open) || dash(chunk)) {
        let body = index.checked_sub(1).and_then(|before| chunks[before].noun()).and_then(|noun| noun.entities.last());
        let Some(body) = body.filter(|id| reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "alliance")) else { continue };
        let inside = chunks[index + 1..].iter().take_while(|chunk| !matches!(chunk.kind, ChunkKind::Close | ChunkKind::Stop) && !dash(chunk));
        let mut members: Vec<&EntityId> = Vec::new();
        let mut plain = true;
        for chunk in inside {
            match &chunk.kind {
                ChunkKind::Noun(noun) => match noun.entities.as_slice() {
                    [only] if only.kind() == EntityKind::Country => members.push(only),
                    _ => plain = false,
                },
                ChunkKind::Comma => {}
                ChunkKind::Conjunction(value) if value == "and" => {}
                _ => plain = false,
            }
        }
        if !plain || members.len() < LEAST {
            continue;
        }
        for member in members {
            let evidence = chunk.span.cover(chunks[index - 1].span).cover(scene.sentence.span);
            found.extend(claim(reader, scene, member, body, RULE, evidence));
        }
    }
}

fn claim(reader: &Reader<'_>, scene: &Scene<'_>, member: &EntityId, body: &EntityId, rule: &str, evidence: Span) -> Option<Claim> {
    let mut slots = Slots::default();
    slots.add("member", Value::Entity(member.clone()));
    slots.add("organisation", Value::Entity(body.clone()));
    Some(Claim {
        fact: Fact::from_slots(Membership::SPEC, &slots).ok()?,
        evidence: reader.trim(scene.sentence.span, evidence),
        rule: rule.to_owned(),
        confidence: reader.language.confidence.of(rule),
        attributed_to: None,
        inferred: Vec::new(),
    })
}
