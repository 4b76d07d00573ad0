//! Turtle, TriG, N-Quads and JSON-LD, by Oxigraph's own writers.

use std::{collections::HashSet, error::Error, path::Path};

use oxigraph::{
    io::{JsonLdProfileSet, RdfFormat, RdfSerializer},
    model::{GraphName, NamedOrBlankNode, Quad, vocab::rdf},
};

use super::{ExportError, Format, Options, staging::Staging};
use crate::graph::vocabulary::prov;

pub(super) fn write<E: Into<Box<dyn Error + Send + Sync>>>(
    format: Format,
    quads: impl IntoIterator<Item = Result<Quad, E>>,
    options: &Options,
    target: &Path,
    staging: &mut Staging,
) -> Result<(), ExportError> {
    let syntax = match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::Trig => RdfFormat::TriG,
        Format::Jsonld => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        _ => RdfFormat::NQuads,
    };
    let mut serializer = RdfSerializer::from_format(syntax);
    for (prefix, iri) in &options.prefixes {
        serializer = serializer.with_prefix(prefix, iri).map_err(|_| ExportError::Prefix { prefix: prefix.clone(), iri: iri.clone() })?;
    }

    let mut failed = None;
    let mut quads = quads.into_iter().map_while(|quad| quad.map_err(|error| failed = Some(error.into())).ok());
    staging.write(target, |file| {
        let mut writer = serializer.for_writer(file);
        let mut put = |quad: Quad| writer.serialize_quad(&quad);
        match format {
            Format::Nquads => quads.try_for_each(put)?,
            Format::Turtle => {
                without_parts(sorted(quads.map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }))).into_iter().try_for_each(&mut put)?;
            }
            _ => sorted(quads).into_iter().try_for_each(put)?,
        }
        writer.finish().map(|_| ())
    })?;
    failed.map_or(Ok(()), |source| Err(ExportError::Read { path: target.to_owned(), source }))
}

/// The quads as the default graph has them: what several claims say of one fact is said of the fact.
fn without_parts(quads: Vec<Quad>) -> Vec<Quad> {
    let parts: HashSet<NamedOrBlankNode> = quads.iter().filter(|quad| quad.predicate == prov::SPECIALIZATION_OF).map(|quad| quad.subject.clone()).collect();
    quads.into_iter().filter(|quad| !parts.contains(&quad.subject)).collect()
}

/// By graph, subject, predicate (the type first) and object, each once.
fn sorted(quads: impl Iterator<Item = Quad>) -> Vec<Quad> {
    let mut quads: Vec<Quad> = quads.collect();
    quads.sort_by_cached_key(|quad| {
        (quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate != rdf::TYPE, quad.predicate.clone(), quad.object.to_string())
    });
    quads.dedup();
    quads
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, convert::Infallible, fs, io};

    use oxigraph::io::RdfParser;

    use super::{
        super::{export, sample},
        *,
    };
    use crate::graph::Records;

    fn options() -> Options {
        let prefixes = [("sg", "https://w3id.org/silkgraph/ontology#"), ("skos", "http://www.w3.org/2004/02/skos/core#")];
        Options { prefixes: prefixes.map(|(prefix, iri)| (prefix.to_owned(), iri.to_owned())).into(), ..Options::default() }
    }

    fn text(format: Format, quads: impl Iterator<Item = Result<Quad, Infallible>>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let paths = export(format, &Records::default(), quads, folder.path(), &options()).unwrap();
        fs::read_to_string(&paths[0]).unwrap()
    }

    fn set(quads: impl Iterator<Item = Quad>) -> BTreeSet<String> {
        quads.map(|quad| quad.to_string()).collect()
    }

    #[test]
    fn every_syntax_reads_back_as_the_same_quads() {
        let quads = || sample::quads().map(Result::unwrap);
        for (format, syntax) in
            [(Format::Trig, RdfFormat::TriG), (Format::Nquads, RdfFormat::NQuads), (Format::Jsonld, RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() })]
        {
            let text = text(format, sample::quads());
            let back = RdfParser::from_format(syntax).for_slice(&text).map(Result::unwrap);
            assert_eq!(set(back), set(quads()), "{format}");
        }
        let turtle = text(Format::Turtle, sample::quads());
        let back: Vec<_> = RdfParser::from_format(RdfFormat::Turtle).for_slice(&turtle).map(Result::unwrap).collect();
        let merged = set(quads().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }));
        assert_eq!(back.len(), merged.len(), "a triple of two graphs stands there once");
        assert_eq!(set(back.into_iter()), merged);
        assert!(turtle.contains("skos:prefLabel") && turtle.contains(" a sg:Person"), "{turtle}");
    }

    #[test]
    fn the_order_of_the_quads_does_not_show() {
        let mut shuffled: Vec<_> = sample::quads().collect();
        shuffled.reverse();
        for format in [Format::Turtle, Format::Trig, Format::Jsonld] {
            assert_eq!(text(format, sample::quads()), text(format, shuffled.clone().into_iter()), "{format}");
        }
    }

    #[test]
    fn a_prefix_that_is_no_iri_is_named() {
        let options = Options { prefixes: [("x".to_owned(), "not an iri".to_owned())].into(), ..Options::default() };
        let folder = tempfile::tempdir().unwrap();
        let error = export(Format::Turtle, &Records::default(), sample::quads(), folder.path(), &options).unwrap_err();
        assert_eq!(error.to_string(), "prefix `x` stands for `not an iri`, which is no IRI");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn nothing_is_written_where_a_parent_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = export(Format::Trig, &Records::default(), sample::quads(), &file.join("x.trig"), &Options::default()).unwrap_err();
        assert!(matches!(error, ExportError::Write { source, .. } if source.kind() != io::ErrorKind::Other));
    }
}
