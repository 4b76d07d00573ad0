//! Who held which office.

use crate::{
    fact::fact,
    model::{EntityId, Portfolio, Role, Term},
};

fact! {
    /// A person holds (or held) an office of a country or body.
    ///
    /// The text attests the holding; when it began and ended is in the dates only where the text says so.
    Office("office", "OfficeHolding", "office holding") {
        /// Who holds the office.
        key [Person] same person: EntityId,
        /// What the office is.
        key [] same role: Term<Role>,
        /// The country or body that the office belongs to.
        key [Country Organisation City Place Corridor Infrastructure] same of: EntityId,
        /// What the office is about.
        [] fits portfolio: Option<Term<Portfolio>>,
        /// Whether the text speaks of it as held before.
        [] free former: Option<bool>,
    }
    edges {
        /// The person holds an office of the country or body.
        person "holdsOfficeOf" of;
    }
}
