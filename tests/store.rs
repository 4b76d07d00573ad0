//! The store on a disk: exact replacement, damage of every kind, processes killed, two at once, a full disk.
//!
//! Long because all these need the same small store, and the test binary starts itself as the process to be killed.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use oxigraph::model::{GraphNameRef, Literal, NamedNode, Quad, QuadRef};
use silkgraph::store::{Key, Mode, Repair, Stamp, Store, StoreError};

fn iri(path: &str) -> NamedNode {
    NamedNode::new(format!("https://example.org/{path}")).unwrap()
}

/// The quads of version `version` of document `id`: their number depends on both.
fn quads(id: &str, version: usize) -> Vec<Quad> {
    let graph = iri(id);
    (0..10 + version % 7).map(|i| Quad::new(graph.clone(), iri(&format!("p{i}")), Literal::from(format!("{id} {version}")), graph.clone())).collect()
}

fn write(store: &mut Store, id: &str, version: usize) {
    store.replace_document(id, &format!("hash {version}"), &iri(id), quads(id, version)).unwrap();
}

/// A store with documents `d0`… of version 0.
fn filled(dir: &Path, documents: usize) {
    let mut store = Store::open(dir, Mode::Write).unwrap();
    let mut batch = store.batch();
    for i in 0..documents {
        let id = format!("d{i}");
        batch.replace_document(&id, "hash 0", &iri(&id), quads(&id, 0)).unwrap();
    }
    batch.commit().unwrap();
}

fn error(result: Result<Store, StoreError>) -> StoreError {
    match result {
        Ok(_) => panic!("the store was opened"),
        Err(error) => error,
    }
}

fn flip(path: &Path, at: u64) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 1]).unwrap();
}

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

#[test]
fn every_damage_of_the_ledger_is_seen() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 20);
    let path = home.path().join("ledger.jsonl");
    let sound = fs::read(&path).unwrap();
    for at in (0..sound.len() as u64).step_by(97) {
        flip(&path, at);
        let seen = error(Store::open(home.path(), Mode::Write));
        assert!(matches!(seen, StoreError::Ledger { .. }) || at + 1 == sound.len() as u64, "byte {at}: {seen}");
        fs::write(&path, &sound).unwrap();
    }
    // A line taken out of the middle.
    let text = String::from_utf8(sound.clone()).unwrap();
    let without: Vec<&str> = text.lines().enumerate().filter(|(i, _)| *i != 7).map(|(_, line)| line).collect();
    fs::write(&path, without.join("\n") + "\n").unwrap();
    assert!(matches!(error(Store::open(home.path(), Mode::Write)), StoreError::Ledger { .. }));
    fs::remove_file(&path).unwrap();
    assert!(matches!(error(Store::open(home.path(), Mode::Repair)), StoreError::Ledger { .. }));
}

#[test]
fn a_ledger_cut_short_never_passes_in_silence() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 20);
    let path = home.path().join("ledger.jsonl");
    let sound = fs::read(&path).unwrap();
    // Where the acknowledgements begin: before that, the documents are unknown; after it, unfinished.
    let begun = sound.split_inclusive(|byte| *byte == b'\n').take(2).map(<[u8]>::len).sum::<usize>();
    for cut in [begun - 30, begun + 1, begun + 500, sound.len() - 1] {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(home.path(), copy.path());
        fs::write(copy.path().join("ledger.jsonl"), &sound[..cut]).unwrap();
        match Store::open(copy.path(), Mode::Write) {
            Ok(mut store) => {
                assert!(cut > begun && !store.repairs().is_empty(), "cut at {cut}: nothing said");
                for repair in store.repairs().to_vec() {
                    let Repair::Unfinished(key) = repair else { panic!("{repair}") };
                    assert!(!store.is_current(&key.id, "hash 0"));
                    write(&mut store, &key.id, 0);
                }
                assert!((0..20).all(|i| store.is_current(&format!("d{i}"), "hash 0")));
                store.integrity().unwrap();
            }
            Err(StoreError::Damaged { damage, .. }) => assert!(cut < begun && damage.surplus.len() == 20),
            Err(other) => panic!("cut at {cut}: {other}"),
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.path().is_dir() {
            copy_folder(&file.path(), &target);
        } else {
            fs::copy(file.path(), target).unwrap();
        }
    }
}

/// Loses quads behind the ledger's back, as a damaged database does.
fn lose(dir: &Path) {
    let kept = [fs::read(dir.join("ledger.jsonl")).unwrap(), Vec::new()];
    let mut store = Store::open(dir, Mode::Write).unwrap();
    store.remove_document("d1").unwrap();
    store.replace_document("d2", "x", &iri("d2"), quads("d2", 0).split_off(4)).unwrap();
    store.replace_document("more", "x", &iri("more"), quads("more", 0)).unwrap();
    drop(store);
    fs::write(dir.join("ledger.jsonl"), &kept[0]).unwrap();
}

#[test]
fn losses_are_named_refused_and_repaired_by_building_again() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 4);
    lose(home.path());
    for mode in [Mode::Read, Mode::Write] {
        let seen = error(Store::open(home.path(), mode)).to_string();
        for part in ["document \"d1\" (0 of 10 quads)", "document \"d2\" (6 of 10 quads)", "https://example.org/more (10 quads)", "silkgraph build"] {
            assert!(seen.contains(part), "{seen}");
        }
    }
    let mut store = Store::open(home.path(), Mode::Repair).unwrap();
    assert_eq!(store.repairs().len(), 3);
    assert!(store.is_current("d0", "hash 0") && !store.is_current("d1", "hash 0") && !store.is_current("d2", "hash 0"));
    write(&mut store, "d1", 0);
    write(&mut store, "d2", 0);
    drop(store);
    let store = Store::open(home.path(), Mode::Read).unwrap();
    assert_eq!(store.quads().unwrap().len(), 40);
    store.integrity().unwrap();
}

#[test]
fn a_database_that_is_gone_is_a_loss_and_not_a_new_store() {
    for part in if cfg!(feature = "rocksdb") { &["db", "db/CURRENT"][..] } else { &["graph.nq"] } {
        let home = tempfile::tempdir().unwrap();
        filled(home.path(), 3);
        let path = home.path().join(part);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        for mode in [Mode::Read, Mode::Write] {
            assert!(matches!(error(Store::open(home.path(), mode)), StoreError::DatabaseGone { documents: 3, .. }));
        }
        let store = Store::open(home.path(), Mode::Repair).unwrap();
        assert_eq!((store.repairs().len(), store.documents().count()), (3, 0));
    }
}

/// The files of the database with a given ending.
#[cfg(feature = "rocksdb")]
fn files(dir: &Path, ending: &str) -> Vec<std::path::PathBuf> {
    let mut files: Vec<std::path::PathBuf> =
        fs::read_dir(dir.join("db")).unwrap().map(|file| file.unwrap().path()).filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

#[test]
#[cfg(feature = "rocksdb")]
fn a_damaged_log_of_the_database_costs_nothing_that_was_acknowledged() {
    for round in 0..6 {
        let home = tempfile::tempdir().unwrap();
        filled(home.path(), 20);
        for log in files(home.path(), ".log") {
            let length = fs::metadata(&log).unwrap().len();
            match round {
                0 => fs::remove_file(&log).unwrap(),
                1 | 2 => fs::OpenOptions::new().write(true).open(&log).unwrap().set_len(length * round / 3).unwrap(),
                _ if length > 0 => flip(&log, length * (round - 2) / 5),
                _ => {}
            }
        }
        let store = Store::open(home.path(), Mode::Read).unwrap();
        assert!((0..20).all(|i| store.is_current(&format!("d{i}"), "hash 0")));
        store.integrity().unwrap();
    }
}

#[test]
#[cfg(feature = "rocksdb")]
fn damaged_tables_of_the_database_never_pass_in_silence() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 200);
    let tables = files(home.path(), ".sst").len();
    assert!(tables > 5);
    for i in 0..tables {
        for how in ["missing", "cut", "flipped"] {
            let copy = tempfile::tempdir().unwrap();
            copy_folder(home.path(), copy.path());
            let table = &files(copy.path(), ".sst")[i];
            let length = fs::metadata(table).unwrap().len();
            match how {
                "missing" => fs::remove_file(table).unwrap(),
                "cut" => fs::OpenOptions::new().write(true).open(table).unwrap().set_len(length / 2).unwrap(),
                _ => flip(table, length / 3),
            }
            let seen = Store::open(copy.path(), Mode::Read).and_then(|store| store.integrity());
            assert!(seen.is_err(), "{} {how}: nothing said", table.display());
        }
    }
}

#[test]
fn what_a_killed_process_left_half_written_is_swept() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path(), 1);
    let mut left = vec![home.path().join("ledger.jsonl.new"), home.path().join("graph.nq.new")];
    if cfg!(feature = "rocksdb") {
        left = vec![left.remove(0), home.path().join("db/bulk-17.sst")];
    }
    for path in &left {
        fs::write(path, "half").unwrap();
    }
    drop(Store::open(home.path(), Mode::Write).unwrap());
    assert!(left.iter().all(|path| !path.exists()));
}

/// Not a test: the process that the tests below start. Writes documents in batches and says which are acknowledged.
#[test]
#[ignore = "started by other tests as a process of its own"]
fn child() {
    let Ok(dir) = std::env::var("STORE_OF_CHILD") else { return };
    let documents: usize = std::env::var("DOCUMENTS_OF_CHILD").unwrap().parse().unwrap();
    let mut store = match Store::open(Path::new(&dir), Mode::Write) {
        Ok(store) => store,
        Err(error) => return println!("FAILED {error}"),
    };
    let start: usize = store.documents().map(|(_, entry)| entry.hash["hash ".len()..].parse::<usize>().unwrap() + 1).max().unwrap_or(0);
    println!("OPEN");
    for version in start..start + 10_000 {
        let mut batch = store.batch();
        for i in 0..documents {
            let id = format!("d{i}");
            let done = if version % 3 == 2 && i % 4 == 1 {
                batch.remove_document(&id).map(drop)
            } else {
                batch.replace_document(&id, &format!("hash {version}"), &iri(&id), quads(&id, version))
            };
            if let Err(error) = done {
                return println!("FAILED {error}");
            }
        }
        match batch.commit() {
            Ok(()) => println!("ACK {version}"),
            Err(error) => return println!("FAILED {error}"),
        }
    }
}

fn spawn(dir: &Path, documents: usize) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("STORE_OF_CHILD", dir)
        .env("DOCUMENTS_OF_CHILD", documents.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("OPEN") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0 && !line.contains("FAILED"), "the child did not open the store: {line}");
    }
    (child, out)
}

/// Kills a writing process after some time; gives how many batches it had acknowledged and how many documents had to be
/// cleared. Each document must be whole, in the version acknowledged or the one begun after it, or cleared and said to be.
fn kill_and_look(dir: &Path, documents: usize, after: Duration) -> (usize, usize) {
    let (mut child, out) = spawn(dir, documents);
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let acks: Vec<usize> = out.lines().map_while(Result::ok).filter_map(|line| line.rsplit_once("ACK ")?.1.parse().ok()).collect();
    let store = Store::open(dir, Mode::Read).unwrap();
    store.integrity().unwrap();
    let cleared: Vec<&Key> = store.repairs().iter().map(|repair| if let Repair::Unfinished(key) = repair { key } else { panic!("{repair}") }).collect();
    let held: BTreeMap<&str, usize> = store.documents().map(|(id, entry)| (id, entry.hash["hash ".len()..].parse().unwrap())).collect();
    for (id, version) in &held {
        let mut expected = quads(id, *version);
        expected.sort_by_key(Quad::to_string);
        assert_eq!(store.quads_of_graph(iri(id).as_ref()).unwrap(), expected, "{id}");
        assert!(acks.last().is_none_or(|last| version >= last), "{id} fell back to {version}");
    }
    if let Some(last) = acks.last() {
        for i in 0..documents {
            let id = format!("d{i}");
            let removed = (*last..=last + 1).any(|version| version % 3 == 2 && i % 4 == 1);
            assert!(held.contains_key(id.as_str()) || removed || cleared.contains(&&Key::document(&id)), "{id} is gone");
        }
    }
    assert_eq!(store.quads().unwrap().len() as u64, store.entries().values().map(|entry| entry.quads).sum::<u64>());
    (acks.len(), cleared.len())
}

/// Milliseconds below a bound, the same in every run.
fn milliseconds(below: u64) -> impl Iterator<Item = Duration> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(Duration::from_millis(state % below))
    })
}

#[test]
fn a_process_killed_at_any_time_loses_nothing_acknowledged_and_leaves_nothing_half_done() {
    let home = tempfile::tempdir().unwrap();
    let seen: Vec<(usize, usize)> = milliseconds(300).take(20).map(|after| kill_and_look(&home.path().join("s"), 12, after)).collect();
    let (acknowledged, cleared) = seen.iter().fold((0, 0), |sum, seen| (sum.0 + seen.0, sum.1 + seen.1));
    eprintln!("{acknowledged} batches acknowledged, {cleared} documents cleared in 20 kills");
    assert!(acknowledged > 0, "no child came to acknowledge anything");
}

#[test]
fn a_process_killed_while_it_loads_many_new_documents_leaves_all_or_nothing_of_them() {
    for after in milliseconds(250).take(8) {
        let home = tempfile::tempdir().unwrap();
        kill_and_look(&home.path().join("s"), 600, after);
    }
}

#[test]
fn two_processes_do_not_write_at_once() {
    let home = tempfile::tempdir().unwrap();
    let (mut child, _out) = spawn(home.path(), 3);
    let refused = error(Store::open(home.path(), Mode::Write)).to_string();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(refused.contains(&format!("in use by process {}; wait for it or use another --store", child.id())), "{refused}");
    Store::open(home.path(), Mode::Write).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_one_clear_line_and_costs_nothing_that_was_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(home.path()).stderr(Stdio::null()).status();
    if !mounted.is_ok_and(|status| status.success()) {
        return eprintln!("skipped: no right to mount a small file system here");
    }
    let dir = home.path().join("s");
    let outcome = std::panic::catch_unwind(|| {
        let mut store = Store::open(&dir, Mode::Write).unwrap();
        let mut acknowledged = Vec::new();
        let full = loop {
            let id = format!("d{}", acknowledged.len());
            let graph = iri(&id);
            let text = format!("{id} {}", id.repeat(100_000));
            match store.replace_document(&id, "h", &graph, [Quad::new(graph.clone(), graph.clone(), Literal::from(text), graph.clone())]) {
                Ok(()) => acknowledged.push(id),
                Err(error) => break error,
            }
            assert!(acknowledged.len() < 1000, "the disk never filled");
        };
        assert!(full.to_string().contains("no space left"), "{full}");
        assert!(matches!(store.remove_document("d0"), Err(StoreError::Stopped(_))));
        drop(store);
        Command::new("mount").args(["-o", "remount,size=64m"]).arg(home.path()).status().unwrap();
        let store = Store::open(&dir, Mode::Write).unwrap();
        assert!(acknowledged.iter().all(|id| store.is_current(id, "h")), "{:?}", store.repairs());
        store.integrity().unwrap();
        eprintln!("{} documents acknowledged before the disk was full", acknowledged.len());
    });
    Command::new("umount").arg("-l").arg(home.path()).status().unwrap();
    outcome.unwrap();
}
