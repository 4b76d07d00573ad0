//! `silkgraph export`: the graph as files.

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};

use super::{
    StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::{
    export::{self, Format, Options},
    graph::{Records, vocabulary::PREFIXES},
    store::Mode,
};

/// Write the graph to files: GraphML, CSV, flat records or RDF
///
/// Files are complete or not there at all, and the same store gives the same bytes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The format
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>()))]
    format: Format,
    /// The folder, or for a format of one file that file, by its extension
    #[arg(long, value_name = "DIR|FILE")]
    out: PathBuf,
    /// Leave CSV cells as they are, even those that a spreadsheet would take for a formula
    #[arg(long)]
    raw: bool,
    #[command(flatten)]
    store: StoreArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    let paths = write(&source, [(arguments.format, arguments.out.clone())], arguments.raw)?;
    let mut out = output::stdout();
    for path in paths {
        writeln!(out, "{}", path.display())?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes the graph in some formats, each to its place; gives the files.
pub(super) fn write(source: &Source, targets: impl IntoIterator<Item = (Format, PathBuf)>, raw: bool) -> Result<Vec<PathBuf>, Failure> {
    let options = Options { base: source.base.as_str().to_owned(), prefixes: prefixes(source), raw };
    let mut records = None;
    let mut paths = Vec::new();
    for (format, out) in targets {
        let written = if format.is_rdf() {
            export::export(format, &Records::default(), source.quads(), &out, &options)?
        } else {
            let records = match &mut records {
                Some(records) => records,
                none => none.insert(source.records()?),
            };
            export::export(format, records, no_quads(), &out, &options)?
        };
        paths.extend(written);
    }
    Ok(paths)
}

fn no_quads() -> std::iter::Empty<Result<oxigraph::model::Quad, std::convert::Infallible>> {
    std::iter::empty()
}

/// The prefixes of the ontology, silkgraph's own as the store's base has it.
fn prefixes(source: &Source) -> BTreeMap<String, String> {
    let own = ("sg".to_owned(), source.base.namespace());
    PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned())).chain([own]).collect()
}
