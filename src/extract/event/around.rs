//! Where and when an event is by what else its part of the sentence tells: "venus à X pour le forum", "ont tenu vendredi à X, ville de Y, le sommet".

use std::ops::Range;

use super::places;
use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, VerbGroup, Voice},
    },
    lang::{Lexicon, Tense},
    model::{EntityId, EntityKind, Span, When},
};

/// The chunks around one that no stop and no conjunction of a subordinate clause parts from it.
fn stretch(scene: &Scene<'_>, index: usize) -> Range<usize> {
    let chunks = scene.chunks();
    let wall = |at: &usize| matches!(chunks[*at].kind, ChunkKind::Stop | ChunkKind::Subordinator(_));
    (0..index).rev().find(wall).map_or(0, |at| at + 1)..(index..chunks.len()).find(wall).unwrap_or(chunks.len())
}

/// The only town that its part of the sentence tells a place by.
pub(super) fn town(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    let language = reader.language;
    let said = |at: usize| at > 0 && scene.chunks()[at - 1].preposition().is_some_and(|value| language.has_function("where", value));
    let mut towns = stretch(scene, index)
        .filter(|at| *at != index && !is_reported(reader, scene, *at, index) && !(*at > 0 && is_way(scene, at - 1)))
        .filter_map(|at| places(reader, scene, at).map(|(id, span)| (id, span, said(at))))
        .filter(|(id, ..)| id.kind() == EntityKind::City);
    let (town, span, said) = towns.next()?;
    (said && towns.all(|(other, ..)| other == town)).then_some((town, span))
}

/// "reliera A à B": whether a preposition leads on from one bare place to another.
pub(super) fn is_way(scene: &Scene<'_>, preposition: usize) -> bool {
    let before = preposition.checked_sub(1).and_then(|before| scene.chunks()[before].noun()).filter(|noun| noun.determiner.is_none());
    before.and_then(|noun| noun.entities.first()).is_some_and(|id| id.kind() == EntityKind::City || id.kind() == EntityKind::Country)
}

/// "nous irons à X, a-t-il dit lors de la cérémonie": whether a place stands in what is said, and the event beside the verb of saying.
pub(super) fn is_reported(reader: &Reader<'_>, scene: &Scene<'_>, place: usize, index: usize) -> bool {
    let finite = |at: &usize| scene.chunks()[*at].verb().is_some_and(VerbGroup::is_finite);
    let says = |verb: &usize| scene.chunks()[*verb].verb().is_some_and(|group| reader.language.verb_is(group.lemma, "say"));
    let verb = scene.clauses.main_verb(index).filter(says);
    verb.is_some_and(|verb| place < verb && index > verb && (0..verb).any(|at| finite(&at)))
}

/// "Lundi 13 octobre : à X, réunion de Y": the day of a list of what is to come.
pub(super) fn of_agenda(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(When, Span)> {
    let [day, colon, ..] = scene.chunks() else { return None };
    let ChunkKind::Date(date) = &day.kind else { return None };
    let listed = matches!(colon.kind, ChunkKind::Stop) && colon.span.of(reader.text) == ":" && index > 1;
    let plain = scene.chunks().get(2..index)?.iter().all(|chunk| !chunk.verb().is_some_and(VerbGroup::is_finite));
    (listed && plain).then_some((reader.when(date)?, day.span))
}

/// When an event is, and where if that is told.
pub(super) struct Occasion {
    /// The time, and where it is told.
    pub when: (When, Span),
    /// The place, and where it is told.
    pub place: Option<(EntityId, Span)>,
}

/// "la réunion, le 2 mai à X": the time, and the place if there is one, that stand right behind its name.
pub(super) fn beside(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<Occasion> {
    let chunks = scene.chunks();
    chunks.get(index + 1).filter(|next| matches!(next.kind, ChunkKind::Comma))?;
    let chunk = chunks.get(index + 2)?;
    let ChunkKind::Date(date) = &chunk.kind else { return None };
    let at = chunks.get(index + 3).and_then(Chunk::preposition).is_some_and(|value| reader.language.has_function("at", value));
    let place = if at && chunks.len() > index + 4 { places(reader, scene, index + 4).filter(|(id, _)| id.kind().is_place()) } else { None };
    Some(Occasion { when: (reader.when(date)?, chunk.span), place })
}

/// "les travaux du sommet viennent de s'achever"
pub(super) fn is_just_over(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> bool {
    let chunks = scene.chunks();
    let recent = |verb: &usize| chunks[*verb].verb().is_some_and(|group| reader.language.verb_is(group.lemma, "recent"));
    scene.clauses.main_verb(index).filter(recent).is_some_and(|verb| {
        let next = chunks.get(verb + 2).and_then(Chunk::verb);
        chunks[verb + 1].preposition().is_some() && next.is_some_and(|next| next.tense == Tense::Infinitive)
    })
}

/// "le premier sommet depuis 2021": whether something has been so since the time that stands there.
pub(super) fn is_since(reader: &Reader<'_>, scene: &Scene<'_>, date: usize) -> bool {
    let before = date.checked_sub(1).and_then(|before| scene.chunks().get(before)).and_then(Chunk::preposition);
    before.is_some_and(|value| reader.language.has_function("ever-since", value))
}

/// The only time that its part of the sentence names.
pub(super) fn time(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(When, Span)> {
    let lexicon = &reader.language.lexicon;
    let mut dates = stretch(scene, index).filter_map(|at| {
        let chunk = &scene.chunks()[at];
        let ChunkKind::Date(date) = &chunk.kind else { return None };
        Some((date, chunk))
    });
    let (date, chunk) = dates.next().filter(|(date, _)| !date.deadline)?;
    // "depuis 2015", "par rapport à 2023"
    let since = chunk.start.checked_sub(1).is_some_and(|before| {
        let item = &scene.sentence.items[before];
        item.is(lexicon, "compare") || item.value(lexicon, "prep").is_some_and(|value| reader.language.has_function("ever-since", value))
    });
    // "organisera le vote en mai et a confirmé les Jeux": what another clause dates.
    let at = scene.chunks().iter().position(|other| other.span == chunk.span)?;
    let joined = |verb: usize| {
        scene.chunks()[verb].verb().is_some_and(VerbGroup::is_finite)
            && (at + 1..verb).any(|and| matches!(&scene.chunks()[and].kind, ChunkKind::Conjunction(_)))
    };
    // "a déclaré dimanche que X irait au sommet": when somebody says so.
    let told = |that: usize| {
        let verb = scene.chunks()[..that].iter().rev().find_map(|chunk| chunk.verb().filter(|verb| verb.is_finite()));
        matches!(&scene.chunks()[that].kind, ChunkKind::Relative(value) if value == "object")
            && verb.is_some_and(|verb| reader.language.verb_is(verb.lemma, "say"))
    };
    // "X, hôte du sommet en 2022, accueillera la conférence": the time of another.
    let comma = |at: &usize| matches!(scene.chunks()[*at].kind, ChunkKind::Comma | ChunkKind::Stop);
    let (from, until) = ((0..at).rev().find(comma).unwrap_or(0), (at..scene.chunks().len()).find(comma).unwrap_or(scene.chunks().len()));
    let event = |other: usize| scene.chunks()[other].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Event));
    if !(from..until).contains(&index) && (from..at).any(event) {
        return None;
    }
    if since || dates.next().is_some() || (at + 1..index).any(|between| joined(between) || told(between)) {
        return None;
    }
    Some((reader.when(date)?, chunk.span))
}

/// "Bakou accueillera le forum", "X organise un sommet", "est l'hôte des Jeux": the subject of a verb of hosting is the place.
pub(super) fn host(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    let language = reader.language;
    let clauses = &scene.clauses;
    let is = |verb: usize, class: &str| scene.chunks()[verb].verb().is_some_and(|group| language.verb_is(group.lemma, class));
    // "l'hôte des Jeux"
    let called = index.checked_sub(2).filter(|noun| scene.is(*noun, "host-word"));
    // "X, hôte du sommet"
    let apposed = called.filter(|noun| *noun > 1 && matches!(scene.chunks()[noun - 1].kind, ChunkKind::Comma)).map(|noun| noun - 2);
    if let Some(found) = apposed.and_then(|noun| capital(reader, scene, noun).or_else(|| places(reader, scene, noun))) {
        return Some(found);
    }
    let called = called.and_then(|noun| Some((clauses.main_verb(noun).filter(|verb| is(*verb, "be"))?, true)));
    let near = || (index.saturating_sub(4)..index).rev().find(|at| is(*at, "host"));
    let does = || clauses.main_verb(index).filter(|verb| is(*verb, "host") || is(*verb, "organise")).or_else(near).map(|verb| (verb, false));
    let (verb, called) = called.or_else(does)?;
    let group = scene.chunks()[verb].verb()?;
    let hosted = if group.voice == Voice::Passive { clauses.grammatical_subject(verb) } else { clauses.grammatical_object(verb) };
    if !called && !hosted.contains(&index) {
        return None;
    }
    // "se prépare à accueillir"
    let above = || (verb.saturating_sub(3)..verb).rev().find(|at| scene.chunks()[*at].verb().is_some_and(VerbGroup::is_finite));
    let own = clauses.subject(verb);
    let own = if own.is_empty() { clauses.subject(above().filter(|_| group.tense == Tense::Infinitive)?) } else { own };
    // Two that organise together: at which of them it will be, is open.
    let [subject] = own[..] else { return None };
    let chunk = &scene.chunks()[subject];
    let named = capital(reader, scene, subject);
    named.or_else(|| Some((chunk.noun()?.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country)).cloned()?, chunk.span)))
}

/// "l'organisation en A de la conférence", "la tenue, en mai, du scrutin": the noun of its being held, and where.
pub(super) fn holding(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(usize, Option<(EntityId, Span)>)> {
    let chunks = scene.chunks();
    let language = reader.language;
    let governs = |at: usize, function: &str| chunks[at].preposition().is_some_and(|value| language.has_function(function, value));
    let mut at = index.checked_sub(1).filter(|of| governs(*of, "of"))?;
    let mut place = None;
    loop {
        at = at.checked_sub(1)?;
        match &chunks[at].kind {
            ChunkKind::Comma | ChunkKind::Date(_) | ChunkKind::Other => {}
            ChunkKind::Preposition(_) if matches!(chunks[at + 1].kind, ChunkKind::Date(_)) => {}
            ChunkKind::Noun(_) if scene.is(at, "event-holding") => return Some((at, place)),
            ChunkKind::Noun(_) if at > 0 && governs(at - 1, "where") => {
                place = places(reader, scene, at).or(place);
                at -= 1;
            }
            _ => return None,
        }
    }
}

/// "le sommet « X », prévu le 6 novembre": whether words behind it, past what stands in brackets or hangs on it, say that it is to come.
pub(super) fn is_foreseen(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> bool {
    let chunks = scene.chunks();
    // "ont parlé de la prochaine réunion de la commission": its name begins so.
    let lexicon = &reader.language.lexicon;
    let name = chunks[index].span.of(reader.text).to_lowercase();
    let next = |word: &str| lexicon.longest(&[lexicon.word(word)], 0, "planned-word").is_some();
    if name.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).take(2).any(next) {
        return true;
    }
    let mut depth = 0;
    for at in index + 1..chunks.len().min(index + 9) {
        match &chunks[at].kind {
            ChunkKind::Open => depth += 1,
            ChunkKind::Close => depth -= 1,
            _ if depth > 0 => {}
            ChunkKind::Comma | ChunkKind::Preposition(_) | ChunkKind::Date(_) => {}
            ChunkKind::Noun(_) if chunks[at - 1].preposition().is_some() => {}
            ChunkKind::Verb(verb) if verb.tense == Tense::Participle => {
                return scene.is(at, "planned-word");
            }
            _ => return false,
        }
    }
    false
}

/// Whether somebody is asked to come to it, or it is announced that it will be held.
pub(super) fn is_announced(reader: &Reader<'_>, scene: &Scene<'_>, index: usize, held: Option<usize>) -> bool {
    let language = reader.language;
    let is = |verb: usize, class: &str| scene.chunks()[verb].verb().is_some_and(|group| !group.negated && language.verb_is(group.lemma, class));
    let asked = || index > 0 && scene.chunks()[index - 1].preposition().is_some_and(|value| language.has_function("to", value));
    let main = |noun: usize| scene.clauses.main_verb(noun);
    held.and_then(main).is_some_and(|verb| is(verb, "news-told")) || asked() && main(index).is_some_and(|verb| is(verb, "invite"))
}

/// "le sommet, que X accueillera": who hosts it by a relative clause.
pub(super) fn hosted(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    let chunks = scene.chunks();
    let language = reader.language;
    let relative = (index + 1..chunks.len().min(index + 12))
        .take_while(|at| !matches!(chunks[*at].kind, ChunkKind::Stop))
        .find(|at| matches!(chunks[*at].kind, ChunkKind::Relative(_)) || chunks[*at].verb().is_some())?;
    let ChunkKind::Relative(role) = &chunks[relative].kind else { return None };
    if role != "object" {
        return None;
    }
    let verb = (relative + 1..chunks.len().min(relative + 8)).find(|at| chunks[*at].verb().is_some())?;
    let group = chunks[verb].verb()?;
    if !language.verb_is(group.lemma, "host") || group.negated {
        return None;
    }
    (relative + 1..verb).find_map(|at| capital(reader, scene, at).or_else(|| places(reader, scene, at)))
}

/// A capital that grammar made a government is a city where it hosts.
pub(in crate::extract) fn capital(reader: &Reader<'_>, scene: &Scene<'_>, noun: usize) -> Option<(EntityId, Span)> {
    let chunk = &scene.chunks()[noun];
    let noun = chunk.noun().filter(|noun| noun.determiner.is_none())?;
    let country = noun.entities.iter().find(|id| id.kind() == EntityKind::Country)?;
    let known = reader.knowledge.get(country)?;
    let surface = chunk.span.of(reader.text);
    let own = known.entity.name == surface || known.entity.aliases.iter().any(|(_, alias)| alias == surface);
    Some((reader.knowledge.capital(country).filter(|_| !own)?, chunk.span))
}

/// "a proposé qu'un sommet se tienne": what somebody would have is not to come yet.
pub(super) fn is_wished(reader: &Reader<'_>, scene: &Scene<'_>, verb: Option<usize>) -> bool {
    let chunks = scene.chunks();
    let Some(verb) = verb.filter(|verb| chunks[*verb].verb().is_some_and(|group| matches!(group.tense, Tense::Subjunctive | Tense::Present))) else {
        return false;
    };
    let start = scene.clauses.clause_start(verb);
    let that = start.checked_sub(1).filter(|that| matches!(&chunks[*that].kind, ChunkKind::Relative(value) if value == "object"));
    let above = that.and_then(|that| chunks[..that].last()).and_then(Chunk::verb);
    // "souhaite que l'élection du 20 novembre soit juste": what it should be like, not whether it takes place.
    let like = chunks[verb].verb().is_some_and(|group| reader.language.verb_is(group.lemma, "be"));
    above.is_some_and(|above| reader.language.verb_is(above.lemma, "hope")) && !like
}

/// Whether the words of an event name a council or commission itself, and no session of it.
pub(super) fn is_chamber(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let words = scene.chunks()[index].span.of(reader.text).to_lowercase();
    let head = words.split([' ', '\'', '’']).find(|word| lexicon.longest(&[lexicon.word(word)], 0, "event-kind").is_some() || is_body(lexicon, word));
    head.is_some_and(|head| is_body(lexicon, head))
}

fn is_body(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.longest(&[lexicon.word(word)], 0, "event-body").is_some()
}

/// The verb by which somebody is congratulated in the sentence, and by whom.
pub(super) fn congratulates(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<(usize, Vec<EntityId>)> {
    let language = reader.language;
    let wishes = |at: usize| scene.is(at, "shown-wishes");
    // "a salué la victoire de X", "s'est félicité de la réélection de X"
    let won = |at: usize| {
        let words = |noun: usize| scene.is(noun, "victory-word");
        let hails = scene.chunks()[at].verb().is_some_and(|verb| language.verb_is(verb.lemma, "hail"));
        hails && (at + 1..scene.chunks().len().min(at + 4)).any(|noun| scene.chunks()[noun].noun().is_some() && words(noun))
    };
    let hails = |at: &usize| {
        let verb = scene.chunks()[*at].verb();
        won(*at) || verb.is_some_and(|verb| language.verb_is(verb.lemma, "congratulate") || scene.clauses.grammatical_object(*at).into_iter().any(wishes))
    };
    let verb = (0..scene.chunks().len()).find(hails)?;
    Some((verb, scene.clauses.entities(&scene.clauses.subject(verb)).into_vec()))
}
