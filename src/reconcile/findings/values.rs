//! Two values of one thing in one period.

use std::collections::BTreeMap;

use super::{
    Finding, Severity, View,
    figures::{Figure, alike, apart, figures},
    view::premise,
};

/// The most figures of one thing that are set against each other.
const COMPARED: usize = 64;

/// Values of one thing in one period that differ after rounding and wording are allowed for.
pub(super) fn differing(view: &View<'_>) -> Vec<Finding> {
    let figures = figures(view);
    let mut groups: BTreeMap<_, Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| figure.modality == "actual" && figure.period.is_some() && !figure.share) {
        let kind = (figure.about.clone(), figure.measure, figure.unit, figure.period, figure.change);
        groups.entry((kind, figure.sector, figure.direction, figure.base)).or_default().push(figure);
    }
    let mut found = Vec::new();
    for group in groups.into_values().filter(|group| (2..=COMPARED).contains(&group.len())) {
        for (at, a) in group.iter().enumerate() {
            for b in group[at + 1..].iter().filter(|b| apart(a.range(), b.range()) && alike(a.value, b.value)) {
                // A text with three values and more gives parts or several things.
                if a.documents.intersection(&b.documents).any(|document| values_of(&group, *document) > 2) {
                    continue;
                }
                let (low, high) = if a.value <= b.value { (a, b) } else { (b, a) };
                let (about, period, value, other) = (low.subject(view), low.time(), low.amount(), high.amount());
                let values = [("about", &*about), ("period", &*period), ("value", &*value), ("other", &*other)];
                found.push(Finding::new("values", Severity::Warning, &values, [low.fact, high.fact].map(premise).to_vec()));
            }
        }
    }
    found
}

/// How many different values a document has.
fn values_of(group: &[&Figure<'_>], document: usize) -> usize {
    let mut values: Vec<f64> = group.iter().filter(|figure| figure.documents.contains(&document)).map(|figure| figure.value).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len()
}
