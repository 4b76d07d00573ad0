//! The program from outside: what each command prints, which files it leaves, how it ends.
//! Long because it is a list of promises: one short test each, with nothing shared but a folder.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{self, Stdio},
};

use assert_cmd::{Command, assert::Assert};
use serde_json::Value;
use silkgraph::store::{Mode, Store};

/// A dispatch with offices in it.
const AUDIENCE: &str = "Audience à l’Akorda\n\nLe président du Kazakhstan, Kassym-Jomart Tokaïev, a reçu le président de la Turquie, Recep Tayyip Erdoğan.\n";
/// Another one.
const VISIT: &str = "Une visite à Bakou\n\nLe président de l’Azerbaïdjan, Ilham Aliyev, a accueilli le président du Kazakhstan, Kassym-Jomart Tokaïev.\n";

/// A folder for one test: texts, a store, whatever a command writes.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the two dispatches in `in`.
    fn with_texts() -> Self {
        let home = Self::new();
        home.write("in/audience.txt", AUDIENCE);
        home.write("in/visit.txt", VISIT);
        home
    }

    /// With a store of the two dispatches.
    fn with_store() -> Self {
        let home = Self::with_texts();
        home.run(&["build", "in", "--quiet"]).success().stdout("").stderr("");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_silkgraph"));
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Assert {
        self.command(arguments).assert()
    }

    /// What the command prints, read as JSON.
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.run(arguments).get_output().stdout).unwrap()
    }

    fn ledger(&self) -> Vec<u8> {
        fs::read(self.path("silkgraph.db/ledger.jsonl")).unwrap()
    }

    /// The flat facts of the store.
    fn facts(&self) -> Vec<Value> {
        self.run(&["export", "--format", "jsonl", "--out", "facts"]).success();
        fs::read_to_string(self.path("facts/facts.jsonl")).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Every file under a folder, by its path from there.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

/// The command ended with this code, said one line on standard error, and these words are in it.
fn one_line(assert: Assert, code: i32, words: &[&str]) {
    let assert = assert.code(code);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said:?}");
    }
}

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
        ("nothing", "holds no text"),
    ];
    assert_eq!(lines.len(), wanted.len(), "{said}");
    for (origin, reason) in wanted {
        assert!(lines.iter().any(|line| line.contains(origin) && line.contains(reason)), "{origin}: {reason} is not in\n{said}");
    }
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&summary["documents"]["new"], summary["skipped"].as_array().unwrap().len()), (&Value::from(4), wanted.len()));
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
            let mut kept: Vec<String> = store.graph().iter().map(|quad| quad.unwrap().to_string() + " .\n").collect();
            kept.sort();
            fs::write(home.path("silkgraph.db/graph.nq"), kept.concat()).unwrap();
        }
    }
    let assert = home.run(&["build", "in/audience.txt", "--quiet"]).code(1);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(said.lines().any(|line| line.contains("\"visit\"") && line.contains("build it again")), "{said}");
    home.run(&["build", "in", "--quiet"]).success().stderr("");
}

#[test]
fn exports_are_whole_and_the_same_each_time() {
    let home = Home::with_texts();
    home.run(&["build", "in", "--quiet", "--exports", "one", "--jobs", "1"]).success();
    home.run(&["build", "in/visit.txt", "in/audience.txt", "--quiet", "--exports", "two", "--store", "other"]).success();
    let one = tree(&home.path("one"));
    for file in ["silkgraph.graphml", "silkgraph.ttl", "csv/nodes.csv", "csv/edges.csv", "csv/office.csv", "jsonl/facts.jsonl"] {
        assert!(one.get(Path::new(file)).is_some_and(|bytes| !bytes.is_empty()), "{file}");
    }
    assert!(one == tree(&home.path("two")), "the order of reading shows in the exports");
    for format in ["graphml", "csv", "jsonl", "turtle", "trig", "nquads", "jsonld"] {
        for out in ["a", "b"] {
            home.run(&["export", "--format", format, "--out", &format!("{out}/{format}")]).success().stderr("");
        }
    }
    assert!(tree(&home.path("a")) == tree(&home.path("b")));
    home.run(&["export", "--format", "xlsx", "--out", "x"]).code(2);
    home.write("file", "");
    one_line(home.run(&["export", "--format", "csv", "--out", "file"]), 3, &["file", "cannot be written"]);
}

#[test]
fn a_base_of_ones_own_is_kept() {
    let home = Home::with_texts();
    home.run(&["build", "in/visit.txt", "--quiet", "--base", "https://example.org/kg/"]).success();
    home.run(&["build", "in", "--quiet"]).success();
    assert!(home.facts().iter().all(|fact| fact["id"].as_str().unwrap().starts_with("https://example.org/kg/id/fact/")));
    one_line(home.run(&["build", "in", "--base", "https://example.org/other/"]), 2, &["https://example.org/kg/", "--store"]);
    home.run(&["build", "in", "--base", "no base"]).code(2);
}

#[test]
fn a_query_is_answered_in_each_format_and_changes_nothing() {
    let home = Home::with_store();
    let count = "SELECT (COUNT(?fact) AS ?n) { ?fact a sg:OfficeHolding }";
    let answer = home.json(&["query", count, "--format", "json"]);
    let offices: usize = answer["results"]["bindings"][0]["n"]["value"].as_str().unwrap().parse().unwrap();
    assert!(offices >= 3, "{answer}");
    home.run(&["query", count, "--format", "csv"]).success().stdout(format!("n\r\n{offices}\r\n"));
    home.write("q.rq", count);
    home.run(&["query", "--file", "q.rq", "--format", "csv"]).success().stdout(format!("n\r\n{offices}\r\n"));
    home.command(&["query", "-", "--format", "csv"]).write_stdin(count).assert().success().stdout(format!("n\r\n{offices}\r\n"));
    one_line(home.run(&["query", "INSERT DATA { <a:a> <a:b> <a:c> }"]), 2, &["update"]);
    one_line(home.run(&["query", "SELECT * { SERVICE <http://localhost/> {} }"]), 2, &["SERVICE"]);
    one_line(home.run(&["query", "SELECT"]), 2, &["not valid SPARQL"]);
    one_line(home.run(&["query"]), 2, &["--list"]);
    one_line(home.run(&["query", "--file", "none.rq"]), 3, &["none.rq"]);
    assert_eq!(home.json(&["query", count, "--format", "json"]), answer);
}

#[test]
fn shipped_questions_are_listed_and_asked_by_name() {
    let home = Home::with_store();
    let list = home.run(&["query", "--list"]).success();
    assert!(String::from_utf8_lossy(&list.get_output().stdout).contains("offices: "));
    let rows = home.run(&["query", "--name", "offices", "of=Kazakhstan", "--format", "csv"]).success();
    let rows = String::from_utf8(rows.get_output().stdout.clone()).unwrap();
    assert!(rows.contains("Tokayev") && !rows.contains("Aliyev"), "{rows}");
    one_line(home.run(&["query", "--name", "offices", "colour=red"]), 2, &["colour"]);
    one_line(home.run(&["query", "--name", "offices", "red"]), 2, &["key=value"]);
    one_line(home.run(&["query", "--name", "nonsense"]), 2, &["offices"]);
    one_line(home.run(&["query", "--name", "offices", "of=Atlantis"]), 1, &["Atlantis"]);
}

#[test]
fn a_fact_is_explained_by_iri_or_by_the_beginning_of_its_id() {
    let home = Home::with_store();
    let facts = home.facts();
    let fact = facts.iter().find(|fact| fact["document"] == "visit" && fact["of"]["name"] == "Azerbaijan").unwrap();
    let iri = fact["id"].as_str().unwrap();
    let id = iri.rsplit('/').next().unwrap();
    let quote = fact["evidence"]["text"].as_str().unwrap();
    assert!(VISIT.contains(quote));
    for wanted in [iri, id, &id[..id.len() - 2]] {
        let shown = home.run(&["explain", wanted]).success();
        let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
        for part in [iri, quote, "Ilham Aliyev", "stated by visit", fact["rule"].as_str().unwrap()] {
            assert!(shown.contains(part), "{part:?} is not in {shown}");
        }
    }
    let report = home.json(&["explain", id, "--format", "json"]);
    assert_eq!((&report["statements"], &report["documents"][0]["id"]), (&serde_json::json!([fact]), &Value::from("visit")));
    // The same office is held in both texts: one fact, two statements.
    let shared = facts.iter().find(|fact| fact["of"]["name"] == "Kazakhstan").unwrap()["id"].as_str().unwrap();
    assert_eq!(home.json(&["explain", shared, "--format", "json"])["statements"].as_array().unwrap().len(), 2);
    one_line(home.run(&["explain", "office-"]), 2, &["give more"]);
    one_line(home.run(&["explain", "nothing"]), 1, &["there is no fact `nothing`"]);
}

#[test]
fn annotate_shows_a_text_and_touches_no_store() {
    let home = Home::with_texts();
    let seen = home.json(&["annotate", "in/audience.txt", "--format", "json"]);
    let chars: Vec<char> = AUDIENCE.chars().collect();
    let mentions = seen["mentions"].as_array().unwrap();
    assert!(mentions.iter().any(|mention| mention["name"] == "Kassym-Jomart Tokayev"));
    for place in mentions.iter().chain(seen["parts"].as_array().unwrap()).chain(seen["facts"].as_array().unwrap().iter().map(|fact| &fact["evidence"])) {
        let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        assert_eq!(chars[start..end].iter().collect::<String>(), place["text"].as_str().unwrap());
    }
    home.run(&["build", "in/audience.txt", "--quiet"]).success();
    assert_eq!(seen["facts"], Value::from(home.facts()), "the store holds other facts than were shown");
    fs::remove_dir_all(home.path("silkgraph.db")).unwrap();
    home.command(&["annotate", "-"])
        .write_stdin("Le 5 mars 2024, 30 milliards de dollars.")
        .assert()
        .success()
        .stdout(predicates::str::contains("30000000000 USD"));
    // Time expressions of the whole text, the title and the date line included, in characters.
    let text = "Été à Och\n\nBakou, 3 mai 2024\n\nHier soir, la séance a duré deux heures. Elle reprendra lundi à 9 h 30.\n";
    let rows = home.command(&["annotate", "-", "--format", "timex", "--lang", "fr", "--published", "2024-05-04"]).write_stdin(text).assert().success();
    let rows = String::from_utf8(rows.get_output().stdout.clone()).unwrap();
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split('\t').collect()).collect();
    let chars: Vec<char> = text.chars().collect();
    for row in &rows {
        assert_eq!(chars[row[0].parse().unwrap()..row[1].parse().unwrap()].iter().collect::<String>(), row[4]);
    }
    let values: Vec<[&str; 3]> = rows.iter().map(|row| [row[2], row[3], row[4]]).collect();
    let expected = [
        ["DATE", "2024-05-03", "3 mai 2024"],
        ["TIME", "2024-05-03TEV", "Hier soir"],
        ["DURATION", "PT2H", "deux heures"],
        ["TIME", "2024-05-06T09:30", "lundi à 9 h 30"],
    ];
    assert_eq!(values, expected);
    home.run(&["annotate", "in/audience.txt", "--published", "mai"]).code(2).stderr(predicates::str::contains("is no date"));
    one_line(home.run(&["annotate", "missing.txt"]), 1, &["missing.txt"]);
    one_line(home.run(&["annotate", "in/audience.txt", "--language", "tlh"]), 2, &["tlh", "fr"]);
    assert!(!home.path("silkgraph.db").exists());
}

#[test]
fn what_is_removed_leaves_a_store_as_if_it_had_never_been_there() {
    let home = Home::with_store();
    home.run(&["remove", "visit"]).success().stdout("").stderr("");
    home.run(&["build", "in/audience.txt", "--quiet", "--store", "other"]).success();
    for (store, out) in [("silkgraph.db", "a.nq"), ("other", "b.nq")] {
        home.run(&["export", "--format", "nquads", "--out", out, "--store", store]).success();
    }
    assert!(fs::read(home.path("a.nq")).unwrap() == fs::read(home.path("b.nq")).unwrap());
    one_line(home.run(&["remove", "visit"]), 1, &["visit", "no such document"]);
}

#[test]
fn stats_count_the_store_and_the_knowledge() {
    let home = Home::with_store();
    let stats = home.json(&["stats", "--format", "json"]);
    let facts = home.facts();
    let distinct: std::collections::BTreeSet<&str> = facts.iter().filter(|fact| fact["type"] == "office").map(|fact| fact["id"].as_str().unwrap()).collect();
    let stated = facts.iter().filter(|fact| fact["type"] == "office").count();
    assert_eq!(stats["facts"]["office"], serde_json::json!({"facts": distinct.len(), "statements": stated}));
    assert!(stated > distinct.len(), "both texts name one office");
    let known = home.json(&["stats", "--knowledge", "--format", "json", "--store", "none"]);
    assert!(known["by_kind"]["Country"].as_u64().unwrap() > 190);
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_listening_is_no_failure_and_a_full_disk_is_one() {
    let home = Home::with_store();
    let arguments = ["completions", "query", "annotate"].map(|name| match name {
        "query" => vec!["query", "SELECT * { ?s ?p ?o }", "--format", "csv"],
        "annotate" => vec!["annotate", "in/visit.txt"],
        _ => vec!["completions", "bash"],
    });
    for arguments in arguments {
        let mut command = process::Command::new(env!("CARGO_BIN_EXE_silkgraph"));
        command.current_dir(home.0.path()).args(&arguments).stderr(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{arguments:?}");
        if let Ok(full) = File::create("/dev/full") {
            let output = command.stdout(full).output().unwrap();
            assert_eq!(output.status.code(), Some(3), "{arguments:?}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"), "{arguments:?}");
        }
    }
}

#[test]
fn help_and_completions_come_without_a_store() {
    let home = Home::new();
    home.run(&["--help"]).success().stdout(predicates::str::contains("Exit codes:"));
    home.run(&[]).code(2);
    home.run(&["build"]).code(2);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        home.run(&["completions", shell]).success().stdout(predicates::str::contains("annotate"));
    }
}
