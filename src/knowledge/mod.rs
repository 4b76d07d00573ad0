//! What the news takes for granted: `seeds/entities`, loaded and indexed.

mod names;
mod tables;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, LazyLock},
};

pub use names::{NameEntry, NameKind, Names};
pub use tables::TableError;
use tables::{CorridorRow, CountryRow, EventRow, OfficeRow, OrganisationRow, PersonRow, PlaceRow, cell, rows};

use crate::{
    lang::{Cutting, folded},
    model::{Entity, EntityId, EntityKind, When},
};

/// Everything known beforehand.
#[derive(Debug, Default)]
pub struct Knowledge {
    entities: Vec<Known>,
    by_id: HashMap<EntityId, u32>,
    by_slug: HashMap<String, u32>,
    by_name: HashMap<String, u32>,
    tenures: HashMap<EntityId, Vec<u32>>,
    events_by_name: HashMap<String, Vec<u32>>,
    /// Names of all entities.
    pub names: Names,
    /// Tenures of offices.
    pub offices: Vec<Tenure>,
    /// Dated events.
    pub events: Vec<KnownEvent>,
}

/// An entity with what only knowledge says of it.
#[derive(Debug)]
pub struct Known {
    /// The entity.
    pub entity: Entity,
    /// The country whose capital it is.
    pub capital_of: Option<EntityId>,
    /// Whether a person is a woman, where known.
    pub female: Option<bool>,
    /// Of a branch: the whole.
    pub branch_of: Option<EntityId>,
    /// Of an alliance: its members; of a corridor: the countries it crosses.
    pub members: Vec<EntityId>,
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

/// The shipped tables.
#[derive(rust_embed::RustEmbed)]
#[folder = "seeds/entities"]
#[include = "*.csv"]
struct Shipped;

/// The shipped tables by file name, in order.
pub fn shipped_files() -> BTreeMap<String, Cow<'static, [u8]>> {
    Shipped::iter().filter_map(|file| Some((file.to_string(), Shipped::get(&file)?.data))).collect()
}

impl Knowledge {
    /// The shipped knowledge, loaded once.
    ///
    /// # Errors
    /// [`TableError`] where a shipped table does not fit its form; the tests of this crate rule that out.
    pub fn shipped() -> Result<Arc<Self>, &'static TableError> {
        static SHIPPED: LazyLock<Result<Arc<Knowledge>, TableError>> =
            LazyLock::new(|| Knowledge::load(&|file| Shipped::get(file).map(|content| content.data)).map(Arc::new));
        SHIPPED.as_ref().cloned()
    }

    /// Loads the tables that `open` gives by file name; a table that it does not have is taken as empty.
    ///
    /// # Errors
    /// [`TableError`] names file and line of the first row that does not fit.
    pub fn load(open: &dyn Fn(&str) -> Option<Cow<'static, [u8]>>) -> Result<Self, TableError> {
        let bytes = |file: &str| open(file).unwrap_or_default();
        let mut knowledge = Self::default();
        let mut loader = Loader { cutting: Cutting { decimal: '.', thousands: Vec::new(), elisions: ["l", "d", "qu"].map(str::to_owned).to_vec() } };
        for row in rows::<CountryRow>("countries.csv", &bytes("countries.csv"))? {
            loader.country(&mut knowledge, row);
        }
        let capitals: HashMap<String, EntityId> = rows::<CountryRow>("countries.csv", &bytes("countries.csv"))?
            .into_iter()
            .map(|row| (row.capital, EntityId::new(EntityKind::Country, &row.id)))
            .collect();
        for row in rows::<PlaceRow>("places.csv", &bytes("places.csv"))? {
            loader.place(&mut knowledge, row, &capitals)?;
        }
        for row in rows::<OrganisationRow>("organisations.csv", &bytes("organisations.csv"))? {
            loader.organisation(&mut knowledge, row);
        }
        for row in rows::<CorridorRow>("corridors.csv", &bytes("corridors.csv"))? {
            loader.corridor(&mut knowledge, row)?;
        }
        for row in rows::<PersonRow>("people.csv", &bytes("people.csv"))? {
            loader.person(&mut knowledge, row);
        }
        for row in rows::<OfficeRow>("offices.csv", &bytes("offices.csv"))? {
            if let (Some(person), Some(of)) = (knowledge.slug(&row.person), knowledge.slug(&row.of)) {
                let (start, end) = (row.start.parse().ok(), row.end.parse().ok());
                knowledge.tenures.entry(person.clone()).or_default().push(knowledge.offices.len() as u32);
                knowledge.offices.push(Tenure { person, role: row.role, of, portfolio: row.portfolio, start, end });
            }
        }
        for row in rows::<EventRow>("events.csv", &bytes("events.csv"))? {
            loader.event(&mut knowledge, row);
        }
        Ok(knowledge)
    }

    /// An entity by index.
    pub fn known(&self, index: u32) -> Option<&Known> {
        self.entities.get(index as usize)
    }

    /// An entity by id.
    pub fn get(&self, id: &EntityId) -> Option<&Known> {
        self.by_id.get(id).and_then(|index| self.known(*index))
    }

    /// The id of the entity with this slug.
    pub fn slug(&self, slug: &str) -> Option<EntityId> {
        self.by_slug.get(slug).and_then(|index| self.known(*index)).map(|known| known.entity.id.clone())
    }

    /// The entity of that English name, the first of the tables where several bear it.
    pub fn named(&self, name: &str) -> Option<&Known> {
        self.by_name.get(name).and_then(|index| self.known(*index))
    }

    /// The tenures of a person, in the order of the table.
    pub fn tenures(&self, person: &EntityId) -> impl DoubleEndedIterator<Item = &Tenure> {
        self.tenures.get(person).into_iter().flatten().filter_map(|index| self.offices.get(*index as usize))
    }

    /// The event that texts name so, where one only bears the name; `name` is [`folded`].
    pub fn event(&self, name: &str) -> Option<&KnownEvent> {
        match self.events_by_name.get(name)?.as_slice() {
            [only] => self.events.get(*only as usize),
            _ => None,
        }
    }

    /// All entities in the order of the tables.
    pub fn entities(&self) -> impl Iterator<Item = &Known> {
        self.entities.iter()
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

    fn push(&mut self, known: Known, slug: &str) -> u32 {
        let index = self.entities.len() as u32;
        self.by_id.insert(known.entity.id.clone(), index);
        self.by_slug.insert(slug.to_owned(), index);
        self.by_name.entry(known.entity.name.clone()).or_insert(index);
        self.entities.push(known);
        index
    }
}

struct Loader {
    cutting: Cutting,
}

impl Loader {
    fn country(&mut self, knowledge: &mut Knowledge, row: CountryRow) {
        let mut known = fresh(EntityKind::Country, &row.id, &row.name, [&row.names_fr, &row.names_en, &row.names_ru], &row.wikidata);
        known.entity.iso = (!row.iso2.is_empty()).then_some((row.iso2, row.iso3));
        known.entity.position = row.lat.zip(row.lon);
        known.entity.country = Some(known.entity.id.clone());
        let index = knowledge.push(known, &row.id);
        self.names(knowledge, index, [&row.name, &row.names_fr, &row.names_en, &row.names_ru], false);
        for demonym in [&row.demonyms_fr, &row.demonyms_en, &row.demonyms_ru].into_iter().flat_map(|cell_text| cell(cell_text)) {
            let kind = if demonym.ends_with('-') { NameKind::Prefix } else { NameKind::Demonym };
            self.name(knowledge, demonym.trim_end_matches(['-', '*']), index, kind, false);
        }
    }

    fn place(&mut self, knowledge: &mut Knowledge, row: PlaceRow, capitals: &HashMap<String, EntityId>) -> Result<(), TableError> {
        let kind = row.r#type.parse().unwrap_or(EntityKind::Place);
        let mut known = fresh(kind, &row.id, &row.name, [&row.names_fr, &row.names_en, &row.names_ru], &row.wikidata);
        known.entity.position = row.lat.zip(row.lon);
        known.entity.country = knowledge.slug(&row.country);
        known.entity.subtype = row.subtype;
        known.capital_of = capitals.get(&row.id).cloned();
        let index = knowledge.push(known, &row.id);
        self.names(knowledge, index, [&row.name, &row.names_fr, &row.names_en, &row.names_ru], row.needs_context == "1");
        Ok(())
    }

    fn organisation(&mut self, knowledge: &mut Knowledge, row: OrganisationRow) {
        let mut known = fresh(EntityKind::Organisation, &row.id, &row.name, [&row.names_fr, &row.names_en, &row.names_ru], &row.wikidata);
        known.entity.country = knowledge.slug(&row.country);
        known.entity.subtype = row.kind;
        known.members = cell(&row.members).filter_map(|slug| knowledge.slug(slug)).collect();
        let index = knowledge.push(known, &row.id);
        self.names(knowledge, index, [&row.name, &row.names_fr, &row.names_en, &row.names_ru], row.needs_context == "1");
    }

    fn corridor(&mut self, knowledge: &mut Knowledge, row: CorridorRow) -> Result<(), TableError> {
        let kind = row.r#type.parse().unwrap_or(EntityKind::Corridor);
        let mut known = fresh(kind, &row.id, &row.name, [&row.names_fr, &row.names_en, &row.names_ru], &row.wikidata);
        known.entity.subtype = row.kind;
        known.branch_of = knowledge.slug(&row.branch_of);
        known.members = cell(&row.countries).filter_map(|slug| knowledge.slug(slug)).collect();
        let _ = row.nodes;
        let index = knowledge.push(known, &row.id);
        self.names(knowledge, index, [&row.name, &row.names_fr, &row.names_en, &row.names_ru], false);
        for name in cell(&row.local_names_fr) {
            self.name(knowledge, name, index, NameKind::Local, false);
        }
        Ok(())
    }

    fn person(&mut self, knowledge: &mut Knowledge, row: PersonRow) {
        let mut known = fresh(EntityKind::Person, &row.id, &row.name, [&row.names_fr, &row.names_en, &row.names_ru], &row.wikidata);
        known.entity.country = knowledge.slug(&row.country);
        known.female = match row.sex.as_str() {
            "f" => Some(true),
            "m" => Some(false),
            _ => None,
        };
        let index = knowledge.push(known, &row.id);
        self.names(knowledge, index, [&row.name, &row.names_fr, &row.names_en, &row.names_ru], false);
        for family in cell(&row.family) {
            self.name(knowledge, family, index, NameKind::Family, false);
        }
    }

    fn event(&mut self, knowledge: &mut Knowledge, row: EventRow) {
        let Ok(start) = row.start.parse::<When>() else { return };
        let date = match row.end.parse::<When>() {
            Ok(end) if end != start => When::between(start.from, end.from),
            _ => start,
        };
        let mut known = fresh(EntityKind::Event, &row.id, &row.name, [&row.names_fr, "", ""], "");
        known.entity.subtype.clone_from(&row.kind);
        known.entity.country = knowledge.slug(&row.country);
        let event = known.entity.id.clone();
        let (place, country, organiser) = (knowledge.slug(&row.place), knowledge.slug(&row.country), knowledge.slug(&row.organiser));
        knowledge.push(known, &row.id);
        let names: Vec<String> = cell(&row.names_fr).map(str::to_owned).collect();
        for name in names.iter().map(|name| folded(name)).collect::<BTreeSet<_>>() {
            knowledge.events_by_name.entry(name).or_default().push(knowledge.events.len() as u32);
        }
        knowledge.events.push(KnownEvent { event, kind: row.kind, place, country, organiser, date, names });
    }

    fn names(&mut self, knowledge: &mut Knowledge, entity: u32, cells: [&str; 4], needs_context: bool) {
        for name in cells.into_iter().flat_map(cell) {
            // Only single words and acronyms of such a row are doubtful: a long name speaks for itself.
            let doubtful = needs_context && !name.contains([' ', '-']);
            self.name(knowledge, name, entity, NameKind::Full, doubtful);
        }
    }

    fn name(&mut self, knowledge: &mut Knowledge, name: &str, entity: u32, kind: NameKind, needs_context: bool) {
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let count = letters.clone().count();
        if count < 2 || name.contains('(') {
            return;
        }
        let capitals = count <= 5 && letters.clone().all(char::is_uppercase);
        let lower = !name.chars().any(char::is_uppercase);
        knowledge.names.add(name, NameEntry { entity, kind, needs_context, capitals, lower }, &self.cutting);
    }
}

fn fresh(kind: EntityKind, slug: &str, name: &str, names: [&str; 3], wikidata: &str) -> Known {
    let mut labels = BTreeMap::new();
    let mut aliases = Vec::new();
    for (tag, names) in ["fr", "en", "ru"].into_iter().zip(names) {
        for (index, alias) in cell(names).enumerate() {
            if index == 0 {
                labels.insert(tag.to_owned(), alias.to_owned());
            } else {
                aliases.push((tag.to_owned(), alias.to_owned()));
            }
        }
    }
    labels.insert("en".to_owned(), name.to_owned());
    let entity = Entity {
        id: EntityId::new(kind, slug),
        name: name.to_owned(),
        labels,
        aliases,
        wikidata: (!wikidata.is_empty()).then(|| wikidata.to_owned()),
        iso: None,
        position: None,
        country: None,
        subtype: String::new(),
    };
    Known { entity, capital_of: None, female: None, branch_of: None, members: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load_and_hold_together() {
        let knowledge = Knowledge::shipped().unwrap();
        assert!(knowledge.entities().count() > 2000);
        assert_eq!(knowledge.by_id.len(), knowledge.entities.len(), "two rows have one id");
        assert_eq!(knowledge.by_slug.len(), knowledge.entities.len(), "two tables share an id");
        let tokayev = knowledge.slug("kassym-jomart-tokayev").unwrap();
        assert_eq!(knowledge.country_of(&tokayev).unwrap().as_str(), "country/kazakhstan");
        assert!(knowledge.offices.iter().any(|tenure| tenure.person == tokayev && tenure.role == "president"));
    }
}
