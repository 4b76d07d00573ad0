//! What speaks for and against two working together in a field that a text names: `fields.toml` of a language pack.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The weights of a logistic model, by the name of what is seen.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Below this likelihood a field is not told; a pack without weights tells none.
    least: f64,
    weights: FxHashMap<String, f64>,
}

impl Fields {
    /// How likely it is by what is seen.
    pub fn chance<'c>(&self, clues: impl Iterator<Item = &'c str>) -> f64 {
        let logit: f64 = clues.filter_map(|clue| self.weights.get(clue)).sum();
        1.0 / (1.0 + (-logit).exp())
    }

    /// Whether that is enough to tell it.
    pub fn tells(&self, chance: f64) -> bool {
        !self.weights.is_empty() && chance >= self.least
    }
}
