//! What somebody holds to be so: "Pour X, …", "Aux yeux de X, …" at the head of a sentence.

use crate::{
    extract::{Reader, Scene},
    fact::{Claim, Declared, Fact, Slots, Statement, Value},
    lang::Tense,
    model::{EntityId, EntityKind},
};

/// Rule name.
pub const RULE: &str = "statement/stance";

/// Reads the stance that opens a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let [opener, holder, rest @ ..] = scene.chunks() else { return };
    let holds = opener.preposition().is_some_and(|preposition| reader.language.has_function("stance", preposition));
    let speaker: Option<&EntityId> =
        holder.noun().filter(|_| holds).and_then(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::Person));
    let Some(speaker) = speaker else { return };
    // Something must be said of something in a clause of its own.
    let said = rest.iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite() && verb.tense != Tense::Conditional));
    let topics = reader.topics(scene, 2, scene.chunks().len());
    let mut slots = Slots::default();
    slots.add("speaker", Value::Entity(speaker.clone()));
    let lexicon = &reader.language.lexicon;
    let helps = rest.iter().filter_map(|chunk| chunk.verb()).any(|verb| {
        verb.is_finite() && !verb.negated && reader.language.verb_is(lexicon.value(verb.lemma), "benefit")
    });
    let act = scene.sentence.items.iter().find_map(|item| item.code(lexicon, "said-act")).unwrap_or(if helps { "praise" } else { "note" });
    slots.add("act", Value::Term(act.into()));
    for topic in topics.into_iter().filter(|topic| *topic != Value::Entity(speaker.clone())) {
        slots.add("about", topic);
    }
    if !said || !slots.has("about") {
        return;
    }
    let Ok(fact) = Fact::from_slots(Statement::SPEC, &slots) else { return };
    found.push(Claim {
        fact,
        evidence: reader.trim(scene.sentence.span, scene.sentence.span),
        rule: RULE.to_owned(),
        confidence: 0.5,
        attributed_to: None,
        inferred: Vec::new(),
    });
}
