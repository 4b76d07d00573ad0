//! What a pattern tells of a sentence in which it finds all that it asks for: its slots filled, and the facts that come of them.

use super::{
    refused::{at_home, fetched, no_club, no_encounter, of_one_side, of_one_state, to_itself},
    *,
};

/// The slots of a fact, with what was seen while they were filled.
pub struct Filled {
    slots: Slots,
    evidence: Span,
    /// Whether it was guessed between whom it is.
    guessed: bool,
    /// Whether a side has several, to whom the text gives no other.
    one_sided: bool,
    /// Whether several stand behind one other.
    one_with_each: bool,
    /// Whether nobody is dealt with.
    alone: bool,
}

impl Sought<'_> {
    const fn frame<'r>(&self, reader: &'r Reader<'r>, scene: &'r Scene<'r>) -> Frame<'r> {
        let Self { at, thing, until, part, .. } = *self;
        Frame { reader, scene, at, thing, until, part }
    }
}

/// Fills the slots of a pattern, by what the sentence says and what was told before; nothing where one stays empty without which there is no fact.
pub fn fill(reader: &Reader<'_>, scene: &Scene<'_>, sought: &Sought<'_>, found: &[Claim]) -> Option<Filled> {
    let frame = &sought.frame(reader, scene);
    let Sought { pattern, at, standing, .. } = *sought;
    let mut slots = Slots::default();
    let mut evidence = scene.chunks()[at].span;
    let (mut guessed, mut one_sided, mut one_with_each, mut alone) = (false, false, false, true);
    for (index, (slot, sources)) in pattern.slots.iter().enumerate() {
        let mut settled = false;
        for (source, more) in sources {
            if settled && !more {
                continue;
            }
            let before = slots.get(slot).count();
            guessed |= *source == Source::Pair;
            // "la Douma a ratifié cet accord": between whom it is was told before.
            if *source == Source::Pair && frame.is_paper_before(found) && frame.told_before(pattern.spec, &mut slots, found) {
                // "La signature de cet accord permettra de": its signing was told with it.
                frame.verb()?;
                break;
            }
            // "X a signé un accord en A. Le document …": of a firm's paper nobody is guessed, nor who those unnamed are.
            if *source == Source::Pair && (reader.unsettled && frame.is_known_paper() || frame.is_of_firms(pattern) || frame.is_with_unnamed()) {
                continue;
            }
            frame.fill(pattern.spec, slot, source, standing, &mut slots, &mut evidence);
            // The first source that gives something settles a slot that takes one value, or that has enough.
            let least = pattern.least.iter().find(|(name, _)| name == slot).map_or(1, |(_, least)| *least);
            let with = pattern.spec.is("agreement") && matches!(source, Source::Function(function) if function == "with");
            let now = slots.get(slot).count();
            one_sided |= with && before == 0 && now > 1;
            // Who is dealt with is not alone, however many it speaks for.
            alone &= !(with && before == 0 && now > 0);
            one_with_each |= with && before == 1 && now > 2;
            settled |= now > before && now >= least;
        }
        if *slot == "participants" {
            frame.add_awaited(pattern.spec, &mut slots);
            // Nobody meets alone, and a verb speaks of nothing again.
            if frame.verb().is_some() && pattern.least.iter().any(|(name, least)| name == slot && slots.get(slot).count() < *least) {
                return None;
            }
        }
        if pattern.vital[index] && !slots.has(slot) && is_vain(scene, pattern, index, at) {
            return None;
        }
    }
    Some(Filled { slots, evidence, guessed, one_sided, one_with_each, alone })
}

/// Makes facts of the slots of a pattern.
pub fn tell(reader: &Reader<'_>, scene: &Scene<'_>, sought: &Sought<'_>, filled: Filled, found: &mut Vec<Claim>) {
    let frame = &sought.frame(reader, scene);
    let Sought { pattern, at, standing, listed, .. } = *sought;
    let Filled { mut slots, mut evidence, guessed, one_sided, one_with_each, alone } = filled;
    if pattern.spec.is("visit")
        && !slots.has("destination")
        && let Some(host) = frame.host_of_pair(&slots, found)
    {
        frame.add_entity(pattern.spec, "destination", &host, &mut slots);
    }
    // "a été signé avec A et B": by whom the text is about.
    if one_sided {
        let Some(id) = frame.other_side(&slots) else { return };
        frame.add_entity(pattern.spec, "parties", &id, &mut slots);
    }
    // An entry of a list of what was signed is between those whom the list is about, unless it names others.
    if listed && !slots.has("parties") {
        frame.fill(pattern.spec, "parties", &Source::Pair, standing, &mut slots, &mut evidence);
    }
    let mut inferred = Vec::new();
    if (reader.listed || listed) && pattern.spec.is("agreement") && !slots.has("date") {
        let told = found.iter().rev().find(|claim| claim.fact.spec() == pattern.spec).map(|claim| claim.fact.slots());
        match reader.listed_on {
            Some(when) => slots.add("date", Value::When(when)),
            None => told.iter().flat_map(|told| told.get("date")).for_each(|date| slots.add("date", date.clone())),
        }
        // "Au terme des négociations ont été signés :": on the occasion of which the text tells.
        let talks = || found.iter().filter_map(|claim| occasion_of_paper(&claim.fact)).max_by_key(|when| when.first_day());
        if !slots.has("date")
            && let Some(when) = talks()
        {
            slots.add("date", Value::When(when));
        }
        if slots.has("date") {
            inferred.push(("date".to_owned(), "when the papers of this list were signed".to_owned()));
        }
    }
    let paper = frame.thing.or_else(|| frame.verb().is_none().then_some(at)).filter(|paper| scene.is(*paper, "agreement-kind"));
    // "l'accord sur l'eau" of which the text told before is no other.
    let again = || frame.is_again() && found.iter().any(|claim| claim.fact.spec() == pattern.spec);
    for field in paper.filter(|_| pattern.spec.is("agreement") && !again()).map(|paper| frame.fields_of_paper(paper)).unwrap_or_default() {
        slots.add("about", field);
    }
    frame.add_wish(pattern.spec, &mut slots);
    // What a pattern says of a thing that stands does not come true later: "l'accord entre A et B entrera en vigueur".
    if standing == Standing::Planned && !pattern.standing {
        for (slot, value) in &pattern.planned {
            frame.add_code(pattern.spec, slot, value, &mut slots);
        }
    }
    for (slot, value) in &pattern.set {
        frame.add_code(pattern.spec, slot, value, &mut slots);
    }
    // "les ministres de la Russie, X, et de l'Arménie, Y": countries whose people are named are there through them.
    if slots.has("participants") {
        frame.add_state_person(&mut slots);
        slots = through_people(&slots, pattern.spec, reader);
    }
    // "l'accord a été signé" speaks again of what was said before: its general name tells no kind.
    if frame.is_again() && (guessed && frame.is_told_closer(found) || frame.is_told_same(&slots, found)) {
        slots = without(&slots, pattern.spec, "kind");
    }
    let enough = pattern.least.iter().all(|(slot, least)| slots.get(slot).count() >= *least || *least == 2 && alone && frame.speaks_for_many(&slots, slot));
    let named = |slot| slots.get(slot).any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Person));
    let person = pattern.person.is_none_or(|slot| named(slot) || frame.are_leaders(&frame.guests()));
    // "au terme de négociations rapides": no occasion of two countries, unless people are named.
    let bare = pattern.anchored && scene.chunks()[at].noun().is_some_and(|noun| noun.determiner.is_none());
    let people = || slots.get("participants").any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Person));
    // "La réunion finie, les parties ont signé": nor one of which nothing but its countries is told.
    let states = pattern.spec.is("meeting") && frame.verb().is_none();
    let own = || frame.telling().is_some() || frame.place_of_noun().is_some();
    let vague = (bare && !own() || states && !slots.has("place") && !slots.has("date")) && !people();
    let facts = || -> Vec<Fact> {
        let each = frame.one_by_one(pattern.spec, &slots).or_else(|| frame.each(pattern, &slots));
        let each = each.or_else(|| (one_sided || one_with_each).then(|| frame.with_each(pattern.spec, &slots, one_with_each)).flatten());
        let each = each.or_else(|| frame.in_turn(pattern.spec, &slots)).or_else(|| apart::alternatives(pattern.spec, &slots));
        each.as_deref().unwrap_or(std::slice::from_ref(&slots)).iter().filter_map(|slots| Fact::from_slots(pattern.spec, slots).ok()).collect()
    };
    let facts = if enough && person && !vague { facts() } else { Vec::new() };
    // "A et B, membres du groupe": where one of the members is taken for the body, the body was meant otherwise.
    if facts.is_empty() || pattern.spec.is("membership") && frame.verb().is_none() && facts.iter().any(to_itself) {
        rounds::amend(frame, pattern, &slots, found);
        return;
    }
    for fact in facts {
        if frame.is_source(&fact)
            || pattern.real && of_one_state(&fact, reader)
            || to_itself(&fact)
            || at_home(&fact, reader)
            || no_club(&fact, &pattern.rule, reader)
            || fetched(&fact, scene, at, reader)
            || no_encounter(&pattern.rule, scene, at, reader.text)
            || of_one_side(&fact, scene, at)
        {
            continue;
        }
        // What somebody says of oneself needs no other voice: "Saluant A, X a plaidé pour B".
        let own = |id: &EntityId| matches!(&fact, Fact::Statement(statement) if statement.speaker == *id);
        let attributed_to = reader.attribution(scene, at).filter(|id| !own(id));
        // "X a dit que l'Iran était prêt": X speaks for the state.
        let state = matches!(&fact, Fact::Statement(statement) if statement.speaker.kind() == EntityKind::Country);
        if state && attributed_to.is_some() {
            continue;
        }
        found.push(Claim {
            fact,
            evidence: reader.trim(scene.sentence.span, evidence),
            rule: pattern.rule.clone(),
            confidence: reader.language.confidence.of(&pattern.rule),
            attributed_to,
            inferred: inferred.clone(),
        });
    }
}

fn through_people(slots: &Slots, spec: &'static Spec, reader: &Reader<'_>) -> Slots {
    let people = slots.get("participants").filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None });
    let lands: BTreeSet<EntityId> = people.filter(|id| id.kind() == EntityKind::Person).filter_map(|id| reader.country_of(id)).collect();
    let mut kept = Slots::default();
    for slot in spec.slots {
        for value in slots.get(slot.name) {
            if slot.name != "participants" || !matches!(value, Value::Entity(id) if lands.contains(id)) {
                kept.add(slot.name, value.clone());
            }
        }
    }
    kept
}

/// When a visit or meeting was at which papers may have been signed: on some days.
fn occasion_of_paper(fact: &Fact) -> Option<When> {
    let (date, status) = match fact {
        Fact::Visit(visit) => (visit.date, visit.status.as_ref()),
        Fact::Meeting(meeting) => (meeting.date, meeting.status.as_ref()),
        _ => return None,
    };
    date.filter(|when| matches!(when.from, Point::Day(..)) && status.is_none_or(|status| status.code() != "planned"))
}
