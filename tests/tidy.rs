//! House rules that a machine can check: the order of the rooms, a heading on every file, short files, no words of any
//! natural language in the sources.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The most lines of a file that gives no reason for being longer.
const LINES: usize = 400;
/// How such a reason begins, at the top of the file.
const REASON: &str = "//! Long because ";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of a folder, by its path from the root, with its text.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root().join(folder)).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            found.push((entry.path().strip_prefix(root()).unwrap().to_owned(), fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found
}

fn all_files() -> Vec<(PathBuf, String)> {
    ["src", "tests", "benches", "examples"].iter().filter(|folder| root().join(folder).is_dir()).flat_map(|folder| files(folder)).collect()
}

/// The modules that a text names after `crate::`, on their own or in braces.
fn imports(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, path) in text.match_indices("crate::") {
        if text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &text[at + path.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            named.insert(word(rest));
            continue;
        };
        let (mut depth, mut start) = (0, true);
        for (at, char) in list.char_indices() {
            match char {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                char if start && char.is_alphabetic() => {
                    named.insert(word(&list[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    named
}

fn word(text: &str) -> String {
    text.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

/// The modules in the order of `lib.rs`.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))).map(word).collect()
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use crate::fact; use crate::{lang::{a, b}, model::{c, d::{e}}, read}; $crate::graph::x; my_crate::not::this";
    let found: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(found, ["fact", "graph", "lang", "model", "read"]);
}

#[test]
fn no_room_imports_a_later_one() {
    let rooms = rooms();
    assert_eq!((rooms.first().map(String::as_str), rooms.last().map(String::as_str)), (Some("model"), Some("cli")));
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let mut wrong = Vec::new();
    for (path, text) in files("src") {
        let room = path.components().nth(1).unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        let Some(own) = place(&room) else { continue };
        for import in imports(&text) {
            if place(&import).is_some_and(|other| other > own) {
                wrong.push(format!("{} imports the later room `{import}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_and_long_ones_say_why() {
    let mut wrong = Vec::new();
    for (path, text) in all_files() {
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not open with a //! line", path.display()));
        }
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
        let lines = text.lines().count();
        let long = lines > LINES && !head.iter().any(|line| line.starts_with(REASON));
        if long {
            wrong.push(format!("{} has {lines} lines and no `{REASON}…` at its top", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_words_of_a_natural_language_stand_in_the_sources() {
    // Accented letters beside plain ones, and runs of letters of other scripts: classes of characters in a pattern are neither.
    let words = regex::Regex::new(r#""[^"]*(?:[a-z][à-öø-ÿœ]|[à-öø-ÿœ][a-z]|[а-яё]{2}|\p{Arabic}{2}|\p{Han}{2})[^"]*""#).unwrap();
    let mut wrong = Vec::new();
    for (path, text) in files("src") {
        let name = path.file_stem().unwrap().to_string_lossy();
        if name.contains("tests") || name == "sample" {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line = line.split("//").next().unwrap_or_default();
            if words.is_match(line) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "words belong in seeds/lang: {wrong:#?}");
}

/// RocksDB's bindings do not compile where bindgen and prettyplease come to speak of two versions of syn, to which a fresh
/// resolution of either leads.
#[test]
fn bindgen_and_prettyplease_share_a_syn() {
    let lock: toml::Table = toml::from_str(include_str!("../Cargo.lock")).unwrap();
    let packages = lock["package"].as_array().unwrap();
    let syn = |name: &str| {
        let package = packages.iter().find(|package| package["name"].as_str() == Some(name)).unwrap();
        let needs = package["dependencies"].as_array().unwrap().iter().filter_map(toml::Value::as_str);
        needs.filter(|need| need.split(' ').next() == Some("syn")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(syn("bindgen"), syn("prettyplease"), "mend Cargo.lock by hand: give bindgen the syn of prettyplease");
}
