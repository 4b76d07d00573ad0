//! Spellings of one name have one key: `seeds/lang/transliteration.toml`, compiled.

use std::{
    cell::Cell,
    mem,
    sync::{Arc, LazyLock},
};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::lang::{PackError, Shipped, fold, is_bare, normalise};

/// The file as it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vowels: String,
    pass: Vec<PassFile>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
    examples: Examples,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassFile {
    rules: Vec<RuleFile>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a rule is [\"from\", \"to\"] or { from, to, after, before }")]
enum RuleFile {
    Plain(String, String),
    Placed {
        from: String,
        to: String,
        #[serde(default)]
        after: Option<Beside>,
        #[serde(default)]
        before: Option<Beside>,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
struct Examples {
    same: Vec<Vec<String>>,
    apart: Vec<Vec<String>>,
}

/// What must stand next to the letters that a rule rewrites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Beside {
    Vowel,
    Start,
    End,
}

#[derive(Debug)]
struct Rule {
    from: String,
    to: String,
    after: Option<Beside>,
    before: Option<Beside>,
}

/// The rules of all passes, by first letter, the longest first.
#[derive(Debug, Default)]
pub struct Transliteration {
    vowels: String,
    passes: Vec<FxHashMap<char, Vec<Rule>>>,
}

impl Transliteration {
    /// Where the rules stand, beside the folders of the languages.
    pub const FILE: &str = "transliteration.toml";

    /// The shipped rules.
    pub fn shipped() -> &'static Arc<Self> {
        static SHIPPED: LazyLock<Arc<Transliteration>> = LazyLock::new(|| {
            let text = Shipped::get(Transliteration::FILE).map(|file| String::from_utf8_lossy(&file.data).into_owned());
            // A file that does not fit, which a test rules out, leaves every spelling its own key.
            Arc::new(text.and_then(|text| Transliteration::compile(&text).ok()).unwrap_or_default())
        });
        &SHIPPED
    }

    /// Compiles the text of such a file.
    ///
    /// # Errors
    /// [`PackError`] says where it does not fit its form.
    pub fn compile(text: &str) -> Result<Self, PackError> {
        toml::from_str(text).map(Self::new).map_err(|error| PackError::of_text("", Self::FILE, text, &error))
    }

    fn new(file: File) -> Self {
        let pass = |pass: PassFile| {
            let mut rules: FxHashMap<char, Vec<Rule>> = FxHashMap::default();
            for rule in pass.rules {
                let rule = match rule {
                    RuleFile::Plain(from, to) => Rule { from, to, after: None, before: None },
                    RuleFile::Placed { from, to, after, before } => Rule { from, to, after, before },
                };
                if let Some(first) = rule.from.chars().next() {
                    rules.entry(first).or_default().push(rule);
                }
            }
            rules.values_mut().for_each(|rules| rules.sort_by_key(|rule| (std::cmp::Reverse(rule.from.len()), rule.after.is_none())));
            rules
        };
        Self { vowels: file.vowels, passes: file.pass.into_iter().map(pass).collect() }
    }

    /// The key of a name: the keys of its words, parted by spaces.
    pub fn key(&self, name: &str) -> String {
        thread_local! {
            static BUFFERS: Cell<[String; 3]> = const { Cell::new([String::new(), String::new(), String::new()]) };
        }
        let mut key = String::with_capacity(name.len());
        let mut buffers = BUFFERS.take();
        let [normal, text, rewritten] = &mut buffers;
        normal.clear();
        normalise(name, normal);
        for word in normal.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            text.clear();
            text.push_str(word);
            self.word(text, rewritten, &mut key);
        }
        BUFFERS.set(buffers);
        key
    }

    /// Adds the key of the word in `text`; `rewritten` is for what becomes of it on the way.
    fn word(&self, text: &mut String, rewritten: &mut String, key: &mut String) {
        for rules in &self.passes {
            rewritten.clear();
            self.rewrite(text, rules, rewritten);
            if is_bare(rewritten) {
                mem::swap(text, rewritten);
            } else {
                text.clear();
                fold(rewritten, text);
            }
        }
        let mut last = None;
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            if last != Some(c) {
                key.push(c);
            }
            last = Some(c);
        }
    }

    fn rewrite(&self, text: &str, rules: &FxHashMap<char, Vec<Rule>>, out: &mut String) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let fits = |rule: &&Rule| {
                rest.strip_prefix(rule.from.as_str()).is_some_and(|next| {
                    rule.after.is_none_or(|beside| self.is(beside, out.chars().next_back()))
                        && rule.before.is_none_or(|beside| self.is(beside, next.chars().next()))
                })
            };
            match rules.get(&first).and_then(|rules| rules.iter().find(fits)) {
                Some(rule) => {
                    out.push_str(&rule.to);
                    rest = &rest[rule.from.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
    }

    fn is(&self, beside: Beside, letter: Option<char>) -> bool {
        match beside {
            Beside::Vowel => letter.is_some_and(|letter| self.vowels.contains(letter)),
            Beside::Start | Beside::End => letter.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key_and_other_names_another() {
        let text = String::from_utf8(Shipped::get("transliteration.toml").unwrap().data.into_owned()).unwrap();
        let file: File = toml::from_str(&text).unwrap();
        let rules = Transliteration::shipped();
        let mut wrong = Vec::new();
        for names in &file.examples.same {
            let keys: Vec<String> = names.iter().map(|name| rules.key(name)).collect();
            if keys.iter().any(|key| *key != keys[0]) {
                wrong.push(format!("{names:?} are one: {keys:?}"));
            }
        }
        for names in &file.examples.apart {
            let keys: Vec<String> = names.iter().map(|name| rules.key(name)).collect();
            if (1..keys.len()).any(|index| keys[..index].contains(&keys[index])) {
                wrong.push(format!("{names:?} are not one: {keys:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
