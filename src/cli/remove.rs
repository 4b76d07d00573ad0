//! `silkgraph remove`: documents leave the store with all that they alone said, and what followed from it.

use clap::Args;

use super::{
    StoreArgument,
    failure::{Exit, Failure},
    output,
    source::{Added, Source, World},
};
use crate::{pipeline::Build, store::Mode};

/// Remove documents, with all that they alone said
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Ids of documents: the file's stem, or the id that came with the article
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    added: Added,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    // A writer makes a store where there is none; nothing can be removed from that.
    drop(Source::open(&arguments.store.store, Mode::Read)?);
    let mut source = Source::open(&arguments.store.store, Mode::Write)?;
    let world = World::open(&arguments.added)?;
    let unknown = Build::new(&world.pipeline, &source.base).remove(&mut source.store, &arguments.documents)?;
    for document in &unknown {
        output::tell(&format!("{document}: there is no such document in the store"));
    }
    Ok(if unknown.is_empty() { Exit::Done } else { Exit::Partial })
}
