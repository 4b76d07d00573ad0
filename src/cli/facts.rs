//! Facts as people read them.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::output::one_line;
use crate::{
    fact::{Slots, Spec, Value},
    graph::{FactRecord, MentionRecord, Records},
    model::EntityId,
};

/// By which words a text means an entity of a fact.
#[derive(Debug, Serialize)]
pub(super) struct Resolution<'r> {
    document: &'r str,
    entity: &'r str,
    /// The words; nothing where the text names it nowhere, and it follows from what is known.
    words: Option<&'r str>,
    /// Their first character.
    at: Option<usize>,
    /// Whether they stand in the words of the evidence.
    within: bool,
}

/// How the entities of a fact were made out: by words within its evidence, or else by those nearest to it.
pub(super) fn resolution<'r>(fact: &'r FactRecord, mentions: &'r [MentionRecord]) -> Vec<Resolution<'r>> {
    let mut ids: Vec<&EntityId> = Vec::new();
    for value in fact.spec.slots.iter().flat_map(|slot| fact.slots.get(slot.name)) {
        if let Value::Entity(id) = value
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    let resolve = |id: &'r EntityId| {
        let own = mentions.iter().filter(|mention| mention.document == fact.document && mention.entity == *id);
        let away = |mention: &MentionRecord| fact.start.saturating_sub(mention.end) + mention.start.saturating_sub(fact.end);
        let nearest = own.min_by_key(|mention| (away(mention), mention.start.abs_diff(fact.start)));
        Resolution {
            document: &fact.document,
            entity: id.as_str(),
            words: nearest.map(|mention| mention.text.as_str()),
            at: nearest.map(|mention| mention.start),
            within: nearest.is_some_and(|mention| fact.start <= mention.start && mention.end <= fact.end),
        }
    };
    ids.into_iter().map(resolve).collect()
}

impl Resolution<'_> {
    fn line(&self) -> String {
        match (self.words, self.at) {
            (Some(words), _) if self.within => format!("\u{201C}{}\u{201D} is {}", one_line(words), self.entity),
            (Some(words), Some(at)) => format!("{} is not named in these words; \u{201C}{}\u{201D} stands at character {at}", self.entity, one_line(words)),
            _ => format!("{} is named nowhere in the text: it follows from what is known", self.entity),
        }
    }
}

/// What entities are called.
pub(super) struct Names<'r> {
    names: BTreeMap<&'r EntityId, &'r str>,
    mentions: &'r [MentionRecord],
}

impl<'r> Names<'r> {
    pub fn new(records: &'r Records) -> Self {
        Self { names: records.entities.iter().map(|entity| (&entity.id, entity.name.as_str())).collect(), mentions: &records.mentions }
    }

    /// The usual name, or the id where there is none.
    pub fn of<'n>(&'n self, id: &'n EntityId) -> &'n str {
        self.names.get(id).copied().unwrap_or(id.as_str())
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.of(id).to_owned(),
            Value::Term(text) | Value::Text(text) => text.to_string(),
            Value::When(when) => when.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Writes the slots of a fact, a line each.
    pub fn write_slots(&self, spec: &'static Spec, slots: &Slots, out: &mut dyn Write) -> io::Result<()> {
        for slot in spec.slots {
            let values: Vec<String> = slots.get(slot.name).filter(|value| **value != Value::Flag(false)).map(|value| self.value(value)).collect();
            if !values.is_empty() {
                writeln!(out, "    {:<12} {}", slot.name, one_line(&values.join(", ")))?;
            }
        }
        Ok(())
    }

    /// Writes what speaks for a fact: the words, the rule, and what was inferred.
    pub fn write_evidence(&self, fact: &FactRecord, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "    \u{201C}{}\u{201D}", one_line(&fact.text))?;
        writeln!(out, "    rule {}, confidence {}", fact.rule, fact.confidence)?;
        if let Some(speaker) = &fact.attributed_to {
            writeln!(out, "    according to {}", self.of(speaker))?;
        }
        for resolved in resolution(fact, self.mentions) {
            writeln!(out, "    {}", resolved.line())?;
        }
        fact.inferred.iter().try_for_each(|(slot, reason)| writeln!(out, "    {slot} was inferred: {}", one_line(reason)))
    }
}
