//! The shipped questions (but for contradictions, which `queries.rs` tests) over the sample documents: rows that the documents plainly state must be there.

use std::{collections::BTreeMap, path::Path};

use silkgraph::{
    graph::Base,
    knowledge::Knowledge,
    lang::Languages,
    pipeline::{Build, Pipeline},
    query::{Format, Named},
    read,
    store::Store,
};

/// Of each question, words of one row that the documents plainly state.
const KNOWN: [(&str, &[&str]); 9] = [
    ("offices", &["Iran", "president", "Ebrahim Raisi"]),
    ("meetings", &["meeting", "Alikhan Smaiylov", "Ebrahim Raisi"]),
    ("agreements", &["Kazakhstan", "Kyrgyzstan", "treaty", "signed", "2024-04-19"]),
    ("figures", &["Kazakhstan", "Russia", "trade-turnover", "27800000000", "USD"]),
    ("targets", &["Kazakhstan", "Russia", "30000000000", "27800000000"]),
    ("routes", &["INSTC Eastern branch", "passes-through", "Turkmenistan"]),
    ("cooperation", &["France", "Kazakhstan", "energy"]),
    ("sources", &["01-teheran-audience", "office/role-and-name"]),
    ("central", &["Kazakhstan", "Country"]),
];

#[test]
fn the_questions_are_answered_from_the_sample_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (base, mut store) = (Base::default(), Store::memory().unwrap());
    let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
    let options = read::Options::default();
    let documents: Vec<_> = read::read([root.join("seeds/documents")], &options, read::Pages::bundled()).collect();
    Build::new(&pipeline, &base).run(&mut store, documents.into_iter(), &mut |_| {}).unwrap();
    let mut wrong = Vec::new();
    for (name, words) in KNOWN {
        let mut answer = Vec::new();
        Named::find(name).unwrap().query(&store, &base, &BTreeMap::new()).unwrap().write(&store, Format::Csv, None, &mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        if !answer.lines().any(|line| words.iter().all(|word| line.contains(word))) {
            wrong.push(format!("{name}: no row has {words:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
