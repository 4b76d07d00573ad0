//! `silkgraph query`: questions to the store, in SPARQL or by the name of a shipped one.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use comfy_table::Table;

use super::{
    StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::{
    query::{Format, Named, Query, QueryError},
    store::Mode,
};

/// Ask the store: in SPARQL, or by the name of a shipped question
///
/// Queries only read: updates and SERVICE are refused. All prefixes of the ontology are known.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The SPARQL text (- is standard input); with --name, the question's parameters as key=value
    #[arg(value_name = "TEXT|KEY=VALUE")]
    words: Vec<String>,
    /// Read the SPARQL text from a file (- is standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "list", "words"])]
    file: Option<PathBuf>,
    /// Ask a shipped question, by name or number
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    name: Option<String>,
    /// List the shipped questions with their parameters
    #[arg(long, conflicts_with = "words")]
    list: bool,
    /// The format of the answer
    #[arg(long, default_value = "table", value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>()))]
    format: Format,
    /// Give up after so many seconds; 0 is never
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
    #[command(flatten)]
    store: StoreArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut out = output::stdout();
    if arguments.list {
        out.write_all(list(&Named::all()?).as_bytes())?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let asked = Asked::new(arguments)?;
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    let query = match asked {
        Asked::Text(text) => Query::parse(&text, &source.base)?,
        Asked::Named(named, values) => named.query(&source.store, &source.base, &values)?,
    };
    let timeout = (arguments.timeout > 0).then(|| Duration::from_secs(arguments.timeout));
    // The width of the terminal, where the answer goes to one.
    let width = Table::new().width();
    query.with_timeout(timeout).write(&source.store, arguments.format, width, &mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// What the user asks, before any store is opened.
enum Asked {
    Text(String),
    Named(Named, BTreeMap<String, String>),
}

impl Asked {
    fn new(arguments: &Arguments) -> Result<Self, Failure> {
        if let Some(name) = &arguments.name {
            let value = |word: &String| word.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())).ok_or_else(|| word.clone());
            let values = arguments.words.iter().map(value).collect::<Result<_, _>>();
            let values =
                values.map_err(|word| Failure::usage(format_args!("`{word}` is no parameter; write key=value, `silkgraph query --list` names the keys")))?;
            return Ok(Self::Named(Named::find(name)?, values));
        }
        match (arguments.words.as_slice(), &arguments.file) {
            (_, Some(path)) => read(path).map(Self::Text),
            ([text], None) if text == "-" => read(Path::new("-")).map(Self::Text),
            ([text], None) if Path::new(text).is_file() => Err(Failure::usage(format_args!("{text} is a file; ask what it says with --file {text}"))),
            ([text], None) => Ok(Self::Text(text.clone())),
            ([], None) => Err(Failure::usage("nothing was asked; give a SPARQL text, --file or --name, or see --list")),
            (_, None) => Err(Failure::usage("more than one text; put the SPARQL text in quotes")),
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" { io::stdin().read_to_string(&mut text).map(|_| text) } else { fs::read_to_string(path) };
    read.map_err(|error| Failure::broken(format_args!("{}: {error}", path.display())))
}

fn list(all: &[Named]) -> String {
    let mut text = String::new();
    for named in all {
        let number = if named.number > 0 { format!("{}. ", named.number) } else { String::new() };
        text += &format!("{number}{}: {}\n    {}\n", named.name, named.title, named.question);
        for parameter in &named.parameters {
            let default = parameter.default.as_ref().map(|default| format!(" [default: {default}]")).unwrap_or_default();
            text += &format!("    {}=<{}>{default}\n", parameter.name, parameter.kind);
        }
    }
    text
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Write(error) => error.into(),
            QueryError::UnknownEntity(_) => Self::missing(error),
            QueryError::TimedOut(_) | QueryError::Failed(_) | QueryError::Broken(..) => Self::broken(error),
            _ => Self::usage(error),
        }
    }
}
