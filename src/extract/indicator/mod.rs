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
mod turn;
mod unit;
mod wares;
mod words;

use std::rc::Rc;

use smol_str::SmolStr;

use crate::{
    extract::{Reader, Scene, chunk::Chunk, frame::is_currency},
    lang::Language,
    model::{EntityId, Point, When},
    recognise::{Item, ItemKind, Sentence},
};
use deal::Deal;
use fit::is_trade;
use memory::Memory;
use owner::Owners;
pub use owner::{Clue, Considered, Weighed};
use sight::Sight;
use signs::Cut;
pub use standing::lengths;
use times::Times;
pub use turn::{Turn, read};
use wares::Wares;
use words::Words;

/// What all figures of a document are read by.
#[derive(Debug)]
pub struct Known {
    words: Words,
    owners: Owners,
}

/// What earlier figures leave to later ones.
#[derive(Debug)]
pub struct Figures {
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
    pub fn new(reader: &Reader<'_>, sentences: &[Sentence], weighed: Option<Vec<Considered>>) -> (Known, Self) {
        let owners = Owners::of(reader, sentences);
        let figures = Self {
            reporter: reporter::reporter(reader, &owners, sentences),
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
        };
        (Known { words: Words::of(&reader.language.lexicon), owners }, figures)
    }

    /// Comes to a sentence; whether it has figures.
    fn come_to(&mut self, reader: &Reader<'_>, scene: &Scene<'_>) -> bool {
        self.age += 1;
        self.entitle(reader, scene);
        scene.counts || scene.has("multiple")
    }

    /// Keeps in mind what a sentence leaves to the next.
    fn leave(&mut self, reader: &Reader<'_>, scene: &Scene<'_>, known: &Known) {
        let items = &scene.sentence.items;
        let lexicon = &reader.language.lexicon;
        let currency = |item: &Item| {
            if let ItemKind::Quantity(quantity) = &item.kind { quantity.unit.clone().filter(|unit| is_currency(unit)) } else { None }
        };
        let money = if scene.counts { items.iter().rev().find_map(currency) } else { None };
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
            self.topic_branch = sector::only_branch(reader, items, &known.words);
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
            && let Some(area) = items.iter().rev().find_map(|item| known.words.area(reader, item).map(str::to_owned))
        {
            self.area = Some(area);
        }
        if self.age > 0 {
            let hub = hub::hub(reader, scene, &known.words);
            let reported = self.reported(reader, scene).filter(|_| hub.is_none());
            if reported.is_some() && self.paragraph != Some(scene.sentence.paragraph) {
                self.memory.part();
            }
            self.memory.count(hub.or(reported));
        }
        self.memory.note(reader, scene.named());
        self.money = money.map(String::from).or(self.money.take());
    }
}
