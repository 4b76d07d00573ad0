//! Lines that are called by the places that they join.

use std::collections::BTreeSet;

use super::*;
use crate::model::plain_slug;

/// Parts of the world.
const LAND: [&str; 2] = ["region", "continent"];

impl<'a> Frame<'a> {
    /// "le chemin de fer A-B", "le gazoduc A – B – C": the places that the text lists in the name of a line. Lines that are known by three
    /// towns or more are called so by habit, wherever they run.
    pub(super) fn called(&self) -> &'a [EntityId] {
        self.scene.told(self.at).called.get_or_init(|| self.find_called())
    }

    /// The name of the line at the trigger.
    fn line_item(&self) -> Option<&'a Item> {
        let line = |item: &&Item| matches!(item.kind, ItemKind::Name(_)) && item.entities().iter().any(|id| self.reader.is_line(id));
        self.scene.items(self.at).iter().find(line)
    }

    /// "le chemin de fer A-B-C": the states that a known line is called by, in their order.
    pub(super) fn called_states(&self) -> &'a [EntityId] {
        self.scene.told(self.at).states.get_or_init(|| self.find_called_states())
    }

    fn find_called_states(&self) -> Vec<EntityId> {
        let knowledge = self.reader.knowledge;
        let Some(item) = self.line_item().filter(|item| item.entities().iter().any(|id| knowledge.get(id).is_some())) else { return Vec::new() };
        let state = |name: &str| knowledge.called(name).map(|known| &known.entity.id).find(|id| id.kind() == EntityKind::Country).cloned();
        let behind_head = |part: &str| part.match_indices([' ', '\'', '’']).find_map(|(cut, mark)| state(&part[cut + mark.len()..]));
        let name = item.span.of(self.reader.text);
        if !is_chain(name) {
            return Vec::new();
        }
        let parts = name.split(['-', '–', '—']).map(str::trim);
        parts.map(|part| state(part).or_else(|| behind_head(part))).collect::<Option<Vec<_>>>().filter(|states| states.len() > 1).unwrap_or_default()
    }

    /// "le tronçon X du corridor Y": the corridor right behind the name of a line.
    pub(super) fn whole_behind(&self) -> Option<EntityId> {
        let chunks = self.chunks();
        let of = chunks.get(self.at + 1).and_then(Chunk::preposition).is_some_and(|value| self.reader.language.has_function("of", value));
        let own = chunks[self.at].noun().and_then(|noun| noun.entities.first())?;
        // "la branche ouest du corridor X": what it is a branch of is in its name, or known.
        if let Some(known) = self.reader.knowledge.get(own).filter(|known| own.kind() == EntityKind::Corridor && known.entity.subtype == "branch") {
            // "l'axe oriental de la ville" is of something else.
            let other = of && !self.names_line(self.at + 2);
            return known.branch_of.clone().filter(|whole| whole.kind() == EntityKind::Corridor && !other);
        }
        let whole = chunks.get(self.at + 2).and_then(Chunk::noun)?.entities.first()?;
        // "le tronçon A-B du gazoduc X"
        let piece = || self.scene.items(self.at).iter().chain(self.line_item()).any(|item| self.opens_with_piece(item));
        (of && (whole.kind() == EntityKind::Corridor || whole != own && piece()) && own.kind() == EntityKind::Infrastructure && self.reader.is_line(whole))
            .then(|| whole.clone())
    }

    /// Whether the name of a line begins with a word for a part of one: "tronçon A-B".
    fn opens_with_piece(&self, item: &Item) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let first = item.span.of(self.reader.text).split_whitespace().next().map(str::to_lowercase);
        first.is_some_and(|word| lexicon.longest(&[lexicon.word(&word)], 0, "line-piece").is_some())
    }

    fn find_called(&self) -> Vec<EntityId> {
        let knowledge = self.reader.knowledge;
        let Some(item) = self.line_item().filter(|item| is_chain(item.span.of(self.reader.text))) else { return Vec::new() };
        let parts: Vec<&str> = item.span.of(self.reader.text).split(['-', '–', '—']).map(str::trim).collect();
        if parts.len() < 2 {
            return Vec::new();
        }
        let fresh = |name: &str| Some(EntityId::new(EntityKind::City, &plain_slug(name))).filter(|id| self.reader.cast.fresh.contains_key(id));
        let known = |name: &str| knowledge.called(name).map(|known| &known.entity.id).find(|id| self.is_stop(id)).cloned();
        let place = |name: &str| known(name).or_else(|| fresh(name));
        let mut places: Vec<EntityId> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            // "Moyen-Orient" has a hyphen of its own.
            let longest = (at + 1..=parts.len().min(at + 3)).rev().find_map(|end| place(&parts[at..end].join("-")).map(|id| (end, id)));
            // Before the first stands what the line is: "le chemin de fer A".
            let behind_head = || parts[at].match_indices([' ', '\'', '’']).find_map(|(cut, mark)| place(&parts[at][cut + mark.len()..])).map(|id| (at + 1, id));
            let Some((end, id)) = longest.or_else(|| (at == 0).then(behind_head).flatten()) else { return Vec::new() };
            places.push(id);
            at = end;
        }
        // States and continents in the name say who takes part or what it is for, not where it runs.
        let habit = |id: &EntityId| {
            id.kind() == EntityKind::Country || self.reader.is_wide(id) && knowledge.get(id).is_some_and(|known| LAND.contains(&known.entity.subtype.as_str()))
        };
        // A chain of many is a course all the same.
        let states = places.iter().all(|id| id.kind() == EntityKind::Country);
        let known = item.entities().iter().any(|id| knowledge.get(id).is_some());
        let lands = states || (!known || places.len() == 2) && places.iter().all(habit);
        // "Le gazoduc A-B est ouvert. … Le gazoduc A-B": a text on the line itself.
        let habitual = places.iter().any(habit) && places.len() < 4 && !(lands && self.is_subject(item));
        let told = !known && places.len() > 3
            || !(states && places.len() == 2) && item.entities().iter().any(|id| id.kind() == EntityKind::Corridor)
            || self.tells_of_line(item, places.len());
        if places.len() < 2 || known && places.len() > 2 && !states || habitual || !told { Vec::new() } else { places }
    }

    /// Whether the text is about a line: its title names it, or it does so more than once.
    fn is_subject(&self, item: &Item) -> bool {
        let mentions = &self.reader.cast.mentions;
        item.entities()
            .first()
            .is_some_and(|id| mentions.iter().filter(|mention| mention.entity == *id).map(|mention| mention.span).collect::<BTreeSet<_>>().len() > 1)
    }

    /// Whether the text speaks of the line itself and does not only name it by the way: it is new, is so long, does something,
    /// or something runs on it. What it says itself of where it runs goes before its name.
    fn tells_of_line(&self, item: &Item, places: usize) -> bool {
        let chunks = self.chunks();
        let language = self.reader.language;
        // A headline may leave out what the line is.
        let open = |index: usize| matches!(chunks[index].kind, ChunkKind::Open);
        // "le gazoduc X (A-B-C)"
        if self.at > 0 && open(self.at - 1) {
            return true;
        }
        let bare = chunks[self.at].span == item.span && item.span.of(self.reader.text).starts_with(char::is_uppercase);
        let links = |index: usize| chunks[index].verb().is_some_and(|verb| language.verb_is(verb.lemma, "link"));
        let stops = |at: usize| Frame { at, ..*self }.stops();
        let behind = || (self.at + 1..chunks.len()).take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop));
        let finite = |index: &usize| chunks[*index].verb().is_some_and(VerbGroup::is_finite);
        let verb = behind().find(finite);
        if bare || behind().take(6).find(|index| links(*index)).is_some_and(|link| !stops(link).is_empty()) {
            return false;
        }
        let new = chunks[self.at].noun().is_some_and(|noun| noun.determiner.as_deref() == Some("indefinite"));
        let long = |index: usize| chunks[index].noun().and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, told)| told.unit.as_deref() == Some("km"));
        let near = || behind().take(5).take_while(|index| !finite(index)).any(long);
        let governed = self.at > 0 && chunks[self.at - 1].preposition().is_some();
        let does = || !governed && verb.is_some_and(|verb| self.scene.clauses.grammatical_subject(verb).contains(&self.at));
        let relates = || verb.is_some_and(|verb| verb <= self.at + 3 && links(verb));
        let carries = || governed && self.at > 1 && self.is_carried(self.at - 2);
        // "la construction de la ligne A-B": what is built or planned is told of as well.
        // "la construction en A de la ligne B-C"
        let lies = |index: usize| chunks[index].preposition().is_some_and(|value| language.has_function("where", value));
        let act = |back: usize| self.at.checked_sub(back).is_some_and(|noun| self.scene.is(noun, "project-act"));
        let built = || governed && (act(2) || self.at > 3 && lies(self.at - 3) && act(4));
        (new || near() || does() || relates() || carries() || built() && (places > 2 || !self.is_any_line(item))) && !self.flies(item)
    }

    /// Whether a line or link, of which kind its name does not tell, is one of planes in a text that speaks of these.
    fn flies(&self, item: &Item) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let plane = |word: &str| lexicon.longest(&[lexicon.word(&word.to_lowercase())], 0, "air-word").is_some();
        self.is_any_line(item) && self.reader.text.split(|letter: char| !letter.is_alphabetic()).any(plane)
    }

    /// Whether the name of a line does not tell of which kind it is: "la ligne A-B".
    fn is_any_line(&self, item: &Item) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let mut head = item.span.of(self.reader.text).split_whitespace().take_while(|word| word.starts_with(char::is_lowercase));
        head.next().is_some_and(|word| lexicon.longest(&[lexicon.word(&word.to_lowercase())], 0, "any-line").is_some()) && head.next().is_none()
    }
}

/// Whether a hyphen or dash may stand in a name, seen by bytes.
fn is_chain(name: &str) -> bool {
    name.bytes().any(|byte| matches!(byte, b'-' | 0xE2))
}
