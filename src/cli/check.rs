//! `silkgraph check`: is the store sound, does it keep to its shapes, and does what it holds fit together?

use std::{collections::HashSet, io::Write};

use clap::Args;
use oxigraph::model::{Term, Triple};
use serde::Serialize;

use super::{
    Show, StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::{
    graph::{
        Shapes, Violation,
        vocabulary::{rdf, sg},
    },
    store::{Entry, Kind, Mode},
};

/// Quads of documents that are held against the shapes at once, together with what is known beforehand.
const AT_ONCE: u64 = 400_000;

/// Check the store; without a choice, everything
///
/// Each thing that is wrong is one line: the node, the property, the value, what is expected. A finding is
/// its severity, its kind and what does not fit. Exits with 1 where a shape is violated or a finding is severe.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Read every index of the database and compare it with the ledger of what was acknowledged
    #[arg(long)]
    store_integrity: bool,
    /// Hold the graph against its SHACL shapes (ontology/shapes.ttl)
    #[arg(long)]
    shapes: bool,
    /// List what does not fit in the facts: sums, growth, dates, offices, routes
    #[arg(long)]
    findings: bool,
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
    /// Whether the check fails by it.
    fails: bool,
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
    /// The facts and documents that a finding is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    concerns: Vec<String>,
    #[serde(skip)]
    line: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    let all = !(arguments.store_integrity || arguments.shapes || arguments.findings);
    let sections: [(bool, Section); 3] = [(arguments.store_integrity, integrity), (arguments.shapes, shapes), (arguments.findings, findings)];
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
    Ok(if found.iter().all(|section| !section.fails) { Exit::Done } else { Exit::Partial })
}

/// Does the database hold what was acknowledged? A damaged one is a failure, with its own exit code.
fn integrity(source: &Source) -> Result<Found, Failure> {
    source.store.integrity()?;
    let quads: u64 = source.store.entries().values().map(|entry| entry.quads).sum();
    let summary = format!("the store is sound: {} documents, {quads} quads", source.store.documents().count());
    Ok(Found { summary, ..Found::default() })
}

/// Does the graph keep to its shapes? What is known beforehand is held in memory together with as many documents as fit;
/// what follows from all documents is judged once, with the kinds of what it points to in them.
fn shapes(source: &Source) -> Result<Found, Failure> {
    let shapes = Shapes::new(&source.base).map_err(Failure::broken)?;
    let derived = source.base.derived_graph();
    let triples = |entries: &[&Entry]| -> Result<Vec<Triple>, Failure> {
        let mut triples = Vec::new();
        for entry in entries {
            triples.extend(source.store.quads_of_graph(entry.graph.as_ref())?.into_iter().map(Triple::from));
        }
        Ok(triples)
    };
    let entries = || source.store.entries().iter().filter(|(_, entry)| entry.graph != derived);
    let (documents, known): (Vec<_>, Vec<_>) = entries().partition(|(key, _)| key.kind == Kind::Document);
    let known = triples(&known.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>())?;
    let mut violations = HashSet::new();
    let mut rest = documents.into_iter().map(|(_, entry)| entry).peekable();
    while rest.peek().is_some() {
        let mut quads = 0;
        let batch: Vec<&Entry> = std::iter::from_fn(|| {
            let next = rest.next_if(|entry| quads == 0 || quads + entry.quads <= AT_ONCE)?;
            quads += next.quads;
            Some(next)
        })
        .collect();
        violations.extend(shapes.violations(known.iter().cloned().chain(triples(&batch)?)).map_err(Failure::broken)?);
    }
    let follows: Vec<Triple> = source.store.quads_of_graph(derived.as_ref())?.into_iter().map(Triple::from).collect();
    // What has its kind here; of the rest, the ends of direct edges, documents tell the kind, and what a fact takes is judged at the fact.
    let foci: HashSet<Term> = follows.iter().filter(|triple| triple.predicate == rdf::TYPE).map(|triple| triple.subject.clone().into()).collect();
    let mut kinds = Vec::new();
    let ends = follows.iter().flat_map(|triple| [triple.subject.clone().into(), triple.object.clone()]);
    for end in ends.filter(|end| !foci.contains(end)).collect::<HashSet<Term>>() {
        if let Term::NamedNode(node) = &end {
            for quad in source.store.graph().quads_for_pattern(Some(node.into()), Some(rdf::TYPE), None, None) {
                kinds.push(Triple::from(quad.map_err(|error| Failure::broken(format_args!("the store cannot be read ({error})")))?));
            }
        }
    }
    let judged = shapes.violations(known.into_iter().chain(follows).chain(kinds)).map_err(Failure::broken)?;
    violations.extend(judged.into_iter().filter(|violation| foci.contains(&violation.focus)));
    let tell = |violation: Violation| Wrong {
        check: "shapes",
        line: violation.line(&source.base),
        focus: violation.focus.to_string(),
        path: violation.path,
        value: violation.value.map(|value| value.to_string()),
        message: violation.message,
        concerns: Vec::new(),
    };
    let mut wrong: Vec<Wrong> = violations.into_iter().map(tell).collect();
    wrong.sort_by(|a, b| a.line.cmp(&b.line));
    let summary = match wrong.len() {
        0 => "the graph keeps to its shapes".to_owned(),
        1 => "1 violation of the shapes".to_owned(),
        count => format!("{count} violations of the shapes"),
    };
    Ok(Found { fails: !wrong.is_empty(), wrong, summary })
}

/// What does not fit in the facts, the gravest first.
fn findings(source: &Source) -> Result<Found, Failure> {
    let nodes = source.derived_nodes(sg::FINDING)?;
    let severe = nodes.iter().filter(|node| node.severity.as_deref() == Some("severe")).count();
    let summary = match nodes.len() {
        0 => "nothing in the facts contradicts".to_owned(),
        1 => format!("1 finding, {severe} severe"),
        count => format!("{count} findings, {severe} severe"),
    };
    let tell = |node: super::findings::Node| Wrong {
        check: "findings",
        line: format!("{} ({})", node.line(), node.iri.rsplit('/').next().unwrap_or_default()),
        focus: node.iri,
        path: node.kind,
        value: node.severity,
        message: node.explanation,
        concerns: node.concerns,
    };
    Ok(Found { wrong: nodes.into_iter().map(tell).collect(), fails: severe > 0, summary })
}
