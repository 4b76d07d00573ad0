//! What each stretch of a page is: title, heading, date line, paragraph, or furniture, which is left out.
//!
//! Three steps. Each line is taken for what its own words and marks say (`classify`). Lines of one hard-wrapped paragraph are
//! joined (`units`), so that a part may hold line breaks. Then the layout decides what is a heading and what a paragraph (`settle`).

use std::collections::BTreeSet;

use super::page::{Pages, beginning, fold, is_invisible, unfold};
use crate::model::{Part, PartKind, Span};

/// A longer line is no furniture; in bytes.
const FURNITURE: usize = 400;
/// How far into a paragraph its dateline may reach; in bytes.
const DATELINE: usize = 200;
/// How many datelines a paragraph may begin with.
const DATELINES: usize = 3;
/// A longer line is no title; in bytes.
const TITLE: usize = 240;
/// A longer line in the midst of the text is no heading; in bytes.
const HEADING: usize = 160;
/// A longer line is not hard-wrapped; in characters.
const WRAP: usize = 120;
/// The title stands among the first so many lines.
const HEAD: usize = 20;
/// So many short lines in a row head nothing: they are a list.
const CROWD: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A date of publication.
    Date,
    /// Furniture.
    Noise,
    /// Furniture that heads a list of other articles.
    Related,
    /// Marked as a heading; whether of the first level.
    Marked(bool),
    /// Wholly emphasised.
    Strong,
    /// An item of a list, a row of a table.
    Item,
    Plain,
}

/// A line or a piece of one; after `units`, a joined run of them.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    class: Class,
    /// Whether it does not go on directly from the piece before it: an empty line stands between.
    apart: bool,
}

/// The parts of a text from byte `start` on. `title` is the title that came with it, if any.
pub(super) fn parts(text: &str, start: usize, title: Option<&str>, pages: &Pages) -> Vec<Part> {
    let mut pieces = Vec::new();
    for (span, apart) in lines(text, start) {
        classify(text, span, apart, DATELINES, pages, &mut pieces);
    }
    let mut units = units(text, &pieces);
    date_head(text, &mut units, title, pages);
    Layout::of(text, units, title).settle()
}

/// The lines that hold something, without the white space around it, and whether an empty line stands before each.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Span, bool)> + '_ {
    let mut at = start;
    let mut apart = true;
    std::iter::from_fn(move || {
        while at < text.len() {
            let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
            let span = trimmed(text, Span::new(at, end), is_blank);
            at = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
            let before = std::mem::replace(&mut apart, is_empty(span));
            if !is_empty(span) {
                return Some((span, before));
            }
        }
        None
    })
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || is_invisible(char)
}

fn is_separator(char: char) -> bool {
    is_blank(char) || matches!(char, '|' | ',' | '.' | ':' | ';' | '/' | '-' | '–' | '—' | '·' | '•')
}

const fn is_empty(span: Span) -> bool {
    span.start >= span.end
}

/// The span without such characters at its ends.
fn trimmed(text: &str, span: Span, unwanted: fn(char) -> bool) -> Span {
    let line = span.of(text).trim_end_matches(unwanted);
    let kept = line.trim_start_matches(unwanted);
    let start = span.start + line.len() - kept.len();
    Span::new(start, start + kept.len())
}

/// Takes a line for what its words and marks say; one that begins with a date may become several pieces.
fn classify(text: &str, span: Span, apart: bool, datelines: usize, pages: &Pages, pieces: &mut Vec<Piece>) {
    let (span, class) = unmarked(text, span);
    let line = span.of(text);
    let short = line.len() < FURNITURE;
    let head = fold(if short { line } else { beginning(line, DATELINE) });
    let split = |end: usize| {
        let at = span.start + unfold(line, end);
        (Span::new(span.start, at), Span::new(at, span.end))
    };
    let mut piece = |span, class| pieces.push(Piece { span, class, apart });
    if short {
        if pages.is_related(&head) {
            return piece(span, Class::Related);
        }
        if pages.is_noise(&head) {
            return piece(span, Class::Noise);
        }
        if let Some(end) = pages.date_line(&head) {
            let (date, rest) = split(end);
            let rest = trimmed(text, rest, is_separator);
            let mut after = Vec::new();
            if !is_empty(rest) {
                classify(text, rest, false, 0, pages, &mut after);
            }
            if after.iter().all(|piece| matches!(piece.class, Class::Noise | Class::Date)) {
                piece(trimmed(text, date, is_separator), Class::Date);
                return pieces.extend(after);
            }
        }
        if !line.contains(char::is_alphabetic) {
            return piece(span, Class::Noise);
        }
    }
    match pages.dateline(&head).filter(|_| datelines > 0) {
        Some(end) => {
            let (date, rest) = split(end);
            piece(trimmed(text, date, is_blank), Class::Date);
            let rest = trimmed(text, rest, is_blank);
            if !is_empty(rest) {
                classify(text, rest, true, datelines - 1, pages, pieces);
            }
        }
        None => piece(span, class),
    }
}

/// What the marks of a line of Markdown or of typed text say of it, and the line without them.
fn unmarked(text: &str, mut span: Span) -> (Span, Class) {
    while let Some(quoted) = span.of(text).strip_prefix('>') {
        span = trimmed(text, Span::new(span.end - quoted.len(), span.end), is_blank);
    }
    let line = span.of(text);
    let unhashed = line.trim_start_matches('#');
    let level = line.len() - unhashed.len();
    if (1..=6).contains(&level) && unhashed.starts_with(char::is_whitespace) {
        let inner = trimmed(text, Span::new(span.start + level, span.end), |char| char == '#' || is_blank(char));
        return (emphasised(text, inner).unwrap_or((inner, false)).0, Class::Marked(level == 1));
    }
    if line.starts_with('|') {
        return (span, Class::Item);
    }
    if let Some(item) = line.strip_prefix(['-', '*', '+', '•', '▪', '◦']).filter(|item| item.starts_with(char::is_whitespace)) {
        return (trimmed(text, Span::new(span.end - item.len(), span.end), is_blank), Class::Item);
    }
    match emphasised(text, span) {
        Some((inner, true)) => (inner, Class::Strong),
        Some((inner, false)) => (inner, Class::Plain),
        None => (span, Class::Plain),
    }
}

/// What stands between the marks of emphasis of a wholly emphasised line, and whether they are strong ones.
fn emphasised(text: &str, span: Span) -> Option<(Span, bool)> {
    ["***", "**", "__", "*", "_"].into_iter().find_map(|mark| {
        let inner = span.of(text).strip_prefix(mark)?.strip_suffix(mark)?;
        let span = trimmed(text, Span::new(span.start + mark.len(), span.end - mark.len()), is_blank);
        (!inner.contains(&mark[..1]) && !is_empty(span)).then_some((span, mark.len() > 1))
    })
}

/// Joins the lines of each hard-wrapped paragraph.
fn units(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut units: Vec<Piece> = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|before, after| matches!(before.class, Class::Plain | Class::Item) && after.class == Class::Plain && !after.apart) {
        let goes_on = |pair: &[Piece]| ending(pair[0].span.of(text)).is_none() && pair[1].span.of(text).starts_with(char::is_lowercase);
        let widest = run.iter().map(|line| line.span.of(text).chars().take(WRAP + 1).count()).max().unwrap_or_default();
        // A writer of wrapped lines breaks one only where the next word would not have fitted.
        let full = |pair: &[Piece]| {
            let word = pair[1].span.of(text).split_whitespace().next().unwrap_or_default();
            pair[0].span.of(text).chars().count() + 1 + word.chars().count() > widest
        };
        let wrapped = widest <= WRAP && run.windows(2).any(|pair| full(pair) && goes_on(pair));
        units.extend(run.first());
        for pair in run.windows(2) {
            match units.last_mut() {
                Some(unit) if goes_on(pair) || wrapped && full(pair) => unit.span = unit.span.cover(pair[1].span),
                _ => units.push(pair[1]),
            }
        }
    }
    units
}

/// The mark that ends a line, inside of closing quotation marks and brackets.
fn ending(line: &str) -> Option<char> {
    let closing = |char: char| is_blank(char) || matches!(char, '»' | '"' | '”' | '’' | '\'' | ')' | ']');
    line.trim_end_matches(closing).chars().next_back().filter(|char| matches!(char, '.' | '!' | '?' | '…' | ':' | ';' | ','))
}

/// Takes the lines above the first paragraph that say when the page was published for what they are, where a title is left.
fn date_head(text: &str, units: &mut [Piece], title: Option<&str>, pages: &Pages) {
    let head = units.iter().position(|unit| is_prose(text, unit)).unwrap_or(units.len()).min(HEAD);
    let plain = |unit: &Piece| matches!(unit.class, Class::Plain | Class::Strong | Class::Marked(_));
    let dated: Vec<usize> = (0..head)
        .filter(|&at| {
            let line = units[at].span.of(text);
            (plain(&units[at]) || units[at].class == Class::Noise) && line.len() <= HEADING && pages.is_dated(&fold(line))
        })
        .collect();
    let titled = title.is_some() || (0..head).any(|at| plain(&units[at]) && !dated.contains(&at));
    for at in dated {
        if titled || !plain(&units[at]) {
            units[at].class = Class::Date;
        }
    }
}

/// Whether a unit is running text, as far as it alone can say.
fn is_prose(text: &str, unit: &Piece) -> bool {
    let line = unit.span.of(text);
    let quoted = || line.starts_with(['«', '"', '“', '„']) && line.ends_with(['»', '"', '”']);
    let asks = |end: char| end == '?' && line.len() <= HEADING && line.matches(['.', '?', '!']).count() == 1 && !quoted();
    match unit.class {
        Class::Item => true,
        Class::Strong => line.len() > TITLE || ending(line) == Some('.'),
        Class::Plain => line.len() > TITLE || ending(line).is_some_and(|end| !asks(end)) || quoted(),
        Class::Date | Class::Noise | Class::Related | Class::Marked(_) => false,
    }
}

/// Two to four capitalised words and nothing else: a writer's name, as a rule.
fn is_name(line: &str) -> bool {
    let words = line.split_whitespace();
    let capitalised =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '’' | '\'' | '.'));
    (2..=4).contains(&words.clone().count()) && words.clone().all(capitalised) && line.contains(char::is_lowercase)
}

/// What lines are compared by.
fn key(line: &str) -> String {
    fold(line).trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase()
}

/// The units of a page, and where among them the text begins and ends.
struct Layout<'t> {
    text: &'t str,
    units: Vec<Piece>,
    prose: Vec<bool>,
    title: Option<usize>,
    /// The first and the last paragraph.
    body: Option<(usize, usize)>,
}

impl<'t> Layout<'t> {
    fn of(text: &'t str, units: Vec<Piece>, title: Option<&str>) -> Self {
        let mut prose: Vec<bool> = units.iter().map(|unit| is_prose(text, unit)).collect();
        let given =
            title.map(key).and_then(|title| units.iter().take(HEAD).position(|unit| unit.span.of(text).len() <= TITLE && key(unit.span.of(text)) == title));
        let mut layout = Self { text, units, title: None, body: None, prose: Vec::new() };
        layout.title = given.or_else(|| layout.find_title(&prose, title.is_some()));
        if let Some(title) = layout.title {
            prose[title] = false;
        }
        layout.body = prose.iter().position(|&prose| prose).zip(prose.iter().rposition(|&prose| prose));
        layout.prose = prose;
        layout
    }

    fn line(&self, unit: usize) -> &'t str {
        self.units[unit].span.of(self.text)
    }

    /// The title by layout. Where one was given and does not stand in the text, only a mark makes a line the title.
    fn find_title(&self, prose: &[bool], given: bool) -> Option<usize> {
        let first = prose.iter().position(|&prose| prose);
        let marked = self.units.iter().take(first.unwrap_or(prose.len())).position(|unit| unit.class == Class::Marked(true));
        if given || marked.is_some() {
            return marked;
        }
        let first = first?;
        let heads: Vec<usize> = (0..first).filter(|&unit| matches!(self.units[unit].class, Class::Plain | Class::Strong)).take(HEAD).collect();
        let repeated = || heads.iter().find(|&&head| heads.iter().any(|&other| other > head && key(self.line(other)) == key(self.line(head))));
        let worded = || heads.iter().find(|&&head| self.line(head).split_whitespace().count() > 3);
        // A first sentence that the page's date follows is a title with a full stop.
        let stopped = || {
            let dated = self.units.get(first + 1).is_some_and(|next| next.class == Class::Date);
            (dated && self.line(first).len() <= TITLE && prose.iter().filter(|&&prose| prose).count() > 1).then_some(&first)
        };
        repeated().or_else(worded).or(heads.first()).or_else(stopped).copied()
    }

    /// Decides what each unit is.
    fn settle(self) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.units.len());
        let mut seen: BTreeSet<String> = self.title.map(|title| key(self.line(title))).into_iter().collect();
        let trailing = self.body.map_or(0, |(_, last)| (last + 1..self.units.len()).filter(|&unit| self.is_head(unit)).count());
        let mut crowd = 0;
        let (mut listed, mut related) = (false, false);
        for (at, unit) in self.units.iter().enumerate() {
            let line = self.line(at);
            let head = self.is_head(at);
            if !head {
                crowd = 0;
            } else if crowd == 0 {
                crowd = (at..self.units.len()).take_while(|&unit| self.is_head(unit)).count();
            }
            let kind = match unit.class {
                Class::Noise => None,
                Class::Date => Some(PartKind::DateLine),
                Class::Related => {
                    related = true;
                    None
                }
                _ if self.title == Some(at) => Some(PartKind::Title),
                _ if self.prose[at] => {
                    if let Some(end) = ending(line) {
                        (listed, related) = (end == ':', false);
                    }
                    Some(PartKind::Body)
                }
                Class::Marked(_) => {
                    (listed, related) = (false, false);
                    Some(PartKind::Heading)
                }
                _ => match self.body {
                    None if seen.contains(&key(line)) => None,
                    None => Some(PartKind::Body),
                    Some(_) if related || !seen.insert(key(line)) => None,
                    Some(_) if listed => Some(PartKind::Body),
                    Some((first, _)) if at < first && (is_name(line) || self.is_kicker(at)) => None,
                    Some((first, last)) if first < at && at < last && (crowd >= CROWD || line.len() > HEADING) => Some(PartKind::Body),
                    Some((_, last)) if at > last && (trailing > 1 || is_name(line)) => None,
                    Some(_) => Some(PartKind::Heading),
                },
            };
            parts.extend(kind.map(|kind| Part { span: unit.span, kind }));
        }
        parts
    }

    /// Whether a unit stands there like a heading, unmarked.
    fn is_head(&self, unit: usize) -> bool {
        matches!(self.units[unit].class, Class::Plain | Class::Strong) && !self.prose[unit] && self.title != Some(unit)
    }

    /// A word or two above the title: the name of the site or of the section.
    fn is_kicker(&self, unit: usize) -> bool {
        self.title.is_some_and(|title| unit < title) && self.line(unit).split_whitespace().count() <= 3
    }
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
