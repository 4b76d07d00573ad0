//! What somebody holds to be so: "Pour X, …", "Aux yeux de X, …", "Selon X, …" at the head of a sentence.

use crate::{
    extract::{
        Reader, Scene,
        act::Saying,
        chunk::{ChunkKind, NounPhrase},
    },
    fact::{Claim, Declared, Fact, Slots, Statement, Value},
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::ItemKind,
};

/// Rule name.
pub const RULE: &str = "statement/stance";

/// Reads the stance that opens a sentence, or the source that stands behind a comma.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    if !["according", "stance"].iter().any(|function| scene.clauses.may_say(function)) {
        return;
    }
    let chunks = scene.chunks();
    let is = |at: usize, function: &str| chunks[at].preposition().is_some_and(|preposition| reader.language.has_function(function, preposition));
    let comma = |at: usize| chunks.get(at).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
    let Some(at) = (0..chunks.len()).find(|at| is(*at, "according") && (*at == 0 || comma(at - 1)) || *at == 0 && is(*at, "stance")) else { return };
    let person = |noun: &NounPhrase| noun.entities.iter().find(|id| id.kind() == EntityKind::Person).cloned();
    let who = |at: usize| chunks.get(at).and_then(|chunk| chunk.noun()).and_then(person);
    // "selon son ministre": an office without its name may be anybody's; "selon lui" is of whom the sentence does not name.
    let holder = chunks.get(at + 1);
    let possessed = holder.and_then(|chunk| chunk.noun()).and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| value.starts_with("possessive"));
    let reference = holder.and_then(|chunk| {
        scene.sentence.items[chunk.start..chunk.end]
            .iter()
            .find_map(|item| if let ItemKind::Reference(reference) = &item.kind { Some(reference) } else { None })
    });
    // "Pour les deux ministres": what several hold is nobody's own view.
    if reference.is_some_and(|reference| reference.entities.len() > 1) {
        return;
    }
    let pronoun = reference.is_some_and(|reference| reference.pronoun);
    let office = at > 0 && reference.is_some_and(|reference| !reference.countries.is_empty());
    let alone = || !(0..at).chain(at + 2..chunks.len()).any(|at| who(at).is_some());
    // "Selon le ministre de l'Énergie, X, …": the name stands behind the office, between commas.
    let own = who(at + 1).filter(|_| !possessed && !office && (!pronoun || alone()));
    // "Pour sa visite, X a parlé": no office, no view.
    let told_by = || named(scene, at + 1).filter(|_| reference.is_some() || is(at, "according"));
    let speaker = if reference.is_some_and(|reference| !reference.pronoun) { told_by().or(own) } else { own.or_else(told_by) };
    let Some(speaker) = speaker else { return };
    let speaker = &speaker;
    // Something must be said of something in a clause of its own.
    let told = if at == 0 { 2..chunks.len() } else { 0..at };
    let said = chunks[told.clone()].iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite() && verb.tense != Tense::Conditional));
    // Who is quoted by another verb says it there.
    let quoted = found
        .iter()
        .any(|claim| matches!(&claim.fact, Fact::Statement(statement) if statement.speaker == *speaker) && scene.sentence.span.start <= claim.evidence.start);
    let topics = reader.topics(scene, told.start, told.end);
    if said && !quoted {
        tell(reader, scene, speaker, act(reader, scene, told, at), topics, RULE, found);
    }
}

/// Reads what is so to the person before a relative: "X, pour qui Y est un ami, a parlé", "selon lequel", "aux yeux de qui".
pub fn read_relative(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    if !["according", "stance"].iter().any(|function| scene.clauses.may_say(function)) {
        return;
    }
    let chunks = scene.chunks();
    for relative in 1..chunks.len() {
        let governor = ["stance", "according"].iter().find_map(|function| scene.clauses.governor(relative, function));
        let Some(preposition) = governor else { continue };
        let holders = scene.clauses.entities(&scene.clauses.antecedent(preposition));
        let Some(speaker) = holders.into_iter().rfind(|id| id.kind() == EntityKind::Person) else { continue };
        let verb = (relative + 1..chunks.len()).find(|at| chunks[*at].verb().is_some_and(crate::extract::chunk::VerbGroup::is_finite));
        // "X, pour qui Y est un ami, a parlé": the clause ends at the comma before the next verb.
        let next = verb.and_then(|verb| (verb + 1..chunks.len()).find(|at| chunks[*at].verb().is_some_and(crate::extract::chunk::VerbGroup::is_finite)));
        let comma = |next: usize| (relative..next).rev().find(|at| matches!(chunks[*at].kind, ChunkKind::Comma));
        let end = next.and_then(comma).filter(|comma| Some(*comma) > verb).unwrap_or(chunks.len());
        if verb.is_some_and(|verb| verb < end) {
            let topics = reader.topics(scene, relative + 1, end);
            let act = act(reader, scene, relative + 1..end, preposition);
            tell(reader, scene, &speaker, act, topics, RULE, found);
        }
    }
}

/// What somebody does by what some phrases say: who is told to hold something so mostly speaks well of it.
fn act<'r>(reader: &'r Reader<'r>, scene: &'r Scene<'r>, said: std::ops::Range<usize>, preposition: usize) -> &'r str {
    let holds = scene.chunks()[preposition].preposition().is_some_and(|value| reader.language.has_function("stance", value));
    let act = Saying { reader, scene, said, by: None }.act("said-act").filter(|act| !holds || *act != "announce");
    act.unwrap_or(if holds { "praise" } else { "note" })
}

/// Tells what somebody says in a whole sentence, where it is about something.
pub fn tell(reader: &Reader<'_>, scene: &Scene<'_>, speaker: &EntityId, act: &str, topics: Vec<Value>, rule: &str, found: &mut Vec<Claim>) {
    let mut slots = Slots::default();
    slots.add("speaker", Value::Entity(speaker.clone()));
    slots.add("act", Value::Term(act.into()));
    for topic in topics.into_iter().filter(|topic| *topic != Value::Entity(speaker.clone())) {
        slots.add("about", topic);
    }
    if !slots.has("about") {
        return;
    }
    let Ok(fact) = Fact::from_slots(Statement::SPEC, &slots) else { return };
    found.push(Claim {
        fact,
        evidence: reader.trim(scene.sentence.span, scene.sentence.span),
        rule: rule.to_owned(),
        confidence: reader.language.confidence.of(rule),
        attributed_to: None,
        inferred: Vec::new(),
    });
}

/// "d'après le président du conseil de l'usine, X": the person behind the comma that closes an office.
fn named(scene: &Scene<'_>, office: usize) -> Option<EntityId> {
    let chunks = scene.chunks();
    let mut next = office + 1;
    while chunks.get(next).is_some_and(|chunk| chunk.preposition().is_some()) && chunks.get(next + 1).is_some_and(|chunk| chunk.noun().is_some()) {
        next += 2;
    }
    let comma = chunks.get(next).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
    let person = chunks.get(next + 1).and_then(|chunk| chunk.noun())?.entities.iter().find(|id| id.kind() == EntityKind::Person)?;
    let told = chunks.get(next + 2).is_some_and(|chunk| chunk.verb().is_some());
    (comma && !told).then(|| person.clone())
}
