//! A store whose files are damaged, cut short or gone: what was acknowledged is there, or its loss is named.

mod small_store;

use std::{
    fs,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

use silkgraph::store::{Mode, Repair, Store, StoreError};
use small_store::{error, filled, iri, quads, write};

fn flip(path: &Path, at: u64) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 1]).unwrap();
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

/// Without RocksDB all quads are in one file.
#[cfg(not(feature = "rocksdb"))]
mod file {
    use super::*;

    #[test]
    fn a_document_is_added_at_the_end_and_dead_quads_are_dropped_in_time() {
        let home = tempfile::tempdir().unwrap();
        filled(home.path(), 300);
        let file = home.path().join("graph.nq");
        let before = fs::read(&file).unwrap();
        let mut store = Store::open(home.path(), Mode::Write).unwrap();
        write(&mut store, "d7", 1);
        store.remove_document("d8").unwrap();
        let after = fs::read(&file).unwrap();
        assert!(after.starts_with(&before) && after.len() < before.len() + 2000, "{} and {} bytes", before.len(), after.len());
        let mut longest = 0;
        for version in 2..40 {
            let mut batch = store.batch();
            for i in (0..300).filter(|i| *i != 8) {
                let id = format!("d{i}");
                batch.replace_document(&id, "h", &iri(&id), quads(&id, version)).unwrap();
            }
            batch.commit().unwrap();
            longest = longest.max(fs::metadata(&file).unwrap().len());
        }
        assert!(longest < 4 * before.len() as u64 + (1 << 20), "{longest} bytes for {}", before.len());
        drop(store);
        let store = Store::open(home.path(), Mode::Read).unwrap();
        assert_eq!(store.quads().unwrap().len(), 299 * quads("d0", 39).len());
        store.integrity().unwrap();
    }

    #[test]
    fn a_damaged_place_costs_the_documents_that_stand_there_and_no_other() {
        let home = tempfile::tempdir().unwrap();
        filled(home.path(), 20);
        let file = home.path().join("graph.nq");
        let sound = fs::read(&file).unwrap();
        for at in (0..sound.len() as u64).step_by(331) {
            flip(&file, at);
            match Store::open(home.path(), Mode::Write) {
                Err(StoreError::Damaged { damage, .. }) => assert!(damage.losses.len() <= 2, "byte {at}: {damage}"),
                Err(other) => panic!("byte {at}: {other}"),
                Ok(store) => store.integrity().unwrap(),
            }
            assert_eq!(fs::read(&file).unwrap().len(), sound.len(), "who refuses a store changes nothing");
            fs::write(&file, &sound).unwrap();
        }
        fs::write(&file, &sound[..sound.len() - 40]).unwrap();
        let seen = error(Store::open(home.path(), Mode::Write)).to_string();
        assert!(seen.contains("document \"d9\" (0 of 10 quads)"), "{seen}");
        let mut store = Store::open(home.path(), Mode::Repair).unwrap();
        assert_eq!(store.repairs().len(), 1);
        write(&mut store, "d9", 0);
        drop(store);
        assert_eq!(Store::open(home.path(), Mode::Read).unwrap().quads().unwrap().len(), 200);
    }

    #[test]
    fn what_is_half_written_behind_the_end_is_left_out() {
        let home = tempfile::tempdir().unwrap();
        filled(home.path(), 3);
        let file = home.path().join("graph.nq");
        let mut half = fs::read(&file).unwrap();
        half.extend(b"\n# graph https://example.org/d3\n<https://example.org/d3> <https://exam");
        fs::write(&file, &half).unwrap();
        let mut store = Store::open(home.path(), Mode::Write).unwrap();
        write(&mut store, "d4", 0);
        drop(store);
        let store = Store::open(home.path(), Mode::Read).unwrap();
        assert_eq!(store.quads().unwrap().len(), 40);
        store.integrity().unwrap();
    }
}
