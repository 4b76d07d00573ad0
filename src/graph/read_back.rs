//! Flat records out of quads: the way back from what [`document_quads`](crate::graph::document_quads) and
//! [`knowledge_quads`](crate::graph::knowledge_quads) wrote.
//!
//! One document's graph is read at a time, so that memory holds the quads of one document and the rows asked for.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};

use crate::{
    fact::{self, Slots, Spec, Value},
    graph::{
        Base, ClueRecord, DocumentRecord, EvidenceRecord, FactRecord, MentionRecord, Records,
        quads::WIKIDATA,
        values,
        vocabulary::{dcterms, entity_class, geo, oa, property, prov, rdf, schema, sg, skos},
    },
    model::{Dating, Entity, EntityId},
};

/// Quads that are not as silkgraph writes them: the graph was changed by other means.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the graph of a document is damaged: <{node}> has no readable {lacks}; remove the document and build it again")]
pub struct Unreadable {
    /// Address of the node, or of the graph where the document itself is missing.
    pub node: String,
    /// What it lacks.
    pub lacks: String,
}

/// The records of one document from the quads of its graph: the document, what it mentions and states, and the
/// entities that it describes.
///
/// # Errors
/// [`Unreadable`] where the document, a mention or a fact lacks what silkgraph always writes.
pub fn records_of_document(quads: impl IntoIterator<Item = Quad>, base: &Base) -> Result<Records, Unreadable> {
    let nodes = Nodes::gather(quads, base);
    let documents: Vec<_> = nodes.of_class(&base.sg(sg::DOCUMENT)).map(|node| node.document()).collect::<Result<_, _>>()?;
    let [document] = documents.as_slice() else {
        return Err(nodes.without_document());
    };
    let mut records = Records::default();
    for node in nodes.of_class(&base.sg(sg::MENTION)) {
        node.mentions(&document.id, &mut records.mentions)?;
    }
    for spec in fact::ALL {
        for node in nodes.of_class(&base.sg(spec.class)) {
            records.facts.push(node.fact(spec, &document.id)?);
        }
    }
    records.entities = nodes.entities();
    records.documents = documents;
    records.sort();
    Ok(records)
}

impl Records {
    /// The records of a whole store: what was known before, and the quads of each document's graph.
    ///
    /// Entities are those that some document mentions or some fact refers to.
    ///
    /// # Errors
    /// As [`records_of_document`].
    pub fn read_back<D>(knowledge: impl IntoIterator<Item = Quad>, documents: impl IntoIterator<Item = D>, base: &Base) -> Result<Self, Unreadable>
    where
        D: IntoIterator<Item = Quad>,
    {
        let mut records = Self::default();
        for quads in documents {
            records.add_document(quads, base)?;
        }
        records.complete(knowledge, base);
        Ok(records)
    }

    /// Adds the records of one document. Once all are in, call [`complete`](Self::complete).
    ///
    /// # Errors
    /// As [`records_of_document`].
    pub fn add_document(&mut self, quads: impl IntoIterator<Item = Quad>, base: &Base) -> Result<(), Unreadable> {
        let more = records_of_document(quads, base)?;
        self.documents.extend(more.documents);
        self.mentions.extend(more.mentions);
        self.facts.extend(more.facts);
        self.entities.extend(more.entities);
        Ok(())
    }

    /// Describes every entity that is referred to, once, and puts all in order. What was known before comes first; names
    /// that documents give beside it become aliases. An entity that nothing describes is named by its id.
    pub fn complete(&mut self, knowledge: impl IntoIterator<Item = Quad>, base: &Base) {
        let mut described = std::mem::take(&mut self.entities);
        described.sort_by_cached_key(|entity| (entity.name.clone(), entity.labels.clone(), entity.aliases.clone(), entity.subtype.clone()));
        let known = Nodes::gather(knowledge, base).entities();
        let mut entities: BTreeMap<EntityId, Option<Entity>> = self.referred().into_iter().map(|id| (id, None)).collect();
        for entity in known.into_iter().chain(described) {
            match entities.get_mut(&entity.id) {
                Some(Some(first)) => merge(first, entity),
                Some(none) => *none = Some(entity),
                None => {}
            }
        }
        self.entities = entities.into_iter().map(|(id, entity)| entity.unwrap_or_else(|| nameless(id))).collect();
        self.sort();
    }

    /// Every entity that a mention or a fact names.
    pub(super) fn referred(&self) -> BTreeSet<EntityId> {
        let mut ids: BTreeSet<EntityId> = self.mentions.iter().map(|mention| mention.entity.clone()).collect();
        for fact in &self.facts {
            ids.extend(fact.attributed_to.clone());
            for slot in fact.spec.slots {
                ids.extend(fact.slots.get(slot.name).filter_map(|value| if let Value::Entity(id) = value { Some(id.clone()) } else { None }));
            }
        }
        ids
    }

    pub(super) fn sort(&mut self) {
        self.documents.sort_by(|a, b| a.id.cmp(&b.id));
        self.entities.sort_by(|a, b| a.id.cmp(&b.id));
        self.mentions.sort_by(|a, b| (&a.document, a.start, a.end, &a.entity).cmp(&(&b.document, b.start, b.end, &b.entity)));
        self.facts.sort_by(|a, b| (&a.document, a.start, a.end, a.spec.name, &a.iri).cmp(&(&b.document, b.start, b.end, b.spec.name, &b.iri)));
    }
}

fn nameless(id: EntityId) -> Entity {
    let name = id.as_str().split_once('/').map_or(id.as_str(), |(_, slug)| slug).to_owned();
    let mut entity = Entity::named(id, &name, "");
    entity.labels.clear();
    entity
}

/// Takes over what the first description lacks.
fn merge(first: &mut Entity, other: Entity) {
    for (lang, label) in other.labels {
        match first.labels.entry(lang) {
            Entry::Vacant(free) => _ = free.insert(label),
            Entry::Occupied(taken) if *taken.get() != label => first.aliases.push((taken.key().clone(), label)),
            Entry::Occupied(_) => {}
        }
    }
    first.aliases.extend(other.aliases);
    let labels = &first.labels;
    first.aliases.retain(|(lang, alias)| labels.get(lang) != Some(alias));
    first.aliases.sort();
    first.aliases.dedup();
    first.wikidata = first.wikidata.take().or(other.wikidata);
    first.iso = first.iso.take().or(other.iso);
    first.position = first.position.or(other.position);
    first.country = first.country.take().or(other.country);
    if first.subtype.is_empty() {
        first.subtype = other.subtype;
    }
}

/// The quads of one graph by subject.
pub(super) struct Nodes<'b> {
    base: &'b Base,
    graph: String,
    by_subject: BTreeMap<String, BTreeMap<NamedNode, Vec<Term>>>,
}

impl<'b> Nodes<'b> {
    pub(super) fn gather(quads: impl IntoIterator<Item = Quad>, base: &'b Base) -> Self {
        let mut nodes = Self { base, graph: String::new(), by_subject: BTreeMap::new() };
        for Quad { subject, predicate, object, graph_name } in quads {
            if nodes.graph.is_empty() {
                nodes.graph = graph_name.to_string();
            }
            if let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = subject {
                nodes.by_subject.entry(subject.into_string()).or_default().entry(predicate).or_default().push(object);
            }
        }
        for terms in nodes.by_subject.values_mut().flat_map(BTreeMap::values_mut) {
            terms.sort_by_cached_key(Term::to_string);
        }
        nodes
    }

    fn node<'n>(&'n self, iri: &'n str) -> Option<Node<'n>> {
        self.by_subject.get(iri).map(|properties| Node { nodes: self, iri, properties })
    }

    pub(super) fn of_class<'n>(&'n self, class: &NamedNode) -> impl Iterator<Item = Node<'n>> {
        let class = Term::from(class.clone());
        self.by_subject.iter().map(|(iri, properties)| Node { nodes: self, iri, properties }).filter(move |node| node.all(rdf::TYPE).any(|term| *term == class))
    }

    /// The complaint that the graph has no document.
    pub(super) fn without_document(&self) -> Unreadable {
        Unreadable { node: self.graph.clone(), lacks: self.base.sg(sg::DOCUMENT).into_string() }
    }

    fn entities(&self) -> Vec<Entity> {
        self.by_subject.keys().filter_map(|iri| self.node(iri)?.entity()).collect()
    }
}

/// One subject with its properties.
#[derive(Clone, Copy)]
pub(super) struct Node<'n> {
    nodes: &'n Nodes<'n>,
    iri: &'n str,
    properties: &'n BTreeMap<NamedNode, Vec<Term>>,
}

impl<'n> Node<'n> {
    pub(super) const fn iri(self) -> &'n str {
        self.iri
    }

    fn all(self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'n Term> + use<'n> {
        self.properties.get(&property.into_owned()).into_iter().flatten()
    }

    fn literals(self, property: NamedNodeRef<'_>) -> impl Iterator<Item = (&'n str, &'n str)> + use<'n> {
        self.all(property)
            .filter_map(|term| if let Term::Literal(literal) = term { Some((literal.language().unwrap_or_default(), literal.value())) } else { None })
    }

    fn iris(self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'n str> + use<'n> {
        self.all(property).filter_map(|term| if let Term::NamedNode(node) = term { Some(node.as_str()) } else { None })
    }

    pub(super) fn text(self, property: NamedNodeRef<'_>) -> Option<String> {
        self.literals(property).next().map(|(_, text)| text.to_owned())
    }

    pub(super) fn own_text(self, local: &str) -> Option<String> {
        self.text(self.nodes.base.sg(local).as_ref())
    }

    fn own_entity(self, local: &str) -> Option<EntityId> {
        self.iris(self.nodes.base.sg(local).as_ref()).find_map(|iri| self.nodes.base.entity_id(iri))
    }

    /// A property that silkgraph always writes.
    pub(super) fn needed<T>(self, property: NamedNodeRef<'_>, read: impl FnOnce(String) -> Option<T>) -> Result<T, Unreadable> {
        self.text(property).and_then(read).ok_or_else(|| self.lacks(property))
    }

    pub(super) fn lacks(self, property: NamedNodeRef<'_>) -> Unreadable {
        Unreadable { node: self.iri.to_owned(), lacks: property.as_str().to_owned() }
    }

    fn quote(self) -> Result<(usize, usize, String), Unreadable> {
        let offset = |text: String| text.parse().ok();
        Ok((self.needed(oa::START, offset)?, self.needed(oa::END, offset)?, self.needed(oa::EXACT, Some)?))
    }

    /// What it says of the time of writing.
    pub(super) fn clue(self) -> Result<ClueRecord, Unreadable> {
        let base = self.nodes.base;
        let number = |local: &str| self.own_text(local).and_then(|text| text.parse::<u16>().ok());
        let (start, end, _) = self.quote()?;
        let says = if let Some(weekday) = number(sg::WEEKDAY) {
            let (month, day) = self.needed(base.sg(sg::MONTH_DAY).as_ref(), |text| {
                let (month, day) = text.strip_prefix("--")?.split_once('-')?;
                month.parse().ok().zip(day.parse().ok())
            })?;
            Dating::Day { weekday: weekday as u8, month, day }
        } else {
            let parties: Vec<EntityId> = self.iris(base.sg("party").as_ref()).filter_map(|iri| base.entity_id(iri)).collect();
            let parties = <[EntityId; 2]>::try_from(parties).map_err(|_| self.lacks(base.sg("party").as_ref()))?;
            let anniversary = number(sg::ANNIVERSARY);
            let count = anniversary.or_else(|| number(sg::YEARS_PASSED)).ok_or_else(|| self.lacks(base.sg(sg::YEARS_PASSED).as_ref()))?;
            Dating::Years { count, anniversary: anniversary.is_some(), parties }
        };
        Ok(ClueRecord { start, end, says })
    }

    fn document(self) -> Result<DocumentRecord, Unreadable> {
        let base = self.nodes.base;
        Ok(DocumentRecord {
            id: self.needed(base.sg(sg::DOCUMENT_ID).as_ref(), Some)?,
            iri: self.iri.to_owned(),
            title: self.text(dcterms::TITLE),
            lang: self.text(dcterms::LANGUAGE),
            published: self.text(dcterms::ISSUED).and_then(|date| date.parse().ok()),
            source: self.own_text(sg::SOURCE),
            url: self.text(schema::URL),
            hash: self.needed(base.sg(sg::SHA256).as_ref(), Some)?,
            copy_of: None,
        })
    }

    fn mentions(self, document: &str, mentions: &mut Vec<MentionRecord>) -> Result<(), Unreadable> {
        let base = self.nodes.base;
        let (start, end, text) = self.quote()?;
        for entity in self.iris(base.sg(sg::MENTION_OF).as_ref()).filter_map(|iri| base.entity_id(iri)) {
            mentions.push(MentionRecord { document: document.to_owned(), entity, start, end, text: text.clone() });
        }
        Ok(())
    }

    /// The values of a fact.
    pub(super) fn slots(self, spec: &'static Spec) -> Result<Slots, Unreadable> {
        let base = self.nodes.base;
        let mut slots = Slots::default();
        for slot in spec.slots {
            let property = base.sg(&property(slot));
            for term in self.all(property.as_ref()) {
                slots.add(slot.name, values::value(term, slot, base).ok_or_else(|| self.lacks(property.as_ref()))?);
            }
        }
        values::canonical(spec, &slots).ok_or_else(|| Unreadable { node: self.iri.to_owned(), lacks: spec.class.to_owned() })
    }

    /// The places that state a fact, with their words, in order of the text; at least one.
    pub(super) fn evidence(self) -> Result<Vec<(String, EvidenceRecord)>, Unreadable> {
        let base = self.nodes.base;
        let mut places = Vec::new();
        for node in self.iris(prov::WAS_DERIVED_FROM).filter_map(|iri| self.nodes.node(iri)) {
            let (start, end, text) = node.quote()?;
            let rule = node.needed(base.sg(sg::RULE).as_ref(), Some)?;
            let confidence = node.needed(base.sg(sg::CONFIDENCE).as_ref(), |number| number.parse().ok())?;
            let attributed_to = node.own_entity(sg::ATTRIBUTED_TO);
            places.push((text, EvidenceRecord { start, end, rule, confidence, attributed_to, inferred: node.inferred() }));
        }
        places.sort_by_key(|(_, place)| (place.start, place.end));
        if places.is_empty() { Err(self.lacks(prov::WAS_DERIVED_FROM)) } else { Ok(places) }
    }

    fn fact(self, spec: &'static Spec, document: &str) -> Result<FactRecord, Unreadable> {
        let slots = self.slots(spec)?;
        let (text, EvidenceRecord { start, end, rule, confidence, attributed_to, inferred }) = self.evidence()?.swap_remove(0);
        let iri = self.iri.to_owned();
        Ok(FactRecord { claim: iri.clone(), iri, document: document.to_owned(), spec, slots, start, end, text, rule, confidence, attributed_to, inferred })
    }

    fn inferred(self) -> Vec<(String, String)> {
        let nodes = self.iris(self.nodes.base.sg(sg::INFERRED_SLOT).as_ref()).filter_map(|iri| self.nodes.node(iri));
        let mut inferred: Vec<_> = nodes.filter_map(|node| Some((node.own_text(sg::SLOT_NAME)?, node.own_text(sg::REASON)?))).collect();
        inferred.sort();
        inferred
    }

    /// The entity that the node describes, if it describes one.
    fn entity(self) -> Option<Entity> {
        let base = self.nodes.base;
        let id = base.entity_id(self.iri)?;
        let class = base.sg(entity_class(id.kind()));
        self.iris(rdf::TYPE).find(|iri| *iri == class.as_str())?;
        let mut entity = Entity { name: self.own_text(sg::NAME)?, ..nameless(id) };
        for (lang, label) in self.literals(skos::PREF_LABEL) {
            entity.labels.entry(lang.to_owned()).or_insert_with(|| label.to_owned());
        }
        entity.aliases = self.literals(skos::ALT_LABEL).map(|(lang, alias)| (lang.to_owned(), alias.to_owned())).collect();
        entity.aliases.sort();
        entity.wikidata = self.iris(skos::EXACT_MATCH).find_map(|iri| iri.strip_prefix(WIKIDATA)).map(str::to_owned);
        entity.iso = self.own_text(sg::ISO_ALPHA_2).zip(self.own_text(sg::ISO_ALPHA_3));
        entity.position = self.iris(geo::HAS_GEOMETRY).find_map(|iri| point(&self.nodes.node(iri)?.text(geo::AS_WKT)?));
        entity.country = self.own_entity(sg::COUNTRY);
        entity.subtype = self.own_text(sg::SUBTYPE).unwrap_or_default();
        Some(entity)
    }
}

/// Latitude and longitude of a WKT point.
fn point(wkt: &str) -> Option<(f64, f64)> {
    let (longitude, latitude) = wkt.strip_prefix("POINT(")?.strip_suffix(')')?.split_once(' ')?;
    Some((latitude.parse().ok()?, longitude.parse().ok()?))
}
