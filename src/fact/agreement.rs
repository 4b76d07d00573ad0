//! What binds two parties.

use crate::{
    fact::{Topic, fact},
    model::{AgreementKind, Area, EntityId, Status, Term, Unit, When},
};

fact! {
    /// Parties sign, adopt, negotiate or plan an agreement, or a counted number of documents.
    Agreement("agreement", "Agreement", "agreement") {
        /// Who is bound: countries and bodies, people only where nothing else is named.
        key [Country Organisation Person City Place] fits parties: Vec<EntityId>,
        /// What sort of document.
        [] given kind: Option<Term<AgreementKind>>,
        /// How far it has come.
        key [] same status: Term<Status>,
        /// When that was reached, or is expected.
        [] fits date: Option<When>,
        /// How many documents.
        key [] same count: Option<f64>,
        /// What it is worth.
        [] near value: Option<f64>,
        /// Currency of the value.
        [] fits currency: Option<Term<Unit>>,
        /// What it is about.
        [] fits about: Vec<Topic<Area>>,
        /// Its name, where it has one.
        [Agreement] fits name: Option<EntityId>,
    }
    edges {
        /// The two are parties to an agreement that stands or is under way.
        parties "hasAgreementWith" parties;
    }
}
