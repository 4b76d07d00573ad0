//! The shapes hold what is right and refuse what is broken, by two engines that know nothing of each other.
//!
//! The second engine is pySHACL, which the tests find in `$SILKGRAPH_PYTHON` or `python3`; where it is not, they say so
//! and go on with the first.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSerializer},
    model::{NamedNode, Quad, Triple},
    sparql::SparqlEvaluator,
    store::Store,
};
use serde::Deserialize;
use silkgraph::graph::{Base, Shapes, vocabulary::expand};

/// A way to break the examples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Broken {
    name: String,
    update: String,
    violates: BTreeSet<String>,
}

#[derive(Deserialize)]
struct File {
    graph: Vec<Broken>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn turtle(path: &str) -> Vec<Quad> {
    let text = fs::read(root().join(path)).unwrap();
    RdfParser::from_format(RdfFormat::Turtle).for_slice(&text).collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn store(quads: impl IntoIterator<Item = Quad>) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    store
}

fn triples(store: &Store) -> Vec<Triple> {
    store.iter().map(|quad| quad.unwrap().into()).collect()
}

/// The broken graphs with what breaks them: focus node, path and kind of constraint, parted by blanks.
fn broken() -> Vec<(Broken, Store)> {
    let base = Base::default().as_str().to_owned();
    let prefixes: String = ["geo", "oa", "prov", "skos", "xsd"].map(|name| format!("PREFIX {name}: <{}>\n", expand(&format!("{name}:")).unwrap())).concat();
    let own = format!("PREFIX sg: <{base}ontology#>\nPREFIX id: <{base}id/>\nPREFIX v: <{base}vocabulary/>\n");
    let file: File = toml::from_str(&fs::read_to_string(root().join("tests/shapes/broken.toml")).unwrap()).unwrap();
    let break_it = |mut broken: Broken| {
        let store = store(turtle("ontology/examples.ttl"));
        let update = format!("{prefixes}{own}{}", broken.update);
        let before = store.len().unwrap();
        let parsed = SparqlEvaluator::new().parse_update(&update).unwrap_or_else(|error| panic!("{}: {error}", broken.name));
        parsed.on_store(&store).execute().unwrap();
        assert!(store.len().unwrap() != before || broken.update.contains("INSERT"), "{} changes nothing", broken.name);
        broken.violates = broken.violates.iter().map(|line| full(line)).collect();
        (broken, store)
    };
    file.graph.into_iter().map(break_it).collect()
}

/// A line of the file with its names in full: `<focus> <path> Kind`.
fn full(line: &str) -> String {
    let [focus, path, kind] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}: three words are expected") };
    let base = Base::default().as_str().to_owned();
    let focus = focus.strip_prefix("../").map_or_else(|| format!("{base}id/{focus}"), |rest| format!("{base}{rest}"));
    format!("<{focus}> {} {kind}", address(path))
}

/// A path with its property in full; `-` for none.
fn address(path: &str) -> String {
    match path.strip_prefix('^') {
        Some(back) => format!("^{}", address(back)),
        None if path == "-" || path.is_empty() => "-".to_owned(),
        None => {
            let own = path.strip_prefix("sg:").map(|local| Base::default().sg(local).into_string());
            NamedNode::new(own.or_else(|| expand(path)).unwrap()).unwrap().to_string()
        }
    }
}

/// What the first engine reports, in the form of the file.
fn first(shapes: &Shapes, triples: Vec<Triple>) -> BTreeSet<String> {
    let line = |violation: silkgraph::graph::Violation| {
        format!("{} {} {}", violation.focus, address(&violation.path), violation.component.trim_end_matches("ConstraintComponent"))
    };
    shapes.violations(triples).unwrap().into_iter().map(line).collect()
}

/// What the second engine reports of each graph, by its place; nothing where there is no second engine.
fn second(graphs: &[Vec<Triple>]) -> Option<BTreeMap<usize, BTreeSet<String>>> {
    let python = env::var("SILKGRAPH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !Command::new(&python).args(["-c", "import pyshacl"]).output().is_ok_and(|output| output.status.success()) {
        let why = format!("{python} has no pyshacl, so that only one engine was asked (SILKGRAPH_PYTHON names another; `make outside` installs it)");
        assert!(env::var_os("SILKGRAPH_OUTSIDE").is_none(), "{why}");
        println!("skipped: {why}");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |(at, triples): (usize, &Vec<Triple>)| -> PathBuf {
        let path = folder.path().join(format!("{at}.nt"));
        let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(fs::File::create(&path).unwrap());
        triples.iter().for_each(|triple| writer.serialize_triple(triple).unwrap());
        writer.finish().unwrap();
        path
    };
    let files: Vec<PathBuf> = graphs.iter().enumerate().map(write).collect();
    let output = Command::new(python).arg(root().join("tests/shapes/second.py")).arg(root().join("ontology/shapes.ttl")).args(files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found: BTreeMap<usize, BTreeSet<String>> = (0..graphs.len()).map(|at| (at, BTreeSet::new())).collect();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let [file, focus, path, kind] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let path = if path.is_empty() { "-" } else { path };
        let at = file.trim_end_matches(".nt").parse().unwrap();
        found.get_mut(&at).unwrap().insert(format!("{focus} {path} {}", kind.trim_end_matches("ConstraintComponent")));
    }
    Some(found)
}

#[test]
fn both_engines_find_all_that_is_broken_and_nothing_else() {
    let shapes = Shapes::new(&Base::default()).unwrap();
    let (broken, stores): (Vec<Broken>, Vec<Store>) = broken().into_iter().unzip();
    let mut graphs: Vec<Vec<Triple>> = stores.iter().map(triples).collect();
    graphs.push(triples(&store(turtle("ontology/examples.ttl"))));
    let expected: Vec<BTreeSet<String>> = broken.iter().map(|broken| broken.violates.clone()).chain([BTreeSet::new()]).collect();
    let name = |at: usize| broken.get(at).map_or("the examples", |broken| &broken.name);
    for (at, graph) in graphs.iter().enumerate() {
        assert_eq!(first(&shapes, graph.clone()), expected[at], "{}", name(at));
    }
    for (at, found) in second(&graphs).into_iter().flatten() {
        assert_eq!(found, expected[at], "{}, by the second engine", name(at));
    }
}

#[test]
fn both_engines_find_nothing_wrong_with_what_the_sample_documents_give() {
    let graph: Vec<Triple> = turtle("exports/silkgraph.ttl").into_iter().map(Triple::from).collect();
    assert_eq!(first(&Shapes::new(&Base::default()).unwrap(), graph.clone()), BTreeSet::new());
    for (_, found) in second(&[graph]).into_iter().flatten() {
        assert_eq!(found, BTreeSet::new(), "by the second engine");
    }
}

#[test]
fn a_violation_is_told_in_one_line() {
    let base = Base::default();
    let shapes = Shapes::new(&base).unwrap();
    let (_, store) = broken().into_iter().find(|(broken, _)| broken.name == "a visitor that is a city").unwrap();
    let lines: Vec<String> = shapes.violations(triples(&store)).unwrap().iter().map(|violation| violation.line(&base)).collect();
    assert_eq!(lines, ["visit-1  sg:visitor  city/tashkent  takes 1 Person or Country or Organisation"]);
}
