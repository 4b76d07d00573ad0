//! Cooperation: the fields that a sentence lists where it speaks of working together.

use std::{cell::OnceCell, ops::Range};

mod aims;
mod openers;
mod whole;
mod words;

pub use aims::read as read_aims;
pub use whole::{Field, claims as of_fields, fields};

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Modal},
        cooperation::{
            openers::Openers,
            words::{general, is_portfolio, is_worldwide},
        },
        parties::{distinct, is_alliance},
    },
    fact::{Claim, Cooperation, Declared, Fact, Slots, Value},
    lang::{Kinds, Tense},
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind},
};

/// Who works together are few; a longer list is a roll.
const MANY: usize = 7;

/// Rule name.
pub const RULE: &str = "cooperation/fields-listed";

/// Reads the fields behind (or inside the phrase of) a word of cooperation.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    if scene.sentence.part == PartKind::Heading {
        return;
    }
    let items = &scene.sentence.items;
    let things = || scene.names(&[EntityKind::Corridor, EntityKind::Infrastructure]) && items.iter().any(|item| thing(reader, item).is_some());
    if !scene.classes.may_have("area") && !things() {
        return;
    }
    // The words that may name a field, and those fields.
    let named = |(index, item)| {
        let (fields, thing) = (reader.areas(item), thing(reader, item));
        let none = fields.is_empty() && thing.is_none()
            || matches!(item.code(&reader.language.lexicon, "measure"), Some("exports" | "imports"))
            || general(reader, items, index)
            || is_portfolio(reader, items, index);
        (!none).then_some((index, item, fields, thing))
    };
    let may = |(_, item): &(usize, &Item)| item.is_any(Kinds::AREA) || matches!(item.kind, ItemKind::Name(_));
    let mut named = items.iter().enumerate().filter(may).filter_map(named).peekable();
    if named.peek().is_none() {
        return;
    }
    let openers = Openers::new(reader, scene);
    if openers.is_empty() {
        return;
    }
    let denied = denied(reader, scene);
    // Firms and agencies speak for themselves, but not where the two countries list what theirs have signed.
    let home = |id: &EntityId| reader.country_of(id).or_else(|| reader.knowledge.country_of(id));
    let theirs = |firms: &[EntityId]| {
        let lands = distinct(firms.iter().filter_map(home));
        reader.main.is_some_and(|main| lands.iter().all(|land| main.contains(land)) && (lands.len() == main.len() || lands.len() + 1 == firms.len()))
    };
    let firms = openers.parties(scene).is_none().then(|| reader.firms_joined(scene)).flatten().filter(|(_, firms)| !(reader.listed && theirs(firms)));
    let parties = || -> Vec<EntityId> {
        let named = openers.parties(scene).or_else(|| reader.met_head(scene)).or_else(|| reader.assembled(scene)).unwrap_or_else(|| reader.pair(scene));
        named.into_iter().filter(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Place)).collect()
    };
    // "Nous avons signé un accord avec X": whoever that is, not those who were named before.
    if firms.is_none() && reader.is_with_other(scene) {
        return;
    }
    let parties = reader.whole_of(states(reader, parties()));
    let alone = parties.first().is_some_and(|id| id.kind() == EntityKind::Organisation);
    let regions = parties.iter().all(|id| id.kind() == EntityKind::Place);
    if firms.is_none() && (regions || parties.len() == 1 && !alone || parties.len() > MANY) {
        return;
    }
    // Without a word of working together the sentence must name who furthers what; carried-over parties are no sign.
    let led = reader.leads && parties.iter().all(|id| is_alliance(id, reader.knowledge)) || reader.forum == Some(parties.as_slice());
    let told = openers.talks && reader.main.is_some_and(|main| parties.len() == main.len() && main.iter().all(|id| parties.contains(id)));
    if openers.word.is_none() && !openers.shared && !led && !told && firms.is_none() && reader.joined(scene).is_none() {
        return;
    }
    // "pour tous les pays concernés": more than those two.
    if scene.classes.may_have("all-lands") && items.iter().any(|item| item.is(&reader.language.lexicon, "all-lands")) && reader.joined(scene).is_none() {
        return;
    }
    if openers.word.is_some_and(|word| is_worldwide(reader, items, word)) && reader.joined(scene).is_none() {
        return;
    }
    let attributed_to = OnceCell::new();
    let mut said: Vec<&str> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (index, item, fields, thing) in named.filter(|(index, ..)| !denied.iter().any(|range| range.contains(index))) {
        // What is listed behind a field stands with it: "au transit, à la vente de produits finis, au numérique".
        let listed = || last.filter(|(_, before)| openers.lists_on(*before, index)).map(|(start, _)| start);
        let start = if fields.is_empty() { openers.of_thing(index) } else { openers.of(index).or_else(listed) };
        let Some(start) = start.filter(|start| !openers.is_own(*start, index) && !others_do(reader, scene, &parties, index)) else { continue };
        last = Some((start, index));
        let parties = match &firms {
            Some((from, firms)) if *from <= index => firms,
            _ => &parties,
        };
        if parties.is_empty() {
            continue;
        }
        for area in fields.into_iter().chain(thing) {
            if said.contains(&area) {
                continue;
            }
            said.push(area);
            let mut slots = Slots::default();
            for party in parties {
                slots.add("parties", Value::Entity(party.clone()));
            }
            slots.add("area", Value::Term(area.into()));
            let Ok(fact) = Fact::from_slots(Cooperation::SPEC, &slots) else { continue };
            let evidence = items[start].span.cover(item.span);
            found.push(Claim {
                fact,
                evidence,
                rule: RULE.to_owned(),
                confidence: reader.language.confidence.of(RULE),
                attributed_to: attributed_to.get_or_init(|| reader.attribution(scene, 0)).clone(),
                inferred: Vec::new(),
            });
        }
    }
}

/// "A et B ont signé un mémorandum ; C investira dans X": whether a state that is no party is named behind the last semicolon before a field.
fn others_do(reader: &Reader<'_>, scene: &Scene<'_>, parties: &[EntityId], at: usize) -> bool {
    let items = &scene.sentence.items;
    let Some(wall) = items[..at].iter().rposition(|item| item.is_mark(reader.text, ";")) else { return false };
    let named = || items[wall..at].iter().flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Country);
    named().next().is_some() && named().all(|id| !parties.contains(id))
}

/// Ministries of two states and more work together for their states.
fn states(reader: &Reader<'_>, parties: Vec<EntityId>) -> Vec<EntityId> {
    let mut states: Vec<EntityId> = Vec::new();
    for state in parties.iter().map(|id| reader.state_of_body(id.clone())) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    if states.len() > 1 { states } else { parties }
}

/// The field that a named thing belongs to which states build and run together: a line, a port.
fn thing(reader: &Reader<'_>, item: &Item) -> Option<&'static str> {
    let ItemKind::Name(named) = &item.kind else { return None };
    named.entities.iter().find_map(|id| match id.kind() {
        EntityKind::Corridor => Some("transport"),
        // A line that only the text knows is what its name says.
        EntityKind::Infrastructure if reader.cast.fresh.contains_key(id) => match reader.cast.fresh.get(id)?.name.rsplit(' ').next()? {
            "railway" | "road" | "bridge" => Some("transport"),
            "pipeline" => Some("oil-gas"),
            _ => None,
        },
        EntityKind::Infrastructure => match reader.knowledge.get(id)?.entity.subtype.as_str() {
            "railway" | "road" | "bridge" | "port" | "port-terminal" => Some("transport"),
            "pipeline" => Some("oil-gas"),
            "power-line" | "power-plant" | "dam" => Some("energy"),
            _ => None,
        },
        _ => None,
    })
}

/// Which words of a sentence are denied, only may be, or end: a verb with its subject and what stands behind it. Without a word of it all may be said.
fn denied(reader: &Reader<'_>, scene: &Scene<'_>) -> Vec<Range<usize>> {
    let language = reader.language;
    let lexicon = &language.lexicon;
    let items = &scene.sentence.items;
    let lacking = |item: &Item| item.value(lexicon, "prep").is_some_and(|value| language.has_function("condition", value));
    let lacks = |pair: &[Item]| lacking(&pair[0]) && pair[1].is(lexicon, "cooperation-word");
    if scene.classes.may_have("cooperation-word") && items.windows(2).any(lacks) {
        return std::iter::once(0..items.len()).collect();
    }
    let chunks = scene.chunks();
    let joined = chunks.iter().filter_map(Chunk::preposition).any(|value| language.has_function("between", value));
    let verb = |(at, chunk): (usize, &Chunk)| {
        let verb = chunk.verb()?;
        let may = verb.modal == Some(Modal::May) || language.verb_is(verb.lemma, "may");
        // "A et B ont dénoncé la coopération militaire de C": no doing of their own.
        let blames = verb.is_finite() && language.verb_is(verb.lemma, "blame") && !joined;
        let unreal = blames || verb.is_finite() && (verb.negated || verb.tense == Tense::Conditional && may);
        let left_out = verb.negated && language.verb_is(verb.lemma, "leave-out");
        if left_out || !unreal && !language.verb_is(verb.lemma, "undo") {
            return None;
        }
        let subject = scene.clauses.grammatical_subject(at).into_iter().filter(|noun| verb.is_finite() && *noun < at).min();
        let from = subject.map_or(chunk.start, |noun| chunks[noun].start);
        let mut end = scene.clauses.clause_end(at);
        // "ne discutent plus de commerce": a field that is a verb as well ends no clause.
        let field = |at: usize| chunks.get(at).and_then(Chunk::verb).is_some_and(|verb| verb.is_finite() && !reader.areas(&items[verb.item]).is_empty());
        while field(end) {
            end = scene.clauses.clause_end(end).max(end + 1);
        }
        // "pourraient redessiner les marchés et susciter des échanges": so may what is joined to it.
        let infinitive = |at: usize| chunks.get(at).and_then(Chunk::verb).is_some_and(|verb| verb.tense == Tense::Infinitive);
        while let Some(next) = (end..end + 3).find(|next| infinitive(*next)).filter(|_| may) {
            end = scene.clauses.clause_end(next).max(next + 1);
        }
        // "a démenti que A et B aient parlé de": all that is denied.
        let that = |at: usize| matches!(chunks.get(at).map(|next| &next.kind), Some(ChunkKind::Relative(value)) if value == "object");
        let whole = (at + 1..=end).any(that) && language.verb_is(verb.lemma, "undo");
        Some(from..chunks.get(end).filter(|_| !whole).map_or(items.len(), |next| next.start))
    };
    chunks.iter().enumerate().filter_map(verb).collect()
}
