//! The sample documents, added, changed and removed in any order.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use proptest::prelude::*;
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

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap())
});

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
    let half = document.text.floor_char_boundary(document.text.len() / 2);
    read::document(&document.id, &document.text[..half], &read::Options::default(), read::Pages::bundled()).unwrap()
}

fn build(store: &mut Store, documents: Vec<Document>, jobs: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().unwrap();
    let base = Base::default();
    pool.install(|| Build::new(&PIPELINE, &base).run(store, documents.into_iter().map(Ok), &mut |_| {})).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn a_removed_document_was_never_there(steps in prop::collection::vec((prop::collection::vec((0..DOCUMENTS.len(), any::<bool>()), 1..6), prop::collection::vec(0..DOCUMENTS.len(), 0..4)), 1..4), jobs in 1..4_usize) {
        let base = Base::default();
        let mut store = Store::memory().unwrap();
        let mut present: BTreeMap<String, Document> = BTreeMap::new();
        for (added, removed) in steps {
            let added: Vec<Document> = added.into_iter().map(|(place, changed)| version(place, changed)).collect();
            for document in &added {
                present.insert(document.id.clone(), document.clone());
            }
            build(&mut store, added, jobs);
            let removed: Vec<String> = removed.into_iter().map(|place| DOCUMENTS[place].id.clone()).collect();
            Build::new(&PIPELINE, &base).remove(&mut store, &removed).unwrap();
            present.retain(|id, _| !removed.contains(id));
        }
        let mut anew = Store::memory().unwrap();
        build(&mut anew, present.into_values().rev().collect(), 1);
        prop_assert_eq!(canonical_hash(&store), canonical_hash(&anew));
    }
}
