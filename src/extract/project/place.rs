//! Where a project is: by what is known of the thing, by its name, and by who has a part in it.

use super::*;
use crate::extract::parties::is_lender;

impl Site<'_> {
    /// The country of the text in which a named thing lies, or in which both ends of a line do.
    pub(super) fn country(&self, named: Option<&EntityId>, ends: &[EntityId]) -> Option<EntityId> {
        let knowledge = self.reader.knowledge;
        let name = named.and_then(|id| self.reader.cast.fresh.get(id)).map_or("", |entity| entity.name.as_str());
        let called = name.split(['–', ' ']).filter_map(|part| knowledge.named(part)).map(|known| &known.entity.id);
        let ends: Vec<&EntityId> = called.chain(ends).collect();
        let mut countries = ends.iter().map(|id| knowledge.country_of(id));
        let joined = || countries.next()?.filter(|first| ends.len() > 1 && countries.all(|country| country.as_ref() == Some(first)));
        let sole = |id: &EntityId| match knowledge.get(id)?.members.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        let own = named.filter(|id| id.kind() == EntityKind::Infrastructure).and_then(|id| knowledge.country_of(id).or_else(|| sole(id)));
        own.or_else(joined).filter(|country| self.reader.countries.contains(country))
    }

    /// The town that an airport serves, or that a thing other than a line is called by: "la centrale Nourek-2".
    pub(super) fn town(&self, kind: &str, named: Option<&EntityId>, own: Option<&str>) -> Option<EntityId> {
        let knowledge = self.reader.knowledge;
        if named.is_some_and(|id| self.reader.is_line(id)) {
            return None;
        }
        let entity = named.filter(|id| id.kind() == EntityKind::Infrastructure);
        let fresh =
            entity.and_then(|id| knowledge.get(id).map(|known| &*known.entity).or_else(|| self.reader.cast.fresh.get(id))).map(|entity| entity.name.as_str());
        let mut towns = own.or(fresh).unwrap_or_default().split(['–', '-', ' ']).filter_map(|part| {
            let spot = || {
                knowledge.named(part).map(|known| &known.entity.id).filter(|id| {
                    let site = id.kind() == EntityKind::Infrastructure && !self.reader.is_line(id) && self.kind_of(id) != Some(kind);
                    site || id.kind() == EntityKind::City
                })
            };
            knowledge.spellings().alone(part).1.or_else(spot)
        });
        let first = towns.next().filter(|_| towns.next().is_none()).cloned();
        // A port stands where it is.
        let itself = || named.filter(|id| kind == "port" && id.kind() == EntityKind::Infrastructure && knowledge.get(id).is_some()).cloned();
        first.or_else(|| knowledge.city_of(named?)).or_else(itself)
    }

    /// "le tronçon géorgien de la ligne X": where that part lies.
    pub(super) fn country_of_part(&self) -> Option<(EntityId, Span)> {
        let noun = [self.part(), Some(self.at).filter(|at| self.kind_word(*at).is_some_and(|word| word.ends_with(PART)))].into_iter().flatten().next()?;
        let chunk = &self.chunks()[noun];
        let [country] = chunk.noun()?.adjectives.as_slice() else { return None };
        Some((country.clone(), chunk.span))
    }

    /// The country that builds or opens a thing of its own, and no other has a part in it: "la Géorgie inaugure une centrale".
    pub(super) fn at_home(&self, parties: &[EntityId], subject: &[usize], act: Act, ends: &[EntityId]) -> Option<EntityId> {
        let [only] = parties else { return None };
        // "l'Inde construira une ligne entre A et B", which lie elsewhere.
        let abroad = |id: &EntityId| self.reader.knowledge.country_of(id).is_some_and(|country| country != *only);
        if ends.len() > 1 && ends.iter().any(abroad) && !ends.iter().any(|id| self.reader.knowledge.country_of(id).as_ref() == Some(only)) {
            return None;
        }
        // "construite par la Chine": whoever is called in for it is from abroad.
        let subject = if subject.iter().all(|noun| *noun > self.at) { &[] } else { subject };
        let own = self.chunks()[self.at].noun().is_some_and(|noun| noun.determiner.as_deref() == Some("possessive"));
        let does = matches!(act, Act::Build | Act::Open | Act::Inaugurate | Act::Works) && self.scene.clauses.entities(subject).contains(only);
        let sole = !self.scene.named().flat_map(Item::entities).any(|id| id.kind() == EntityKind::Country && id != only);
        // "la Chine prête une somme pour la construction": abroad, as likely as not.
        let lends = self
            .scene
            .clauses
            .main_verb(self.at)
            .and_then(|verb| self.chunks()[verb].verb())
            .is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "fund"));
        (only.kind() == EntityKind::Country && sole && (own || does && !lends)).then(|| only.clone())
    }

    /// "un câble au fond de la mer A": the sea in which something is laid, and not that at which it ends.
    pub(super) fn lies_in(&self, noun: usize, sea: &EntityId) -> bool {
        let knowledge = self.reader.knowledge;
        let sea = knowledge.get(sea).is_some_and(|known| matches!(known.entity.subtype.as_str(), "sea" | "gulf"));
        let lies = |item: &Item| item.is(&self.reader.language.lexicon, "under-sea");
        let opens = self.chunks()[noun].start;
        sea && (opens.saturating_sub(3)..opens).any(|index| lies(&self.scene.sentence.items[index]))
    }

    /// "construire, à travers la mer A, une ligne", "un câble qui, posé au fond de la mer A, alimentera": the only sea across or in which the sentence puts
    /// the only thing that it tells to be laid.
    pub(super) fn sea(&self) -> Option<(EntityId, Span)> {
        let chunks = self.chunks();
        let across = |noun: usize| {
            let before = noun.checked_sub(1).and_then(|before| chunks[before].preposition());
            before.is_some_and(|value| ["through", "under"].iter().any(|function| self.reader.language.has_function(function, value)))
        };
        let is_sea = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "sea" | "gulf"));
        let seas = (0..chunks.len()).filter_map(|noun| Some((noun, chunks[noun].noun()?.entities.iter().find(|id| is_sea(id))?)));
        let mut seas = seas.filter(|(noun, sea)| across(*noun) || self.lies_in(*noun, sea));
        let (noun, sea) = seas.next()?;
        let thing = |index: &usize| chunks[*index].noun().is_some() && self.kind_word(*index).is_some();
        let alone = || (0..chunks.len()).filter(thing).all(|index| index == self.at);
        (seas.all(|(_, other)| other == sea) && alone()).then(|| (sea.clone(), chunks[noun].span))
    }

    /// Whether a town has no harbour.
    pub(super) fn is_inland(&self, place: &EntityId) -> bool {
        let knowledge = self.reader.knowledge;
        let Some(town) = knowledge.get(place).filter(|_| place.kind() == EntityKind::City) else { return false };
        town.entity.subtype != "port" && town.entity.position.is_some_and(|position| !knowledge.has_harbour(position))
    }

    fn home(&self, id: &EntityId) -> Option<EntityId> {
        self.reader.country_of(id).or_else(|| self.reader.cast.home_of(id, self.reader.knowledge))
    }

    /// "un port y sera construit": the place named before for which a pronoun at the verb stands.
    pub(super) fn there(&self, verb: usize) -> Option<(EntityId, Span)> {
        let before = |chunk: usize| matches!(self.chunks()[chunk].kind, ChunkKind::Other) && self.scene.is(chunk, "there");
        let points = self.scene.is(verb, "there") || verb.checked_sub(1).is_some_and(before);
        let verb = Some(verb).filter(|verb| points && self.act_of_verb(*verb).is_some())?;
        let before = self.chunks()[..verb.min(self.at)].iter().rev().filter_map(Chunk::noun).flat_map(|noun| noun.entities.iter().rev());
        let land =
            || one(self.reader.before.iter().flat_map(Item::entities).filter(|id| id.kind().is_place()).cloned()).filter(|id| id.kind() == EntityKind::Country);
        let spot = before.into_iter().find(|id| id.kind().is_place() && !self.reader.is_wide(id)).cloned();
        let site = || one(self.reader.before.iter().flat_map(Item::entities).filter(|id| id.kind().is_place()).cloned()).filter(|id| !self.reader.is_wide(id));
        let spot = spot.or_else(|| self.reader.place.clone()).or_else(land).or_else(site);
        Some((spot?, self.chunks()[verb].span))
    }

    /// "Situé dans la région de A, le projet prévoit la construction d'une centrale": where the participle that opens the sentence puts its subject.
    pub(super) fn situated(&self) -> Option<(EntityId, Span)> {
        let chunks = self.chunks();
        let first = chunks.iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other)).filter(|first| *first < self.at)?;
        chunks[first].verb().filter(|verb| !verb.is_finite() && self.reader.language.verb_is(verb.lemma, "locate"))?;
        let comma = (first..self.at).find(|index| matches!(chunks[*index].kind, ChunkKind::Comma))?;
        let main = (comma..chunks.len()).find(|index| chunks[*index].verb().is_some_and(VerbGroup::is_finite))?;
        let subject = *self.scene.clauses.grammatical_subject(main).first().filter(|subject| **subject > comma)?;
        let own = subject == self.at || self.scene.is(subject, "project-act") || self.is_site(subject);
        let spot = |noun: &usize| chunks[*noun].noun().is_some_and(|noun| noun.entities.first().is_some_and(|id| id.kind().is_place()));
        let noun = (first + 1..comma).find(spot).filter(|_| own)?;
        Some((chunks[noun].noun()?.entities.first()?.clone(), chunks[noun].span))
    }

    /// "construira une centrale dans le pays": the only country of this sentence or of the one before.
    pub(super) fn the_land(&self, noun: usize) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let phrase = self.chunks()[noun].noun().filter(|phrase| phrase.entities.is_empty() && phrase.adjectives.is_empty() && noun > 0 && noun != self.at)?;
        let the = matches!(phrase.determiner.as_deref(), Some("definite" | "demonstrative"));
        let items = self.scene.items(noun);
        let land = the && items.len() <= 2 && items.last().is_some_and(|item| item.is(lexicon, "project-state"));
        if !land {
            return None;
        }
        let state = |id: &EntityId| match id.kind() {
            EntityKind::Country => Some(id.clone()),
            EntityKind::City => self.reader.knowledge.country_of(id),
            _ => None,
        };
        let mut here = self.chunks().iter().filter_map(Chunk::noun).flat_map(|noun| &noun.entities).filter_map(state).peekable();
        if here.peek().is_some() { one(here) } else { one(self.reader.before.iter().flat_map(Item::entities).filter_map(state)) }
    }

    /// "sur le sol kirghiz": the country that the adjective of a word for land tells.
    pub(super) fn soil(&self, noun: usize) -> Option<&EntityId> {
        let land = |item: &Item| item.is(&self.reader.language.lexicon, "project-land");
        let phrase = self.chunks()[noun].noun().filter(|phrase| phrase.entities.is_empty() && noun != self.at)?;
        phrase.adjectives.first().filter(|_| phrase.adjectives.len() == 1 && self.scene.items(noun).iter().any(land))
    }

    /// "le gouvernement d'A a confié à X la construction": the country that has it built, whoever does it.
    pub(super) fn entrusting(&self, verb: Option<usize>, subject: &[usize]) -> Option<EntityId> {
        let verb = verb.filter(|verb| self.chunks()[*verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "commission")))?;
        let passive = self.chunks()[verb].verb().is_some_and(|group| group.voice == Voice::Passive);
        let by = if passive { self.scene.clauses.complements(verb, "by") } else { subject.iter().copied().collect() };
        one(self.scene.clauses.entities(&by).iter().map(|id| self.home(id)).collect::<Option<Vec<_>>>()?.into_iter())
    }

    /// "la banque X et le ministère d'A": the one country that takes part beside lenders and bodies of many.
    pub(super) fn funded(&self, parties: &[EntityId]) -> Option<EntityId> {
        let lends = |id: &&EntityId| is_lender(id, self.reader.knowledge);
        let others = parties.iter().filter(|id| !lends(id));
        one(others.map(|id| self.home(id)).collect::<Option<Vec<_>>>().filter(|homes| homes.len() < parties.len())?.into_iter())
    }

    /// "X prête 60 millions de dollars à Y pour la construction de la centrale": who gives a sum for it.
    pub(super) fn lenders(&self, head: usize) -> Vec<EntityId> {
        let chunks = self.chunks();
        let clauses = &self.scene.clauses;
        let aim = |value| ["for", "at", "on"].iter().any(|function| self.reader.language.has_function(function, value));
        if !head.checked_sub(1).and_then(|before| chunks[before].preposition()).is_some_and(aim) {
            return Vec::new();
        }
        let start = clauses.clause_start(head);
        let Some(verb) = start.checked_sub(1).filter(|verb| chunks[*verb].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "fund"))) else {
            return Vec::new();
        };
        let sum = |chunk: &Chunk| {
            let quantity = chunk.noun().and_then(|noun| noun.quantity.as_deref());
            quantity.is_some_and(|(_, quantity)| quantity.unit.as_deref().is_some_and(frame::is_currency))
        };
        if !chunks[verb..head].iter().any(sum) {
            return Vec::new();
        }
        let mut given = clauses.entities(&clauses.subject(verb));
        given.extend(clauses.entities(&clauses.complements(verb, "addressed").into_iter().filter(|noun| *noun < head).collect::<Nouns>()));
        given.retain(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation));
        given.into_vec()
    }

    /// Of the two countries that the text is about, the one in which a firm of the other does it.
    pub(super) fn abroad(&self, parties: &[EntityId], runs: bool) -> Option<EntityId> {
        let [only] = parties else { return None };
        let home = self.reader.knowledge.country_of(only).filter(|_| only.kind() == EntityKind::Organisation && !runs)?;
        let main = self.reader.main?;
        main.contains(&home).then(|| main.iter().find(|country| **country != home).cloned()).flatten()
    }
}

/// The only country of some.
fn one(mut countries: impl Iterator<Item = EntityId>) -> Option<EntityId> {
    let first = countries.next()?;
    countries.all(|country| country == first).then_some(first)
}
