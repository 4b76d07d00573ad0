//! The SHACL shapes as a Turtle file: those of facts and vocabularies from the declarations, all others as written by hand in
//! `ontology/constraints.ttl`.

use std::fmt::{self, Write};

use oxigraph::model::Literal;

use crate::{
    fact::{self, Cardinality, SlotKind, SlotSpec, Spec},
    graph::{
        Base,
        ontology::{
            core, line,
            page::many,
            properties::{Property, entities, properties},
            turtle::HEADING,
        },
        vocabulary::{PREFIXES, entity_class, property, sg},
    },
    model::{EntityKind, VOCABULARIES},
};

/// A date that XSD has no type for: a quarter, or a span between two dates.
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|(-[0-9]{2}){0,2})(/[0-9]{4}(-Q[1-4]|(-[0-9]{2}){0,2}))?$";

/// The shapes that follow from no declaration.
const BY_HAND: &str = include_str!("../../../ontology/constraints.ttl");

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
    let kinds: Vec<String> = EntityKind::ALL.into_iter().map(|kind| entity_class(kind).to_owned()).collect();
    writeln!(out, "\nsgs:Entity a sh:NodeShape ;\n    {} .", classes(&kinds))?;
    fact::ALL.iter().try_for_each(|spec| fact_shape(out, spec))?;
    for (name, property) in properties() {
        edge_shape(out, &name, &property)?;
    }
    for line in BY_HAND.lines().skip_while(|line| !line.is_empty()) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What a direct edge may join.
fn edge_shape(out: &mut String, name: &str, property: &Property) -> fmt::Result {
    if property.edges.is_empty() {
        return Ok(());
    }
    let [from, to] = [&property.domain, &property.range].map(|ends| ends.iter().cloned().collect::<Vec<_>>());
    let message = |ends: &[String]| format!("sh:message {}", text(&format!("sg:{name} takes {} here", ends.join(" or ")), "en"));
    writeln!(out, "\nsgs:{name}-edge a sh:NodeShape ;\n    sh:targetSubjectsOf sg:{name} ;\n    {} ;\n    {} ;", classes(&from), message(&from))?;
    writeln!(out, "    sh:property [ sh:path sg:{name} ; {} ; {} ] .", classes(&to), message(&to))
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
        let message = text(&format!("takes {} {}", many(slot), holds(slot)), "en");
        write!(
            out,
            " ;\n    sh:property [\n        sh:path sg:{} ;\n        sh:name \"{}\" ;\n        sh:description {description} ;\n        sh:message {message}",
            property(slot),
            slot.name
        )?;
        if slot.is_needed() {
            write!(out, " ;\n        sh:minCount 1")?;
        }
        if slot.cardinality != Cardinality::Many {
            write!(out, " ;\n        sh:maxCount 1")?;
        }
        write!(out, " ;\n        {}\n    ]", kind(slot))?;
    }
    write!(out, " ;\n    sh:property [ sh:path sg:sources ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 1 ]")?;
    let message = text("every fact has evidence", "en");
    writeln!(out, " ;\n    sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class sg:Evidence ; sh:message {message} ] .")
}

/// The constraint on each value of a slot.
fn kind(slot: &SlotSpec) -> String {
    let entity = classes(&entities(slot));
    match slot.kind {
        SlotKind::Entity => entity,
        SlotKind::Term(scheme) => format!("sh:node sgs:scheme-{scheme}"),
        SlotKind::Topic(scheme) => format!("sh:or ( [ {entity} ] [ sh:node sgs:scheme-{scheme} ] )"),
        // Not a shape of its own: not every engine takes a literal to one.
        SlotKind::When => {
            let typed = "[ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:date ]";
            format!("sh:or ( {typed} [ sh:datatype xsd:string ; sh:pattern \"{PERIOD}\" ] )")
        }
        SlotKind::Number => "sh:datatype xsd:decimal".to_owned(),
        SlotKind::Flag => "sh:datatype xsd:boolean".to_owned(),
        SlotKind::Text => "sh:datatype xsd:string".to_owned(),
    }
}

/// The same for people.
fn holds(slot: &SlotSpec) -> String {
    let entity = || entities(slot).join(" or ");
    match slot.kind {
        SlotKind::Entity => entity(),
        SlotKind::Term(scheme) => format!("term of {scheme}"),
        SlotKind::Topic(scheme) => format!("{} or term of {scheme}", entity()),
        SlotKind::When => "date".to_owned(),
        SlotKind::Number => "xsd:decimal".to_owned(),
        SlotKind::Flag => "xsd:boolean".to_owned(),
        SlotKind::Text => "xsd:string".to_owned(),
    }
}

/// One of the classes.
fn classes(names: &[String]) -> String {
    match names {
        // No node says of itself that it is an entity: it says of which kind.
        [only] if only == sg::ENTITY => "sh:node sgs:Entity".to_owned(),
        [only] => format!("sh:class sg:{only}"),
        many => format!("sh:or ({} )", many.iter().map(|name| format!(" [ sh:class sg:{name} ]")).collect::<String>()),
    }
}

fn text(words: &str, lang: &str) -> Literal {
    crate::graph::values::text(words, lang)
}
