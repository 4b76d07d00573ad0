//! What goods a report is about.

use std::collections::BTreeMap;

use super::{
    Sight,
    fit::{is_bulk, is_trade},
};
use crate::{
    extract::Reader,
    model::PartKind,
    recognise::{Item, Sentence},
};

/// A report on one kind of goods names them in so many sentences, of which its title counts for two.
const OFTEN: usize = 3;

/// The branches of the goods that the sentences so far name.
#[derive(Debug, Default)]
pub struct Wares {
    /// That of the last sentence that names goods of one branch.
    last: Option<String>,
    /// In how many sentences goods of each were named.
    named: BTreeMap<String, usize>,
}

impl Wares {
    /// Takes note of a sentence.
    pub fn note(&mut self, reader: &Reader<'_>, sentence: &Sentence) {
        let branches = branches(reader, &sentence.items);
        let weight = if matches!(sentence.part, PartKind::Title | PartKind::Heading) { 2 } else { 1 };
        if let [only] = branches.as_slice() {
            self.last = Some((*only).to_owned());
        } else if !branches.is_empty() {
            self.last = None;
        }
        for branch in branches {
            *self.named.entry(branch.to_owned()).or_default() += weight;
        }
    }

    /// The branch, where all goods that were named are of one.
    fn only(&self) -> Option<&String> {
        let mut named = self.named.iter();
        named.next().filter(|(_, sentences)| named.next().is_none() && **sentences >= OFTEN).map(|(branch, _)| branch)
    }
}

impl Sight<'_> {
    /// Tonnes that are bought, sold or made are tonnes of something: of what the sentence names, or of what was spoken of last;
    /// in a report on one kind of goods sums and rates are for them too.
    pub(super) fn ware(&self, measure: &str) -> Option<String> {
        let traded = is_trade(measure) && measure != "trade-turnover" || measure == "production";
        // "Au total, les exportations se sont élevées à 10 milliards": of all goods.
        if !traded || self.items().first().is_some_and(|item| item.is(&self.reader.language.lexicon, "world-word")) {
            return None;
        }
        if !is_bulk(self.quantity.unit.as_deref()) {
            return self.wares.only().cloned();
        }
        match branches(self.reader, self.items()).as_slice() {
            [only] => Some((*only).to_owned()),
            [] => self.wares.last.clone(),
            _ => None,
        }
    }
}

fn branches<'r>(reader: &'r Reader<'_>, items: &'r [Item]) -> Vec<&'r str> {
    let mut branches: Vec<&str> = items.iter().filter_map(|item| item.code(&reader.language.lexicon, "goods")).collect();
    branches.sort_unstable();
    branches.dedup();
    branches
}
