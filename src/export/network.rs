//! The network that graph viewers show: entities, and the direct edges that facts draw between them.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use crate::{
    fact::{Slots, Spec, Value},
    graph::{FactRecord, Records},
    model::{Entity, EntityId, When},
};

/// A direct edge between two entities, as one fact draws it. Facts that say the same of the same two stay apart.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectEdge<'r> {
    /// Where it starts; of a symmetric edge, the smaller id.
    pub source: &'r EntityId,
    /// Where it ends.
    pub target: &'r EntityId,
    /// Its property, as local name: `met`, `passesThrough`.
    pub relation: String,
    /// Whether it holds in both directions.
    pub symmetric: bool,
    /// Its number among the edges of the same fact and relation, from 1.
    pub number: usize,
    /// IRI of the fact.
    pub fact: &'r str,
    /// Type of the fact.
    pub spec: &'static Spec,
    /// The terms of the fact, with their slots: role, area, status and so on.
    pub terms: Vec<(&'static str, &'r str)>,
    /// The date of the fact, as the first document gives it of those that give the shortest time.
    pub date: Option<When>,
    /// The highest confidence of its rows.
    pub confidence: f64,
    /// The documents that state it.
    pub documents: BTreeSet<&'r str>,
    /// The documents without those that are copies of another: the independent sources.
    pub sources: BTreeSet<&'r str>,
}

/// The direct edges of all facts, by fact, relation, source and target.
///
/// An edge from a slot to itself joins each two of its entities once. Nothing is joined to itself.
pub fn edges(records: &Records) -> Vec<DirectEdge<'_>> {
    let originals = records.sources();
    let mut drawn = BTreeMap::new();
    for fact in &records.facts {
        for declared in fact.spec.edges {
            let Some(relation) = relation(declared.property, &fact.slots) else { continue };
            let symmetric = declared.from == declared.to;
            for (source, target) in pairs(fact, declared.from, declared.to) {
                let edge = drawn.entry((fact.iri.as_str(), relation.clone(), source, target)).or_insert_with(|| DirectEdge {
                    source,
                    target,
                    relation: relation.clone(),
                    symmetric,
                    number: 0,
                    fact: &fact.iri,
                    spec: fact.spec,
                    terms: Vec::new(),
                    date: None,
                    confidence: 0.0,
                    documents: BTreeSet::new(),
                    sources: BTreeSet::new(),
                });
                for term in terms(fact) {
                    if !edge.terms.contains(&term) {
                        edge.terms.push(term);
                    }
                }
                edge.date = edge.date.into_iter().chain(date(fact)).min_by_key(|when| length(*when));
                edge.confidence = edge.confidence.max(fact.confidence);
                edge.documents.insert(&fact.document);
                edge.sources.insert(originals.get(fact.document.as_str()).copied().unwrap_or(&fact.document));
            }
        }
    }
    let mut edges: Vec<DirectEdge> = drawn.into_values().collect();
    for group in edges.chunk_by_mut(|a, b| a.fact == b.fact && a.relation == b.relation) {
        for (edge, number) in group.iter_mut().zip(1..) {
            edge.number = number;
        }
    }
    edges
}

/// The entities of a slot.
pub(super) fn entities<'r>(slots: &'r Slots, slot: &'r str) -> impl Iterator<Item = &'r EntityId> {
    slots.get(slot).filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None })
}

fn pairs<'r>(fact: &'r FactRecord, from: &'static str, to: &'static str) -> BTreeSet<(&'r EntityId, &'r EntityId)> {
    let all = entities(&fact.slots, from).flat_map(|source| entities(&fact.slots, to).map(move |target| (source, target)));
    all.filter(|(source, target)| if from == to { source < target } else { source != target }).collect()
}

/// The terms of all slots.
fn terms(fact: &FactRecord) -> impl Iterator<Item = (&'static str, &str)> {
    let values = fact.spec.slots.iter().flat_map(|slot| fact.slots.get(slot.name).map(|value| (slot.name, value)));
    values.filter_map(|(slot, value)| if let Value::Term(code) = value { Some((slot, &**code)) } else { None })
}

/// The first date among the slots.
fn date(fact: &FactRecord) -> Option<When> {
    let values = fact.spec.slots.iter().flat_map(|slot| fact.slots.get(slot.name));
    values.filter_map(|value| if let Value::When(when) = value { Some(*when) } else { None }).next()
}

/// The days of a date.
fn length(when: When) -> i32 {
    when.first_day().zip(when.last_day()).map_or(i32::MAX, |(first, last)| (last - first).get_days())
}

/// The property with each `{slot}` replaced by the term of that slot; nothing where the slot holds no term.
fn relation(property: &str, slots: &Slots) -> Option<String> {
    let Some((head, rest)) = property.split_once('{') else { return Some(property.to_owned()) };
    let (slot, tail) = rest.split_once('}')?;
    let code = slots.get(slot).find_map(|value| if let Value::Term(code) = value { Some(code) } else { None })?;
    Some([head, &camel_case(code), &relation(tail, slots)?].concat())
}

/// `passes-through` as `passesThrough`.
fn camel_case(code: &str) -> String {
    let mut words = code.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
}

/// An entity in the network.
pub(super) struct Node<'r> {
    pub id: &'r EntityId,
    /// Nothing where the records refer to an entity that they do not hold.
    pub entity: Option<&'r Entity>,
    /// How many documents mention it or state a fact about it.
    pub documents: usize,
    /// How many mentions it has.
    pub mentions: usize,
    /// How many edges it has.
    pub degree: usize,
}

/// Every entity of the records or of the edges, by id.
pub(super) fn nodes<'r>(records: &'r Records, names: &Names<'r>, edges: &[DirectEdge<'r>]) -> Vec<Node<'r>> {
    let mut counts: BTreeMap<&EntityId, (BTreeSet<&str>, usize, usize)> = BTreeMap::new();
    for entity in &records.entities {
        counts.entry(&entity.id).or_default();
    }
    for mention in &records.mentions {
        let (documents, mentions, _) = counts.entry(&mention.entity).or_default();
        documents.insert(&mention.document);
        *mentions += 1;
    }
    for fact in &records.facts {
        for id in fact.spec.slots.iter().flat_map(|slot| entities(&fact.slots, slot.name)).chain(&fact.attributed_to) {
            counts.entry(id).or_default().0.insert(&fact.document);
        }
    }
    for id in edges.iter().flat_map(|edge| [edge.source, edge.target]) {
        counts.entry(id).or_default().2 += 1;
    }
    let node =
        |(id, (documents, mentions, degree)): (_, (BTreeSet<&str>, _, _))| Node { id, entity: names.entity(id), documents: documents.len(), mentions, degree };
    counts.into_iter().map(node).collect()
}

/// The id of an edge, as an XML name token: fact, relation and number.
pub(super) fn edge_id(edge: &DirectEdge, names: &Names) -> String {
    [&token(names.tail(edge.fact)), ":", &token(&edge.relation), ":", &edge.number.to_string()].concat()
}

/// The terms of an edge in one line: `role: minister | portfolio: transport`.
pub(super) fn detail(edge: &DirectEdge) -> String {
    edge.terms.iter().map(|(slot, code)| [slot, ": ", code].concat()).collect::<Vec<_>>().join(" | ")
}

/// A path as an XML name token, no two alike: `person/xi-jinping` is `person:xi-jinping`. GraphML wants ids so.
pub(super) fn token(path: &str) -> String {
    let mut token = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '/' => token.push(':'),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => token.push(c),
            other => token.extend(['_'].into_iter().chain(format!("{:x}", u32::from(other)).chars()).chain(['_'])),
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    fn drawn<'r>(edges: &'r [DirectEdge<'r>], relation: &str) -> Vec<(&'r str, &'r str)> {
        edges.iter().filter(|edge| edge.relation == relation).map(|edge| (edge.source.as_str(), edge.target.as_str())).collect()
    }

    #[test]
    fn each_two_of_a_slot_are_joined_once_and_nothing_to_itself() {
        let records = sample::records();
        let edges = edges(&records);
        assert_eq!(
            drawn(&edges, "met"),
            [
                ("country/france", "person/xi-jinping"),
                ("country/france", "person/zhou"),
                ("person/xi-jinping", "person/zhou"),
                ("person/raisi", "person/smaiylov")
            ]
        );
        assert!(edges.iter().all(|edge| edge.source != edge.target));
        let ids: BTreeSet<_> = edges.iter().map(|edge| edge_id(edge, &Names::new(&records, sample::BASE))).collect();
        assert_eq!(ids.len(), edges.len());
    }

    #[test]
    fn a_property_may_take_its_name_from_a_term() {
        let records = sample::records();
        let edges = edges(&records);
        assert_eq!(drawn(&edges, "passesThrough"), [("corridor/middle-corridor", "country/kazakhstan"), ("corridor/middle-corridor", "city/aktau")]);
        assert_eq!(drawn(&edges, "branchOf").len(), 1);
        assert_eq!(relation("a{relation}b", &Slots::default()), None);
        assert_eq!(camel_case("other:rail-ferry"), "otherRailFerry");
    }

    #[test]
    fn a_fact_of_two_documents_is_one_edge_with_two_sources() {
        let records = sample::records();
        let edges = edges(&records);
        let visit: Vec<_> = edges.iter().filter(|edge| edge.relation == "visited" && edge.documents.len() == 2).collect();
        assert_eq!(visit.len(), 1);
        assert_eq!(visit[0].date.unwrap().to_string(), "2024-11-05", "the first document gives none");
        assert_eq!(visit[0].confidence, 0.9);
    }

    #[test]
    fn no_two_paths_have_the_same_token() {
        let paths = ["a/b", "a:b", "a_b", "a_2f_b", "a b", "a%20b", "á", "a/b/"];
        let tokens: BTreeSet<_> = paths.iter().map(|path| token(path)).collect();
        assert_eq!(tokens.len(), paths.len());
        assert!(tokens.iter().flat_map(|token| token.chars()).all(|c| c.is_ascii_alphanumeric() || "-.:_".contains(c)));
    }
}
