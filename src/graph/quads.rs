//! What a document says, and what was known before, as quads.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::{
    fact::{Claim, Edge, Reading, SlotKind, Slots, Spec, Value},
    graph::{
        Base, sketch, values,
        vocabulary::{camel, dcterms, entity_class, geo, oa, property, prov, rdf, schema, sg, skos, xsd},
    },
    model::{CharOffsets, Clue, Dating, Document, Entity, EntityId, Span, VOCABULARIES, When},
};

/// Codes of the status of what is not so (yet): such a fact draws no direct edge, since an edge says that something is so.
const NOT_SO: [&str; 3] = ["cancelled", "planned", "proposed"];

/// All that one document gave, in the document's own graph, in a fixed order and without repetition.
///
/// The text itself is not stored, only what was quoted as evidence or mention. Entities that are `known` are described
/// elsewhere (see [`knowledge_quads`]) and only referred to. No node is blank.
pub fn document_quads(reading: &Reading, base: &Base, known: &dyn Fn(&EntityId) -> bool) -> Vec<Quad> {
    let document = &reading.document;
    let mut sink = Sink::new(base, base.document_graph(&document.id));
    sink.document(document);
    for entity in reading.entities.iter().filter(|entity| !known(&entity.id)) {
        sink.entity(entity);
    }
    let offsets = CharOffsets::new(&document.text);
    for mention in &reading.mentions {
        let at = offsets.span(mention.span);
        let node = base.mention(&document.id, at);
        sink.add(&node, rdf::TYPE, base.sg(sg::MENTION));
        sink.add(&node, base.sg(sg::IN_DOCUMENT), base.document(&document.id));
        sink.add(&node, base.sg(sg::MENTION_OF), base.entity(&mention.entity));
        sink.quote(&node, document, mention.span, at);
    }
    for clue in &reading.clues {
        sink.clue(clue, document, offsets.span(clue.span));
    }
    for (key, (claim, slots)) in best(&reading.claims) {
        let node = base.fact(&key.0);
        let spec = claim.fact.spec();
        sink.fact(&node, spec, &slots, Some(document));
        sink.edges(spec, &slots);
        sink.evidence(&node, &key.0, claim, document, offsets.span(claim.evidence));
    }
    sink.finish()
}

/// What is known before any document is read: entities with their names, codes and places, in the graph of knowledge.
pub fn knowledge_quads<'e>(entities: impl IntoIterator<Item = &'e Entity>, base: &Base) -> Vec<Quad> {
    let mut sink = Sink::new(base, base.knowledge_graph());
    entities.into_iter().for_each(|entity| sink.entity(entity));
    sink.finish()
}

/// Claims by fact and place. Where two rules read the same fact from the same words, the surer one speaks for it.
fn best(claims: &[Claim]) -> BTreeMap<(String, Span), (&Claim, Slots)> {
    let mut best: BTreeMap<_, (&Claim, Slots)> = BTreeMap::new();
    for claim in claims {
        let spec = claim.fact.spec();
        let Some(slots) = values::canonical(spec, &claim.fact.slots()) else { continue };
        let rank = |claim: &Claim| (claim.confidence, std::cmp::Reverse(claim.rule.clone()));
        let key = (values::key_of(spec, &slots), claim.evidence);
        if best.get(&key).is_none_or(|(other, _)| rank(claim) > rank(other)) {
            best.insert(key, (claim, slots));
        }
    }
    best
}

/// Gathers the quads of one graph.
pub struct Sink<'b> {
    base: &'b Base,
    graph: GraphName,
    quads: Vec<Quad>,
}

impl<'b> Sink<'b> {
    /// Nothing yet.
    pub fn new(base: &'b Base, graph: NamedNode) -> Self {
        Self { base, graph: graph.into(), quads: Vec::new() }
    }

    /// Adds a triple.
    pub fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(NamedOrBlankNode::from(subject.clone()), predicate, object, self.graph.clone()));
    }

    /// All quads, in a fixed order and without repetition.
    pub fn finish(mut self) -> Vec<Quad> {
        self.quads.sort_by_cached_key(Quad::to_string);
        self.quads.dedup();
        self.quads
    }

    fn document(&mut self, document: &Document) {
        let base = self.base;
        let node = base.document(&document.id);
        let lang = document.lang.as_deref().unwrap_or_default();
        self.add(&node, rdf::TYPE, base.sg(sg::DOCUMENT));
        self.add(&node, base.sg(sg::DOCUMENT_ID), plain(&document.id));
        self.add(&node, base.sg(sg::SHA256), plain(&document.hash));
        let sketch = sketch::sketch(document);
        if !sketch.is_empty() {
            self.add(&node, base.sg(sg::SKETCH), plain(&sketch::write(&sketch)));
        }
        if let Some(title) = &document.title {
            self.add(&node, dcterms::TITLE, values::text(title, lang));
        }
        if let Some(lang) = &document.lang {
            self.add(&node, dcterms::LANGUAGE, plain(lang));
        }
        if let Some(published) = document.published {
            self.add(&node, dcterms::ISSUED, values::date(published));
            self.bounds(&node, published);
        }
        if let Some(source) = &document.source {
            self.add(&node, base.sg(sg::SOURCE), plain(source));
        }
        if let Some(url) = &document.url {
            self.add(&node, schema::URL, Literal::new_typed_literal(url, xsd::ANY_URI));
        }
    }

    fn entity(&mut self, entity: &Entity) {
        let base = self.base;
        let node = base.entity(&entity.id);
        self.add(&node, rdf::TYPE, base.sg(entity_class(entity.kind())));
        self.add(&node, base.sg(sg::NAME), plain(&entity.name));
        for (lang, label) in &entity.labels {
            self.add(&node, skos::PREF_LABEL, values::text(label, lang));
        }
        for (lang, alias) in &entity.aliases {
            self.add(&node, skos::ALT_LABEL, values::text(alias, lang));
        }
        if let Some((alpha2, alpha3)) = &entity.iso {
            self.add(&node, base.sg(sg::ISO_ALPHA_2), plain(alpha2));
            self.add(&node, base.sg(sg::ISO_ALPHA_3), plain(alpha3));
        }
        if let Some((latitude, longitude)) = entity.position.filter(|(latitude, longitude)| latitude.is_finite() && longitude.is_finite()) {
            let geometry = base.geometry(&entity.id);
            let point = format!("POINT({} {})", longitude + 0.0, latitude + 0.0);
            self.add(&node, geo::HAS_GEOMETRY, geometry.clone());
            self.add(&geometry, rdf::TYPE, geo::GEOMETRY);
            self.add(&geometry, geo::AS_WKT, Literal::new_typed_literal(point, geo::WKT_LITERAL));
        }
        if let Some(country) = &entity.country {
            self.add(&node, base.sg(sg::COUNTRY), base.entity(country));
        }
        if !entity.subtype.is_empty() {
            self.add(&node, base.sg(sg::SUBTYPE), plain(&entity.subtype));
        }
        if let Some(item) = entity.wikidata.as_deref().and_then(wikidata) {
            self.add(&node, skos::EXACT_MATCH, item);
        }
    }

    /// Adds a fact with its values. What no vocabulary lists is described where the fact stands in a document.
    pub fn fact(&mut self, node: &NamedNode, spec: &'static Spec, slots: &Slots, document: Option<&Document>) {
        let base = self.base;
        self.add(node, rdf::TYPE, base.sg(spec.class));
        // The bounds are those of the first date that the type declares.
        let main_date = spec.slots.iter().find(|slot| slot.kind == SlotKind::When).map(|slot| slot.name);
        for slot in spec.slots {
            for value in slots.get(slot.name) {
                self.add(node, base.sg(&property(slot)), values::term(value, slot, base));
                match (value, slot.kind) {
                    (Value::When(when), _) if main_date == Some(slot.name) => self.bounds(node, *when),
                    (Value::Term(code), SlotKind::Term(scheme) | SlotKind::Topic(scheme)) => {
                        if let Some(document) = document {
                            self.other_term(scheme, code, document);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// Describes a term that an open vocabulary does not list, in the word's own language.
    fn other_term(&mut self, scheme: &str, code: &str, document: &Document) {
        let Some(word) = code.strip_prefix("other:").filter(|_| !listed(scheme, code)) else { return };
        let node = self.base.concept(scheme, code);
        self.add(&node, rdf::TYPE, skos::CONCEPT);
        self.add(&node, skos::IN_SCHEME, self.base.scheme(scheme));
        self.add(&node, skos::NOTATION, plain(code));
        self.add(&node, skos::PREF_LABEL, values::text(word, document.lang.as_deref().unwrap_or_default()));
    }

    fn bounds(&mut self, node: &NamedNode, when: When) {
        for (name, day) in [sg::NOT_BEFORE, sg::NOT_AFTER].into_iter().zip(values::bounds(when)) {
            if let Some(day) = day {
                self.add(node, self.base.sg(name), day);
            }
        }
    }

    /// Adds the direct edges that a fact draws between entities.
    pub fn edges(&mut self, spec: &'static Spec, slots: &Slots) {
        spec.edges.iter().for_each(|edge| self.edge(spec, edge, slots));
    }

    fn edge(&mut self, spec: &'static Spec, edge: &Edge, slots: &Slots) {
        let Some(property) = edge_property(spec, edge, slots) else { return };
        if slots.get("status").any(|status| matches!(status, Value::Term(code) if NOT_SO.contains(&code.as_ref()))) {
            return;
        }
        let property = self.base.sg(&property);
        let symmetric = edge.from == edge.to;
        for from in entities(slots, edge.from) {
            // Between values of one slot each pair is joined once, from the lower id to the higher.
            for to in entities(slots, edge.to).filter(|to| if symmetric { from < *to } else { from != *to }) {
                self.add(&self.base.entity(from), property.clone(), self.base.entity(to));
            }
        }
    }

    fn evidence(&mut self, fact: &NamedNode, key: &str, claim: &Claim, document: &Document, at: (usize, usize)) {
        let base = self.base;
        let node = base.evidence(&document.id, at, key);
        self.add(fact, prov::WAS_DERIVED_FROM, node.clone());
        self.add(&node, rdf::TYPE, base.sg(sg::EVIDENCE));
        self.add(&node, rdf::TYPE, oa::SPECIFIC_RESOURCE);
        self.add(&node, oa::HAS_SOURCE, base.document(&document.id));
        self.quote(&node, document, claim.evidence, at);
        self.add(&node, base.sg(sg::RULE), plain(&claim.rule));
        self.add(&node, base.sg(sg::CONFIDENCE), values::decimal(claim.confidence));
        if let Some(speaker) = &claim.attributed_to {
            self.add(&node, base.sg(sg::ATTRIBUTED_TO), base.entity(speaker));
        }
        for (slot, reason) in &claim.inferred {
            let inference = base.inference(&document.id, at, key, slot, reason);
            self.add(&node, base.sg(sg::INFERRED_SLOT), inference.clone());
            self.add(&inference, rdf::TYPE, base.sg(sg::INFERENCE));
            self.add(&inference, base.sg(sg::SLOT_NAME), plain(slot));
            self.add(&inference, base.sg(sg::REASON), plain(reason));
        }
    }

    fn clue(&mut self, clue: &Clue, document: &Document, at: (usize, usize)) {
        let base = self.base;
        let node = base.clue(&document.id, at);
        self.add(&node, rdf::TYPE, base.sg(sg::DATING_CLUE));
        self.add(&node, base.sg(sg::IN_DOCUMENT), base.document(&document.id));
        self.quote(&node, document, clue.span, at);
        match &clue.says {
            Dating::Day { weekday, month, day } => {
                self.add(&node, base.sg(sg::WEEKDAY), values::offset(usize::from(*weekday)));
                self.add(&node, base.sg(sg::MONTH_DAY), Literal::new_typed_literal(format!("--{month:02}-{day:02}"), xsd::G_MONTH_DAY));
            }
            Dating::Years { count, anniversary, parties } => {
                let counted = if *anniversary { sg::ANNIVERSARY } else { sg::YEARS_PASSED };
                self.add(&node, base.sg(counted), values::offset(usize::from(*count)));
                parties.iter().for_each(|party| self.add(&node, base.sg("party"), base.entity(party)));
            }
        }
    }

    fn quote(&mut self, node: &NamedNode, document: &Document, span: Span, (start, end): (usize, usize)) {
        self.add(node, oa::START, values::offset(start));
        self.add(node, oa::END, values::offset(end));
        self.add(node, oa::EXACT, plain(span.of(&document.text)));
    }
}

fn plain(text: &str) -> Literal {
    text.into()
}

fn entities<'s>(slots: &'s Slots, slot: &'s str) -> impl Iterator<Item = &'s EntityId> + 's {
    slots.get(slot).filter_map(|value| if let Value::Entity(id) = value { Some(id) } else { None })
}

fn listed(scheme: &str, code: &str) -> bool {
    VOCABULARIES.get(scheme).is_some_and(|vocabulary| vocabulary.terms.contains_key(code))
}

/// The local name of the property of an edge: as declared, or in camel case the listed term of the slot that stands in
/// braces. Nothing where that slot holds no listed term.
fn edge_property(spec: &'static Spec, edge: &Edge, slots: &Slots) -> Option<String> {
    let Some(name) = edge.property.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return Some(edge.property.to_owned()) };
    match (spec.slot(name)?.kind, slots.get(name).next()?) {
        (SlotKind::Term(scheme), Value::Term(code)) if listed(scheme, code) => Some(camel(code)),
        _ => None,
    }
}

/// The address of a Wikidata item, if the text is the id of one.
fn wikidata(id: &str) -> Option<NamedNode> {
    let number = id.strip_prefix('Q')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| NamedNode::new(format!("{WIKIDATA}{id}")).ok()).flatten()
}

/// The namespace of Wikidata's items.
pub(super) const WIKIDATA: &str = "http://www.wikidata.org/entity/";
