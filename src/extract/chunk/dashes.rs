//! Dashes that enclose what is put in.

use super::{Chunk, ChunkKind};

/// Two dashes in a sentence with more than a name between them are a bracket.
pub(super) fn bracket(text: &str, chunks: &mut [Chunk]) {
    let dash = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Other) && matches!(chunk.span.of(text), "–" | "—");
    let mut dashes = chunks.iter().enumerate().filter(|(_, chunk)| dash(chunk)).map(|(index, _)| index);
    let (Some(open), Some(close), None) = (dashes.next(), dashes.next(), dashes.next()) else { return };
    if open > 0 && close > open + 2 && close + 1 < chunks.len() {
        chunks[open].kind = ChunkKind::Open;
        chunks[close].kind = ChunkKind::Close;
    }
}
