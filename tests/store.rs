//! The store on a disk: exact replacement, the union, stamps, the ledger, one writer or several readers.

mod small_store;

use std::fs;

use oxigraph::model::{GraphNameRef, Literal, Quad, QuadRef};
use silkgraph::store::{Key, Mode, Stamp, Store, StoreError};
use small_store::{error, filled, iri, quads, write};

#[test]
fn replacing_and_removing_are_exact_and_last() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("s");
    filled(&dir, 3);
    {
        let mut store = Store::open(&dir, Mode::Write).unwrap();
        write(&mut store, "d1", 5);
        assert!(store.remove_document("d2").unwrap());
        assert!(!store.remove_document("d2").unwrap());
        store.set_graph("known", "k", &iri("known"), quads("known", 1)).unwrap();
    }
    let store = Store::open(&dir, Mode::Read).unwrap();
    let expected: Vec<Quad> = [quads("d0", 0), quads("d1", 5), quads("known", 1)].concat();
    let held = store.quads().unwrap();
    assert_eq!(held, store.quads().unwrap());
    assert!(held.len() == expected.len() && expected.iter().all(|quad| held.contains(quad)));
    assert_eq!(store.quads_of_graph(iri("d1").as_ref()).unwrap().len(), quads("d1", 5).len());
    assert_eq!(store.documents().map(|(id, _)| id).collect::<Vec<_>>(), ["d0", "d1"]);
    assert!(store.is_current("d1", "hash 5") && !store.is_current("d1", "hash 0") && !store.is_current("d2", "hash 0"));
    assert!(store.holds(&Key::knowledge("known"), "k"));
    store.integrity().unwrap();
}

/// The triples of the union, with what each graph has of them.
fn union(store: &Store) -> Vec<String> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut union: Vec<String> = store.graph().quads_for_pattern(None, None, None, default).map(|quad| quad.unwrap().to_string()).collect();
    union.sort();
    union
}

#[test]
fn the_union_holds_each_triple_once_and_only_while_a_document_states_it() {
    let mut store = Store::memory().unwrap();
    let fact = |graph: &str, n: usize| Quad::new(iri("fact"), iri("says"), Literal::from(n as i64), iri(graph));
    store.replace_document("a", "h", &iri("a"), [fact("a", 1), fact("a", 2)]).unwrap();
    store.replace_document("b", "h", &iri("b"), [fact("b", 2), fact("b", 3)]).unwrap();
    assert_eq!(union(&store).len(), 3);
    store.remove_document("a").unwrap();
    let mut without = Store::memory().unwrap();
    without.replace_document("b", "h", &iri("b"), [fact("b", 2), fact("b", 3)]).unwrap();
    assert_eq!(union(&store), union(&without));
    store.replace_document("b", "h2", &iri("b"), [fact("b", 3), fact("b", 4)]).unwrap();
    assert_eq!(union(&store).len(), 2);
    store.integrity().unwrap();
    store.graph().remove(QuadRef { graph_name: GraphNameRef::DefaultGraph, ..fact("b", 4).as_ref() }).unwrap();
    assert!(store.integrity().is_err());
}

#[test]
fn another_stamp_makes_every_document_stale_and_moves_its_graph() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 2);
    let mut store = Store::open(home.path(), Mode::Write).unwrap();
    store.set_stamp(Stamp { program: "2".into(), knowledge: "k".into(), base: "https://example.com/".into() });
    assert!(!store.is_current("d0", "hash 0"));
    let graph = iri("elsewhere/d0");
    let moved = Quad::new(graph.clone(), graph.clone(), graph.clone(), graph.clone());
    store.replace_document("d0", "hash 0", &graph, [moved.clone(), moved]).unwrap();
    assert!(store.is_current("d0", "hash 0") && !store.is_current("d1", "hash 0"));
    assert!(store.quads_of_graph(iri("d0").as_ref()).unwrap().is_empty());
    assert_eq!(store.entries()[&Key::document("d0")].quads, 1);
    drop(store);
    let store = Store::open(home.path(), Mode::Read).unwrap();
    assert_eq!(store.stamp().program, "2");
    assert!(store.is_current("d0", "hash 0") && !store.is_current("d1", "hash 0"));
}

#[test]
fn opening_and_committing_nothing_leaves_the_ledger_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 5);
    let before = fs::read(home.path().join("ledger.jsonl")).unwrap();
    for mode in [Mode::Write, Mode::Read, Mode::Repair] {
        let mut store = Store::open(home.path(), mode).unwrap();
        assert!((0..5).all(|i| store.is_current(&format!("d{i}"), "hash 0")));
        store.batch().commit().unwrap();
        assert!(store.repairs().is_empty());
    }
    assert_eq!(fs::read(home.path().join("ledger.jsonl")).unwrap(), before);
}

#[test]
fn a_ledger_full_of_dead_lines_is_rewritten() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(home.path(), Mode::Write).unwrap();
    let mut longest = 0;
    for round in 0..20 {
        let mut batch = store.batch();
        for i in 0..150 {
            let id = format!("d{i}");
            batch.replace_document(&id, &format!("hash {round}"), &iri(&id), [quads(&id, round)[0].clone()]).unwrap();
        }
        batch.commit().unwrap();
        longest = longest.max(fs::read_to_string(home.path().join("ledger.jsonl")).unwrap().lines().count());
    }
    assert!(longest <= 2 * 150 + 1024 && longest > 1024, "{longest} lines");
    assert!(fs::read_to_string(home.path().join("ledger.jsonl")).unwrap().lines().count() < 900);
    drop(store);
    let store = Store::open(home.path(), Mode::Read).unwrap();
    assert!((0..150).all(|i| store.is_current(&format!("d{i}"), "hash 19")));
}

#[test]
fn what_is_no_store_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    assert!(matches!(error(Store::open(&home.path().join("none"), Mode::Read)), StoreError::Absent(_)));
    assert!(!home.path().join("none").exists());
    fs::write(home.path().join("thesis.txt"), "mine").unwrap();
    let refused = error(Store::open(home.path(), Mode::Repair));
    assert!(refused.to_string().contains("thesis.txt"), "{refused}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_document_cannot_take_the_graph_of_another_nor_write_outside_of_its_own() {
    let mut store = Store::memory().unwrap();
    write(&mut store, "a", 0);
    assert!(matches!(store.replace_document("b", "h", &iri("a"), quads("a", 0)), Err(StoreError::GraphTaken { .. })));
    assert!(matches!(store.replace_document("b", "h", &iri("b"), quads("a", 0)), Err(StoreError::StrayQuad { .. })));
    let mut batch = store.batch();
    batch.replace_document("c", "h", &iri("c"), quads("c", 0)).unwrap();
    assert!(matches!(batch.replace_document("d", "h", &iri("c"), quads("c", 0)), Err(StoreError::GraphTaken { .. })));
    batch.replace_document("c", "h2", &iri("c"), quads("c", 1)).unwrap();
    batch.commit().unwrap();
    assert!(store.is_current("c", "h2") && store.documents().count() == 2);
    store.integrity().unwrap();
}

#[test]
fn one_writes_or_several_read() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 1);
    {
        let _writer = Store::open(home.path(), Mode::Write).unwrap();
        for mode in [Mode::Write, Mode::Read] {
            let refused = error(Store::open(home.path(), mode)).to_string();
            assert!(refused.contains(&format!("in use by process {}", std::process::id())), "{refused}");
        }
    }
    let readers = [Store::open(home.path(), Mode::Read).unwrap(), Store::open(home.path(), Mode::Read).unwrap()];
    let refused = error(Store::open(home.path(), Mode::Write)).to_string();
    assert!(refused.contains("in use by another process"), "{refused}");
    for mut reader in readers {
        assert!(matches!(reader.replace_document("x", "h", &iri("x"), quads("x", 0)), Err(StoreError::ReadOnly(_))));
    }
}

/// On a disk Oxigraph reads on behind a term whose own form ends in the byte 255.
#[test]
fn numbers_that_end_in_a_full_byte_are_no_damage() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("s");
    let at = |n: i64| Quad::new(iri("fact"), iri("at"), Literal::from(n), iri("a"));
    {
        let mut store = Store::open(&dir, Mode::Write).unwrap();
        store.replace_document("a", "h", &iri("a"), [254, 255, 256, 300, 767, 768, 1000].map(at)).unwrap();
    }
    Store::open(&dir, Mode::Read).unwrap().integrity().unwrap();
}
