//! Whose a figure is: everybody whom the document names may be, and a small model weighs what speaks for each.
//!
//! The clues are of the document (title, how often named), of the sentence (order, distance, prepositions, other figures between), of grammar
//! (subject of the verb, what the measure is of), and of the figures before. The weights are in `attachment.toml` of the language pack.

mod clue;
mod course;
mod named;
mod syntax;

pub use clue::Weights;
pub use named::Owners;

use super::{
    Figure, Sight,
    fit::{is_moved, is_trade},
    holder::Holder,
};
use crate::model::EntityId;
use clue::Clue;
use named::Owner;

/// Somebody who was weighed.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// Who.
    pub id: EntityId,
    /// How likely the figure is theirs.
    pub chance: f64,
    /// What was seen.
    pub clues: Vec<&'static str>,
}

/// Those who are weighed of each document are so many at most, and so many are of one figure.
const WEIGHED: usize = 24;
const MOST: usize = 2;

/// The group of measures whose weights a measure takes.
pub(super) fn group(measure: &str) -> usize {
    match measure {
        _ if is_trade(measure) || measure == "other:supply" => 0,
        "investment" | "price/cost" | "other:loan" | "other:aid" | "other:revenue" | "other:expenditure" => 1,
        _ if is_moved(measure) => 2,
        "length" | "duration" | "other:capacity" | "other:area" => 2,
        _ => 3,
    }
}

impl Sight<'_> {
    /// Everybody who may be meant, the likeliest first.
    pub(super) fn weigh(&self, measure: &str, rule: &str) -> Vec<Weighed> {
        let group = group(measure);
        let grammar = self.grammar();
        let holder = match self.holder() {
            Holder::Known(id) => Some(id),
            _ => None,
        };
        let ordered = self.respective();
        let here: Vec<usize> = self.owners.list.iter().enumerate().filter(|(_, owner)| self.namings(owner).next().is_some()).map(|(index, _)| index).collect();
        let mut weighed: Vec<Weighed> = Vec::new();
        for (index, owner) in self.owners.list.iter().enumerate() {
            let about = |figure: Option<&Figure>| figure.is_some_and(|figure| figure.about.contains(&owner.id));
            let fresh = owner.named.iter().any(|naming| naming.title || naming.sentence + 4 > self.sentence && naming.sentence <= self.sentence);
            if !(fresh || owner.named.len() * 4 >= self.owners.most || about(self.previous) || about(self.before) || index < 2) {
                continue;
            }
            let mut clues = vec![Clue::Always];
            self.document(owner, &mut clues);
            self.place(owner, &here, &mut clues);
            self.syntax(owner, &grammar, &mut clues);
            self.course(owner, measure, rule, here.is_empty(), &mut clues);
            if holder.as_ref() == Some(&owner.id) {
                clues.push(Clue::Held);
            }
            if let Some(ordered) = &ordered {
                clues.push(if ordered.contains(&owner.id) { Clue::Ordered } else { Clue::Disordered });
            }
            let chance = self.weights.chance(&clues, group);
            weighed.push(Weighed { id: owner.id.clone(), chance, clues: clues.into_iter().map(Clue::name).collect() });
            if weighed.len() == WEIGHED {
                break;
            }
        }
        weighed.sort_by(|a, b| b.chance.total_cmp(&a.chance));
        weighed
    }

    /// Whose the figure is, and how likely that is.
    pub(super) fn owners(&self, weighed: &[Weighed]) -> Option<(Vec<EntityId>, f64)> {
        let attachment = &self.reader.language.attachment;
        let first = weighed.first().filter(|first| first.chance >= attachment.least)?;
        let others = weighed[1..].iter().take(MOST - 1).take_while(|other| other.chance >= attachment.second);
        Some((std::iter::once(first).chain(others).map(|one| one.id.clone()).collect(), first.chance))
    }

    fn namings<'o>(&'o self, owner: &'o Owner) -> impl Iterator<Item = usize> + 'o {
        owner.named.iter().filter(|naming| naming.sentence == self.sentence).map(|naming| naming.item)
    }
}
