//! Stakes: who holds which part of what.

use super::{Figure, Sight, memory::Kind, owner::SETTLED, rule};
use crate::{
    extract::chunk::Voice,
    fact::Claim,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// A part of something.
const SHARE: &str = "other:share";
/// So far behind a figure stands the one who holds it.
const BEHIND: usize = 4;

impl Sight<'_> {
    /// "X détient 7 % de Y, Z 12 %", "Y appartient à 51 % à X": what is held, and by whom.
    pub(super) fn stake(&self) -> Option<Vec<EntityId>> {
        let before = self.previous.filter(|previous| previous.measure == SHARE && previous.unit == "%");
        let said = self.items().iter().any(|item| item.is(&self.reader.language.lexicon, "stake-word"));
        if !said && before.is_none() {
            return None;
        }
        // "BP 12 %": a name that nobody knows is none of those around it.
        let unknown = |item: &Item| item.capital && item.kind == ItemKind::Word && item.senses.is_empty();
        if self.at.checked_sub(1).is_some_and(|index| unknown(&self.items()[index])) {
            return Some(Vec::new());
        }
        let holder = self.stakeholder()?;
        let held = match before.map(|before| before.about.as_slice()) {
            Some([held, _]) => Some(held.clone()),
            Some(_) => None,
            None => Some(self.stake_in(&holder)?),
        };
        let held = held.filter(|held| *held != holder);
        Some(held.into_iter().chain([holder]).collect())
    }

    /// "A détient 51 % de X, B et C 24,5 % chacun": a part that each of those listed before it has.
    pub(super) fn part_of_each(&self) -> Option<(Figure, Vec<Claim>)> {
        let before = self.previous.filter(|previous| previous.measure == SHARE && previous.unit == "%");
        let said = self.items().iter().any(|item| item.is(&self.reader.language.lexicon, "stake-word"));
        let percent = self.quantity.unit.as_deref() == Some("%") && self.quantity.low.is_none();
        if !percent || before.is_none() && !said && self.whole().is_none() || self.change(true).is_some() {
            return None;
        }
        let holders = self.listed_before();
        if holders.len() < 2 {
            return None;
        }
        let held = before.and_then(|before| if let [held, _] = before.about.as_slice() { Some(held) } else { None }).filter(|held| !holders.contains(held));
        let modality = self.modality(SHARE, rule::SHARE);
        let (period, _, _) = self.periods(SHARE, modality, false);
        let claim = |holder: &EntityId| {
            let about = held.into_iter().chain([holder]).cloned().collect();
            self.bare_claim((SHARE, "%"), about, (modality, period), None, (rule::SHARE, SETTLED))
        };
        let claims = holders.iter().map(claim).collect::<Option<Vec<Claim>>>()?;
        let about = held.into_iter().chain(holders.last()).cloned().collect();
        let (measure, unit, modality) = (SHARE.to_owned(), "%".to_owned(), modality.to_owned());
        let figure =
            Figure { measure, about, unit: unit.into(), period, base: None, sector: None, change: None, modality, at: self.at, line: false, deal: None };
        Some((figure, claims))
    }

    /// Those who may hold a part and are listed last before the figure: "B et C".
    fn listed_before(&self) -> Vec<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let items = &self.items()[..self.at];
        let holder = |item: &Item| if item.is_demonym() { None } else { item.entities().iter().find(|id| self.may_hold(id)).cloned() };
        let small = |item: &&Item| item.kind == ItemKind::Mark || item.is(lexicon, "conj") || item.is(lexicon, "det");
        let Some(last) = items.iter().rposition(|item| holder(item).is_some()) else { return Vec::new() };
        if (last..self.at).any(|index| self.is_quantity(index)) {
            return Vec::new();
        }
        let run = items[..=last].iter().rev().filter(|item| !small(item)).map_while(holder);
        let mut holders: Vec<EntityId> = run.collect();
        holders.reverse();
        holders
    }

    /// Whoever may hold a part: a company, a bank, a state.
    fn may_hold(&self, id: &EntityId) -> bool {
        match id.kind() {
            EntityKind::Country => true,
            EntityKind::Organisation => Kind::of(self.reader, id).is_none_or(|kind| kind != Kind::Alliance),
            _ => false,
        }
    }

    fn stakeholder(&self) -> Option<EntityId> {
        let items = self.items();
        let at = |index: usize| items.get(index).filter(|item| !item.is_demonym()).and_then(|item| item.entities().iter().find(|id| self.may_hold(id)));
        // "à 51 % par X", "à 49 % à Y", "12 % pour Z"
        if ["by", "addressed", "for"].into_iter().any(|function| self.has_function(self.at + 1, function)) {
            let end = (self.at + 2..items.len().min(self.at + 2 + BEHIND)).find(|index| self.is_quantity(*index)).unwrap_or(self.at + 2 + BEHIND);
            if let Some(id) = (self.at + 2..end).find_map(at) {
                return Some(id.clone());
            }
        }
        // "X 12 %", "X (12 %)", "X à 12 %"
        let led = self.at.checked_sub(2).filter(|_| self.has_function(self.at - 1, "at"));
        if let Some(id) = self.beside(self.at).or(led).and_then(at) {
            return Some(id.clone());
        }
        let verb = self.ruler().filter(|verb| *verb < self.chunk && self.previous.is_none())?;
        let chunks = self.scene.chunks();
        let active = chunks[verb].verb().is_some_and(|group| group.voice == Voice::Active);
        let subject = self.scene.clauses.grammatical_subject(verb);
        let first = subject.first().filter(|first| **first < verb).map(|first| chunks[*first].start);
        // "SOCAR en détient 7 %"
        let start = first.unwrap_or(chunks[verb].start.saturating_sub(2));
        (start..chunks[verb].start).find_map(at).filter(|_| active).cloned()
    }

    /// What a stake is of: behind the figure, the subject of a passive, a thing of the sentence, or what was spoken of last.
    fn stake_in(&self, holder: &EntityId) -> Option<EntityId> {
        let items = self.items();
        let may = |id: &&EntityId| *id != holder && (self.is_thing(id) || self.is_company(id));
        let led = self.has_function(self.at + 1, "of") || self.has_function(self.at + 1, "where");
        let end = (self.at + 1..items.len()).find(|index| self.is_quantity(*index) || self.is_mark(*index, ",")).unwrap_or(items.len());
        let behind = items[self.at..end.min(self.at + 2 * BEHIND).max(self.at)].iter().flat_map(Item::entities).find(may).filter(|_| led);
        if let Some(id) = behind {
            return Some(id.clone());
        }
        // "72 % du capital de la société": the company named last.
        let again = |index: usize| items[index].code(&self.reader.language.lexicon, "subject-again") == Some("firm") && self.is_the(index - 1);
        if let Some(firm) = self.memory.last(Kind::Firm).filter(may).filter(|_| led && (self.at + 2..end).any(again)) {
            return Some(firm.clone());
        }
        let first = (0..items.len()).find(|index| self.is_quantity(*index))?;
        let beside = self.beside(first);
        let free = (0..first).filter(|index| Some(*index) != beside).flat_map(|index| items[index].entities()).find(may);
        free.or_else(|| self.memory.thing().filter(may)).cloned()
    }
}
