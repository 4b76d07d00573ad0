//! The ontology as a Turtle file.

use std::io;

use oxigraph::io::{RdfFormat, RdfSerializer};

use crate::graph::{Base, ontology::ontology_triples, vocabulary::PREFIXES};

/// What stands at the top of each generated file.
pub(super) const HEADING: &str = "Made from src/fact and the files of ontology/ that are written by hand; do not edit.";

/// The ontology, as `ontology/silkgraph.ttl` holds it for the default base.
///
/// # Errors
/// Where a prefix does not fit the serialiser, which no base that [`Base::new`] accepts should bring about.
pub fn ontology_turtle(base: &Base) -> io::Result<String> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    let namespace = base.namespace();
    for (prefix, namespace) in PREFIXES.iter().copied().chain([("sg", namespace.as_str())]).filter(|(prefix, _)| *prefix != "sh") {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in &ontology_triples(base) {
        writer.serialize_triple(triple)?;
    }
    let body = String::from_utf8(writer.finish()?).map_err(io::Error::other)?;
    // The serialiser writes prefixes in no fixed order and leaves no room between subjects.
    let (mut prefixes, lines): (Vec<&str>, Vec<&str>) = body.lines().partition(|line| line.starts_with("@prefix "));
    prefixes.sort_unstable();
    let mut text = format!("# {HEADING}\n{}\n", prefixes.join("\n"));
    for line in lines {
        if !line.starts_with('\t') {
            text.push('\n');
        }
        text.extend([line, "\n"]);
    }
    Ok(text)
}
