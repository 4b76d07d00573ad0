//! The derived graph.

use oxigraph::model::{Literal, Quad};

use super::{Derived, claims::Claims, merge};
use crate::graph::{
    Base, Sink,
    vocabulary::{dcterms, prov, rdf, sg},
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
        self.write_findings(&mut sink, base);
        sink.finish()
    }
}
