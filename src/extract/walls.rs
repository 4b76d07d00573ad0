//! Where the clauses of a sentence begin and end, and where its finite verbs stand: worked out once for each phrase, as nearly all readers ask.

use crate::{
    extract::{
        chunk::{Chunk, ChunkKind},
        clause::Clauses,
    },
    lang::{Language, Tense},
};

/// What stands around a phrase.
#[derive(Clone, Copy, Debug)]
struct Wall {
    /// Where the clause of a verb there begins.
    start: u32,
    /// Where the clause of a verb or noun there ends.
    end: u32,
    /// One past the nearest finite verb before it.
    before: u32,
    /// The nearest finite verb behind it.
    behind: u32,
}

/// What stands around each phrase, and behind the last.
#[derive(Debug)]
pub struct Walls(Box<[Wall]>);

impl Walls {
    /// Those of a sentence.
    pub fn new(chunks: &[Chunk], language: &Language) -> Self {
        let len = chunks.len() as u32;
        let none = Wall { start: 0, end: len, before: 0, behind: len };
        let mut walls = vec![none; chunks.len() + 1];
        let mut now = none;
        for (next, chunk) in (1..).zip(chunks) {
            match &chunk.kind {
                ChunkKind::Verb(verb) if verb.is_finite() => (now.start, now.before) = (next, next),
                ChunkKind::Stop | ChunkKind::Subordinator(_) | ChunkKind::Relative(_) => now.start = next,
                _ => {}
            }
            walls[next as usize] = now;
        }
        // Of a noun, and of anything else.
        let (mut noun, mut other, mut behind) = (len, len, len);
        for (at, chunk) in chunks.iter().enumerate().rev() {
            let here = at as u32;
            walls[at].end = if chunk.noun().is_some() { noun } else { other };
            walls[at].behind = behind;
            match &chunk.kind {
                ChunkKind::Verb(verb) if verb.is_finite() => (noun, other, behind) = (here, here, here),
                ChunkKind::Stop | ChunkKind::Subordinator(_) | ChunkKind::Relative(_) => (noun, other) = (here, here),
                ChunkKind::Verb(verb) if verb.tense != Tense::Participle => {
                    noun = here;
                    if comes_next(chunks, at, language) {
                        other = here - 1;
                    }
                }
                _ => {}
            }
        }
        walls[chunks.len()].end = len + 1;
        Self(walls.into())
    }
}

impl Clauses<'_> {
    /// Where the clause of a verb or noun ends: before the next verb with its own subject, relative or full stop.
    #[inline]
    pub fn clause_end(&self, at: usize) -> usize {
        self.walls.0.get(at).map_or(at + 1, |wall| (wall.end as usize).max(at + 1))
    }

    /// Where the clause of a verb begins.
    #[inline]
    pub fn clause_start(&self, at: usize) -> usize {
        self.walls.0[at].start as usize
    }

    /// The nearest finite verb before a phrase.
    #[inline]
    pub fn finite_before(&self, at: usize) -> Option<usize> {
        (self.walls.0[at].before as usize).checked_sub(1)
    }

    /// The nearest finite verb behind a phrase.
    #[inline]
    pub fn finite_behind(&self, at: usize) -> Option<usize> {
        self.walls.0.get(at).map(|wall| wall.behind as usize).filter(|verb| *verb < self.chunks.len())
    }

    /// The main verb of the clause that a noun at `at` stands in: the nearest finite one, behind it first where the noun opens the sentence.
    #[inline]
    pub fn main_verb(&self, at: usize) -> Option<usize> {
        self.finite_before(at).or_else(|| self.finite_behind(at))
    }

    /// "a rencontré X avant de se rendre à Rome": whether a verb tells of what was done next, with place and date of its own.
    pub(super) fn comes_next(&self, at: usize) -> bool {
        comes_next(self.chunks, at, self.language)
    }
}

fn comes_next(chunks: &[Chunk], at: usize, language: &Language) -> bool {
    let next = |before: usize| chunks[before].preposition().is_some_and(|value| language.has_function("next-to", value));
    at > 0 && next(at - 1) && chunks[at].verb().is_some_and(|verb| verb.tense == Tense::Infinitive)
}
