//! What a figure sees: the items of its sentence and what they say.

use std::{cell::OnceCell, rc::Rc};

use super::{
    Figure,
    memory::Memory,
    owner::Owners,
    signs::{Sign, Signs},
    times::Times,
    wares::Wares,
    words::Words,
};
use crate::{
    extract::{Reader, Scene},
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind, Quantity},
};

/// One figure with all that it is read by.
pub struct Sight<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) scene: &'a Scene<'a>,
    pub(super) signs: &'a Signs<'a>,
    pub(super) words: &'a Words,
    pub(super) owners: &'a Owners,
    /// The country whose figures the text reports.
    pub(super) reporter: Option<&'a EntityId>,
    /// The number of the figure's sentence.
    pub(super) sentence: usize,
    /// The figure's item.
    pub(super) at: usize,
    /// The phrase that it stands in.
    pub(super) chunk: usize,
    pub(super) quantity: &'a Quantity,
    /// The figure before it in the sentence.
    pub(super) previous: Option<&'a Figure>,
    /// Where the last figure of the sentence is that could be read, in brackets or not.
    pub(super) read: Option<usize>,
    /// The last figure of the sentences before.
    pub(super) before: Option<&'a Figure>,
    /// The last area named before this sentence.
    pub(super) area: Option<&'a str>,
    /// Who and what the sentences before named.
    pub(super) memory: &'a Memory,
    /// The last level that is no part of another.
    pub(super) whole: Option<&'a Figure>,
    /// The figures of the sentence before, in their order.
    pub(super) row: &'a [Rc<Figure>],
    /// The currency named last.
    pub(super) money: Option<&'a str>,
    /// What the paragraph last spoke of without a figure.
    pub(super) topic: Option<&'a str>,
    /// The branch of that.
    pub(super) topic_branch: Option<&'a str>,
    /// What the lines of a list measure.
    pub(super) roll: Option<&'a str>,
    /// The countries of the sentence that ends in a colon right above.
    pub(super) rolled: &'a [EntityId],
    pub(super) times: &'a Times,
    pub(super) wares: &'a Wares,
    /// Whether the sentence before had that last figure.
    pub(super) close: bool,
    /// How many sentences ago that was.
    pub(super) age: usize,
    /// Whether that last figure stands in the same paragraph.
    pub(super) paragraph: bool,
    pub(super) found: Found,
}

/// What is asked of a figure again and again, once somebody has asked.
#[derive(Debug, Default)]
pub struct Found {
    pub(super) bracket: OnceCell<Option<(usize, usize)>>,
    pub(super) ruler: OnceCell<Option<usize>>,
}

impl<'a> Sight<'a> {
    /// The country that is named nearest before, or behind.
    pub(super) fn nearest_country(&self) -> Option<EntityId> {
        let items = self.items();
        let country = |item: &Item| item.entities().iter().find_map(|id| if id.kind() == EntityKind::Country { Some(id.clone()) } else { None });
        items[..self.at]
            .iter()
            .rev()
            .find_map(country)
            .or_else(|| items[self.at..].iter().find_map(country).filter(|id| !self.is_of_compared(id) && !self.is_of_later_part(id)))
    }

    /// "en neuf mois"
    pub(super) fn is_time(&self, index: usize) -> bool {
        matches!(&self.items()[index].kind, ItemKind::Quantity(quantity) if matches!(quantity.unit.as_deref(), Some("years" | "months" | "weeks" | "days")))
    }

    pub(super) fn items(&self) -> &'a [Item] {
        &self.scene.sentence.items
    }

    pub(super) fn sign(&self, index: usize) -> &'a Sign<'a> {
        self.signs.list.get(index).unwrap_or(&self.signs.nothing)
    }

    /// Whether an item before the figure says this of figures.
    pub(super) fn says_before(&self, flag: u32) -> bool {
        self.signs.say_before(self.at, flag)
    }

    #[inline]
    pub(super) fn has_function(&self, index: usize, function: &str) -> bool {
        self.sign(index).preposition.is_some_and(|prep| self.reader.language.has_function(function, prep))
    }

    /// Whether a word is a definite determiner, or "of" with that of one.
    pub(super) fn is_the(&self, index: usize) -> bool {
        matches!(self.sign(index).det, Some("definite" | "demonstrative")) || self.has_function(index, "of") && self.has_function(index, "with-article-of-one")
    }

    pub(super) fn is_quantity(&self, index: usize) -> bool {
        self.items().get(index).is_some_and(|item| matches!(item.kind, ItemKind::Quantity(_)))
    }

    pub(super) fn is_mark(&self, index: usize, mark: &str) -> bool {
        self.items().get(index).is_some_and(|item| item.is_mark(self.reader.text, mark))
    }

    pub(super) fn measure_span(&self) -> Option<Span> {
        let index = self
            .signs
            .measure_before(self.at)
            .or_else(|| (self.at + 1..self.items().len().min(self.at + 8)).find(|index| self.sign(*index).measure.is_some()))?;
        Some(self.items()[index].span)
    }

    /// The brackets that the figure stands in, as items.
    pub(super) fn bracket(&self) -> Option<(usize, usize)> {
        *self.found.bracket.get_or_init(|| self.find_bracket())
    }

    fn find_bracket(&self) -> Option<(usize, usize)> {
        let brackets = &self.signs.places.brackets;
        let (open, _) = brackets.iter().rfind(|(index, _)| *index < self.at).filter(|(_, opens)| *opens)?;
        let (close, _) = brackets.iter().find(|(index, opens)| *index >= self.at && !opens)?;
        Some((*open, *close))
    }

    /// Where the brackets close that open right behind the figure.
    pub(super) fn bracket_behind(&self) -> Option<usize> {
        let open = self.at + 1;
        let mut behind = self.signs.places.brackets.iter().skip_while(|(index, _)| *index < open);
        behind.next().filter(|first| **first == (open, true))?;
        behind.find(|(_, opens)| !opens).map(|(close, _)| *close)
    }

    /// Whether the sentence begins with a pronoun: "Il atteignait 4 milliards".
    pub(super) fn is_pronoun_subject(&self) -> bool {
        let pronoun = |item: &Item| item.code(&self.reader.language.lexicon, "pron") == Some("subject");
        // "…, ont-ils jugé : ils ont atteint 3 milliards"
        let own = self.ruler().filter(|verb| *verb < self.chunk).is_some_and(|verb| {
            let chunk = &self.scene.chunks()[verb];
            self.items()[chunk.start.saturating_sub(1)..chunk.end].iter().any(pronoun)
        });
        own || self.items().iter().take(8).any(pronoun)
    }
}
