//! The addresses of everything in the graph, made from ids by percent-encoding and read back by decoding.

use std::fmt::Write;

use any_ascii::any_ascii;
use oxigraph::model::NamedNode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::model::EntityId;

/// What is encoded in a path segment: everything but RFC 3986's unreserved characters and the colon.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// The longest slug, in bytes, before it is cut and a hash is put in place of the rest.
const LONGEST_SLUG: usize = 64;

/// The address that all others start with.
///
/// ```
/// use silkgraph::{graph::Base, model::{EntityId, EntityKind}};
/// let base = Base::default();
/// let iri = base.entity(&EntityId::new(EntityKind::Country, "kazakhstan"));
/// assert_eq!(iri.as_str(), "https://w3id.org/silkgraph/id/country/kazakhstan");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

/// Why a text is no base.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no base address; give an absolute IRI that ends with a slash and has neither `?` nor `#`")]
pub struct NotABase(String);

impl Default for Base {
    fn default() -> Self {
        Self(Self::DEFAULT.to_owned())
    }
}

impl Base {
    /// The base where none is chosen.
    pub const DEFAULT: &'static str = "https://w3id.org/silkgraph/";

    /// The base at this address.
    ///
    /// # Errors
    /// [`NotABase`] where the text is no absolute IRI, does not end with `/`, or has a query or fragment.
    pub fn new(iri: &str) -> Result<Self, NotABase> {
        if iri.ends_with('/') && !iri.contains(['?', '#']) && NamedNode::new(iri).is_ok() { Ok(Self(iri.to_owned())) } else { Err(NotABase(iri.to_owned())) }
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ontology as a whole: `…ontology`.
    pub fn ontology(&self) -> NamedNode {
        self.join(&["ontology"])
    }

    /// One version of the ontology: `…ontology/<version>`.
    pub fn ontology_version(&self, version: &str) -> NamedNode {
        self.join(&["ontology", version])
    }

    /// The namespace of classes and properties, `…ontology#`.
    pub fn namespace(&self) -> String {
        format!("{}ontology#", self.0)
    }

    /// A class or property, `sg:<local>`.
    pub fn sg(&self, local: &str) -> NamedNode {
        let mut iri = self.namespace();
        iri.extend(utf8_percent_encode(local, SEGMENT));
        NamedNode::new_unchecked(iri)
    }

    /// A closed vocabulary: `…vocabulary/<scheme>`.
    pub fn scheme(&self, scheme: &str) -> NamedNode {
        self.join(&["vocabulary", scheme])
    }

    /// A term of a vocabulary: `…vocabulary/<scheme>/<code>`.
    pub fn concept(&self, scheme: &str, code: &str) -> NamedNode {
        self.join(&["vocabulary", scheme, code])
    }

    /// An entity: `…id/<kind>/<slug>`.
    pub fn entity(&self, id: &EntityId) -> NamedNode {
        let (folder, slug) = id.as_str().split_once('/').unwrap_or_default();
        self.join(&["id", folder, slug])
    }

    /// The point on earth where an entity lies: `…id/geometry/<kind>/<slug>`.
    pub fn geometry(&self, id: &EntityId) -> NamedNode {
        let (folder, slug) = id.as_str().split_once('/').unwrap_or_default();
        self.join(&["id", "geometry", folder, slug])
    }

    /// A document: `…id/document/<id>`.
    pub fn document(&self, id: &str) -> NamedNode {
        self.join(&["id", "document", id])
    }

    /// A mention by its characters: `…id/mention/<document>/<start>-<end>`.
    pub fn mention(&self, document: &str, (start, end): (usize, usize)) -> NamedNode {
        self.join(&["id", "mention", document, &format!("{start}-{end}")])
    }

    /// A clue to the time of writing by its characters: `…id/clue/<document>/<start>-<end>`.
    pub fn clue(&self, document: &str, (start, end): (usize, usize)) -> NamedNode {
        self.join(&["id", "clue", document, &format!("{start}-{end}")])
    }

    /// A fact by its key (see [`fact_key`](crate::graph::fact_key)): `…id/fact/<key>`.
    pub fn fact(&self, key: &str) -> NamedNode {
        self.join(&["id", "fact", key])
    }

    /// The evidence of a fact at some characters of a document: `…id/evidence/<document>/<start>-<end>/<fact key>`.
    pub fn evidence(&self, document: &str, (start, end): (usize, usize), key: &str) -> NamedNode {
        self.join(&["id", "evidence", document, &format!("{start}-{end}"), key])
    }

    /// A slot of a fact that was inferred: `…id/inference/<document>/<start>-<end>/<fact key>/<hash of slot and reason>`.
    pub fn inference(&self, document: &str, (start, end): (usize, usize), key: &str, slot: &str, reason: &str) -> NamedNode {
        self.join(&["id", "inference", document, &format!("{start}-{end}"), key, &hash(&[slot, reason])])
    }

    /// Something that does not fit, by its kind and the keys of the facts that it is about: `…id/finding/<kind>-<hash>`.
    pub fn finding(&self, kind: &str, facts: &[&str]) -> NamedNode {
        self.join(&["id", "finding", &format!("{kind}-{}", hash(facts))])
    }

    /// A slot of a fact that follows from others: `…id/inference/<fact key>/<hash of slot, reason and premises>`.
    pub fn derivation(&self, key: &str, slot: &str, reason: &str, premises: &[&str]) -> NamedNode {
        self.join(&["id", "inference", key, &hash(&[&[slot, reason], premises].concat())])
    }

    /// The graph of all that one document gave: `…graph/document/<id>`.
    pub fn document_graph(&self, id: &str) -> NamedNode {
        self.join(&["graph", "document", id])
    }

    /// The graph of what was known before any document: `…graph/knowledge`.
    pub fn knowledge_graph(&self) -> NamedNode {
        self.join(&["graph", "knowledge"])
    }

    /// The graph of what follows from all documents together, what was merged, found and inferred: `…graph/derived`.
    pub fn derived_graph(&self) -> NamedNode {
        self.join(&["graph", "derived"])
    }

    /// The id of the entity at an address, if an entity is there.
    pub fn entity_id(&self, iri: &str) -> Option<EntityId> {
        let (folder, slug) = self.tail(iri, "id/")?.split_once('/')?;
        EntityId::from_path(&format!("{}/{}", decode(folder)?, decode(slug)?))
    }

    /// The key of the fact at an address, if a fact is there.
    pub fn fact_key(&self, iri: &str) -> Option<String> {
        decode(self.tail(iri, "id/fact/")?)
    }

    /// The id of the document at an address, if a document is there.
    pub fn document_id(&self, iri: &str) -> Option<String> {
        decode(self.tail(iri, "id/document/")?)
    }

    /// The id of the document whose graph is at an address, if the graph of a document is there.
    pub fn document_of_graph(&self, iri: &str) -> Option<String> {
        decode(self.tail(iri, "graph/document/")?)
    }

    /// Scheme and code of the term at an address, if a term is there.
    pub fn concept_code(&self, iri: &str) -> Option<(String, String)> {
        let (scheme, code) = self.tail(iri, "vocabulary/")?.split_once('/')?;
        Some((decode(scheme)?, decode(code)?))
    }

    /// The local name of the class or property at an address, if it is one of silkgraph's own.
    pub fn local<'i>(&self, iri: &'i str) -> Option<&'i str> {
        self.tail(iri, "ontology#")
    }

    fn tail<'i>(&self, iri: &'i str, folder: &str) -> Option<&'i str> {
        iri.strip_prefix(self.as_str())?.strip_prefix(folder)
    }

    /// The only place where text becomes an address: every segment is encoded, so that what comes out is an IRI whatever
    /// went in, and two different lists of segments make two different addresses.
    fn join(&self, segments: &[&str]) -> NamedNode {
        let mut iri = self.0.clone();
        for (at, segment) in segments.iter().enumerate() {
            if at > 0 {
                iri.push('/');
            }
            match *segment {
                // A segment of dots alone would be taken for a step up the path.
                "." | ".." => iri.push_str(&segment.replace('.', "%2E")),
                _ => iri.extend(utf8_percent_encode(segment, SEGMENT)),
            }
        }
        NamedNode::new_unchecked(iri)
    }
}

fn decode(segment: &str) -> Option<String> {
    let text = percent_decode_str(segment).decode_utf8().ok()?;
    (!segment.contains('/') && !text.is_empty()).then(|| text.into_owned())
}

/// A short name for an address from any name: lower-case ASCII letters, digits and single hyphens, never empty.
///
/// What is longer than 64 bytes is cut and ends with a hash; a name with nothing to keep becomes a hash. Names that
/// differ only in accents, case, script or punctuation may share a slug.
pub fn slug(name: &str) -> String {
    let name: String = name.nfc().collect();
    let mut slug = String::with_capacity(name.len());
    for c in any_ascii(&name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        return hash(&[&name]);
    }
    if slug.len() > LONGEST_SLUG {
        let hash = hash(&[&name]);
        slug.truncate(LONGEST_SLUG - hash.len() - 1);
        slug.truncate(slug.trim_end_matches('-').len());
        slug.push('-');
        slug.push_str(&hash);
    }
    slug
}

/// The first 96 bits of the SHA-256 of some texts, in hexadecimal. Each is hashed with its length, so that no two lists
/// of texts run into one.
pub(super) fn hash(texts: &[&str]) -> String {
    let mut sha = Sha256::new();
    for text in texts {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text.as_bytes());
    }
    sha.finalize().iter().take(12).fold(String::with_capacity(24), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::EntityKind;

    #[test]
    fn slugs_are_readable_and_stable() {
        for (name, expected) in
            [("Kassym-Jomart Tokaïev", "kassym-jomart-tokaiev"), ("  L’Élysée  ", "l-elysee"), ("Казахстан", "kazakhstan"), ("COP29 (Bakou)", "cop29-bakou")]
        {
            assert_eq!(slug(name), expected);
        }
        assert_eq!(slug("e\u{301}te\u{301}"), slug("été"));
        assert_ne!(slug(""), slug("\u{200b}"));
    }

    #[test]
    fn a_base_is_an_absolute_address_with_a_slash() {
        for good in ["https://w3id.org/silkgraph/", "http://localhost:8080/", "urn:x:/"] {
            assert_eq!(Base::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "x/", "https://w3id.org/silkgraph", "https://a/#", "https://a/?q=/", "https://a b/"] {
            assert!(Base::new(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_safe_and_bounded(name in "\\PC*") {
            let slug = slug(&name);
            prop_assert!((1..=LONGEST_SLUG).contains(&slug.len()));
            prop_assert!(slug.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }

        #[test]
        fn long_names_that_differ_late_keep_apart(stem in "[a-z]{70,90}", a in "[a-z]{1,5}", b in "[a-z]{1,5}") {
            prop_assert_eq!(a == b, slug(&format!("{stem}{a}")) == slug(&format!("{stem}{b}")));
        }

        #[test]
        fn every_address_is_valid_and_leads_back(id in "(?s).{1,20}", other in "(?s).{1,20}", start in 0usize..999, end in 0usize..999) {
            let base = Base::default();
            let entity = EntityId::new(EntityKind::Person, &id);
            let all = [
                base.entity(&entity), base.geometry(&entity), base.document(&id), base.document_graph(&id), base.mention(&id, (start, end)), base.fact(&id),
                base.evidence(&id, (start, end), &other), base.inference(&id, (start, end), &other, &id, &other), base.concept(&id, &other), base.sg(&id),
            ];
            for (at, iri) in all.iter().enumerate() {
                prop_assert!(NamedNode::new(iri.as_str()).is_ok(), "{}", iri);
                prop_assert!(!all[..at].contains(iri), "{}", iri);
            }
            prop_assert_eq!(base.entity_id(all[0].as_str()), Some(entity));
            prop_assert_eq!(base.document_id(all[2].as_str()), Some(id.clone()));
            prop_assert_eq!(base.document_of_graph(all[3].as_str()), Some(id.clone()));
            prop_assert_eq!(base.concept_code(all[8].as_str()), Some((id.clone(), other.clone())));
            prop_assert_eq!(id == other, base.document(&id) == base.document(&other));
            prop_assert_eq!(base.entity_id(all[2].as_str()), None);
        }
    }
}
