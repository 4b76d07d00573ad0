//! The SHACL shapes as a Turtle file: what every fact, entity, document and piece of evidence must look like.

use std::fmt::{self, Write};

use oxigraph::model::Literal;

use crate::{
    fact::{self, Cardinality, SlotKind, SlotSpec, Spec},
    graph::{
        Base,
        ontology::{core, line, properties::entities, turtle::HEADING},
        vocabulary::{PREFIXES, entity_class, property},
    },
    model::{EntityKind, VOCABULARIES},
};

/// A date that XSD has no type for: a quarter, or a span between two dates.
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|(-[0-9]{2}){0,2})(/[0-9]{4}(-Q[1-4]|(-[0-9]{2}){0,2}))?$";

/// The shapes that no fact declares. `Entity` stands for any kind of entity.
const CORE: &[(&str, &[(&str, &str)])] = &[
    (
        "Document",
        &[
            ("sg:documentId", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"),
            ("sg:sha256", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"),
            ("sg:source", "sh:maxCount 1 ; sh:datatype xsd:string"),
            ("dcterms:title", "sh:maxCount 1"),
            ("dcterms:language", "sh:maxCount 1 ; sh:datatype xsd:string"),
            ("dcterms:issued", "sh:maxCount 1 ; sh:node sgs:Date"),
            ("sg:notBefore", "sh:maxCount 1 ; sh:datatype xsd:date"),
            ("sg:notAfter", "sh:maxCount 1 ; sh:datatype xsd:date"),
            ("schema:url", "sh:maxCount 1 ; sh:datatype xsd:anyURI"),
            ("sg:sketch", "sh:maxCount 1 ; sh:pattern \"^([0-9a-f]{8})+$\""),
            ("sg:copyOf", "sh:maxCount 1 ; sh:class sg:Document"),
        ],
    ),
    ("AgreementCourse", &[("sg:party", "sh:minCount 2 ; sh:node sgs:Entity")]),
    (
        "Finding",
        &[
            ("sg:findingKind", "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"),
            ("sg:severity", "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"),
            ("dcterms:description", "sh:minCount 1 ; sh:maxCount 1"),
            ("sg:concerns", "sh:minCount 1"),
        ],
    ),
    (
        "Mention",
        &[
            ("sg:inDocument", "sh:minCount 1 ; sh:maxCount 1 ; sh:class sg:Document"),
            ("sg:mentionOf", "sh:minCount 1 ; sh:node sgs:Entity"),
            ("oa:start", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ; sh:lessThanOrEquals oa:end"),
            ("oa:end", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer"),
            ("oa:exact", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"),
        ],
    ),
    (
        "Evidence",
        &[
            ("oa:hasSource", "sh:minCount 1 ; sh:maxCount 1 ; sh:class sg:Document"),
            ("oa:start", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ; sh:lessThanOrEquals oa:end"),
            ("oa:end", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer"),
            ("oa:exact", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"),
            ("sg:rule", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"),
            ("sg:confidence", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minExclusive 0 ; sh:maxInclusive 1"),
            ("sg:attributedTo", "sh:maxCount 1 ; sh:node sgs:Entity"),
            ("sg:inferredSlot", "sh:class sg:Inference"),
        ],
    ),
    (
        "Inference",
        &[("sg:slotName", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string"), ("sg:reason", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string")],
    ),
];

/// What every entity must look like. Two documents may name a new entity differently, so that it may have several names.
const ENTITY: &[(&str, &str)] = &[
    ("sg:name", "sh:minCount 1 ; sh:datatype xsd:string"),
    ("sg:country", "sh:class sg:Country"),
    ("sg:isoAlpha2", "sh:pattern \"^[A-Z]{2}$\""),
    ("sg:isoAlpha3", "sh:pattern \"^[A-Z]{3}$\""),
    ("geo:hasGeometry", "sh:class geo:Geometry"),
    ("skos:exactMatch", "sh:nodeKind sh:IRI"),
];

/// The shapes, as `ontology/shapes.ttl` holds them for the default base. They hold for any one document's graph together
/// with what was known before, and for the union of all.
pub fn shapes_turtle(base: &Base) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_all(&mut out, base);
    out
}

fn write_all(out: &mut String, base: &Base) -> fmt::Result {
    writeln!(out, "# {HEADING}")?;
    let (namespace, shapes) = (base.namespace(), format!("{}shapes#", base.as_str()));
    let used = ["dcterms", "geo", "oa", "prov", "schema", "sh", "skos", "xsd"];
    let borrowed = PREFIXES.iter().copied().filter(|(prefix, _)| used.contains(prefix));
    for (prefix, namespace) in borrowed.chain([("sg", namespace.as_str()), ("sgs", shapes.as_str())]) {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    for (key, vocabulary) in VOCABULARIES.iter() {
        let concepts: String = vocabulary.terms.keys().map(|code| format!(" {}", base.concept(key, code))).collect();
        let listed = format!("sh:in ({concepts} )");
        let rule = if vocabulary.open { format!("sh:or ( [ {listed} ] [ sh:pattern \"/vocabulary/{key}/other:.\" ] )") } else { listed };
        writeln!(out, "\nsgs:scheme-{key} a sh:NodeShape ;\n    sh:nodeKind sh:IRI ;\n    {rule} .")?;
    }
    let typed = "[ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:date ]";
    writeln!(out, "\nsgs:Date a sh:NodeShape ;\n    sh:or ( {typed} [ sh:datatype xsd:string ; sh:pattern \"{PERIOD}\" ] ) .")?;
    let kinds: Vec<String> = EntityKind::ALL.into_iter().map(|kind| entity_class(kind).to_owned()).collect();
    writeln!(out, "\nsgs:Entity a sh:NodeShape ;\n    {} .", classes(&kinds))?;
    for kind in &kinds {
        shape(out, kind, ENTITY)?;
    }
    for (class, properties) in CORE {
        shape(out, class, properties)?;
    }
    fact::ALL.iter().try_for_each(|spec| fact_shape(out, spec))
}

fn shape(out: &mut String, class: &str, properties: &[(&str, &str)]) -> fmt::Result {
    write!(out, "\nsgs:{class}Shape a sh:NodeShape ;\n    sh:targetClass sg:{class}")?;
    for (path, rules) in properties {
        write!(out, " ;\n    sh:property [ sh:path {path} ; {rules} ]")?;
    }
    writeln!(out, " .")
}

fn fact_shape(out: &mut String, spec: &'static Spec) -> fmt::Result {
    write!(
        out,
        "\nsgs:{0}Shape a sh:NodeShape ;\n    sh:targetClass sg:{0} ;\n    sh:name {1}, {2}",
        spec.class,
        text(spec.label, "en"),
        text(&core::class(spec.class).fr, "fr")
    )?;
    for slot in spec.slots {
        let description = text(&line(slot.doc), "en");
        write!(
            out,
            " ;\n    sh:property [\n        sh:path sg:{} ;\n        sh:name \"{}\" ;\n        sh:description {description}",
            property(slot),
            slot.name
        )?;
        if slot.cardinality == Cardinality::One || slot.cardinality == Cardinality::Many && slot.identity {
            write!(out, " ;\n        sh:minCount 1")?;
        }
        if slot.cardinality != Cardinality::Many {
            write!(out, " ;\n        sh:maxCount 1")?;
        }
        write!(out, " ;\n        {}\n    ]", kind(slot))?;
    }
    if spec.slots.iter().any(|slot| slot.kind == SlotKind::When) {
        for bound in ["notBefore", "notAfter"] {
            write!(out, " ;\n    sh:property [ sh:path sg:{bound} ; sh:maxCount 1 ; sh:datatype xsd:date ]")?;
        }
    }
    write!(out, " ;\n    sh:property [ sh:path sg:sources ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 1 ]")?;
    writeln!(out, " ;\n    sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class sg:Evidence ] .")
}

/// The constraint on each value of a slot.
fn kind(slot: &SlotSpec) -> String {
    let entity = if slot.takes.is_empty() { "sh:node sgs:Entity".to_owned() } else { classes(&entities(slot)) };
    match slot.kind {
        SlotKind::Entity => entity,
        SlotKind::Term(scheme) => format!("sh:node sgs:scheme-{scheme}"),
        SlotKind::Topic(scheme) => format!("sh:or ( [ {entity} ] [ sh:node sgs:scheme-{scheme} ] )"),
        SlotKind::When => "sh:node sgs:Date".to_owned(),
        SlotKind::Number => "sh:datatype xsd:decimal".to_owned(),
        SlotKind::Flag => "sh:datatype xsd:boolean".to_owned(),
        SlotKind::Text => "sh:datatype xsd:string".to_owned(),
    }
}

/// One of the classes.
fn classes(names: &[String]) -> String {
    match names {
        [only] => format!("sh:class sg:{only}"),
        many => format!("sh:or ({} )", many.iter().map(|name| format!(" [ sh:class sg:{name} ]")).collect::<String>()),
    }
}

fn text(words: &str, lang: &str) -> Literal {
    crate::graph::values::text(words, lang)
}
