//! The nouns: what the rooms hand to each other. No reading, no writing, no language.

mod clue;
mod document;
mod entity;
mod skipped;
mod slug;

mod span;
pub mod time;
mod vocabulary;
mod when;

pub use clue::{Clue, Dating};
pub use document::{Document, Part, PartKind};
pub use entity::{Entity, EntityId, EntityIds, EntityKind, UnknownKind};
pub use skipped::{SkipReason, Skipped};
pub use slug::plain_slug;
pub use span::{CharOffsets, Span};
pub use time::{Amount, Anchor, Said, Sign, TimeKind, TimeUnit, Toward};
pub use vocabulary::*;
pub use when::{NotADate, Point, When};
