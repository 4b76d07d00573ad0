//! From what somebody calls a place to the place on the network.

use std::{collections::BTreeSet, fmt};

use super::{can_be_avoided, distance_km};
use crate::{
    knowledge::{Knowledge, Known},
    lang::folded,
    model::{EntityId, EntityKind},
};

/// Why a name leads to nothing on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// Nothing is called so; what is called nearly so.
    Unknown(String, Vec<String>),
    /// Several things are called so: their names with their ids.
    Ambiguous(String, Vec<String>),
    /// No corridor touches the place; places nearby that one touches.
    Off(String, Vec<String>),
    /// It is a country; its places on the network.
    Country(String, Vec<String>),
    /// Such a thing cannot be avoided.
    Unavoidable(String),
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, lead: &str, names: &[String]| {
            if names.is_empty() { Ok(()) } else { write!(f, "{lead}{}", names.join(", ")) }
        };
        match self {
            Self::Unknown(name, like) => {
                write!(f, "nothing is known as `{name}`")?;
                list(f, "; did you mean ", like)
            }
            Self::Ambiguous(name, candidates) => {
                write!(f, "`{name}` can be several; give the id")?;
                list(f, ": ", candidates)
            }
            Self::Off(name, near) => {
                write!(f, "no corridor that is known touches {name}")?;
                list(f, "; the nearest on the network: ", near)
            }
            Self::Country(name, places) => {
                write!(f, "{name} is a country; name a place of it")?;
                list(f, ": ", places)
            }
            Self::Unavoidable(name) => write!(f, "{name} is no country, place or corridor"),
        }
    }
}

impl std::error::Error for NotFound {}

/// How many names are suggested.
const SUGGESTIONS: usize = 5;

impl Knowledge {
    /// The place on the network that has this id, or is called so in any language.
    ///
    /// # Errors
    /// [`NotFound`] says why there is none, and which are near.
    pub fn place_on_network(&self, name: &str) -> Result<EntityId, NotFound> {
        let network = self.network();
        let candidates = self.candidates(name);
        let on = |known: &&Known| network.has(&known.entity.id);
        let touched: Vec<&Known> = candidates.iter().copied().filter(on).collect();
        match (touched.as_slice(), candidates.as_slice()) {
            ([only], _) => Ok(only.entity.id.clone()),
            ([_, _, ..], _) => Err(NotFound::Ambiguous(name.to_owned(), self.described(&touched))),
            ([], []) => Err(NotFound::Unknown(name.to_owned(), self.alike(name, &|known| network.has(&known.entity.id)))),
            ([], [first, ..]) => {
                let id = &first.entity.id;
                let places = || network.places().filter_map(|place| self.get(place));
                let name = first.entity.name.clone();
                if id.kind() == EntityKind::Country {
                    let own = places().filter(|known| known.entity.country.as_ref() == Some(id)).map(|known| known.entity.name.clone());
                    return Err(NotFound::Country(name, own.take(2 * SUGGESTIONS).collect()));
                }
                let mut near: Vec<(f64, &Known)> = places().filter_map(|known| Some((distance_km(self, id, &known.entity.id)?, known))).collect();
                near.sort_by(|a, b| a.0.total_cmp(&b.0));
                let near = near.into_iter().take(SUGGESTIONS - 2).map(|(km, known)| format!("{} ({km:.0} km)", known.entity.name));
                Err(NotFound::Off(name, near.collect()))
            }
        }
    }

    /// The country, place or corridor that a route is to avoid.
    ///
    /// # Errors
    /// [`NotFound`] where there is none, or several.
    pub fn to_avoid(&self, name: &str) -> Result<EntityId, NotFound> {
        let candidates = self.candidates(name);
        let fit: Vec<&Known> = candidates.iter().copied().filter(|known| can_be_avoided(&known.entity.id)).collect();
        match (fit.as_slice(), candidates.as_slice()) {
            ([only], _) => Ok(only.entity.id.clone()),
            ([], [other, ..]) => Err(NotFound::Unavoidable(other.entity.name.clone())),
            ([], []) => Err(NotFound::Unknown(name.to_owned(), self.alike(name, &|known| can_be_avoided(&known.entity.id)))),
            (several, _) => {
                // Of a country and its capital's name, or a town and its port, what the network knows is meant.
                let network = self.network();
                match several.iter().filter(|known| network.has(&known.entity.id)).collect::<Vec<_>>().as_slice() {
                    [only] => Ok(only.entity.id.clone()),
                    _ => Err(NotFound::Ambiguous(name.to_owned(), self.described(several))),
                }
            }
        }
    }

    /// What has this id (`aktau`, `city/aktau`), or is called so.
    fn candidates(&self, name: &str) -> Vec<&Known> {
        let id = self.slug(name).or_else(|| EntityId::from_path(name));
        if let Some(known) = id.and_then(|id| self.get(&id)) {
            return vec![known];
        }
        self.called(name).collect()
    }

    fn described(&self, candidates: &[&Known]) -> Vec<String> {
        let line = |known: &&Known| {
            let country = known.entity.country.as_ref().and_then(|id| self.get(id)).map(|country| format!(", {}", country.entity.name));
            format!("{} ({}{})", known.entity.id, known.entity.name, country.unwrap_or_default())
        };
        candidates.iter().map(line).collect()
    }

    /// English names of what is written nearly so in some language.
    fn alike(&self, name: &str, wanted: &dyn Fn(&Known) -> bool) -> Vec<String> {
        let name: Vec<char> = folded(name).chars().collect();
        let most = (name.len() / 4).clamp(1, 3);
        let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
        for known in self.entities().filter(|known| wanted(known)) {
            let entity = &known.entity;
            let names = entity.labels.values().chain(entity.aliases.iter().map(|(_, alias)| alias));
            let nearest = names.filter_map(|other| edits(&name, &folded(other), most)).min();
            found.extend(nearest.map(|edits| (edits, entity.name.as_str())));
        }
        found.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
    }
}

/// How many letters must be added, dropped or changed, where that is no more than `most`.
fn edits(a: &[char], b: &str, most: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}
