//! `silkgraph check`: is the store sound, and does it keep to its shapes?

use std::{collections::HashSet, io::Write};

use clap::Args;
use oxigraph::model::Triple;
use serde::Serialize;

use super::{
    Show, StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::{
    graph::{Shapes, Violation},
    store::{Entry, Kind, Mode},
};

/// Quads of documents that are held against the shapes at once, together with what is known beforehand.
const AT_ONCE: u64 = 400_000;

/// Check the store; without a choice, everything
///
/// Each thing that is wrong is one line: the node, the property, the value, what is expected. Exits with 1 where there is any.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Read every index of the database and compare it with the ledger of what was acknowledged
    #[arg(long)]
    store_integrity: bool,
    /// Hold the graph against its SHACL shapes (ontology/shapes.ttl)
    #[arg(long)]
    shapes: bool,
    #[command(flatten)]
    store: StoreArgument,
    /// How what was found is shown
    #[arg(long, value_enum, default_value_t = Show::Text)]
    format: Show,
}

/// One concern of the check.
type Section = fn(&Source) -> Result<Found, Failure>;

/// What one section of the check found.
#[derive(Default)]
struct Found {
    /// What is wrong, as `--format json` shows it.
    wrong: Vec<Wrong>,
    /// The closing line.
    summary: String,
}

/// One thing that is wrong. Addresses stand in full.
#[derive(Serialize)]
struct Wrong {
    check: &'static str,
    focus: String,
    path: String,
    value: Option<String>,
    message: String,
    #[serde(skip)]
    line: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    let all = !(arguments.store_integrity || arguments.shapes);
    let sections: [(bool, Section); 2] = [(arguments.store_integrity, integrity), (arguments.shapes, shapes)];
    let mut found = Vec::new();
    for (_, section) in sections.into_iter().filter(|(asked, _)| all || *asked) {
        found.push(section(&source)?);
    }
    if arguments.format == Show::Json {
        output::json(&found.iter().flat_map(|section| &section.wrong).collect::<Vec<_>>())?;
    } else {
        let mut out = output::stdout();
        for section in &found {
            section.wrong.iter().try_for_each(|wrong| writeln!(out, "{}", output::one_line(&wrong.line)))?;
            writeln!(out, "{}", section.summary)?;
        }
        out.flush()?;
    }
    Ok(if found.iter().all(|section| section.wrong.is_empty()) { Exit::Done } else { Exit::Partial })
}

/// Does the database hold what was acknowledged? A damaged one is a failure, with its own exit code.
fn integrity(source: &Source) -> Result<Found, Failure> {
    source.store.integrity()?;
    let quads: u64 = source.store.entries().values().map(|entry| entry.quads).sum();
    let summary = format!("the store is sound: {} documents, {quads} quads", source.store.documents().count());
    Ok(Found { summary, ..Found::default() })
}

/// Does the graph keep to its shapes? What is known beforehand is held in memory together with as many documents as fit.
fn shapes(source: &Source) -> Result<Found, Failure> {
    let shapes = Shapes::new(&source.base).map_err(Failure::broken)?;
    let triples = |entries: &[&Entry]| -> Result<Vec<Triple>, Failure> {
        let mut triples = Vec::new();
        for entry in entries {
            triples.extend(source.store.quads_of_graph(entry.graph.as_ref())?.into_iter().map(Triple::from));
        }
        Ok(triples)
    };
    let (documents, known): (Vec<_>, Vec<_>) = source.store.entries().iter().partition(|(key, _)| key.kind == Kind::Document);
    let known = triples(&known.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>())?;
    let mut violations = HashSet::new();
    let mut rest = documents.into_iter().map(|(_, entry)| entry).peekable();
    loop {
        let mut quads = 0;
        let batch: Vec<&Entry> = std::iter::from_fn(|| {
            let next = rest.next_if(|entry| quads == 0 || quads + entry.quads <= AT_ONCE)?;
            quads += next.quads;
            Some(next)
        })
        .collect();
        violations.extend(shapes.violations(known.iter().cloned().chain(triples(&batch)?)).map_err(Failure::broken)?);
        if rest.peek().is_none() {
            break;
        }
    }
    let tell = |violation: Violation| Wrong {
        check: "shapes",
        line: violation.line(&source.base),
        focus: violation.focus.to_string(),
        path: violation.path,
        value: violation.value.map(|value| value.to_string()),
        message: violation.message,
    };
    let mut wrong: Vec<Wrong> = violations.into_iter().map(tell).collect();
    wrong.sort_by(|a, b| a.line.cmp(&b.line));
    let summary = match wrong.len() {
        0 => "the graph keeps to its shapes".to_owned(),
        1 => "1 violation of the shapes".to_owned(),
        count => format!("{count} violations of the shapes"),
    };
    Ok(Found { wrong, summary })
}
