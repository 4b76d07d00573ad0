//! Text cut into words, numbers and marks.

use crate::{
    lang::{
        normalise::{fold, normalise, normalised},
        words::{Hashed, Key},
    },
    model::Span,
};

/// How a language writes numbers and joins words: what cutting needs to know of it.
#[derive(Clone, Debug, Default)]
pub struct Cutting {
    /// The decimal mark.
    pub decimal: char,
    /// What may stand between groups of three digits; any kind of space is one space here.
    pub thousands: Vec<char>,
    /// Short forms that an apostrophe ends (`l`, `qu`).
    pub elisions: Vec<String>,
}

impl Cutting {
    fn is_elision(&self, raw: &str) -> bool {
        if raw.is_ascii() { self.elisions.iter().any(|elision| elision.eq_ignore_ascii_case(raw)) } else { self.elisions.contains(&normalised(raw)) }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with the marks inside them.
    Number,
    /// One mark of punctuation or sign.
    Mark,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it has two letters or more, all capitals.
    pub all_capitals: bool,
    /// Whether nothing or only a hyphen stands between it and the token before.
    pub joined: bool,
    /// Whether a hyphen stands right before it.
    pub hyphen: bool,
    /// Whether a line ends between it and the token before.
    pub fresh_line: bool,
    normal: (u32, u32),
    key: Key,
}

/// The tokens of a stretch of text.
#[derive(Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    normals: String,
}

impl std::ops::Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

/// Words and marks have so many letters on average, or more.
const LETTERS: usize = 4;

impl Tokens {
    /// The matching form of a token.
    pub fn normal(&self, index: usize) -> &str {
        let (start, end) = self.list[index].normal;
        &self.normals[start as usize..end as usize]
    }

    /// The matching form of a token, with its key.
    #[inline]
    pub fn hashed(&self, index: usize) -> Hashed<'_> {
        Hashed::known(self.normal(index), self.list[index].key)
    }

    /// The matching form of a token without accents, in `buffer`.
    pub fn folded<'b>(&self, index: usize, buffer: &'b mut String) -> &'b str {
        buffer.clear();
        fold(self.normal(index), buffer);
        buffer
    }

    /// The span from the first to the last of a range of tokens.
    pub fn span(&self, first: usize, end: usize) -> Span {
        match (self.list.get(first), end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Cuts `text[within]`. Offsets count from the start of `text`.
    pub fn cut(text: &str, within: Span, cutting: &Cutting) -> Self {
        let mut tokens = Self::default();
        tokens.recut(text, within, cutting);
        tokens
    }

    /// [`Tokens::cut`] in place of what was cut before.
    pub fn recut(&mut self, text: &str, within: Span, cutting: &Cutting) {
        self.list.clear();
        self.normals.clear();
        let slice = within.of(text);
        self.list.reserve(slice.len() / LETTERS);
        // Most words are their own matching form but for capitals; others have theirs behind the text.
        self.normals.reserve(slice.len() + slice.len() / LETTERS);
        self.normals.push_str(slice);
        self.normals.make_ascii_lowercase();
        let mut chars = Chars { text: slice, at: 0 };
        let mut last_end = 0;
        let mut hyphen_at = None;
        let mut fresh_line = false;
        while let Some(c) = chars.peek() {
            let start = chars.at;
            if is_blank(c) {
                fresh_line |= c == '\n';
                chars.pass(c);
                continue;
            }
            if is_hyphen(c) && start > 0 && start == last_end && chars.second().is_some_and(char::is_alphanumeric) {
                chars.pass(c);
                hyphen_at = Some(chars.at);
                continue;
            }
            let (kind, settled) = if c.is_ascii_digit() {
                chars.number(cutting);
                (TokenKind::Number, slice[start..chars.at].is_ascii())
            } else if is_letter(c) {
                (TokenKind::Word, chars.word(cutting))
            } else {
                chars.pass(c);
                (TokenKind::Mark, c.is_ascii() || matches!(c, '«' | '»'))
            };
            let hyphen = hyphen_at == Some(start);
            let joined = hyphen || start > 0 && start == last_end;
            let span = Span::new(within.start + start, within.start + chars.at);
            let fresh_line = std::mem::take(&mut fresh_line);
            self.push(
                &slice[start..chars.at],
                start,
                settled,
                Token { span, kind, capital: false, all_capitals: false, joined, hyphen, fresh_line, normal: (0, 0), key: Key::default() },
            );
            last_end = chars.at;
            // The apostrophe of an elided word belongs to it, but not to its matching form.
            if kind == TokenKind::Word
                && let Some(mark) = chars.peek().filter(|c| is_apostrophe(*c))
                && chars.second().is_some_and(char::is_alphanumeric)
            {
                chars.pass(mark);
                last_end = chars.at;
            }
        }
    }

    /// Adds a token that stands at `at`; `settled`: whether [`normalise`] does no more to it than to make its letters of ASCII small.
    fn push(&mut self, raw: &str, at: usize, settled: bool, token: Token) {
        let normal = if settled {
            at..at + raw.len()
        } else {
            let from = self.normals.len();
            normalise(raw, &mut self.normals);
            from..self.normals.len()
        };
        let (normal, key) = ((normal.start as u32, normal.end as u32), Key::of(&self.normals[normal]));
        // A word begins with a letter, and nothing else has any.
        let small = raw.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let capital = token.kind == TokenKind::Word && !small && raw.chars().next().is_some_and(char::is_uppercase);
        let all_capitals = capital && is_shouted(raw);
        self.list.push(Token { capital, all_capitals, normal, key, ..token });
    }
}

/// Whether a word that begins with a capital has two letters or more, all capitals.
fn is_shouted(raw: &str) -> bool {
    let mut others = raw.chars().skip(1).filter(|c| c.is_alphabetic()).peekable();
    others.peek().is_some() && others.all(char::is_uppercase)
}

struct Chars<'t> {
    text: &'t str,
    at: usize,
}

impl Chars<'_> {
    #[inline]
    fn peek(&self) -> Option<char> {
        match *self.text.as_bytes().get(self.at)? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text[self.at..].chars().next(),
        }
    }

    fn second(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    /// Past the character that stands here.
    #[inline]
    fn pass(&mut self, here: char) {
        self.at += here.len_utf8();
    }

    /// Past letters and digits of ASCII, of which most words are.
    #[inline]
    fn skip_plain(&mut self) {
        while self.text.as_bytes().get(self.at).is_some_and(|byte| PLAIN[usize::from(*byte)]) {
            self.at += 1;
        }
    }

    /// Letters, digits behind letters, and apostrophes inside a word that is no elision. Whether they are settled: see [`is_settled`].
    fn word(&mut self, cutting: &Cutting) -> bool {
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
    fn number(&mut self, cutting: &Cutting) {
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
fn is_blank(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\t'..='\r' | ' ') } else { c.is_whitespace() || is_invisible(c) }
}

/// What a word begins with.
#[inline]
fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_latin(c) || c.is_alphabetic() }
}

/// Letters that are told without a look into the tables of Unicode.
#[inline]
const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

const fn is_hyphen(c: char) -> bool {
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
    use super::*;

    fn french() -> Cutting {
        Cutting { decimal: ',', thousands: vec![' ', '.'], elisions: ["l", "d", "qu"].map(str::to_owned).to_vec() }
    }

    fn words(text: &str) -> Vec<String> {
        let tokens = Tokens::cut(text, Span::new(0, text.len()), &french());
        (0..tokens.len()).map(|index| tokens.normal(index).to_owned()).collect()
    }

    #[test]
    fn elisions_and_hyphens_part_words() {
        assert_eq!(words("L’accord d'Astana-Kazakhstan"), ["l", "accord", "d", "astana", "kazakhstan"]);
        assert_eq!(words("aujourd'hui qu’il"), ["aujourd'hui", "qu", "il"]);
        assert_eq!(words("mots – tiret"), ["mots", "–", "tiret"]);
    }

    #[test]
    fn numbers_hold_together() {
        assert_eq!(words("27,8 milliards"), ["27,8", "milliards"]);
        assert_eq!(words("45\u{202f}400 emplois et 7.200 km"), ["45 400", "emplois", "et", "7.200", "km"]);
        assert_eq!(words("18-19 avril 2024, 10%"), ["18", "19", "avril", "2024", ",", "10", "%"]);
        assert_eq!(words("en 2024 300 trains"), ["en", "2024", "300", "trains"]);
        assert_eq!(words("fin 2024."), ["fin", "2024", "."]);
        assert_eq!(words("1er 2,4"), ["1", "er", "2,4"]);
    }

    #[test]
    fn offsets_are_those_of_the_text() {
        let text = "« L’été à Bichkek »";
        let tokens = Tokens::cut(text, Span::new(0, text.len()), &french());
        let cut: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(cut, ["«", "L", "été", "à", "Bichkek", "»"]);
    }
}
