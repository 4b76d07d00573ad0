//! The text of a value, as phrases hold it.

use std::{
    collections::HashSet,
    fmt,
    ops::Deref,
    sync::{Mutex, PoisonError},
};

use rustc_hash::FxBuildHasher;

/// The text of a value that a word has in a class: kept for the life of the program, the same once, so that it is copied and dropped for nothing.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Code(&'static str);

impl Code {
    /// The text, kept. Packs are few, and one that is loaded anew adds nothing.
    pub fn kept(text: &str) -> Self {
        static KEPT: Mutex<HashSet<&'static str, FxBuildHasher>> = Mutex::new(HashSet::with_hasher(FxBuildHasher));
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        Self(kept.get(text).copied().unwrap_or_else(|| {
            let fresh: &'static str = Box::leak(text.into());
            kept.insert(fresh);
            fresh
        }))
    }

    /// The text.
    #[inline]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<&'static str> for Code {
    #[inline]
    fn from(text: &'static str) -> Self {
        Self(text)
    }
}

impl Deref for Code {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Code {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
