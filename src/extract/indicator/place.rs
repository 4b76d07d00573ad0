//! Ports, towns and seas that have figures of their own.

use super::{Sight, memory::Kind, signs::is_wall};
use crate::{
    extract::chunk::{ChunkKind, Voice},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

impl Sight<'_> {
    /// The port, town or sea that has its own figure: "Bakou avec 7 millions", "12 millions pour la Baltique", "Xi'an a traité 3 000 trains".
    pub(super) fn own_place(&self) -> Option<Vec<EntityId>> {
        let items = self.items();
        let place = |index: usize| {
            let item = items.get(index).filter(|item| matches!(item.kind, ItemKind::Name(_)) && !item.is_demonym())?;
            item.entities().iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Infrastructure)).cloned()
        };
        if let Some(row) = self.pointed_out() {
            return Some(row);
        }
        let before = self.at.checked_sub(1)?;
        let linked = self.has_function(before, "with") || self.is_mark(before, "(") || self.is_mark(before, ":") || self.is_mark(before, "–");
        let unknown = |index: usize| items.get(index).is_some_and(|item| item.capital && item.kind == ItemKind::Word && item.senses.is_empty());
        if linked && let Some(step) = before.checked_sub(1) {
            if let Some(id) = place(step) {
                return Some(vec![id]);
            }
            // A name that nobody knows is not the one before it.
            if self.has_function(before, "with") && unknown(step) {
                return Some(Vec::new());
            }
        }
        if self.has_function(self.at + 1, "for") {
            if unknown(self.at + 2 + usize::from(self.sign(self.at + 2).det.is_some())) {
                return Some(Vec::new());
            }
            let end =
                (self.at + 2..items.len().min(self.at + 9)).find(|index| self.is_mark(*index, "(") || self.is_mark(*index, ",") || self.is_quantity(*index));
            let mut row: Vec<EntityId> = Vec::new();
            for id in (self.at + 2..end.unwrap_or(items.len().min(self.at + 9))).filter_map(place) {
                if !row.contains(&id) {
                    row.push(id);
                }
            }
            return Some(row).filter(|row| !row.is_empty());
        }
        // "le trafic de la Route maritime du Nord", "le fret via Khorgos"
        let measured = self.clause().rev().find(|index| self.sign(*index).measure.is_some());
        if let Some(index) = measured.filter(|index| self.sign(index + 1).preposition.is_some_and(|prep| !self.reader.language.has_function("between", prep))) {
            let end = (index + 1..items.len().min(index + 5)).find(|index| !items[*index].entities().is_empty());
            let next = end.map_or(items.len(), |end| end + 1);
            let alone = self.sign(next).prep.is_none() && !self.sign(next).conj && items.get(next).is_none_or(|item| item.kind != ItemKind::Mark);
            let bare = end.is_some_and(|end| (index + 1..end).all(|between| self.sign(between).prep.is_some() || self.sign(between).det.is_some()));
            if let Some(id) = end.filter(|_| alone && bare).and_then(place) {
                return Some(vec![id]);
            }
        }
        // The subject of its verb.
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let handles = chunks[verb].verb().is_some_and(|group| {
            let language = self.reader.language;
            language.verb_is(group.lemma, "handle")
        });
        let subject = self.scene.clauses.grammatical_subject(verb);
        // "Poti et Batoumi ont traité ensemble 8 millions de tonnes"
        if handles && subject.len() > 1 {
            let each = |noun: &usize| (chunks[*noun].start..chunks[*noun].end).find_map(place);
            let all: Option<Vec<EntityId>> = subject.iter().map(each).collect();
            return all;
        }
        let [only] = *subject.as_slice() else { return None };
        let pair = (chunks[only].start..chunks[verb].start.saturating_sub(2)).filter(|index| handles && self.sign(index + 1).conj);
        if let Some(pair) = pair.filter_map(|index| Some(vec![place(index)?, place(index + 2).or_else(|| place(index + 3))?])).next() {
            return Some(pair);
        }
        let noun = chunks[only].noun().filter(|_| handles)?;
        let here = (chunks[only].start..chunks[verb].start).find_map(place);
        noun.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Infrastructure)).cloned().or(here).map(|id| vec![id])
    }

    /// "la région de X, dans le sud du pays, où 5 000 agriculteurs ont semé": where the clause of the figure says that it is.
    pub(super) fn seat(&self) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let open = (1..self.chunk).rev().find(|index| is_wall(&chunks[*index].kind))?;
        let here = matches!(&chunks[open].kind, ChunkKind::Relative(role) if role == "at");
        let place = |index: usize| {
            let noun = chunks[index].noun().filter(|noun| noun.adjectives.is_empty())?;
            noun.entities.first().filter(|id| self.is_state(id) || self.is_local(id)).cloned()
        };
        // Whom the clause itself names, it is of.
        if !here || (open + 1..self.chunk).any(|index| chunks[index].noun().is_some_and(|noun| !noun.entities.is_empty() || !noun.adjectives.is_empty())) {
            return None;
        }
        let last = (open.saturating_sub(2)..open).rev().find(|index| place(*index).is_some())?;
        // What stands between commas only says where the place before it lies.
        let comma = (last.saturating_sub(5)..last).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma));
        let before = comma.filter(|comma| *comma > 0 && chunks[comma + 1].preposition().is_some()).and_then(|comma| place(comma - 1));
        before.or_else(|| place(last))
    }

    /// "Sur ses 1 200 mètres de long": the line named last.
    pub(super) fn owned_line(&self, measure: &str) -> Option<EntityId> {
        let owned = self.at > 0 && matches!(self.sign(self.at - 1).det, Some("possessive" | "possessive-many"));
        let line = self.memory.last(Kind::Line).filter(|_| owned && measure == "length")?;
        self.signs.list.iter().all(|sign| sign.head.is_none()).then(|| line.clone())
    }

    /// Whether the sentence speaks of a port without its name.
    pub(super) fn is_bare_port(&self) -> bool {
        let items = self.items();
        let head = |index: &usize| items[*index].is(&self.reader.language.lexicon, "place-head") && items[*index].entities().is_empty();
        let Some(index) = (0..self.at).find(head) else { return false };
        let named =
            (index + 1..items.len().min(index + 4)).any(|next| !items[next].is_demonym() && (!items[next].entities().is_empty() || items[next].capital));
        // "les ports russes" are those of a country.
        !named && index > 0 && items[index - 1].is(&self.reader.language.lexicon, "the-one")
    }

    /// "2,9 millions de tonnes ont été traitées", "nous avons traité": where nobody is named, of the port that the sentence before begins with.
    pub(super) fn handled_here(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let chunks = self.scene.chunks();
        let verb = self.ruler()?;
        let group = chunks[verb].verb().filter(|group| self.reader.language.verb_is(group.lemma, "handle"))?;
        let passive = verb > self.chunk && group.voice == Voice::Passive && !self.has_function(chunks[verb].end, "by");
        let ours = || verb < self.chunk && self.items()[chunks[verb].start.saturating_sub(1)..chunks[verb].end].iter().any(|item| item.is(lexicon, "we"));
        let lead = self.memory.lead.as_ref().filter(|lead| self.is_local(lead))?;
        let alone = self.items().iter().all(|item| item.entities().is_empty()) && self.previous.is_none();
        let named = || self.reader.before.iter().flat_map(Item::entities).filter(|id| self.is_local(id));
        let alone = alone && named().all(|id| id == lead) && !self.items().iter().any(|item| item.is(lexicon, "there"));
        let same = self.before.is_none_or(|before| before.about.contains(lead));
        (alone && same && (passive || ours())).then(|| lead.clone())
    }

    /// A town, a port or another place that goods pass.
    pub(super) fn is_local(&self, id: &EntityId) -> bool {
        Kind::of(self.reader, id).is_some_and(Kind::is_local)
    }
}

/// What moves, with what moves it.
pub(super) fn is_passing(measure: &str) -> bool {
    is_moved(measure) || matches!(measure, "other:vehicles" | "other:ships" | "other:flights")
}

/// What passes through a place.
pub(super) fn is_moved(measure: &str) -> bool {
    matches!(measure, "freight-volume" | "freight-capacity" | "containers" | "trains" | "passengers" | "other:tourists")
}
