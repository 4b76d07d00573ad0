//! The sample documents, read as the main job reads them: their exports to the byte, and how many of the annotated facts are found.
//!
//! `SILKGRAPH_UPDATE=1` writes `exports/` anew instead of comparing.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    env, fs,
    path::{Path, PathBuf},
};

use oxigraph::model::Quad;
use serde::Deserialize;
use silkgraph::{
    export::{self, Format},
    fact::{self, Cardinality, Reading, SlotKind, Spec, Value},
    graph::{Base, Records, vocabulary::PREFIXES},
    knowledge::Knowledge,
    lang::{Languages, folded},
    model::Document,
    pipeline::{Build, Pipeline},
    read,
    store::Store,
};

/// What `make run` writes, and where in the folder.
const EXPORTS: [(Format, &str); 4] = [(Format::Graphml, ""), (Format::Csv, "csv"), (Format::Jsonl, "jsonl"), (Format::Turtle, "")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pipeline() -> Pipeline {
    Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap())
}

fn documents() -> impl Iterator<Item = Result<Document, silkgraph::model::Skipped>> + Send {
    static OPTIONS: std::sync::LazyLock<read::Options> = std::sync::LazyLock::new(read::Options::default);
    read::read([root().join("seeds/documents")], &OPTIONS, read::Pages::bundled())
}

/// Reads the documents into a new store and writes its exports to a folder.
fn export_to(folder: &Path) {
    let (pipeline, base) = (pipeline(), Base::default());
    let mut store = Store::memory().unwrap();
    let summary = Build::new(&pipeline, &base).run(&mut store, documents(), &mut |_| {}).unwrap();
    assert_eq!(summary.read(), 20);
    let mut records = Records::default();
    for (_, entry) in store.documents() {
        records.add_document(store.quads_of_graph(entry.graph.as_ref()).unwrap(), &base).unwrap();
    }
    records.complete(store.quads_of_graph(base.knowledge_graph().as_ref()).unwrap(), &base);
    records.merge(store.quads_of_graph(base.derived_graph().as_ref()).unwrap(), &base);
    let own = ("sg".to_owned(), base.namespace());
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned())).chain([own]).collect();
    let options = export::Options { base: base.as_str().to_owned(), prefixes, raw: false };
    for (format, name) in EXPORTS {
        let quads = store.entries().values().flat_map(|entry| store.quads_of_graph(entry.graph.as_ref()).unwrap());
        export::export(format, &records, quads.map(Ok::<Quad, Infallible>), &folder.join(name), &options).unwrap();
    }
}

/// The files of a folder by their path from there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    entries.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

/// Where two files part: the first line that differs.
fn first_difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let line = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    let show = |text: &str| text.lines().nth(line).unwrap_or("(its end)").chars().take(300).collect::<String>();
    format!("line {}\n  - {}\n  + {}", line + 1, show(&old), show(&new))
}

#[test]
fn the_exports_are_those_that_are_kept() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    export_to(first.path());
    export_to(second.path());
    let new = files(first.path());
    assert!(new == files(second.path()), "reading the documents twice gives different files");
    let kept = root().join("exports");
    if env::var_os("SILKGRAPH_UPDATE").is_some_and(|value| value == "1") {
        if kept.is_dir() {
            fs::remove_dir_all(&kept).unwrap();
        }
        for (path, bytes) in &new {
            fs::create_dir_all(kept.join(path).parent().unwrap()).unwrap();
            fs::write(kept.join(path), bytes).unwrap();
        }
    }
    let old = files(&kept);
    let names: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
    let differences = names.into_iter().filter_map(|name| match (old.get(name), new.get(name)) {
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(format!("{}: {}", name.display(), first_difference(old, new))),
        (None, _) => Some(format!("{} is not in exports/", name.display())),
        (_, None) => Some(format!("{} is no longer written", name.display())),
    });
    let differences: Vec<String> = differences.collect();
    assert!(differences.is_empty(), "run with SILKGRAPH_UPDATE=1 where this is meant:\n{}", differences.join("\n"));
}

/// A file of `tests/gold/`.
#[derive(Deserialize)]
struct Gold {
    lang: String,
    entities: Vec<GoldEntity>,
    facts: Vec<BTreeMap<String, serde_json::Value>>,
}

#[derive(Deserialize)]
struct GoldEntity {
    r#type: String,
    name: String,
    aliases: Vec<String>,
}

/// What a fact is recognised by: its type, the terms and numbers that tell it from others, and the entities.
struct Key {
    spec: &'static Spec,
    terms: Vec<String>,
    entities: BTreeSet<String>,
}

impl Key {
    /// A key from the words of each slot; `is_entity` tells the names of entities from other words.
    fn new(spec: &'static Spec, is_entity: impl Fn(&str) -> bool, words: impl Fn(&str) -> Vec<String>) -> Self {
        let single = spec.slots.iter().filter(|slot| slot.identity && slot.cardinality == Cardinality::One);
        let terms = single.filter(|slot| matches!(slot.kind, SlotKind::Term(_) | SlotKind::Number)).flat_map(|slot| words(slot.name)).collect();
        let named = |identity: bool| {
            let slots = spec.slots.iter().filter(move |slot| slot.identity || !identity);
            slots.filter(|slot| matches!(slot.kind, SlotKind::Entity | SlotKind::Topic(_))).flat_map(|slot| words(slot.name))
        };
        let identity = spec.slots.iter().any(|slot| slot.identity && matches!(slot.kind, SlotKind::Entity | SlotKind::Topic(_)));
        Self { spec, terms, entities: named(identity).filter(|word| is_entity(word)).collect() }
    }

    /// Whether both say the same of mostly the same: at least half of the larger set of entities is shared.
    fn fits(&self, other: &Self) -> bool {
        let shared = self.entities.intersection(&other.entities).count();
        self.spec == other.spec && self.terms == other.terms && 2 * shared >= self.entities.len().max(other.entities.len())
    }
}

fn gold_keys(gold: &Gold) -> Vec<Key> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => number.as_f64().unwrap().to_string(),
        other => other.to_string(),
    };
    let key = |fact: &BTreeMap<String, serde_json::Value>| {
        let words = |slot: &str| match fact.get(slot) {
            Some(serde_json::Value::Array(list)) => list.iter().map(text).collect(),
            other => other.map(text).into_iter().collect(),
        };
        let is_entity = |word: &str| gold.entities.iter().any(|entity| entity.name == word);
        Key::new(fact::spec(fact["type"].as_str().unwrap()).unwrap(), is_entity, words)
    };
    gold.facts.iter().map(key).collect()
}

/// What is told as less likely than this is told as a guess: a wrong one counts against the guesses alone.
const SURE: f64 = 0.65;

/// The facts of a reading, and whether each is told as sure; entities that the annotation has under another spelling take its name.
fn found_keys(reading: &Reading, gold: &Gold) -> Vec<(Key, bool)> {
    let name = |id: &silkgraph::model::EntityId| {
        let entity = reading.entities.iter().find(|entity| entity.id == *id).unwrap();
        let aliases = entity.aliases.iter().map(|(_, alias)| alias);
        let own: BTreeSet<String> = entity.labels.values().chain([&entity.name]).chain(aliases).map(|name| folded(name)).collect();
        let same = |known: &&GoldEntity| known.r#type == id.kind().name() && known.aliases.iter().chain([&known.name]).any(|name| own.contains(&folded(name)));
        gold.entities.iter().find(|known| known.name == entity.name).or_else(|| gold.entities.iter().find(same)).map_or(&entity.name, |known| &known.name)
    };
    let key = |claim: &fact::Claim| {
        let slots = claim.fact.slots();
        let word = |value: &Value| match value {
            Value::Entity(id) => format!("\u{1}{}", name(id)),
            Value::Term(text) | Value::Text(text) => text.to_string(),
            Value::When(when) => when.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
        };
        let mut key = Key::new(claim.fact.spec(), |word| word.starts_with('\u{1}'), |slot| slots.get(slot).map(word).collect());
        key.entities = key.entities.iter().map(|name| name.trim_start_matches('\u{1}').to_owned()).collect();
        (key, claim.confidence >= SURE)
    };
    reading.claims.iter().map(key).collect()
}

/// How many facts are annotated, how many were found, how many of these are the same.
#[derive(Clone, Copy, Default)]
struct Count {
    gold: usize,
    found: usize,
    right: usize,
}

/// The least shares that must be reached.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    recall: f64,
    precision: f64,
}

#[test]
fn as_many_of_the_annotated_facts_are_found_as_before() {
    let pipeline = pipeline();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for document in documents() {
        let document = document.unwrap();
        let gold = fs::read_to_string(root().join("tests/gold").join(&document.id).with_extension("json")).unwrap();
        let gold: Gold = serde_json::from_str(&gold).unwrap();
        if gold.lang != "fr" {
            continue;
        }
        let wanted = gold_keys(&gold);
        let mut found = found_keys(&pipeline.read(document), &gold);
        for (key, sure) in &found {
            counts.entry(if *sure { key.spec.name } else { "guesses" }).or_default().found += 1;
        }
        for key in &wanted {
            let count = counts.entry(key.spec.name).or_default();
            count.gold += 1;
            if let Some(at) = found.iter().position(|(other, _)| key.fits(other)) {
                count.right += 1;
                if !found.swap_remove(at).1 {
                    count.found += 1;
                    let guesses = counts.entry("guesses").or_default();
                    (guesses.right, guesses.gold) = (guesses.right + 1, guesses.gold + 1);
                }
            }
        }
    }
    let sure = counts.iter().filter(|(name, _)| **name != "guesses").map(|(_, count)| count);
    let total = sure.fold(Count::default(), |sum, count| Count { gold: sum.gold + count.gold, found: sum.found + count.found, right: sum.right + count.right });
    counts.insert("all", total);
    let floors: BTreeMap<String, Floor> = toml::from_str(include_str!("floors.toml")).unwrap();
    let mut low = Vec::new();
    let mut table = String::new();
    for (name, count) in &counts {
        let share = |of: usize| if of == 0 { 1.0 } else { count.right as f64 / of as f64 };
        let (recall, precision) = (share(count.gold), share(count.found));
        table += &format!("{name:<12} recall {recall:.3} of {:<4} precision {precision:.3} of {}\n", count.gold, count.found);
        match floors.get(*name) {
            Some(floor) if recall >= floor.recall && precision >= floor.precision => {}
            Some(floor) => low.push(format!("{name} is below recall {} or precision {}", floor.recall, floor.precision)),
            None => low.push(format!("{name} has no floor")),
        }
    }
    print!("{table}");
    assert!(low.is_empty(), "{}\n{table}", low.join("\n"));
}
