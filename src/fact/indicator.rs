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
        key [] same measure: Term<Measure>,
        /// What it is measured of: a pair of countries, a country, a corridor, a thing.
        key [] same about: Vec<EntityId>,
        /// The number in full, in units (not thousands or millions).
        key [] near value: f64,
        /// Unit, or currency by its ISO 4217 code.
        key [] same unit: Term<Unit>,
        /// The time that it is claimed for.
        key [] given period: Option<When>,
        /// Fact, aim or guess.
        key [] same modality: Term<Modality>,
        /// How exact it is.
        [] free qualifier: Option<Term<Qualifier>>,
        /// Whether the value is a change against an earlier one and not a level.
        key [] same change: Option<bool>,
        /// The time that a change is measured against.
        [] fits base_period: Option<When>,
        /// The exporting side of exports and imports.
        [Country Organisation City Place] fits from_: Option<EntityId>,
        /// The importing side of exports and imports.
        [Country Organisation City Place] fits to: Option<EntityId>,
        /// The branch of trade, where the figure is for one branch only.
        key [] same sector: Option<Term<Area>>,
    }
    edges {}
}
