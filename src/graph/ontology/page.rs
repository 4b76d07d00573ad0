//! The reference page of fact types, slots and vocabularies, in Markdown.

use std::fmt::{self, Write};

use crate::{
    fact::{self, Cardinality, SlotKind, SlotSpec, Spec},
    graph::{
        ontology::{
            core, line,
            properties::{edge_names, entities},
            turtle::HEADING,
        },
        vocabulary::property,
    },
    model::VOCABULARIES,
};

/// What stands before the fact types.
const INTRODUCTION: &str = "\
Each fact type has a name (in records and tables), a class (in the graph) and slots. A slot's *property* is its name in
the graph: in camel case, in the singular where it takes many values; `from` and `to` of a figure are `sg:exporter` and
`sg:importer`, and a `name` that holds an entity is `sg:named`, so that each property has one meaning.

Slots marked * tell one fact of the type from another and, unless they are optional, must be filled. A fact's address is
made from its type and all its values, so the same fact in several documents is one node. What a document says for it
hangs on its evidence (`prov:wasDerivedFrom`): the quote, its place, the rule, its confidence, to whom the text
attributes it, and which slots were inferred and why.

Dates keep the precision of the text: `xsd:gYear`, `xsd:gYearMonth`, `xsd:date`; a quarter (`2024-Q1`) and a span (`A/B`)
are strings. The first date of a type also gives the fact `sg:notBefore` and `sg:notAfter`, the first and last day that
it covers, as `xsd:date`. A flag that is absent means no.

Direct edges stand beside the facts for short queries and graph viewers. None is drawn by a fact whose status is
`planned`, `proposed` or `cancelled`; an edge within one slot joins each pair once.
";

/// The page, as `docs/facts.md` holds it.
pub fn facts_page() -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_all(&mut out);
    out
}

fn write_all(out: &mut String) -> fmt::Result {
    writeln!(out, "<!-- {HEADING} -->\n\n# Facts\n\n{INTRODUCTION}")?;
    for spec in fact::ALL {
        fact_type(out, spec)?;
    }
    writeln!(out, "# Vocabularies\n\nAn open vocabulary also takes `other:<word>` for what it does not list.\n")?;
    for (key, vocabulary) in VOCABULARIES.iter() {
        let open = if vocabulary.open { " Open." } else { "" };
        writeln!(out, "## {key}\n\n{} ({} / {}).{open}\n", vocabulary.definition.trim_end_matches('.'), vocabulary.en, vocabulary.fr)?;
        writeln!(out, "| code | English | French | meaning |\n| --- | --- | --- | --- |")?;
        for (code, concept) in &vocabulary.terms {
            let mut meaning = concept.definition.clone();
            if let Some(broader) = &concept.broader {
                write!(meaning, "{}Narrower than `{broader}`.", if meaning.is_empty() { "" } else { " " })?;
            }
            writeln!(out, "| `{code}` | {} | {} | {meaning} |", concept.en, concept.fr)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn fact_type(out: &mut String, spec: &'static Spec) -> fmt::Result {
    writeln!(out, "## {}\n\n{}\n", spec.name, line(spec.doc))?;
    writeln!(out, "Class `sg:{}` ({} / {}), within `sg:Fact`.\n", spec.class, spec.label, core::class(spec.class).fr)?;
    writeln!(out, "| slot | property | holds | how many | meaning |\n| --- | --- | --- | --- | --- |")?;
    for slot in spec.slots {
        let star = if slot.identity { "*" } else { "" };
        writeln!(out, "| `{}`{star} | `sg:{}` | {} | {} | {} |", slot.name, property(slot), holds(slot), many(slot), line(slot.doc))?;
    }
    if !spec.edges.is_empty() {
        writeln!(out, "\n| direct edge | from | to | meaning |\n| --- | --- | --- | --- |")?;
    }
    for edge in spec.edges {
        let names: Vec<String> = edge_names(spec, edge).iter().map(|name| format!("`sg:{name}`")).collect();
        writeln!(out, "| {} | `{}` | `{}` | {} |", names.join(", "), edge.from, edge.to, line(edge.doc))?;
    }
    writeln!(out)
}

fn holds(slot: &SlotSpec) -> String {
    let entity = || entities(slot).join(", ");
    match slot.kind {
        SlotKind::Entity => entity(),
        SlotKind::Term(scheme) => format!("[{scheme}](#{scheme})"),
        SlotKind::Topic(scheme) => format!("{} or [{scheme}](#{scheme})", entity()),
        SlotKind::When => "date".to_owned(),
        SlotKind::Number => "number".to_owned(),
        SlotKind::Flag => "yes or no".to_owned(),
        SlotKind::Text => "text".to_owned(),
    }
}

pub(super) fn many(slot: &SlotSpec) -> &'static str {
    match (slot.cardinality, slot.identity) {
        (Cardinality::One, _) => "1",
        (Cardinality::Maybe, _) => "0–1",
        (Cardinality::Many, true) => "1 or more",
        (Cardinality::Many, false) => "any",
    }
}
