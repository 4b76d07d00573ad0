//! Figures: what is measured, of whom, when, and whether it is a fact, an aim or a guess.

mod actor;
mod bracket;
mod change;
mod counted;
mod deed;
mod dimension;
mod fit;
mod holder;
mod level;
mod meant;
mod measure;
mod memory;
mod modality;
mod owner;
mod partner;
mod period;
mod place;
mod portion;
mod qualifier;
mod rule;
mod sector;
mod share;
mod sight;
mod signs;
mod subject;
mod thing;
mod times;
mod unit;
mod wares;

use crate::{
    extract::{Reader, Scene, chunk::Chunk, frame::is_currency},
    fact::{Claim, Declared, Fact, Indicator, Slots, Value},
    model::{EntityId, PartKind, When},
    recognise::{ItemKind, Sentence},
};
use fit::{LITTLE, is_trade};
use memory::Memory;
pub use owner::{Clue, Considered, Weighed};
use owner::{Owners, Weights};
use sight::Sight;
use signs::{Signs, Words};
use times::Times;
use wares::Wares;

/// What earlier figures leave to later ones.
#[derive(Debug)]
pub struct Figures {
    words: Words,
    weights: Weights,
    owners: Owners,
    /// The number of the sentence that is read.
    sentence: usize,
    /// Where somebody wants to know it, who was weighed for each figure.
    pub weighed: Option<Vec<Considered>>,
    last: Option<Figure>,
    area: Option<String>,
    paragraph: Option<usize>,
    /// Who and what was named last.
    memory: Memory,
    /// The last level that is no part of another.
    whole: Option<Figure>,
    /// The currency named last.
    money: Option<String>,
    /// What the sentences before measured without a figure, in the same paragraph.
    topic: Option<(String, usize)>,
    /// What the lines of a list that follows measure, and how many sentences ago that was said.
    roll: Option<(String, usize)>,
    /// The countries of a sentence that ends in a colon, for the line below it.
    rolled: Vec<EntityId>,
    times: Times,
    wares: Wares,
    /// How many sentences ago the last figure was.
    age: usize,
}

#[derive(Clone, Debug)]
struct Figure {
    measure: String,
    about: Vec<EntityId>,
    unit: String,
    period: Option<When>,
    sector: Option<String>,
    change: Option<f64>,
    modality: String,
    at: usize,
}

impl Figures {
    /// No figure yet.
    pub fn new(reader: &Reader<'_>, sentences: &[Sentence]) -> Self {
        Self {
            words: Words::of(&reader.language.lexicon),
            weights: Weights::of(&reader.language.attachment),
            owners: Owners::of(reader, sentences),
            sentence: 0,
            weighed: None,
            last: None,
            area: None,
            paragraph: None,
            memory: Memory::default(),
            whole: None,
            money: None,
            topic: None,
            roll: None,
            rolled: Vec::new(),
            times: Times::default(),
            wares: Wares::default(),
            age: 0,
        }
    }

    /// Reads the figures of a sentence.
    pub fn read(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
        let items = &scene.sentence.items;
        let lexicon = &reader.language.lexicon;
        let money = items
            .iter()
            .rev()
            .find_map(|item| if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.as_deref().filter(|unit| is_currency(unit)) } else { None });
        let any = items.iter().any(|item| matches!(item.kind, ItemKind::Quantity(_)) || item.is(lexicon, "multiple"));
        self.age += 1;
        if any {
            self.figures(reader, scene, found);
        }
        self.sentence += 1;
        self.times.note(reader, scene, self.age == 0);
        self.wares.note(reader, scene.sentence);
        if self.age == 0 {
            self.topic = None;
        } else if let Some(measure) =
            items.iter().find_map(|item| item.code(lexicon, "measure").filter(|measure| (is_trade(measure) || *measure == "freight-volume") && !item.capital))
        {
            self.topic = Some((measure.to_owned(), scene.sentence.paragraph));
        }
        // "La Géorgie a écoulé en Russie :": what the lines of the list below tell.
        let opens = scene.sentence.span.of(reader.text).trim_end().ends_with(':');
        let sells = |chunk: &Chunk| chunk.verb().is_some_and(|verb| reader.language.verb_is(verb.lemma, "sell"));
        if opens && self.age > 0 {
            self.rolled.clone_from(&reader.countries_in(scene).to_vec());
            if scene.chunks().iter().any(sells) {
                self.topic = Some(("exports".to_owned(), scene.sentence.paragraph));
            }
        } else {
            self.rolled.clear();
        }
        if let Some((_, age)) = &mut self.roll {
            *age += 1;
        }
        if self.age == 0 {
            self.roll = None;
        } else if let Some((measure, _)) = &self.topic {
            self.roll = Some((measure.clone(), 0));
        } else if let Some(measure) = items.iter().rev().find_map(|item| item.code(lexicon, "partner-word")) {
            self.roll = Some((measure.to_owned(), 0));
        }
        if let Some(area) = items.iter().rev().find_map(|item| self.words.area(reader, item).map(str::to_owned)) {
            self.area = Some(area);
        }
        if let Some(hub) = subject::hub(reader, scene, &self.words) {
            self.memory.hub = Some(hub);
        }
        self.memory.note(reader, items);
        self.money = money.map(str::to_owned).or(self.money.take());
    }

    fn figures(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
        let signs = Signs::of(reader, scene, &self.words, &self.owners);
        if let Some(hub) = subject::hub(reader, scene, &self.words) {
            self.memory.hub = Some(hub);
        }
        let before = self.last.clone();
        let mut in_sentence: Option<Figure> = None;
        // The last figure that no bracket holds: what follows a bracket goes on from there.
        let mut main: Option<Figure> = None;
        // The last level: later sentences go on from it rather than from a rate or a share.
        let mut level: Option<Figure> = None;
        // The last figure that is told as over before what the sentences before told.
        let mut aside = None;
        // The last level within brackets, where there is none outside.
        let mut inner: Option<Figure> = None;
        for (at, item) in scene.sentence.items.iter().enumerate() {
            let said = if let ItemKind::Quantity(quantity) = &item.kind { Some(quantity) } else { None };
            let way = change::as_way(scene, &reader.language.lexicon, &signs, at, said);
            let Some(quantity) = way.as_ref().or(said) else { continue };
            let mut sight = Sight {
                reader,
                scene,
                signs: &signs,
                words: &self.words,
                weights: &self.weights,
                owners: &self.owners,
                sentence: self.sentence,
                at,
                chunk: signs.chunk[at],
                quantity,
                previous: in_sentence.as_ref(),
                read: in_sentence.as_ref().map(|figure| figure.at),
                before: before.as_ref(),
                area: self.area.as_deref(),
                memory: &self.memory,
                whole: self.whole.as_ref(),
                money: self.money.as_deref(),
                topic: self.topic.as_ref().filter(|(_, paragraph)| *paragraph == scene.sentence.paragraph).map(|(measure, _)| measure.as_str()),
                roll: self.roll.as_ref().filter(|(_, age)| *age < 3).map(|(measure, _)| measure.as_str()),
                rolled: &self.rolled,
                times: &self.times,
                wares: &self.wares,
                close: self.age <= 1,
                age: self.age,
                paragraph: self.paragraph == Some(scene.sentence.paragraph),
            };
            let inside = sight.bracket().is_some();
            if !inside {
                sight.previous = main.as_ref();
            }
            let Some((figure, claim, low)) = sight.figure(&mut self.weighed) else { continue };
            found.extend(low);
            found.push(claim);
            aside = sight.is_background().then_some(at).or(aside);
            if let Some(period) = figure.period.filter(|_| figure.modality == "actual") {
                self.times.tell(reader, period);
            }
            // What a figure is set against leads no further: "contre 4 milliards en 2023".
            let set_against = (1..=2).any(|back| at.checked_sub(back).is_some_and(|index| signs.list[index].says(signs::note::COMPARE)));
            let older = main
                .as_ref()
                .is_some_and(|main| main.measure == figure.measure && figure.period.is_some_and(|period| main.period.is_some_and(|main| period < main)));
            if !inside && !((set_against || older) && main.is_some()) {
                // Where what is set against it could not be read, its time is not that of what follows.
                main = Some(Figure { period: figure.period.filter(|_| !set_against), ..figure.clone() });
                if figure.change.is_none() && figure.measure != "other:share" {
                    level.clone_from(&main);
                }
            } else if inside && main.as_ref().is_some_and(|main| main.measure == "other:share") {
                level = Some(figure.clone());
            }
            if figure.change.is_none() && figure.unit != "%" && figure.measure != "other:balance" && !(inside && self.whole.is_some()) {
                self.whole = Some(figure.clone());
            }
            if inside && figure.change.is_none() {
                inner = Some(figure.clone());
            }
            in_sentence = Some(figure);
        }
        if main.is_some() || in_sentence.is_some() {
            self.last = level.or(main).or(inner).or(in_sentence);
            // "Les échanges avaient déjà progressé en 2021": what comes next is of the time before.
            if let (Some(last), Some(before)) = (&mut self.last, before)
                && aside == Some(last.at)
                && last.period < before.period
            {
                last.period = before.period;
            }
            self.age = 0;
            self.paragraph = Some(scene.sentence.paragraph);
        }
    }
}

impl<'a> Sight<'a> {
    /// The fact of the figure, and of the lower end where it is a range.
    fn figure(&self, considered: &mut Option<Vec<Considered>>) -> Option<(Figure, Claim, Option<Claim>)> {
        let percent = matches!(self.quantity.unit.as_deref(), Some("%" | "points"));
        if self.quantity.unit.as_deref() == Some("times") || self.is_denied() || self.is_supposed() || self.is_mere_chance() || self.is_each() {
            return None;
        }
        // "1 riyal = 0,2 euro"
        if self.is_mark(self.at + 1, "=") || self.at.checked_sub(1).is_some_and(|before| self.is_mark(before, "=")) {
            return None;
        }
        let mut change = self.sign(self.at).multiple.map(f64::signum).or_else(|| self.change(percent));
        let (mut measure, mut rule) = self.measure(percent, change)?;
        if let Some(goods) = self.traded(&measure) {
            (measure, rule) = (goods.measure.clone(), rule::CARRIED);
        }
        // A title says by itself what it says, or is told again below.
        if self.scene.sentence.part == PartKind::Title && matches!(rule, rule::CARRIED | rule::COUNTED) {
            return None;
        }
        // "a ralenti à 3 %" tells the rate; "a baissé de 2 points" none.
        if fit::is_rate(&measure) && change.take().is_some() && self.at > 0 && self.has_function(self.at - 1, "of") {
            return None;
        }
        // "retomber à 3 %": a growth that slows down is still one.
        if measure == "gdp" && change.is_some() && (self.comes_to() || self.is_passage()) {
            change = self.rate_reached().or(Some(1.0));
        }
        // "561 000 passages, un bond de 62 %": a change of a level that nobody could read.
        let open = (0..self.at).rev().find(|index| self.is_quantity(*index)).filter(|_| percent && change.is_some() && rule == rule::CARRIED);
        if open
            .is_some_and(|open| self.read.is_none_or(|read| read < open) && !self.is_rate(open) && (self.bracket().is_some() || !self.is_like(open, &measure)))
        {
            return None;
        }
        // So little money is a price, a fee or an anecdote.
        if !self.quantity.scaled && self.quantity.value < LITTLE && measure != "price/cost" && self.quantity.unit.as_deref().is_some_and(is_currency) {
            return None;
        }
        // What a company turns over is no trade.
        if measure == "trade-turnover" && change.is_none() && self.firm_of_turnover().is_some() {
            "other:revenue".clone_into(&mut measure);
        }
        // What a company gives it invests.
        if measure == "other:aid" && self.actor().is_some_and(|id| self.is_company(&id)) {
            "investment".clone_into(&mut measure);
        }
        // "ont acheté à l'Iran": what others buy from it, it exports.
        if is_trade(&measure) && self.is_other_side(&measure) {
            if measure == "imports" { "exports" } else { "imports" }.clone_into(&mut measure);
        }
        // "a expédié 28 000 tonnes de noisettes à l'étranger": what a country sends out it exports.
        if measure == "freight-volume" && self.is_sent_abroad() {
            "exports".clone_into(&mut measure);
        }
        // "transportera 5 milliards de mètres cubes par an": what a line can carry in a year.
        if self.is_throughput(&measure) {
            "freight-capacity".clone_into(&mut measure);
        }
        let unit = self.unit(&measure)?;
        let modality = self.modality(&measure, rule);
        if modality == "capacity" && measure == "freight-volume" {
            "freight-capacity".clone_into(&mut measure);
        }
        let against = self.at.checked_sub(1).is_some_and(|before| self.sign(before).says(signs::note::COMPARE));
        let modality = if against && matches!(modality.as_str(), "planned" | "target" | "forecast") { "actual".to_owned() } else { modality };
        let (period, base, reported) = self.periods(&measure, &modality, change.is_some());
        let (period, earlier) = period.map_or((None, None), |when| self.ends_of_way(when));
        let mut about = self.about(&measure, rule, change.is_some());
        if about.is_empty() || thing::is_guess(self, &measure, &about) || rule == rule::CARRIED && self.has_strayed(&measure, &about) {
            return None;
        }
        let weighed = self.weigh(&measure, rule, &about);
        let chance = self.settle(&measure, rule, &mut about, &weighed);
        if let Some(turned) = self.turned(&measure, &about) {
            turned.clone_into(&mut measure);
        }
        if let Some(considered) = considered {
            let value = self.quantity.value * change.unwrap_or(1.0);
            considered.push(Considered::new(self.items()[self.at].span, (value, &unit, &measure, change.is_some()), &about, weighed));
        }
        if chance < self.reader.language.attachment.least {
            return None;
        }
        // What one country supplies to another it exports.
        let supplied = measure == "other:supply" && about.len() == 2 && about.iter().all(|id| self.is_state(id));
        let measure = if supplied { "exports".to_owned() } else { measure };
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
        let qualifier =
            self.quantity.qualifier.as_deref().or_else(|| self.verb_qualifier()).or_else(|| self.quantity.low.filter(|_| !self.moves()).map(|_| "up-to"));
        if let Some(qualifier) = qualifier {
            slots.add("qualifier", Value::Term(qualifier.into()));
        }
        if change.is_some() {
            slots.add("change", Value::Flag(true));
        }
        if let Some(base) = base.filter(|base| change.is_some() && Some(*base) != period) {
            slots.add("base-period", Value::When(base));
        }
        let sector = self.sector(&measure);
        if let Some(sector) = &sector {
            slots.add("sector", Value::Term(sector.as_str().into()));
        }
        if matches!(measure.as_str(), "exports" | "imports") {
            let said = if supplied { "other:supply" } else { measure.as_str() };
            let (from, to) = self.direction(&about, said);
            for (slot, id) in [("from", from), ("to", to)] {
                if let Some(id) = id.filter(|id| Indicator::SPEC.takes(slot, id.kind())) {
                    slots.add(slot, Value::Entity(id));
                }
            }
        }
        let fact = Fact::from_slots(Indicator::SPEC, &slots).ok()?;
        let item = &self.items()[self.at];
        let evidence = self.measure_span().map_or(item.span, |span| span.cover(item.span));
        let figure = Figure { measure, about, unit, period, sector, change, modality, at: self.at };
        let claim = Claim {
            fact,
            evidence: self.reader.trim(self.scene.sentence.span, evidence),
            rule: rule.to_owned(),
            confidence: self.reader.language.attachment.confidence(chance),
            attributed_to: self.reader.attribution(self.scene, self.chunk),
            inferred: period.filter(|_| reported).map(|_| ("period".to_owned(), times::REASON.to_owned())).into_iter().collect(),
        };
        let low = self.quantity.low.and_then(|low| unit::lower(&claim, &slots, low * change.unwrap_or(1.0), earlier));
        Some((figure, claim, low))
    }
}
