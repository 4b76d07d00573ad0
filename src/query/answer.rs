//! Answers as tables, CSV, TSV, JSON, XML and Turtle.

use std::{collections::BTreeSet, fmt, io::Write, str::FromStr};

use comfy_table::{ContentArrangement, LineStyle, Row, Table, presets};
use oxigraph::{
    io::{RdfFormat, RdfSerializer},
    model::Triple,
    sparql::{
        QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter,
        results::{QueryResultsFormat, QueryResultsSerializer},
    },
};

use crate::{
    graph::{Base, short, vocabulary::PREFIXES},
    query::QueryError,
};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table to be read (a graph as Turtle).
    Table,
    /// SPARQL results as CSV.
    Csv,
    /// SPARQL results as TSV.
    Tsv,
    /// SPARQL results as JSON.
    Json,
    /// SPARQL results as XML.
    Xml,
    /// Turtle, for answers that are graphs.
    Turtle,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Xml, Self::Turtle];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Turtle => "turtle",
        }
    }

    /// The format of SPARQL results that it is.
    const fn of_rows(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Table | Self::Turtle => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| format!("`{name}` is none of {}", Self::ALL.map(Self::name).join(", ")))
    }
}

/// How an answer is to be written.
#[derive(Clone, Debug)]
pub(super) struct Style {
    pub format: Format,
    /// Columns of the terminal; cells are cut to fit in.
    pub width: Option<u16>,
    pub base: Base,
    /// Columns that are left out.
    pub hidden: Vec<String>,
}

/// Writes an answer; gives its number of rows or triples.
pub(super) fn write(results: QueryResults<'_>, style: &Style, out: &mut impl Write) -> Result<usize, QueryError> {
    match results {
        QueryResults::Solutions(rows) => write_rows(rows, style, out),
        QueryResults::Boolean(answer) => {
            match (style.format, style.format.of_rows()) {
                (_, Some(format)) => drop(QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out, answer)?),
                (Format::Turtle, _) => return Err(not_in(style.format, "yes or no", "table, csv, tsv, json or xml")),
                _ => writeln!(out, "{answer}")?,
            }
            Ok(1)
        }
        QueryResults::Graph(triples) => write_graph(triples, style, out),
    }
}

fn not_in(format: Format, answer: &'static str, instead: &'static str) -> QueryError {
    QueryError::Format { answer, format: format.name(), instead }
}

fn write_rows(rows: QuerySolutionIter<'_>, style: &Style, out: &mut impl Write) -> Result<usize, QueryError> {
    let shortened = rows.variables().iter().any(|variable| style.hidden.iter().any(|hidden| hidden == variable.as_str()));
    let variables: Vec<_> = rows.variables().iter().filter(|variable| !style.hidden.iter().any(|hidden| hidden == variable.as_str())).cloned().collect();
    let mut count = 0;
    if let Some(format) = style.format.of_rows() {
        let mut serializer = QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(out, variables.clone())?;
        for row in rows {
            let row = row.map_err(failed)?;
            serializer.serialize(variables.iter().filter_map(|variable| Some((variable, row.get(variable)?))))?;
            count += 1;
        }
        serializer.finish()?;
        return Ok(count);
    }
    if style.format == Format::Turtle {
        return Err(not_in(style.format, "a table", "table, csv, tsv, json or xml"));
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none())).set_content_arrangement(ContentArrangement::Dynamic);
    match style.width {
        Some(width) => table.set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(variables.iter().map(|variable| variable.as_str()));
    let mut last = None;
    for row in rows {
        let row = row.map_err(failed)?;
        let texts: Vec<String> = variables.iter().map(|variable| row.get(variable).map(|term| short(term, &style.base)).unwrap_or_default()).collect();
        // Rows that differ in columns alone that are left out.
        if shortened && last.as_ref() == Some(&texts) {
            continue;
        }
        let mut cells = Row::from(&texts);
        last = Some(texts);
        if style.width.is_some() {
            cells.max_height(1);
        }
        table.add_row(cells);
        count += 1;
    }
    writeln!(out, "{}\n{count} {}", table.trim_fmt(), if count == 1 { "row" } else { "rows" })?;
    Ok(count)
}

fn write_graph(triples: QueryTripleIter<'_>, style: &Style, out: &mut impl Write) -> Result<usize, QueryError> {
    if !matches!(style.format, Format::Turtle | Format::Table) {
        return Err(not_in(style.format, "a graph", "turtle"));
    }
    // In a fixed order, each once.
    let mut sorted = BTreeSet::new();
    let triples: Vec<Triple> = triples.collect::<Result<_, _>>().map_err(failed)?;
    for (i, triple) in triples.iter().enumerate() {
        sorted.insert((triple.subject.to_string(), triple.to_string(), i));
    }
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    let sg = style.base.namespace();
    for (prefix, namespace) in PREFIXES.iter().copied().chain([("sg", sg.as_str())]) {
        serializer = serializer.with_prefix(prefix, namespace).map_err(|error| QueryError::Failed(error.to_string()))?;
    }
    let (mut serializer, mut count, mut last) = (serializer.for_writer(out), 0, "");
    for (_, text, i) in &sorted {
        if text != last {
            serializer.serialize_triple(&triples[*i])?;
            count += 1;
        }
        last = text;
    }
    serializer.finish()?;
    Ok(count)
}

/// The words of the evaluator, but where it asked another server.
pub(super) fn failed(error: QueryEvaluationError) -> QueryError {
    match error {
        QueryEvaluationError::Service(_) | QueryEvaluationError::UnsupportedService(_) => QueryError::Service,
        error => QueryError::Failed(error.to_string()),
    }
}
