//! Rule names of figures, by what told the measure.

pub const NAMED: &str = "indicator/measure-named";
pub const COUNTED: &str = "indicator/counted-noun";
pub const NEARBY: &str = "indicator/measure-nearby";
pub const CARRIED: &str = "indicator/measure-carried-over";
pub const BRACKET: &str = "indicator/in-brackets";
pub const SHARE: &str = "indicator/share";
pub const AMOUNT: &str = "indicator/amount-of";
pub const DEALS: &str = "indicator/value-of-deals";
pub const UNIT: &str = "indicator/by-unit";
