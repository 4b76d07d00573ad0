//! Forecasts, plans and aims against the time they are told at, and against what was reached.

use jiff::civil::Date;

use super::{
    Finding, Severity, View,
    figures::{Figure, alike, by_subject, figures},
    view::{label, premise},
};
use crate::reconcile::compare::span;

/// Forecasts, plans and aims for a time that was over when they were told, or that the same text has figures from after.
pub(super) fn for_the_past(view: &View<'_>) -> Vec<Finding> {
    let figures = figures(view);
    // Of each document, the latest time that it knows figures of, with the figure.
    let mut known: Vec<Option<(Date, &Figure<'_>)>> = vec![None; view.claims.documents.len()];
    for figure in figures.iter().filter(|figure| figure.modality == "actual") {
        let Some((first, _)) = figure.period.and_then(span) else { continue };
        for document in &figure.documents {
            if known[*document].is_none_or(|(date, _)| date < first) {
                known[*document] = Some((first, figure));
            }
        }
    }
    let groups = by_subject(&figures);
    let mut found = Vec::new();
    for figure in figures.iter().filter(|figure| matches!(figure.modality, "forecast" | "planned" | "target") && !figure.change) {
        let Some((_, last)) = figure.period.and_then(span) else { continue };
        let severity = if figure.modality == "target" { Severity::Info } else { Severity::Warning };
        let mut over: Option<(String, Vec<&Figure<'_>>)> = None;
        // A text that has what was reached beside it looks back at what was expected.
        let beside = groups.get(&(figure.about.clone(), figure.unit)).into_iter().flatten();
        let reached: Vec<&Figure<'_>> = beside.filter(|other| other.is_level() && other.measure == figure.measure && overlap(other, figure)).copied().collect();
        let looks_back = |document: &&usize| reached.iter().any(|other| other.documents.contains(document));
        for document in figure.documents.iter().filter(|document| !looks_back(document)) {
            let published = view.published(*document).filter(|(first, _)| last < *first).map(|(first, _)| (first.to_string(), vec![figure]));
            let spoken = || known[*document].filter(|(date, _)| last < *date).map(|(_, later)| (later.time(), vec![figure, later]));
            over = over.or_else(|| published.or_else(spoken));
        }
        if let Some((over, concerned)) = over {
            let (about, value, modality, period) = (figure.subject(view), figure.amount(), label("modality", figure.modality), figure.time());
            let values = [("about", &*about), ("value", &*value), ("modality", &*modality), ("period", &*period), ("over", &*over)];
            found.push(Finding::new("forecast-past", severity, &values, concerned.into_iter().map(|figure| premise(figure.fact)).collect()));
        }
    }
    found
}

/// Whether the times of two figures have days in common.
fn overlap(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let times = a.period.and_then(span).zip(b.period.and_then(span));
    times.is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1)
}

/// Targets that are met by what was reached before they were told.
pub(super) fn reached(view: &View<'_>) -> Vec<Finding> {
    let figures = figures(view);
    let mut found = Vec::new();
    for group in by_subject(&figures).into_values() {
        for target in group.iter().filter(|figure| figure.modality == "target" && !figure.change) {
            let met = group.iter().filter(|figure| {
                let before = || {
                    let over = figure.period.and_then(span).map(|(_, last)| last);
                    over.is_some_and(|over| target.documents.iter().all(|document| view.published(*document).is_some_and(|(first, _)| over < first)))
                };
                let same = figure.measure == target.measure && figure.sector == target.sector && figure.direction == target.direction;
                figure.is_level() && same && figure.least() >= target.value && alike(figure.value, target.value) && (figure.with(target) || before())
            });
            for level in met {
                let (about, aim, value, period) = (target.subject(view), target.amount(), level.amount(), level.time());
                let values = [("about", &*about), ("target", &*aim), ("value", &*value), ("period", &*period)];
                found.push(Finding::new("target-reached", Severity::Info, &values, [target.fact, level.fact].map(premise).to_vec()));
            }
        }
    }
    found
}
