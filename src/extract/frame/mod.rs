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
mod make;
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
pub use make::{Filled, fill, tell};
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
use refused::{is_definite, is_vain};

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

/// A pattern that has what it asks for in a sentence.
pub struct Sought<'a> {
    pattern: &'a Pattern,
    /// The phrase of its trigger; with the three that follow as in a [`Frame`].
    at: usize,
    thing: Option<usize>,
    until: Option<usize>,
    part: Option<(usize, usize)>,
    standing: Standing,
    /// Whether it stands in a list of what was signed.
    listed: bool,
}

impl Sought<'_> {
    /// Where its pattern lies: those of one type of fact lie side by side.
    pub fn place(&self) -> usize {
        std::ptr::from_ref(self.pattern).addr()
    }
}

/// The patterns that have what they ask for in a sentence.
pub fn seek<'a>(reader: &Reader<'a>, scene: &Scene<'a>) -> Vec<Sought<'a>> {
    let mut sought = Vec::new();
    let lexicon = &reader.language.lexicon;
    let lined = scene.names(&WAYS);
    let trigger = if scene.classes.may_have(TRIGGER) { lexicon.class(TRIGGER) } else { None };
    for (index, chunk) in scene.chunks().iter().enumerate() {
        let standing = OnceCell::new();
        match &chunk.kind {
            ChunkKind::Verb(verb) => {
                let reflexive = verb.voice == Voice::Reflexive;
                for pattern in reader.language.patterns.of_verb(verb.lemma, reflexive) {
                    apply(reader, scene, pattern, index, &standing, &mut sought);
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
                        apply(reader, scene, pattern, index, &standing, &mut sought);
                    }
                }
            }
            ChunkKind::Noun(_) => {
                let items = if trigger.is_some() { scene.items(index) } else { &[] };
                let triggers = items.iter().filter(|item| item.is_any(Kinds::TRIGGER));
                for sense in triggers.flat_map(|item| &item.senses).filter(|sense| Some(sense.class) == trigger) {
                    if let Some(pattern) = reader.language.patterns.of_noun(sense.value) {
                        apply(reader, scene, pattern, index, &standing, &mut sought);
                    }
                }
                if lined && chunk.noun().is_some_and(|noun| noun.entities.iter().any(|id| reader.is_line(id))) {
                    for pattern in reader.language.patterns.of_lines() {
                        apply(reader, scene, pattern, index, &standing, &mut sought);
                    }
                }
            }
            _ => {}
        }
    }
    sought
}

/// What a sentence tells before its patterns: who is present.
pub fn open(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    host::present(reader, scene, found);
}

/// What goes on with what the patterns of a sentence told.
pub fn close(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
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

fn apply<'a>(reader: &Reader<'a>, scene: &Scene<'a>, pattern: &'a Pattern, at: usize, standing: &OnceCell<Standing>, sought: &mut Vec<Sought<'a>>) {
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
    let mut seek = |&Frame { at, thing, until, part, .. }: &Frame<'_>| sought.push(Sought { pattern, at, thing, until, part, standing, listed });
    if !(pattern.split && things.len() > 1) {
        frame.thing = things.first().copied();
        return reported::read(&mut frame, pattern, seek);
    }
    for thing in &things {
        let end = things.iter().copied().filter(|next| next > thing).min();
        frame.thing = Some(*thing);
        frame.until = Some(end.unwrap_or_else(|| scene.clauses.clause_end(*thing)));
        seek(&frame);
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
