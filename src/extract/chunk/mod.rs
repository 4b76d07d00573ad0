//! Items grouped into noun phrases, verb groups and the small words between them.

mod bounds;
mod dashes;
mod lands;
mod verb;

use smallvec::SmallVec;

use crate::{
    lang::{Code, Kinds, Language, Tense, Value},
    model::{EntityId, EntityIds, EntityKind, Span},
    recognise::{DateMention, Item, ItemKind, Quantity, Sentence},
};

/// The value of a relative pronoun that a preposition governs: "pour qui".
pub const GOVERNED: &str = "governed";

/// A phrase of a sentence.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ChunkKind,
}

const _: () = assert!(size_of::<Chunk>() <= 128, "moved without a call");

/// Some phrases of a sentence by their numbers, seldom more than a few.
pub type Nouns = SmallVec<[usize; FEW]>;
/// So many.
pub const FEW: usize = 4;

/// What a phrase is.
#[derive(Clone, Debug)]
pub enum ChunkKind {
    /// A noun phrase.
    Noun(NounPhrase),
    /// A verb group.
    Verb(VerbGroup),
    /// A preposition, by its value in the pack.
    Preposition(Value),
    /// A coordinating conjunction, by its value.
    Conjunction(Code),
    /// A comma.
    Comma,
    /// A relative pronoun, by its value.
    Relative(Code),
    /// A conjunction that opens a subordinate clause.
    Subordinator(Code),
    /// A date.
    Date(Box<DateMention>),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A mark that ends a clause.
    Stop,
    /// Anything else.
    Other,
}

/// A noun phrase without what hangs on it behind a preposition.
#[derive(Clone, Debug, Default)]
pub struct NounPhrase {
    /// What it names or stands for.
    pub entities: EntityIds,
    /// Countries whose adjective stands in it.
    pub adjectives: EntityIds,
    /// Value of its determiner.
    pub determiner: Option<Code>,
    /// The figure in it.
    pub quantity: Option<Box<(usize, Quantity)>>,
    /// Whether it ends with the comma behind an apposition: "le Premier ministre slovaque, X,".
    pub closed: bool,
    /// Whether it names the states of a region or body rather than these: "les pays d'Asie centrale".
    pub states: bool,
}

/// A verb with its auxiliaries, negation and pronouns.
#[derive(Clone, Debug)]
pub struct VerbGroup {
    /// Infinitive of the main verb.
    pub lemma: Value,
    /// Who does it.
    pub voice: Voice,
    /// Tense of the group as a whole.
    pub tense: Tense,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it may happen, must, will, or is wished for.
    pub modal: Option<Modal>,
    /// The verb's item (the main verb's).
    pub item: usize,
}

/// Voice of a verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject undergoes.
    Passive,
    /// With a reflexive pronoun.
    Reflexive,
}

/// Half-auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modal {
    /// It will.
    Future,
    /// It is due.
    Duty,
    /// It may.
    May,
    /// Somebody wants it.
    Wish,
}

impl VerbGroup {
    /// Whether the group can have a subject of its own.
    pub const fn is_finite(&self) -> bool {
        !matches!(self.tense, Tense::Infinitive | Tense::Participle | Tense::Gerund)
    }
}

impl Chunk {
    /// The noun phrase, if it is one.
    pub const fn noun(&self) -> Option<&NounPhrase> {
        if let ChunkKind::Noun(noun) = &self.kind { Some(noun) } else { None }
    }

    /// The verb group, if it is one.
    pub const fn verb(&self) -> Option<&VerbGroup> {
        if let ChunkKind::Verb(verb) = &self.kind { Some(verb) } else { None }
    }

    /// The preposition, if it is one.
    pub const fn preposition(&self) -> Option<Value> {
        if let ChunkKind::Preposition(value) = self.kind { Some(value) } else { None }
    }

    /// Whether it is the conjunction that joins what is alike.
    pub fn is_and(&self) -> bool {
        matches!(&self.kind, ChunkKind::Conjunction(value) if value == "and")
    }
}

/// Groups the items of a sentence.
pub fn chunks(text: &str, sentence: &Sentence, language: &Language) -> Vec<Chunk> {
    let chunker = Chunker::new(text, &sentence.items, language);
    let mut chunks = Vec::with_capacity(sentence.items.len());
    let mut at = 0;
    while at < sentence.items.len() {
        let last = if chunker.opens_any(at) { chunker.last(&chunks) } else { None };
        let (end, kind) = chunker.at(at, last);
        let end = end.max(at + 1);
        let span = sentence.items[at].span.cover(sentence.items[end - 1].span);
        chunks.push(Chunk { start: at, end, span, kind });
        at = end;
    }
    lands::join(&mut chunks, &sentence.items, language);
    dashes::bracket(text, &mut chunks);
    crate::extract::shared::share(&mut chunks, language);
    chunks
}

struct Chunker<'a> {
    text: &'a str,
    items: &'a [Item],
    language: &'a Language,
    /// The verb that each item is in its place.
    verbs: SmallVec<[Option<(Value, Tense)>; MANY]>,
}

/// Most sentences have no more items.
const MANY: usize = 64;

impl<'a> Chunker<'a> {
    fn new(text: &'a str, items: &'a [Item], language: &'a Language) -> Self {
        let mut chunker = Self { text, items, language, verbs: SmallVec::new() };
        let mut verbs = SmallVec::new();
        for (at, item) in items.iter().enumerate() {
            verbs.push(if item.kind == ItemKind::Word && item.senses.has_form() { chunker.find_verb(at) } else { None });
        }
        chunker.verbs = verbs;
        chunker
    }

    /// Whether an item may open anything but a noun phrase, by what it is itself: only then what stands before it matters.
    fn opens_any(&self, at: usize) -> bool {
        self.items[at].kind == ItemKind::Word && self.items[at].is_any(Kinds::OPENING)
    }

    /// The phrase that what follows stands behind.
    fn last<'c>(&self, chunks: &'c [Chunk]) -> Option<&'c Chunk> {
        // "ont signé mardi des accords": a date between the verb and its object changes nothing.
        let dated = chunks.last().is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Date(_))) && chunks.len() > 1;
        let last = chunks.len().checked_sub(1 + usize::from(dated)).map(|last| &chunks[last]).filter(|last| !dated || matches!(last.kind, ChunkKind::Verb(_)));
        self.verb_of_place(chunks).or(last).or(chunks.last())
    }

    fn at(&self, at: usize, last: Option<&Chunk>) -> (usize, ChunkKind) {
        let lexicon = &self.language.lexicon;
        let item = &self.items[at];
        if item.kind == ItemKind::Word && !self.opens_any(at) {
            return self.noun(at);
        }
        // "avec M. X": a form of address and its full stop belong to the name.
        let named = || at + 1 + usize::from(self.items.get(at + 1).is_some_and(|next| next.is_mark(self.text, ".")));
        if item.is_any(Kinds::ADDRESS) && self.is_person(named()) {
            return self.noun(named());
        }
        match &item.kind {
            ItemKind::Date(date) => return (at + 1, ChunkKind::Date(date.clone())),
            ItemKind::Mark => {
                let kind = match item.span.of(self.text) {
                    "," => ChunkKind::Comma,
                    "(" | "[" => ChunkKind::Open,
                    ")" | "]" => ChunkKind::Close,
                    ";" | ":" | "." | "!" | "?" | "…" => ChunkKind::Stop,
                    _ => ChunkKind::Other,
                };
                return (at + 1, kind);
            }
            ItemKind::Name(_) | ItemKind::Reference(_) | ItemKind::Quantity(_) => return self.noun(at),
            // "attendons M. X"
            ItemKind::Word if item.is_any(Kinds::ADDRESS) && self.items.get(at + 1).is_some_and(|next| next.is_mark(self.text, ".")) => return self.noun(at),
            ItemKind::Word => {}
        }
        // "tenant compte de", "fait part de": a noun right behind a verb, though its form is also a verb's.
        let object = last.is_some_and(|last| matches!(last.kind, ChunkKind::Verb(_))) && item.is_any(Kinds::NOUN) && !item.senses.has_tense(Tense::Infinitive);
        // "s'est dit satisfait de": what somebody says to be.
        let says = |last: &Chunk| {
            last.end == at
                && last.verb().is_some_and(|verb| verb.voice == Voice::Reflexive && verb.modal.is_none() && self.language.verb_is(verb.lemma, "say-to-be"))
        };
        let stated = last.is_some_and(says) && item.senses.has_tense(Tense::Participle);
        if let Some((end, verb)) = self.verb(at).filter(|_| !object && !stated) {
            return (end, ChunkKind::Verb(verb));
        }
        if let Some(prep) = item.value(lexicon, "prep") {
            // After a verb or preposition, a contracted article is the plain partitive one: "ont signé des accords", "dans des ports".
            let partitive = item.is_any(Kinds::DETERMINER)
                && last.is_none_or(|last| {
                    matches!(last.kind, ChunkKind::Verb(_) | ChunkKind::Stop | ChunkKind::Comma | ChunkKind::Conjunction(_) | ChunkKind::Preposition(_))
                });
            let others = || {
                let opens = last.is_none_or(|last| matches!(last.kind, ChunkKind::Verb(_) | ChunkKind::Stop | ChunkKind::Comma));
                opens && self.items.get(at + 1).is_some_and(|next| next.is(lexicon, "some-others"))
            };
            if !partitive && !others() {
                return (at + 1, ChunkKind::Preposition(prep));
            }
        }
        for (class, make) in [
            ("conj", ChunkKind::Conjunction as fn(Code) -> ChunkKind),
            ("rel", ChunkKind::Relative as fn(Code) -> ChunkKind),
            ("sub", ChunkKind::Subordinator as fn(Code) -> ChunkKind),
        ] {
            if let Some(value) = item.code(lexicon, class) {
                // "pour qui", "avec lequel": no subject of the clause that it opens.
                let governed = class == "rel" && value == "subject" && last.is_some_and(|last| last.end == at && last.preposition().is_some());
                return (at + 1, make(if governed { GOVERNED } else { value }.into()));
            }
        }
        let next = self.items.get(at + 1);
        if item.is_any(Kinds::DETERMINER)
            && next.is_some_and(|next| {
                matches!(next.kind, ItemKind::Date(_))
                    || self.is_pronoun_article(item, next) && self.verb_sense(at + 1).is_some()
                    || self.verb_sense(at + 1).is_some_and(|(_, tense)| matches!(tense, Tense::Future | Tense::Conditional | Tense::Infinitive))
            })
        {
            return (at + 1, ChunkKind::Other);
        }
        if item.is_any(Kinds::ADVERB) || item.is_any(Kinds::NEGATION) || item.code(lexicon, "pron").is_some_and(|value| value != "subject") {
            return (at + 1, ChunkKind::Other);
        }
        self.noun(at)
    }

    /// "a eu à Rome des entretiens": the verb that waits for its object behind a governed name; there a contracted article is the partitive one.
    fn verb_of_place<'c>(&self, chunks: &'c [Chunk]) -> Option<&'c Chunk> {
        let [before @ .., preposition, name] = chunks else { return None };
        self.items.get(name.end).filter(|item| item.is_any(Kinds::DETERMINER) && item.is_any(Kinds::PREPOSITION))?;
        let named = |id: &EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Country);
        let next = self.items.get(name.end + 1).filter(|next| next.kind == ItemKind::Word && self.language.is_plural(next.span.of(self.text)));
        if next.is_none() || preposition.preposition().is_none() || !name.noun()?.entities.last().is_some_and(named) {
            return None;
        }
        let verb = before.iter().rev().find(|chunk| !matches!(chunk.kind, ChunkKind::Other | ChunkKind::Date(_)))?;
        let takes = |group: &VerbGroup| group.voice == Voice::Active && ["support", "sign"].iter().any(|class| self.language.verb_is(group.lemma, class));
        verb.verb().is_some_and(takes).then_some(verb)
    }

    fn is_person(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.entities().first().is_some_and(|id| id.kind() == EntityKind::Person))
    }

    fn noun(&self, at: usize) -> (usize, ChunkKind) {
        let lexicon = &self.language.lexicon;
        let mut noun = NounPhrase::default();
        let mut end = at;
        while let Some(item) = self.items.get(end) {
            let determiner = if item.is_any(Kinds::DETERMINER) { item.code(lexicon, "det") } else { None };
            match &item.kind {
                // "un « parc technologique »": the quoted words are the phrase's own.
                ItemKind::Mark
                    if end > at
                        && self.quotes(end)
                        && self.items[at..end].iter().all(|item| item.is_any(Kinds::DETERMINER) || item.is_any(Kinds::ADJECTIVE)) => {}
                // "MM. X et Y"
                ItemKind::Mark if end > at && item.is_mark(self.text, ".") && self.items[end - 1].is_any(Kinds::ADDRESS) => {}
                ItemKind::Date(_) | ItemKind::Mark => break,
                // "À l'invitation de S.E. M. X, président de A, S.E. M. Y viendra": behind an apposition a form of address opens another phrase.
                ItemKind::Word if end > at && item.is_any(Kinds::ADDRESS) && self.items[end - 1].span.of(self.text).ends_with(',') => break,
                ItemKind::Reference(_) | ItemKind::Name(_) if end > at && self.begins_another(at, end, &noun) => break,
                ItemKind::Name(named) if named.demonym => noun.adjectives.extend(named.entities.first().cloned()),
                ItemKind::Name(_) => noun.entities.extend(item.entities().iter().cloned()),
                ItemKind::Reference(reference) => {
                    let stands_for = if reference.entities.is_empty() { &reference.countries } else { &reference.entities };
                    noun.entities.extend(stands_for.iter().cloned());
                    // "le président kazakh", whom nobody names: the office has its article.
                    if reference.entities.is_empty() && noun.determiner.is_none() {
                        noun.determiner = Some("definite".into());
                    }
                }
                ItemKind::Quantity(quantity) => {
                    // "ont conclu à Rome douze accords": how many stand behind a town are none of it.
                    let town = noun.entities.last().is_some_and(|id| id.kind() == EntityKind::City);
                    if noun.quantity.is_some() || town && noun.determiner.is_none() {
                        break;
                    }
                    noun.quantity = Some(Box::new((end, (**quantity).clone())));
                }
                ItemKind::Word => {
                    if let Some(value) = determiner.filter(|_| !(item.is_any(Kinds::PREPOSITION) && end > at)) {
                        if end > at && noun.determiner.is_some() {
                            break;
                        }
                        if end > at {
                            break;
                        }
                        noun.determiner = Some(value.into());
                    } else if end > at && !self.negates(end) && (item.is_any(Kinds::SMALL) || self.verb_sense(end).is_some()) {
                        break;
                    }
                }
            }
            end += 1;
        }
        noun.closed = end > at && matches!(self.items[end - 1].kind, ItemKind::Reference(_)) && self.items[end - 1].span.of(self.text).ends_with(',');
        (end.max(at + 1), ChunkKind::Noun(noun))
    }

    /// Whether a mark opens a quotation of a word or name.
    fn quotes(&self, at: usize) -> bool {
        let opens = matches!(self.items[at].span.of(self.text), "«" | "“");
        opens && self.items.get(at + 1).is_some_and(|next| !next.is_any(Kinds::SMALL) && !next.is_any(Kinds::DETERMINER) && self.verb_sense(at + 1).is_none())
    }

    /// "exportations non pétrolières": whether a negation inside a phrase denies the adjective behind it alone.
    fn negates(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let plain = |item: &Item| item.kind == ItemKind::Word && !item.is_any(Kinds::SMALL) && !item.is_any(Kinds::DETERMINER);
        self.items[at].code(lexicon, "neg") == Some("not")
            && plain(&self.items[at - 1])
            && self.items.get(at + 1).is_some_and(plain)
            && self.verb_sense(at + 1).is_none()
    }
}
