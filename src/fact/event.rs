//! Summits, forums, elections and the like.

use crate::{
    fact::fact,
    model::{EntityId, EventKind, Status, Term, When},
};

fact! {
    /// A summit, forum, council session, ceremony or election takes place or is planned.
    Event("event", "Event", "event") {
        /// The event.
        key [Event] name: EntityId,
        /// What sort of event.
        [] kind: Option<Term<EventKind>>,
        /// Where.
        [City Country Place Infrastructure] place: Option<EntityId>,
        /// When.
        [] date: Option<When>,
        /// Whether it has taken place.
        [] status: Option<Term<Status>>,
        /// Those who take part.
        [Person Country Organisation] participants: Vec<EntityId>,
    }
    edges {
        /// The event takes place there.
        name "takesPlaceIn" place;
        /// The participant takes part.
        participants "takesPartIn" name;
    }
}
