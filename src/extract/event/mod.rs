//! Events: summits, forums, councils, ceremonies and elections that a text names.

mod act;
mod around;
mod name;
mod own;
mod phrase;
mod place;

use self::place::{place, places};
pub(super) use around::capital;
pub use name::{NamedEvent, name};

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Modal, NounPhrase, VerbGroup, Voice},
    },
    fact::{Claim, Declared, Event, Fact, Slots, Value},
    lang::Tense,
    model::{EntityId, EntityKind, Point, Span, When},
    recognise::ItemKind,
};

/// Rule name.
pub const RULE: &str = "event/named";

/// Rule name where the text speaks again of an event named before: "le sommet se tiendra".
pub const AGAIN: &str = "event/again";

/// The events that a sentence names or speaks of again, with place, date and status.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    if reader.events.is_empty() || !scene.names(&[EntityKind::Event]) && !scene.classes.may_have("event-kind") {
        return;
    }
    let lexicon = &reader.language.lexicon;
    for (index, chunk) in scene.chunks().iter().enumerate() {
        let Some(noun) = chunk.noun() else { continue };
        let named = noun.entities.iter().find(|id| id.kind() == EntityKind::Event);
        let (event, rule) = match named {
            Some(id) => {
                let Some(event) = reader.events.get(id) else { continue };
                (event, RULE)
            }
            None => {
                // "une cérémonie s'est tenue à cette occasion": of one that was told before.
                let solemn = || scene.codes(index, "event-kind", "ceremony");
                let known = |value: &str| matches!(value, "definite" | "demonstrative") || value == "indefinite" && solemn();
                let again = scene.classes.may_have("event-kind") && noun.entities.is_empty() && noun.determiner.as_deref().is_some_and(known);
                if !again {
                    continue;
                }
                let kind = scene.items(index).iter().filter(|item| item.kind == ItemKind::Word).find_map(|item| item.code(lexicon, "event-kind"));
                let Some(kind) = kind else { continue };
                let mut same = reader.events.values().filter(|event| event.kind == kind);
                let (Some(event), None) = (same.next(), same.next()) else { continue };
                (event, AGAIN)
            }
        };
        let clauses = &scene.clauses;
        // "Au programme figurent des sessions sur X": what several of them are about is the name of none.
        let several = noun.determiner.as_deref() == Some("indefinite") && reader.language.is_plural(chunk.span.of(reader.text));
        if rule == RULE && event.kind == "other" && several && clauses.main_verb(index).is_none_or(|verb| !takes_part(reader, scene, verb)) {
            continue;
        }
        // "une exposition consacrée à la Journée de X s'est ouverte": what something is held for is not held there.
        let devoted = index.checked_sub(2).and_then(|verb| scene.chunks()[verb].verb()).is_some_and(|verb| reader.language.verb_is(verb.lemma, "devote"));
        if devoted && scene.chunks()[index - 1].preposition().is_some() {
            continue;
        }
        let mut slots = Slots::default();
        slots.add("name", Value::Entity(event.id.clone()));
        let sits = sitting(reader, scene, index).filter(|_| event.kind == "other");
        if let Some(kind) = sits.or_else(|| Some(event.kind.clone()).filter(|kind| !kind.is_empty())) {
            slots.add("kind", Value::Term(kind.as_str().into()));
        }
        let mut evidence = chunk.span;
        let finite = |verb: &usize| scene.chunks()[*verb].verb().is_some_and(VerbGroup::is_finite);
        // What says that it takes place: a relative clause on it, a participle, or the verb whose subject it is.
        let near = index + 1..scene.chunks().len().min(index + 7);
        let relative = near.clone().find(|at| matches!(&scene.chunks()[*at].kind, ChunkKind::Relative(value) if value == "subject"));
        let relative = relative.filter(|at| !(index + 1..*at).any(|between| scene.chunks()[between].verb().is_some()));
        let relative_verb = relative.and_then(|at| (at + 1..scene.chunks().len().min(at + 3)).find(finite));
        // "Les élections qui se tiendront le 20 novembre": the words of taking place are one.
        let announced = relative.filter(|at| scene.chunks().len() > at + 1 && scene.is(at + 1, "planned-word"));
        let participle = near.clone().find(|at| {
            let takes_place = |verb: &VerbGroup| ["happen", "gather"].iter().any(|class| reader.language.verb_is(verb.lemma, class));
            scene.chunks()[*at].verb().is_some_and(|verb| verb.tense == Tense::Participle && takes_place(verb))
        });
        let participle = participle
            .filter(|at| !(index + 1..*at).any(|between| matches!(scene.chunks()[between].kind, ChunkKind::Relative(_) | ChunkKind::Stop) || finite(&between)));
        let main = (index + 1..scene.chunks().len())
            .take_while(|at| !matches!(scene.chunks()[*at].kind, ChunkKind::Stop))
            .filter(finite)
            .take(2)
            .filter(|verb| relative_verb != Some(*verb))
            .find(|verb| {
                [Some(index), edition(reader, scene, index)].into_iter().flatten().any(|head| clauses.grammatical_subject(*verb).contains(&head))
                    || follows(scene, index, *verb)
            });
        let happens = |verb: &usize| {
            scene.chunks()[*verb].verb().is_some_and(|group| ["happen", "gather"].iter().any(|class| reader.language.verb_is(group.lemma, class)))
        };
        // "Jeudi se tiendra à X le sommet": the verb goes before, and nothing that could be its subject.
        let inverted = (0..index).rev().take_while(|at| !matches!(scene.chunks()[*at].kind, ChunkKind::Stop)).find(|at| scene.chunks()[*at].verb().is_some());
        let inverted = inverted.filter(|verb| happens(verb) && finite(verb) && clauses.grammatical_subject(*verb).iter().all(|noun| noun > verb));
        // "le sommet que l'union tiendra à X"
        let mut held_by = near.clone().find(|at| matches!(&scene.chunks()[*at].kind, ChunkKind::Relative(value) if value == "object"));
        held_by = held_by.filter(|at| !(index + 1..*at).any(|between| matches!(scene.chunks()[between].kind, ChunkKind::Verb(_) | ChunkKind::Stop)));
        held_by = held_by.and_then(|at| (at + 1..scene.chunks().len().min(at + 6)).find(finite));
        let tells: Vec<usize> = relative_verb.into_iter().chain(held_by).chain(participle).chain(main).filter(happens).chain(inverted).collect();
        // "ont clos mardi à X le sommet": where and when what is done to it is done.
        let held = clauses.main_verb(index).filter(|verb| {
            let group = scene.chunks()[*verb].verb();
            group.is_some_and(|group| {
                group.voice == Voice::Active && ["happen", "gather", "attend"].iter().any(|class| reader.language.verb_is(group.lemma, class))
            }) && clauses.grammatical_object(*verb).contains(&index)
        });
        let tells: Vec<usize> = tells.into_iter().chain(held).collect();
        // "a félicité X, réélu à la présidentielle": where the caller is, nobody votes.
        let hailed = event.kind == "election" && around::congratulates(reader, scene).is_some();
        let holding = around::holding(reader, scene, index);
        let place = place(reader, scene, index).or_else(|| tells.iter().find_map(|verb| place::place(reader, scene, *verb)));
        let place = place.or_else(|| around::beside(reader, scene, index)?.place);
        let place = place.or_else(|| around::host(reader, scene, index)).or_else(|| holding.as_ref()?.1.clone()).or_else(|| attended(reader, scene, index));
        // "à l'issue de la session": where and when the rest of the sentence was.
        let during =
            index.checked_sub(1).filter(|before| scene.chunks()[*before].preposition().is_some_and(|value| reader.language.has_function("during", value)));
        let around = during.and_then(|_| clauses.main_verb(index)).filter(|verb| scene.chunks()[*verb].verb().is_some_and(|verb| verb.tense == Tense::Past));
        // "iront à X, a-t-il dit pendant la cérémonie": where somebody speaks stands behind the verb.
        let behind = |verb: usize, span: &Span| {
            let group = scene.chunks()[verb].verb();
            span.start > scene.chunks()[verb].span.start || !group.is_some_and(|group| reader.language.verb_is(group.lemma, "say"))
        };
        let place = place.or_else(|| around.and_then(|verb| place::place(reader, scene, verb).filter(|(_, span)| behind(verb, span))));
        let place = place.or_else(|| around_it(reader, scene, index)).filter(|_| !hailed);
        let place = place.or_else(|| if event.kind == "election" { voters(reader, scene, index) } else { None });
        let known = || event.place.clone().map(|place| (place, chunk.span));
        let place = if event.is_dated() || event.kind == "election" { known().or(place) } else { place };
        let place = place.or_else(|| known().filter(|(id, _)| id.kind() != EntityKind::Country)).or_else(|| around::hosted(reader, scene, index));
        if let Some((place, span)) = place.or_else(|| around::town(reader, scene, index).filter(|_| !hailed)).or_else(known) {
            slots.add("place", Value::Entity(place));
            evidence = evidence.cover(span);
        }
        let date = tells
            .iter()
            .flat_map(|verb| *verb + 1..clauses.clause_end(*verb))
            .chain(announced.into_iter().flat_map(|at| at + 2..clauses.clause_end(at + 1)))
            .chain(index + 1..clauses.clause_end(index))
            .chain((index.saturating_sub(3)..index).filter(|near| !(*near + 1..index).any(|verb| finite(&verb))))
            .chain(around.into_iter().flat_map(|verb| verb + 1..clauses.clause_end(verb)))
            .chain(inverted.into_iter().flat_map(|verb| clauses.clause_start(verb)..verb))
            .filter(|near| !around::is_since(reader, scene, *near))
            .find_map(
                |near| if let ChunkKind::Date(date) = &scene.chunks().get(near)?.kind { Some((reader.when(date)?, scene.chunks()[near].span)) } else { None },
            );
        // "Du 4 au 6 juin, X accueillera": the only date of the sentence.
        let hosted = around::host(reader, scene, index).is_some();
        let apart = || clauses.main_verb(index).is_some_and(|verb| takes_part(reader, scene, verb));
        let date = date.or_else(|| {
            let mut dates = scene
                .chunks()
                .iter()
                .enumerate()
                .filter_map(|(at, chunk)| if let ChunkKind::Date(date) = &chunk.kind { Some((at, reader.when(date)?, chunk.span)) } else { None });
            let near = |at: usize, when: &When| matches!(when.from, Point::Day(..)) && one_clause(scene, at, index) && (during.is_some() || apart());
            let (at, when, span) = dates.next()?;
            ((hosted || near(at, &when)) && dates.next().is_none()).then_some((when, span))
        });
        // "la réunion, le 2 mai à X"
        let beside = around::beside(reader, scene, index);
        let date = if event.is_dated() { None } else { date.or_else(|| beside.as_ref().map(|occasion| occasion.when)) };
        let date = date
            .or_else(|| event.date.map(|when| (when, chunk.span)))
            .or_else(|| around::time(reader, scene, index))
            .or_else(|| around::of_agenda(reader, scene, index));
        if let Some((when, span)) = date {
            slots.add("date", Value::When(when));
            evidence = evidence.cover(span);
        }
        let ruling = tells.first().copied().or_else(|| clauses.main_verb(index)).and_then(|verb| scene.chunks()[verb].verb());
        let unreal = scene.is(index, "unreal-word");
        // "Le sommet a été annulé": called off, so there is none.
        let undone = |verb: usize| {
            scene.chunks()[verb].verb().is_some_and(|group| reader.language.verb_is(group.lemma, "undo")) && clauses.grammatical_object(verb).contains(&index)
        };
        let off = ruling.is_some_and(|verb| reader.language.verb_is(verb.lemma, "undo")) && tells.is_empty() || clauses.main_verb(index).is_some_and(undone);
        let may = event.framed && ruling.is_some_and(|verb| verb.modal == Some(Modal::May));
        let wished = around::is_wished(reader, scene, tells.first().copied().or(main));
        // "la déclaration du conseil": who sits, and no sitting.
        let seats = event.ordinal.is_none() && tells.is_empty() && during.is_none() && around::is_chamber(reader, scene, index);
        if ruling.is_some_and(|verb| verb.negated) || unreal || off || may || wished || seats {
            continue;
        }
        if event.framed && !slots.has("place") && !slots.has("date") {
            continue;
        }
        // A commission or council that only exists is a body; what it holds is an event.
        let body = matches!(event.kind.as_str(), "commission" | "council") && event.ordinal.is_none();
        if body && !slots.has("place") && !slots.has("date") && tells.is_empty() {
            continue;
        }
        // "la prochaine réunion": of whom it is nothing tells.
        if event.is_sitting() && event.bodies.is_empty() && !slots.get("kind").any(|kind| !matches!(kind, Value::Term(code) if &**code == "other")) {
            continue;
        }
        // "leur premier sommet", "le protocole de la dixième réunion": of its series only a rank is told, and nothing of itself.
        let possessed = noun.determiner.as_deref().is_some_and(|value| value.starts_with("possessive"));
        let ranked = event.ordinal.is_some() && event.bodies.is_empty() && event.is_bare();
        if ranked && (possessed && event.ordinal == Some(1) || !slots.has("place") && !slots.has("date") && tells.is_empty()) {
            continue;
        }
        if (rule == AGAIN && tells.is_empty() || event.kind == "ceremony") && !slots.has("place") && !slots.has("date") {
            continue;
        }
        let adjunct = around::is_foreseen(reader, scene, index)
            || (index.saturating_sub(2)..scene.chunks().len().min(index + 3)).any(|near| scene.is(near, "planned-word"));
        // "les préparatifs des Jeux"
        let ahead = index >= 2
            && scene.chunks()[index - 1].preposition().is_some()
            && scene.items(index - 2).iter().any(|item| item.is(lexicon, "preparation") || item.is(lexicon, "event-ahead"));
        let ahead = ahead || index > 0 && scene.chunks()[index - 1].preposition().is_some_and(|value| reader.language.has_function("ahead", value));
        let announced_only = around::is_announced(reader, scene, index, holding.as_ref().map(|(held, _)| *held));
        // "Au cours d'une cérémonie, X a dit que Y devait suivre": of what has been done.
        let done = event.kind == "ceremony" && event.date.is_some();
        let future = ahead || event.is_next() || !done && ruling.is_some_and(|verb| verb.modal.is_some() || matches!(verb.tense, Tense::Future));
        let over = |verb: &VerbGroup| verb.is_finite() && verb.modal.is_none() && matches!(verb.tense, Tense::Past | Tense::Imperfect);
        let past = ruling.is_some_and(|verb| matches!(verb.tense, Tense::Past | Tense::Imperfect))
            || around::is_just_over(reader, scene, index)
            || participle.is_some()
            || during.is_some() && scene.chunks().iter().filter_map(Chunk::verb).any(over);
        let after = date.and_then(|(when, _)| Some(when.first_day()? > reader.calendar.published()?.last_day()?));
        // "l'hôte du sommet en 2022, accueillera": over, whatever the verb is.
        let gone = date.is_some_and(|(when, _)| reader.calendar.published().is_some_and(|now| when.until.unwrap_or(when.from).year() < now.from.year()));
        let lasts = date.is_some_and(|(when, _)| reader.calendar.published().is_some_and(|now| when.last_day() > now.last_day()));
        let status = match after {
            _ if gone => Some("past"),
            Some(true) => Some("planned"),
            _ if adjunct || future => Some("planned"),
            // "se tiendrait cette année"
            Some(false) if lasts && ruling.is_some_and(|verb| verb.tense == Tense::Conditional) => Some("planned"),
            Some(false) => Some("past"),
            None if announced_only => Some("planned"),
            None if past => Some("past"),
            None => None,
        };
        if let Some(status) = status {
            slots.add("status", Value::Term(status.into()));
        }
        if let Ok(fact) = Fact::from_slots(Event::SPEC, &slots) {
            found.push(Claim {
                fact,
                evidence: reader.trim(scene.sentence.span, evidence),
                rule: rule.to_owned(),
                confidence: reader.language.confidence.of(rule),
                attributed_to: None,
                inferred: Vec::new(),
            });
        }
    }
}

/// "la 8e édition du forum": what the event hangs on.
fn edition(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<usize> {
    let of = index.checked_sub(2).filter(|_| scene.chunks()[index - 1].preposition().is_some_and(|value| reader.language.has_function("of", value)));
    of.filter(|head| scene.chunks()[*head].noun().is_some())
}

/// Whether nothing but what hangs on the noun, and what stands in brackets, comes between it and the verb.
fn follows(scene: &Scene<'_>, noun: usize, verb: usize) -> bool {
    let governed = noun > 0 && scene.chunks()[noun - 1].preposition().is_some();
    let mut depth = 0;
    // "Une cérémonie, que X a diffusée, s'est tenue"
    let comma = |at: usize| matches!(scene.chunks()[at].kind, ChunkKind::Comma);
    let finite = |at: &usize| scene.chunks()[*at].verb().is_some_and(VerbGroup::is_finite);
    if verb > noun + 3 && comma(noun + 1) && comma(verb - 1) && matches!(scene.chunks()[noun + 2].kind, ChunkKind::Relative(_)) {
        return !governed && (noun + 3..verb).filter(finite).count() == 1;
    }
    !governed
        && (noun + 1..verb).all(|at| {
            match &scene.chunks()[at].kind {
                ChunkKind::Open => depth += 1,
                ChunkKind::Close => depth -= 1,
                ChunkKind::Noun(_) if depth == 0 => return scene.chunks()[at - 1].preposition().is_some(),
                ChunkKind::Comma | ChunkKind::Verb(_) | ChunkKind::Relative(_) | ChunkKind::Conjunction(_) if depth == 0 => return false,
                _ => {}
            }
            true
        })
}

/// "est à Rome pour participer au forum", "ont pris part, à Rome, au forum": where who attends is.
fn attended(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    let language = reader.language;
    let attends = |at: &usize| scene.chunks()[*at].verb().is_some_and(|group| language.verb_is(group.lemma, "attend"));
    // "se sont réunis à Rome pour le forum"
    let purpose = index.checked_sub(1).and_then(|before| scene.chunks()[before].preposition());
    let purpose = purpose.is_some_and(|value| ["for", "during"].iter().any(|function| language.has_function(function, value)));
    let comes =
        |at: &usize| purpose && scene.chunks()[*at].verb().is_some_and(|group| ["gather", "motion"].iter().any(|class| language.verb_is(group.lemma, class)));
    let verb = (index.saturating_sub(6)..index).rev().find(|at| attends(at) || comes(at))?;
    // "se réunissent en Hongrie pour leur sommet"
    let gathers = purpose && scene.chunks()[verb].verb().is_some_and(|group| language.verb_is(group.lemma, "gather"));
    let city = |at: usize| place(reader, scene, at).filter(|(id, _)| gathers || id.kind() == EntityKind::City);
    let finite = scene.chunks()[verb].verb().is_some_and(VerbGroup::is_finite);
    city(verb).or_else(|| if finite { None } else { city(scene.clauses.main_verb(verb)?) })
}

/// Whether a verb tells of people who attend something, come or gather for it.
fn takes_part(reader: &Reader<'_>, scene: &Scene<'_>, verb: usize) -> bool {
    let language = reader.language;
    let is = |group: &VerbGroup, class: &str| language.verb_is(group.lemma, class);
    scene.chunks()[verb].verb().is_some_and(|group| ["attend", "gather", "happen", "motion"].iter().any(|class| is(group, class)))
}

/// "La commission a tenu sa 3e session": the kind of body whose sitting a possessive tells of.
fn sitting(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<String> {
    let lexicon = &reader.language.lexicon;
    scene.chunks()[index].noun()?.determiner.as_deref().filter(|value| value.starts_with("possessive"))?;
    let subject = scene.clauses.grammatical_subject(scene.clauses.main_verb(index)?).into_iter().next()?;
    let words = scene.chunks()[subject].span.of(reader.text).to_lowercase();
    let mut words = words.split_whitespace().take(2).map(|word| lexicon.word(word));
    words.find_map(|word| lexicon.longest(&[word], 0, "event-body").map(|(_, code)| code.to_owned()))
}

/// "Avant les élections de mai, le gouvernement arménien": an election is held in the one country that its sentence names; where somebody is
/// congratulated on it, in his.
fn voters(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    if let Some((verb, speakers)) = around::congratulates(reader, scene) {
        // Behind the verb, else nearest before it.
        let (before, behind) = scene.chunks().split_at(verb);
        let pronoun = |chunk: &&Chunk| {
            let items = &scene.sentence.items[chunk.start..chunk.end];
            items.iter().any(|item| matches!(&item.kind, ItemKind::Reference(reference) if reference.pronoun))
        };
        let named = behind.iter().chain(before.iter().rev()).filter(|chunk| !pronoun(chunk));
        let people = named.filter_map(|chunk| chunk.noun()).flat_map(|noun| &noun.entities);
        let mut winners = people.filter(|id| id.kind() == EntityKind::Person).chain(reader.people.iter().rev()).filter(|id| !speakers.contains(id));
        return reader.country_of(winners.next()?).map(|land| (land, scene.chunks()[index].span));
    }
    let named = |noun: &NounPhrase| noun.entities.iter().chain(&noun.adjectives).filter(|id| id.kind() == EntityKind::Country).cloned().collect::<Vec<_>>();
    let mut lands = scene.chunks().iter().filter_map(|chunk| chunk.noun()).flat_map(named);
    // "le président X a remporté l'élection": where nobody names the country, it is that of who won or was elected.
    let won = || {
        let wins = |chunk: &Chunk| chunk.verb().is_some_and(|verb| reader.language.verb_is(verb.lemma, "win-vote"));
        let people = scene.chunks().iter().filter_map(Chunk::noun).flat_map(|noun| &noun.entities).filter(|id| id.kind() == EntityKind::Person);
        let mut lands = people.map(|id| reader.country_of(id));
        let first = lands.next().flatten().filter(|_| scene.chunks().iter().any(wins))?;
        lands.all(|land| land.as_ref() == Some(&first)).then(|| (first, scene.chunks()[index].span))
    };
    let Some(first) = lands.next() else { return won() };
    (!lands.any(|land| land != first)).then(|| (first, scene.chunks()[index].span))
}

/// Whether no relative clause begins between two phrases.
fn one_clause(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    !scene.chunks()[a.min(b)..a.max(b)].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Relative(_) | ChunkKind::Stop))
}

/// "Arrivés à Rome, ils ont assisté au forum", "a déclaré à Rome lors du forum": the only town that the sentence says something to be in.
fn around_it(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    let chunks = scene.chunks();
    let language = reader.language;
    let governs = |at: usize, function: &str| chunks[at].preposition().is_some_and(|value| language.has_function(function, value));
    let during = index.checked_sub(1).is_some_and(|before| governs(before, "during") || governs(before, "for"));
    if !during && !scene.clauses.main_verb(index).is_some_and(|verb| takes_part(reader, scene, verb)) {
        return None;
    }
    let town = |at: usize| {
        let noun = chunks.get(at + 1)?.noun().filter(|_| governs(at, "where") && !around::is_way(scene, at))?;
        Some((noun.entities.iter().find(|id| id.kind() == EntityKind::City)?.clone(), chunks[at + 1].span))
    };
    let near = |at: &usize| one_clause(scene, *at, index) && !around::is_reported(reader, scene, *at, index);
    let mut towns = (0..chunks.len()).filter(near).filter_map(town);
    let first = towns.next()?;
    towns.all(|other| other.0 == first.0).then_some(first)
}
