//! What does not fit, and what follows by constraint: a file for each kind.

mod clues;
mod events;
mod figures;
mod forecasts;
mod growth;
mod header;
mod meetings;
mod offices;
mod order;
mod quads;
mod routes;
mod shares;
mod sums;
mod values;
mod view;

pub use self::view::View;
use crate::{
    fact::Value,
    model::{EntityId, VOCABULARIES},
};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// To be looked at.
    Warning,
    /// One of the statements is wrong.
    Severe,
}

impl Severity {
    /// Its code in the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Severe => "severe",
        }
    }
}

/// What a finding or an inference is about, or what it follows from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Premise {
    /// A fact, by key.
    Fact(String),
    /// A document, by id.
    Document(String),
    /// An entity that is known beforehand, by id.
    Known(EntityId),
    /// A clue to the time of writing, by document and characters.
    Clue(String, (usize, usize)),
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Code of its kind in the vocabulary.
    pub kind: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What does not fit, in English.
    pub explanation: String,
    /// The facts (and, of a header date, the document) that it is about, in order.
    pub concerns: Vec<Premise>,
    /// What is known beforehand that speaks against them, in order.
    pub used: Vec<Premise>,
    /// The number that the others give instead, as text.
    pub instead: Option<String>,
}

impl Finding {
    fn new(kind: &'static str, severity: Severity, values: &[(&str, &str)], concerns: Vec<Premise>) -> Self {
        let mut finding = Self { kind, severity, explanation: say("finding-kind", kind, values), concerns, used: Vec::new(), instead: None };
        finding.concerns.sort();
        finding.concerns.dedup();
        finding
    }

    fn instead(mut self, number: f64) -> Self {
        self.instead = Some(((number * 100.0).round() / 100.0).to_string());
        self
    }

    fn using(mut self, used: impl IntoIterator<Item = EntityId>) -> Self {
        self.used = used.into_iter().map(Premise::Known).collect();
        self.used.sort();
        self.used.dedup();
        self
    }
}

/// A value of a fact (or the day of publication of a document) that no text gives and that follows by constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Inference {
    /// What it is a value of.
    pub of: Premise,
    /// Name of the slot; `published` of a document.
    pub slot: &'static str,
    /// The value.
    pub value: Value,
    /// Code of the reason in the vocabulary.
    pub reason: &'static str,
    /// What it follows from, in order.
    pub premises: Vec<Premise>,
}

/// What a kind says, with its names filled in.
fn say(scheme: &str, code: &str, values: &[(&str, &str)]) -> String {
    let said = VOCABULARIES.get(scheme).and_then(|vocabulary| vocabulary.terms.get(code)).map_or(code, |concept| concept.says.as_str());
    values.iter().fold(said.to_owned(), |said, (name, value)| said.replace(&format!("{{{name}}}"), value))
}

/// A kind of finding.
type Kind = fn(&View<'_>) -> Vec<Finding>;
/// A kind of inference.
type Constraint = fn(&View<'_>) -> Vec<Inference>;

/// All kinds of finding.
const KINDS: &[Kind] = &[
    sums::turnovers,
    sums::parts,
    growth::denied,
    shares::above_all,
    forecasts::for_the_past,
    forecasts::reached,
    values::differing,
    offices::denied,
    routes::denied,
    order::out_of_order,
    events::dated_otherwise,
    header::denied,
    meetings::denied,
];
/// All kinds of inference.
const CONSTRAINTS: &[Constraint] = &[header::narrowed, events::known, meetings::dated, clues::since];

/// All findings and inferences, in a fixed order.
pub(super) fn find(view: &View<'_>) -> (Vec<Finding>, Vec<Inference>) {
    let mut findings: Vec<Finding> = KINDS.iter().flat_map(|kind| kind(view)).collect();
    findings.sort_by(|a, b| (a.kind, &a.concerns, a).cmp(&(b.kind, &b.concerns, b)));
    findings.dedup_by(|a, b| a.kind == b.kind && a.concerns == b.concerns);
    let mut inferences: Vec<Inference> = CONSTRAINTS.iter().flat_map(|constraint| constraint(view)).collect();
    inferences.sort_by(|a, b| (&a.of, a.slot, a.reason, &a.premises).cmp(&(&b.of, b.slot, b.reason, &b.premises)));
    (findings, inferences)
}
