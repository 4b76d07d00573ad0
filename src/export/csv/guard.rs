//! Cells that no spreadsheet takes for a formula.

use std::borrow::Cow;

/// The text, with an apostrophe before it if a spreadsheet would run it: OWASP's list (also in full width, also behind
/// blanks) and control characters. A true number stays as it is. Characters that end a cell or a file for some readers go.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    let stops = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}');
    if text.contains(stops) {
        return Cow::Owned(guard(&text.replace(stops, "")).into_owned());
    }
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || c.is_control();
    if (text.starts_with(runs) || text.trim_start().starts_with(runs)) && !text.parse::<f64>().is_ok_and(f64::is_finite) {
        Cow::Owned(["'", text].concat())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn guarding_adds_at_most_an_apostrophe(text in "[ \\t=+@-]{0,2}\\PC{0,6}") {
            let guarded = guard(&text);
            prop_assert!(guarded == text || guarded.strip_prefix('\'') == Some(&text));
            prop_assert!(!guarded.trim_start().starts_with(['=', '@']));
            prop_assert_eq!(guard(&guarded), &*guarded, "once is enough");
        }
    }

    #[test]
    fn what_would_run_is_quoted_and_nothing_else() {
        for text in ["=cmd()", "+SUM(A1)", "-2+3", "@x", "\t=1", "\r=1", "\n=1", "-", "-inf", "＝1", "  =1"] {
            assert_eq!(guard(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=b", "-12.5", "+7", "-1e5", "'", "Évian", "2024-11"] {
            assert_eq!(guard(text), text);
        }
        // U+0000 ends a cell for R and pandas, U+001A a file for older programs.
        assert_eq!(guard("\0=1"), "'=1");
        assert_eq!(guard("a\u{1a}b\tc"), "ab\tc");
    }
}
