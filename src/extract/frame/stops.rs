//! Lines and their stops: which corridor, railway or pipeline a trigger speaks of, and where that one runs.

use super::*;

/// How a stop stands to the trigger, by the preposition before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The object itself: "traverse A et B".
    Object,
    /// "de A", "depuis A"
    From,
    /// "à A", "au A"
    To,
    /// "vers A"
    Onward,
    /// "jusqu'à A"
    Until,
    /// "entre A et B"
    Between,
    /// "par A", "via A"
    Through,
    /// "en A", "sur A", before any other stop
    In,
    /// Nothing that a line runs to.
    Aside,
}

impl Way {
    /// As patterns write it behind `stops:`; a line that another runs through is `along`.
    const fn code(self, line: bool) -> &'static str {
        match self {
            Self::Object => "object",
            Self::From => "from",
            Self::To => "to",
            Self::Onward => "onward",
            Self::Until => "until",
            Self::Between => "between",
            Self::Through if line => "along",
            Self::Through => "through",
            Self::In => "in",
            Self::Aside => "",
        }
    }
}

/// A line is sought no further back than so many phrases.
const REACH: usize = 14;

impl Frame<'_> {
    /// The corridors and lines that the trigger speaks of.
    pub(super) fn line(&self) -> Vec<usize> {
        let clauses = &self.scene.clauses;
        let Some(verb) = self.verb() else { return self.said_of(true) };
        if verb.voice == Voice::Passive {
            let agent = self.lines(&clauses.complements(self.at, "by"));
            if !agent.is_empty() {
                return agent;
            }
        }
        let apart = !verb.is_finite() && verb.tense != Tense::Infinitive;
        if apart {
            let before = self.line_before(self.at);
            if !before.is_empty() {
                return before;
            }
        }
        // An infinitive has the subject of the verb that it hangs on: "doit traverser A avant d'aboutir à B".
        let finite = if verb.is_finite() { Some(self.at) } else { (0..self.at).rev().find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite)) };
        if let Some(finite) = finite.filter(|finite| *finite != self.at) {
            let ruled = Frame { at: finite, ..*self }.line();
            if !ruled.is_empty() {
                return ruled;
            }
        }
        // "Le gazoduc, dont une partie est achevée, doit traverser": what stands between commas hides the subject.
        if let Some(hidden) = self.before_insertion() {
            return vec![hidden];
        }
        let relative = (0..self.at)
            .rev()
            .take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)))
            .find(|index| matches!(&self.chunks()[*index].kind, ChunkKind::Relative(value) if value == "subject"));
        // A relative clause speaks of what stands before it, named or not.
        if let Some(relative) = relative.filter(|relative| verb.is_finite() && self.in_clause_of(*relative)) {
            return self.line_before(relative);
        }
        let subject = self.lines(&clauses.grammatical_subject(self.at));
        if !subject.is_empty() {
            return subject;
        }
        // "part de A, passe par B et C et s'achève à D": the subject of the verb before.
        let joined = self.at > 0
            && (matches!(&self.chunks()[self.at - 1].kind, ChunkKind::Conjunction(value) if value == "and") || matches!(self.chunks()[self.at - 1].kind, ChunkKind::Comma));
        let before = (0..self.at).rev().take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop)).find(|index| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        if let Some(before) = before.filter(|_| joined && verb.is_finite()) {
            return Frame { at: before, ..*self }.line();
        }
        // "un corridor conçu pour relier": the participle before speaks of the line.
        if verb.tense == Tense::Infinitive { self.line_before(self.at) } else { Vec::new() }
    }

    /// Whether the verb belongs to the relative clause that opens at an index: no other verb between, or one that "and" joins it to.
    fn in_clause_of(&self, relative: usize) -> bool {
        let finite = |index: &usize| self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite);
        match (relative + 1..self.at).rev().find(finite) {
            None => true,
            Some(between) => {
                let and = |index: usize| matches!(&self.chunks()[index].kind, ChunkKind::Conjunction(value) if value == "and");
                self.at > 0 && and(self.at - 1) && Frame { at: between, ..*self }.in_clause_of(relative)
            }
        }
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
        self.names_line(noun).then_some(noun)
    }

    /// Of some noun phrases those that name a line, or the line behind "of": "le projet de gazoduc X".
    fn lines(&self, nouns: &[usize]) -> Vec<usize> {
        let within = nouns.iter().filter(|noun| self.chunks()[**noun].noun().is_some()).flat_map(|noun| self.scene.clauses.named_within(*noun));
        within.filter(|noun| self.names_line(*noun)).collect()
    }

    pub(super) fn names_line(&self, noun: usize) -> bool {
        self.chunks().get(noun).and_then(Chunk::noun).is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id)))
    }

    fn copula(&self, index: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[index].verb().is_some_and(|verb| {
            let lemma = language.lexicon.value(verb.lemma);
            verb.is_finite() && (language.verb_is(lemma, "be") || language.verb_is(lemma, "constitute"))
        })
    }

    /// The line that a relative or participle at `at` hangs on: the nearest, unless a line without a name stands between.
    fn line_before(&self, at: usize) -> Vec<usize> {
        let lexicon = &self.reader.language.lexicon;
        let mut unnamed = false;
        for index in (at.saturating_sub(REACH)..at).rev() {
            match &self.chunks()[index].kind {
                ChunkKind::Stop => return Vec::new(),
                ChunkKind::Verb(verb) if verb.is_finite() => {
                    // "X est un itinéraire qui": what is said of the route is said of X.
                    let said = (index + 1..at).find(|next| !matches!(self.chunks()[*next].kind, ChunkKind::Other));
                    let head = said.is_some_and(|said| self.scene.items(said).iter().any(|item| item.is(lexicon, "line-head") || item.is(lexicon, "line-again")));
                    if self.copula(index) {
                        return if head || !unnamed { self.lines(&self.scene.clauses.grammatical_subject(index)) } else { Vec::new() };
                    }
                    // "qui part de A et qui traverse B"
                    let shared = at > 0
                        && (matches!(&self.chunks()[at - 1].kind, ChunkKind::Conjunction(value) if value == "and") || matches!(self.chunks()[at - 1].kind, ChunkKind::Comma))
                        && matches!(self.chunks()[at].kind, ChunkKind::Relative(_));
                    return if shared { Frame { at: index, ..*self }.line() } else { Vec::new() };
                }
                ChunkKind::Noun(_) if self.names_line(index) => {
                    // "X, une route qui traverse": said more of a line that is named before.
                    let apposed = self.chunks().get(index + 1).is_some_and(|next| matches!(next.kind, ChunkKind::Comma | ChunkKind::Close | ChunkKind::Open | ChunkKind::Other));
                    return if !unnamed || apposed { vec![index] } else { Vec::new() };
                }
                ChunkKind::Noun(_) => unnamed |= self.scene.items(index).iter().any(|item| item.is(lexicon, "line-head") || item.is(lexicon, "line-again")),
                _ => {}
            }
        }
        Vec::new()
    }

    /// What a trigger noun is said of: the subject of "be" before it, what it is apposed to, or its own phrase's name;
    /// lines alone, or any place as well.
    pub(super) fn said_of(&self, line: bool) -> Vec<usize> {
        let fits = |noun: &usize| {
            self.names_line(*noun)
                || !line && self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| matches!(id.kind(), EntityKind::City | EntityKind::Infrastructure)))
        };
        if line && self.names_line(self.at) {
            return vec![self.at];
        }
        let mut before = self.at;
        while before > 0 && matches!(self.chunks()[before - 1].kind, ChunkKind::Other) {
            before -= 1;
        }
        let Some(before) = before.checked_sub(1) else { return Vec::new() };
        if self.copula(before) {
            let subject = self.scene.clauses.grammatical_subject(before);
            let within: Vec<usize> = subject.into_iter().filter(|noun| self.chunks()[*noun].noun().is_some()).flat_map(|noun| self.scene.clauses.named_within(noun)).collect();
            return within.into_iter().filter(fits).collect();
        }
        if matches!(self.chunks()[before].kind, ChunkKind::Comma | ChunkKind::Other) {
            return before.checked_sub(1).filter(fits).into_iter().collect();
        }
        Vec::new()
    }

    /// The whole that a trigger noun is a part of: "maillon du corridor X", "dont Y fait partie".
    pub(super) fn whole(&self) -> Vec<usize> {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        for index in self.at + 1..clauses.clause_end(self.at) {
            let Some(preposition) = self.chunks()[index].preposition() else {
                if matches!(self.chunks()[index].kind, ChunkKind::Comma) {
                    break;
                }
                continue;
            };
            if ["of", "within", "at", "during"].iter().any(|function| language.has_function(function, preposition)) {
                let found = self.lines(&[index + 1]);
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
            _ => Vec::new(),
        }
    }

    /// Adds the stops of one way.
    pub(super) fn add_stops(&self, spec: &'static Spec, slot: &'static str, way: &str, slots: &mut Slots, evidence: &mut Span) {
        for (chunk, _) in self.stops().iter().filter(|(chunk, found)| found.code(self.names_line(*chunk)) == way) {
            let Some(noun) = self.chunks()[*chunk].noun() else { continue };
            let stands_for = if noun.entities.is_empty() { &noun.adjectives } else { &noun.entities };
            for id in stands_for {
                self.add_entity(spec, slot, id, slots);
            }
            *evidence = evidence.cover(self.chunks()[*chunk].span);
        }
    }

    /// The places (and lines) behind the trigger, each with how the preposition before it puts it.
    fn stops(&self) -> Vec<(usize, Way)> {
        let language = self.reader.language;
        let lexicon = &language.lexicon;
        let chunks = self.chunks();
        let verb = self.verb().is_some();
        let mut found: Vec<(usize, Way)> = Vec::new();
        let passive = self.verb().is_some_and(|verb| verb.voice == Voice::Passive);
        if passive && !self.lines(&self.scene.clauses.complements(self.at, "by")).is_empty() {
            found.extend(self.scene.clauses.grammatical_subject(self.at).into_iter().map(|noun| (noun, Way::Object)));
        }
        let mut way = if verb && !passive { Way::Object } else { Way::Aside };
        let mut real = way;
        let mut index = self.at + 1;
        while let Some(chunk) = chunks.get(index) {
            match &chunk.kind {
                ChunkKind::Stop => {
                    // "traverse cinq pays : A, B et C"
                    let lists = chunk.span.of(self.reader.text) == ":" && index > self.at + 1 && chunks[index - 1].noun().is_some_and(|noun| noun.entities.is_empty());
                    if !lists {
                        break;
                    }
                }
                ChunkKind::Subordinator(_) | ChunkKind::Relative(_) | ChunkKind::Verb(_) | ChunkKind::Close => break,
                ChunkKind::Open => {
                    let bare = index > self.at + 1 && chunks[index - 1].noun().is_some_and(|noun| noun.entities.is_empty());
                    if !bare {
                        while chunks.get(index).is_some_and(|chunk| !matches!(chunk.kind, ChunkKind::Close)) {
                            index += 1;
                        }
                    }
                }
                // "Kachgar, au Xinjiang": says where the stop before lies.
                ChunkKind::Preposition(value) if self.lies(index, value, &found) => index += 1,
                ChunkKind::Preposition(value) => way = self.turn(index, value, way, found.is_empty()),
                // What stood between commas is over.
                ChunkKind::Comma if way == Way::Aside && chunks[index - 1].noun().is_some_and(|noun| !noun.entities.is_empty() || noun.quantity.is_some()) => way = real,
                ChunkKind::Noun(noun) if way != Way::Aside => {
                    let runs_to = |id: &EntityId| id.kind().is_place() || matches!(id.kind(), EntityKind::Infrastructure | EntityKind::Corridor);
                    let next = chunks.get(index + 1);
                    // The subject of what follows: "relie A à B et le pays C en profite".
                    let subject = verb && next.and_then(Chunk::verb).is_some_and(VerbGroup::is_finite) && index > self.at + 1;
                    let border = self.scene.items(index).iter().any(|item| item.is(lexicon, "border"));
                    if border {
                        way = Way::Aside;
                    } else if noun.entities.iter().any(runs_to) && !subject {
                        if noun.entities.iter().all(runs_to) {
                            found.push((index, way));
                            real = way;
                        }
                    } else if noun.entities.is_empty()
                        && !noun.adjectives.is_empty()
                        && !next.is_some_and(|next| next.preposition().is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("such-as", preposition)))
                        && self.scene.items(index).iter().any(|item| item.is(lexicon, "land"))
                    {
                        found.push((index, way));
                    } else {
                        // A common noun is kept for the name behind it: "le centre de l'Ouzbékistan", "les ports tels que A".
                        let names = noun.entities.is_empty()
                            && next.is_some_and(|next| {
                                next.preposition().is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("such-as", preposition))
                                    || matches!(next.kind, ChunkKind::Open | ChunkKind::Stop)
                                    || matches!(next.kind, ChunkKind::Noun(_))
                            });
                        if !names {
                            way = Way::Aside;
                        }
                    }
                }
                _ => {}
            }
            index += 1;
        }
        // A line is met or used, but it is no end.
        found.retain(|(chunk, way)| !matches!(way, Way::From | Way::To | Way::Onward | Way::Until) || !self.names_line(*chunk));
        let has = |wanted: Way| found.iter().any(|(_, way)| *way == wanted);
        // Behind a noun, one end alone may belong to something else.
        let ends = verb || has(Way::From) && (has(Way::To) || has(Way::Onward) || has(Way::Until));
        // "un accord sur le corridor X entre A et B" is one between A and B.
        let governed = self.names_line(self.at) && self.at > 0 && chunks[self.at - 1].preposition().is_some();
        let both = verb || !governed && found.iter().filter(|(_, way)| *way == Way::Between).count() > 1;
        let of = self.at > 0 && chunks[self.at - 1].preposition().is_some_and(|preposition| language.has_function("of", preposition));
        let next = !of && found.first().is_some_and(|(chunk, _)| *chunk == self.at + 2);
        found.retain(|(_, way)| match way {
            Way::From | Way::To | Way::Onward | Way::Until => ends,
            Way::Between => both,
            Way::Through => verb || ends || both || next,
            _ => true,
        });
        found
    }

    /// Whether a preposition and what stands behind it only say where the stop before lies.
    fn lies(&self, index: usize, preposition: &str, found: &[(usize, Way)]) -> bool {
        let entity = |chunk: usize| self.chunks().get(chunk).and_then(Chunk::noun).and_then(|noun| noun.entities.first());
        let (Some((last, _)), Some(here)) = (found.last(), entity(index + 1)) else { return false };
        let Some(last) = entity(*last).filter(|last| last.kind() != EntityKind::Country) else { return false };
        let country = self.reader.knowledge.country_of(last);
        self.reader.language.has_function("at", preposition)
            && matches!(here.kind(), EntityKind::Country | EntityKind::Place)
            && country.is_some()
            && country == self.reader.knowledge.country_of(here)
    }

    /// How the noun phrase behind a preposition stands to the trigger.
    fn turn(&self, index: usize, preposition: &str, way: Way, first: bool) -> Way {
        let is = |function: &str| self.reader.language.has_function(function, preposition);
        if is("through") {
            // Behind a noun "par" tells who does something.
            return if self.verb().is_none() && is("by") { Way::Aside } else { Way::Through };
        }
        if is("between") {
            // "la frontière entre A et B" is none of its ends.
            let border = self.scene.items(index - 1).iter().any(|item| item.is(&self.reader.language.lexicon, "border"));
            return if border { Way::Aside } else { Way::Between };
        }
        if is("onward") {
            return Way::Onward;
        }
        if is("until") {
            return Way::Until;
        }
        if is("such-as") {
            return way;
        }
        if is("of") {
            // Behind the trigger itself it says where the line begins; behind a noun it belongs to that noun.
            return match &self.chunks()[index - 1].kind {
                _ if index == self.at + 1 => Way::From,
                ChunkKind::Noun(noun) if noun.entities.is_empty() => way,
                ChunkKind::Comma if self.verb().is_none() && index == self.at + 2 => Way::From,
                ChunkKind::Conjunction(_) | ChunkKind::Comma => way,
                ChunkKind::Other => Way::From,
                _ => Way::Aside,
            };
        }
        if is("from") {
            Way::From
        } else if is("toward") {
            Way::To
        } else if is("at") && first {
            Way::In
        } else {
            Way::Aside
        }
    }
}

/// The places that a noun phrase without a name runs between: "une ligne entre A et B", "une route reliant A à B".
pub fn ends(reader: &Reader<'_>, scene: &Scene<'_>, at: usize) -> Vec<EntityId> {
    let language = reader.language;
    let entities = |at: usize, ways: &[Way]| -> Vec<EntityId> {
        let frame = Frame { reader, scene, at, thing: None };
        let stops = frame.stops();
        let nouns = stops.iter().filter(|(_, way)| ways.contains(way)).filter_map(|(chunk, _)| scene.chunks()[*chunk].noun());
        nouns.filter_map(|noun| noun.entities.first()).filter(|id| id.kind().is_place()).cloned().collect()
    };
    let own = entities(at, &[Way::Between, Way::From, Way::To, Way::Onward, Way::Until]);
    if own.len() > 1 {
        return own;
    }
    let near = (at + 1..scene.chunks().len().min(at + 6)).take_while(|index| !matches!(scene.chunks()[*index].kind, ChunkKind::Stop));
    let links = |verb: &VerbGroup| verb.tense != Tense::Infinitive && language.verb_is(language.lexicon.value(verb.lemma), "link");
    let link = near.filter(|index| scene.chunks()[*index].verb().is_some_and(links)).take(1);
    link.flat_map(|verb| entities(verb, &[Way::Object, Way::To, Way::Onward, Way::Between])).collect()
}
