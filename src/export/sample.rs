//! A small graph for the tests: every fact type, two documents, and names that mean harm.

use std::convert::Infallible;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term, vocab::rdf};

use crate::{
    fact::{Fact, Slots, Value, spec},
    graph::{DocumentRecord, FactRecord, MentionRecord, Records},
    model::{Entity, EntityId},
};

pub(super) const BASE: &str = "https://w3id.org/silkgraph/";

/// Names of organisations `hostile-0`, `hostile-1` and so on.
pub(super) const HOSTILE: [&str; 8] =
    ["]]>", "=cmd()|'/C calc'!A0", "nul\0nul", "\"quoted\", 'too'", "two\nlines\r\nthree\r", "<b>&amp;</b>", "a | b", "  -\u{202e}😀\t "];

fn id(path: &str) -> EntityId {
    EntityId::from_path(path).unwrap()
}

/// A value as tests write it: `country/china` is an entity, `:usd` a term, a date a date, a number a number.
fn value(text: &str) -> Value {
    match text.split_at(1) {
        (":", code) => Value::Term(code.into()),
        ("\"", free) => Value::Text(free.into()),
        ("#", number) => Value::Number(number.parse().unwrap()),
        ("?", flag) => Value::Flag(flag == "true"),
        ("@", date) => Value::When(date.parse().unwrap()),
        _ => Value::Entity(id(text)),
    }
}

fn fact(name: &str, slug: &str, document: &str, values: &[(&'static str, &str)]) -> FactRecord {
    let spec = spec(name).unwrap();
    let mut slots = Slots::default();
    for (slot, text) in values {
        slots.add(slot, value(text));
    }
    Fact::from_slots(spec, &slots).unwrap();
    FactRecord {
        iri: format!("{BASE}id/{name}/{slug}"),
        claim: format!("{BASE}id/{name}/{slug}"),
        document: document.to_owned(),
        spec,
        slots,
        start: 10,
        end: 20,
        text: "evidence".to_owned(),
        rule: format!("{name}/test"),
        confidence: 0.9,
        attributed_to: None,
        inferred: Vec::new(),
    }
}

fn facts() -> Vec<FactRecord> {
    let (kazakhstan, china, france, xi) = ("country/kazakhstan", "country/china", "country/france", "person/xi-jinping");
    let hostile: Vec<String> = (0..HOSTILE.len()).map(|n| format!("organisation/hostile-{n}")).collect();
    let mut facts = vec![
        fact(
            "indicator",
            "f1",
            "doc-1",
            &[
                ("measure", ":trade-turnover"),
                ("about", china),
                ("about", kazakhstan),
                ("value", "#44e9"),
                ("unit", ":USD"),
                ("period", "@2024-Q3"),
                ("modality", ":actual"),
                ("change", "?false"),
            ],
        ),
        fact("visit", "f2", "doc-1", &[("visitor", xi), ("destination", kazakhstan)]),
        fact("visit", "f2", "doc-2", &[("visitor", xi), ("destination", kazakhstan), ("date", "@2024-11-05"), ("kind", ":state"), ("status", ":past")]),
        fact("meeting", "f3", "doc-1", &[("participants", xi), ("participants", "person/zhou"), ("participants", france), ("place", "city/unheard-of")]),
        fact("meeting", "f4", "doc-2", &[("participants", "person/smaiylov"), ("participants", "person/raisi"), ("date", "@2023-04-26")]),
        fact("office", "f5", "doc-1", &[("person", xi), ("role", ":president"), ("of", china)]),
        fact("office", "f6", "doc-2", &[("person", "person/smaiylov"), ("role", ":prime-minister"), ("of", kazakhstan)]),
        fact("route", "f7", "doc-1", &[("corridor", "corridor/middle-corridor"), ("relation", ":passes-through"), ("object", kazakhstan)]),
        fact("route", "f8", "doc-1", &[("corridor", "corridor/middle-corridor"), ("relation", ":passes-through"), ("object", "city/aktau")]),
        fact("route", "f9", "doc-1", &[("corridor", "corridor/ferry"), ("relation", ":branch-of"), ("object", "corridor/middle-corridor")]),
        fact("agreement", "f10", "doc-1", &[("parties", china), ("parties", kazakhstan), ("status", ":signed"), ("count", "#10"), ("about", ":transport")]),
        fact("partnership", "f11", "doc-1", &[("parties", china), ("parties", kazakhstan), ("level", ":strategic")]),
        fact("membership", "f12", "doc-1", &[("member", kazakhstan), ("organisation", "organisation/hostile-0")]),
        fact("cooperation", "f13", "doc-1", &[("parties", france), ("parties", kazakhstan), ("area", ":energy")]),
        fact("cooperation", "f14", "doc-1", &[("parties", france), ("parties", kazakhstan), ("area", ":transport")]),
        fact("event", "f15", "doc-1", &[("name", "event/forum"), ("place", "city/aktau"), ("date", "@2024-04-18/2024-04-19"), ("participants", france)]),
        fact("statement", "f16", "doc-1", &[("speaker", xi), ("act", ":praise"), ("about", kazakhstan), ("about", ":transport")]),
        fact("project", "f17", "doc-1", &[("name", "\"=new \"railway\"\r\nto the sea"), ("kind", ":railway"), ("parties", china), ("parties", france)]),
        fact(
            "indicator",
            "f18",
            "doc-2",
            &[
                ("measure", ":exports"),
                ("about", china),
                ("value", "#-9.25"),
                ("unit", ":%"),
                ("modality", ":actual"),
                ("change", "?true"),
                ("base-period", "@2023"),
                ("from", china),
                ("to", france),
            ],
        ),
        fact("statement", "f19", "doc-2", &[("speaker", xi), ("act", ":praise"), ("about", xi)]),
    ];
    facts.extend(
        hostile
            .windows(2)
            .zip(20..)
            .map(|(two, n)| fact("partnership", &format!("f{n}"), "doc-2", &[("parties", &two[0]), ("parties", &two[1]), ("level", ":other")])),
    );
    facts[0].attributed_to = Some(id(xi));
    facts[0].inferred = vec![("period".to_owned(), "the year of publication".to_owned())];
    facts[1].confidence = 0.7;
    facts[3].text = "+evidence; with \"quotes\"\r\nand lines".to_owned();
    facts
}

pub(super) fn records() -> Records {
    let named = [
        ("country/china", "China"),
        ("country/france", "France"),
        ("country/kazakhstan", "Kazakhstan"),
        ("city/aktau", "Aktau"),
        ("corridor/ferry", "Caspian ferry"),
        ("corridor/middle-corridor", "Middle Corridor"),
        ("event/forum", "Forum"),
        ("person/raisi", "Ebrahim Raisi"),
        ("person/smaiylov", "Alikhan Smaiylov"),
        ("person/xi-jinping", "Xi Jinping"),
        ("person/zhou", "Zhou"),
    ];
    let mut entities: Vec<Entity> = named.iter().map(|(path, name)| Entity::named(id(path), name, "en")).collect();
    entities.extend(HOSTILE.iter().enumerate().map(|(n, name)| Entity::named(id(&format!("organisation/hostile-{n}")), name, "")));
    for entity in &mut entities {
        if entity.id == id("country/kazakhstan") {
            entity.labels.extend([("fr", "Kazakhstan"), ("ru", "Казахстан")].map(|(lang, name)| (lang.to_owned(), name.to_owned())));
            entity.aliases =
                [("fr", "kazakh"), ("en", "kazakh"), ("", "KZ"), ("en", "Kazakhstan")].map(|(lang, name)| (lang.to_owned(), name.to_owned())).into();
            entity.wikidata = Some("Q232".to_owned());
            entity.iso = Some(("KZ".to_owned(), "KAZ".to_owned()));
            entity.position = Some((48.0, -67.5));
        } else if entity.id == id("city/aktau") {
            entity.country = Some(id("country/kazakhstan"));
            entity.subtype = "port".to_owned();
        }
    }
    entities.sort_by(|a, b| a.id.cmp(&b.id));

    let mention = |document: &str, entity: &str, start, text: &str| MentionRecord {
        document: document.to_owned(),
        entity: id(entity),
        start,
        end: start + text.chars().count(),
        text: text.to_owned(),
    };
    let document = |name: &str, title: Option<&str>| DocumentRecord {
        id: name.to_owned(),
        iri: format!("{BASE}id/document/{name}"),
        title: title.map(str::to_owned),
        lang: Some("fr".to_owned()),
        published: "2024-11".parse().ok(),
        source: None,
        url: None,
        hash: "0".repeat(64),
        copy_of: None,
    };
    Records {
        documents: vec![document("doc-1", Some("@SUM(1+1)")), document("doc-2", None)],
        entities,
        mentions: vec![
            mention("doc-1", "country/kazakhstan", 0, "Kazakhstan"),
            mention("doc-1", "country/kazakhstan", 30, "-kazakh"),
            mention("doc-2", "organisation/hostile-3", 7, "\"quoted\", 'too'"),
        ],
        facts: facts(),
    }
}

/// Labels and types of the entities in two graphs, one triple in both.
pub(super) fn quads() -> impl Iterator<Item = Result<Quad, Infallible>> + Clone {
    let iri = |text: &str| NamedNode::new(text).unwrap();
    let label = iri("http://www.w3.org/2004/02/skos/core#prefLabel");
    let graphs = ["id/graph/a", "id/graph/b"].map(|graph| GraphName::from(iri(&format!("{BASE}{graph}"))));
    let mut quads = Vec::new();
    for entity in records().entities {
        let subject = iri(&format!("{BASE}id/{}", entity.id));
        let class = Term::from(iri(&format!("{BASE}ontology#{}", entity.kind())));
        quads.extend(graphs.iter().map(|graph| Quad::new(subject.clone(), rdf::TYPE, class.clone(), graph.clone())));
        let name = Literal::new_language_tagged_literal(&entity.name, "en").unwrap();
        quads.push(Quad::new(subject, label.clone(), name, graphs[0].clone()));
    }
    quads.sort_by_key(Quad::to_string);
    quads.into_iter().map(Ok)
}
