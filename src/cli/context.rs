//! What the derived graph says of a fact: of which claims it is, why they are one, what would change that, and how it
//! stands to other facts.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use serde::Serialize;

use super::{failure::Failure, output::one_line, source::Source};
use crate::{
    fact::{Slots, Spec, Value},
    graph::{
        Records, values_of,
        vocabulary::{dcterms, prov, sg},
    },
    reconcile::what_would_change,
};

/// What is derived about a fact.
#[derive(Debug, Serialize)]
pub(super) struct Context {
    /// Independent sources.
    sources: usize,
    /// Why several claims are one fact; nothing where there is but one.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    /// The claims, with the documents that make each.
    claims: BTreeMap<String, Vec<String>>,
    /// Documents of it that are copies, with what they are copies of.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    copies: BTreeMap<String, String>,
    /// The stages of the same agreement: IRI, status and date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages: Vec<Related>,
    /// What it is part of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    part_of: Vec<String>,
    /// What is part of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    /// What would change it.
    change: Vec<String>,
}

/// A fact beside another.
#[derive(Debug, Serialize)]
struct Related {
    iri: String,
    status: Option<String>,
    date: Option<String>,
}

/// A merged fact, or a claim that stands alone: its values and its claims.
pub(super) struct Whole {
    /// IRIs of the claims.
    pub claims: Vec<NamedNode>,
    /// Values of the merged fact.
    pub values: Option<(&'static Spec, Slots)>,
}

impl Source {
    /// The quads that fit, in all named graphs.
    pub(super) fn matching(&self, subject: Option<&NamedNode>, predicate: &NamedNode, object: Option<&NamedNode>) -> Result<Vec<Quad>, Failure> {
        let (subject, object) = (subject.map(|node| node.as_ref().into()), object.map(|node| node.as_ref().into()));
        let quads = self.store.graph().quads_for_pattern(subject, Some(predicate.as_ref()), object, None);
        let quads = quads.filter(|quad| quad.as_ref().map_or(true, |quad| !quad.graph_name.is_default_graph()));
        quads.collect::<Result<_, _>>().map_err(|error| Failure::broken(format_args!("the store cannot be read ({error})")))
    }

    pub(super) fn subjects(&self, predicate: &NamedNode, object: &NamedNode) -> Result<Vec<NamedNode>, Failure> {
        let node = |quad: Quad| if let NamedOrBlankNode::NamedNode(node) = quad.subject { Some(node) } else { None };
        Ok(self.matching(None, predicate, Some(object))?.into_iter().filter_map(node).collect::<BTreeSet<_>>().into_iter().collect())
    }

    pub(super) fn objects(&self, subject: &NamedNode, predicate: &NamedNode) -> Result<Vec<NamedNode>, Failure> {
        let node = |quad: Quad| if let Term::NamedNode(node) = quad.object { Some(node) } else { None };
        Ok(self.matching(Some(subject), predicate, None)?.into_iter().filter_map(node).collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// The fact that a claim is of: another where it was merged, or else itself.
    pub(super) fn fact_of(&self, claim: NamedNode) -> Result<NamedNode, Failure> {
        Ok(self.objects(&claim, &prov::SPECIALIZATION_OF.into())?.pop().unwrap_or(claim))
    }

    /// The claims of a fact.
    pub(super) fn whole(&self, fact: &NamedNode) -> Result<Whole, Failure> {
        let claims = self.subjects(&prov::SPECIALIZATION_OF.into(), fact)?;
        if claims.is_empty() {
            return Ok(Whole { claims: vec![fact.clone()], values: None });
        }
        Ok(Whole { claims, values: self.values(fact)? })
    }

    /// The values of a fact, from all graphs.
    pub(super) fn values(&self, fact: &NamedNode) -> Result<Option<(&'static Spec, Slots)>, Failure> {
        let quads = self.store.graph().quads_for_pattern(Some(fact.as_ref().into()), None, None, None);
        let quads: Vec<Quad> = quads.collect::<Result<_, _>>().map_err(|error| Failure::broken(format_args!("the store cannot be read ({error})")))?;
        Ok(values_of(quads, &self.base))
    }

    /// What is derived about a fact that these records state.
    pub(super) fn context(&self, fact: &NamedNode, records: &Records) -> Result<Context, Failure> {
        let sources = records.sources();
        let mut claims: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &records.facts {
            claims.entry(row.claim.clone()).or_default().push(row.document.clone());
        }
        let originals: BTreeSet<&str> = records.facts.iter().filter_map(|row| sources.get(row.document.as_str()).copied()).collect();
        let because = self.matching(Some(fact), &self.base.sg(sg::MERGED_BECAUSE), None)?.into_iter().find_map(|quad| match quad.object {
            Term::Literal(text) => Some(text.value().to_owned()),
            _ => None,
        });
        let mut stages = Vec::new();
        for course in self.objects(fact, &self.base.sg(sg::STAGE_OF))? {
            for stage in self.subjects(&self.base.sg(sg::STAGE_OF), &course)? {
                let values = self.values(&stage)?.map(|(_, slots)| slots).unwrap_or_default();
                let shown = |slot: &str| {
                    values.get(slot).next().map(|value| match value {
                        Value::When(when) => when.to_string(),
                        Value::Term(code) => code.to_string(),
                        other => format!("{other:?}"),
                    })
                };
                stages.push(Related { status: shown("status"), date: shown("date"), iri: stage.into_string() });
            }
        }
        stages.sort_by(|a, b| (&a.date, &a.iri).cmp(&(&b.date, &b.iri)));
        let mut change = Vec::new();
        if let Some(spec) = records.facts.first().map(|row| row.spec).filter(|_| because.is_some()) {
            change.extend(what_would_change(spec));
        }
        for (claim, documents) in &claims {
            let what = if because.is_some() { "is no part of it any more" } else { "is gone" };
            change.push(format!("without {}, {} {what}", documents.join(", "), claim.rsplit('/').next().unwrap_or(claim)));
        }
        let iris = |nodes: Vec<NamedNode>| nodes.into_iter().map(NamedNode::into_string).collect();
        Ok(Context {
            sources: originals.len(),
            because,
            copies: records.documents.iter().filter_map(|document| Some((document.id.clone(), document.copy_of.clone()?))).collect(),
            stages,
            part_of: iris(self.objects(fact, &dcterms::IS_PART_OF.into())?),
            parts: iris(self.subjects(&dcterms::IS_PART_OF.into(), fact)?),
            claims,
            change,
        })
    }
}

impl Context {
    /// Whether several claims were merged.
    pub(super) const fn is_merged(&self) -> bool {
        self.because.is_some()
    }

    /// Writes all of it, for people.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out)?;
        if let Some(because) = &self.because {
            writeln!(out, "merged from {} claims: {}", self.claims.len(), one_line(because))?;
        }
        let some = if self.sources == 1 { "source" } else { "sources" };
        writeln!(out, "{} independent {some}", self.sources)?;
        for (copy, of) in &self.copies {
            writeln!(out, "    {} is a copy of {}", one_line(copy), one_line(of))?;
        }
        for stage in &self.stages {
            let (status, date) = (stage.status.as_deref().unwrap_or_default(), stage.date.as_deref().unwrap_or("no date"));
            writeln!(out, "stage of the same agreement: {status}, {date} ({})", stage.iri)?;
        }
        self.part_of.iter().try_for_each(|whole| writeln!(out, "part of {whole}"))?;
        self.parts.iter().try_for_each(|part| writeln!(out, "has as part {part}"))?;
        writeln!(out, "what would change it:")?;
        self.change.iter().try_for_each(|change| writeln!(out, "    {}", one_line(change)))
    }
}
