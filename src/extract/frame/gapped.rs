//! Journeys told without their verb behind another: "X s'est rendu à A en mai et Y à B en juin", "… et le président Y celui de B".

use super::*;

/// Reads the journeys that go on with the verb of one that the sentence told.
pub(super) fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let own = |claim: &&Claim| claim.fact.spec().is("visit") && scene.sentence.span.contains(claim.evidence);
    let Some(told) = found.iter().rev().take_while(|claim| scene.sentence.span.contains(claim.evidence)).find(own).cloned() else { return };
    let entity = |value: &Value| if let Value::Entity(id) = value { Some(id.clone()) } else { None };
    let chunks = scene.chunks();
    let mut at = chunks.partition_point(|chunk| chunk.span.end <= told.evidence.end).max(1);
    while at < chunks.len() {
        let Some(journey) = Journey::at(reader, scene, at) else {
            at += 1;
            continue;
        };
        at = journey.end;
        // Who goes on himself needs no name.
        if matches!(&told.fact, Fact::Visit(visit) if visit.visitor == journey.visitor) {
            continue;
        }
        let mut slots = told.fact.slots();
        for slot in ["visitor", "destination", "date"] {
            slots = super::without(&slots, told.fact.spec(), slot);
        }
        slots.add("visitor", Value::Entity(journey.visitor.clone()));
        let Some(destination) = journey.destination.clone().or_else(|| told.fact.slots().get("destination").find_map(entity)) else { continue };
        slots.add("destination", Value::Entity(destination.clone()));
        journey.date.into_iter().for_each(|when| slots.add("date", Value::When(when)));
        let home = reader.country_of(&journey.visitor);
        let land = reader.knowledge.country_of(&destination);
        if let Ok(fact) = Fact::from_slots(told.fact.spec(), &slots)
            && (home.is_none() || home != land)
        {
            found.push(Claim { fact, evidence: reader.trim(scene.sentence.span, journey.span), attributed_to: told.attributed_to.clone(), ..told.clone() });
        }
    }
}

/// Who goes where without a verb.
struct Journey {
    visitor: EntityId,
    /// Where to; the same as of the one before, where only the time is told.
    destination: Option<EntityId>,
    date: Option<When>,
    span: Span,
    end: usize,
}

impl Journey {
    /// The journey of the person at a phrase, behind a place or date that ends the one before.
    fn at(reader: &Reader<'_>, scene: &Scene<'_>, at: usize) -> Option<Self> {
        let chunks = scene.chunks();
        let is = |index: usize, function: &str| {
            let value = chunks.get(index).and_then(Chunk::preposition);
            value.is_some_and(|value| reader.language.has_function(function, value))
        };
        let place = |index: usize| {
            let named = chunks.get(index)?.noun()?.entities.iter();
            named.into_iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country)).cloned()
        };
        let visitor = chunks[at].noun()?.entities.iter().find(|id| id.kind() == EntityKind::Person)?.clone();
        let link = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Conjunction(_)) || chunk.span.of(reader.text) == ";";
        let points = |chunk: &usize| scene.items(*chunk).last().is_some_and(|item| item.is(&reader.language.lexicon, "role-again"));
        // "la visite de X à A et celle de Y à B"
        let open = at.checked_sub(2).filter(|that| is(that + 1, "of") && chunks[*that].end - chunks[*that].start == 1 && points(that)).unwrap_or(at);
        let last = (0..open).rev().find(|index| !link(&chunks[*index])).filter(|last| last + 1 < open)?;
        let closes = matches!(chunks[last].kind, ChunkKind::Date(_) | ChunkKind::Close) || place(last).is_some() && is(last.checked_sub(1)?, "where");
        if !closes {
            return None;
        }
        let aside = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Comma);
        let to = at + 1 + chunks[at + 1..].iter().take_while(|chunk| aside(chunk)).count();
        // "le président Y celui de B"
        let that = chunks.get(to).is_some_and(|chunk| chunk.noun().is_some_and(|noun| noun.entities.is_empty())) && is(to + 1, "of");
        let that = that || is(to, "of") && (at..to).any(|chunk| points(&chunk));
        let preposition = to + usize::from(that && !is(to, "of"));
        let ends = |chunk: &Chunk| link(chunk) || matches!(chunk.kind, ChunkKind::Stop);
        // "… et le président Y en octobre", "et Y, ministre de A, au mois de mars"
        let date = |index: usize| chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        let when = if date(to.saturating_sub(1)) { to - 1 } else { to + 1 };
        let closed = chunks.get(when + 1).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Stop));
        let joined = (last + 1..open).any(|index| matches!(chunks[index].kind, ChunkKind::Conjunction(_)));
        if date(when) && closed && joined && matches!(chunks[last].kind, ChunkKind::Date(_)) {
            let time = if let ChunkKind::Date(date) = &chunks[when].kind { reader.when(date) } else { None };
            return Some(Self { visitor, destination: None, date: time, span: chunks[at].span.cover(chunks[when].span), end: when + 1 });
        }
        if !(that || is(preposition, "where")) {
            return None;
        }
        let destination = Some(place(preposition + 1)?);
        let end = preposition + 2 + chunks[preposition + 2..].iter().take_while(|chunk| !ends(chunk)).count();
        if chunks[at..end].iter().any(|chunk| chunk.verb().is_some()) || chunks.get(end).is_some_and(|chunk| chunk.verb().is_some()) {
            return None;
        }
        let mut dates = chunks[at..end].iter().filter_map(|chunk| if let ChunkKind::Date(date) = &chunk.kind { reader.when(date) } else { None });
        Some(Self { visitor, destination, date: dates.next(), span: chunks[at].span.cover(chunks[end - 1].span), end })
    }
}
