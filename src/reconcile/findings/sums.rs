//! Sums: exports and imports against the turnover, a part against its whole.

use super::{
    Finding, Severity, View,
    figures::{Figure, alike, apart, by_subject, figures},
    view::{grouped, label, premise},
};

/// Exports and imports that do not make the turnover of the same text.
pub(super) fn turnovers(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let figures = figures(view);
    for group in by_subject(&figures).into_values() {
        let of = |measure: &'static str| group.iter().copied().filter(move |figure| figure.is_level() && figure.measure == measure && figure.period.is_some());
        for whole in of("trade-turnover") {
            let beside = |figure: &&Figure<'_>| figure.period == whole.period && figure.sector == whole.sector && figure.with(whole);
            let (exports, imports): (Vec<_>, Vec<_>) = (of("exports").filter(beside).collect(), of("imports").filter(beside).collect());
            // Of several numbers of either it is open which is meant.
            let ([exports], [imports]) = (exports.as_slice(), imports.as_slice()) else { continue };
            let turned = exports.direction.0.is_some() && exports.direction == imports.direction;
            let (a, b) = (exports.range(), imports.range());
            if !turned && exports.with(imports) && alike(exports.value + imports.value, whole.value) && apart((a.0 + b.0, a.1 + b.1), whole.range()) {
                let sum = format!("{} {}", grouped(exports.value + imports.value), whole.unit);
                let values = [
                    ("about", whole.subject(view)),
                    ("period", whole.time()),
                    ("exports", exports.amount()),
                    ("imports", imports.amount()),
                    ("sum", sum),
                    ("whole", whole.amount()),
                ];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                found.push(
                    Finding::new("sum", Severity::Severe, &values, [whole.fact, exports.fact, imports.fact].map(premise).to_vec())
                        .instead(exports.value + imports.value),
                );
            }
        }
    }
    found
}

/// A branch of trade, exports or imports, above the whole trade of the same text.
pub(super) fn parts(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let figures = figures(view);
    for group in by_subject(&figures).into_values() {
        let levels: Vec<&Figure<'_>> = group.into_iter().filter(|figure| figure.is_level() && figure.period.is_some()).collect();
        for whole in levels.iter().filter(|figure| figure.sector.is_none()) {
            for part in levels.iter().filter(|part| part.period == whole.period && part.with(whole)) {
                let branch = part.measure == whole.measure && part.sector.is_some() && part.direction == whole.direction;
                let way = whole.measure == "trade-turnover" && matches!(part.measure, "exports" | "imports");
                if (branch || way) && alike(part.value, whole.value) && part.range().0 > whole.range().1 {
                    let of = part.sector.map_or_else(|| label("measure", part.measure), |sector| label("area", sector));
                    let (about, time, amount, all) = (whole.subject(view), whole.time(), part.amount(), whole.amount());
                    let values = [("about", &*about), ("period", &*time), ("part", &*amount), ("of", &*of), ("whole", &*all)];
                    found.push(Finding::new("part-of-whole", Severity::Severe, &values, [whole.fact, part.fact].map(premise).to_vec()));
                }
            }
        }
    }
    found
}
