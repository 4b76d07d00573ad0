//! What a figure is of: a pair of countries, a country, a corridor, a company, a thing.

use super::{
    Sight,
    measure::is_trade,
    rule,
    signs::{Words, is_wall, note},
};
use crate::{
    extract::{
        Reader, Scene,
        chunk::{ChunkKind, VerbGroup},
    },
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// The country or region that a sentence on trade puts first: "le commerce de la Chine avec l'Asie centrale".
pub(super) fn hub(reader: &Reader<'_>, scene: &Scene<'_>, words: &Words) -> Option<EntityId> {
    let _ = words;
    let lexicon = &reader.language.lexicon;
    let measure = scene.sentence.items.iter().position(|item| item.code(lexicon, "measure").is_some())?;
    let behind = scene.sentence.items.iter().skip(measure + 1).take(5);
    let first = behind.flat_map(Item::entities).find(|id| id.kind() == EntityKind::Country);
    first.cloned()
}

impl Sight<'_> {
    pub(super) fn about(&self, measure: &str, rule: &str) -> Vec<EntityId> {
        if matches!(
            measure,
            "freight-volume" | "freight-capacity" | "containers" | "trains" | "length" | "passengers" | "price/cost" | "duration" | "other:capacity"
        ) || measure.starts_with("other:") && measure != "other:share" && measure != "other:loan" && measure != "other:aid"
        {
            if let Some(thing) = self.thing(measure) {
                return vec![thing];
            }
            let own = self.reader.countries_in(self.scene);
            if let Some(recent) =
                self.recent.filter(|_| own.is_empty() || matches!(measure, "duration" | "price/cost") || measure == "length" && !self.is_new())
            {
                return vec![recent.clone()];
            }
            if let Some(before) = self
                .before
                .filter(|before| before.about.iter().any(|id| self.is_thing(id) || matches!(id.kind(), EntityKind::City | EntityKind::Place)) && own.is_empty())
            {
                return before.about.clone();
            }
        }
        if let Some(row) = self.respective() {
            return row;
        }
        if measure == "other:share" || rule == rule::SHARE {
            return self.sharers();
        }
        let thing =
            matches!(measure, "freight-volume" | "freight-capacity" | "containers" | "trains" | "length" | "price/cost" | "duration" | "other:capacity");
        if !thing && let Some(parties) = self.parties(measure) {
            return parties;
        }
        if let Some(pair) = self.listed() {
            return pair;
        }
        let own = self.own_countries();
        if measure == "duration" {
            return Vec::new();
        }
        // What a thing without a name is long or costs is said of the countries that it joins.
        if matches!(measure, "length" | "price/cost") && (2..=3).contains(&own.len()) {
            return own;
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
            if own.len() == 2 && matches!(measure, "freight-volume" | "containers" | "trains" | "price/cost" | "passengers") {
                return own;
            }
            if own.is_empty()
                && let Some(before) = self.previous.or_else(|| self.before.filter(|_| self.paragraph || self.close))
            {
                return before.about.clone();
            }
            let nearest = self.acting_state().or_else(|| self.nearest_country());
            return nearest
                .or_else(|| self.land.or_else(|| self.reader.countries.first().filter(|_| self.reader.countries.len() == 1)).cloned())
                .into_iter()
                .collect();
        }
        if own.len() > 2 {
            let nearest = self.nearest_country();
            let main = own.iter().find(|first| Some(*first) != nearest.as_ref()).cloned();
            return main.into_iter().chain(nearest).collect();
        }
        if own.len() == 2 {
            return own;
        }
        // Trade of one country goes on as long as no other is named.
        let figure = self.previous.or(self.before).filter(|figure| rule == rule::CARRIED || is_trade(&figure.measure) || figure.measure == "other:revenue");
        if own.is_empty()
            && let Some(figure) = figure
        {
            return figure.about.clone();
        }
        // Trade with the whole world is of one country.
        let alone = own.len() == 1 && self.signs.list.iter().any(|sign| sign.says(note::WORLD));
        if alone {
            return own;
        }
        self.reader.pair(self.scene)
    }

    /// The parties that the measure itself names: "le commerce de la Chine avec l'Asie centrale", "le commerce franco-ouzbek".
    fn parties(&self, measure: &str) -> Option<Vec<EntityId>> {
        let named = (0..self.at).rev().find(|index| self.sign(*index).measure == Some(measure))?;
        let lexicon = &self.reader.language.lexicon;
        let mut parties: Vec<EntityId> = Vec::new();
        let mut link = None;
        let mut joined = None;
        for (index, item) in self.items().iter().enumerate().take(self.at).skip(named + 1) {
            let verb = self.scene.chunks()[self.signs.chunk[index]].verb().is_some_and(crate::extract::chunk::VerbGroup::is_finite);
            if verb || self.is_quantity(index) || item.is_mark(self.reader.text, "(") || item.is_mark(self.reader.text, ";") || item.is(lexicon, "rel") {
                break;
            }
            link = self.sign(index).prep.or(link);
            let countries = if let ItemKind::Reference(reference) = &item.kind { reference.countries.as_slice() } else { &[] };
            for id in item.entities().iter().chain(countries).filter(|id| self.is_state(id)) {
                if !parties.contains(id) {
                    parties.push(id.clone());
                    joined = link;
                }
            }
        }
        let [only] = parties.as_slice() else { return (parties.len() == 2).then_some(parties) };
        let is = |function: &str| joined.is_some_and(|prep| self.reader.language.has_function(function, prep));
        let before = self.previous.or(self.before).map(|figure| figure.about.as_slice());
        if is("with") {
            // Trade with one partner, of the country that the text counts up.
            let hub = self.hub.or_else(|| before.and_then(|about| about.first())).filter(|hub| *hub != only);
            let own = self.reader.countries_in(self.scene);
            return hub.filter(|_| own.len() == 1).map(|hub| vec![hub.clone(), only.clone()]);
        }
        let alone = before.is_some_and(|about| about == [only.clone()])
            || !matches!(measure, "exports" | "imports" | "investment" | "companies" | "projects" | "other:supply");
        let own = self.reader.countries_in(self.scene);
        (is("of") && alone && own.len() <= 1).then(|| parties.clone())
    }

    /// "la Chine et la Turquie, avec respectivement 1,7 et 0,9 milliard": figures in the order of those named before.
    fn respective(&self) -> Option<Vec<EntityId>> {
        if !self.signs.list.iter().any(|sign| sign.says(note::RESPECTIVE)) {
            return None;
        }
        let items = self.items();
        let like = |index: &usize| matches!(&items[*index].kind, ItemKind::Quantity(quantity) if quantity.unit == self.quantity.unit || quantity.scaled && self.quantity.scaled);
        let row: Vec<usize> = (0..items.len()).filter(like).collect();
        let place = row.iter().position(|index| *index == self.at)?;
        let first = *row.first()?;
        let named: Vec<EntityId> = (0..first).filter_map(|index| self.country_at(index)).collect();
        let start = named.len().checked_sub(row.len()).filter(|_| row.len() > 1)?;
        let own = named.get(start + place)?.clone();
        // "les échanges de la Géorgie avec la Turquie et la Russie"
        let measured = (0..first).rev().find(|index| self.sign(*index).measure.is_some());
        let own_hub = measured.and_then(|measure| (measure..first).find_map(|index| self.country_at(index))).filter(|hub| !named[start..].contains(hub));
        let hub = own_hub.as_ref().or(self.hub).filter(|hub| !named[start..].contains(hub)).cloned();
        Some(hub.into_iter().chain([own]).collect())
    }

    /// "un autre projet de voie ferrée, de 900 km": a thing that was not named before.
    fn is_new(&self) -> bool {
        let headed = |index: usize| self.sign(index).head.is_some() && (1..=2).any(|back| index >= back && self.sign(index - back).det == Some("indefinite"));
        (0..self.at).rev().take(10).any(headed)
    }

    /// A country, or a region or alliance of countries.
    fn is_state(&self, id: &EntityId) -> bool {
        let subtype = || self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str()).unwrap_or_default();
        match id.kind() {
            EntityKind::Country => true,
            EntityKind::Organisation => subtype() == "alliance",
            EntityKind::Place => self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "region" && known.entity.country.is_none()),
            _ => false,
        }
    }

    fn is_thing(&self, id: &EntityId) -> bool {
        matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure)
    }

    /// The corridor, railway, port or company that the figure is of.
    fn thing(&self, measure: &str) -> Option<EntityId> {
        let items = self.items();
        let known = |id: &EntityId| self.reader.knowledge.get(id).map(|known| known.entity.subtype.clone());
        let company = |id: &&EntityId| id.kind() == EntityKind::Organisation && known(id).is_some_and(|subtype| subtype == "company");
        let thing = |id: &&EntityId| self.is_thing(id);
        let left = (0..self.at).rev().filter(|index| !self.inserted(*index)).flat_map(|index| items[index].entities()).find(thing);
        let left = left.or_else(|| items[..self.at].iter().rev().flat_map(Item::entities).find(thing));
        let right = || items[self.at..].iter().flat_map(Item::entities).find(thing);
        if let Some(id) = left.or_else(right) {
            return Some(id.clone());
        }
        // A company is what a figure is of where it stands before the figure, and is no mere source.
        if measure != "length"
            && let Some(id) = items[..self.at].iter().rev().flat_map(Item::entities).find(company)
        {
            return Some(id.clone());
        }
        let port = items.iter().enumerate().find(|(_, item)| item.is(&self.reader.language.lexicon, "place-head") && !item.entities().is_empty());
        let port = port.and_then(|(_, item)| item.entities().first());
        let is_port = |id: &&EntityId| known(id).is_some_and(|subtype| subtype == "port");
        port.or_else(|| items.iter().flat_map(Item::entities).find(is_port)).filter(|_| measure != "length").cloned()
    }

    /// "le port A, qui fait partie du corridor B, a traité": what stands in a relative clause that ends before the figure's verb.
    fn inserted(&self, item: usize) -> bool {
        let chunks = self.scene.chunks();
        let (inner, figure) = (self.signs.chunk[item], self.chunk);
        let opens = (1..inner)
            .rev()
            .take_while(|index| !matches!(chunks[*index].kind, ChunkKind::Stop))
            .find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_)))
            .is_some_and(|open| matches!(chunks[open - 1].kind, ChunkKind::Comma));
        opens && (inner..figure).any(|index| matches!(chunks[index].kind, ChunkKind::Comma) && chunks[index + 1].verb().is_some_and(VerbGroup::is_finite))
    }

    /// The countries of the figure's own part of the sentence, or else of the whole sentence.
    fn own_countries(&self) -> Vec<EntityId> {
        let all = self.reader.countries_in(self.scene);
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
        if near.len() == 2 { near } else { all }
    }

    fn country_at(&self, index: usize) -> Option<EntityId> {
        let item = self.items().get(index)?;
        if item.is_demonym() || !matches!(item.kind, ItemKind::Name(_)) {
            return None;
        }
        item.entities().iter().find(|id| self.is_state(id)).cloned()
    }

    /// The country right beside a figure: "le Kazakhstan (4 milliards)", "27 milliards avec la Russie".
    pub(super) fn partner(&self, at: usize) -> Option<EntityId> {
        // "… avec la Russie"
        if self.has_function(at + 1, "with") {
            let next = at + 2 + usize::from(self.sign(at + 2).det.is_some());
            if let Some(country) = self.country_at(next) {
                return Some(country);
            }
        }
        let before = at.checked_sub(1)?;
        if let Some(country) = self.country_at(before) {
            return Some(country);
        }
        let step = before.checked_sub(1)?;
        let bracket = self.is_mark(before, "(");
        let dash = self.is_mark(before, "–") || self.is_mark(before, "—") || self.is_mark(before, ":");
        let with = self.has_function(before, "with") || self.scene.chunks()[self.signs.chunk[before]].verb().is_some();
        (bracket || dash || with).then(|| self.country_at(step)).flatten()
    }

    /// In a list of partners each has its own figure; the country that they trade with was named before.
    fn listed(&self) -> Option<Vec<EntityId>> {
        let partner = self.partner(self.at)?;
        let others: Vec<EntityId> =
            (0..self.items().len()).filter(|index| self.is_quantity(*index) && *index != self.at).filter_map(|index| self.partner(index)).collect();
        let all = self.reader.countries_in(self.scene);
        let verb_alone = self.country_at(self.at.saturating_sub(2)).is_some() && others.is_empty() && all.len() == 1;
        if others.is_empty() && !verb_alone {
            return None;
        }
        let free = all.into_iter().find(|id| *id != partner && !others.contains(id));
        let hub = free.or_else(|| self.hub.filter(|hub| **hub != partner && !others.contains(hub)).cloned());
        Some(hub.into_iter().chain([partner]).collect())
    }

    /// Who has a share, and of whose whole.
    fn sharers(&self) -> Vec<EntityId> {
        let items = self.items();
        let chunks = self.scene.chunks();
        let of = |id: &&EntityId| {
            self.is_thing(id)
                || matches!(id.kind(), EntityKind::Country | EntityKind::Organisation)
                    && (self.is_state(id) || self.reader.knowledge.get(id).is_none_or(|known| known.entity.subtype == "company"))
        };
        // "à 51 % par Areva"
        let by = (self.has_function(self.at + 1, "by"))
            .then(|| (self.at + 2..items.len().min(self.at + 4)).flat_map(|index| items[index].entities()).find(of))
            .flatten();
        if let Some(id) = by {
            return vec![id.clone()];
        }
        // The subject with what hangs on it: "les pays membres des BRICS".
        let subject = self.ruler().filter(|verb| *verb < self.chunk).and_then(|verb| {
            let first = *self.scene.clauses.grammatical_subject(verb).first()?;
            let (start, end) = (chunks[first].start, chunks[verb].start);
            items.get(start..end)?.iter().flat_map(Item::entities).find(of).cloned()
        });
        let start = self.scene.clauses.clause_start(self.chunk);
        let first = chunks.get(start).map_or(0, |chunk| chunk.start).min(self.at);
        let left = subject.or_else(|| items[first..self.at].iter().rev().flat_map(Item::entities).find(of).cloned());
        let end = (self.at + 1..items.len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(items.len());
        let right = items[self.at..end].iter().flat_map(Item::entities).find(|id| of(id) && Some(*id) != left.as_ref()).cloned();
        let mut about: Vec<EntityId> = left.into_iter().chain(right).collect();
        if about.is_empty() {
            let figure = self.previous.or(self.before);
            about = figure.map(|figure| figure.about.clone()).unwrap_or_default();
        }
        about
    }

    /// The state that is the subject of the figure's verb: "le Kazakhstan, allié de Moscou, est le premier producteur".
    fn acting_state(&self) -> Option<EntityId> {
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let subject = self.scene.clauses.grammatical_subject(verb);
        let [only] = subject.as_slice() else { return None };
        self.scene.chunks()[*only].noun()?.entities.iter().find(|id| self.is_state(id)).cloned()
    }

    fn nearest_country(&self) -> Option<EntityId> {
        let items = self.items();
        let country = |item: &Item| item.entities().iter().find_map(|id| if id.kind() == EntityKind::Country { Some(id.clone()) } else { None });
        items[..self.at].iter().rev().find_map(country).or_else(|| items[self.at..].iter().find_map(country))
    }
}
