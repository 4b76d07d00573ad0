//! What the words of a sentence say to a figure, looked up once.

use std::{cell::OnceCell, ops::Range};

use smallvec::SmallVec;

use super::{
    counted::is_in_digits,
    owner::{Owners, Round, Speakers},
    words::{Role, Words},
};
use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Modal, VerbGroup},
    },
    lang::{Tense, Tokens, Value},
    model::{EntityId, Span},
    recognise::{Item, ItemKind},
};

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
    /// What is about to come about, before its verb.
    pub const BOUND: u32 = 1 << 28;
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
    /// By item: what all before it say, as flags of [`note`]; last, what all say.
    notes: Vec<u32>,
    /// Whether one names those whom a country trades with.
    pub partners: bool,
    /// What an item that is not there says.
    pub nothing: Sign<'a>,
    pub chunk: Vec<usize>,
    /// By item: which of those who may own figures it names.
    pub owners: Vec<SmallVec<[usize; 2]>>,
    pub places: Places,
    /// The ends of a way that the sentence tells, once somebody has asked.
    pub ends: OnceCell<Option<Vec<EntityId>>>,
    /// Who is weighed as the owner of its figures.
    pub round: Round<'a>,
    /// Who says and who expects what it tells, once somebody has asked.
    pub speakers: OnceCell<Speakers>,
}

/// Where in a sentence what counts between a figure and its owner stands, each in order.
#[derive(Debug, Default)]
pub struct Places {
    /// Items that name somebody who may own figures.
    pub owners: SmallVec<[usize; 8]>,
    pub figures: SmallVec<[usize; 8]>,
    pub measures: SmallVec<[usize; 8]>,
    pub colons: SmallVec<[usize; 8]>,
    pub commas: SmallVec<[usize; 8]>,
    /// Brackets, and whether each opens.
    pub brackets: SmallVec<[(usize, bool); 4]>,
    /// Phrases that end what belongs together.
    pub walls: SmallVec<[usize; 8]>,
}

/// Those of some places that lie in a stretch.
pub fn lying(places: &[usize], stretch: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    places.iter().copied().filter(move |place| stretch.contains(place))
}

/// The words of a phrase, cut where those of the phrase before were.
#[derive(Debug, Default)]
pub struct Cut {
    tokens: Tokens,
    numbers: Vec<Option<u32>>,
}

impl Cut {
    fn words(&mut self, reader: &Reader<'_>, phrase: &str) -> &[Option<u32>] {
        self.tokens.recut(phrase, Span::new(0, phrase.len()), &reader.language.cutting);
        reader.language.lexicon.number_into(&self.tokens, &mut self.numbers);
        &self.numbers
    }
}

impl<'a> Signs<'a> {
    /// The signs of a sentence.
    pub fn of(reader: &'a Reader<'a>, scene: &Scene<'_>, words: &Words, (owners, sentence): (&'a Owners, usize), cut: &mut Cut) -> Self {
        let lexicon = &reader.language.lexicon;
        let items = &scene.sentence.items;
        let mut chunk = vec![0; items.len()];
        for (index, phrase) in scene.chunks().iter().enumerate() {
            chunk[phrase.start..phrase.end].fill(index);
        }
        let mut list = vec![Sign::default(); items.len()];
        for (index, (item, sign)) in items.iter().zip(&mut list).enumerate() {
            let text = || item.span.of(reader.text);
            for sense in &item.senses {
                let value = || lexicon.value(sense.value);
                match words.roles[sense.class.index()] {
                    // A name in the middle of a sentence ("ministre du Commerce") measures nothing.
                    Role::Measure if item.capital && index > 0 && !all_capitals(text().split(' ').next().unwrap_or_else(text)) => {}
                    Role::Measure => sign.measure = Some(value()),
                    Role::Counted => sign.counted = Some(value()),
                    Role::Change => sign.change = Some(if value() == "down" { -1.0 } else { 1.0 }),
                    Role::Prep => (sign.prep, sign.preposition) = (Some(value()), Some(sense.value)),
                    Role::Det => sign.det = Some(value()),
                    Role::Adj => sign.adj = true,
                    Role::Conj => sign.conj = true,
                    Role::Neg => sign.not = value() == "not",
                    Role::Goods => sign.goods = Some(value()),
                    Role::Head => sign.head = Some(value()),
                    // "51 % des fonds": a noun that is spelt as a form of a verb.
                    Role::Verb if item.is(lexicon, "noun") && scene.chunks()[chunk[index]].noun().is_some() => {}
                    Role::Verb => {
                        let way = [("rise", 1.0), ("fall", -1.0)].into_iter().find(|(group, _)| reader.language.verb_is(sense.value, group));
                        sign.change = sign.change.or(way.map(|(_, way)| way));
                    }
                    Role::Partner => sign.partner = Some(value()),
                    Role::Multiple => sign.multiple = value().parse().ok(),
                    Role::Note(flag) => sign.notes |= flag,
                    Role::Nothing => {}
                }
            }
            // A longer phrase may hold the word ("investissements mutuels", "qu'en 2023").
            if item.entities().first().is_some_and(|id| id.kind() == crate::model::EntityKind::Corridor) && !item.capital && text().contains(' ') {
                sign.counted = lexicon.longest(cut.words(reader, text()), 0, "counted").map(|(_, value)| value);
            }
            let (word, date) = (item.kind == ItemKind::Word, matches!(item.kind, ItemKind::Date(_)));
            let of_field = || item.senses.may_be("area") || item.senses.may_be("portfolio");
            if (word
                && sign.measure.is_none()
                && of_field()
                && item.senses.iter().any(|sense| Some(sense.class) == words.area || Some(sense.class) == words.portfolio)
                || date && !is_in_digits(text()))
                && text().contains([' ', '\'', '’'])
            {
                let numbers = cut.words(reader, text());
                if word && !item.capital {
                    sign.measure = (0..numbers.len()).find_map(|from| lexicon.longest(numbers, from, "measure")).map(|(_, value)| value);
                } else if date && lexicon.longest(numbers, 0, "compare").is_some() {
                    sign.notes |= note::COMPARE;
                }
            }
        }
        if scene.classes.may_have("than") {
            mark_than(reader, scene, &mut list);
        }
        mark_able(reader, scene, &mut list);
        // "prêts à financer": the adjective that is spelt like the loan.
        for index in 0..items.len() {
            if list[index].measure.is_none() {
                continue;
            }
            let ready = list[index].measure == Some("other:loan")
                && list.get(index + 1).and_then(|next| next.preposition).is_some_and(|prep| reader.language.has_function("to", prep))
                && items.get(index + 2).is_some_and(|verb| verb.senses.has_tense(Tense::Infinitive));
            // "doit, sous réserve d'investissements, tripler": without which it will not.
            let without = index > 0 && list[index - 1].preposition.is_some_and(|prep| reader.language.has_function("condition", prep));
            if ready || without {
                list[index].measure = None;
            }
        }
        let round = Round::of(owners, sentence);
        let owner = |id: &EntityId| owners.list.iter().position(|owner| owner.id == *id);
        let owners: Vec<SmallVec<[usize; 2]>> = items.iter().map(|item| item.entities().iter().filter_map(owner).collect()).collect();
        let mut places = Places::default();
        for (index, item) in items.iter().enumerate() {
            if !owners[index].is_empty() {
                places.owners.push(index);
            }
            if list[index].measure.is_some() {
                places.measures.push(index);
            }
            match item.kind {
                ItemKind::Quantity(_) => places.figures.push(index),
                ItemKind::Mark => match item.span.of(reader.text) {
                    ":" => places.colons.push(index),
                    "," => places.commas.push(index),
                    mark @ ("(" | ")") => places.brackets.push((index, mark == "(")),
                    _ => {}
                },
                _ => {}
            }
        }
        places.walls = scene.chunks().iter().enumerate().filter(|(_, phrase)| is_wall(&phrase.kind)).map(|(index, _)| index).collect();
        let mut all = 0;
        let notes = std::iter::once(0)
            .chain(list.iter().map(|sign| {
                all |= sign.notes;
                all
            }))
            .collect();
        let partners = list.iter().any(|sign| sign.partner.is_some());
        Self { list, notes, partners, nothing: Sign::default(), chunk, owners, places, ends: OnceCell::new(), round, speakers: OnceCell::new() }
    }

    /// Whether an item says this of figures.
    pub fn say(&self, flag: u32) -> bool {
        self.say_before(self.list.len(), flag)
    }

    /// Whether an item before one says this of figures.
    pub fn say_before(&self, item: usize, flag: u32) -> bool {
        self.notes.get(item).is_some_and(|notes| notes & flag != 0)
    }

    /// The last item before one that measures something.
    pub fn measure_before(&self, item: usize) -> Option<usize> {
        self.places.measures.iter().rev().copied().find(|measure| *measure < item)
    }
}

/// So many words lie at most between a word for more or less and what follows it.
const DEGREE: usize = 9;

/// "plus de vin qu'en 2022": what is compared with, where more, less or as much is told before and no verb stands between.
fn mark_than(reader: &Reader<'_>, scene: &Scene<'_>, list: &mut [Sign<'_>]) {
    let (lexicon, items) = (&reader.language.lexicon, &scene.sentence.items);
    let chunks = scene.chunks();
    let verb = |index: usize| chunks.iter().any(|chunk| chunk.start <= index && index < chunk.end && chunk.verb().is_some());
    for than in (1..items.len()).filter(|index| items[*index].is(lexicon, "than")) {
        let open = |index: &usize| !verb(*index) && !items[*index].is_mark(reader.text, ";");
        let more = (0..than).rev().take(DEGREE).take_while(open).any(|index| items[index].is(lexicon, "degree") || list[index].multiple.is_some());
        if more {
            list[than].notes |= note::COMPARE;
        }
    }
}

/// "pourra transporter", "permettra d'acheminer", "conçu pour transporter": what somebody can carry.
fn mark_able(reader: &Reader<'_>, scene: &Scene<'_>, list: &mut [Sign<'_>]) {
    if !scene.clauses.may_do("carry") {
        return;
    }
    let (language, items, chunks) = (reader.language, &scene.sentence.items, scene.chunks());
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(verb) = chunk.verb().filter(|verb| language.verb_is(verb.lemma, "carry")) else { continue };
        let may = verb.modal == Some(Modal::May) && matches!(verb.tense, Tense::Present | Tense::Future);
        let item = |back: usize| chunk.start.checked_sub(back).map(|index| &items[index]);
        let lets = |before: &VerbGroup| language.verb_is(before.lemma, "achieve") && !matches!(before.tense, Tense::Past | Tense::Present);
        let allowed = || chunks[at.saturating_sub(2)..at].iter().rev().find_map(Chunk::verb).is_some_and(lets);
        let made = || {
            let done = |item: &Item| item.senses.has_tense(Tense::Participle);
            list[chunk.start - 1].preposition.is_some_and(|prep| language.has_function("for", prep)) && item(2).is_some_and(done)
        };
        let able = || item(1).is_some_and(|before| before.is(&language.lexicon, "able-word"));
        if may || verb.tense == Tense::Infinitive && chunk.start > 0 && (able() || allowed() || made()) {
            list[chunk.start].notes |= note::CAPACITY;
        }
    }
}

fn all_capitals(text: &str) -> bool {
    text.chars().all(|c| !c.is_lowercase()) && text.chars().count() > 1
}

/// Whether a phrase ends what belongs together.
pub const fn is_wall(kind: &ChunkKind) -> bool {
    matches!(kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_))
}
