//! Which figures are claimed.

use crate::{
    fact::fact,
    model::{Area, EntityId, Measure, Modality, Qualifier, Term, Unit, When},
};

fact! {
    /// A figure: trade, freight, investment, length and so on, of a pair, country, corridor or thing.
    ///
    /// A growth figure is a fact of its own with `change` set, its unit `%` and its value signed.
    Indicator("indicator", "Observation", "observation") {
        /// What is measured.
        key [] measure: Term<Measure>,
        /// What it is measured of: a pair of countries, a country, a corridor, a thing.
        key [] about: Vec<EntityId>,
        /// The number in full, in units (not thousands or millions).
        key [] value: f64,
        /// Unit, or currency by its ISO 4217 code.
        key [] unit: Term<Unit>,
        /// The time that it is claimed for.
        key [] period: Option<When>,
        /// Fact, aim or guess.
        key [] modality: Term<Modality>,
        /// How exact it is.
        [] qualifier: Option<Term<Qualifier>>,
        /// Whether the value is a change against an earlier one and not a level.
        key [] change: Option<bool>,
        /// The time that a change is measured against.
        [] base_period: Option<When>,
        /// The exporting side of exports and imports.
        [Country Organisation City Place] from_: Option<EntityId>,
        /// The importing side of exports and imports.
        [Country Organisation City Place] to: Option<EntityId>,
        /// The branch of trade, where the figure is for one branch only.
        key [] sector: Option<Term<Area>>,
    }
    edges {}
}
