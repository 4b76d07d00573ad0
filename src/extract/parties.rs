//! Between whom: the states and bodies that a sentence is about, named in it together or carried over from before.

use std::collections::BTreeMap;

use crate::{
    extract::{
        Reader, Scene,
        chunk::{Chunk, NounPhrase, Nouns, VerbGroup},
        named::Named,
    },
    knowledge::Knowledge,
    lang::Lexicon,
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind},
    resolve::Resolved,
};

/// More states than this in one list are a roll, not the parties of one matter.
const MANY: usize = 7;

/// So many guests come to what others do.
const FEW: usize = 3;

/// Alliances, and regions of states, that are named in the title or at least twice.
pub fn actors(resolved: &Resolved, knowledge: &Knowledge) -> Vec<EntityId> {
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for sentence in &resolved.sentences {
        let weight = if sentence.part == PartKind::Title { 2 } else { 1 };
        for id in sentence.items.iter().flat_map(Item::entities).filter(|id| is_alliance(id, knowledge) || is_region(id, knowledge)) {
            *counts.entry(id).or_default() += weight;
        }
    }
    let enough = |id: &EntityId, count: usize| count >= if id.kind() == EntityKind::Place { 3 } else { 2 };
    let mut actors: Vec<(&EntityId, usize)> = counts.into_iter().filter(|(id, count)| enough(id, *count)).collect();
    actors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    actors.into_iter().map(|(id, _)| id.clone()).collect()
}

/// Whether it is an alliance of states.
pub fn is_alliance(id: &EntityId, knowledge: &Knowledge) -> bool {
    id.kind() == EntityKind::Organisation && knowledge.get(id).is_some_and(|known| known.entity.subtype == "alliance")
}

/// A bank, fund or body of many states, which works together with each of them.
pub fn is_lender(id: &EntityId, knowledge: &Knowledge) -> bool {
    id.kind() == EntityKind::Organisation
        && knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bank" | "fund" | "international-organisation"))
}

/// A region of several states, which may act like one of them.
pub fn is_region(id: &EntityId, knowledge: &Knowledge) -> bool {
    id.kind() == EntityKind::Place && knowledge.get(id).is_some_and(|known| known.entity.subtype == "region" && known.entity.country.is_none())
}

impl Reader<'_> {
    /// The parties that a sentence is about: named together in it, or one of them and the other before, or the document's.
    pub fn pair(&self, scene: &Scene<'_>) -> Vec<EntityId> {
        let own = self.countries_in(scene);
        let main = || self.main.map(|main| main.to_vec());
        if let Some(here) = self.here.as_ref().filter(|here| own.iter().all(|id| here.contains(id))) {
            return here.clone();
        }
        // At a gathering of many they are those who work together, unless a sentence joins others.
        if let Some(forum) = self.at_forum(scene) {
            return forum.to_vec();
        }
        if let Some(together) = self.together(scene) {
            // Two that nothing joins may be mentioned in passing.
            let passing = self.main.filter(|main| self.in_passing(together, *main) && self.joined(scene).is_none());
            return passing.map_or(together, |main| main).to_vec();
        }
        // "La coopération au sein de l'Union": among the members of the body that the text is about.
        if let [actor] = self.actors
            && own.len() < 2
            && self.leads
            && (0..scene.sentence.items.len()).any(|at| scene.sentence.items[at].entities().contains(actor) && self.is_frame(scene, at))
        {
            return vec![actor.clone()];
        }
        match own {
            [] => match (self.pairs.last(), self.actors) {
                // A body that speaks for its many members.
                (last, [only]) if self.leads && (last.is_none() || self.main.is_none() && last.is_some_and(|last| !last.contains(only))) => vec![only.clone()],
                // Whom the text only mentioned in passing is not whom it is about.
                (Some(last), _) => self.main.filter(|main| self.in_passing(last, *main)).map_or_else(|| last.clone(), |main| main.to_vec()),
                // "Les dirigeants de l'union se sont réunis. … Le texte appelle à coopérer": of whom alone the text has spoken so far.
                (None, [only]) if self.alliance.as_ref() == Some(only) && !self.named_both(scene.sentence.span.start) => vec![only.clone()],
                (None, [first, second, ..]) => vec![first.clone(), second.clone()],
                _ => main().unwrap_or_default(),
            },
            // "Selon X, les dirigeants signeront": of the body that the text is about.
            [only] if self.leads && self.actors.len() == 1 && self.attribution(scene, 0).and_then(|id| self.country_of(&id)).as_ref() == Some(only) => {
                self.actors.to_vec()
            }
            [only] => {
                // What one of many does is not what all do.
                let few = |pair: &&Vec<EntityId>| pair.len() < FEW || scene.grouped;
                if let Some(pair) = self.pairs.iter().rev().find(|pair| pair.contains(only)) {
                    return Some(pair).filter(few).cloned().unwrap_or_else(|| own.to_vec());
                }
                let two = &self.countries[..self.countries.len().min(2)];
                let other = two.iter().find(|country| *country != only).filter(|_| two.contains(only));
                other.map_or_else(|| own.to_vec(), |other| vec![only.clone(), other.clone()])
            }
            [first, second] if self.each_with(scene, &[first, second]) => Vec::new(),
            // Of several states that nothing joins, the two that the text is about.
            _ => main().filter(|main| main.iter().all(|id| own.contains(id))).unwrap_or_else(|| own.to_vec()),
        }
    }

    /// Whether states were only mentioned in passing beside the two that the text is about, which it had named together before.
    fn in_passing(&self, last: &[EntityId], main: &[EntityId]) -> bool {
        let whole = |pair: &[EntityId]| main.iter().all(|id| pair.contains(id));
        if last.len() > 2 {
            return !main.iter().any(|id| last.contains(id));
        }
        !whole(last)
            && last.iter().all(|id| id.kind() == EntityKind::Country || id.kind() == EntityKind::Place && main.iter().any(|id| last.contains(id)))
            && self.pairs.iter().any(|pair| whole(pair))
    }

    /// The parties that a sentence names together: joined by its words, or as the only two.
    pub fn together<'s>(&self, scene: &'s Scene<'_>) -> Option<&'s [EntityId]> {
        self.together_of(scene, || self.joined(scene))
    }

    /// The same, where somebody may know already whom its words join.
    pub(super) fn together_of<'s>(&self, scene: &'s Scene<'_>, joined: impl FnOnce() -> Option<Vec<EntityId>>) -> Option<&'s [EntityId]> {
        let find = || {
            // More than these are there beside the guests.
            if self.has_guests(scene) && self.countries_in(scene).len() <= FEW {
                return None;
            }
            joined().or_else(|| {
                let own = self.countries_in(scene);
                // An alliance or region is a party only beside one state, or beside another.
                let states: Vec<&EntityId> = own.iter().filter(|id| id.kind() == EntityKind::Country).collect();
                let own = if states.len() >= 2 { states } else { own.iter().collect() };
                (own.len() == 2 && !self.each_with(scene, &own)).then(|| own.into_iter().cloned().collect())
            })
        };
        scene.together.get_or_init(find).as_deref()
    }

    /// The parties that a sentence joins: "between" them, one "with" another, in one subject, in one double adjective.
    pub fn joined(&self, scene: &Scene<'_>) -> Option<Vec<EntityId>> {
        let clauses = &scene.clauses;
        let language = self.language;
        let chunks = scene.chunks();
        let named = |nouns: &[usize]| -> Named {
            let mut all = Named::new();
            let mut add = |noun: &NounPhrase| {
                for id in noun.entities.iter().filter_map(|id| self.party(id)) {
                    if !all.contains(&id) {
                        all.push(id);
                    }
                }
            };
            for noun in nouns {
                match chunks.get(*noun).and_then(Chunk::noun) {
                    Some(phrase) if !phrase.entities.is_empty() => add(phrase),
                    _ => clauses.named_within(*noun).into_iter().filter_map(|noun| chunks.get(noun)?.noun()).for_each(&mut add),
                }
            }
            if all.len() < 2 {
                return all;
            }
            // "entre la Serbie et le Tatarstan": a part of a state is a party of its own beside another state only.
            if all.iter().any(|id| id.kind() == EntityKind::Place) {
                let whole = all.clone();
                all.retain(|id| self.country_of(id).filter(|country| country != id && id.kind() == EntityKind::Place).is_none_or(|of| !whole.contains(&of)));
            }
            // States and what acts like them; firms and agencies only among themselves.
            let states: Named = all.iter().filter(|id| id.kind() != EntityKind::Organisation || is_alliance(id, self.knowledge)).cloned().collect();
            let bodies = all.iter().all(|id| id.kind() == EntityKind::Organisation);
            // "La Banque asiatique de développement et le Kirghizstan": a lender and one state that it works with.
            if bodies || states.len() == 1 && all.len() == 2 && all.iter().any(|id| is_lender(id, self.knowledge)) { all } else { states }
        };
        let several = |list: Named| match list.as_slice() {
            [region] => self.beside(scene, region).or_else(|| self.states_of(scene, region).map(<[EntityId]>::to_vec)),
            _ => (2..=MANY).contains(&list.len()).then(|| list.into_vec()),
        };
        // One alone is joined to nobody, unless it is a region.
        let names_one = |noun: &usize| {
            let phrase = chunks.get(*noun).and_then(Chunk::noun);
            phrase.is_some_and(|phrase| matches!(phrase.entities.as_slice(), [id] if id.kind() != EntityKind::Place))
        };
        let one = |nouns: &[usize]| matches!(nouns, [noun] if names_one(noun));
        // A pronoun that hangs on a verb stands in no noun phrase.
        let hung = |item: &Item| item.hyphen && matches!(item.kind, ItemKind::Reference(_));
        let phrased = chunks.iter().filter_map(Chunk::noun).flat_map(|noun| noun.entities.iter().chain(&noun.adjectives));
        if is_one(scene.named().flat_map(whom)) || scene.named().any(hung) && is_one(phrased) {
            return self.gathered(scene);
        }
        // "Les deux pays": those whom the sentence before named together.
        if let Some(before) = self.just_paired(scene) {
            return Some(before);
        }
        // "Les deux parties": who came together before.
        if let Some(last) = self.last_pair(scene)
            && chunks.iter().filter_map(|chunk| chunk.noun()).any(|noun| noun.entities.len() > 1)
            // "les ministres de A et de B, X et Y": people whom the sentence names are whose they are.
            && scene.grouped
            && scene.sentence.items.iter().any(|item| is_group(item) && item.entities().iter().filter_map(|id| self.party(id)).all(|id| last.contains(&id)))
            && self.countries_in(scene).iter().all(|id| last.contains(id) || self.in_group(scene, id))
        {
            return Some(last.clone());
        }
        // So is one with their own people and towns.
        let mut parties = scene.named().flat_map(whom).filter_map(|id| self.party(id));
        let first = parties.next();
        if !scene.names(&[EntityKind::Place]) && first.is_none_or(|first| parties.all(|id| id == first)) {
            return self.gathered(scene);
        }
        // "Les deux présidents ont parlé du dialogue entre A et B": who talks, not who is talked of.
        let talks = &chunks[..if clauses.may_do("discuss") { chunks.len() } else { 0 }];
        let talk = talks.iter().enumerate().find_map(|(index, chunk)| {
            chunk.verb().filter(|verb| verb.is_finite() && language.verb_is(verb.lemma, "discuss"))?;
            several(named(&clauses.grammatical_subject(index)))
        });
        if talk.is_some() {
            return talk;
        }
        let mut prepositions = chunks[..if clauses.may_say("between") { chunks.len() } else { 0 }].iter().enumerate();
        let between = prepositions.find_map(|(index, chunk)| {
            chunk.preposition().filter(|preposition| language.has_function("between", preposition))?;
            chunks.get(index + 1)?.noun().filter(|_| !self.is_laid_between(scene, index))?;
            several(named(&clauses.coordinated_right(index + 1))).filter(|list| {
                let others = || self.countries_in(scene).iter().any(|id| id.kind() == EntityKind::Country && !list.contains(id));
                !self.lies_between(scene, index) || !others()
            })
        });
        // "Les gouvernements de A et de B faciliteront le fret entre C et D": those who act.
        let acting = || {
            let verbs = chunks.iter().enumerate().filter(|(_, chunk)| chunk.verb().is_some_and(VerbGroup::is_finite));
            let lands = |noun: usize| chunks[noun].noun().map(|noun| noun.adjectives.iter().cloned()).into_iter().flatten();
            verbs.map(|(index, _)| index).find_map(|index| {
                let nouns = self.belonging(scene, clauses.clause_start(index), index);
                several(named(&clauses.grammatical_subject(index)))
                    .or_else(|| several(distinct(named(&nouns).into_iter().chain(nouns.iter().flat_map(|noun| lands(*noun)))).into()))
            })
        };
        if let Some(list) = between {
            if !self.together_between(scene)
                && let Some(own) = acting().filter(|own| !own.iter().any(|id| list.contains(id)))
            {
                return Some(own);
            }
            let others = |last: &&Vec<EntityId>| !list.iter().any(|id| last.contains(id)) && self.opens_with(scene, last);
            return Some(self.pairs.last().filter(others).cloned().unwrap_or(list));
        }
        let joined = chunks.iter().enumerate().find_map(|(index, chunk)| {
            chunk.verb().filter(|verb| verb.is_finite())?;
            let mut nouns = clauses.grammatical_subject(index);
            // "Les projets avec A et B comprennent …": a body behind a preposition is no subject.
            nouns.retain(|noun| {
                chunks.get(noun.wrapping_sub(1)).is_none_or(|before| before.preposition().is_none_or(|preposition| language.has_function("of", preposition)))
            });
            let own = nouns.len();
            // "Les projets avec A et B": what somebody else does with two is not between the two.
            let mut list = if one(&nouns) && !clauses.may_say("with") { Named::new() } else { named(&nouns) };
            let mut with = if list.is_empty() { Nouns::new() } else { clauses.complements(index, "with") };
            // "avec la médiation de A": who helps is no party.
            with.retain(|noun| !scene.is(*noun, "help-word"));
            if !with.is_empty() {
                nouns.extend(with);
                list = named(&nouns);
            }
            several(list).or_else(|| {
                // "Les ministres des pays de A et celui de B": what the subject's words belong to.
                nouns.truncate(own);
                let first = *nouns.first().filter(|noun| **noun < index)?;
                let start = clauses.clause_start(index).min(first);
                let belonging = self.belonging(scene, start, index);
                let list = if one(&belonging) { None } else { several(named(&belonging)) };
                list.filter(|list| list.iter().any(|id| id.kind() != EntityKind::Organisation))
            })
        });
        if joined.is_some() {
            return joined;
        }
        let mut nations = chunks.iter().filter_map(Chunk::noun).map(|noun| &noun.adjectives).filter(|nations| !nations.is_empty());
        let adjectives = nations.find_map(|nations| several(distinct(nations.iter().cloned()).into()));
        adjectives.or_else(|| self.gathered(scene))
    }

    /// Whom an entity stands for where parties are named: a state, a region or a body; of a person, whom they serve.
    pub(super) fn party(&self, id: &EntityId) -> Option<EntityId> {
        match id.kind() {
            EntityKind::Country | EntityKind::Organisation => Some(id.clone()),
            EntityKind::Place => self.knowledge.get(id).filter(|known| known.entity.subtype == "region").map(|_| id.clone()),
            EntityKind::Person => self.country_of(id).or_else(|| {
                let office = self.cast.offices.iter().find(|office| office.person == *id)?;
                office.of.clone().filter(|of| is_alliance(of, self.knowledge))
            }),
            _ => None,
        }
    }

    /// The countries that a sentence names, by themselves, by adjective, or through their people.
    pub fn countries_in<'s>(&self, scene: &'s Scene<'_>) -> &'s [EntityId] {
        scene.countries.get_or_init(|| self.find_countries(scene))
    }

    fn find_countries(&self, scene: &Scene<'_>) -> Vec<EntityId> {
        let mut list: Vec<EntityId> = Vec::new();
        if !scene.names(&[EntityKind::Country, EntityKind::Person, EntityKind::Organisation, EntityKind::Place]) {
            return list;
        }
        let mut frames: Vec<&EntityId> = Vec::new();
        let (mut line, mut aside) = (false, false);
        let affairs = self.affairs(scene);
        for (at, item) in scene.sentence.items.iter().enumerate() {
            // Most words name nobody.
            if !line && !matches!(item.kind, ItemKind::Name(_) | ItemKind::Reference(_)) {
                continue;
            }
            // "le corridor X, qui traverse A": where a line runs nobody takes part.
            line = item.entities().iter().any(|id| self.is_line(id)) || line && (item.is_mark(self.text, ",") || item.is_mark(self.text, ")"));
            aside |= line && scene.sentence.items.get(at + 1).is_some_and(|next| next.is(&self.language.lexicon, "rel"));
            if aside || self.is_nation_of_firm(scene, at) || affairs.iter().any(|affair| affair.contains(&at)) {
                continue;
            }
            if self.is_passed(scene, at) || self.is_frame(scene, at) || item.entities().first().is_some_and(|id| frames.contains(&id)) {
                frames.extend(item.entities().first());
                continue;
            }
            let reference = match &item.kind {
                ItemKind::Reference(reference) => reference.countries.as_slice(),
                _ => &[],
            };
            for id in item.entities().iter().chain(reference) {
                let country = match id.kind() {
                    EntityKind::City => None,
                    EntityKind::Organisation | EntityKind::Place => Some(id.clone()).filter(|id| self.actors.contains(id) || self.acts(scene, id)),
                    _ => self.country_of(id),
                };
                if let Some(country) = country.filter(|country| !list.contains(country)) {
                    list.push(country);
                }
            }
        }
        list
    }
}

/// A reference to several at once: "les deux pays", "les parties".
pub fn is_group(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.len() > 1)
}

/// Whom an item names or stands for, or the countries of an office that nobody named holds.
fn whom(item: &Item) -> &[EntityId] {
    match &item.kind {
        ItemKind::Reference(reference) if reference.entities.is_empty() => &reference.countries,
        _ => item.entities(),
    }
}

/// Whether they are one and the same, and no region, or nobody.
fn is_one<'a>(mut ids: impl Iterator<Item = &'a EntityId>) -> bool {
    let first = ids.next();
    first.is_none_or(|first| first.kind() != EntityKind::Place && ids.all(|id| id == first))
}

/// How many states a group counts: "les cinq pays".
pub fn counted(item: &Item, lexicon: &Lexicon) -> Option<usize> {
    item.code(lexicon, "group")?.strip_prefix("countries ")?.parse().ok()
}

pub(super) fn distinct(ids: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut list: Vec<EntityId> = Vec::new();
    for id in ids {
        if !list.contains(&id) {
            list.push(id);
        }
    }
    list
}
