//! Names made safe for identifiers.

/// A name in lower-case ASCII letters, digits and hyphens. Different names may meet; nothing is left of a name without letters.
pub fn plain_slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut add = |c: char| {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
    };
    for c in name.chars() {
        if c.is_ascii() {
            add(c);
        } else {
            any_ascii::any_ascii_char(c).chars().for_each(&mut add);
        }
    }
    slug.truncate(80);
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}
