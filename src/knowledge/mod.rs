//! What the news takes for granted: `seeds/entities`, loaded and indexed.

mod events;
mod loader;
mod names;
mod network;
mod outlines;
mod posts;
mod relations;
mod spellings;
mod tables;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, LazyLock, OnceLock},
};

pub use loader::has_inner_capital;
pub use names::{NameEntry, NameKind, Names};
pub use network::{Leg, Mode, Network, NotFound, Route, Search, Segment, State};
pub use outlines::{Outline, Outlines};
pub use posts::Post;
pub use relations::established;
use rustc_hash::FxHashMap;
pub use spellings::Spellings;
pub use tables::{TableError, Tables};

use crate::{
    lang::{Cutting, Transliteration, folded},
    model::{Entity, EntityId, EntityKind, When},
};

/// Everything known beforehand.
#[derive(Debug, Default)]
pub struct Knowledge {
    tables: Tables,
    entities: Vec<Known>,
    by_slug: FxHashMap<Box<str>, u32>,
    by_id: FxHashMap<EntityId, u32>,
    /// The same by the numbers of the ids.
    by_number: Vec<u32>,
    by_name: OnceLock<HashMap<String, u32>>,
    tenures: FxHashMap<EntityId, Vec<u32>>,
    tenures_of: FxHashMap<EntityId, Vec<u32>>,
    events_by_name: OnceLock<HashMap<String, Vec<u32>>>,
    events_by_body: OnceLock<HashMap<String, Vec<u32>>>,
    outlines: OnceLock<Outlines>,
    network: OnceLock<Network>,
    spellings: OnceLock<Spellings>,
    transliteration: Option<Arc<Transliteration>>,
    cutting: Cutting,
    /// Names of all entities.
    pub names: Names,
    /// Tenures of offices.
    pub offices: Vec<Tenure>,
    /// Offices that should have a known holder.
    pub posts: Vec<Post>,
    /// When two countries established diplomatic relations, by the two in order.
    pub relations: BTreeMap<[EntityId; 2], When>,
    /// Dated events.
    pub events: Vec<KnownEvent>,
    /// Stretches of corridors in order.
    pub segments: Vec<Segment>,
    /// By table: its rows, and those whose source was verified.
    pub rows: BTreeMap<&'static str, (usize, usize)>,
    /// What does not fit in the shipped tables; a test rules that out.
    pub problems: Vec<TableError>,
}

/// Two entities in order.
pub fn pair(a: EntityId, b: EntityId) -> [EntityId; 2] {
    if a < b { [a, b] } else { [b, a] }
}

/// An entity with what only knowledge says of it.
#[derive(Debug)]
pub struct Known {
    /// The entity, shared with every reading that names it.
    pub entity: Arc<Entity>,
    /// The country whose capital it is.
    pub capital_of: Option<EntityId>,
    /// Of a town: whom its name stands for where the news speaks of governments, a country or a union of them.
    pub government: Option<EntityId>,
    /// Whether a person is a woman, where known.
    pub female: Option<bool>,
    /// Of a branch: the whole.
    pub branch_of: Option<EntityId>,
    /// Of an alliance or region: its members; of a corridor: the countries it crosses.
    pub members: Vec<EntityId>,
    /// Of a country: the part of the world that it is counted to.
    pub region: String,
}

/// Who held an office from when to when.
#[derive(Debug)]
pub struct Tenure {
    /// The holder.
    pub person: EntityId,
    /// Code of the role.
    pub role: String,
    /// The country or body.
    pub of: EntityId,
    /// Code of the portfolio, empty where there is none.
    pub portfolio: String,
    /// First day as far as known.
    pub start: Option<When>,
    /// Last day; nothing while in office or where unknown.
    pub end: Option<When>,
}

/// A dated event that dispatches refer to.
#[derive(Debug)]
pub struct KnownEvent {
    /// The event.
    pub event: EntityId,
    /// Code of its kind.
    pub kind: String,
    /// Where.
    pub place: Option<EntityId>,
    /// The country that it concerns.
    pub country: Option<EntityId>,
    /// The body that holds it.
    pub organiser: Option<EntityId>,
    /// When.
    pub date: When,
    /// How texts name it.
    pub names: Vec<String>,
}

impl Knowledge {
    /// The shipped knowledge, loaded once.
    ///
    /// # Errors
    /// [`TableError`] where a shipped table does not fit its form; the tests of this crate rule that out.
    pub fn shipped() -> Result<Arc<Self>, &'static TableError> {
        static SHIPPED: LazyLock<Result<Arc<Knowledge>, Vec<TableError>>> = LazyLock::new(|| Knowledge::load(Tables::shipped()).map(Arc::new));
        SHIPPED.as_ref().cloned().map_err(|errors| &errors[0])
    }

    /// Loads tables; one that is missing is taken as empty.
    ///
    /// # Errors
    /// The first row that cannot be read at all, or all that does not fit in the rows of a user.
    pub fn load(tables: Tables) -> Result<Self, Vec<TableError>> {
        loader::load(tables)
    }

    /// The same, with other rules for what spellings are of one name.
    #[must_use]
    pub fn spelt_by(self, rules: Transliteration) -> Self {
        Self { transliteration: Some(Arc::new(rules)), spellings: OnceLock::new(), ..self }
    }

    /// The same, with more stretches of corridors.
    #[must_use]
    pub fn with_segments(mut self, segments: Vec<Segment>) -> Self {
        self.segments.extend(segments);
        Self { network: OnceLock::new(), ..self }
    }

    /// The tables it was loaded from.
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// An entity by index.
    pub fn known(&self, index: u32) -> Option<&Known> {
        self.entities.get(index as usize)
    }

    /// An entity by id.
    pub fn get(&self, id: &EntityId) -> Option<&Known> {
        let index = match id.number() {
            Some(number) => self.by_number.get(number as usize),
            None => self.by_id.get(id),
        };
        index.and_then(|index| self.known(*index))
    }

    /// The id of the entity with this slug.
    pub fn slug(&self, slug: &str) -> Option<EntityId> {
        self.by_slug.get(slug).and_then(|index| self.known(*index)).map(|known| known.entity.id.clone())
    }

    /// The entity of that English name, the first of the tables where several bear it.
    pub fn named(&self, name: &str) -> Option<&Known> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name = HashMap::with_capacity(self.entities.len());
            for (index, known) in (0..).zip(&self.entities) {
                by_name.entry(known.entity.name.clone()).or_insert(index);
            }
            // A line that a text calls by the places it joins may be known by several English names.
            for (index, known) in
                (0..).zip(&self.entities).filter(|(_, known)| matches!(known.entity.id.kind(), EntityKind::Corridor | EntityKind::Infrastructure))
            {
                for (_, alias) in known.entity.aliases.iter().filter(|(tag, alias)| tag == "en" && alias.contains('-')) {
                    by_name.entry(alias.replace('-', "–")).or_insert(index);
                }
            }
            by_name
        });
        by_name.get(name).and_then(|index| self.known(*index))
    }

    /// The entities that a name names in full, in any language.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Known> {
        let full = self.names.whole(name, &self.cutting).iter().filter(|entry| entry.kind == NameKind::Full);
        full.filter_map(|entry| self.known(entry.entity))
    }

    /// The people who bear a family name.
    pub fn family(&self, name: &str) -> impl Iterator<Item = &Known> {
        self.names.whole(name, &self.cutting).iter().filter(|entry| entry.kind == NameKind::Family).filter_map(|entry| self.known(entry.entity))
    }

    /// The tenures of a person, in the order of the table.
    pub fn tenures(&self, person: &EntityId) -> impl DoubleEndedIterator<Item = &Tenure> {
        self.tenures.get(person).into_iter().flatten().filter_map(|index| self.offices.get(*index as usize))
    }

    /// The tenures of a role in a country or body, in the order of the table.
    pub fn holders(&self, role: &str, of: &EntityId) -> impl Iterator<Item = &Tenure> {
        let tenures = self.tenures_of.get(of).into_iter().flatten().filter_map(|index| self.offices.get(*index as usize));
        tenures.filter(move |tenure| tenure.role == role)
    }

    /// The event that texts name so, where one only bears the name; `name` is [`folded`].
    pub fn event(&self, name: &str) -> Option<&KnownEvent> {
        let by_name = self.events_by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
            for (index, event) in (0..).zip(&self.events) {
                for name in &event.names {
                    let events = by_name.entry(folded(name)).or_default();
                    if !events.contains(&index) {
                        events.push(index);
                    }
                }
            }
            by_name
        });
        match by_name.get(name)?.as_slice() {
            [only] => self.events.get(*only as usize),
            _ => None,
        }
    }

    /// All entities in the order of the tables.
    pub fn entities(&self) -> impl Iterator<Item = &Known> {
        self.entities.iter()
    }

    /// The city that an airport serves: the nearest one of its country, within half a degree.
    pub fn city_of(&self, id: &EntityId) -> Option<EntityId> {
        let airport = &self.get(id)?.entity;
        let (lat, lon) = airport.position.filter(|_| airport.subtype == "airport")?;
        let far = |known: &Known| {
            let (a, b) = known.entity.position?;
            Some((a - lat).hypot(b - lon)).filter(|far| *far < 0.5 && known.entity.country == airport.country)
        };
        let cities = self.entities().filter(|known| known.entity.id.kind() == EntityKind::City).filter_map(|known| Some((far(known)?, known)));
        cities.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.entity.id.cmp(&b.1.entity.id))).map(|(_, known)| known.entity.id.clone())
    }

    /// Whether a harbour lies near a spot.
    pub fn has_harbour(&self, (lat, lon): (f64, f64)) -> bool {
        let harbour = |known: &Known| matches!(known.entity.subtype.as_str(), "port" | "port-terminal");
        self.entities().filter(|known| harbour(known)).filter_map(|known| known.entity.position).any(|(a, b)| (a - lat).hypot(b - lon) < 0.5)
    }

    /// The capital of a country.
    pub fn capital(&self, country: &EntityId) -> Option<EntityId> {
        self.entities().find(|known| known.capital_of.as_ref() == Some(country)).map(|known| known.entity.id.clone())
    }

    /// The country that an entity is, lies in or belongs to.
    pub fn country_of(&self, id: &EntityId) -> Option<EntityId> {
        if id.kind() == EntityKind::Country {
            return Some(id.clone());
        }
        self.get(id).and_then(|known| known.entity.country.clone())
    }

    /// The outlines of countries, read when they are first asked for.
    pub fn outlines(&self) -> &Outlines {
        self.outlines.get_or_init(|| Outlines::read(self))
    }

    /// Names by the key of all their spellings, made when they are first asked for.
    pub fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| Spellings::new(self, self.transliteration.as_ref().unwrap_or_else(|| Transliteration::shipped())))
    }

    /// The network of corridors, tied when it is first asked for.
    pub fn network(&self) -> &Network {
        self.network.get_or_init(|| Network::new(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load_and_hold_together() {
        let knowledge = Knowledge::shipped().unwrap();
        assert!(knowledge.entities().count() > 2000);
        assert_eq!(knowledge.by_slug.len(), knowledge.entities.len(), "two rows share an id");
        let tokayev = knowledge.slug("kassym-jomart-tokayev").unwrap();
        assert_eq!(knowledge.country_of(&tokayev).unwrap().as_str(), "country/kazakhstan");
        assert!(knowledge.offices.iter().any(|tenure| tenure.person == tokayev && tenure.role == "president"));
    }
}
