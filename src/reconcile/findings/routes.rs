//! Routes that geography denies.

use super::{
    Finding, Severity, View,
    view::{code, entities, premise},
};
use crate::model::{EntityId, EntityKind};

/// So near two outlines of neighbours come at some place, drawn as roughly as they are.
const NEIGHBOURS_KM: f64 = 50.0;

/// Corridors by land that are said to cross a country which is not on their way and borders none of those that are.
pub(super) fn denied(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for fact in view.of_type("route").filter(|fact| code(fact.slots, "relation") == Some("passes-through")) {
        let (Some(corridor), Some(object)) = (entities(fact.slots, "corridor").next(), entities(fact.slots, "object").next()) else { continue };
        let Some(known) = view.knowledge.get(corridor).filter(|known| known.members.len() > 1 && known.entity.subtype != "sea-route") else { continue };
        let Some(country) = crossed(view, object) else { continue };
        let way: Vec<&EntityId> = known.members.iter().filter(|member| member.kind() == EntityKind::Country).collect();
        if way.is_empty() || way.contains(&&country) || way.iter().any(|member| neighbours(view, member, &country) != Some(false)) {
            continue;
        }
        let (name, country) = (view.name(corridor), view.name(&country));
        let values = [("corridor", &*name), ("country", &*country)];
        found.push(Finding::new("route", Severity::Severe, &values, vec![premise(fact)]).using([corridor.clone()]));
    }
    found
}

/// The country that a route crosses which passes through a country or city.
fn crossed(view: &View<'_>, object: &EntityId) -> Option<EntityId> {
    matches!(object.kind(), EntityKind::Country | EntityKind::City).then(|| view.knowledge.country_of(object))?
}

/// Whether two countries border each other; nothing where the outline of one is not known.
fn neighbours(view: &View<'_>, a: &EntityId, b: &EntityId) -> Option<bool> {
    let outlines = view.knowledge.outlines();
    let (a, b) = (outlines.of(a)?, outlines.of(b)?);
    let near = |(lon, lat): &(f64, f64)| a.distance_km(*lat, *lon) < NEIGHBOURS_KM;
    Some(b.0.iter().flatten().flatten().any(near))
}
