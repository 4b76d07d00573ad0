//! Projects: what is built, opened, or thought of. A thing that can be built (a word, or a named line or terminal) makes a project where
//! something is done to it: by the nouns it hangs on ("la construction de"), by a verb ("a inauguré"), or where it is called one.

mod acts;
mod list;
mod name;
mod place;
mod stage;
mod talk;
mod words;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Modal, Nouns, VerbGroup, Voice},
        frame,
    },
    fact::{Claim, Declared, Fact, Project, Slots, Value},
    lang::{Classes, Tense},
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
    Exploit,
    Finance,
    Works,
    Open,
    Inaugurate,
    Start,
    Plan,
    Propose,
}

const ACTS: [(&str, Act); 11] = [
    ("build", Act::Build),
    ("lay", Act::Build),
    ("finance", Act::Finance),
    ("develop", Act::Develop),
    ("exploit", Act::Exploit),
    ("works", Act::Works),
    ("open", Act::Open),
    ("inaugurate", Act::Inaugurate),
    ("start", Act::Start),
    ("plan", Act::Plan),
    ("propose", Act::Propose),
];

/// Words that say that something is done to a thing, is to be, or is over.
static WORDS: Classes = Classes::of(&["project-act", "into-use", "operational", "underway", "intended", "agreement-kind"]);

/// Groups of verbs that say so: the acts themselves, those that do with a word behind them, and what a line will do.
static VERBS: [Classes; 2] = [Classes::of(&CODES), Classes::of(&["put", "equip", "link", "locate"])];

static LOCATES: Classes = Classes::of(&["locate"]);

const CODES: [&str; ACTS.len()] = {
    let (mut codes, mut at) = ([""; ACTS.len()], 0);
    while at < ACTS.len() {
        codes[at] = ACTS[at].0;
        at += 1;
    }
    codes
};

/// Reads the projects of a sentence.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let tells = scene.classes.meets(&WORDS) || VERBS.iter().any(|verbs| scene.clauses.may_do_one_of(verbs));
    // A debug build looks all the same, so that the tests say which word or verb is missing above.
    if !tells && !cfg!(debug_assertions) {
        return;
    }
    let lexicon = &reader.language.lexicon;
    let Some(class) = lexicon.class("project-kind") else { return };
    let again = if scene.clauses.may_do_one_of(&LOCATES) { talk::located(reader, scene, found) } else { None };
    let spoken = again.as_ref().map(|(at, _)| *at);
    found.extend(again.map(|(_, claim)| claim));
    let before = found.len();
    for (at, chunk) in scene.chunks().iter().enumerate() {
        let Some(noun) = chunk.noun().filter(|_| spoken != Some(at)) else { continue };
        let site = Site { reader, scene, at };
        if site.title().is_some() {
            found.extend(site.claim(Some(TITLED), None));
            continue;
        }
        let items = if scene.classes.may_have("project-kind") { scene.items(at) } else { &[] };
        let word = items.iter().rev().flat_map(|item| &item.senses).find(|sense| sense.class == class).map(|sense| lexicon.value(sense.value));
        let word = word.or_else(|| site.powered());
        let within = || site.word_of_name();
        // "le tronçon A-B de l'autoroute": a part is of the kind of what is called so.
        let kind = word.filter(|word| !word.ends_with(PART)).map(|word| word.split(' ').next().unwrap_or(word));
        // A town with a port is no port that is built.
        let built =
            |id: &&EntityId| site.kind_of(id).is_some_and(|own| kind.is_none_or(|kind| kind == own) && (word.is_some() || id.kind() != EntityKind::City));
        let known = || noun.entities.first().filter(|id| word.is_none() && id.kind() != EntityKind::Organisation && within().is_some());
        let named = noun.entities.iter().find(built).or_else(known);
        let word = word.or_else(|| named.and_then(|_| within()));
        if word.is_none() && named.is_none() {
            continue;
        }
        if let Some(claim) = site.claim(word, named) {
            found.push(claim);
        }
    }
    if found.len() == before && scene.classes.may_have("project-act") {
        found.extend(talk::goes_on(reader, scene, found));
    }
    debug_assert!(tells || found.len() == before, "{}: told by what is not among the words and verbs that tell", scene.sentence.span.of(reader.text));
}

/// The code of what is told by its power alone.
const POWERED: &str = "power power plant";

/// The unit of that power.
const POWER: &str = "MW";

/// The code of a project that only its title tells of.
const TITLED: &str = "other project";

/// So many things of one kind are still spoken of one by one.
const FEW: f64 = 3.0;

/// How the English of a part of something longer ends.
const PART: &str = "section";

/// How the English of all lines of a land ends.
const NETWORK: &str = "network";

/// The English of where something is loaded, of whatever kind.
const TERMINAL: &str = "terminal";

/// The English of where somebody has a seat.
const SEAT: &str = "headquarters";

/// How the English of what is dug out of the ground ends.
const DUG: [&str; 2] = ["mine", "field"];

/// How the English of what is laid from one place to another ends.
const LAID: [&str; 2] = ["line", "cable"];

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

    fn claim(&self, word: Option<&str>, named: Option<&EntityId>) -> Option<Claim> {
        let (kind, description) = match (word, named) {
            (Some(word), Some(id)) if word.ends_with(PART) && self.kind_of(id).is_some() => (self.kind_of(id)?, PART),
            (Some(word), _) => word.split_once(' ').unwrap_or((word, word)),
            (None, Some(id)) => (self.kind_of(id)?, ""),
            (None, None) => return None,
        };
        // "Le tronçon turkmène": of what was spoken of last.
        let (kind, description) = self.section(word, named).unwrap_or((kind, description));
        // "le gazoduc de la route de l'est": what only tells which of them is meant.
        let part = description.ends_with(PART);
        if named.is_none()
            && self.at >= 2
            && self.is_of(self.at - 1)
            && self.kind_word(self.at - 2).is_some_and(|word| !word.ends_with(PART) && word.split(' ').next() != Some(kind))
        {
            return None;
        }
        // Of things that are counted no one is spoken of, and a bank with a name is somebody.
        let counted =
            self.scene.items(self.at).first().is_some_and(|item| matches!(&item.kind, ItemKind::Quantity(many) if many.unit.is_none() && many.value > FEW));
        let bank = kind == "bank" && self.chunks()[self.at].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Organisation));
        if named.is_none() && (counted || bank) {
            return None;
        }
        // "un tronçon du gazoduc X": a part of what is read by itself.
        let inner = |noun: usize| self.kind_word(noun).is_some_and(|word| part || word.split(' ').next() == Some(kind));
        let line = |noun: usize| self.chunks()[noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id)));
        let of = |at: usize| Some(at + 2).filter(|noun| *noun < self.chunks().len() && self.is_of(at + 1));
        // "un tronçon de 31 kilomètres de l'autoroute"
        let whole =
            of(self.at).and_then(|noun| if part && self.is_measured(noun) { of(noun) } else { Some(noun) }).is_some_and(|noun| inner(noun) || line(noun));
        if named.is_none() && whole {
            return None;
        }
        // "le tronçon A-B du corridor X": the part has a name of its own.
        let parted =
            named.and(self.part()).is_some_and(|part| self.chunks()[part].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.reader.is_line(id))));
        if parted || named.is_none() && self.is_turned_into() {
            return None;
        }
        let (acts, head) = self.acts();
        let verb = self.verb(head);
        let (act, stage) = self.stage(&acts, head, verb)?;
        // What is exploited is dug out: a port or a line is only run.
        if act == Act::Exploit && !DUG.iter().any(|end| description.ends_with(end)) {
            return None;
        }
        // Whoever has a seat somewhere builds none; an opened one is a building.
        if description == SEAT && !matches!(act, Act::Open | Act::Inaugurate) {
            return None;
        }
        let verb_subject = verb.map(|verb| self.scene.clauses.subject(verb)).unwrap_or_default();
        // What a project itself needs is a part of it: "le projet prévoit la construction de ponts".
        if verb_subject.iter().any(|noun| *noun != self.at && *noun != head && self.is_project(*noun)) {
            return None;
        }
        // A corridor is developed and spoken of all the time; a project it is where it is called one, or a part of it is built.
        let whole = named.filter(|id| id.kind() == EntityKind::Corridor && self.part().is_none());
        if whole.is_some() && !(verb.is_some_and(|verb| self.called_project(verb)) || self.is_titled()) {
            return None;
        }
        // "X est le premier projet de port": said of X.
        if head != self.at && verb.is_some_and(|verb| self.is_copula(verb) && verb < head) {
            return None;
        }
        let own = named.is_none().then(|| self.own_name()).flatten();
        let laid = kind == "pipeline" || LAID.iter().any(|end| description.ends_with(end));
        let place = self.place(kind, laid, head, verb).or_else(|| self.country_of_part()).or_else(|| self.there(verb?)).or_else(|| self.situated());
        let place = place.or_else(|| {
            Some((self.town(kind, named, own.as_deref().filter(|_| !LAID.iter().any(|end| description.ends_with(end))))?, self.chunks()[self.at].span))
        });
        let place = place.or_else(|| if laid { self.sea() } else { None });
        // A terminal in a town without a harbour is none of ships.
        let inland = description == TERMINAL && named.is_none() && own.is_none() && place.as_ref().is_some_and(|(place, _)| self.is_inland(place));
        let kind = if inland { "logistics-centre" } else { kind };
        let runs = named.is_none() && (matches!(kind, "railway" | "road" | "pipeline") || LAID.iter().any(|end| description.ends_with(end)));
        let ends = if runs { frame::ends(self.reader, self.scene, self.at, verb) } else { Vec::new() };
        // "une ligne de A à B": no end is where it stands.
        let place = place.filter(|(id, _)| ends.len() < 2 || !ends.contains(id));
        let mut parties = self.parties(&verb_subject, act);
        parties.extend(self.lenders(head).into_iter().filter(|lender| !parties.contains(lender)).collect::<Vec<_>>());
        // "ce projet": what is only spoken of again.
        let again = self.scene.items(self.at).iter().any(|item| matches!(item.kind, ItemKind::Reference(_)));
        if again && acts == [Act::Plan] && verb.is_none_or(|verb| self.act_of_verb(verb).is_none()) {
            return None;
        }
        // "étendre son réseau ferroviaire": all lines of a land, of which none is told.
        if description.ends_with(NETWORK) && named.is_none() && own.is_none() && place.is_none() && ends.is_empty() {
            return None;
        }
        // "un pont entre les peuples d'Asie et d'Europe"
        // "une nouvelle route entre la Chine et l'Europe": one that is served, and not paved.
        let served = kind == "road" && act == Act::Open && ends.iter().any(|id| self.reader.is_wide(id));
        if !ends.is_empty() && named.is_none() && (served || ends.iter().all(|id| self.reader.is_wide(id))) {
            return None;
        }
        let one = self.is_one() || self.part().is_some_and(|part| Site { at: part, ..*self }.is_one());
        if named.is_none() && own.is_none() && acts.is_empty() && ends.len() < 2 && place.is_none() && self.is_meant_again() {
            return None;
        }
        let anchored = named.is_some() || own.is_some() || ends.len() > 1 || place.is_some() || !parties.is_empty();
        if parties.is_empty() {
            let here = self.reader.countries_in(self.scene);
            parties = if here.len() != 2 && (one || self.near("underway")) && !anchored { self.reader.pair(self.scene) } else { here.to_vec() };
            if parties.len() != 2 {
                parties.clear();
            }
        }
        if !anchored && (!(one || self.near("underway")) || parties.is_empty()) {
            return None;
        }
        if let Some(country) =
            place.as_ref().and_then(|(place, _)| self.reader.knowledge.country_of(place)).filter(|country| !parties.is_empty() && !parties.contains(country))
        {
            parties.push(country);
        }
        let mut slots = Slots::default();
        let name = self.name(kind, description, named, own, &ends, place.as_ref().map(|(id, _)| id));
        slots.add("name", Value::Text(name.into()));
        slots.add("kind", Value::Term(kind.into()));
        let mut evidence = self.chunks()[self.at].span.cover(self.chunks()[head].span);
        let entrusted = || self.entrusting(verb, &verb_subject).or_else(|| self.funded(&parties)).filter(|_| ends.len() < 2);
        let place = place.or_else(|| {
            Some((
                self.country(named, &ends)
                    .or_else(|| self.at_home(&parties, &verb_subject, act, &ends))
                    .or_else(entrusted)
                    .or_else(|| self.abroad(&parties, runs))?,
                self.chunks()[self.at].span,
            ))
        });
        if let Some((place, span)) = place {
            evidence = evidence.cover(span);
            slots.add("place", Value::Entity(place));
        }
        if let Some(verb) = verb.filter(|verb| verb.abs_diff(self.at) < 8) {
            evidence = evidence.cover(self.chunks()[verb].span);
        }
        for party in parties.into_iter().filter(|party| Project::SPEC.takes("parties", party.kind())) {
            slots.add("parties", Value::Entity(party));
        }
        slots.add("status", Value::Term(stage.code().into()));
        let rule = format!("project/{}", ACTS.iter().find(|(_, known)| *known == act).map_or("plan", |(code, _)| code));
        Some(Claim {
            fact: Fact::from_slots(Project::SPEC, &slots).ok()?,
            evidence: self.reader.trim(self.scene.sentence.span, evidence),
            confidence: self.reader.language.confidence.of(&rule),
            rule,
            attributed_to: self.reader.attribution(self.scene, head),
            inferred: Vec::new(),
        })
    }

    /// The noun of a part that the thing hangs on: "le tronçon turc du gazoduc X".
    fn part(&self) -> Option<usize> {
        let before = |at: usize| at.checked_sub(2).filter(|noun| self.is_of(noun + 1) && self.chunks()[*noun].noun().is_some());
        let near = before(self.at)?;
        // "un tronçon de 31 kilomètres de l'autoroute"
        [Some(near), before(near).filter(|_| self.is_measured(near))].into_iter().flatten().find(|noun| self.is_part_of(*noun))
    }

    /// Whether the phrase itself calls the thing a project: "le projet X".
    fn is_titled(&self) -> bool {
        self.act_of(self.at) == Some(Act::Plan)
    }

    /// The code of the thing that a noun phrase's words name: its kind, and what it is in English.
    fn kind_word(&self, noun: usize) -> Option<&str> {
        if !self.scene.classes.may_have("project-kind") {
            return None;
        }
        let lexicon = &self.reader.language.lexicon;
        self.scene.items(noun).iter().rev().find_map(|item| item.code(lexicon, "project-kind"))
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
                let kinds = [("railway", "railway"), ("road", "road"), ("pipeline", "pipeline"), ("railway bridge", "railway"), ("bridge", "road")];
                kinds.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| kind)
            }
            _ => None,
        }
    }

    /// Who takes part: who does it, and the countries that the name lists.
    fn parties(&self, subject: &[usize], act: Act) -> Vec<EntityId> {
        let mut parties: Vec<EntityId> = Vec::new();
        let mut add = |id: EntityId| {
            if !parties.contains(&id) {
                parties.push(id);
            }
        };
        let agents = if act == Act::Plan { Nouns::new() } else { self.scene.clauses.complements(self.at, "by") };
        let subject: Nouns = subject.iter().flat_map(|noun| self.scene.clauses.named_within(*noun)).collect();
        for id in self.scene.clauses.entities(&subject).into_iter().chain(self.scene.clauses.entities(&agents)) {
            match id.kind() {
                EntityKind::Country | EntityKind::Organisation => add(id),
                EntityKind::Person => self.reader.country_of(&id).into_iter().for_each(&mut add),
                _ => {}
            }
        }
        for id in self.chunks()[self.at].noun().into_iter().flat_map(|noun| &noun.entities).filter(|id| self.reader.is_line(id)) {
            let name = self.reader.knowledge.get(id).map(|known| &*known.entity).or_else(|| self.reader.cast.fresh.get(id)).map(|entity| entity.name.as_str());
            for part in name.unwrap_or_default().split(['–', ' ']) {
                if let Some(known) = self.reader.knowledge.named(part).filter(|known| known.entity.id.kind() == EntityKind::Country) {
                    add(known.entity.id.clone());
                }
            }
        }
        parties
    }
}
