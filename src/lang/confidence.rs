//! How often each rule is right, from counts on annotated texts: `confidence.toml` of a language pack.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Of facts that a rule has said, how many were right.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(from = "(u32, u32)")]
struct Count {
    right: f64,
    said: f64,
}

impl From<(u32, u32)> for Count {
    fn from((right, said): (u32, u32)) -> Self {
        Self { right: right.min(said).into(), said: said.into() }
    }
}

impl Count {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.said += other.said;
    }

    /// The share of right ones, drawn to that of its kind: the mean of a Beta distribution whose prior weighs as much as
    /// `strength` facts.
    fn share(self, strength: f64, kind: f64) -> f64 {
        (self.right + strength * kind) / (self.said + strength)
    }
}

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// As many facts weighs what is known of a rule's type against the rule's own counts, and of all against the type's.
    strength: f64,
    /// By round of annotation and rule: how many of its facts were right, and how many it said.
    rounds: BTreeMap<String, BTreeMap<String, Count>>,
}

/// How often each rule is right. A rule is drawn to its fact type, a type to all, all to a half: no rule is never or always
/// right for having said little.
#[derive(Debug, Deserialize)]
#[serde(from = "File")]
pub struct Confidence {
    /// By rule and by fact type.
    known: FxHashMap<String, f64>,
    all: f64,
}

/// What nothing is known of is as often wrong as right.
const NOTHING: f64 = 0.5;
/// As many facts weighs that, and any prior at least.
const LEAST: f64 = 2.0;

impl Default for Confidence {
    fn default() -> Self {
        Self { known: FxHashMap::default(), all: NOTHING }
    }
}

impl From<File> for Confidence {
    fn from(File { strength, rounds }: File) -> Self {
        let (mut rules, mut types, mut all) = (BTreeMap::<String, Count>::new(), BTreeMap::<String, Count>::new(), Count::default());
        for (rule, count) in rounds.into_values().flatten() {
            types.entry(kind(&rule).to_owned()).or_default().add(count);
            rules.entry(rule).or_default().add(count);
            all.add(count);
        }
        let strength = strength.max(LEAST);
        let all = all.share(LEAST, NOTHING);
        let mut known: FxHashMap<String, f64> = types.into_iter().map(|(kind, count)| (kind, count.share(strength, all))).collect();
        for (rule, count) in rules {
            let share = count.share(strength, known[kind(&rule)]);
            known.insert(rule, share);
        }
        Self { known, all }
    }
}

impl Confidence {
    /// How often a fact of the rule `<type>/<name>` is right, above 0 and below 1, in hundredths.
    pub fn of(&self, rule: &str) -> f64 {
        let share = self.known.get(rule).or_else(|| self.known.get(kind(rule))).copied().unwrap_or(self.all);
        ((share * 100.0).round() / 100.0).clamp(0.01, 0.99)
    }
}

/// The fact type of a rule.
fn kind(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Confidence {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_rule_is_drawn_to_its_type_a_type_to_all_and_all_to_a_half() {
        let confidence = read("strength = 10\n[rounds.a]\n\"x/one\" = [8, 10]\n\"x/two\" = [0, 0]\n[rounds.b]\n\"x/one\" = [2, 10]\n\"y/one\" = [60, 60]");
        let all = (70.0 + 1.0) / 82.0;
        let kind = (10.0 + 10.0 * all) / 30.0;
        let rule = (10.0 + 10.0 * kind) / 30.0;
        let hundredths = |share: f64| (share * 100.0).round() / 100.0;
        assert_eq!(confidence.of("x/one"), hundredths(rule));
        for unknown in ["x/two", "x/three", "x"] {
            assert_eq!(confidence.of(unknown), hundredths(kind), "{unknown}");
        }
        assert_eq!(confidence.of("z/one"), hundredths(all));
        assert_eq!(Confidence::default().of("x/one"), 0.5);
    }

    proptest! {
        #[test]
        fn it_lies_between_0_and_1_and_rises_with_what_was_right(said in 0..2000_u32, right in 0..2000_u32, other in 0..2000_u32, strength in 0.0..100.0) {
            let right = right.min(said);
            let of = |right: u32| {
                read(&format!("strength = {strength:?}\n[rounds.a]\n\"x/one\" = [{right}, {said}]\n\"x/two\" = [{other}, 2000]")).of("x/one")
            };
            prop_assert!(of(right) > 0.0 && of(right) < 1.0);
            prop_assert!(right == said || of(right) <= of(right + 1));
        }
    }
}
