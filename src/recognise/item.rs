//! What a sentence is made of once words, names, dates and figures are known.

use std::mem::discriminant;

use smol_str::SmolStr;

use crate::{
    lang::{Kinds, Language, Lexicon, Senses, Value},
    model::{EntityId, EntityIds, EntityKind, Point, Said, Span, When},
};

/// A word, phrase, name, date, figure or mark of a sentence.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it stands in the document.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
    /// What its words may be.
    pub senses: Senses,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a hyphen joins it to the item before.
    pub hyphen: bool,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A word or phrase of the lexicon, or an unknown word.
    Word,
    /// A known name.
    Name(Named),
    /// People, countries or bodies that were worked out from context.
    Reference(Box<Reference>),
    /// A date.
    Date(Box<DateMention>),
    /// A figure.
    Quantity(Box<Quantity>),
    /// A mark of punctuation.
    Mark,
}

impl PartialEq for ItemKind {
    /// Items are asked at every turn whether they are words or marks.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other) && (matches!(self, Self::Word | Self::Mark) || self.says_as(other))
    }
}

impl ItemKind {
    fn says_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(a), Self::Name(b)) => a == b,
            (Self::Reference(a), Self::Reference(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Quantity(a), Self::Quantity(b)) => a == b,
            _ => false,
        }
    }
}

/// A known name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Those that may be meant, the likeliest first.
    pub entities: EntityIds,
    /// Whether the form is an adjective (or noun) of a country's people.
    pub demonym: bool,
    /// Whether it is a family name alone.
    pub family: bool,
    /// Whether the name is too common to be taken without other signs.
    pub doubtful: bool,
    /// Whether it is known in another spelling only.
    pub spelling: bool,
}

/// Something that stands for entities by role, pronoun, group or apposition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// Whom it stands for.
    pub entities: Vec<EntityId>,
    /// Why.
    pub reason: &'static str,
    /// Whether it is a full noun phrase that may be a subject by itself.
    pub pronoun: bool,
    /// The countries behind the reference: whose the office or side is.
    pub countries: Vec<EntityId>,
}

/// A date of facts as said: a point of the calendar, or the two ends of a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateMention {
    /// The date, or the first end of a span.
    pub from: Said,
    /// The last end of a span.
    pub until: Option<Said>,
    /// Whether it is a deadline.
    pub deadline: bool,
    /// Its place on the calendar, once the text is resolved and as far as it is fixed.
    pub placed: Option<When>,
}

impl DateMention {
    /// Whether it is one day, of the month or of the week, or so many days from today.
    pub const fn is_day(&self) -> bool {
        let said = &self.from;
        // "l'exercice clos le 30 juin"
        let longer = matches!(self.placed, Some(When { until: Some(_), .. } | When { from: Point::Month(..), .. }));
        !longer && self.until.is_none() && (said.weekday.is_some() || said.day.is_some() || matches!(said.shift, Some((crate::model::TimeUnit::Day, _))))
    }
}

/// A figure as said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// The number in full.
    pub value: f64,
    /// Code of the unit; nothing for a bare number.
    pub unit: Option<SmolStr>,
    /// Whether a multiplier (thousand, million…) was said.
    pub scaled: bool,
    /// Code of the qualifier.
    pub qualifier: Option<SmolStr>,
    /// Whether the number was written in digits.
    pub digits: bool,
    /// The first number of a range ("8 to 10"), in full.
    pub low: Option<f64>,
}

impl Item {
    /// A copy; most items are words and marks, of which there is nothing behind them to copy.
    #[inline]
    pub fn copied(&self) -> Self {
        let kind = match &self.kind {
            ItemKind::Word => ItemKind::Word,
            ItemKind::Mark => ItemKind::Mark,
            kind => kind.clone(),
        };
        Self { kind, ..*self }
    }

    /// The value that the item has in a class.
    #[inline]
    pub fn value(&self, lexicon: &Lexicon, class: &str) -> Option<Value> {
        if self.senses.may_be(class) { lexicon.sense(&self.senses, class).map(|sense| sense.value) } else { None }
    }

    /// The text of the value that the item has in a class.
    #[inline]
    pub fn code(&self, lexicon: &Lexicon, class: &str) -> Option<&'static str> {
        self.value(lexicon, class).map(|value| lexicon.value(value))
    }

    /// Whether the item may be of a class.
    #[inline]
    pub fn is(&self, lexicon: &Lexicon, class: &str) -> bool {
        self.value(lexicon, class).is_some()
    }

    /// Whether it may be of one of these kinds.
    #[inline]
    pub const fn is_any(&self, kinds: Kinds) -> bool {
        self.senses.are(kinds)
    }

    /// Whether it may be a form of a verb of the named group.
    #[inline]
    pub fn is_verb(&self, language: &Language, group: &str) -> bool {
        self.senses.has_form() && self.senses.may_do(group) && self.does(language, group)
    }

    #[inline(never)]
    fn does(&self, language: &Language, group: &str) -> bool {
        self.senses.iter().any(|sense| sense.form.is_some() && language.verb_is(sense.value, group))
    }

    /// The entities that it names or stands for.
    #[inline]
    pub fn entities(&self) -> &[EntityId] {
        match &self.kind {
            ItemKind::Name(named) => &named.entities[..named.entities.len().min(1)],
            ItemKind::Reference(reference) => &reference.entities,
            _ => &[],
        }
    }

    /// Whether it names or stands for somebody.
    #[inline]
    pub fn has_person(&self) -> bool {
        self.entities().iter().any(|id| id.kind() == EntityKind::Person)
    }

    /// Whether it is a country's adjective.
    pub const fn is_demonym(&self) -> bool {
        matches!(&self.kind, ItemKind::Name(named) if named.demonym)
    }

    /// The number that an ordinal in digits begins with.
    pub fn digits(&self, text: &str) -> Option<u32> {
        if matches!(self.kind, ItemKind::Date(_) | ItemKind::Name(_)) {
            return None;
        }
        let word = self.span.of(text);
        let number: String = word.chars().take_while(char::is_ascii_digit).collect();
        (number.len() <= 3 && word.chars().count() <= number.len() + 3).then(|| number.parse().ok()).flatten()
    }

    /// Whether it is this mark.
    #[inline]
    pub fn is_mark(&self, text: &str, mark: &str) -> bool {
        self.kind == ItemKind::Mark && text.as_bytes().get(self.span.start..self.span.end) == Some(mark.as_bytes())
    }
}

/// Whether a unit's code is that of a currency: three capital letters that are no other unit.
pub fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit != "TEU" && unit != "MWh" && unit != "GWh" && unit != "TWh" && unit != "kWh" && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}
