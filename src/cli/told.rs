//! The network with what the documents of a store say of it.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use csv::Writer;
use oxigraph::model::GraphName;

use super::{
    failure::Failure,
    source::{self, Added, Source},
};
use crate::{
    fact::{Declared, Route},
    graph::{Records, told_segments, vocabulary::rdf},
    knowledge::{Knowledge, Tables},
    model::{EntityId, EntityKind},
    store::Mode,
};

/// What is known, with the stretches that documents of a store tell of. Corridors and towns that only they name become known.
pub(super) fn knowledge(added: &Added, dir: &Path) -> Result<Arc<Knowledge>, Failure> {
    let records = routes(&Source::open(dir, Mode::Read)?)?;
    let mut tables = source::tables(added)?;
    let mut knowledge = source::loaded(tables.clone())?;
    if lay_new(&mut tables, &records, &knowledge)? {
        knowledge = source::loaded(tables)?;
    }
    let mut told = told_segments(&records, &knowledge);
    told.retain(|told| [&told.corridor, &told.from, &told.to].into_iter().all(|id| knowledge.get(id).is_some()));
    Ok(Arc::new(knowledge.with_segments(told)))
}

/// What documents say of where something runs, with the mentions of its ends.
fn routes(source: &Source) -> Result<Records, Failure> {
    let class = source.base.sg(Route::SPEC.class);
    let mut graphs = BTreeSet::new();
    for quad in source.store.graph().quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None) {
        if let GraphName::NamedNode(graph) = quad.map_err(Failure::broken)?.graph_name {
            graphs.insert(graph);
        }
    }
    let mut routes = Records::default();
    for graph in graphs {
        let mut records = Records::default();
        records.add_document(source.store.quads_of_graph(graph.as_ref())?, &source.base)?;
        records.facts.retain(|fact| fact.spec.name == Route::SPEC.name);
        let named: BTreeSet<EntityId> = said(&records).flat_map(|route| [route.corridor, route.object]).collect();
        routes.mentions.extend(records.mentions.into_iter().filter(|mention| named.contains(&mention.entity)));
        routes.entities.extend(records.entities.into_iter().filter(|entity| named.contains(&entity.id)));
        routes.facts.extend(records.facts);
    }
    Ok(routes)
}

fn said(records: &Records) -> impl Iterator<Item = Route> {
    records.facts.iter().filter_map(|fact| Route::from_slots(&fact.slots).ok())
}

/// Lays rows for corridors and towns that only documents name over the tables; gives whether there are any.
fn lay_new(tables: &mut Tables, records: &Records, knowledge: &Knowledge) -> Result<bool, Failure> {
    let slug = |id: &EntityId| id.as_str().split_once('/').map(|(_, slug)| slug.to_owned()).unwrap_or_default();
    let is_new = |id: &EntityId| knowledge.slug(&slug(id)).is_none();
    let corridors: BTreeSet<EntityId> = said(records).map(|route| route.corridor).filter(is_new).collect();
    let towns: BTreeSet<EntityId> = said(records).map(|route| route.object).filter(|id| id.kind() == EntityKind::City && is_new(id)).collect();
    let whole = |id: &EntityId| {
        let whole = said(records).find(|route| route.corridor == *id && route.relation.code() == "branch-of").map(|route| route.object);
        whole.filter(|whole| corridors.contains(whole) || knowledge.get(whole).is_some())
    };
    for (table, ids, more) in [("corridors.csv", &corridors, "branch_of"), ("places.csv", &towns, "country")] {
        let mut rows = Writer::from_writer(Vec::new());
        rows.write_record(["id", "type", "name", "names_fr", more]).map_err(Failure::broken)?;
        for id in ids {
            let entity = records.entities.iter().find(|entity| entity.id == *id);
            let name = entity.map_or_else(|| id.to_string(), |entity| entity.name.clone());
            let names: BTreeSet<&str> = entity.into_iter().flat_map(|entity| entity.labels.values()).map(String::as_str).collect();
            let country = || entity.and_then(|entity| entity.country.clone()).filter(|country| knowledge.get(country).is_some());
            let more = if more == "country" { country() } else { whole(id) };
            let names = Vec::from_iter(names).join("|");
            rows.write_record([&slug(id), id.kind().name(), &name, &names, &more.as_ref().map(slug).unwrap_or_default()]).map_err(Failure::broken)?;
        }
        tables.lay(table, table, rows.into_inner().map_err(Failure::broken)?).map_err(Failure::broken)?;
    }
    Ok(!corridors.is_empty() || !towns.is_empty())
}
