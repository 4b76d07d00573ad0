//! Quotations of more than one sentence: "« A », a déclaré X. « B. »", "« A, affirme X. B. »".

use crate::{
    extract::{Reader, Scene, act::Saying, frame, stance},
    fact::{Claim, Value},
    model::{EntityId, EntityKind},
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
}

/// Reads a sentence that goes on with a quotation and does not say again who speaks.
pub fn read(reader: &Reader<'_>, scene: &Scene<'_>, found: &mut Vec<Claim>) {
    let Some(quotation) = reader.quotation.as_ref().filter(|quotation| quotation.paragraph == scene.sentence.paragraph) else { return };
    let Some(speaker) = quotation.speaker.as_ref() else { return };
    let text = scene.sentence.span.of(reader.text);
    let whole = quotation.open || text.trim_start().starts_with(OPEN);
    let own = frame::voice(reader, scene).is_some();
    let told = scene.chunks().iter().any(|chunk| chunk.verb().is_some_and(|verb| verb.is_finite()));
    if !whole || own || !told {
        return;
    }
    let mut topics = reader.topics(scene, 0, scene.chunks().len());
    if topics.is_empty() {
        topics = reader.ours(scene, Some(speaker));
    }
    let act = Saying { reader, scene, said: 0..scene.chunks().len(), by: None }.act("said-act").unwrap_or("note");
    stance::tell(reader, scene, speaker, act, topics, RULE, found);
}

/// Marks that open a quotation, and those that close it.
pub(super) const OPEN: [char; 2] = ['«', '“'];
pub(super) const CLOSE: [char; 2] = ['»', '”'];

/// Where the last of some marks stands: they are few and rare, and one of them is found faster than any of them.
pub(super) fn last(text: &str, marks: [char; 2]) -> Option<usize> {
    marks.into_iter().filter_map(|mark| text.rfind(mark)).max()
}

impl Reader<'_> {
    /// Whether a sentence holds a mark of quotation.
    pub fn quotes(&self, scene: &Scene<'_>) -> bool {
        let text = scene.sentence.span.of(self.text);
        OPEN.into_iter().chain(CLOSE).chain(['"']).any(|mark| text.contains(mark))
    }

    /// Whether a sentence leaves a quotation open.
    pub fn left_open(&self, scene: &Scene<'_>) -> bool {
        let text = scene.sentence.span.of(self.text);
        let open = self.quotation.as_ref().is_some_and(|quotation| quotation.open && quotation.paragraph == scene.sentence.paragraph);
        match (last(text, OPEN), last(text, CLOSE)) {
            (None, None) => open,
            (opened, closed) => opened > closed,
        }
    }

    /// Whom the text quotes behind a sentence.
    pub(super) fn follow(&self, scene: &Scene<'_>) -> Option<Quotation> {
        let paragraph = scene.sentence.paragraph;
        let before = self.quotation.as_ref().filter(|quotation| quotation.paragraph == paragraph);
        if before.is_none_or(|before| !before.open) && !self.quotes(scene) {
            return None;
        }
        let speaker = frame::voice(self, scene).or_else(|| before.and_then(|before| before.speaker.clone()));
        Some(Quotation { speaker, paragraph, open: self.left_open(scene) })
    }

    /// Whom a speaker means by "our": those that the text is about, but the speaker's own state.
    pub fn ours(&self, scene: &Scene<'_>, speaker: Option<&EntityId>) -> Vec<Value> {
        let lexicon = &self.language.lexicon;
        if !scene.sentence.items.iter().any(|item| item.is(lexicon, "ours")) {
            return Vec::new();
        }
        let own = speaker.and_then(|speaker| self.country_of(speaker));
        let pair = self.pair(scene);
        let others = pair.into_iter().filter(|id| Some(id) != own.as_ref() && matches!(id.kind(), EntityKind::Country | EntityKind::Organisation));
        own.as_ref().map(|_| others.map(Value::Entity).collect()).unwrap_or_default()
    }
}
