//! What somebody says in several clauses, "X a dit que A et que B", and what asking or letting know is.

use super::*;

/// Seeks the facts of a saying: one for each of its clauses in which something else is done by it, one for all others.
pub(super) fn read(frame: &mut Frame<'_>, pattern: &Pattern, mut seek: impl FnMut(&Frame<'_>)) {
    let parts = if pattern.spec.is("statement") && frame.thing.is_none() { frame.clauses_told() } else { Vec::new() };
    let whole = (parts.first().map(|part| part.0), parts.last().map(|part| part.1));
    let (Some(start), Some(end)) = whole else { return seek(frame) };
    let act = |frame: &mut Frame<'_>, part: (usize, usize)| {
        frame.part = Some(part);
        frame.said_word("said-act").map(str::to_owned)
    };
    let mut acts: Vec<((usize, usize), Option<String>)> = Vec::new();
    for part in parts {
        let own = act(frame, part);
        match acts.last_mut().filter(|(_, last)| *last == own) {
            Some((last, _)) => last.1 = part.1,
            None => acts.push((part, own)),
        }
    }
    if acts.len() < 2 {
        acts = vec![((start, end), None)];
    }
    for (part, _) in acts {
        frame.part = Some(part);
        seek(frame);
    }
    frame.part = None;
}

impl Frame<'_> {
    /// The phrases of what is said: behind the verb of saying, or before it where its subject stands behind.
    pub(super) fn said(&self) -> std::ops::Range<usize> {
        if let Some((start, end)) = self.part {
            return start..end;
        }
        match self.subject().first().filter(|first| **first > self.at) {
            // "Saluant les réformes de A, X a plaidé pour …"
            // "le soutien apporté à A par X"
            Some(speaker) if self.verb().is_some_and(|verb| !verb.is_finite() && (verb.voice != Voice::Passive || self.thing.is_some())) => {
                self.at + 1..*speaker
            }
            Some(_) => 0..self.at,
            // "X, tout en remerciant Y, a parlé de Z"
            None if self.verb().is_some_and(|verb| verb.tense == Tense::Gerund) => self.at + 1..self.inserted_end().unwrap_or_else(|| self.said_end()),
            None => self.at + 1..self.said_end(),
        }
    }

    /// The comma that closes an insertion, before the verb whose subject stands before it.
    fn inserted_end(&self) -> Option<usize> {
        let finite = |index: &usize| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite);
        let main = (self.at + 1..self.chunks().len()).find(finite)?;
        let first = (0..self.at).any(|index| finite(&index));
        (!first && matches!(self.chunks()[main - 1].kind, ChunkKind::Comma)).then(|| main - 1)
    }

    /// What is said ends before the next verb of speaking that has the same subject: "a remercié X et a salué Y", "a dit A, avant de saluer Y".
    pub(super) fn said_end(&self) -> usize {
        *self.scene.told(self.at).said_end.get_or_init(|| self.find_said_end())
    }

    fn find_said_end(&self) -> usize {
        let language = self.reader.language;
        (self.at + 1..self.chunks().len())
            .find(|next| {
                if self.chunks()[*next].verb().is_none() && self.chunks()[*next].preposition().is_none() {
                    return false;
                }
                // "… mais il a salué Y": the pronoun changes nothing.
                let pronoun = |at: usize| {
                    let item = self.scene.items(at).first().filter(|_| self.scene.items(at).len() == 1);
                    item.is_some_and(|item| matches!(&item.kind, ItemKind::Reference(reference) if reference.pronoun))
                };
                let but = *next >= 2 && pronoun(*next - 1) && matches!(self.chunks()[*next - 2].kind, ChunkKind::Conjunction(_));
                let before = &self.chunks()[*next - 1 - usize::from(but)].kind;
                let speaks = |verb: &VerbGroup| {
                    let mut patterns = language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
                    // "…, exprimant l'espoir que": what is shown stands right behind.
                    let shown = |class: &str| (*next + 1..self.chunks().len().min(*next + 3)).any(|thing| self.scene.is(thing, class));
                    patterns.any(|pattern| {
                        pattern.spec.is("statement")
                            && (verb.is_finite()
                                || pattern.object.as_deref().is_none_or(|class| verb.tense == Tense::Gerund && class.starts_with("shown-") && shown(class)))
                    })
                };
                let tense = self.chunks()[*next].verb().map(|verb| verb.tense);
                let joined = match before {
                    ChunkKind::Conjunction(_) | ChunkKind::Comma => !matches!(tense, Some(Tense::Participle | Tense::Infinitive)),
                    ChunkKind::Preposition(value) if tense == Some(Tense::Infinitive) => language.has_function("next-to", *value),
                    ChunkKind::Preposition(_) => tense == Some(Tense::Gerund),
                    _ => false,
                };
                // "…, selon les médias": whose word it is.
                let source =
                    matches!(before, ChunkKind::Comma) && self.chunks()[*next].preposition().is_some_and(|value| language.has_function("according", value));
                joined && self.chunks()[*next].verb().is_some_and(speaks) || source
            })
            .unwrap_or(self.chunks().len())
            .min(self.contrasted())
    }

    /// Whether somebody is asked to do something, not to come: "a invité les voyagistes à concevoir".
    pub(super) fn asks_to_do(&self) -> bool {
        let language = self.reader.language;
        let end = self.scene.clauses.clause_end(self.at);
        let to = |at: &usize| self.chunks()[*at].preposition().is_some_and(|value| language.has_function("at", value));
        let doing = (self.at + 1..end).filter(to).find_map(|at| self.chunks().get(at + 1)?.verb().filter(|verb| verb.tense == Tense::Infinitive));
        doing.is_some_and(|verb| !language.verb_is(verb.lemma, "come-along"))
    }

    /// Whether what a noun of letting know stands before is shown by another pattern of the verb: "a fait part de sa gratitude".
    pub(super) fn is_shown_otherwise(&self, pattern: &Pattern) -> bool {
        // "a exprimé sa gratitude pour le soutien de X": what stands behind "for" is why.
        let why = |thing: &usize| self.chunks()[thing.saturating_sub(1)].preposition().is_some_and(|value| self.reader.language.has_function("for", value));
        if pattern.spec.is("statement")
            && pattern.object.as_ref().is_some_and(|class| class.starts_with("shown-") && self.things(class).first().is_some_and(why))
        {
            return true;
        }
        // "Le contrat avait été négocié pendant des mois": that is over.
        let over = |verb: &VerbGroup| verb.voice == Voice::Passive && verb.tense == Tense::Past && verb.modal.is_none();
        let talked = || pattern.set.iter().any(|(_, value)| value == "under-negotiation");
        if self.verb().is_some_and(over) && talked() {
            return true;
        }
        let Some(verb) = self.verb().filter(|_| pattern.object.as_deref() == Some(NEWS)) else { return false };
        let mut others = self.reader.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
        others.any(|other| other.spec.is("statement") && other.object.as_ref().is_some_and(|class| class != NEWS && !self.things(class).is_empty()))
    }

    /// Whom a relative makes the object of the verb: "X, que Y a reçu".
    pub(super) fn whom(&self) -> Option<EntityId> {
        let chunks = self.chunks();
        let relative = self.relative_head().filter(|_| self.scene.clauses.grammatical_object(self.at).is_empty())?;
        let said = |chunk: &Chunk| chunk.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "say"));
        let noun = chunks[..relative].iter().rev().find(|chunk| !matches!(chunk.kind, ChunkKind::Comma)).and_then(Chunk::noun)?;
        let person = noun.entities.iter().find(|id| id.kind() == EntityKind::Person);
        // "X a reçu Y, qu'il avait rencontré en mai": another time, which is not that of the meeting told of.
        let meets = |verb: &VerbGroup| {
            let mut patterns = self.reader.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
            patterns.any(|pattern| pattern.spec.is("meeting"))
        };
        person.filter(|_| !chunks[..relative].iter().any(|chunk| said(chunk) || chunk.verb().is_some_and(meets))).cloned()
    }

    /// Where a clause of time begins in which somebody else speaks: "a salué A, tandis que Y soulignait B".
    pub(super) fn contrasted(&self) -> usize {
        let chunks = self.chunks();
        let during = |at: &usize| matches!(&chunks[*at].kind, ChunkKind::Subordinator(code) if code == "time");
        let own = self.scene.clauses.entities(self.subject());
        let other = |at: &usize| {
            let verb = (*at + 1..chunks.len()).find(|next| chunks[*next].verb().is_some_and(VerbGroup::is_finite));
            let tells = |verb: &VerbGroup| {
                let mut patterns = self.reader.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
                self.reader.language.verb_is(verb.lemma, "say") || patterns.any(|pattern| pattern.spec.is("statement"))
            };
            let speaks = verb.filter(|next| chunks[*next].verb().is_some_and(tells));
            let speaker = speaks.map(|next| self.scene.clauses.entities(&self.scene.clauses.grammatical_subject(next))).unwrap_or_default();
            speaker.iter().any(|id| id.kind() == EntityKind::Person && !own.contains(id))
        };
        (self.at + 1..chunks.len()).filter(during).find(other).unwrap_or(chunks.len())
    }

    /// The clauses of what is said behind a verb of saying, where there are several: "que A et que B", "que A, que B".
    fn clauses_told(&self) -> Vec<(usize, usize)> {
        let chunks = self.chunks();
        let that = |at: usize| match &chunks.get(at)?.kind {
            ChunkKind::Subordinator(code) | ChunkKind::Relative(code) => Some(code.as_str()),
            _ => None,
        };
        if !self.tells_that() || self.inserted().is_some() {
            return Vec::new();
        }
        let said = self.said();
        let again =
            |at: &usize| that(*at).is_some() && that(*at) == that(self.at + 1) && matches!(chunks[*at - 1].kind, ChunkKind::Conjunction(_) | ChunkKind::Comma);
        let cuts: Vec<usize> = (said.start + 2..said.end).filter(again).collect();
        if cuts.is_empty() {
            return Vec::new();
        }
        let starts = std::iter::once(said.start).chain(cuts.iter().copied());
        starts.zip(cuts.iter().map(|cut| cut - 1).chain(std::iter::once(said.end))).collect()
    }
}

/// Class of the nouns by which somebody lets others know.
const NEWS: &str = "shown-news";
