//! Which corridor, railway or pipeline a trigger speaks of.

use super::{stops::Way, *};

/// A line is sought no further back than so many phrases.
const REACH: usize = 14;

impl<'a> Frame<'a> {
    /// The corridors and lines that the trigger speaks of.
    pub(super) fn line(&self) -> &'a Nouns {
        self.scene.told(self.at).lines.get_or_init(|| self.find_line())
    }

    fn find_line(&self) -> Nouns {
        if !self.has_line() {
            return Nouns::new();
        }
        let clauses = &self.scene.clauses;
        let Some(verb) = self.verb() else { return self.said_of(&[]) };
        if verb.voice == Voice::Passive {
            let agent = self.lines(&clauses.complements(self.at, "by"));
            if !agent.is_empty() {
                return if self.counts_goods() { Nouns::new() } else { agent };
            }
            if let Some(agent) = self.fronted_agent().or_else(|| self.by_which()) {
                return smallvec![agent];
            }
        }
        if self.runs_inverted() {
            return smallvec![self.at + 1];
        }
        let apart = !verb.is_finite() && verb.tense != Tense::Infinitive;
        if apart {
            // "les trains des pays allant": what another noun does.
            if self.of_another() {
                return Nouns::new();
            }
            let before = self.line_before(self.at);
            if before.is_empty()
                && let Some(used) = self.used_on_the_way()
            {
                return smallvec![used];
            }
            // "un corridor unissant A à B": what a noun right before it does.
            let own = || self.at > 0 && self.chunks()[self.at - 1].noun().is_some_and(|noun| noun.entities.is_empty());
            if !before.is_empty() || own() {
                return before;
            }
            // "Parti de A, le premier convoi du corridor X a gagné B": what opens the sentence is said of its subject.
            if self.chunks()[..self.at].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other)) {
                let main = self.scene.clauses.finite_behind(self.at);
                return main.map(|main| Frame { at: main, ..*self }.line().clone()).unwrap_or_default();
            }
        }
        // "X, élément du corridor Y, conçu pour relier": what a participle right before it is said of.
        if verb.tense == Tense::Infinitive
            && let Some(purpose) = self.at.checked_sub(2).filter(|_| self.chunks()[self.at - 1].preposition().is_some())
            && self.chunks()[purpose].verb().is_some_and(|before| !before.is_finite() && before.tense != Tense::Infinitive)
        {
            let before = self.line_before(purpose);
            if !before.is_empty() {
                return before;
            }
        }
        // "le gazoduc X, censé relier": what an adjective between them is said of.
        let apposed = |before: &usize| matches!(self.chunks()[*before].kind, ChunkKind::Comma | ChunkKind::Close);
        if verb.tense == Tense::Infinitive
            && let Some(bare) =
                self.at.checked_sub(1).filter(|bare| self.chunks()[*bare].noun().is_none_or(|noun| noun.entities.is_empty() && noun.determiner.is_none()))
            && !matches!(self.chunks()[bare].kind, ChunkKind::Preposition(_) | ChunkKind::Comma | ChunkKind::Conjunction(_))
            && !self.chunks()[bare].verb().is_some_and(VerbGroup::is_finite)
            && bare.checked_sub(1).filter(apposed).is_some()
        {
            let before = self.line_before(bare);
            if !before.is_empty() {
                return before;
            }
        }
        // An infinitive has the subject of the verb that it hangs on: "doit traverser A avant d'aboutir à B".
        let finite = if verb.is_finite() { Some(self.at) } else { self.scene.clauses.finite_before(self.at) };
        if let Some(finite) = finite.filter(|finite| *finite != self.at) {
            let ruled = Frame { at: finite, ..*self }.line().clone();
            if !ruled.is_empty() {
                return ruled;
            }
        }
        // "Le corridor, long de 43 km, reliera": the same without a verb.
        if let Some(described) = self.before_description().filter(|_| verb.is_finite()) {
            return smallvec![described];
        }
        // "Le gazoduc, dont une partie est achevée, doit traverser": what stands between commas hides the subject.
        if let Some(hidden) = self.before_insertion() {
            return smallvec![hidden];
        }
        let relative = (0..self.at)
            .rev()
            .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)))
            .find(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "subject"));
        // A relative clause speaks of what stands before it, named or not.
        if let Some(relative) = relative.filter(|relative| verb.is_finite() && self.in_clause_of(*relative)) {
            return self.line_before(relative);
        }
        // "Le gazoduc qui sera posé ici reliera": the verb behind the relative clause has its head for a subject.
        let between = |relative: usize| (relative + 1..self.at).filter(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite)).count();
        let plain = |relative: usize| !self.chunks()[relative..self.at].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Conjunction(_) | ChunkKind::Comma));
        if let Some(relative) = relative.filter(|relative| verb.is_finite() && between(*relative) == 1 && plain(*relative)) {
            return self.line_before(relative);
        }
        let nouns = clauses.grammatical_subject(self.at);
        // "X, dont les conduites traversent A"
        let part = nouns.first().copied().filter(|part| *part > 1 && self.scene.is(*part, "line-piece"));
        if let Some(part) = part.filter(|part| self.chunks()[part - 1].preposition().is_some_and(|value| self.reader.language.has_function("whose", value))) {
            return self.line_before(part - 1);
        }
        let subject = self.lines(&nouns);
        if !subject.is_empty() {
            return subject;
        }
        let moved = self.moved_on(&nouns);
        if !moved.is_empty() {
            return moved;
        }
        // "part de A, passe par B et C et s'achève à D": the subject of the verb before.
        let joined = self.at > 0 && (self.chunks()[self.at - 1].is_and() || matches!(self.chunks()[self.at - 1].kind, ChunkKind::Comma));
        let before = (0..self.at)
            .rev()
            .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop))
            .find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        if let Some(before) = before.filter(|_| joined && verb.is_finite()) {
            return Frame { at: before, ..*self }.line().clone();
        }
        // "un corridor conçu pour relier": the participle before speaks of the line.
        let before = if verb.tense == Tense::Infinitive { self.line_before(self.at) } else { Nouns::new() };
        if before.is_empty() { self.used_on_the_way().into_iter().collect() } else { before }
    }

    /// "une nouvelle route reliant A à B par le corridor X": a way without a name that goes by one with a name is told of that.
    fn used_on_the_way(&self) -> Option<usize> {
        let head = |noun: &usize| self.scene.is(*noun, "line-head");
        let way = self.verb().is_some_and(|verb| !verb.is_finite())
            && self.at.checked_sub(1).filter(head).is_some_and(|noun| self.chunks()[noun].noun().is_some_and(|noun| noun.entities.is_empty()));
        // "A veut relier B à C par le corridor X"
        let wants = || self.verb().is_some_and(|verb| verb.voice == Voice::Active && self.reader.language.verb_is(verb.lemma, "link"));
        let unnamed = way || wants();
        let inside = self.at + 1..self.scene.clauses.clause_end(self.at).max(self.at + 1);
        let by = |noun: &usize| self.chunks()[*noun - 1].preposition().is_some_and(|value| self.reader.language.has_function("through", value));
        let line = |id: &EntityId| id.kind() == EntityKind::Corridor || self.reader.cast.fresh.contains_key(id);
        let corridor = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(line));
        inside.into_iter().find(|noun| unnamed && corridor(noun) && self.names_line(*noun) && by(noun))
    }

    /// "Par ce corridor sont reliés A et B": the line before a passive verb whose subject stands behind it.
    pub(super) fn fronted_agent(&self) -> Option<usize> {
        self.verb().filter(|verb| verb.voice == Voice::Passive)?;
        let by = self.chunks().iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other))?;
        self.chunks()[by].preposition().filter(|value| self.reader.language.has_function("by", value))?;
        let mut nouns = (by + 1..self.at).filter(|index| self.chunks()[*index].noun().is_some());
        nouns.next().filter(|line| self.names_line(*line) && nouns.next().is_none())
    }

    /// "X, par laquelle A est reliée à B": the line before the relative clause is what joins.
    pub(super) fn by_which(&self) -> Option<usize> {
        let chunks = self.chunks();
        let relative = (1..self.at).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Stop))?;
        let by = chunks[relative - 1].preposition().is_some_and(|value| self.reader.language.has_function("by", value));
        self.line_before(relative).first().copied().filter(|_| by && self.in_clause_of(relative))
    }

    /// "X sera raccordé au réseau de A par B": the line itself is tied to others, and does not run where these do.
    pub(super) fn is_tied(&self) -> bool {
        let tied = self.verb().is_some_and(|verb| verb.voice == Voice::Passive && self.reader.language.verb_is(verb.lemma, "link"));
        tied && !self.lines(&self.scene.clauses.grammatical_subject(self.at)).is_empty()
    }

    /// The one line that the sentence names where its verb speaks of what moves on lines: "Un train a quitté A pour B via le corridor X";
    /// or of the line that the clause before spoke of: "X relie A à B ; il passe par C".
    fn moved_on(&self, subject: &[usize]) -> Nouns {
        let is = |class: &str| subject.iter().any(|noun| self.scene.is(*noun, class));
        // Where one train sets out or comes to is no end of the line that it runs on.
        let language = self.reader.language;
        let moves = self.verb().is_some_and(|verb| ["leave", "depart", "arrive"].iter().any(|group| language.verb_is(verb.lemma, group)));
        // "Par le corridor X, les conteneurs vont de A à B": what all of them do is told of the line.
        let plural = || subject.iter().all(|noun| language.is_plural(self.chunks()[*noun].span.of(self.reader.text)));
        let always = || self.verb().is_some_and(|verb| verb.tense == Tense::Present) && plural();
        // "Deux millions de tonnes ont été acheminées de A à B par X", "transporté par des navires de A à B": what was carried once or before.
        let counted = || self.counts_goods();
        let by_others = || {
            self.verb().is_some_and(|verb| verb.voice == Voice::Passive)
                && self.scene.clauses.complements(self.at, "by").iter().any(|noun| !self.names_line(*noun))
        };
        if is("carried") && (moves && !always() || counted() || by_others()) {
            return Nouns::new();
        }
        // "le tracé retenu pour le corridor X passe par A"
        if is("carried") || is("line-part") {
            let lines = self.lines_beside();
            return if lines.len() == 1 { lines } else { Nouns::new() };
        }
        let again = is("pron-gender") && subject.iter().all(|noun| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.is_empty()));
        let first = subject.first().copied().filter(|_| again).unwrap_or_default();
        let before = self.scene.clauses.finite_before(first);
        before.map(|before| self.lines(&self.scene.clauses.grammatical_subject(before))).unwrap_or_default()
    }

    /// "Deux millions de tonnes sont acheminées de A à B par X": a figure of goods, whose way may be longer than that of the line.
    fn counts_goods(&self) -> bool {
        self.scene.clauses.grammatical_subject(self.at).iter().any(|noun| self.chunks()[*noun].noun().is_some_and(|noun| noun.quantity.is_some()))
    }

    /// Whether a participle stands right behind a noun within another phrase that is no line.
    fn of_another(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let Some(noun) = self.at.checked_sub(1).filter(|noun| self.chunks()[*noun].noun().is_some() && !self.names_line(*noun)) else { return false };
        let line = self.scene.items(noun).iter().any(|item| item.is(lexicon, "line-head") || item.is(lexicon, "line-again"));
        let of = |index: usize| self.chunks()[index].preposition().is_some_and(|preposition| self.reader.language.has_function("of", preposition));
        // "le gazoduc X de la compagnie Y reliant", "un itinéraire de transport et de logistique reliant": of the line after all.
        let bare = |index: usize| self.chunks()[index].noun().is_some_and(|noun| noun.entities.is_empty());
        let hung = |index: &usize| of(*index) || bare(*index) || matches!(self.chunks()[*index].kind, ChunkKind::Conjunction(_));
        let owner = noun > 1 && (self.names_line(noun - 2) || (0..noun).rev().take_while(hung).any(|index| self.scene.is(index, "line-head")));
        !line && noun > 0 && of(noun - 1) && !owner
    }

    /// Whether the verb belongs to the relative clause that opens at an index: no other verb between, or one that "and" joins it to.
    fn in_clause_of(&self, relative: usize) -> bool {
        let finite = |index: &usize| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite);
        match (relative + 1..self.at).rev().find(finite) {
            None => true,
            Some(between) => {
                let and = |index: usize| self.chunks()[index].is_and();
                self.at > 0 && and(self.at - 1) && Frame { at: between, ..*self }.in_clause_of(relative)
            }
        }
    }

    /// Whether a verb stands in a relative clause: what a main clause ends with ("X intéresse A, qui veut exporter vers B") does the next by itself.
    fn is_told_of(&self, verb: usize) -> bool {
        let opens = |index: &usize| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "subject");
        (0..verb).rev().find(opens).is_some_and(|relative| Frame { at: verb, ..*self }.in_clause_of(relative))
    }

    /// The line before a description between commas, which ends just before the verb.
    fn before_description(&self) -> Option<usize> {
        let chunks = self.chunks();
        let end = self.at.checked_sub(1).filter(|before| matches!(chunks[*before].kind, ChunkKind::Comma))?;
        let open = (1..end).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma | ChunkKind::Stop))?;
        let plain = matches!(chunks[open].kind, ChunkKind::Comma) && !chunks[open..end].iter().any(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite));
        // "Le « X », ensemble de lignes, doit": past the closing mark.
        let name = (open.saturating_sub(3)..open).rev().find(|index| chunks[*index].noun().is_some())?;
        let quoted = chunks[name + 1..open].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Close));
        let plan = |noun: usize| self.scene.codes(noun, "project-act", "plan");
        let free = name == 0 || chunks[name - 1].preposition().is_none() || name > 1 && plan(name - 2);
        (plain && free && quoted && self.names_line(name)).then_some(name)
    }

    /// The line before a relative clause that a comma behind it ends just before the verb.
    fn before_insertion(&self) -> Option<usize> {
        let chunks = self.chunks();
        self.at.checked_sub(1).filter(|before| matches!(chunks[*before].kind, ChunkKind::Comma | ChunkKind::Close))?;
        let opens = (1..self.at - 1).rev().take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop)).filter(|index| {
            matches!(chunks[*index].kind, ChunkKind::Relative(_))
                || chunks[*index].preposition().is_some_and(|preposition| self.reader.language.has_function("whose", preposition))
        });
        let open = opens.last()?;
        let noun = if matches!(chunks[open - 1].kind, ChunkKind::Comma) { open.checked_sub(2)? } else { open - 1 };
        // "L'oléoduc X, long de 9 km, dont 5 km en A, relie": what opens the sentence, before all that is said of it between commas.
        let first = chunks.iter().position(|chunk| chunk.noun().is_some()).filter(|first| *first < open).filter(|first| {
            let free = *first == 0 || chunks[first - 1].preposition().is_none();
            let plain = !chunks[*first..open].iter().any(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite));
            free && plain && matches!(chunks[first + 1].kind, ChunkKind::Comma)
        });
        [Some(noun), first].into_iter().flatten().find(|noun| self.names_line(*noun)).or_else(|| self.called_in(noun, open))
    }

    /// "Ce corridor, qui a reçu le nom de X, va": the name that a relative gives to a line without one.
    fn called_in(&self, noun: usize, open: usize) -> Option<usize> {
        let lexicon = &self.reader.language.lexicon;
        let head = |item: &Item| item.is(lexicon, "line-head") || item.is(lexicon, "line-again");
        let naming = |index: &usize| self.scene.is(*index, "name-giving");
        let name = (open + 1..self.at).find(naming)?;
        let mut lines = (name..self.at).filter(|index| self.names_line(*index));
        lines.next().filter(|_| self.scene.items(noun).iter().any(head) && lines.next().is_none())
    }

    /// Of some noun phrases those that name a line, or the line behind "of": "le projet de gazoduc X".
    pub(super) fn lines(&self, nouns: &[usize]) -> Nouns {
        let lexicon = &self.reader.language.lexicon;
        // "la construction du gazoduc X commence à A": not the line begins there.
        let work = |noun: usize| {
            !self.names_line(noun) && self.scene.items(noun).iter().any(|item| item.code(lexicon, "project-act").is_some_and(|act| act != "plan"))
        };
        let within = nouns
            .iter()
            .filter(|noun| self.chunks().get(**noun).and_then(Chunk::noun).is_some() && !work(**noun))
            .flat_map(|noun| self.scene.clauses.named_within(*noun));
        within.filter(|noun| self.names_line(*noun)).collect()
    }

    pub(super) fn copula(&self, index: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[index].verb().is_some_and(|verb| {
            let lemma = verb.lemma;
            verb.is_finite() && (language.verb_is(lemma, "be") || language.verb_is(lemma, "constitute"))
        })
    }

    /// The line that a relative or participle at `at` hangs on: the nearest, unless a line without a name stands between.
    pub(super) fn line_before(&self, at: usize) -> Nouns {
        let lexicon = &self.reader.language.lexicon;
        let mut unnamed = false;
        // "X, maillon d'une route qui": said of that route, of which X is a part.
        let mut whole = false;
        for index in (at.saturating_sub(REACH)..at).rev() {
            match &self.chunks()[index].kind {
                ChunkKind::Stop => return self.defined(index).filter(|_| unnamed).into_iter().collect(),
                ChunkKind::Verb(verb) if verb.is_finite() => {
                    // "X est un itinéraire qui": what is said of the route is said of X.
                    let said = (index + 1..at).find(|next| !matches!(self.chunks()[*next].kind, ChunkKind::Other));
                    let like = |item: &Item| ["line-head", "line-again", "line-like"].iter().any(|class| item.is(lexicon, class));
                    let head = said.is_some_and(|said| self.scene.items(said).iter().any(like));
                    // "se fait dans le cadre de voies passant": said of what stands behind a preposition.
                    let apart = said.is_some_and(|said| self.chunks()[said].preposition().is_some());
                    if self.copula(index) {
                        return if apart {
                            Nouns::new()
                        } else if head || !unnamed {
                            self.lines(&self.scene.clauses.grammatical_subject(index))
                        } else {
                            Nouns::new()
                        };
                    }
                    // "qui part de A et qui traverse B"
                    let shared = at > 0
                        && !unnamed
                        && (self.chunks()[at - 1].is_and() || matches!(self.chunks()[at - 1].kind, ChunkKind::Comma))
                        && matches!(self.chunks()[at].kind, ChunkKind::Relative(_))
                        && self.is_told_of(index);
                    return if shared { Frame { at: index, ..*self }.line().clone() } else { Nouns::new() };
                }
                ChunkKind::Noun(_) if self.names_line(index) => {
                    // "X, une route qui traverse": said more of a line that is named before.
                    let apposed = self
                        .chunks()
                        .get(index + 1)
                        .is_some_and(|next| matches!(next.kind, ChunkKind::Comma | ChunkKind::Close | ChunkKind::Open | ChunkKind::Other));
                    return if !unnamed || apposed && !whole || self.is_made_of(index) { smallvec![index] } else { Nouns::new() };
                }
                ChunkKind::Noun(noun) => {
                    let line = self.scene.items(index).iter().any(|item| item.is(lexicon, "line-head") || item.is(lexicon, "line-again"));
                    let of = |index: usize| self.chunks()[index].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
                    whole |= line && !unnamed && noun.determiner.is_some() && index > 0 && of(index - 1);
                    unnamed |= line;
                }
                _ => {}
            }
        }
        Nouns::new()
    }

    /// "Corridor X (ou Y) : itinéraire reliant": the line that stands before the colon, of which a bare noun behind it tells what it is.
    fn defined(&self, colon: usize) -> Option<usize> {
        let chunks = self.chunks();
        let bare = chunks.get(colon + 1).and_then(Chunk::noun).is_some_and(|noun| noun.determiner.is_none());
        let mut line = colon.checked_sub(1).filter(|_| bare && chunks[colon].span.of(self.reader.text) == ":")?;
        if matches!(chunks[line].kind, ChunkKind::Close) {
            line = chunks[..line].iter().rposition(|chunk| matches!(chunk.kind, ChunkKind::Open))?.checked_sub(1)?;
        }
        self.names_line(line).then_some(line)
    }

    /// "jusqu'en A, en B et en C": whether the list of ends goes on behind a preposition of place.
    pub(super) fn lists_on(&self, at: usize, way: Way) -> bool {
        let chunks = self.chunks();
        let country =
            |noun: usize| chunks.get(noun).and_then(Chunk::noun).and_then(|noun| noun.entities.first()).is_some_and(|id| id.kind() == EntityKind::Country);
        // "aboutit en A et dans les pays européens"
        let union = |noun: usize| {
            let of_states = |phrase: &NounPhrase| phrase.entities.iter().any(|id| is_alliance(id, self.reader.knowledge)) || self.part_of_world(noun).is_some();
            matches!(chunks[at - 1].kind, ChunkKind::Conjunction(_)) && chunks.get(noun).and_then(Chunk::noun).is_some_and(of_states)
        };
        let place = |noun: usize| country(noun) || noun > at && union(noun);
        matches!(way, Way::Until | Way::To | Way::Onward | Way::In)
            && at > 1
            && matches!(chunks[at - 1].kind, ChunkKind::Comma | ChunkKind::Conjunction(_))
            && place(at - 2 - usize::from(at > 2 && matches!(chunks[at - 2].kind, ChunkKind::Comma)))
            && place(at + 1)
    }

    /// "305 km se trouvent en A": the line that is so long.
    pub(super) fn line_of_length(&self) -> Option<EntityId> {
        let length = |noun: &usize| {
            self.chunks()[*noun].noun().and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, quantity)| quantity.unit.as_deref() == Some("km"))
        };
        let chunks = &self.chunks()[..self.at];
        let here = chunks.iter().rev().filter_map(Chunk::noun).flat_map(|noun| &noun.entities).find(|id| self.reader.is_line(id));
        self.scene.clauses.grammatical_subject(self.at).iter().any(length).then(|| here.or(self.reader.line.as_ref()).cloned()).flatten()
    }
}
