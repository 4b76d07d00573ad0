//! Who and what a text speaks of.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// The kinds of entity. The names are those of the flat records and of the ontology's classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A state or a territory that the news names like one.
    Country,
    /// A city or town.
    City,
    /// A region, sea, border post, station, building.
    Place,
    /// A human being.
    Person,
    /// A state body, company, alliance, bank, medium.
    Organisation,
    /// A named transport corridor, route or branch of one.
    Corridor,
    /// A named railway, terminal, plant, pipeline.
    Infrastructure,
    /// A named agreement.
    Agreement,
    /// A named summit, forum, council session, election.
    Event,
}

impl EntityKind {
    /// All kinds, in the order of the reference page.
    pub const ALL: [Self; 9] =
        [Self::Country, Self::City, Self::Place, Self::Person, Self::Organisation, Self::Corridor, Self::Infrastructure, Self::Agreement, Self::Event];

    /// The name in records and in the ontology.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Country => "Country",
            Self::City => "City",
            Self::Place => "Place",
            Self::Person => "Person",
            Self::Organisation => "Organisation",
            Self::Corridor => "Corridor",
            Self::Infrastructure => "Infrastructure",
            Self::Agreement => "Agreement",
            Self::Event => "Event",
        }
    }

    /// The folder of its IRIs: `…id/<folder>/<slug>`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::City => "city",
            Self::Place => "place",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Corridor => "corridor",
            Self::Infrastructure => "infrastructure",
            Self::Agreement => "agreement",
            Self::Event => "event",
        }
    }

    /// The kind whose IRIs lie in the folder.
    fn of_folder(folder: &str) -> Option<Self> {
        Some(match folder {
            "country" => Self::Country,
            "city" => Self::City,
            "place" => Self::Place,
            "person" => Self::Person,
            "organisation" => Self::Organisation,
            "corridor" => Self::Corridor,
            "infrastructure" => Self::Infrastructure,
            "agreement" => Self::Agreement,
            "event" => Self::Event,
            _ => return None,
        })
    }

    /// Whether it is a stretch of the earth.
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Country | Self::City | Self::Place)
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No kind of entity has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of entity")]
pub struct UnknownKind(String);

impl FromStr for EntityKind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::of_folder(name).or_else(|| Self::ALL.into_iter().find(|kind| kind.name() == name)).ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

/// Names one entity: `<kind>/<slug>`, the part of its IRI after `…id/`. Cheap to copy.
#[derive(Clone)]
pub struct EntityId(Held);

/// An id with the hash of its path, by which most ids that differ are told apart. That of somebody whom a table knows, as nearly all in a text,
/// is kept for the life of the program, the same once: it is copied without counting.
#[derive(Clone)]
enum Held {
    Known { kind: EntityKind, hash: u32, number: u32, path: &'static Path },
    Fresh { kind: EntityKind, hash: u32, path: Arc<str> },
}

/// A path that is kept: one pointer to it is shorter than a text.
struct Path(Box<str>);

/// Some entities, most often one, which then lies where the list does.
pub type EntityIds = SmallVec<[EntityId; 1]>;

impl PartialEq for EntityId {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.hash() == other.hash()
            && match (&self.0, &other.0) {
                (Held::Known { number: own, .. }, Held::Known { number: other, .. }) => own == other,
                _ => self.is_path(other),
            }
    }
}

impl PartialOrd for EntityId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for EntityId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EntityId").field(&self.as_str()).finish()
    }
}

impl Eq for EntityId {}

impl Hash for EntityId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.hash());
    }
}

impl EntityId {
    /// The id of an entity of this kind and slug.
    pub fn new(kind: EntityKind, slug: &str) -> Self {
        Self::of(&[kind.folder(), "/", slug].concat(), kind)
    }

    /// The same of an entity that a table knows.
    pub fn known(kind: EntityKind, slug: &str) -> Self {
        static KEPT: Mutex<FxHashMap<&'static str, (u32, &'static Path)>> = Mutex::new(FxHashMap::with_hasher(FxBuildHasher));
        let path = [kind.folder(), "/", slug].concat();
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, path) = kept.get(path.as_str()).copied().unwrap_or_else(|| {
            let fresh: (u32, &'static Path) = (kept.len() as u32, Box::leak(Box::new(Path(path.into()))));
            kept.insert(&fresh.1.0, fresh);
            fresh
        });
        Self(Held::Known { kind, hash: hash(&path.0), number, path })
    }

    /// Which of all that are known it is: ids of tables have small numbers, each its own.
    #[inline]
    pub(crate) const fn number(&self) -> Option<u32> {
        if let Held::Known { number, .. } = &self.0 { Some(*number) } else { None }
    }

    /// The id that stands in the tail of an IRI, if it is one.
    pub fn from_path(path: &str) -> Option<Self> {
        let (folder, slug) = path.split_once('/')?;
        let kind = EntityKind::of_folder(folder)?;
        (!slug.is_empty()).then(|| Self::of(path, kind))
    }

    fn of(path: &str, kind: EntityKind) -> Self {
        Self(Held::Fresh { kind, hash: hash(path), path: path.into() })
    }

    #[inline(never)]
    fn is_path(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }

    #[inline]
    const fn hash(&self) -> u32 {
        let (Held::Known { hash, .. } | Held::Fresh { hash, .. }) = &self.0;
        *hash
    }

    /// `<kind>/<slug>`.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::Known { path, .. } => &path.0,
            Held::Fresh { path, .. } => path,
        }
    }

    /// Its kind.
    #[inline]
    pub const fn kind(&self) -> EntityKind {
        let (Held::Known { kind, .. } | Held::Fresh { kind, .. }) = &self.0;
        *kind
    }

    /// Its path without the kind.
    pub fn slug(&self) -> &str {
        &self.as_str()[self.kind().folder().len() + 1..]
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn hash(path: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(path.as_bytes());
    (hasher.finish() >> 16) as u32
}

/// An entity with its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// The usual English name, or the name as found where none is known.
    pub name: String,
    /// The preferred name by language (BCP 47 tag).
    pub labels: BTreeMap<String, String>,
    /// Every other name, by language; the tag is empty where the language is not known.
    pub aliases: Vec<(String, String)>,
    /// Verified Wikidata identifier (`Q…`).
    pub wikidata: Option<String>,
    /// ISO 3166-1 alpha-2 and alpha-3 codes of a country.
    pub iso: Option<(String, String)>,
    /// WGS 84 latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// The country that it lies in or belongs to.
    pub country: Option<EntityId>,
    /// A finer kind (`capital`, `port`, `alliance`, `railway`…), empty where none is known.
    pub subtype: String,
}

impl Entity {
    /// An entity of which nothing but a name is known.
    pub fn named(id: EntityId, name: &str, lang: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            labels: BTreeMap::from([(lang.to_owned(), name.to_owned())]),
            aliases: Vec::new(),
            wikidata: None,
            iso: None,
            position: None,
            country: None,
            subtype: String::new(),
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> EntityKind {
        self.id.kind()
    }
}
