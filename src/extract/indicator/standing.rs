//! A line that a document tells to be built is as long as it says, and no longer to be.

use std::collections::BTreeSet;

use crate::{
    extract::Reader,
    fact::{Claim, Fact},
    model::{EntityId, Term},
};

/// Planned lengths of what a document tells to be completed are actual.
pub fn lengths(reader: &Reader<'_>, found: &mut [Claim]) {
    let long = |claim: &Claim| matches!(&claim.fact, Fact::Indicator(figure) if figure.measure.code() == "length" && figure.modality.code() == "planned");
    if !found.iter().any(long) {
        return;
    }
    let built: BTreeSet<Box<str>> = found
        .iter()
        .filter_map(|claim| if let Fact::Project(project) = &claim.fact { Some(project) } else { None })
        .filter(|project| project.status.as_ref().is_some_and(|status| status.code() == "completed"))
        .map(|project| project.name.clone())
        .collect();
    let name = |id: &EntityId| {
        let known = reader.knowledge.get(id).map(|known| &known.entity.name);
        known.or_else(|| reader.cast.fresh.get(id).map(|fresh| &fresh.name)).cloned()
    };
    for claim in found.iter_mut().filter(|claim| long(claim)) {
        if let Fact::Indicator(figure) = &mut claim.fact
            && figure.about.iter().filter_map(name).any(|name| built.contains(&*name))
            && let Some(actual) = Term::new("actual")
        {
            figure.modality = actual;
        }
    }
}
