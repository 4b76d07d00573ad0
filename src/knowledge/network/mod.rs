//! The corridors as a network: places, the stretches that join them, and the ways through.

mod find;
mod search;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use petgraph::{
    algo::has_path_connecting,
    graph::{NodeIndex, UnGraph},
    visit::EdgeFiltered,
};

pub use self::{
    find::NotFound,
    search::{Leg, Route, Search},
};
use crate::{
    knowledge::Knowledge,
    model::{EntityId, EntityKind},
};

/// A list of words for values of a table.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $form:literal: $($(#[$value_doc:meta])* $value:ident = $word:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// What is said of a word that is none.
            pub const FORM: &'static str = $form;
            /// The words, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in tables and answers.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$value),)+
                    _ => Err(format!("`{word}` is no {}", Self::FORM)),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words! {
    /// What goes along a stretch.
    Mode, "mode (rail, road, sea, ferry, inland-water, pipeline)":
    /// Trains.
    Rail = "rail",
    /// Lorries.
    Road = "road",
    /// Ships.
    Sea = "sea",
    /// Ships that carry trains or lorries.
    Ferry = "ferry",
    /// Ships on rivers and canals.
    InlandWater = "inland-water",
    /// Oil or gas.
    Pipeline = "pipeline"
}

words! {
    /// Whether a stretch is there.
    State, "status (operating, under-construction, planned, closed)":
    /// It is used.
    Operating = "operating",
    /// It is being built.
    UnderConstruction = "under-construction",
    /// It is on paper.
    Planned = "planned",
    /// It is used no longer.
    Closed = "closed"
}

/// A stretch of a corridor between two places, both ways.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The corridor, line or pipeline.
    pub corridor: EntityId,
    /// Its number in the corridor.
    pub order: u32,
    /// One end.
    pub from: EntityId,
    /// The other end.
    pub to: EntityId,
    /// What goes along it, where that is known.
    pub mode: Option<Mode>,
    /// Whether it is there, where that is known.
    pub state: Option<State>,
    /// How long it is, where a source says so.
    pub length_km: Option<f64>,
    /// The documents that tell of it; none where it is known beforehand.
    pub documents: Vec<String>,
}

/// All stretches, tied together at their ends.
#[derive(Debug)]
pub struct Network {
    graph: UnGraph<EntityId, Line>,
    places: BTreeMap<EntityId, NodeIndex>,
    corridors: Vec<Corridor>,
}

/// A corridor with the whole that it belongs to.
#[derive(Debug)]
struct Corridor {
    id: EntityId,
    /// It and all that it is a branch of, the outermost last.
    wholes: Vec<EntityId>,
}

/// A stretch in the network.
#[derive(Clone, Debug)]
struct Line {
    corridor: usize,
    mode: Option<Mode>,
    state: Option<State>,
    documents: Vec<String>,
    /// Its length, and whether that is an estimate; nothing where the place of an end is not known.
    length: Option<(f64, bool)>,
}

impl Network {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut network = Self { graph: UnGraph::default(), places: BTreeMap::new(), corridors: Vec::new() };
        let mut numbers: BTreeMap<EntityId, usize> = BTreeMap::new();
        for segment in &knowledge.segments {
            let corridor = *numbers.entry(segment.corridor.clone()).or_insert_with(|| {
                network.corridors.push(Corridor { id: segment.corridor.clone(), wholes: wholes(knowledge, &segment.corridor) });
                network.corridors.len() - 1
            });
            let (from, to) = (network.place(&segment.from), network.place(&segment.to));
            if !segment.documents.is_empty() && network.joins(corridor, from, to) {
                continue;
            }
            let estimate = || Some((distance_km(knowledge, &segment.from, &segment.to)?, true));
            let length = segment.length_km.map(|length| (length, false)).or_else(estimate);
            let documents = segment.documents.clone();
            network.graph.add_edge(from, to, Line { corridor, mode: segment.mode, state: segment.state, documents, length });
        }
        network
    }

    fn place(&mut self, id: &EntityId) -> NodeIndex {
        *self.places.entry(id.clone()).or_insert_with(|| self.graph.add_node(id.clone()))
    }

    /// Whether stretches of a corridor or of its branches lead from one place to the other: then documents tell nothing new.
    fn joins(&self, corridor: usize, from: NodeIndex, to: NodeIndex) -> bool {
        let id = &self.corridors[corridor].id;
        let own = EdgeFiltered::from_fn(&self.graph, |edge| self.corridors[edge.weight().corridor].wholes.contains(id));
        has_path_connecting(&own, from, to, None)
    }

    /// Whether a corridor touches the place.
    pub fn has(&self, place: &EntityId) -> bool {
        self.places.contains_key(place)
    }

    /// All places, in order of their ids.
    pub fn places(&self) -> impl Iterator<Item = &EntityId> {
        self.places.keys()
    }

    /// The corridors that touch a place, in the order of the table.
    pub fn corridors_at(&self, place: &EntityId) -> BTreeSet<&EntityId> {
        let edges = self.places.get(place).into_iter().flat_map(|node| self.graph.edges(*node));
        edges.map(|edge| &self.corridors[edge.weight().corridor].id).collect()
    }
}

/// A corridor and what it is a branch of, up to the outermost whole.
fn wholes(knowledge: &Knowledge, corridor: &EntityId) -> Vec<EntityId> {
    let mut wholes = vec![corridor.clone()];
    while let Some(whole) = wholes.last().and_then(|last| knowledge.get(last)).and_then(|known| known.branch_of.clone())
        && !wholes.contains(&whole)
    {
        wholes.push(whole);
    }
    wholes
}

/// The distance between two places along the great circle.
pub fn distance_km(knowledge: &Knowledge, a: &EntityId, b: &EntityId) -> Option<f64> {
    let position = |id: &EntityId| knowledge.get(id).and_then(|known| known.entity.position);
    let ((lat_a, lon_a), (lat_b, lon_b)) = (position(a)?, position(b)?);
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let chord = half(lat_a, lat_b) + lat_a.to_radians().cos() * lat_b.to_radians().cos() * half(lon_a, lon_b);
    Some(2.0 * EARTH_KM * chord.sqrt().min(1.0).asin())
}

/// The mean radius of the earth.
const EARTH_KM: f64 = 6371.0;

/// What a route must not touch: a country, a place, a corridor with its branches.
pub fn can_be_avoided(id: &EntityId) -> bool {
    id.kind().is_place() || matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure)
}
