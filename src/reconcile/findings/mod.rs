//! What does not fit, and what follows by constraint: a file for each kind.

use super::{claims::Claims, merge::Fact};
use crate::{fact::Value, knowledge::Knowledge};

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

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Code of its kind in the vocabulary.
    pub kind: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What does not fit, in English.
    pub explanation: String,
    /// Keys of the facts that it is about, in order.
    pub concerns: Vec<String>,
}

/// What an inference follows from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Premise {
    /// A fact, by key.
    Fact(String),
    /// An entity that is known beforehand, by id.
    Known(crate::model::EntityId),
}

/// A value of a fact that no text gives and that follows by constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Inference {
    /// Key of the fact.
    pub fact: String,
    /// Name of the slot.
    pub slot: &'static str,
    /// The value.
    pub value: Value,
    /// Code of the reason in the vocabulary.
    pub reason: &'static str,
    /// What it follows from.
    pub premises: Vec<Premise>,
}

/// What findings are sought in.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// The claims of all documents.
    pub claims: &'v Claims,
    /// The facts that they are of, by key.
    pub facts: &'v [Fact<'v>],
    /// What is known beforehand.
    pub knowledge: &'v Knowledge,
}

/// A kind of finding.
type Kind = fn(&View<'_>) -> Vec<Finding>;
/// A kind of inference.
type Constraint = fn(&View<'_>) -> Vec<Inference>;

/// All kinds of finding.
const KINDS: &[Kind] = &[];
/// All kinds of inference.
const CONSTRAINTS: &[Constraint] = &[];

/// All findings and inferences, in a fixed order.
pub(super) fn find(view: &View<'_>) -> (Vec<Finding>, Vec<Inference>) {
    let mut findings: Vec<Finding> = KINDS.iter().flat_map(|kind| kind(view)).collect();
    findings.sort();
    findings.dedup();
    let mut inferences: Vec<Inference> = CONSTRAINTS.iter().flat_map(|constraint| constraint(view)).collect();
    inferences.sort_by(|a, b| (&a.fact, a.slot, a.reason, &a.premises).cmp(&(&b.fact, b.slot, b.reason, &b.premises)));
    (findings, inferences)
}
