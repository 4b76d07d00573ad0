//! How a fact type is declared: once, with everything that is derived from it.
//!
//! [`fact!`] turns one documented declaration into a struct, its [`Spec`], and the way between the struct and plain
//! [`Value`]s. Quads, SHACL shapes, CSV columns, GraphML keys, flat records and the reference page all read the `Spec`.

use std::ptr;

use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::{
    fact::{Given, Match},
    model::{EntityId, EntityKind, When},
};

/// A plain slot value, as it travels to graph, records and tables.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An entity.
    Entity(EntityId),
    /// The code of a term.
    Term(SmolStr),
    /// A date.
    When(When),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Free text.
    Text(SmolStr),
}

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// An entity.
    Entity,
    /// A term of the named scheme.
    Term(&'static str),
    /// An entity, or a term of the named scheme.
    Topic(&'static str),
    /// A date.
    When,
    /// A number.
    Number,
    /// Yes or no; absent means no.
    Flag,
    /// Free text.
    Text,
}

/// How many values a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// Exactly one.
    One,
    /// At most one.
    Maybe,
    /// Any number, at least one where the slot is part of the fact's identity.
    Many,
}

/// The declaration of a slot.
#[derive(Debug)]
pub struct SlotSpec {
    /// Name in records, tables and, after `sg:`, in the ontology.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What it holds.
    pub kind: SlotKind,
    /// How many.
    pub cardinality: Cardinality,
    /// Whether it tells one fact of this type from another.
    pub identity: bool,
    /// Kinds of entity that it takes; empty for any.
    pub takes: &'static [EntityKind],
    /// How two claims of one fact stand to each other in it.
    pub matching: Match,
}

/// The declaration of a fact type.
#[derive(Debug)]
pub struct Spec {
    /// Name in the flat records and of its table: `office`.
    pub name: &'static str,
    /// Local name of its class: `OfficeHolding`.
    pub class: &'static str,
    /// English label of the class; other languages stand in `ontology/core.toml`.
    pub label: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Its slots in order.
    pub slots: &'static [SlotSpec],
    /// Direct edges between entities that stand beside the fact.
    pub edges: &'static [Edge],
}

/// A direct edge that a fact draws between the entities of two slots (or of one slot, between each two of them).
#[derive(Debug)]
pub struct Edge {
    /// Slot of the subject.
    pub from: &'static str,
    /// Property, as local name.
    pub property: &'static str,
    /// Slot of the object.
    pub to: &'static str,
    /// What the edge says.
    pub doc: &'static str,
}

impl SlotSpec {
    /// Whether it takes an entity of this kind.
    pub fn fits(&self, kind: EntityKind) -> bool {
        self.takes.is_empty() || self.takes.contains(&kind)
    }
}

impl Spec {
    /// Whether it is the type of that name. Names of types differ in length or in the first letter, which are held against each other at once.
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        let (own, other) = (self.name.as_bytes(), name.as_bytes());
        (own.len() == other.len()) & (own.first() == other.first()) && own == other
    }

    /// Whether the slot of that name takes an entity of this kind.
    pub fn takes(&self, slot: &str, kind: EntityKind) -> bool {
        self.slot(slot).is_some_and(|slot| slot.fits(kind))
    }

    /// The slot of that name.
    pub fn slot(&self, name: &str) -> Option<&'static SlotSpec> {
        self.slots.iter().find(|slot| same(slot.name, name))
    }

    /// Whether it is something that happens at some time, and can happen again at another.
    pub fn occurs(&self) -> bool {
        self.slot("date").is_some()
    }
}

/// Whether two names of slots are the same: they are one text, or differ in length or in the last letter, which is cheaper to see than to call
/// for a comparison.
fn same(a: &str, b: &str) -> bool {
    (a.len() == b.len()) & (a.as_bytes().last() == b.as_bytes().last()) && (ptr::eq(a, b) || a == b)
}

/// Few facts have more values.
const VALUES: usize = 5;

/// Values by slot name, before they are known to fit a fact type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots(SmallVec<[(&'static str, Value); VALUES]>);

impl Slots {
    /// Adds a value to a slot; a value that stands there already is not repeated.
    pub fn add(&mut self, slot: &'static str, value: Value) {
        if !self.get(slot).any(|known| *known == value) {
            self.0.push((slot, value));
        }
    }

    /// The values of a slot in the order in which they were added.
    pub fn get<'s>(&'s self, slot: &'s str) -> impl Iterator<Item = &'s Value> + 's {
        self.0.iter().filter(move |(name, _)| same(name, slot)).map(|(_, value)| value)
    }

    /// Whether the slot holds anything.
    pub fn has(&self, slot: &str) -> bool {
        self.get(slot).next().is_some()
    }
}

/// Why slots make no fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A slot that the type needs is empty.
    #[error("slot `{0}` is empty")]
    Missing(&'static str),
    /// A value is not of the kind that the slot takes.
    #[error("slot `{0}` holds a value of the wrong kind")]
    WrongKind(&'static str),
}

/// A declared fact type.
pub trait Declared: Sized {
    /// Its declaration.
    const SPEC: &'static Spec;
    /// Shows its values in declared order, each with its slot.
    fn each<'f>(&'f self, see: impl FnMut(&'static SlotSpec, Given<'f>));
    /// The fact that the slots make.
    ///
    /// # Errors
    /// [`Unfit`] where a needed slot is empty or a value does not fit its slot.
    fn from_slots(slots: &Slots) -> Result<Self, Unfit>;
}

/// Declares a fact type. See any file of `src/fact/` for its form.
macro_rules! fact {
    (
        $(#[doc = $doc:literal])*
        $name:ident($record:literal, $class:literal, $label:literal) {
            $($(#[doc = $slot_doc:literal])* $($key:ident)? [$($takes:ident)*] $matching:ident $slot:ident: $type:ty,)*
        }
        edges {
            $($(#[doc = $edge_doc:literal])* $from:ident $property:literal $to:ident;)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[doc = $slot_doc])* pub $slot: $type,)*
        }

        impl $crate::fact::Declared for $name {
            const SPEC: &'static $crate::fact::Spec = &$crate::fact::Spec {
                name: $record,
                class: $class,
                label: $label,
                doc: concat!($($doc, "\n"),*),
                slots: &[$($crate::fact::SlotSpec {
                    name: $crate::fact::slot_name(stringify!($slot)),
                    doc: concat!($($slot_doc, "\n"),*),
                    kind: <$type as $crate::fact::Slot>::KIND,
                    cardinality: <$type as $crate::fact::Slot>::CARDINALITY,
                    identity: [$(stringify!($key),)? ""].len() > 1,
                    takes: &[$($crate::model::EntityKind::$takes),*],
                    matching: $crate::fact::matching(stringify!($matching)),
                }),*],
                edges: &[$($crate::fact::Edge {
                    from: stringify!($from),
                    property: $property,
                    to: stringify!($to),
                    doc: concat!($($edge_doc, "\n"),*),
                }),*],
            };

            fn each<'f>(&'f self, mut see: impl FnMut(&'static $crate::fact::SlotSpec, $crate::fact::Given<'f>)) {
                let [$($slot),*] = Self::SPEC.slots else { return };
                $(for given in $crate::fact::Slot::given(&self.$slot) {
                    see($slot, given);
                })*
            }

            fn from_slots(slots: &$crate::fact::Slots) -> Result<Self, $crate::fact::Unfit> {
                // Nothing is copied where something is missing.
                $({
                    let spec = $crate::fact::slot_name(stringify!($slot));
                    let required = match <$type as $crate::fact::Slot>::CARDINALITY {
                        $crate::fact::Cardinality::One => true,
                        $crate::fact::Cardinality::Maybe => false,
                        $crate::fact::Cardinality::Many => [$(stringify!($key),)? ""].len() > 1,
                    };
                    if required && !slots.has(spec) {
                        return Err($crate::fact::Unfit::Missing(spec));
                    }
                })*
                $(let $slot: $type = {
                    let spec = $crate::fact::slot_name(stringify!($slot));
                    <$type as $crate::fact::Slot>::fill(slots.get(spec)).ok_or_else(|| if slots.has(spec) {
                        $crate::fact::Unfit::WrongKind(spec)
                    } else {
                        $crate::fact::Unfit::Missing(spec)
                    })?
                };)*
                Ok(Self { $($slot),* })
            }
        }
    };
}
pub(super) use fact;

/// The public name of a slot whose field name had to avoid a word of Rust.
pub const fn slot_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        b"from_" => "from",
        b"base_period" => "base-period",
        _ => field,
    }
}
