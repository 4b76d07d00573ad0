//! The best ways through the network, each by other corridors than those before it.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use petgraph::{
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Line, Mode, Network, State};
use crate::{knowledge::Knowledge, model::EntityId};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Where it begins.
    pub from: EntityId,
    /// Where it ends.
    pub to: EntityId,
    /// Countries, places and corridors that it must not touch.
    pub avoid: BTreeSet<EntityId>,
    /// By what one goes; empty is by anything but a pipeline.
    pub modes: Vec<Mode>,
    /// Whether only what is there today counts.
    pub operating: bool,
    /// How many ways are wanted.
    pub alternatives: usize,
}

/// A way from one place to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its stretches in order.
    pub legs: Vec<Leg>,
}

/// A stretch of a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The corridor that it goes along.
    pub corridor: EntityId,
    /// Other corridors that join the same two places.
    pub also: Vec<EntityId>,
    /// Where it begins.
    pub from: EntityId,
    /// Where it ends.
    pub to: EntityId,
    /// By what one goes, where that is known.
    pub mode: Option<Mode>,
    /// Whether it is there, where that is known.
    pub state: Option<State>,
    /// The documents that tell of it; none where it is known beforehand.
    pub documents: Vec<String>,
    /// Its length in kilometres; nothing where it cannot even be estimated.
    pub length_km: Option<f64>,
    /// Whether the length is the great circle's and no source's.
    pub estimated: bool,
}

/// What a change to another corridor counts for, in metres, and one within the branches of one whole.
const CHANGE: u64 = 300_000;
const CHANGE_OF_BRANCH: u64 = 10_000;

/// What a change from one mode to another counts for, in metres: goods are unloaded and loaded.
const CHANGE_OF_MODE: u64 = 100_000;

/// What a stretch of unknown length counts for, in metres.
const UNKNOWN: u64 = 300_000;

impl Line {
    /// What the stretch counts for in metres: a line that is not there, or may not be, is no match for one that is.
    fn cost(&self) -> u64 {
        let metres = self.length.map_or(UNKNOWN, |(km, _)| (km.clamp(0.0, 1e5) * 1000.0) as u64);
        match self.state {
            Some(State::Operating) => metres,
            Some(State::UnderConstruction) => metres * 3 / 2,
            Some(State::Planned | State::Closed) | None => metres * 2,
        }
    }
}

/// A way as far as it has been followed.
struct Label {
    node: NodeIndex,
    sequence: usize,
    last: Option<(usize, EdgeIndex)>,
}

/// All ways that have been followed, and those to be followed next.
#[derive(Default)]
struct Frontier {
    labels: Vec<Label>,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    /// The sequences of corridors that ways have taken, each once.
    sequences: Vec<Vec<usize>>,
    numbers: FxHashMap<Vec<usize>, usize>,
}

impl Frontier {
    fn push(&mut self, cost: u64, node: NodeIndex, sequence: usize, last: Option<(usize, EdgeIndex)>) {
        self.heap.push(Reverse((cost, self.labels.len())));
        self.labels.push(Label { node, sequence, last });
    }

    fn sequence(&mut self, sequence: Vec<usize>) -> usize {
        let fresh = self.sequences.len();
        let number = *self.numbers.entry(sequence.clone()).or_insert(fresh);
        if number == fresh {
            self.sequences.push(sequence);
        }
        number
    }

    /// The labels of a way, the last first.
    fn back(&self, number: usize) -> impl Iterator<Item = &Label> {
        std::iter::successors(self.labels.get(number), |label| label.last.and_then(|(before, _)| self.labels.get(before)))
    }
}

impl Network {
    /// The shortest ways, the best first. None takes all the corridors of a better one, with more besides, or the same places.
    pub fn routes(&self, search: &Search, knowledge: &Knowledge) -> Vec<Route> {
        let (Some(start), Some(goal)) = (self.places.get(&search.from), self.places.get(&search.to)) else { return Vec::new() };
        let open = |node: NodeIndex| {
            let place = &self.graph[node];
            !search.avoid.contains(place) && knowledge.country_of(place).is_none_or(|country| !search.avoid.contains(&country))
        };
        if !open(*start) || start == goal {
            return Vec::new();
        }
        let shut: Vec<bool> = self.corridors.iter().map(|corridor| corridor.wholes.iter().any(|whole| search.avoid.contains(whole))).collect();
        // What is closed leads nowhere, whatever is asked.
        let usable = |line: &Line| {
            let asked = if search.modes.is_empty() { line.mode != Some(Mode::Pipeline) } else { line.mode.is_some_and(|mode| search.modes.contains(&mode)) };
            asked && !shut[line.corridor] && line.state != Some(State::Closed) && (!search.operating || line.state == Some(State::Operating))
        };
        // So many ways to a place by one corridor last are followed before the rest are given up.
        let most = search.alternatives * 16 + 16;
        let mut frontier = Frontier::default();
        let mut settled: FxHashSet<(NodeIndex, usize, Option<Mode>)> = FxHashSet::default();
        let mut taken: Vec<BTreeSet<usize>> = Vec::new();
        let mut passed: FxHashMap<(NodeIndex, Option<usize>), usize> = FxHashMap::default();
        let (mut found, mut paths) = (Vec::new(), BTreeSet::new());
        let nowhere = frontier.sequence(Vec::new());
        frontier.push(0, *start, nowhere, None);
        while found.len() < search.alternatives
            && let Some(Reverse((cost, number))) = frontier.heap.pop()
        {
            let (node, sequence) = (frontier.labels[number].node, frontier.labels[number].sequence);
            let corridors = &frontier.sequences[sequence];
            let count = passed.entry((node, corridors.last().copied())).or_default();
            let detour = taken.iter().any(|taken| taken.iter().all(|corridor| corridors.contains(corridor)));
            if detour || *count >= most || !settled.insert((node, sequence, self.mode(&frontier, number))) {
                continue;
            }
            *count += 1;
            if node != *goal {
                self.extend(&mut frontier, number, cost, &usable, &open);
                continue;
            }
            let mut edges: Vec<EdgeIndex> = frontier.back(number).filter_map(|label| Some(label.last?.1)).collect();
            edges.reverse();
            if paths.insert(frontier.back(number).map(|label| label.node).collect::<Vec<_>>()) {
                taken.push(frontier.sequences[sequence].iter().copied().collect());
                found.push(self.route(*start, &edges));
            }
        }
        found
    }

    /// By what one came last.
    fn mode(&self, frontier: &Frontier, number: usize) -> Option<Mode> {
        frontier.labels.get(number).and_then(|label| label.last).and_then(|(_, edge)| self.graph[edge].mode)
    }

    /// Follows a way one stretch further in all directions.
    fn extend(&self, frontier: &mut Frontier, number: usize, cost: u64, usable: &dyn Fn(&Line) -> bool, open: &dyn Fn(NodeIndex) -> bool) {
        let Label { node, sequence, .. } = frontier.labels[number];
        let mode = self.mode(frontier, number);
        for edge in self.graph.edges(node) {
            let line = edge.weight();
            let next = if edge.source() == node { edge.target() } else { edge.source() };
            if !usable(line) || !open(next) || frontier.back(number).any(|label| label.node == next) {
                continue;
            }
            let taken = &frontier.sequences[sequence];
            let (change, sequence) = match taken.last() {
                Some(last) if *last == line.corridor => (0, sequence),
                // A way may come back to a whole from its branch, but not again and again.
                _ if taken.iter().filter(|corridor| **corridor == line.corridor).count() > 1 => continue,
                last => {
                    let whole = |corridor: &usize| self.corridors[*corridor].wholes.last();
                    let change = last.map_or(0, |last| if whole(last) == whole(&line.corridor) { CHANGE_OF_BRANCH } else { CHANGE });
                    let sequence = taken.iter().copied().chain([line.corridor]).collect();
                    (change, frontier.sequence(sequence))
                }
            };
            let reload = if mode.zip(line.mode).is_some_and(|(last, next)| last != next) { CHANGE_OF_MODE } else { 0 };
            frontier.push(cost + line.cost() + change + reload, next, sequence, Some((number, edge.id())));
        }
    }

    fn route(&self, start: NodeIndex, edges: &[EdgeIndex]) -> Route {
        let mut at = start;
        let legs = edges.iter().map(|edge| {
            let (a, b) = self.graph.edge_endpoints(*edge).unwrap_or((at, at));
            let next = if a == at { b } else { a };
            let line = &self.graph[*edge];
            let others = self.graph.edges_connecting(at, next).map(|other| other.weight().corridor).filter(|other| *other != line.corridor);
            let also = others.collect::<BTreeSet<_>>().into_iter().map(|other| self.corridors[other].id.clone()).collect();
            let leg = Leg {
                corridor: self.corridors[line.corridor].id.clone(),
                also,
                from: self.graph[at].clone(),
                to: self.graph[next].clone(),
                mode: line.mode,
                state: line.state,
                documents: line.documents.clone(),
                length_km: line.length.map(|(km, _)| km),
                estimated: line.length.is_none_or(|(_, estimated)| estimated),
            };
            at = next;
            leg
        });
        Route { legs: legs.collect() }
    }
}

impl Route {
    /// The places in order.
    pub fn places(&self) -> impl Iterator<Item = &EntityId> {
        self.legs.first().map(|leg| &leg.from).into_iter().chain(self.legs.iter().map(|leg| &leg.to))
    }

    /// The corridors in order, each once where it is followed without a break.
    pub fn corridors(&self) -> Vec<&EntityId> {
        let mut corridors: Vec<&EntityId> = self.legs.iter().map(|leg| &leg.corridor).collect();
        corridors.dedup();
        corridors
    }

    /// The countries that its places lie in, in order of first touch.
    pub fn countries(&self, knowledge: &Knowledge) -> Vec<EntityId> {
        let mut countries: Vec<EntityId> = Vec::new();
        for country in self.places().filter_map(|place| knowledge.country_of(place)) {
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        countries
    }

    /// Its length as far as it is known, and how much of that is the great circle's.
    pub fn length_km(&self) -> (f64, f64) {
        let sum = |legs: &mut dyn Iterator<Item = &Leg>| legs.filter_map(|leg| leg.length_km).sum();
        (sum(&mut self.legs.iter()), sum(&mut self.legs.iter().filter(|leg| leg.estimated)))
    }
}
