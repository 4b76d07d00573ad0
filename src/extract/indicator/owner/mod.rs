//! Whose a figure is: everybody whom the document names may be, and a small model weighs what speaks for each.
//!
//! The clues are of the document (title, how often named), of the sentence (order, distance, prepositions, other figures between), of grammar
//! (subject of the verb, what the measure is of), and of the figures before. The weights are in `attachment.toml` of the language pack.

mod clue;
mod course;
mod named;
mod syntax;

pub use clue::{Clue, Clues};
use std::iter;

use clue::chance;
pub use named::{Naming, Owners, Round};
use syntax::Grammar;
pub use syntax::Speakers;

use super::{Figure, Sight, dimension::is_dimension, fit::is_trade, holder::Holder, memory::Kind, place::is_moved, rule, thing::is_guess};
use crate::{
    lang::{GROUPS, Tense},
    model::{EntityId, Span},
};

/// Somebody who was weighed.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// Who.
    pub id: EntityId,
    /// How likely the figure is theirs.
    pub chance: f64,
    /// What was seen, where somebody wants to know.
    pub clues: Clues,
}

/// A figure with everybody who was weighed as its subject.
#[derive(Clone, Debug)]
pub struct Considered {
    /// The figure's own words.
    pub span: Span,
    /// Its value, in its unit.
    pub value: f64,
    /// The unit.
    pub unit: String,
    /// What it measures.
    pub measure: String,
    /// The group of measures whose weights were taken.
    pub group: &'static str,
    /// Whether it is a change.
    pub change: bool,
    /// Whose the rules say it is.
    pub about: Vec<EntityId>,
    /// Who was weighed, the likeliest first.
    pub weighed: Vec<Weighed>,
}

impl Considered {
    /// A figure by its value, unit and measure, and whether it is a change.
    pub(super) fn new(span: Span, (value, unit, measure, change): (f64, &str, &str, bool), about: &[EntityId], weighed: Vec<Weighed>) -> Self {
        let (unit, measure, group) = (unit.to_owned(), measure.to_owned(), GROUPS[group(measure)]);
        Self { span, value, unit, measure, group, change, about: about.to_vec(), weighed }
    }
}

/// By so much likelier must another be to take the place of one of two.
const SWAP: f64 = 0.05;

/// So likely is one who takes the place of those whom the rules say and who seem unlikely.
const INSTEAD: f64 = 0.55;

/// So likely is one whom no rule names.
const ALONE: f64 = 0.6;

/// At least so likely is the one to whom grammar points back.
pub(super) const SETTLED: f64 = 0.6;

/// So many are weighed of a document at most.
const WEIGHED: usize = 24;

/// The group of measures whose weights a measure takes.
fn group(measure: &str) -> usize {
    match measure {
        _ if is_trade(measure) || measure == "other:supply" => 0,
        "investment" | "price/cost" | "other:loan" | "other:aid" | "other:revenue" | "other:expenditure" => 1,
        _ if is_moved(measure) => 2,
        "length" | "duration" | "other:capacity" | "other:area" | "other:distance" => 2,
        _ if is_dimension(measure) => 2,
        _ => 3,
    }
}

/// What a firm builds in a land, which has it too.
fn is_built_by_firms(measure: &str) -> bool {
    matches!(measure, "other:capacity" | "jobs" | "investment")
}

/// Who is pointed at from the figure, whoever is weighed.
#[derive(Debug)]
pub struct Pointers {
    grammar: Grammar,
    holder: Option<EntityId>,
    back: Option<EntityId>,
    handlers: Option<Vec<EntityId>>,
    /// Those to whom the figures of a row belong in their order.
    ordered: Option<Vec<EntityId>>,
}

impl Sight<'_> {
    /// At whom grammar and what stands around a figure point.
    pub(super) fn pointers(&self, measure: &str) -> Pointers {
        let grammar = self.grammar();
        let holder = match self.holder() {
            Holder::Known(id) => Some(id),
            _ => None,
        };
        // What a clause of place or a possessive points back to.
        let back = self.seat().or_else(|| self.owned_line(measure)).or_else(|| self.meant(measure).filter(|_| measure != "other:distance")?.pop());
        let back = back.or_else(|| {
            if is_moved(measure) || measure == "duration" {
                let alone = || self.reporter.filter(|_| is_moved(measure) && self.owners.list.len() == 1).cloned();
                self.possessed().or_else(|| self.works_meant(measure)).or_else(|| self.handled_here()).or_else(alone)
            } else {
                None
            }
        });
        let handlers = if is_moved(measure) { self.pointed_out() } else { None };
        let ordered = self.respective();
        Pointers { grammar, holder, back, handlers, ordered }
    }

    /// Those whom the rules say, or everybody who may be meant, the likeliest first; with what is seen of them where somebody wants to know.
    pub(super) fn weigh(&self, pointers: &Pointers, measure: &str, rule: &str, about: &[EntityId], (all, told): (bool, bool)) -> Vec<Weighed> {
        let group = group(measure);
        let Pointers { grammar, holder, back, handlers, ordered } = pointers;
        let pointed = |id: &EntityId| back.as_ref() == Some(id) || handlers.as_ref().is_some_and(|row| row.contains(id));
        let round = &self.signs.round;
        let mut weighed: Vec<Weighed> = Vec::with_capacity(self.owners.list.len().min(WEIGHED));
        for (index, owner) in self.owners.list.iter().enumerate() {
            let own = about.contains(&owner.id);
            if !own && !all {
                continue;
            }
            let of = |figure: Option<&Figure>| figure.is_some_and(|figure| figure.about.contains(&owner.id));
            let candidate = &round.candidates[index];
            let last = candidate.here.last().or(candidate.earlier.last());
            let fresh = owner.title || last.is_some_and(|naming| naming.sentence + 4 > self.sentence);
            let likely = fresh || owner.named.len() * 4 >= self.owners.most || of(self.previous) || of(self.before) || index < 2;
            if !(own || likely && weighed.len() < WEIGHED) {
                continue;
            }
            let mut clues = Clues::new();
            self.syntax((index, candidate), grammar, &mut clues);
            self.course(candidate, measure, rule, round.here == 0, &mut clues);
            if holder.as_ref() == Some(&owner.id) {
                clues.push(Clue::Held);
            }
            if let Some(ordered) = ordered {
                clues.push(if ordered.contains(&owner.id) { Clue::Ordered } else { Clue::Disordered });
            }
            let hub = (self.memory.hub.as_ref() == Some(&owner.id)).then_some(Clue::Hub);
            let place = self.place(candidate, round);
            let before = || iter::once(Clue::Always).chain(owner.clues.iter().copied()).chain(hub).chain(place.iter().copied());
            let chance = chance(&self.reader.language.attachment, before().chain(clues.iter().copied()), group);
            let clues = if told { before().chain(clues).collect() } else { Clues::new() };
            let chance = if pointed(&owner.id) { chance.max(SETTLED) } else { chance };
            weighed.push(Weighed { id: owner.id.clone(), chance, clues });
        }
        weighed.sort_by(|a, b| b.chance.total_cmp(&a.chance));
        weighed
    }

    /// Whether another may take the place of those whom the rules say, or stand beside them, however likely they seem.
    pub(super) fn may_give_way(&self, measure: &str, about: &[EntityId]) -> bool {
        let again = || self.previous.or(self.before).is_some_and(|figure| figure.about == about);
        match about {
            [_, _] => again(),
            [firm] => is_built_by_firms(measure) && self.is_company(firm),
            _ => false,
        }
    }

    /// Who has the figure in the end, and how likely they seem: those whom the rules say, or whom the weights put in their place. `all`: whether
    /// everybody was weighed already.
    pub(super) fn settle(&self, pointers: &Pointers, measure: &str, rule: &str, about: &mut Vec<EntityId>, (weighed, all): (&[Weighed], bool)) -> f64 {
        self.swap(about, weighed);
        let chance = weighed.iter().filter(|one| about.contains(&one.id)).map(|one| one.chance).fold(0.0, f64::max);
        // Economies grow: that of the only state that the sentence names, whoever reckons it.
        if let [only] = about.as_slice()
            && measure == "gdp"
            && self.reader.countries_in(self.scene) == std::slice::from_ref(only)
        {
            return chance.max(SETTLED);
        }
        // "notre production": of the firm of who says so, which only their office may name.
        if let [only] = about.as_slice()
            && self.own_firm().as_ref() == Some(only)
        {
            return chance.max(SETTLED);
        }
        // "L'Arménie a le vent en poupe. La Banque mondiale prévoit une croissance de 4 %": of the land named last, by whom no other is named.
        if let [only] = about.as_slice()
            && measure == "gdp"
            && self.memory.last(Kind::Country) == Some(only)
            && self.is_told_by_bank()
            && self.reader.countries_in(self.scene).iter().all(|land| land == only)
        {
            return chance.max(SETTLED);
        }
        // "Le PIB de la Géorgie a crû de 10 %. Selon le FMI, la croissance retombera à 5 %": nobody but who says it is named anew.
        let goes_on = self.before.is_some_and(|before| before.about == *about && before.measure == measure) && self.close && !is_moved(measure);
        let anew = |index: usize| !self.is_source(index) && self.items()[index].entities().iter().any(|id| self.is_state(id));
        if goes_on && self.previous.is_none() && !(0..self.items().len()).any(anew) {
            return chance.max(SETTLED);
        }
        // "Masdar bâtira près de Boukhara une centrale de 250 MW": of the land that it is built in, too.
        if let [firm] = about.as_slice()
            && is_built_by_firms(measure)
            && self.is_company(firm)
            && let Some(land) = self.land_of_deed(firm)
        {
            about.push(land);
            return chance.max(SETTLED);
        }
        // Where they seem unlikely, the likeliest of those that may have such a figure has it.
        let alone =
            is_moved(measure) || is_dimension(measure) || matches!(measure, "length" | "price/cost" | "production" | "jobs" | "other:capacity" | "other:area");
        if chance >= self.reader.language.attachment.least || !alone || rule == rule::SHARE {
            return chance;
        }
        let every = if all { Vec::new() } else { self.weigh(pointers, measure, rule, about, (true, false)) };
        let weighed = if all { weighed } else { &every };
        let suits = |one: &&Weighed| Kind::of(self.reader, &one.id).is_some_and(|kind| kind.suits(measure)) && !self.is_of_later_part(&one.id);
        let best = weighed.iter().find(suits).filter(|best| best.chance > INSTEAD && !is_guess(self, measure, std::slice::from_ref(&best.id)));
        best.map_or(chance, |best| {
            *about = vec![best.id.clone()];
            best.chance
        })
    }

    /// Whether the verb over the figure is in the conditional.
    pub(super) fn is_conditional(&self) -> bool {
        let verb = self.ruler().and_then(|verb| self.scene.chunks()[verb].verb());
        verb.is_some_and(|verb| verb.tense == Tense::Conditional)
    }

    /// The one whose figure it most likely is, where that is likely.
    pub(super) fn likeliest(&self, measure: &str, rule: &str) -> Option<EntityId> {
        // "On lit que le hub traiterait 300 000 EVP": what may be so is nobody's by likelihood alone.
        if self.is_conditional() {
            return None;
        }
        // "y ont été traitées": where that is, one would have to know.
        if self.scene.classes.may_have("there") && self.items().iter().any(|item| item.is(&self.reader.language.lexicon, "there")) {
            return None;
        }
        let suits = |one: &Weighed| Kind::of(self.reader, &one.id).is_some_and(|kind| kind.suits(measure)) && !self.is_of_later_part(&one.id);
        let best = self.weigh(&self.pointers(measure), measure, rule, &[], (true, false)).into_iter().find(suits)?;
        (best.chance > ALONE && !is_guess(self, measure, std::slice::from_ref(&best.id))).then_some(best.id)
    }

    /// Of two states whom the figures before are of, the one that seems less likely than a third gives way to it: "derrière la Turquie (2 milliards)".
    fn swap(&self, about: &mut [EntityId], weighed: &[Weighed]) {
        let chance = |id: &EntityId| weighed.iter().find(|one| one.id == *id).map_or(0.0, |one| one.chance);
        if self.previous.or(self.before).is_none_or(|figure| figure.about != *about) {
            return;
        }
        let [first, second] = about else { return };
        if !(self.is_state(first) && self.is_state(second)) {
            return;
        }
        let (low, high) = if chance(first) < chance(second) { (first, second) } else { (second, first) };
        let least = (chance(low) + SWAP).max(0.5);
        let better = weighed.iter().find(|one| one.chance > least && self.is_state(&one.id) && one.id != *low && one.id != *high);
        if let Some(better) = better {
            *low = better.id.clone();
        }
    }
}
