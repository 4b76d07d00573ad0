//! `silkgraph stats`: what a store holds, or what is known without one, in numbers.

use std::{
    collections::{BTreeMap, HashSet},
    io::Write,
};

use clap::Args;
use oxigraph::model::{GraphNameRef, NamedNode, Term};
use serde::Serialize;

use super::{
    Show, StoreArgument,
    failure::{Exit, Failure},
    known::Known,
    output,
    source::{self, Added, Source},
};
use crate::{
    fact,
    graph::vocabulary::{rdf, sg},
    model::EntityKind,
    store::Mode,
};

/// Count what the store holds, or what is known without one
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreArgument,
    /// Count what is known before any document is read, instead; needs no store
    #[arg(long)]
    knowledge: bool,
    #[command(flatten)]
    added: Added,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Show::Text)]
    format: Show,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.knowledge {
        let known = Known::count(&*source::knowledge(&arguments.added, None)?);
        show(arguments.format, &known, || output::counts(known.rows()))?;
    } else {
        let held = Held::count(&Source::open(&arguments.store.store, Mode::Read)?)?;
        show(arguments.format, &held, || output::counts(held.rows()))?;
    }
    Ok(Exit::Done)
}

fn show(format: Show, report: &impl Serialize, text: impl Fn() -> String) -> Result<(), Failure> {
    if format == Show::Json {
        return output::json(report);
    }
    let mut out = output::stdout();
    out.write_all(text().as_bytes())?;
    Ok(out.flush()?)
}

pub(super) type Rows = Vec<(String, Vec<String>)>;

/// What a store holds.
#[derive(Serialize)]
struct Held {
    documents: usize,
    quads: u64,
    mentions: usize,
    entities: BTreeMap<&'static str, usize>,
    facts: BTreeMap<&'static str, Facts>,
}

/// Facts of a type, and how often documents state one.
#[derive(Serialize)]
struct Facts {
    facts: usize,
    statements: usize,
}

impl Held {
    fn count(source: &Source) -> Result<Self, Failure> {
        let base = &source.base;
        let unreadable = |error| Failure::broken(format_args!("the store cannot be read ({error})"));
        // The default graph holds everything once, whatever number of documents say it.
        let once = Some(GraphNameRef::DefaultGraph);
        let (mut mentions, mut named) = (0, BTreeMap::<EntityKind, HashSet<NamedNode>>::new());
        for quad in source.store.graph().quads_for_pattern(None, Some(base.sg(sg::MENTION_OF).as_ref()), None, once) {
            mentions += 1;
            if let Term::NamedNode(entity) = quad.map_err(unreadable)?.object
                && let Some(id) = base.entity_id(entity.as_str())
            {
                named.entry(id.kind()).or_default().insert(entity);
            }
        }
        let mut facts = BTreeMap::new();
        for spec in fact::ALL {
            let class = base.sg(spec.class);
            let count = |graph| {
                source
                    .store
                    .graph()
                    .quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), graph)
                    .try_fold(0, |sum, quad| quad.map(|_| sum + 1))
                    .map_err(unreadable)
            };
            let (once, all) = (count(once)?, count(None)?);
            if once > 0 {
                facts.insert(spec.name, Facts { facts: once, statements: all - once });
            }
        }
        Ok(Self {
            documents: source.store.documents().count(),
            quads: source.store.entries().values().map(|entry| entry.quads).sum(),
            mentions,
            entities: named.into_iter().map(|(kind, ids)| (kind.name(), ids.len())).collect(),
            facts,
        })
    }

    fn rows(&self) -> Rows {
        let row = |name: &str, count: String| (name.to_owned(), vec![count]);
        let mut rows = vec![row("documents", self.documents.to_string()), row("quads", self.quads.to_string()), row("mentions", self.mentions.to_string())];
        rows.push(row("entities mentioned", self.entities.values().sum::<usize>().to_string()));
        rows.extend(self.entities.iter().map(|(name, count)| row(&format!("  {name}"), count.to_string())));
        let (facts, statements) = self.facts.values().fold((0, 0), |sum, each| (sum.0 + each.facts, sum.1 + each.statements));
        let pair = |name: &str, facts: usize, statements: usize| (name.to_owned(), vec![facts.to_string(), format!("stated {statements} times")]);
        rows.push(pair("facts", facts, statements));
        rows.extend(self.facts.iter().map(|(name, each)| pair(&format!("  {name}"), each.facts, each.statements)));
        rows
    }
}
