//! The course of a line that the text tells without a verb of going: an itinerary in brackets or behind a colon, lengths in one country
//! and the next, the ends that stand before the sentence.

use super::{stops::Way, *};

impl Frame<'_> {
    /// Whether a phrase is one word with a capital that means nothing else.
    pub(super) fn is_unknown(&self, noun: usize) -> bool {
        matches!(self.scene.items(noun), [item] if item.capital && item.senses.is_empty() && item.kind == ItemKind::Word)
    }

    /// "de A, au B, à C" of a town A that only the text knows.
    pub(super) fn is_between_commas(&self, at: usize, last: &EntityId) -> bool {
        let comma = |index: usize| self.chunks().get(index).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        self.reader.cast.fresh.contains_key(last) && comma(at - 2) && comma(at + 1)
    }

    /// "…, un terminal", "… et une flotte": one more thing behind a list of stops, which is none itself.
    pub(super) fn is_another_thing(&self, noun: usize) -> bool {
        let chunks = self.chunks();
        let joined = matches!(chunks[noun - 1].kind, ChunkKind::Comma) || chunks[noun - 1].is_and();
        let new = chunks[noun].noun().is_some_and(|phrase| phrase.determiner.as_deref() == Some("indefinite") && phrase.adjectives.is_empty());
        joined && new && self.scene.is(noun, "project-kind")
    }

    /// Whether the name at a phrase begins with a common noun for places and no article: "ville indienne du Pendjab".
    pub(super) fn opens_with_head(&self, noun: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let first = self.chunks()[noun].span.of(self.reader.text).split_whitespace().next();
        first.is_some_and(|word| word.starts_with(char::is_lowercase) && lexicon.longest(&[lexicon.word(word)], 0, "place-head").is_some())
    }

    /// A tunnel or bridge, through which a line goes as through a town.
    pub(super) fn is_passage(&self, noun: usize) -> bool {
        let passage = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bridge" | "tunnel"));
        self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(passage))
    }

    /// Whether the trigger is a verb of leaving.
    pub(super) fn leaves(&self) -> bool {
        let language = self.reader.language;
        self.verb().is_some_and(|verb| language.verb_is(verb.lemma, "leave"))
    }

    /// "sera construite par A", "est alimenté par A": behind a passive verb of making or filling "by" tells who does it.
    pub(super) fn is_done_by_others(&self) -> bool {
        self.verb().is_some_and(|verb| {
            let is = |group: &str| self.reader.language.verb_is(verb.lemma, group);
            let done = verb.voice == Voice::Passive || verb.tense == Tense::Participle;
            is("build") || done && is("done-by")
        })
    }

    /// Whether what stands at an index says where something goes: "vers A", "jusqu'à A".
    pub(super) fn leads_on(&self, at: usize) -> bool {
        let toward = |value| ["toward", "until", "onward"].iter().any(|function| self.reader.language.has_function(function, value));
        let preposition = |at: usize| self.chunks().get(at).and_then(Chunk::preposition);
        // "du gaz de A et de B vers C"
        let of = |at: usize| preposition(at).is_some_and(|value| self.reader.language.has_function("of", value));
        let and = matches!(self.chunks().get(at).map(|chunk| &chunk.kind), Some(ChunkKind::Conjunction(value)) if value == "and");
        preposition(if and { at + 2 + usize::from(of(at + 1)) } else { at }).is_some_and(toward)
    }

    /// "puis plus loin vers C": farther than the goods of a verb of carrying go on the line.
    pub(super) fn goes_beyond(&self, at: usize) -> bool {
        let carries = self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "carry"));
        carries && self.scene.is(at, "beyond")
    }

    /// "les pays européens": the part of the world that a common noun with its adjective tells.
    pub(super) fn part_of_world(&self, noun: usize) -> Option<EntityId> {
        self.chunks()[noun].noun().filter(|noun| noun.entities.is_empty())?;
        let code = self.scene.code(noun, "world-part")?;
        Some(EntityId::new(EntityKind::Place, code)).filter(|id| self.reader.knowledge.get(id).is_some())
    }

    /// "la frontière entre A et B", "après des négociations entre A et B": what stands between states and is no stretch of the line.
    pub(super) fn is_among_people(&self, between: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let classes = ["border", "cooperation-word", "cooperation-talks", "agreement-kind", "between-people"];
        let noun = between - 1;
        noun != self.at && !self.names_line(noun) && self.scene.items(noun).iter().any(|item| classes.iter().any(|class| item.is(lexicon, class)))
    }

    /// The places that the text lists on the way of the line at the trigger, and whether the first and last of them are its ends.
    pub(super) fn course(&self) -> &(Nouns, bool) {
        self.scene.told(self.at).course.get_or_init(|| self.find_course())
    }

    fn find_course(&self) -> (Nouns, bool) {
        let chunks = self.chunks();
        let opens = |index: &usize| {
            if matches!(chunks[*index].kind, ChunkKind::Open) {
                return self.beside(*index);
            }
            let opens = match &chunks[*index].kind {
                ChunkKind::Stop => chunks[*index].span.of(self.reader.text) == ":" && self.leads_to(*index),
                ChunkKind::Verb(verb) => *index == self.at + 1 && verb.is_finite() && self.ranks(*index),
                _ => false,
            };
            opens && !self.other_line()
        };
        let found = (self.at.saturating_sub(8)..chunks.len()).filter(opens).map(|open| self.itinerary(open + 1)).find(|(places, _)| places.len() > 1);
        found.unwrap_or_default()
    }

    /// The lines of which one consists: "comprend A et B", "se compose de A", but not "constitue une alternative au corridor C".
    pub(super) fn branches(&self) -> Nouns {
        let language = self.reader.language;
        // "X constitue l'extrémité du corridor Y" tells what X is.
        if self.verb().is_some_and(|verb| verb.voice == Voice::Active && language.verb_is(verb.lemma, "constitute")) {
            return Nouns::new();
        }
        let other =
            |at: usize| self.chunks()[at].preposition().is_some_and(|value| !["of", "such-as"].iter().any(|function| language.has_function(function, value)));
        (self.at + 1..self.chunks().len()).filter(|index| self.names_line(*index) && !other(index - 1)).collect()
    }

    /// Whether the sentence names another line than that of the trigger.
    fn other_line(&self) -> bool {
        let own = self.chunks()[self.at].noun().map(|noun| &noun.entities);
        (0..self.chunks().len()).any(|index| self.names_line(index) && self.chunks()[index].noun().map(|noun| &noun.entities) != own)
    }

    pub(super) fn is_stop_kind(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some_and(|noun| noun.entities.is_empty()) && self.scene.is(noun, "stop-kind")
    }

    pub(super) fn tells_course(&self, verb: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[verb].verb().is_some_and(|verb| !verb.negated && language.verb_is(verb.lemma, "course"))
    }

    /// "le corridor X (A – B – C)", "les pays traversés par le corridor X (A, B et C)": the bracket stands right behind the line.
    fn beside(&self, open: usize) -> bool {
        open == self.at + 1
    }

    /// "six ports jalonnent le parcours de X : A, B": what is counted before the colon are stops, and nothing is done but running.
    fn leads_to(&self, colon: usize) -> bool {
        let start = (0..colon).rev().find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Stop)).map_or(0, |stop| stop + 1);
        let runs = |index: usize| self.chunks()[index].verb().is_none() || self.tells_course(index) || self.is_be(index);
        (start..colon).contains(&self.at) && (start..colon).any(|index| self.is_stop_kind(index)) && (start..colon).all(runs)
    }

    fn is_be(&self, verb: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[verb].verb().is_some_and(|verb| !verb.negated && language.verb_is(verb.lemma, "be"))
    }

    /// "parmi les pays traversés par X figurent A et B"
    fn ranks(&self, verb: usize) -> bool {
        let language = self.reader.language;
        let ranks = self.is_be(verb) || self.chunks()[verb].verb().is_some_and(|verb| language.verb_is(verb.lemma, "rank"));
        let crossed = || (1..self.at).rev().find(|index| self.chunks()[*index].verb().is_some()).filter(|index| self.tells_course(*index));
        // "les pays que traverse X sont A et B"
        let inverted = |verb: usize| verb > 1 && matches!(&self.chunks()[verb - 1].kind, ChunkKind::Relative(value) if value == "object");
        ranks && crossed().is_some_and(|verb| self.is_stop_kind(verb - 1 - usize::from(inverted(verb))))
    }

    /// The places of a list from a phrase on to the end of the bracket or clause, none where anything else stands in it; whether dashes join them.
    fn itinerary(&self, from: usize) -> (Nouns, bool) {
        let mut places = Nouns::new();
        let mut dashes = false;
        for index in from..self.chunks().len() {
            let chunk = &self.chunks()[index];
            match &chunk.kind {
                ChunkKind::Close | ChunkKind::Stop => break,
                ChunkKind::Comma | ChunkKind::Conjunction(_) => {}
                ChunkKind::Other => dashes |= matches!(chunk.span.of(self.reader.text), "-" | "–" | "—"),
                ChunkKind::Preposition(value) if ["at", "of"].iter().any(|function| self.reader.language.has_function(function, value)) => {}
                ChunkKind::Noun(noun) if !noun.entities.is_empty() && noun.quantity.is_none() && noun.entities.iter().all(|id| self.is_stop(id)) => {
                    dashes |= noun.entities.len() > 1;
                    places.push(index);
                }
                _ => return (Nouns::new(), false),
            }
        }
        // "le gazoduc X (A-B-C)": one word is another name of it.
        if let [name] = places.as_slice()
            && !self.chunks()[*name].span.of(self.reader.text).contains(' ')
        {
            return (Nouns::new(), false);
        }
        let count: usize = places.iter().filter_map(|index| self.chunks()[*index].noun()).map(|noun| noun.entities.len()).sum();
        if count > 1 && places.len() == 1 {
            // One phrase holds them all: "A-B-C".
            places.push(places[0]);
        }
        (places, dashes)
    }

    pub(super) fn is_stop(&self, id: &EntityId) -> bool {
        id.kind().is_place() || id.kind() == EntityKind::Infrastructure && !self.reader.is_line(id)
    }

    /// The stops of the listed course, or of a list that dashes join its ends.
    pub(super) fn course_stops(&self, ends: bool) -> Vec<(EntityId, Span)> {
        let (places, dashes) = self.course();
        let dashes = *dashes;
        let mut all: Vec<(EntityId, Span)> = Vec::new();
        for chunk in places.iter().map(|index| &self.chunks()[*index]) {
            for id in chunk.noun().into_iter().flat_map(|noun| &noun.entities) {
                if !all.iter().any(|(known, _)| known == id) {
                    all.push((id.clone(), chunk.span));
                }
            }
        }
        if !dashes {
            return if ends { Vec::new() } else { all };
        }
        let last = all.len().saturating_sub(1);
        all.into_iter().enumerate().filter(|(index, _)| (*index == 0 || *index == last) == ends).map(|(_, stop)| stop).collect()
    }

    /// "De A à B, le corridor X traverse": the ends before the line that something runs along.
    pub(super) fn fronted_ends(&self) -> Nouns {
        let chunks = self.chunks();
        let language = self.reader.language;
        let place = |index: usize| chunks[index].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| self.is_stop(id)));
        let is = |index: usize, functions: &[&str]| {
            chunks[index].preposition().is_some_and(|value| functions.iter().any(|function| language.has_function(function, value)))
        };
        let start = chunks.iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other)).unwrap_or_default();
        if !is(start, &["of", "from"]) || !chunks.get(start + 1).is_some_and(|_| place(start + 1)) {
            return Nouns::new();
        }
        let runs = self.scene.clauses.finite_behind(self.at).is_some_and(|verb| self.tells_course(verb));
        // "De A à B : tel est le tracé du corridor X"
        let colon = chunks[..self.at].iter().position(|chunk| matches!(chunk.kind, ChunkKind::Stop) && chunk.span.of(self.reader.text) == ":");
        let headed = colon.filter(|colon| !chunks[..*colon].iter().any(|chunk| chunk.verb().is_some()));
        let subject = headed.is_some() || runs && self.at > 2 && matches!(chunks[self.at - 1].kind, ChunkKind::Comma);
        let behind = headed.unwrap_or(self.at.saturating_sub(1));
        if !subject {
            return Nouns::new();
        }
        if start + 2 == behind {
            return if is(start, &["of"]) { Nouns::new() } else { smallvec![start + 1] };
        }
        // "au départ de A et à destination de B"
        let to = start + 2 + usize::from(chunks[start + 2].is_and());
        let both = (to + 2 == behind || headed.is_some() && to + 2 < behind) && is(to, &["to", "until", "onward", "toward"]) && place(to + 1);
        if both { smallvec![start + 1, to + 1] } else { Nouns::new() }
    }

    /// "a pour terminus A": what the noun itself names, or what stands right behind it.
    pub(super) fn term(&self) -> Option<usize> {
        let held = self.held_by().is_some();
        let names = |noun: &usize| self.chunks().get(*noun).and_then(Chunk::noun).is_some_and(|noun| noun.entities.iter().any(|id| self.is_stop(id)));
        [self.at, self.at + 1].into_iter().filter(|_| held).find(names)
    }

    /// The verb "have" that a noun behind "for" tells of: "X a pour point de départ A et pour terminus B".
    pub(super) fn held_by(&self) -> Option<usize> {
        let language = self.reader.language;
        let has = |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| language.verb_is(verb.lemma, "have"));
        let behind = self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|value| language.has_function("for", value));
        let stop = |index: &usize| !matches!(self.chunks()[*index].kind, ChunkKind::Stop);
        (0..self.at).rev().take_while(stop).find(|index| self.chunks()[*index].verb().is_some()).filter(has).filter(|_| behind)
    }

    /// The line of the sentence before, which told of no person, where a pronoun or what moves on it is the subject: "Il mettra douze jours
    /// pour gagner A", "Les marchandises passent par B".
    pub(super) fn along(&self) -> Option<EntityId> {
        let along = self.reader.along.clone()?;
        let chunks = self.chunks();
        if self.has_line() {
            return None;
        }
        let finite = |index: &usize| chunks[*index].verb().is_some_and(VerbGroup::is_finite);
        // "Le tronçon chinois compte 155 km, celui qui traverse A 305 km et le tronçon ouzbek 63 km"
        let main = |index: &usize| finite(index) && !index.checked_sub(1).is_some_and(|before| matches!(chunks[before].kind, ChunkKind::Relative(_)));
        let ruler = if finite(&self.at) { self.at } else { (0..self.at).rev().find(main).or_else(|| (self.at + 1..chunks.len()).find(finite))? };
        // "Celle-ci, longue de 800 km, passe par": past what stands between commas.
        let comma = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Comma);
        let closed = ruler.checked_sub(1).filter(comma).and_then(|close| (1..close).rev().find(comma));
        let subject = (0..closed.unwrap_or(ruler))
            .rev()
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Relative(_) | ChunkKind::Stop))
            .find(|index| chunks[*index].noun().is_some())?;
        let free = subject == 0 || chunks[subject - 1].preposition().is_none();
        let noun = chunks[subject].noun().filter(|noun| noun.entities.is_empty() && free)?;
        let definite = noun.determiner.as_deref().is_some_and(|value| value == "definite" || value == "demonstrative");
        let is = |class: &str| self.scene.is(subject, class);
        // "Le gaz vient de A": what is in the line, and not where it begins.
        let comes = chunks[ruler].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "originate"));
        // "Le tronçon chinois": of whom a piece is.
        let whole = noun.adjectives.is_empty();
        (whole && is("pron-gender") || definite && (whole && (self.is_carried(subject) && !comes || is("line-part")) || is("line-piece"))).then_some(along)
    }

    /// "La ligne A-B pourrait rouvrir": what it is called by holds whatever may be done with it.
    pub(super) fn is_named(&self) -> bool {
        self.verb().is_none() && self.names_line(self.at) && self.ruling_verb().is_some_and(|verb| !verb.negated)
    }

    /// Where a line is said to run if it is built or used: "les marchandises transiteraient par A".
    pub(super) fn is_told(&self) -> bool {
        let told = |verb: &VerbGroup| verb.tense == Tense::Conditional && verb.modal.is_none() && !verb.negated;
        let open = self.chunks().iter().any(|chunk| matches!(&chunk.kind, ChunkKind::Subordinator(value) if value == "condition"));
        !open && self.ruling_verb().is_some_and(told)
    }

    /// "gagne A, franchit B et se poursuit", "gagne A, d'où", "gagne A avant de repartir": whether the next verb tells more of the way.
    pub(super) fn way_goes_on(&self) -> bool {
        let language = self.reader.language;
        let chunks = self.chunks();
        let next_to = |verb: usize| chunks[verb - 1].preposition().is_some_and(|value| language.has_function("next-to", value));
        let behind = (self.at + 1..chunks.len()).take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)));
        let next = behind.into_iter().find(|index| chunks[*index].verb().is_some_and(|verb| verb.is_finite() || next_to(*index)));
        next.is_some_and(|verb| {
            let is = |group: &str| chunks[verb].verb().is_some_and(|verb| language.verb_is(verb.lemma, group));
            // "gagne A, où il se termine à B"
            let told = is("course") || next_to(verb) && is("leave") || is("line-ends");
            let joined = matches!(chunks[verb - 1].kind, ChunkKind::Comma | ChunkKind::Conjunction(_) | ChunkKind::Other);
            let from = chunks[self.at..verb].iter().any(|chunk| matches!(&chunk.kind, ChunkKind::Relative(value) if value == "at"));
            told && (joined && self.verb().is_some_and(VerbGroup::is_finite) || from || next_to(verb))
        })
    }
}

/// The places that a noun phrase without a name runs between: "une ligne entre A et B", "une route reliant A à B".
pub fn ends(reader: &Reader<'_>, scene: &Scene<'_>, at: usize, verb: Option<usize>) -> Vec<EntityId> {
    let language = reader.language;
    let entities = |at: usize, ways: &[Way]| -> Vec<EntityId> {
        let frame = Frame { reader, scene, at, thing: None, until: None, part: None };
        let stops = frame.stops();
        let nouns = stops.iter().filter(|(_, way)| ways.contains(way)).filter_map(|(chunk, _)| scene.chunks()[*chunk].noun());
        nouns.filter_map(|noun| noun.entities.first()).filter(|id| id.kind().is_place()).cloned().collect()
    };
    let own = entities(at, &[Way::Between, Way::From, Way::To, Way::Onward, Way::Until]);
    if own.len() > 1 {
        return own;
    }
    // "une ligne sera construite entre A et B"
    let built = verb.map(|verb| entities(verb, &[Way::Between])).unwrap_or_default();
    if built.len() > 1 {
        return built;
    }
    let near = (at + 1..scene.chunks().len().min(at + 6)).take_while(|index| !matches!(scene.chunks()[*index].kind, ChunkKind::Stop));
    let links = |verb: &VerbGroup| verb.tense != Tense::Infinitive && language.verb_is(verb.lemma, "link");
    let link = near.filter(|index| scene.chunks()[*index].verb().is_some_and(links)).take(1);
    link.flat_map(|verb| entities(verb, &[Way::Object, Way::To, Way::Onward, Way::Between])).collect()
}
