//! A store whose writing process is killed, meets another one, or fills the disk. The test binary starts itself as that process.

mod small_store;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use oxigraph::model::{Literal, Quad};
use silkgraph::store::{Key, Mode, Repair, Store, StoreError};
use small_store::{error, iri, quads};

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
