//! The derived graph.

use oxigraph::model::{Literal, Quad};

use super::{Derived, claims::Claims, findings::Premise, merge};
use crate::{
    graph::{
        Base, Sink, term,
        vocabulary::{dcterms, prov, rdf, sg},
    },

};

impl Derived {
    /// All that was derived, in the derived graph.
    ///
    /// A claim that was merged is a `prov:specializationOf` its fact; by that the default graph leaves it out.
    pub fn quads(&self, claims: &Claims, base: &Base) -> Vec<Quad> {
        let mut sink = Sink::new(base, base.derived_graph());
        for (document, source) in claims.documents.iter().enumerate().filter(|(place, document)| document.original != *place) {
            debug_assert_ne!(document, source.original);
            sink.add(&base.document(&source.id), base.sg(sg::COPY_OF), base.document(&claims.documents[source.original].id));
        }
        for merge in &self.merges {
            let node = base.fact(&merge.key);
            sink.fact(&node, merge.spec, &merge.slots, None);
            sink.edges(merge.spec, &merge.slots);
            sink.add(&node, base.sg(sg::MERGED_BECAUSE), Literal::from(merge.because()));
            for claim in merge.members.iter().map(|member| &claims.stated[*member]) {
                sink.add(&base.fact(&claim.key), prov::SPECIALIZATION_OF, node.clone());
                for statement in &claim.by {
                    let document = &claims.documents[statement.document].id;
                    for place in &statement.evidence {
                        sink.add(&node, prov::WAS_DERIVED_FROM, base.evidence(document, (place.start, place.end), &claim.key));
                    }
                }
            }
        }
        for fact in merge::facts(claims, &self.merges) {
            let mut documents: Vec<usize> = fact.statements().map(|statement| statement.document).collect();
            documents.dedup();
            if documents.len() > 1 {
                let sources = claims.sources(fact.statements());
                sink.add(&base.fact(fact.key), base.sg(sg::SOURCES), Literal::new_typed_literal(sources.to_string(), crate::graph::vocabulary::xsd::INTEGER));
            }
        }
        for course in &self.courses {
            let node = base.fact(&course.key);
            sink.add(&node, rdf::TYPE, base.sg(sg::AGREEMENT_COURSE));
            for party in &course.parties {
                sink.add(&node, base.sg("party"), base.entity(party));
            }
            for stage in &course.stages {
                sink.add(&base.fact(stage), base.sg(sg::STAGE_OF), node.clone());
            }
        }
        for (part, whole) in &self.parts {
            sink.add(&base.fact(part), dcterms::IS_PART_OF, base.fact(whole));
        }
        self.findings(&mut sink, base);
        sink.finish()
    }

    fn findings(&self, sink: &mut Sink<'_>, base: &Base) {
        for finding in &self.findings {
            let facts: Vec<&str> = finding.concerns.iter().map(String::as_str).collect();
            let node = base.finding(finding.kind, &facts);
            sink.add(&node, rdf::TYPE, base.sg(sg::FINDING));
            sink.add(&node, base.sg(sg::FINDING_KIND), base.concept("finding-kind", finding.kind));
            sink.add(&node, base.sg(sg::SEVERITY), base.concept("severity", finding.severity.code()));
            sink.add(&node, dcterms::DESCRIPTION, Literal::new_language_tagged_literal_unchecked(&finding.explanation, "en"));
            for fact in &finding.concerns {
                sink.add(&node, base.sg(sg::CONCERNS), base.fact(fact));
            }
        }
        for inference in &self.inferences {
            let Some(slot) = crate::fact::ALL.iter().find(|spec| inference.fact.starts_with(&format!("{}-", spec.name))).and_then(|spec| spec.slot(inference.slot))
            else {
                continue;
            };
            let premises: Vec<String> = inference
                .premises
                .iter()
                .map(|premise| match premise {
                    Premise::Fact(key) => base.fact(key).into_string(),
                    Premise::Known(id) => base.entity(id).into_string(),
                })
                .collect();
            let used: Vec<&str> = premises.iter().map(String::as_str).collect();
            let node = base.derivation(&inference.fact, inference.slot, inference.reason, &used);
            sink.add(&node, rdf::TYPE, base.sg(sg::INFERENCE));
            sink.add(&node, base.sg(sg::CONCERNS), base.fact(&inference.fact));
            sink.add(&node, base.sg(sg::SLOT_NAME), Literal::from(inference.slot));
            sink.add(&node, base.sg(sg::REASON), Literal::from(inference.reason));
            sink.add(&node, rdf::VALUE, term(&inference.value, slot, base));
            for premise in premises {
                sink.add(&node, prov::USED, oxigraph::model::NamedNode::new_unchecked(premise));
            }
        }
    }
}

