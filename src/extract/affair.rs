//! What is spoken of and nobody's common doing: wars, crises, peace; and what lies between two states without their working together.

use std::ops::Range;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, ChunkKind, Nouns, VerbGroup, Voice},
        parties::{counted, distinct, is_alliance, is_group},
    },
    fact::{Claim, Fact},
    knowledge::Knowledge,
    lang::Tense,
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind},
    resolve::{Cast, Resolved},
};

/// So many words may stand between an affair and where it is: "la situation humanitaire en A".
const TRAITS: usize = 2;

/// A word of working together stands no farther before those between whom it is.
const NEAR: usize = 8;

/// Whether an alliance is named more often than any country, or in a title that names none.
pub fn leads(resolved: &Resolved, cast: &Cast, countries: &[EntityId], knowledge: &Knowledge) -> bool {
    let titles = resolved.sentences.iter().filter(|sentence| sentence.part == PartKind::Title);
    let headed: Vec<&EntityId> = titles.flat_map(|sentence| &sentence.items).flat_map(Item::entities).collect();
    if headed.iter().any(|id| is_alliance(id, knowledge)) && !headed.iter().any(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Person)) {
        return true;
    }
    let count = |wanted: &dyn Fn(&EntityId) -> bool| cast.mentions.iter().filter(|mention| wanted(&mention.entity)).count();
    let first = countries.first();
    count(&|id| is_alliance(id, knowledge)) > count(&|id| Some(id) == first)
}

impl Reader<'_> {
    /// Which items only say where an affair is or between whom: "la situation en A et en B", "la normalisation avec C".
    pub(super) fn affairs(&self, scene: &Scene<'_>) -> Vec<Range<usize>> {
        let lexicon = &self.language.lexicon;
        let items = &scene.sentence.items;
        if !scene.classes.may_have("affair") {
            return Vec::new();
        }
        // "situé en A" only says where, "situé entre A et B" names neighbours.
        let between = |at: usize| items.get(at).and_then(|item| item.value(lexicon, "prep")).is_some_and(|value| self.language.has_function("between", value));
        let affair = |at: &usize| items[*at].code(lexicon, "affair").is_some_and(|code| code != "lying" || between(at + 1));
        (0..items.len()).filter(affair).map(|at| at + 1..self.affair_end(items, at + 1)).collect()
    }

    /// Where the names behind an affair end.
    fn affair_end(&self, items: &[Item], start: usize) -> usize {
        let lexicon = &self.language.lexicon;
        let small = |item: &Item| item.is(lexicon, "det") || item.is(lexicon, "prep") || item.is(lexicon, "conj") || item.is(lexicon, "adv");
        // "la situation en A, X a dit": behind a comma the list goes on with a preposition alone.
        let goes_on = |next: Option<&Item>| next.is_some_and(|next| next.is(lexicon, "prep") || next.is(lexicon, "adv"));
        let (mut end, mut named, mut traits) = (start, false, 0);
        while let Some(item) = items.get(end) {
            match &item.kind {
                ItemKind::Name(_) if item.entities().iter().all(|id| id.kind().is_place()) => named = true,
                ItemKind::Mark if item.is_mark(self.text, ",") && goes_on(items.get(end + 1)) => {}
                ItemKind::Word if small(item) => {}
                ItemKind::Word if !named && traits < TRAITS && !item.is(lexicon, "verb") => traits += 1,
                _ => break,
            }
            end += 1;
        }
        end
    }

    /// Whether what stands before "between" is a thing or an affair, and no matter of those that it lies between: "le pont entre A et B".
    pub(super) fn lies_between(&self, scene: &Scene<'_>, preposition: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let Some(before) = preposition.checked_sub(1).filter(|before| scene.chunks()[*before].noun().is_some()) else { return false };
        let thing = |item: &Item| {
            ["affair", "border", "line-head"].iter().any(|class| item.is(lexicon, class))
                || item.entities().iter().any(|id| matches!(id.kind(), EntityKind::Infrastructure | EntityKind::Corridor))
        };
        // "le pont de l'amitié entre A et B"
        let of = |at: usize| scene.chunks()[at].preposition().is_some_and(|value| self.language.has_function("of", value));
        let head = before.checked_sub(2).filter(|head| of(head + 1));
        scene.items(before).iter().any(thing) || head.is_some_and(|head| scene.items(head).iter().any(thing))
    }

    /// "un pays enclavé entre A et B", "situé entre A et B": where something lies, between states that have no part in it.
    pub(super) fn is_laid_between(&self, scene: &Scene<'_>, preposition: usize) -> bool {
        let laid = |item: &Item| item.code(&self.language.lexicon, "affair") == Some("lying");
        scene.classes.may_have("affair") && preposition > 0 && scene.items(preposition - 1).iter().any(laid)
    }

    /// Whether an alliance that is named once does what the sentence tells: it is the subject, or its members or heads are.
    pub(super) fn acts(&self, scene: &Scene<'_>, id: &EntityId) -> bool {
        let chunks = scene.chunks();
        let finite = |index: &usize| chunks[*index].verb().is_some_and(VerbGroup::is_finite);
        let names = |noun: usize| chunks.get(noun).and_then(Chunk::noun).is_some_and(|noun| noun.entities.contains(id));
        // "l'union et ses partenaires"
        let opens = |noun: usize| {
            names(noun)
                && (noun == 0 || matches!(chunks[noun - 1].kind, ChunkKind::Comma | ChunkKind::Other | ChunkKind::Stop | ChunkKind::Subordinator(_)))
                && matches!(chunks.get(noun + 1).map(|next| &next.kind), Some(ChunkKind::Conjunction(_)))
        };
        is_alliance(id, self.knowledge)
            && ((0..chunks.len()).any(opens)
                || (0..chunks.len())
                    .filter(finite)
                    .any(|verb| scene.clauses.grammatical_subject(verb).iter().any(|noun| names(*noun) || self.of_members(scene, *noun) && names(noun + 2))))
    }

    /// "les États membres de X"
    fn of_members(&self, scene: &Scene<'_>, noun: usize) -> bool {
        let of = |at: usize| scene.chunks().get(at).and_then(Chunk::preposition).is_some_and(|value| self.language.has_function("of", value));
        of(noun + 1) && scene.is(noun, "members-word")
    }

    /// The state that a ministry belongs to; anybody else stands for themselves.
    pub(super) fn state_of_body(&self, id: EntityId) -> EntityId {
        let ministry = self.cast.fresh.get(&id).filter(|entity| entity.subtype == "ministry");
        ministry.and_then(|entity| entity.country.clone()).unwrap_or(id)
    }

    /// "Au cours de l'entretien avec X": the state of whom the sentence before told of and the firm that somebody heads who is met; nobody
    /// where it is not known for whom they speak.
    pub(super) fn met_head(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        if !self.countries_in(scene).is_empty() {
            return None;
        }
        let chunks = scene.chunks();
        let with = |index: &usize| chunks[*index].preposition().is_some_and(|value| self.language.has_function("with", value));
        let person = (0..chunks.len()).filter(with).find_map(|index| {
            let id = chunks.get(index + 1)?.noun()?.entities.first()?;
            (id.kind() == EntityKind::Person).then_some(id)
        })?;
        let firm = self.cast.offices.iter().find(|office| office.person == *person).and_then(|office| office.of.clone());
        let host = self.person.as_ref().and_then(|host| self.country_of(host));
        Some(host.into_iter().chain(firm).collect())
    }

    /// A state and a body that it belongs to are no two: the body is meant.
    pub(super) fn whole_of(&self, parties: Vec<EntityId>) -> Vec<EntityId> {
        let [first, second] = parties.as_slice() else { return parties };
        let holds = |body: &EntityId, state: &EntityId| {
            is_alliance(body, self.knowledge) && self.knowledge.get(body).is_some_and(|known| known.members.contains(state))
        };
        // "au Kirghizistan, en Asie centrale": a region and a state that lies in it.
        let lies = |region: &EntityId, state: &EntityId| {
            region.kind() == EntityKind::Place && self.knowledge.get(region).is_some_and(|known| known.members.contains(state))
        };
        if lies(first, second) || lies(second, first) {
            return self.main.map(|main| main.to_vec()).unwrap_or_default();
        }
        match (holds(first, second), holds(second, first)) {
            (true, _) => vec![first.clone()],
            (_, true) => vec![second.clone()],
            _ => parties,
        }
    }

    /// "Les deux parties renforceront …, A étant entre C et D": who opens the sentence, unless others are told to work together.
    pub(super) fn opens_with(&self, scene: &Scene<'_>, pair: &[EntityId]) -> bool {
        let (items, lexicon) = (&scene.sentence.items, &self.language.lexicon);
        let Some(group) = items.iter().position(is_group) else { return false };
        let first = items[..group].iter().all(|item| item.is(lexicon, "det") || item.is(lexicon, "adv"));
        let own = || items[group].entities().iter().filter_map(|id| self.party(id)).all(|id| pair.contains(&id));
        let between = |two: &[Item]| {
            two[0].is(lexicon, "cooperation-word") && two[1].value(lexicon, "prep").is_some_and(|value| self.language.has_function("between", value))
        };
        first && own() && !items.windows(2).any(between)
    }

    /// "X s'est rendu à A puis à B. … À B, il a été question de": the state of who travels and that of the place which opens the sentence.
    pub(super) fn toured(&self, scene: &Scene<'_>, told: &[Claim]) -> Option<Vec<EntityId>> {
        let state = |id: &EntityId| if id.kind() == EntityKind::Country { Some(id.clone()) } else { self.knowledge.country_of(id) };
        let chunks = scene.chunks();
        chunks.first()?.preposition().filter(|value| self.language.has_function("at", *value))?;
        let [place] = chunks.get(1)?.noun()?.entities.as_slice() else { return None };
        let land = state(place).filter(|_| matches!(place.kind(), EntityKind::City | EntityKind::Country))?;
        told.iter().rev().find_map(|claim| {
            let Fact::Visit(visit) = &claim.fact else { return None };
            let from = self.party(&visit.visitor).filter(|from| from.kind() == EntityKind::Country && *from != land)?;
            (state(&visit.destination).as_ref() == Some(&land)).then(|| vec![from, land.clone()])
        })
    }

    /// The two states of a meeting or visit that a sentence tells of.
    pub fn met(&self, told: &[Claim]) -> Option<Vec<EntityId>> {
        let states = |claim: &Claim| {
            let people: Vec<&EntityId> = match &claim.fact {
                Fact::Meeting(meeting) => meeting.participants.iter().collect(),
                Fact::Visit(visit) => vec![&visit.visitor, &visit.destination],
                _ => return None,
            };
            let states = distinct(people.into_iter().filter_map(|id| match id.kind() {
                EntityKind::City => self.knowledge.get(id)?.entity.country.clone(),
                _ => self.party(id).filter(|id| id.kind() == EntityKind::Country),
            }));
            (states.len() == 2).then_some(states)
        };
        told.iter().find_map(states)
    }

    /// The two states whose people met, as a sentence tells.
    pub fn met_in_person(&self, told: &[Claim]) -> Option<Vec<EntityId>> {
        let meeting = told.iter().position(|claim| matches!(claim.fact, Fact::Meeting(_)))?;
        self.met(&told[meeting..=meeting])
    }

    /// "B. – X a rencontré Y. Les deux pays …": the two who met in a paragraph, where the text as a whole is about others.
    pub fn apart_from_main(&self, paragraph: usize) -> Option<Vec<EntityId>> {
        let (_, two) = self.round.as_ref().filter(|(met, _)| *met == paragraph)?;
        self.main.filter(|main| !main.iter().all(|id| two.contains(id))).map(|_| two.clone())
    }

    /// "un accord avec A et un autre avec B": whether somebody else does something with each of two.
    pub(super) fn each_with(&self, scene: &Scene<'_>, two: &[&EntityId]) -> bool {
        let chunks = scene.chunks();
        let with = |id: &&EntityId| {
            let named = |at: &usize| chunks[*at].noun().is_some_and(|noun| noun.entities.contains(id));
            let mut named = (0..chunks.len()).filter(named);
            named.next().is_some_and(|at| at > 0 && chunks[at - 1].preposition().is_some_and(|value| self.language.has_function("with", value)))
                && named.next().is_none()
        };
        two.iter().all(with)
    }

    /// Whether the text has named both of the states that it is about before a place in it.
    pub(super) fn named_both(&self, at: usize) -> bool {
        let before = |id: &EntityId| self.cast.mentions.iter().any(|mention| mention.span.start < at && mention.entity == *id);
        self.main.is_some_and(|main| main.iter().all(before))
    }

    /// "via A", "passent par A et B": what goes through a state does so without its taking part.
    pub(super) fn is_passed(&self, scene: &Scene<'_>, at: usize) -> bool {
        let (items, lexicon) = (&scene.sentence.items, &self.language.lexicon);
        let is = |index: usize, function: &str| items[index].value(lexicon, "prep").is_some_and(|value| self.language.has_function(function, value));
        let light = |index: &usize| items[*index].is(lexicon, "det") && !items[*index].is(lexicon, "prep");
        let Some(through) = (0..at).rev().find(|index| !light(index)).filter(|index| is(*index, "through")) else { return false };
        let moves = |item: &Item| item.value(lexicon, "verb").is_some_and(|lemma| self.language.verb_is(lemma, "course"));
        items[at].entities().first().is_some_and(|id| id.kind() == EntityKind::Country) && (!is(through, "by") || through > 0 && moves(&items[through - 1]))
    }

    /// "un accord avec X": whether a sentence that names no state names a firm with which somebody does something.
    pub(super) fn is_with_other(&self, scene: &Scene<'_>) -> bool {
        let chunks = scene.chunks();
        let firm = |id: &EntityId| {
            let known = || self.knowledge.get(id).is_some_and(|known| known.entity.subtype == "company");
            id.kind() == EntityKind::Organisation && (known() || self.cast.fresh.get(id).is_some_and(|entity| entity.subtype == "company"))
        };
        let with = |at: usize| at > 0 && chunks[at - 1].preposition().is_some_and(|value| self.language.has_function("with", value));
        let met = |at: usize| with(at) && chunks[at].noun().is_some_and(|noun| noun.entities.iter().any(firm));
        (1..chunks.len()).any(met) && self.countries_in(scene).is_empty() && !scene.grouped
    }

    /// Those who were last named together; where the sentence counts two, the last two.
    pub(super) fn last_pair(&self, scene: &Scene<'_>) -> Option<&Vec<EntityId>> {
        let two = |item: &Item| is_group(item) && item.code(&self.language.lexicon, "group") == Some("countries") && item.entities().len() == 2;
        let last = self.pairs.last()?;
        let wanted = last.len() > 2 && scene.grouped && scene.sentence.items.iter().any(two);
        if wanted { self.pairs.iter().rev().find(|pair| pair.len() == 2) } else { Some(last) }
    }

    /// The two whom the sentence before named together, where this one speaks of two states and names none.
    pub(super) fn just_paired(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        scene.grouped.then_some(())?;
        let items = &scene.sentence.items;
        let states = |item: &Item| item.code(&self.language.lexicon, "group") == Some("countries");
        let group = items.iter().find(|item| is_group(item) && item.entities().len() == 2 && states(item))?;
        // Of three the two that were named by themselves before.
        let last = self.pairs.last().filter(|_| self.paired)?;
        let two = self.pairs.iter().rev().find(|pair| pair.len() == 2 && pair.iter().all(|id| last.contains(id)));
        let last = two.filter(|pair| pair.iter().all(|id| id.kind() == EntityKind::Country))?;
        let others = || items.iter().any(|item| !is_group(item) && item.entities().iter().any(|id| self.party(id).is_some()));
        let shared = last.iter().any(|id| group.entities().contains(id));
        (shared && !others()).then(|| last.clone())
    }

    /// Whether a sentence speaks of guests or observers, who are no parties, or of who is host to a body of many: "A et B y étaient
    /// conviés", "en qualité d'observateurs", "A accueille le sommet de l'union".
    pub(super) fn has_guests(&self, scene: &Scene<'_>) -> bool {
        let (items, lexicon) = (&scene.sentence.items, &self.language.lexicon);
        let as_guests = |pair: &[Item]| pair[0].is(lexicon, "prep") && pair[1].is(lexicon, "guest");
        let invited = |(at, chunk): (usize, &Chunk)| {
            let Some(verb) = chunk.verb() else { return false };
            let alliance = |noun: usize| self.body_in(&scene.chunks()[noun]).is_some_and(|id| is_alliance(&id, self.knowledge));
            let host = || self.language.verb_is(verb.lemma, "host") && (at + 1..scene.clauses.clause_end(at)).any(alliance);
            let invited = || self.language.verb_is(verb.lemma, "invite") && scene.clauses.complements(at, "by").is_empty();
            if verb.voice == Voice::Passive { invited() } else { host() }
        };
        scene.classes.may_have("guest") && items.windows(2).any(as_guests)
            || ["host", "invite"].iter().any(|group| scene.clauses.may_do(group)) && scene.chunks().iter().enumerate().any(invited)
    }

    /// Whether a name only says where or in which frame something happens: "à Samarcande, en Ouzbékistan", "dans le cadre de l'Union".
    pub(super) fn is_frame(&self, scene: &Scene<'_>, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        let items = &scene.sentence.items;
        let entity = |index: usize| items.get(index).and_then(|item| item.entities().first());
        let Some(id) = entity(at) else { return false };
        let mut before = at;
        while before > 0 && items[before - 1].is(lexicon, "det") && !items[before - 1].is(lexicon, "prep") {
            before -= 1;
        }
        let Some(preposition) = before.checked_sub(1).and_then(|index| items[index].value(lexicon, "prep")) else { return false };
        match id.kind() {
            EntityKind::Organisation => self.language.has_function("within", preposition),
            EntityKind::Country => {
                let comma = |index: usize| items[index].is_mark(self.text, ",");
                // "à Aktaou, au Kazakhstan", "le port d'Aktaou au Kazakhstan"
                let city = before.checked_sub(2).and_then(|last| if comma(last) { last.checked_sub(1) } else { Some(last) });
                let lies = |city: &EntityId| city.kind() == EntityKind::City && (comma(before - 2) || self.knowledge.country_of(city).as_ref() == Some(id));
                city.and_then(entity).is_some_and(lies) && self.language.has_function("at", preposition)
            }
            _ => false,
        }
    }

    /// "la réunion entre A et B", "la commission mixte A-B": those whom the name of an occasion or of a body of two states holds.
    pub(super) fn gathered(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        let occasion = |item: &&Item| item.entities().first().is_some_and(|id| matches!(id.kind(), EntityKind::Event | EntityKind::Organisation));
        scene.names(&[EntityKind::Event, EntityKind::Organisation]).then_some(())?;
        scene.named().filter(occasion).find_map(|item| {
            let held = self.cast.mentions.iter().filter(|mention| item.span.contains(mention.span)).map(|mention| &mention.entity);
            let own = distinct(held.filter_map(|id| self.party(id)).filter(|id| id.kind() != EntityKind::Organisation || is_alliance(id, self.knowledge)));
            // "A a reçu B avant le sommet de l'union et de C": it is they who meet.
            let within = |id: &EntityId| own.iter().any(|body| body == id || self.knowledge.get(body).is_some_and(|known| known.members.contains(id)));
            let others = || self.countries_in(scene).iter().filter(|id| id.kind() == EntityKind::Country && !within(id)).count();
            (own.len() == 2 && others() < 2).then_some(own)
        })
    }

    /// "les cinq pays d'Asie centrale": the states of a region, where the sentence counts as many.
    pub(super) fn states_of(&self, scene: &Scene<'_>, region: &EntityId) -> Option<&[EntityId]> {
        let lexicon = &self.language.lexicon;
        let states = self.knowledge.get(region).filter(|_| region.kind() == EntityKind::Place)?.members.as_slice();
        let items = &scene.sentence.items;
        let at = items.iter().position(|item| item.entities().contains(region))?;
        items[at.saturating_sub(3)..at].iter().any(|item| counted(item, lexicon) == Some(states.len())).then_some(states)
    }

    /// "la coopération entre A et B": whether a word of working together or of talks stands before "between".
    pub(super) fn together_between(&self, scene: &Scene<'_>) -> bool {
        let lexicon = &self.language.lexicon;
        let word = |item: &Item| {
            ["cooperation-word", "cooperation-talks", "cooperation-verb", "agreement-kind"].iter().any(|class| item.is(lexicon, class))
                && !item.senses.has_form()
        };
        let between = |item: &Item| item.value(lexicon, "prep").is_some_and(|value| self.language.has_function("between", value));
        let items = &scene.sentence.items;
        // "travailleront ensemble à faciliter le fret entre A et B": what they do stands between.
        let done = |item: &Item| item.senses.has_tense(Tense::Infinitive);
        items.iter().position(between).is_some_and(|at| items[at.saturating_sub(NEAR)..at].iter().rev().take_while(|item| !done(item)).any(word))
    }

    /// The noun phrases of a stretch that stand by themselves or belong to one that does; what a place, time or frame adds is left out.
    pub(super) fn belonging(&self, scene: &Scene<'_>, start: usize, end: usize) -> Nouns {
        let mut nouns = Nouns::new();
        let mut apart = false;
        for index in start..end {
            let chunk = &scene.chunks()[index];
            if let Some(preposition) = chunk.preposition() {
                apart = !self.language.has_function("of", preposition);
            } else if chunk.noun().is_some() {
                if !apart {
                    nouns.push(index);
                }
            } else {
                apart = false;
            }
        }
        nouns
    }

    /// Whether a country is named in a sentence by a group only ("les deux pays").
    pub(super) fn in_group(&self, scene: &Scene<'_>, id: &EntityId) -> bool {
        !scene.sentence.items.iter().any(|item| !is_group(item) && item.entities().contains(id))
    }

    /// The town or country nearest before a phrase in which something is said to be.
    pub fn place_before(&self, scene: &Scene<'_>, at: usize) -> Option<EntityId> {
        scene.clauses.may_say("where").then_some(())?;
        let chunks = scene.chunks();
        let lies = |index: &usize| chunks[*index].preposition().is_some_and(|value| self.language.has_function("where", value));
        let place = |index: usize| chunks.get(index + 1)?.noun()?.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country));
        (0..at).rev().filter(lies).find_map(place).cloned()
    }
}
