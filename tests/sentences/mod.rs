//! Sentences read by the whole pipeline, and what is found in them held against what they say.

// Each test file uses a part of this.
#![allow(dead_code)]

use std::collections::BTreeSet;

use silkgraph::{
    fact::{self, Claim, Reading, Value},
    knowledge::Knowledge,
    lang::{Example, Languages},
    model::{Document, Part, PartKind, Span},
    pipeline::Pipeline,
};

pub fn pipeline(languages: Languages) -> Pipeline {
    Pipeline::new(languages, Knowledge::shipped().unwrap())
}

/// Reads a text as a document of one paragraph.
pub fn read(pipeline: &Pipeline, lang: &str, text: &str, published: Option<&str>) -> Reading {
    pipeline.read(Document {
        id: "example".to_owned(),
        text: text.to_owned(),
        lang: Some(lang.to_owned()),
        published: published.map(|date| date.parse().unwrap()),
        parts: vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }],
        ..Document::default()
    })
}

/// The claims that a case is about: those of its fact type, or where it is a pattern's those of that rule.
pub fn of_case<'r>(reading: &'r Reading, case: &'r str) -> impl Iterator<Item = &'r Claim> {
    reading.claims.iter().filter(move |claim| if case.contains('/') { claim.rule == case } else { claim.fact.spec().name == case })
}

/// The values of a slot as a set of words, entities by name.
pub fn values(reading: &Reading, claim: &Claim, slot: &str) -> BTreeSet<String> {
    let name = |value: &Value| match value {
        Value::Entity(id) => reading.entities.iter().find(|entity| entity.id == *id).map_or_else(|| id.to_string(), |entity| entity.name.clone()),
        Value::Term(text) | Value::Text(text) => text.to_string(),
        Value::When(when) => when.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    };
    claim.fact.slots().get(slot).map(name).collect()
}

/// What an example expects in a slot, as a set of words.
pub fn expected(value: &toml::Value) -> BTreeSet<String> {
    match value {
        toml::Value::Array(list) => list.iter().flat_map(expected).collect(),
        toml::Value::Integer(number) => BTreeSet::from([number.to_string()]),
        toml::Value::Float(number) => BTreeSet::from([number.to_string()]),
        toml::Value::String(text) => BTreeSet::from([text.clone()]),
        other => BTreeSet::from([other.to_string()]),
    }
}

/// What was found instead, a line for each claim of the case's fact type.
pub fn instead(reading: &Reading, case: &str) -> String {
    let same_type = |claim: &&Claim| Some(claim.fact.spec().name) == case.split('/').next();
    let line = |claim: &Claim| {
        let slots = claim.fact.spec().slots.iter().map(|slot| (slot.name, values(reading, claim, slot.name)));
        let slots: Vec<String> = slots.filter(|(_, found)| !found.is_empty()).map(|(slot, found)| format!("{slot} = {found:?}")).collect();
        format!("\n    {}: {}", claim.rule, slots.join(", "))
    };
    reading.claims.iter().filter(same_type).map(line).collect()
}

pub fn check_example(pipeline: &Pipeline, lang: &str, case: &str, example: &Example, failures: &mut Vec<String>) {
    let reading = read(pipeline, lang, &example.text, example.published.as_deref());
    let spec = case.split('/').next().and_then(fact::spec).unwrap();
    for fact in &example.facts {
        for slot in fact.keys().filter(|slot| spec.slot(slot).is_none()) {
            failures.push(format!("{case}: no slot `{slot}`: {}", example.text));
        }
        let fits = |claim: &Claim| fact.iter().all(|(slot, value)| values(&reading, claim, slot) == expected(value));
        if !of_case(&reading, case).any(fits) {
            failures.push(format!("{case}: {}\n  wanted {fact:?}, found{}", example.text, instead(&reading, case)));
        }
    }
}
