//! Members told in passing: by the words for those who belong to a body together. Of those whom the sentence names near them, whoever is known
//! to belong to the body does: "X et les autres pays de l'Union", "ses alliés de l'Alliance", "parmi les membres de l'Union, A et B".

use super::claim;
use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Nouns, VerbGroup, Voice},
        parties::is_alliance,
    },
    fact::Claim,
    knowledge::Known,
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::Item,
};

/// Rule name.
const RULE: &str = "membership/passing";

/// A body stands no farther from the verb of leading it.
const REACH: usize = 6;

/// Reads what the words for fellows say.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let lexicon = &reader.language.lexicon;
    let Some(class) = lexicon.class("fellow") else { return };
    let fellows = scene.classes.may_have("fellow");
    if !fellows && !["lead-club", "found-club", "belong-club", "take-part", "count-club"].iter().any(|group| scene.clauses.may_do(group)) {
        return;
    }
    for (at, chunk) in scene.chunks().iter().enumerate() {
        read_leader(reader, scene, at, found);
        read_belonging(reader, scene, at, found);
        if !fellows {
            continue;
        }
        let senses = || scene.items(at).iter().flat_map(|item| &item.senses);
        let Some(sense) = chunk.noun().and_then(|_| senses().find(|sense| sense.class == class)) else { continue };
        let fellow = Fellow { reader, scene, at, sort: lexicon.value(sense.value) };
        let Some((body, end)) = fellow.body().filter(|_| !fellow.says("observer")) else { continue };
        if let Some(state) = fellow.opening() {
            fellow.open(&state, end, found);
        }
        let Some(known) = reader.knowledge.get(&body) else { continue };
        let mut members = fellow.members(known, end);
        members.dedup();
        let evidence = chunk.span.cover(scene.chunks()[end].span);
        for member in &members {
            let there = scene.chunks().iter().filter(|chunk| chunk.noun().is_some_and(|noun| noun.entities.contains(member)));
            let evidence = there.fold(evidence, |evidence, chunk| evidence.cover(chunk.span));
            found.extend(claim(reader, scene, member, &body, RULE, evidence));
        }
    }
}

/// "A, qui préside l'Union", "l'Union, que préside A", "l'alliance emmenée par A": who leads a body belongs to it.
fn read_leader(reader: &Reader<'_>, scene: &Scene<'_>, at: usize, found: &mut Vec<Claim>) {
    let clauses = &scene.clauses;
    let leader = Fellow { reader, scene, at, sort: "chair" };
    let Some(verb) = scene.chunks()[at].verb().filter(|verb| !verb.negated && verb.modal.is_none() && reader.language.verb_is(verb.lemma, "lead-club")) else {
        return;
    };
    let known = |id: &EntityId| reader.knowledge.get(id).filter(|known| !known.members.is_empty());
    let object = clauses.object(at).into_iter().find_map(|noun| reader.body_in(&scene.chunks()[noun]));
    let by = verb.voice == Voice::Passive;
    let near = || (at.saturating_sub(REACH)..at).rev().find_map(|noun| reader.body_in(&scene.chunks()[noun]));
    let Some(body) = object.or_else(near) else { return };
    let mut leaders = clauses.subject(at);
    if !by {
        leaders.extend((at + 1..scene.chunks().len().min(at + REACH)).find(|noun| scene.chunks()[*noun].noun().is_some()).filter(|_| leaders.is_empty()));
    }
    let members = known(&body).map(|known| known.members.as_slice()).unwrap_or_default();
    for member in leader.states(leaders.into_iter()).iter().filter(|id| members.contains(id)).take(1) {
        found.extend(claim(reader, scene, member, &body, RULE, scene.chunks()[at].span));
    }
}

/// "l'union, où siègent A, B et C", "font partie de l'union A et B", "A et B ont fondé l'union": whoever of those beside a verb of belonging
/// is known to belong does.
fn read_belonging(reader: &Reader<'_>, scene: &Scene<'_>, at: usize, found: &mut Vec<Claim>) {
    let chunks = scene.chunks();
    let language = reader.language;
    let Some(verb) = chunks[at].verb().filter(|verb| !verb.negated && verb.modal.is_none() && verb.is_finite()) else { return };
    let says = |index: usize, class: &str| scene.is(index, class);
    let part = |index: &usize| *index < chunks.len() && says(*index, "part-of");
    let founds = language.verb_is(verb.lemma, "found-club") && verb.voice == Voice::Active && verb.tense == Tense::Past;
    let belongs = language.verb_is(verb.lemma, "belong-club") || language.verb_is(verb.lemma, "take-part") && [at + 1, at + 2].iter().any(part);
    let counts = language.verb_is(verb.lemma, "count-club") && verb.voice == Voice::Active;
    if !(belongs || founds || counts) {
        return;
    }
    // "l'union comptait au départ A, B et C": whom the body itself counts.
    if counts {
        return read_counted(reader, scene, at, found);
    }
    let stop = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Stop) || chunks[*index].verb().is_some_and(VerbGroup::is_finite);
    let end = (at + 1..chunks.len()).find(stop).unwrap_or(chunks.len());
    let club = |id: &EntityId| reader.knowledge.get(id).is_some_and(|known| !known.members.is_empty());
    let named = |index: &usize| reader.body_in(&chunks[*index]).filter(club);
    let behind = (at + 1..end.min(at + REACH)).find(|index| named(index).is_some());
    let opens = (at.saturating_sub(2)..at).rev().find(|index| matches!(&chunks[*index].kind, ChunkKind::Relative(value) if value == "at"));
    let held = |opens: usize| (opens.saturating_sub(4)..opens).any(|index| says(index, "event-kind"));
    let before = || opens.filter(|opens| !founds && !held(*opens)).and_then(|opens| reader.last_club(scene, opens)).filter(club);
    let Some(body) = behind.and_then(|index| named(&index)).or_else(before) else { return };
    let fellow = Fellow { reader, scene, at, sort: "member" };
    // Behind the body the list begins at once: "font partie de l'union A et B".
    let list: Vec<usize> = match behind {
        Some(index) if !founds => {
            let free = (index + 1..end).find(|next| !matches!(chunks[*next].kind, ChunkKind::Other)).filter(|next| chunks[*next].noun().is_some());
            free.map(|next| scene.clauses.coordinated_right(next).into_vec()).unwrap_or_default()
        }
        Some(_) => scene.clauses.grammatical_subject(at).into_vec(),
        None => (at + 1..end).collect(),
    };
    let known = reader.knowledge.get(&body).map(|known| known.members.as_slice()).unwrap_or_default();
    let members: Vec<EntityId> =
        fellow.states(list.iter().copied().filter(|index| chunks[*index].noun().is_some())).into_iter().filter(|id| known.contains(id)).collect();
    if members.len() < 2 {
        return;
    }
    let evidence = list.iter().chain(behind.iter()).fold(chunks[at].span, |evidence, index| evidence.cover(chunks[*index].span));
    for member in &members {
        found.extend(claim(reader, scene, member, &body, RULE, evidence));
    }
}

/// "l'union comptait au départ A, B et C"
fn read_counted(reader: &Reader<'_>, scene: &Scene<'_>, at: usize, found: &mut Vec<Claim>) {
    let fellow = Fellow { reader, scene, at, sort: "member" };
    let subject = scene.clauses.grammatical_subject(at);
    let again = |item: &Item| item.code(&reader.language.lexicon, "body-again") == Some("alliance");
    let spoken = || subject.iter().any(|noun| scene.items(*noun).iter().any(again)).then(|| reader.last_club(scene, at)).flatten();
    let body = subject.iter().find_map(|noun| reader.body_in(&scene.chunks()[*noun])).or_else(spoken);
    let Some((body, known)) = body.and_then(|body| Some((body.clone(), reader.knowledge.get(&body)?))) else { return };
    let free = |index: &usize| scene.chunks()[*index].noun().is_some() && scene.chunks()[index - 1].preposition().is_none();
    let Some(first) = (at + 1..scene.chunks().len().min(at + REACH)).find(|index| free(index) && !fellow.states(std::iter::once(*index)).is_empty()) else {
        return;
    };
    let list = scene.clauses.coordinated_right(first);
    let members: Vec<EntityId> = fellow.states(list.iter().copied()).into_iter().filter(|id| known.members.contains(id)).collect();
    let evidence = list.iter().fold(scene.chunks()[at].span, |evidence, index| evidence.cover(scene.chunks()[*index].span));
    for member in members.iter().filter(|_| members.len() > 1) {
        found.extend(claim(reader, scene, member, &body, RULE, evidence));
    }
}

/// A noun phrase for those who belong to a body.
struct Fellow<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    at: usize,
    /// Members, states of any kind, or the chair that only a member takes.
    sort: &'a str,
}

impl Fellow<'_> {
    fn says(&self, class: &str) -> bool {
        self.scene.is(self.at, class)
    }

    fn is(&self, at: usize, function: &str) -> bool {
        self.scene.chunks().get(at).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function(function, value))
    }

    /// The body that they belong to, and the last phrase of what says so: behind "of" or "inside", whose partners they are between.
    fn body(&self) -> Option<(EntityId, usize)> {
        let chunks = self.scene.chunks();
        let club = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| !known.members.is_empty());
        let is_again = |item: &Item| item.code(&self.reader.language.lexicon, "body-again") == Some("alliance");
        let again = |at: usize| chunks[at].noun().is_some_and(|noun| noun.entities.is_empty()) && self.scene.items(at).iter().any(is_again);
        let named =
            |at: usize| self.reader.body_in(chunks.get(at)?).or_else(|| if again(at) { self.reader.last_club(self.scene, self.at) } else { None }).filter(club);
        let inside = |at: usize| self.is(at, "inside") || self.is(at, "within");
        // "ses partenaires de l'Union": the preposition may be part of the phrase.
        let own = self.scene.items(self.at).last().and_then(|item| item.value(&self.reader.language.lexicon, "prep"));
        if own.is_some_and(|value| self.reader.language.has_function("of", value)) {
            return named(self.at + 1).map(|body| (body, self.at + 1));
        }
        if self.is(self.at + 1, "of") || inside(self.at + 1) {
            if let Some(body) = named(self.at + 2) {
                return Some((body, self.at + 2));
            }
            let far = self.at + 3;
            if inside(far) {
                return named(far + 1).map(|body| (body, far + 1));
            }
            return None;
        }
        // "A est membre, avec B, de l'Union"
        let comma = |at: usize| chunks.get(at).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
        if comma(self.at + 1) && self.joins_other(self.at + 2) && comma(self.at + 4) && self.is(self.at + 5, "of") {
            return named(self.at + 6).map(|body| (body, self.at + 6));
        }
        // "A, membre comme B de l'Union"
        if self.is(self.at + 1, "such-as") && self.is(self.at + 3, "of") {
            return named(self.at + 4).map(|body| (body, self.at + 4));
        }
        let definite = chunks[self.at].noun()?.determiner.as_deref().is_some_and(|value| matches!(value, "definite" | "possessive" | "possessive-many"));
        let before = || self.reader.last_club(self.scene, self.at);
        before().filter(|body| self.sort == "member" && definite && club(body)).map(|body| (body, self.at))
    }

    /// The states that the phrases at some indexes name, or whose capital or people they name.
    fn states(&self, nouns: impl Iterator<Item = usize>) -> Vec<EntityId> {
        let chunks = self.scene.chunks();
        let named = nouns.filter_map(|at| chunks[at].noun()).flat_map(|noun| noun.entities.iter().chain(&noun.adjectives));
        let states = named.filter(|id| id.kind() != EntityKind::Infrastructure).filter_map(|id| self.reader.country_of(id));
        let mut list: Vec<EntityId> = Vec::new();
        for state in states {
            if !list.contains(&state) {
                list.push(state);
            }
        }
        list
    }

    fn members(&self, known: &Known, end: usize) -> Vec<EntityId> {
        let chunks = self.scene.chunks();
        let clauses = &self.scene.clauses;
        let belongs = |list: Vec<EntityId>| -> Vec<EntityId> { list.into_iter().filter(|id| known.members.contains(id)).collect() };
        let determiner = chunks[self.at].noun().and_then(|noun| noun.determiner.as_deref());
        let own = matches!(determiner, Some("possessive" | "possessive-many"));
        let others = self.says("member-other");
        let mut list = Vec::new();
        if self.is(self.at + 1, "such-as") {
            // "A, membre comme elle de l'Union"
            let like = self.states(std::iter::once(self.at + 2));
            return belongs(if like.is_empty() { self.bearer() } else { like });
        }
        if chunks.get(self.at + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)) && end == self.at + 6 && self.joins_other(self.at + 2) {
            return belongs(self.states(std::iter::once(self.at + 3)));
        }
        // "les partenaires d'A au sein de l'Union"
        if end > self.at + 2 {
            list.extend(belongs(self.states(std::iter::once(self.at + 2))));
        }
        let governed = self.at.checked_sub(1).filter(|before| chunks[*before].preposition().is_some());
        let before = governed.unwrap_or(self.at);
        let link = |at: usize| chunks[at].is_and() || matches!(chunks[at].kind, ChunkKind::Comma);
        let joined = before.checked_sub(2).filter(|noun| others && link(noun + 1) && !self.states(std::iter::once(*noun)).is_empty());
        if let Some(noun) = joined {
            // "A, B et les autres pays de l'Union"
            list.extend(belongs(self.states(clauses.coordinated_left(noun).into_iter())));
        } else if own || others {
            list.extend(belongs(self.bearer()).into_iter().take(1));
        }
        if self.sort == "chair" {
            return list;
        }
        // "parmi les membres de l'Union, le commerce avec A a crû"
        let among = self.at.checked_sub(1).is_some_and(|before| self.scene.is(before, "among"));
        if among && self.sort == "member" {
            list.extend(belongs(self.states(end + 1..chunks.len())));
        } else {
            list.extend(belongs(self.states(self.listed(end).into_iter())));
        }
        list
    }

    /// "A s'impose. Membre de X et de Y, il": the only state of the sentence before, where a pronoun stands for it.
    fn opening(&self) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let bare = chunks[self.at].noun().is_some_and(|noun| noun.determiner.is_none()) && self.sort == "member";
        let head = chunks[..self.at].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other));
        let verb = self.scene.clauses.main_verb(self.at).filter(|_| bare && head)?;
        let pronoun = |item: &Item| item.code(&self.reader.language.lexicon, "pron") == Some("subject") && item.entities().is_empty();
        let stands = (self.at + 1..verb).any(|at| self.scene.items(at).iter().any(pronoun));
        let mut states = self.reader.before.iter().flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Country);
        let first = states.next().filter(|_| stands)?;
        states.all(|id| id == first).then(|| first.clone())
    }

    /// Adds the bodies of the list of which the state that opens the sentence is a member.
    fn open(&self, state: &EntityId, end: usize, found: &mut Vec<Claim>) {
        let bodies = self.scene.clauses.coordinated_right(end);
        for body in bodies.iter().filter_map(|at| self.reader.body_in(&self.scene.chunks()[*at])) {
            let known = self.reader.knowledge.get(&body).is_some_and(|known| known.members.contains(state));
            let evidence = self.scene.chunks()[self.at].span.cover(self.scene.chunks()[end].span);
            found.extend(claim(self.reader, self.scene, state, &body, RULE, evidence).filter(|_| known));
        }
    }

    /// "avec B", "comme B": who is the same.
    fn joins_other(&self, at: usize) -> bool {
        ["with", "such-as", "beside"].iter().any(|function| self.is(at, function))
    }

    /// Whose fellows they are: the subject of their clause, or the state named last before.
    fn bearer(&self) -> Vec<EntityId> {
        let clauses = &self.scene.clauses;
        let subject = clauses.main_verb(self.at).map(|verb| clauses.grammatical_subject(verb)).unwrap_or_default();
        let states = self.states(subject.into_iter().filter(|noun| *noun < self.at));
        if !states.is_empty() {
            return states;
        }
        (0..self.at).rev().map(|at| self.states(std::iter::once(at))).find(|states| !states.is_empty()).unwrap_or_default()
    }

    /// The phrases of a list behind the body: "dont A et B", ": A, B et C", or those that a copula says them to be.
    fn listed(&self, end: usize) -> Nouns {
        let chunks = self.scene.chunks();
        let clauses = &self.scene.clauses;
        let noun = |at: usize| chunks.get(at).is_some_and(|chunk| chunk.noun().is_some());
        let comma = usize::from(chunks.get(end + 1).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)));
        let open = end + 1 + comma;
        if self.is(open, "such-as") && noun(open + 1) {
            return clauses.coordinated_right(open + 1);
        }
        if chunks.get(open).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Open)) && noun(open + 1) {
            return clauses.coordinated_right(open + 1);
        }
        if chunks.get(open).is_some_and(|chunk| chunk.span.of(self.reader.text) == ":") && noun(open + 1) {
            return clauses.coordinated_right(open + 1);
        }
        // "son partenaire au sein de l'Union – A"
        let dash = chunks.get(open).is_some_and(|chunk| matches!(chunk.span.of(self.reader.text), "–" | "—" | "-"));
        if dash && noun(open + 1) {
            return clauses.coordinated_right(open + 1);
        }
        if comma > 0 && noun(open) {
            let list = clauses.coordinated_right(open);
            let closed = list.last().is_some_and(|last| chunks.get(last + 1).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop)));
            // "un État membre de l'Union, A, a refusé"
            let one = self.sort == "member" && chunks[self.at].noun().is_some_and(|noun| noun.determiner.as_deref() == Some("indefinite"));
            return if (list.len() > 1 || one) && closed { list } else { Nouns::new() };
        }
        // "Sont membres de l'union A, B et C"
        let opens = (0..self.at).rev().find(|index| !matches!(chunks[*index].kind, ChunkKind::Other));
        let first = opens.is_some_and(|verb| chunks[..verb].iter().all(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Stop)));
        let be = |verb: usize| chunks[verb].verb().is_some_and(|group| !group.negated && self.reader.language.verb_is(group.lemma, "be"));
        if first && opens.is_some_and(be) && noun(end + 1) {
            return clauses.coordinated_right(end + 1);
        }
        let is = |group: &str, at: usize| chunks[at].verb().is_some_and(|verb| !verb.negated && self.reader.language.verb_is(verb.lemma, group));
        let verb = (end + 1..chunks.len().min(end + 4)).find(|at| chunks[*at].verb().is_some_and(|verb| verb.is_finite()));
        verb.filter(|verb| is("be", *verb) && noun(verb + 1)).map(|verb| clauses.coordinated_right(verb + 1)).filter(|list| list.len() > 1).unwrap_or_default()
    }
}

impl Reader<'_> {
    /// The alliance that was named last before a phrase.
    fn last_club(&self, scene: &Scene<'_>, at: usize) -> Option<EntityId> {
        let here = scene.chunks()[..at].iter().rev().filter_map(|chunk| self.body_in(chunk)).find(|id| is_alliance(id, self.knowledge));
        here.or_else(|| self.alliance.clone())
    }
}
