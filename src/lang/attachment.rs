//! What speaks for and against being the subject of a figure: `attachment.toml` of a language pack.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Measures that behave alike, in the order of the weights behind the first: trade, money spent, what moves or is built, and the rest.
pub const GROUPS: [&str; 4] = ["trade", "money", "moved", "rest"];

/// The weights of a logistic model, by the name of what is seen.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Below this likelihood of its subject a figure is not told.
    #[serde(default)]
    pub least: f64,
    /// How the likelihood of a subject tells that of the whole figure, on texts that the weights were not made of: slope and offset of the logit.
    #[serde(default)]
    slope: f64,
    #[serde(default)]
    offset: f64,
    /// For what is seen, the weight for all measures, and what each group of measures adds.
    #[serde(default)]
    weights: FxHashMap<String, [f64; GROUPS.len() + 1]>,
    /// The weights in the order in which they are asked for.
    #[serde(skip)]
    table: OnceLock<Box<[[f64; GROUPS.len()]]>>,
}

impl Attachment {
    /// What each of all signs counts for, by group of measures; nothing where the pack does not know it.
    pub fn weights(&self, signs: impl Iterator<Item = &'static str>) -> &[[f64; GROUPS.len()]] {
        self.table.get_or_init(|| {
            let weight = |sign| self.weights.get(sign).map_or([0.0; GROUPS.len()], |[all, groups @ ..]| groups.map(|own| all + own));
            signs.map(weight).collect()
        })
    }

    /// How likely a figure is right in all whose subject seems so likely, in hundredths.
    pub fn confidence(&self, chance: f64) -> f64 {
        let logit = (chance / (1.0 - chance)).ln() * self.slope + self.offset;
        let held = 1.0 / (1.0 + (-logit).exp());
        (held.clamp(0.01, 0.99) * 100.0).round() / 100.0
    }
}
