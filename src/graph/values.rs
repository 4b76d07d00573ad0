//! Slot values as RDF terms, and back.

use oxigraph::model::{Literal, Term};

use crate::{
    fact::{Cardinality, Fact, SlotKind, SlotSpec, Slots, Spec, Value},
    graph::{Base, iri, vocabulary::xsd},
    model::{Point, When},
};

/// The values of a fact as the graph holds them, by slot in declared order: several values of one slot in a fixed order,
/// since RDF keeps none, and without a `false`, since a flag that is absent means no.
///
/// Nothing where a slot that the type needs is left empty (a number that is not finite is no number).
pub(super) fn canonical(spec: &'static Spec, slots: &Slots) -> Option<Slots> {
    let mut canonical = Slots::default();
    for slot in spec.slots {
        let mut values: Vec<Value> = slots.get(slot.name).filter_map(tidy).collect();
        values.sort_by_cached_key(key);
        if values.is_empty() && slot.cardinality == Cardinality::One {
            return None;
        }
        values.into_iter().for_each(|value| canonical.add(slot.name, value));
    }
    Some(canonical)
}

fn tidy(value: &Value) -> Option<Value> {
    match value {
        Value::Flag(false) => None,
        // Adding nought makes one zero of the two.
        Value::Number(number) => number.is_finite().then_some(Value::Number(number + 0.0)),
        other => Some(other.clone()),
    }
}

/// A value as text, with a letter for what it is: equal exactly where the values are.
pub fn key(value: &Value) -> String {
    match value {
        Value::Entity(id) => format!("e{id}"),
        Value::Term(code) => format!("t{code}"),
        Value::When(when) => format!("w{when}"),
        Value::Number(number) => format!("n{number}"),
        Value::Flag(flag) => format!("f{flag}"),
        Value::Text(text) => format!("x{text}"),
    }
}

/// What names a fact: its type and a hash of all its values, the same in every document that states it.
pub fn fact_key(fact: &Fact) -> String {
    let spec = fact.spec();
    key_of(spec, &canonical(spec, &fact.slots()).unwrap_or_default())
}

/// What names a fact that several claims are of: its type and a hash of all its values, and of `also` where these do not
/// tell it from another. It is never the key of a claim.
pub fn merged_key(spec: &'static Spec, slots: &Slots, also: &[&str]) -> String {
    let key = key_of(spec, &canonical(spec, slots).unwrap_or_default());
    format!("{}-{}", spec.name, iri::hash(&[&["merged", &key], also].concat()))
}

/// The key of a fact whose slots are canonical.
pub(super) fn key_of(spec: &'static Spec, canonical: &Slots) -> String {
    let mut texts = vec![spec.name.to_owned()];
    for slot in spec.slots {
        for value in canonical.get(slot.name) {
            texts.extend([slot.name.to_owned(), key(value)]);
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    format!("{}-{}", spec.name, iri::hash(&texts))
}

/// A slot value as an RDF term.
pub fn term(value: &Value, slot: &SlotSpec, base: &Base) -> Term {
    match value {
        Value::Entity(id) => base.entity(id).into(),
        Value::Term(code) => match slot.kind {
            SlotKind::Term(scheme) | SlotKind::Topic(scheme) => base.concept(scheme, code).into(),
            _ => Literal::from(code.as_ref()).into(),
        },
        Value::When(when) => date(*when).into(),
        Value::Number(number) => decimal(*number).into(),
        Value::Flag(flag) => Literal::from(*flag).into(),
        Value::Text(text) => Literal::from(text.as_ref()).into(),
    }
}

/// An RDF term as a value of the slot, if it is one.
pub(super) fn value(term: &Term, slot: &SlotSpec, base: &Base) -> Option<Value> {
    match (term, slot.kind) {
        (Term::NamedNode(node), SlotKind::Entity) => base.entity_id(node.as_str()).map(Value::Entity),
        (Term::NamedNode(node), SlotKind::Term(scheme)) => code(node.as_str(), scheme, base),
        (Term::NamedNode(node), SlotKind::Topic(scheme)) => base.entity_id(node.as_str()).map(Value::Entity).or_else(|| code(node.as_str(), scheme, base)),
        (Term::Literal(literal), SlotKind::When) => literal.value().parse().ok().map(Value::When),
        (Term::Literal(literal), SlotKind::Number) => literal.value().parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number),
        (Term::Literal(literal), SlotKind::Flag) => literal.value().parse().ok().map(Value::Flag),
        (Term::Literal(literal), SlotKind::Text) => Some(Value::Text(literal.value().into())),
        _ => None,
    }
}

fn code(iri: &str, scheme: &str, base: &Base) -> Option<Value> {
    base.concept_code(iri).filter(|(of, _)| of == scheme).map(|(_, code)| Value::Term(code.into()))
}

/// A date at its own precision: `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`; a quarter, a span, and what no XSD calendar
/// holds, as a plain string.
pub fn date(when: When) -> Literal {
    let datatype = match when {
        When { from, until: None } if (1..=9999).contains(&from.year()) && from.first_day().is_some() => match from {
            Point::Year(_) => Some(xsd::G_YEAR),
            Point::Month(..) => Some(xsd::G_YEAR_MONTH),
            Point::Day(..) => Some(xsd::DATE),
            Point::Quarter(..) => None,
        },
        _ => None,
    };
    match datatype {
        Some(datatype) => Literal::new_typed_literal(when.to_string(), datatype),
        None => when.to_string().into(),
    }
}

/// The first and the last day that a date covers, as `xsd:date`.
pub(super) fn bounds(when: When) -> [Option<Literal>; 2] {
    [when.first_day(), when.last_day()]
        .map(|day| day.filter(|day| (1..=9999).contains(&day.year())).map(|day| Literal::new_typed_literal(day.to_string(), xsd::DATE)))
}

/// A number as `xsd:decimal` in its shortest form without an exponent; 0 for what is not finite.
pub(super) fn decimal(number: f64) -> Literal {
    let number = if number.is_finite() { number + 0.0 } else { 0.0 };
    Literal::new_typed_literal(number.to_string(), xsd::DECIMAL)
}

/// A count of characters as `xsd:integer`: Oxigraph keeps the value of the narrower integer types and not their names, and
/// what is written should be what is read.
pub(super) fn offset(at: usize) -> Literal {
    Literal::new_typed_literal(at.to_string(), xsd::INTEGER)
}

/// A text in a language; plain where the language is not known or its tag is no tag.
pub(super) fn text(text: &str, lang: &str) -> Literal {
    Literal::new_language_tagged_literal(text, lang).unwrap_or_else(|_| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
        for (text, datatype) in [
            ("2024", "gYear"),
            ("2024-11", "gYearMonth"),
            ("2024-11-05", "date"),
            ("2024-Q1", "string"),
            ("2024-04-18/2024-04-19", "string"),
            ("0000", "string"),
        ] {
            let literal = date(text.parse().unwrap());
            assert_eq!(literal.value(), text);
            assert!(literal.datatype().as_str().ends_with(&format!("#{datatype}")), "{literal}");
        }
        assert_eq!(date(When::at(Point::Day(2023, 2, 30))).datatype(), xsd::STRING);
        let [first, last] = bounds("2024-Q1/2024-05".parse().unwrap());
        assert_eq!((first.unwrap().value(), last.unwrap().value()), ("2024-01-01", "2024-05-31"));
    }

    #[test]
    fn numbers_have_one_form() {
        for (number, text) in [(2_400_000.0, "2400000"), (-3.5, "-3.5"), (-0.0, "0"), (1e21, "1000000000000000000000"), (f64::NAN, "0"), (0.1, "0.1")] {
            assert_eq!(decimal(number).value(), text);
        }
    }
}
