//! Who travelled where.

use crate::{
    fact::fact,
    model::{EntityId, Status, Term, VisitKind, When},
};

fact! {
    /// Somebody visits a country or city: completed, under way or announced.
    Visit("visit", "Visit", "visit") {
        /// Who travels.
        key [Person Country Organisation] same visitor: EntityId,
        /// Where to.
        key [Country City Place] fits destination: EntityId,
        /// When.
        [] fits date: Option<When>,
        /// Rank of the visit.
        [] free kind: Option<Term<VisitKind>>,
        /// Whether it has taken place.
        [] stage status: Option<Term<Status>>,
    }
    edges {
        /// The visitor went there.
        visitor "visited" destination;
    }
}
