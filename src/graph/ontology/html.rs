//! The documentation page of the ontology, in HTML: made from its triples alone, so that it says what they say.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedNode, NamedOrBlankNode, Term, Triple},
};
use quick_xml::escape::escape;

use crate::graph::{
    Base,
    ontology::{alignments, ontology_triples, turtle::HEADING},
    short,
    vocabulary::{dcterms, owl, rdf, rdfs, schema, skos},
};

/// An instance of every class.
const EXAMPLES: &str = include_str!("../../../ontology/examples.ttl");

/// How the page looks: nothing is fetched from elsewhere.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h3{margin:2rem 0 .2rem}dl{display:grid;grid-template-columns:11rem 1fr;gap:.1rem 1rem;margin:0}dt{color:#555}dd{margin:0}\
pre{background:#f4f4f4;padding:.5rem;white-space:pre-wrap}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top}\
nav a{margin-right:.6rem}:target{background:#fff3bf}";

/// The page, as `docs/ontology.html` holds it. Its anchors are the local names, so that the address of a term leads to its place
/// where the page is served at the address of the ontology.
pub fn ontology_page(base: &Base) -> String {
    let page = Page { base, of: by_subject(ontology_triples(base)), examples: by_subject(examples()) };
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = page.write(&mut out);
    out
}

fn examples() -> Vec<Triple> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(EXAMPLES.as_bytes()).map_while(Result::ok).map(Triple::from).collect()
}

type Subjects = BTreeMap<String, Vec<(NamedNode, Term)>>;

fn by_subject(triples: Vec<Triple>) -> Subjects {
    let mut of = Subjects::new();
    for Triple { subject, predicate, object } in triples {
        if let NamedOrBlankNode::NamedNode(subject) = subject {
            of.entry(subject.into_string()).or_default().push((predicate, object));
        }
    }
    of
}

struct Page<'b> {
    base: &'b Base,
    of: Subjects,
    examples: Subjects,
}

impl Page<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        let ontology = self.base.ontology().into_string();
        let title = self.words(&ontology, &dcterms::TITLE.into(), "en");
        writeln!(out, "<!doctype html>\n<!-- {HEADING} -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
        for lang in ["en", "fr"] {
            writeln!(out, "<p lang=\"{lang}\">{}</p>", self.words(&ontology, &dcterms::DESCRIPTION.into(), lang))?;
        }
        writeln!(out, "<dl>")?;
        for (name, predicate) in [("version", owl::VERSION_INFO), ("this version", owl::VERSION_IRI), ("licence", dcterms::LICENSE)] {
            self.row(out, name, &self.values(&ontology, &predicate.into()))?;
        }
        writeln!(out, "<dt>namespace</dt><dd><code>{}</code></dd>\n</dl>", escape(&*self.base.namespace()))?;
        writeln!(out, "<p>What changed stands in <code>ontology/CHANGELOG.md</code>, all examples together in <code>ontology/examples.ttl</code>.</p>")?;
        self.section(out, "Classes", &[owl::CLASS.into()])?;
        self.section(out, "Properties", &[owl::OBJECT_PROPERTY.into(), owl::DATATYPE_PROPERTY.into()])?;
        self.vocabularies(out)?;
        writeln!(out, "</body>\n</html>")
    }

    /// Silkgraph's own terms of some types, with all that is said of them.
    fn section(&self, out: &mut String, title: &str, types: &[NamedNode]) -> fmt::Result {
        let is = |subject: &str| types.iter().any(|class| self.has(subject, class));
        let own: Vec<(&str, &str)> =
            self.of.keys().filter(|subject| is(subject)).filter_map(|subject| Some((subject.as_str(), self.base.local(subject)?))).collect();
        writeln!(out, "<h2>{title}</h2>\n<nav>")?;
        own.iter().try_for_each(|(_, local)| writeln!(out, "<a href=\"#{local}\">{local}</a>"))?;
        writeln!(out, "</nav>")?;
        own.iter().try_for_each(|(subject, local)| self.term(out, subject, local))
    }

    fn term(&self, out: &mut String, subject: &str, local: &str) -> fmt::Result {
        writeln!(out, "<h3 id=\"{local}\">sg:{local}</h3>\n<dl>")?;
        for lang in ["en", "fr"] {
            let (label, definition) = (self.words(subject, &rdfs::LABEL.into(), lang), self.words(subject, &skos::DEFINITION.into(), lang));
            writeln!(out, "<dt>{lang}</dt><dd lang=\"{lang}\"><b>{label}</b>{}{definition}</dd>", if definition.is_empty() { "" } else { ": " })?;
        }
        let types: Vec<String> = self.values(subject, &rdf::TYPE.into());
        self.row(out, "type", &types)?;
        for (name, predicates) in [
            ("uses", [skos::SCOPE_NOTE, skos::SCOPE_NOTE]),
            ("within", [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF]),
            ("from", [rdfs::DOMAIN, schema::DOMAIN_INCLUDES]),
            ("to", [rdfs::RANGE, schema::RANGE_INCLUDES]),
        ] {
            let mut values: Vec<String> = predicates.iter().flat_map(|predicate| self.values(subject, &(*predicate).into())).collect();
            values.dedup();
            values.retain(|value| name != "within" || value.contains("href=\"#"));
            self.row(out, name, &values)?;
        }
        self.row(out, "aligned", &self.aligned(subject))?;
        writeln!(out, "</dl>")?;
        let class = Term::from(NamedNode::new_unchecked(subject));
        if let Some((example, said)) = self.examples.iter().find(|(_, said)| said.iter().any(|(predicate, object)| *predicate == rdf::TYPE && *object == class))
        {
            writeln!(out, "<pre>{}", self.name(example))?;
            said.iter().try_for_each(|(predicate, object)| writeln!(out, "    {} {}", self.name(predicate.as_str()), escape(&*self.plain(object))))?;
            writeln!(out, "</pre>")?;
        }
        Ok(())
    }

    fn vocabularies(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "<h2>Vocabularies</h2>")?;
        for scheme in self.of.keys().filter(|subject| self.has(subject, &skos::CONCEPT_SCHEME.into())) {
            let (key, label) = (self.name(scheme), skos::PREF_LABEL.into());
            writeln!(out, "<h3 id=\"vocabulary/{key}\">{key}</h3>")?;
            for lang in ["en", "fr"] {
                let definition = self.words(scheme, &skos::DEFINITION.into(), lang);
                writeln!(out, "<p lang=\"{lang}\"><b>{}</b>: {definition}</p>", self.words(scheme, &label, lang))?;
            }
            writeln!(out, "<table>\n<tr><th>code</th><th>English</th><th>French</th><th>aligned</th></tr>")?;
            let within = Term::from(NamedNode::new_unchecked(scheme));
            for (subject, said) in self.of.iter().filter(|(_, said)| said.iter().any(|(predicate, object)| *predicate == skos::IN_SCHEME && *object == within))
            {
                let code = said.iter().find(|(predicate, _)| *predicate == skos::NOTATION).map(|(_, code)| self.plain(code)).unwrap_or_default();
                write!(out, "<tr><td><code>{}</code></td>", escape(&*code))?;
                for lang in ["en", "fr"] {
                    let (label, definition) = (self.words(subject, &label, lang), self.words(subject, &skos::DEFINITION.into(), lang));
                    write!(out, "<td lang=\"{lang}\"><b>{label}</b><br>{definition}</td>")?;
                }
                writeln!(out, "<td>{}</td></tr>", self.aligned(subject).join("<br>"))?;
            }
            writeln!(out, "</table>")?;
        }
        Ok(())
    }

    fn row(&self, out: &mut String, name: &str, values: &[String]) -> fmt::Result {
        if values.is_empty() { Ok(()) } else { writeln!(out, "<dt>{name}</dt><dd>{}</dd>", values.join("<br>")) }
    }

    fn has(&self, subject: &str, class: &NamedNode) -> bool {
        let class = Term::from(class.clone());
        self.of.get(subject).is_some_and(|said| said.iter().any(|(predicate, object)| *predicate == rdf::TYPE && *object == class))
    }

    /// What is said in a language, ready for the page.
    fn words(&self, subject: &str, predicate: &NamedNode, lang: &str) -> String {
        let said = self.of.get(subject).into_iter().flatten().filter(|(of, _)| of == predicate);
        said.filter_map(|(_, object)| if let Term::Literal(literal) = object { Some(literal) } else { None })
            .find(|literal| literal.language() == Some(lang))
            .map(|literal| escape(literal.value()).into_owned())
            .unwrap_or_default()
    }

    /// All that is said, ready for the page; own terms are links.
    fn values(&self, subject: &str, predicate: &NamedNode) -> Vec<String> {
        let said = self.of.get(subject).into_iter().flatten().filter(|(of, _)| of == predicate);
        said.map(|(_, object)| match object {
            Term::NamedNode(node) => match self.base.local(node.as_str()) {
                Some(local) => format!("<a href=\"#{local}\">sg:{local}</a>"),
                None => format!("<a href=\"{0}\">{1}</a>", escape(node.as_str()), self.name(node.as_str())),
            },
            other => escape(&*self.plain(other)).into_owned(),
        })
        .collect()
    }

    fn aligned(&self, subject: &str) -> Vec<String> {
        let line = |to: &alignments::Alignment| {
            let how = self.name(to.predicate.as_str());
            format!("{how} <a href=\"{}\">{}</a>: {}", escape(to.object.as_str()), escape(&*to.name), escape(&*to.why))
        };
        alignments::of(&NamedNode::new_unchecked(subject), self.base).iter().map(line).collect()
    }

    /// The short name of an address.
    fn name(&self, iri: &str) -> String {
        escape(&*short(&NamedNode::new_unchecked(iri).into(), self.base)).into_owned()
    }

    fn plain(&self, term: &Term) -> String {
        short(term, self.base)
    }
}
