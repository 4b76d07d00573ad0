//! Findings and inferences of the derived graph, as people and programs read them.

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use serde::Serialize;

use super::{
    facts::Names,
    failure::{Exit, Failure},
    output::{self, one_line},
    sentences::sentences,
    source::Source,
};
use crate::{
    export::FactList,
    graph::{
        Records,
        vocabulary::{dcterms, prov, rdf, sg},
    },
    model::{Concept, VOCABULARIES},
};

/// A finding or an inference.
#[derive(Debug, Serialize)]
pub(super) struct Node {
    /// Its IRI.
    pub iri: String,
    /// Code of its kind.
    pub kind: String,
    /// How much a finding matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// What it says.
    pub explanation: String,
    /// The slot that was inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// The value that was inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The facts and documents that it is about.
    pub concerns: Vec<String>,
    /// What it follows from.
    pub used: Vec<String>,
}

impl Node {
    fn concept(&self) -> Option<&'static Concept> {
        let scheme = if self.severity.is_some() { "finding-kind" } else { "inference-kind" };
        VOCABULARIES.get(scheme)?.terms.get(&self.kind)
    }

    /// What it is, and what it says, in a line.
    pub fn line(&self) -> String {
        let name = self.concept().map_or(self.kind.as_str(), |concept| concept.en.as_str());
        match (&self.severity, &self.slot, &self.value) {
            (Some(severity), ..) => format!("{severity}: {name}: {}", self.explanation),
            (None, Some(slot), Some(value)) => format!("{slot} {value}: {name}: {}", self.explanation),
            _ => format!("{name}: {}", self.explanation),
        }
    }
}

impl Source {
    /// All findings, or all inferences, by class; the gravest first.
    pub(super) fn derived_nodes(&self, class: &str) -> Result<Vec<Node>, Failure> {
        let graph = self.base.derived_graph();
        let mut by_node: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
        for quad in self.store.quads_of_graph(graph.as_ref())? {
            if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
                by_node.entry(node.clone()).or_default().push(quad);
            }
        }
        let class = Term::from(self.base.sg(class));
        let mut nodes: Vec<Node> = by_node
            .into_iter()
            .filter(|(_, quads)| quads.iter().any(|quad| quad.predicate == rdf::TYPE && quad.object == class))
            .map(|(node, quads)| self.derived_node(&node, &quads))
            .collect();
        let rank = |node: &Node| ["severe", "warning", "info"].iter().position(|severity| node.severity.as_deref() == Some(severity));
        nodes.sort_by(|a, b| (rank(a), &a.kind, &a.explanation, &a.iri).cmp(&(rank(b), &b.kind, &b.explanation, &b.iri)));
        Ok(nodes)
    }

    fn derived_node(&self, node: &NamedNode, quads: &[Quad]) -> Node {
        let objects = |predicate: NamedNode| quads.iter().filter(move |quad| quad.predicate == predicate).map(|quad| &quad.object);
        let text = |term: &Term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => other.to_string(),
        };
        let all = |predicate: NamedNode| -> Vec<String> {
            let mut all: Vec<String> = objects(predicate).map(text).collect();
            all.sort();
            all
        };
        let one = |predicate: NamedNode| objects(predicate).next().map(text);
        let code = |name: &str| {
            objects(self.base.sg(name)).find_map(|term| if let Term::NamedNode(node) = term { self.base.concept_code(node.as_str()) } else { None })
        };
        Node {
            iri: node.as_str().to_owned(),
            kind: code(sg::FINDING_KIND).or_else(|| code(sg::INFERENCE_KIND)).map(|(_, code)| code).unwrap_or_default(),
            severity: code(sg::SEVERITY).map(|(_, code)| code),
            explanation: one(dcterms::DESCRIPTION.into()).or_else(|| one(self.base.sg(sg::REASON))).unwrap_or_default(),
            slot: one(self.base.sg(sg::SLOT_NAME)),
            value: one(rdf::VALUE.into()),
            concerns: all(self.base.sg(sg::CONCERNS)),
            used: all(prov::USED.into()),
        }
    }

    /// The finding or inference that the user means by its IRI, its last part, or the beginning of that.
    pub(super) fn derived(&self, wanted: &str) -> Result<Option<Node>, Failure> {
        let base = self.base.as_str();
        let key = wanted.strip_prefix(base).unwrap_or(wanted);
        let key = key.strip_prefix("id/finding/").or_else(|| key.strip_prefix("id/inference/")).unwrap_or(key);
        let mut fit = Vec::new();
        for class in [sg::FINDING, sg::INFERENCE] {
            fit.extend(self.derived_nodes(class)?.into_iter().filter(|node| {
                let own = node.iri.strip_prefix(base).unwrap_or(&node.iri);
                let own = own.strip_prefix("id/finding/").or_else(|| own.strip_prefix("id/inference/")).unwrap_or(own);
                !key.is_empty() && own.starts_with(key)
            }));
        }
        match fit.len() {
            0 | 1 => Ok(fit.pop()),
            count => Err(Failure::usage(format_args!("`{wanted}` fits {count} findings and inferences; give more of the IRI"))),
        }
    }

    /// The facts that stand in a list of IRIs, as each document states them.
    fn stated(&self, iris: &[String]) -> Result<Vec<(NamedNode, Records)>, Failure> {
        let mut stated = Vec::new();
        for iri in iris.iter().filter(|iri| self.base.fact_key(iri).is_some()) {
            let fact = NamedNode::new_unchecked(iri.clone());
            let records = self.records_of_fact(&fact, &self.whole(&fact)?)?;
            stated.push((fact, records));
        }
        Ok(stated)
    }

    /// Explains a finding or an inference: what it says, by which rule, of which words, and what would change it.
    pub(super) fn explain_derived(&self, node: &Node, texts: &[PathBuf], as_json: bool) -> Result<Exit, Failure> {
        let mut facts: Vec<String> = [node.concerns.as_slice(), node.used.as_slice()].concat();
        facts.sort();
        facts.dedup();
        let stated = self.stated(&facts)?;
        let concept = node.concept();
        let (rule, change) = concept.map_or(("", ""), |concept| (concept.definition.as_str(), concept.change.as_str()));
        if as_json {
            let facts = stated.iter().map(|(_, records)| FactList::new(records, self.base.as_str())).collect();
            let beside = [node.concerns.as_slice(), node.used.as_slice()].concat().into_iter().filter(|iri| self.base.fact_key(iri).is_none());
            let beside = beside.map(|iri| Ok((iri.clone(), self.described(&iri)?))).collect::<Result<_, Failure>>()?;
            output::json(&Report { node, rule, what_would_change_it: change, facts, beside })?;
            return Ok(Exit::Done);
        }
        let mut out = output::stdout();
        writeln!(out, "{}\n{}", node.iri, one_line(&node.line()))?;
        writeln!(out, "    rule: {rule}")?;
        for iri in node.concerns.iter().filter(|iri| self.base.fact_key(iri).is_none()) {
            writeln!(out, "    about {}", self.described(iri)?)?;
        }
        for iri in node.used.iter().filter(|iri| self.base.fact_key(iri).is_none()) {
            writeln!(out, "    follows from {}", self.described(iri)?)?;
        }
        for (fact, records) in &stated {
            let (names, around) = (Names::new(records), sentences(texts, records)?);
            let role = if node.concerns.iter().any(|iri| iri == fact.as_str()) { "about" } else { "follows from" };
            let Some(first) = records.facts.first() else { continue };
            writeln!(out, "\n{role} {} {}", first.spec.name, first.iri)?;
            names.write_slots(first.spec, &first.slots, &mut out)?;
            for row in &records.facts {
                writeln!(out, "  stated by {}, characters {} to {}", one_line(&row.document), row.start, row.end)?;
                if let Some(sentence) = around.get(&(row.document.clone(), row.start)) {
                    writeln!(out, "    {}", one_line(sentence))?;
                }
                names.write_evidence(row, &mut out)?;
            }
        }
        writeln!(out, "\nwhat would change it:\n    {}", one_line(change))?;
        out.flush()?;
        Ok(Exit::Done)
    }

    /// What was found or inferred about a fact.
    pub(super) fn about(&self, fact: &NamedNode) -> Result<Vec<Node>, Failure> {
        let mut about = Vec::new();
        for quad in self.matching(None, &self.base.sg(sg::CONCERNS), Some(fact))? {
            let NamedOrBlankNode::NamedNode(node) = &quad.subject else { continue };
            let graph = self.base.derived_graph();
            let quads = self.store.graph().quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph.as_ref().into()));
            let quads: Vec<Quad> = quads.collect::<Result<_, _>>().map_err(|error| Failure::broken(format_args!("the store cannot be read ({error})")))?;
            about.push(self.derived_node(node, &quads));
        }
        about.sort_by(|a, b| a.iri.cmp(&b.iri));
        Ok(about)
    }
}

/// A finding or an inference for programs.
#[derive(Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    node: &'r Node,
    rule: &'r str,
    what_would_change_it: &'r str,
    facts: Vec<FactList<'r>>,
    /// What it is about or follows from besides facts, in words.
    beside: BTreeMap<String, String>,
}
