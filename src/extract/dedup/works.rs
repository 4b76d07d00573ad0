//! Which things to build that one document tells of are one.

use super::{is, same_set};
use crate::{
    extract::Reader,
    fact::{Fact, Project},
    model::EntityKind,
};

/// Whether two things to build are of a kind of which a town has no more than one, in one town: a port or line, and no works or power plants.
pub(super) fn one_spot(a: &Project, b: &Project) -> bool {
    let town = a.place.as_ref().is_some_and(|id| id.kind() != EntityKind::Country);
    town && a.place == b.place && is(Some(&a.kind), &["port", "railway", "road", "pipeline", "logistics-centre", "monument"])
}

/// Whether a thing to build that has no name may be the one of its kind that has one.
pub(super) fn said_plainly(named: &Fact, plain: &Fact) -> bool {
    let (Fact::Project(named), Fact::Project(plain)) = (named, plain) else { return false };
    named.kind == plain.kind
        && !is_plain(&named.name)
        && is_plain(&plain.name)
        && (named.place.is_none() || plain.place.is_none() || named.place == plain.place)
}

/// Whether a thing is told by what it is and by where it stands alone: "railway in X".
fn is_plain(name: &str) -> bool {
    let kind = name.split_once(" in ").map_or(name, |(kind, _)| kind);
    kind.chars().all(|letter| !letter.is_uppercase())
}

/// Whether two things to build are of one kind, and of the same three states or more, and one of them alone is known by its name.
pub(super) fn one_work(a: &Project, b: &Project, reader: &Reader<'_>) -> bool {
    let known = |project: &Project| reader.knowledge.named(&project.name).is_some();
    a.kind == b.kind && a.parties.len() > 2 && same_set(&a.parties, &b.parties) && known(a) != known(b)
}

/// Whether one name says no more than the other.
pub(super) fn one_name(a: &str, b: &str) -> bool {
    // That it is new tells no thing from another.
    let words = |name| str::split(name, [' ', '–']).filter(|word| *word != "new");
    let within = |small, large| words(small).all(|word| words(large).any(|other| word == other));
    within(a, b) || within(b, a)
}
