//! Growth against the levels that it is between.

use std::collections::BTreeMap;

use super::{
    Finding, Severity, View,
    figures::{Figure, apart, figures, year_before},
    view::{grouped, premise},
};
use crate::reconcile::compare::span;

/// Days by which two times of equal length differ at most: leap years, quarters.
const UNEVEN: i32 = 3;
/// So many times off, and more, it is not the growth of these levels.
const FAR: f64 = 1.34;

/// A growth in per cent, or in times, that the two levels of the same text deny.
pub(super) fn denied(view: &View<'_>) -> Vec<Finding> {
    let figures = figures(view);
    let mut groups: BTreeMap<_, Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| figure.modality == "actual" && figure.period.is_some()) {
        groups.entry((figure.about.clone(), figure.measure, figure.sector, figure.direction)).or_default().push(figure);
    }
    let mut found = Vec::new();
    for group in groups.into_values().filter(|group| group.len() > 2) {
        for growth in group.iter().filter(|figure| figure.change && matches!(figure.unit, "%" | "times")) {
            let Some(base) = growth.base.or_else(|| growth.period.and_then(year_before)) else { continue };
            let level = |period| group.iter().copied().filter(move |figure| figure.is_level() && figure.period == Some(period) && figure.with(growth));
            let (now, before): (Vec<_>, Vec<_>) = (growth.period.into_iter().flat_map(level).collect(), level(base).collect());
            for now in &now {
                for before in before.iter().filter(|before| before.unit == now.unit && before.with(now)) {
                    found.extend(check(view, growth, now, before));
                }
            }
        }
    }
    found
}

fn check(view: &View<'_>, growth: &Figure<'_>, now: &Figure<'_>, before: &Figure<'_>) -> Option<Finding> {
    let ((least, most), (from, until)) = (now.range(), before.range());
    if from <= 0.0 || least <= 0.0 {
        return None;
    }
    // A year against some months of another is no growth; and what is far off was read of something else.
    let days = |figure: &Figure<'_>| figure.period.and_then(span).map(|(first, last)| (last - first).get_days());
    if days(now).zip(days(before)).is_none_or(|(a, b)| (a - b).abs() > UNEVEN) {
        return None;
    }
    let per_cent = |ratio: f64| (ratio - 1.0) * 100.0;
    let stated = |value: f64| if growth.unit == "times" { per_cent(value) } else { value };
    let (low, high) = growth.range();
    let off = (now.value / before.value) / (1.0 + stated(growth.value) / 100.0);
    if !(1.0 / FAR..=FAR).contains(&off) || !apart((per_cent(least / until), per_cent(most / from)), (stated(low), stated(high))) {
        return None;
    }
    let (about, time, base, level) = (growth.subject(view), growth.time(), before.amount(), now.amount());
    let given = (per_cent(now.value / before.value) * 10.0).round() / 10.0;
    let (computed, stated) = (grouped(given), grouped(stated(growth.value)));
    let values = [("about", &*about), ("period", &*time), ("base", &*base), ("level", &*level), ("computed", &*computed), ("stated", &*stated)];
    Some(Finding::new("growth", Severity::Severe, &values, [growth.fact, now.fact, before.fact].map(premise).to_vec()).instead(given))
}
