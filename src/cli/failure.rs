//! How a command ends, and what it says when it does not end well.

use std::io;

use crate::{export::ExportError, graph::Unreadable, store::StoreError};

/// How the process ends. The numbers are documented in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Exit {
    Done = 0,
    Partial = 1,
    Usage = 2,
    Broken = 3,
}

/// Why a command stopped: one line, or nothing where nobody is listening any more.
#[derive(Debug)]
pub(super) struct Failure {
    pub exit: Exit,
    pub message: Option<String>,
}

impl Failure {
    /// The command was not understood.
    pub fn usage(message: impl ToString) -> Self {
        Self { exit: Exit::Usage, message: Some(message.to_string()) }
    }

    /// What was asked for is not there.
    pub fn missing(message: impl ToString) -> Self {
        Self { exit: Exit::Partial, message: Some(message.to_string()) }
    }

    /// Something could not be read or written.
    pub fn broken(message: impl ToString) -> Self {
        Self { exit: Exit::Broken, message: Some(message.to_string()) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::broken(error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::broken(error)
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::broken(error)
    }
}

impl From<io::Error> for Failure {
    /// A reader that has seen enough (`| head`) is no failure.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self { exit: Exit::Done, message: None },
            _ => Self::broken(format_args!("the output cannot be written ({error})")),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
