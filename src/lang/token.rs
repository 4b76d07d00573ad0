//! Text cut into words, numbers and marks.

use crate::{
    lang::{
        letters::{Chars, is_apostrophe, is_blank, is_hyphen, is_letter},
        normalise::{normalise, normalised},
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
    pub(super) fn is_elision(&self, raw: &str) -> bool {
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

    /// Whether the matching form of a token ends with a digit.
    #[inline]
    pub fn ends_with_digit(&self, index: usize) -> bool {
        let (_, end) = self.list[index].normal;
        (end as usize).checked_sub(1).and_then(|last| self.normals.as_bytes().get(last)).is_some_and(u8::is_ascii_digit)
    }

    /// The matching form of a token, with its key.
    #[inline]
    pub fn hashed(&self, index: usize) -> Hashed<'_> {
        Hashed::known(self.normal(index), self.list[index].key)
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
        while let Some(byte) = slice.as_bytes().get(chars.at) {
            let start = chars.at;
            if *byte == b' ' {
                chars.at += 1;
                continue;
            }
            // A word of plain letters, as most are, that nothing else goes on with.
            if byte.is_ascii_alphabetic() {
                chars.skip_plain();
                if slice.as_bytes().get(chars.at).is_none_or(|next| next.is_ascii() && *next != b'\'') {
                    let hyphen = hyphen_at == Some(start);
                    let joined = hyphen || start > 0 && start == last_end;
                    last_end = chars.at;
                    let span = Span::new(within.start + start, within.start + last_end);
                    let fresh_line = std::mem::take(&mut fresh_line);
                    let capital = byte.is_ascii_uppercase();
                    let all_capitals = capital && is_shouted(&slice[start..last_end]);
                    let key = Key::within(&self.normals, start, last_end);
                    let normal = (start as u32, last_end as u32);
                    self.list.push(Token { span, kind: TokenKind::Word, capital, all_capitals, joined, hyphen, fresh_line, normal, key });
                    continue;
                }
            }
            let (kind, settled) = if chars.at > start {
                // It goes on with other letters, or with an apostrophe.
                (TokenKind::Word, chars.word(start, cutting))
            } else {
                let Some(c) = chars.peek() else { break };
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
                if c.is_ascii_digit() {
                    chars.number(cutting);
                    (TokenKind::Number, slice[start..chars.at].is_ascii())
                } else if is_letter(c) {
                    (TokenKind::Word, chars.word(start, cutting))
                } else {
                    chars.pass(c);
                    (TokenKind::Mark, c.is_ascii() || matches!(c, '«' | '»'))
                }
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
        let key = Key::within(&self.normals, normal.start, normal.end);
        let normal = (normal.start as u32, normal.end as u32);
        // A word begins with a letter, and nothing else has any.
        let small = raw.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let capital = token.kind == TokenKind::Word && !small && raw.chars().next().is_some_and(char::is_uppercase);
        let all_capitals = capital && is_shouted(raw);
        self.list.push(Token { capital, all_capitals, normal, key, ..token });
    }
}

/// Whether a word that begins with a capital has two letters or more, all capitals.
fn is_shouted(raw: &str) -> bool {
    if raw.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let mut others = raw.chars().skip(1).filter(|c| c.is_alphabetic()).peekable();
    others.peek().is_some() && others.all(char::is_uppercase)
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
