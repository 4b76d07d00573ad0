//! What one claim takes over from another that says the same.

use smallvec::SmallVec;

use super::by_name;
use crate::{
    fact::{Claim, Fact, Slots, Value},
    model::EntityKind,
};

/// Few slots hold more values.
const FEW: usize = 4;

/// Takes over what the new claim knows more of; where the known one is only a headline, the text's own words stand behind what both say.
pub(super) fn merge(known: &mut Claim, new: &Claim, headline: bool) {
    let dated = known.fact != new.fact && merge_facts(&mut known.fact, &new.fact);
    // What the text says stands behind a fact before what a name says.
    let stands = headline || if by_name(known) == by_name(new) { new.confidence > known.confidence } else { by_name(known) };
    if stands && !dated {
        (known.confidence, known.evidence) = (new.confidence, new.evidence);
        known.rule.clone_from(&new.rule);
    }
    if known.attributed_to.is_none() {
        known.attributed_to.clone_from(&new.attributed_to);
    }
}

/// The same of two facts that differ. Whether the known one alone tells when: then it has the words for it.
fn merge_facts(known: &mut Fact, new: &Fact) -> bool {
    let spec = known.spec();
    let (a, b) = (known.slots(), new.slots());
    let mut slots = Slots::default();
    // "une visite d'État au Kazakhstan" tells where to better than "arrivé à Astana".
    let (ranked, other) = (a.has("kind"), b.has("kind"));
    // "X a conduit une délégation à Kaboul" tells it better than "une délégation ouzbèke en Afghanistan".
    let unnamed = |slots: &Slots| slots.get("visitor").any(|value| matches!(value, Value::Entity(id) if id.kind() != EntityKind::Person));
    let (first, differ) = if ranked == other { (!unnamed(&a), unnamed(&a) != unnamed(&b)) } else { (ranked, true) };
    for slot in spec.slots {
        if slot.name == "destination" && differ {
            for value in if first { &a } else { &b }.get(slot.name) {
                slots.add(slot.name, value.clone());
            }
            continue;
        }
        let [mine, theirs] = [&a, &b].map(|slots| slots.get(slot.name).collect::<SmallVec<[&Value; FEW]>>());
        for value in pick(slot.name, &mine, &theirs) {
            slots.add(slot.name, (*value).clone());
        }
    }
    let dated = a.has("date") && !b.has("date");
    if let Ok(fact) = Fact::from_slots(spec, &slots) {
        *known = fact;
    }
    dated
}

fn text_length(values: &[&Value]) -> usize {
    values.first().map_or(0, |value| if let Value::Text(text) = value { text.len() } else { 0 })
}

/// Whether a project, or what was planned, has come further than was known.
fn further(new: &[&Value], known: &[&Value]) -> bool {
    const STAGES: [&str; 5] = ["proposed", "planned", "under-construction", "completed", "past"];
    let stage = |values: &[&Value]| {
        values.first().and_then(|value| if let Value::Term(code) = value { STAGES.iter().position(|stage| *stage == &**code) } else { None })
    };
    matches!((stage(new), stage(known)), (Some(new), Some(known)) if new > known)
}

fn pick<'a, 'v>(slot: &str, mine: &'a [&'v Value], theirs: &'a [&'v Value]) -> &'a [&'v Value] {
    let people = |values: &[&Value]| values.iter().filter(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Person)).count();
    let bodies = |values: &[&Value]| values.iter().filter(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Organisation)).count();
    let city = |values: &[&Value]| values.iter().any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::City));
    let land = |values: &[&Value]| values.iter().any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Country));
    match slot {
        "participants" | "parties" | "visitor" if people(theirs) > people(mine) => theirs,
        "participants" | "parties" if theirs.len() > mine.len() && people(theirs) == people(mine) && people(mine) == 0 => theirs,
        // "X remporte un contrat en A", "X a signé avec la société Y": whom the text names closer.
        "parties" if theirs.len() == mine.len() && bodies(theirs) > bodies(mine) => theirs,
        // A city or a region says more than its country.
        "place" if city(theirs) && !city(mine) || land(mine) && !land(theirs) && !theirs.is_empty() => theirs,
        "about" if mine.len() < theirs.len() => theirs,
        "date" | "period" => match (mine.first(), theirs.first()) {
            (Some(Value::When(a)), Some(Value::When(b))) if b.to_string().len() > a.to_string().len() => theirs,
            (None, _) => theirs,
            _ => mine,
        },
        "kind" | "level"
            if mine.first().is_some_and(|value| matches!(value, Value::Term(code) if matches!(&**code, "agreement" | "documents" | "strategic" | "other")))
                && theirs.first().is_some_and(|value| !matches!(value, Value::Term(code) if &**code == "documents")) =>
        {
            theirs
        }
        "name" if text_length(theirs) > text_length(mine) && !theirs.is_empty() => theirs,
        "status" if further(theirs, mine) => theirs,
        "relation" if mine.first().is_some_and(|value| matches!(value, Value::Term(code) if &**code == "connects")) => theirs,
        _ if mine.is_empty() => theirs,
        _ => mine,
    }
}
