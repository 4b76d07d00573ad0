//! Things in one list: what is done to one of them is done to all.

use super::*;

/// A list is followed no further than so many phrases.
const REACH: usize = 16;

impl Site<'_> {
    /// The thing before this one in a list: "un port à A, une usine à B et un pont"; with the preposition said again: "d'un port, d'une usine".
    fn before_in_list(&self) -> Option<usize> {
        let chunks = self.chunks();
        let of = |noun: usize| noun > 0 && self.is_of(noun - 1);
        let link = self.at.checked_sub(1 + usize::from(of(self.at)))?;
        if !self.is_link(link) {
            return None;
        }
        let inside = (link.saturating_sub(REACH)..link).rev().take_while(|index| chunks[*index].verb().is_none() && !self.stops(*index));
        let free = |noun: &usize| of(*noun) == of(self.at) && (of(*noun) || *noun == 0 || chunks[*noun - 1].preposition().is_none());
        inside.filter(|index| self.is_site(*index)).find(free)
    }

    /// The thing behind this one in a list.
    fn behind_in_list(&self) -> Option<usize> {
        let chunks = self.chunks();
        let inside = (self.at + 1..chunks.len().min(self.at + REACH)).take_while(|index| chunks[*index].verb().is_none() && !self.stops(*index));
        inside.filter(|index| self.is_site(*index)).find(|index| Site { at: *index, ..*self }.before_in_list() == Some(self.at))
    }

    fn is_link(&self, index: usize) -> bool {
        let kind = &self.chunks()[index].kind;
        matches!(kind, ChunkKind::Comma) || matches!(kind, ChunkKind::Conjunction(value) if value == "and")
    }

    fn stops(&self, index: usize) -> bool {
        matches!(self.chunks()[index].kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Open | ChunkKind::Close)
    }

    /// Whether a phrase holds a thing that can be built, by its word or its name.
    pub(super) fn is_site(&self, noun: usize) -> bool {
        self.chunks()[noun].noun().is_some_and(|phrase| self.kind_word(noun).is_some() || phrase.entities.iter().any(|id| self.kind_of(id).is_some()))
    }

    /// What is done to the list that the thing stands in, by the nouns that its first member hangs on.
    pub(super) fn acts_of_list(&self) -> Option<(Vec<Act>, usize)> {
        if !self.is_of(self.at.checked_sub(1)?) {
            return None;
        }
        let (acts, head) = Site { at: self.before_in_list()?, ..*self }.acts();
        (!acts.is_empty()).then_some((acts, head))
    }

    /// The verb that another member of the list is the object or subject of.
    pub(super) fn verb_of_list(&self) -> Option<usize> {
        let told = |at: usize| {
            let site = Site { at, ..*self };
            let verb = site.own_verb(at).filter(|verb| site.act_of(at).is_none() && site.act_of_verb(*verb).is_some())?;
            Some((verb, self.chunks()[verb].verb().is_some_and(VerbGroup::is_finite)))
        };
        let walk = |next: fn(&Self) -> Option<usize>| std::iter::successors(next(self), move |at| next(&Site { at: *at, ..*self }));
        let object = walk(Self::before_in_list).find_map(|at| told(at).filter(|(verb, _)| *verb < at));
        let subject = || walk(Self::behind_in_list).find_map(|at| told(at).filter(|(verb, finite)| *verb > at && *finite));
        object.or_else(subject).map(|(verb, _)| verb)
    }

    /// "plusieurs projets : A, B et C", "parmi les projets figurent A et B"
    pub(super) fn listed_project(&self) -> bool {
        let chunks = self.chunks();
        let language = self.reader.language;
        let at = |index: usize| chunks[index].preposition().is_some_and(|value| language.has_function("at", value) || language.has_function("of", value));
        let member =
            |index: usize| matches!(chunks[index].kind, ChunkKind::Noun(_) | ChunkKind::Comma | ChunkKind::Conjunction(_) | ChunkKind::Other) || at(index);
        let Some(opens) = (0..self.at).rev().find(|index| !member(*index)) else { return false };
        let plan = |noun: &usize| self.act_of(*noun) == Some(Act::Plan);
        if chunks[opens].span.of(self.reader.text) == ":" {
            return opens.checked_sub(1).is_some_and(|noun| plan(&noun));
        }
        let ranks = chunks[opens].verb().is_some_and(|verb| verb.is_finite() && !verb.negated && language.verb_is(verb.lemma, "rank"));
        let among = |noun: usize| noun > 0 && self.scene.is(noun - 1, "among");
        ranks && (0..opens).rev().take_while(|index| !self.stops(*index)).find(plan).is_some_and(among)
    }
}
