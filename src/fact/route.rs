//! Where corridors run.

use crate::{
    fact::fact,
    model::{EntityId, RouteRelation, Term},
};

fact! {
    /// A corridor, railway or pipeline passes through, connects, starts at, ends at or includes something.
    Route("route", "RouteStatement", "route statement") {
        /// The corridor or branch.
        key [Corridor Infrastructure] same corridor: EntityId,
        /// How it stands to the object.
        key [] same relation: Term<RouteRelation>,
        /// A country, city, port, sea or branch, or a union of states.
        key [Country City Place Infrastructure Corridor Organisation] same object: EntityId,
    }
    edges {
        /// The corridor runs through, to or over it (for a branch: contains it).
        corridor "{relation}" object;
    }
}
