//! Several papers of one verb: which are joined, when each was signed, and with whom; and the people of a list behind a colon.

use super::*;

/// A colon stands no farther behind those whom the list behind it names.
const FAR: usize = 16;

impl Frame<'_> {
    /// The phrases that "and" joins to one without a name.
    pub(super) fn also(&self, noun: usize) -> Nouns {
        let mut list = Nouns::new();
        let mut at = noun;
        let mut sure = 0;
        // "un accord sur X et un protocole": what hangs on the first stands between.
        while list.len() < 6 {
            let mut next = at + 1;
            loop {
                let noun = |index: usize| self.chunks().get(index).is_some_and(|chunk| chunk.noun().is_some());
                let bare = |index: usize| self.chunks().get(index).and_then(Chunk::verb).is_some_and(|verb| !verb.is_finite());
                // "un accord avec X en 2019 et un autre"
                let date = |index: usize| self.chunks().get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
                let ruled = self.chunks().get(next).is_some_and(|chunk| chunk.preposition().is_some());
                if next > at + 1 && next < at + 12 && (date(next) || ruled && date(next + 1)) {
                    next += 1 + usize::from(ruled);
                    continue;
                }
                let hangs = ruled && (noun(next + 1) || bare(next + 1));
                if next >= at + 12 || !hangs && !bare(next) {
                    break;
                }
                // "un accord instituant un couloir et un protocole"
                next += 1 + usize::from(hangs || noun(next + 1));
                next += usize::from(bare(next - 1) && noun(next));
            }
            let mut link = false;
            let mut and = false;
            while let Some(chunk) = self.chunks().get(next) {
                let conjunction = chunk.is_and();
                if !conjunction && !matches!(chunk.kind, ChunkKind::Comma) {
                    break;
                }
                next += 1;
                link = true;
                and |= conjunction;
            }
            if and {
                next = self.past_time(next);
            }
            if link && self.chunks().get(next).and_then(Chunk::preposition).is_some_and(|preposition| self.reader.language.has_function("of", preposition)) {
                next += 1;
            }
            if !link || self.chunks().get(next).is_none_or(|chunk| chunk.noun().is_none()) {
                break;
            }
            list.push(next);
            at = next;
            if and {
                sure = list.len();
            }
        }
        // What only a comma adds says the same again: "un contrat avec X, un accord qui prévoit".
        list.truncate(sure);
        list
    }

    /// "et, en mai 2022, un accord", "et, dans la foulée, un accord": past the time that stands before what "and" adds, where something with an article follows.
    pub(super) fn past_time(&self, from: usize) -> usize {
        let chunks = self.chunks();
        let date = |at: usize| chunks.get(at).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        let mut next = from;
        while date(next)
            || chunks
                .get(next)
                .is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Other) || chunk.preposition().is_some() && date(next + 1))
        {
            next += 1;
        }
        let article = chunks.get(next).and_then(Chunk::noun).is_some_and(|noun| noun.determiner.is_some() || noun.quantity.is_some());
        if article && (from..next).any(|at| !matches!(chunks[at].kind, ChunkKind::Comma)) { next } else { from }
    }

    /// Of several papers: the time that stands before one or behind it, and none that stands before another.
    pub(super) fn time_of_one(&self, dates: &mut Nouns) -> Option<usize> {
        let (thing, until) = self.thing.zip(self.until).filter(|(thing, _)| *thing > self.at)?;
        let chunks = self.chunks();
        let lead = |thing: usize| {
            let first = (0..thing.min(chunks.len())).rev().find(|at| !matches!(chunks[*at].kind, ChunkKind::Comma | ChunkKind::Other))?;
            matches!(chunks[first].kind, ChunkKind::Date(_)).then_some(first)
        };
        if let Some(before) = lead(thing).filter(|date| dates.contains(date)) {
            return Some(before);
        }
        let next = lead(until).filter(|_| chunks.get(until).is_some_and(|chunk| chunk.noun().is_some()));
        dates.retain(|date| Some(*date) != next);
        dates.iter().copied().find(|date| (thing..until).contains(date))
    }

    /// "un contrat avec X et un autre avec Y": whether the thing is another of the sort just named.
    pub(super) fn is_another(&self, noun: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let phrase = self.chunks()[noun].noun().filter(|phrase| phrase.entities.is_empty() && phrase.adjectives.is_empty());
        let items = self.scene.items(noun);
        let counted = phrase.is_some_and(|phrase| phrase.quantity.is_some() || phrase.determiner.as_deref() == Some("indefinite"));
        counted && items.len() < 4 && items.last().is_some_and(|item| item.is(lexicon, "another"))
    }

    /// "les dirigeants de deux groupes connus à Rome : X, PDG de A, et Y, PDG de B": the people behind the colon.
    pub(super) fn names_told(&self, at: usize) -> Option<Nouns> {
        let chunks = self.chunks();
        // "Trois dirigeants ont été reçus par A : X, Y et Z"
        let open =
            |index: &usize| !matches!(chunks[*index].kind, ChunkKind::Stop) && (*index == self.at || !chunks[*index].verb().is_some_and(VerbGroup::is_finite));
        let colon = at + 1 + (at + 1..chunks.len()).take(FAR).take_while(open).count();
        let person = |noun: &NounPhrase| noun.entities.iter().any(|id| id.kind() == EntityKind::Person);
        let told =
            chunks.get(colon).is_some_and(|chunk| chunk.span.of(self.reader.text) == ":") && chunks.get(colon + 1).and_then(Chunk::noun).is_some_and(person);
        let plural = || self.reader.language.is_plural(chunks[at].span.of(self.reader.text)) && !chunks[at].noun().is_some_and(person);
        let names = (told && plural()).then(|| self.scene.clauses.coordinated_right(colon + 1))?;
        Some(if names.len() > 1 { names } else { self.names_of_entries(colon) }).filter(|names| names.len() > 1)
    }

    /// "X, PDG de A ; Y, qui dirige B ; et Z": who opens each of the entries that semicolons part.
    fn names_of_entries(&self, colon: usize) -> Nouns {
        let chunks = self.chunks();
        let parts = (colon..chunks.len()).filter(|index| *index == colon || chunks[*index].span.of(self.reader.text) == ";");
        let and = |index: usize| index + 1 + usize::from(matches!(chunks.get(index + 1).map(|chunk| &chunk.kind), Some(ChunkKind::Conjunction(_))));
        let person =
            |noun: &usize| chunks.get(*noun).and_then(Chunk::noun).is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind() == EntityKind::Person));
        parts.map(and).take_while(person).collect()
    }
}
