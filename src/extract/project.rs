//! Projects: what is built, opened, or thought of. A thing that can be built (a word, or a named line or terminal) makes a project where
//! something is done to it: by the nouns it hangs on ("la construction de"), by a verb ("a inauguré"), or where it is called one.

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Modal, VerbGroup, Voice},
        frame,
    },
    fact::{Declared, Fact, Finding, Project, Slots, Value},
    lang::Tense,
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind},
};

/// How far a project has come, the further the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Proposed,
    Planned,
    Building,
    Completed,
}

impl Stage {
    const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Planned => "planned",
            Self::Building => "under-construction",
            Self::Completed => "completed",
        }
    }
}

/// What is done to a thing: codes of the class `project-act`, and of the verb groups of the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Build,
    Develop,
    Works,
    Open,
    Inaugurate,
    Start,
    Plan,
    Propose,
}

const ACTS: [(&str, Act); 8] = [
    ("build", Act::Build),
    ("develop", Act::Develop),
    ("works", Act::Works),
    ("open", Act::Open),
    ("inaugurate", Act::Inaugurate),
    ("start", Act::Start),
    ("plan", Act::Plan),
    ("propose", Act::Propose),
];

/// Reads the projects of a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let lexicon = &reader.language.lexicon;
    let Some(class) = lexicon.class("project-kind") else { return };
    for (at, chunk) in scene.chunks().iter().enumerate() {
        let Some(noun) = chunk.noun() else { continue };
        let word = scene.items(at).iter().rev().flat_map(|item| &item.senses).find(|sense| sense.class == class).map(|sense| lexicon.value(sense.value));
        let site = Site { reader, scene, at };
        let kind = word.map(|word| word.split(' ').next().unwrap_or(word));
        let named = noun.entities.iter().find(|id| site.kind_of(id).is_some_and(|own| kind.is_none_or(|kind| kind == own)));
        if word.is_none() && named.is_none() {
            continue;
        }
        if let Some(finding) = site.finding(word, named) {
            found.push(finding);
        }
    }
}

/// A noun phrase with a thing that can be built.
struct Site<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    at: usize,
}

impl Site<'_> {
    fn chunks(&self) -> &[Chunk] {
        self.scene.chunks()
    }

    fn finding(&self, word: Option<&str>, named: Option<&EntityId>) -> Option<Finding> {
        let (kind, description) = match (word, named) {
            (Some(word), _) => word.split_once(' ').unwrap_or((word, word)),
            (None, Some(id)) => (self.kind_of(id)?, ""),
            (None, None) => return None,
        };
        // "un tronçon du gazoduc X": a part of what is read by itself.
        let whole = self.at + 2 < self.chunks().len()
            && self.is_of(self.at + 1)
            && (self.is_thing(self.at + 2) || self.chunks()[self.at + 2].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id))));
        if named.is_none() && whole {
            return None;
        }
        let (acts, head) = self.acts();
        let verb = self.verb(head);
        let (act, stage) = self.stage(&acts, head, verb)?;
        let verb_subject = verb.map(|verb| self.scene.clauses.subject(verb)).unwrap_or_default();
        // What a project itself needs is a part of it: "le projet prévoit la construction de ponts".
        if verb_subject.iter().any(|noun| *noun != self.at && self.is_project(*noun)) {
            return None;
        }
        // A corridor is developed and spoken of all the time; a project it is where it is called one.
        if named.is_some_and(|id| id.kind() == EntityKind::Corridor) && !verb.is_some_and(|verb| self.called_project(verb)) {
            return None;
        }
        // "X est le premier projet de port": said of X.
        if head != self.at && verb.is_some_and(|verb| self.is_copula(verb) && verb < head) {
            return None;
        }
        let place = self.place(verb);
        let mut parties = self.parties(&verb_subject, act);
        // "ce projet": what is only spoken of again.
        let again = self.scene.items(self.at).iter().any(|item| matches!(item.kind, ItemKind::Reference(_)));
        if again && acts == [Act::Plan] && verb.is_none_or(|verb| self.act_of_verb(verb).is_none()) {
            return None;
        }
        let runs = named.is_none() && matches!(kind, "railway" | "road" | "pipeline");
        let ends = runs.then(|| frame::ends(self.reader, self.scene, self.at)).unwrap_or_default();
        let own = named.is_none().then(|| self.own_name()).flatten();
        // "un pont entre les peuples d'Asie et d'Europe"
        if !ends.is_empty() && named.is_none() && ends.iter().all(|id| self.reader.is_wide(id)) {
            return None;
        }
        let one = self.scene.items(self.at).first().is_some_and(|item| item.is(&self.reader.language.lexicon, "a-one"));
        let anchored = named.is_some() || own.is_some() || ends.len() > 1 || place.is_some() || !parties.is_empty();
        if parties.is_empty() {
            let here = self.reader.countries_in(self.scene);
            parties = if here.len() != 2 && one && !anchored { self.reader.pair(self.scene) } else { here };
            if parties.len() != 2 {
                parties.clear();
            }
        }
        if !anchored && (!one || parties.is_empty()) {
            return None;
        }
        if let Some(country) = place.as_ref().and_then(|(place, _)| self.reader.knowledge.country_of(place)).filter(|country| !parties.is_empty() && !parties.contains(country)) {
            parties.push(country);
        }
        let mut slots = Slots::default();
        let name = self.name(description, named, own, &ends, place.as_ref().map(|(id, _)| id));
        slots.add("name", Value::Text(name.into()));
        slots.add("kind", Value::Term(kind.into()));
        let mut evidence = self.chunks()[self.at].span.cover(self.chunks()[head].span);
        if let Some((place, span)) = place {
            evidence = evidence.cover(span);
            slots.add("place", Value::Entity(place));
        }
        if let Some(verb) = verb.filter(|verb| verb.abs_diff(self.at) < 8) {
            evidence = evidence.cover(self.chunks()[verb].span);
        }
        for party in parties {
            slots.add("parties", Value::Entity(party));
        }
        slots.add("status", Value::Term(stage.code().into()));
        Some(Finding {
            fact: Fact::from_slots(Project::SPEC, &slots).ok()?,
            evidence: self.reader.trim(self.scene.sentence.span, evidence),
            rule: format!("project/{}", ACTS.iter().find(|(_, known)| *known == act).map_or("plan", |(code, _)| code)),
            confidence: 0.7,
            attributed_to: self.reader.attribution(self.scene, head),
            inferred: Vec::new(),
        })
    }

    fn kind_of(&self, id: &EntityId) -> Option<&'static str> {
        let known = self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str());
        match (id.kind(), known) {
            (EntityKind::Corridor, _) => Some("other"),
            (_, Some("railway")) => Some("railway"),
            (_, Some("road" | "bridge")) => Some("road"),
            (_, Some("pipeline")) => Some("pipeline"),
            (_, Some("power-line" | "power-plant" | "dam")) => Some("power"),
            (_, Some("port" | "port-terminal" | "terminal" | "dry-port")) => Some("port"),
            (_, Some("cable" | "airport" | "spaceport" | "mine")) => Some("other"),
            // Named by the text alone: the English name ends with what it is.
            (_, None) => {
                let name = &self.reader.cast.fresh.get(id)?.name;
                ["railway", "road", "pipeline"].into_iter().find(|kind| name.ends_with(kind))
            }
            _ => None,
        }
    }

    fn act_of(&self, noun: usize) -> Option<Act> {
        let lexicon = &self.reader.language.lexicon;
        let code = self.scene.items(noun).iter().find_map(|item| item.code(lexicon, "project-act"))?;
        ACTS.iter().find(|(known, _)| *known == code).map(|(_, act)| *act)
    }

    fn is_thing(&self, noun: usize) -> bool {
        self.scene.items(noun).iter().any(|item| item.is(&self.reader.language.lexicon, "project-kind"))
    }

    fn is_project(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id))) || self.act_of(noun) == Some(Act::Plan)
    }

    fn is_of(&self, index: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[index].preposition().is_some_and(|preposition| language.has_function("of", preposition) || language.has_function("for", preposition))
    }

    /// The nouns of doing that the thing hangs on, the nearest first, and the outermost of them (or the thing).
    fn acts(&self) -> (Vec<Act>, usize) {
        let chunks = self.chunks();
        let mut acts: Vec<Act> = self.act_of(self.at).into_iter().collect();
        let mut head = self.at;
        let language = self.reader.language;
        while head >= 2 && (chunks[head - 2].noun().is_some() || chunks[head - 1].noun().is_some()) {
            // "l'ouverture de nouveaux ports": the article holds the preposition.
            if self.act_of(head - 1).is_some() {
                acts.extend(self.act_of(head - 1));
                head -= 1;
                continue;
            }
            let outer = head - 2;
            let such = chunks[head - 1].preposition().is_some_and(|preposition| language.has_function("such-as", preposition));
            if !(self.is_of(head - 1) || such) || chunks[outer].noun().is_none() {
                break;
            }
            if let Some(act) = self.act_of(outer).filter(|act| !such || *act == Act::Plan) {
                acts.push(act);
                head = outer;
            } else if head == self.at && (chunks[outer].noun().is_some_and(|noun| noun.quantity.is_some()) || self.is_thing(outer)) {
                // "2 000 km de voies ferrées", "le tronçon turc du gazoduc X"
                head = outer;
            } else if outer >= 2 && matches!(chunks[outer - 1].kind, ChunkKind::Conjunction(_)) && self.act_of(outer - 2).is_some() {
                // "la construction et l'exploitation d'une centrale"
                acts.extend(self.act_of(outer - 2));
                head = outer - 2;
            } else {
                break;
            }
        }
        (acts, head)
    }

    /// The verb that the head is the object or subject of.
    fn verb(&self, head: usize) -> Option<usize> {
        let clauses = &self.scene.clauses;
        let chunks = self.chunks();
        let is_verb = |index: &usize| chunks[*index].verb().is_some();
        // Right behind it a participle: "une usine construite par".
        let participle = (self.at + 1..chunks.len().min(self.at + 3))
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Preposition(_)))
            .find(is_verb)
            .filter(|index| chunks[*index].verb().is_some_and(|verb| verb.tense == Tense::Participle) && self.act_of_verb(*index).is_some());
        if participle.is_some() {
            return participle;
        }
        let before = (head.saturating_sub(8)..head)
            .rev()
            .find(is_verb)
            .filter(|verb| clauses.object(*verb).contains(&head) || clauses.grammatical_object(*verb).contains(&head) || self.reaches(*verb, head));
        if before.is_some() {
            return before;
        }
        // "convenir de", "porter sur", "investir dans"
        if head >= 2 && chunks[head - 1].preposition().is_some() {
            let near = (head.saturating_sub(4)..head - 1).rev().take_while(|index| matches!(chunks[*index].kind, ChunkKind::Verb(_) | ChunkKind::Other | ChunkKind::Date(_) | ChunkKind::Comma)).find(is_verb);
            if near.is_some() {
                return near;
            }
        }
        (head + 1..chunks.len())
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop))
            .filter(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))
            .take(2)
            .find(|verb| clauses.grammatical_subject(*verb).contains(&head) || self.behind_insertion(head, *verb))
    }

    fn act_of_verb(&self, verb: usize) -> Option<Act> {
        let language = self.reader.language;
        let lemma = language.lexicon.value(self.chunks()[verb].verb()?.lemma);
        // "mettre en service", "sortir de terre"
        if language.verb_is(lemma, "put") {
            let code = (verb + 1..verb + 4).find_map(|index| self.scene.items(index).iter().find_map(|item| item.code(&language.lexicon, "into-use")))?;
            return ACTS.iter().find(|(known, _)| *known == code).map(|(_, act)| *act);
        }
        ACTS.iter().find(|(code, _)| language.verb_is(lemma, code)).map(|(_, act)| *act)
    }

    fn is_copula(&self, verb: usize) -> bool {
        let language = self.reader.language;
        self.chunks()[verb].verb().is_some_and(|verb| {
            let lemma = language.lexicon.value(verb.lemma);
            language.verb_is(lemma, "be") || language.verb_is(lemma, "constitute")
        })
    }

    /// "a proposé de construire", "la proposition de créer"
    fn proposed(&self, verb: usize) -> bool {
        let language = self.reader.language;
        let chunk = &self.chunks()[verb];
        let within = self.scene.sentence.items[chunk.start..chunk.end].iter().any(|item| item.code(&language.lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "propose")));
        let hangs = || (verb.saturating_sub(3)..verb).any(|index| self.act_of(index) == Some(Act::Propose) || self.chunks()[index].verb().is_some() && self.act_of_verb(index) == Some(Act::Propose));
        within || chunk.verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && hangs()
    }

    /// "La construction de X, qui reliera A à B, est terminée": a relative between commas stands between subject and verb.
    fn behind_insertion(&self, head: usize, verb: usize) -> bool {
        let chunks = self.chunks();
        let opens = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Relative(_)) || chunks[*index].preposition().is_some_and(|value| self.reader.language.has_function("whose", value));
        let open = (head + 1..verb).find(opens);
        let free = head == 0 || chunks[head - 1].preposition().is_none();
        free && matches!(chunks[verb - 1].kind, ChunkKind::Comma)
            && open.is_some_and(|open| matches!(chunks[open - 1].kind, ChunkKind::Comma) && !chunks[head + 1..open].iter().any(|chunk| chunk.verb().is_some()))
    }

    /// Whether only where and when stand between a verb and its object: "a inauguré lundi à Paris une usine".
    fn reaches(&self, verb: usize, head: usize) -> bool {
        let chunks = self.chunks();
        let adverbial = |index: usize| match &chunks[index].kind {
            ChunkKind::Date(_) | ChunkKind::Other | ChunkKind::Comma => true,
            ChunkKind::Preposition(value) => self.reader.language.has_function("at", value),
            ChunkKind::Noun(_) => chunks[index - 1].preposition().is_some(),
            _ => false,
        };
        chunks[head - 1].preposition().is_none() && (verb + 1..head).all(adverbial)
    }

    /// What is done, and how far it has come; nothing where nothing is done, or it is denied or only may be.
    fn stage(&self, acts: &[Act], head: usize, verb: Option<usize>) -> Option<(Act, Stage)> {
        let chunks = self.chunks();
        let group = verb.and_then(|verb| chunks[verb].verb());
        let ruling = group.or_else(|| self.scene.clauses.main_verb(head).and_then(|index| chunks[index].verb()));
        if ruling.is_some_and(|verb| verb.negated || verb.modal == Some(Modal::May)) && (group.is_some() || self.near_ruler(head)) {
            return None;
        }
        let verb_act = verb.and_then(|verb| self.act_of_verb(verb));
        let called = verb.is_some_and(|verb| self.called_project(verb));
        let language = self.reader.language;
        // "en construction", "en cours de réalisation"
        let underway = self.underway();
        let act = acts.first().copied().or(verb_act).or_else(|| (called || underway).then_some(Act::Plan))?;
        let to_come = group.is_some_and(|verb| {
            matches!(verb.modal, Some(Modal::Future | Modal::Duty | Modal::Wish)) || matches!(verb.tense, Tense::Future | Tense::Infinitive | Tense::Subjunctive)
        }) || verb.is_some_and(|verb| self.aimed(verb));
        let doubtful = group.is_some_and(|verb| verb.tense == Tense::Conditional && verb.modal.is_none());
        let past = group.is_some_and(|verb| verb.tense == Tense::Past || verb.voice == Voice::Passive && matches!(verb.tense, Tense::Participle | Tense::Present));
        let planned = self.planned_word(head);
        let stage = if underway {
            Stage::Building
        } else if verb_act == Some(Act::Propose) || doubtful || acts.contains(&Act::Propose) || verb.is_some_and(|verb| self.proposed(verb)) {
            Stage::Proposed
        } else if to_come || planned {
            Stage::Planned
        } else {
            match (acts.is_empty(), verb_act) {
                (_, Some(Act::Open)) => Stage::Completed,
                (_, Some(Act::Start)) => Stage::Building,
                (true, Some(Act::Build)) if past => Stage::Completed,
                (true, Some(Act::Build)) => Stage::Building,
                (false, _) if acts.contains(&Act::Plan) => Stage::Planned,
                (false, _) if acts.contains(&Act::Start) || acts.contains(&Act::Works) => Stage::Building,
                (false, _) if acts.contains(&Act::Inaugurate) => Stage::Completed,
                // "la construction a été achevée", "le chantier se poursuit"
                (false, _) if group.is_some_and(|verb| language.verb_is(language.lexicon.value(verb.lemma), "continue")) => Stage::Building,
                _ => Stage::Planned,
            }
        };
        // To begin or open something that nobody builds says little: "lancer un train".
        let thing = acts.is_empty() && matches!(verb_act, Some(Act::Start | Act::Propose | Act::Plan));
        (!thing || called || underway).then_some((act, stage))
    }

    /// "pour que X construise"
    fn aimed(&self, verb: usize) -> bool {
        let opens = (0..verb).rev().take_while(|index| !matches!(self.chunks()[*index].kind, ChunkKind::Stop) && !self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite));
        opens.into_iter().any(|index| matches!(&self.chunks()[index].kind, ChunkKind::Subordinator(value) if value == "aim"))
    }

    /// Whether the verb that rules the sentence stands near enough to speak of the head.
    fn near_ruler(&self, head: usize) -> bool {
        self.scene.clauses.main_verb(head).is_some_and(|verb| verb < head && head - verb <= 3)
    }

    /// "X est un projet": the thing is said to be one.
    fn called_project(&self, verb: usize) -> bool {
        self.is_copula(verb) && self.scene.clauses.grammatical_object(verb).iter().any(|noun| self.act_of(*noun) == Some(Act::Plan))
    }

    fn underway(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let end = self.scene.clauses.clause_end(self.at).max(self.at + 1);
        let reach = (self.at + 1..self.chunks().len()).find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Relative(_))).unwrap_or(self.chunks().len());
        (self.at..reach.max(end).min(self.at + 8).min(self.chunks().len())).any(|index| self.scene.items(index).iter().any(|item| item.is(lexicon, "underway")))
    }

    /// "prévu", "d'ici": the head has not happened yet.
    fn planned_word(&self, head: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        (head.saturating_sub(1)..self.chunks().len().min(self.at + 4)).any(|index| {
            self.scene.items(index).iter().any(|item| item.is(lexicon, "planned-word"))
                || matches!(&self.chunks()[index].kind, ChunkKind::Date(date) if date.deadline)
        })
    }

    /// Where: what stands behind the thing, or in its clause before and behind the verb.
    fn place(&self, verb: Option<usize>) -> Option<(EntityId, Span)> {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let chunks = self.chunks();
        let mut nouns = vec![self.at];
        let mut index = self.at + 1;
        let mut here = true;
        while let Some(chunk) = chunks.get(index) {
            match &chunk.kind {
                ChunkKind::Preposition(value) if ["at", "near"].iter().any(|function| language.has_function(function, value)) => here = true,
                // "dans le nord de l'Iran", but not "entre les villes de A et de B"
                ChunkKind::Preposition(value) if language.has_function("of", value) => here |= index == self.at + 1,
                ChunkKind::Preposition(value) if language.has_function("between", value) => here = false,
                ChunkKind::Date(_) | ChunkKind::Other => {}
                // "…, deux villes dans le nord de l'Iran"
                ChunkKind::Comma => {
                    let at = |index: usize| chunks.get(index).and_then(Chunk::preposition).is_some_and(|value| ["at", "near", "between"].iter().any(|function| language.has_function(function, value)));
                    let verb = chunks.get(index + 1).and_then(Chunk::verb).is_some_and(|verb| !verb.is_finite());
                    let bare = chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.determiner.as_deref() != Some("definite"));
                    if !(at(index + 1) || bare && at(index + 2) || verb) {
                        break;
                    }
                }
                ChunkKind::Conjunction(value) if value == "and" && !here => {}
                ChunkKind::Noun(_) if chunks[index - 1].preposition().is_some() && here => nouns.push(index),
                ChunkKind::Noun(noun) if noun.entities.is_empty() && matches!(chunks[index - 1].kind, ChunkKind::Comma | ChunkKind::Preposition(_)) || !here => {}
                ChunkKind::Verb(verb) if language.verb_is(language.lexicon.value(verb.lemma), "locate") && !verb.is_finite() => {}
                ChunkKind::Open => {
                    // "la centrale de X (Kirghizistan)"
                    if chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Country)) {
                        nouns.push(index + 1);
                    }
                    while chunks.get(index).is_some_and(|chunk| !matches!(chunk.kind, ChunkKind::Close)) {
                        index += 1;
                    }
                }
                _ => break,
            }
            index += 1;
        }
        if let Some(verb) = verb {
            nouns.extend(clauses.complements(verb, "at").into_iter().filter(|noun| !verb_between(chunks, verb, *noun)));
        }
        nouns.into_iter().find_map(|noun| {
            let chunk = &chunks[noun];
            let located = |id: &&EntityId| {
                let spot = id.kind().is_place() || id.kind() == EntityKind::Infrastructure && self.kind_of(id).is_none() && self.reader.knowledge.get(id).is_some();
                spot && (!self.reader.is_wide(id) || self.reader.knowledge.country_of(id).is_some())
            };
            let id = chunk.noun()?.entities.iter().find(located)?;
            // "le campus de l'IIM Ahmedabad": a name within a name is no place.
            let within = self.scene.items(noun).windows(2).any(|pair| pair[1].entities().contains(id) && pair[0].capital && pair[0].kind == ItemKind::Word);
            (!within).then(|| (id.clone(), chunk.span))
        })
    }

    /// Who takes part: who does it, and the countries that the name lists.
    fn parties(&self, subject: &[usize], act: Act) -> Vec<EntityId> {
        let mut parties: Vec<EntityId> = Vec::new();
        let mut add = |id: EntityId| {
            if !parties.contains(&id) {
                parties.push(id);
            }
        };
        let agents = if act == Act::Plan { Vec::new() } else { self.scene.clauses.complements(self.at, "by") };
        let subject: Vec<usize> = subject.iter().flat_map(|noun| self.scene.clauses.named_within(*noun)).collect();
        for id in self.scene.clauses.entities(&subject).into_iter().chain(self.scene.clauses.entities(&agents)) {
            match id.kind() {
                EntityKind::Country | EntityKind::Organisation => add(id),
                EntityKind::Person => self.reader.country_of(&id).into_iter().for_each(&mut add),
                _ => {}
            }
        }
        for id in self.chunks()[self.at].noun().into_iter().flat_map(|noun| &noun.entities).filter(|id| self.reader.is_line(id)) {
            let name = self.reader.knowledge.get(id).map(|known| &known.entity).or_else(|| self.reader.cast.fresh.get(id)).map(|entity| entity.name.as_str());
            for part in name.unwrap_or_default().split(['–', ' ']) {
                if let Some(known) = self.reader.knowledge.named(part).filter(|known| known.entity.id.kind() == EntityKind::Country) {
                    add(known.entity.id.clone());
                }
            }
        }
        parties
    }

    /// Whether a thing may be called by this place: a town or a spot, no country or region.
    fn names_site(&self, id: &EntityId) -> bool {
        let subtype = self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str());
        matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Infrastructure) && subtype != Some("region") && !self.reader.is_wide(id)
    }

    /// The proper words that the thing is called by: "la centrale de Kambar-Ata".
    fn own_name(&self) -> Option<String> {
        let lexicon = &self.reader.language.lexicon;
        let class = "project-kind";
        let items = self.scene.items(self.at);
        let head = items.iter().rposition(|item| item.is(lexicon, class))?;
        // Merged with its place: "le port de X".
        if let ItemKind::Name(named) = &items[head].kind
            && let Some(known) = named.entities.first().and_then(|id| self.reader.knowledge.get(id))
        {
            return Some(known.entity.name.clone());
        }
        // Named by the text alone: "le terminal portuaire X".
        if let Some(entity) = items[head].entities().first().and_then(|id| self.reader.cast.fresh.get(id)) {
            let proper = entity.name.split(' ').skip_while(|word| !word.starts_with(char::is_uppercase)).collect::<Vec<_>>().join(" ");
            return Some(proper).filter(|name| !name.is_empty());
        }
        // Words with capitals, and what hyphens join to them.
        let proper = |items: &[Item]| -> Option<String> {
            let first = items.iter().position(|item| !item.is(lexicon, "det"))?;
            let items = &items[first..];
            let joined = |index: usize| items[index].hyphen || items[index - 1].span.of(self.reader.text).ends_with('-') || matches!(items[index].span.of(self.reader.text), "-" | "–");
            let word = |index: usize| items[index].capital && items[index].senses.is_empty() && items[index].kind == ItemKind::Word;
            let words = (0..items.len()).take_while(|index| word(*index) || *index > 0 && joined(*index)).count();
            (words > 0 && word(0)).then(|| items[0].span.cover(items[words - 1].span).of(self.reader.text).to_owned())
        };
        let trailing = items[head + 1..].iter().position(|item| item.capital && item.senses.is_empty()).map_or(items.len(), |found| head + 1 + found);
        if let Some(name) = proper(&items[trailing..]) {
            return Some(name);
        }
        let next = self.at + 1;
        if !(next + 1 < self.chunks().len() && self.is_of(next)) {
            return None;
        }
        let behind = self.chunks()[next + 1].noun()?;
        match behind.entities.first() {
            Some(id) if self.names_site(id) && self.scene.items(next + 1).len() == 1 => self.reader.knowledge.get(id).map(|known| known.entity.name.clone()),
            Some(_) => None,
            None => proper(self.scene.items(next + 1)),
        }
    }

    /// An English description: the known name, or what it is with the places that tell which.
    fn name(&self, description: &str, named: Option<&EntityId>, own: Option<String>, ends: &[EntityId], place: Option<&EntityId>) -> String {
        let label = |id: &EntityId| {
            let entity = self.reader.knowledge.get(id).map(|known| &known.entity).or_else(|| self.reader.cast.fresh.get(id));
            entity.map_or_else(|| id.as_str().to_owned(), |entity| entity.name.clone())
        };
        let lexicon = &self.reader.language.lexicon;
        let traits: Vec<&str> = self.scene.items(self.at).iter().filter_map(|item| item.code(lexicon, "project-trait")).collect();
        let description = traits.into_iter().chain([description]).collect::<Vec<_>>().join(" ");
        let ends = if ends.len() > MANY { &[] } else { ends };
        match (named, own, ends, place) {
            // A port is called by its place.
            (Some(id), ..) if !self.reader.is_line(id) && !description.is_empty() && !label(id).contains(' ') => format!("{} {description}", label(id)),
            (Some(id), ..) => label(id),
            (None, Some(own), ..) => format!("{own} {description}"),
            (None, None, [_, _, ..], _) => format!("{} {description}", ends.iter().map(label).collect::<Vec<_>>().join("–")),
            (None, None, _, Some(place)) => format!("{description} in {}", label(place)),
            _ => description,
        }
    }
}

/// A thing that so many places tell apart is called by none of them.
const MANY: usize = 4;

/// Whether another verb stands between a verb and a noun.
fn verb_between(chunks: &[Chunk], verb: usize, noun: usize) -> bool {
    let (from, to) = if verb < noun { (verb + 1, noun) } else { (noun + 1, verb) };
    chunks[from..to].iter().any(|chunk| chunk.verb().is_some())
}
