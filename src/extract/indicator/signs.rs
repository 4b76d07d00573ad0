//! What the words of a sentence say to a figure, looked up once.

use smallvec::SmallVec;

use super::owner::Owners;
use crate::{
    extract::{Reader, Scene, chunk::ChunkKind},
    lang::{Class, Lexicon, Tense, Tokens, Value},
    model::{EntityId, Span},
    recognise::{Item, ItemKind},
};

/// The word classes that figures are read by.
#[derive(Debug)]
pub struct Words {
    measure: Option<Class>,
    counted: Option<Class>,
    change: Option<Class>,
    prep: Option<Class>,
    det: Option<Class>,
    adj: Option<Class>,
    conj: Option<Class>,
    neg: Option<Class>,
    area: Option<Class>,
    portfolio: Option<Class>,
    goods: Option<Class>,
    head: Option<Class>,
    partner: Option<Class>,
    multiple: Option<Class>,
    verb: Option<Class>,
    /// Classes of words about figures, each with its flag.
    notes: [(Option<Class>, u32); 28],
}

/// Words about figures, as flags of a sign.
pub mod note {
    /// Somebody wants it.
    pub const TARGET: u32 = 1;
    /// Somebody expects it.
    pub const FORECAST: u32 = 1 << 1;
    /// It can be done, not is done.
    pub const CAPACITY: u32 = 1 << 2;
    /// A change is measured against what follows.
    pub const COMPARE: u32 = 1 << 3;
    /// It points back to the last figure.
    pub const BACK: u32 = 1 << 4;
    /// A branch is named next.
    pub const SECTOR: u32 = 1 << 5;
    /// Trade with all others.
    pub const WORLD: u32 = 1 << 6;
    /// Time taken.
    pub const DURATION: u32 = 1 << 7;
    /// It is to be built or paid.
    pub const PLAN: u32 = 1 << 8;
    /// Part of a whole.
    pub const SHARE: u32 = 1 << 9;
    /// It comes to, and nothing more: value, amount.
    pub const AMOUNT: u32 = 1 << 10;
    /// The whole world's.
    pub const TOTAL: u32 = 1 << 11;
    /// In the order of those named.
    pub const RESPECTIVE: u32 = 1 << 12;
    /// The time of the figure before.
    pub const SAME_TIME: u32 = 1 << 13;
    /// Between the two whom the text is about.
    pub const MUTUAL: u32 = 1 << 14;
    /// So much every year.
    pub const YEARLY: u32 = 1 << 15;
    /// All of what the figures before measure: "du total".
    pub const WHOLE: u32 = 1 << 23;
    /// How many: number, count.
    pub const NUMBER: u32 = 1 << 16;
    /// So many times what it was.
    pub const MULTIPLY: u32 = 1 << 17;
    /// Pieces, and nothing more.
    pub const UNIT: u32 = 1 << 18;
    /// Growth of what is not named.
    pub const GROWTH: u32 = 1 << 19;
    /// A place in an order.
    pub const RANK: u32 = 1 << 20;
    /// The like of what was named.
    pub const THAT: u32 = 1 << 21;
    /// What holds for a time: a contract, a lease.
    pub const TERM: u32 = 1 << 22;
    /// Somebody's guess at what a thing costs or takes.
    pub const ESTIMATE: u32 = 1 << 24;
    /// Money set aside.
    pub const BUDGET: u32 = 1 << 25;
    /// What one side of a trade does, whoever it is told of.
    pub const SIDE: u32 = 1 << 26;
    /// So many times less than it was.
    pub const DIVIDE: u32 = 1 << 27;
}

/// What an item says to a figure.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sign<'a> {
    /// What it measures.
    pub measure: Option<&'a str>,
    /// What a bare number before it counts.
    pub counted: Option<&'a str>,
    /// Rise or fall.
    pub change: Option<f64>,
    /// Preposition.
    pub prep: Option<&'a str>,
    /// The number of the preposition.
    pub preposition: Option<Value>,
    /// Determiner.
    pub det: Option<&'a str>,
    /// Whether it is an adjective.
    pub adj: bool,
    /// Whether it joins two like things.
    pub conj: bool,
    /// Whether it denies.
    pub not: bool,
    /// The branch that goods belong to.
    pub goods: Option<&'a str>,
    /// What an amount of such a thing measures.
    pub head: Option<&'a str>,
    /// The trade of those whom it names: buyers, suppliers, partners.
    pub partner: Option<&'a str>,
    /// By how many per cent what it speaks of grew: doubled, tripled.
    pub multiple: Option<f64>,
    /// What it says of figures: flags of [`note`].
    pub notes: u32,
}

impl Sign<'_> {
    /// Whether the item says this of figures.
    pub const fn says(&self, flag: u32) -> bool {
        self.notes & flag != 0
    }
}

/// A sentence's signs, and the phrase that each item stands in.
pub struct Signs<'a> {
    pub list: Vec<Sign<'a>>,
    /// What an item that is not there says.
    pub nothing: Sign<'a>,
    pub chunk: Vec<usize>,
    /// By item: which of those who may own figures it names.
    pub owners: Vec<SmallVec<[usize; 2]>>,
}

impl Words {
    /// The classes of a language.
    pub fn of(lexicon: &Lexicon) -> Self {
        Self {
            measure: lexicon.class("measure"),
            counted: lexicon.class("counted"),
            change: lexicon.class("change"),
            prep: lexicon.class("prep"),
            det: lexicon.class("det"),
            adj: lexicon.class("adj"),
            conj: lexicon.class("conj"),
            neg: lexicon.class("neg"),
            area: lexicon.class("area"),
            portfolio: lexicon.class("portfolio"),
            goods: lexicon.class("goods"),
            head: lexicon.class("amount-head"),
            partner: lexicon.class("partner-word"),
            multiple: lexicon.class("multiple"),
            verb: lexicon.class("verb"),
            notes: [
                (lexicon.class("target-word"), note::TARGET),
                (lexicon.class("forecast-word"), note::FORECAST),
                (lexicon.class("capacity-word"), note::CAPACITY),
                (lexicon.class("compare"), note::COMPARE),
                (lexicon.class("figure-word"), note::BACK),
                (lexicon.class("sector-word"), note::SECTOR),
                (lexicon.class("world-word"), note::WORLD),
                (lexicon.class("duration-word"), note::DURATION),
                (lexicon.class("plan-word"), note::PLAN),
                (lexicon.class("share-word"), note::SHARE),
                (lexicon.class("amount-word"), note::AMOUNT),
                (lexicon.class("world-total"), note::TOTAL),
                (lexicon.class("respective-word"), note::RESPECTIVE),
                (lexicon.class("same-time"), note::SAME_TIME),
                (lexicon.class("mutual-word"), note::MUTUAL),
                (lexicon.class("yearly-word"), note::YEARLY),
                (lexicon.class("whole-word"), note::WHOLE),
                (lexicon.class("number-word"), note::NUMBER),
                (lexicon.class("multiply-word"), note::MULTIPLY),
                (lexicon.class("unit-noun"), note::UNIT),
                (lexicon.class("growth-word"), note::GROWTH),
                (lexicon.class("rank-word"), note::RANK),
                (lexicon.class("like-word"), note::THAT),
                (lexicon.class("term-word"), note::TERM),
                (lexicon.class("estimate-word"), note::ESTIMATE),
                (lexicon.class("budget-word"), note::BUDGET),
                (lexicon.class("side-word"), note::SIDE),
                (lexicon.class("divide-word"), note::DIVIDE),
            ],
        }
    }

    /// Whether an item is a word for those that a country trades with.
    pub fn is_partner(&self, item: &Item) -> bool {
        item.senses.iter().any(|sense| Some(sense.class) == self.partner)
    }

    /// The area that an item names, trade itself left out.
    pub fn area<'l>(&self, reader: &'l Reader<'_>, item: &Item) -> Option<&'l str> {
        let lexicon = &reader.language.lexicon;
        let code = item.senses.iter().find(|sense| Some(sense.class) == self.goods).or_else(|| item.senses.iter().find(|sense| Some(sense.class) == self.area));
        code.and_then(|sense| lexicon.value(sense.value).split(' ').next())
            .filter(|area| !matches!(*area, "trade" | "investment" | "other:economy" | "other:political"))
    }
}

impl<'a> Signs<'a> {
    /// The signs of a sentence.
    pub fn of(reader: &'a Reader<'a>, scene: &Scene<'_>, words: &Words, owners: &Owners) -> Self {
        let lexicon = &reader.language.lexicon;
        let items = &scene.sentence.items;
        let mut chunk = vec![0; items.len()];
        for (index, phrase) in scene.chunks().iter().enumerate() {
            chunk[phrase.start..phrase.end].fill(index);
        }
        let mut list: Vec<Sign<'a>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let mut sign = Sign::default();
                let text = item.span.of(reader.text);
                for sense in &item.senses {
                    let class = Some(sense.class);
                    let value = lexicon.value(sense.value);
                    // A name in the middle of a sentence ("ministre du Commerce") measures nothing.
                    let named = item.capital && index > 0 && !all_capitals(text.split(' ').next().unwrap_or(text));
                    if class == words.measure && !named {
                        sign.measure = Some(value);
                    } else if class == words.counted {
                        sign.counted = Some(value);
                    } else if class == words.change {
                        sign.change = Some(if value == "down" { -1.0 } else { 1.0 });
                    } else if class == words.prep {
                        (sign.prep, sign.preposition) = (Some(value), Some(sense.value));
                    } else if class == words.det {
                        sign.det = Some(value);
                    } else if class == words.adj {
                        sign.adj = true;
                    } else if class == words.conj {
                        sign.conj = true;
                    } else if class == words.neg {
                        sign.not = value == "not";
                    } else if class == words.goods {
                        sign.goods = Some(value);
                    } else if class == words.head {
                        sign.head = Some(value);
                    } else if class == words.verb {
                        let way = [("rise", 1.0), ("fall", -1.0)].into_iter().find(|(group, _)| reader.language.verb_is(sense.value, group));
                        sign.change = sign.change.or(way.map(|(_, way)| way));
                    } else if class == words.partner {
                        sign.partner = Some(value);
                    } else if class == words.multiple {
                        sign.multiple = value.parse().ok();
                    } else if let Some((_, flag)) = words.notes.iter().find(|(known, _)| *known == class) {
                        sign.notes |= flag;
                    }
                }
                // A longer phrase may hold the word ("investissements mutuels", "qu'en 2023").
                if item.entities().first().is_some_and(|id| id.kind() == crate::model::EntityKind::Corridor) && !item.capital && text.contains(' ') {
                    let tokens = Tokens::cut(text, Span::new(0, text.len()), &reader.language.cutting);
                    sign.counted = lexicon.longest(&lexicon.number(&tokens), 0, "counted").map(|(_, value)| value);
                }
                let (word, date) = (item.kind == ItemKind::Word, matches!(item.kind, ItemKind::Date(_)));
                if (word && sign.measure.is_none() && item.senses.iter().any(|sense| Some(sense.class) == words.area || Some(sense.class) == words.portfolio)
                    || date)
                    && text.contains([' ', '\'', '’'])
                {
                    let tokens = Tokens::cut(text, Span::new(0, text.len()), &reader.language.cutting);
                    let numbers = lexicon.number(&tokens);
                    if word && !item.capital {
                        sign.measure = (0..numbers.len()).find_map(|from| lexicon.longest(&numbers, from, "measure")).map(|(_, value)| value);
                    } else if date && lexicon.longest(&numbers, 0, "compare").is_some() {
                        sign.notes |= note::COMPARE;
                    }
                }
                sign
            })
            .collect();
        // "prêts à financer": the adjective that is spelt like the loan.
        for index in 0..items.len() {
            let ready = list[index].measure == Some("other:loan")
                && list.get(index + 1).and_then(|next| next.preposition).is_some_and(|prep| reader.language.has_function("to", prep))
                && items.get(index + 2).is_some_and(|verb| verb.senses.iter().any(|sense| sense.form.is_some_and(|form| form.tense == Tense::Infinitive)));
            if ready {
                list[index].measure = None;
            }
        }
        let owner = |id: &EntityId| owners.list.iter().position(|owner| owner.id == *id);
        let owners = items.iter().map(|item| item.entities().iter().filter_map(owner).collect()).collect();
        Self { list, nothing: Sign::default(), chunk, owners }
    }
}

fn all_capitals(text: &str) -> bool {
    text.chars().all(|c| !c.is_lowercase()) && text.chars().count() > 1
}

/// Whether a phrase ends what belongs together.
pub const fn is_wall(kind: &ChunkKind) -> bool {
    matches!(kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_))
}
