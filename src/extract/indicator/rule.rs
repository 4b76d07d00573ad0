//! Rule names of figures, by what told the measure.

pub const NAMED: &str = "indicator/measure-named";
pub const COUNTED: &str = "indicator/counted-noun";
pub const NEARBY: &str = "indicator/measure-nearby";
pub const CARRIED: &str = "indicator/measure-carried-over";
pub const BRACKET: &str = "indicator/in-brackets";
pub const SHARE: &str = "indicator/share";
pub const AMOUNT: &str = "indicator/amount-of";

/// How often a rule is right.
pub fn confidence(rule: &str) -> f64 {
    match rule {
        NAMED => 0.85,
        COUNTED => 0.8,
        BRACKET | AMOUNT => 0.75,
        SHARE | NEARBY => 0.65,
        _ => 0.6,
    }
}
