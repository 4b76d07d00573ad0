//! The country in which a part of a line lies whose length a figure tells.

use super::{Sight, memory::Kind, signs::note};
use crate::{
    extract::chunk::{ChunkKind, VerbGroup},
    model::{EntityId, EntityKind},
    recognise::ItemKind,
};

/// So many words lie at most between a word for a part and the country.
const NEAR: usize = 4;

/// So many words lie at most between a verb and by how much it changes its object.
const FAR: usize = 8;

impl Sight<'_> {
    /// "Le tronçon chinois compte 154 km", "traversera l'Afghanistan sur 816 km", "800 km se trouveront en Afghanistan", "En territoire kirghiz, la
    /// ligne sera longue de 306 km": the line and the country.
    pub(super) fn part_of_line(&self, measure: &str, about: &[EntityId]) -> Option<Vec<EntityId>> {
        let whole = |id: &&EntityId| matches!(Kind::of(self.reader, id), Some(Kind::Line | Kind::Work));
        if measure != "length" {
            return None;
        }
        if let Some(land) = self.land_of_next_part() {
            return about.iter().find(whole).map(|line| vec![line.clone(), land]);
        }
        // "200 km en A et 770 km en B": the line with the land that stands behind the figure.
        if let [line, land] = about
            && whole(&line)
            && self.land_behind().as_ref() == Some(land)
        {
            return Some(about.to_vec());
        }
        let [line] = about else { return None };
        if !whole(&line) {
            return None;
        }
        let land = self.land_of_part().or_else(|| self.land_crossed()).or_else(|| self.land_behind()).or_else(|| self.land_ahead())?;
        Some(vec![line.clone(), land])
    }

    fn land(&self, index: usize) -> Option<EntityId> {
        self.items().get(index)?.entities().iter().find(|id| id.kind() == EntityKind::Country).cloned()
    }

    /// The country of the part that is the subject: "le tronçon ouzbek", "la section sur le sol géorgien".
    fn land_of_part(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let verb = self.ruler().filter(|verb| *verb < self.chunk)?;
        let chunks = self.scene.chunks();
        let first = *self.scene.clauses.grammatical_subject(verb).first()?;
        let word = (chunks[first].start..chunks[first].end).find(|index| self.items()[*index].is(lexicon, "stretch-word"))?;
        (word + 1..chunks[verb].start.min(word + NEAR)).take_while(|index| self.items()[*index].kind != ItemKind::Mark).find_map(|index| self.land(index))
    }

    /// "Le tronçon chinois compte 156 km, celui traversant le Kirghizstan 304 km et le tronçon ouzbek 63": the country of the next part of a row.
    fn land_of_next_part(&self) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let previous = self.previous.filter(|previous| previous.measure == "length" && previous.about.len() == 2)?;
        let row = previous.at + 1..self.at;
        let word = row.clone().find(|index| self.items()[*index].is(lexicon, "stretch-word") || self.sign(*index).says(note::THAT))?;
        // "celui qui traverse le territoire kirghiz 305 km"
        let chunks = self.scene.chunks();
        let relative = |index: usize| self.signs.chunk[index].checked_sub(1).is_some_and(|before| matches!(chunks[before].kind, ChunkKind::Relative(_)));
        row.clone().all(|index| !self.is_verb(index) || relative(index)).then_some(())?;
        (word + 1..self.at).find_map(|index| self.land(index))
    }

    /// "raccourcira le trajet de 900 km", "réduire de dix jours le délai": by how much a way or a time grows longer or shorter.
    pub(super) fn stretched(&self) -> Option<f64> {
        let chunks = self.scene.chunks();
        let of = self.at.checked_sub(1).filter(|before| self.has_function(*before, "of"))?;
        let verb = self.ruler().filter(|verb| *verb < self.chunk && matches!(self.quantity.unit.as_deref(), Some("km" | "days" | "hours" | "weeks")))?;
        let way = (chunks[verb].start..chunks[verb].end).find_map(|index| self.sign(index).change)?;
        let object = chunks[verb].end..of;
        let plain = |index: usize| !self.is_quantity(index) && self.items()[index].kind != ItemKind::Mark && !self.sign(index).says(note::THAT);
        (self.sign(object.start).det.is_some() && object.clone().all(plain) && object.len() <= FAR).then_some(way)
    }

    /// "traversera l'Afghanistan sur 816 km et le Pakistan sur 819 km": the country right before the figure's preposition.
    fn land_crossed(&self) -> Option<EntityId> {
        let before = self.at.checked_sub(2).filter(|_| self.has_function(self.at - 1, "spanning"))?;
        let chunks = self.scene.chunks();
        let crosses = |index: &usize| chunks[*index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "course"));
        let verb = (0..self.chunk).rev().find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))?;
        self.land(before).filter(|_| crosses(&verb))
    }

    /// "dont 282 km sur le sol kirghiz", "800 km (soit 40 %) se trouveront en Afghanistan"
    fn land_behind(&self) -> Option<EntityId> {
        let chunks = self.scene.chunks();
        let mut next = self.bracket_behind().map_or(self.at + 1, |close| close + 1);
        let verb = self.signs.chunk.get(next).and_then(|chunk| chunks[*chunk].verb().map(|verb| (verb, chunks[*chunk].end)));
        if let Some((verb, end)) = verb {
            if !verb.is_finite() || !self.reader.language.verb_is(verb.lemma, "lie") {
                return None;
            }
            next = end;
        }
        let led = self.has_function(next, "where");
        let near = (next + 1..next + 1 + NEAR).take_while(|index| self.items().get(*index).is_some_and(|item| item.kind != ItemKind::Mark));
        near.filter(|_| led).find_map(|index| self.land(index))
    }

    /// "En territoire kirghiz, la longueur de la ligne sera de 306 km"
    fn land_ahead(&self) -> Option<EntityId> {
        let land = (1..NEAR).find(|index| self.land(*index).is_some()).filter(|_| self.has_function(0, "where"))?;
        let alone = self.is_mark(land + 1, ",") && (land + 1..self.at).all(|index| self.land(index).is_none());
        self.land(land).filter(|_| alone && self.previous.is_none())
    }
}
