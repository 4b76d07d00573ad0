//! The terms of the graph: those of other vocabularies, and the local names of silkgraph's own.

use oxigraph::model::NamedNodeRef;

use crate::{
    fact::{SlotKind, SlotSpec},
    model::EntityKind,
};

/// Prefixes and namespaces of the vocabularies that the graph borrows from or is aligned with.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("vann", "http://purl.org/vocab/vann/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The full address of a prefixed name such as `skos:Concept`, if the prefix is known.
pub fn expand(name: &str) -> Option<String> {
    let (prefix, local) = name.split_once(':')?;
    PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| format!("{namespace}{local}"))
}

macro_rules! terms {
    ($($(#[doc = $doc:literal])* $module:ident = $namespace:literal { $($name:ident = $local:literal),* $(,)? })*) => {
        $(
            $(#[doc = $doc])*
            pub mod $module {
                use super::NamedNodeRef;
                $(
                    #[doc = concat!("`", $local, "`")]
                    pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
                )*
            }
        )*
        /// Every borrowed term, for tests and listings.
        pub const BORROWED: &[NamedNodeRef<'static>] = &[$($($module::$name),*),*];
    };
}

terms! {
    /// RDF.
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" { TYPE = "type", VALUE = "value" }
    /// RDF Schema.
    rdfs = "http://www.w3.org/2000/01/rdf-schema#" {
        COMMENT = "comment", DOMAIN = "domain", IS_DEFINED_BY = "isDefinedBy", LABEL = "label", RANGE = "range", SEE_ALSO = "seeAlso",
        SUB_CLASS_OF = "subClassOf", SUB_PROPERTY_OF = "subPropertyOf",
    }
    /// OWL 2.
    owl = "http://www.w3.org/2002/07/owl#" {
        CLASS = "Class", DATATYPE_PROPERTY = "DatatypeProperty", DISJOINT_WITH = "disjointWith", OBJECT_PROPERTY = "ObjectProperty",
        ONTOLOGY = "Ontology", SYMMETRIC_PROPERTY = "SymmetricProperty", VERSION_INFO = "versionInfo", VERSION_IRI = "versionIRI",
    }
    /// SKOS: names, vocabularies.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL = "altLabel", BROADER = "broader", CONCEPT = "Concept", CONCEPT_SCHEME = "ConceptScheme", DEFINITION = "definition",
        EXACT_MATCH = "exactMatch", IN_SCHEME = "inScheme", NOTATION = "notation", PREF_LABEL = "prefLabel", SCOPE_NOTE = "scopeNote",
        TOP_CONCEPT_OF = "topConceptOf",
    }
    /// PROV-O: what a fact was derived from.
    prov = "http://www.w3.org/ns/prov#" { SPECIALIZATION_OF = "specializationOf", USED = "used", WAS_DERIVED_FROM = "wasDerivedFrom" }
    /// Web Annotation: places in a text.
    oa = "http://www.w3.org/ns/oa#" { END = "end", EXACT = "exact", HAS_SOURCE = "hasSource", SPECIFIC_RESOURCE = "SpecificResource", START = "start" }
    /// schema.org.
    schema = "https://schema.org/" { DOMAIN_INCLUDES = "domainIncludes", RANGE_INCLUDES = "rangeIncludes", URL = "url" }
    /// GeoSPARQL.
    geo = "http://www.opengis.net/ont/geosparql#" { AS_WKT = "asWKT", GEOMETRY = "Geometry", HAS_GEOMETRY = "hasGeometry", WKT_LITERAL = "wktLiteral" }
    /// Dublin Core.
    dcterms = "http://purl.org/dc/terms/" { DESCRIPTION = "description", IS_PART_OF = "isPartOf", ISSUED = "issued", LANGUAGE = "language", LICENSE = "license", TITLE = "title" }
    /// VANN: how an ontology wants to be abbreviated.
    vann = "http://purl.org/vocab/vann/" { PREFERRED_NAMESPACE_PREFIX = "preferredNamespacePrefix", PREFERRED_NAMESPACE_URI = "preferredNamespaceUri" }
    /// XML Schema datatypes.
    xsd = "http://www.w3.org/2001/XMLSchema#" {
        ANY_URI = "anyURI", BOOLEAN = "boolean", DATE = "date", DECIMAL = "decimal", G_MONTH_DAY = "gMonthDay", G_YEAR = "gYear", G_YEAR_MONTH = "gYearMonth",
        INTEGER = "integer", STRING = "string",
    }
}

/// Local names of silkgraph's own terms that stand in no fact declaration. `ontology/core.toml` says what each means.
pub mod sg {
    macro_rules! locals {
        ($($name:ident = $local:literal),* $(,)?) => {
            $(#[doc = concat!("`sg:", $local, "`")] pub const $name: &str = $local;)*
            /// All of them.
            pub const ALL: &[&str] = &[$($name),*];
        };
    }
    locals! {
        DATING_CLUE = "DatingClue", DOCUMENT = "Document", ENTITY = "Entity", EVIDENCE = "Evidence", FACT = "Fact", INFERENCE = "Inference", MENTION = "Mention",
        ANNIVERSARY = "anniversary", ATTRIBUTED_TO = "attributedTo", AGREEMENT_COURSE = "AgreementCourse", CONCERNS = "concerns", COPY_OF = "copyOf", FINDING = "Finding", FINDING_KIND = "findingKind", INFERENCE_KIND = "inferenceKind", MERGED_BECAUSE = "mergedBecause", SEVERITY = "severity", SOURCES = "sources", STAGE_OF = "stageOf", CONFIDENCE = "confidence", COUNTRY = "country", DOCUMENT_ID = "documentId", IN_DOCUMENT = "inDocument",
        INFERRED_SLOT = "inferredSlot", ISO_ALPHA_2 = "isoAlpha2", ISO_ALPHA_3 = "isoAlpha3", MENTION_OF = "mentionOf", NAME = "name",
        NOT_AFTER = "notAfter", NOT_BEFORE = "notBefore", REASON = "reason", RULE = "rule", SHA256 = "sha256", SKETCH = "sketch",
        SLOT_NAME = "slotName", MONTH_DAY = "monthDay", SOURCE = "source", SUBTYPE = "subtype", WEEKDAY = "weekday", YEARS_PASSED = "yearsPassed",
    }
}

/// The class of entities of a kind. Named agreements and events have classes apart from the facts of those names: the
/// one is a thing with a name, the other what a text says of it.
pub const fn entity_class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Agreement => "NamedAgreement",
        EntityKind::Event => "NamedEvent",
        _ => kind.name(),
    }
}

/// The local name of the property of a slot: one name, one meaning.
///
/// It is the slot's name in camel case, in the singular where a slot takes many. `from` and `to` say who trades with
/// whom and not since when, and a `name` that holds an entity is not a string.
pub fn property(slot: &SlotSpec) -> String {
    match (slot.name, slot.kind) {
        ("parties", _) => "party".to_owned(),
        ("participants", _) => "participant".to_owned(),
        ("from", _) => "exporter".to_owned(),
        ("to", _) => "importer".to_owned(),
        ("name", SlotKind::Entity) => "named".to_owned(),
        (name, _) => camel(name),
    }
}

/// A hyphenated name in camel case: `base-period` becomes `basePeriod`.
pub fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for (at, word) in name.split('-').enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if at > 0 => camel.push(first.to_ascii_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.push_str(letters.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_borrowed_term_has_a_known_prefix() {
        for term in BORROWED {
            assert!(PREFIXES.iter().any(|(_, namespace)| term.as_str().starts_with(namespace)), "{term}");
        }
        assert_eq!(expand("skos:Concept").as_deref(), Some(skos::CONCEPT.as_str()));
        assert_eq!(expand("nope:Concept"), None);
    }

    #[test]
    fn hyphens_become_humps() {
        assert_eq!(camel("passes-through"), "passesThrough");
        assert_eq!(camel("a--b-"), "aB");
        assert_eq!(camel(""), "");
    }
}
