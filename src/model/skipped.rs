//! What was left out, and why.

use std::fmt;

/// An input that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file, with the line after a colon where the file holds many articles.
    pub origin: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why an input was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// No such file or folder.
    Missing,
    /// It could not be opened or read: the system's words.
    Unreadable(String),
    /// It holds no text.
    Empty,
    /// A folder in which no file lies that could be an article.
    EmptyFolder,
    /// Its bytes are no UTF-8: the first bad byte.
    NotUtf8(usize),
    /// It is larger than a document may be, in bytes.
    TooLarge(u64),
    /// A line of JSON that is no article: what is wrong.
    BadRecord(String),
    /// What stands at the head of a Markdown file cannot be read: what is wrong.
    BadFrontMatter(String),
    /// A file of a kind that is not read.
    UnknownFormat,
    /// Another document of the same id came first: where from.
    DuplicateId(String),
    /// silkgraph itself failed on it: a bug.
    Internal(String),
}

impl SkipReason {
    /// Whether the user should be told that something went wrong: a file of a kind that silkgraph
    /// does not read is no fault when it was found while walking a folder.
    pub const fn is_fault(&self) -> bool {
        !matches!(self, Self::UnknownFormat)
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "no such file or folder; check the path"),
            Self::Unreadable(why) => write!(f, "cannot be read ({why})"),
            Self::Empty => write!(f, "holds no text"),
            Self::EmptyFolder => write!(f, "no .txt, .md or .jsonl file lies in it (README and hidden files do not count)"),
            Self::NotUtf8(at) => write!(f, "is not UTF-8 (byte {at}); convert it, for instance with iconv"),
            Self::TooLarge(bytes) => write!(f, "is {bytes} bytes long, more than a document may be (4 MiB); split it into articles"),
            Self::BadRecord(why) => write!(f, "is no article record: {why}"),
            Self::BadFrontMatter(why) => write!(f, "has front matter that is no YAML ({why}); a value with a colon in it goes in quotes"),
            Self::UnknownFormat => write!(f, "is none of .txt, .md, .jsonl"),
            Self::DuplicateId(first) => write!(f, "has the same id as {first}; rename one of them"),
            Self::Internal(why) => write!(f, "made silkgraph fail ({why}); please report it"),
        }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.reason)
    }
}
