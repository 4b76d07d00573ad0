//! What a figure is of: a pair of countries, a country, a corridor, a company, a thing.

use super::{
    Figure, Sight,
    dimension::is_dimension,
    fit::{is_rate, is_trade},
    holder::Holder,
    memory::Kind,
    place::{is_moved, is_passing},
    rule,
    signs::{is_wall, note},
};
use crate::{
    model::{EntityId, EntityKind},
    recognise::Item,
};

impl Sight<'_> {
    pub(super) fn about(&self, measure: &str, rule: &str, change: bool) -> Vec<EntityId> {
        // "91 millions de tonnes (+ 8 %)": the rate in brackets is of the level before them.
        if let Some((open, _)) = self.bracket().filter(|(open, _)| *open > 0 && self.is_quantity(open - 1)) {
            match self.previous.filter(|previous| previous.at + 1 == open) {
                Some(previous) => return previous.about.clone(),
                // Nobody knows of what the level is.
                None if change => return Vec::new(),
                None => {}
            }
        }
        if let Some(level) = self.level_in_order().or_else(|| self.told_by_source(measure)) {
            return level.about.clone();
        }
        if measure == "other:share" && rule == rule::CARRIED && self.is_of_unnamed_holder() {
            return Vec::new();
        }
        if let Some(whole) = self.part_of_count().filter(|whole| whole.measure == measure && rule == rule::CARRIED) {
            return whole.about.clone();
        }
        if let Some(meant) = self.reached_by(measure).or_else(|| self.owners_in_row()).or_else(|| self.there_abroad(measure)).or_else(|| self.meant(measure)) {
            return meant;
        }
        if let Some(other) = self.contrasted(measure) {
            return vec![other];
        }
        if let Some(land) = (!is_trade(measure) && measure != "other:share").then(|| self.land_again()).flatten() {
            return vec![land];
        }
        if let Some(portion) = self.portion(measure).or_else(|| if measure == "duration" { self.farther().or_else(|| self.ends().cloned()) } else { None }) {
            return portion;
        }
        if let Some(lands) = (measure == "other:flights").then(|| self.lands_joined()).flatten() {
            return lands;
        }
        // What goods are worth is of whom they are.
        if let Some(previous) = self.previous.filter(|_| measure == "other:freight-value" && rule == rule::CARRIED) {
            return previous.about.clone();
        }
        // "…, soit 5 % de plus": of whom the level is. What goes through a port goes on with it.
        if let Some(previous) = self.previous
            && self.respective().is_none()
            && (change && rule == rule::CARRIED && previous.measure == measure && previous.change.is_none()
                || is_moved(measure)
                    && matches!(previous.about.as_slice(), [only] if matches!(only.kind(), EntityKind::City | EntityKind::Place))
                    && self.own_place().is_none())
        {
            return previous.about.clone();
        }
        if is_moved(measure)
            && let Some(place) = self.own_place()
        {
            return place;
        }
        // "dans la région de X, où la production a atteint": of the place that the clause is about.
        if (matches!(measure, "production" | "population" | "jobs" | "companies" | "gdp" | "other:area" | "other:farmers") || is_passing(measure))
            && let Some(seat) = self.seat()
        {
            return vec![seat];
        }
        // What is agreed on in one go is of those who agree.
        if rule == rule::DEALS {
            return self.reader.pair(self.scene);
        }
        let alone = matches!(measure, "production" | "other:capacity" | "length" | "other:revenue");
        if let Some(neighbour) = alone.then(|| self.neighbour(measure)).flatten() {
            return vec![neighbour];
        }
        if let Some(doers) = self.doers(measure).or_else(|| self.dealt(measure)) {
            return doers;
        }
        if measure == "freight-capacity" && self.is_vehicle() {
            return Vec::new();
        }
        if !is_trade(measure) && measure != "other:share" && rule != rule::SHARE {
            let built = is_moved(measure) || matches!(measure, "length" | "price/cost" | "other:capacity" | "other:area") || is_dimension(measure);
            let owns = |id: &EntityId| {
                Kind::of(self.reader, id).is_some_and(|kind| match kind {
                    Kind::Country => false,
                    Kind::Region | Kind::Alliance => !built && kind.suits(measure) && (measure != "investment" || kind == Kind::Region),
                    _ => kind.suits(measure) && !matches!(measure, "investment" | "companies" | "projects"),
                })
            };
            match self.holder() {
                Holder::Known(id) if measure == "investment" && self.invested(&id).is_some() => return self.invested(&id).unwrap_or_default(),
                Holder::Known(id) if owns(&id) && (built || !measure.starts_with("other:") || measure == "other:revenue") => return vec![id],
                // Of what nobody can tell.
                Holder::Unknown if built => return Vec::new(),
                _ => {}
            }
        }
        if (is_moved(measure) || measure == "other:capacity")
            && let Some(place) = self.fronted_place().or_else(|| self.handled_here())
        {
            return vec![place];
        }
        if matches!(
            measure,
            "freight-volume" | "freight-capacity" | "containers" | "trains" | "length" | "passengers" | "price/cost" | "duration" | "other:capacity"
        ) || measure.starts_with("other:")
            && !matches!(measure, "other:share" | "other:loan" | "other:aid" | "other:debt" | "other:balance" | "other:expenditure")
            && !is_rate(measure)
            && (measure != "other:revenue" || self.previous.is_some() || self.items().iter().flat_map(Item::entities).any(|id| !self.is_state(id)))
        {
            // "Le port a une capacité de": the port named last.
            if let Some(port) = self.memory.last(Kind::Port).filter(|_| measure != "length" && self.is_bare_port()) {
                return vec![port.clone()];
            }
            let named = |item: &Item| item.entities().iter().any(|id| self.is_local(id) || self.is_thing(id));
            if is_moved(measure) && self.memory.last(Kind::Port).is_none() && self.is_bare_port() && !self.items().iter().any(named) {
                return self.memory.lead.iter().filter(|lead| self.is_local(lead)).cloned().collect();
            }
            // "Longue de 233 km, elle part de": of what the pronoun stands for.
            let pronoun = |index: usize| self.items().get(index).is_some_and(|item| item.code(&self.reader.language.lexicon, "pron") == Some("subject"));
            let fronted = self.at <= 3 && self.is_mark(self.at + 1, ",") && pronoun(self.at + 2);
            let meant = self.items().get(self.at + 2).and_then(|item| item.entities().iter().find(|id| self.is_thing(id)));
            if let Some(recent) = meant.or(self.built_for(measure)).filter(|_| fronted) {
                return vec![recent.clone()];
            }
            // "La capacité de celle-ci": of the thing named last.
            let meant = |index: usize| self.has_function(index, "of") && pronoun(index + 1);
            if let Some(recent) = self.thing_again().filter(|_| (0..self.at).rev().take(6).any(meant)) {
                return vec![recent.clone()];
            }
            if let Some(line) = self.owned_line(measure) {
                return vec![line];
            }
            if let Some(thing) = self.thing(measure) {
                return vec![thing];
            }
            let own = if self.names_land() { self.reader.countries_in(self.scene) } else { &[] };
            // The port or town that the figures before are of, rather than the line that was named beside it.
            let local = |before: &&Figure| {
                before.about.iter().all(|id| self.is_local(id) || is_moved(measure) && self.is_company(id))
                    && self.age <= NEAR
                    && (self.previous.is_some() || self.paragraph || is_moved(measure))
            };
            if let Some(before) = self.previous.or(self.before).filter(|_| own.is_empty() && measure != "length").filter(local) {
                if let Some(first) = self.first_local().filter(|first| !before.about.contains(first)) {
                    return vec![first];
                }
                return before.about.clone();
            }
            // What a project costs is of what is built rather than of the corridor that it is a part of.
            let again = if measure == "price/cost" { self.memory.built() } else { self.thing_again() };
            if let Some(recent) = again.filter(|_| {
                own.is_empty()
                    || measure == "price/cost"
                    || measure == "duration" && self.signs.say(note::PLAN)
                    || measure == "length" && !self.is_new() && !(self.is_of_lines() && own.len() == 1)
            }) {
                return vec![recent.clone()];
            }
            if let Some(before) = self
                .before
                .filter(|before| before.about.iter().any(|id| self.is_thing(id) || matches!(id.kind(), EntityKind::City | EntityKind::Place)) && own.is_empty())
            {
                return before.about.clone();
            }
        }
        if let Some(mut row) = self.respective() {
            // Growth and output are of each alone.
            if matches!(measure, "gdp" | "population" | "production") {
                row.drain(..row.len() - 1);
            }
            return row;
        }
        if measure == "gdp" && rule == rule::CARRIED && self.previous.is_none() {
            return self.grower();
        }
        if let Some(stake) = (measure == "other:share").then(|| self.stake()).flatten() {
            return stake;
        }
        if measure == "other:share" || rule == rule::SHARE {
            // "des transferts de Russie vers la Moldavie représentent 20 % du PIB": of which of the two, nobody says.
            let own = self.own_countries();
            return if measure == "gdp" && own.len() > 1 { Vec::new() } else { self.sharers() };
        }
        let thing =
            matches!(measure, "freight-volume" | "freight-capacity" | "containers" | "trains" | "length" | "price/cost" | "duration" | "other:capacity");
        // What is put into a thing that is named is of the thing.
        if measure == "investment"
            && let Some(thing) = self.put_into()
        {
            return vec![thing];
        }
        if is_trade(measure)
            && let Some(pair) = self.next_partner(measure).or_else(|| self.of_subject(measure)).or_else(|| self.mutual())
        {
            return pair;
        }
        // The second of a list and those behind it have their own partners.
        let later = || self.partner(self.at).is_some() && (0..self.at).any(|index| self.is_quantity(index) && self.partner(index).is_some());
        if !thing && let Some(parties) = self.parties(measure).filter(|_| !later()) {
            return parties;
        }
        if let Some(pair) = self.listed(measure).or_else(|| self.share_of_trade(measure)) {
            return pair;
        }
        if let Some(land) = (!is_trade(measure)).then(|| self.bare_land()).flatten() {
            return vec![land.clone()];
        }
        let own = self.own_countries();
        // "La Géorgie a écoulé en Russie : – 55 000 tonnes de vin"
        if own.is_empty() && is_trade(measure) && self.opens_line() && self.rolled.len() == 2 {
            return self.rolled.to_vec();
        }
        // "Téhéran et Bagdad : 12 milliards de dollars d'échanges"
        if is_trade(measure)
            && own.is_empty()
            && let Some(pair) = self.capitals()
        {
            return pair;
        }
        if measure == "duration" {
            // A contract is of those who conclude it.
            if let Some(lent) = self.previous.filter(|_| self.is_lent_for()) {
                return lent.about.clone();
            }
            let term = self.is_bound_for() || self.is_of_paper_for() || self.signs.list[..self.at].iter().any(|sign| sign.says(note::TERM));
            let term = term && matches!(own.len(), 1 | 2);
            return if term { own } else { Vec::new() };
        }
        // "La frontière entre A et B": the length of what two have in common.
        let border = || {
            (0..self.at)
                .chain(self.at + 2..self.at + 3)
                .any(|index| self.items().get(index).is_some_and(|item| item.is(&self.reader.language.lexicon, "border-word")))
        };
        if measure == "length" && own.len() == 2 {
            return if border() { own } else { Vec::new() };
        }
        let single = matches!(
            measure,
            "gdp"
                | "population"
                | "production"
                | "passengers"
                | "length"
                | "price/cost"
                | "trains"
                | "containers"
                | "freight-volume"
                | "freight-capacity"
                | "duration"
        ) || measure.starts_with("other:") && measure != "other:supply" && own.len() != 2;
        if single {
            // Goods that go from one country to another are of both.
            if own.len() == 2 && matches!(measure, "freight-volume" | "containers" | "trains" | "price/cost" | "passengers" | "other:tourists") {
                return own;
            }
            // "2 900 trains ont circulé entre la Chine et l'Europe"
            if let Some(ends) =
                self.ends().filter(|ends| is_moved(measure) && own.len() == 1 && ends.contains(&own[0]) && ends.iter().all(|id| self.is_state(id)))
            {
                return ends.clone();
            }
            // "La production, elle, est revenue à 33 millions": behind trade with others, of the country whose figures the text reports.
            let trades = || self.previous.or(self.before).is_none_or(|before| is_trade(&before.measure));
            if let Some(reporter) = self.reporter.filter(|_| own.is_empty() && measure == "production" && self.previous.is_none() && trades()) {
                return vec![reporter.clone()];
            }
            if own.is_empty()
                && let Some(before) =
                    self.previous.or_else(|| self.before.filter(|_| self.paragraph || self.close)).filter(|before| self.may_go_on(before, measure))
            {
                return before.about.clone();
            }
            let nearest = self.acting_state().or_else(|| self.nearest_country().filter(|_| !(is_moved(measure) && self.is_line_of_ends())));
            // "Le ministre des Transports a indiqué que le fret avait atteint …": of the country whose minister speaks.
            let nearest = nearest.or_else(|| self.reporter.filter(|reporter| is_moved(measure) && own.iter().all(|id| id == *reporter)).cloned());
            if is_moved(measure) && (nearest.is_some() || rule == rule::COUNTED) {
                return nearest.into_iter().collect();
            }
            return nearest.or_else(|| self.main_state(measure).cloned()).into_iter().collect();
        }
        if measure == "jobs" && own.len() == 1 {
            return own;
        }
        // Of several that nothing joins, nobody can tell whose it is.
        if own.len() > 2 {
            return Vec::new();
        }
        if let Some(land) = self.investor_beside(measure).or_else(|| self.goes_on_investing(measure)) {
            return land;
        }
        if own.len() == 2 {
            return self.reported_ahead(measure, &own).unwrap_or(own);
        }
        if own.is_empty()
            && is_trade(measure)
            && let Some(hub) = self.memory.hub.as_ref().filter(|_| self.signs.say(note::WORLD))
        {
            return vec![hub.clone()];
        }
        // Trade of one country goes on as long as no other is named.
        let figure = self.previous.or(self.before).filter(|figure| rule == rule::CARRIED || is_trade(&figure.measure) || figure.measure == "other:revenue");
        if own.is_empty()
            && let Some(figure) = figure
        {
            return figure.about.clone();
        }
        // What is invested, built or made goes on with whom the figures before were of.
        if own.is_empty()
            && !is_trade(measure)
            && let Some(before) = self.previous.or_else(|| self.before.filter(|_| self.close || self.paragraph || self.age <= NEAR && self.has_head()))
            && (measure != "projects" || self.may_go_on(before, measure))
        {
            return before.about.clone();
        }
        // Trade with the whole world is of one country.
        let alone = own.len() == 1 && self.signs.say(note::WORLD);
        if alone || measure == "investment" && own.len() == 1 && self.is_taker(&own[0]) {
            return own;
        }
        // One country alone has its own trade, unless figures or the whole text are of it and another.
        if let [only] = own.as_slice()
            && !self.is_owned()
        {
            let pair = self.previous.or(self.before).map(|figure| figure.about.as_slice()).filter(|about| about.len() == 2 && about.contains(only));
            let main = self
                .reader
                .main
                .map(<[EntityId; 2]>::as_slice)
                .filter(|main| !main.iter().any(|id| self.is_of_compared(id)))
                .filter(|main| main.contains(only) && (self.reporter != Some(only) || !matches!(measure, "exports" | "imports" | "investment")));
            return pair.or(main).map_or(own, <[EntityId]>::to_vec);
        }
        if let Some(land) = self.told_land(measure).filter(|_| own.is_empty()) {
            return vec![land];
        }
        // What nobody is named with is of the country whose figures the text reports.
        let pair = self
            .reporter
            .filter(|_| is_trade(measure) && own.is_empty() && self.reader.main.is_none())
            .map_or_else(|| self.reader.pair(self.scene), |id| vec![id.clone()]);
        // Of many that were named together nobody can tell; the figure before is of one.
        if pair.len() > 2
            && let Some(before) = self.before.filter(|before| self.close && self.paragraph && matches!(before.about.as_slice(), [only] if self.is_state(only)))
        {
            return before.about.clone();
        }
        if pair.is_empty() { self.reader.countries.first().filter(|_| self.reader.countries.len() == 1).cloned().into_iter().collect() } else { pair }
    }

    /// The countries of the figure's own part of the sentence, or else of the whole sentence.
    fn own_countries(&self) -> Vec<EntityId> {
        let all: Vec<EntityId> = self.reader.countries_in(self.scene).iter().filter(|id| !self.is_in_passing(id) && !self.is_outranked(id)).cloned().collect();
        // Of many that only a word for all of them stands for, nobody is named.
        if all.len() > 2 && !self.items().iter().flat_map(Item::entities).any(|id| all.contains(id)) {
            return Vec::new();
        }
        if all.len() <= 2 {
            return all;
        }
        let chunks = self.scene.chunks();
        let start = (0..self.chunk).rev().find(|index| is_wall(&chunks[*index].kind)).map_or(0, |index| chunks[index].end);
        let end = (self.chunk..chunks.len()).find(|index| is_wall(&chunks[*index].kind)).map_or(self.items().len(), |index| chunks[index].start);
        let mut near: Vec<EntityId> = Vec::new();
        for id in self.items()[start..end].iter().flat_map(Item::entities).filter(|id| all.contains(id)) {
            if !near.contains(id) {
                near.push(id.clone());
            }
        }
        if near.len() == 2 {
            return near;
        }
        // "a importé pour 6 milliards, dont 1 milliard de Turquie": those named before the next figure.
        let next = (self.at + 1..end).find(|index| self.is_quantity(*index)).filter(|_| self.previous.is_none());
        let mut own: Vec<EntityId> = Vec::new();
        let beside = next.and_then(|next| self.beside(next));
        for id in (0..next.unwrap_or(0)).filter(|index| Some(*index) != beside).flat_map(|index| self.items()[index].entities()).filter(|id| all.contains(id)) {
            if !own.contains(id) {
                own.push(id.clone());
            }
        }
        if matches!(own.len(), 1 | 2) { own } else { all }
    }
}

/// A project goes on over so many sentences without a figure.
const NEAR: usize = 4;
