//! Patterns of facts: what a language says them with. The engine that reads them stands in `extract`.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::{
    fact::{self, SlotSpec, Spec},
    lang::{
        lexicon::Lexicon,
        pack::add_phrase,
        sense::{Classes, Value},
        source::Source,
        token::Cutting,
    },
};

/// A file `facts/<type>.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternFile {
    /// Words that this type alone needs, by class and value.
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Its patterns.
    #[serde(default)]
    pub pattern: Vec<PatternSource>,
    /// Sentences for what no single pattern but a step of the engine reads.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences that state no fact of this type.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A pattern as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternSource {
    /// Its name; the rule is `<type>/<name>`.
    pub name: String,
    /// Infinitives that trigger it; a reflexive verb is written with its pronoun.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Noun phrases that trigger it.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Noun phrases that trigger it as they are written alone: "un échange" is a talk, "les échanges" are trade.
    #[serde(default)]
    pub exact: Vec<String>,
    /// Whether every noun phrase that names a corridor or line triggers it.
    #[serde(default)]
    pub lines: bool,
    /// Where the values of each slot come from, in order of preference.
    #[serde(default)]
    pub slots: BTreeMap<String, Vec<String>>,
    /// Values that the pattern itself gives where no source gave one.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// How many values a slot must get; one where nothing is said and the slot tells facts apart.
    #[serde(default)]
    pub least: BTreeMap<String, usize>,
    /// Class of word that the verb's object (or a passive's subject) must hold.
    #[serde(default)]
    pub object: Option<String>,
    /// Class of word that alone the verb's object may hold, if it has one: "ont échangé des vues", but not "des textes".
    pub intransitive: Option<String>,
    /// Function of a preposition that makes another deed of it right behind the object: "a appelé X à la retenue".
    pub unless: Option<String>,
    /// A slot of many whose object makes a fact of each: "a rencontré X, Y et Z" tells of three meetings.
    #[serde(default)]
    pub each: Option<String>,
    /// Whether what is only planned, wished for or to come is no such fact.
    #[serde(default)]
    pub real: bool,
    /// Values that stand instead of those of `set` where what is said is yet to come.
    #[serde(default)]
    pub planned: BTreeMap<String, String>,
    /// Whether the trigger noun tells of an occasion only where a verb, a preposition of time, a place or a date makes it one.
    #[serde(default)]
    pub anchored: bool,
    /// Whether the trigger noun must stand in a list that a sentence before announced, or be definite ("the agreement between").
    #[serde(default)]
    pub standing: bool,
    /// Whether it is read only in a list of papers that a sentence before announced, or only outside of one.
    pub listed: Option<bool>,
    /// A slot in which at least one person must stand.
    #[serde(default)]
    pub person: Option<String>,
    /// Whether each thing that the verb acts on makes a fact of its own: "a signé un accord et deux protocoles".
    #[serde(default)]
    pub split: bool,
    /// Whether what is only made possible is no such fact: "permettra d'acheminer".
    #[serde(default)]
    pub done: bool,
    /// Sentences with the facts that this pattern reads in them.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Sentences in which it reads nothing.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A sentence with the facts that it states.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence, or a short text.
    pub text: String,
    /// Publication date of the text, where one matters.
    #[serde(default)]
    pub published: Option<String>,
    /// The facts of the type: slot and value, entities by their English name.
    pub facts: Vec<BTreeMap<String, toml::Value>>,
}

/// A pattern ready for use.
#[derive(Debug)]
pub struct Pattern {
    /// The fact type.
    pub spec: &'static Spec,
    /// `<type>/<name>`.
    pub rule: String,
    /// Where slots come from; a source marked `true` (written with a plus sign) adds to what those before it gave.
    pub slots: Vec<(&'static str, Vec<(Source, bool)>)>,
    /// For each of those slots, whether every fact needs it and the pattern itself does not give it.
    pub vital: Vec<bool>,
    /// For each slot that a fact needs and that prepositions alone fill: what they must say of a verb, and of a noun.
    pub wanted: Vec<(usize, [Option<Classes>; 2])>,
    /// Whether the type has a place or date, which may be told of what is spoken of again.
    pub adds: bool,
    /// What the pattern itself gives.
    pub set: Vec<(&'static str, String)>,
    /// How many values a slot must get.
    pub least: Vec<(&'static str, usize)>,
    /// Class of word that the object must hold.
    pub object: Option<String>,
    /// Class of word that alone the object may hold, if there is one.
    pub intransitive: Option<String>,
    /// Function of a preposition that makes another deed of it right behind the object.
    pub unless: Option<String>,
    /// Whether what is only planned or wished for is no such fact.
    pub real: bool,
    /// What stands instead of `set` where it is yet to come.
    pub planned: Vec<(&'static str, String)>,
    /// Whether the noun needs a verb, a preposition of time, a place or a date that makes it an occasion.
    pub anchored: bool,
    /// Whether the noun must be definite or stand in an announced list.
    pub standing: bool,
    /// Whether it is read only in a list of papers, or only outside of one.
    pub listed: Option<bool>,
    /// A slot in which a person must stand.
    pub person: Option<&'static str>,
    /// Whether each object makes a fact.
    pub split: bool,
    /// Whether what is only made possible is no such fact.
    pub done: bool,
    /// A slot of which each object makes a fact with the subject.
    pub each: Option<&'static str>,
}

/// All patterns of a language.
#[derive(Debug, Default)]
pub struct Patterns {
    list: Vec<Pattern>,
    verbs: FxHashMap<(Value, bool), Vec<usize>>,
    nouns: FxHashMap<Value, usize>,
    lines: Vec<usize>,
    /// Examples and counter-examples by rule (or by fact type where they belong to no pattern), for the tests.
    pub cases: Vec<(String, Vec<Example>, Vec<String>)>,
}

/// Class of the noun phrases that trigger patterns; their value is the rule.
pub const TRIGGER: &str = "trigger";

impl Patterns {
    pub(super) fn compile(
        files: Vec<(String, PatternFile)>,
        lexicon: &mut Lexicon,
        cutting: &Cutting,
        plurals: &[(String, String)],
    ) -> Result<Self, (String, String)> {
        let mut patterns = Self::default();
        for (name, file) in files {
            let fail = |what: String| (format!("facts/{name}.toml"), what);
            let spec = fact::spec(&name).ok_or_else(|| fail("is named after no fact type".to_owned()))?;
            patterns.cases.push((spec.name.to_owned(), file.examples, file.counter_examples));
            for source in file.pattern {
                let rule = format!("{}/{}", spec.name, source.name);
                let slot_of = |slot: &str| {
                    spec.slot(slot).map(|slot| slot.name).ok_or_else(|| fail(format!("pattern `{}` fills `{slot}`, which {name} does not have", source.name)))
                };
                let index = patterns.list.len();
                for verb in &source.verbs {
                    let own = verb.strip_prefix("se ").or_else(|| verb.strip_prefix("s'"));
                    let (lemma, reflexive) = (own.unwrap_or(verb), own.is_some());
                    let unknown = || fail(format!("pattern `{}` names the verb `{verb}`, which verbs.toml does not have", source.name));
                    let value = lexicon.value_of(lemma).ok_or_else(unknown)?;
                    patterns.verbs.entry((value, reflexive)).or_default().push(index);
                }
                source.nouns.iter().for_each(|noun| add_phrase(lexicon, TRIGGER, &rule, noun, cutting, plurals));
                source.exact.iter().for_each(|noun| add_phrase(lexicon, TRIGGER, &rule, noun, cutting, &[]));
                patterns.nouns.extend(lexicon.value_of(&rule).map(|value| (value, index)));
                patterns.lines.extend(source.lines.then_some(index));
                let parse = |source: &String| source.strip_prefix('+').map_or_else(|| (Source::parse(source), false), |more| (Source::parse(more), true));
                let filled = |(slot, sources): (&String, &Vec<String>)| Ok((slot_of(slot)?, sources.iter().map(parse).collect()));
                let mut slots = source.slots.iter().map(filled).collect::<Result<Vec<_>, (String, String)>>()?;
                // What every fact of the type has is looked for first: without it the rest need not be. What is said comes after who says it.
                let said = |(source, _): &(Source, bool)| matches!(source, Source::Said | Source::SaidWord(_) | Source::Asked);
                slots.sort_by_key(|(slot, sources): &(_, Vec<_>)| (!spec.slot(slot).is_some_and(SlotSpec::is_needed), sources.iter().any(said)));
                let coded = |map: &BTreeMap<String, String>| {
                    map.iter().map(|(slot, value)| Ok((slot_of(slot)?, value.clone()))).collect::<Result<Vec<_>, (String, String)>>()
                };
                let (set, planned) = (coded(&source.set)?, coded(&source.planned)?);
                let given = |slot: &str| set.iter().chain(&planned).any(|(set, _)| *set == slot);
                let needed = |slot: &str| spec.slot(slot).is_some_and(SlotSpec::is_needed) && !matches!(slot, "parties" | "date");
                let vital: Vec<bool> = slots.iter().map(|(slot, _)| needed(slot) && !given(slot)).collect();
                let functions = |sources: &[(Source, bool)], noun| {
                    let all: Option<Vec<_>> = sources.iter().map(|(source, _)| source.functions(noun)).collect();
                    all.map(|all| Classes::of(&all.concat()))
                };
                let wanted = slots.iter().enumerate().filter(|(index, _)| vital[*index]);
                let wanted = wanted.map(|(index, (_, sources))| (index, [false, true].map(|noun| functions(sources, noun))));
                let wanted = wanted.filter(|(_, wanted)| wanted.iter().any(Option::is_some)).collect();
                let least = source.least.iter().map(|(slot, count)| slot_of(slot).map(|slot| (slot, *count))).collect::<Result<Vec<_>, _>>()?;
                patterns.list.push(Pattern {
                    each: source.each.as_deref().map(slot_of).transpose()?,
                    real: source.real,
                    planned,
                    anchored: source.anchored,
                    standing: source.standing,
                    listed: source.listed,
                    split: source.split,
                    done: source.done,
                    person: source.person.as_deref().map(slot_of).transpose()?,
                    spec,
                    rule: rule.clone(),
                    slots,
                    vital,
                    wanted,
                    adds: ["place", "date"].iter().any(|slot| spec.slot(slot).is_some()),
                    set,
                    least,
                    object: source.object,
                    intransitive: source.intransitive,
                    unless: source.unless,
                });
                patterns.cases.push((rule, source.examples, source.counter_examples));
            }
        }
        Ok(patterns)
    }

    /// The patterns that a verb triggers.
    pub fn of_verb(&self, lemma: Value, reflexive: bool) -> impl Iterator<Item = &Pattern> {
        self.verbs.get(&(lemma, reflexive)).into_iter().flatten().filter_map(|index| self.list.get(*index))
    }

    /// The pattern that a trigger noun with this value belongs to.
    pub fn of_noun(&self, value: Value) -> Option<&Pattern> {
        self.nouns.get(&value).and_then(|index| self.list.get(*index))
    }

    /// The patterns that every named corridor or line triggers.
    pub fn of_lines(&self) -> impl Iterator<Item = &Pattern> {
        self.lines.iter().filter_map(|index| self.list.get(*index))
    }

    /// Whether a rule puts what it tells at no place: a call.
    pub fn is_placeless(&self, rule: &str) -> bool {
        self.list.iter().any(|pattern| pattern.rule == rule && pattern.slots.iter().all(|(slot, _)| *slot != "place"))
    }
}
