//! A query runs on a thread of its own, with a deep stack, and its answer comes in pieces: so a deadline can be kept.

use std::{
    io::{self, Write},
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread,
    time::{Duration, Instant},
};

use oxigraph::sparql::CancellationToken;

use crate::query::QueryError;

/// Stack of the thread in bytes; memory is only taken as it is used. Code that is not optimised takes several times as much.
const STACK: usize = if cfg!(debug_assertions) { 4 << 30 } else { 512 << 20 };
/// How much of the answer travels at once, in bytes.
const PIECE: usize = 64 << 10;

/// What comes back from the thread.
enum Message<T> {
    Piece(Vec<u8>),
    End(Result<T, QueryError>),
}

/// Where the thread writes its answer to.
pub(super) struct Pieces<T> {
    sender: SyncSender<Message<T>>,
    piece: Vec<u8>,
}

impl<T> Write for Pieces<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::mem::take(&mut self.piece);
        self.sender.send(Message::Piece(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// Runs `work` and copies what it writes to `out`.
///
/// When the time is over, the work is told to stop; where it does not listen (Oxigraph listens only now and then), it
/// is left behind and ends with the process.
pub(super) fn run<T: Send + 'static>(
    timeout: Option<Duration>,
    out: &mut dyn Write,
    work: impl FnOnce(CancellationToken, &mut Pieces<T>) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let (sender, receiver) = sync_channel(4);
    let token = CancellationToken::new();
    let watched = token.clone();
    let run = move || {
        let mut pieces = Pieces { sender, piece: Vec::new() };
        let result = work(watched, &mut pieces).and_then(|value| Ok(pieces.flush().map(|()| value)?));
        // Nobody listens any more where the deadline has passed.
        let _ = pieces.sender.send(Message::End(result));
    };
    thread::Builder::new().name("query".to_owned()).stack_size(STACK).spawn(run)?;
    let result = copy(&receiver, timeout, out);
    token.cancel();
    result
}

fn copy<T>(receiver: &Receiver<Message<T>>, timeout: Option<Duration>, out: &mut dyn Write) -> Result<T, QueryError> {
    let start = Instant::now();
    loop {
        let message = match timeout {
            Some(timeout) => receiver.recv_timeout(timeout.saturating_sub(start.elapsed())),
            None => receiver.recv().map_err(RecvTimeoutError::from),
        };
        match message {
            Ok(Message::Piece(piece)) => out.write_all(&piece)?,
            Ok(Message::End(result)) => {
                out.flush()?;
                return result;
            }
            Err(RecvTimeoutError::Timeout) => return Err(QueryError::TimedOut(timeout.unwrap_or_default())),
            Err(RecvTimeoutError::Disconnected) => return Err(QueryError::Failed("its evaluation broke off".to_owned())),
        }
    }
}
