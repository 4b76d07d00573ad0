//! Offices: resolution has read them already; here they become facts.

use crate::{
    extract::Reader,
    fact::{Claim, Declared, Fact, Office, Slots, Value},
    model::EntityKind,
};

/// Rule name of offices read from a role with a name.
pub const RULE: &str = "office/role-and-name";

/// The offices of the document's cast.
pub fn read(reader: &Reader<'_>, found: &mut Vec<Claim>) {
    for office in &reader.cast.offices {
        let Some(of) = &office.of else { continue };
        // Who heads something of a state heads a body that nobody names.
        if of.kind() == EntityKind::Country && matches!(office.role.as_str(), "head" | "deputy-head") {
            continue;
        }
        let mut slots = Slots::default();
        slots.add("person", Value::Entity(office.person.clone()));
        // "président du Conseil des ministres": who heads that of a body of many states heads no government.
        let role = if office.role == "prime-minister" && of.kind() == EntityKind::Organisation { "president" } else { office.role.as_str() };
        slots.add("role", Value::Term(role.into()));
        slots.add("of", Value::Entity(of.clone()));
        if let Some(portfolio) = &office.portfolio {
            slots.add("portfolio", Value::Term(portfolio.as_str().into()));
        }
        if office.former {
            slots.add("former", Value::Flag(true));
        }
        let mention =
            reader.cast.mentions.iter().filter(|mention| mention.entity == office.person).min_by_key(|mention| mention.span.start.abs_diff(office.span.start));
        let evidence = mention.map_or(office.span, |mention| office.span.cover(mention.span));
        let Ok(fact) = Fact::from_slots(Office::SPEC, &slots) else { continue };
        let inferred = if office.inferred { vec![("of".to_owned(), "a known tenure of this person in this role".to_owned())] } else { Vec::new() };
        found.push(Claim { fact, evidence, rule: RULE.to_owned(), confidence: reader.language.confidence.of(RULE), attributed_to: None, inferred });
    }
}
