//! GraphML that every common reader takes: entities as nodes, direct edges between them.
//!
//! What readers disagree on is avoided: one key for each domain with an id of its own, only the six types of the
//! standard, no defaults, no nesting, ids that are XML name tokens, and the fact's IRI as data (igraph 1.0.0 loses edge
//! ids). Gephi shows `label`, Cytoscape `name` and `interaction`, yEd its own `nodegraphics` and `edgegraphics`.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesDecl, BytesText, Event},
};

use super::{
    names::Names,
    network::{DirectEdge, Node, detail, edge_id, edges, nodes, token},
};
use crate::{graph::Records, model::EntityKind};

type Xml<'w> = Writer<&'w mut dyn Write>;

/// A typed attribute: its name, its type, and its value; nothing where it is not known.
type Key<R> = (&'static str, &'static str, fn(&R, &Names) -> Option<String>);

fn node_keys<'r>() -> [Key<Node<'r>>; 11] {
    [
        ("label", "string", |node, names| Some(names.name(node.id).to_owned())),
        ("name", "string", |node, names| Some(names.name(node.id).to_owned())),
        ("kind", "string", |node, _| Some(node.id.kind().name().to_owned())),
        ("subtype", "string", |node, _| node.entity.map(|entity| entity.subtype.clone()).filter(|subtype| !subtype.is_empty())),
        ("iri", "string", |node, names| Some(names.iri(node.id))),
        ("wikidata", "string", |node, _| node.entity?.wikidata.clone()),
        ("country", "string", |node, names| Some(names.name(node.entity?.country.as_ref()?).to_owned())),
        ("lat", "double", |node, _| number(node.entity?.position?.0)),
        ("lon", "double", |node, _| number(node.entity?.position?.1)),
        ("documents", "int", |node, _| Some(node.documents.to_string())),
        ("mentions", "int", |node, _| Some(node.mentions.to_string())),
    ]
}

fn edge_keys<'r>() -> [Key<DirectEdge<'r>>; 11] {
    [
        ("label", "string", |edge, _| Some(edge.relation.clone())),
        ("name", "string", |edge, names| Some([names.name(edge.source), " (", &edge.relation, ") ", names.name(edge.target)].concat())),
        ("interaction", "string", |edge, _| Some(edge.relation.clone())),
        ("kind", "string", |edge, _| Some(edge.spec.name.to_owned())),
        ("detail", "string", |edge, _| Some(detail(edge)).filter(|detail| !detail.is_empty())),
        ("weight", "double", |edge, _| number(edge.sources.len() as f64)),
        ("symmetric", "boolean", |edge, _| Some(edge.symmetric.to_string())),
        ("date", "string", |edge, _| edge.date.map(|when| when.to_string())),
        ("confidence", "double", |edge, _| number(edge.confidence)),
        ("sources", "string", |edge, _| Some(edge.documents.iter().copied().collect::<Vec<_>>().join(" | "))),
        ("factId", "string", |edge, _| Some(edge.fact.to_owned())),
    ]
}

/// Writes nodes by id, then edges by fact, relation and ends.
pub(super) fn write(records: &Records, names: &Names, out: &mut dyn Write) -> io::Result<()> {
    let edges = edges(records);
    let nodes = nodes(records, names, &edges);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("graphml")
        .with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns"), ("xmlns:y", "http://www.yworks.com/xml/graphml")])
        .write_inner_content(|xml| {
            declare(xml, "node", &node_keys())?;
            declare(xml, "edge", &edge_keys())?;
            xml.create_element("graph").with_attributes([("id", "silkgraph"), ("edgedefault", "directed")]).write_inner_content(|xml| {
                nodes.iter().try_for_each(|node| write_node(xml, node, names))?;
                edges.iter().try_for_each(|edge| write_edge(xml, edge, names))
            })?;
            Ok(())
        })?;
    xml.into_inner().write_all(b"\n")
}

fn declare<R>(xml: &mut Xml, domain: &str, keys: &[Key<R>]) -> io::Result<()> {
    for (name, datatype, _) in keys {
        xml.create_element("key")
            .with_attributes([("id", key(domain, name).as_str()), ("for", domain), ("attr.name", name), ("attr.type", datatype)])
            .write_empty()?;
    }
    let graphics = [domain, "graphics"].concat();
    xml.create_element("key").with_attributes([("id", graphics.as_str()), ("for", domain), ("yfiles.type", graphics.as_str())]).write_empty()?;
    Ok(())
}

fn key(domain: &str, name: &str) -> String {
    [domain, "-", name].concat()
}

fn write_node(xml: &mut Xml, node: &Node, names: &Names) -> io::Result<()> {
    xml.create_element("node").with_attribute(("id", token(node.id.as_str()).as_str())).write_inner_content(|xml| {
        write_data(xml, "node", &node_keys(), node, names)?;
        graphics(xml, "node", "y:ShapeNode", |xml| {
            xml.create_element("y:Fill").with_attributes([("color", colour(node.id.kind())), ("transparent", "false")]).write_empty()?;
            text(xml, "y:NodeLabel", names.name(node.id))
        })
    })?;
    Ok(())
}

fn write_edge(xml: &mut Xml, edge: &DirectEdge, names: &Names) -> io::Result<()> {
    let (id, source, target) = (edge_id(edge, names), token(edge.source.as_str()), token(edge.target.as_str()));
    let attributes = [("id", id.as_str()), ("source", source.as_str()), ("target", target.as_str())];
    xml.create_element("edge").with_attributes(attributes).write_inner_content(|xml| {
        write_data(xml, "edge", &edge_keys(), edge, names)?;
        graphics(xml, "edge", "y:PolyLineEdge", |xml| {
            let arrow = if edge.symmetric { "none" } else { "standard" };
            xml.create_element("y:Arrows").with_attributes([("source", "none"), ("target", arrow)]).write_empty()?;
            text(xml, "y:EdgeLabel", &edge.relation)
        })
    })?;
    Ok(())
}

fn write_data<R>(xml: &mut Xml, domain: &str, keys: &[Key<R>], row: &R, names: &Names) -> io::Result<()> {
    for (name, _, value) in keys {
        if let Some(value) = value(row, names) {
            let key = key(domain, name);
            xml.create_element("data").with_attribute(("key", key.as_str())).write_text_content(content(&value))?;
        }
    }
    Ok(())
}

/// What yEd draws, in one line: other readers take the text of an attribute that they do not know, blanks included.
fn graphics(xml: &mut Xml, domain: &str, shape: &str, fill: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> io::Result<()> {
    let mut inner = Writer::new(Vec::new());
    inner.create_element(shape).write_inner_content(fill)?;
    let drawn = String::from_utf8(inner.into_inner()).map_err(io::Error::other)?;
    let key = [domain, "graphics"].concat();
    xml.create_element("data").with_attribute(("key", key.as_str())).write_text_content(BytesText::from_escaped(drawn))?;
    Ok(())
}

fn text(xml: &mut Writer<Vec<u8>>, element: &str, text: &str) -> io::Result<()> {
    xml.create_element(element).write_text_content(content(text))?;
    Ok(())
}

/// Text of an element, with nothing escaped that may stand: Cytoscape keeps only what follows the last reference ("Xi&apos;an" would
/// be "an" there), and Gephi passes over CDATA.
fn content(text: &str) -> BytesText<'static> {
    BytesText::from_escaped(partial_escape(legal(text)).into_owned())
}

/// The text without the characters that XML 1.0 has no way to write.
fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(illegal) { Cow::Owned(text.replace(illegal, "")) } else { Cow::Borrowed(text) }
}

fn number(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}

/// Fill of a node, one for each kind, told apart by the colour-blind as well (Paul Tol's light scheme).
const fn colour(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Country => "#77AADD",
        EntityKind::City => "#99DDFF",
        EntityKind::Place => "#44BB99",
        EntityKind::Person => "#EEDD88",
        EntityKind::Organisation => "#EE8866",
        EntityKind::Corridor => "#BBCC33",
        EntityKind::Infrastructure => "#AAAA00",
        EntityKind::Agreement => "#FFAABB",
        EntityKind::Event => "#DDDDDD",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;
    use quick_xml::{Reader, XmlVersion, events::BytesStart};

    use super::{super::sample, *};

    #[derive(Default)]
    struct Read {
        keys: BTreeSet<String>,
        nodes: BTreeMap<String, BTreeMap<String, String>>,
        edges: BTreeMap<String, BTreeMap<String, String>>,
    }

    fn attribute(element: &BytesStart, name: &str) -> Option<String> {
        let attribute = element.try_get_attribute(name).unwrap()?;
        Some(attribute.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned())
    }

    fn read(xml: &str) -> Read {
        let mut reader = Reader::from_str(xml);
        let (mut read, mut current, mut key) = (Read::default(), (String::new(), String::new()), None);
        loop {
            match reader.read_event().unwrap() {
                Event::Empty(element) if element.name().as_ref() == "key" => {
                    assert!(read.keys.insert(attribute(&element, "id").unwrap()), "two keys have the same id");
                }
                Event::Start(element) => match element.name().as_ref() {
                    "node" => {
                        current = ("node".into(), attribute(&element, "id").unwrap());
                        assert!(read.nodes.insert(current.1.clone(), BTreeMap::new()).is_none());
                    }
                    "edge" => {
                        current = ("edge".into(), attribute(&element, "id").unwrap());
                        let ends = ["source", "target"].map(|end| attribute(&element, end).unwrap());
                        assert!(ends.iter().all(|end| read.nodes.contains_key(end)));
                        assert!(read.edges.insert(current.1.clone(), BTreeMap::new()).is_none());
                    }
                    "data" => key = attribute(&element, "key"),
                    _ => {}
                },
                Event::Text(piece) => append(&mut read, &current, key.as_deref(), &piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref().unwrap() {
                        Some(c) => c.to_string(),
                        None => quick_xml::escape::resolve_xml_entity(&reference).unwrap().to_owned(),
                    };
                    append(&mut read, &current, key.as_deref(), &resolved);
                }
                Event::End(element) if element.name().as_ref() == "data" => key = None,
                Event::Eof => return read,
                _ => {}
            }
        }
    }

    fn append(read: &mut Read, (domain, id): &(String, String), key: Option<&str>, text: &str) {
        let Some(key) = key else { return };
        assert!(read.keys.contains(key), "{key} is not declared");
        let table = if domain == "node" { &mut read.nodes } else { &mut read.edges };
        table.get_mut(id).unwrap().entry(key.to_owned()).or_default().push_str(text);
    }

    fn xml(records: &Records) -> String {
        let mut bytes = Vec::new();
        write(records, &Names::new(records, sample::BASE), &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_node_and_edge_is_read_back() {
        let records = sample::records();
        let read = read(&xml(&records));
        assert_eq!(read.nodes.len(), records.entities.len() + 1, "and one that the records refer to without holding it");
        assert_eq!(read.edges.len(), edges(&records).len());
        assert_eq!(read.nodes["country:kazakhstan"]["node-label"], "Kazakhstan");
        assert_eq!(read.nodes["city:unheard-of"]["node-label"], "unheard-of");
        let visit = &read.edges["visit:f2:visited:1"];
        assert_eq!((visit["edge-label"].as_str(), visit["edge-weight"].as_str()), ("visited", "2"));
        assert_eq!((visit["edge-sources"].as_str(), visit["edge-date"].as_str()), ("doc-1 | doc-2", "2024-11-05"));
        assert_eq!(visit["edge-detail"], "kind: state | status: past");
        assert_eq!(visit["edge-name"], "Xi Jinping (visited) Kazakhstan");
        assert_eq!(visit["edge-factId"], "https://w3id.org/silkgraph/id/visit/f2");
    }

    #[test]
    fn hostile_names_stay_names() {
        let read = read(&xml(&sample::records()));
        let labels: Vec<_> = read.nodes.values().map(|node| node["node-label"].as_str()).collect();
        for name in sample::HOSTILE {
            assert!(labels.contains(&&*legal(name)), "{name:?} is not among {labels:?}");
        }
    }

    #[test]
    fn an_apostrophe_is_written_as_it_is() {
        let mut records = sample::records();
        records.entities[0].name = "Xi'an \"Nord\" & fils".to_owned();
        let text = xml(&records);
        assert!(text.contains(">Xi'an \"Nord\" &amp; fils<"), "{text}");
    }

    #[test]
    fn no_character_that_xml_forbids_is_written() {
        let mut records = sample::records();
        let every: String = (0..0xffff).filter_map(char::from_u32).collect();
        records.entities[0].name = every.clone() + "\u{ffff}\u{1f600}";
        let text = xml(&records);
        let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(text.chars().all(allowed));
        let kept = every.chars().filter(|c| allowed(*c) || *c == '\r').count() + 1;
        assert!(read(&text).nodes.values().any(|node| node["node-label"].chars().count() == kept));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_name_is_read_back(name in any::<String>()) {
            let mut records = sample::records();
            records.entities[0].name = name;
            let read = read(&xml(&records));
            let label = read.nodes["city:aktau"].get("node-label").cloned().unwrap_or_default();
            prop_assert_eq!(label, legal(&records.entities[0].name).into_owned());
        }
    }

    #[test]
    fn an_empty_graph_is_still_graphml() {
        let read = read(&xml(&Records::default()));
        assert_eq!((read.nodes.len(), read.edges.len()), (0, 0));
        assert_eq!(read.keys.len(), node_keys().len() + edge_keys().len() + 2);
    }
}
