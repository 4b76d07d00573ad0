//! Text becomes sentences of items: words, names, dates and figures.

mod dates;
mod item;
mod quantities;
mod scan;
mod segment;
mod support;

pub use dates::{TimeMention, time_expressions};
pub use item::{DateMention, Item, ItemKind, Named, Quantity, Reference, is_currency};
pub use scan::{Recognised, Sentence, recognise};

use crate::{lang::Language, model::Document};

/// Documents that pass the rooms together, each with the pack that reads it.
pub type Shelf<'a> = [(&'a Document, &'a Language)];
