//! Where commands write: results on standard output, remarks on standard error.

use std::{
    borrow::Cow,
    io::{self, BufWriter, StdoutLock, Write},
};

use comfy_table::{Cell, CellAlignment, Table, presets};
use serde::Serialize;

use super::failure::Failure;

/// How many of several things are named.
const NAMED: usize = 3;

/// Standard output, buffered. Flush it: what is left at the end is written, but failures are not seen then.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Says something on standard error, in one line whatever the text holds.
pub(super) fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "silkgraph: {}", one_line(text));
}

/// Says several things, a line each; of very many only the first.
pub(super) fn tell_all(texts: impl ExactSizeIterator<Item = impl ToString>) {
    let more = texts.len().saturating_sub(NAMED);
    texts.take(NAMED).for_each(|text| tell(&text.to_string()));
    if more > 0 {
        tell(&format!("and so for {more} more"));
    }
}

/// A text without line breaks and without anything that a terminal would obey.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => line.push(' '),
            c if obeyed(c) => line.extend(c.escape_default()),
            c => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// Writes one value as JSON, for people to read too.
pub(super) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = stdout();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// A borderless table of names and counts.
pub(super) fn counts(rows: impl IntoIterator<Item = (String, Vec<String>)>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for (name, numbers) in rows {
        let numbers = numbers.into_iter().map(|number| Cell::new(number).set_alignment(CellAlignment::Right));
        table.add_row(std::iter::once(Cell::new(name)).chain(numbers));
    }
    table.lines().map(|line| line.trim_end().strip_prefix(' ').unwrap_or_default().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(one_line("plain é"), "plain é");
        assert_eq!(one_line("a\nb\u{1b}[2Jc\u{202E}d"), "a b\\u{1b}[2Jc\\u{202e}d");
    }

    #[test]
    fn counts_stand_in_columns() {
        assert_eq!(counts([("a", "1"), ("long", "1000")].map(|(name, count)| (name.to_owned(), vec![count.to_owned()]))), "a        1\nlong  1000\n");
    }
}
