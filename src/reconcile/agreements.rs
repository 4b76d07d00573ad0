//! Agreements have a life: they are announced, negotiated, signed, ratified and come into force, each told by other
//! documents at other times. And what is counted at one time ("fourteen documents") is named at another.

use std::collections::BTreeMap;

use super::{
    compare::{World, date, months, span},
    groups,
    merge::{COMPARED, Fact},
};
use crate::{
    fact::{Agreement, Declared, Value},
    graph::{merged_key, value_key},
    model::{EntityId, VOCABULARIES, When},
};

/// One agreement through its stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What names it: made from its stages.
    pub key: String,
    /// Who is bound by it.
    pub parties: Vec<EntityId>,
    /// The facts that are its stages, by key, in the order of the stages.
    pub stages: Vec<String>,
}

/// How far an agreement has come at a status, from 0; nothing where the status is no step of that way.
fn step(status: &str) -> Option<usize> {
    VOCABULARIES.get("status")?.terms.get(status)?.step
}

fn code<'f>(fact: &'f Fact<'_>, slot: &'f str) -> Option<&'f str> {
    fact.slots.get(slot).find_map(|value| if let Value::Term(code) = value { Some(&**code) } else { None })
}

fn parties(fact: &Fact<'_>) -> Vec<EntityId> {
    fact.slots.get("parties").filter_map(|value| if let Value::Entity(id) = value { Some(id.clone()) } else { None }).collect()
}

/// The agreements among the facts, by their parties.
fn by_parties<'f, 'c>(facts: &'f [Fact<'c>]) -> BTreeMap<Vec<EntityId>, Vec<&'f Fact<'c>>> {
    let mut groups: BTreeMap<Vec<EntityId>, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.spec == Agreement::SPEC) {
        groups.entry(parties(fact)).or_default().push(fact);
    }
    groups.retain(|parties, facts| parties.len() > 1 && facts.len() > 1);
    groups
}

/// The agreements that several facts tell of, each at another stage.
pub(super) fn courses(world: &World<'_>, facts: &[Fact<'_>]) -> Vec<Course> {
    let mut courses = Vec::new();
    for (parties, facts) in by_parties(facts) {
        let stages: Vec<&Fact> = facts.into_iter().filter(|fact| code(fact, "status").and_then(step).is_some()).collect();
        let mut alike: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, stage) in stages.iter().enumerate() {
            subjects(stage).into_iter().for_each(|subject| alike.entry(subject).or_default().push(at));
        }
        let mut pairs = Vec::new();
        for group in alike.values().filter(|group| group.len() <= COMPARED) {
            for (at, a) in group.iter().enumerate() {
                pairs.extend(group[at + 1..].iter().filter(|b| one_agreement(world, stages[*a], stages[**b])).map(|b| (*a, *b)));
            }
        }
        for group in groups::unambiguous(stages.len(), &pairs) {
            let mut stages: Vec<&Fact> = group.into_iter().map(|at| stages[at]).collect();
            stages.sort_by_key(|fact| (code(fact, "status").and_then(step), fact.key));
            let keys: Vec<&str> = stages.iter().map(|fact| fact.key).collect();
            let key = merged_key(Agreement::SPEC, &crate::fact::Slots::default(), &[&["course"], keys.as_slice()].concat());
            courses.push(Course { key, parties: parties.clone(), stages: keys.into_iter().map(str::to_owned).collect() });
        }
    }
    courses
}

/// What an agreement is looked up by among those of the same parties: its name, or else its kind with each subject.
fn subjects(fact: &Fact<'_>) -> Vec<Vec<String>> {
    let keys = |slot: &str| fact.slots.get(slot).map(value_key).collect::<Vec<_>>();
    let (name, kind, about) = (keys("name"), keys("kind"), keys("about"));
    if !name.is_empty() {
        return vec![name];
    }
    if about.is_empty() { vec![kind] } else { about.into_iter().map(|topic| [kind.as_slice(), &[topic]].concat()).collect() }
}

/// Whether two facts of the same parties are stages of one agreement: it has the same name, or (where it has none) the
/// same kind and subject; and the later stage is not told of an earlier time.
fn one_agreement(world: &World<'_>, a: &Fact<'_>, b: &Fact<'_>) -> bool {
    let (from, to) = if code(a, "status").and_then(step) < code(b, "status").and_then(step) { (a, b) } else { (b, a) };
    if code(from, "status").and_then(step) == code(to, "status").and_then(step) || from.slots.has("count") || to.slots.has("count") {
        return false;
    }
    let values = |fact: &Fact<'_>, slot: &str| fact.slots.get(slot).cloned().collect::<Vec<_>>();
    let (kind, about) = (values(a, "kind"), values(a, "about"));
    let named = values(a, "name");
    let same = if named.is_empty() && !b.slots.has("name") {
        !kind.is_empty() && kind == values(b, "kind") && (about == values(b, "about") || about.iter().any(|topic| values(b, "about").contains(topic)))
    } else {
        named == values(b, "name")
    };
    same && in_order(world, from, to)
}

/// Whether the one can be before the other, as far as dates, or else the days of publication, tell.
fn in_order(world: &World<'_>, from: &Fact<'_>, to: &Fact<'_>) -> bool {
    let first = |fact: &Fact<'_>| when(world, fact).map(|(first, _)| first);
    let last = |fact: &Fact<'_>| when(world, fact).map(|(_, last)| last);
    first(from).zip(last(to)).is_some_and(|(from, to)| from <= to)
}

/// The days between which a fact lies: those of its date, or those on which it was told.
fn when(world: &World<'_>, fact: &Fact<'_>) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let dated = fact.slots.get("date").find_map(|value| if let Value::When(when) = value { span(*when) } else { None });
    let told = || fact.statements().filter_map(|statement| span(world.claims.documents[statement.document].published?));
    dated.or_else(|| Some((told().map(|(first, _)| first).min()?, told().map(|(_, last)| last).max()?)))
}

/// Agreements that are among a counted number of documents: of the same parties and the same occasion.
pub(super) fn parts(facts: &[Fact<'_>]) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    for facts in by_parties(facts).into_values() {
        let (counted, named): (Vec<&Fact>, Vec<&Fact>) = facts.into_iter().partition(|fact| fact.slots.has("count"));
        let mut by_month: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
        for whole in &counted {
            months(dated(whole).and_then(span)).into_iter().for_each(|month| by_month.entry(month).or_default().push(whole));
        }
        for part in named.iter().filter(|fact| code(fact, "kind").is_some() || fact.slots.has("name")) {
            let near = months(dated(part).and_then(span)).into_iter().filter_map(|month| by_month.get(&month)).flatten();
            let mut wholes: Vec<&str> =
                near.filter(|whole| code(whole, "status") == code(part, "status") && one_occasion(whole, part)).map(|whole| whole.key).collect();
            wholes.sort_unstable();
            wholes.dedup();
            // Of two numbers that it could be among, it is said of neither.
            if let [whole] = wholes.as_slice() {
                parts.push((part.key.to_owned(), (*whole).to_owned()));
            }
        }
    }
    parts.sort();
    parts
}

fn dated(fact: &Fact<'_>) -> Option<When> {
    fact.claims.iter().find_map(|claim| date(claim))
}

fn one_occasion(whole: &Fact<'_>, part: &Fact<'_>) -> bool {
    dated(whole).and_then(span).zip(dated(part).and_then(span)).is_some_and(|(a, b)| a.0 <= b.0 && b.1 <= a.1 || b.0 <= a.0 && a.1 <= b.1)
}
