//! Where documents say that corridors run: stretches for the network, beside those of the tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    fact::{Declared, Route},
    graph::{FactRecord, Records},
    knowledge::{Knowledge, Segment},
    model::{EntityId, EntityKind},
};

/// A route statement with where it was read.
struct Said<'r> {
    record: &'r FactRecord,
    route: Route,
    /// Where its sentence names the object.
    at: usize,
}

impl Said<'_> {
    fn is(&self, relation: &str) -> bool {
        self.route.relation.code() == relation
    }

    fn sentence(&self) -> (usize, usize) {
        (self.record.start, self.record.end)
    }
}

/// The stretches that documents tell of, each once with all documents that do. They join towns and whatever else the network
/// touches: nobody changes trains in a country or on a sea.
pub fn told_segments(records: &Records, knowledge: &Knowledge) -> Vec<Segment> {
    let is_stop = |id: &EntityId| id.kind() == EntityKind::City || knowledge.network().has(id);
    let mut by_corridor: BTreeMap<(&str, EntityId), Vec<Said<'_>>> = BTreeMap::new();
    for record in records.facts.iter().filter(|record| record.spec.name == Route::SPEC.name) {
        let Some(route) = Route::from_slots(&record.slots).ok().filter(|route| is_stop(&route.object)) else { continue };
        let mut named = records.mentions.iter().filter(|mention| mention.document == record.document && mention.entity == route.object);
        let at = named.find(|mention| mention.start >= record.start && mention.end <= record.end).map_or(record.start, |mention| mention.start);
        by_corridor.entry((&record.document, route.corridor.clone())).or_default().push(Said { record, route, at });
    }
    let mut told: BTreeMap<Stretch, BTreeSet<String>> = BTreeMap::new();
    for ((document, corridor), said) in by_corridor {
        for stops in ways(&said) {
            for pair in stops.windows(2).filter(|pair| pair[0] != pair[1]) {
                let mut ends = [pair[0].clone(), pair[1].clone()];
                ends.sort();
                told.entry((corridor.clone(), ends)).or_default().insert(document.to_owned());
            }
        }
    }
    let segment = |(order, ((corridor, [from, to]), documents)): (u32, (Stretch, BTreeSet<String>))| Segment {
        corridor,
        order,
        from,
        to,
        mode: None,
        state: None,
        length_km: None,
        documents: documents.into_iter().collect(),
    };
    (1..).zip(told).map(segment).collect()
}

/// A corridor with the two ends of a stretch of it.
type Stretch = (EntityId, [EntityId; 2]);

/// A stop with its rank on the way and its place in the text.
type Stop<'s> = (u8, usize, &'s EntityId);

/// What one document says of one corridor, as ways from stop to stop: a sentence that says what the corridor connects is a way
/// of its own, all others together are one.
fn ways<'s>(said: &'s [Said<'_>]) -> Vec<Vec<&'s EntityId>> {
    let connecting: BTreeSet<(usize, usize)> = said.iter().filter(|said| said.is("connects")).map(Said::sentence).collect();
    let mut ways: BTreeMap<Option<(usize, usize)>, Vec<Stop<'_>>> = BTreeMap::new();
    let first = |sentence| said.iter().filter(|said| said.is("connects") && said.sentence() == sentence).map(|said| said.at).min();
    for said in said {
        let way = Some(said.sentence()).filter(|sentence| connecting.contains(sentence));
        // "connects A and B by way of C": what is passed lies between what is connected.
        let rank = match said.route.relation.code() {
            "connects" if first(said.sentence()) == Some(said.at) => 0,
            "starts-at" => 0,
            "passes-through" => 1,
            "connects" | "ends-at" => 2,
            _ => continue,
        };
        ways.entry(way).or_default().push((rank, said.at, &said.route.object));
    }
    let ordered = |mut stops: Vec<(u8, usize, &'s EntityId)>| {
        stops.sort();
        stops.into_iter().map(|(.., place)| place).collect()
    };
    ways.into_values().map(ordered).collect()
}
