//! One document says many things twice: what is the same is said once, in its fullest form.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    extract::Reader,
    fact::{Claim, Fact, Slots, Spec, Statement, Value},
    model::{EntityId, EntityKind, Point, Span, When},
};

/// So far back a repeat is looked for among the facts of its type: farther than any dispatch reaches, and not without end.
const REACH: usize = 1000;

/// The claims without repeats.
pub fn unique(found: Vec<Claim>, reader: &Reader<'_>) -> Vec<Claim> {
    let mut kept: Vec<(Claim, Slots)> = Vec::new();
    let mut by_type: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for claim in found {
        let (spec, slots) = (claim.fact.spec(), claim.fact.slots());
        let known = by_type.entry(spec.name).or_default();
        let again = |index: &usize| {
            let (before, before_slots) = &kept[*index];
            same(spec, before_slots, &slots, reader) && !(spec.name == "agreement" && two_papers((before, before_slots), (&claim, &slots)))
        };
        let repeated = known[known.len().saturating_sub(REACH)..].iter().copied().find(again);
        match repeated.and_then(|index| kept.get_mut(index)) {
            Some((known, known_slots)) => {
                merge(known, claim, reader);
                *known_slots = known.fact.slots();
            }
            None => {
                known.push(kept.len());
                kept.push((claim, slots));
            }
        }
    }
    // Where the text says how a line runs, its name says no more; a line that only the text knows is what its name says.
    let told: BTreeSet<(EntityId, Option<EntityId>)> = kept
        .iter()
        .filter(|(claim, _)| claim.rule != BY_NAME)
        .filter_map(|(claim, _)| if let Fact::Route(route) = &claim.fact { Some(route) } else { None })
        .map(|route| (route.corridor.clone(), reader.cast.fresh.contains_key(&route.corridor).then(|| route.object.clone())))
        .collect();
    let more = |claim: &Claim| match &claim.fact {
        Fact::Route(route) if claim.rule == BY_NAME => {
            told.contains(&(route.corridor.clone(), None)) || told.contains(&(route.corridor.clone(), Some(route.object.clone())))
        }
        _ => false,
    };
    kept.into_iter().map(|(claim, _)| claim).filter(|claim| !more(claim)).collect()
}

/// The claims, in the order of the text, without plain remarks of those who said something before, or who do more by what the sentence says:
/// such a remark is a detail of that.
pub fn without_details(found: &mut Vec<Claim>) {
    let plain = |statement: &Statement| statement.act.code() == "note";
    let said = |claim: &Claim| if let Fact::Statement(statement) = &claim.fact { Some(statement.clone()) } else { None };
    let acts: BTreeSet<(Span, EntityId)> =
        found.iter().filter_map(|claim| Some((claim.evidence, said(claim).filter(|statement| !plain(statement))?.speaker))).collect();
    let mut spoken = BTreeSet::new();
    found.retain(|claim| {
        said(claim).is_none_or(|statement| {
            let again = !spoken.insert(statement.speaker.clone());
            !plain(&statement) || !again && !acts.contains(&(claim.evidence, statement.speaker))
        })
    });
}

/// The rule that takes the places of a line from its name alone.
const BY_NAME: &str = "route/called";

/// Whether two facts of a type speak of the same thing: no slot that tells facts apart differs.
fn same(spec: &'static Spec, a: &Slots, b: &Slots, reader: &Reader<'_>) -> bool {
    match spec.name {
        "meeting" => {
            let (a_people, b_people) = (entities(a, "participants"), entities(b, "participants"));
            alike(&a_people, &b_people, reader) && one_time(a, b) && !two_towns(a, b)
        }
        "visit" => agree_as_countries(a, b, "visitor", reader) && agree_as_countries(a, b, "destination", reader) && one_time(a, b),
        "agreement" => {
            let (a_parties, b_parties) = (entities(a, "parties"), entities(b, "parties"));
            let parties = a_parties.len() == b_parties.len() && alike(&a_parties, &b_parties, reader) || through_companies(&a_parties, &b_parties, reader);
            // A headline rounds the sum of what the text tells in parts.
            let plain = |slots: &Slots| slots.get("kind").any(|value| matches!(value, Value::Term(code) if &**code == "agreement"));
            parties
                && agree(a, b, "date")
                && done(a) == done(b)
                && agree(a, b, "count")
                && (agree(a, b, "value") || plain(a) && plain(b))
                && (agree(a, b, "kind") || generic(a) || generic(b))
        }
        "event" => a.get("name").eq(b.get("name")),
        "partnership" => {
            alike(&entities(a, "parties"), &entities(b, "parties"), reader) && (a.get("level").eq(b.get("level")) || broader(a, b) || broader(b, a))
        }
        "project" => a.get("kind").eq(b.get("kind")) && one_project(a, b),
        // An end of a line is also something that it connects.
        "route" => ["corridor", "object"].iter().all(|slot| a.get(slot).eq(b.get(slot))) && (a.get("relation").eq(b.get("relation")) || joins(a) && joins(b)),
        "statement" => {
            let about = |slots: &Slots| slots.get("about").cloned().collect::<Vec<_>>();
            let (mine, theirs) = (about(a), about(b));
            a.get("speaker").eq(b.get("speaker")) && a.get("act").eq(b.get("act")) && mine.iter().any(|value| theirs.contains(value))
        }
        "cooperation" => same_values(a, b, "parties") && a.get("area").eq(b.get("area")),
        "indicator" => {
            same_values(a, b, "about")
                && ["measure", "value", "unit", "change"].iter().all(|slot| a.get(slot).eq(b.get(slot)))
                && agree(a, b, "period")
                && agree(a, b, "sector")
                && a.get("modality").eq(b.get("modality"))
        }
        _ => identity(spec, a, b),
    }
}

/// Whether one name says no more than the other, or both are built in one place.
fn one_project(a: &Slots, b: &Slots) -> bool {
    let words = |slots: &Slots| -> Vec<String> {
        let text = slots.get("name").find_map(|value| if let Value::Text(text) = value { Some(text.to_string()) } else { None }).unwrap_or_default();
        text.split([' ', '–']).map(str::to_owned).collect()
    };
    let (mine, theirs) = (words(a), words(b));
    let within = |small: &[String], large: &[String]| small.iter().all(|word| large.contains(word));
    within(&mine, &theirs) || within(&theirs, &mine) || a.has("place") && b.has("place") && a.get("place").eq(b.get("place"))
}

fn joins(slots: &Slots) -> bool {
    slots.get("relation").any(|value| matches!(value, Value::Term(code) if matches!(&**code, "connects" | "starts-at" | "ends-at")))
}

/// Whether two occasions can be one: no date contradicts, what is planned for a date or place is not what has been, and what is only put in
/// some year is told from memory, not news.
fn one_time(a: &Slots, b: &Slots) -> bool {
    let year = |slots: &Slots| slots.get("date").any(|value| matches!(value, Value::When(When { from: Point::Year(_), until: None })));
    let planned = |slots: &Slots| slots.get("status").any(|value| matches!(value, Value::Term(code) if &**code == "planned"));
    let past = |slots: &Slots| slots.get("status").any(|value| matches!(value, Value::Term(code) if &**code == "past"));
    let apart = |a: &Slots, b: &Slots| planned(a) && past(b) && (a.has("date") || a.has("place"));
    agree(a, b, "date") && !(year(a) != year(b) && a.has("date") != b.has("date")) && !apart(a, b) && !apart(b, a)
}

/// Whether two occasions are in two towns.
fn two_towns(a: &Slots, b: &Slots) -> bool {
    let town = |slots: &Slots| slots.get("place").find_map(|value| if let Value::Entity(id) = value { Some(id.clone()) } else { None });
    let towns = [town(a), town(b)].map(|town| town.filter(|id| id.kind() == EntityKind::City));
    towns.iter().all(Option::is_some) && towns[0] != towns[1]
}

/// Two documents of different kinds that one sentence, or a list, names beside each other are two.
fn two_papers(a: (&Claim, &Slots), b: (&Claim, &Slots)) -> bool {
    let kinds = a.1.get("kind").ne(b.1.get("kind"));
    let listed = a.0.rule == b.0.rule && a.0.rule.ends_with("/standing");
    kinds && (listed || a.0.evidence.start == b.0.evidence.start || a.0.evidence.overlaps(b.0.evidence))
}

fn identity(spec: &'static Spec, a: &Slots, b: &Slots) -> bool {
    spec.slots.iter().filter(|slot| slot.identity).all(|slot| same_values(a, b, slot.name))
}

/// A signed agreement and a planned one are two; whether "adopted" or "signed" is a matter of words.
fn done(slots: &Slots) -> bool {
    slots.get("status").any(|value| matches!(value, Value::Term(code) if matches!(&**code, "signed" | "adopted" | "ratified" | "in-force")))
}

fn generic(slots: &Slots) -> bool {
    !slots.has("kind") || slots.get("kind").any(|value| matches!(value, Value::Term(code) if &**code == "documents")) && !slots.has("count")
}

fn broader(a: &Slots, b: &Slots) -> bool {
    let is = |slots: &Slots, code: &str| slots.get("level").any(|value| matches!(value, Value::Term(known) if &**known == code));
    (is(a, "strategic") || is(a, "other")) && !is(b, "alliance")
}

/// Whether a slot holds the same values in both, in whatever order; no slot holds one twice.
fn same_values(a: &Slots, b: &Slots, slot: &str) -> bool {
    a.get(slot).count() == b.get(slot).count() && a.get(slot).all(|value| b.get(slot).any(|other| value == other))
}

fn agree(a: &Slots, b: &Slots, slot: &str) -> bool {
    match (a.get(slot).next(), b.get(slot).next()) {
        (Some(Value::When(a)), Some(Value::When(b))) => {
            let (a, b) = (a.to_string(), b.to_string());
            a.starts_with(&b) || b.starts_with(&a)
        }
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn entities<'s>(slots: &'s Slots, slot: &'s str) -> Vec<&'s EntityId> {
    slots.get(slot).filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None }).collect()
}

/// The same parties, where a person and that person's country count as one.
fn alike(a: &[&EntityId], b: &[&EntityId], reader: &Reader<'_>) -> bool {
    let covers = |a: &[&EntityId], b: &[&EntityId]| a.iter().all(|id| b.iter().any(|other| id == other || stands_for(id, other, reader)));
    covers(a, b) && covers(b, a) || a.len() > b.len() && covers(b, a) && b.len() > 1 || b.len() > a.len() && covers(a, b) && a.len() > 1
}

/// Whether a company that signs in both is joined by others of the same countries: "Gazprom et la Chine", "Gazprom et la CNPC".
fn through_companies(a: &[&EntityId], b: &[&EntityId], reader: &Reader<'_>) -> bool {
    let land = |id: &EntityId| if id.kind() == EntityKind::Organisation { reader.knowledge.country_of(id) } else { reader.country_of(id) };
    let lands = |parties: &[&EntityId]| -> BTreeSet<EntityId> { parties.iter().copied().filter_map(land).collect() };
    let company = |id: &&&EntityId| id.kind() == EntityKind::Organisation && land(id).is_some();
    a.iter().filter(company).any(|id| b.contains(id)) && lands(a).len() > 1 && lands(a) == lands(b)
}

fn stands_for(a: &EntityId, b: &EntityId, reader: &Reader<'_>) -> bool {
    let country = |id: &EntityId| reader.country_of(id);
    match (a.kind(), b.kind()) {
        (EntityKind::Person, EntityKind::Country) => country(a).as_ref() == Some(b),
        (EntityKind::Country, EntityKind::Person) => country(b).as_ref() == Some(a),
        _ => false,
    }
}

fn agree_as_countries(a: &Slots, b: &Slots, slot: &str, reader: &Reader<'_>) -> bool {
    match (entities(a, slot).first(), entities(b, slot).first()) {
        (Some(a), Some(b)) => {
            let land = |id: &EntityId| reader.knowledge.country_of(id);
            a == b || stands_for(a, b, reader) || slot == "destination" && land(a).is_some() && land(a) == land(b)
        }
        _ => false,
    }
}

/// Takes over what the new claim knows more of.
fn merge(known: &mut Claim, new: Claim, reader: &Reader<'_>) {
    let spec = known.fact.spec();
    let (a, b) = (known.fact.slots(), new.fact.slots());
    let mut slots = Slots::default();
    // "une visite d'État au Kazakhstan" tells where to better than "arrivé à Astana".
    let (ranked, other) = (a.has("kind"), b.has("kind"));
    for slot in spec.slots {
        if slot.name == "destination" && ranked != other {
            for value in if ranked { &a } else { &b }.get(slot.name) {
                slots.add(slot.name, value.clone());
            }
            continue;
        }
        let (mine, theirs): (Vec<_>, Vec<_>) = (a.get(slot.name).collect(), b.get(slot.name).collect());
        for value in pick(slot.name, &mine, &theirs, reader) {
            slots.add(slot.name, value.clone());
        }
    }
    if let Ok(fact) = Fact::from_slots(spec, &slots) {
        known.fact = fact;
    }
    // What the text says stands behind a fact before what a name says.
    let by_name = |claim: &Claim| claim.rule == BY_NAME;
    let stands = if by_name(known) == by_name(&new) { new.confidence > known.confidence } else { by_name(known) };
    if stands {
        (known.confidence, known.rule, known.evidence) = (new.confidence, new.rule, new.evidence);
    }
    if known.attributed_to.is_none() {
        known.attributed_to = new.attributed_to;
    }
}

fn text_length(values: &[&Value]) -> usize {
    values.first().map_or(0, |value| if let Value::Text(text) = value { text.len() } else { 0 })
}

/// Whether a project has come further than was known.
fn further(new: &[&Value], known: &[&Value]) -> bool {
    const STAGES: [&str; 4] = ["proposed", "planned", "under-construction", "completed"];
    let stage = |values: &[&Value]| {
        values.first().and_then(|value| if let Value::Term(code) = value { STAGES.iter().position(|stage| *stage == &**code) } else { None })
    };
    matches!((stage(new), stage(known)), (Some(new), Some(known)) if new > known)
}

fn pick<'v>(slot: &str, mine: &[&'v Value], theirs: &[&'v Value], reader: &Reader<'_>) -> Vec<&'v Value> {
    let people = |values: &[&Value]| values.iter().filter(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Person)).count();
    let _ = reader;
    let city = |values: &[&Value]| values.iter().any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::City));
    match slot {
        "participants" | "parties" | "visitor" if people(theirs) > people(mine) => theirs.to_vec(),
        "participants" | "parties" if theirs.len() > mine.len() && people(theirs) == people(mine) && people(mine) == 0 => theirs.to_vec(),
        // A city says more than its country.
        "place" if city(theirs) && !city(mine) => theirs.to_vec(),
        "about" if mine.len() < theirs.len() => theirs.to_vec(),
        "date" | "period" => match (mine.first(), theirs.first()) {
            (Some(Value::When(a)), Some(Value::When(b))) if b.to_string().len() > a.to_string().len() => theirs.to_vec(),
            (None, _) => theirs.to_vec(),
            _ => mine.to_vec(),
        },
        "kind" | "level"
            if mine.first().is_some_and(|value| matches!(value, Value::Term(code) if matches!(&**code, "agreement" | "documents" | "strategic" | "other")))
                && !theirs.is_empty() =>
        {
            theirs.to_vec()
        }
        "name" if text_length(theirs) > text_length(mine) && !theirs.is_empty() => theirs.to_vec(),
        "status" if further(theirs, mine) => theirs.to_vec(),
        "relation" if mine.first().is_some_and(|value| matches!(value, Value::Term(code) if &**code == "connects")) => theirs.to_vec(),
        _ if mine.is_empty() => theirs.to_vec(),
        _ => mine.to_vec(),
    }
}
