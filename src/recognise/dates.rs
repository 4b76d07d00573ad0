//! Dates in a row of tokens: the order of day, month and year is read as it comes; the words are the language's.

use crate::{
    lang::{Language, TokenKind, Tokens},
    recognise::item::{DateMention, TimeUnit},
};

/// Looks for a date that begins at a token.
pub struct Dates<'a> {
    /// The language.
    pub language: &'a Language,
    /// The tokens.
    pub tokens: &'a Tokens,
    /// Their numbers in the lexicon.
    pub words: &'a [Option<u32>],
}

impl Dates<'_> {
    /// The date that begins at `at`, with the token behind it.
    pub fn at(&self, at: usize) -> Option<(usize, DateMention)> {
        let mut date = DateMention::default();
        let mut index = at;
        if let Some((end, _)) = self.phrase(at, "deadline") {
            date.deadline = true;
            index = end;
            // "by the end of 2030": an article or a bare year may follow.
            if let Some((end, _)) = self.phrase(index, "date-link") {
                index = end;
            }
        }
        if let Some((end, value)) = self.phrase(index, "relative") {
            date.relative = relative(value);
            if date.relative.is_some() {
                return Some((end, date));
            }
        }
        if let Some((end, value)) = self.phrase(index, "span") {
            date.months = months(value);
            let (end, year) = self.linked_year(end).unwrap_or((end, None));
            date.year = year;
            return Some((end, date));
        }
        let weekday = self.phrase(index, "weekday");
        if let Some((end, value)) = &weekday {
            date.weekday = value.parse().ok();
            index = *end;
            if self.mark(index, ",") && self.day(index + 1).is_some() {
                index += 1;
            }
        }
        if let Some(end) = self.day_month(index, &mut date) {
            return Some((self.year_behind(end, &mut date), date));
        }
        if let Some((end, month)) = self.month(index) {
            date.month = Some(month);
            // "July 5, 2024"
            if weekday.is_none()
                && let Some((after, day)) = self.day(end).filter(|(after, _)| self.mark(*after, ",") && self.year(after + 1).is_some())
            {
                date.day = Some(day);
                return Some((self.year_behind(after + 1, &mut date), date));
            }
            let end = self.year_behind(end, &mut date);
            return (date.year.is_some() || self.before_is(at, "year-lead") || date.deadline).then_some((end, date));
        }
        if date.weekday.is_some() {
            return Some((index, date));
        }
        self.bare_year(at, index, date)
    }

    /// Day (or a span of days) and month.
    fn day_month(&self, at: usize, date: &mut DateMention) -> Option<usize> {
        let (mut index, day) = self.day(at)?;
        date.day = Some(day);
        if let Some((end, month)) = self.month(index) {
            date.month = Some(month);
            // "28 avril au 2 mai"
            if let Some((link, _)) = self.phrase(end, "date-link")
                && let Some((after, last)) = self.day(link)
                && let Some((after, last_month)) = self.month(after)
            {
                date.last_day = Some((last, Some(last_month)));
                return Some(after);
            }
            return Some(end);
        }
        // "18-19 avril", "18 et 19 avril", "18 au 19 avril"
        if !self.tokens.get(index).is_some_and(|token| token.hyphen) {
            index = self
                .phrase(index, "conj")
                .or_else(|| self.phrase(index, "date-link"))
                .or_else(|| self.phrase(index, "prep"))
                .map(|(end, _)| end)
                .or_else(|| self.mark(index, "–").then_some(index + 1))?;
        }
        let (end, last) = self.day(index)?;
        let (end, month) = self.month(end)?;
        date.month = Some(month);
        date.last_day = Some((last, None));
        Some(end)
    }

    fn year_behind(&self, at: usize, date: &mut DateMention) -> usize {
        match self.linked_year(at) {
            Some((end, year)) => {
                date.year = year;
                end
            }
            None => at,
        }
    }

    /// A year, with or without a linking word; a relative year stays for its own mention.
    fn linked_year(&self, at: usize) -> Option<(usize, Option<i16>)> {
        let direct = self.year(at);
        let linked = || self.phrase(at, "date-link").and_then(|(end, _)| self.year(end));
        direct.or_else(linked).map(|(end, year)| (end, Some(year)))
    }

    /// A year alone: only where the word before it, or the form, says that it is one.
    fn bare_year(&self, at: usize, index: usize, mut date: DateMention) -> Option<(usize, DateMention)> {
        let (end, year) = self.year(index)?;
        let led = date.deadline
            || self.before_is(at, "year-lead")
            || at.checked_sub(1).is_some_and(|before| self.mark(before, "(") || self.mark(before, ",") && self.mark(end, ","));
        if !led || self.phrase(end, "multiplier").is_some() || self.phrase(end, "unit").is_some() {
            return None;
        }
        date.year = Some(year);
        // "2023-2024"
        if self.tokens.get(end).is_some_and(|token| token.hyphen)
            && let Some((after, last)) = self.year(end).filter(|(_, last)| *last > year)
        {
            date.last_year = Some(last);
            return Some((after, date));
        }
        Some((end, date))
    }

    fn day(&self, at: usize) -> Option<(usize, u8)> {
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Number {
            let day = self.tokens.normal(at).parse().ok().filter(|day| (1..=31).contains(day))?;
            let end = self.phrase(at + 1, "ordinal-suffix").filter(|_| self.tokens.get(at + 1).is_some_and(|next| next.joined)).map_or(at + 1, |(end, _)| end);
            return Some((end, day));
        }
        let (end, value) = self.phrase(at, "day")?;
        self.month(end)?;
        Some((end, value.parse().ok()?))
    }

    fn month(&self, at: usize) -> Option<(usize, u8)> {
        let (end, value) = self.phrase(at, "month")?;
        Some((end, value.parse().ok()?))
    }

    fn year(&self, at: usize) -> Option<(usize, i16)> {
        let token = self.tokens.get(at)?;
        let normal = self.tokens.normal(at);
        (token.kind == TokenKind::Number && normal.len() == 4).then_some(())?;
        let year: i16 = normal.parse().ok().filter(|year| (1850..=2100).contains(year))?;
        Some((at + 1, year))
    }

    fn mark(&self, at: usize, mark: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Mark) && self.tokens.normal(at) == mark
    }

    fn before_is(&self, at: usize, class: &str) -> bool {
        (1..=4).any(|back| at.checked_sub(back).is_some_and(|start| self.phrase(start, class).is_some_and(|(end, _)| end == at)))
    }

    /// The longest phrase of a class that begins at a token.
    fn phrase(&self, at: usize, class: &str) -> Option<(usize, &str)> {
        self.language.lexicon.longest(self.words, at, class)
    }
}

fn relative(value: &str) -> Option<(TimeUnit, i32)> {
    let (unit, offset) = value.split_once(' ')?;
    let unit = match unit {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        _ => return None,
    };
    Some((unit, offset.parse().ok()?))
}

fn months(value: &str) -> Option<(u8, u8)> {
    let (from, until) = value.split_once('-')?;
    Some((from.parse().ok()?, until.parse().ok()?))
}
