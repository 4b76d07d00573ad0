//! Who travelled where.

use crate::{
    fact::fact,
    model::{EntityId, Status, Term, VisitKind, When},
};

fact! {
    /// Somebody visits a country or city: completed, under way or announced.
    Visit("visit", "Visit", "visit") {
        /// Who travels.
        key [Person Country Organisation] visitor: EntityId,
        /// Where to.
        key [Country City Place] destination: EntityId,
        /// When.
        [] date: Option<When>,
        /// Rank of the visit.
        [] kind: Option<Term<VisitKind>>,
        /// Whether it has taken place.
        [] status: Option<Term<Status>>,
    }
    edges {
        /// The visitor went there.
        visitor "visited" destination;
    }
}
