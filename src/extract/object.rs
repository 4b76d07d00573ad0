//! What is done to: the grammatical objects of verbs, behind them, and behind what is put between.

use crate::{
    extract::{
        chunk::{Chunk, ChunkKind, NounPhrase, Nouns, Voice},
        clause::Clauses,
    },
    lang::Tense,
    model::EntityKind,
};

impl Clauses<'_> {
    /// The noun phrases behind the verb at `at` that no preposition governs.
    pub fn grammatical_object(&self, at: usize) -> Nouns {
        let mut index = at + 1;
        while let Some(chunk) = self.chunks.get(index) {
            match &chunk.kind {
                ChunkKind::Noun(_) => {
                    return if index == at + 1 || !matches!(self.chunks[index - 1].kind, ChunkKind::Preposition(_)) {
                        self.coordinated_right(index)
                    } else {
                        Nouns::new()
                    };
                }
                ChunkKind::Other | ChunkKind::Date(_) => index += 1,
                // An adverbial phrase between commas: "a rencontré, à Paris, X"; "a rencontré lundi à Paris X".
                ChunkKind::Comma | ChunkKind::Preposition(_) => {
                    let mut next = index + usize::from(matches!(chunk.kind, ChunkKind::Comma));
                    // "a entamé, plus tôt dans la journée, une visite"
                    while next > index && matches!(self.chunks.get(next).map(|chunk| &chunk.kind), Some(ChunkKind::Other)) {
                        next += 1;
                    }
                    // "ont signé, mardi, un accord"
                    if next > index
                        && matches!(self.chunks.get(next).map(|chunk| &chunk.kind), Some(ChunkKind::Date(_)))
                        && matches!(self.chunks.get(next + 1).map(|chunk| &chunk.kind), Some(ChunkKind::Comma))
                    {
                        if self.chunks.get(next + 2).is_some_and(|chunk| chunk.noun().is_some()) {
                            return self.coordinated_right(next + 2);
                        }
                        // "a eu, mardi, à Rome, des entretiens"
                        index = next + 1;
                        continue;
                    }
                    // "effectue depuis hier une visite"
                    if next == index && matches!(self.chunks.get(index + 1).map(|chunk| &chunk.kind), Some(ChunkKind::Date(_))) {
                        index += 2;
                        continue;
                    }
                    let behind = self.chunks.get(next + 1).is_some_and(|chunk| chunk.noun().is_some());
                    if behind && self.chunks.get(next).is_some_and(|chunk| chunk.preposition().is_some()) {
                        next = self.coordinated_right(next + 1).last().map_or(next + 2, |last| last + 1);
                        // "effectuera en A du 8 au 10 juin une visite"
                        next += usize::from(matches!(self.chunks.get(next).map(|chunk| &chunk.kind), Some(ChunkKind::Date(_))));
                        // "a entamé jeudi à Rome une visite", "a signé avec X un contrat": an object with its article, no comma before it.
                        let article = self.chunks.get(next).and_then(Chunk::noun).is_some_and(|noun| noun.determiner.is_some() || noun.quantity.is_some());
                        let unnamed = |chunk: &Chunk| chunk.noun().is_some_and(|noun| noun.entities.is_empty());
                        let apart = matches!(chunk.kind, ChunkKind::Comma) || self.chunks.get(index + 1).is_some_and(unnamed);
                        if article && !apart {
                            return self.coordinated_right(next);
                        }
                        while self.chunks.get(next).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Date(_))) {
                            next += 1;
                        }
                        // "a rencontré à Paris le président kazakh": who is told by office and state alone; "a eu le 3 mai, à Rome, un entretien".
                        let closed = matches!((&chunk.kind, &self.chunks[next - 1].kind), (ChunkKind::Comma, ChunkKind::Comma));
                        let meant = |noun: &NounPhrase| {
                            let anyone = closed && noun.determiner.as_deref() == Some("indefinite") && noun.entities.is_empty();
                            let someone = noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
                            anyone || someone || noun.determiner.is_some() && !noun.adjectives.is_empty()
                        };
                        if self.chunks.get(next).and_then(Chunk::noun).is_some_and(meant) {
                            return self.coordinated_right(next);
                        }
                    }
                    return self.object_behind_commas(at);
                }
                _ => return Nouns::new(),
            }
        }
        Nouns::new()
    }

    /// "a effectué à Rome, les 1er et 2 mai, une visite", "a rejoint, en 2015, l'OMC": the object behind adverbial phrases of which commas enclose the last.
    fn object_behind_commas(&self, at: usize) -> Nouns {
        let (mut index, mut commas) = (at + 1, 0);
        let noun = loop {
            match self.chunks.get(index).map(|chunk| &chunk.kind) {
                Some(ChunkKind::Other | ChunkKind::Date(_)) => index += 1,
                Some(ChunkKind::Comma) => (index, commas) = (index + 1, commas + 1),
                Some(ChunkKind::Preposition(_)) => match self.chunks.get(index + 1).map(|chunk| &chunk.kind) {
                    Some(ChunkKind::Date(_)) => index += 2,
                    Some(ChunkKind::Noun(_)) => index = self.coordinated_right(index + 1).last().map_or(index + 2, |last| last + 1),
                    _ => return Nouns::new(),
                },
                Some(ChunkKind::Noun(noun)) => break noun,
                _ => return Nouns::new(),
            }
        };
        let says = self.chunks[at].verb().is_some_and(|verb| self.language.verb_is(verb.lemma, "say"));
        let indefinite = noun.determiner.as_deref() == Some("indefinite") || noun.quantity.is_some();
        let meant = indefinite || self.comma(at + 1) && (noun.determiner.is_some() || !noun.entities.is_empty());
        if commas >= 2 && self.comma(index - 1) && meant && !says { self.coordinated_right(index) } else { Nouns::new() }
    }

    /// What is done to: the object, or the subject of a passive.
    pub fn object(&self, at: usize) -> Nouns {
        let Some(verb) = self.chunks.get(at).and_then(Chunk::verb) else { return Nouns::new() };
        if verb.voice != Voice::Passive {
            return self.grammatical_object(at);
        }
        if verb.is_finite() {
            return self.grammatical_subject(at);
        }
        // "un accord signé par": the noun phrase before the participle; "Reçu par X, Y a parlé": the subject of the verb that follows,
        // as with "X a parlé avant d'être reçu".
        let before = if verb.tense == Tense::Infinitive { Nouns::new() } else { self.antecedent(at) };
        if before.is_empty() { self.grammatical_subject(at) } else { before }
    }
}
