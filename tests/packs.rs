//! The sentences in the language packs, read by the whole pipeline: every example gives its facts, no counter-example any.

use std::collections::{BTreeMap, BTreeSet};

use silkgraph::{
    fact::{self, Finding, Reading, Value},
    knowledge::Knowledge,
    lang::{Example, Languages, shipped_files},
    model::{Document, Part, PartKind, Span},
    pipeline::Pipeline,
};

fn pipeline(languages: Languages) -> Pipeline {
    Pipeline::new(languages, Knowledge::shipped().unwrap())
}

/// Reads a text as a document of one paragraph.
fn read(pipeline: &Pipeline, lang: &str, text: &str, published: Option<&str>) -> Reading {
    pipeline.read(Document {
        id: "example".to_owned(),
        text: text.to_owned(),
        lang: Some(lang.to_owned()),
        published: published.map(|date| date.parse().unwrap()),
        parts: vec![Part { span: Span::new(0, text.len()), kind: PartKind::Body }],
        ..Document::default()
    })
}

/// The findings that a case is about: those of its fact type, or where it is a pattern's those of that rule.
fn of_case<'r>(reading: &'r Reading, case: &'r str) -> impl Iterator<Item = &'r Finding> {
    reading.findings.iter().filter(move |finding| if case.contains('/') { finding.rule == case } else { finding.fact.spec().name == case })
}

/// The values of a slot as a set of words, entities by name.
fn values(reading: &Reading, finding: &Finding, slot: &str) -> BTreeSet<String> {
    let name = |value: &Value| match value {
        Value::Entity(id) => reading.entities.iter().find(|entity| entity.id == *id).map_or_else(|| id.to_string(), |entity| entity.name.clone()),
        Value::Term(text) | Value::Text(text) => text.to_string(),
        Value::When(when) => when.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    };
    finding.fact.slots().get(slot).map(name).collect()
}

/// What an example expects in a slot, as a set of words.
fn expected(value: &toml::Value) -> BTreeSet<String> {
    match value {
        toml::Value::Array(list) => list.iter().flat_map(expected).collect(),
        toml::Value::Integer(number) => BTreeSet::from([number.to_string()]),
        toml::Value::Float(number) => BTreeSet::from([number.to_string()]),
        toml::Value::String(text) => BTreeSet::from([text.clone()]),
        other => BTreeSet::from([other.to_string()]),
    }
}

/// What was found instead, a line for each finding of the case's fact type.
fn instead(reading: &Reading, case: &str) -> String {
    let same_type = |finding: &&Finding| Some(finding.fact.spec().name) == case.split('/').next();
    let line = |finding: &Finding| {
        let slots = finding.fact.spec().slots.iter().map(|slot| (slot.name, values(reading, finding, slot.name)));
        let slots: Vec<String> = slots.filter(|(_, found)| !found.is_empty()).map(|(slot, found)| format!("{slot} = {found:?}")).collect();
        format!("\n    {}: {}", finding.rule, slots.join(", "))
    };
    reading.findings.iter().filter(same_type).map(line).collect()
}

fn check_example(pipeline: &Pipeline, lang: &str, case: &str, example: &Example, failures: &mut Vec<String>) {
    let reading = read(pipeline, lang, &example.text, example.published.as_deref());
    let spec = case.split('/').next().and_then(fact::spec).unwrap();
    for fact in &example.facts {
        for slot in fact.keys().filter(|slot| spec.slot(slot).is_none()) {
            failures.push(format!("{case}: no slot `{slot}`: {}", example.text));
        }
        let fits = |finding: &Finding| fact.iter().all(|(slot, value)| values(&reading, finding, slot) == expected(value));
        if !of_case(&reading, case).any(fits) {
            failures.push(format!("{case}: {}\n  wanted {fact:?}, found{}", example.text, instead(&reading, case)));
        }
    }
}

#[test]
fn examples_are_read_and_counter_examples_are_not() {
    let languages = Languages::shipped().unwrap();
    let pipeline = pipeline(languages.clone());
    let mut failures = Vec::new();
    for lang in languages.tags() {
        for (case, examples, counter_examples) in &languages.get(lang).unwrap().patterns.cases {
            for example in examples {
                check_example(&pipeline, lang, case, example, &mut failures);
            }
            for text in counter_examples {
                let reading = read(&pipeline, lang, text, None);
                if of_case(&reading, case).next().is_some() {
                    failures.push(format!("{case}: {text}\n  wanted nothing, found{}", instead(&reading, case)));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_fact_type_and_every_pattern_has_its_sentences() {
    let files = shipped_files();
    let languages = Languages::shipped().unwrap();
    let mut failures = Vec::new();
    for lang in languages.tags() {
        let mut of_type: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (case, examples, counter_examples) in &languages.get(lang).unwrap().patterns.cases {
            let (type_, pattern) = case.split_once('/').map_or((case.as_str(), None), |(type_, pattern)| (type_, Some(pattern)));
            let counts = of_type.entry(type_).or_default();
            *counts = (counts.0 + examples.len(), counts.1 + counter_examples.len());
            if pattern.is_some() && examples.is_empty() {
                failures.push(format!("{lang}: pattern {case} has no example"));
            }
            if examples.iter().any(|example| example.facts.is_empty()) {
                failures.push(format!("{lang}: {case} has an example without facts"));
            }
        }
        for spec in fact::ALL {
            let file = format!("facts/{}.toml", spec.name);
            if !files[lang].contains_key(&file) {
                failures.push(format!("{lang}: {file} is missing"));
            }
            let (examples, counter_examples) = of_type.get(spec.name).copied().unwrap_or_default();
            if examples == 0 || counter_examples == 0 {
                failures.push(format!("{lang}: {file} has {examples} examples and {counter_examples} counter-examples"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
