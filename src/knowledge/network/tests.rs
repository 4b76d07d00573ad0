//! The network over a small world of its own.

use super::*;
use crate::knowledge::Tables;

/// A small world: a northern town, two ways south around a sea, one over it, and a pipeline.
const TABLES: [(&str, &str); 4] = [
    ("countries.csv", "id,name,names_fr\nnorthland,Northland,Nordie\nwestland,Westland,\neastland,Eastland,\nsouthland,Southland,Sudie\n"),
    (
        "places.csv",
        "id,type,name,country,lat,lon,names_fr\n\
         top,City,Top,northland,50,40,Sommet\n\
         north-port,Place,North Port,northland,45,40,Port-Nord\n\
         west-port,City,West Port,westland,42,35,\n\
         east-town,City,East Town,eastland,42,45,\n\
         south-port,Place,South Port,southland,38,40,Port-Sud\n\
         end,City,End,southland,30,40,\n\
         twin-1,City,Twin,westland,41,35,\n\
         twin-2,City,Twin,eastland,41,45,\n\
         lone,City,Lone,southland,31,41,\n",
    ),
    (
        "corridors.csv",
        "id,type,name,branch_of\nspine,Corridor,Spine,\nspine-west,Corridor,Spine West,spine\nspine-east,Corridor,Spine East,spine\nferry-line,Corridor,Ferry Line,\npipe,Infrastructure,Pipe,\n",
    ),
    (
        "segments.csv",
        "corridor,order,from,to,mode,length_km,status\n\
         spine,1,top,north-port,rail,600,operating\n\
         spine,2,south-port,end,rail,,operating\n\
         spine-west,1,north-port,west-port,rail,500,operating\n\
         spine-west,2,west-port,south-port,rail,600,planned\n\
         spine-west,3,west-port,twin-1,road,,operating\n\
         spine-east,1,north-port,east-town,rail,700,operating\n\
         spine-east,2,east-town,south-port,rail,700,operating\n\
         spine-east,3,east-town,twin-2,road,,operating\n\
         ferry-line,1,south-port,north-port,ferry,300,operating\n\
         pipe,1,top,end,pipeline,10,operating\n",
    ),
];

fn knowledge() -> Knowledge {
    let mut tables = Tables::default();
    for (table, text) in TABLES {
        tables.lay(table, table, text.as_bytes().to_vec()).unwrap();
    }
    Knowledge::load(tables).unwrap()
}

fn search(knowledge: &Knowledge, from: &str, to: &str) -> Search {
    let place = |name| knowledge.place_on_network(name).unwrap();
    Search { from: place(from), to: place(to), avoid: BTreeSet::new(), modes: Vec::new(), operating: false, alternatives: 3 }
}

fn shown(knowledge: &Knowledge, search: &Search) -> Vec<String> {
    let slug = |id: &EntityId| id.as_str().split_once('/').unwrap().1.to_owned();
    let show = |route: Route| {
        let list = |ids: Vec<&EntityId>| ids.into_iter().map(slug).collect::<Vec<_>>().join(" ");
        format!("{}: {}", list(route.corridors()), list(route.places().collect()))
    };
    knowledge.network().routes(search, knowledge).into_iter().map(show).collect()
}

const FERRY: &str = "spine ferry-line spine: top north-port south-port end";
const EAST: &str = "spine spine-east spine: top north-port east-town south-port end";
const WEST: &str = "spine spine-west spine: top north-port west-port south-port end";

#[test]
fn ways_are_ranked_by_length_state_and_changes() {
    let knowledge = knowledge();
    let mut search = search(&knowledge, "Sommet", "END");
    assert_eq!(shown(&knowledge, &search), [FERRY, EAST, WEST], "a planned line is no match for a longer one that is there");
    search.alternatives = 1;
    assert_eq!(shown(&knowledge, &search), [FERRY]);
    search.alternatives = 9;
    assert_eq!(shown(&knowledge, &search).len(), 3, "no way is told twice");
}

#[test]
fn what_is_to_be_avoided_is_not_touched() {
    let knowledge = knowledge();
    let found = |names: &[&str]| {
        let mut search = search(&knowledge, "top", "end");
        search.avoid = names.iter().map(|name| knowledge.to_avoid(name).unwrap()).collect();
        shown(&knowledge, &search)
    };
    assert_eq!(found(&["Ferry Line"]), [EAST, WEST]);
    assert_eq!(found(&["Ferry Line", "Eastland"]), [WEST]);
    assert_eq!(found(&["West Port", "spine-east"]), [FERRY]);
    assert!(found(&["Spine"]).is_empty(), "a whole is avoided with its branches");
    assert!(found(&["Nordie"]).is_empty() && found(&["Sudie"]).is_empty());
}

#[test]
fn modes_and_state_may_be_asked_for() {
    let knowledge = knowledge();
    let mut search = search(&knowledge, "top", "end");
    search.operating = true;
    assert_eq!(shown(&knowledge, &search), [FERRY, EAST]);
    search.modes = vec![Mode::Rail];
    assert_eq!(shown(&knowledge, &search), [EAST]);
    search.modes = vec![Mode::Pipeline];
    assert_eq!(shown(&knowledge, &search), ["pipe: top end"], "pipelines only where they are asked for");
}

#[test]
fn lengths_tell_sources_from_estimates() {
    let knowledge = knowledge();
    let route = knowledge.network().routes(&search(&knowledge, "top", "end"), &knowledge).remove(0);
    let (length, estimated) = route.length_km();
    assert_eq!(route.legs.iter().map(|leg| leg.estimated).collect::<Vec<_>>(), [false, false, true]);
    assert!((estimated - 889.6).abs() < 0.1 && (length - 900.0 - estimated).abs() < 1e-9);
    let countries: Vec<String> = route.countries(&knowledge).iter().map(ToString::to_string).collect();
    assert_eq!(countries, ["country/northland", "country/southland"]);
}

#[test]
fn a_name_that_leads_nowhere_is_answered_with_what_is_near() {
    let knowledge = knowledge();
    let why = |name: &str| knowledge.place_on_network(name).unwrap_err().to_string();
    assert_eq!(knowledge.place_on_network("Port Sud").unwrap(), knowledge.place_on_network("place/south-port").unwrap());
    assert_eq!(why("Sommat"), "nothing is known as `Sommat`; did you mean Top");
    assert_eq!(why("Twin"), "`Twin` can be several; give the id: city/twin-1 (Twin, Westland), city/twin-2 (Twin, Eastland)");
    assert_eq!(why("Lone"), "no corridor that is known touches Lone; the nearest on the network: End (147 km), South Port (784 km), Twin (1168 km)");
    assert_eq!(why("Southland"), "Southland is a country; name a place of it: End, South Port");
    assert!(knowledge.place_on_network("Nowhere at all").unwrap_err().to_string().ends_with("`Nowhere at all`"));
}

#[test]
fn the_shipped_corridors_join_the_north_to_the_gulf() {
    let knowledge = Knowledge::shipped().unwrap();
    for (from, to) in [("Murmansk", "Bandar Abbas"), ("Mourmansk", "Bandar Abbas"), ("Мурманск", "Бендер-Аббас")] {
        let routes = knowledge.network().routes(&search(&knowledge, from, to), &knowledge);
        assert_eq!(routes.len(), 3, "{from}");
        let countries: Vec<String> = routes[0].countries(&knowledge).iter().map(ToString::to_string).collect();
        assert_eq!((countries.first().map(String::as_str), countries.last().map(String::as_str)), (Some("country/russia"), Some("country/iran")));
        assert!(routes.iter().any(|route| route.corridors().iter().any(|id| id.as_str() == "corridor/instc")));
    }
    let mut search = search(&knowledge, "Mourmansk", "Bandar Abbas");
    search.avoid = BTreeSet::from([knowledge.to_avoid("Russie").unwrap()]);
    assert!(knowledge.network().routes(&search, &knowledge).is_empty(), "it begins in Russia");
    search.from = knowledge.place_on_network("Almaty").unwrap();
    let routes = knowledge.network().routes(&search, &knowledge);
    assert!(!routes.is_empty());
    let russia = knowledge.slug("russia").unwrap();
    assert!(routes.iter().all(|route| !route.countries(&knowledge).contains(&russia)));
}
