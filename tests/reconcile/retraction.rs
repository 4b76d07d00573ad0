//! The sample documents, added, changed and removed in any order.

use std::{cell::RefCell, collections::BTreeMap, path::Path, sync::LazyLock};

use oxigraph::model::{GraphName, Quad, QuadRef};
use proptest::{prelude::*, test_runner::TestRunner};
use silkgraph::{
    graph::Base,
    knowledge::Knowledge,
    lang::Languages,
    model::Document,
    pipeline::{Build, Pipeline},
    read,
    store::Store,
};

use super::canonical_hash;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap()));

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    static OPTIONS: LazyLock<read::Options> = LazyLock::new(read::Options::default);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/documents");
    read::read([folder], &OPTIONS, read::Pages::bundled()).map(Result::unwrap).collect()
});

/// A document as it is, or without its second half.
fn version(place: usize, changed: bool) -> Document {
    let document = &DOCUMENTS[place];
    if !changed {
        return document.clone();
    }
    let half = (0..=document.text.len() / 2).rev().find(|at| document.text.is_char_boundary(*at)).unwrap_or(0);
    read::document(&document.id, &document.text[..half], &read::Options::default(), read::Pages::bundled()).unwrap()
}

fn build(store: &mut Store, documents: Vec<Document>, jobs: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().unwrap();
    let base = Base::default();
    pool.install(|| Build::new(&PIPELINE, &base).run(store, documents.into_iter().map(Ok), &mut |_| {})).unwrap();
}

/// What a store holds but for what was known beforehand, by its canonical hash.
fn said(store: &Store) -> String {
    let base = Base::default();
    let background = [base.knowledge_graph(), base.ontology()].map(GraphName::from);
    let of_background = |quad: &Quad| background.iter().any(|graph| store.graph().contains(QuadRef { graph_name: graph.as_ref(), ..quad.as_ref() }).unwrap());
    let quads = store.graph().iter().map(Result::unwrap).filter(|quad| !background.contains(&quad.graph_name));
    canonical_hash(quads.filter(|quad| !quad.graph_name.is_default_graph() || !of_background(quad)))
}

/// The background, which takes longest to write, is written into two stores once.
#[test]
fn a_removed_document_was_never_there() {
    let base = Base::default();
    let (mut store, mut anew) = (Store::memory().unwrap(), Store::memory().unwrap());
    build(&mut store, Vec::new(), 1);
    build(&mut anew, Vec::new(), 1);
    let empty = said(&store);
    let count = DOCUMENTS.len();
    let steps = prop::collection::vec((prop::collection::vec((0..count, any::<bool>()), 1..6), prop::collection::vec(0..count, 0..4)), 1..4);
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() });
    let (store, anew) = (RefCell::new(&mut store), RefCell::new(&mut anew));
    runner
        .run(&(steps, 1..4_usize), |(steps, jobs)| {
            let (store, anew) = (&mut **store.borrow_mut(), &mut **anew.borrow_mut());
            let mut present: BTreeMap<String, Document> = BTreeMap::new();
            for (added, removed) in steps {
                let added: BTreeMap<usize, bool> = added.into_iter().collect();
                let added: Vec<Document> = added.into_iter().map(|(place, changed)| version(place, changed)).collect();
                present.extend(added.iter().map(|document| (document.id.clone(), document.clone())));
                build(store, added, jobs);
                let removed: Vec<String> = removed.into_iter().map(|place| DOCUMENTS[place].id.clone()).collect();
                Build::new(&PIPELINE, &base).remove(store, &removed).unwrap();
                present.retain(|id, _| !removed.contains(id));
            }
            let all: Vec<String> = present.keys().cloned().collect();
            build(anew, present.into_values().rev().collect(), 1);
            prop_assert_eq!(said(store), said(anew));
            for store in [store, anew] {
                prop_assert!(Build::new(&PIPELINE, &base).remove(store, &all).unwrap().is_empty());
                prop_assert_eq!(&said(store), &empty);
            }
            Ok(())
        })
        .unwrap();
}
