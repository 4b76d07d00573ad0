//! Where a line runs: the places behind a trigger, each by how the preposition before it puts it.

use super::*;

/// How a stop stands to the trigger, by the preposition before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
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
    /// "à A" before "puis à B"
    Passed,
    /// "en A", "sur A", before any other stop
    In,
    /// Nothing that a line runs to.
    Aside,
}

impl Way {
    /// As patterns write it behind `stops:`; a line that another runs through is `along`.
    fn code(self, line: impl FnOnce() -> bool) -> &'static str {
        match self {
            Self::Object => "object",
            Self::From => "from",
            Self::To => "to",
            Self::Onward => "onward",
            Self::Until => "until",
            Self::Between => "between",
            Self::Through if line() => "along",
            Self::Through => "through",
            Self::Passed => "passed",
            Self::In => "in",
            Self::Aside => "",
        }
    }
}

impl<'a> Frame<'a> {
    /// Adds the stops of one way; `called` are the places that the line is called by.
    pub(super) fn add_stops(&self, spec: &'static Spec, slot: &'static str, way: &str, slots: &mut Slots, evidence: &mut Span) {
        if way == "whole" {
            return self.whole_behind().iter().for_each(|whole| self.add_entity(spec, slot, whole, slots));
        }
        if matches!(way, "called" | "called-via" | "states" | "states-via") {
            let states = way.starts_with("states");
            let way = if matches!(way, "called" | "states") { "called" } else { "called-via" };
            let places = if states { self.called_states() } else { self.called() };
            let last = places.len().saturating_sub(1);
            for (_, id) in places.iter().enumerate().filter(|(index, _)| (*index == 0 || *index == last) == (way == "called")) {
                self.add_entity(spec, slot, id, slots);
            }
            return;
        }
        let listed = match way {
            "course" | "course-ends" => self.course_stops(way == "course-ends"),
            "stretches" | "fronted" => {
                let nouns = if way == "fronted" { self.fronted_ends() } else { self.stretches() };
                let named = |noun: usize| {
                    self.chunks()[noun]
                        .noun()
                        .and_then(|phrase| phrase.entities.first().or(phrase.adjectives.first()))
                        .map(|id| (id.clone(), self.chunks()[noun].span))
                };
                nouns.into_iter().filter_map(named).collect()
            }
            _ => Vec::new(),
        };
        for (id, span) in listed {
            self.add_entity(spec, slot, &id, slots);
            *evidence = evidence.cover(span);
        }
        // "gagne A": an end, unless the line goes on from there.
        let (way, wanted) = match (way.strip_prefix("last-"), way.strip_prefix("midway-")) {
            (Some(way), _) => (way, !self.way_goes_on()),
            (_, Some(way)) => (way, self.way_goes_on()),
            _ => (way, true),
        };
        if !wanted {
            return;
        }
        if way == "through" && self.is_by_doer() {
            return;
        }
        for (chunk, _) in self.stops().iter().filter(|stop| self.stops_by(stop, way)) {
            let Some(noun) = self.chunks()[*chunk].noun() else { continue };
            let stands_for = if noun.entities.is_empty() { &noun.adjectives } else { &noun.entities };
            for id in stands_for {
                self.add_entity(spec, slot, id, slots);
            }
            if let Some(part) = self.part_of_world(*chunk).filter(|_| stands_for.is_empty()) {
                self.add_entity(spec, slot, &part, slots);
            }
            *evidence = evidence.cover(self.chunks()[*chunk].span);
        }
    }

    pub(super) fn stops_by(&self, (chunk, found): &(usize, Way), way: &str) -> bool {
        found.code(|| self.names_line(*chunk) && !self.is_passage(*chunk)) == way
    }

    /// The places (and lines) behind the trigger, each with how the preposition before it puts it.
    pub(super) fn stops(&self) -> &'a [(usize, Way)] {
        self.scene.told(self.at).stops.get_or_init(|| self.find_stops())
    }

    fn find_stops(&self) -> Vec<(usize, Way)> {
        let language = self.reader.language;
        let lexicon = &language.lexicon;
        let chunks = self.chunks();
        let verb = self.verb().is_some();
        let mut found: Vec<(usize, Way)> = Vec::new();
        let passive = self.verb().is_some_and(|verb| verb.voice == Voice::Passive);
        if passive && (self.by_which().is_some() || !self.lines(&self.scene.clauses.complements(self.at, "by")).is_empty()) {
            let subject = self.scene.clauses.grammatical_subject(self.at);
            let undergoing = if subject.is_empty() { self.undergoing().into_iter().collect() } else { subject };
            found.extend(undergoing.into_iter().map(|noun| (noun, Way::Object)));
        } else if self.runs_inverted() {
            found.extend(self.place_before(self.at - 1).map(|noun| (noun, Way::Object)));
        }
        let mut way = if verb && !passive || self.fronted_agent().is_some() { Way::Object } else { Way::Aside };
        // In a main clause a verb behind the list has a subject of its own.
        let main = self.verb().is_some_and(VerbGroup::is_finite)
            && !chunks[..self.at]
                .iter()
                .rev()
                .take_while(|chunk| !matches!(chunk.kind, ChunkKind::Stop))
                .any(|chunk| matches!(chunk.kind, ChunkKind::Relative(_)));
        let mut real = way;
        let mut aside: Option<(usize, Way)> = None;
        let mut index = self.at + 1;
        while let Some(chunk) = chunks.get(index) {
            // "relie par le rail A à B": what stands right behind the means is the object after all.
            let means = found.is_empty() && chunks[self.at + 1].preposition().is_some() && index > self.at + 2;
            if means && verb && !passive && chunk.noun().is_some() && chunks[index - 1].noun().is_some_and(|noun| noun.entities.is_empty()) {
                way = Way::Object;
            }
            match &chunk.kind {
                ChunkKind::Stop => {
                    // "traverse cinq pays : A, B et C"
                    let lists =
                        chunk.span.of(self.reader.text) == ":" && index > self.at + 1 && chunks[index - 1].noun().is_some_and(|noun| noun.entities.is_empty());
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
                ChunkKind::Preposition(value) if self.lies(index + 1, *value, &found) => {
                    index += 1;
                    // What runs through a town runs through its region.
                    let region = chunks[index].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind() == EntityKind::Place));
                    if way == Way::Through && region {
                        found.push((index, way));
                    }
                }
                // "Lyon, au sud-est de la France"
                ChunkKind::Preposition(value)
                    if matches!(chunks[index - 1].kind, ChunkKind::Comma)
                        && chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.entities.is_empty())
                        && chunks.get(index + 2).and_then(Chunk::preposition).is_some_and(|of| language.has_function("of", of))
                        && self.lies(index + 3, *value, &found) =>
                {
                    index += 3;
                }
                // "…, dont une partie est achevée": a clause, no list.
                ChunkKind::Preposition(value)
                    if language.has_function("whose", value) && chunks.get(index + 2).and_then(Chunk::verb).is_some_and(VerbGroup::is_finite) =>
                {
                    break;
                }
                ChunkKind::Preposition(_) if found.is_empty() && self.is_so_far(index + 1) => index = self.past_length(index + 1, &mut found),
                // "relie depuis 2023 A à B"
                ChunkKind::Preposition(_) if matches!(chunks.get(index + 1).map(|next| &next.kind), Some(ChunkKind::Date(_))) => index += 1,
                // "de A à B sans passage par C", "achemine le fret de A à B, puis plus loin vers C": where it does not run.
                ChunkKind::Preposition(value) if language.has_function("condition", *value) || self.goes_beyond(index - 1) => break,
                ChunkKind::Preposition(value) => {
                    // "relie, à travers A, B et C"
                    let inserted = matches!(chunks[index - 1].kind, ChunkKind::Comma)
                        && (matches!(chunks[index - 2].kind, ChunkKind::Conjunction(_)) || index == self.at + 2 && way == Way::Object);
                    aside = inserted.then_some((index, way));
                    way = self.turn(index, *value, way, found.is_empty());
                }
                // "la branche A passe par B, la branche C par D": another line, of which more is told.
                ChunkKind::Noun(_)
                    if !found.is_empty()
                        && matches!(chunks[index - 1].kind, ChunkKind::Comma)
                        && self.names_line(index)
                        && chunks.get(index + 1).is_some_and(|next| next.preposition().is_some()) =>
                {
                    break;
                }
                // "unit A à B par C, et la ligne D, qui", "qui passe par C, la ligne D traverse": another line, of which more is told.
                ChunkKind::Noun(_) if !found.is_empty() && self.names_line(index) && self.is_told_next(index) => break,
                // "reliant A à B, un terminal à C": what else there is.
                ChunkKind::Noun(noun) if !found.is_empty() && noun.entities.is_empty() && self.is_another_thing(index) => break,
                // A town that nobody knows is a stop in the list all the same.
                ChunkKind::Noun(noun) if noun.entities.is_empty() && !found.is_empty() && self.is_unknown(index) => {}
                // "rejoint A, puis, par la mer, B et C": the way goes on as before.
                ChunkKind::Comma if aside.is_some_and(|(at, _)| at + 2 == index) => way = aside.map_or(way, |(_, before)| before),
                // What stood between commas is over.
                ChunkKind::Comma if way == Way::Aside && chunks[index - 1].noun().is_some_and(|noun| !noun.entities.is_empty() || noun.quantity.is_some()) => {
                    way = real;
                }
                ChunkKind::Noun(noun) if way != Way::Aside => {
                    let runs_to = |id: &EntityId| {
                        id.kind().is_place() || matches!(id.kind(), EntityKind::Infrastructure | EntityKind::Corridor) || is_alliance(id, self.reader.knowledge)
                    };
                    let next = chunks.get(index + 1);
                    // The subject of what follows: "relie A à B et le pays C en profite".
                    let subject = main && next.and_then(Chunk::verb).is_some_and(VerbGroup::is_finite) && index > self.at + 1;
                    let border = self.scene.is(index, "border");
                    // "les réseaux chinois et ouzbek"
                    let another = noun.entities.is_empty()
                        && !noun.adjectives.is_empty()
                        && self.scene.items(index).len() == 1
                        && found.last().is_some_and(|(last, _)| *last + 2 == index && chunks[*last].noun().is_some_and(|last| !last.adjectives.is_empty()));
                    // "relie A, chef-lieu de B, à C": what A is.
                    let bare = self.scene.items(index).first().is_some_and(|item| item.is(lexicon, "place-head") || !item.is(lexicon, "det"));
                    let told = noun.entities.is_empty()
                        && (bare || noun.determiner.as_deref() == Some("indefinite") && self.is_stop_kind(index))
                        && noun.quantity.is_none()
                        && matches!(chunks[index - 1].kind, ChunkKind::Comma)
                        && found.last().is_some_and(|(last, _)| *last + 2 == index)
                        && next.and_then(Chunk::preposition).is_some_and(|value| language.has_function("of", value));
                    // "Fazilka, ville indienne du Pendjab"
                    let lower = || self.opens_with_head(index);
                    let apposed = matches!(chunks[index - 1].kind, ChunkKind::Comma)
                        && found.last().is_some_and(|(last, _)| *last + 2 == index)
                        && noun.entities.iter().all(|id| id.kind() == EntityKind::Place)
                        && noun.entities.len() == 1
                        && lower();
                    // "franchit la frontière chinoise, le pays A et B"
                    let listed = border && next.is_some_and(|next| matches!(next.kind, ChunkKind::Comma | ChunkKind::Conjunction(_)));
                    if border || told || apposed {
                        way = if listed { way } else { Way::Aside };
                    } else if another || self.part_of_world(index).is_some() {
                        found.push((index, way));
                    } else if noun.entities.iter().any(runs_to) && !subject {
                        if noun.entities.iter().all(runs_to) {
                            found.push((index, way));
                            real = way;
                        }
                    } else if noun.entities.is_empty()
                        && !noun.adjectives.is_empty()
                        && !next.is_some_and(|next| {
                            next.preposition()
                                .is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("such-as", preposition))
                        })
                        && self.scene.is(index, "land")
                    {
                        found.push((index, way));
                    } else {
                        // A common noun is kept for the name behind it: "le centre de l'Ouzbékistan", "les ports tels que A".
                        let names = noun.entities.is_empty()
                            && next.is_some_and(|next| {
                                next.preposition()
                                    .is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("such-as", preposition))
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
        self.pass_before_then(&mut found);
        // A line is met or used, but it is no end.
        let met = passive || self.verb().is_some_and(|verb| verb.voice == Voice::Reflexive);
        found
            .retain(|(chunk, way)| !matches!(way, Way::From | Way::Onward | Way::Until | Way::Between) && (met || *way != Way::To) || !self.names_line(*chunk));
        let has = |wanted: Way| found.iter().any(|(_, way)| *way == wanted);
        // Behind a noun, one end alone may belong to something else.
        // "les trains X au départ de A"
        let departs = chunks
            .get(self.at + 1)
            .and_then(Chunk::preposition)
            .is_some_and(|preposition| language.has_function("from", preposition) && !language.has_function("of", preposition));
        let ends = verb || departs || has(Way::From) && (has(Way::To) || has(Way::Onward) || has(Way::Until));
        // "un accord sur le corridor X entre A et B" is one between A and B.
        let told_by_ends = self.scene.items(self.at).iter().any(|item| item.is(lexicon, "line-between") && matches!(item.kind, ItemKind::Name(_)));
        let governed = self.names_line(self.at) && !told_by_ends && self.at > 0 && chunks[self.at - 1].preposition().is_some();
        let both = verb || !governed && found.iter().filter(|(_, way)| *way == Way::Between).count() > 1;
        let of = self.at > 0 && chunks[self.at - 1].preposition().is_some_and(|preposition| language.has_function("of", preposition));
        let comma = usize::from(chunks.get(self.at + 1).is_some_and(|next| matches!(next.kind, ChunkKind::Comma)));
        let next = !of && found.first().is_some_and(|(chunk, _)| *chunk == self.at + 2 + comma);
        found.retain(|(_, way)| match way {
            Way::From | Way::To | Way::Onward | Way::Until | Way::Passed => ends,
            Way::Between => both,
            Way::Through => verb || ends || both || next,
            _ => true,
        });
        found
    }

    /// Whether a preposition and what stands behind it only say where the stop before lies.
    fn lies(&self, at: usize, preposition: crate::lang::Value, found: &[(usize, Way)]) -> bool {
        let entity = |chunk: usize| self.chunks().get(chunk).and_then(Chunk::noun).and_then(|noun| noun.entities.first());
        let (Some((last, _)), Some(here)) = (found.last(), entity(at)) else { return false };
        let Some(last) = entity(*last).filter(|last| last.kind() != EntityKind::Country) else { return false };
        let country = self.reader.knowledge.country_of(last);
        // "relie A au B" of one country: its other end.
        let end = found.len() == 1
            && found[0].1 == Way::Object
            && self.reader.language.has_function("toward", preposition)
            && at.checked_sub(2).is_some_and(|before| self.chunks()[before].noun().is_some());
        !end && self.reader.language.has_function("at", preposition)
            && matches!(here.kind(), EntityKind::Country | EntityKind::Place)
            && (country.is_some() && country == self.reader.knowledge.country_of(here) || country.is_none() && self.is_between_commas(at, last))
    }

    /// "A, que traverse le corridor X"
    pub(super) fn runs_inverted(&self) -> bool {
        self.at > 0 && matches!(&self.chunks()[self.at - 1].kind, ChunkKind::Relative(value) if value == "object") && self.names_line(self.at + 1)
    }

    pub(super) fn is_carried(&self, noun: usize) -> bool {
        self.scene.is(noun, "carried")
    }

    /// How the noun phrase behind a preposition stands to the trigger.
    fn turn(&self, index: usize, preposition: crate::lang::Value, way: Way, first: bool) -> Way {
        let is = |function: &str| self.reader.language.has_function(function, preposition);
        let water = |id: &EntityId| self.reader.is_wide(id) && id.kind() == EntityKind::Place;
        let sea = || self.chunks().get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.entities.first().is_some_and(water));
        // "sous la mer A"
        if is("through") || is("under") && sea() {
            // Behind a noun "par" tells who does something, unless both ends are told: "entre A et B par C".
            let ends = !first && matches!(way, Way::Between | Way::To | Way::Until | Way::Onward);
            let told = self.verb().is_some() || ends || self.goes_likewise(index);
            return if (!told || self.is_done_by_others()) && is("by") || self.is_tied() { Way::Aside } else { Way::Through };
        }
        if is("between") {
            return if self.is_among_people(index) { Way::Aside } else { Way::Between };
        }
        // "a quitté A pour B", "repartent pour B"
        if is("onward") || is("for") && self.leaves() {
            return Way::Onward;
        }
        if is("until") {
            return Way::Until;
        }
        if is("such-as") || is("at") && self.lists_on(index, way) {
            return way;
        }
        if is("of") {
            // Behind the trigger itself it says where the line begins; behind a noun it belongs to that noun.
            return match &self.chunks()[index - 1].kind {
                _ if index == self.at + 1 => Way::From,
                // "transporter du gaz de A à B"
                ChunkKind::Noun(noun) if noun.entities.is_empty() && self.verb().is_some() && self.is_carried(index - 1) => {
                    // "acheminer le gaz de A": what is of A.
                    let owned = noun.determiner.as_deref() == Some("definite") && !self.leads_on(index + 2) && !self.lead_home(index + 1);
                    if owned { Way::Aside } else { Way::From }
                }
                ChunkKind::Noun(noun) if noun.entities.is_empty() => way,
                ChunkKind::Comma if self.verb().is_none() && index == self.at + 2 => Way::From,
                // "va, sur 145 km, de A à B"
                ChunkKind::Comma if first && self.verb().is_some() => Way::From,
                ChunkKind::Conjunction(_) | ChunkKind::Comma => way,
                ChunkKind::Other => Way::From,
                // "court sous la mer A de B à C"
                ChunkKind::Noun(noun) if way == Way::Through && self.verb().is_some() && noun.entities.first().is_some_and(water) => Way::From,
                _ => Way::Aside,
            };
        }
        if is("from") {
            Way::From
        } else if is("toward") || is("where") && way == Way::From && !matches!(self.chunks()[index - 1].kind, ChunkKind::Comma) {
            Way::To
        } else if is("at") && (first || self.chunks()[index - 1].noun().is_some_and(|noun| noun.quantity.is_some())) {
            // "en A", and of each stretch: "300 km en A et 200 km en B"
            Way::In
        } else {
            Way::Aside
        }
    }
}
