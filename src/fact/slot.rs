//! What can stand in a slot of a fact, and the way between it and plain values.

use crate::{
    fact::{Cardinality, SlotKind, Value},
    model::{EntityId, Scheme, Term, When},
};

/// A type that can stand in a slot.
pub trait SlotValue: Sized {
    /// What it is, for the specification.
    const KIND: SlotKind;
    /// As it stands there.
    fn given(&self) -> Given<'_>;
    /// From a plain value, if it is of the right kind.
    fn from_value(value: &Value) -> Option<Self>;
}

/// A value as it stands in a slot.
#[derive(Clone, Copy, Debug)]
pub enum Given<'f> {
    /// An entity.
    Entity(&'f EntityId),
    /// The code of a term.
    Term(&'f str),
    /// A date.
    When(When),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Free text.
    Text(&'f str),
}

impl Given<'_> {
    /// As a value of its own.
    pub fn to_value(self) -> Value {
        match self {
            Self::Entity(id) => Value::Entity(id.clone()),
            Self::Term(code) => Value::Term(code.into()),
            Self::When(when) => Value::When(when),
            Self::Number(number) => Value::Number(number),
            Self::Flag(flag) => Value::Flag(flag),
            Self::Text(text) => Value::Text(text.into()),
        }
    }
}

impl SlotValue for EntityId {
    const KIND: SlotKind = SlotKind::Entity;
    fn given(&self) -> Given<'_> {
        Given::Entity(self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Entity(id) = value { Some(id.clone()) } else { None }
    }
}

impl<S: Scheme> SlotValue for Term<S> {
    const KIND: SlotKind = SlotKind::Term(S::NAME);
    fn given(&self) -> Given<'_> {
        Given::Term(self.code())
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Term(code) = value { Self::new(code) } else { None }
    }
}

/// An entity, or a term of a scheme: what somebody speaks about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Topic<S> {
    /// An entity.
    Entity(EntityId),
    /// A term.
    Term(Term<S>),
}

impl<S: Scheme> SlotValue for Topic<S> {
    const KIND: SlotKind = SlotKind::Topic(S::NAME);
    fn given(&self) -> Given<'_> {
        match self {
            Self::Entity(id) => Given::Entity(id),
            Self::Term(term) => Given::Term(term.code()),
        }
    }
    fn from_value(value: &Value) -> Option<Self> {
        EntityId::from_value(value).map(Self::Entity).or_else(|| Term::from_value(value).map(Self::Term))
    }
}

impl SlotValue for When {
    const KIND: SlotKind = SlotKind::When;
    fn given(&self) -> Given<'_> {
        Given::When(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::When(when) = value { Some(*when) } else { None }
    }
}

impl SlotValue for f64 {
    const KIND: SlotKind = SlotKind::Number;
    fn given(&self) -> Given<'_> {
        Given::Number(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(number) = value { Some(*number) } else { None }
    }
}

impl SlotValue for bool {
    const KIND: SlotKind = SlotKind::Flag;
    fn given(&self) -> Given<'_> {
        Given::Flag(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Flag(flag) = value { Some(*flag) } else { None }
    }
}

impl SlotValue for Box<str> {
    const KIND: SlotKind = SlotKind::Text;
    fn given(&self) -> Given<'_> {
        Given::Text(self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.as_str().into()) } else { None }
    }
}

/// What a struct field of a fact may be: a value, an `Option` or a `Vec` of it.
pub trait Slot: Sized {
    /// What it holds.
    const KIND: SlotKind;
    /// How many.
    const CARDINALITY: Cardinality;
    /// Its values.
    fn given(&self) -> impl Iterator<Item = Given<'_>>;
    /// From values; nothing where one is missing or of the wrong kind.
    fn fill<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Self>;
}

impl<T: SlotValue> Slot for T {
    const KIND: SlotKind = T::KIND;
    const CARDINALITY: Cardinality = Cardinality::One;
    fn given(&self) -> impl Iterator<Item = Given<'_>> {
        std::iter::once(SlotValue::given(self))
    }
    fn fill<'v>(mut values: impl Iterator<Item = &'v Value>) -> Option<Self> {
        values.next().and_then(T::from_value)
    }
}

impl<T: SlotValue> Slot for Option<T> {
    const KIND: SlotKind = T::KIND;
    const CARDINALITY: Cardinality = Cardinality::Maybe;
    fn given(&self) -> impl Iterator<Item = Given<'_>> {
        self.iter().map(SlotValue::given)
    }
    fn fill<'v>(mut values: impl Iterator<Item = &'v Value>) -> Option<Self> {
        match values.next() {
            None => Some(None),
            Some(value) => T::from_value(value).map(Some),
        }
    }
}

impl<T: SlotValue> Slot for Vec<T> {
    const KIND: SlotKind = T::KIND;
    const CARDINALITY: Cardinality = Cardinality::Many;
    fn given(&self) -> impl Iterator<Item = Given<'_>> {
        self.iter().map(SlotValue::given)
    }
    fn fill<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Self> {
        values.map(T::from_value).collect()
    }
}
