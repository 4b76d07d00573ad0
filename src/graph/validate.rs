//! Does a graph keep to the shapes?

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{Graph, NamedNode, Term, Triple},
};
use shacl_rust::{Path, PathElement, ValidationResult, parse_shapes, validate, validation::dataset::ValidationDataset};

use crate::graph::{Base, ontology::shapes_turtle, short};

/// The shapes of `ontology/shapes.ttl` for one base, made ready.
#[derive(Clone, Debug)]
pub struct Shapes {
    base: Base,
    graph: Graph,
}

/// The shapes cannot be read: a mistake of the program, not of the data.
#[derive(Debug, thiserror::Error)]
#[error("the shapes cannot be read ({0})")]
pub struct BadShapes(String);

/// One way in which a graph does not keep to the shapes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The node that breaks a shape.
    pub focus: Term,
    /// The property in question, prefixed, with `^` where it is followed backwards; empty where the node itself is meant.
    pub path: String,
    /// The value in question, if there is one.
    pub value: Option<Term>,
    /// What is expected.
    pub message: String,
    /// The kind of constraint, as SHACL names it.
    pub component: String,
}

impl Violation {
    /// One line for people: node, property, value, what is expected.
    pub fn line(&self, base: &Base) -> String {
        let value = self.value.as_ref().map_or_else(|| "-".to_owned(), |value| short(value, base));
        let path = if self.path.is_empty() { "-" } else { &self.path };
        format!("{}  {path}  {value}  {}", short(&self.focus, base), self.message)
    }
}

impl Shapes {
    /// The shapes for graphs whose addresses are under this base.
    ///
    /// # Errors
    /// [`BadShapes`] where the shapes are no Turtle.
    pub fn new(base: &Base) -> Result<Self, BadShapes> {
        let mut graph = Graph::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(shapes_turtle(base).as_bytes()) {
            graph.insert(&Triple::from(quad.map_err(|error| BadShapes(error.to_string()))?));
        }
        Ok(Self { base: base.clone(), graph })
    }

    /// What in a graph does not keep to the shapes, each thing once, in a fixed order. The graph is held in memory.
    ///
    /// # Errors
    /// [`BadShapes`] where the shapes are no SHACL.
    pub fn violations(&self, triples: impl IntoIterator<Item = Triple>) -> Result<Vec<Violation>, BadShapes> {
        let bad = |error: shacl_rust::ShaclError| BadShapes(error.to_string());
        let shapes = parse_shapes(&self.graph).map_err(bad)?;
        let data = ValidationDataset::from_graphs(triples.into_iter().collect(), Graph::new()).map_err(bad)?;
        let mut violations: Vec<Violation> = validate(&data, &shapes).get_results().iter().map(|result| self.violation(result)).collect();
        violations.sort_by_cached_key(|violation| (violation.line(&self.base), violation.component.clone()));
        violations.dedup();
        Ok(violations)
    }

    fn violation(&self, result: &ValidationResult<'_>) -> Violation {
        let component = result.source_constraint_component().map_or("", |component| component.as_str());
        Violation {
            focus: result.focus_node().into_owned(),
            path: result.result_path().map(|path| self.path(path)).unwrap_or_default(),
            value: result.value().map(oxigraph::model::TermRef::into_owned),
            // Behind the words of the engine stand those of the shape.
            message: result.messages().last().cloned().unwrap_or_default(),
            component: component.rsplit('#').next().unwrap_or_default().to_owned(),
        }
    }

    fn path(&self, path: &Path<'_>) -> String {
        let name = |node: NamedNode| short(&node.into(), &self.base);
        let step = |step: &PathElement<'_>| match step {
            PathElement::Iri(node) => name(node.into_owned()),
            PathElement::Inverse(node) => format!("^{}", name(node.into_owned())),
            other => other.to_string(),
        };
        path.get_elements().iter().map(step).collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        fact::{Breach, Claim, Fact, Reading, SlotKind, Slots, Value},
        graph::{document_quads, sample},
        model::{EntityId, EntityKind, Point, When},
    };

    fn violations(reading: &Reading) -> Vec<Violation> {
        let base = Base::default();
        Shapes::new(&base).unwrap().violations(document_quads(reading, &base, &|_| false).into_iter().map(Triple::from)).unwrap()
    }

    /// The claim with one value of each slot of entities exchanged for an entity of another kind.
    fn with_strangers(claim: &Claim, other: &EntityId) -> Claim {
        let (spec, slots) = (claim.fact.spec(), claim.fact.slots());
        let mut changed = Slots::default();
        for slot in spec.slots {
            for value in slots.get(slot.name) {
                let value = if slot.kind == SlotKind::Entity { Value::Entity(other.clone()) } else { value.clone() };
                changed.add(slot.name, value);
            }
        }
        Claim { fact: Fact::from_slots(spec, &changed).unwrap(), ..claim.clone() }
    }

    /// A reading spoilt in every way that the types allow.
    fn spoilt() -> impl Strategy<Value = Reading> {
        let other = proptest::sample::select(EntityKind::ALL.to_vec()).prop_map(|kind| EntityId::new(kind, "a"));
        let confidence = proptest::sample::select(vec![-1.0, 0.0, f64::NAN, 1.0, 1.5, 0.5]);
        (sample::reading("d", false), any::<prop::sample::Index>(), other, confidence, 0..5_u8).prop_map(|(mut reading, at, other, confidence, way)| {
            if !reading.claims.is_empty() {
                let count = reading.claims.len();
                let claim = &mut reading.claims[at.index(count)];
                match way {
                    0 => claim.confidence = confidence,
                    1 => claim.evidence = crate::model::Span { start: 3, end: 1 },
                    2 => *claim = with_strangers(claim, &other),
                    3 => claim.attributed_to = Some(other),
                    _ => {}
                }
            }
            if !reading.entities.is_empty() {
                reading.entities.remove(at.index(reading.entities.len()));
            }
            reading
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn what_the_guard_lets_through_keeps_to_the_shapes(mut reading in spoilt()) {
            reading.admit(&|_| false);
            prop_assert_eq!(violations(&reading), vec![]);
            prop_assert_eq!(reading.admit(&|_| false), vec![], "nothing is refused twice");
        }

        #[test]
        fn the_guard_lets_through_what_is_right(mut reading in sample::reading("d", true)) {
            for entity in &mut reading.entities {
                Arc::make_mut(entity).country = None;
            }
            reading.document.published = None;
            let refused = reading.admit(&|_| false);
            prop_assert!(refused.iter().all(|refused| matches!(refused.why, Breach::Order(_) | Breach::Number(_) | Breach::Confidence)), "{:?}", refused);
        }
    }

    #[test]
    fn without_the_guard_the_shapes_would_be_broken() {
        let mut reading = Reading::default();
        reading.document.hash = "0".repeat(64);
        reading.document.published = Some(When::between(Point::Year(2024), Point::Year(2023)));
        assert_eq!(violations(&reading).len(), 1);
        assert_eq!(
            reading.admit(&|_| false).iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["the date of publication was left out: 2024/2023 ends before it begins"]
        );
        assert_eq!(violations(&reading), []);
    }
}
