//! Patterns of facts: what a language says them with. The engine that reads them stands in `extract`.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::{
    fact::{self, SlotSpec, Spec},
    lang::{lexicon::Lexicon, pack::add_phrase, sense::Value, token::Cutting},
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
    /// A slot in which at least one person must stand.
    #[serde(default)]
    pub person: Option<String>,
    /// Whether each thing that the verb acts on makes a fact of its own: "a signé un accord et deux protocoles".
    #[serde(default)]
    pub split: bool,
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
    /// A slot in which a person must stand.
    pub person: Option<&'static str>,
    /// Whether each object makes a fact.
    pub split: bool,
    /// A slot of which each object makes a fact with the subject.
    pub each: Option<&'static str>,
}

/// Where a slot's values come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The grammatical subject (of a passive: the agent), or whose the noun is.
    Subject,
    /// The country of the subject: a state, or a body or person of one.
    SubjectCountry,
    /// The object (of a passive: the subject).
    Object,
    /// Complements behind a preposition of this function.
    Function(String),
    /// Countries whose adjective stands at the trigger noun.
    Adjective,
    /// Two countries whose adjectives or names, joined by a hyphen, stand at the trigger noun: "l'accord sino-russe".
    Adjectives,
    /// The place of the sentence's event.
    Place,
    /// The date of the sentence's event.
    When,
    /// The term that a word of this class in the trigger's (or its object's) noun phrase stands for.
    Word(String),
    /// Areas and entities named behind the trigger.
    Topics,
    /// Status by tense and mood.
    Status,
    /// The number before the noun.
    Count,
    /// An amount of money in the clause.
    Money,
    /// Currency of that amount.
    Currency,
    /// The two countries that the sentence, or else the document, is about.
    Pair,
    /// The same where the trigger noun has a date of its own: "l'accord de 1997".
    DatedPair,
    /// The date that the trigger noun has of its own.
    OwnDate,
    /// The words of the trigger's noun phrase.
    Name,
    /// All entities that fit, anywhere in the clause.
    Clause,
    /// All entities that fit, from the trigger to the end of the sentence.
    Rest,
    /// The corridors, lines and branches from the trigger to the end of the sentence.
    Branches,
    /// The noun phrase that the trigger says something more of: "X, membre de Y", "X en tant que membre de Y".
    Antecedent,
    /// What is said of the trigger by "be": "ses membres sont A, B et C".
    Predicate,
    /// What a colon, bracket or "namely" behind the trigger lists: "ses membres : A, B et C".
    Listed,
    /// The body that was named last: in the sentence before the trigger, or before the sentence.
    Earlier,
    /// The body that was named last, where a pronoun or participle speaks of it: "l'ont rejointe".
    Pronoun,
    /// The person to whom an object pronoun at the verb points: "l'a reçu".
    Pointed,
    /// The person whom the verb that the trigger noun hangs on is addressed to: "a dit à X lors d'un entretien".
    Addressee,
    /// The place that a relative clause of place hangs on, or that "there" stands for: "à Tachkent, où il s'est rendu", "s'y est rendu".
    Where,
    /// The city or country that a preposition of place puts right behind the verb: "sera à Erevan".
    RightWhere,
    /// The state whose the trigger noun is, where it is said to be done: "depuis son adhésion, A".
    OwnState,
    /// Those of whom the verb says the same with another date: "A l'a rejointe en 2017, B en 2023".
    Gapped,
    /// Who is received, by a passive; no ambassador, who lives there.
    Guest,
    /// The town or country that is said to receive: "Rome a accueilli X".
    HostPlace,
    /// The subject of the verb that the trigger noun hangs on.
    Doer,
    /// What "between" joins right behind the thing that is acted on or the trigger, before any other verb.
    NearBetween,
    /// The alliance that the sentence names, where it does not name two states.
    Alliance,
    /// Whose the trigger noun is by its possessive: "sa rencontre", "leur entretien".
    Possessor,
    /// Who speaks: a person or body that is the subject, or whom the text names as the speaker around.
    Speaker,
    /// Who speaks, a state by its name as well: "la Géorgie a condamné".
    SpeakerState,
    /// Who speaks by a verb that tells of speaking only around a quotation: "« … », a lancé X".
    SpeakerQuoted,
    /// The corridor, railway or pipeline that the trigger speaks of.
    Line,
    /// The line named last, where the subject is a length of it: "300 km se trouvent en A".
    LineOfLength,
    /// What the trigger noun is said of, by "be" or as an apposition: a line, or a place.
    SaidOf,
    /// Who speaks by a verb that tells of a quotation where it has one, and of something else where not.
    SpeakerPlain,
    /// The same where countries may be meant too.
    LandSaid,
    /// The line that what the trigger noun is said of is a part of.
    Whole,
    /// What the trigger noun names where a thing is said to have it so: "a pour terminus A".
    Term,
    /// Where a line runs: `object`, `from`, `to`, `onward`, `between`, `through`, `along` another; `last-` where it ends there, `midway-` where not.
    Stops(String),
    /// The term that a word of this class in what is said stands for.
    SaidWord(String),
    /// Whose the thing acted on is: "les lettres de créance de X".
    Bearer,
    /// What asking somebody to do something is.
    Asked,
    /// Areas and entities named in what is said: behind the trigger, or before it where its subject stands behind.
    Said,
}

impl Source {
    fn parse(text: &str) -> Self {
        match text {
            "subject" => Self::Subject,
            "subject-country" => Self::SubjectCountry,
            "object" => Self::Object,
            "adjective" => Self::Adjective,
            "adjectives" => Self::Adjectives,
            "place" => Self::Place,
            "when" => Self::When,
            "topics" => Self::Topics,
            "status" => Self::Status,
            "count" => Self::Count,
            "money" => Self::Money,
            "currency" => Self::Currency,
            "pair" => Self::Pair,
            "dated-pair" => Self::DatedPair,
            "own-date" => Self::OwnDate,
            "name" => Self::Name,
            "clause" => Self::Clause,
            "rest" => Self::Rest,
            "branches" => Self::Branches,
            "antecedent" => Self::Antecedent,
            "predicate" => Self::Predicate,
            "listed" => Self::Listed,
            "earlier" => Self::Earlier,
            "pronoun" => Self::Pronoun,
            "pointed" => Self::Pointed,
            "addressee" => Self::Addressee,
            "where-said" => Self::Where,
            "right-where" => Self::RightWhere,
            "own-state" => Self::OwnState,
            "gapped" => Self::Gapped,
            "guest" => Self::Guest,
            "host-place" => Self::HostPlace,
            "doer" => Self::Doer,
            "near-between" => Self::NearBetween,
            "alliance" => Self::Alliance,
            "possessor" => Self::Possessor,
            "speaker" => Self::Speaker,
            "speaker-state" => Self::SpeakerState,
            "speaker-quoted" => Self::SpeakerQuoted,
            "speaker-plain" => Self::SpeakerPlain,
            "bearer" => Self::Bearer,
            "line" => Self::Line,
            "line-of-length" => Self::LineOfLength,
            "said-of" => Self::SaidOf,
            "whole" => Self::Whole,
            "term" => Self::Term,
            "land-said" => Self::LandSaid,
            "said" => Self::Said,
            "asked" => Self::Asked,
            _ => match text.split_once(':') {
                Some(("stops", way)) => Self::Stops(way.to_owned()),
                Some(("word", class)) => Self::Word(class.to_owned()),
                Some(("said", class)) => Self::SaidWord(class.to_owned()),
                _ => Self::Function(text.to_owned()),
            },
        }
    }
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
                patterns.nouns.extend(lexicon.value_of(&rule).map(|value| (value, index)));
                patterns.lines.extend(source.lines.then_some(index));
                let parse = |source: &String| source.strip_prefix('+').map_or_else(|| (Source::parse(source), false), |more| (Source::parse(more), true));
                let filled = |(slot, sources): (&String, &Vec<String>)| Ok((slot_of(slot)?, sources.iter().map(parse).collect()));
                let mut slots = source.slots.iter().map(filled).collect::<Result<Vec<_>, (String, String)>>()?;
                // What every fact of the type has is looked for first: without it the rest need not be.
                slots.sort_by_key(|(slot, _)| !spec.slot(slot).is_some_and(SlotSpec::is_needed));
                let coded = |map: &BTreeMap<String, String>| {
                    map.iter().map(|(slot, value)| Ok((slot_of(slot)?, value.clone()))).collect::<Result<Vec<_>, (String, String)>>()
                };
                let least = source.least.iter().map(|(slot, count)| slot_of(slot).map(|slot| (slot, *count))).collect::<Result<Vec<_>, _>>()?;
                patterns.list.push(Pattern {
                    each: source.each.as_deref().map(slot_of).transpose()?,
                    real: source.real,
                    planned: coded(&source.planned)?,
                    anchored: source.anchored,
                    standing: source.standing,
                    split: source.split,
                    person: source.person.as_deref().map(slot_of).transpose()?,
                    spec,
                    rule: rule.clone(),
                    slots,
                    set: coded(&source.set)?,
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
