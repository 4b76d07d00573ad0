//! Files that come into being all at once: written beside their targets, renamed when all are complete.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::ExportError;

/// Files that wait to take their names. Dropped before [`commit`](Self::commit), it leaves nothing behind.
pub(super) struct Staging {
    folder: PathBuf,
    files: Vec<(NamedTempFile, PathBuf)>,
    /// Goes last, when the files are gone.
    _made: Made,
}

/// Folders that were made for the files; those that stay empty go again.
struct Made(Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        // The inner ones first. One with something in it is not removed.
        self.0.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

impl Staging {
    /// For files in a folder, which is made where it is missing.
    pub fn new(folder: &Path) -> Result<Self, ExportError> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let made = Made(folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).map(Path::to_owned).collect());
        fs::create_dir_all(folder).map_err(failed(folder))?;
        Ok(Self { folder: folder.to_owned(), files: Vec::new(), _made: made })
    }

    /// Writes what shall become `target`.
    pub fn write(&mut self, target: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), ExportError> {
        let file = self.fill(fill).map_err(failed(target))?;
        self.files.push((file, target.to_owned()));
        Ok(())
    }

    fn fill(&self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix(".silkgraph-").suffix(".tmp");
        // A temporary file is private unless told otherwise; an export is an ordinary file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(&self.folder)?;
        let mut buffer = BufWriter::new(file.as_file());
        fill(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        file.as_file().sync_all()?;
        Ok(file)
    }

    /// Gives every file its name, and tells the names.
    pub fn commit(self) -> Result<Vec<PathBuf>, ExportError> {
        let rename = |(file, target): (NamedTempFile, PathBuf)| match file.persist(&target) {
            Ok(_) => Ok(target),
            Err(error) => Err(failed(&target)(error.error)),
        };
        self.files.into_iter().map(rename).collect()
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ExportError {
    let path = path.to_owned();
    |source| ExportError::Write { path, source }
}
