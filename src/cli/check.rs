//! `silkgraph check`: is the store sound?

use std::io::Write;

use clap::Args;

use super::{
    StoreArgument,
    failure::{Exit, Failure},
    output,
    source::Source,
};
use crate::store::Mode;

/// Check the store; without a choice, everything
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Read every index of the database and compare it with the ledger of what was acknowledged
    #[arg(long)]
    store_integrity: bool,
    #[command(flatten)]
    store: StoreArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    // For now there is but one check.
    let _everything = !arguments.store_integrity;
    source.store.integrity()?;
    let quads: u64 = source.store.entries().values().map(|entry| entry.quads).sum();
    let mut out = output::stdout();
    writeln!(out, "the store is sound: {} documents, {quads} quads", source.store.documents().count())?;
    out.flush()?;
    Ok(Exit::Done)
}
