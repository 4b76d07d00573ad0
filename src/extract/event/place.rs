//! Where a phrase says that something takes place.

use crate::{
    extract::{Reader, Scene, chunk::ChunkKind},
    model::{EntityId, EntityKind, Span},
};

/// The place that a noun phrase names.
pub(super) fn places(reader: &Reader<'_>, scene: &Scene<'_>, noun: usize) -> Option<(EntityId, Span)> {
    let chunk = &scene.chunks()[noun];
    let kinds = [EntityKind::City, EntityKind::Country, EntityKind::Place, EntityKind::Infrastructure];
    let id = chunk.noun()?.entities.iter().find(|id| kinds.contains(&id.kind()))?;
    (!reader.is_wide(id)).then(|| (id.clone(), chunk.span))
}

/// The place of what is told at a phrase, the town first.
pub(super) fn place(reader: &Reader<'_>, scene: &Scene<'_>, index: usize) -> Option<(EntityId, Span)> {
    // "ont débattu de la situation, notamment en Ukraine": what they speak about.
    let listed = |noun: usize| scene.clauses.coordinated_left(noun).first().and_then(|first| first.checked_sub(2)).is_some_and(|at| scene.is(at, "including"));
    let passing = |noun: usize, id: &EntityId| id.kind() == EntityKind::Country && scene.classes.may_have("including") && listed(noun);
    let places = |noun: usize| places(reader, scene, noun).filter(|(id, _)| !passing(noun, id));
    let all: Vec<(EntityId, Span)> = scene.clauses.complements(index, "where").into_iter().filter_map(places).collect();
    // "à X, où s'est tenu le sommet"
    let there = scene.chunks()[index]
        .verb()
        .and_then(|_| (index.saturating_sub(3)..index).rev().find(|at| matches!(&scene.chunks()[*at].kind, ChunkKind::Relative(value) if value == "at")));
    let there = there.and_then(|at| (at.saturating_sub(2)..at).rev().find(|noun| scene.chunks()[*noun].noun().is_some())).and_then(places);
    if all.is_empty() && there.is_some() {
        return there;
    }
    // "dans la zone touristique de X", "au palais des congrès de X"
    let within = || {
        let sites = scene.clauses.complements(index, "where").into_iter().filter(|noun| places(*noun).is_none());
        sites.flat_map(|noun| scene.clauses.named_within(noun)).filter_map(places).find(|(id, _)| id.kind() != EntityKind::Country)
    };
    // "aux abords de la ville de X, dans le désert de Y"
    let beside = scene.clauses.complements(index, "close-to").into_iter().filter_map(places).find(|(id, _)| id.kind() == EntityKind::City);
    let city = beside.or_else(|| all.iter().find(|(id, _)| id.kind() == EntityKind::City).cloned());
    city.or_else(|| if all.iter().all(|(id, _)| id.kind() == EntityKind::Country) { within() } else { None }).or_else(|| all.first().cloned())
}
