//! `silkgraph build` from outside: what it reads, says and leaves, whatever it is given.

mod home;

use std::{
    fs::{self, File},
    process,
};

use home::{AUDIENCE, Home, VISIT, one_line, tree};
use serde_json::Value;
use silkgraph::store::{Mode, Store};

#[test]
fn a_build_says_what_it_did_and_a_second_one_changes_nothing() {
    let home = Home::with_texts();
    let summary = home.json(&["build", "in", "--format", "json"]);
    assert_eq!(summary["documents"], serde_json::json!({"read": 2, "new": 2, "changed": 0, "unchanged": 0}));
    assert!(summary["facts"]["office"].as_u64().unwrap() >= 4, "{summary}");
    assert!(summary["entities"].as_u64().unwrap() >= 6, "{summary}");
    assert_eq!(home.facts().len() as u64, summary["facts"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>());

    let ledger = home.ledger();
    let again = home.json(&["build", "in", "--format", "json"]);
    assert_eq!(again["documents"], serde_json::json!({"read": 2, "new": 0, "changed": 0, "unchanged": 2}));
    assert_eq!(home.ledger(), ledger, "the ledger grew");
    let facts = home.facts();
    let forced = home.json(&["build", "in", "--format", "json", "--force"]);
    assert_eq!((&forced["documents"]["changed"], home.facts()), (&Value::from(2), facts));
}

#[test]
fn a_changed_document_is_replaced_and_one_left_out_stays() {
    let home = Home::with_store();
    let facts = home.facts();
    let of = |facts: &[Value], id: &str| facts.iter().filter(|fact| fact["document"] == id).cloned().collect::<Vec<_>>();
    home.write("in/audience.txt", "Une phrase sans rien.");
    let summary = home.json(&["build", "in/audience.txt", "--format", "json"]);
    assert_eq!(summary["documents"], serde_json::json!({"read": 1, "new": 0, "changed": 1, "unchanged": 0}));
    let after = home.facts();
    assert!(!of(&facts, "audience").is_empty() && of(&after, "audience").is_empty());
    assert_eq!(of(&facts, "visit"), of(&after, "visit"));
}

#[test]
fn bad_inputs_are_told_one_by_one_and_the_rest_is_read() {
    let home = Home::with_texts();
    home.write("bad/empty.txt", "");
    home.write("bad/latin.txt", b"Le pr\xE9sident kazakh.");
    home.write("bad/records.jsonl", "{\"id\": \"a\", \"text\": \"Un texte.\"}\n{\"id\": \n[]\n{\"id\": \"b\", \"text\": \"Un autre.\"}\n");
    fs::create_dir(home.path("nothing")).unwrap();
    let assert = home.run(&["build", "missing.txt", "bad", "nothing", "in", "--format", "json"]).code(1);
    let output = assert.get_output();
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    let wanted = [
        ("missing.txt", "no such file"),
        ("empty.txt", "holds no text"),
        ("latin.txt", "byte 5"),
        ("records.jsonl:2", "no article record"),
        ("records.jsonl:3", "no article record"),
        ("nothing", "no .txt, .md or .jsonl file"),
    ];
    assert_eq!(lines.len(), wanted.len(), "{said}");
    for (origin, reason) in wanted {
        assert!(lines.iter().any(|line| line.contains(origin) && line.contains(reason)), "{origin}: {reason} is not in\n{said}");
    }
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&summary["documents"]["new"], summary["skipped"].as_array().unwrap().len()), (&Value::from(4), wanted.len()));
    assert_eq!(summary["findings"], Value::from(0));
    home.run(&["check", "--store-integrity"]).success();
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told_too() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_texts();
    fs::set_permissions(home.path("in/visit.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(home.path("in/visit.txt")).is_ok() {
        return; // Nothing is closed to the superuser.
    }
    one_line(home.run(&["build", "in", "--quiet"]), 1, &["visit.txt", "cannot be read"]);
}

#[test]
fn a_long_line_is_read_or_told_but_stops_nothing() {
    let home = Home::with_texts();
    home.write("in/long.txt", "mot ".repeat(1 << 16));
    home.write("in/longer.txt", "m".repeat(50 << 20));
    one_line(home.run(&["build", "in", "--quiet"]), 1, &["longer.txt", "52428800 bytes"]);
    assert_eq!(home.json(&["stats", "--format", "json"])["documents"], 3);
}

/// Bytes that a terminal, a spreadsheet or an XML reader would stumble over; line ends and tabs are not among them.
fn controls(bytes: &[u8]) -> Vec<char> {
    let steers = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    String::from_utf8(bytes.to_vec()).unwrap().chars().filter(steers).collect()
}

#[test]
fn hostile_names_stay_names() {
    let home = Home::new();
    let ids = ["../../outside", "a/b\\c", "esc\u{1b}[2J", "bidi\u{202E}txt.exe", "=1+1", "two\nlines", "--help", "."];
    let line = |id: &&str| serde_json::json!({"id": id, "text": VISIT, "title": "=HYPERLINK(\"http://x\")", "source": id}).to_string() + "\n";
    home.write("in/articles.jsonl", ids.iter().map(line).collect::<String>());
    home.write("in/quiet\u{7}\u{1b}]0;x\u{7}.txt", "");
    let told = home.run(&["build", "in", "--quiet", "--exports", "out"]).code(1).get_output().stderr.clone();
    assert_eq!((controls(&told), String::from_utf8(told).unwrap().lines().count()), (vec![], 1));
    let documents: Vec<Value> =
        fs::read_to_string(home.path("out/jsonl/documents.jsonl")).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    assert_eq!(documents.iter().map(|document| document["id"].as_str().unwrap()).collect::<Vec<_>>(), wanted);
    for (path, bytes) in tree(&home.path("out")) {
        assert_eq!(controls(&bytes), vec![], "{}", path.display());
    }
    let cells = fs::read_to_string(home.path("out/csv/documents.csv")).unwrap();
    assert!(cells.contains("'=1+1,") && cells.contains("\"'=HYPERLINK(") && !cells.contains("\n=1+1"), "{cells}");
    let fact = home.facts()[0]["id"].as_str().unwrap().to_owned();
    for arguments in [&["explain", &fact][..], &["query", "SELECT ?id { ?d sg:documentId ?id }"], &["stats"]] {
        assert_eq!(controls(&home.run(arguments).success().get_output().stdout), vec![], "{arguments:?}");
    }
    // What lies beside the folder of the test is not its own.
    assert_eq!(fs::read_dir(home.0.path()).unwrap().count(), 4, "in, out, facts and the store");
    home.run(&[&["remove", "--"], &ids[..]].concat()).success();
    assert_eq!(home.json(&["stats", "--format", "json"])["documents"], 0);
}

#[test]
fn records_that_are_broken_or_deep_are_told_and_the_rest_is_read() {
    let home = Home::new();
    let good = serde_json::json!({"id": "good", "text": VISIT}).to_string();
    let lines = [
        "{\"id\": \"cut\", \"text\": \"x".to_owned(),
        "{\"id\": 1.5, \"text\": \"x\"}".to_owned(),
        format!("{{\"id\": \"deep\", \"text\": {}1", "[".repeat(300_000)),
        format!("{{\"id\": \"open\", \"text\": \"x\", \"more\": {}", "{\"a\":".repeat(300_000)),
        "{\"id\": \"surrogate\", \"text\": \"\\ud800\"}".to_owned(),
        good,
    ];
    home.write("in/mixed.jsonl", lines.join("\n"));
    home.write("in/head.md", format!("---\nlang: fr\ntitle: Bakou : une visite\n---\n{VISIT}"));
    let assert = home.run(&["build", "in", "--format", "json"]).code(1);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    let told: Vec<&str> = said.lines().collect();
    assert_eq!(told.len(), 6, "{said}");
    assert!(told[0].contains("head.md") && told[0].contains("line 3 column") && told[0].contains("quotes"), "{said}");
    for (number, line) in told[1..].iter().enumerate() {
        assert!(line.contains(&format!("mixed.jsonl:{}: is no article record: ", number + 1)) && line.len() < 200, "{line}");
    }
    assert!(told[2].contains("neither a text nor a whole number"), "{said}");
    assert_eq!(serde_json::from_slice::<Value>(&assert.get_output().stdout).unwrap()["documents"]["new"], 1);
}

/// On a disk of its own, where the system lets an ordinary user make one.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_is_one_line_and_leaves_nothing_half_written() {
    let home = Home::with_texts();
    fs::create_dir(home.path("disk")).unwrap();
    let script = "mount -t tmpfs -o size=600k tmpfs disk || exit 77
        \"$0\" build in --quiet --store disk/store 2>first; echo $? >>codes
        mount -o remount,size=400m disk
        \"$0\" build in --quiet --store disk/store --exports disk/out 2>second; echo $? >>codes
        cp -r disk/out out; rm -r disk/out; mount -o remount,size=$(( $(du -sk disk | cut -f1) + 60 ))k disk
        \"$0\" build in --quiet --force --store disk/store --exports disk/out 2>third; echo $? >>codes
        mkdir small; mount -t tmpfs -o size=8k tmpfs small
        \"$0\" export --store disk/store --format csv --out small/csv 2>fourth; echo $? >>codes
        ls disk small >left
        mount -o remount,size=400m disk
        \"$0\" build in --quiet --store disk/store 2>/dev/null
        \"$0\" check --store disk/store >/dev/null; echo $? >>codes
        \"$0\" export --store disk/store --format jsonl --out last >/dev/null";
    let mut unshare = process::Command::new("unshare");
    let status = unshare.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_silkgraph")]).current_dir(home.0.path());
    let Ok(status) = status.status() else { return };
    if !home.path("codes").exists() {
        return assert!(!status.success());
    }
    let read = |name: &str| fs::read_to_string(home.path(name)).unwrap();
    assert_eq!(read("codes"), "3\n0\n3\n3\n0\n", "{}{}{}{}", read("first"), read("second"), read("third"), read("fourth"));
    for name in ["first", "third", "fourth"] {
        let said = read(name);
        let lines: Vec<&str> = said.lines().filter(|line| !line.contains("an earlier run stopped") && !line.contains("and so for")).collect();
        assert!(lines.len() == 1 && lines[0].to_lowercase().contains("no space left"), "{name}: {said}");
    }
    assert_eq!(read("left").lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), ["disk:", "store", "small:"], "something half-written was left");
    assert!(tree(&home.path("out/jsonl")) == tree(&home.path("last")), "the store is not what it was");
}

#[test]
fn nothing_read_is_not_nothing_wrong() {
    let home = Home::new();
    home.write("a.pdf", "%PDF");
    one_line(home.run(&["build", "a.pdf", "--quiet"]), 1, &["a.pdf", "none of .txt, .md, .jsonl"]);
}

#[test]
fn standard_input_is_an_article_or_one_a_line() {
    let home = Home::new();
    home.command(&["build", "-", "--quiet"]).write_stdin(AUDIENCE).assert().success();
    home.command(&["build", "-", "--quiet"]).write_stdin("{\"id\": \"one\", \"text\": \"Un texte.\"}\n").assert().success();
    assert_eq!(home.json(&["stats", "--format", "json"])["documents"], 2);
    home.run(&["remove", "stdin", "one"]).success();
}

#[test]
fn a_store_in_use_or_absent_or_foreign_is_one_line() {
    let home = Home::with_store();
    {
        let _held = Store::open(&home.path("silkgraph.db"), Mode::Write).unwrap();
        for arguments in [&["build", "in"][..], &["stats"], &["remove", "visit"]] {
            one_line(home.run(arguments), 3, &["in use", &process::id().to_string()]);
        }
    }
    one_line(home.run(&["stats", "--store", "none"]), 3, &["no store at none", "silkgraph build"]);
    assert!(!home.path("none").exists());
    one_line(home.run(&["remove", "x", "--store", "none"]), 3, &["no store at none"]);
    assert!(!home.path("none").exists(), "a store was made in order to remove from it");
    one_line(home.run(&["build", "in", "--store", "in"]), 3, &["is no silkgraph store"]);
}

#[test]
fn several_may_read_at_once() {
    let home = Home::with_store();
    let _held = Store::open(&home.path("silkgraph.db"), Mode::Read).unwrap();
    home.run(&["stats"]).success();
    home.run(&["query", "ASK {}"]).success().stdout("true\n");
}

#[test]
fn damage_is_named_and_a_build_mends_it() {
    let home = Home::with_store();
    let before = home.facts();
    let database = home.path("silkgraph.db/db");
    if database.exists() {
        fs::remove_dir_all(database).unwrap();
    } else {
        fs::remove_file(home.path("silkgraph.db/graph.nq")).unwrap();
    }
    one_line(home.run(&["stats"]), 3, &["lost its database", "silkgraph build"]);
    home.run(&["build", "in", "--quiet"]).success();
    assert_eq!(home.facts(), before);
    home.run(&["check"]).success();
}

#[test]
fn what_was_lost_and_is_not_read_again_is_told() {
    let home = Home::with_store();
    {
        // Past the ledger, as damage does it.
        let store = Store::open(&home.path("silkgraph.db"), Mode::Write).unwrap();
        let graph = store.documents().find(|(id, _)| *id == "visit").unwrap().1.graph.clone();
        store.graph().remove_named_graph(&graph).unwrap();
        if cfg!(not(feature = "rocksdb")) {
            let file = home.path("silkgraph.db/graph.nq");
            let text = fs::read_to_string(&file).unwrap();
            let kept: Vec<&str> = text.lines().filter(|line| !line.ends_with(&format!("{graph} ."))).collect();
            fs::write(file, kept.join("\n")).unwrap();
        }
    }
    let assert = home.run(&["build", "in/audience.txt", "--quiet"]).code(1);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(said.lines().any(|line| line.contains("\"visit\"") && line.contains("build it again")), "{said}");
    home.run(&["build", "in", "--quiet"]).success().stderr("");
}
