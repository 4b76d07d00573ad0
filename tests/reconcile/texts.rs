//! Short texts, read and held against themselves: what does not fit is found, and nothing else.

use serde::Deserialize;
use silkgraph::{
    fact::Reading,
    graph::{Base, claims_of_document, document_quads},
    knowledge::Knowledge,
    lang::Languages,
    model::Document,
    pipeline::Pipeline,
    read,
    reconcile::{Claims, reconcile},
};

use super::knowledge;

#[derive(Deserialize)]
struct Texts {
    text: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    published: Option<String>,
    #[serde(default)]
    finds: Vec<String>,
}

#[test]
fn in_short_texts_what_does_not_fit_is_found_and_nothing_else() {
    let texts: Texts = toml::from_str(include_str!("texts.toml")).unwrap();
    let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
    let read = |case: &Case| -> Reading {
        let document = read::document("one", &case.text, &read::Options::default(), read::Pages::bundled()).unwrap();
        let published = case.published.as_ref().map(|date| date.parse().unwrap());
        pipeline.read(Document { published, lang: Some("fr".to_owned()), ..document })
    };
    let mut wrong = Vec::new();
    for case in &texts.text {
        let base = Base::default();
        let reading = read(case);
        let quads = document_quads(&reading, &base, &|id| knowledge().get(id).is_some());
        let claims = Claims::new([claims_of_document(&quads, &base).unwrap()]);
        let findings = reconcile(&claims, &knowledge()).findings;
        let mut kinds: Vec<&str> = findings.iter().map(|finding| finding.kind).collect();
        kinds.dedup();
        if kinds != case.finds {
            let facts: Vec<String> = claims.stated.iter().map(|claim| format!("    {} {:?}", claim.spec.name, claim.slots)).collect();
            wrong.push(format!("{}\n  should find {:?}, finds {kinds:?}\n{}", case.text, case.finds, facts.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), texts.text.len(), wrong.join("\n"));
}
