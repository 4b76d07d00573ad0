//! Corridors, railways, ports and companies that a figure is of.

use super::{Sight, dimension::is_dimension, memory::Kind, place::is_moved};
use crate::{
    extract::chunk::{ChunkKind, VerbGroup},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// Works that have no way of their own.
const DUG: [&str; 6] = ["mine", "dam", "power-plant", "gas-field", "oil-field", "refinery"];

impl Sight<'_> {
    pub(super) fn is_thing(&self, id: &EntityId) -> bool {
        matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure)
    }

    /// The corridor, railway, port or company that the figure is of.
    pub(super) fn thing(&self, measure: &str) -> Option<EntityId> {
        let items = self.items();
        let known = |id: &EntityId| self.reader.knowledge.get(id).map(|known| known.entity.subtype.clone());
        let company = |id: &&EntityId| id.kind() == EntityKind::Organisation && known(id).is_some_and(|subtype| subtype == "company");
        let thing = |id: &&EntityId| self.is_thing(id) && Kind::of(self.reader, id).is_none_or(|kind| kind.suits(measure));
        let before = || (0..self.at).rev().filter(|index| items[*index].entities().iter().any(|id| thing(&id)));
        let left = before().find(|index| !self.inserted(*index) && !self.describes(*index)).or_else(|| before().find(|index| !self.describes(*index)));
        let left = left.and_then(|index| items[index].entities().iter().find(thing));
        // "…; sur le corridor lui-même, …": what begins anew behind the figure is no longer of it.
        // "347 ponts, dont le pont X": one of those that are counted.
        let open = |index: &usize| !items[*index].is_mark(self.reader.text, ";") && !(*index > self.at && self.has_function(*index, "whose"));
        let right = || (self.at..items.len()).take_while(open).flat_map(|index| items[index].entities()).find(thing);
        if let Some(id) = left.or_else(right) {
            return Some(id.clone());
        }
        // A company is what a figure is of where it stands before the figure, and is no mere source.
        if !matches!(measure, "length" | "other:area")
            && !is_dimension(measure)
            && let Some(id) = (0..self.at).rev().filter(|index| !self.is_source(*index)).flat_map(|index| items[index].entities()).find(company)
        {
            return Some(id.clone());
        }
        let port = items.iter().enumerate().find(|(_, item)| item.is(&self.reader.language.lexicon, "place-head") && !item.entities().is_empty());
        let port = port.and_then(|(_, item)| item.entities().first());
        let is_port = |id: &&EntityId| known(id).is_some_and(|subtype| subtype == "port");
        port.or_else(|| items.iter().flat_map(Item::entities).find(is_port))
            .filter(|_| measure != "length" || self.quantity.unit.as_deref() == Some("m"))
            .cloned()
    }

    /// "selon la compagnie X": who only says it.
    pub(super) fn is_source(&self, index: usize) -> bool {
        let open = |before: &usize| self.items()[*before].kind != ItemKind::Mark;
        (index.saturating_sub(4)..index).rev().take_while(open).any(|before| self.has_function(before, "according"))
    }

    /// What is built that was named last; of how far goods go, a line rather than the mine or plant at its end.
    pub(super) fn built_for(&self, measure: &str) -> Option<&EntityId> {
        let built = self.memory.built()?;
        let laid = self.quantity.unit.as_deref() == Some("km") && measure == "length" || is_moved(measure);
        let dug = self.reader.knowledge.get(built).is_some_and(|known| DUG.contains(&known.entity.subtype.as_str()));
        let line = if laid && dug { self.memory.last(Kind::Line) } else { None };
        line.or(Some(built))
    }

    /// The thing named last; "l'ouvrage, long de 162 km": a work is no corridor.
    pub(super) fn thing_again(&self) -> Option<&EntityId> {
        let work = |item: &Item| item.entities().is_empty() && item.code(&self.reader.language.lexicon, "subject-again") == Some("work");
        if self.items().iter().any(work) { self.memory.built() } else { self.memory.thing() }
    }

    /// "les lignes A – B (272 km) et le contournement de C (73 km)": whether the bracket stands behind another member of the list.
    pub(super) fn is_of_next_member(&self, measure: &str, about: &[EntityId]) -> bool {
        let Some((open, _)) = self.bracket().filter(|(open, _)| measure == "length" && *open + 1 == self.at) else { return false };
        let named = (0..open).rev().find(|index| self.items()[*index].entities().iter().any(|id| about.contains(id)));
        named.is_some_and(|named| (named + 1..open).any(|index| self.sign(index).conj || self.is_mark(index, ",")))
    }

    /// Whether what is made is told to be of a thing that is spoken of and has no name: "la production de l'usine".
    fn is_made_there(&self) -> bool {
        let items = self.items();
        let made = |index: &usize| self.sign(*index).measure == Some("production") && self.has_function(index + 1, "of");
        let thing = |index: usize| {
            let item = &items[index];
            item.kind == ItemKind::Word && item.is(&self.reader.language.lexicon, "project-kind") && self.is_the(index - 1)
        };
        let named = |index: usize| items.get(index + 1).is_some_and(|next| self.has_function(index + 1, "of") || next.capital && next.kind != ItemKind::Mark);
        let near = (0..self.at).rev().find(made);
        near.is_some_and(|made| (made + 2..self.at.min(made + 4)).any(|index| thing(index) && !named(index)))
    }

    /// "le port A, qui fait partie du corridor B, a traité": what stands in a relative clause that ends before the figure's verb.
    pub(super) fn inserted(&self, item: usize) -> bool {
        let chunks = self.scene.chunks();
        let (inner, figure) = (self.signs.chunk[item], self.chunk);
        let opens = (1..inner)
            .rev()
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop))
            .find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_)) || self.has_function(chunks[*index].start, "whose"))
            .is_some_and(|open| matches!(chunks[open - 1].kind, ChunkKind::Comma));
        opens && (inner..figure).any(|index| matches!(chunks[index].kind, ChunkKind::Comma) && chunks[index + 1].verb().is_some_and(VerbGroup::is_finite))
    }

    /// "le port, maillon du corridor B, avait traité", "le port d'A, sur le corridor B, a reçu": what stands in an apposition to the bare noun or
    /// the place that the figure's verb has as its subject.
    fn describes(&self, item: usize) -> bool {
        let chunks = self.scene.chunks();
        let inner = self.signs.chunk[item];
        let comma = |index: &usize| matches!(chunks[*index].kind, ChunkKind::Comma);
        let Some(opens) = (1..inner).rev().find(comma) else { return false };
        let Some(closes) = (inner..self.chunk).find(comma) else { return false };
        let again = |index: usize| self.items()[index].entities().is_empty() && self.items()[index].is(&self.reader.language.lexicon, "subject-again");
        let bare = || again(chunks[opens].start - 1);
        let local = || chunks[opens - 1].noun().is_some_and(|noun| noun.entities.iter().any(|id| self.is_local(id)));
        let subject = chunks[opens - 1].noun().is_some() && (bare() || local());
        subject && chunks[closes + 1].verb().is_some_and(VerbGroup::is_finite) && !chunks[opens..closes].iter().any(|chunk| chunk.verb().is_some())
    }

    /// "entre Islamabad et Istanbul", "de la Chine à l'Europe": the ends of a way.
    pub(super) fn ends(&self) -> Option<&Vec<EntityId>> {
        self.signs.ends.get_or_init(|| self.find_ends()).as_ref()
    }

    fn find_ends(&self) -> Option<Vec<EntityId>> {
        let items = self.items();
        let place = |index: usize| {
            let item = items.get(index).filter(|item| matches!(item.kind, ItemKind::Name(_)) && !item.is_demonym())?;
            item.entities()
                .iter()
                .find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Country | EntityKind::Infrastructure))
                .cloned()
        };
        // With the article that may stand before it.
        let named =
            |from: usize| (from..from + 3).take_while(|index| *index == from || self.sign(*index - 1).det.is_some()).find(|index| place(*index).is_some());
        let links = |index: usize| {
            let verb = self.scene.chunks()[self.signs.chunk[index]].verb();
            verb.is_some_and(|verb| ["link", "arrive"].into_iter().any(|group| self.reader.language.verb_is(verb.lemma, group)))
        };
        // "Parti de Xi'an, le train a mis onze jours pour gagner Bakou"
        let apart = || {
            let verb = |index: usize, group: &str| {
                self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, group))
            };
            let from = (0..items.len()).find(|index| verb(*index, "leave") && self.has_function(index + 1, "of")).and_then(|index| named(index + 2))?;
            let to = (from + 1..items.len()).find(|index| verb(*index, "arrive")).and_then(|index| named(index + 1))?;
            Some(vec![place(from)?, place(to)?]).filter(|ends| ends[0] != ends[1])
        };
        let joined = (0..items.len()).find_map(|index| {
            // "relier Bakou à Chengdu", "rallier Istanbul depuis Xi'an"
            if links(index) {
                let first = named(index + 1)?;
                let second = named(first + 2).filter(|_| self.has_function(first + 1, "to") || self.has_function(first + 1, "from"))?;
                let (first, second) = if self.has_function(first + 1, "to") { (first, second) } else { (second, first) };
                return Some(vec![place(first)?, place(second)?]).filter(|ends| ends[0] != ends[1]);
            }
            let between = self.has_function(index, "between");
            let opens = between || self.has_function(index, "from") || self.has_function(index, "of");
            let first = opens.then(|| named(index + 1)).flatten()?;
            let joined = if between { self.sign(first + 1).conj } else { self.has_function(first + 1, "to") };
            let second = named(first + 2).filter(|_| joined)?;
            Some(vec![place(first)?, place(second)?]).filter(|ends| ends[0] != ends[1])
        });
        joined.or_else(apart)
    }

    /// "Longue de 523 km, dont 155 en Chine, la ligne X coûtera": the subject of the verb behind, where nobody is named before.
    pub(super) fn told_ahead(&self, measure: &str) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let finite = |index: &usize| chunks[*index].verb().is_some_and(VerbGroup::is_finite);
        if !self.items()[..self.at].iter().all(|item| item.entities().is_empty()) || (0..self.chunk).any(|index| finite(&index)) {
            return None;
        }
        let verb = (self.chunk + 1..chunks.len()).find(finite)?;
        let first = *self.scene.clauses.grammatical_subject(verb).first().filter(|first| **first > self.chunk + 1 && **first < verb)?;
        let comma = |index: usize| matches!(chunks[index - 1].kind, ChunkKind::Comma);
        // "Long de 20 km, l'ouvrage, maillon du corridor X, part": what stands by another in the same case is not it.
        let apart = |index: usize| comma(index) && chunks[index].noun().is_some_and(|noun| noun.quantity.is_none());
        if !comma(first) || (self.chunk + 1..first).any(apart) {
            return None;
        }
        let suits = |id: &&EntityId| Kind::of(self.reader, id).is_some_and(|kind| !kind.is_state() && kind.suits(measure));
        let end = (first..verb).find(|index| matches!(chunks[*index].kind, ChunkKind::Comma | ChunkKind::Open)).unwrap_or(verb);
        self.items()[chunks[first].start..chunks[end].start].iter().flat_map(Item::entities).find(suits).cloned()
    }

    /// "14 vols par semaine entre Tbilissi et Istanbul": the countries that a way joins.
    pub(super) fn lands_joined(&self) -> Option<Vec<EntityId>> {
        let ends = self.ends()?;
        let land = |id: &EntityId| self.reader.knowledge.get(id).and_then(|known| known.entity.country.clone()).unwrap_or_else(|| id.clone());
        let (first, second) = (land(&ends[0]), land(&ends[1]));
        Some(if first == second { vec![first] } else { vec![first, second] })
    }

    /// "un autre projet de voie ferrée, de 900 km": a thing that was not named before.
    pub(super) fn is_new(&self) -> bool {
        let headed = |index: usize| self.sign(index).head.is_some() && (1..=2).any(|back| index >= back && self.sign(index - back).det == Some("indefinite"));
        (0..self.at).rev().take(10).any(headed)
    }

    /// Whether the sentence speaks of a project, a plant or a line.
    pub(super) fn has_head(&self) -> bool {
        self.signs.list.iter().any(|sign| sign.head.is_some_and(|head| head != "none"))
    }

    /// Whether there is something to measure along: a thing that is named, now or shortly before, or all lines of a country.
    pub(super) fn is_along(&self) -> bool {
        let long = || self.signs.list.iter().any(|sign| sign.measure == Some("length"));
        self.has_thing() || self.memory.thing().is_some() || long() || self.network().is_some()
    }

    /// A bank or fund.
    pub(super) fn is_lender(&self, id: &EntityId) -> bool {
        self.reader.knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bank" | "fund"))
    }

    /// "30 000 kilomètres de gazoducs": of lines that nobody names.
    pub(super) fn is_of_lines(&self) -> bool {
        self.has_function(self.at + 1, "of") && !self.has_function(self.at + 1, "with-article") && self.sign(self.at + 2).measure == Some("length")
    }

    /// "les trains Chine-Europe": a country and a region that a hyphen joins are the ends of a line.
    pub(super) fn is_line_of_ends(&self) -> bool {
        let items = self.items();
        let far = |item: &Item| item.entities().iter().any(|id| id.kind() == EntityKind::Place);
        let near = |item: &Item| item.entities().iter().any(|id| id.kind() == EntityKind::Country);
        items.windows(2).any(|pair| near(&pair[0]) && far(&pair[1]) && pair[1].span.start - pair[0].span.end <= '–'.len_utf8())
            || items.windows(3).any(|pair| near(&pair[0]) && far(&pair[2]) && pair[1].kind == ItemKind::Mark && pair[1].span.start == pair[0].span.end)
    }
}

/// What a line can carry and how long it is is said of the line; a country in its place is a guess. Between two countries lies a border.
pub(super) fn is_guess(sight: &Sight<'_>, measure: &str, about: &[EntityId]) -> bool {
    let countries = about.iter().all(|id| id.kind() == EntityKind::Country);
    match measure {
        // "le réseau ferré kazakh compte 16 000 km"
        "length" if sight.network().is_some() || (0..sight.at).any(|index| sight.items()[index].is(&sight.reader.language.lexicon, "network-word")) => {
            about.len() != 1
        }
        // The output of a whole country is of no line and no town.
        "gdp" | "population" => {
            !about.iter().any(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::Place | EntityKind::City))
        }
        "freight-capacity" => countries && sight.network().is_none(),
        // "La production de l'usine sera de 5 millions de tonnes": of a plant that no name stands for.
        "production" if countries && sight.is_made_there() => true,
        // Whoever lends for a plant does not run it.
        "other:capacity" | "production" => about.iter().all(|id| sight.is_lender(id)),
        "other:speed" | "other:voltage" | "other:gauge" => about.iter().any(|id| id.kind() == EntityKind::Organisation),
        "other:flights" => countries && about.len() == 1,
        // "30 000 km de gazoducs sont en chantier en Chine"
        "length" => countries && about.len() == 1 && !sight.is_of_lines(),
        "other:depth" | "other:height" | "other:width" | "other:diameter" => countries,
        "other:area" => countries,
        "price/cost" => countries && about.len() == 1 && !sight.is_price_of_unit(),
        "duration" if about.len() == 2 => false,
        "duration" => {
            // "a traité 120 000 EVP en neuf mois": the time that is told is no town's.
            let town = !(sight.at > 0 && sight.has_function(sight.at - 1, "taking"));
            !about.iter().any(|id| match id.kind() {
                EntityKind::Corridor | EntityKind::Infrastructure | EntityKind::Country | EntityKind::Place => true,
                kind => kind == EntityKind::City && town,
            })
        }
        _ => false,
    }
}
