//! Refuses a query that would overflow the parser's or planner's stack before they see it (no error could be caught then),
//! and one that asks another server.

use crate::query::QueryError;

/// The longest query in bytes.
pub(super) const LONGEST: usize = 64 * 1024;
/// The deepest nesting of brackets.
pub(super) const DEEPEST: usize = 64;
/// The most patterns and operators.
pub(super) const MOST: usize = 512;

/// Words that add a pattern or an alternative.
const WORDS: [&str; 8] = ["UNION", "OPTIONAL", "MINUS", "GRAPH", "FILTER", "BIND", "EXISTS", "SELECT"];

/// Checks length, nesting and number of operators, outside of strings, comments and addresses.
pub(super) fn check(text: &str) -> Result<(), QueryError> {
    if text.len() > LONGEST {
        return Err(QueryError::TooLong(text.len()));
    }
    let bytes = text.as_bytes();
    let (mut open, mut most, mut at) = (Vec::new(), 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        at += match byte {
            b'"' | b'\'' => string(rest),
            b'#' => rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len()),
            b'<' => address(rest).unwrap_or(1),
            b'\\' if matches!(rest.get(1), Some(b'u' | b'U')) => return Err(QueryError::Escape),
            b'\\' => 2,
            b'(' | b'[' | b'{' => {
                open.push(byte);
                1
            }
            b')' | b']' | b'}' => {
                open.pop();
                1
            }
            // Between round brackets a comma parts arguments, and a sign before a digit belongs to a number.
            b',' if open.last() == Some(&b'(') => 1,
            b'.' if rest.get(1).is_some_and(|next| next.is_ascii_alphanumeric()) => 1,
            b'+' | b'-' if rest.get(1).is_some_and(u8::is_ascii_digit) => 1,
            b';' | b',' | b'.' | b'/' | b'|' | b'^' | b'!' | b'+' | b'*' | b'-' | b'&' | b'=' => {
                most += 1;
                1
            }
            _ if byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'$' | b':' | b'_') => {
                let length =
                    rest.iter().skip(1).position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b':' | b'-')).map_or(rest.len(), |n| n + 1);
                let is = |word: &str| word.as_bytes().eq_ignore_ascii_case(&rest[..length]);
                // Whatever of Oxigraph is compiled in, it is to ask no other server.
                if is("SERVICE") {
                    return Err(QueryError::Service);
                }
                most += usize::from(WORDS.into_iter().any(is));
                length
            }
            _ => 1,
        };
        if open.len() > DEEPEST {
            return Err(QueryError::TooDeep);
        }
        if most > MOST {
            return Err(QueryError::TooMany);
        }
    }
    Ok(())
}

/// The length of the string that starts here: to its closing quotes, or (no string) its first quote.
fn string(text: &[u8]) -> usize {
    let quote = text[0];
    let long = text.len() >= 3 && text[1] == quote && text[2] == quote;
    let mut at = if long { 3 } else { 1 };
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' | b'\r' if !long => return 1,
            byte if *byte == quote && !long => return at + 1,
            byte if *byte == quote && text[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    1
}

/// The length of the address in angle brackets that starts here, if it is one and not a comparison.
fn address(text: &[u8]) -> Option<usize> {
    let end = text.iter().skip(1).position(|byte| *byte <= b' ' || b"<>\"{}|^`".contains(byte))? + 1;
    (text[end] == b'>').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_operators_in_strings_comments_and_addresses_do_not_count() {
        let many = "([{".repeat(100);
        let signs = "+".repeat(2 * MOST);
        for text in [
            format!("SELECT * {{ ?s ?p \"{many}{signs}\" }}"),
            format!("SELECT * {{ ?s ?p '''{many}'\n''{signs}''' }}"),
            format!("SELECT * {{ ?s ?p \"\\\"{many}\" }}"),
            format!("# {many}{signs}\nSELECT * {{ ?s ?p <http://a/#(([([{signs}> }}"),
            format!("SELECT * {{ ?s ?p ?o FILTER(?o < 1) }} # {many}"),
            format!("SELECT * {{ VALUES ?x {{ {} }} }}", "-1.5 ".repeat(1000)),
            format!("SELECT * {{ ?s ?p ?o FILTER(?o IN ({})) }}", "1, ".repeat(1000)),
        ] {
            assert!(check(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn nesting_length_and_number_have_limits() {
        assert!(check(&format!("{}{}", "{".repeat(DEEPEST), "}".repeat(DEEPEST))).is_ok());
        assert!(matches!(check(&"{".repeat(DEEPEST + 1)), Err(QueryError::TooDeep)));
        assert!(matches!(check(&format!("\"\n{}", "(".repeat(DEEPEST + 1))), Err(QueryError::TooDeep)), "an unclosed quote hides nothing");
        assert!(matches!(check(&format!("?a < ?b {}", "(".repeat(DEEPEST + 1))), Err(QueryError::TooDeep)), "a comparison hides nothing");
        assert!(matches!(check(&"{} union ".repeat(MOST + 1)), Err(QueryError::TooMany)));
        assert!(matches!(check(&format!("ASK {{ ?s <p>{} ?o }}", "/<p>".repeat(MOST + 1))), Err(QueryError::TooMany)));
        assert!(matches!(check("ASK \\u007B }"), Err(QueryError::Escape)));
        for text in ["ASK { SERVICE <http://localhost/> {} }", "ASK { service silent ?service {} }", "ASK{SERVICE<http://a>{}}"] {
            assert!(matches!(check(text), Err(QueryError::Service)), "{text}");
        }
        assert!(check("SELECT ?service { ?service sg:service 'SERVICE' } # SERVICE").is_ok());
        assert!(matches!(check(&" ".repeat(LONGEST + 1)), Err(QueryError::TooLong(_))));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        proptest::proptest!(|(text in "[\"'<>#\\\\u(){}a.\n-]{0,40}")| { let _ = check(&text); });
    }
}
