//! `silkgraph remove`: documents leave the store with all that they alone said.

use clap::Args;

use super::{
    StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::store::Mode;

/// Remove documents, with all that they alone said
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Ids of documents: the file's stem, or the id that came with the article
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    #[command(flatten)]
    store: StoreArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    // A writer makes a store where there is none; nothing can be removed from that.
    drop(Source::open(&arguments.store.store, Mode::Read)?);
    let mut source = Source::open(&arguments.store.store, Mode::Write)?;
    let mut exit = Exit::Done;
    let mut batch = source.store.batch();
    for document in &arguments.documents {
        if !batch.remove_document(document)? {
            output::tell(&format!("{document}: there is no such document in the store"));
            exit = Exit::Partial;
        }
    }
    batch.commit()?;
    Ok(exit)
}
