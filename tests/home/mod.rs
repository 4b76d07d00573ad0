//! A folder in which a test runs the program.

// Each test file uses a part of this.
#![allow(dead_code)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::{Command, assert::Assert};
use serde_json::Value;

/// A dispatch with offices in it.
pub const AUDIENCE: &str =
    "Audience à l’Akorda\n\nLe président du Kazakhstan, Kassym-Jomart Tokaïev, a reçu le président de la Turquie, Recep Tayyip Erdoğan.\n";
/// Another one.
pub const VISIT: &str = "Une visite à Bakou\n\nLe président de l’Azerbaïdjan, Ilham Aliyev, a accueilli le président du Kazakhstan, Kassym-Jomart Tokaïev.\n";

/// A folder for one test: texts, a store, whatever a command writes.
pub struct Home(pub tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the two dispatches in `in`.
    pub fn with_texts() -> Self {
        let home = Self::new();
        home.write("in/audience.txt", AUDIENCE);
        home.write("in/visit.txt", VISIT);
        home
    }

    /// With a store of the two dispatches.
    pub fn with_store() -> Self {
        let home = Self::with_texts();
        home.run(&["build", "in", "--quiet"]).success().stdout("").stderr("");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_silkgraph"));
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Assert {
        self.command(arguments).assert()
    }

    /// What the command prints, read as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.run(arguments).get_output().stdout).unwrap()
    }

    pub fn ledger(&self) -> Vec<u8> {
        fs::read(self.path("silkgraph.db/ledger.jsonl")).unwrap()
    }

    /// The flat facts of the store.
    pub fn facts(&self) -> Vec<Value> {
        self.run(&["export", "--format", "jsonl", "--out", "facts"]).success();
        fs::read_to_string(self.path("facts/facts.jsonl")).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Every file under a folder, by its path from there.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

/// The command ended with this code, said one line on standard error, and these words are in it.
pub fn one_line(assert: Assert, code: i32, words: &[&str]) {
    let assert = assert.code(code);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said:?}");
    }
}
