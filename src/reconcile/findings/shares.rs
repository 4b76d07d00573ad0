//! Shares of a whole.

use super::{Finding, Severity, View, figures::figures, view::premise};

/// Shares above all that there is.
pub(super) fn above_all(view: &View<'_>) -> Vec<Finding> {
    let figures = figures(view);
    let above = figures.iter().filter(|figure| figure.share && figure.range().0 > 100.0);
    let tell = |figure: &super::figures::Figure<'_>| {
        let (about, value) = (figure.subject(view), super::view::grouped(figure.value));
        Finding::new("share", Severity::Severe, &[("about", &about), ("value", &value)], vec![premise(figure.fact)])
    };
    above.map(tell).collect()
}
