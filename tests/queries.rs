//! The shipped queries against a small graph with known answers, and the limits that queries are held to.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use oxigraph::model::Term;
use silkgraph::{
    fact::{self, Claim, Fact, Reading, SlotKind, Slots, Value},
    graph::{Base, claims_of_document, document_quads},
    knowledge::Knowledge,
    model::{Document, Entity, EntityId, Span},
    query::{Format, Named, Query, QueryError},
    reconcile::{Claims, reconcile},
    store::Store,
};

/// A document with facts, each as `type slot=value slot=value…`.
fn reading(id: &str, published: &str, facts: &[&str]) -> Reading {
    let document = Document { id: id.to_owned(), text: facts.join("\n"), published: published.parse().ok(), hash: "0".repeat(64), ..Document::default() };
    let (mut entities, mut claims, mut at) = (BTreeMap::new(), Vec::new(), 0);
    for line in facts {
        let mut words = line.split(' ');
        let spec = fact::spec(words.next().unwrap()).unwrap();
        let mut slots = Slots::default();
        for (name, text) in words.map(|word| word.split_once('=').unwrap()) {
            let slot = spec.slot(name).unwrap();
            let id = EntityId::from_path(text);
            slots.add(
                slot.name,
                match (slot.kind, id) {
                    (SlotKind::Entity | SlotKind::Topic(_), Some(id)) => {
                        let name = id.as_str().split('/').next_back().unwrap().replace('-', " ").to_uppercase();
                        entities.insert(id.clone(), Entity::named(id.clone(), &name, "en"));
                        Value::Entity(id)
                    }
                    (SlotKind::When, _) => Value::When(text.parse().unwrap()),
                    (SlotKind::Number, _) => Value::Number(text.parse().unwrap()),
                    (SlotKind::Flag, _) => Value::Flag(text.parse().unwrap()),
                    (SlotKind::Text, _) => Value::Text(text.into()),
                    _ => Value::Term(text.into()),
                },
            );
        }
        let fact = Fact::from_slots(spec, &slots).unwrap();
        let rule = format!("{}/test", spec.name);
        claims.push(Claim { fact, evidence: Span::new(at, at + line.len()), rule, confidence: 0.9, attributed_to: None, inferred: Vec::new() });
        at += line.len() + 1;
    }
    Reading { document, entities: entities.into_values().map(Into::into).collect(), claims, ..Reading::default() }
}

fn store() -> Store {
    let base = Base::default();
    let mut store = Store::memory().unwrap();
    let mut claims = Vec::new();
    for reading in [
        reading(
            "one",
            "2023-04-20",
            &[
                "office person=person/ann role=president of=country/kaz",
                "office person=person/bob role=minister of=country/uzb portfolio=transport",
                "meeting participants=person/ann participants=person/bob place=city/rome date=2023-04-19 status=past",
                "visit visitor=person/ann destination=country/ita date=2023-04 status=past",
                "agreement parties=country/kaz parties=country/uzb kind=memorandum status=signed date=2023-04-19 count=3",
                "indicator measure=trade-turnover about=country/kaz about=country/uzb value=4000000000 unit=USD period=2022 modality=actual",
                "indicator measure=trade-turnover about=country/kaz about=country/uzb value=10000000000 unit=USD period=2030 modality=target",
                "indicator measure=trade-turnover about=country/kaz value=99 unit=USD period=2022 modality=actual",
                "route corridor=corridor/middle relation=passes-through object=country/kaz",
                "route corridor=corridor/middle-south relation=branch-of object=corridor/middle",
                "route corridor=corridor/middle-south relation=passes-through object=country/uzb",
                "route corridor=corridor/middle relation=passes-through object=country/aze",
                "cooperation parties=country/kaz parties=country/uzb area=energy",
                "partnership parties=country/kaz parties=country/uzb level=strategic",
            ],
        ),
        reading(
            "two",
            "2024-06-01",
            &[
                "office person=person/ann role=president of=country/kaz",
                "office person=person/cid role=minister of=country/uzb portfolio=transport",
                "indicator measure=trade-turnover about=country/kaz about=country/uzb value=4400000000 unit=USD period=2022 modality=actual",
                "indicator measure=trade-turnover about=country/kaz about=country/uzb value=5000000000 unit=USD period=2023 modality=actual",
                "indicator measure=trade-turnover about=country/kaz about=country/uzb value=40 unit=% period=2023 modality=actual change=true base-period=2022",
                "indicator measure=freight-volume about=corridor/middle value=10 unit=t period=2020 modality=forecast",
                "cooperation parties=country/kaz parties=country/uzb area=energy",
            ],
        ),
    ] {
        let quads = document_quads(&reading, &base, &|_| false);
        claims.push(claims_of_document(&quads, &base).unwrap());
        store.replace_document(&reading.document.id, "h", &base.document_graph(&reading.document.id), quads).unwrap();
    }
    let claims = Claims::new(claims);
    let derived = reconcile(&claims, &Knowledge::shipped().unwrap()).quads(&claims, &base);
    store.set_graph("derived", "", &base.derived_graph(), derived).unwrap();
    store
}

/// The named columns of the answer, rows as lines.
fn answer(store: &Store, name: &str, parameters: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    let values = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let rows = Named::find(name).unwrap().query(store, &Base::default(), &values).unwrap().rows(store).unwrap();
    let at: Vec<usize> = columns.iter().map(|column| rows.variables.iter().position(|variable| variable == column).unwrap()).collect();
    let text = |term: &Option<Term>| match term {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
        None => "-".to_owned(),
    };
    rows.rows.iter().map(|row| at.iter().map(|at| text(&row[*at])).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_question_has_its_answer() {
    let store = store();
    let ask = |name: &str, parameters: &[(&str, &str)], columns: &[&str]| answer(&store, name, parameters, columns);

    let columns = ["roleCode", "portfolioCode", "personName", "firstSeen", "lastSeen", "documents"];
    assert_eq!(
        ask("offices", &[("of", "UZB")], &columns),
        ["minister transport CID 2024-06-01 2024-06-01 1", "minister transport BOB 2023-04-20 2023-04-20 1"]
    );
    assert_eq!(ask("offices", &[("of", "uzb"), ("date", "2023")], &columns), ["minister transport BOB 2023-04-20 2023-04-20 1"]);
    assert_eq!(ask("1", &[("role", "president")], &columns), ["president - ANN 2023-04-20 2024-06-01 2"]);

    let columns = ["date", "what", "firstName", "secondName", "placeName", "statusCode"];
    assert_eq!(ask("meetings", &[("a", "person/ann"), ("b", "person/bob")], &columns), ["2023-04-19 meeting ANN BOB ROME past"]);
    assert_eq!(ask("meetings", &[("a", "KAZ"), ("b", "UZB")], &columns), ["2023-04-19 meeting ANN BOB ROME past"]);
    assert_eq!(ask("meetings", &[("a", "ann"), ("b", "ITA"), ("since", "2023-01")], &columns), ["2023-04 visit ANN ITA - past"]);
    assert!(ask("meetings", &[("a", "ann"), ("b", "ITA"), ("since", "2024")], &columns).is_empty());

    let columns = ["aName", "bName", "kindCode", "statusCode", "date", "count"];
    assert_eq!(ask("agreements", &[("a", "UZB")], &columns), ["UZB KAZ memorandum signed 2023-04-19 3"]);
    assert!(ask("agreements", &[("status", "ratified")], &columns).is_empty());

    let columns = ["otherName", "period", "modalityCode", "value", "unitCode", "documentId"];
    assert_eq!(
        ask("figures", &[("about", "KAZ"), ("measure", "trade-turnover"), ("until", "2022")], &columns),
        ["- 2022 actual 99 USD one", "UZB 2022 actual 4000000000 USD one", "UZB 2022 actual 4400000000 USD two"]
    );
    assert!(ask("figures", &[], &["unitCode"]).contains(&"%".to_owned()));
    assert_eq!(ask("figures", &[("modality", "target")], &["aboutName", "value"]), ["KAZ 10000000000", "UZB 10000000000"]);

    let columns = ["aboutName", "target", "actual", "actualPeriod", "gap", "percent"];
    assert_eq!(ask("targets", &[("about", "UZB")], &columns), ["UZB 10000000000 5000000000 2023 5000000000 50"]);

    let columns = ["corridorName", "branchName", "relationCode", "objectName", "objectKind"];
    assert_eq!(
        ask("routes", &[("corridor", "MIDDLE")], &columns),
        [
            "MIDDLE MIDDLE passes-through AZE Country",
            "MIDDLE MIDDLE passes-through KAZ Country",
            "MIDDLE MIDDLE SOUTH branch-of MIDDLE Corridor",
            "MIDDLE MIDDLE SOUTH passes-through UZB Country"
        ]
    );
    assert_eq!(ask("joins", &[("a", "KAZ"), ("b", "AZE")], &["corridorName"]), ["MIDDLE"]);

    let columns = ["problem", "measureCode", "value", "otherValue", "documentId"];
    assert_eq!(
        ask("contradictions", &[("about", "UZB")], &columns),
        ["growth denied by its levels trade-turnover 40 13.6 two", "two figures trade-turnover 4000000000 4400000000 one"]
    );
    assert_eq!(ask("contradictions", &[("about", "MIDDLE")], &columns), ["forecast for the past freight-volume 10 - two"]);

    let columns = ["what", "code", "firstSeen", "documents"];
    assert_eq!(ask("cooperation", &[("a", "KAZ"), ("b", "UZB")], &columns), ["area energy 2023-04-20 2", "partnership strategic 2023-04-20 1"]);

    let columns = ["type", "documentId", "start", "end", "rule", "onlySource"];
    let sources = ask("sources", &[("about", "ann")], &columns);
    assert_eq!(sources[0], "OfficeHolding one 0 54 office/test false");
    assert_eq!(sources.len(), 4);
    assert_eq!(ask("sources", &[("about", "ann"), ("document", "two")], &columns), ["OfficeHolding two 0 54 office/test false"]);
    assert_eq!(ask("sources", &[("about", "cid")], &columns)[0].split(' ').next_back(), Some("true"));

    let central = ask("central", &[], &["name", "kind", "neighbours"]);
    assert_eq!(central[0], "UZB Country 4");
    assert!(ask("central", &[("least", "3")], &["name"]).len() < central.len());
    assert_eq!(ask("entities", &[("name", "mid")], &["entityName"]), ["MIDDLE", "MIDDLE SOUTH"]);
}

#[test]
fn every_shipped_query_is_well_formed_and_runs_without_parameters() {
    let store = store();
    let all = Named::all().unwrap();
    assert_eq!(all.iter().map(|query| query.number).filter(|number| *number > 0).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    for query in all {
        assert!(!query.title.is_empty() && query.question.ends_with('?'), "{}", query.name);
        let asked = query.query(&store, &Base::default(), &BTreeMap::new()).unwrap();
        assert!(!asked.rows(&store).unwrap().rows.is_empty(), "{} finds nothing", query.name);
        let order = |_| asked.rows(&store).unwrap();
        assert_eq!(order(0), order(1), "{}", query.name);
        // The text stands on its own in other tools, and declares what the base would give.
        assert!(oxigraph::sparql::SparqlEvaluator::new().parse_query(&query.text).is_ok(), "{}", query.name);
        let declared: BTreeSet<&str> = query.text.lines().filter(|line| line.starts_with("PREFIX ")).collect();
        assert!(declared.contains("PREFIX sg: <https://w3id.org/silkgraph/ontology#>"), "{}", query.name);
    }
}

#[test]
fn another_base_is_followed() {
    let base = Base::new("https://example.org/g/").unwrap();
    let mut store = Store::memory().unwrap();
    let reading = reading("one", "2023-04-20", &["office person=person/ann role=president of=country/kaz"]);
    store.replace_document("one", "h", &base.document_graph("one"), document_quads(&reading, &base, &|_| false)).unwrap();
    let query = Named::find("offices").unwrap().query(&store, &base, &BTreeMap::from([("of".to_owned(), "KAZ".to_owned())])).unwrap();
    assert_eq!(query.rows(&store).unwrap().rows.len(), 1);
}

#[test]
fn wrong_names_and_values_are_told_apart() {
    let store = store();
    let ask = |name: &str, key: &str, value: &str| {
        let values = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        Named::find(name).and_then(|query| query.query(&store, &Base::default(), &values).map(drop)).unwrap_err()
    };
    assert!(matches!(ask("nothing", "a", "b"), QueryError::UnknownName { known, .. } if known.contains("offices")));
    assert!(matches!(ask("offices", "when", "2024"), QueryError::UnknownParameter { known, .. } if known.contains("date")));
    assert!(matches!(ask("offices", "date", "yesterday"), QueryError::BadValue { .. }));
    assert!(matches!(ask("offices", "role", "king\"} ; DROP ALL #"), QueryError::BadValue { .. }));
    assert!(matches!(ask("offices", "of", "\"} ; DROP ALL #"), QueryError::UnknownEntity(_)));
    assert!(matches!(ask("central", "least", "NaN"), QueryError::BadValue { .. }));
}

fn parse(text: &str) -> Result<Query, QueryError> {
    Query::parse(text, &Base::default())
}

fn written(store: &Store, text: &str, format: Format, width: Option<u16>) -> Result<String, QueryError> {
    let mut out = Vec::new();
    parse(text)?.write(store, format, width, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn queries_only_read() {
    for update in ["DROP ALL", "INSERT DATA { <a:a> <a:a> <a:a> }", "LOAD <http://localhost/>", "DELETE WHERE { ?s ?p ?o }"] {
        assert!(matches!(parse(update), Err(QueryError::Update)), "{update}");
    }
    assert!(matches!(parse("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"), Err(QueryError::Service)));
    assert!(matches!(parse("SELECT * {"), Err(QueryError::Syntax(_))));
    // FROM fetches nothing.
    let store = store();
    assert_eq!(written(&store, "ASK FROM <http://localhost:1/> { ?s ?p ?o }", Format::Table, None).unwrap(), "false\n");
}

#[test]
fn hostile_queries_do_not_end_the_process() {
    let store = store();
    let deep = |open: &str, close: &str, n: usize| format!("SELECT * {{ ?s ?p {}1{} }}", open.repeat(n), close.repeat(n));
    for n in [60, 200, 1000, 10_000] {
        for (open, close) in [("[ <a:a> ", " ]"), ("( ", " )")] {
            let _ = parse(&deep(open, close, n)).and_then(|query| query.with_timeout(Some(Duration::from_secs(2))).rows(&store));
        }
        let _ = parse(&format!("SELECT * {{ {}{} }}", "{".repeat(n), "}".repeat(n))).map(|query| query.rows(&store));
        let _ = parse(&format!("SELECT (({}1{}) AS ?x) {{}}", "(".repeat(n), ")".repeat(n))).map(|query| query.rows(&store));
    }
    for text in [
        format!("SELECT * {{ {{}} {} }}", "UNION {}".repeat(6000)),
        format!("SELECT * {{ {{}} {} }}", "UNION {}".repeat(500)),
        format!("SELECT * {{ ?s ?p ({}) }}", "1 ".repeat(30_000)),
        format!("SELECT (1{} AS ?x) {{}}", " + 1".repeat(500)),
        format!("SELECT (1{} AS ?x) {{}}", "-1".repeat(30_000)),
        format!("SELECT ({}1 AS ?x) {{}}", "!".repeat(500)),
        format!("SELECT * {{ ?s <a:a>{} ?o }}", "/<a:a>".repeat(500)),
        format!("SELECT * {{ VALUES ?x {{ {} }} }}", "1 ".repeat(30_000)),
        format!("SELECT * {{ ?s ?p ?o FILTER(?o IN (1{})) }}", ", 1".repeat(20_000)),
        format!("SELECT * {{ ?s ?p ?o {} }}", "<a:a> <a:b> <a:c> . ".repeat(500)),
        format!("SELECT * {{ ?s ?p ?o {} }}", "OPTIONAL { ?s ?p ?o } ".repeat(500)),
    ] {
        let start = Instant::now();
        let _ = parse(&text).and_then(|query| query.with_timeout(Some(Duration::from_secs(2))).rows(&store));
        assert!(start.elapsed() < Duration::from_secs(20), "{} took {:?}", &text[..40], start.elapsed());
    }
}

#[test]
fn a_deadline_is_kept() {
    let store = store();
    let query = parse("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }").unwrap().with_timeout(Some(Duration::from_millis(300)));
    let start = Instant::now();
    assert!(matches!(query.rows(&store), Err(QueryError::TimedOut(_))));
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn answers_are_written_in_every_format() {
    let store = store();
    let select = "SELECT ?name ?e { ?e sg:name ?name ; a sg:Country } ORDER BY ?name";
    let table = written(&store, select, Format::Table, None).unwrap();
    assert!(table.contains("KAZ") && table.contains("country/kaz") && table.ends_with("\n4 rows\n"), "{table}");
    let narrow = written(&store, select, Format::Table, Some(16)).unwrap();
    assert!(narrow.contains('…') && narrow.lines().all(|line| line.chars().count() <= 16) && narrow.ends_with("4 rows\n"), "{narrow}");
    let csv = written(&store, select, Format::Csv, None).unwrap();
    assert_eq!(csv.lines().next(), Some("name,e"));
    assert_eq!(csv.lines().count(), 5);
    assert!(written(&store, select, Format::Tsv, None).unwrap().starts_with("?name\t?e\n\"AZE\"\t<https://"));
    let json: serde_json::Value = serde_json::from_str(&written(&store, select, Format::Json, None).unwrap()).unwrap();
    assert_eq!(json["results"]["bindings"][0]["name"]["value"], "AZE");
    assert!(written(&store, select, Format::Xml, None).unwrap().contains("<literal>AZE</literal>"));
    assert!(matches!(written(&store, select, Format::Turtle, None), Err(QueryError::Format { .. })));
    assert_eq!(written(&store, "ASK { ?s a sg:Meeting }", Format::Csv, None).unwrap().trim(), "true");
    let turtle = written(&store, "CONSTRUCT WHERE { ?s a sg:Meeting }", Format::Table, None).unwrap();
    assert!(turtle.contains("@prefix sg: ") && turtle.contains(" a sg:Meeting"), "{turtle}");
    assert!(matches!(written(&store, "DESCRIBE <a:a>", Format::Csv, None), Err(QueryError::Format { .. })));
    // Nothing in an answer can steer the terminal.
    let steer = written(&store, "SELECT (\"\\u001B[31mred\" AS ?x) {}", Format::Table, None).unwrap();
    assert!(!steer.contains('\u{1b}') && steer.contains("[31mred"), "{steer:?}");
}
