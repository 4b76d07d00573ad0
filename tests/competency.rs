//! The questions that the graph of the sample documents must answer, each with its rows.
//!
//! A question is a file of `tests/competency/`: a comment with the question in words, then a SPARQL query, or the name of a shipped
//! one with its parameters. Its rows stand beside it as CSV. `SILKGRAPH_UPDATE=1` writes them anew instead of comparing.

use std::{collections::BTreeMap, env, fs, path::Path};

use oxigraph::model::Term;
use silkgraph::{
    graph::Base,
    knowledge::Knowledge,
    lang::Languages,
    pipeline::{Build, Pipeline},
    query::{Named, Query, Rows},
    read,
    store::Store,
};

fn store() -> Store {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
    let options = read::Options::default();
    let documents = read::read([root.join("seeds/documents")], &options, read::Pages::bundled());
    let mut store = Store::memory().unwrap();
    Build::new(&pipeline, &Base::default()).run(&mut store, documents, &mut |_| {}).unwrap();
    store
}

/// The query of a file.
fn query(store: &Store, text: &str) -> Query {
    let base = Base::default();
    let Some(named) = text.lines().find_map(|line| line.strip_prefix("# named: ")) else { return Query::parse(text, &base).unwrap() };
    let mut words = named.split(' ');
    let query = Named::find(words.next().unwrap()).unwrap();
    let values: BTreeMap<String, String> = words.map(|word| word.split_once('=').unwrap()).map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    query.query(store, &base, &values).unwrap()
}

/// An answer as CSV, without the columns that hold addresses: names and codes say the same.
fn csv(answer: &Rows) -> String {
    let told: Vec<usize> = (0..answer.variables.len()).filter(|at| !answer.rows.iter().any(|row| matches!(row[*at], Some(Term::NamedNode(_))))).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(told.iter().map(|at| &answer.variables[*at])).unwrap();
    for row in &answer.rows {
        let text = |at: &usize| if let Some(Term::Literal(literal)) = &row[*at] { literal.value() } else { "" };
        writer.write_record(told.iter().map(text)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn every_question_is_answered_by_its_rows() {
    let store = store();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/competency");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "rq")).collect();
    files.sort();
    assert!(files.len() >= 30, "{} questions", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("# question: ") && text.lines().next().unwrap().ends_with('?'), "{}", file.display());
        let answer = query(&store, &text).rows(&store).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let rows = csv(&answer);
        let kept = file.with_extension("csv");
        if env::var_os("SILKGRAPH_UPDATE").is_some_and(|value| value == "1") {
            fs::write(&kept, &rows).unwrap();
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if rows != expected || answer.rows.is_empty() {
            let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), rows.lines().collect());
            let lost = old.iter().filter(|line| !new.contains(line)).map(|line| format!("\n  - {line}"));
            let more = new.iter().filter(|line| !old.contains(line)).map(|line| format!("\n  + {line}"));
            wrong.push(format!("{}:{}", file.file_name().unwrap().display(), lost.chain(more).collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "run with SILKGRAPH_UPDATE=1 where this is meant:\n{}", wrong.join("\n"));
}
