//! `silkgraph explain` of an entity: what it is, where from, by which words texts mean it, and what is said of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, TermRef};
use serde::Serialize;

use super::{
    failure::{Exit, Failure},
    output::{self, one_line},
    source::Source,
};
use crate::{
    fact::Value,
    graph::vocabulary::{dcterms, oa, prov, sg, skos},
    model::EntityId,
};

/// Facts and words of an entity that are shown to people; programs get all.
const SHOWN: usize = 12;

/// An entity with all that the store has on it.
#[derive(Debug, Serialize)]
struct Report {
    entity: String,
    name: String,
    /// Whether it is known beforehand; else documents describe it.
    known: bool,
    /// What describes it, by property.
    described: BTreeMap<String, Vec<String>>,
    /// The words that mean it, by document.
    words: BTreeMap<String, BTreeMap<String, usize>>,
    facts: Vec<Line>,
    /// Findings and inferences that rest on what is known of it.
    rests_on_it: Vec<String>,
    what_would_change_it: Vec<String>,
}

/// A fact in a line.
#[derive(Debug, Serialize)]
struct Line {
    iri: String,
    says: String,
}

impl Source {
    /// The entity that the user means: by IRI, by id (`person/…`), or by a name that one entity alone bears.
    pub(super) fn entity(&self, wanted: &str) -> Result<Option<EntityId>, Failure> {
        let whole = format!("{}id/{wanted}", self.base.as_str());
        if let Some(id) = self.base.entity_id(wanted).or_else(|| self.base.entity_id(&whole)).or_else(|| EntityId::from_path(wanted)) {
            return Ok(self.is_described(&id)?.then_some(id));
        }
        let mut found = BTreeSet::new();
        let plain = Literal::from(wanted);
        let mut names = vec![(self.base.sg(sg::NAME), plain)];
        for lang in ["en", "fr", "ru"] {
            let name = Literal::new_language_tagged_literal_unchecked(wanted, lang);
            names.extend([skos::PREF_LABEL, skos::ALT_LABEL].map(|property| (property.into_owned(), name.clone())));
        }
        for (property, name) in names {
            for quad in self.quads_of(None, Some(property.as_ref()), Some(name.as_ref().into()))? {
                if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
                    found.extend(self.base.entity_id(node.as_str()));
                }
            }
        }
        match (found.pop_first(), found.len()) {
            (only, 0) => Ok(only),
            (first, more) => {
                let first = first.map(|id| id.as_str().to_owned()).unwrap_or_default();
                Err(Failure::usage(format_args!("`{wanted}` names {} entities ({first}\u{2026}); give the id", more + 1)))
            }
        }
    }

    fn is_described(&self, id: &EntityId) -> Result<bool, Failure> {
        Ok(!self.quads_of(Some(&self.base.entity(id)), Some(self.base.sg(sg::NAME).as_ref()), None)?.is_empty())
    }

    /// The quads that fit in the default graph.
    fn quads_of(&self, subject: Option<&NamedNode>, predicate: Option<NamedNodeRef<'_>>, object: Option<TermRef<'_>>) -> Result<Vec<Quad>, Failure> {
        let subject = subject.map(|node| node.as_ref().into());
        let quads = self.store.graph().quads_for_pattern(subject, predicate, object, Some(GraphNameRef::DefaultGraph));
        quads.collect::<Result<_, _>>().map_err(|error| Failure::broken(format_args!("the store cannot be read ({error})")))
    }

    fn text_of(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>, Failure> {
        Ok(self.quads_of(Some(node), Some(property), None)?.into_iter().find_map(|quad| match quad.object {
            oxigraph::model::Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }))
    }

    /// What an entity, a document or a clue is, for people: its name or title, or its words.
    pub(super) fn described(&self, iri: &str) -> Result<String, Failure> {
        let node = NamedNode::new_unchecked(iri);
        let name = self.text_of(&node, self.base.sg(sg::NAME).as_ref())?;
        if let Some(name) = name {
            return Ok(format!("what is known of {name} ({iri})"));
        }
        if let Some(words) = self.text_of(&node, oa::EXACT)? {
            let start = self.text_of(&node, oa::START)?.unwrap_or_default();
            return Ok(format!("\u{201C}{}\u{201D}, from character {start} ({iri})", one_line(&words)));
        }
        let published = self.text_of(&node, dcterms::ISSUED)?.map_or_else(|| "without a date".to_owned(), |date| format!("dated {date}"));
        Ok(format!("the document, {published} ({iri})"))
    }

    /// Explains an entity.
    pub(super) fn explain_entity(&self, id: &EntityId, as_json: bool) -> Result<Exit, Failure> {
        let report = self.report(id)?;
        if as_json {
            output::json(&report)?;
            return Ok(Exit::Done);
        }
        let mut out = output::stdout();
        writeln!(out, "{} {}\n{}", id.kind().name(), one_line(&report.name), report.entity)?;
        for (property, values) in &report.described {
            writeln!(out, "    {property:<12} {}", one_line(&values.join(", ")))?;
        }
        writeln!(out, "{}", if report.known { "known beforehand, from the tables of entities" } else { "described by the documents that name it" })?;
        if !report.words.is_empty() {
            writeln!(out, "\nmeant by")?;
        }
        for (document, words) in &report.words {
            let words: Vec<String> = words.iter().take(SHOWN).map(|(text, count)| format!("\u{201C}{}\u{201D} \u{d7}{count}", one_line(text))).collect();
            writeln!(out, "    {}: {}", one_line(document), words.join(", "))?;
        }
        if !report.facts.is_empty() {
            writeln!(out, "\n{} facts speak of it", report.facts.len())?;
        }
        for line in report.facts.iter().take(SHOWN) {
            writeln!(out, "    {} ({})", one_line(&line.says), line.iri)?;
        }
        if report.facts.len() > SHOWN {
            writeln!(out, "    and {} more; --format json has all", report.facts.len() - SHOWN)?;
        }
        for iri in &report.rests_on_it {
            writeln!(out, "rests on what is known of it: {iri}")?;
        }
        writeln!(out, "\nwhat would change it:")?;
        report.what_would_change_it.iter().try_for_each(|change| writeln!(out, "    {}", one_line(change)))?;
        out.flush()?;
        Ok(Exit::Done)
    }

    fn report(&self, id: &EntityId) -> Result<Report, Failure> {
        let node = self.base.entity(id);
        let mut described: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for quad in self.quads_of(Some(&node), None, None)? {
            let property = quad.predicate.as_str().rsplit(['#', '/']).next().unwrap_or_default();
            let value = match &quad.object {
                oxigraph::model::Term::Literal(literal) => literal.value().to_owned(),
                oxigraph::model::Term::NamedNode(other) if ["country", "exactMatch"].contains(&property) => other.as_str().to_owned(),
                _ => continue,
            };
            described.entry(property.to_owned()).or_default().push(value);
        }
        let knowledge = self.base.knowledge_graph();
        let known = self.store.graph().quads_for_pattern(Some(node.as_ref().into()), None, None, Some(knowledge.as_ref().into())).next().is_some();
        let mut words: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for mention in self.subjects(&self.base.sg(sg::MENTION_OF), &node)? {
            let document = self.objects(&mention, &self.base.sg(sg::IN_DOCUMENT))?.into_iter().next();
            let document = document.and_then(|document| self.base.document_id(document.as_str())).unwrap_or_default();
            if let Some(text) = self.text_of(&mention, oa::EXACT)? {
                *words.entry(document).or_default().entry(text).or_default() += 1;
            }
        }
        let mut facts = BTreeMap::new();
        for quad in self.quads_of(None, None, Some(node.as_ref().into()))? {
            let NamedOrBlankNode::NamedNode(fact) = quad.subject else { continue };
            if self.base.fact_key(fact.as_str()).is_none() || facts.contains_key(fact.as_str()) {
                continue;
            }
            let Some((spec, slots)) = self.values(&fact)? else { continue };
            let shown = spec.slots.iter().flat_map(|slot| slots.get(slot.name).map(move |value| (slot.name, value)));
            let shown: Vec<String> = shown.map(|(slot, value)| format!("{slot} {}", plain(value))).collect();
            facts.insert(fact.into_string(), format!("{}: {}", spec.name, shown.join(", ")));
        }
        let rests_on_it = self.subjects(&prov::USED.into(), &node)?.into_iter().map(NamedNode::into_string).collect();
        let documents = words.keys().cloned().collect::<Vec<_>>().join(", ");
        let change = if known {
            vec!["another row of it in the tables of entities (--entities DIR lays one's own over them)".to_owned()]
        } else {
            vec![format!("without {documents} it is gone"), "a row in the tables of entities would make it one that is known".to_owned()]
        };
        Ok(Report {
            entity: node.as_str().to_owned(),
            name: self.text_of(&node, self.base.sg(sg::NAME).as_ref())?.unwrap_or_default(),
            known,
            described,
            words,
            facts: facts.into_iter().map(|(iri, says)| Line { iri, says }).collect(),
            rests_on_it,
            what_would_change_it: change,
        })
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Entity(id) => id.as_str().to_owned(),
        Value::Term(text) | Value::Text(text) => text.to_string(),
        Value::When(when) => when.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}
