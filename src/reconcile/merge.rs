//! Claims of one fact become one node.

use std::{cmp::Reverse, hash::Hasher};

use rustc_hash::FxHasher;

use super::{
    claims::{Claims, Stated, Statement},
    compare::{World, grain, span, upwards},
    groups,
};
use crate::{
    fact::{Cardinality, Match, SlotSpec, Slots, Spec, Value},
    graph::{merged_key, value_key},
};

/// Claims that are of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// What names the fact: made from its values.
    pub key: String,
    /// Its type.
    pub spec: &'static Spec,
    /// What is known of it from all claims together.
    pub slots: Slots,
    /// The claims, by place in [`Claims::stated`].
    pub members: Vec<usize>,
    /// Why they are of one fact.
    pub reasons: Vec<Reason>,
}

impl Merge {
    /// Why the claims are of one fact, in a line.
    pub fn because(&self) -> String {
        self.reasons.iter().map(|reason| format!("{}: {}", reason.slot, reason.how.words())).collect::<Vec<_>>().join("; ")
    }
}

/// What would part the claims of one fact, or keep them apart, in English.
pub fn what_would_change(spec: &'static Spec) -> Vec<String> {
    let names = |wanted: &[Match]| -> Vec<&str> { spec.slots.iter().filter(|slot| wanted.contains(&slot.matching)).map(|slot| slot.name).collect() };
    let list = |names: Vec<&str>, what: &str| if names.is_empty() { None } else { Some(format!("{what} in {}", names.join(" or "))) };
    let mut ways: Vec<String> = [
        list(names(&[Match::Same, Match::Given]), "another value"),
        list(names(&[Match::Fits]), "values of which neither holds the other"),
        list(names(&[Match::Near]), "numbers that differ when rounded"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if spec.occurs() {
        ways.push("one text that tells them apart".to_owned());
    }
    ways.push("a claim that fits one of them and not another leaves open which of them it is".to_owned());
    ways
}

/// What speaks for a merge in one slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Name of the slot.
    pub slot: &'static str,
    /// What the claims have there.
    pub how: How,
}

/// How the values of claims stand to each other in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// All have the same.
    Same,
    /// Not all have one, and those that have, the same.
    Open,
    /// Some are finer than others.
    Finer,
    /// Some are rounded.
    Rounded,
    /// They differ, and may.
    Other,
}

impl How {
    /// In English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Same => "the same",
            Self::Open => "the same, where given",
            Self::Finer => "the one within the other",
            Self::Rounded => "the same once rounded",
            Self::Other => "free to differ",
        }
    }
}

/// A fact after merging: a claim that stands alone, or several that are one.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<'c> {
    /// What names it.
    pub key: &'c str,
    /// Its type.
    pub spec: &'static Spec,
    /// Its values.
    pub slots: &'c Slots,
    /// The claims, in order of their keys.
    pub claims: Vec<&'c Stated>,
}

impl<'c> Fact<'c> {
    /// Who states it.
    pub fn statements(&self) -> impl Iterator<Item = &'c Statement> + use<'_, 'c> {
        self.claims.iter().flat_map(|claim| &claim.by)
    }
}

/// All facts, by key.
pub(super) fn facts<'c>(claims: &'c Claims, merges: &'c [Merge]) -> Vec<Fact<'c>> {
    let mut alone = vec![true; claims.stated.len()];
    let mut facts = Vec::with_capacity(claims.stated.len());
    for merge in merges {
        merge.members.iter().for_each(|member| alone[*member] = false);
        let members = merge.members.iter().map(|member| &claims.stated[*member]).collect();
        facts.push(Fact { key: &merge.key, spec: merge.spec, slots: &merge.slots, claims: members });
    }
    for (stated, _) in claims.stated.iter().zip(alone).filter(|(_, alone)| *alone) {
        facts.push(Fact { key: &stated.key, spec: stated.spec, slots: &stated.slots, claims: vec![stated] });
    }
    facts.sort_by(|a, b| a.key.cmp(b.key));
    facts
}

/// The claims that are of one fact, by key of the fact.
pub(super) fn merges(world: &World<'_>) -> Vec<Merge> {
    let stated = &world.claims.stated;
    let groups = groups::unambiguous(stated.len(), &pairs(world));
    let mut merges: Vec<Merge> = groups.into_iter().map(|members| merge(world, members)).collect();
    merges.sort_by(|a, b| (&a.key, &a.members).cmp(&(&b.key, &b.members)));
    // Where one text tells apart what is the same in all values, the claims name the facts.
    for at in 1..merges.len() {
        if merges[at].key == merges[at - 1].key {
            let keys: Vec<&str> = merges[at].members.iter().map(|member| stated[*member].key.as_str()).collect();
            merges[at].key = merged_key(merges[at].spec, &merges[at].slots, &keys);
        }
    }
    merges.sort_by(|a, b| a.key.cmp(&b.key));
    merges
}

/// The most claims that are compared each with each. What has more in common with others is too general to tell facts by.
pub(super) const COMPARED: usize = 1024;

/// The pairs of claims that fit. Only claims that share what must be the same (and of lists some part, and of dates a
/// month) are looked at together, so that the work grows with the number of claims and not with its square.
fn pairs(world: &World<'_>) -> Vec<(usize, usize)> {
    let stated = &world.claims.stated;
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (place, claim) in (0_u32..).zip(stated) {
        keys.extend(blocks(world, claim).into_iter().map(|key| (key, place)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for block in keys.chunk_by(|a, b| a.0 == b.0).filter(|block| (2..=COMPARED).contains(&block.len())) {
        for (at, (_, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                let (a, b) = (*a as usize, *b as usize);
                if world.fit(&stated[a], &stated[b]) {
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What a claim is looked up by.
fn blocks(world: &World<'_>, claim: &Stated) -> Vec<u64> {
    let spec = claim.spec;
    if spec.slots.iter().all(|slot| slot.matching == Match::Same) {
        return Vec::new();
    }
    let mut base = FxHasher::default();
    let mut put = |text: &str| {
        base.write(text.as_bytes());
        base.write_u8(0xff);
    };
    put(spec.name);
    for slot in spec.slots.iter().filter(|slot| matches!(slot.matching, Match::Same | Match::Given)) {
        if slot.matching == Match::Given && !claim.slots.has(slot.name) {
            return Vec::new();
        }
        put(slot.name);
        // Kinds of one thing are looked at together.
        claim.slots.get(slot.name).for_each(|value| match upwards(slot, value).last().filter(|_| slot.matching == Match::Given) {
            Some(kind) => put(kind),
            None => put(&value_key(value)),
        });
    }
    let base = base.finish();
    let months: Vec<i64> = if spec.occurs() { world.months(claim) } else { vec![0] };
    // A list of which the other claim may have but a part: each of its values.
    let listed = spec.slots.iter().find(|slot| slot.identity && slot.matching == Match::Fits && slot.cardinality == Cardinality::Many);
    let parts: Vec<String> = listed.map_or_else(|| vec![String::new()], |slot| claim.slots.get(slot.name).map(value_key).collect());
    let mut keys = Vec::with_capacity(parts.len() * months.len());
    for part in &parts {
        for month in &months {
            let mut hasher = FxHasher::default();
            hasher.write_u64(base);
            hasher.write(part.as_bytes());
            hasher.write_i64(*month);
            keys.push(hasher.finish());
        }
    }
    keys
}

fn merge(world: &World<'_>, members: Vec<usize>) -> Merge {
    let claims: Vec<&Stated> = members.iter().map(|member| &world.claims.stated[*member]).collect();
    let spec = claims[0].spec;
    let mut slots = Slots::default();
    let mut reasons = Vec::new();
    for slot in spec.slots {
        let mut values: Vec<(&Value, Vec<&Stated>)> = Vec::new();
        for claim in &claims {
            for value in claim.slots.get(slot.name) {
                match values.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, by)) => by.push(claim),
                    None => values.push((value, vec![claim])),
                }
            }
        }
        if values.is_empty() {
            continue;
        }
        values.sort_by_cached_key(|(value, _)| value_key(value));
        reasons.push(Reason { slot: slot.name, how: how(slot, &values, claims.len()) });
        for value in chosen(world, slot, &values) {
            slots.add(slot.name, value.clone());
        }
    }
    Merge { key: merged_key(spec, &slots, &[]), spec, slots, members, reasons }
}

/// How the values stand to each other, of so many claims.
fn how(slot: &SlotSpec, values: &[(&Value, Vec<&Stated>)], claims: usize) -> How {
    if values.iter().all(|(_, by)| by.len() == claims) {
        return How::Same;
    }
    if values.len() == 1 {
        return How::Open;
    }
    match slot.matching {
        Match::Same => How::Same,
        Match::Fits | Match::Given => How::Finer,
        Match::Near => How::Rounded,
        Match::Stage | Match::Free => How::Other,
    }
}

/// The values of the merged fact.
fn chosen<'v>(world: &World<'_>, slot: &SlotSpec, values: &[(&'v Value, Vec<&Stated>)]) -> Vec<&'v Value> {
    let sources = |by: &[&Stated]| world.claims.sources(by.iter().flat_map(|claim| &claim.by));
    let best = |rank: &dyn Fn(&Value, &[&Stated]) -> i64| -> Vec<&'v Value> {
        let best = values.iter().min_by_key(|(value, by)| (rank(value, by), Reverse(sources(by))));
        best.map(|(value, _)| *value).into_iter().collect()
    };
    match slot.matching {
        Match::Fits | Match::Free | Match::Same | Match::Given if slot.cardinality == Cardinality::Many => {
            // A value that another says more finely is left out.
            let rough = |rough: &Value| values.iter().any(|(fine, _)| *fine != rough && slot.matching == Match::Fits && world.refines(slot, fine, rough));
            values.iter().map(|(value, _)| *value).filter(|value| !rough(value)).collect()
        }
        Match::Fits | Match::Given => best(&|value, _| -(values.iter().filter(|(rough, _)| world.refines(slot, value, rough)).count() as i64)),
        Match::Near => best(&|value, _| if let Value::Number(number) = value { grain(*number).log10().round() as i64 } else { 0 }),
        // What one text knows to be past is not to come, whatever the heads of the texts say.
        Match::Stage if values.iter().any(|(value, _)| is_past(value)) => best(&|value, _| i64::from(!is_past(value))),
        Match::Stage => best(&|_, by| {
            let published = by.iter().flat_map(|claim| &claim.by).filter_map(|statement| span(world.claims.documents[statement.document].published?));
            published.map(|(_, last)| -(last - jiff::civil::Date::ZERO).get_days() as i64).min().unwrap_or(i64::MAX)
        }),
        Match::Same | Match::Free => best(&|_, _| 0),
    }
}

fn is_past(value: &Value) -> bool {
    matches!(value, Value::Term(code) if &**code == "past")
}
