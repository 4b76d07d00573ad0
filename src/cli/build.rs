//! `silkgraph build`: the main job.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{IsTerminal, Write, stderr},
    num::NonZeroUsize,
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::{
    Show, StoreArgument, export,
    failure::{Exit, Failure},
    output,
    source::{Added, Source, World},
};
use crate::{
    export::Format,
    graph::{Base, vocabulary::sg},
    model::Skipped,
    pipeline::{Build, Progress, Summary},
    read,
    store::{Key, Kind, Mode, Repair},
};

/// What `--exports` writes, and where in the folder.
const EXPORTS: [(Format, &str); 4] = [(Format::Graphml, ""), (Format::Csv, "csv"), (Format::Jsonl, "jsonl"), (Format::Turtle, "")];

/// Read documents, extract what they say, and store it
///
/// Reads .txt, .md and .jsonl files, folders of them, and standard input (-). Documents that the store has just so are
/// passed over; of those that changed, exactly what they said is replaced. A document that is no longer among the paths
/// stays in the store: `silkgraph remove` takes it out.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    /// Also write GraphML, CSV, flat records and Turtle to this folder
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
    /// What every IRI begins with, for a new store [default: https://w3id.org/silkgraph/]
    #[arg(long, value_name = "IRI", value_parser = Base::new)]
    base: Option<Base>,
    /// Read again also the documents that the store has just so
    #[arg(long)]
    force: bool,
    /// The language of all documents, instead of finding it out for each
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    #[command(flatten)]
    added: Added,
    /// Threads to use [default: one a core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Say nothing but what went wrong
    #[arg(long, short)]
    quiet: bool,
    /// How the closing summary is shown
    #[arg(long, value_enum, default_value_t = Show::Text)]
    format: Show,
}

pub(super) fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let start = Instant::now();
    let world = World::open(&arguments.added)?;
    let (lang, pipeline) = (world.language(arguments.language)?, &world.pipeline);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.map_or(0, NonZeroUsize::get)).build().map_err(Failure::broken)?;
    let mut source = Source::open(&arguments.store.store, Mode::Repair)?;
    if let Some(base) = arguments.base {
        if !source.store.entries().is_empty() && base != source.base {
            let known = source.base.as_str();
            return Err(Failure::usage(format_args!("the store's IRIs begin with {known}; leave --base out or use another --store")));
        }
        source.base = base;
    }

    let bar = progress_bar(arguments.quiet);
    let mut skipped: Vec<Skipped> = Vec::new();
    let mut watch = |progress: Progress<'_>| match progress {
        Progress::Read(document, _) => {
            bar.inc(1);
            if !bar.is_hidden() {
                bar.set_message(output::one_line(&document.id).into_owned());
            }
        }
        Progress::Skipped(item) => {
            bar.suspend(|| output::tell(&item.to_string()));
            skipped.push(item.clone());
        }
        Progress::Refused(document, refused) => bar.suspend(|| output::tell(&format!("{document}: {refused}"))),
    };
    let options = read::Options { lang, ..read::Options::default() };
    let documents = read::read(arguments.paths, &options, world.pages());
    let (store, base) = (&mut source.store, &source.base);
    let summary = threads.install(|| Build::new(pipeline, base).force(arguments.force).run(store, documents, &mut watch));
    bar.finish_and_clear();
    let summary = summary?;

    let lost = lost(&source);
    output::tell_all(lost.iter().map(|key| format!("{key} was lost and is not among the paths; build it again")));
    if let Some(folder) = &arguments.exports {
        export::write(&source, EXPORTS.map(|(format, name)| (format, folder.join(name))), false)?;
    }
    let findings = source.derived_nodes(sg::FINDING)?.len();
    let seconds = (start.elapsed().as_secs_f64() * 100.0).round() / 100.0;
    if arguments.format == Show::Json {
        output::json(&Report::new(&summary, findings, &skipped, seconds))?;
    } else if !arguments.quiet {
        let mut out = output::stdout();
        write!(out, "{}", text(&summary, findings, &skipped, seconds))?;
        out.flush()?;
    }
    let nothing = summary.read() == 0;
    let partial = nothing || !lost.is_empty() || skipped.iter().any(|item| item.reason.is_fault());
    Ok(if partial { Exit::Partial } else { Exit::Done })
}

/// The documents that were found damaged when the store was opened and were not read again.
fn lost(source: &Source) -> BTreeSet<&Key> {
    let damaged = source.store.repairs().iter().filter_map(|repair| match repair {
        Repair::Unfinished(key) => Some(key),
        Repair::Lost(loss) => Some(&loss.key),
        Repair::Surplus(..) => None,
    });
    damaged.filter(|key| key.kind == Kind::Document && !source.store.entries().contains_key(key)).collect()
}

/// Shown on a terminal only.
fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} documents, {per_sec}, {elapsed}  {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// The closing summary for programs.
#[derive(Serialize)]
struct Report<'s> {
    documents: BTreeMap<&'static str, usize>,
    entities: usize,
    mentions: usize,
    facts: &'s BTreeMap<&'static str, usize>,
    findings: usize,
    without_pack: &'s BTreeMap<String, usize>,
    skipped: Vec<BTreeMap<&'static str, String>>,
    seconds: f64,
}

impl<'s> Report<'s> {
    fn new(summary: &'s Summary, findings: usize, skipped: &[Skipped], seconds: f64) -> Self {
        let line = |item: &Skipped| BTreeMap::from([("origin", item.origin.clone()), ("reason", item.reason.to_string())]);
        Self {
            documents: BTreeMap::from([("read", summary.read()), ("new", summary.new), ("changed", summary.changed), ("unchanged", summary.unchanged)]),
            entities: summary.entities.len(),
            mentions: summary.mentions,
            facts: &summary.facts,
            findings,
            without_pack: &summary.without_pack,
            skipped: skipped.iter().map(line).collect(),
            seconds,
        }
    }
}

/// The closing summary for people.
fn text(summary: &Summary, findings: usize, skipped: &[Skipped], seconds: f64) -> String {
    let row = |name: &str, count: usize| (name.to_owned(), vec![count.to_string()]);
    let mut rows = vec![
        row("documents read", summary.read()),
        row("  new", summary.new),
        row("  changed", summary.changed),
        row("  unchanged", summary.unchanged),
        row("skipped", skipped.len()),
    ];
    if summary.new + summary.changed > 0 {
        rows.extend([row("entities", summary.entities.len()), row("mentions", summary.mentions), row("facts", summary.facts.values().sum())]);
    }
    rows.extend(summary.facts.iter().map(|(name, count)| row(&format!("  {name}"), *count)));
    rows.push(row("findings in the store", findings));
    rows.push(("seconds".to_owned(), vec![seconds.to_string()]));
    let mut text = output::counts(rows);
    for (lang, count) in &summary.without_pack {
        let lang = if lang.is_empty() { "an unknown language" } else { lang };
        text += &format!("{count} in {lang}, for which there is no language pack: nothing was extracted from them\n");
    }
    text
}
