//! Who met whom.

use crate::{
    fact::fact,
    model::{EntityId, Status, Term, When},
};

fact! {
    /// People (or, where the text names no people, states and bodies) met or talked, by telephone as well.
    Meeting("meeting", "Meeting", "meeting") {
        /// Those who met.
        key [Person Country Organisation] fits participants: Vec<EntityId>,
        /// Where.
        [City Country Place Infrastructure Event] fits place: Option<EntityId>,
        /// When.
        [] fits date: Option<When>,
        /// Whether it has taken place.
        [] stage status: Option<Term<Status>>,
    }
    edges {
        /// The two met.
        participants "met" participants;
        /// The participant was there.
        participants "metIn" place;
    }
}
