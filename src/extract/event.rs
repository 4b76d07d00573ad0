//! Events: summits, forums, councils, ceremonies and elections that a text names.

use crate::{
    extract::{Reader, Scene, chunk::ChunkKind},
    fact::{Declared, Event, Fact, Finding, Slots, Value},
    knowledge::Knowledge,
    lang::{Language, Tense, folded},
    model::{EntityId, EntityKind, PartKind, Span},
    recognise::{Item, ItemKind, Named},
    resolve::{Cast, Resolved},
};

/// Rule name.
pub const RULE: &str = "event/named";

/// Finds the events that sentences name and merges their words into one item each.
pub fn name(text: &str, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge, cast: &mut Cast) {
    for sentence in &mut resolved.sentences {
        if sentence.part == PartKind::Title && text[sentence.span.start..sentence.span.end].chars().filter(|c| c.is_uppercase()).count() > 20 {
            continue;
        }
        let mut at = 0;
        while at < sentence.items.len() {
            if let Some((start, end)) = phrase(&sentence.items, at, text, language) {
                let span = sentence.items[start].span.cover(sentence.items[end - 1].span);
                let surface = span.of(text);
                let id = known(surface, knowledge).unwrap_or_else(|| cast.entity(EntityKind::Event, surface, surface, &language.code));
                cast.mention(span, &id);
                let senses = sentence.items[at].senses.clone();
                let first = &sentence.items[start];
                let merged = Item {
                    span,
                    kind: ItemKind::Name(Named { entities: vec![id], ..Named::default() }),
                    senses,
                    capital: first.capital,
                    hyphen: first.hyphen,
                };
                sentence.items.splice(start..end, [merged]);
                at = start + 1;
            } else {
                at += 1;
            }
        }
    }
}

/// A known event, where its name fits one only.
fn known(surface: &str, knowledge: &Knowledge) -> Option<EntityId> {
    knowledge.event(&folded(surface)).map(|known| known.event.clone())
}

/// The items that name the event whose kind is said at `at`: it must be told from others of its kind.
fn phrase(items: &[Item], at: usize, text: &str, language: &Language) -> Option<(usize, usize)> {
    let lexicon = &language.lexicon;
    let head = &items[at];
    if head.kind != ItemKind::Word || !head.is(lexicon, "event-kind") || head.senses.iter().any(|sense| sense.form.is_some()) && !head.capital {
        return None;
    }
    let of = |item: &Item| {
        item.code(lexicon, "prep")
            .is_some_and(|prep| language.has_function("of", prep) || language.has_function("for", prep) || language.has_function("on", prep))
    };
    let mut told = false;
    let mut start = at;
    while start > 0 && items[start - 1].kind == ItemKind::Word && (items[start - 1].is(lexicon, "ordinal") || items[start - 1].is(lexicon, "event-kind")) {
        told |= items[start - 1].is(lexicon, "ordinal");
        start -= 1;
    }
    let mut end = at + 1;
    while let Some(item) = items.get(end) {
        let named = matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| !matches!(id.kind(), EntityKind::Person)));
        if named && (item.is_demonym() || !matches!(items[end - 1].kind, ItemKind::Name(_)) || item.hyphen) || item.is(lexicon, "event-adjunct") {
            told = true;
            end += 1;
        } else if item.kind == ItemKind::Word && item.is(lexicon, "adj") && !item.is(lexicon, "verb")
            || item.kind == ItemKind::Word && item.capital && end > at && !item.is(lexicon, "verb") && !item.is(lexicon, "pron")
        {
            told |= item.capital;
            end += 1;
        } else if of(item) {
            // A complement counts only where it names something or is written with capitals.
            let mut next = end + 1;
            while items.get(next).is_some_and(|item| item.is(lexicon, "det")) {
                next += 1;
            }
            let Some(complement) = items.get(next) else { break };
            let name =
                matches!(&complement.kind, ItemKind::Name(named) if !named.demonym && named.entities.first().is_some_and(|id| id.kind() != EntityKind::Person));
            let word = complement.kind == ItemKind::Word && (complement.capital || complement.is(lexicon, "event-complement"));
            if !(name || word) {
                break;
            }
            told = true;
            end = next + 1;
        } else if item.is_mark(text, "«") || item.is_mark(text, "“") || item.is_mark(text, "\"") {
            let Some(close) = (end + 1..items.len().min(end + 8)).find(|index| matches!(items[*index].span.of(text), "»" | "”" | "\"")) else { break };
            told = true;
            end = close + 1;
        } else {
            break;
        }
    }
    // Ordinals written with digits stand before as a number: "le 17e sommet".
    if start > 0 && matches!(&items[start - 1].kind, ItemKind::Word) && items[start - 1].is(lexicon, "ordinal-suffix") {
        told = true;
        start = start.saturating_sub(2);
    }
    told.then_some((start, end))
}

/// The events that a sentence names, with place, date and status.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
    for (index, chunk) in scene.chunks().iter().enumerate() {
        let Some(noun) = chunk.noun() else { continue };
        let Some(id) = noun.entities.iter().find(|id| id.kind() == EntityKind::Event) else { continue };
        let items = scene.items(index);
        let Some(item) = items.iter().find(|item| item.entities().contains(id)) else { continue };
        let mut slots = Slots::default();
        slots.add("name", Value::Entity(id.clone()));
        if let Some(kind) = item.code(&reader.language.lexicon, "event-kind") {
            slots.add("kind", Value::Term(kind.into()));
        }
        let clauses = &scene.clauses;
        let mut evidence = chunk.span;
        let verb = clauses.main_verb(index).filter(|verb| *verb > index && clauses.grammatical_subject(*verb).contains(&index));
        if let Some((place, span)) = place(reader, scene, index).or_else(|| place(reader, scene, verb?)) {
            slots.add("place", Value::Entity(place));
            evidence = evidence.cover(span);
        }
        // "Le sommet s'est tenu à Astana le 4 juillet": what its own verb says.
        let own = clauses.main_verb(index).filter(|verb| *verb > index && clauses.grammatical_subject(*verb).contains(&index));
        let reach = own.map_or_else(|| clauses.clause_end(index), |verb| clauses.clause_end(verb));
        let date = (index + 1..reach.max(index + 1)).chain(index.saturating_sub(3)..index).find_map(|near| {
            if let ChunkKind::Date(date) = &scene.chunks().get(near)?.kind { Some((reader.when(date)?, scene.chunks()[near].span)) } else { None }
        });
        if let Some((when, span)) = date {
            slots.add("date", Value::When(when));
            evidence = evidence.cover(span);
        }
        let ruling = clauses.main_verb(index).and_then(|verb| scene.chunks()[verb].verb());
        let negated = ruling.is_some_and(|verb| verb.negated);
        if negated {
            continue;
        }
        let adjunct = (index.saturating_sub(2)..scene.chunks().len().min(index + 3))
            .any(|near| scene.items(near).iter().any(|item| item.is(&reader.language.lexicon, "planned-word")));
        let future = ruling.is_some_and(|verb| verb.modal.is_some() || matches!(verb.tense, Tense::Future));
        let past = ruling.is_some_and(|verb| matches!(verb.tense, Tense::Past | Tense::Imperfect));
        let after = date.and_then(|(when, _)| Some(when.first_day()? > reader.calendar.published()?.last_day()?));
        let status = match after {
            Some(true) => Some("planned"),
            Some(false) => Some("past"),
            None if adjunct || future => Some("planned"),
            None if past => Some("past"),
            None => None,
        };
        if let Some(status) = status {
            slots.add("status", Value::Term(status.into()));
        }
        if let Ok(fact) = Fact::from_slots(Event::SPEC, &slots) {
            found.push(Finding {
                fact,
                evidence: reader.trim(scene.sentence.span, evidence),
                rule: RULE.to_owned(),
                confidence: 0.75,
                attributed_to: None,
                inferred: Vec::new(),
            });
        }
    }
}

fn place(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    scene.clauses.complements(index, "at").into_iter().find_map(|noun| {
        let chunk = &scene.chunks()[noun];
        let id = chunk.noun()?.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Place))?;
        (!reader.is_wide(id)).then(|| (id.clone(), chunk.span))
    })
}
