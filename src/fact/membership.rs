//! Who belongs to which body.

use crate::{fact::fact, model::EntityId};

fact! {
    /// A state or body is a member of an organisation.
    Membership("membership", "Membership", "membership") {
        /// The member.
        key [Country Organisation] same member: EntityId,
        /// What it is a member of.
        key [Organisation Corridor] same organisation: EntityId,
    }
    edges {
        /// The one is a member of the other.
        member "memberOf" organisation;
    }
}
