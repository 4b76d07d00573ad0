//! Is the ontology well made? The pitfalls of the OOPS! catalogue, a reasoner, and an example of every class.
//!
//! A pitfall is a query of `tests/pitfalls/` that must find nothing: in the ontology, or (`data-…`) in the graph of the sample
//! documents. What runs outside (HermiT by owlready2, the scanner ontocraft-check) is found in `$SILKGRAPH_PYTHON` or
//! `python3`; where it is not, the test says so, and fails where `$SILKGRAPH_OUTSIDE` wants it (`make outside`).

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSerializer},
    model::{NamedNode, Quad, Term, Triple},
    sparql::{QueryResults, SparqlEvaluator},
    store::Store,
};
use silkgraph::graph::{
    Base, Shapes,
    vocabulary::{owl, rdf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn load(paths: &[&str]) -> Store {
    let store = Store::new().unwrap();
    for path in paths {
        let text = fs::read(root().join(path)).unwrap();
        let quads: Vec<Quad> =
            RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{path}: {error}"));
        store.extend(quads).unwrap();
    }
    store
}

/// The rows of a query, as text.
fn rows(store: &Store, query: &str) -> Vec<String> {
    let QueryResults::Solutions(rows) = SparqlEvaluator::new().parse_query(query).unwrap().on_store(store).execute().unwrap() else { panic!("{query}") };
    rows.map(|row| row.unwrap().iter().map(|(_, term)| term.to_string()).collect::<Vec<_>>().join(" ")).collect()
}

/// What the pitfalls whose names begin so find.
fn pitfalls(store: &Store, which: impl Fn(&str) -> bool) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/pitfalls")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| which(file.file_name().unwrap().to_str().unwrap())) {
        let text = fs::read_to_string(file).unwrap();
        let what = text.lines().next().unwrap().trim_start_matches("# ");
        found.extend(rows(store, &text).into_iter().map(|row| format!("{what} {row}")));
    }
    found
}

#[test]
fn the_ontology_falls_into_no_pitfall() {
    assert_eq!(pitfalls(&load(&["ontology/silkgraph.ttl"]), |name| !name.starts_with("data-")), [""; 0]);
}

#[test]
fn the_data_use_no_term_that_is_not_defined() {
    assert_eq!(pitfalls(&load(&["exports/silkgraph.ttl"]), |name| name.starts_with("data-")), [""; 0]);
}

#[test]
fn every_class_has_an_example_that_is_right() {
    let store = load(&["ontology/silkgraph.ttl", "ontology/examples.ttl"]);
    assert_eq!(pitfalls(&store, |name| name.starts_with("data-")), [""; 0]);
    let own = Base::default().namespace();
    let classes = "SELECT ?class { ?class a <http://www.w3.org/2002/07/owl#Class> \
        FILTER NOT EXISTS { ?example <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class } }";
    let without: Vec<String> = rows(&store, classes).into_iter().filter(|class| class.contains(&own)).collect();
    assert_eq!(without, [""; 0], "a class without an example in ontology/examples.ttl");
    let violations = Shapes::new(&Base::default()).unwrap().violations(store.iter().map(|quad| quad.unwrap().into())).unwrap();
    assert_eq!(violations, []);
}

#[test]
fn the_version_is_the_newest_of_the_changelog() {
    let changes = fs::read_to_string(root().join("ontology/CHANGELOG.md")).unwrap();
    let newest = changes.lines().find_map(|line| line.strip_prefix("## ")).unwrap();
    let store = load(&["ontology/silkgraph.ttl"]);
    let said: BTreeSet<String> = [owl::VERSION_INFO, owl::VERSION_IRI]
        .iter()
        .flat_map(|predicate| store.quads_for_pattern(None, Some(*predicate), None, None))
        .map(|quad| match quad.unwrap().object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        })
        .collect();
    assert_eq!(said, BTreeSet::from([newest.to_owned(), Base::default().ontology_version(newest).to_string()]));
}

/// Says that something outside is not there, where it need not be.
fn skip(why: &str) {
    assert!(env::var_os("SILKGRAPH_OUTSIDE").is_none(), "{why}");
    println!("skipped: {why}");
}

/// A program of Python with the modules that it needs, if they are there.
fn python(modules: &str) -> Option<String> {
    let python = env::var("SILKGRAPH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", &format!("import {modules}")]).output().is_ok_and(|output| output.status.success());
    if !there {
        skip(&format!("{python} has no {modules} (SILKGRAPH_PYTHON names another)"));
    }
    there.then_some(python)
}

/// What the reasoner says of a graph.
fn reason(python: &str, store: &Store) -> String {
    let file = tempfile::Builder::new().suffix(".nt").tempfile().unwrap();
    let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(fs::File::create(file.path()).unwrap());
    for quad in store {
        writer.serialize_triple(&Triple::from(quad.unwrap())).unwrap();
    }
    writer.finish().unwrap();
    let output = Command::new(python).arg(root().join("tests/ontology/reason.py")).arg(file.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_reasoner_finds_no_contradiction_and_sees_one_that_is_there() {
    let Some(python) = python("owlready2") else { return };
    if Command::new("java").arg("-version").output().is_err() {
        skip("the reasoner needs java");
        return;
    }
    let store = load(&["ontology/silkgraph.ttl", "ontology/examples.ttl"]);
    assert_eq!(reason(&python, &store), "consistent\n");
    let base = Base::default();
    let [person, city] = ["Person", "City"].map(|class| base.sg(class));
    let both = NamedNode::new("https://w3id.org/silkgraph/id/person/aigul-example").unwrap();
    store.extend([person, city].map(|class| Triple::new(both.clone(), rdf::TYPE, class).in_graph(oxigraph::model::GraphName::DefaultGraph))).unwrap();
    assert_eq!(reason(&python, &store), "inconsistent\n");
}

#[test]
fn an_outside_scanner_finds_no_critical_pitfall() {
    let Some(python) = python("ontocraft_check") else { return };
    let folder = Path::new(&python).parent().map(Path::to_owned).unwrap_or_default();
    let scanner = folder.join("ontocraft-check");
    let scanner = if scanner.is_file() { scanner } else { "ontocraft-check".into() };
    let Ok(output) = Command::new(scanner).arg(root().join("ontology/silkgraph.ttl")).args(["--format", "json", "--fail-on", "critical"]).output() else {
        skip("ontocraft-check is not on the path");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
