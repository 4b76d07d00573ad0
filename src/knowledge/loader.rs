//! From tables to knowledge: each row becomes an entity, a tenure, a stretch, with its names in the tree.

use std::{collections::BTreeMap, collections::HashMap, str::FromStr, sync::Arc};

use crate::{
    knowledge::{
        Knowledge, Known, KnownEvent, NameEntry, NameKind, Post, Segment, TableError, Tables, Tenure,
        names::Planter,
        network::{Mode, State},
        pair,
        tables::{Row, cell},
    },
    lang::Cutting,
    model::{Entity, EntityId, EntityKind, When},
};

/// How many words, names and steps between them there is room for before anything must grow.
const ROOM: usize = 1 << 16;

/// What a source begins with that nobody has checked.
const UNVERIFIED: &str = "unverified";

pub(super) fn load(tables: Tables) -> Result<Knowledge, Vec<TableError>> {
    let cutting = Cutting { decimal: '.', thousands: Vec::new(), elisions: ["l", "d", "qu"].map(str::to_owned).to_vec() };
    let mut loader = Loader {
        knowledge: Knowledge { cutting: cutting.clone(), ..Knowledge::default() },
        planter: Planter::new(cutting, ROOM),
        capitals: HashMap::new(),
        later: Vec::new(),
        own: Vec::new(),
    };
    loader.tables(&tables).map_err(|error| vec![error])?;
    if !loader.own.is_empty() {
        return Err(loader.own);
    }
    let mut knowledge = loader.knowledge;
    knowledge.names = loader.planter.finish();
    knowledge.tables = tables;
    Ok(knowledge)
}

/// The entity of a row that is still being read.
fn own(known: &mut Known) -> &mut Entity {
    Arc::make_mut(&mut known.entity)
}

/// A reference to an entity that may stand further down.
struct Later {
    entity: u32,
    slug: String,
    error: TableError,
    own: bool,
    member: bool,
}

struct Loader {
    knowledge: Knowledge,
    planter: Planter,
    /// Countries by the slug of their capital.
    capitals: HashMap<String, EntityId>,
    later: Vec<Later>,
    own: Vec<TableError>,
}

type Read = fn(&mut Loader, &Row<'_>);

impl Loader {
    fn tables(&mut self, tables: &Tables) -> Result<(), TableError> {
        let order: [(&'static str, Read); 11] = [
            ("countries.csv", Self::country),
            ("places.csv", Self::place),
            ("organisations.csv", Self::organisation),
            ("corridors.csv", Self::corridor),
            ("people.csv", Self::person),
            ("offices.csv", Self::office),
            ("posts.csv", Self::post),
            ("memberships.csv", Self::membership),
            ("segments.csv", Self::segment),
            ("events.csv", Self::event),
            ("relations.csv", Self::relation),
        ];
        for (table, read) in order {
            let mut count = (0, 0);
            tables.rows(table, &mut |row| {
                count.0 += 1;
                count.1 += usize::from(!row.text("source").starts_with(UNVERIFIED) && !row.text("source").is_empty());
                read(self, row);
            })?;
            if count.0 > 0 {
                self.knowledge.rows.insert(table.trim_end_matches(".csv"), count);
            }
            self.refer();
        }
        Ok(())
    }

    /// Looks up what the rows of a table refer to, now that all of them are there.
    fn refer(&mut self) {
        for later in std::mem::take(&mut self.later) {
            match (self.knowledge.slug(&later.slug), self.knowledge.entities.get_mut(later.entity as usize)) {
                (Some(id), Some(known)) if later.member => known.members.push(id),
                (Some(id), Some(known)) => known.branch_of = Some(id),
                _ => self.report(later.own, later.error),
            }
        }
    }

    fn report(&mut self, own: bool, error: TableError) {
        if own { &mut self.own } else { &mut self.knowledge.problems }.push(error);
    }

    fn wrong(&mut self, row: &Row<'_>, column: &str, what: String) {
        self.report(row.own(), row.error(column, what));
    }

    /// The entity that a column names by its id.
    fn entity(&mut self, row: &Row<'_>, column: &str) -> Option<EntityId> {
        let slug = row.text(column);
        let found = self.knowledge.slug(slug);
        if found.is_none() && !slug.is_empty() {
            self.wrong(row, column, format!("nothing has the id `{slug}`"));
        }
        found
    }

    /// The value of a column in a form of its own; nothing where it is empty.
    fn parsed<T: FromStr>(&mut self, row: &Row<'_>, column: &str, form: &str) -> Option<T> {
        let text = row.text(column);
        let value = text.parse().ok();
        if value.is_none() && !text.is_empty() {
            self.wrong(row, column, format!("`{text}` is no {form}"));
        }
        value
    }

    fn date(&mut self, row: &Row<'_>, column: &str) -> Option<When> {
        self.parsed(row, column, "date (2024, 2024-11, 2024-11-05)")
    }

    fn position(&mut self, row: &Row<'_>) -> Option<(f64, f64)> {
        let mut degrees = |column, limit: f64| {
            let value: f64 = self.parsed(row, column, "number of degrees")?;
            if value.abs() > limit || value.is_nan() {
                self.wrong(row, column, format!("`{value}` is beyond {limit} degrees"));
            }
            Some(value)
        };
        degrees("lat", 90.0).zip(degrees("lon", 180.0))
    }

    /// A fresh entity; `plain` is its kind where the row names none.
    fn fresh(&mut self, row: &Row<'_>, plain: EntityKind) -> Known {
        let kind = self.parsed(row, "type", "kind of entity").unwrap_or(plain);
        let (slug, name, wikidata) = (row.text("id"), row.text("name"), row.text("wikidata"));
        for (column, value) in [("id", slug), ("name", name)] {
            if value.is_empty() {
                self.wrong(row, column, "is empty".to_owned());
            }
        }
        if !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            self.wrong(row, "id", format!("`{slug}` is no id: lower-case letters, digits and hyphens"));
        }
        if !wikidata.is_empty() && !wikidata.strip_prefix('Q').is_some_and(|digits| digits.starts_with(|c| c != '0') && digits.parse::<u64>().is_ok()) {
            self.wrong(row, "wikidata", format!("`{wikidata}` is no Wikidata id (Q1234)"));
        }
        let mut labels = BTreeMap::new();
        let mut aliases = Vec::new();
        for (tag, column) in NAMES {
            for (index, alias) in row.values(column).enumerate() {
                if index == 0 {
                    labels.insert(tag.to_owned(), alias.to_owned());
                } else {
                    aliases.push((tag.to_owned(), alias.to_owned()));
                }
            }
        }
        labels.insert("en".to_owned(), name.to_owned());
        let entity = Entity {
            id: EntityId::known(kind, slug),
            name: name.to_owned(),
            labels,
            aliases,
            wikidata: (!wikidata.is_empty()).then(|| wikidata.to_owned()),
            iso: None,
            position: None,
            country: None,
            subtype: String::new(),
        };
        Known { entity: Arc::new(entity), capital_of: None, government: None, female: None, branch_of: None, members: Vec::new(), region: String::new() }
    }

    fn push(&mut self, row: &Row<'_>, known: Known) -> u32 {
        let slug = row.text("id");
        let index = self.knowledge.entities.len() as u32;
        if let Some(other) = self.knowledge.by_slug.insert(slug.into(), index) {
            let kind = self.knowledge.known(other).map_or("", |known| known.entity.kind().name());
            self.wrong(row, "id", format!("`{slug}` is already the id of a {kind}"));
        }
        if let Some(number) = known.entity.id.number() {
            let by_number = &mut self.knowledge.by_number;
            by_number.resize(by_number.len().max(number as usize + 1), u32::MAX);
            by_number[number as usize] = index;
        }
        self.knowledge.by_id.insert(known.entity.id.clone(), index);
        self.knowledge.entities.push(known);
        index
    }

    fn country(&mut self, row: &Row<'_>) {
        let mut known = self.fresh(row, EntityKind::Country);
        own(&mut known).iso = (!row.text("iso2").is_empty()).then(|| (row.text("iso2").to_owned(), row.text("iso3").to_owned()));
        own(&mut known).position = self.position(row);
        let id = known.entity.id.clone();
        own(&mut known).country = Some(id);
        row.text("region").clone_into(&mut known.region);
        self.capitals.insert(row.text("capital").to_owned(), known.entity.id.clone());
        let index = self.push(row, known);
        self.names(row, index, false);
        for demonym in ["demonyms_fr", "demonyms_en", "demonyms_ru"].into_iter().flat_map(|column| row.values(column)) {
            let kind = if demonym.ends_with('-') { NameKind::Prefix } else { NameKind::Demonym };
            self.name(demonym.trim_end_matches(['-', '*']), index, kind, false);
        }
    }

    fn place(&mut self, row: &Row<'_>) {
        let mut known = self.fresh(row, EntityKind::Place);
        own(&mut known).position = self.position(row);
        own(&mut known).country = self.entity(row, "country");
        row.text("subtype").clone_into(&mut own(&mut known).subtype);
        known.capital_of = self.capitals.get(row.text("id")).cloned();
        known.government = known.capital_of.clone();
        let index = self.push(row, known);
        self.names(row, index, row.text("needs_context") == "1");
    }

    fn organisation(&mut self, row: &Row<'_>) {
        let mut known = self.fresh(row, EntityKind::Organisation);
        own(&mut known).country = self.entity(row, "country");
        row.text("kind").clone_into(&mut own(&mut known).subtype);
        let (id, seat) = (known.entity.id.clone(), self.entity(row, "seat"));
        let index = self.push(row, known);
        self.names(row, index, row.text("needs_context") == "1");
        if let Some(&town) = seat.and_then(|_| self.knowledge.by_slug.get(row.text("seat")))
            && let Some(town) = self.knowledge.entities.get_mut(town as usize)
        {
            town.government = Some(id);
        }
    }

    fn corridor(&mut self, row: &Row<'_>) {
        let mut known = self.fresh(row, EntityKind::Corridor);
        row.text("kind").clone_into(&mut own(&mut known).subtype);
        let index = self.push(row, known);
        self.members(row, "countries", index);
        let whole = row.text("branch_of");
        if !whole.is_empty() {
            let error = row.error("branch_of", format!("nothing has the id `{whole}`"));
            self.later.push(Later { entity: index, slug: whole.to_owned(), error, own: row.own(), member: false });
        }
        self.names(row, index, false);
        for name in row.values("local_names_fr") {
            self.name(name, index, NameKind::Local, false);
        }
    }

    fn person(&mut self, row: &Row<'_>) {
        let mut known = self.fresh(row, EntityKind::Person);
        own(&mut known).country = self.entity(row, "country");
        known.female = match row.text("sex") {
            "f" => Some(true),
            "m" => Some(false),
            _ => None,
        };
        let index = self.push(row, known);
        self.names(row, index, false);
        for family in row.values("family") {
            self.name(family, index, NameKind::Family, false);
        }
    }

    fn office(&mut self, row: &Row<'_>) {
        let (start, end) = (self.date(row, "start"), self.date(row, "end"));
        let (Some(person), Some(of)) = (self.entity(row, "person"), self.entity(row, "of")) else { return };
        let knowledge = &mut self.knowledge;
        let index = knowledge.offices.len() as u32;
        knowledge.tenures.entry(person.clone()).or_default().push(index);
        knowledge.tenures_of.entry(of.clone()).or_default().push(index);
        let (role, portfolio) = (row.text("role").to_owned(), row.text("portfolio").to_owned());
        knowledge.offices.push(Tenure { person, role, of, portfolio, start, end });
    }

    fn post(&mut self, row: &Row<'_>) {
        let (start, end) = (self.date(row, "start"), self.date(row, "end"));
        let Some(start) = start else { return };
        for slug in row.values("of") {
            let Some(of) = self.knowledge.slug(slug) else {
                self.wrong(row, "of", format!("nothing has the id `{slug}`"));
                continue;
            };
            let codes = row.values("held_as").map(|held| held.split_once('/').unwrap_or((held, "")));
            let held_as = codes.map(|(role, portfolio)| (role.to_owned(), portfolio.to_owned())).collect();
            self.knowledge.posts.push(Post { office: row.text("office").to_owned(), of, held_as, start, end });
        }
    }

    fn membership(&mut self, row: &Row<'_>) {
        let (_, end) = (self.date(row, "start"), self.date(row, "end"));
        let (Some(member), Some(_)) = (self.entity(row, "member"), self.entity(row, "organisation")) else { return };
        if row.text("status") == "member"
            && end.is_none()
            && let Some(index) = self.knowledge.by_slug.get(row.text("organisation"))
            && let Some(known) = self.knowledge.entities.get_mut(*index as usize)
        {
            known.members.push(member);
        }
    }

    fn segment(&mut self, row: &Row<'_>) {
        let order = self.parsed(row, "order", "number").unwrap_or_default();
        let length_km = self.parsed(row, "length_km", "length in kilometres");
        let mode = self.parsed(row, "mode", Mode::FORM);
        let state = self.parsed(row, "status", State::FORM);
        let (Some(corridor), Some(from), Some(to)) = (self.entity(row, "corridor"), self.entity(row, "from"), self.entity(row, "to")) else { return };
        if mode.is_none() || state.is_none() {
            return;
        }
        self.knowledge.segments.push(Segment { corridor, order, from, to, mode, state, length_km, documents: Vec::new() });
    }

    fn event(&mut self, row: &Row<'_>) {
        let (start, end) = (self.date(row, "start"), self.date(row, "end"));
        let Some(start) = start else { return };
        let date = match end {
            Some(end) if end != start => When::between(start.from, end.from),
            _ => start,
        };
        let mut known = self.fresh(row, EntityKind::Event);
        row.text("kind").clone_into(&mut own(&mut known).subtype);
        let (place, country, organiser) = (self.entity(row, "place"), self.entity(row, "country"), self.entity(row, "organiser"));
        own(&mut known).country.clone_from(&country);
        let event = known.entity.id.clone();
        self.push(row, known);
        let names = row.values("names_fr").map(str::to_owned).collect();
        self.knowledge.events.push(KnownEvent { event, kind: row.text("kind").to_owned(), place, country, organiser, date, names });
    }

    fn relation(&mut self, row: &Row<'_>) {
        let (a, b, established) = (self.entity(row, "a"), self.entity(row, "b"), self.date(row, "established"));
        if let (Some(a), Some(b), Some(established)) = (a, b, established) {
            self.knowledge.relations.insert(pair(a, b), established);
        }
    }

    fn members(&mut self, row: &Row<'_>, column: &str, entity: u32) {
        for slug in row.values(column) {
            let error = row.error(column, format!("nothing has the id `{slug}`"));
            self.later.push(Later { entity, slug: slug.to_owned(), error, own: row.own(), member: true });
        }
    }

    fn names(&mut self, row: &Row<'_>, entity: u32, needs_context: bool) {
        // Many a name is the same in several languages.
        let mut seen: Vec<&str> = Vec::new();
        for name in std::iter::once("name").chain(NAMES.map(|(_, column)| column)).flat_map(|column| cell(row.text(column))) {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            // Only single words and acronyms of such a row are doubtful: a long name speaks for itself, and so does one with a capital inside.
            let doubtful = needs_context && !name.contains([' ', '-']) && !has_inner_capital(name);
            self.name(name, entity, NameKind::Full, doubtful);
        }
    }

    fn name(&mut self, name: &str, entity: u32, kind: NameKind, needs_context: bool) {
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let count = letters.clone().count();
        // "G7" has one letter, and is a name.
        if name.chars().filter(|c| c.is_alphanumeric()).count() < 2 || count == 0 || name.contains('(') {
            return;
        }
        let capitals = count <= 5 && letters.clone().all(char::is_uppercase);
        let lower = !name.chars().any(char::is_uppercase);
        self.planter.add(name, NameEntry { entity, kind, needs_context, capitals, lower });
    }
}

/// Whether a capital stands behind a small letter: "TotalEnergies".
pub fn has_inner_capital(name: &str) -> bool {
    let mut before = false;
    name.chars().any(|letter| {
        let inner = before && letter.is_uppercase();
        before = letter.is_lowercase();
        inner
    })
}

/// The languages of names, with their columns.
const NAMES: [(&str, &str); 3] = [("fr", "names_fr"), ("en", "names_en"), ("ru", "names_ru")];
