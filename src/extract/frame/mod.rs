//! The engine that reads facts by the patterns of a language pack: a trigger, and where each slot's values come from.

mod announced;
mod apart;
mod called;
mod club;
mod course;
mod dated;
mod fill;
mod gapped;
mod governed;
mod host;
mod line;
mod occasion;
mod paper;
mod parallel;
mod part;
mod people;
mod refused;
mod reported;
mod roles;
mod rounds;
mod said;
mod several;
mod slots;
mod standing;
mod stops;
mod stretch;
mod things;
mod told;
mod topic;

pub use announced::announces;
pub use course::ends;
pub use told::Told;

use std::{cell::OnceCell, collections::BTreeSet};

use smallvec::smallvec;

pub use crate::recognise::is_currency;
use crate::{
    extract::{
        Reader, Scene, WAYS,
        act::Saying,
        chunk::{Chunk, ChunkKind, Modal, NounPhrase, Nouns, VerbGroup, Voice},
        parties::{counted, is_alliance},
    },
    fact::{Cardinality, Claim, Declared, Fact, SlotSpec, Slots, Spec, Value},
    lang::{Kinds, Pattern, Source, TRIGGER, Tense},
    model::{EntityId, EntityKind, PartKind, Point, Span, When},
    recognise::{Item, ItemKind},
};
use refused::{at_home, fetched, is_definite, is_vain, no_club, no_encounter, of_one_side, of_one_state, to_itself};

/// How far what a trigger says has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has happened or is happening.
    Real,
    /// It will happen, or is wanted.
    Planned,
    /// It is denied, or only may be.
    Unreal,
}

/// Reads all facts that patterns find in a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    host::present(reader, scene, found);
    let lexicon = &reader.language.lexicon;
    let lined = scene.names(&WAYS);
    let trigger = if scene.classes.may_have(TRIGGER) { lexicon.class(TRIGGER) } else { None };
    for (index, chunk) in scene.chunks().iter().enumerate() {
        let standing = OnceCell::new();
        match &chunk.kind {
            ChunkKind::Verb(verb) => {
                let reflexive = verb.voice == Voice::Reflexive;
                for pattern in reader.language.patterns.of_verb(verb.lemma, reflexive) {
                    apply(reader, scene, pattern, index, &standing, found);
                }
                // "a proposé d'ouvrir une ligne": who proposes it speaks.
                if verb.modal == Some(Modal::Wish) {
                    let wishes = scene
                        .items(index)
                        .iter()
                        .filter_map(|item| item.value(lexicon, "verb"))
                        .find(|lemma| *lemma != verb.lemma && reader.language.verb_is(*lemma, "wish"));
                    let speaks = wishes.into_iter().flat_map(|lemma| reader.language.patterns.of_verb(lemma, false));
                    for pattern in speaks.filter(|pattern| pattern.spec.is("statement")) {
                        apply(reader, scene, pattern, index, &standing, found);
                    }
                }
            }
            ChunkKind::Noun(_) => {
                let items = if trigger.is_some() { scene.items(index) } else { &[] };
                let triggers = items.iter().filter(|item| item.is_any(Kinds::TRIGGER));
                for sense in triggers.flat_map(|item| &item.senses).filter(|sense| Some(sense.class) == trigger) {
                    if let Some(pattern) = reader.language.patterns.of_noun(sense.value) {
                        apply(reader, scene, pattern, index, &standing, found);
                    }
                }
                if lined && chunk.noun().is_some_and(|noun| noun.entities.iter().any(|id| reader.is_line(id))) {
                    for pattern in reader.language.patterns.of_lines() {
                        apply(reader, scene, pattern, index, &standing, found);
                    }
                }
            }
            _ => {}
        }
    }
    gapped::read(reader, scene, found);
    if scene.classes.may_have("round") {
        rounds::read(reader, scene, found);
    }
}

/// The person whom a sentence quotes last.
pub fn voice(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<EntityId> {
    let speaks = |verb: &VerbGroup| reader.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive).any(|pattern| pattern.spec.is("statement"));
    let verbs = scene.chunks().iter().enumerate().rev().filter(|(_, chunk)| chunk.verb().is_some_and(speaks));
    verbs.into_iter().find_map(|(at, _)| Frame { reader, scene, at, thing: None, until: None, part: None }.voice())
}

fn apply(reader: &Reader<'_>, scene: &Scene<'_>, pattern: &Pattern, at: usize, standing: &OnceCell<Standing>, found: &mut Vec<Claim>) {
    let mut frame = Frame { reader, scene, at, thing: None, until: None, part: None };
    if frame.lacks_words(pattern) {
        return;
    }
    let things = match &pattern.object {
        Some(class) => {
            let things = frame.things(class);
            if things.is_empty() || frame.is_shown_otherwise(pattern) {
                return;
            }
            things
        }
        None => Nouns::new(),
    };
    if frame.finds_nothing(pattern) {
        return;
    }
    // "ont échangé les instruments de ratification": what is done to a thing is no talk.
    let other = |class: &String| {
        let holds = |noun: &usize| scene.is(*noun, class);
        let clauses = &scene.clauses;
        // "le sommet que A et B coprésideront"
        let that =
            clauses.clause_start(at).checked_sub(1).filter(|that| matches!(&scene.chunks()[*that].kind, ChunkKind::Relative(value) if value == "object"));
        let told = that.and_then(|that| clauses.antecedent(that).last().copied());
        clauses.grammatical_object(at).first().copied().or(told).is_some_and(|noun| !holds(&noun))
    };
    if pattern.intransitive.as_ref().is_some_and(other) {
        return;
    }
    if pattern.unless.as_ref().is_some_and(|function| frame.goes_on(function)) || pattern.done && frame.is_made_possible() {
        return;
    }
    // "X, membre de Y, a refusé", "Partenaires depuis 2010, X et Y voudraient": an apposition holds whatever the verb says.
    let bare = || scene.chunks()[at].noun().is_some_and(|noun| noun.determiner.is_none());
    let as_ = |index: usize| scene.chunks()[index].preposition().is_some_and(|value| reader.language.has_function("such-as", value));
    let apart = || at == 0 && bare() || at > 0 && (matches!(scene.chunks()[at - 1].kind, ChunkKind::Comma) || as_(at - 1));
    let apposed = matches!(pattern.spec.name, "membership" | "partnership") && frame.verb().is_none() && apart();
    let listed = pattern.standing && frame.in_list();
    if pattern.anchored && !frame.is_occasion()
        || pattern.standing && !listed && !frame.stands()
        || pattern.listed.is_some_and(|listed| listed != reader.listed)
    {
        return;
    }
    let standing = match *standing.get_or_init(|| frame.standing()) {
        Standing::Unreal if pattern.spec.is("route") && (frame.is_told() || frame.is_named()) => Standing::Planned,
        _ if apposed && !frame.is_ahead() => Standing::Real,
        standing => standing,
    };
    if frame.is_to_rise(pattern.spec) || pattern.spec.is("membership") && (frame.observes() || frame.is_no_club(&pattern.rule)) {
        return;
    }
    // Who will speak has said nothing yet.
    let ahead = || frame.verb().is_some_and(|verb| verb.tense == Tense::Future || matches!(verb.modal, Some(Modal::Future | Modal::Duty)));
    let silent = pattern.spec.is("statement") && (ahead() || frame.is_no_speech());
    if silent || standing == Standing::Unreal || pattern.real && standing == Standing::Planned {
        return;
    }
    if !(pattern.split && things.len() > 1) {
        frame.thing = things.first().copied();
        return reported::read(&mut frame, pattern, |frame| make(frame, pattern, standing, listed, found));
    }
    for thing in &things {
        let end = things.iter().copied().filter(|next| next > thing).min();
        frame.thing = Some(*thing);
        frame.until = Some(end.unwrap_or_else(|| scene.clauses.clause_end(*thing)));
        make(&frame, pattern, standing, listed, found);
    }
}

fn make(frame: &Frame<'_>, pattern: &Pattern, standing: Standing, listed: bool, found: &mut Vec<Claim>) {
    let (reader, scene, at) = (frame.reader, frame.scene, frame.at);
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
                if frame.verb().is_none() {
                    return;
                }
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
                return;
            }
        }
        if pattern.vital[index] && !slots.has(slot) && is_vain(scene, pattern, index, at) {
            return;
        }
    }
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

fn without(slots: &Slots, spec: &'static Spec, left: &str) -> Slots {
    let mut kept = Slots::default();
    for slot in spec.slots.iter().filter(|slot| slot.name != left) {
        for value in slots.get(slot.name) {
            kept.add(slot.name, value.clone());
        }
    }
    kept
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

struct Frame<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    at: usize,
    /// Of the things that the verb acts on, the one that this fact is about.
    thing: Option<usize>,
    /// Where that ends, where there are several.
    until: Option<usize>,
    /// The part of what is said that this fact is about.
    part: Option<(usize, usize)>,
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
