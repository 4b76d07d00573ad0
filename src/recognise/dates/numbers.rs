//! Numbers as time expressions use them: days, years, hours, centuries, dates in figures.

use crate::{lang::TokenKind, recognise::dates::Dates};

/// Two-digit years up to this one are of this century.
const PIVOT: i16 = 30;

impl Dates<'_> {
    /// A token's digits, where it is a number of nothing else.
    fn digits(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number && at < self.sentence.end)?;
        let normal = self.tokens.normal(at);
        (token.kind == TokenKind::Number && normal.bytes().all(|byte| byte.is_ascii_digit())).then_some(normal)
    }

    /// A whole number of at most so many digits, up to a largest one.
    fn small(&self, at: usize, digits: usize, largest: u8) -> Option<u8> {
        self.digits(at).filter(|normal| normal.len() <= digits)?.parse().ok().filter(|number| *number <= largest)
    }

    /// Whether letters hang on a number: no day and no year has any.
    fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|next| next.joined && !next.hyphen && next.kind == TokenKind::Word)
    }

    /// A number in figures or words, with whether it ends on a half.
    pub(super) fn number(&self, at: usize) -> Option<(usize, (u32, bool))> {
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Word {
            return self.number_words(at).map(|(end, number)| (end, (number, false)));
        }
        if token.kind != TokenKind::Number {
            return None;
        }
        let normal = self.tokens.normal(at);
        if normal.bytes().all(|byte| byte.is_ascii_digit()) {
            return normal.parse().ok().map(|number| (at + 1, (number, false)));
        }
        let (whole, fraction) = normal.split_once(self.language.cutting.decimal).unwrap_or((normal, ""));
        let mut number = 0u32;
        for c in whole.chars().filter(|c| !c.is_whitespace() && *c != '.') {
            number = number.checked_mul(10)?.checked_add(c.to_digit(10)?)?;
        }
        matches!(fraction, "" | "0" | "5").then_some((at + 1, (number, fraction == "5")))
    }

    /// A number in words.
    fn number_words(&self, at: usize) -> Option<(usize, u32)> {
        let value = |at: usize| self.words.get(at).filter(|_| at < self.sentence.end).copied().flatten().and_then(|word| self.grammar().number(word));
        let (mut total, mut current) = (0u32, 0u32);
        let mut index = at;
        while let Some(next) = value(index) {
            let tens = current % 100;
            match next {
                1000 if total == 0 => {
                    total = current.max(1) * 1000;
                    current = 0;
                }
                100 if current < 100 => current = current.max(1) * 100,
                20 if tens == 4 => current = current - 4 + 80,
                _ if next >= 100 => break,
                _ if tens == 0 || tens >= 20 && tens % 10 == 0 && (next < 10 || matches!(tens, 60 | 80) && next < 20) => current += next,
                10 if tens >= 60 && tens % 20 == 0 => current += next,
                // "dix-sept", "soixante-dix-sept"
                _ if tens % 20 == 10 && next < 10 && (tens > 60 || next > 6) => current += next,
                _ => break,
            }
            index += 1;
            let linked =
                current % 10 == 0 && current % 100 >= 20 && self.words.get(index).copied().flatten().is_some_and(|word| self.grammar().is_number_link(word));
            if linked && matches!(value(index + 1), Some(1 | 11)) {
                index += 1;
            }
        }
        (index > at).then_some((index, total + current))
    }

    /// A day of a month, in figures.
    pub(super) fn day(&self, at: usize) -> Option<(usize, u8)> {
        let day = self.small(at, 2, 31).filter(|day| *day > 0)?;
        if self.is_joined(at + 1) {
            let ending = self.words.get(at + 1).copied().flatten().filter(|_| day == 1)?;
            return self.grammar().is_ordinal_ending(ending).then_some((at + 2, day));
        }
        Some((at + 1, day))
    }

    /// A year of four figures.
    pub(super) fn year(&self, at: usize) -> Option<(usize, i16)> {
        let year = self.digits(at).filter(|normal| normal.len() == 4)?.parse().ok().filter(|year| (1000..=2150).contains(year))?;
        (!self.is_joined(at + 1)).then_some((at + 1, year))
    }

    /// A year of two figures.
    pub(super) fn short_year(&self, at: usize) -> Option<(usize, i16)> {
        let year: i16 = self.digits(at).filter(|normal| normal.len() == 2)?.parse().ok()?;
        (!self.is_joined(at + 1)).then_some((at + 1, if year <= PIVOT { 2000 + year } else { 1900 + year }))
    }

    /// A year in words, from a thousand on.
    pub(super) fn year_words(&self, at: usize) -> Option<(usize, i16)> {
        (self.tokens.get(at)?.kind == TokenKind::Word).then_some(())?;
        let (end, number) = self.number_words(at)?;
        let year = i16::try_from(number).ok().filter(|year| (1000..=2150).contains(year))?;
        Some((end, year))
    }

    /// Hour, and minutes where they stand behind. `sure` asks for minutes, or for the bare letter of the hour.
    pub(super) fn clock(&self, at: usize, sure: bool) -> Option<(usize, u8, Option<u8>)> {
        let (next, hour) = match self.small(at, 2, 24) {
            Some(hour) => (at + 1, hour),
            None if self.tokens.get(at)?.kind == TokenKind::Word && !sure => {
                let (next, hour) = self.number_words(at)?;
                (next, u8::try_from(hour).ok().filter(|hour| *hour <= 24)?)
            }
            None => return None,
        };
        let token = self.tokens.get(next).filter(|_| next < self.sentence.end)?;
        let mark = self.tokens.normal(next);
        // "20:30"
        if mark == ":" {
            let minute = self.digits(next + 1).filter(|digits| digits.len() == 2)?.parse().ok().filter(|minute| *minute < 60)?;
            return (token.joined && self.tokens[next + 1].joined).then_some((next + 2, hour, Some(minute)));
        }
        let (short, long) = (|text: &str| text.chars().count() == 1, self.grammar().hour_marks().any(|known| known == mark));
        if long {
            let minute = self.small(next + 1, 2, 59).filter(|_| self.digits(next + 1).is_some_and(|digits| digits.len() == 2) && !self.is_joined(next + 2));
            // "dix-huit heures trente"
            let spoken = || {
                let (end, minutes) = self.number_words(next + 1).filter(|_| self.tokens[at].kind == TokenKind::Word)?;
                Some((end, hour, Some(u8::try_from(minutes).ok().filter(|minutes| *minutes < 60 && minutes % 5 == 0)?)))
            };
            return match minute {
                Some(minute) => Some((next + 2, hour, Some(minute))),
                None if spoken().is_some() => spoken(),
                None if sure && !short(mark) => None,
                None => Some((next + 1, hour, None)),
            };
        }
        // "20h30": the letter and the minutes are one token.
        let minutes = self.grammar().hour_marks().filter(|known| short(known)).find_map(|known| mark.strip_prefix(known))?;
        let minute: u8 = minutes.parse().ok().filter(|minute| *minute < 60)?;
        (minutes.len() == 2).then_some((next + 1, hour, Some(minute)))
    }

    /// "17/05/1999", "17.5.1999", "17-05-99", "1999-05-17".
    pub(super) fn numeric(&self, at: usize) -> Option<(usize, i16, u8, u8)> {
        // "17.05.1999": the cutter takes day and month for a decimal number.
        if let Some((day, month)) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number).and_then(|_| self.tokens.normal(at).split_once('.')) {
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            let joined = self.tokens.get(at + 2).is_some_and(|year| year.joined) && self.tokens.normal(at + 1) == ".";
            let (end, year) = self.year(at + 2).filter(|_| joined)?;
            return valid(year, month, day).then_some((end, year, month, day));
        }
        let (second, third) = (self.part(at)?, self.part(self.part(at)?)?);
        if let Some((_, year)) = self.year(at) {
            let (month, day) = (self.small(second, 2, 12)?, self.small(third, 2, 31)?);
            return valid(year, month, day).then_some((third + 1, year, month, day));
        }
        let (day, month) = (self.small(at, 2, 31)?, self.small(second, 2, 12)?);
        let (end, year) = self.year(third).or_else(|| self.short_year(third))?;
        valid(year, month, day).then_some((end, year, month, day))
    }

    /// "17/05".
    pub(super) fn short_numeric(&self, at: usize) -> Option<(usize, u8, u8)> {
        let second = self.part(at)?;
        let slash = second == at + 2;
        let (day, month) = (self.small(at, 2, 31)?, self.small(second, 2, 12)?);
        (slash && self.part(second).is_none() && valid(2000, month, day)).then_some((second + 1, month, day))
    }

    /// The next part of a date in figures, behind a hyphen or slash.
    fn part(&self, at: usize) -> Option<usize> {
        let next = self.tokens.get(at + 1).filter(|next| next.joined)?;
        if next.hyphen {
            return Some(at + 1);
        }
        (self.tokens.normal(at + 1) == "/" && self.tokens.get(at + 2).is_some_and(|part| part.joined)).then_some(at + 2)
    }
}

fn valid(year: i16, month: u8, day: u8) -> bool {
    jiff::civil::Date::new(year, month as i8, day as i8).is_ok()
}
