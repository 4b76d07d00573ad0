//! Two values of one thing in one period.

use std::collections::BTreeMap;

use super::{
    Finding, Severity, View,
    figures::{Figure, alike, apart, figures},
    view::premise,
};
use crate::reconcile::compare::grain;

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
            for b in group[at + 1..].iter().filter(|b| differ(a, b) && alike(a.value, b.value)) {
                if !contradict_themselves(&group, a, b) && !contradict_each_other(&group, a, b) {
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

fn differ(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    apart(a.range(), b.range()) && !cuts(a.value, b.value) && !cuts(b.value, a.value)
}

/// Whether a number is another with the last digits left out: 2.7 of 2.76.
fn cuts(rough: f64, fine: f64) -> bool {
    (rough.abs()..rough.abs() + grain(rough)).contains(&fine.abs()) && grain(fine) < grain(rough)
}

/// Whether some text says both, apart from each other. One that gives three values
/// and more gives parts or several things.
fn contradict_themselves(group: &[&Figure<'_>], a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let both = a.documents.intersection(&b.documents);
    both.into_iter().any(|document| values_of(group, *document) == 2 && a.is_told_apart(b, *document))
}

/// Whether one text says the one and another the other, and neither has a figure that fits one of the other's.
fn contradict_each_other(group: &[&Figure<'_>], a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let of = |document: usize| group.iter().filter(move |figure| figure.documents.contains(&document));
    let opposed = |one: usize, other: usize| of(one).all(|figure| of(other).all(|another| differ(figure, another)));
    a.documents.iter().any(|one| b.documents.iter().any(|other| one != other && opposed(*one, *other)))
}

/// How many different values a document has.
fn values_of(group: &[&Figure<'_>], document: usize) -> usize {
    let mut values: Vec<f64> = group.iter().filter(|figure| figure.documents.contains(&document)).map(|figure| figure.value).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len()
}
