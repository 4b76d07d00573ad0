//! What can stand in a slot of a fact, and the way between it and plain values.

use crate::{
    fact::{Cardinality, SlotKind, Value},
    model::{EntityId, Scheme, Term, When},
};

/// A type that can stand in a slot.
pub trait SlotValue: Sized {
    /// What it is, for the specification.
    const KIND: SlotKind;
    /// As a plain value.
    fn to_value(&self) -> Value;
    /// From a plain value, if it is of the right kind.
    fn from_value(value: &Value) -> Option<Self>;
    /// The entity that it is, if it is one.
    fn entity(&self) -> Option<&EntityId> {
        None
    }
}

impl SlotValue for EntityId {
    const KIND: SlotKind = SlotKind::Entity;
    fn to_value(&self) -> Value {
        Value::Entity(self.clone())
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Entity(id) = value { Some(id.clone()) } else { None }
    }
    fn entity(&self) -> Option<&EntityId> {
        Some(self)
    }
}

impl<S: Scheme> SlotValue for Term<S> {
    const KIND: SlotKind = SlotKind::Term(S::NAME);
    fn to_value(&self) -> Value {
        Value::Term(self.code().into())
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
    fn to_value(&self) -> Value {
        match self {
            Self::Entity(id) => id.to_value(),
            Self::Term(term) => term.to_value(),
        }
    }
    fn from_value(value: &Value) -> Option<Self> {
        EntityId::from_value(value).map(Self::Entity).or_else(|| Term::from_value(value).map(Self::Term))
    }
    fn entity(&self) -> Option<&EntityId> {
        if let Self::Entity(id) = self { Some(id) } else { None }
    }
}

impl SlotValue for When {
    const KIND: SlotKind = SlotKind::When;
    fn to_value(&self) -> Value {
        Value::When(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::When(when) = value { Some(*when) } else { None }
    }
}

impl SlotValue for f64 {
    const KIND: SlotKind = SlotKind::Number;
    fn to_value(&self) -> Value {
        Value::Number(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(number) = value { Some(*number) } else { None }
    }
}

impl SlotValue for bool {
    const KIND: SlotKind = SlotKind::Flag;
    fn to_value(&self) -> Value {
        Value::Flag(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Flag(flag) = value { Some(*flag) } else { None }
    }
}

impl SlotValue for Box<str> {
    const KIND: SlotKind = SlotKind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.clone()) } else { None }
    }
}

/// What a struct field of a fact may be: a value, an `Option` or a `Vec` of it.
pub trait Slot: Sized {
    /// What it holds.
    const KIND: SlotKind;
    /// How many.
    const CARDINALITY: Cardinality;
    /// Its values.
    fn values(&self) -> impl Iterator<Item = Value>;
    /// The entities among them.
    fn entities(&self) -> impl Iterator<Item = &EntityId>;
    /// From values; nothing where one is missing or of the wrong kind.
    fn fill<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Self>;
}

impl<T: SlotValue> Slot for T {
    const KIND: SlotKind = T::KIND;
    const CARDINALITY: Cardinality = Cardinality::One;
    fn values(&self) -> impl Iterator<Item = Value> {
        std::iter::once(self.to_value())
    }
    fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.entity().into_iter()
    }
    fn fill<'v>(mut values: impl Iterator<Item = &'v Value>) -> Option<Self> {
        values.next().and_then(T::from_value)
    }
}

impl<T: SlotValue> Slot for Option<T> {
    const KIND: SlotKind = T::KIND;
    const CARDINALITY: Cardinality = Cardinality::Maybe;
    fn values(&self) -> impl Iterator<Item = Value> {
        self.iter().map(SlotValue::to_value)
    }
    fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.iter().filter_map(SlotValue::entity)
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
    fn values(&self) -> impl Iterator<Item = Value> {
        self.iter().map(SlotValue::to_value)
    }
    fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.iter().filter_map(SlotValue::entity)
    }
    fn fill<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Self> {
        values.map(T::from_value).collect()
    }
}
