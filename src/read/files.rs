//! Paths to articles: which files are read, and how each kind of file is taken apart. Nothing is held but one article.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Cursor, Read},
    iter,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::article::{Article, Meta, Origin};
use crate::model::{SkipReason, Skipped};

/// Articles one by one, or why one was skipped.
pub(super) type Articles = Box<dyn Iterator<Item = Result<Article, Skipped>> + Send>;

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Lines,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "jsonl" => Some(Self::Lines),
            _ => None,
        }
    }
}

/// Front matter beyond this is none; in bytes.
const FRONT_MATTER: usize = 64 << 10;
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// The articles of a file, of a folder and all in it, or of standard input (`-`).
pub(super) fn articles(path: PathBuf, limit: u64) -> Articles {
    if path.as_os_str() == "-" {
        return input(BufReader::new(io::stdin()), limit);
    }
    match fs::metadata(&path) {
        Err(error) => one(Err(Origin::new(&path).skipped(unreadable(&error)))),
        Ok(found) if found.is_dir() => folder(path, limit),
        Ok(_) => match Format::of(&path) {
            Some(format) => file(&path, format, limit),
            None => one(Err(Origin::new(&path).skipped(SkipReason::UnknownFormat))),
        },
    }
}

fn one(article: Result<Article, Skipped>) -> Articles {
    Box::new(iter::once(article))
}

fn unreadable(error: &io::Error) -> SkipReason {
    match error.kind() {
        io::ErrorKind::NotFound => SkipReason::Missing,
        _ => SkipReason::Unreadable(error.to_string()),
    }
}

/// The articles of a folder, in the order of their paths. Links to folders are not followed, links to files only where they stay
/// inside; hidden files and README files are no articles.
fn folder(root: PathBuf, limit: u64) -> Articles {
    let origin = Origin::new(&root);
    let base = origin.clone();
    let home = fs::canonicalize(&root);
    let wanted = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && !name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("README"))
    };
    let walk = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted);
    let found = walk.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => {
            let format = Format::of(entry.path())?;
            let inside = || fs::canonicalize(entry.path()).is_ok_and(|target| home.as_ref().is_ok_and(|home| target.starts_with(home)));
            if entry.path_is_symlink() && entry.path().exists() && !inside() {
                return Some(one(Err(Origin::new(entry.path()).skipped(SkipReason::Unreadable("a link that leads out of the folder".to_owned())))));
            }
            Some(if entry.path().is_dir() { return None } else { file(entry.path(), format, limit) })
        }
        Err(error) => {
            let origin = error.path().map_or_else(|| base.clone(), Origin::new);
            Some(one(Err(origin.skipped(error.io_error().map_or(SkipReason::Missing, unreadable)))))
        }
    });
    let mut found = found.flatten().peekable();
    match found.peek() {
        None => one(Err(origin.skipped(SkipReason::EmptyFolder))),
        Some(_) => Box::new(found),
    }
}

/// The articles of one file of a known kind.
fn file(path: &Path, format: Format, limit: u64) -> Articles {
    let origin = Origin::new(path);
    let file = match open(path) {
        Ok(file) => file,
        Err(reason) => return one(Err(origin.skipped(reason))),
    };
    match format {
        Format::Lines => records(BufReader::with_capacity(1 << 18, file), origin, limit),
        Format::Text | Format::Markdown => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            one(whole(file, limit).and_then(|text| single(text, &stem, format, &origin)).map_err(|reason| origin.skipped(reason)))
        }
    }
}

/// Opens a regular file: reading a pipe or a device might never end.
fn open(path: &Path) -> Result<File, SkipReason> {
    let regular = |found: fs::Metadata| if found.is_file() { Ok(()) } else { Err(SkipReason::Unreadable("not a regular file".to_owned())) };
    fs::metadata(path).map_err(|error| unreadable(&error)).and_then(regular)?;
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.metadata().map_err(|error| unreadable(&error)).and_then(regular)?;
    Ok(file)
}

/// All of a file that is no larger than `limit` bytes, decoded.
fn whole(file: File, limit: u64) -> Result<String, SkipReason> {
    let length = file.metadata().map_or(0, |found| found.len());
    if length > limit {
        return Err(SkipReason::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    read_limited(file, limit, &mut bytes)?;
    decoded(bytes)
}

fn read_limited(from: impl Read, limit: u64, bytes: &mut Vec<u8>) -> Result<(), SkipReason> {
    let before = bytes.len();
    from.take(limit.saturating_add(1)).read_to_end(bytes).map_err(|error| unreadable(&error))?;
    let read = (bytes.len() - before) as u64;
    if read > limit { Err(SkipReason::TooLarge(read)) } else { Ok(()) }
}

/// UTF-8 to text, without a byte order mark.
fn decoded(mut bytes: Vec<u8>) -> Result<String, SkipReason> {
    let mark = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    bytes.drain(..mark);
    String::from_utf8(bytes).map_err(|error| SkipReason::NotUtf8(mark + error.utf8_error().valid_up_to()))
}

/// The article of a file that is one.
fn single(text: String, stem: &str, format: Format, origin: &Origin) -> Result<Article, SkipReason> {
    let (meta, start) = match format {
        Format::Markdown => front_matter(&text)?,
        Format::Text | Format::Lines => (Meta::default(), 0),
    };
    let id = meta.id.as_ref().map_or_else(|| stem.to_owned(), ToString::to_string);
    if id.is_empty() {
        return Err(SkipReason::BadRecord("its id is empty".to_owned()));
    }
    Ok(Article { origin: origin.clone(), id, meta, text, start })
}

/// What stands between two lines of three dashes at the head of a text, and where the text goes on after them.
fn front_matter(text: &str) -> Result<(Meta, usize), SkipReason> {
    let mut at = 0;
    let mut opened = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == "---";
        match opened {
            None if !fence => break,
            None => opened = Some(at + line.len()),
            Some(start) if fence => {
                let meta = if text[start..at].trim().is_empty() {
                    Meta::default()
                } else {
                    // With the end of the line before, so that the lines that an error names are those of the file.
                    serde_saphyr::from_str(&text[start - 1..at]).map_err(|error| bad_front_matter(&error))?
                };
                return Ok((meta, at + line.len()));
            }
            Some(_) => {}
        }
        at += line.len();
        if at > FRONT_MATTER {
            break;
        }
    }
    Ok((Meta::default(), 0))
}

/// The first line of what an error says: it may quote the whole input after it.
fn bad_front_matter(error: &serde_saphyr::Error) -> SkipReason {
    let said = error.to_string();
    let first = said.lines().next().unwrap_or_default();
    SkipReason::BadFrontMatter(first.strip_prefix("error: ").unwrap_or(first).to_owned())
}

/// What an error says, without the line: every record is line 1 of its own.
fn bad_record(error: &serde_json::Error) -> SkipReason {
    let said = error.to_string();
    let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
    SkipReason::BadRecord(if error.line() == 1 { format!("{what}, at byte {}", error.column()) } else { what.to_owned() })
}

/// Standard input: an article a line where the first line is a record, else one text.
pub(super) fn input(mut from: impl BufRead + Send + 'static, limit: u64) -> Articles {
    let origin = Origin::new(Path::new("-"));
    let mut first = Vec::new();
    if let Err(error) = from.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut first) {
        return one(Err(origin.skipped(unreadable(&error))));
    }
    let record = first.strip_prefix(BOM).unwrap_or(&first);
    if record.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(record).is_ok() {
        return records(Cursor::new(first).chain(from), origin, limit);
    }
    let rest = limit.saturating_sub(first.len() as u64);
    let text = if first.len() as u64 > limit { Err(SkipReason::TooLarge(first.len() as u64)) } else { read_limited(from, rest, &mut first) };
    one(text.and_then(|()| decoded(first)).and_then(|text| single(text, "stdin", Format::Text, &origin)).map_err(|reason| origin.skipped(reason)))
}

/// The articles of a file that holds one a line. A line that is none is skipped; the rest goes on.
fn records(mut from: impl BufRead + Send + 'static, origin: Origin, limit: u64) -> Articles {
    let mut number = 0;
    let mut line = Vec::new();
    let mut broken = false;
    Box::new(iter::from_fn(move || {
        while !broken {
            number += 1;
            line.clear();
            let origin = origin.at(number);
            let read = match from.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(read) => read as u64,
                Err(error) => {
                    broken = true;
                    return Some(Err(origin.skipped(unreadable(&error))));
                }
            };
            if read > limit && line.last() != Some(&b'\n') {
                line = Vec::new();
                let rest = from.skip_until(b'\n').unwrap_or_default() as u64;
                return Some(Err(origin.skipped(SkipReason::TooLarge(read + rest))));
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let line = if number == 1 { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
            return Some(record(line, &origin).map_err(|reason| origin.skipped(reason)));
        }
        None
    }))
}

fn record(line: &[u8], origin: &Origin) -> Result<Article, SkipReason> {
    let line = str::from_utf8(line).map_err(|error| SkipReason::NotUtf8(error.valid_up_to()))?;
    if !line.trim_start().starts_with('{') {
        return Err(SkipReason::BadRecord("no JSON object".to_owned()));
    }
    let mut meta: Meta = serde_json::from_str(line).map_err(|error| bad_record(&error))?;
    let text = meta.text.take().ok_or_else(|| SkipReason::BadRecord("it has no text".to_owned()))?;
    let id = meta.id.as_ref().map(ToString::to_string).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| SkipReason::BadRecord("it has no id".to_owned()))?;
    if id.contains('\0') {
        // No command line could name it.
        return Err(SkipReason::BadRecord("its id holds U+0000".to_owned()));
    }
    Ok(Article { origin: origin.clone(), id, meta, text, start: 0 })
}
