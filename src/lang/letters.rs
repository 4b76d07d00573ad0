//! The letters, figures and marks that a text is cut at.

use crate::lang::token::Cutting;

/// The letters of a text from one on.
pub(super) struct Chars<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl Chars<'_> {
    #[inline]
    pub(super) fn peek(&self) -> Option<char> {
        match *self.text.as_bytes().get(self.at)? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text[self.at..].chars().next(),
        }
    }

    pub(super) fn second(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    /// Past the character that stands here.
    #[inline]
    pub(super) fn pass(&mut self, here: char) {
        self.at += here.len_utf8();
    }

    /// Past letters and digits of ASCII, of which most words are.
    #[inline]
    pub(super) fn skip_plain(&mut self) {
        // How long a word is cannot be foreseen: eight letters are looked at together.
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((eight, others)) = rest.split_first_chunk() {
            let plain = plain_among(*eight);
            self.at += plain;
            if plain < eight.len() {
                return;
            }
            rest = others;
        }
        self.at += rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    }

    /// What a word goes on with behind its first plain letters: other letters, digits, and apostrophes where it is no elision. Whether all are
    /// settled: see [`is_settled`].
    pub(super) fn word(&mut self, start: usize, cutting: &Cutting) -> bool {
        let mut settled = true;
        while let Some(c) = self.peek() {
            // Of ASCII nothing but an apostrophe stands inside a word, beside what was passed.
            if c.is_ascii() && c != '\'' {
                return settled;
            }
            if is_latin(c) || c.is_alphanumeric() || is_mark_inside(c) {
                self.pass(c);
                self.skip_plain();
            } else if is_apostrophe(c) && self.second().is_some_and(char::is_alphabetic) {
                if cutting.is_elision(&self.text[start..self.at]) {
                    return settled;
                }
                self.pass(c);
                self.skip_plain();
            } else {
                return settled;
            }
            settled &= c.is_ascii() || is_settled(c);
        }
        settled
    }

    /// Digits with groups of thousands and one decimal mark.
    pub(super) fn number(&mut self, cutting: &Cutting) {
        let lead = self.digits();
        let mut grouped = false;
        // After more than three digits no mark parts thousands.
        let mut groups = lead <= 3;
        while groups {
            let mut ahead = Chars { text: self.text, at: self.at };
            let Some(mark) = ahead.peek() else { return };
            ahead.pass(mark);
            let mark = if is_thin_space(mark) { ' ' } else { mark };
            groups = cutting.thousands.contains(&mark) && ahead.digits() == 3 && !ahead.peek().is_some_and(|c| c.is_ascii_digit());
            if groups {
                self.at = ahead.at;
                grouped = true;
            }
        }
        let mut ahead = Chars { text: self.text, at: self.at };
        let Some(mark) = ahead.peek() else { return };
        ahead.pass(mark);
        let decimal = mark == cutting.decimal || !grouped && mark == '.';
        if decimal && ahead.digits() > 0 {
            self.at = ahead.at;
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }
}

/// How many letters and digits of ASCII eight bytes begin with.
#[inline]
const fn plain_among(bytes: [u8; 8]) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const TOP: u64 = EACH << 7;
    let all = u64::from_le_bytes(bytes);
    let low = all & !TOP;
    let small = low | EACH << 5;
    // The top bit of each byte tells whether it is at least the first, and not behind the last.
    let letter = small.wrapping_add(EACH * (0x80 - b'a' as u64)) & !small.wrapping_add(EACH * (0x7f - b'z' as u64));
    let digit = low.wrapping_add(EACH * (0x80 - b'0' as u64)) & !low.wrapping_add(EACH * (0x7f - b'9' as u64));
    let plain = (letter | digit) & !all & TOP;
    (plain ^ TOP).trailing_zeros() as usize / 8
}

/// Letters that are not of ASCII and which [`normalise`] leaves as they are: the small ones of Latin with accents.
#[inline]
const fn is_settled(c: char) -> bool {
    matches!(c, 'à'..='ÿ')
}

/// What parts tokens and belongs to none.
#[inline]
pub(super) fn is_blank(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\t'..='\r' | ' ') } else { !is_latin(c) && (c.is_whitespace() || is_invisible(c)) }
}

/// What a word begins with.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_latin(c) || !is_sign(c) && c.is_alphabetic() }
}

/// Letters that are told without a look into the tables of Unicode.
#[inline]
const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ')
}

/// Marks that most texts have, and that no word begins with.
#[inline]
const fn is_sign(c: char) -> bool {
    matches!(c, '«' | '»' | '\u{2010}'..='\u{2027}')
}

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

const fn is_thin_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_mark_inside(c: char) -> bool {
    c == '\u{ad}' || c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::plain_among;

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=255_u8 {
            for at in 0..8 {
                let mut bytes = *b"aZ09zA5q";
                bytes[at] = byte;
                assert_eq!(plain_among(bytes), if byte.is_ascii_alphanumeric() { 8 } else { at }, "{byte} at {at}");
            }
        }
    }
}
