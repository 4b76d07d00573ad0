//! Figures in a row of tokens: number, multiplier, unit and what qualifies them.

use smol_str::SmolStr;

use crate::{
    lang::{Language, TokenKind, Tokens},
    recognise::item::Quantity,
};

/// So many tokens before a figure it is said that several are told in order.
const RESPECTIVE: usize = 8;

/// From here on digits behind millions are the rest of the same number; fewer are another.
const GROUPED: f64 = 10_000.0;

/// Units that no millions are followed by.
const TIMES: [&str; 7] = ["%", "years", "months", "weeks", "days", "hours", "times"];

/// Looks for a figure that begins at a token.
pub struct Quantities<'a> {
    /// The language.
    pub language: &'a Language,
    /// The tokens.
    pub tokens: &'a Tokens,
    /// Their numbers in the lexicon.
    pub words: &'a [Option<u32>],
}

impl Quantities<'_> {
    /// The figure that begins at `at`, with the token behind it. A qualifier before it belongs to it.
    pub fn at(&self, at: usize) -> Option<(usize, Quantity)> {
        let (start, qualifier) = self.phrase(at, "qualifier").map_or((at, None), |(end, value)| (end, Some(value.into())));
        // A verb or preposition that may qualify stands alone where an article comes first: "a dépassé les 5 milliards".
        let skip = self.phrase(start, "det").filter(|_| start > at).map_or(start, |(end, _)| end);
        let (end, mut quantity) = self
            .between(start)
            .or_else(|| self.number(start))
            .or_else(|| (skip > start).then(|| self.number(skip)).flatten())
            .or_else(|| (start > at).then(|| self.number(at)).flatten())?;
        quantity.qualifier = qualifier;
        let end = match self.phrase(end, "qualifier-after").filter(|(after, _)| quantity.qualifier.is_none() && self.link(*after).is_none()) {
            Some((after, value)) => {
                quantity.qualifier = Some(value.into());
                after
            }
            None => end,
        };
        Some((end, quantity))
    }

    /// "entre 8 et 10 milliards": both ends, the first as the lower one.
    fn between(&self, at: usize) -> Option<(usize, Quantity)> {
        let (start, _) = self.phrase(at, "prep").filter(|(_, value)| self.language.has_function("between", value))?;
        let (mid, low, digits) = self.plain(start)?;
        let low = self.multiplier(mid).map_or(low, |(_, by)| low * by);
        let mid = self.multiplier(mid).map_or(mid, |(end, _)| end);
        let mid = self.phrase(mid, "unit").map_or(mid, |(end, _)| end);
        let (and, _) = self.phrase(mid, "conj").filter(|(_, value)| *value == "and")?;
        let (end, mut quantity) = self.number(and)?;
        // "entre 1,5 et 2 milliards": the multiplier is said once.
        let by = self.plain(and).filter(|(_, value, _)| *value > 0.0).map_or(1.0, |(_, value, _)| quantity.value / value);
        // Two bare years are a time.
        if !digits || quantity.low.is_some() || quantity.unit.is_none() && !quantity.scaled {
            return None;
        }
        let low = if low * by < quantity.value { low * by } else { low };
        quantity.low = (low < quantity.value).then_some(low);
        Some((end, quantity))
    }

    fn number(&self, at: usize) -> Option<(usize, Quantity)> {
        let mut quantity = Quantity::default();
        let mut index = at;
        let sign = self.phrase(index, "unit").filter(|(end, unit)| self.goes_before(index, *end, unit));
        if let Some((end, unit)) = sign {
            quantity.unit = Some(unit.into());
            index = end;
        }
        // "la moitié des échanges"
        if let Some((end, value)) = self.phrase(index, "fraction").filter(|(end, _)| self.link(*end).is_some()) {
            return Some((end, Quantity { value: value.parse().ok()?, unit: Some("%".into()), ..quantity }));
        }
        let (end, value, digits) = self.plain(index)?;
        (quantity.value, quantity.digits) = (value, digits);
        index = end;
        // "8 à 10", "8-10", "dix à douze": the first number is kept beside the second.
        if quantity.unit.is_none()
            && let Some((end, last)) = self.range_end(index)
        {
            // "40 à 50 000": the thousands are said once.
            let once = quantity.value < 1000.0 && quantity.value.fract() == 0.0 && last >= 1000.0 && last % 1000.0 == 0.0;
            let low = if once && (last / 10.0..last).contains(&(quantity.value * 1000.0)) { quantity.value * 1000.0 } else { quantity.value };
            quantity.low = Some(low);
            quantity.value = last;
            index = end;
        }
        if let Some((end, by, unit)) = self.scaled_unit(index) {
            quantity.value *= by;
            quantity.low = quantity.low.map(|low| low * by);
            quantity.scaled = true;
            quantity.unit.get_or_insert_with(|| unit.into());
            index = end;
        } else if let Some((end, by)) = self.multiplier(index).or_else(|| self.letter(index, quantity.unit.is_some())) {
            // "1,7 milliard et 961 millions", "respectivement 2 milliards et 900 millions": two figures.
            let whole = quantity.value.fract() == 0.0 && !(at > 0 && self.phrase(at - 1, "respective-word").is_some());
            quantity.value *= by;
            quantity.low = quantity.low.map(|low| low * by);
            quantity.scaled = true;
            index = end;
            // "deux milliards trois cents millions", "51 milliards et 875 millions"
            let mut by = by;
            while whole
                && let Some((end, more, _)) = self.plain(self.phrase(index, "conj").filter(|(_, value)| *value == "and").map_or(index, |(end, _)| end))
                && let Some((end, next)) = self.multiplier(end).filter(|(_, next)| *next < by)
            {
                quantity.value += more * next;
                (by, index) = (next, end);
            }
            if whole && let Some((end, rest)) = self.rest(index, by) {
                quantity.value += rest;
                index = end;
            } else if let Some((end, _)) = self.phrase(index, "half").filter(|_| whole) {
                quantity.value += by / 2.0;
                index = end;
            }
        }
        if quantity.unit.is_none() {
            // "deux milliards de tonnes", "une dizaine de jours"
            let round = quantity.scaled || !digits && index > at && self.phrase(index - 1, "collective").is_some();
            let link = if round { self.link(index).unwrap_or(index) } else { index };
            if let Some((end, unit)) = self.phrase(link, "unit").or_else(|| self.phrase(index, "unit")) {
                quantity.unit = Some(unit.into());
                index = end;
                // "deux ans et demi"
                if let Some((end, _)) = self.phrase(index, "half").filter(|_| !quantity.scaled && quantity.value.fract() == 0.0) {
                    quantity.value += 0.5;
                    index = end;
                }
            }
        }
        if digits
            && quantity.unit.is_none()
            && !quantity.scaled
            && let Some((by, unit)) = self.shared(at, index)
        {
            (quantity.value, quantity.unit, quantity.scaled) = (exact(quantity.value * by), unit, true);
        }
        // An ordinal ("10e") is no figure.
        if !quantity.scaled && digits && self.tokens.get(index).is_some_and(|next| next.joined && !next.hyphen && next.kind == TokenKind::Word) {
            return None;
        }
        // "371,028 EVP": there are no parts of a container.
        if quantity.unit.as_deref() == Some("TEU") && !quantity.scaled && quantity.value.fract() != 0.0 {
            quantity.value = (quantity.value * 1000.0).round();
        }
        if quantity.scaled {
            quantity.value = exact(quantity.value);
            quantity.low = quantity.low.map(exact);
        }
        (quantity.value.is_finite()).then_some((index, quantity))
    }

    /// "3 millions 400 000 tonnes", "9 millions et 600 000 dollars": what is more than whole millions, written out before the unit.
    fn rest(&self, at: usize, by: f64) -> Option<(usize, f64)> {
        let start = self.phrase(at, "conj").filter(|(_, value)| *value == "and").map_or(at, |(end, _)| end);
        let (end, rest, digits) = self.plain(start)?;
        // "3 mille 931"
        if digits && by == 1000.0 && start == at && rest.fract() == 0.0 && rest < by && self.multiplier(end).is_none() {
            return Some((end, rest));
        }
        let whole = digits && rest.fract() == 0.0 && (GROUPED..by).contains(&rest);
        (whole && self.phrase(end, "unit").is_some_and(|(_, unit)| !TIMES.contains(&unit))).then_some((end, rest))
    }

    /// "$ 40", "US$ 40 millions", "CHF 12 millions": a sign, or the code of a currency in capitals before digits.
    fn goes_before(&self, at: usize, end: usize, unit: &str) -> bool {
        let token = self.tokens[at];
        let code = token.all_capitals && unit.len() == 3 && unit.bytes().all(|letter| letter.is_ascii_uppercase());
        token.kind == TokenKind::Mark || code && self.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Number)
    }

    /// "respectivement 15, 12 et 9 milliards de dollars": the multiplier and unit that are said once, behind the last.
    fn shared(&self, at: usize, end: usize) -> Option<(f64, Option<SmolStr>)> {
        // "contre 6 et 3 milliards": what a row is set against is a row too.
        let against = (at.saturating_sub(2)..at).any(|index| self.phrase(index, "compare").is_some());
        let reach = if against { 3 * RESPECTIVE } else { RESPECTIVE };
        (at.saturating_sub(reach)..at).find(|index| self.phrase(*index, "respective-word").is_some())?;
        let mut index = end;
        loop {
            let comma = self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Mark) && self.tokens.normal(index) == ",";
            let and = self.phrase(index, "conj").filter(|(_, value)| *value == "and").map(|(end, _)| end);
            let next = and.or(comma.then_some(index + 1))?;
            let next = self.link(next).unwrap_or(next);
            let (after, plain, digits) = self.plain(next)?;
            if let Some((_, by, unit)) = self.scaled_unit(after) {
                return Some((by, Some(unit.into())));
            }
            if let Some((_, last)) =
                self.multiplier(after).or_else(|| self.letter(after, false)).and_then(|_| self.number(next)).filter(|_| digits && plain > 0.0)
            {
                return Some((last.value / plain, last.unit));
            }
            // "respectivement de 200 000 et de 550 000 EVP"
            if let Some((_, unit)) = self.phrase(after, "unit").filter(|_| and.is_some() && digits) {
                return Some((1.0, Some(unit.into())));
            }
            index = after;
        }
    }

    /// Digits or a number word; a bare article counts only before a multiplier.
    fn plain(&self, at: usize) -> Option<(usize, f64, bool)> {
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Number {
            return self.digits(at).map(|value| (at + 1, value, true));
        }
        if let Some((end, value)) = self.phrase(at, "number") {
            return value.parse().ok().map(|value| (end, value, false));
        }
        if let Some((end, _)) = self.phrase(at, "one") {
            // "un gigawatt"
            if self.multiplier(end).is_some() || self.phrase(end, "unit").is_some_and(|(_, unit)| matches!(unit, "GW" | "TWh")) {
                return Some((end, 1.0, false));
            }
            if let Some((end, value)) = self.phrase(end, "collective") {
                return value.parse().ok().map(|value| (end, value, false));
            }
        }
        None
    }

    fn digits(&self, at: usize) -> Option<f64> {
        let cutting = &self.language.cutting;
        let normal = self.tokens.normal(at);
        if normal.bytes().all(|byte| byte.is_ascii_digit()) {
            return normal.parse().ok();
        }
        let mut plain = String::new();
        let parts = normal.split('.').count();
        for c in normal.chars() {
            if c.is_ascii_digit() {
                plain.push(c);
            } else if c == cutting.decimal {
                plain.push('.');
            } else if c == '.'
                && !(parts == 2 && normal.rsplit('.').next().is_some_and(|tail| tail.len() == 3 && cutting.thousands.contains(&'.')) || parts > 2)
            {
                // A point that groups no thousands is a decimal point.
                plain.push('.');
            }
        }
        plain.parse().ok()
    }

    fn range_end(&self, at: usize) -> Option<(usize, f64)> {
        let next = if self.tokens.get(at)?.hyphen {
            at
        } else {
            let (end, _) = self.phrase(at, "prep").filter(|(_, value)| self.language.has_function("toward", value))?;
            end
        };
        let (end, value, _) = self.plain(next)?;
        let known = self.multiplier(end).is_some() || self.phrase(end, "unit").is_some() || self.scaled_unit(end).is_some();
        (known || self.letter(end, false).is_some()).then_some((end, value))
    }

    /// "5 Md€", "12 Mt": a unit that holds its multiplier.
    fn scaled_unit(&self, at: usize) -> Option<(usize, f64, &str)> {
        let (end, value) = self.phrase(at, "scaled-unit")?;
        let (by, unit) = value.split_once(' ')?;
        Some((end, by.parse().ok()?, unit))
    }

    /// "300 M CHF", "$40 M", "700 k€": a letter multiplies where a unit is beside it, and is a unit or a name elsewhere.
    fn letter(&self, at: usize, unit: bool) -> Option<(usize, f64)> {
        let (end, by) = self.phrase(at, "multiplier-letter")?;
        (unit || self.phrase(self.link(end).unwrap_or(end), "unit").is_some()).then_some((end, by.parse().ok()?))
    }

    fn multiplier(&self, at: usize) -> Option<(usize, f64)> {
        let (end, value) = self.phrase(at, "multiplier")?;
        let mut by: f64 = value.parse().ok()?;
        let mut index = end;
        // "mille milliards"
        while let Some((end, value)) = self.phrase(self.link(index).unwrap_or(index), "multiplier") {
            by *= value.parse::<f64>().ok()?;
            index = end;
        }
        Some((index, by))
    }

    fn link(&self, at: usize) -> Option<usize> {
        self.phrase(at, "prep").filter(|(_, value)| self.language.has_function("of", value)).map(|(end, _)| end)
    }

    fn phrase(&self, at: usize, class: &str) -> Option<(usize, &str)> {
        self.language.lexicon.longest(self.words, at, class)
    }
}

/// Thousands, millions and more in whole units: what binary fractions add is taken off.
fn exact(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
