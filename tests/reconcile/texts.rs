//! Short texts, read and held against themselves: what does not fit is found, and nothing else.

use std::collections::BTreeSet;

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
    /// What others say beside it.
    #[serde(default)]
    beside: Vec<Beside>,
    /// Of what type the facts are that several of the texts tell of, and how many texts do.
    #[serde(default)]
    merged: Vec<String>,
    #[serde(default)]
    finds: Vec<String>,
}

#[derive(Deserialize)]
struct Beside {
    text: String,
    published: Option<String>,
}

#[test]
fn in_short_texts_what_does_not_fit_is_found_and_nothing_else() {
    let texts: Texts = toml::from_str(include_str!("texts.toml")).unwrap();
    let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
    let read = |id: &str, text: &str, published: Option<&String>| -> Reading {
        let document = read::document(id, text, &read::Options::default(), read::Pages::bundled()).unwrap();
        let published = published.map(|date| date.parse().unwrap());
        pipeline.read(Document { published, lang: Some("fr".to_owned()), ..document })
    };
    let mut wrong = Vec::new();
    for case in &texts.text {
        let base = Base::default();
        let mut readings = vec![read("0", &case.text, case.published.as_ref())];
        readings.extend((1..).zip(&case.beside).map(|(id, other)| read(&id.to_string(), &other.text, other.published.as_ref())));
        let quads = readings.iter().map(|reading| document_quads(reading, &base, &|id| knowledge().get(id).is_some()));
        let claims = Claims::new(quads.map(|quads| claims_of_document(&quads, &base).unwrap()));
        let derived = reconcile(&claims, &knowledge());
        let mut kinds: Vec<&str> = derived.findings.iter().map(|finding| finding.kind).collect();
        kinds.dedup();
        let told = |members: &[usize]| members.iter().flat_map(|member| &claims.stated[*member].by).map(|by| by.document).collect::<BTreeSet<_>>().len();
        let alone = (0..claims.stated.len()).filter(|place| !derived.merges.iter().any(|merge| merge.members.contains(place)));
        let facts = derived.merges.iter().map(|merge| merge.members.clone()).chain(alone.map(|place| vec![place]));
        let shared = facts.map(|members| (claims.stated[members[0]].spec.name, told(&members))).filter(|(_, texts)| *texts > 1);
        let mut merged: Vec<String> = shared.map(|(name, texts)| format!("{name} {texts}")).collect();
        merged.sort();
        if kinds != case.finds || merged != case.merged {
            let facts: Vec<String> = claims.stated.iter().map(|claim| format!("    {} {:?}", claim.spec.name, claim.slots)).collect();
            wrong.push(format!(
                "{}\n  should find {:?}, finds {kinds:?}; should merge {:?}, merges {merged:?}\n{}",
                case.text,
                case.finds,
                case.merged,
                facts.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), texts.text.len(), wrong.join("\n"));
}
