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
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(rest.len());
    }

    /// Letters, digits behind letters, and apostrophes inside a word that is no elision. Whether they are settled: see [`is_settled`].
    pub(super) fn word(&mut self, cutting: &Cutting) -> bool {
        let start = self.at;
        let mut settled = true;
        self.skip_plain();
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

/// Whether a byte is a letter or digit of ASCII.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

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
