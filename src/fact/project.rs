//! What is built or set up.

use crate::{
    fact::fact,
    model::{EntityId, ProjectKind, Status, Term},
};

fact! {
    /// A railway, port, plant, centre and so on is proposed, planned, being built or completed.
    Project("project", "Project", "project") {
        /// Short description in English: the known name, or what it is and the places that tell which.
        key [] same name: Box<str>,
        /// What is built.
        key [] same kind: Term<ProjectKind>,
        /// Where.
        [City Country Place Infrastructure] fits place: Option<EntityId>,
        /// Who takes part.
        [Country Organisation Person] free parties: Vec<EntityId>,
        /// How far it has come.
        [] stage status: Option<Term<Status>>,
    }
    edges {
        /// The two build something together.
        parties "buildsWith" parties;
    }
}
