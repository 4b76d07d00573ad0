//! One pass over a document's tokens: at each, the longest of date, figure, name and phrase wins.

use std::cell::Cell;

use smallvec::{SmallVec, smallvec};

use crate::{
    knowledge::{Knowledge, NameEntry, NameKind},
    lang::{Class, Found, Kinds, Language, Lexicon, Sense, Senses, Sight, Token, TokenKind, Tokens},
    model::{Document, EntityKind, PartKind, Span},
    recognise::{
        dates::Dates,
        item::{Item, ItemKind, Named},
        quantities::Quantities,
        segment::sentences,
        support::drop_unsupported,
    },
};

/// A sentence (or title, or heading) with what it is made of.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// What part of the document it belongs to.
    pub part: PartKind,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Its items in order.
    pub items: Vec<Item>,
}

/// A document's sentences.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// In order of the text.
    pub sentences: Vec<Sentence>,
    /// The lines that say where, when and by which agency it was written: they name, and state nothing.
    pub date_lines: Vec<Sentence>,
}

/// Recognises words, names, dates and figures in every part of a document that may carry facts.
pub fn recognise(document: &Document, language: &Language, knowledge: &Knowledge) -> Recognised {
    let mut recognised = Recognised::default();
    let classes = Asked::of(&language.lexicon);
    let mut buffers = BUFFERS.take();
    let Buffers { tokens, words, names, sights } = &mut buffers;
    let mut found = Candidates::default();
    for (paragraph, part) in document.parts.iter().enumerate() {
        tokens.recut(&document.text, part.span, &language.cutting);
        language.lexicon.number_into(tokens, words);
        knowledge.names.number_known(tokens, &language.lexicon, words, names);
        Dates::look(language, tokens, words, sights);
        let all_capitals = is_shouted(tokens);
        let scan = Scan { text: &document.text, tokens, language, knowledge, classes: &classes, words, names, sights, all_capitals };
        for range in sentences(tokens, language) {
            let items = scan.items(range.start, range.end, &mut found);
            let sentence = Sentence { span: tokens.span(range.start, range.end), part: part.kind, paragraph, items };
            if part.kind == PartKind::DateLine {
                recognised.date_lines.push(sentence);
            } else {
                recognised.sentences.push(sentence);
            }
        }
    }
    if words_fit(&buffers) {
        BUFFERS.set(buffers);
    }
    drop_unsupported(&document.text, &mut recognised, language, knowledge);
    recognised
}

/// What is found out of the tokens of a paragraph, in memory that stays for the next.
#[derive(Default)]
struct Buffers {
    tokens: Tokens,
    /// Their numbers in the lexicon, and among the names.
    words: Vec<Option<u32>>,
    names: Vec<Option<u32>>,
    sights: Vec<Sight>,
}

/// A paragraph without end leaves no memory behind.
const WORDS: usize = 1 << 16;

fn words_fit(buffers: &Buffers) -> bool {
    buffers.words.capacity() <= WORDS
}

thread_local! {
    static BUFFERS: Cell<Buffers> = Cell::default();
}

/// What may begin at a token.
#[derive(Default)]
struct Candidates<'k> {
    phrases: Vec<Found>,
    names: Vec<(usize, &'k [NameEntry])>,
}

struct Scan<'a, 'k> {
    text: &'a str,
    tokens: &'a Tokens,
    language: &'k Language,
    knowledge: &'k Knowledge,
    classes: &'a Asked,
    words: &'a [Option<u32>],
    names: &'a [Option<u32>],
    /// The tokens as the grammar of time sees them.
    sights: &'a [Sight],
    all_capitals: bool,
}

/// The classes that are asked for at every word.
struct Asked {
    verb: Option<Class>,
    determiner: Option<Class>,
    change: Option<Class>,
    /// What may qualify the figure before it.
    behind: Option<Class>,
    /// Prepositions, of which those that stand between two ends may begin a figure.
    prep: Option<Class>,
}

impl Asked {
    fn of(lexicon: &Lexicon) -> Self {
        let [verb, determiner, change, behind, prep] = ["verb", "det", "change", "qualifier-after", "prep"].map(|class| lexicon.class(class));
        Self { verb, determiner, change, behind, prep }
    }
}

/// Whether nearly all words are written in capitals.
fn is_shouted(tokens: &Tokens) -> bool {
    let letters = tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    let capitals = tokens.iter().filter(|token| token.all_capitals).count();
    letters > 3 && capitals * 10 >= letters * 6
}

impl<'k> Scan<'_, 'k> {
    fn items(&self, start: usize, end: usize, Candidates { phrases, names }: &mut Candidates<'k>) -> Vec<Item> {
        let dates = Dates::new(self.language, self.tokens, self.words, start..end, self.sights);
        let quantities = Quantities { language: self.language, tokens: self.tokens, words: self.words };
        let mut items: Vec<Item> = Vec::with_capacity(end - start);
        let mut at = start;
        while at < end {
            let token = self.tokens[at];
            let known = self.words[at].is_some() || token.kind == TokenKind::Number;
            self.language.lexicon.phrases_at(&self.words[..end], at, phrases);
            let mut phrase_end = phrases.last().map_or(at + 1, |found| found.end);
            // "d'une valeur de plus de 12 milliards", "et plus de six millions": what qualifies a figure goes with the figure.
            let apart = |class: Option<Class>| class.is_some() && (class == self.classes.change || class == self.classes.behind);
            if phrase_end == at + 2
                && phrases.last().is_some_and(|found| found.senses.iter().any(|sense| apart(Some(sense.class))))
                && quantities.at(at + 1).is_some_and(|(stop, quantity)| stop > phrase_end + 1 && quantity.qualifier.is_some())
            {
                phrases.retain(|found| found.end == at + 1);
                phrase_end = at + 1;
            }
            if known {
                if let Some(found) = dates.at(at).filter(|found| found.end >= phrase_end)
                    && let Some(date) = found.mention()
                {
                    items.push(self.item(at, found.end, ItemKind::Date(Box::new(date)), Senses::default()));
                    at = found.end;
                    continue;
                }
                let figure = token.kind == TokenKind::Number || phrases.iter().any(|found| self.opens_figure(&found.senses));
                if figure && let Some((stop, quantity)) = quantities.at(at).filter(|(stop, _)| *stop <= end && *stop >= phrase_end) {
                    items.push(self.item(at, stop, ItemKind::Quantity(quantity.into()), Senses::default()));
                    at = stop;
                    continue;
                }
            }
            if let Some((stop, named)) = self.name_at(at, end, names).filter(|(stop, _)| *stop >= phrase_end) {
                let senses = phrases.last().filter(|found| found.end == stop).map(|found| found.senses).unwrap_or_default();
                items.push(self.item(at, stop, ItemKind::Name(named), senses));
                at = stop;
                continue;
            }
            if phrases.is_empty()
                && let Some((stop, named)) = self.spelt_at(at, end)
            {
                items.push(self.item(at, stop, ItemKind::Name(named), Senses::default()));
                at = stop;
                continue;
            }
            let kind = if token.kind == TokenKind::Mark { ItemKind::Mark } else { ItemKind::Word };
            let senses = phrases.last().map(|found| found.senses).unwrap_or_default();
            items.push(self.item(at, phrase_end, kind, senses));
            at = phrase_end;
        }
        items
    }

    fn opens_figure(&self, senses: &Senses) -> bool {
        let between = |sense: &Sense| Some(sense.class) == self.classes.prep && self.language.has_function("between", sense.value);
        senses.are(Kinds::FIGURE) || senses.are(Kinds::PREPOSITION) && senses.iter().any(between)
    }

    fn item(&self, at: usize, end: usize, kind: ItemKind, senses: Senses) -> Item {
        let first = self.tokens[at];
        Item { span: self.tokens.span(at, end), kind, senses, capital: first.capital, hyphen: first.hyphen }
    }

    /// The longest acceptable name at a token.
    fn name_at(&self, at: usize, end: usize, found: &mut Vec<(usize, &'k [NameEntry])>) -> Option<(usize, Named)> {
        if !self.knowledge.names.begins(self.names[at]) {
            return None;
        }
        self.knowledge.names.at(&self.names[..end], at, found);
        found.iter().rev().find_map(|(stop, entries)| {
            // "la centrale X-2" is not the one called X, nor "le corridor nord-sud" that of the north.
            let next = self.tokens.get(*stop).filter(|token| token.hyphen);
            let longer = |entry: &NameEntry| {
                next.is_some_and(|next| {
                    let kind = self.knowledge.known(entry.entity).map(|known| known.entity.id.kind());
                    kind == Some(EntityKind::Corridor) || kind == Some(EntityKind::Infrastructure) && next.kind == TokenKind::Number
                })
            };
            let accepted: SmallVec<[&NameEntry; 4]> = entries.iter().filter(|entry| self.accepts(entry, at, *stop) && !longer(entry)).collect();
            let best = accepted.iter().map(|entry| entry.kind).min()?;
            let entities = accepted
                .iter()
                .filter(|entry| entry.kind == best)
                .filter_map(|entry| self.knowledge.known(entry.entity))
                .map(|known| known.entity.id.clone())
                .collect();
            Some((
                *stop,
                Named {
                    entities,
                    demonym: matches!(best, NameKind::Demonym | NameKind::Prefix),
                    family: best == NameKind::Family,
                    doubtful: accepted.iter().all(|entry| entry.needs_context),
                    spelling: false,
                },
            ))
        })
    }

    /// A name that is known in another spelling: two to four words that no list has, or a family name or a town by itself.
    fn spelt_at(&self, at: usize, end: usize) -> Option<(usize, Named)> {
        if self.all_capitals || !self.is_strange(at) {
            return None;
        }
        let most = (at + 1..end.min(at + 4)).find(|next| !self.is_strange(*next)).unwrap_or(end.min(at + 4));
        let surface = |stop| self.tokens.span(at, stop).of(self.text);
        let named = |entities, family| Named { entities, family, spelling: true, ..Named::default() };
        let spellings = self.knowledge.spellings();
        if let Some(found) = (at + 2..=most).rev().find_map(|stop| Some((stop, named(smallvec![spellings.named(surface(stop))?.clone()], false)))) {
            return Some(found);
        }
        let alone = most == at + 1 && !at.checked_sub(1).is_some_and(|before| self.is_strange(before));
        if !alone {
            return None;
        }
        let (family, town) = spellings.alone(surface(at + 1));
        if !family.is_empty() {
            return Some((at + 1, named(family.into(), true)));
        }
        let part = self.tokens[at].hyphen || self.tokens.get(at + 1).is_some_and(|next| next.hyphen);
        let town = town.filter(|_| !part)?;
        Some((at + 1, Named { doubtful: true, ..named(smallvec![town.clone()], false) }))
    }

    /// Whether a word is written like a name and in no list of words.
    fn is_strange(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.capital && self.words[at].is_none())
    }

    fn accepts(&self, entry: &NameEntry, at: usize, stop: usize) -> bool {
        let tokens = &self.tokens[at..stop];
        let capital = tokens.iter().any(|token| token.capital);
        // One letter with a figure is an acronym as well: "G7".
        let letter = |token: &Token| token.capital && token.span.of(self.text).chars().filter(|c| c.is_alphabetic()).count() == 1;
        let capitals = || tokens.iter().all(|token| token.all_capitals || token.kind != TokenKind::Word || letter(token));
        // An elided article or a hyphenated whole is no name of its own.
        match entry.kind {
            NameKind::Prefix => return self.tokens.get(stop).is_some_and(|next| next.hyphen),
            NameKind::Demonym => {
                // A form that is also a verb of the language counts as one.
                let verb = self.classes.verb.is_some_and(|verb| self.is_single_verb(at, stop, verb));
                return !verb && (capital || entry.lower);
            }
            _ => {}
        }
        // "Le temps" at the head of a sentence: the capital is the article's alone, and the name has another.
        if !entry.lower && capital && !self.all_capitals && tokens.len() > 1 && self.is_article(at) && !tokens[1..].iter().any(|token| token.capital) {
            return false;
        }
        if entry.capitals && (!capitals() || self.all_capitals && self.words[at].is_some()) {
            return false;
        }
        if entry.needs_context && self.all_capitals {
            return false;
        }
        capital || entry.lower
    }

    fn is_article(&self, at: usize) -> bool {
        let mut found = Vec::new();
        self.language.lexicon.phrases_at(self.words, at, &mut found);
        found.iter().any(|found| found.end == at + 1 && found.senses.iter().any(|sense| Some(sense.class) == self.classes.determiner))
    }

    fn is_single_verb(&self, at: usize, stop: usize, verb: Class) -> bool {
        let mut found = Vec::new();
        self.language.lexicon.phrases_at(self.words, at, &mut found);
        found.iter().any(|found| found.end == stop && found.senses.iter().all(|sense| sense.class == verb))
    }
}
