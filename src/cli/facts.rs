//! Facts as people read them.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::output::one_line;
use crate::{
    fact::{Slots, Spec, Value},
    graph::{FactRecord, Records},
    model::EntityId,
};

/// What entities are called.
pub(super) struct Names<'r>(BTreeMap<&'r EntityId, &'r str>);

impl<'r> Names<'r> {
    pub fn new(records: &'r Records) -> Self {
        Self(records.entities.iter().map(|entity| (&entity.id, entity.name.as_str())).collect())
    }

    /// The usual name, or the id where there is none.
    pub fn of<'n>(&'n self, id: &'n EntityId) -> &'n str {
        self.0.get(id).copied().unwrap_or(id.as_str())
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
        fact.inferred.iter().try_for_each(|(slot, reason)| writeln!(out, "    {slot} was inferred: {}", one_line(reason)))
    }
}
