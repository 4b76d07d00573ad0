//! Facts that a pattern makes and that cannot be meant: with oneself, at home, of one state alone, of a body that is no club.

use smallvec::SmallVec;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, Nouns, Voice},
    },
    fact::{Event, Fact, Given, Meeting},
    lang::{Pattern, Tense},
    model::{EntityId, EntityKind},
    recognise::ItemKind,
};

/// Nobody visits the country that they speak for, but who governs it travels to its regions and towns.
pub(super) fn at_home(fact: &Fact, reader: &Reader<'_>) -> bool {
    let Fact::Visit(visit) = fact else { return false };
    let Some(home) = reader.country_of(&visit.visitor).filter(|home| Some(home) == reader.knowledge.country_of(&visit.destination).as_ref()) else {
        return false;
    };
    let governs = |role: &str| matches!(role, "head-of-state" | "president" | "prime-minister");
    let leads = || reader.cast.offices.iter().any(|office| office.person == visit.visitor && governs(&office.role));
    let away = visit.destination.kind() != EntityKind::Country && reader.knowledge.capital(&home).as_ref() != Some(&visit.destination);
    !(away && leads())
}

/// Who does something beside somebody of the same state has not met them there.
pub(super) fn of_one_state(fact: &Fact, reader: &Reader<'_>) -> bool {
    let (Fact::Meeting(Meeting { participants, .. }) | Fact::Event(Event { participants, .. })) = fact else { return false };
    let mut states = participants.iter().map(|id| reader.country_of(id));
    states.next().flatten().is_some_and(|first| states.all(|other| other.as_ref() == Some(&first)))
}

/// "A été accueilli à l'aéroport par le vice-ministre X": who only fetches a guest has not met them, unless they govern; and those who receive
/// a guest whom nobody knows have not met each other: "J'y ai été reçu par X et Y".
pub(super) fn fetched(fact: &Fact, scene: &Scene<'_>, at: usize, reader: &Reader<'_>) -> bool {
    let hosts = scene.chunks()[at].verb().is_some_and(|verb| reader.language.verb_is(verb.lemma, "host"));
    // "a reçu à Rome l'ambassadeur X": who lives there.
    let posted = |id: &EntityId| reader.cast.offices.iter().any(|office| office.person == *id && office.role == "ambassador");
    if let Fact::Visit(visit) = fact {
        return hosts && posted(&visit.visitor);
    }
    let Fact::Meeting(Meeting { participants, .. }) = fact else { return false };
    let landing = || scene.has("landing");
    let offices = |id: &EntityId| reader.cast.offices.iter().filter(|office| office.person == *id).map(|office| office.role.as_str()).collect::<Vec<_>>();
    let governs = |role: &&str| matches!(*role, "head-of-state" | "president" | "prime-minister");
    let (clauses, passive) = (&scene.clauses, scene.chunks()[at].verb().is_some_and(|verb| verb.voice == Voice::Passive));
    let by = || clauses.entities(&clauses.complements(at, "by").iter().flat_map(|noun| clauses.coordinated_right(*noun)).collect::<Nouns>());
    let among_hosts = || participants.iter().all(|id| by().contains(id));
    // "A et B ont été accueillis par des enfants"
    let among_guests = || {
        let guests = clauses.entities(&clauses.object(at));
        participants.iter().all(|id| guests.contains(id))
    };
    if hosts && passive && (among_hosts() || among_guests()) {
        return true;
    }
    // "accueilli au pied de l'avion par le ministre hongrois": whoever fetches a guest for a state.
    let state = || participants.iter().any(|id| id.kind() == EntityKind::Country);
    hosts && landing() && state() || hosts && landing() && participants.iter().map(offices).any(|roles| !roles.is_empty() && !roles.iter().any(governs))
}

/// "Les deux ministres ont rappelé l'accord": no call to anybody. "A vu X signer": X is seen, not met. "Est revenu sur l'entretien": no journey;
/// "est en France l'un des rédacteurs": nor is that.
pub(super) fn no_encounter(rule: &str, scene: &Scene<'_>, at: usize, text: &str) -> bool {
    let chunks = scene.chunks();
    let function =
        |index: usize, function: &str| chunks.get(index).and_then(Chunk::preposition).is_some_and(|value| scene.clauses.language.has_function(function, value));
    let named = |index: usize| chunks.get(index).and_then(Chunk::noun).map(|noun| noun.entities.is_empty());
    let predicate = || function(at + 1, "where") && named(at + 2) == Some(false) && named(at + 3) == Some(true);
    if rule == "visit/travel" && function(at + 1, "on") && !function(at + 1, "of") || rule == "visit/be-there" && predicate() {
        return true;
    }
    // "l'a appelé « l'homme du siècle »": what somebody is called.
    let called = || scene.sentence.items.get(chunks[at].end).is_some_and(|item| item.kind == ItemKind::Mark && matches!(item.span.of(text), "«" | "“" | "\""));
    if rule == "meeting/ring" && called() {
        return true;
    }
    let (clauses, person) = (&scene.clauses, |id: &EntityId| id.kind() == EntityKind::Person);
    let acts = |at: usize| scene.chunks()[at].verb().is_some_and(|verb| verb.tense == Tense::Infinitive);
    rule == "meeting/see-person" && clauses.object(at).iter().any(|noun| (noun + 1..scene.chunks().len().min(noun + 3)).any(acts))
        || rule == "meeting/ring" && clauses.entities(&clauses.subject(at)).len() > 1 && !clauses.entities(&clauses.object(at)).iter().any(person)
}

/// "Des entretiens avec A et B sont prévus": those with whom somebody talks do not talk with each other.
pub(super) fn of_one_side(fact: &Fact, scene: &Scene<'_>, at: usize) -> bool {
    let Fact::Meeting(Meeting { participants, .. }) = fact else { return false };
    let clauses = &scene.clauses;
    let with = || clauses.entities(&clauses.complements(at, "with"));
    scene.chunks()[at].noun().is_some() && participants.len() > 1 && participants.iter().all(|id| with().contains(id))
}

/// States are no members of companies, banks and media.
pub(super) fn no_club(fact: &Fact, rule: &str, reader: &Reader<'_>) -> bool {
    let Fact::Membership(membership) = fact else { return false };
    if membership.organisation.kind() != EntityKind::Organisation {
        // "Créé par A et B, le corridor X"
        return matches!(rule, "membership/founded" | "membership/led");
    }
    let known = reader.knowledge.get(&membership.organisation).map(|known| known.entity.subtype.as_str());
    // States own banks, but are members of those of many only.
    let many = || reader.knowledge.get(&membership.organisation).is_some_and(|known| !known.members.is_empty());
    let shared = known == Some("bank") && (matches!(rule, "membership/member" | "membership/members-are") || many());
    let joined = || {
        let members = reader.knowledge.get(&membership.organisation).map(|known| known.members.as_slice()).unwrap_or_default();
        members.is_empty() || members.contains(&membership.member)
    };
    // "Le ministère de A réunit B et C": an office of state has no members.
    if membership.organisation.slug().starts_with("ministry-") {
        return true;
    }
    match membership.member.kind() {
        // "les États membres de X": a body that the text alone knows.
        // "l'adhésion de A à B" may be yet to come: of a body whose members are known, who is not among them is none.
        EntityKind::Country if matches!(rule, "membership/accession" | "membership/arrival") && !joined() => true,
        EntityKind::Country if known.is_none() => rule != "membership/members-are",
        EntityKind::Country => !shared && !matches!(known, Some("alliance" | "international-organisation" | "council")),
        // "X a rejoint le groupe Y": a firm that is bought or builds another.
        EntityKind::Organisation if matches!(rule, "membership/founded" | "membership/join") => true,
        EntityKind::Organisation | EntityKind::Person if rule == "membership/led" => true,
        // "X, qui fait partie du groupe Y"
        EntityKind::Organisation if rule == "membership/part-of" => false,
        _ => known == Some("company"),
    }
}

/// Whether a fact relates a thing to itself: a sign of a wrong reading.
pub(super) fn to_itself(fact: &Fact) -> bool {
    fact.spec().edges.iter().filter(|edge| edge.from != edge.to).any(|edge| {
        let (mut from, mut to): (SmallVec<[&EntityId; 4]>, SmallVec<[&EntityId; 4]>) = Default::default();
        fact.each(|slot, given| {
            if let Given::Entity(id) = given {
                if slot.name == edge.from {
                    from.push(id);
                } else if slot.name == edge.to {
                    to.push(id);
                }
            }
        });
        from.iter().any(|id| to.contains(id))
    })
}

/// Whether the phrase at an index is a noun that is taken as known.
pub(super) fn is_definite(scene: &Scene<'_>, at: usize) -> bool {
    scene.chunks()[at].noun().and_then(|noun| noun.determiner.as_deref()).is_some_and(|value| matches!(value, "definite" | "demonstrative"))
}

/// Whether one of the pattern's slots that stays empty leaves no fact, nor anything to add to one that was told before.
pub(super) fn is_vain(scene: &Scene<'_>, pattern: &Pattern, slot: usize, at: usize) -> bool {
    // A place or date may be told of what is spoken of again.
    pattern.vital[slot] && !(pattern.adds && is_definite(scene, at))
}
