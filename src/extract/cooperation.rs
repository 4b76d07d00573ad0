//! Cooperation: the fields that a sentence lists where it speaks of working together.

use std::collections::BTreeSet;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Modal, VerbGroup, Voice},
        parties::is_group,
    },
    fact::{Claim, Cooperation, Declared, Fact, Slots, Value},
    lang::Tense,
    model::{EntityKind, PartKind},
    recognise::{Item, ItemKind},
};

/// How many words behind a verb of furthering its object may reach.
const REACH: usize = 10;

/// Two fields of one list are no farther apart.
const GAP: usize = 12;

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
    let openers = Openers::new(reader, scene);
    if openers.is_empty() || denied(reader, scene) {
        return;
    }
    let parties: Vec<_> =
        reader.pair(scene).into_iter().filter(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Place)).collect();
    let alone = parties.first().is_some_and(|id| id.kind() == EntityKind::Organisation);
    let regions = parties.iter().all(|id| id.kind() == EntityKind::Place);
    if regions || parties.len() == 1 && !alone || parties.len() > MANY {
        return;
    }
    // Without a word of working together the sentence must name who furthers what; carried-over parties are no sign.
    if openers.word.is_none() && !openers.shared && reader.countries_in(scene).is_empty() {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (index, item) in items.iter().enumerate() {
        let fields = reader.areas(item);
        let thing = thing(reader, item);
        if fields.is_empty() && thing.is_none() || general(reader, items, index) || is_portfolio(reader, items, index) {
            continue;
        }
        // What is listed behind a field stands with it: "au transit, à la vente de produits finis, au numérique".
        let listed = || last.filter(|(_, before)| openers.lists_on(*before, index)).map(|(start, _)| start);
        let start = if fields.is_empty() { openers.of_thing(index) } else { openers.of(index).or_else(listed) };
        let Some(start) = start else { continue };
        last = Some((start, index));
        for area in fields.into_iter().chain(thing) {
            if said.contains(&area) {
                continue;
            }
            said.push(area);
            let mut slots = Slots::default();
            for party in &parties {
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
                attributed_to: reader.attribution(scene, 0),
                inferred: Vec::new(),
            });
        }
    }
}

/// The field that a named thing belongs to which states build and run together: a line, a port.
fn thing(reader: &Reader<'_>, item: &Item) -> Option<&'static str> {
    let ItemKind::Name(named) = &item.kind else { return None };
    named.entities.iter().find_map(|id| {
        let known = reader.knowledge.get(id).map_or("", |known| known.entity.subtype.as_str());
        match (id.kind(), known) {
            (EntityKind::Corridor, _) | (EntityKind::Infrastructure, "railway" | "road" | "bridge" | "port" | "port-terminal") => Some("transport"),
            (EntityKind::Infrastructure, "pipeline") => Some("oil-gas"),
            (EntityKind::Infrastructure, "power-line" | "power-plant" | "dam") => Some("energy"),
            _ => None,
        }
    })
}

/// What in a sentence opens a list of fields.
struct Openers<'a> {
    reader: &'a Reader<'a>,
    items: &'a [Item],
    /// A word of working together opens a list to the end of the sentence.
    word: Option<usize>,
    /// Three fields in one sentence are a list by themselves.
    list: Option<usize>,
    /// Words that further what stands right behind them, and nothing more.
    weak: Vec<usize>,
    /// What an agreement is about is a field of those that the sentence itself names as its parties; what they build as well.
    agreed: Vec<usize>,
    /// What several are said to build.
    built: Vec<usize>,
    /// Subjects of what is said to be a topic: where they begin and end, and the word that says so.
    topics: Vec<(usize, usize, usize)>,
    /// Whether the sentence speaks of several who talk, agree or act.
    shared: bool,
}

impl<'a> Openers<'a> {
    fn new(reader: &'a Reader<'a>, scene: &Scene<'a>) -> Self {
        let lexicon = &reader.language.lexicon;
        let items = &scene.sentence.items;
        let all = |class: &str| -> Vec<usize> { (0..items.len()).filter(|index| items[*index].is(lexicon, class)).collect() };
        // "travailleront ensemble dans l'espace", but not "l'ensemble des pays"
        let together = |index: &usize| items[*index].is(lexicon, "cooperation-together") && (*index == 0 || !items[*index - 1].is(lexicon, "det"));
        let word = all("cooperation-word").into_iter().chain((0..items.len()).filter(together)).min();
        let again = reader.bound.then(|| pronoun(reader, scene)).flatten();
        let shared = items.iter().any(is_group) || items.iter().any(|item| item.is(lexicon, "cooperation-talks")) || again.is_some();
        let mut weak: Vec<usize> = (0..items.len()).filter(|index| furthers(reader, &items[*index])).collect();
        let mut agreed = all("agreement-kind");
        agreed.extend(again);
        let together = (!agreed.is_empty() || !shared) && reader.together(scene).is_some();
        // Where no state is named, it is those who were named together before.
        let carried = !reader.pairs.is_empty() && reader.countries_in(scene).is_empty();
        if shared || together {
            weak.extend((0..items.len()).filter(|index| discusses(reader, &items[*index])));
            weak.extend(all("cooperation-topic"));
        }
        if !together && !reader.listed && !carried {
            agreed.clear();
        }
        weak.sort_unstable();
        let builds = |item: &Item| item.is(lexicon, "project-act") || item.value(lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "build"));
        let mut built: Vec<usize> = (0..items.len()).filter(|index| builds(&items[*index])).collect();
        if !built.is_empty() && reader.joined(scene).is_none() {
            built.clear();
        }
        let topics = if shared || together || carried || word.is_some() { topics(reader, scene) } else { Vec::new() };
        // "Le tourisme a été abordé": by those who were named together before.
        let discussed = topics.iter().any(|(_, _, word)| discusses(reader, &items[*word]));
        Self { reader, items, word, list: list(reader, items), weak, agreed, built, topics, shared: shared || together || discussed }
    }

    fn is_empty(&self) -> bool {
        self.word.is_none() && self.list.is_none() && self.weak.is_empty() && self.agreed.is_empty() && self.built.is_empty() && self.topics.is_empty()
    }

    /// The word that opens the list in which a field stands.
    fn of(&self, at: usize) -> Option<usize> {
        let strong = self.word.into_iter().chain(self.list).min().filter(|from| *from <= at + 1);
        strong
            .or_else(|| self.furthered(at))
            .or_else(|| self.of_thing(at))
            .or_else(|| self.topics.iter().find(|(start, end, _)| (*start..*end).contains(&at)).map(|(_, _, word)| *word))
    }

    /// The word that furthers a field, over the commas of a list.
    fn furthered(&self, at: usize) -> Option<usize> {
        self.weak.iter().copied().rfind(|from| *from <= at && at - from <= REACH && !finite_between(self.items, from + 1, at))
    }

    /// Whether a list that one field stands in goes on to another.
    fn lists_on(&self, before: usize, at: usize) -> bool {
        let between = &self.items[before + 1..at];
        let apart = |item: &Item| item.is_mark(self.reader.text, ",") || item.code(&self.reader.language.lexicon, "conj") == Some("and");
        at - before <= GAP && between.iter().any(apart) && !finite_between(self.items, before + 1, at)
    }

    /// The same for a thing, which is named in many other ways too: it must stand right behind.
    fn of_thing(&self, at: usize) -> Option<usize> {
        let within = |from: &usize| *from <= at && at - from <= REACH && !finite_between(self.items, from + 1, at);
        let lexicon = &self.reader.language.lexicon;
        let goes_on = |item: &Item| item.is(lexicon, "prep") || item.is(lexicon, "adv");
        let ends = |pair: &[Item]| pair[0].is_mark(self.reader.text, ",") && !goes_on(&pair[1]);
        let comma = |from: usize| self.items[from..=at].windows(2).any(ends);
        let near = |from: &usize| within(from) && !comma(*from);
        self.weak.iter().copied().rfind(near).or_else(|| self.agreed.iter().chain(&self.built).copied().rfind(near))
    }
}

/// The subjects that a sentence says to be what is talked of or worked on: "A et B figurent parmi les priorités", "ont été abordés".
fn topics(reader: &Reader<'_>, scene: &Scene<'_>) -> Vec<(usize, usize, usize)> {
    let language = reader.language;
    let lexicon = &language.lexicon;
    let chunks = scene.chunks();
    let mut found = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(verb) = chunk.verb().filter(|verb| verb.is_finite()) else { continue };
        let lemma = verb.lemma;
        let ranks = ["be", "constitute", "rank"].iter().any(|group| language.verb_is(lemma, group));
        let done = verb.voice == Voice::Passive && ["discuss", "further"].iter().any(|group| language.verb_is(lemma, group));
        let end = scene.clauses.clause_end(at);
        let says = |item: &Item| item.is(lexicon, "cooperation-topic") || item.is(lexicon, "cooperation-word") || item.is(lexicon, "cooperation-talks");
        let behind = chunk.end..chunks[at + 1..end.max(at + 1)].last().map_or(chunk.end, |last| last.end);
        let word = if done {
            (chunk.start..chunk.end).find(|index| discusses(reader, &scene.sentence.items[*index])).or(Some(chunk.start))
        } else {
            behind.clone().filter(|_| ranks).find(|index| says(&scene.sentence.items[*index]))
        };
        let Some(word) = word else { continue };
        let start = scene.clauses.clause_start(at);
        let before = chunks[start.min(at)..at].iter().any(|chunk| chunk.noun().is_some());
        if before {
            found.push((chunks[start].start, chunk.start, word));
        } else if done {
            // "Ont été abordés l'eau et l'énergie"
            found.push((behind.start, behind.end, word));
        }
    }
    found
}

/// The pronoun that is the subject of a sentence and speaks of what the sentence before told: "Ils concernent la culture".
fn pronoun(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<usize> {
    let lexicon = &reader.language.lexicon;
    let verb = scene.chunks().iter().find(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite))?;
    (0..verb.end).find(|index| ["pron-gender", "pron-plural"].iter().any(|class| scene.sentence.items[*index].is(lexicon, class)))
}

/// Whether a word says what several talk of, or what their papers are about.
fn discusses(reader: &Reader<'_>, item: &Item) -> bool {
    item.value(&reader.language.lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "discuss"))
}

/// Where three fields or more begin that are listed one behind the other, with small words between them.
fn list(reader: &Reader<'_>, items: &[Item]) -> Option<usize> {
    let mut run: Vec<usize> = Vec::new();
    let mut fields: BTreeSet<&str> = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        let areas = reader.areas(item);
        if areas.is_empty() {
            continue;
        }
        if general(reader, items, index) {
            continue;
        }
        if run.last().is_some_and(|last| index - last > GAP || finite_between(items, last + 1, index)) {
            run.clear();
            fields.clear();
        }
        // "les importations maritimes de pétrole" is one thing, no list of three.
        let apart = |item: &Item| item.is_mark(reader.text, ",") || item.code(&reader.language.lexicon, "conj") == Some("and");
        if run.last().is_some_and(|last| !items[*last..index].iter().any(apart)) {
            continue;
        }
        run.push(index);
        fields.extend(areas);
        if fields.len() >= 3 {
            return run.first().copied();
        }
    }
    None
}

/// Whether a word furthers what stands right behind it: "renforcer", "le développement de", "renforcera", "dans le domaine de".
fn furthers(reader: &Reader<'_>, item: &Item) -> bool {
    let lexicon = &reader.language.lexicon;
    item.is(lexicon, "cooperation-verb")
        || item.value(lexicon, "verb").is_some_and(|lemma| reader.language.verb_is(lemma, "further"))
        || item.value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("field", preposition))
}

/// Whether a sentence denies what it says, or says that it only may be, or that it ends.
fn denied(reader: &Reader<'_>, scene: &Scene<'_>) -> bool {
    let language = reader.language;
    let lacking = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|value| language.has_function("condition", value));
    let lacks = |pair: &[Item]| lacking(&pair[0]) && pair[1].is(&language.lexicon, "cooperation-word");
    if scene.sentence.items.windows(2).any(lacks) {
        return true;
    }
    scene.chunks().iter().filter_map(|chunk| chunk.verb()).any(|verb| {
        verb.is_finite() && (verb.negated || verb.tense == Tense::Conditional && verb.modal == Some(Modal::May)) || language.verb_is(verb.lemma, "undo")
    })
}

/// Whether a word that may name a field names none here: a general word before the field itself ("technologies nucléaires"),
/// a doing with its object ("la construction d'un hub"), or what is excepted ("non pétrolier").
fn general(reader: &Reader<'_>, items: &[Item], at: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let next = items.get(at + 1);
    let of = || {
        next.and_then(|next| next.value(lexicon, "prep")).is_some_and(|preposition| reader.language.has_function("of", preposition))
            && items.get(at + 2).is_some_and(|item| item.entities().is_empty())
    };
    // "accroître les livraisons de gaz": goods, no field.
    let goods = at > 1
        && items[at - 2].is(lexicon, "area-goods")
        && items[at - 1].value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("of", preposition));
    goods
        || items[at].is(lexicon, "area-head") && next.is_some_and(|next| !reader.areas(next).is_empty())
        || items[at].is(lexicon, "area-act") && of()
        || at > 0 && items[at - 1].is(lexicon, "neg")
}

/// "ses ministres des Affaires étrangères, de la Défense et de l'Énergie": what a list behind an office says is whose office it is.
fn is_portfolio(reader: &Reader<'_>, items: &[Item], at: usize) -> bool {
    let lexicon = &reader.language.lexicon;
    let listed = |item: &&Item| {
        item.is_mark(reader.text, ",")
            || item.code(lexicon, "conj") == Some("and")
            || item.is(lexicon, "det")
            || item.is(lexicon, "prep")
            || !reader.areas(item).is_empty()
    };
    let run = items[..at].iter().rev().take_while(listed).count();
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|preposition| reader.language.has_function("of", preposition));
    let office = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if !reference.pronoun && reference.entities.len() < 2);
    run > 0 && at > run && office(&items[at - run - 1]) && items[at - run..at].iter().any(of)
}

fn finite_between(items: &[Item], from: usize, until: usize) -> bool {
    items[from.min(until)..until].iter().any(|item| {
        item.senses.iter().any(|sense| sense.form.is_some_and(|form| matches!(form.tense, Tense::Past | Tense::Future | Tense::Conditional | Tense::Imperfect)))
    })
}
