//! The claims of a document, read back without the words and the mentions: what reconciling needs of each document.

use oxigraph::model::Quad;

use super::{
    read_back::{Node, Nodes, Unreadable},
    vocabulary::{dcterms, sg},
};
use crate::{
    fact::{self, Slots, Spec},
    graph::Base,
    model::{Dating, EntityId, When},
};

/// What one document claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentClaims {
    /// Id of the document.
    pub id: String,
    /// When it was published.
    pub published: Option<When>,
    /// The outlet.
    pub source: Option<String>,
    /// The least hashes of its words in order (see [`sketch`](crate::graph::sketch)), ascending: what tells a copy.
    pub sketch: Vec<u32>,
    /// Its claims, by key.
    pub claims: Vec<ClaimRecord>,
    /// What it says of the time of its writing beside them, in order of the text.
    pub clues: Vec<ClueRecord>,
}

/// A clue to the time of writing. Offsets count Unicode characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClueRecord {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it says.
    pub says: Dating,
}

/// A claim: one fact as one document states it, however often.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRecord {
    /// What names it (see [`fact_key`](crate::graph::fact_key)): the same in every document that claims just this.
    pub key: String,
    /// Its type.
    pub spec: &'static Spec,
    /// Its values.
    pub slots: Slots,
    /// The places that state it, in order of the text.
    pub evidence: Vec<EvidenceRecord>,
}

/// A place in a document that states a fact. Offsets count Unicode characters.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceRecord {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The rule that read it.
    pub rule: String,
    /// How sure the rule is.
    pub confidence: f64,
    /// To whom the text attributes it.
    pub attributed_to: Option<EntityId>,
    /// Slots that were inferred, with the reason.
    pub inferred: Vec<(String, String)>,
}

/// The claims in the quads of a document's graph.
///
/// # Errors
/// [`Unreadable`] where the document or a fact lacks what silkgraph always writes.
pub fn claims_of_document<'q>(quads: impl IntoIterator<Item = &'q Quad>, base: &Base) -> Result<DocumentClaims, Unreadable> {
    let kinds = ["fact", "evidence", "inference", "document", "clue"].map(|kind| format!("{}id/{kind}/", base.as_str()));
    let wanted = |quad: &&Quad| match &quad.subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(node) => kinds.iter().any(|kind| node.as_str().starts_with(kind)),
        oxigraph::model::NamedOrBlankNode::BlankNode(_) => false,
    };
    let nodes = Nodes::gather(quads.into_iter().filter(wanted).cloned(), base);
    let document = nodes.of_class(&base.sg(sg::DOCUMENT)).next().ok_or_else(|| nodes.without_document())?;
    let mut found = DocumentClaims {
        id: document.needed(base.sg(sg::DOCUMENT_ID).as_ref(), Some)?,
        published: document.text(dcterms::ISSUED).and_then(|date| date.parse().ok()),
        source: document.own_text(sg::SOURCE),
        sketch: document.own_text(sg::SKETCH).map(|text| super::sketch::read(&text)).unwrap_or_default(),
        claims: Vec::new(),
        clues: nodes.of_class(&base.sg(sg::DATING_CLUE)).map(Node::clue).collect::<Result<_, _>>()?,
    };
    found.clues.sort();
    for spec in fact::ALL {
        for node in nodes.of_class(&base.sg(spec.class)) {
            let key = base.fact_key(node.iri()).ok_or_else(|| node.lacks(base.sg(spec.class).as_ref()))?;
            found.claims.push(ClaimRecord { key, spec, slots: node.slots(spec)?, evidence: node.evidence()?.into_iter().map(|(_, place)| place).collect() });
        }
    }
    found.claims.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(found)
}
