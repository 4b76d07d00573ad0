//! The ontology, its shapes and the reference page, all made from the declarations of facts and vocabularies.

mod alignments;
mod core;

mod properties;
mod turtle;

mod shapes;
mod terms;

mod html;
mod page;

pub use self::{html::ontology_page, page::facts_page, shapes::shapes_turtle, terms::ontology_triples, turtle::ontology_turtle};

/// The text of a doc comment on one line.
fn line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
