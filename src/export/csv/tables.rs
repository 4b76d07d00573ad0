//! The tables and their columns.

use super::{
    super::{
        jsonl::other_names,
        names::{Names, one_line},
        network::{DirectEdge, Node, detail, edge_id},
    },
    table::{Column, Datatype, Table, column, joined},
};
use crate::{
    fact::{Cardinality, SlotKind, SlotSpec, Spec, Value},
    graph::{DocumentRecord, FactRecord, MentionRecord},
};

/// The table of a fact type: a row for each document that states a fact.
pub(super) fn facts<'r>(spec: &'static Spec, names: &'r Names) -> Table<'r, FactRecord> {
    let mut columns = vec![
        column("id", Datatype::Iri, "IRI of the fact, the same in every document that states it, in whatever words.", |fact: &FactRecord| fact.iri.clone())
            .required(),
        column("claim", Datatype::Iri, "IRI of what the document claims: the values of this row, whoever gives just these.", |fact: &FactRecord| {
            fact.claim.clone()
        })
        .required(),
        document(|fact: &FactRecord| &fact.document),
    ];
    columns.extend(spec.slots.iter().flat_map(|slot| slot_columns(slot, names)));
    columns.extend([
        count("evidence_start", "First character of the evidence in the text, counted from 0.", |fact: &FactRecord| fact.start),
        count("evidence_end", "One past its last character.", |fact: &FactRecord| fact.end),
        column("evidence_text", Datatype::Text, "The words that state the fact.", |fact: &FactRecord| fact.text.clone()),
        column("rule", Datatype::Text, "The rule that read it.", |fact: &FactRecord| fact.rule.clone()),
        column(
            "confidence",
            Datatype::Number,
            "How often what this rule says is right, by counts on annotated texts; above 0 and at most 1.",
            |fact: &FactRecord| number(fact.confidence),
        ),
        column("attributed_to", Datatype::Text, "To whom the text attributes it.", |fact: &FactRecord| {
            text(fact.attributed_to.as_ref().map(|id| names.name(id)))
        }),
        column("attributed_to_iri", Datatype::Iri, "IRI of `attributed_to`.", |fact: &FactRecord| {
            fact.attributed_to.as_ref().map(|id| names.iri(id)).unwrap_or_default()
        })
        .refers_to("nodes"),
        column("inferred", Datatype::Text, "What the words do not say but was inferred: column and reason.", |fact: &FactRecord| {
            joined(fact.inferred.iter().map(|(slot, reason)| [&header(slot), ": ", reason].concat()))
        })
        .many(),
    ]);
    Table { name: spec.name, doc: one_line(spec.doc), key: &["id", "document"], columns }
}

/// The columns of a slot: its values, and their IRIs beside them where it takes entities.
fn slot_columns<'r>(slot: &'static SlotSpec, names: &'r Names) -> Vec<Column<'r, FactRecord>> {
    let datatype = match slot.kind {
        SlotKind::Number => Datatype::Number,
        SlotKind::Flag => Datatype::Flag,
        SlotKind::Entity | SlotKind::Term(_) | SlotKind::Topic(_) | SlotKind::When | SlotKind::Text => Datatype::Text,
    };
    let many = slot.cardinality == Cardinality::Many;
    let shape = |column: Column<'r, FactRecord>| {
        let column = if slot.cardinality == Cardinality::One { column.required() } else { column };
        if many { column.many() } else { column }
    };
    let cell = move |fact: &FactRecord, show: &dyn Fn(&Value) -> String| {
        let mut values = fact.slots.get(slot.name).map(show);
        if many { joined(values) } else { values.next().unwrap_or_else(|| if slot.kind == SlotKind::Flag { "false".to_owned() } else { String::new() }) }
    };
    let values = column(header(slot.name), datatype, one_line(slot.doc), move |fact| cell(fact, &|value| shown(value, names)));
    if !matches!(slot.kind, SlotKind::Entity | SlotKind::Topic(_)) {
        return vec![shape(values)];
    }
    let doc = ["IRI of `", slot.name, if many { "`, in the same order (empty for what is no entity)." } else { "`." }].concat();
    let iris = column(header(slot.name) + "_iri", Datatype::Iri, doc, move |fact| {
        cell(fact, &|value| if let Value::Entity(id) = value { names.iri(id) } else { String::new() })
    });
    vec![shape(values), shape(if many { iris } else { iris.refers_to("nodes") })]
}

/// Entities.
pub(super) fn nodes<'r>(names: &'r Names) -> Table<'r, Node<'r>> {
    let columns = vec![
        column("id", Datatype::Iri, "IRI of the entity.", |node: &Node| names.iri(node.id)).required(),
        column("label", Datatype::Text, "Usual English name, or the name as found.", |node: &Node| names.name(node.id).to_owned()).required(),
        column("kind", Datatype::Text, "Kind of entity.", |node: &Node| node.id.kind().name().to_owned()).required(),
        column("subtype", Datatype::Text, "A finer kind.", |node: &Node| text(node.entity.map(|entity| entity.subtype.as_str()))),
        column("aliases", Datatype::Text, "All other names.", |node: &Node| node.entity.map(|entity| joined(other_names(entity))).unwrap_or_default()).many(),
        column("wikidata", Datatype::Text, "Verified Wikidata identifier.", |node: &Node| text(node.entity.and_then(|entity| entity.wikidata.as_deref()))),
        column("iso2", Datatype::Text, "ISO 3166-1 alpha-2 code of a country.", |node: &Node| text(iso(node).map(|(two, _)| two.as_str()))),
        column("iso3", Datatype::Text, "ISO 3166-1 alpha-3 code of a country.", |node: &Node| text(iso(node).map(|(_, three)| three.as_str()))),
        column("lat", Datatype::Number, "WGS 84 latitude in degrees.", |node: &Node| position(node).map(|(lat, _)| number(lat)).unwrap_or_default()),
        column("lon", Datatype::Number, "WGS 84 longitude in degrees.", |node: &Node| position(node).map(|(_, lon)| number(lon)).unwrap_or_default()),
        column("country", Datatype::Text, "The country that it lies in or belongs to.", |node: &Node| {
            text(node.entity.and_then(|entity| entity.country.as_ref()).map(|id| names.name(id)))
        }),
        column("country_iri", Datatype::Iri, "IRI of `country`.", |node: &Node| {
            node.entity.and_then(|entity| entity.country.as_ref()).map(|id| names.iri(id)).unwrap_or_default()
        }),
        count("documents", "How many documents mention it or state a fact about it.", |node: &Node| node.documents),
        count("mentions", "How many mentions it has.", |node: &Node| node.mentions),
        count("degree", "How many edges it has in edges.csv.", |node: &Node| node.degree),
    ];
    Table { name: "nodes", doc: "Entities that a document mentions or a fact refers to.".to_owned(), key: &["id"], columns }
}

/// Direct edges.
pub(super) fn edges<'r>(names: &'r Names) -> Table<'r, DirectEdge<'r>> {
    let columns = vec![
        column("id", Datatype::Text, "Id of the edge, the same as in GraphML.", |edge: &DirectEdge| edge_id(edge, names)).required(),
        column("source", Datatype::Iri, "IRI of the entity where it starts.", |edge: &DirectEdge| names.iri(edge.source)).required().refers_to("nodes"),
        column("target", Datatype::Iri, "IRI of the entity where it ends.", |edge: &DirectEdge| names.iri(edge.target)).required().refers_to("nodes"),
        column("source_label", Datatype::Text, "Name of the entity where it starts.", |edge: &DirectEdge| names.name(edge.source).to_owned()).required(),
        column("target_label", Datatype::Text, "Name of the entity where it ends.", |edge: &DirectEdge| names.name(edge.target).to_owned()).required(),
        column("relation", Datatype::Text, "What it says, as the local name of a property of the ontology.", |edge: &DirectEdge| edge.relation.clone())
            .required(),
        column("symmetric", Datatype::Flag, "Whether it holds in both directions; such an edge stands here once.", |edge: &DirectEdge| {
            edge.symmetric.to_string()
        }),
        column(
            "kind",
            Datatype::Text,
            "Type of the fact that draws it, and name of its table; as in GraphML (Gephi means its direction by type).",
            |edge: &DirectEdge| edge.spec.name.to_owned(),
        )
        .required(),
        column("fact", Datatype::Iri, "IRI of the fact that draws it.", |edge: &DirectEdge| edge.fact.to_owned()).required(),
        column("detail", Datatype::Text, "The terms of the fact with their columns: role, area, status and so on.", |edge: &DirectEdge| detail(edge)).many(),
        column("weight", Datatype::Number, "What graph viewers draw thickness from: the number of independent sources.", |edge: &DirectEdge| {
            edge.sources.len().to_string()
        }),
        column("date", Datatype::Text, "Date or period of the fact: 2024, 2024-Q1, 2024-11, 2024-11-05 or A/B.", |edge: &DirectEdge| {
            edge.date.map(|when| when.to_string()).unwrap_or_default()
        }),
        column("confidence", Datatype::Number, "How often what the surest rule says is right that read it.", |edge: &DirectEdge| number(edge.confidence)),
        count("documents", "How many documents state it.", |edge: &DirectEdge| edge.documents.len()),
        column("sources", Datatype::Text, "Ids of the documents that state it.", |edge: &DirectEdge| joined(&edge.documents)).many(),
    ];
    Table { name: "edges", doc: "Direct edges between entities, as facts draw them; parallel edges are kept.".to_owned(), key: &["id"], columns }
}

/// Documents.
pub(super) fn documents<'r>() -> Table<'r, DocumentRecord> {
    let columns = vec![
        column("id", Datatype::Text, "The file's stem, or the id given with the document.", |document: &DocumentRecord| document.id.clone()).required(),
        column("iri", Datatype::Iri, "Its IRI.", |document: &DocumentRecord| document.iri.clone()).required(),
        column("title", Datatype::Text, "Title.", |document: &DocumentRecord| text(document.title.as_deref())),
        column("lang", Datatype::Text, "Language tag.", |document: &DocumentRecord| text(document.lang.as_deref())),
        column("published", Datatype::Text, "Publication date, as precise as it is known.", |document: &DocumentRecord| {
            document.published.map(|when| when.to_string()).unwrap_or_default()
        }),
        column("source", Datatype::Text, "The outlet.", |document: &DocumentRecord| text(document.source.as_deref())),
        column("url", Datatype::Text, "Address of the original, as it was given.", |document: &DocumentRecord| text(document.url.as_deref())),
        column("hash", Datatype::Text, "SHA-256 of the document.", |document: &DocumentRecord| document.hash.clone()),
        column("copy_of", Datatype::Text, "Id of the document that it is a copy of: both are one source.", |document: &DocumentRecord| {
            text(document.copy_of.as_deref())
        }),
    ];
    Table { name: "documents", doc: "The documents that were read.".to_owned(), key: &["id"], columns }
}

/// Mentions.
pub(super) fn mentions<'r>(names: &'r Names) -> Table<'r, MentionRecord> {
    let columns = vec![
        document(|mention: &MentionRecord| &mention.document),
        column("entity", Datatype::Text, "Name of the entity.", |mention: &MentionRecord| names.name(&mention.entity).to_owned()).required(),
        column("entity_iri", Datatype::Iri, "IRI of the entity.", |mention: &MentionRecord| names.iri(&mention.entity)).required().refers_to("nodes"),
        count("start", "First character in the text, counted from 0.", |mention: &MentionRecord| mention.start),
        count("end", "One past its last character.", |mention: &MentionRecord| mention.end),
        column("text", Datatype::Text, "The words.", |mention: &MentionRecord| mention.text.clone()),
    ];
    Table { name: "mentions", doc: "Where documents name entities.".to_owned(), key: &["document", "start", "end", "entity_iri"], columns }
}

fn document<'r, R>(id: impl Fn(&R) -> &str + 'r) -> Column<'r, R> {
    column("document", Datatype::Text, "Id of the document.", move |row| id(row).to_owned()).required().refers_to("documents")
}

fn count<'r, R>(name: &'static str, doc: &'static str, cell: impl Fn(&R) -> usize + 'r) -> Column<'r, R> {
    column(name, Datatype::Count, doc, move |row| cell(row).to_string()).required()
}

/// The header of a slot; CSV on the Web takes no hyphen in a name.
fn header(slot: &str) -> String {
    slot.replace('-', "_")
}

fn shown(value: &Value, names: &Names) -> String {
    match value {
        Value::Entity(id) => names.name(id).to_owned(),
        Value::Term(text) | Value::Text(text) => text.to_string(),
        Value::When(when) => when.to_string(),
        Value::Number(value) => number(*value),
        Value::Flag(flag) => flag.to_string(),
    }
}

/// Without exponent, and without a fraction where there is none; empty for what is no number.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn iso<'r>(node: &Node<'r>) -> Option<&'r (String, String)> {
    node.entity?.iso.as_ref()
}

fn position(node: &Node) -> Option<(f64, f64)> {
    node.entity?.position
}
