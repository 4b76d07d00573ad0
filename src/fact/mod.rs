//! The twelve types of fact, each declared once in its own file.

mod declare;

mod matching;

mod office;

mod meeting;

mod visit;

mod agreement;

mod indicator;

mod route;

mod partnership;

mod membership;

mod cooperation;

mod event;

mod statement;

mod project;

mod reading;

mod guard;

mod slot;

use declare::fact;
pub use declare::*;

pub use self::{
    agreement::Agreement,
    cooperation::Cooperation,
    event::Event,
    guard::{Breach, Refused},
    indicator::Indicator,
    matching::{Match, matching},
    meeting::Meeting,
    membership::Membership,
    office::Office,
    partnership::Partnership,
    project::Project,
    reading::{Mention, Reading},
    route::Route,
    slot::{Given, Slot, SlotValue, Topic},
    statement::Statement,
    visit::Visit,
};
use crate::model::{EntityId, Span};

macro_rules! facts {
    ($($type:ident),* $(,)?) => {
        /// A fact of any type.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fact {
            $(#[doc = concat!("See [`", stringify!($type), "`].")] $type($type),)*
        }

        /// The declarations of all types, in the order of the reference page.
        pub const ALL: &[&Spec] = &[$(<$type as Declared>::SPEC),*];

        impl Fact {
            /// The declaration of its type.
            pub const fn spec(&self) -> &'static Spec {
                match self {
                    $(Self::$type(_) => <$type as Declared>::SPEC,)*
                }
            }

            /// Shows its values in declared order, each with its slot.
            pub fn each<'f>(&'f self, see: impl FnMut(&'static SlotSpec, Given<'f>)) {
                match self {
                    $(Self::$type(fact) => fact.each(see),)*
                }
            }

            /// The fact of the named type that the slots make.
            ///
            /// # Errors
            /// [`Unfit`] where a needed slot is empty or a value does not fit its slot.
            pub fn from_slots(spec: &'static Spec, slots: &Slots) -> Result<Self, Unfit> {
                $(if spec.name == <$type as Declared>::SPEC.name {
                    return <$type as Declared>::from_slots(slots).map(Self::$type);
                })*
                Err(Unfit::Missing("type"))
            }
        }
    };
}

facts!(Office, Meeting, Visit, Agreement, Indicator, Route, Partnership, Membership, Cooperation, Event, Statement, Project);

impl Fact {
    /// Its values by slot.
    pub fn slots(&self) -> Slots {
        let mut slots = Slots::default();
        self.each(|slot, given| slots.add(slot.name, given.to_value()));
        slots
    }

    /// Shows the entities in its slots.
    pub fn entities<'f>(&'f self, mut see: impl FnMut(&'f EntityId)) {
        self.each(|_, given| {
            if let Given::Entity(id) = given {
                see(id);
            }
        });
    }
}

/// The declaration of the type with this record name.
pub fn spec(name: &str) -> Option<&'static Spec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

/// A fact with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is said.
    pub fact: Fact,
    /// The words that say it.
    pub evidence: Span,
    /// The pattern or step that read it, as `<type>/<pattern>`.
    pub rule: String,
    /// How often the rule is right on annotated texts, above 0 and at most 1: see `docs/confidence.md`.
    pub confidence: f64,
    /// To whom the text attributes it.
    pub attributed_to: Option<EntityId>,
    /// Slots that were inferred from outside the words of the evidence, with the reason.
    pub inferred: Vec<(String, String)>,
}

impl Claim {
    /// Fills a slot from outside the words of the evidence.
    pub fn infer(&mut self, slot: &'static str, value: Value, why: impl Into<String>) {
        let mut slots = self.fact.slots();
        slots.add(slot, value);
        if let Ok(fact) = Fact::from_slots(self.fact.spec(), &slots) {
            self.fact = fact;
            self.inferred.push((slot.to_owned(), why.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityKind;

    #[test]
    fn a_fact_comes_back_from_its_slots() {
        let visitor = EntityId::new(EntityKind::Person, "a");
        let destination = EntityId::new(EntityKind::Country, "b");
        let mut slots = Slots::default();
        slots.add("visitor", Value::Entity(visitor));
        assert_eq!(Fact::from_slots(Visit::SPEC, &slots), Err(Unfit::Missing("destination")));
        slots.add("destination", Value::Entity(destination));
        slots.add("kind", Value::Term("state".into()));
        let fact = Fact::from_slots(Visit::SPEC, &slots).unwrap();
        assert_eq!(fact.slots(), slots);
    }

    #[test]
    fn a_term_outside_its_scheme_is_refused() {
        let mut slots = Slots::default();
        slots.add("visitor", Value::Entity(EntityId::new(EntityKind::Person, "a")));
        slots.add("destination", Value::Entity(EntityId::new(EntityKind::Country, "b")));
        slots.add("kind", Value::Term("secret".into()));
        assert_eq!(Fact::from_slots(Visit::SPEC, &slots), Err(Unfit::WrongKind("kind")));
    }

    #[test]
    fn names_are_unique_and_everything_is_documented() {
        let mut names: Vec<_> = ALL.iter().map(|spec| spec.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        for spec in ALL {
            assert!(!spec.doc.trim().is_empty());
            for slot in spec.slots {
                assert!(!slot.doc.trim().is_empty(), "{}.{}", spec.name, slot.name);
            }
            for edge in spec.edges {
                assert!(spec.slot(edge.from).is_some() && spec.slot(edge.to).is_some(), "{}.{}", spec.name, edge.property);
            }
        }
    }
}
