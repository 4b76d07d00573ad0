//! In which fields two states work together.

use crate::{
    fact::fact,
    model::{Area, EntityId, Term},
};

fact! {
    /// Parties cooperate in a field, discuss it or intend to. One fact per field.
    Cooperation("cooperation", "Cooperation", "cooperation") {
        /// Who cooperates.
        key [Country Organisation Place] same parties: Vec<EntityId>,
        /// In what.
        key [] same area: Term<Area>,
    }
    edges {
        /// The two cooperate or intend to.
        parties "cooperatesWith" parties;
    }
}
