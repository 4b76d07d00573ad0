//! Confidences are those of the counts, the tables of the docs too, and none is given anywhere else.

mod sentences;

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use sentences::{pipeline, read};
use silkgraph::{
    fact,
    lang::{Language, Languages},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// By rule and by fact type: the confidence that the docs give.
fn documented() -> BTreeMap<String, f64> {
    let text = fs::read_to_string(root().join("docs/confidence.md")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let rule = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
        Some((rule.to_owned(), cells.get(4)?.parse().unwrap()))
    };
    text.lines().filter_map(row).collect()
}

/// The rules of the patterns of a language.
fn rules(language: &Language) -> impl Iterator<Item = &str> {
    language.patterns.cases.iter().map(|(case, ..)| case.as_str()).filter(|case| case.contains('/'))
}

#[test]
fn the_tables_of_the_docs_are_those_of_the_counts_and_the_error_is_small() {
    let python = env::var("SILKGRAPH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).arg(root().join("tests/calibration/calibrate.py")).arg("check").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_program_gives_what_the_docs_say() {
    let languages = Languages::shipped().unwrap();
    let confidence = &languages.get("fr").unwrap().confidence;
    let documented = documented();
    assert!(documented.len() > fact::ALL.len());
    for (rule, value) in &documented {
        assert_eq!(confidence.of(rule), *value, "{rule}");
    }
}

#[test]
fn every_rule_has_its_own_confidence_or_that_of_its_type() {
    let languages = Languages::shipped().unwrap();
    let documented = documented();
    for language in languages.tags().map(|tag| languages.get(tag).unwrap()) {
        for rule in rules(language) {
            let value = language.confidence.of(rule);
            assert!(value > 0.0 && value < 1.0, "{rule}: {value}");
            let kind = rule.split('/').next().unwrap();
            if let Some(wanted) = documented.get(rule).or_else(|| documented.get(kind)) {
                assert_eq!(value, *wanted, "{rule}");
            }
        }
    }
}

#[test]
fn claims_have_the_confidence_of_their_rule() {
    let languages = Languages::shipped().unwrap();
    let pipeline = pipeline(languages.clone());
    let language = languages.get("fr").unwrap();
    let mut claims = 0;
    for (.., examples, _) in &language.patterns.cases {
        for claim in examples.iter().flat_map(|example| read(&pipeline, "fr", &example.text, example.published.as_deref()).claims) {
            claims += 1;
            // Figures are weighed one by one.
            if claim.rule.starts_with("indicator/") {
                assert!(claim.confidence >= language.attachment.confidence(language.attachment.least) && claim.confidence < 1.0, "{}", claim.confidence);
            } else {
                assert_eq!(claim.confidence, language.confidence.of(&claim.rule), "{}", claim.rule);
            }
        }
    }
    assert!(claims > 100, "{claims}");
}
