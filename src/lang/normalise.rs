//! One way to write every word: what a text and a word list are compared in.

use std::cell::Cell;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
    is_nfc_quick,
};

/// Appends the matching form of `raw`: composed (NFC), lower case, with straight apostrophes, plain hyphens and plain
/// spaces, ligatures spelt out, and without soft hyphens or other invisible characters.
pub fn normalise(raw: &str, out: &mut String) {
    if raw.is_ascii() {
        let start = out.len();
        out.push_str(raw);
        out[start..].make_ascii_lowercase();
        return;
    }
    // Letters below the combining marks, and the plain ones of Cyrillic, are composed as they stand.
    let low = raw.bytes().all(|byte| byte < MARKS);
    if low || raw.chars().all(|c| c < '\u{300}' || ('\u{400}'..='\u{482}').contains(&c)) {
        let mut rest = raw;
        loop {
            let (run, behind) = rest.split_at(rest.bytes().take_while(u8::is_ascii_alphanumeric).count());
            let start = out.len();
            out.push_str(run);
            out[start..].make_ascii_lowercase();
            let Some(c) = behind.chars().next() else { return };
            plain(c, out);
            rest = &behind[c.len_utf8()..];
        }
    }
    match is_nfc_quick(raw.chars()) {
        IsNormalized::Yes => raw.chars().for_each(|c| plain(c, out)),
        _ => raw.nfc().for_each(|c| plain(c, out)),
    }
}

/// The byte that the combining marks begin with; letters below them begin with lower ones.
const MARKS: u8 = 0xcc;

fn plain(c: char, out: &mut String) {
    match c {
        c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        '’' | '‘' | 'ʼ' | '´' | '`' | 'ʹ' => out.push('\''),
        '‐' | '‑' | '−' => out.push('-'),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => out.push(' '),
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        // Small letters with accents, as most that are not plain.
        'à'..='ÿ' => out.push(c),
        c => out.extend(c.to_lowercase()),
    }
}

/// Appends `normal` without its accents.
///
/// A letter typed three times or more in a row stands twice: no name has three.
pub fn fold(normal: &str, out: &mut String) {
    if is_bare(normal) {
        return out.push_str(normal);
    }
    if normal.is_ascii() {
        let mut last = ['\0'; 2];
        for c in normal.chars() {
            if c.is_ascii_alphabetic() && last == [c, c] {
                continue;
            }
            last = [last[1], c];
            out.push(c);
        }
        return;
    }
    let add = |c, out: &mut String| match c {
        'ı' => out.push('i'),
        'ə' => out.push('e'),
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' => out.push('d'),
        'ß' => out.push_str("ss"),
        c => out.push(c),
    };
    // Letter by letter: marks, which alone would have to be put in order, are left out.
    let mut rest = normal;
    loop {
        let (run, behind) = rest.split_at(rest.bytes().take_while(u8::is_ascii).count());
        out.push_str(run);
        let Some(c) = behind.chars().next() else { return };
        match bare(c) {
            Some(letter) => add(letter, out),
            None => decompose_canonical(c, |c| {
                if !is_combining_mark(c) {
                    add(c, out);
                }
            }),
        }
        rest = &behind[c.len_utf8()..];
    }
}

/// Whether a word in its matching form has nothing that [`fold`] takes away.
pub fn is_bare(normal: &str) -> bool {
    let bytes = normal.as_bytes();
    bytes.is_ascii() && !has_thrice(bytes)
}

/// Whether one byte stands three times in a row.
fn has_thrice(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| three[0] == three[1] && three[1] == three[2])
}

/// A letter without its marks, for those that most texts are written in: they are not looked up in the tables of Unicode.
const fn bare(c: char) -> Option<char> {
    Some(match c {
        // Letters that have no mark to lose, and marks of punctuation.
        '\0'..='\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{430}'..='\u{438}' | '\u{43a}'..='\u{44f}' => c,
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => return None,
    })
}

/// [`normalise`] into a new string.
pub fn normalised(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    normalise(raw, &mut out);
    out
}

/// [`normalise`] and [`fold`] into a new string.
pub fn folded(raw: &str) -> String {
    let normal = normalised(raw);
    if is_bare(&normal) {
        return normal;
    }
    let mut out = String::with_capacity(raw.len());
    fold(&normal, &mut out);
    out
}

/// Shows [`folded`] without a string of its own: what is asked of a name is asked at every turn.
pub fn see_folded<T>(raw: &str, see: impl FnOnce(&str) -> T) -> T {
    thread_local! {
        static NORMAL: Cell<String> = const { Cell::new(String::new()) };
    }
    // Whoever looks may ask again meanwhile, and then has a fresh one.
    let mut normal = NORMAL.take();
    normal.clear();
    normalise(raw, &mut normal);
    let seen = see_bare(&normal, see);
    NORMAL.set(normal);
    seen
}

/// Shows a word in its matching form without its accents, of which most have none.
pub fn see_bare<T>(normal: &str, see: impl FnOnce(&str) -> T) -> T {
    thread_local! {
        static BARE: Cell<String> = const { Cell::new(String::new()) };
    }
    if is_bare(normal) {
        return see(normal);
    }
    let mut bare = BARE.take();
    bare.clear();
    fold(normal, &mut bare);
    let seen = see(&bare);
    BARE.set(bare);
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_word_are_one() {
        let composed = normalised("Tokaïev");
        assert_eq!(composed, normalised("Tokai\u{308}ev"));
        assert_eq!(composed, normalised("To\u{ad}kaïev"));
        assert_eq!(normalised("l’œuvre"), normalised("L'oeuvre"));
        assert_eq!(folded("ÉNERGIE"), "energie");
        assert_eq!(folded("Erdoğan"), "erdogan");
        assert!(see_folded("Éd", |one| see_folded("b", |other| one == "ed" && other == "b")));
        assert_eq!(normalised("17\u{202f}000"), "17 000");
    }
}
