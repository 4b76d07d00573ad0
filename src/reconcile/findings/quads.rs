//! Findings and inferences in the derived graph.

use oxigraph::model::{Literal, NamedNode};

use super::Premise;
use crate::{
    fact::{self, SlotKind, Value},
    graph::{
        Base, Sink, date, term,
        vocabulary::{dcterms, prov, rdf, sg, xsd},
    },
    reconcile::Derived,
};

impl Premise {
    fn node(&self, base: &Base) -> NamedNode {
        match self {
            Self::Fact(key) => base.fact(key),
            Self::Document(id) => base.document(id),
            Self::Known(id) => base.entity(id),
            Self::Clue(document, at) => base.clue(document, *at),
        }
    }
}

impl Derived {
    pub(in crate::reconcile) fn write_findings(&self, sink: &mut Sink<'_>, base: &Base) {
        for finding in &self.findings {
            let concerns: Vec<NamedNode> = finding.concerns.iter().map(|premise| premise.node(base)).collect();
            let node = base.finding(finding.kind, &concerns.iter().map(NamedNode::as_str).collect::<Vec<_>>());
            sink.add(&node, rdf::TYPE, base.sg(sg::FINDING));
            sink.add(&node, base.sg(sg::FINDING_KIND), base.concept("finding-kind", finding.kind));
            sink.add(&node, base.sg(sg::SEVERITY), base.concept("severity", finding.severity.code()));
            sink.add(&node, dcterms::DESCRIPTION, Literal::new_language_tagged_literal_unchecked(&finding.explanation, "en"));
            for concerned in concerns {
                sink.add(&node, base.sg(sg::CONCERNS), concerned);
            }
            if let Some(number) = &finding.instead {
                sink.add(&node, rdf::VALUE, Literal::new_typed_literal(number, xsd::DECIMAL));
            }
            for used in &finding.used {
                sink.add(&node, prov::USED, used.node(base));
            }
        }
        for inference in &self.inferences {
            let (of, used) = (inference.of.node(base), inference.premises.iter().map(|premise| premise.node(base)).collect::<Vec<_>>());
            let value = match (&inference.of, &inference.value) {
                (_, Value::When(when)) => date(*when).into(),
                (Premise::Fact(key), value) => {
                    let slot = fact::ALL
                        .iter()
                        .filter(|spec| key.strip_prefix(spec.name).is_some_and(|rest| rest.starts_with('-')))
                        .find_map(|spec| spec.slot(inference.slot));
                    let Some(slot) = slot else { continue };
                    debug_assert_ne!(slot.kind, SlotKind::When);
                    term(value, slot, base)
                }
                _ => continue,
            };
            let key = match &inference.of {
                Premise::Fact(key) | Premise::Document(key) => key.clone(),
                Premise::Clue(document, (start, end)) => format!("{document}-{start}-{end}"),
                Premise::Known(_) => continue,
            };
            let node = base.derivation(&key, inference.slot, inference.reason, &used.iter().map(NamedNode::as_str).collect::<Vec<_>>());
            sink.add(&node, rdf::TYPE, base.sg(sg::INFERENCE));
            sink.add(&node, base.sg(sg::CONCERNS), of);
            sink.add(&node, base.sg(sg::SLOT_NAME), Literal::from(inference.slot));
            sink.add(&node, base.sg(sg::REASON), Literal::from(super::say("inference-kind", inference.reason, &[])));
            sink.add(&node, base.sg(sg::INFERENCE_KIND), base.concept("inference-kind", inference.reason));
            sink.add(&node, rdf::VALUE, value);
            for premise in used {
                sink.add(&node, prov::USED, premise);
            }
        }
    }
}
