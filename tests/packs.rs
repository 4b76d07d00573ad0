//! The sentences in the language packs, read by the whole pipeline: every example gives its facts, no counter-example any.

mod sentences;

use std::collections::BTreeMap;

use sentences::{check_example, instead, of_case, pipeline, read};
use silkgraph::{
    fact,
    lang::{Languages, shipped_files},
};

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
