//! Claims of many documents: what is merged and what is not, and that nothing but the set of documents decides it.

mod dating;
mod findings;
mod properties;
mod retraction;
mod rules;
mod texts;

use std::{collections::BTreeMap, sync::Arc};

use oxigraph::model::{
    Dataset, Quad,
    dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm},
};
use sha2::{Digest, Sha256};
use silkgraph::{
    fact::{self, Claim, Fact, Reading, SlotKind, Slots, Value},
    graph::{Base, DocumentClaims, claims_of_document, document_quads},
    knowledge::Knowledge,
    model::{Clue, Dating, Document, Entity, EntityId, EntityKind, Part, PartKind, Span},
    reconcile::{Claims, reconcile},
};

/// A document with facts, each as `type slot=value slot=value…`, and clues to the time of writing, each as
/// `weekday 3 4 26` or `years 33 france kazakhstan` or `anniversary 30 france kazakhstan`. A text of its own makes it a copy of others with that text.
#[derive(Clone, Debug)]
struct Text {
    id: String,
    published: String,
    body: String,
    facts: Vec<String>,
}

impl Text {
    fn new(id: &str, published: &str, facts: &[&str]) -> Self {
        Self { id: id.to_owned(), published: published.to_owned(), body: String::new(), facts: facts.iter().map(|fact| (*fact).to_owned()).collect() }
    }

    fn with_body(mut self, word: &str) -> Self {
        self.body = (0..60).map(|i| format!("{word}{i} ")).collect();
        self
    }

    fn quads(&self) -> Vec<Quad> {
        document_quads(&self.reading(), &Base::default(), &|id| knowledge().get(id).is_some())
    }

    fn claims(&self) -> DocumentClaims {
        claims_of_document(&self.quads(), &Base::default()).unwrap()
    }

    fn hash(&self) -> String {
        sha256(&format!("{self:?}"))
    }

    fn reading(&self) -> Reading {
        let mut text = self.facts.join("\n");
        let (facts_end, mut at) = (text.len(), 0);
        text += &self.body;
        let parts = vec![Part { span: Span::new(facts_end, text.len()), kind: PartKind::Body }];
        let published = self.published.parse().ok();
        let document = Document { id: self.id.clone(), text, published, parts, hash: self.hash(), ..Document::default() };
        let (mut entities, mut claims) = (BTreeMap::new(), Vec::new());
        let mut clues = Vec::new();
        for line in &self.facts {
            if let Some(says) = clue(line) {
                clues.push(Clue { span: Span::new(at, at + line.len()), says });
                at += line.len() + 1;
                continue;
            }
            let fact = fact(line, &mut entities);
            let rule = format!("{}/test", fact.spec().name);
            claims.push(Claim { fact, evidence: Span::new(at, at + line.len()), rule, confidence: 0.9, attributed_to: None, inferred: Vec::new() });
            at += line.len() + 1;
        }
        Reading { document, entities: entities.into_values().map(Into::into).collect(), mentions: Vec::new(), claims, clues, ..Reading::default() }
    }
}

fn clue(line: &str) -> Option<Dating> {
    let words: Vec<&str> = line.split(' ').collect();
    let number = |at: usize| -> u8 { words[at].parse().unwrap() };
    let parties = || [2, 3].map(|at| EntityId::new(EntityKind::Country, words[at]));
    match words[0] {
        "weekday" => Some(Dating::Day { weekday: number(1), month: number(2), day: number(3) }),
        "years" | "anniversary" => Some(Dating::Years { count: u16::from(number(1)), anniversary: words[0] == "anniversary", parties: parties() }),
        _ => None,
    }
}

fn fact(line: &str, entities: &mut BTreeMap<EntityId, Entity>) -> Fact {
    let mut words = line.split(' ');
    let spec = fact::spec(words.next().unwrap()).unwrap();
    let mut slots = Slots::default();
    for (name, text) in words.map(|word| word.split_once('=').unwrap()) {
        let slot = spec.slot(name).unwrap();
        let value = match (slot.kind, EntityId::from_path(text)) {
            (SlotKind::Entity | SlotKind::Topic(_), Some(id)) => {
                entities.insert(id.clone(), Entity::named(id.clone(), id.as_str(), "en"));
                Value::Entity(id)
            }
            (SlotKind::When, _) => Value::When(text.parse().unwrap()),
            (SlotKind::Number, _) => Value::Number(text.parse().unwrap()),
            (SlotKind::Flag, _) => Value::Flag(text.parse().unwrap()),
            (SlotKind::Text, _) => Value::Text(text.into()),
            _ => Value::Term(text.into()),
        };
        slots.add(slot.name, value);
    }
    Fact::from_slots(spec, &slots).unwrap()
}

fn knowledge() -> Arc<Knowledge> {
    Knowledge::shipped().unwrap()
}

/// The derived graph of some documents.
fn derived(texts: &[Text]) -> Vec<Quad> {
    let claims = Claims::new(texts.iter().map(Text::claims));
    reconcile(&claims, &knowledge()).quads(&claims, &Base::default())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The RDF canonical hash of some quads.
fn canonical_hash(quads: impl Iterator<Item = Quad>) -> String {
    let mut dataset: Dataset = quads.collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    sha256(&lines.concat())
}
