//! One writer at a time, or several readers: the lock file of a store.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::Path,
};

use crate::store::StoreError;

/// Name of the lock file in a store directory.
pub(super) const LOCK: &str = "lock";

/// A held lock; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    exclusive: bool,
}

impl Lock {
    /// Takes the lock of the store in `dir`, for one writer or for one of several readers.
    pub(super) fn take(dir: &Path, exclusive: bool) -> Result<Self, StoreError> {
        let path = dir.join(LOCK);
        let io = |source| StoreError::io(&path, source);
        // A reader may have no right to write there: it then locks what is there.
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = if exclusive { open } else { open.or_else(|_| File::open(&path)) }.map_err(io)?;
        match if exclusive { file.try_lock() } else { file.try_lock_shared() } {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let _ = file.read_to_string(&mut pid);
                return Err(StoreError::InUse { dir: dir.to_owned(), pid: pid.trim().parse().ok() });
            }
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        // The name of a writer that was killed must not be blamed for what others do.
        let _ = file.set_len(0);
        if exclusive {
            let _ = writeln!(file, "{}", std::process::id());
        }
        Ok(Self { file, exclusive })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.exclusive {
            let _ = self.file.set_len(0);
        }
        // Closing would leave it locked as long as a process started meanwhile has not let go of its copy.
        let _ = self.file.unlock();
    }
}
