//! The generated files are fresh, parse, and declare all that the graph uses.

use std::{
    collections::{BTreeSet, HashSet},
    env, fs,
    path::Path,
};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple},
};
use proptest::prelude::*;

use super::{core::CORE, properties::properties, *};
use crate::{
    fact,
    graph::{
        Base, document_quads, knowledge_quads, sample,
        vocabulary::{BORROWED, entity_class, expand, geo, owl, rdf, rdfs, sg, skos},
    },
    model::EntityKind,
};

fn parse(turtle: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle).collect::<Result<_, _>>().unwrap()
}

fn files() -> [(&'static str, String); 4] {
    let base = Base::default();
    [
        ("ontology/silkgraph.ttl", ontology_turtle(&base).unwrap()),
        ("ontology/shapes.ttl", shapes_turtle(&base)),
        ("docs/facts.md", facts_page()),
        ("docs/ontology.html", ontology_page(&base)),
    ]
}

#[test]
fn generated_files_are_fresh() {
    for (path, text) in files() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if env::var_os("SILKGRAPH_UPDATE").is_some_and(|value| value == "1") {
            fs::write(&file, &text).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == text, "{path} is out of date: run the tests once with SILKGRAPH_UPDATE=1");
    }
}

#[test]
fn the_ontology_says_in_turtle_what_it_says_in_triples() {
    for base in [Base::default(), Base::new("http://localhost/x%20y/").unwrap()] {
        let written: BTreeSet<String> = parse(&ontology_turtle(&base).unwrap()).into_iter().map(|quad| Triple::from(quad).to_string()).collect();
        let meant: BTreeSet<String> = ontology_triples(&base).iter().map(Triple::to_string).collect();
        assert_eq!(written, meant);
    }
}

#[test]
fn shapes_parse_and_there_is_one_for_every_class_of_node() {
    let base = Base::default();
    let quads = parse(&shapes_turtle(&base));
    let targets: BTreeSet<String> =
        quads.iter().filter(|quad| quad.predicate.as_str().ends_with("shacl#targetClass")).map(|quad| quad.object.to_string()).collect();
    let classes = fact::ALL.iter().map(|spec| spec.class).chain(EntityKind::ALL.map(entity_class)).chain([
        sg::DOCUMENT,
        sg::MENTION,
        sg::DATING_CLUE,
        sg::EVIDENCE,
        sg::INFERENCE,
        sg::AGREEMENT_COURSE,
        sg::FINDING,
    ]);
    let borrowed = [geo::GEOMETRY, skos::CONCEPT].map(|class| class.to_string());
    assert_eq!(targets, classes.map(|class| base.sg(class).to_string()).chain(borrowed).collect());
    let shapes: BTreeSet<String> = quads.iter().map(|quad| quad.subject.to_string()).collect();
    for quad in quads.iter().filter(|quad| quad.predicate.as_str().ends_with("shacl#node")) {
        assert!(shapes.contains(&quad.object.to_string()), "{} is no shape", quad.object);
    }
    let declared = declared(&base);
    let names = |quad: &&Quad| ["shacl#path", "shacl#inversePath", "shacl#class"].iter().any(|end| quad.predicate.as_str().ends_with(end));
    for quad in quads.iter().filter(names).filter(|quad| quad.object.is_named_node()) {
        assert!(declared.contains(&quad.object.to_string()), "{} is not declared", quad.object);
    }
}

/// Every class and property that the ontology declares.
fn declared(base: &Base) -> BTreeSet<String> {
    ontology_triples(base).into_iter().filter(|triple| triple.predicate == rdf::TYPE).map(|triple| triple.subject.to_string()).collect()
}

#[test]
fn every_name_of_the_core_file_is_known() {
    let base = Base::default();
    let declared = declared(&base);
    for entry in CORE.classes.values().chain(CORE.properties.values()) {
        for name in [&entry.domain, &entry.range].into_iter().flatten() {
            match name.split_once(':') {
                Some(_) => assert!(expand(name).is_some(), "{name}"),
                None => assert!(declared.contains(&base.sg(name).to_string()), "{name}"),
            }
        }
    }
    for (name, class) in &CORE.borrowed {
        assert!(expand(name).is_some() && expand(class).is_some(), "{name}");
    }
    for name in sg::ALL {
        assert!(declared.contains(&base.sg(name).to_string()), "{name}");
    }
}

#[test]
fn a_property_is_of_things_or_of_literals_and_everything_has_a_label() {
    for (name, property) in properties() {
        assert!(!property.range.is_empty(), "{name} is declared in ontology/core.toml and used nowhere");
        assert!(property.is_object() || property.range.iter().all(|range| range.starts_with("xsd:")), "{name} is both");
        assert!(property.edges.is_empty() || property.slots.is_empty(), "{name} is a slot and an edge");
    }
    let triples = ontology_triples(&Base::default());
    let labelled: HashSet<&NamedOrBlankNode> = triples.iter().filter(|triple| triple.predicate == rdfs::LABEL).map(|triple| &triple.subject).collect();
    for triple in triples.iter().filter(|triple| triple.predicate == rdfs::IS_DEFINED_BY) {
        assert!(labelled.contains(&triple.subject), "{}", triple.subject);
    }
}

#[test]
fn no_class_is_both_a_fact_and_an_entity() {
    let facts: BTreeSet<&str> = fact::ALL.iter().map(|spec| spec.class).collect();
    assert!(EntityKind::ALL.iter().all(|kind| !facts.contains(entity_class(*kind))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_graph_uses_nothing_that_is_not_declared(reading in sample::reading("d", true)) {
        let base = Base::default();
        let declared = declared(&base);
        let mut quads = document_quads(&reading, &base, &|_| false);
        quads.extend(knowledge_quads(reading.entities.iter().map(AsRef::as_ref), &base));
        for quad in quads {
            prop_assert!(quad.predicate == rdf::TYPE || declared.contains(&quad.predicate.to_string()), "{}", quad.predicate);
            if let (true, Term::NamedNode(class)) = (quad.predicate == rdf::TYPE, &quad.object) {
                prop_assert!(declared.contains(&class.to_string()), "{}", class);
                prop_assert!(base.local(class.as_str()).is_some() || BORROWED.contains(&class.as_ref()), "{}", class);
            }
        }
    }
}

#[test]
fn classes_of_facts_stand_under_fact() {
    let base = Base::default();
    let triples = ontology_triples(&base);
    let above = |class: &str, over: NamedNode| triples.contains(&Triple::new(base.sg(class), rdfs::SUB_CLASS_OF, over));
    for spec in fact::ALL {
        assert!(above(spec.class, base.sg(sg::FACT)), "{}", spec.class);
    }
    assert!(triples.contains(&Triple::new(base.ontology(), rdf::TYPE, owl::ONTOLOGY)));
}
