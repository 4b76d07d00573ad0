//! The commands that ask a store, from outside: what each prints, which files it leaves, how it ends.

mod home;

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::{self, Stdio},
};

use home::{AUDIENCE, Home, VISIT, one_line, tree};
use serde_json::Value;
use silkgraph::store::{Mode, Store};

#[test]
fn what_does_not_keep_to_the_shapes_is_told_line_by_line() {
    let home = Home::with_store();
    let said = home.run(&["check"]).success();
    said.stdout(predicates::str::contains("the store is sound")).stdout(predicates::str::contains("the graph keeps to its shapes"));
    {
        // Past the guard of the build.
        let mut store = Store::open(&home.path("silkgraph.db"), Mode::Write).unwrap();
        let (hash, graph) = store.documents().find(|(id, _)| *id == "visit").map(|(_, entry)| (entry.hash.clone(), entry.graph.clone())).unwrap();
        let quads = store.quads_of_graph(graph.as_ref()).unwrap().into_iter().filter(|quad| !quad.predicate.as_str().ends_with("#person"));
        store.replace_document("visit", &hash, &graph, quads).unwrap();
    }
    home.run(&["check", "--store-integrity"]).success();
    let said = home.run(&["check", "--shapes"]).code(1);
    let said = String::from_utf8_lossy(&said.get_output().stdout).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    // The other office stands in the other document as well.
    assert!(lines[0].starts_with("office-") && lines[0].ends_with("  sg:person  -  takes 1 Person"), "{said}");
    assert_eq!(lines[1..], ["1 violation of the shapes"]);
    let said = home.run(&["check", "--format", "json"]).code(1);
    let wrong: Value = serde_json::from_slice(&said.get_output().stdout).unwrap();
    assert_eq!((&wrong[0]["check"], &wrong[0]["path"], wrong.as_array().unwrap().len()), (&"shapes".into(), &"sg:person".into(), 1));
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
    one_line(home.run(&["query", "q.rq"]), 2, &["--file q.rq"]);
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
    // How it was made out, and of whom it speaks.
    assert!(report["resolution"].as_array().unwrap().iter().any(|row| row["entity"] == "person/ilham-aliyev" && row["within"] == true), "{report}");
    for wanted in ["person/ilham-aliyev", "Ilham Aliyev"] {
        let shown = home.run(&["explain", wanted]).success();
        let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
        for part in ["Person Ilham Aliyev", "known beforehand", "visit: ", iri, "what would change it:"] {
            assert!(shown.contains(part), "{part:?} is not in {shown}");
        }
    }
    assert_eq!(home.json(&["explain", "person/ilham-aliyev", "--format", "json"])["known"], true);
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
        ["DATE", "2024-05-06", "lundi"],
        ["TIME", "2024-05-06T09:30", "9 h 30"],
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

/// A store holds thousands of known entities beside the few of a document: a question that multiplies them never ends.
#[test]
fn every_shipped_question_is_answered_without_parameters() {
    let home = Home::with_store();
    let listed = home.run(&["query", "--list"]).success();
    let listed = String::from_utf8_lossy(&listed.get_output().stdout).into_owned();
    let names = silkgraph::query::Named::all().unwrap();
    for named in names {
        assert!(listed.contains(named.name.as_str()), "{} is not listed", named.name);
        home.run(&["query", "--name", &named.name, "--format", "csv", "--timeout", "15"]).success();
    }
}
