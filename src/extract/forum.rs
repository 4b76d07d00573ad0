//! Whose gathering a sentence, those behind it or a document as a whole tells of: "le sommet de l'Union", "la réunion de l'Union et des pays de A".

use std::rc::Rc;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, VerbGroup, chunks},
        clause::Clauses,
        parties::{distinct, is_alliance, is_region},
    },
    lang::Language,
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind, Reference, Sentence},
    resolve::Resolved,
};

/// So many sentences, its title with them, tell what a document is about.
const OPENING: usize = 5;

/// So many sentences behind that of an alliance that came together may go on with it.
const GOES_ON: u8 = 2;

/// Behind a sign a region stands no farther.
const REACH: usize = 5;

impl<'a> Reader<'a> {
    /// Whose gathering the first sentences of a text tell of: what the first tells, unless a later one names more of them as alliances.
    /// The phrases of those that were looked at are kept.
    pub(super) fn forum_of(&mut self, sentences: &'a [Sentence], grouped: &mut Vec<Vec<Chunk>>) -> Option<Vec<EntityId>> {
        let opening = &sentences[..sentences.len().min(OPENING)];
        let end = opening.last()?.span.end;
        if !self.cast.mentions.iter().any(|mention| mention.span.end <= end && (self.is_many(&mention.entity) || self.events.contains_key(&mention.entity))) {
            return None;
        }
        let alliances = |forum: &Vec<EntityId>, knowledge| forum.iter().filter(|id| is_alliance(id, knowledge)).count();
        let two = |pair: &[EntityId]| pair.len() == 2 && pair.iter().any(|id| id.kind() == EntityKind::Country);
        let mut forum: Option<Vec<EntityId>> = None;
        for sentence in opening {
            grouped.push(chunks(self.text, sentence, self.language));
            let scene = Scene::new(sentence, Clauses::new(grouped.last()?, self.language));
            let joined = self.joined(&scene);
            // Two states that the text joins first are whom it is about, whatever they meet at.
            let states = |pair: &[EntityId]| pair.iter().all(|id| id.kind() == EntityKind::Country);
            if forum.is_none() && joined.as_deref().is_some_and(|pair| two(pair) && states(pair)) {
                return None;
            }
            let better = |own: &Vec<EntityId>| {
                let more = |before: &Vec<EntityId>| own.len() >= before.len() && alliances(own, self.knowledge) > alliances(before, self.knowledge);
                forum.as_ref().is_none_or(more)
            };
            forum = self.forum_in(&scene, joined.as_deref()).filter(better).or(forum);
            let together = self.together_of(&scene, || joined).map(<[EntityId]>::to_vec);
            let lone = |pair: &[EntityId]| two(pair) && !pair.iter().any(|id| self.is_many(id));
            if forum.is_none() && together.as_deref().is_some_and(lone) {
                return None;
            }
            Rc::make_mut(&mut self.pairs).extend(together);
        }
        forum
    }

    /// The alliances, regions and states that a sentence says to come together, or the alliance whose members do.
    fn forum_in(&self, scene: &Scene<'_>, joined: Option<&[EntityId]>) -> Option<Vec<EntityId>> {
        let items = &scene.sentence.items;
        let event = self.gathered(scene).filter(|_| self.names_event(items)).or_else(|| self.added(items));
        let together = event.is_some() || self.says_gathering(scene);
        if let Some(joined) = event.or_else(|| joined.map(<[EntityId]>::to_vec)) {
            let states = joined.iter().filter(|id| id.kind() == EntityKind::Country).count();
            let many = joined.iter().any(|id| self.is_many(id));
            // A state and an alliance come together only where the sentence tells of a gathering: many a text is about two such.
            let fits = if together { states < 2 } else { states == 0 && joined.iter().any(|id| is_alliance(id, self.knowledge)) };
            return Some(joined).filter(|_| fits && many).map(|joined| self.whole_of(joined)).filter(|joined| joined.len() == 2);
        }
        let body = self.gathering(scene)?;
        let often = || self.cast.mentions.iter().filter(|mention| mention.entity == body).count() > 1;
        let states = self.countries_in(scene).iter().filter(|id| id.kind() == EntityKind::Country).count();
        (states == 0 || states != 2 && often()).then(|| vec![body])
    }

    /// The one alliance that a sentence tells to come together, by a word for its heads, in an event, or as whose people they are who meet.
    fn gathering(&self, scene: &Scene<'_>) -> Option<EntityId> {
        let alliance = |id: &&EntityId| is_alliance(id, self.knowledge);
        let events = scene.named_of(&[EntityKind::Event]).filter_map(|id| self.events.get(id));
        let mut bodies: Vec<EntityId> = events.flat_map(|event| &event.bodies).filter(alliance).cloned().collect();
        if self.says_gathering(scene) {
            bodies.extend(scene.named_of(&[EntityKind::Organisation]).filter(alliance).cloned());
        } else if scene.clauses.may_do("gather") {
            let chunks = scene.chunks();
            let gathers = |verb: &VerbGroup| verb.is_finite() && self.language.verb_is(verb.lemma, "gather");
            let verb = (0..chunks.len()).find(|index| chunks[*index].verb().is_some_and(gathers))?;
            let people = self.belonging(scene, scene.clauses.clause_start(verb), verb);
            // "les ministres de l'énergie des pays de l'union": an office is one phrase with whose it is.
            let spans: Vec<Span> = people.iter().map(|noun| chunks[*noun].span).collect();
            let named = self.cast.mentions.iter().filter(|mention| spans.iter().any(|span| span.contains(mention.span))).map(|mention| &mention.entity);
            bodies.extend(named.filter(alliance).cloned());
        }
        let mut bodies = distinct(bodies.into_iter()).into_iter();
        bodies.next().filter(|_| bodies.next().is_none())
    }

    /// Whether a sentence has a word for those who come together or for their doing so.
    fn says_gathering(&self, scene: &Scene<'_>) -> bool {
        scene.classes.may_have("gathering") && scene.sentence.items.iter().any(|item| item.is(&self.language.lexicon, "gathering"))
    }

    /// An alliance, or a region whose states are known.
    fn is_many(&self, id: &EntityId) -> bool {
        let states = || self.knowledge.get(id).is_some_and(|known| !known.members.is_empty());
        is_alliance(id, self.knowledge) || is_region(id, self.knowledge) && states()
    }

    fn names_event(&self, items: &[Item]) -> bool {
        items.iter().flat_map(Item::entities).any(|id| self.events.contains_key(id))
    }

    /// "A + les cinq pays de B": a state and a region that a sign adds up.
    fn added(&self, items: &[Item]) -> Option<Vec<EntityId>> {
        let sign = items.iter().position(|item| item.is_mark(self.text, "+"))?;
        let first = items[..sign].last()?.entities().first().and_then(|id| self.party(id))?;
        let region = items[sign + 1..].iter().take(REACH).flat_map(Item::entities).find(|id| is_region(id, self.knowledge))?;
        Some(vec![first, region.clone()])
    }

    /// "Les dirigeants de A et des cinq pays de B": the one state beside a region that it does not lie in, and the region.
    pub(super) fn beside(&self, scene: &Scene<'_>, region: &EntityId) -> Option<Vec<EntityId>> {
        let known = self.knowledge.get(region).filter(|_| region.kind() == EntityKind::Place)?;
        let mut others = self.countries_in(scene).iter().filter(|id| *id != region && !known.members.contains(id));
        let other = others.next().filter(|id| id.kind() == EntityKind::Country)?;
        (others.next().is_none() && self.states_of(scene, region).is_some()).then(|| vec![other.clone(), region.clone()])
    }

    /// The alliance that came together in a sentence or, for some sentences more, before it, unless others are told of.
    pub fn gathered_behind(&self, scene: &Scene<'_>, paired: bool) -> Option<(EntityId, u8)> {
        let apart = || paired || scene.classes.may_have("gathering") && self.countries_in(scene).len() > 1;
        let before = || self.gathered.as_ref().filter(|_| !apart()).and_then(|(id, left)| Some((id.clone(), left.checked_sub(1)?)));
        let states = || self.countries_in(scene).iter().filter(|id| id.kind() == EntityKind::Country).count();
        self.gathering(scene).filter(|_| states() < 2).map(|id| (id, GOES_ON)).or_else(before)
    }

    /// "Les dirigeants signeront une déclaration", "à l'ordre du jour du sommet": the alliance whose many members the text gathers, where a
    /// sentence names no others.
    pub fn assembled(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        // "Le sommet de A s'est tenu à B. Les participants ont adopté une déclaration."
        if let Some((alliance, _)) = self.gathered.as_ref().filter(|_| self.countries_in(scene).is_empty() && self.joined(scene).is_none()) {
            return self.forum.filter(|forum| forum.contains(alliance)).map(<[EntityId]>::to_vec).or_else(|| Some(vec![alliance.clone()]));
        }
        // A summit is named by the body whose it is.
        let often = |id: &&EntityId| self.cast.mentions.iter().filter(|mention| mention.entity == **id).count() > 1;
        let actor = match self.actors {
            [] => self.alliance.as_ref().filter(often)?,
            [actor] => actor,
            _ => return None,
        };
        let many = self.leads || self.pairs.last().is_some_and(|last| last.len() > 2);
        let named = || self.countries_in(scene).iter().filter(|id| *id != actor).count();
        (many && is_alliance(actor, self.knowledge) && self.says_gathering(scene) && named() == 0 && self.joined(scene).is_none()).then(|| vec![actor.clone()])
    }

    /// Those whose gathering a sentence tells more of: it joins no others, names no two who do not both take part, and does not go on with
    /// two who met apart.
    pub(super) fn at_forum(&self, scene: &Scene<'_>) -> Option<&[EntityId]> {
        let forum = self.forum?;
        let own = self.countries_in(scene);
        let apart = || self.paired && self.pairs.last().is_some_and(|last| last.len() == 2 && !last.iter().any(|id| forum.contains(id)));
        let takes_part = |id: &EntityId| forum.iter().any(|body| body == id || self.knowledge.get(body).is_some_and(|known| known.members.contains(id)));
        // "De nouveaux accords ont été signés par A et B": two states that one sentence names do something of their own.
        let two = own.len() == 2 && own.iter().all(|id| id.kind() == EntityKind::Country);
        let within = if own.len() < 2 { !(own.is_empty() && apart()) } else { !two && own.iter().all(takes_part) };
        (within && self.joined(scene).is_none()).then_some(forum)
    }
}

/// "Les deux parties", "les deux blocs": what stands for the two whom a text is about stands for the two who come together. Whether any did.
pub(super) fn settle(forum: &[EntityId], resolved: &mut Resolved, language: &Language) -> bool {
    let [first, second] = forum else { return false };
    let mut settled = false;
    for item in resolved.sentences.iter_mut().flat_map(|sentence| &mut sentence.items) {
        let blocs = item.is(&language.lexicon, "bloc-group");
        match &mut item.kind {
            ItemKind::Reference(group) if blocs && group.entities.len() == 2 => {
                settled = true;
                group.entities = forum.to_vec();
            }
            ItemKind::Word if blocs => {
                settled = true;
                let group = Reference { entities: forum.to_vec(), reason: "those who come together", ..Reference::default() };
                item.kind = ItemKind::Reference(group.into());
            }
            _ => {}
        }
    }
    resolved.main = Some([first.clone(), second.clone()]);
    settled
}
