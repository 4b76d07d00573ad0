//! Addresses as people read them.

use oxigraph::model::Term;

use crate::graph::{Base, vocabulary::PREFIXES};

/// How many of the last characters of a fact's id are left out: `explain` finds it by those before.
const UNTOLD: usize = 12;

/// A term for human eyes: addresses cut to their telling part, control characters taken out.
pub fn short(term: &Term, base: &Base) -> String {
    let text = match term {
        Term::NamedNode(node) => {
            let iri = node.as_str();
            let own = iri.strip_prefix(base.as_str());
            if let Some(fact) = own.and_then(|rest| rest.strip_prefix("id/fact/")) {
                return fact.get(..fact.len().saturating_sub(UNTOLD)).filter(|told| told.len() > UNTOLD).unwrap_or(fact).to_owned();
            }
            own.and_then(|rest| rest.strip_prefix("id/").or_else(|| rest.strip_prefix("vocabulary/"))).map_or_else(|| prefixed(iri, base), str::to_owned)
        }
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}

fn prefixed(iri: &str, base: &Base) -> String {
    let sg = base.namespace();
    let mut known = PREFIXES.iter().copied().chain([("sg", sg.as_str())]);
    known.find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?))).unwrap_or_else(|| iri.to_owned())
}
