//! `silkgraph path`: how one gets from one place to another along the corridors that are known.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    num::NonZeroUsize,
    path::PathBuf,
};

use clap::{Args, builder::PossibleValuesParser, builder::TypedValueParser};
use serde::Serialize;

use super::{
    Show,
    failure::{Exit, Failure},
    output::{self, one_line},
    source::{self, Added},
    told,
};
use crate::{
    knowledge::{Knowledge, Leg, Mode, Route, Search, State},
    model::EntityId,
};

/// Show the ways from one place to another along known corridors
///
/// Places are named in any language, or by their ids. The best way comes first: the shortest, where a change to another
/// corridor or mode, and a line that is only planned or being built, count against it. No way takes all the corridors of a
/// better one. Lengths that no source gives are those of the great circle, marked by ~.
///
/// With --store, ways also follow what documents of that store say of corridors (what they connect, pass through, begin and
/// end at, are a branch of) and no table knows. Such a stretch is marked by the documents that tell of it. Nobody says by what
/// one goes there and whether it is open, so that it counts as much as a planned one, and --mode and --operating leave it out.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where it begins
    #[arg(value_name = "FROM")]
    from: String,
    /// Where it ends
    #[arg(value_name = "TO")]
    to: String,
    /// A country, place or corridor not to touch; may be given several times
    #[arg(long, value_name = "NAME")]
    avoid: Vec<String>,
    /// By what to go; may be given several times [default: anything but a pipeline]
    #[arg(long, value_name = "MODE", value_parser = PossibleValuesParser::new(Mode::WORDS).try_map(|word| word.parse::<Mode>()))]
    mode: Vec<Mode>,
    /// Leave out what is only planned or being built
    #[arg(long)]
    operating: bool,
    /// How many ways to show
    #[arg(long, value_name = "N", default_value = "3")]
    alternatives: NonZeroUsize,
    /// Also follow what the documents of this store say
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    #[command(flatten)]
    added: Added,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Show::Text)]
    format: Show,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let knowledge = match &arguments.store {
        Some(dir) => told::knowledge(&arguments.added, dir)?,
        None => source::knowledge(&arguments.added, None)?,
    };
    let place = |name: &str| knowledge.place_on_network(name).map_err(Failure::missing);
    let (from, to) = (place(&arguments.from)?, place(&arguments.to)?);
    let avoid: BTreeSet<EntityId> = arguments.avoid.iter().map(|name| knowledge.to_avoid(name)).collect::<Result<_, _>>().map_err(Failure::missing)?;
    let names = Names(&knowledge);
    if from == to {
        return Err(Failure::missing(format_args!("both names mean {}", names.of(&from))));
    }
    for end in [&from, &to] {
        if let Some(shut) = [Some(end.clone()), knowledge.country_of(end)].into_iter().flatten().find(|id| avoid.contains(id)) {
            let lies = if shut == *end { String::new() } else { format!(" lies in {}, which", names.of(&shut)) };
            return Err(Failure::missing(format_args!("no way: {}{lies} is to be avoided", names.of(end))));
        }
    }
    let alternatives = arguments.alternatives.get();
    let search = Search { from, to, avoid, modes: arguments.mode.clone(), operating: arguments.operating, alternatives };
    let routes = knowledge.network().routes(&search, &knowledge);
    if arguments.format == Show::Json {
        output::json(&Report::new(&search, &routes, &names))?;
    } else {
        let mut out = output::stdout();
        for (number, route) in (1..).zip(&routes) {
            names.write(number, route, &mut out)?;
        }
        out.flush()?;
    }
    if routes.is_empty() {
        let (from, to) = (names.of(&search.from), names.of(&search.to));
        return Err(Failure::missing(format_args!("no way is known from {from} to {to} under these conditions")));
    }
    Ok(Exit::Done)
}

/// Names for ids.
struct Names<'k>(&'k Knowledge);

impl Names<'_> {
    fn of<'n>(&'n self, id: &'n EntityId) -> &'n str {
        self.0.get(id).map_or(id.as_str(), |known| &known.entity.name)
    }

    /// A corridor, and what it is a branch of.
    fn corridor(&self, id: &EntityId) -> String {
        let whole = self.0.get(id).and_then(|known| known.branch_of.as_ref());
        whole.map_or_else(|| self.of(id).to_owned(), |whole| format!("{} (branch of {})", self.of(id), self.of(whole)))
    }

    fn write(&self, number: usize, route: &Route, out: &mut dyn Write) -> io::Result<()> {
        let list = |ids: &mut dyn Iterator<Item = &EntityId>| ids.map(|id| self.of(id)).collect::<Vec<_>>().join(", ");
        let (length, estimated) = route.length_km();
        let rough = if estimated > 0.0 { format!("~{length:.0} km, {estimated:.0} of them as the crow flies") } else { format!("{length:.0} km") };
        writeln!(out, "{number}. {}: {rough}", one_line(&list(&mut route.corridors().into_iter())))?;
        writeln!(out, "   countries: {}", one_line(&list(&mut route.countries(self.0).iter())))?;
        let mut last = None;
        for leg in &route.legs {
            if last != Some(&leg.corridor) {
                writeln!(out, "   {}", one_line(&self.corridor(&leg.corridor)))?;
                last = Some(&leg.corridor);
            }
            let length = leg.length_km.map_or_else(|| "?".to_owned(), |km| format!("{}{km:.0}", if leg.estimated { "~" } else { "" }));
            let (from, to) = (self.of(&leg.from), self.of(&leg.to));
            let traits = leg.mode.map(|mode| mode.word().to_owned()).into_iter().chain(leg.state.map(|state| state.word().to_owned()));
            let told = leg.documents.split_first().map(|(first, others)| match others.len() {
                0 => format!("as told by {}", one_line(first)),
                more => format!("as told by {} and {more} more", one_line(first)),
            });
            let traits: String = traits.chain(told).map(|it| format!(", {it}")).collect();
            writeln!(out, "     {} \u{2013} {}: {length} km{traits}", one_line(from), one_line(to))?;
        }
        Ok(())
    }
}

/// All of it, for programs.
#[derive(Serialize)]
struct Report<'r> {
    from: Thing<'r>,
    to: Thing<'r>,
    routes: Vec<Way<'r>>,
}

/// An entity.
#[derive(Serialize)]
struct Thing<'r> {
    id: &'r str,
    name: &'r str,
}

/// A route.
#[derive(Serialize)]
struct Way<'r> {
    length_km: f64,
    estimated_km: f64,
    corridors: Vec<Whole<'r>>,
    countries: Vec<Thing<'r>>,
    places: Vec<Thing<'r>>,
    legs: Vec<Stretch<'r>>,
}

/// A corridor with what it is a branch of.
#[derive(Serialize)]
struct Whole<'r> {
    #[serde(flatten)]
    corridor: Thing<'r>,
    branch_of: Option<Thing<'r>>,
}

/// A leg.
#[derive(Serialize)]
struct Stretch<'r> {
    corridor: &'r str,
    also: Vec<&'r str>,
    from: &'r str,
    to: &'r str,
    mode: Option<&'static str>,
    status: Option<&'static str>,
    /// Empty where it is known beforehand.
    documents: &'r [String],
    length_km: Option<f64>,
    estimated: bool,
}

impl<'r> Report<'r> {
    fn new(search: &'r Search, routes: &'r [Route], names: &'r Names<'_>) -> Self {
        let thing = |id| names.thing(id);
        Self { from: thing(&search.from), to: thing(&search.to), routes: routes.iter().map(|route| names.way(route)).collect() }
    }
}

impl Names<'_> {
    fn thing<'n>(&'n self, id: &'n EntityId) -> Thing<'n> {
        // The knowledge outlives whatever is shown of it.
        let known = self.0.get(id).map(|known| &known.entity);
        Thing { id: known.map_or(id.as_str(), |entity| entity.id.as_str()), name: known.map_or(id.as_str(), |entity| &entity.name) }
    }

    fn way<'n>(&'n self, route: &'n Route) -> Way<'n> {
        let (length, estimated) = route.length_km();
        let whole = |id: &'n EntityId| {
            let branch_of = self.0.get(id).and_then(|known| known.branch_of.as_ref()).map(|whole| self.thing(whole));
            Whole { corridor: self.thing(id), branch_of }
        };
        let mut countries: Vec<Thing<'n>> = Vec::new();
        for country in route.places().filter_map(|place| self.0.get(place)?.entity.country.as_ref()).map(|country| self.thing(country)) {
            if !countries.iter().any(|known| known.id == country.id) {
                countries.push(country);
            }
        }
        Way {
            length_km: rounded(length),
            estimated_km: rounded(estimated),
            corridors: route.corridors().into_iter().map(whole).collect(),
            countries,
            places: route.places().map(|place| self.thing(place)).collect(),
            legs: route.legs.iter().map(stretch).collect(),
        }
    }
}

fn stretch(leg: &Leg) -> Stretch<'_> {
    Stretch {
        corridor: leg.corridor.as_str(),
        also: leg.also.iter().map(EntityId::as_str).collect(),
        from: leg.from.as_str(),
        to: leg.to.as_str(),
        mode: leg.mode.map(Mode::word),
        status: leg.state.map(State::word),
        documents: &leg.documents,
        length_km: leg.length_km.map(rounded),
        estimated: leg.estimated,
    }
}

/// To a tenth of a kilometre.
fn rounded(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}
