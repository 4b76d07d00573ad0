//! At which level two states are partners.

use crate::{
    fact::fact,
    model::{EntityId, Level, Term},
};

fact! {
    /// States call their relation a partnership of some level, or an alliance.
    Partnership("partnership", "Partnership", "partnership") {
        /// The partners.
        key [Country Organisation Place] same parties: Vec<EntityId>,
        /// The level.
        key [] same level: Term<Level>,
    }
    edges {
        /// The two are partners.
        parties "partnerOf" parties;
    }
}
