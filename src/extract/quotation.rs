//! Quotations of more than one sentence: "« A », a déclaré X. « B. »", "« A, affirme X. B. »".

use crate::{
    extract::{
        Reader, Scene,
        act::Saying,
        chunk::{ChunkKind, VerbGroup, Voice},
        clause::Clauses,
        frame, stance,
    },
    fact::{Claim, Value},
    lang::Tense,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// Rule name.
pub const RULE: &str = "statement/quotation";

/// Whom the text quotes.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// The one who speaks, once the text has said who.
    pub speaker: Option<EntityId>,
    /// The paragraph.
    pub paragraph: usize,
    /// Whether the quotation has not been closed yet.
    pub open: bool,
    /// Whether it is an interview, where answers follow questions without their speaker, and whether a question was the last of it.
    pub interview: Option<Asked>,
}

/// How far an interview has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An answer goes on.
    Answer,
    /// A paragraph was a question.
    Question,
}

/// Reads a sentence that goes on with a quotation and does not say again who speaks.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let goes_on = |quotation: &&Quotation| quotation.paragraph == scene.sentence.paragraph || quotation.interview == Some(Asked::Question);
    let Some(quotation) = reader.quotation.as_ref().filter(goes_on) else { return };
    let Some(speaker) = quotation.speaker.as_ref() else { return };
    let text = scene.sentence.span.of(reader.text);
    let asks = text.trim_end().ends_with('?');
    let whole = (quotation.open || quotation.interview == Some(Asked::Question)) && !asks || text.trim_start().starts_with(OPEN);
    let own = || frame::voice(reader, scene).is_some() || announced(reader, scene).is_some();
    let told = scene.chunks().iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()));
    if !whole || !told || own() {
        return;
    }
    let mut topics = reader.topics(scene, 0, scene.chunks().len());
    if topics.is_empty() {
        topics = reader.ours(scene, Some(speaker));
    }
    let act = Saying { reader, scene, said: 0..scene.chunks().len(), by: None }.act("said-act").unwrap_or("note");
    stance::tell(reader, scene, speaker, act, topics, RULE, found);
}

/// Reads a quotation before which nothing but the speaker stands: "X, ministre de A : « … »".
pub fn read_announced(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let Some((speaker, from)) = announced(reader, scene) else { return };
    let end = scene.chunks().len();
    let told = scene.chunks()[from..].iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()));
    let mut topics = reader.topics(scene, from, end);
    if topics.is_empty() {
        topics = reader.ours(scene, Some(&speaker));
    }
    if told {
        let act = Saying { reader, scene, said: from..end, by: None }.act("said-act").unwrap_or("note");
        stance::tell(reader, scene, &speaker, act, topics, RULE, found);
    }
}

/// Who is quoted behind a colon without a verb, and where the quotation begins.
fn announced(reader: &Reader<'_>, scene: &Scene<'_>) -> Option<(EntityId, usize)> {
    let chunks = scene.chunks();
    let Some(opened) = reader.quotes(scene).opened.map(|opened| scene.sentence.span.start + opened) else {
        // "X : La Mongolie attend des hôpitaux.": who is heard, by the name alone.
        let colon = chunks.get(1).is_some_and(|chunk| chunk.span.of(reader.text) == ":");
        let speaker = chunks.first()?.noun()?.entities.iter().find(|id| id.kind() == EntityKind::Person);
        return speaker.filter(|_| colon).map(|speaker| (speaker.clone(), 2));
    };
    let from = chunks.iter().position(|chunk| chunk.span.start >= opened)?;
    let before = &chunks[..from];
    let colon = reader.text[scene.sentence.span.start..opened].trim_end().ends_with(':');
    if !colon || before.iter().any(|chunk| chunk.verb().is_some()) {
        return None;
    }
    let speaker = before.first()?.noun()?.entities.iter().find(|id| id.kind() == EntityKind::Person)?;
    Some((speaker.clone(), from))
}

/// Marks that open a quotation.
const OPEN: [char; 2] = ['«', '“'];

/// The first bytes of all marks of quotation, which begin few other letters.
const FIRST: [u8; 3] = [0xC2, 0xE2, b'"'];

/// The marks of quotation of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotes {
    /// Whether there is one.
    pub any: bool,
    /// Where the last one stands that opens a quotation.
    pub opened: Option<usize>,
    /// Where the last one stands that closes one.
    pub closed: Option<usize>,
}

impl Quotes {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        for at in memchr::memchr3_iter(FIRST[0], FIRST[1], FIRST[2], text.as_bytes()) {
            match text[at..].chars().next() {
                Some('«' | '“') => found.opened = Some(at),
                Some('»' | '”') => found.closed = Some(at),
                Some('"') => {}
                _ => continue,
            }
            found.any = true;
        }
        found
    }
}

impl Reader<'_> {
    /// The marks of quotation of a sentence.
    pub fn quotes(&self, scene: &Scene<'_>) -> Quotes {
        *scene.quotes.get_or_init(|| Quotes::of(scene.sentence.span.of(self.text)))
    }

    /// Whether a sentence leaves a quotation open.
    pub fn left_open(&self, scene: &Scene<'_>) -> bool {
        let open = self.quotation.as_ref().is_some_and(|quotation| quotation.open && quotation.paragraph == scene.sentence.paragraph);
        let quotes = self.quotes(scene);
        match (quotes.opened, quotes.closed) {
            (None, None) => open,
            (opened, closed) => opened > closed,
        }
    }

    /// Whom the text quotes behind a sentence.
    pub(super) fn follow(&self, scene: &Scene<'_>) -> Option<Quotation> {
        let paragraph = scene.sentence.paragraph;
        if let Some(interview) = self.follow_interview(scene) {
            return Some(interview);
        }
        let before = self.quotation.as_ref().filter(|quotation| quotation.paragraph == paragraph);
        if before.is_none_or(|before| !before.open) && !self.quotes(scene).any {
            return None;
        }
        let speaker = announced(self, scene)
            .map(|(speaker, _)| speaker)
            .or_else(|| frame::voice(self, scene))
            .or_else(|| before.and_then(|before| before.speaker.clone()));
        Some(Quotation { speaker, paragraph, open: self.left_open(scene), interview: None })
    }

    /// "X : La Mongolie attend des hôpitaux.", then a paragraph that asks, and one that answers: the same person speaks in it.
    fn follow_interview(&self, scene: &Scene<'_>) -> Option<Quotation> {
        let paragraph = scene.sentence.paragraph;
        let before = self.quotation.as_ref().filter(|before| before.interview.is_some());
        let colon = || self.quotes(scene).opened.is_none().then(|| announced(self, scene)).flatten();
        if let Some((speaker, _)) = colon() {
            return Some(Quotation { speaker: Some(speaker), paragraph, open: true, interview: Some(Asked::Answer) });
        }
        let before = before?;
        let asks = scene.sentence.span.of(self.text).trim_end().ends_with('?');
        if before.paragraph == paragraph {
            return Some(before.clone());
        }
        if asks {
            return Some(Quotation { paragraph, open: false, interview: Some(Asked::Question), ..before.clone() });
        }
        (before.interview == Some(Asked::Question)).then(|| Quotation { paragraph, open: true, interview: Some(Asked::Answer), ..before.clone() })
    }

    /// Whether somebody may speak of it: of places, ports and the parts of the world smaller than continents alone.
    pub(super) fn is_topic(&self, id: &EntityId) -> bool {
        let known = || self.knowledge.get(id);
        match id.kind() {
            EntityKind::City => known().is_some_and(|known| known.entity.subtype == "port"),
            EntityKind::Place => {
                !CONTINENTS.contains(&id.slug()) && known().is_some_and(|known| known.entity.subtype == "region" && known.entity.country.is_none())
            }
            EntityKind::Country | EntityKind::Corridor | EntityKind::Organisation | EntityKind::Infrastructure | EntityKind::Person => true,
            _ => false,
        }
    }

    /// Whom a speaker means by "our", or by "the cooperation" of nobody else: those that the text is about, but the speaker's own state.
    pub fn ours(&self, scene: &Scene<'_>, speaker: Option<&EntityId>) -> Vec<Value> {
        let may = ["ours", "ties"].iter().any(|class| scene.classes.may_have(class));
        if !may || !(0..scene.sentence.items.len()).any(|at| self.is_ours(&scene.sentence.items, at)) {
            return Vec::new();
        }
        let own = speaker.and_then(|speaker| self.country_of(speaker));
        let pair = self.pair(scene);
        let others = pair.into_iter().filter(|id| Some(id) != own.as_ref() && matches!(id.kind(), EntityKind::Country | EntityKind::Organisation));
        own.as_ref().map(|_| others.map(Value::Entity).collect()).unwrap_or_default()
    }

    /// "nos relations", "les liens bilatéraux"; "a salué la coopération", where nothing says of what kind it is.
    fn is_ours(&self, items: &[Item], at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let ties = || {
            let plain = items
                .get(at + 1)
                .is_none_or(|next| next.kind != ItemKind::Word || ["prep", "conj", "adv", "rel", "det"].iter().any(|class| next.is(lexicon, class)));
            // "améliorer ces relations": of whom the sentences before told.
            let the = at > 0
                && match items[at - 1].code(lexicon, "det") {
                    Some("definite") => true,
                    Some("demonstrative") => !self.language.is_plural(items[at].span.of(self.text)),
                    _ => false,
                };
            the && plain && items[at].kind == ItemKind::Word && items[at].is(lexicon, "ties")
        };
        items[at].is(lexicon, "ours") || ties()
    }
}

/// Between which everything runs, so that nobody speaks of them by naming them.
const CONTINENTS: [&str; 3] = ["asia", "europe", "eurasia"];

impl Clauses<'_> {
    /// "Et le ministre d'ajouter que": who speaks, before an infinitive that tells what was done.
    pub(super) fn narrated(&self, at: usize) -> Option<usize> {
        self.chunks[at].verb().filter(|verb| verb.tense == Tense::Infinitive && self.language.verb_is(verb.lemma, "say"))?;
        let of = at.checked_sub(1).filter(|of| self.chunks[*of].preposition().is_some_and(|value| self.language.has_function("of", value)))?;
        let noun = of.checked_sub(1).filter(|noun| *noun == 1 && matches!(self.chunks[0].kind, ChunkKind::Conjunction(_)))?;
        self.chunks[noun].noun().filter(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person)).map(|_| noun)
    }

    /// The verb of saying that the clause of the verb at `inner` hangs on, where "and" leads on from it to what the same person did by speaking: the
    /// clause is told as going on then, the verb at `at` as over.
    pub(super) fn told_in(&self, inner: usize, at: usize) -> Option<usize> {
        let goes_on = self.chunks[inner].verb().is_some_and(|verb| matches!(verb.tense, Tense::Imperfect | Tense::Conditional));
        let speaks = |verb: &VerbGroup| {
            let mut patterns = self.language.patterns.of_verb(verb.lemma, verb.voice == Voice::Reflexive);
            verb.tense == Tense::Past && patterns.any(|pattern| pattern.spec.is("statement"))
        };
        let joined = self.chunks[inner + 1..at].iter().any(|chunk| chunk.is_and());
        if !goes_on || !joined || !self.chunks[at].verb().is_some_and(speaks) {
            return None;
        }
        let that = (1..inner).rev().find(|index| !matches!(self.chunks[*index].kind, ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Other))?;
        let opens =
            matches!(&self.chunks[that].kind, ChunkKind::Relative(value) if value == "object") || matches!(self.chunks[that].kind, ChunkKind::Subordinator(_));
        let saying = that - 1;
        let says = self.chunks[saying].verb().is_some_and(|verb| verb.is_finite() && self.language.verb_is(verb.lemma, "say"));
        (opens && says).then_some(saying)
    }

    /// "X, qui recevait à Rome Y, a dit": whether a noun is the object of a relative, behind a place.
    pub(super) fn is_placed_object(&self, noun: usize) -> bool {
        let place = |index: usize| index > 0 && self.chunks[index - 1].preposition().is_some_and(|value| self.language.has_function("where", value));
        let verb = noun.checked_sub(3).filter(|verb| self.chunks[*verb].verb().is_some_and(VerbGroup::is_finite));
        verb.is_some_and(|verb| self.opens_relative(verb) && self.chunks[noun - 1].noun().is_some() && place(noun - 1))
    }
}
