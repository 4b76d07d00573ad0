//! Quads and records of random readings: there and back, and apart by document.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;

use crate::{
    fact::{Agreement, Claim, Fact, Meeting, Reading},
    graph::{Base, DocumentRecord, FactRecord, MentionRecord, Records, document_quads, fact_key, knowledge_quads, records_of_document, sample, values},
    model::{CharOffsets, Document, EntityId, EntityKind, Span, Term as Code},
};

/// What the records of a reading should be.
fn expected(reading: &Reading, base: &Base) -> Records {
    let document = &reading.document;
    let offsets = CharOffsets::new(&document.text);
    let mut mentions: Vec<MentionRecord> = Vec::new();
    for mention in &reading.mentions {
        let (start, end) = offsets.span(mention.span);
        mentions.push(MentionRecord {
            document: document.id.clone(),
            entity: mention.entity.clone(),
            start,
            end,
            text: mention.span.of(&document.text).to_owned(),
        });
    }
    let mut facts: BTreeMap<String, FactRecord> = BTreeMap::new();
    for claim in &reading.claims {
        let (start, end) = offsets.span(claim.evidence);
        let spec = claim.fact.spec();
        let inferred: BTreeSet<_> = claim.inferred.iter().cloned().collect();
        let record = FactRecord {
            iri: base.fact(&fact_key(&claim.fact)).into_string(),
            claim: base.fact(&fact_key(&claim.fact)).into_string(),
            document: document.id.clone(),
            spec,
            slots: values::canonical(spec, &claim.fact.slots()).unwrap(),
            start,
            end,
            text: claim.evidence.of(&document.text).to_owned(),
            rule: claim.rule.clone(),
            confidence: claim.confidence,
            attributed_to: claim.attributed_to.clone(),
            inferred: inferred.into_iter().collect(),
        };
        let earlier =
            |one: &FactRecord, other: &FactRecord| (one.start, one.end, -one.confidence, &one.rule) < (other.start, other.end, -other.confidence, &other.rule);
        if facts.get(&record.iri).is_none_or(|other| earlier(&record, other)) {
            facts.insert(record.iri.clone(), record);
        }
    }
    let mut facts: Vec<_> = facts.into_values().collect();
    facts.sort_by(|a, b| (a.start, a.end, a.spec.name, &a.iri).cmp(&(b.start, b.end, b.spec.name, &b.iri)));
    let documents = vec![DocumentRecord {
        id: document.id.clone(),
        iri: base.document(&document.id).into_string(),
        title: document.title.clone(),
        lang: document.lang.clone(),
        published: document.published,
        source: document.source.clone(),
        url: document.url.clone(),
        hash: document.hash.clone(),
        copy_of: None,
    }];
    Records { documents, entities: reading.entities.iter().map(|entity| (**entity).clone()).collect(), mentions, facts }
}

fn nothing_known(_: &EntityId) -> bool {
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn records_come_back_from_quads(reading in sample::reading("α/β 1%", false), known in any::<bool>()) {
        let base = Base::new("https://example.org/g/").unwrap();
        let quads = document_quads(&reading, &base, &|_| known);
        let knowledge = if known { knowledge_quads(reading.entities.iter().map(AsRef::as_ref), &base) } else { Vec::new() };
        let records = Records::read_back(knowledge, [quads], &base).unwrap();
        let mut expected = expected(&reading, &base);
        // Of a fact that is stated twice, the row has the first place, and not who said it at the second.
        let referred = expected.referred();
        expected.entities.retain(|entity| referred.contains(&entity.id));
        prop_assert_eq!(records, expected);
    }

    #[test]
    fn every_type_with_every_slot_comes_back(reading in sample::reading("full", true)) {
        let base = Base::default();
        let quads = document_quads(&reading, &base, &nothing_known);
        prop_assert_eq!(records_of_document(quads, &base).unwrap(), expected(&reading, &base));
    }

    #[test]
    fn quads_are_sorted_named_and_in_one_graph(reading in sample::reading("d", false)) {
        let base = Base::default();
        let quads = document_quads(&reading, &base, &nothing_known);
        let lines: Vec<String> = quads.iter().map(Quad::to_string).collect();
        prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        for quad in &quads {
            prop_assert_eq!(&quad.graph_name, &GraphName::from(base.document_graph("d")));
            prop_assert!(matches!(quad.subject, NamedOrBlankNode::NamedNode(_)) && !matches!(quad.object, Term::BlankNode(_)));
        }
        let mut shuffled = reading.clone();
        shuffled.claims.reverse();
        shuffled.mentions.reverse();
        prop_assert_eq!(document_quads(&shuffled, &base, &nothing_known), quads);
    }

    #[test]
    fn quads_survive_being_written_and_parsed(reading in sample::reading("d", false)) {
        let quads = document_quads(&reading, &Base::default(), &nothing_known);
        let text: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        let parsed: Vec<Quad> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads).for_slice(&text).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(parsed, quads);
    }

    #[test]
    fn quads_survive_the_store(reading in sample::reading("d", false)) {
        let quads = document_quads(&reading, &Base::default(), &nothing_known);
        let store = oxigraph::store::Store::new().unwrap();
        store.extend(quads.iter().cloned()).unwrap();
        let stored: BTreeSet<String> = store.iter().map(|quad| quad.unwrap().to_string()).collect();
        prop_assert_eq!(stored, quads.iter().map(Quad::to_string).collect::<BTreeSet<_>>());
    }
}

fn id(kind: EntityKind, slug: &str) -> EntityId {
    EntityId::new(kind, slug)
}

fn reading_of(document: &str, facts: Vec<Fact>) -> Reading {
    let claim = |fact| Claim { fact, evidence: Span::new(0, 4), rule: "r".into(), confidence: 0.5, attributed_to: None, inferred: Vec::new() };
    Reading {
        document: Document { id: document.into(), text: "text".into(), hash: "00".into(), ..Document::default() },
        claims: facts.into_iter().map(claim).collect(),
        ..Reading::default()
    }
}

fn meeting(slugs: &[&str], status: Option<&str>) -> Fact {
    let participants = slugs.iter().map(|slug| id(EntityKind::Person, slug)).collect();
    Fact::Meeting(Meeting { participants, place: None, date: None, status: status.map(|code| Code::new(code).unwrap()) })
}

fn edges(quads: &[Quad], property: &str) -> Vec<(String, String)> {
    let base = Base::default();
    let tail = |text: String| text.rsplit('/').next().unwrap().trim_end_matches('>').to_owned();
    let of = quads.iter().filter(|quad| quad.predicate == base.sg(property));
    of.map(|quad| (tail(quad.subject.to_string()), tail(quad.object.to_string()))).collect()
}

#[test]
fn the_same_fact_of_two_documents_is_one_node_with_two_derivations() {
    let base = Base::default();
    let one = document_quads(&reading_of("one", vec![meeting(&["a", "b"], None)]), &base, &nothing_known);
    let two = document_quads(&reading_of("two", vec![meeting(&["b", "a"], None)]), &base, &nothing_known);
    let records = Records::read_back([], [one, two], &base).unwrap();
    let rows: Vec<_> = records.facts.iter().map(|fact| (fact.document.as_str(), fact.iri.as_str())).collect();
    assert_eq!(rows, [("one", rows[0].1), ("two", rows[0].1)]);
    assert_eq!(records.entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn each_pair_is_joined_once_and_nobody_with_himself() {
    let quads = document_quads(&reading_of("d", vec![meeting(&["c", "a", "b", "a"], None)]), &Base::default(), &nothing_known);
    let pairs = [("a", "b"), ("a", "c"), ("b", "c")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    assert_eq!(edges(&quads, "met"), pairs);
}

#[test]
fn what_has_not_happened_draws_no_edge() {
    for (status, drawn) in [("past", 1), ("planned", 0), ("cancelled", 0)] {
        let quads = document_quads(&reading_of("d", vec![meeting(&["a", "b"], Some(status))]), &Base::default(), &nothing_known);
        assert_eq!(edges(&quads, "met").len(), drawn, "{status}");
    }
}

#[test]
fn a_term_names_the_edge_of_a_route() {
    let route = Fact::Route(crate::fact::Route {
        corridor: id(EntityKind::Corridor, "middle"),
        relation: Code::new("passes-through").unwrap(),
        object: id(EntityKind::City, "aktau"),
    });
    let quads = document_quads(&reading_of("d", vec![route]), &Base::default(), &nothing_known);
    assert_eq!(edges(&quads, "passesThrough"), [("middle".to_owned(), "aktau".to_owned())]);
}

#[test]
fn dates_carry_their_first_and_last_day() {
    let agreement = Fact::Agreement(Agreement {
        parties: vec![id(EntityKind::Country, "kz")],
        kind: None,
        status: Code::new("signed").unwrap(),
        date: Some("2024-Q2".parse().unwrap()),
        count: Some(15.0),
        value: Some(2.5e9),
        currency: Code::new("USD"),
        about: Vec::new(),
        name: None,
    });
    let text: Vec<String> = document_quads(&reading_of("d", vec![agreement]), &Base::default(), &nothing_known).iter().map(Quad::to_string).collect();
    for part in [
        "ontology#date> \"2024-Q2\" ",
        "#notBefore> \"2024-04-01\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "#notAfter> \"2024-06-30\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "#value> \"2500000000\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
        "#currency> <https://w3id.org/silkgraph/vocabulary/unit/USD>",
    ] {
        assert_eq!(text.iter().filter(|line| line.contains(part)).count(), 1, "{part} in {text:#?}");
    }
}

#[test]
fn a_damaged_graph_is_told_and_not_guessed() {
    let base = Base::default();
    let quads = document_quads(&reading_of("d", vec![meeting(&["a", "b"], None)]), &base, &nothing_known);
    for property in ["http://www.w3.org/ns/prov#wasDerivedFrom", "http://www.w3.org/ns/oa#start", "https://w3id.org/silkgraph/ontology#documentId"] {
        let damaged = quads.iter().filter(|quad| quad.predicate.as_str() != property).cloned();
        assert_eq!(records_of_document(damaged, &base).unwrap_err().lacks, property);
    }
    assert!(records_of_document([], &base).is_err());
}

#[test]
fn names_that_a_document_adds_become_aliases() {
    let base = Base::default();
    let id = id(EntityKind::City, "aktau");
    let known = crate::model::Entity::named(id.clone(), "Aktau", "en");
    let found = crate::model::Entity::named(id.clone(), "Aktaou", "en");
    let mut reading = reading_of("d", Vec::new());
    reading.mentions.push(crate::fact::Mention { span: Span::new(0, 4), entity: id });
    reading.entities.push(found.into());
    let records = Records::read_back(knowledge_quads([&known], &base), [document_quads(&reading, &base, &nothing_known)], &base).unwrap();
    assert_eq!(records.entities[0].name, "Aktau");
    assert_eq!(records.entities[0].labels["en"], "Aktau");
    assert_eq!(records.entities[0].aliases, [("en".to_owned(), "Aktaou".to_owned())]);
}
