//! What a figure sees: the items of its sentence and what they say.

use super::{Sight, signs::Sign};
use crate::{
    model::Span,
    recognise::{Item, ItemKind},
};

impl<'a> Sight<'a> {
    pub(super) fn items(&self) -> &'a [Item] {
        &self.scene.sentence.items
    }

    pub(super) fn sign(&self, index: usize) -> Sign<'a> {
        self.signs.list.get(index).copied().unwrap_or_default()
    }

    pub(super) fn has_function(&self, index: usize, function: &str) -> bool {
        self.sign(index).prep.is_some_and(|prep| self.reader.language.has_function(function, prep))
    }

    pub(super) fn is_quantity(&self, index: usize) -> bool {
        self.items().get(index).is_some_and(|item| matches!(item.kind, ItemKind::Quantity(_)))
    }

    pub(super) fn is_mark(&self, index: usize, mark: &str) -> bool {
        self.items().get(index).is_some_and(|item| item.is_mark(self.reader.text, mark))
    }

    pub(super) fn measure_span(&self) -> Option<Span> {
        let index = (0..self.at)
            .rev()
            .find(|index| self.sign(*index).measure.is_some())
            .or_else(|| (self.at + 1..self.items().len().min(self.at + 8)).find(|index| self.sign(*index).measure.is_some()))?;
        Some(self.items()[index].span)
    }

    /// The brackets that the figure stands in, as items.
    pub(super) fn bracket(&self) -> Option<(usize, usize)> {
        let open = (0..self.at).rev().find(|index| self.is_mark(*index, "(") || self.is_mark(*index, ")"))?;
        if !self.is_mark(open, "(") {
            return None;
        }
        let close = (self.at..self.items().len()).find(|index| self.is_mark(*index, ")"))?;
        Some((open, close))
    }
}
