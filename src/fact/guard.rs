//! What is let into the graph: facts that keep to their declaration, about entities that something describes.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::{
    fact::{Cardinality, Claim, Given, Reading, SlotSpec},
    model::{Clue, Dating, EntityId, Span, When},
};

/// What was left out of a reading, since the graph would not keep to its shapes with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} was left out: {why}")]
pub struct Refused {
    /// The rule that read the fact, or what else it is.
    pub what: String,
    /// How it does not keep to its declaration.
    pub why: Breach,
}

/// How something does not keep to its declaration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// A slot that must be filled is empty.
    #[error("slot `{0}` has no value")]
    Missing(&'static str),
    /// A slot takes no entity of this kind.
    #[error("slot `{0}` takes no {1}")]
    Kind(&'static str, EntityId),
    /// A number has more digits than the store keeps: 20 before the mark and 18 behind it.
    #[error("slot `{0}` has a number that is too long")]
    Number(&'static str),
    /// A date ends before it begins.
    #[error("{0} ends before it begins")]
    Order(When),
    /// An entity is referred to and described nowhere.
    #[error("nothing describes {0}")]
    Stranger(EntityId),
    /// The words end before they begin.
    #[error("its words end before they begin")]
    Words,
    /// A confidence is above 0 and at most 1, with no more digits than the store keeps.
    #[error("its confidence is no number above 0 and at most 1")]
    Confidence,
}

impl Reading {
    /// Takes out what does not keep to its declaration, and says what that was. Entities that are `known` are described
    /// elsewhere; all others must be among those of the reading.
    pub fn admit(&mut self, known: &dyn Fn(&EntityId) -> bool) -> Vec<Refused> {
        let mut refused = Vec::new();
        let described: FxHashSet<EntityId> = self.entities.iter().map(|entity| &entity.id).filter(|id| !known(id)).cloned().collect();
        let guard = Guard { known: &|id| known(id) || described.contains(id) };
        let mut keep = |what: &dyn Fn() -> String, checked: Result<(), Breach>| match checked {
            Ok(()) => true,
            Err(why) => {
                refused.push(Refused { what: what(), why });
                false
            }
        };
        if let Some(published) = self.document.published
            && !keep(&|| "the date of publication".to_owned(), in_order(published))
        {
            self.document.published = None;
        }
        for entity in &mut self.entities {
            if let Some(country) = entity.country.clone()
                && !known(&entity.id)
                && !keep(&|| format!("the country of {}", entity.id), guard.described(&country))
            {
                Arc::make_mut(entity).country = None;
            }
        }
        self.mentions.retain(|mention| keep(&|| format!("a mention of {}", mention.entity), guard.mention(mention.span, &mention.entity)));
        self.claims.retain(|claim| keep(&|| claim.rule.clone(), guard.claim(claim)));
        self.clues.retain(|clue| keep(&|| "a clue to the time of writing".to_owned(), guard.clue(clue)));
        refused
    }
}

/// Whether a span of time ends after it begins.
fn in_order(when: When) -> Result<(), Breach> {
    let days = when.first_day().zip(when.last_day());
    if days.is_none_or(|(first, last)| first <= last) { Ok(()) } else { Err(Breach::Order(when)) }
}

/// Whether the store keeps all digits of a number.
fn fits(number: f64) -> bool {
    // No number is written with more than 17 digits that count.
    if (0.1..1e15).contains(&number.abs()) {
        return true;
    }
    let digits = number.abs().to_string();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    whole.len() <= 20 && part.len() <= 18
}

fn words(span: Span) -> Result<(), Breach> {
    if span.start <= span.end { Ok(()) } else { Err(Breach::Words) }
}

struct Guard<'g> {
    known: &'g dyn Fn(&EntityId) -> bool,
}

impl Guard<'_> {
    fn described(&self, id: &EntityId) -> Result<(), Breach> {
        if (self.known)(id) { Ok(()) } else { Err(Breach::Stranger(id.clone())) }
    }

    fn mention(&self, span: Span, entity: &EntityId) -> Result<(), Breach> {
        words(span)?;
        self.described(entity)
    }

    fn clue(&self, clue: &Clue) -> Result<(), Breach> {
        words(clue.span)?;
        if let Dating::Years { parties, .. } = &clue.says { parties.iter().try_for_each(|party| self.described(party)) } else { Ok(()) }
    }

    fn claim(&self, claim: &Claim) -> Result<(), Breach> {
        words(claim.evidence)?;
        if !(claim.confidence > 0.0 && claim.confidence <= 1.0 && fits(claim.confidence)) {
            return Err(Breach::Confidence);
        }
        claim.attributed_to.iter().try_for_each(|speaker| self.described(speaker))?;
        let mut needed = claim.fact.spec().slots.iter().filter(|slot| slot.is_needed()).peekable();
        let mut checked = Ok(());
        claim.fact.each(|slot, given| {
            if checked.is_ok() {
                checked = self.value(slot, given);
            }
            if !matches!(given, Given::Number(number) if !number.is_finite()) {
                needed.next_if(|needed| needed.name == slot.name);
            }
        });
        checked.and_then(|()| needed.next().map_or(Ok(()), |slot| Err(Breach::Missing(slot.name))))
    }

    fn value(&self, slot: &SlotSpec, given: Given<'_>) -> Result<(), Breach> {
        match given {
            Given::Entity(id) if !slot.fits(id.kind()) => Err(Breach::Kind(slot.name, id.clone())),
            Given::Entity(id) => self.described(id),
            Given::When(when) => in_order(when),
            Given::Number(number) if number.is_finite() && !fits(number) => Err(Breach::Number(slot.name)),
            _ => Ok(()),
        }
    }
}

impl SlotSpec {
    /// Whether every fact of the type has a value here.
    pub fn is_needed(&self) -> bool {
        self.cardinality == Cardinality::One || self.cardinality == Cardinality::Many && self.identity
    }
}
