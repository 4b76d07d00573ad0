//! Figures: what is measured, of whom, when, and whether it is a fact, an aim or a guess.

use crate::{
    extract::{
        Reader, Scene,
        chunk::{ChunkKind, Modal},
        frame::is_currency,
    },
    fact::{Declared, Fact, Finding, Indicator, Slots, Value},
    lang::Tense,
    model::{EntityId, EntityKind, Span, When},
    recognise::{Item, ItemKind, Quantity},
};

/// Rule names, by what told the measure.
mod rule {
    pub const NAMED: &str = "indicator/measure-named";
    pub const COUNTED: &str = "indicator/counted-noun";
    pub const CARRIED: &str = "indicator/measure-carried-over";
    pub const BRACKET: &str = "indicator/in-brackets";
}

/// What earlier figures leave to later ones.
#[derive(Debug, Default)]
pub struct Figures {
    last: Option<Figure>,
    area: Option<String>,
    paragraph: Option<usize>,
}

#[derive(Clone, Debug)]
struct Figure {
    measure: String,
    about: Vec<EntityId>,
    unit: String,
    period: Option<When>,
    sector: Option<String>,
    at: usize,
}

impl Figures {
    /// Reads the figures of a sentence.
    pub fn read(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Finding>) {
        let quantities: Vec<(usize, &Quantity)> = scene
            .sentence
            .items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| if let ItemKind::Quantity(quantity) = &item.kind { Some((index, quantity)) } else { None })
            .collect();
        let before = self.last.clone();
        let mut in_sentence: Option<Figure> = None;
        // The last figure that no bracket holds: what follows a bracket goes on from there.
        let mut main: Option<Figure> = None;
        for (at, quantity) in quantities {
            let mut sight = Sight {
                reader,
                scene,
                at,
                quantity,
                previous: in_sentence.as_ref(),
                before: before.as_ref(),
                area: self.area.as_deref(),
                paragraph: self.paragraph == Some(scene.sentence.paragraph),
            };
            let inside = sight.bracket().is_some();
            if !inside {
                sight.previous = main.as_ref();
            }
            let Some((figure, finding)) = sight.figure() else { continue };
            found.push(finding);
            if !inside {
                main = Some(figure.clone());
            }
            in_sentence = Some(figure);
        }
        if main.is_some() || in_sentence.is_some() {
            self.last = main.or(in_sentence);
            self.paragraph = Some(scene.sentence.paragraph);
        }
        if let Some(area) = scene.sentence.items.iter().rev().find_map(|item| reader.areas(item).first().map(|area| (*area).to_owned())) {
            self.area = Some(area);
        }
    }
}

struct Sight<'a> {
    reader: &'a Reader<'a>,
    scene: &'a Scene<'a>,
    /// The figure's item.
    at: usize,
    quantity: &'a Quantity,
    /// The figure before it in the sentence.
    previous: Option<&'a Figure>,
    /// The last figure of the sentences before.
    before: Option<&'a Figure>,
    /// The last area named before this sentence.
    area: Option<&'a str>,
    /// Whether that last figure stands in the same paragraph.
    paragraph: bool,
}

impl Sight<'_> {
    fn items(&self) -> &[Item] {
        &self.scene.sentence.items
    }

    fn code<'s>(&'s self, item: &Item, class: &str) -> Option<&'s str> {
        let lexicon = &self.reader.language.lexicon;
        item.value(lexicon, class).map(|value| lexicon.value(value))
    }

    fn chunk(&self) -> usize {
        self.scene.chunks().iter().position(|chunk| (chunk.start..chunk.end).contains(&self.at)).unwrap_or_default()
    }

    fn figure(&self) -> Option<(Figure, Finding)> {
        let (measure, rule) = self.measure()?;
        let unit = self.unit(&measure)?;
        let change = self.change(&unit);
        if matches!(unit.as_str(), "%" | "points" | "times") && change.is_none() {
            return None;
        }
        let modality = self.modality(&measure);
        let (period, base) = self.periods(&measure, &modality);
        let about = self.about(&measure);
        if about.is_empty() {
            return None;
        }
        let mut slots = Slots::default();
        slots.add("measure", Value::Term(measure.as_str().into()));
        for id in &about {
            slots.add("about", Value::Entity(id.clone()));
        }
        slots.add("value", Value::Number(self.quantity.value * change.unwrap_or(1.0)));
        slots.add("unit", Value::Term(unit.as_str().into()));
        if let Some(period) = period {
            slots.add("period", Value::When(period));
        }
        slots.add("modality", Value::Term(modality.as_str().into()));
        if let Some(qualifier) = &self.quantity.qualifier {
            slots.add("qualifier", Value::Term(qualifier.as_str().into()));
        }
        if change.is_some() {
            slots.add("change", Value::Flag(true));
        }
        if let Some(base) = base.filter(|_| change.is_some()) {
            slots.add("base-period", Value::When(base));
        }
        let sector = self.sector(&measure);
        if let Some(sector) = &sector {
            slots.add("sector", Value::Term(sector.as_str().into()));
        }
        if matches!(measure.as_str(), "exports" | "imports") {
            let (from, to) = self.direction(&about);
            for (slot, id) in [("from", from), ("to", to)] {
                if let Some(id) = id {
                    slots.add(slot, Value::Entity(id));
                }
            }
        }
        let fact = Fact::from_slots(Indicator::SPEC, &slots).ok()?;
        let item = &self.items()[self.at];
        let evidence = self.measure_span().map_or(item.span, |span| span.cover(item.span));
        let figure = Figure { measure, about, unit, period, sector, at: self.at };
        let confidence = match rule {
            rule::NAMED => 0.85,
            rule::COUNTED => 0.8,
            rule::BRACKET => 0.75,
            _ => 0.6,
        };
        let attributed_to = self.reader.attribution(self.scene, self.chunk());
        Some((
            figure,
            Finding {
                fact,
                evidence: self.reader.trim(self.scene.sentence.span, evidence),
                rule: rule.to_owned(),
                confidence,
                attributed_to,
                inferred: Vec::new(),
            },
        ))
    }

    /// The measure, and what told it.
    fn measure(&self) -> Option<(String, &'static str)> {
        let unit = self.quantity.unit.as_deref();
        if matches!(unit, Some("years" | "months" | "weeks" | "days" | "hours" | "minutes")) {
            return self.nearest_word("duration-word", 12).map(|_| ("duration".to_owned(), rule::NAMED));
        }
        if unit.is_none()
            && let Some(measure) = self.counted()
        {
            return Some((measure, rule::COUNTED));
        }
        if unit == Some("TEU") {
            return Some(("containers".to_owned(), rule::COUNTED));
        }
        if let Some((open, _)) = self.bracket() {
            if let Some(measure) = (open..self.at).rev().find_map(|index| self.measure_of(index)) {
                return Some((measure, rule::BRACKET));
            }
            let earlier = |figure: &Figure| fits(&figure.measure, unit, self.quantity.scaled).then(|| figure.measure.clone());
            let carried =
                self.previous.and_then(earlier).or_else(|| (0..open).rev().find_map(|index| self.measure_of(index))).or_else(|| self.before.and_then(earlier));
            return carried.map(|measure| (measure, rule::CARRIED));
        }
        if let Some(measure) = self.complement_measure() {
            return Some((measure, rule::NAMED));
        }
        let fits = |measure: &str| fits(measure, unit, self.quantity.scaled);
        // The nearest measure before the figure that its unit fits; then behind it.
        let since = self.previous.map_or(0, |previous| previous.at + 1);
        if let Some(measure) = (since..self.at).rev().filter_map(|index| self.measure_of(index)).find(|measure| fits(measure)) {
            return Some((measure, rule::NAMED));
        }
        if let Some(previous) = self.previous.filter(|previous| fits(&previous.measure) || matches!(unit, Some("%")) && self.change("%").is_some()) {
            return Some((previous.measure.clone(), rule::CARRIED));
        }
        let end = (self.at + 1..self.items().len()).find(|index| matches!(self.items()[*index].kind, ItemKind::Quantity(_))).unwrap_or(self.items().len());
        if let Some(measure) = (self.at + 1..end.min(self.at + 12)).filter_map(|index| self.measure_of(index)).find(|measure| fits(measure)) {
            return Some((measure, rule::NAMED));
        }
        if let Some(previous) = self.previous.filter(|previous| fits(&previous.measure)) {
            return Some((previous.measure.clone(), rule::CARRIED));
        }
        if unit == Some("km") {
            return Some(("length".to_owned(), rule::COUNTED));
        }
        // "Ce chiffre …": only where the sentence points back.
        let points_back = self.items().iter().take(4).any(|item| self.code(item, "figure-word").is_some());
        self.before.filter(|before| points_back && fits(&before.measure)).map(|before| (before.measure.clone(), rule::CARRIED))
    }

    fn measure_of(&self, index: usize) -> Option<String> {
        self.code(self.items().get(index)?, "measure").map(str::to_owned)
    }

    fn measure_span(&self) -> Option<Span> {
        let index = (0..self.at)
            .rev()
            .find(|index| self.measure_of(*index).is_some())
            .or_else(|| (self.at + 1..self.items().len().min(self.at + 8)).find(|index| self.measure_of(*index).is_some()))?;
        Some(self.items()[index].span)
    }

    /// "30 milliards de dollars d'échanges": a measure that the figure counts.
    fn complement_measure(&self) -> Option<String> {
        let mut index = self.at + 1;
        let of = self.code(self.items().get(index)?, "prep").is_some_and(|prep| self.reader.language.has_function("of", prep));
        if !of {
            return None;
        }
        index += 1;
        (index..self.items().len().min(index + 2)).find_map(|index| self.measure_of(index))
    }

    /// What a bare number counts: the noun behind it.
    fn counted(&self) -> Option<String> {
        for index in self.at + 1..=self.at + 4 {
            let item = self.items().get(index)?;
            if let Some(measure) = self.code(item, "counted") {
                return Some(measure.to_owned());
            }
            let small = self.code(item, "adj").is_some()
                || self.code(item, "det").is_some()
                || item.is_demonym()
                || self.code(item, "prep").is_some_and(|prep| self.reader.language.has_function("of", prep))
                || self.quantity.scaled && item.kind == ItemKind::Word && item.senses.is_empty();
            if !small {
                return None;
            }
        }
        None
    }

    fn unit(&self, measure: &str) -> Option<String> {
        if let Some(unit) = &self.quantity.unit {
            return Some(unit.clone());
        }
        if self.counted().is_some() {
            return Some("count".to_owned());
        }
        // "exportations – 3,3 milliards": the unit of the figure before.
        if self.quantity.scaled && is_money(measure) {
            let behind = self.items()[self.at + 1..]
                .iter()
                .find_map(|item| if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.clone().filter(|unit| is_currency(unit)) } else { None });
            return self
                .previous
                .map(|previous| previous.unit.clone())
                .filter(|unit| is_currency(unit))
                .or_else(|| self.before.map(|before| before.unit.clone()).filter(|unit| is_currency(unit)))
                .or(behind);
        }
        if self.quantity.scaled && matches!(measure, "freight-volume" | "freight-capacity" | "production") {
            return self.previous.filter(|previous| previous.unit == "t").map(|previous| previous.unit.clone());
        }
        None
    }

    /// The sign of a change, if the figure is one.
    fn change(&self, unit: &str) -> Option<f64> {
        let percent = matches!(unit, "%" | "points" | "times");
        let sign = |index: usize| self.code(self.items().get(index)?, "change").map(|code| if code == "down" { -1.0 } else { 1.0 });
        let of_before =
            self.at.checked_sub(1).and_then(|index| self.code(&self.items()[index], "prep")).is_some_and(|prep| self.reader.language.has_function("of", prep));
        let left = (0..self.at).rev().take_while(|index| !matches!(self.items()[*index].kind, ItemKind::Quantity(_))).take(8).find_map(sign);
        if percent {
            let right = (self.at + 1..self.items().len().min(self.at + 5))
                .take_while(|index| !matches!(self.items()[*index].kind, ItemKind::Quantity(_)))
                .find_map(sign);
            let far = (0..self.at).rev().take(14).find_map(sign);
            return left.or(right).or(far);
        }
        // "a augmenté de 2 milliards": the change word stands right before "of"; "passer de A à B" names levels.
        let near = self.at.checked_sub(2).and_then(sign).filter(|_| of_before);
        near.filter(|_| !self.is_passage())
    }

    /// Whether the clause names a figure's way from one level to another.
    fn is_passage(&self) -> bool {
        (self.at + 1..self.items().len().min(self.at + 6)).any(|index| {
            matches!(self.items()[index].kind, ItemKind::Quantity(_))
                && index > 0
                && self.code(&self.items()[index - 1], "prep").is_some_and(|prep| self.reader.language.has_function("to", prep))
        })
    }

    fn modality(&self, measure: &str) -> String {
        let chunks = self.scene.chunks();
        let here = self.chunk();
        let clause = self.scene.clauses.clause_start(here)..here;
        let governing = (0..here).rev().find_map(|index| chunks[index].verb().map(|verb| (index, verb)));
        let word =
            |class: &str, range: std::ops::Range<usize>| range.clone().any(|index| self.scene.items(index).iter().any(|item| self.code(item, class).is_some()));
        if measure == "freight-capacity" || word("capacity-word", clause.start..here) {
            return "capacity".to_owned();
        }
        let behind = here + 1..self.scene.clauses.clause_end(here).min(chunks.len());
        let target = word("target-word", 0..here) || word("target-word", behind);
        if let Some((index, verb)) = governing {
            let past =
                (0..=index).any(|index| chunks[index].verb().is_some_and(|verb| matches!(verb.tense, Tense::Past | Tense::Imperfect) && verb.is_finite()));
            let result = verb.tense == Tense::Infinitive && past && !target;
            match (verb.modal, verb.tense) {
                (Some(Modal::Wish), _) => return "target".to_owned(),
                _ if target
                    && !result
                    && !(matches!(verb.tense, Tense::Past | Tense::Imperfect)
                        && verb.modal.is_none()
                        && verb.is_finite()
                        && !self.code_of_verb(index, "target-word")) =>
                {
                    return "target".to_owned();
                }
                (Some(Modal::Future | Modal::Duty | Modal::May), _) | (_, Tense::Future | Tense::Conditional) => {
                    return if measure == "length" { "planned" } else { "forecast" }.to_owned();
                }
                (_, Tense::Infinitive) if !past => return "target".to_owned(),
                _ => {}
            }
        } else if target {
            return "target".to_owned();
        }
        if word("forecast-word", 0..here) {
            return "forecast".to_owned();
        }
        "actual".to_owned()
    }

    fn code_of_verb(&self, chunk: usize, class: &str) -> bool {
        self.scene.items(chunk).iter().any(|item| self.code(item, class).is_some())
    }

    /// The period of the figure, and what a change is measured against.
    fn periods(&self, measure: &str, modality: &str) -> (Option<When>, Option<When>) {
        let chunks = self.scene.chunks();
        let here = self.chunk();
        let mut base = None;
        let mut best: Option<(usize, When)> = None;
        for (index, chunk) in chunks.iter().enumerate() {
            let ChunkKind::Date(date) = &chunk.kind else { continue };
            let Some(when) = self.reader.when(date) else { continue };
            if date.deadline && modality == "actual" {
                continue;
            }
            if self.compares(index) {
                if index > here && base.is_none() {
                    base = Some(when);
                }
                // "par rapport à 2022 (4 milliards)"
                let bracketed = index + 2 == here && matches!(chunks[index + 1].kind, ChunkKind::Open);
                if !bracketed {
                    continue;
                }
                return (Some(when), None);
            }
            let (from, to) = if index < here { (index, here) } else { (here, index) };
            let crossed = chunks[from + 1..to].iter().filter(|chunk| chunk.noun().is_some_and(|noun| noun.quantity.is_some())).count();
            let bracket_wall =
                usize::from(self.bracket().is_none() && index > here && chunks[from..to].iter().any(|chunk| matches!(chunk.kind, ChunkKind::Open)));
            let stops = chunks[from..to].iter().filter(|chunk| matches!(chunk.kind, ChunkKind::Stop)).count();
            let distance = (to - from) + crossed * if index > here { 12 } else { 4 } + bracket_wall * 30 + stops * 8 + usize::from(index > here) * 2;
            if best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, when));
            }
        }
        let carried = || {
            // In one paragraph figures go on for the period last named, and so do those of one sentence.
            let here = self.previous.and_then(|previous| previous.period);
            let goes_on = |before: &&Figure| before.measure == measure || is_trade(&before.measure) && is_trade(measure);
            here.or_else(|| self.before.filter(|_| self.paragraph && modality == "actual").filter(goes_on).and_then(|before| before.period))
        };
        (best.map(|(_, when)| when).or_else(carried), base)
    }

    /// Whether a date is one that something is compared with.
    fn compares(&self, chunk: usize) -> bool {
        let start = self.scene.chunks()[chunk].start;
        (1..=3).any(|back| start.checked_sub(back).is_some_and(|index| self.code(&self.items()[index], "compare").is_some()))
    }

    fn about(&self, measure: &str) -> Vec<EntityId> {
        let items = self.items();
        let things = |id: &EntityId| matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure);
        let wants_thing =
            matches!(measure, "freight-volume" | "freight-capacity" | "containers" | "trains" | "length" | "passengers" | "price/cost" | "duration")
                || measure.starts_with("other:");
        let company = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "company");
        let things = |id: &EntityId| things(id) || company(id);
        if wants_thing {
            let left = items[..self.at].iter().rev().flat_map(Item::entities).find(|id| things(id));
            let right = || items[self.at..].iter().flat_map(Item::entities).find(|id| things(id));
            if let Some(id) = left.or_else(right) {
                return vec![id.clone()];
            }
            let is_port = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "port");
            let port = items.iter().filter(|item| self.code(item, "place-head").is_some()).flat_map(Item::entities).next();
            if let Some(id) = port.or_else(|| items.iter().flat_map(Item::entities).find(|id| is_port(id))) {
                return vec![id.clone()];
            }
            if let Some(before) =
                self.before.filter(|before| before.about.iter().any(|id| things(id) || matches!(id.kind(), EntityKind::City | EntityKind::Place)))
            {
                return before.about.clone();
            }
        }
        let own = self.reader.countries_in(self.scene);
        if matches!(
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
        ) || measure.starts_with("other:") && own.len() != 2
        {
            let nearest = self.nearest_country();
            return nearest.or_else(|| self.reader.countries.first().cloned()).into_iter().collect();
        }
        if own.len() > 2 {
            // A list of partners: the nearest one before the figure, with the country that the sentence or document is about.
            let nearest = self.nearest_country();
            let main = own
                .first()
                .filter(|first| Some(*first) != nearest.as_ref())
                .cloned()
                .or_else(|| self.reader.countries.iter().find(|country| Some(*country) != nearest.as_ref()).cloned());
            return main.into_iter().chain(nearest).collect();
        }
        // Trade with the whole world is of one country.
        let alone = own.len() == 1 && items.iter().any(|item| self.code(item, "world-word").is_some());
        if alone {
            return own;
        }
        self.reader.pair(self.scene)
    }

    fn nearest_country(&self) -> Option<EntityId> {
        let items = self.items();
        let country = |item: &Item| item.entities().iter().find_map(|id| if id.kind() == EntityKind::Country { Some(id.clone()) } else { None });
        items[..self.at].iter().rev().find_map(country).or_else(|| items[self.at..].iter().find_map(country))
    }

    /// From whom to whom goods go, where prepositions say it.
    fn direction(&self, about: &[EntityId]) -> (Option<EntityId>, Option<EntityId>) {
        let language = self.reader.language;
        let mut from = None;
        let mut to = None;
        let Some(measure) = (0..self.at).rev().find(|index| self.measure_of(*index).is_some()) else { return (None, None) };
        for index in measure + 1..self.items().len().min(measure + 10) {
            let item = &self.items()[index];
            let Some(id) = item.entities().iter().find(|id| about.contains(id)) else { continue };
            let mut before = index;
            while before > 0 && self.code(&self.items()[before - 1], "det").is_some() && self.code(&self.items()[before - 1], "prep").is_none() {
                before -= 1;
            }
            let preposition = before.checked_sub(1).and_then(|index| self.code(&self.items()[index], "prep"));
            match preposition {
                Some(prep) if language.has_function("of", prep) => from = from.or(Some(id.clone())),
                Some(prep) if language.has_function("to", prep) => to = to.or(Some(id.clone())),
                Some(prep) if language.has_function("from", prep) => from = from.or(Some(id.clone())),
                _ if item.is_demonym() => from = from.or(Some(id.clone())),
                _ => {}
            }
        }
        if let [a, b] = about {
            let other = |id: &EntityId| if id == a { b.clone() } else { a.clone() };
            match (&from, &to) {
                (Some(known), None) => to = Some(other(known)),
                (None, Some(known)) => from = Some(other(known)),
                _ => {}
            }
        }
        (from, to)
    }

    /// The branch of trade: an area named with a word for branch, or pointed back to.
    fn sector(&self, measure: &str) -> Option<String> {
        if !matches!(measure, "trade-turnover" | "exports" | "imports" | "investment" | "production" | "companies" | "projects") {
            return None;
        }
        for (index, item) in self.items().iter().enumerate() {
            if self.code(item, "sector-word").is_none() {
                continue;
            }
            let demonstrative = index.checked_sub(1).is_some_and(|before| self.code(&self.items()[before], "det") == Some("demonstrative"));
            if demonstrative {
                let here = self.items()[..index].iter().rev().find_map(|item| self.reader.areas(item).first().map(|area| (*area).to_owned()));
                return here.filter(|area| area != "trade").or_else(|| self.area.map(str::to_owned)).filter(|area| area != "trade");
            }
            let near = (index..self.items().len().min(index + 5))
                .find_map(|near| self.reader.areas(&self.items()[near]).into_iter().find(|area| *area != "trade").map(str::to_owned));
            if near.is_some() {
                return near;
            }
        }
        // What the sentence before was about holds while figures go on without a subject of their own.
        self.previous.and_then(|previous| previous.sector.clone())
    }

    fn nearest_word(&self, class: &str, reach: usize) -> Option<usize> {
        let start = self.at.saturating_sub(reach);
        (start..self.items().len().min(self.at + reach))
            .filter(|index| self.code(&self.items()[*index], class).is_some())
            .min_by_key(|index| index.abs_diff(self.at))
    }

    /// The brackets that the figure stands in, as items.
    fn bracket(&self) -> Option<(usize, usize)> {
        let text = self.reader.text;
        let open = (0..self.at).rev().find(|index| self.items()[*index].is_mark(text, "(") || self.items()[*index].is_mark(text, ")"))?;
        if !self.items()[open].is_mark(text, "(") {
            return None;
        }
        let close = (self.at..self.items().len()).find(|index| self.items()[*index].is_mark(text, ")"))?;
        Some((open, close))
    }
}

/// Whether a measure can have a unit.
fn fits(measure: &str, unit: Option<&str>, scaled: bool) -> bool {
    match unit {
        Some("%" | "points" | "times") => true,
        Some(unit) if is_currency(unit) => is_money(measure),
        Some("t" | "kg" | "m3" | "bbl") => matches!(measure, "freight-volume" | "freight-capacity" | "production" | "exports" | "imports" | "trade-turnover"),
        Some("km" | "m") => measure == "length",
        Some("MW" | "GW" | "kWh" | "MWh" | "GWh" | "TWh") => matches!(measure, "production" | "exports" | "imports") || measure == "freight-capacity",
        Some(_) => false,
        None => scaled && is_money(measure),
    }
}

fn is_trade(measure: &str) -> bool {
    matches!(measure, "trade-turnover" | "exports" | "imports")
}

fn is_money(measure: &str) -> bool {
    matches!(measure, "trade-turnover" | "exports" | "imports" | "investment" | "gdp" | "price/cost" | "production") || measure.starts_with("other:")
}
