//! Figures: what is measured, of whom, when, and whether it is a fact, an aim or a guess.

mod actor;
mod against;
mod bracket;
mod change;
mod counted;
mod deal;
mod deed;
mod dimension;
mod doubt;
mod figure;
mod fit;
mod growth;
mod holder;
mod hub;
mod level;
mod meant;
mod measure;
mod memory;
mod modality;
mod mood;
mod own;
mod owner;
mod part;
mod partner;
mod passage;
mod period;
mod place;
mod plain;
mod plan;
mod portion;
mod qualifier;
mod reporter;
mod row;
mod rule;
mod sector;
mod share;
mod sight;
mod signs;
mod stake;
mod standing;
mod subject;
mod thing;
mod times;
mod unit;
mod wares;
mod words;

use std::rc::Rc;

use smol_str::SmolStr;

use crate::{
    extract::{Reader, Scene, chunk::Chunk, frame::is_currency},
    fact::Claim,
    lang::Language,
    model::{EntityId, Point, When},
    recognise::{Item, ItemKind, Sentence},
};
use deal::Deal;
use fit::is_trade;
use memory::Memory;
use owner::Owners;
pub use owner::{Clue, Considered, Weighed};
use sight::{Found, Sight};
use signs::{Cut, Signs};
pub use standing::lengths;
use times::Times;
use wares::Wares;
use words::Words;

/// What earlier figures leave to later ones.
#[derive(Debug)]
pub struct Figures {
    words: Words,
    owners: Owners,
    /// The country whose figures the text reports, where one stands out.
    reporter: Option<EntityId>,
    /// The country that a label alone names, for its paragraph or, as a heading, up to the next: "*Ouzbékistan.* Les exportations …".
    label: Option<(EntityId, Option<usize>)>,
    /// The number of the sentence that is read.
    sentence: usize,
    /// Where somebody wants to know it, who was weighed for each figure.
    pub weighed: Option<Vec<Considered>>,
    last: Option<Rc<Figure>>,
    area: Option<String>,
    paragraph: Option<usize>,
    /// Who and what was named last.
    memory: Memory,
    /// The last level that is no part of another.
    whole: Option<Rc<Figure>>,
    /// The figures of the last sentence that had some, in their order.
    row: Vec<Rc<Figure>>,
    /// The currency named last.
    money: Option<String>,
    /// What the sentences before measured without a figure, in the same paragraph.
    topic: Option<(String, usize)>,
    /// The branch of what they measured.
    topic_branch: Option<String>,
    /// What the lines of a list that follows measure, and how many sentences ago that was said.
    roll: Option<(String, usize)>,
    /// The countries of a sentence that ends in a colon, for the line below it.
    rolled: Vec<EntityId>,
    times: Times,
    wares: Wares,
    cut: Cut,
    /// How many sentences ago the last figure was.
    age: usize,
}

#[derive(Clone, Debug)]
struct Figure {
    measure: String,
    about: Vec<EntityId>,
    unit: SmolStr,
    period: Option<When>,
    /// What a change is measured against.
    base: Option<When>,
    sector: Option<String>,
    change: Option<f64>,
    modality: String,
    at: usize,
    /// Whether it is a line of a list.
    line: bool,
    /// The trade that it is of.
    deal: Option<Deal>,
}

impl Figure {
    /// "de 2021 à 2023, les volumes ont crû de 9 %": how long a change took is no time of a report.
    const fn is_of_way(&self) -> bool {
        self.change.is_some() && matches!(self.period, Some(When { from: Point::Year(_), until: Some(Point::Year(_)) }))
    }

    /// Whether it is of a later time than another.
    fn is_later_than(&self, other: &Self) -> bool {
        matches!((self.period, other.period), (Some(own), Some(when)) if own.last_day() > when.last_day())
    }
}

/// So many sentences on, what a list tells still holds for its lines.
const LINES: usize = 3;

/// Whether a sentence has a figure, or a word that is one.
pub fn counts(sentence: &Sentence, language: &Language) -> bool {
    sentence.items.iter().any(|item| matches!(item.kind, ItemKind::Quantity(_)) || item.is(&language.lexicon, "multiple"))
}

impl Figures {
    /// No figure yet; `weighed`: where somebody wants to know who is weighed.
    pub fn new(reader: &Reader<'_>, sentences: &[Sentence], weighed: Option<Vec<Considered>>) -> Self {
        let owners = Owners::of(reader, sentences);
        Self {
            words: Words::of(&reader.language.lexicon),
            reporter: reporter::reporter(reader, &owners, sentences),
            owners,
            label: None,
            sentence: 0,
            weighed,
            last: None,
            area: None,
            paragraph: None,
            memory: Memory::default(),
            whole: None,
            row: Vec::new(),
            money: None,
            topic: None,
            topic_branch: None,
            roll: None,
            rolled: Vec::new(),
            times: Times::of(reader, sentences),
            wares: Wares::default(),
            cut: Cut::default(),
            age: 0,
        }
    }

    /// Reads the figures of a sentence.
    pub fn read(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
        let items = &scene.sentence.items;
        let lexicon = &reader.language.lexicon;
        let currency = |item: &Item| {
            if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.clone().filter(|unit| is_currency(unit)) } else { None }
        };
        let money = if scene.counts { items.iter().rev().find_map(currency) } else { None };
        let any = scene.counts || scene.has("multiple");
        self.age += 1;
        self.entitle(reader, scene);
        if any {
            self.figures(reader, scene, found);
        }
        self.sentence += 1;
        self.times.note(reader, scene, self.age == 0);
        if scene.classes.may_have("goods") {
            self.wares.note(reader, scene.sentence);
        }
        if self.age == 0 {
            (self.topic, self.topic_branch) = (None, None);
        } else if scene.classes.may_have("measure")
            && let Some(measure) = items
                .iter()
                .find_map(|item| item.code(lexicon, "measure").filter(|measure| (is_trade(measure) || *measure == "freight-volume") && !item.capital))
        {
            self.topic = Some((measure.to_owned(), scene.sentence.paragraph));
            self.topic_branch = sector::only_branch(reader, items, &self.words);
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
            // The lines of a list go on.
            self.roll = self.roll.take().filter(|(_, age)| *age <= LINES && self.last.as_ref().is_some_and(|last| last.line)).map(|(measure, _)| (measure, 0));
        } else if let Some((measure, _)) = &self.topic {
            self.roll = Some((measure.clone(), 0));
        } else if scene.classes.may_have("partner-word")
            && let Some(measure) = items.iter().rev().find_map(|item| item.code(lexicon, "partner-word"))
        {
            self.roll = Some((measure.to_owned(), 0));
        }
        if (scene.classes.may_have("area") || scene.classes.may_have("goods"))
            && let Some(area) = items.iter().rev().find_map(|item| self.words.area(reader, item).map(str::to_owned))
        {
            self.area = Some(area);
        }
        if self.age > 0 {
            let hub = hub::hub(reader, scene, &self.words);
            let reported = self.reported(reader, scene).filter(|_| hub.is_none());
            if reported.is_some() && self.paragraph != Some(scene.sentence.paragraph) {
                self.memory.part();
            }
            self.memory.count(hub.or(reported));
        }
        self.memory.note(reader, scene.named());
        self.money = money.map(String::from).or(self.money.take());
    }

    fn figures(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
        let signs = Signs::of(reader, scene, &self.words, (&self.owners, self.sentence), &mut self.cut);
        self.memory.count(hub::hub(reader, scene, &self.words));
        let before = self.last.clone();
        let mut in_sentence: Option<Rc<Figure>> = None;
        // The last figure that no bracket holds: what follows a bracket goes on from there.
        let mut main: Option<Rc<Figure>> = None;
        // The last level: later sentences go on from it rather than from a rate or a share.
        let mut level: Option<Rc<Figure>> = None;
        // The last figure that is told as over before what the sentences before told.
        let mut aside = None;
        // The latest time that is over and that the sentence names or a figure of it is for.
        let mut latest = times::latest(reader, scene);
        // The last level within brackets, where there is none outside.
        let mut inner: Option<Rc<Figure>> = None;
        // The trade that the sentence tells as a whole, or that the one before told, and which of its sides.
        let mut trade: Option<Rc<Figure>> = None;
        let told = self.whole.clone().filter(|whole| whole.measure == "trade-turnover" && self.age <= 1);
        let mut sides = [false; 2];
        let mut row: Vec<Rc<Figure>> = Vec::new();
        for (at, item) in scene.sentence.items.iter().enumerate() {
            let said = if let ItemKind::Quantity(quantity) = &item.kind { Some(&**quantity) } else { None };
            let way = change::as_way(scene, reader.language, &signs, at, said);
            let Some(quantity) = way.as_ref().or(said) else { continue };
            let mut sight = Sight {
                reader,
                scene,
                signs: &signs,
                words: &self.words,
                owners: &self.owners,
                reporter: self.label.as_ref().map(|(country, _)| country).or(self.reporter.as_ref()),
                sentence: self.sentence,
                at,
                chunk: signs.chunk[at],
                quantity,
                previous: in_sentence.as_deref(),
                read: in_sentence.as_ref().map(|figure| figure.at),
                before: before.as_deref(),
                area: self.area.as_deref(),
                memory: &self.memory,
                whole: self.whole.as_deref(),
                row: if self.age <= 1 { &self.row } else { &[] },
                money: self.money.as_deref(),
                topic_branch: self.topic_branch.as_deref(),
                topic: self.topic.as_ref().filter(|(_, paragraph)| *paragraph == scene.sentence.paragraph).map(|(measure, _)| measure.as_str()),
                roll: self.roll.as_ref().filter(|(_, age)| *age < LINES).map(|(measure, _)| measure.as_str()),
                rolled: &self.rolled,
                times: &self.times,
                wares: &self.wares,
                close: self.age <= 1,
                age: self.age,
                paragraph: self.paragraph == Some(scene.sentence.paragraph),
                found: Found::default(),
            };
            let inside = sight.bracket().is_some();
            if !inside {
                sight.previous = main.as_deref();
            }
            let Some((figure, claims)) = sight.figure(&mut self.weighed) else {
                found.extend(sight.plain(&mut self.weighed));
                continue;
            };
            let figure = Rc::new(figure);
            found.extend(claims);
            aside = sight.is_background().then_some(at).or(aside);
            if let Some(period) = figure.period.filter(|_| figure.modality == "actual" && !figure.is_of_way()) {
                self.times.tell(reader, period);
                latest = latest.into_iter().chain([period]).max_by_key(|when| when.last_day());
            }
            // What a figure is set against leads no further: "contre 4 milliards en 2023".
            let set_against = (1..=2).any(|back| at.checked_sub(back).is_some_and(|index| signs.list[index].says(signs::note::COMPARE)));
            let earlier = |main: When| figure.period.is_some_and(|period| period.last_day() < main.last_day());
            let older = main.as_ref().is_some_and(|main| main.measure == figure.measure && main.period.is_some_and(earlier));
            if !inside && !((set_against || older) && main.is_some()) {
                // Where what is set against it could not be read, its time is not that of what follows.
                let timeless = set_against && figure.period.is_some();
                main = Some(if timeless { Rc::new(Figure { period: None, ..(*figure).clone() }) } else { Rc::clone(&figure) });
                row.push(Rc::clone(&figure));
                if figure.change.is_none() && figure.measure != "other:share" {
                    level.clone_from(&main);
                    match figure.measure.as_str() {
                        "trade-turnover" => trade = trade.or_else(|| Some(Rc::clone(&figure))),
                        "exports" => sides[0] = true,
                        "imports" => sides[1] = true,
                        _ => {}
                    }
                }
            } else if inside && main.as_ref().is_some_and(|main| main.measure == "other:share") {
                level = Some(Rc::clone(&figure));
            }
            if figure.change.is_none() && figure.unit != "%" && figure.measure != "other:balance" && !(inside && self.whole.is_some()) {
                self.whole = Some(Rc::clone(&figure));
            }
            if inside && figure.change.is_none() {
                inner = Some(Rc::clone(&figure));
            }
            if let Some(deal) = &figure.deal {
                self.memory.tell(deal);
            }
            in_sentence = Some(figure);
        }
        if main.is_some() || in_sentence.is_some() {
            let bracketed = main.is_none();
            // "Après un recul de 17 % en 2020, l'année 2021 est marquée par un rebond (+ 27 %, à 7 milliards)": what comes next is of the later.
            let newer = inner.clone().filter(|inner| main.as_ref().is_some_and(|main| inner.change.is_none() && inner.is_later_than(main)));
            // "66 milliards, dont 29 d'exportations et 37 d'importations": what comes next is of the whole.
            let trade = trade.or_else(|| told.filter(|told| main.as_ref().is_some_and(|main| main.about == told.about)));
            if sides == [true; 2] && trade.is_some() {
                self.whole.clone_from(&trade);
            }
            self.last = trade.filter(|_| sides == [true; 2]).or(newer).or(level).or(main).or(inner).or(in_sentence);
            // "C'est la deuxième année de hausse (25 % en 2021).": what brackets alone recall leads no further.
            if let (Some(last), Some(before)) = (&mut self.last, &before)
                && bracketed
                && let (Some(own), Some(when)) = (last.period, before.period.filter(|_| before.modality == "actual"))
                && own.last_day() < when.last_day()
            {
                Rc::make_mut(last).period = Some(when);
            }
            // "Les échanges avaient déjà progressé en 2021": what comes next is of the time before.
            if let Some(last) = &mut self.last
                && aside == Some(last.at)
            {
                let before = before.and_then(|before| before.period);
                let period = [last.period, before, latest].into_iter().flatten().max_by_key(|when| when.last_day());
                Rc::make_mut(last).period = period;
            }
            self.row = row;
            self.age = 0;
            self.paragraph = Some(scene.sentence.paragraph);
        }
    }
}
