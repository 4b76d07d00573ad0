//! Which whole a part of a line belongs to, and what is said to be a part.

use super::{stops::Way, *};

impl Frame<'_> {
    /// What a trigger noun is said of: the subject of "be" before it, what it is apposed to, or its own phrase's name;
    /// lines, or what is of some kinds as well.
    pub(super) fn said_of(&self, kinds: &[EntityKind]) -> Nouns {
        // "le tronçon A-B fait partie": neither of the two by itself.
        let joined = |noun: usize| {
            let end = self.chunks()[noun].end;
            self.scene.sentence.items.get(end).is_some_and(|item| item.hyphen) || self.scene.items(noun).iter().any(|item| item.hyphen)
        };
        let fits = |noun: &usize| {
            self.names_line(*noun)
                || self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| kinds.contains(&id.kind()))) && !joined(*noun)
        };
        let way = if kinds.is_empty() { self.way_behind() } else { None };
        if kinds.is_empty() && self.names_line(self.at) {
            // "une voie ferrée entre A et B le long du corridor X": of both.
            return std::iter::once(self.at).chain(way.filter(|_| self.is_unnamed(self.at))).collect();
        }
        if let Some(fronted) = self.fronted().filter(fits) {
            return smallvec![fronted];
        }
        if let Some(named) = self.named_behind().filter(fits) {
            return smallvec![named];
        }
        let mut before = self.at;
        while before > 0 && matches!(self.chunks()[before - 1].kind, ChunkKind::Other) {
            before -= 1;
        }
        let Some(before) = before.checked_sub(1) else { return way.into_iter().collect() };
        // "est l'une des routes"
        let among = |at: usize| {
            let of = self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
            of && at > 1 && self.chunks()[at - 1].end == self.chunks()[at - 1].start + 1 && self.scene.is(at - 1, "one-among")
        };
        let before = if among(before) { before - 2 } else { before };
        if let Some(taken) = self.taken_for(before) {
            return std::iter::once(taken).filter(fits).collect();
        }
        // "est considéré comme un maillon"
        let seen = before > 0
            && self.chunks()[before].preposition().is_some_and(|preposition| self.reader.language.has_function("such-as", preposition))
            && self.chunks()[before - 1].verb().is_some_and(VerbGroup::is_finite);
        let before = if seen { before - 1 } else { before };
        if seen || self.copula(before) {
            let subject = self.scene.clauses.grammatical_subject(before);
            let within: Nouns =
                subject.into_iter().filter(|noun| self.chunks()[*noun].noun().is_some()).flat_map(|noun| self.scene.clauses.named_within(noun)).collect();
            return within.into_iter().filter(fits).collect();
        }
        if matches!(self.chunks()[before].kind, ChunkKind::Comma | ChunkKind::Other) {
            let Some(apposed) = before.checked_sub(1).map(|noun| if self.names_line(noun) { noun } else { self.before_place(noun) }) else {
                return Nouns::new();
            };
            // "les ports de A et de B, portes du corridor"
            let many = self.reader.language.is_plural(self.chunks()[self.at].span.of(self.reader.text));
            let all = if many { self.scene.clauses.coordinated_left(apposed) } else { smallvec![apposed] };
            return all.into_iter().filter(fits).collect();
        }
        if kinds.is_empty() { self.turned_into(before).or(way).or_else(|| self.meant_for()).into_iter().collect() } else { Nouns::new() }
    }

    /// "inauguré par l'Iran", "lancé par la Russie et la Chine": who does what is done to a line, and where no line runs.
    pub(super) fn is_by_doer(&self) -> bool {
        let language = self.reader.language;
        let runs = |verb: &VerbGroup| ["link", "carry", "course", "pass", "motion"].iter().any(|group| language.verb_is(verb.lemma, group));
        let done = self.verb().is_some_and(|verb| verb.voice == Voice::Passive && !runs(verb));
        let first = self.stops().iter().find(|(_, way)| matches!(way, super::stops::Way::Through)).map(|(noun, _)| *noun);
        first.is_some_and(|noun| {
            let by = self.chunks()[noun - 1].preposition().is_some_and(|value| language.has_function("by", value));
            done && by && self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Country))
        })
    }

    /// "faire du corridor X un itinéraire reliant A et B": whether a verb says what becomes of a line.
    pub(super) fn is_made_of(&self, line: usize) -> bool {
        let of = |at: usize| self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
        let made = |at: usize| self.chunks()[at].verb().is_some_and(|verb| verb.voice == Voice::Active && self.reader.language.verb_is(verb.lemma, "deem"));
        line > 1 && of(line - 1) && made(line - 2) && self.chunks().get(line + 1).is_some_and(|next| next.noun().is_some())
    }

    /// "la transformation de X en un corridor entre A et B": what becomes the way that is told.
    fn turned_into(&self, before: usize) -> Option<usize> {
        let lexicon = &self.reader.language.lexicon;
        let is = |at: usize, function: &str| self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function(function, value));
        let line = before.checked_sub(1).filter(|line| is(before, "seen-in") && self.names_line(*line))?;
        let turns = |at: usize| {
            let does = self.chunks()[at].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "transform"));
            does || self.scene.items(at).iter().any(|item| item.is(lexicon, "turning"))
        };
        let act = if is(line.checked_sub(1)?, "of") { line.checked_sub(2)? } else { line - 1 };
        turns(act).then_some(line)
    }

    /// "X réunit des itinéraires destinés à faciliter le transit à travers A et B": the line that a sentence on what is to move is about.
    fn meant_for(&self) -> Option<usize> {
        let lexicon = &self.reader.language.lexicon;
        let moves = self.scene.items(self.at).iter().any(|item| item.is(lexicon, "moving"));
        let verb = |wanted: fn(&VerbGroup) -> bool| (0..self.at).rev().find(|index| self.chunks()[*index].verb().is_some_and(wanted)).filter(|_| moves);
        // "X, un réseau qui facilite le transit entre A et B", "X, un réseau destiné à faciliter le transit": said of what the clause hangs on.
        let inner = verb(|verb| verb.tense != Tense::Infinitive)?;
        let relative = |before: &usize| matches!(&self.chunks()[*before].kind, ChunkKind::Relative(value) if value == "subject");
        let finite = self.chunks()[inner].verb().is_some_and(VerbGroup::is_finite);
        if let Some(hangs) = if finite { inner.checked_sub(1).filter(relative) } else { Some(inner) } {
            let like = |noun: usize| ["line-like", "line-head", "line-again"].iter().any(|class| self.scene.is(noun, class));
            let line = self.line_before(hangs).first().copied().filter(|line| (line + 1..hangs).any(like));
            if finite || line.is_some() {
                return line;
            }
        }
        let main = verb(VerbGroup::is_finite)?;
        // "X devrait faciliter le transit entre A et B": what it makes easier goes farther than it does; "X est un réseau destiné au transit entre A et B".
        if !self.copula(main) && !self.scene.clauses.complements(self.at, "between").is_empty() {
            return None;
        }
        let subject = self.scene.clauses.grammatical_subject(main);
        subject.first().copied().filter(|first| self.names_line(*first))
    }

    /// Whether a line is one that the text alone tells of.
    fn is_unnamed(&self, line: usize) -> bool {
        self.chunks()[line].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.cast.fresh.contains_key(id)))
    }

    /// "une liaison entre A et B par le corridor X", "le long de X": the only line behind a way without a name that it goes along.
    fn way_behind(&self) -> Option<usize> {
        let language = self.reader.language;
        let inside = self.at + 1..self.scene.clauses.clause_end(self.at).max(self.at + 1);
        let along = |noun: usize| {
            self.chunks()[noun - 1].preposition().is_some_and(|value| language.has_function("through", value) || language.has_function("lengthwise", value))
        };
        let mut lines = inside.filter(|noun| self.names_line(*noun));
        lines.next().filter(|line| along(*line) && lines.next().is_none())
    }

    /// "considère X comme un maillon", "a qualifié X de maillon", "fait de X un maillon": what a verb of deeming takes for it.
    fn taken_for(&self, before: usize) -> Option<usize> {
        let language = self.reader.language;
        let is = |at: usize, functions: &[&str]| {
            self.chunks()[at].preposition().is_some_and(|value| functions.iter().any(|function| language.has_function(function, value)))
        };
        let line = if self.chunks()[before].preposition().is_some() { before.checked_sub(1)? } else { before };
        let verb = (0..line).rev().find(|index| self.chunks()[*index].verb().is_some())?;
        let deems = || self.chunks()[verb].verb().is_some_and(|verb| verb.voice == Voice::Active && language.verb_is(verb.lemma, "deem"));
        let taken = is(before, &["such-as"]) && verb + 1 == line || deems() && (is(before, &["of", "for"]) || line == before && is(line - 1, &["of"]));
        (taken && self.names_line(line)).then_some(line)
    }

    /// "La dernière partie du corridor X, le gazoduc Y, s'achève": the name of the part between commas behind its whole.
    fn named_behind(&self) -> Option<usize> {
        let chunks = self.chunks();
        let comma = |index: usize| chunks.get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        let opens = self.at == 0 || self.at == 1 && matches!(chunks[0].kind, ChunkKind::Other);
        let of = chunks.get(self.at + 1).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("of", value));
        let name = self.at + 4;
        (opens && of && comma(self.at + 3) && comma(self.at + 5) && self.names_line(name)).then_some(name)
    }

    /// "la ligne X en Iran, maillon du corridor", "une ligne entre A et B, maillon du corridor": what stands before where it is.
    fn before_place(&self, noun: usize) -> usize {
        let between = |index: &usize| self.chunks()[*index].preposition().is_some_and(|value| self.reader.language.has_function("between", value));
        let open = (noun.saturating_sub(3)..noun).find(between).filter(|open| *open > 0 && self.names_line(open - 1));
        if let Some(open) = open {
            return open - 1;
        }
        let place = self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind().is_place()));
        let at = |index: usize| self.chunks()[index].preposition().is_some_and(|preposition| self.reader.language.has_function("at", preposition));
        if !(place && noun > 1 && at(noun - 1)) {
            return noun;
        }
        // "la ligne X, en Iran, maillon"
        noun - 2 - usize::from(noun > 2 && matches!(self.chunks()[noun - 2].kind, ChunkKind::Comma))
    }

    /// "X en est un maillon": the line named before the sentence, where a pronoun stands for it.
    pub(super) fn of_it(&self) -> Option<EntityId> {
        let copula = (0..self.at).rev().take(3).find(|index| self.copula(*index))?;
        let pronoun = copula.checked_sub(1).filter(|index| self.scene.is(*index, "pron-of"));
        pronoun.and(self.reader.line.clone())
    }

    /// What a noun at the head of the sentence is said of: "Maillon du corridor X, le port de Y".
    fn fronted(&self) -> Option<usize> {
        let chunks = self.chunks();
        // "Faisant partie du corridor X, la ligne Y"
        let gerund = || chunks[0].verb().is_some_and(|verb| verb.tense == Tense::Gerund);
        let opens = self.at == 0 || self.at == 1 && (matches!(chunks[0].kind, ChunkKind::Other) || gerund());
        let bare = chunks[self.at].noun().is_some_and(|noun| noun.determiner.as_deref() != Some("definite"));
        let verb = chunks.iter().position(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite)).filter(|_| opens && bare)?;
        let comma = (self.at + 1..verb).find(|index| matches!(chunks[*index].kind, ChunkKind::Comma))?;
        chunks[comma + 1].noun().is_some().then_some(comma + 1)
    }

    /// Whether the trigger is a piece of a line.
    pub(super) fn is_piece(&self) -> bool {
        self.verb().is_none() && self.scene.is(self.at, "line-piece")
    }

    /// The whole that a trigger noun is a part of: "maillon du corridor X", "dont Y fait partie".
    pub(super) fn whole(&self) -> Nouns {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        // "X a pour terminus A"
        if let Some(has) = self.held_by() {
            return self.lines(&clauses.grammatical_subject(has));
        }
        for index in self.at + 1..clauses.clause_end(self.at) {
            let Some(preposition) = self.chunks()[index].preposition() else {
                if matches!(self.chunks()[index].kind, ChunkKind::Comma) {
                    break;
                }
                continue;
            };
            if ["of", "within", "at", "during"].iter().any(|function| language.has_function(function, preposition)) {
                // "maillon de ce corridor"
                let noun = (index + 1..self.chunks().len()).find(|next| !matches!(self.chunks()[*next].kind, ChunkKind::Other));
                let found = self.lines(noun.as_slice());
                if !found.is_empty() {
                    return found;
                }
            }
        }
        let opens = (0..self.at).rev().find(|index| {
            matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))
                || self.chunks()[*index].preposition().is_some_and(|preposition| language.has_function("whose", preposition))
        });
        match opens {
            Some(open) if self.chunks()[open].preposition().is_some() => self.line_before(open),
            _ => Nouns::new(),
        }
    }

    /// "la branche A passe par B, la branche C par D": a line of which the verb before tells the same.
    pub(super) fn goes_likewise(&self, by: usize) -> bool {
        let chunks = self.chunks();
        let parted = |before: usize| matches!(chunks[before].kind, ChunkKind::Comma) || matches!(chunks[before].span.of(self.reader.text), ";" | ":");
        let before = self.at.checked_sub(1).filter(|before| by == self.at + 1 && self.names_line(self.at) && parted(*before));
        before.and_then(|before| (0..before).rev().find(|index| chunks[*index].verb().is_some())).is_some_and(|verb| {
            let frame = Frame { at: verb, ..*self };
            self.tells_course(verb) && !frame.line().is_empty()
        })
    }

    /// The place right before an index, a comma aside.
    pub(super) fn place_before(&self, index: usize) -> Option<usize> {
        let chunks = self.chunks();
        let noun = index.checked_sub(1).map(|before| if matches!(chunks[before].kind, ChunkKind::Comma) { before.saturating_sub(1) } else { before })?;
        chunks[noun].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind().is_place())).then_some(noun)
    }

    /// What a participle is said of: "A, traversé par X", "Traversé par X, A".
    pub(super) fn undergoing(&self) -> Option<usize> {
        if self.verb().is_none_or(VerbGroup::is_finite) {
            return None;
        }
        if self.at == 0 {
            let main = (1..self.chunks().len()).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite))?;
            return self.scene.clauses.grammatical_subject(main).first().copied();
        }
        self.place_before(self.at)
    }

    /// "relie sur 760 km A à B": whether a phrase is a length right before a noun, or with one in it.
    pub(super) fn is_so_far(&self, at: usize) -> bool {
        let noun = |at: usize| self.chunks().get(at).and_then(Chunk::noun);
        let phrase = noun(at).filter(|_| self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "link")));
        let length = phrase.and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, told)| told.unit.as_deref() == Some("km"));
        length && (noun(at + 1).is_some() || phrase.is_some_and(|noun| !noun.entities.is_empty()))
    }

    /// Past a length, with the end of the line that may stand in its phrase.
    pub(super) fn past_length(&self, at: usize, found: &mut Vec<(usize, Way)>) -> usize {
        found.extend(self.chunks()[at].noun().filter(|noun| !noun.entities.is_empty()).map(|_| (at, Way::Object)));
        at
    }

    /// "le gaz de A en B": from one state to another.
    pub(super) fn lead_home(&self, at: usize) -> bool {
        let state =
            |at: usize| self.chunks().get(at).and_then(Chunk::noun).and_then(|noun| noun.entities.first()).filter(|id| id.kind() == EntityKind::Country);
        let into = self.chunks().get(at + 1).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("at", value));
        into && state(at).is_some_and(|from| state(at + 2).is_some_and(|to| to != from))
    }

    /// The lines that stand between the same semicolons, unless they are what the verb is done to: "les trains prennent X et le ferry".
    pub(super) fn lines_beside(&self) -> Nouns {
        let chunks = self.chunks();
        let wall = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Stop) && chunks[*index].span.of(self.reader.text) == ";";
        let (start, end) = ((0..self.at).rev().find(wall).unwrap_or(0), (self.at..chunks.len()).find(wall).unwrap_or(chunks.len()));
        let taken = self.scene.clauses.grammatical_object(self.at);
        let lines: Nouns = (start..end).filter(|index| self.names_line(*index)).collect();
        if lines.iter().any(|line| taken.contains(line)) { Nouns::new() } else { lines }
    }

    /// "A veut devenir une porte de X": what somebody would be, and is not yet.
    pub(super) fn is_wished_for(&self) -> bool {
        let language = self.reader.language;
        let mut verbs = self.chunks()[..self.at].iter().rev().take_while(|chunk| !matches!(chunk.kind, ChunkKind::Stop)).filter_map(Chunk::verb);
        let wants = |verb: &VerbGroup| verb.modal == Some(Modal::Wish) || ["wish", "wish-for"].iter().any(|group| language.verb_is(verb.lemma, group));
        verbs.next().is_some_and(|verb| wants(verb) || verb.tense == Tense::Infinitive && verbs.next().is_some_and(wants))
    }

    /// Whether a line behind a list begins what is told next: ", et la ligne D, qui", ", la ligne D traverse".
    pub(super) fn is_told_next(&self, line: usize) -> bool {
        let chunks = self.chunks();
        let comma = |at: usize| matches!(chunks[at].kind, ChunkKind::Comma);
        let and = chunks[line - 1].is_and() && comma(line - 2);
        let told = chunks[line + 1..].iter().take(2).any(|next| matches!(next.kind, ChunkKind::Relative(_)));
        let does = chunks.get(line + 1).and_then(Chunk::verb).is_some_and(VerbGroup::is_finite);
        // "celui qui passe par A, la ligne B, qui traverse C": in a list of lines that relatives tell of each is one.
        let listed = || {
            let opens = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Relative(_));
            let relative = (1..self.at).rev().take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop)).find(opens);
            let near = chunks.get(line + 1).is_some_and(|next| matches!(next.kind, ChunkKind::Comma));
            near && relative.is_some_and(|relative| comma(relative - 1) && !self.line_before(relative).is_empty())
        };
        and && told || comma(line - 1) && (does || told && listed())
    }
}
