//! From bytes to documents: text files, Markdown with front matter, one article a line of JSON, folders of them, standard input.
//!
//! Reading streams: one article at a time is held, and what cannot be read is told and passed over.

mod article;
mod files;
mod page;
mod parts;

use std::path::{Path, PathBuf};

use article::{Article, Ids, Meta, Origin};
pub use page::{PageError, Pages};

use crate::model::{Document, Skipped};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// A larger text, or line of a file of articles, is skipped; in bytes. A text takes some 200 times its size in memory while it
    /// is read, and no dispatch is as long as four mebibytes.
    pub limit: u64,
    /// The language of every document, as a BCP 47 tag, whatever came with it. Left open, it is found out for each.
    pub lang: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { limit: 4 << 20, lang: None }
    }
}

/// Reads the documents under some paths, in the order of the paths and of the names in each folder.
///
/// A path is a file (`.txt`, `.md`, `.jsonl`), a folder, which is read with all that lies in it, or `-` for standard input.
/// A document's id is its file's stem or the id that came with it; of two documents with one id only the first is read.
/// A file to which two of the paths lead is read once.
pub fn read<'p, P: IntoIterator<Item = PathBuf>>(
    paths: P,
    options: &Options,
    pages: &'p Pages,
) -> impl Iterator<Item = Result<Document, Skipped>> + use<'p, P> {
    let options = options.clone();
    let limit = options.limit;
    let mut ids = Ids::default();
    paths.into_iter().flat_map(move |path| files::articles(path, limit)).filter_map(move |article| {
        let document = article.and_then(|article| {
            let origin = article.origin.clone();
            let document = article.into_document(&options, pages)?;
            Ok(ids.admit(&document.id, origin)?.then_some(document))
        });
        document.transpose()
    })
}

/// A document from a text that stands in no file.
///
/// # Errors
///
/// Where the text is empty.
pub fn document(id: &str, text: &str, options: &Options, pages: &Pages) -> Result<Document, Skipped> {
    let article = Article { origin: Origin::new(Path::new(id)), id: id.to_owned(), meta: Meta::default(), text: text.to_owned(), start: 0 };
    article.into_document(options, pages)
}

#[cfg(test)]
mod tests;
