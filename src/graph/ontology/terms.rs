//! The ontology as triples.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, Term, Triple};

use crate::{
    fact,
    graph::{
        Base,
        ontology::{
            alignments,
            core::{self, CORE},
            line,
            properties::{Property, properties},
        },
        values::text,
        vocabulary::{dcterms, entity_class, owl, rdf, rdfs, schema, sg, skos, vann},
    },
    model::{Concept, EntityKind, VOCABULARIES},
};

/// The whole ontology: its classes and properties, the vocabularies and their terms, and what is borrowed; labelled and
/// defined in English and French, and aligned with other vocabularies.
///
/// Subjects stand together, in the order of a reader: header, classes, properties, vocabularies, borrowed terms.
pub fn ontology_triples(base: &Base) -> Vec<Triple> {
    let mut terms = Terms { base, triples: Vec::new() };
    terms.header();
    terms.classes();
    for (name, property) in properties() {
        terms.property(&name, &property);
    }
    terms.vocabularies();
    terms.others();
    terms.triples
}

struct Terms<'b> {
    base: &'b Base,
    triples: Vec<Triple>,
}

impl Terms<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }

    /// The node of a name of the declarations.
    fn node(&self, name: &str) -> NamedNode {
        NamedNode::new(core::address(name, self.base)).unwrap_or_else(|_| self.base.ontology())
    }

    fn both(&mut self, node: &NamedNode, predicate: impl Into<NamedNode>, en: &str, fr: &str) {
        let predicate = predicate.into();
        for (words, lang) in [(en, "en"), (fr, "fr")] {
            if !words.is_empty() {
                self.add(node, predicate.clone(), text(words, lang));
            }
        }
    }

    fn header(&mut self) {
        let header = &CORE.ontology;
        let node = self.base.ontology();
        let version = header.version.as_str();
        self.add(&node, rdf::TYPE, owl::ONTOLOGY);
        self.both(&node, dcterms::TITLE, &header.title, &header.title_fr);
        self.both(&node, dcterms::DESCRIPTION, &header.definition, &header.definition_fr);
        if let Ok(license) = NamedNode::new(&header.license) {
            self.add(&node, dcterms::LICENSE, license);
        }
        self.add(&node, owl::VERSION_INFO, Literal::from(version));
        self.add(&node, owl::VERSION_IRI, self.base.ontology_version(version));
        self.add(&node, vann::PREFERRED_NAMESPACE_PREFIX, Literal::from("sg"));
        self.add(&node, vann::PREFERRED_NAMESPACE_URI, Literal::from(self.base.namespace()));
    }

    fn classes(&mut self) {
        let kinds: Vec<&str> = EntityKind::ALL.into_iter().map(entity_class).collect();
        let facts: BTreeMap<&str, _> = fact::ALL.iter().map(|spec| (spec.class, *spec)).collect();
        let names: BTreeSet<&str> = CORE.classes.keys().map(String::as_str).chain(kinds.iter().copied()).chain(facts.keys().copied()).collect();
        let roots: Vec<&str> = names.iter().copied().filter(|name| !kinds.contains(name) && !facts.contains_key(name)).collect();
        for name in &names {
            let node = self.base.sg(name);
            let entry = core::class(name);
            self.add(&node, rdf::TYPE, owl::CLASS);
            let fact = facts.get(name);
            self.both(&node, rdfs::LABEL, fact.map_or(&entry.en, |spec| spec.label), &entry.fr);
            self.both(&node, skos::DEFINITION, &fact.map_or_else(|| entry.definition.clone(), |spec| line(spec.doc)), &entry.definition_fr);
            // Every node is of one kind only.
            let (above, beside) = match fact {
                Some(_) => (Some(sg::FACT), facts.keys().copied().collect()),
                None if kinds.contains(name) => (Some(sg::ENTITY), kinds.clone()),
                None => (None, roots.clone()),
            };
            if let Some(above) = above {
                self.add(&node, rdfs::SUB_CLASS_OF, self.base.sg(above));
            }
            for other in beside.iter().filter(|other| name < *other) {
                self.add(&node, owl::DISJOINT_WITH, self.base.sg(other));
            }
            self.aligned(&node);
            self.defined(&node);
        }
    }

    fn property(&mut self, name: &str, property: &Property) {
        let node = self.base.sg(name);
        let entry = core::property(name);
        self.add(&node, rdf::TYPE, if property.is_object() { owl::OBJECT_PROPERTY } else { owl::DATATYPE_PROPERTY });
        if property.is_symmetric() {
            self.add(&node, rdf::TYPE, owl::SYMMETRIC_PROPERTY);
        }
        self.both(&node, rdfs::LABEL, if entry.en.is_empty() { name } else { &entry.en }, &entry.fr);
        let slots = property.slots.iter().map(|(spec, slot)| (spec.label, line(slot.doc)));
        let uses: Vec<(&str, String)> = slots.chain(property.edges.iter().map(|(spec, edge)| (spec.label, line(edge.doc)))).collect();
        match uses.as_slice() {
            [(_, only)] if entry.definition.is_empty() => self.both(&node, skos::DEFINITION, only, &entry.definition_fr),
            _ => {
                self.both(&node, skos::DEFINITION, &entry.definition, &entry.definition_fr);
                for (of, doc) in uses {
                    self.add(&node, skos::SCOPE_NOTE, text(&format!("{of}: {doc}"), "en"));
                }
            }
        }
        self.ends(&node, rdfs::DOMAIN.into(), schema::DOMAIN_INCLUDES.into(), &property.domain);
        self.ends(&node, rdfs::RANGE.into(), schema::RANGE_INCLUDES.into(), &property.range);
        self.aligned(&node);
        self.defined(&node);
    }

    /// Domain or range. Several classes are listed with schema.org's weaker terms, and what they have in common, if
    /// anything, stands for the whole.
    fn ends(&mut self, node: &NamedNode, whole: NamedNode, includes: NamedNode, names: &BTreeSet<String>) {
        let kinds: BTreeSet<&str> = EntityKind::ALL.into_iter().map(entity_class).chain([sg::ENTITY]).collect();
        let facts: BTreeSet<&str> = fact::ALL.iter().map(|spec| spec.class).collect();
        let common = match names.len() {
            0 => None,
            1 => names.first().map(String::as_str),
            _ if names.iter().all(|name| kinds.contains(name.as_str())) => Some(sg::ENTITY),
            _ if names.iter().all(|name| facts.contains(name.as_str())) => Some(sg::FACT),
            _ => None,
        };
        if let Some(common) = common {
            self.add(node, whole, self.node(common));
        }
        if names.len() > 1 {
            for name in names {
                self.add(node, includes.clone(), self.node(name));
            }
        }
    }

    fn aligned(&mut self, node: &NamedNode) {
        for alignment in alignments::of(node, self.base) {
            self.add(node, alignment.predicate.clone(), alignment.object.clone());
        }
    }

    fn defined(&mut self, node: &NamedNode) {
        self.add(node, rdfs::IS_DEFINED_BY, self.base.ontology());
    }

    fn vocabularies(&mut self) {
        for (key, vocabulary) in VOCABULARIES.iter() {
            let scheme = self.base.scheme(key);
            self.add(&scheme, rdf::TYPE, skos::CONCEPT_SCHEME);
            self.both(&scheme, skos::PREF_LABEL, &vocabulary.en, &vocabulary.fr);
            self.both(&scheme, skos::DEFINITION, &vocabulary.definition, &vocabulary.definition_fr);
            for (code, concept) in &vocabulary.terms {
                self.concept(key, &scheme, code, concept);
            }
        }
    }

    fn concept(&mut self, key: &str, scheme: &NamedNode, code: &str, concept: &Concept) {
        let node = self.base.concept(key, code);
        self.add(&node, rdf::TYPE, skos::CONCEPT);
        self.add(&node, skos::NOTATION, Literal::from(code));
        self.both(&node, skos::PREF_LABEL, &concept.en, &concept.fr);
        self.both(&node, skos::DEFINITION, &concept.definition, &concept.definition_fr);
        self.add(&node, skos::IN_SCHEME, scheme.clone());
        match &concept.broader {
            Some(broader) => self.add(&node, skos::BROADER, self.base.concept(key, broader)),
            None => self.add(&node, skos::TOP_CONCEPT_OF, scheme.clone()),
        }
        self.aligned(&node);
    }

    /// Terms of other vocabularies, with what each is: those that the graph uses, and those that own ones stand under.
    fn others(&mut self) {
        let mut others: BTreeMap<NamedNode, NamedNode> = CORE.borrowed.iter().map(|(name, class)| (self.node(name), self.node(class))).collect();
        for triple in &self.triples {
            let Term::NamedNode(above) = &triple.object else { continue };
            if ![rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF].contains(&triple.predicate.as_ref()) || above.as_str().starts_with(self.base.as_str()) {
                continue;
            }
            let own = self.triples.iter().find(|of| of.subject == triple.subject && of.predicate == rdf::TYPE);
            if let Some(Term::NamedNode(class)) = own.map(|of| &of.object) {
                others.entry(above.clone()).or_insert_with(|| class.clone());
            }
        }
        for (node, class) in others {
            self.add(&node, rdf::TYPE, class);
        }
    }
}
