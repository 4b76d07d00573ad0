//! Which measures can have which units.

use super::dimension::{is_dimension, spans};
use crate::extract::frame::is_currency;

/// Less money than this, said without thousands or millions, measures no trade.
pub(super) const LITTLE: f64 = 50_000.0;

/// Of the economy as a whole only its growth is told.
pub(super) fn economy(measure: &str) -> &str {
    if measure == "growth" { "gdp" } else { measure }
}

/// Whether goods are told in a unit: by weight or volume.
pub(super) fn is_bulk(unit: Option<&str>) -> bool {
    matches!(unit, Some("t" | "kg" | "m3" | "bbl" | "L"))
}

/// Whether a measure can have a unit.
pub(super) fn fits(measure: &str, unit: Option<&str>, scaled: bool) -> bool {
    match unit {
        _ if measure == "growth" || is_rate(measure) => unit == Some("%"),
        Some(unit) if is_dimension(measure) => spans(measure, unit),
        Some("%" | "points") => !matches!(measure, "length" | "other:loan" | "other:aid"),
        Some(unit) if is_currency(unit) => is_money(measure),
        unit if is_bulk(unit) => {
            matches!(
                measure,
                "shipments"
                    | "freight-volume"
                    | "freight-capacity"
                    | "production"
                    | "exports"
                    | "imports"
                    | "trade-turnover"
                    | "other:reserves"
                    | "other:supply"
            )
        }
        Some("km" | "m") => measure == "length",
        Some("ha" | "m2" | "km2") => measure == "other:area",
        Some("MW" | "GW") => matches!(measure, "freight-capacity" | "other:capacity"),
        Some("kWh" | "MWh" | "GWh" | "TWh") => matches!(measure, "production" | "exports" | "imports" | "other:supply"),
        Some("count") => {
            matches!(measure, "passengers" | "other:tourists" | "population" | "containers" | "trains" | "visas" | "jobs" | "companies" | "projects")
        }
        Some("TEU") => matches!(measure, "containers" | "freight-capacity" | "freight-volume"),
        Some(_) => false,
        None => scaled && (is_money(measure) || is_volume(measure) || measure == "other:supply"),
    }
}

pub(super) fn is_volume(measure: &str) -> bool {
    matches!(measure, "freight-volume" | "freight-capacity" | "production" | "passengers" | "other:tourists" | "population" | "containers")
}

pub(super) fn is_trade(measure: &str) -> bool {
    matches!(measure, "trade-turnover" | "exports" | "imports")
}

pub(super) fn is_money(measure: &str) -> bool {
    matches!(measure, "shipments" | "trade-turnover" | "exports" | "imports" | "investment" | "gdp" | "price/cost" | "production")
        || measure.starts_with("other:")
            && !matches!(measure, "other:share" | "other:tourists" | "other:capacity" | "other:area" | "other:supply" | "other:distance")
            && !is_rate(measure)
            && !is_dimension(measure)
}

/// What is told in per cent by itself: of prices, work, money lent.
pub(super) fn is_rate(measure: &str) -> bool {
    matches!(measure, "other:inflation" | "other:unemployment" | "other:interest-rate")
}
