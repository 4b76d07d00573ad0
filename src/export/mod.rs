//! The graph as files: GraphML, CSV tables, flat records and RDF.
//!
//! A format is one variant of [`Format`] and one file. Whatever the format, files are written beside their targets and
//! renamed only when all of them are complete, and the same records and quads give the same bytes.

mod csv;
mod graphml;
mod jsonl;
mod names;
mod network;
mod rdf;
#[cfg(test)]
mod sample;
mod staging;

use std::{
    collections::BTreeMap,
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use oxigraph::model::Quad;

pub use self::{
    jsonl::FactList,
    network::{DirectEdge, edges},
};
use self::{names::Names, staging::Staging};
use crate::graph::Records;

/// A format of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One GraphML file: entities and the direct edges between them, for Gephi, yEd, Cytoscape, networkx and igraph.
    Graphml,
    /// A folder of CSV tables, one for each fact type, with CSV on the Web metadata.
    Csv,
    /// A folder of the flat records, one JSON object a line.
    Jsonl,
    /// One Turtle file: the triples of all graphs together.
    Turtle,
    /// One TriG file.
    Trig,
    /// One N-Quads file.
    Nquads,
    /// One JSON-LD file.
    Jsonld,
}

impl Format {
    /// All formats, in the order of the reference page.
    pub const ALL: [Self; 7] = [Self::Graphml, Self::Csv, Self::Jsonl, Self::Turtle, Self::Trig, Self::Nquads, Self::Jsonld];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Graphml => "graphml",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Turtle => "turtle",
            Self::Trig => "trig",
            Self::Nquads => "nquads",
            Self::Jsonld => "jsonld",
        }
    }

    /// The extension of its files, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::Nquads => "nq",
            other => other.name(),
        }
    }

    /// Whether it is made from quads; the others are made from records.
    pub const fn is_rdf(self) -> bool {
        matches!(self, Self::Turtle | Self::Trig | Self::Nquads | Self::Jsonld)
    }

    /// Whether it is a folder of several files.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Jsonl)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no export format; there are {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads a name or an extension, in any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let same = |name: &str| name.eq_ignore_ascii_case(text);
        Self::ALL.into_iter().find(|format| same(format.name()) || same(format.extension())).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// What the user may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the IRIs of entities begin with, up to `id/`; ends with a slash.
    pub base: String,
    /// Prefixes for Turtle and TriG.
    pub prefixes: BTreeMap<String, String>,
    /// Whether CSV cells are left as they are, even those that a spreadsheet would take for a formula.
    pub raw: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { base: "https://w3id.org/silkgraph/".to_owned(), prefixes: BTreeMap::new(), raw: false }
    }
}

/// Why nothing was exported. No target was touched, unless renaming itself failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file or folder could not be written.
    #[error("{} cannot be written ({source})", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The quads could not be read to their end.
    #[error("the graph cannot be read while {} is written ({source})", path.display())]
    Read {
        /// What was being written.
        path: PathBuf,
        /// The store's words.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A prefix does not stand for an IRI.
    #[error("prefix `{prefix}` stands for `{iri}`, which is no IRI")]
    Prefix {
        /// The prefix.
        prefix: String,
        /// What it stands for.
        iri: String,
    },
}

/// Writes the graph in a format, and says which files it wrote.
///
/// `out` is a folder, made where it is missing; for a format of one file it may be that file, if its extension is the
/// format's (else the file is `silkgraph.<extension>` in the folder). RDF formats are made from `quads` and leave
/// `records` alone; the others do it the other way round. Turtle, TriG and JSON-LD are sorted here, in memory; N-Quads
/// keeps the order of `quads` and so takes no memory however large the graph is.
///
/// # Errors
/// [`ExportError`] names the file and the cause.
pub fn export<E: Into<Box<dyn Error + Send + Sync>>>(
    format: Format,
    records: &Records,
    quads: impl IntoIterator<Item = Result<Quad, E>>,
    out: &Path,
    options: &Options,
) -> Result<Vec<PathBuf>, ExportError> {
    let target = target(format, out);
    let folder = if format.is_folder() { target.as_path() } else { target.parent().unwrap_or(Path::new("")) };
    let mut staging = Staging::new(folder)?;
    let names = Names::new(records, &options.base);
    match format {
        Format::Graphml => staging.write(&target, |file| graphml::write(records, &names, file))?,
        Format::Csv => csv::write(records, &names, options.raw, &target, &mut staging)?,
        Format::Jsonl => jsonl::write(records, &names, &target, &mut staging)?,
        Format::Turtle | Format::Trig | Format::Nquads | Format::Jsonld => rdf::write(format, quads, options, &target, &mut staging)?,
    }
    staging.commit()
}

/// The file or folder that `out` means.
fn target(format: Format, out: &Path) -> PathBuf {
    let named = out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(format.extension()));
    if format.is_folder() || named && !out.is_dir() { out.to_owned() } else { out.join("silkgraph").with_extension(format.extension()) }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, convert::Infallible, fs};

    use super::*;

    fn nothing() -> std::iter::Empty<Result<Quad, Infallible>> {
        std::iter::empty()
    }

    /// Every file that an export wrote, by name.
    fn written(format: Format, records: &Records) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let paths = export(format, records, sample::quads(), folder.path(), &Options::default()).unwrap();
        let files: BTreeMap<_, _> = paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), files.len(), "a temporary file was left behind");
        files
    }

    #[test]
    fn every_name_and_extension_is_read() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format.extension().to_uppercase().parse(), Ok(format));
        }
        let error = "xlsx".parse::<Format>().unwrap_err().to_string();
        assert_eq!(error, "`xlsx` is no export format; there are graphml, csv, jsonl, turtle, trig, nquads, jsonld");
    }

    #[test]
    fn the_same_graph_gives_the_same_bytes() {
        for format in Format::ALL {
            let first = written(format, &sample::records());
            assert!(!first.is_empty() && first.values().all(|bytes| !bytes.is_empty()), "{format}");
            assert_eq!(first, written(format, &sample::records()), "{format}");
        }
    }

    #[test]
    fn a_format_of_one_file_takes_a_file_or_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::default();
        for (out, wanted) in [("a/b", "a/b/silkgraph.ttl"), ("a/c.ttl", "a/c.ttl"), ("v1.0", "v1.0/silkgraph.ttl")] {
            let paths = export(Format::Turtle, &records, nothing(), &folder.path().join(out), &Options::default()).unwrap();
            assert_eq!(paths, [folder.path().join(wanted)]);
            assert!(paths[0].is_file());
        }
    }

    #[test]
    fn a_failure_names_the_file_and_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.nq");
        fs::write(&old, "kept").unwrap();
        let broken = sample::quads().map(Ok).chain([Err("disk on fire")]);
        let broken = broken.map(|quad| quad.and_then(|quad| quad.map_err(|never| match never {})));
        let error = export(Format::Nquads, &Records::default(), broken, &old, &Options::default()).unwrap_err().to_string();
        assert!(error.contains("old.nq") && error.contains("disk on fire"), "{error}");
        assert_eq!(fs::read_to_string(&old).unwrap(), "kept");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

        let error = export(Format::Csv, &Records::default(), nothing(), &old, &Options::default()).unwrap_err();
        assert!(matches!(&error, ExportError::Write { path, .. } if *path == old), "{error}");
    }
}
