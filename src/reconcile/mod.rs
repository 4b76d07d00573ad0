//! What follows from all documents together: which claims are of one fact, which documents are copies, which agreements
//! are stages of one, what does not fit, what can be inferred.
//!
//! All of it is a function of the set of documents and of what is known, never of the order in which they came: the
//! derived graph of a store from which a document was removed is that of a store that never had it.

mod agreements;
mod claims;
mod compare;
mod copies;
pub mod findings;
mod groups;
mod merge;
mod quads;

pub use self::{
    agreements::Course,
    claims::{Claims, Gathering, Source, Stated, Statement},
    findings::{Finding, Inference, Premise, Severity},
    merge::{Fact, How, Merge, Reason, what_would_change},
};
use crate::knowledge::Knowledge;

/// What follows from all documents together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived {
    /// Claims of one fact.
    pub merges: Vec<Merge>,
    /// Agreements with their stages.
    pub courses: Vec<Course>,
    /// Facts that are part of another: the key of the one, the key of the other.
    pub parts: Vec<(String, String)>,
    /// What does not fit.
    pub findings: Vec<Finding>,
    /// What follows by constraint.
    pub inferences: Vec<Inference>,
}

/// Works out what follows from the claims of all documents.
pub fn reconcile(claims: &Claims, knowledge: &Knowledge) -> Derived {
    let world = compare::World::new(claims, knowledge);
    let merges = merge::merges(&world);
    let facts = merge::facts(claims, &merges);
    let (courses, parts) = (agreements::courses(&world, &facts), agreements::parts(&facts));
    let (findings, inferences) = findings::find(&findings::View { claims, facts: &facts, knowledge });
    Derived { courses, parts, merges, findings, inferences }
}
