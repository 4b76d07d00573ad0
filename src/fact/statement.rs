//! Who said what about whom.

use crate::{
    fact::{Topic, fact},
    model::{Act, Area, EntityId, Term},
};

fact! {
    /// Somebody praises, calls for, announces, supports or proposes something in public.
    Statement("statement", "Statement", "statement") {
        /// Who speaks.
        key [Person Organisation Country] same speaker: EntityId,
        /// What the speaker does by it.
        key [] same act: Term<Act>,
        /// About whom or what.
        key [] same about: Vec<Topic<Area>>,
    }
    edges {
        /// The speaker spoke about the entity.
        speaker "spokeAbout" about;
    }
}
