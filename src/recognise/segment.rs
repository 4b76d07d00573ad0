//! Paragraphs cut into sentences.

use std::ops::Range;

use smallvec::SmallVec;

use crate::lang::{Language, TokenKind, Tokens};

/// No sentence of a dispatch has more tokens; what has more is cut, so that no step needs longer than its length for it.
const LONGEST: usize = 1000;

/// Most paragraphs have no more sentences.
const FEW: usize = 8;

/// The sentences of a stretch, as ranges of its tokens.
pub fn sentences(tokens: &Tokens, language: &Language) -> SmallVec<[Range<usize>; FEW]> {
    let mut sentences = SmallVec::new();
    let mut start = 0;
    let mut index = 0;
    while index < tokens.len() {
        let token = tokens[index];
        if index > start && token.fresh_line || index - start >= LONGEST {
            sentences.push(start..index);
            start = index;
        }
        if token.kind == TokenKind::Mark && ends_sentence(tokens, index, language) {
            let mut end = index + 1;
            // Closing marks that stand right behind belong to the sentence.
            while end < tokens.len() && tokens[end].kind == TokenKind::Mark && is_closing(tokens.normal(end), tokens[end].joined) {
                end += 1;
            }
            sentences.push(start..end);
            start = end;
            index = end;
            continue;
        }
        index += 1;
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn is_closing(mark: &str, joined: bool) -> bool {
    matches!(mark, "»" | "”" | ")" | "]") || joined && matches!(mark, "\"" | "'" | "." | "!" | "?" | "…")
}

fn ends_sentence(tokens: &Tokens, index: usize, language: &Language) -> bool {
    match tokens.normal(index) {
        "!" | "?" | "…" => return tokens.get(index + 1).is_none_or(|next| next.capital || next.kind != TokenKind::Word),
        "." => {}
        _ => return false,
    }
    let Some(next) = tokens.get(index + 1) else { return true };
    // "Co., Ltd": what a comma goes on with is not at its end.
    if next.joined && (next.kind != TokenKind::Mark || tokens.normal(index + 1) == ",") {
        return false;
    }
    let Some(last) = index.checked_sub(1).map(|last| tokens[last]) else { return false };
    let before = tokens.normal(index - 1);
    let initial = last.kind == TokenKind::Word && last.capital && (before.chars().count() == 1 || language.initials.iter().any(|letters| letters == before));
    if last.joined && tokens[index].joined && (initial || language.abbreviations.iter().any(|short| short == before)) {
        return false;
    }
    if initial || language.abbreviations.iter().any(|short| short == before) {
        return false;
    }
    // "Co. Ltd", "Inc. (X)": the legal form of a company goes on with its name.
    let form = |word: &str| language.lexicon.longest(&[language.lexicon.word(word)], 0, "org-legal").is_some();
    if last.capital && form(before) && (form(tokens.normal(index + 1)) || tokens.normal(index + 1) == "(") {
        return false;
    }
    // A new sentence begins with a capital, a number, a dash or an opening mark.
    next.kind != TokenKind::Word || next.capital || next.fresh_line || tokens[index].fresh_line
}
