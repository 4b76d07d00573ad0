//! What was merged, as a user sees it: explained, asked for, exported, and gone with its documents.

use std::{collections::BTreeMap, fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

fn run(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("silkgraph").unwrap().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn facts(store: &str, folder: &Path) -> Vec<Value> {
    run(&["export", "--store", store, "--format", "jsonl", "--out", folder.to_str().unwrap()]);
    fs::read_to_string(folder.join("facts.jsonl")).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_visit_of_several_documents_is_explained_and_comes_apart() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("s");
    let store = store.to_str().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/documents");
    let paths = ["17-visite-etat-paris.md", "18-metaux-paris-astana.md", "19-reprise-visite-etat.md"].map(|name| seeds.join(name).to_str().unwrap().to_owned());
    run(&["build", "--store", store, "--quiet", &paths[0], &paths[1], &paths[2]]);

    let rows = facts(store, &home.path().join("out"));
    let mut visits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["type"] == "visit") {
        visits.entry(row["id"].as_str().unwrap()).or_default().push(row["claim"].as_str().unwrap());
    }
    assert_eq!(visits.len(), 1, "{visits:#?}");
    let (visit, claims) = visits.pop_first().unwrap();
    assert_eq!(claims.len(), 3);
    assert!(!claims.contains(&visit));

    // The fact may be meant by its own address or by that of a claim.
    for wanted in [visit, claims[1]] {
        let text = run(&["explain", "--store", store, wanted]);
        for part in [
            "date         2024-11-04/2024-11-05",
            "merged from 2 claims: visitor: the same; destination: the same; date: the one within the other; kind: the same, where given",
            "2 independent sources",
            "19-reprise-visite-etat is a copy of 17-visite-etat-paris",
            "without 18-metaux-paris-astana, visit-",
            "date         2024-11\n",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
    let json: Value = serde_json::from_str(&run(&["explain", "--store", store, "--format", "json", visit])).unwrap();
    assert_eq!((json["fact"].as_str(), json["derived"]["sources"].as_u64()), (Some(visit), Some(2)));
    assert_eq!(json["derived"]["claims"].as_object().unwrap().len(), 2);

    // Asked for, it is one.
    let answer = run(&["query", "--store", store, "--name", "meetings", "a=Kassym-Jomart Tokayev", "b=France", "--format", "csv"]);
    assert_eq!(answer.lines().filter(|line| line.contains("visit")).count(), 1, "{answer}");

    // What is named is part of what was counted.
    let memorandum = rows.iter().find(|row| row["kind"] == "memorandum").unwrap()["id"].as_str().unwrap();
    assert!(run(&["explain", "--store", store, memorandum]).contains("part of https://w3id.org/silkgraph/id/fact/agreement-"));

    run(&["remove", "--store", store, "18-metaux-paris-astana"]);
    let rows = facts(store, &home.path().join("out2"));
    assert!(rows.iter().all(|row| row["id"] == row["claim"]), "nothing is left to be merged");
    let other = home.path().join("t");
    let other = other.to_str().unwrap();
    run(&["build", "--store", other, "--quiet", &paths[2], &paths[0]]);
    let dump = |store: &str, name: &str| {
        let path = home.path().join(name);
        run(&["export", "--store", store, "--format", "nquads", "--out", path.to_str().unwrap()]);
        fs::read(path).unwrap()
    };
    assert!(dump(store, "s.nq") == dump(other, "t.nq"), "the store is not the one that never had the document");
    run(&["check", "--store", store]);
}

#[test]
fn what_does_not_fit_is_listed_and_explained() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("s");
    let store = store.to_str().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/documents");
    let paths = ["04-ambassadeur-de-france.md", "05-erdogan-akorda.txt"].map(|name| seeds.join(name).to_str().unwrap().to_owned());
    run(&["build", "--store", store, "--quiet", &paths[0], &paths[1]]);

    let check = Command::cargo_bin("silkgraph").unwrap().args(["check", "--store", store, "--findings", "--format", "json"]).output().unwrap();
    assert_eq!(check.status.code(), Some(1), "a severe finding fails the check");
    let found: Vec<Value> = serde_json::from_slice(&check.stdout).unwrap();
    let kinds: Vec<&str> = found.iter().map(|finding| finding["path"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["growth", "header-date", "sum", "event-date"]);

    let explain = |at: usize| run(&["explain", "--store", store, found[at]["focus"].as_str().unwrap()]);
    let sum = explain(2);
    for part in [
        "severe: sum denied: trade turnover of France\u{2013}Kazakhstan, 2024",
        "make 5,100,000,000 USD, not 5,500,000,000 USD",
        "stated by 04-ambassadeur-de-france",
        "rule indicator/",
        "what would change it:",
    ] {
        assert!(sum.contains(part), "{part} is not in\n{sum}");
    }
    let header = explain(1);
    for part in [
        "published 2025-07, but it speaks of Kazakhstan presidential election 2022 (2022-11-20) as to come",
        "about the document, dated 2025-07 (https://w3id.org/silkgraph/id/document/05-erdogan-akorda)",
        "follows from what is known of Kazakhstan presidential election 2022",
    ] {
        assert!(header.contains(part), "{part} is not in\n{header}");
    }
    let texts = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/documents");
    let marked = run(&["explain", "--store", store, found[2]["concerns"][0].as_str().unwrap(), "--texts", texts]);
    assert!(marked.matches("**").count() >= 2, "{marked}");
    // A fact tells what is found of it; the day of writing is an inference with its premises.
    let fact = found[2]["concerns"][0].as_str().unwrap();
    assert!(run(&["explain", "--store", store, fact]).contains("severe: sum denied"));
    let text = run(&[
        "query",
        "--store",
        store,
        "--format",
        "csv",
        "SELECT ?i ?value WHERE { ?i a sg:Inference ; sg:concerns ?d ; rdf:value ?value . ?d a sg:Document }",
    ]);
    let inference = text.lines().nth(1).and_then(|line| line.split_once(',')).unwrap();
    let json: Value = serde_json::from_str(&run(&["explain", "--store", store, "--format", "json", inference.0])).unwrap();
    assert_eq!((json["slot"].as_str(), json["kind"].as_str()), (Some("published"), Some("constraints")));
    assert!(!json["facts"].as_array().unwrap().is_empty() && !json["used"].as_array().unwrap().is_empty());
}
