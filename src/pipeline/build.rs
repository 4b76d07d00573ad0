//! The main job: documents are read, and whatever is new or changed goes into the store.
//!
//! One batch of documents is fetched while the one before it is extracted and the one before that is written, so that
//! memory holds three batches however many documents there are.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
};

use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Pipeline, derive::Changes};
use crate::{
    fact::{self, Reading, Refused},
    graph::{
        Base, DocumentClaims, Unreadable, claims_of_document, document_quads, knowledge_quads,
        ontology::ontology_triples,
        vocabulary::{rdf, sg},
    },
    model::{Document, EntityId, SkipReason, Skipped},
    store::{Batch, Key, Store, StoreError},
};

/// Documents, and bytes of text, in a batch. A longer text is a batch of its own.
const BATCH: (usize, usize) = (256, 4 << 20);

/// Documents, and bytes of text, that a thread reads together.
const SHELF: (usize, usize) = (64, 256 << 10);

/// What becomes of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The store had none of its id.
    New,
    /// It differs from what the store has, or another program or other knowledge read that.
    Changed,
    /// The store has just this; nothing is done.
    Unchanged,
}

/// What happens while a build goes on, one document after the other.
#[derive(Debug)]
pub enum Progress<'e> {
    /// A document was read.
    Read(&'e Document, Outcome),
    /// An input was left out.
    Skipped(&'e Skipped),
    /// Something that a document of this id seemed to say was left out: the store would not keep to its shapes with it.
    Refused(&'e str, &'e Refused),
}

/// What a build did. Counts are those of the new and changed documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that the store did not have.
    pub new: usize,
    /// Documents that the store had otherwise.
    pub changed: usize,
    /// Documents that the store had.
    pub unchanged: usize,
    /// The entities that the documents name.
    pub entities: BTreeSet<EntityId>,
    /// How often they name one.
    pub mentions: usize,
    /// Facts by the name of their type; a fact that two documents state counts twice.
    pub facts: BTreeMap<&'static str, usize>,
    /// Documents in a language without a pack, by language (empty where it is not known): nothing is read in them.
    pub without_pack: BTreeMap<String, usize>,
}

impl Summary {
    /// How many documents were read.
    pub const fn read(&self) -> usize {
        self.new + self.changed + self.unchanged
    }
}

/// The main job, made ready.
#[derive(Debug)]
pub struct Build<'p> {
    pub(super) pipeline: &'p Pipeline,
    pub(super) base: &'p Base,
    pub(super) force: bool,
    classes: HashMap<NamedNode, &'static str>,
    mention_of: NamedNode,
}

/// A document on its way into the store.
struct Prepared {
    id: String,
    hash: String,
    graph: NamedNode,
    quads: Vec<Quad>,
    entities: Vec<EntityId>,
    refused: Vec<Refused>,
}

impl<'p> Build<'p> {
    /// A build by a pipeline, with IRIs under a base.
    pub fn new(pipeline: &'p Pipeline, base: &'p Base) -> Self {
        let classes = fact::ALL.iter().map(|spec| (base.sg(spec.class), spec.name)).collect();
        Self { pipeline, base, force: false, classes, mention_of: base.sg(sg::MENTION_OF) }
    }

    /// Reads again also what the store has just so.
    #[must_use]
    pub const fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Takes documents into the store; `watch` is told of each. What the store has and `documents` does not stays.
    /// Works on the threads of the current rayon pool.
    ///
    /// # Errors
    /// Where the store cannot be written. What was acknowledged before stays, and is unchanged for the next build.
    pub fn run<I>(&self, store: &mut Store, documents: I, watch: &mut dyn FnMut(Progress<'_>)) -> Result<Summary, StoreError>
    where
        I: Iterator<Item = Result<Document, Skipped>> + Send,
    {
        store.set_stamp(self.stamp());
        let mut summary = Summary::default();
        let mut batch = store.batch();
        self.background(&mut batch)?;
        let mut documents = documents.fuse();
        let mut fetched = fetch(&mut documents);
        let mut prepared = Vec::new();
        let mut changes = Changes::default();
        while !fetched.is_empty() || !prepared.is_empty() {
            let wanted = self.sift(fetched, batch.store(), &mut summary, watch);
            let (made, (written, next)) = rayon::join(
                || shelves(wanted).into_par_iter().flat_map_iter(|shelf| self.prepare(shelf)).collect::<Vec<_>>(),
                || rayon::join(|| write(&mut batch, prepared), || fetch(&mut documents)),
            );
            written?;
            fetched = next;
            prepared = Vec::with_capacity(made.len());
            for result in made {
                match result {
                    Ok((document, claims)) => {
                        self.tally(&document, &mut summary);
                        changes.add(claims, &document.hash);
                        document.refused.iter().for_each(|refused| watch(Progress::Refused(&document.id, refused)));
                        prepared.push(document);
                    }
                    Err(skipped) => watch(Progress::Skipped(&skipped)),
                }
            }
        }
        self.derive(&mut batch, changes)?;
        batch.commit()?;
        Ok(summary)
    }

    /// Writes what is known beforehand, and the ontology, where the store does not have just that.
    fn background(&self, batch: &mut Batch<'_>) -> Result<(), StoreError> {
        let ontology = self.base.ontology();
        let terms = || ontology_triples(self.base).into_iter().map(|triple| triple.in_graph(GraphName::from(ontology.clone())));
        let entities = || knowledge_quads(self.pipeline.knowledge().entities().map(|known| &*known.entity), self.base);
        // What these are made from is all in the stamp.
        if self.force || !batch.store().holds(&Key::knowledge("knowledge"), "") {
            batch.set_graph("knowledge", "", &self.base.knowledge_graph(), entities())?;
        }
        if self.force || !batch.store().holds(&Key::knowledge("ontology"), "") {
            batch.set_graph("ontology", "", &ontology, terms())?;
        }
        Ok(())
    }

    /// The documents that must be extracted.
    fn sift(&self, fetched: Vec<Result<Document, Skipped>>, store: &Store, summary: &mut Summary, watch: &mut dyn FnMut(Progress<'_>)) -> Vec<Document> {
        let mut wanted = Vec::with_capacity(fetched.len());
        for result in fetched {
            let document = match result {
                Ok(document) => document,
                Err(skipped) => {
                    watch(Progress::Skipped(&skipped));
                    continue;
                }
            };
            let outcome = if !self.force && store.is_current(&document.id, &document.hash) {
                Outcome::Unchanged
            } else if store.entries().contains_key(&Key::document(&document.id)) {
                Outcome::Changed
            } else {
                Outcome::New
            };
            watch(Progress::Read(&document, outcome));
            match outcome {
                Outcome::New => summary.new += 1,
                Outcome::Changed => summary.changed += 1,
                Outcome::Unchanged => {
                    summary.unchanged += 1;
                    continue;
                }
            }
            if self.pipeline.language(&document).is_none() {
                *summary.without_pack.entry(document.lang.clone().unwrap_or_default()).or_default() += 1;
            }
            wanted.push(document);
        }
        wanted
    }

    /// Reads documents together. A bug that shows in one of them must not cost the others: then each is read by itself.
    fn prepare(&self, documents: Vec<Document>) -> Vec<Result<(Prepared, DocumentClaims), Skipped>> {
        match catch_unwind(AssertUnwindSafe(|| self.pipeline.read_together(documents.clone()))) {
            Ok(readings) => readings.into_iter().map(|reading| self.graph(reading.document.origin.clone(), || reading)).collect(),
            Err(_) => documents.into_iter().map(|document| self.graph(document.origin.clone(), || self.pipeline.read(document))).collect(),
        }
    }

    /// The graph of a document, and what it states, of its reading.
    fn graph(&self, origin: String, read: impl FnOnce() -> Reading) -> Result<(Prepared, DocumentClaims), Skipped> {
        let internal = |why: String| Skipped { origin: origin.clone(), reason: SkipReason::Internal(why) };
        let made = catch_unwind(AssertUnwindSafe(|| {
            let reading = read();
            let quads = document_quads(&reading, self.base, &|id| self.pipeline.knowledge().get(id).is_some());
            let graph = self.base.document_graph(&reading.document.id);
            let entities = reading.entities.into_iter().map(|entity| entity.id.clone()).collect();
            let claims = claims_of_document(&quads, self.base)?;
            Ok((Prepared { id: reading.document.id, hash: reading.document.hash, graph, quads, entities, refused: reading.refused }, claims))
        }));
        let made: Result<_, Unreadable> = made.map_err(|cause| {
            let why = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
            internal(why.unwrap_or("no reason given").to_owned())
        })?;
        made.map_err(|error| internal(error.to_string()))
    }

    fn tally(&self, document: &Prepared, summary: &mut Summary) {
        for quad in &document.quads {
            if quad.predicate == self.mention_of {
                summary.mentions += 1;
            } else if quad.predicate == rdf::TYPE
                && let Term::NamedNode(class) = &quad.object
                && let Some(name) = self.classes.get(class)
            {
                *summary.facts.entry(name).or_default() += 1;
            }
        }
        summary.entities.extend(document.entities.iter().cloned());
    }
}

/// The next batch; empty at the end.
fn fetch(documents: &mut impl Iterator<Item = Result<Document, Skipped>>) -> Vec<Result<Document, Skipped>> {
    let mut bytes = 0;
    let mut fetched = Vec::new();
    while fetched.len() < BATCH.0
        && bytes < BATCH.1
        && let Some(document) = documents.next()
    {
        bytes += document.as_ref().map_or(0, |document| document.text.len());
        fetched.push(document);
    }
    fetched
}

/// Documents in their order, so many on a shelf that every thread has some.
fn shelves(documents: Vec<Document>) -> Vec<Vec<Document>> {
    let most = documents.len().div_ceil(2 * rayon::current_num_threads()).clamp(1, SHELF.0);
    let mut shelves: Vec<Vec<Document>> = Vec::new();
    let mut bytes = 0;
    for document in documents {
        let length = document.text.len();
        match shelves.last_mut().filter(|shelf| shelf.len() < most && bytes < SHELF.1) {
            Some(shelf) => shelf.push(document),
            None => {
                shelves.push(vec![document]);
                bytes = 0;
            }
        }
        bytes += length;
    }
    shelves
}

fn write(batch: &mut Batch<'_>, documents: Vec<Prepared>) -> Result<(), StoreError> {
    documents.into_iter().try_for_each(|Prepared { id, hash, graph, quads, .. }| batch.replace_document(&id, &hash, &graph, quads))
}

impl Pipeline {
    /// A hash of all the data that reading depends on: language packs, known entities, ontology.
    pub fn fingerprint(&self, base: &Base) -> String {
        let mut hasher = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for (code, files) in self.languages.files() {
            for (file, text) in files {
                [code.as_str(), file, text].iter().for_each(|part| add(part.as_bytes()));
            }
        }
        for (table, bytes) in self.knowledge.tables().files() {
            add(table.as_bytes());
            add(bytes);
        }
        for triple in ontology_triples(base) {
            add(triple.to_string().as_bytes());
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{knowledge::Knowledge, lang::Languages, read};

    fn texts(texts: &[(&str, &str)]) -> Vec<Result<Document, Skipped>> {
        let read = |(id, text): &(&str, &str)| read::document(id, text, &read::Options::default(), read::Pages::bundled());
        texts.iter().map(read).collect()
    }

    fn build(store: &mut Store, documents: Vec<Result<Document, Skipped>>) -> (Summary, Vec<String>) {
        let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
        let mut seen = Vec::new();
        let summary = Build::new(&pipeline, &Base::default()).run(store, documents.into_iter(), &mut |progress| {
            seen.push(match progress {
                Progress::Read(document, outcome) => format!("{} {outcome:?}", document.id),
                Progress::Skipped(skipped) => skipped.to_string(),
                Progress::Refused(document, refused) => format!("{document}: {refused}"),
            });
        });
        (summary.unwrap(), seen)
    }

    fn quads(store: &Store) -> BTreeSet<String> {
        store.graph().iter().map(|quad| quad.unwrap().to_string()).collect()
    }

    #[test]
    fn only_what_changed_is_read_again_and_nothing_else_goes() {
        let mut store = Store::memory().unwrap();
        let (summary, seen) = build(&mut store, texts(&[("a", "Un texte."), ("b", "Un autre."), ("c", " ")]));
        assert_eq!((summary.new, summary.read()), (2, 2));
        assert_eq!(seen, ["a New", "b New", "c: holds no text"]);
        let before = quads(&store);
        assert_eq!(build(&mut store, texts(&[("b", "Un autre."), ("a", "Un texte.")])).1, ["b Unchanged", "a Unchanged"]);
        assert_eq!(before, quads(&store));
        let (summary, seen) = build(&mut store, texts(&[("a", "Un texte neuf.")]));
        assert_eq!((summary.changed, seen), (1, vec!["a Changed".to_owned()]));
        assert_eq!(store.documents().map(|(id, _)| id).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn documents_read_together_say_what_each_says_alone() {
        let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
        let told = [
            "Le président kazakh Kassym-Jomart Tokaïev a reçu mardi à Astana son homologue géorgien Mikheïl Kavelachvili.",
            "La Turquie et la Géorgie ont signé le 3 mai 2024 un accord sur l'énergie.",
            "Il a ensuite rencontré le Premier ministre à Bakou.",
        ];
        let documents: Vec<Document> = texts(&told.map(|text| (text, text))).into_iter().map(Result::unwrap).collect();
        let foreign = Document { lang: Some("xx".into()), ..documents[0].clone() };
        let documents: Vec<Document> = documents.into_iter().chain([foreign]).collect();
        let said = |reading: &Reading| format!("{:?}", (&reading.document.lang, &reading.claims, &reading.mentions, &reading.entities));
        let together: Vec<String> = pipeline.read_together(documents.clone()).iter().map(said).collect();
        let alone: Vec<String> = documents.into_iter().map(|document| said(&pipeline.read(document))).collect();
        assert_eq!(together, alone);
        assert!(together[0].contains("Meeting") && together[1].contains("Agreement") && !together[3].contains("Meeting"));
    }

    #[test]
    fn shelves_keep_the_order_and_no_thread_waits_for_another() {
        let names: Vec<String> = (0..100).map(|i| format!("d{i}")).collect();
        let documents: Vec<Document> =
            texts(&names.iter().map(|name| (name.as_str(), "Un texte.")).collect::<Vec<_>>()).into_iter().map(Result::unwrap).collect();
        let shelves = shelves(documents);
        assert!(shelves.len() >= rayon::current_num_threads());
        assert_eq!(shelves.into_iter().flatten().map(|document| document.id).collect::<Vec<_>>(), names);
    }

    #[test]
    fn many_documents_go_through_in_batches() {
        let mut store = Store::memory().unwrap();
        let names: Vec<String> = (0..BATCH.0 * 2 + 3).map(|i| format!("d{i}")).collect();
        let (summary, _) = build(&mut store, texts(&names.iter().map(|name| (name.as_str(), "Un texte.")).collect::<Vec<_>>()));
        assert_eq!((summary.new, store.documents().count()), (names.len(), names.len()));
    }
}
