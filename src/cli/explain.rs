//! `silkgraph explain`: what a fact says, who says it, in which words, and which rule read it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::PathBuf,
};

use clap::Args;
use oxigraph::{
    model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Term},
    store::StorageError,
};
use serde::Serialize;

use super::{
    Show, StoreArgument,
    context::{Context, Whole},
    facts::{Names, Resolution, resolution},
    failure::{Exit, Failure},
    findings::Node,
    output::{self, one_line},
    sentences::{Sentences, sentences},
    source::Source,
};
use crate::{
    export::FactList,
    fact::{self, Value},
    graph::{
        DocumentRecord, Records,
        vocabulary::{prov, rdf, sg},
    },
    model::EntityId,
    store::Mode,
};

/// Explain a fact, a finding, an inference or an entity: values, every text that states it, the words, the rule, what would change it
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The IRI of the fact (or finding, or inference), its last part, or the beginning of that where it is unique; or an entity (person/…) or its name
    fact: String,
    /// Files or folders with the texts: whole sentences are shown, with the words marked
    #[arg(long, value_name = "PATH")]
    texts: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgument,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Show::Text)]
    format: Show,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let source = Source::open(&arguments.store.store, Mode::Read)?;
    // Where no fact is meant, it may be a finding or an inference.
    let fact = match source.find(&arguments.fact) {
        Ok(fact) => fact,
        Err(failure) => {
            let as_json = arguments.format == Show::Json;
            if let Some(node) = source.derived(&arguments.fact)? {
                return source.explain_derived(&node, &arguments.texts, as_json);
            }
            let entity = source.entity(&arguments.fact)?.ok_or(failure)?;
            return source.explain_entity(&entity, as_json);
        }
    };
    let whole = source.whole(&fact)?;
    let records = source.records_of_fact(&fact, &whole)?;
    let context = source.context(&fact, &records)?;
    let sentences = sentences(&arguments.texts, &records)?;
    if arguments.format == Show::Json {
        output::json(&Report::new(&fact, &records, &context, source.about(&fact)?, &source).with(&sentences))?;
        return Ok(Exit::Done);
    }
    let names = Names::new(&records);
    let mut out = output::stdout();
    if let Some(first) = records.facts.first() {
        writeln!(out, "{} {}", first.spec.name, first.iri)?;
        names.write_slots(first.spec, whole.values.as_ref().map_or(&first.slots, |(_, slots)| slots), &mut out)?;
    }
    let mut claim = "";
    for fact in &records.facts {
        if context.is_merged() && fact.claim != claim {
            writeln!(out, "\nclaim {}", fact.claim)?;
            names.write_slots(fact.spec, &fact.slots, &mut out)?;
        }
        claim = &fact.claim;
        let document = records.documents.iter().find(|document| document.id == fact.document);
        let about = document.map(about).unwrap_or_default();
        writeln!(out, "\nstated by {}, characters {} to {}{}", one_line(&fact.document), fact.start, fact.end, one_line(&about))?;
        if let Some(sentence) = sentences.get(&(fact.document.clone(), fact.start)) {
            writeln!(out, "    {}", one_line(sentence))?;
        }
        names.write_evidence(fact, &mut out)?;
    }
    context.write(&mut out)?;
    for node in source.about(&fact)? {
        writeln!(out, "{} ({})", one_line(&node.line()), node.iri)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// What is known of a document, after its id.
fn about(document: &DocumentRecord) -> String {
    let published = document.published.map(|when| when.to_string());
    let known = [document.title.clone(), document.source.clone(), published, document.url.clone()];
    known.into_iter().flatten().map(|part| format!("; {part}")).collect()
}

impl Source {
    /// The one fact that the user means.
    fn find(&self, wanted: &str) -> Result<NamedNode, Failure> {
        /// How many are named where several fit.
        const NAMED: usize = 3;
        let folder = self.base.fact("");
        let key = wanted.strip_prefix(folder.as_str()).unwrap_or(wanted);
        let mut found = BTreeSet::new();
        for spec in fact::ALL {
            for quad in self.matching(None, &rdf::TYPE.into(), Some(&self.base.sg(spec.class)))? {
                if let NamedOrBlankNode::NamedNode(node) = quad.subject
                    && node.as_str().strip_prefix(folder.as_str()).is_some_and(|known| known.starts_with(key))
                {
                    found.insert(node);
                }
            }
        }
        if let Some(exact) = found.iter().find(|node| node.as_str().strip_prefix(folder.as_str()) == Some(key)) {
            return self.fact_of(exact.clone());
        }
        let mut found: BTreeSet<NamedNode> = found.into_iter().map(|node| self.fact_of(node)).collect::<Result<_, _>>()?;
        let count = found.len();
        match (found.pop_first(), count) {
            (Some(only), 1) => Ok(only),
            (Some(first), _) => {
                let some: Vec<String> = [first].into_iter().chain(found).take(NAMED).map(NamedNode::into_string).collect();
                Err(Failure::usage(format_args!("`{wanted}` fits {count} facts ({}\u{2026}); give more of the IRI", some.join(", "))))
            }
            (None, _) => Err(Failure::missing(format_args!(
                "there is no fact `{wanted}` in the store, and no finding, inference or entity; `silkgraph export --format jsonl` lists all"
            ))),
        }
    }

    /// The fact as each document states it, with those documents and the entities of the fact.
    pub(super) fn records_of_fact(&self, fact: &NamedNode, whole: &Whole) -> Result<Records, Failure> {
        let mut graphs = BTreeSet::new();
        let mut derived: Vec<Quad> = Vec::new();
        for claim in &whole.claims {
            derived.extend(self.matching(Some(claim), &prov::SPECIALIZATION_OF.into(), None)?);
            for quad in self.matching(Some(claim), &rdf::TYPE.into(), None)? {
                if let GraphName::NamedNode(graph) = quad.graph_name {
                    graphs.insert(graph);
                }
            }
        }
        let mut records = Records::default();
        for graph in graphs {
            records.add_document(self.store.quads_of_graph(graph.as_ref())?, &self.base)?;
        }
        records.facts.retain(|record| whole.claims.iter().any(|claim| claim.as_str() == record.claim));
        // Only the mentions of those whom the fact speaks of.
        let spoken: BTreeSet<EntityId> =
            records.facts.iter().flat_map(|row| row.spec.slots.iter().flat_map(|slot| row.slots.get(slot.name))).filter_map(entity).collect();
        records.mentions.retain(|mention| spoken.contains(&mention.entity));
        for document in &records.documents {
            derived.extend(self.matching(Some(&self.base.document(&document.id)), &self.base.sg(sg::COPY_OF), None)?);
        }
        // Of all that is known, only what the fact speaks of.
        let mut known: Vec<Quad> = Vec::new();
        let values = self.store.graph().quads_for_pattern(Some(fact.into()), None, None, Some(GraphNameRef::DefaultGraph));
        for value in values {
            let Term::NamedNode(entity) = value.map_err(unreadable)?.object else { continue };
            let knowledge = self.base.knowledge_graph();
            let quads = self.store.graph().quads_for_pattern(Some(entity.as_ref().into()), None, None, Some(knowledge.as_ref().into()));
            known.extend(quads.collect::<Result<Vec<_>, _>>().map_err(unreadable)?);
        }
        records.complete(known, &self.base);
        records.merge(derived, &self.base);
        records.facts.sort_by(|a, b| (&a.claim, &a.document).cmp(&(&b.claim, &b.document)));
        Ok(records)
    }
}

fn entity(value: &Value) -> Option<EntityId> {
    if let Value::Entity(id) = value { Some(id.clone()) } else { None }
}

fn unreadable(error: StorageError) -> Failure {
    Failure::broken(format_args!("the store cannot be read ({error})"))
}

/// A fact for programs: its flat records, and the documents.
#[derive(Serialize)]
struct Report<'r> {
    fact: &'r str,
    derived: &'r Context,
    about: Vec<Node>,
    statements: FactList<'r>,
    resolution: Vec<Resolution<'r>>,
    documents: Vec<BTreeMap<&'static str, Option<String>>>,
    /// By document, where the texts were given: the sentences, with the words between asterisks.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sentences: BTreeMap<&'r str, Vec<&'r str>>,
}

impl<'r> Report<'r> {
    fn new(fact: &'r NamedNode, records: &'r Records, derived: &'r Context, about: Vec<Node>, source: &'r Source) -> Self {
        let document = |document: &DocumentRecord| {
            BTreeMap::from([
                ("id", Some(document.id.clone())),
                ("iri", Some(document.iri.clone())),
                ("title", document.title.clone()),
                ("published", document.published.map(|when| when.to_string())),
                ("source", document.source.clone()),
                ("url", document.url.clone()),
            ])
        };
        let (fact, documents) = (fact.as_str(), records.documents.iter().map(document).collect());
        let resolution = records.facts.iter().flat_map(|row| resolution(row, &records.mentions)).collect();
        Self { fact, derived, about, documents, resolution, statements: FactList::new(records, source.base.as_str()), sentences: BTreeMap::new() }
    }

    /// With sentences of the texts.
    fn with(mut self, sentences: &'r Sentences) -> Self {
        for ((document, _), sentence) in sentences {
            self.sentences.entry(document).or_default().push(sentence);
        }
        self
    }
}
