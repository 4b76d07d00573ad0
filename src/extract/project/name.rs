//! What a project is called in English, and where it stands.

use super::*;

/// A thing that so many places tell apart is called by none of them.
const MANY: usize = 4;

/// What is quoted with more words is no title.
const TITLE: usize = 8;

impl Site<'_> {
    /// Where: what stands behind the thing, or in its clause before and behind the verb.
    pub(super) fn place(&self, kind: &str, laid: bool, head: usize, verb: Option<usize>) -> Option<(EntityId, Span)> {
        let clauses = &self.scene.clauses;
        let language = self.reader.language;
        let chunks = self.chunks();
        let mut nouns = vec![self.at];
        let mut index = self.at + 1;
        let mut here = true;
        // "le port de B, situé à 60 kilomètres au sud de A": how far from A it is, and not in it.
        let far = |noun: usize| {
            let length =
                |chunk: &Chunk| chunk.noun().and_then(|noun| noun.quantity.as_deref()).is_some_and(|(_, quantity)| quantity.unit.as_deref() == Some("km"));
            (noun.saturating_sub(4)..noun).any(|index| length(&chunks[index])) && chunks[self.at].noun().is_some_and(|noun| !noun.entities.is_empty())
        };
        while let Some(chunk) = chunks.get(index) {
            match &chunk.kind {
                ChunkKind::Preposition(value) if ["at", "near"].iter().any(|function| language.has_function(function, value)) => here = true,
                ChunkKind::Preposition(value) if laid && language.has_function("under", value) => here = true,
                // "dans le nord de l'Iran", but not "entre les villes de A et de B"
                ChunkKind::Preposition(value) if language.has_function("of", value) => here |= index == self.at + 1,
                ChunkKind::Preposition(value) if language.has_function("between", value) => here = false,
                ChunkKind::Date(_) | ChunkKind::Other => {}
                // "…, deux villes dans le nord de l'Iran"
                ChunkKind::Comma => {
                    let at = |index: usize| {
                        chunks
                            .get(index)
                            .and_then(Chunk::preposition)
                            .is_some_and(|value| ["at", "near", "between"].iter().any(|function| language.has_function(function, value)))
                    };
                    let verb = chunks.get(index + 1).and_then(Chunk::verb).is_some_and(|verb| !verb.is_finite());
                    here |= at(index + 1);
                    let bare = chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.determiner.as_deref() != Some("definite"));
                    if !(at(index + 1) || bare && at(index + 2) || verb) {
                        break;
                    }
                }
                ChunkKind::Conjunction(value) if value == "and" && !here => {}
                ChunkKind::Noun(_) if chunks[index - 1].preposition().is_some() && here && far(index) => {}
                ChunkKind::Noun(_) if chunks[index - 1].preposition().is_some() && here => nouns.push(index),
                ChunkKind::Noun(noun)
                    if noun.entities.is_empty() && matches!(chunks[index - 1].kind, ChunkKind::Comma | ChunkKind::Preposition(_)) || !here => {}
                ChunkKind::Verb(verb) if ["locate", "christen"].iter().any(|group| language.verb_is(verb.lemma, group)) && !verb.is_finite() => {}
                // "une usine de 2 milliards, construite à A"
                ChunkKind::Verb(verb) if matches!(chunks[index - 1].kind, ChunkKind::Comma) && !verb.is_finite() && self.act_of_verb(index).is_some() => {
                    here = false;
                }
                // "une centrale, baptisée X, dans la région de Y"
                ChunkKind::Noun(_) if chunks[index - 1].verb().is_some_and(|verb| language.verb_is(verb.lemma, "christen")) => {}
                ChunkKind::Open => {
                    // "la centrale de X (Kirghizistan)"
                    if chunks.get(index + 1).and_then(Chunk::noun).is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Country)) {
                        nouns.push(index + 1);
                    }
                    while chunks.get(index).is_some_and(|chunk| !matches!(chunk.kind, ChunkKind::Close)) {
                        index += 1;
                    }
                }
                _ => break,
            }
            index += 1;
        }
        let at = |index: usize| chunks.get(index).and_then(Chunk::preposition).is_some_and(|value| language.has_function("at", value));
        // "le sud du pays A"
        let inner = |noun: usize| chunks.get(noun + 2).filter(|chunk| self.is_of(noun + 1) && chunk.noun().is_some()).map_or(noun, |_| noun + 2);
        // Where something is said is not where it is built: "ont discuté à Vienne de la construction".
        let stands = |verb: usize| chunks[verb].verb().is_some_and(|group| group.is_finite() && language.verb_is(group.lemma, "locate"));
        let built = |verb: &usize| {
            self.act_of_verb(*verb).is_some_and(|act| act != Act::Propose)
                || stands(*verb)
                || self.is_copula(*verb) && (self.near("underway") || self.near("intended"))
        };
        if let Some(verb) = verb.filter(built) {
            // Before the thing, or right behind a verb that the thing stands before.
            let near = |noun: &usize| {
                *noun < self.at || self.at < verb && !(verb..*noun.max(&verb)).any(|index| matches!(chunks[index].kind, ChunkKind::Comma) && !at(index + 1))
            };
            // "construira un port à A et une usine": where another of the list stands.
            let own = |noun: &usize| *noun < 2 || *noun - 2 == self.at || !self.is_site(*noun - 2);
            let functions = if laid { &["at", "near", "under"][..] } else { &["at", "near"] };
            let spots = functions.iter().flat_map(|function| clauses.complements(verb, function));
            // "posé au fond de la mer A"
            // "dans le sud du pays A", but not "au sud de la ville B"
            let land = |noun: usize| {
                let of = chunks[inner(noun)].noun().and_then(|noun| noun.entities.first());
                of.is_some_and(|id| id.kind() != EntityKind::City) && self.scene.is(noun, "project-land")
            };
            let deep = |noun: usize| {
                let bare = chunks[noun].noun().is_some_and(|noun| noun.entities.is_empty());
                if bare && (laid || land(noun)) { inner(noun) } else { noun }
            };
            let spots = spots.map(deep);
            nouns.extend(spots.filter(near).filter(own).filter(|noun| !verb_between(chunks, verb, *noun)));
        }
        // "la construction, à X, d'une usine"
        nouns.extend((head + 1..self.at).filter(|noun| at(noun - 1) && chunks[*noun].noun().is_some()));
        // "À X, A et B sont convenus de construire une usine"
        let fronted = chunks.iter().position(|chunk| !matches!(chunk.kind, ChunkKind::Other)).filter(|first| at(*first)).map(|first| first + 1);
        // "Dans le sud du pays A, B construira une usine"
        let fronted = fronted.map(inner).filter(|noun| *noun + 1 < self.at);
        // "Dans la région est en construction une centrale"
        let inverted = |noun: &usize| chunks[noun + 1].verb().is_some() && self.is_copula(noun + 1) && self.near("underway");
        nouns.extend(fronted.filter(inverted));
        let fronted = fronted.filter(|noun| matches!(chunks[noun + 1].kind, ChunkKind::Comma));
        nouns.extend(fronted.filter(|_| verb.is_some_and(|verb| self.act_of_verb(verb).is_some_and(|act| act != Act::Propose))));
        let mut spots = nouns.into_iter().filter_map(|noun| {
            let chunk = &chunks[noun];
            let behind_at = || noun > 0 && at(noun - 1);
            let located = |id: &&EntityId| {
                let spot = id.kind().is_place()
                    || noun != self.at
                        && self.reader.knowledge.get(id).is_some_and(|_| {
                            id.kind() == EntityKind::Infrastructure && !self.reader.is_line(id) && (self.kind_of(id) != Some(kind) || behind_at())
                        });
                spot && (!self.reader.is_wide(id) || self.reader.knowledge.country_of(id).is_some() || laid && self.lies_in(noun, id))
            };
            // "la centrale de X", known by that name, is not where it stands.
            let itself = |id: &&EntityId| noun != self.at || id.kind() == EntityKind::City || self.kind_of(id) == Some(kind) || self.word_of_name().is_none();
            let told = chunk.noun()?.entities.iter().filter(itself).find(located).or_else(|| self.soil(noun)).cloned();
            let id = told.or_else(|| self.the_land(noun))?;
            // "le campus de l'IIM Ahmedabad": a name within a name is no place.
            let within = self
                .scene
                .items(noun)
                .windows(2)
                .any(|pair| pair[1].entities().contains(&id) && pair[0].capital && pair[0].kind == ItemKind::Word && pair[0].senses.is_empty());
            (!within).then_some((id, chunk.span))
        });
        let first = spots.next()?;
        // "la centrale du pays A sera construite à B"
        let finer = |(id, _): &(EntityId, Span)| id.kind() != EntityKind::Country && self.reader.knowledge.country_of(id).is_none_or(|land| land == first.0);
        let town = if first.0.kind() == EntityKind::Country { spots.find(finer) } else { None };
        Some(town.unwrap_or(first))
    }

    /// Whether a thing may be called by this place: a town or a spot, no country or region.
    pub(super) fn names_site(&self, id: &EntityId) -> bool {
        let subtype = self.reader.knowledge.get(id).map(|known| known.entity.subtype.as_str());
        matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Infrastructure) && subtype != Some("region") && !self.reader.is_wide(id)
    }

    /// The title between quotation marks right behind what is called a project: "le projet « X »".
    pub(super) fn title(&self) -> Option<&str> {
        if !self.scene.classes.may_have("project-act") {
            return None;
        }
        let chunk = &self.chunks()[self.at];
        let rest = self.reader.text[chunk.span.end..].trim_start().strip_prefix(['«', '“', '"'])?;
        chunk.noun().filter(|noun| noun.quantity.is_none() && noun.entities.is_empty() && self.act_of(self.at) == Some(Act::Plan))?;
        let title = rest[..rest.find(['»', '”', '"'])?].trim();
        (title.starts_with(char::is_uppercase) && title.split_whitespace().count() <= TITLE).then_some(title)
    }

    /// The proper words that the thing is called by: "la centrale de Kambar-Ata".
    pub(super) fn own_name(&self) -> Option<String> {
        if let Some(title) = self.title() {
            let quoted = self.chunks()[self.at + 1..].iter().find(|chunk| chunk.span.of(self.reader.text) == title);
            let known = quoted.and_then(|chunk| self.reader.knowledge.get(chunk.noun()?.entities.first()?));
            return Some(known.map_or_else(|| title.to_owned(), |known| known.entity.name.clone()));
        }
        let lexicon = &self.reader.language.lexicon;
        let class = "project-kind";
        let items = self.scene.items(self.at);
        let head = items.iter().rposition(|item| item.is(lexicon, class))?;
        // Merged with its place: "le port de X".
        if let ItemKind::Name(named) = &items[head].kind
            && let Some(known) = named.entities.first().and_then(|id| self.reader.knowledge.get(id))
        {
            return Some(known.entity.name.clone());
        }
        // Named by the text alone: "le terminal portuaire X".
        if let Some(entity) = items[head].entities().first().and_then(|id| self.reader.cast.fresh.get(id)) {
            return entity.name.find(char::is_uppercase).map(|first| entity.name[first..].to_owned());
        }
        // Words with capitals, and what hyphens join to them.
        let proper = |items: &[Item]| -> Option<String> {
            let first = items.iter().position(|item| !item.is(lexicon, "det"))?;
            let items = &items[first..];
            let joined = |index: usize| {
                items[index].hyphen || items[index - 1].span.of(self.reader.text).ends_with('-') || matches!(items[index].span.of(self.reader.text), "-" | "–")
            };
            let word = |index: usize| items[index].capital && items[index].senses.is_empty() && items[index].kind == ItemKind::Word;
            let words = (0..items.len()).take_while(|index| word(*index) || *index > 0 && joined(*index)).count();
            (words > 0 && word(0)).then(|| items[0].span.cover(items[words - 1].span).of(self.reader.text).to_owned())
        };
        let trailing = items[head + 1..].iter().position(|item| item.capital && item.senses.is_empty()).map_or(items.len(), |found| head + 1 + found);
        if let Some(name) = proper(&items[trailing..]) {
            return Some(name);
        }
        let next = self.at + 1;
        if !(next + 1 < self.chunks().len() && self.is_of(next)) {
            return None;
        }
        let behind = self.chunks()[next + 1].noun()?;
        match behind.entities.first() {
            Some(id) if self.names_site(id) && self.scene.items(next + 1).len() == 1 => self.reader.knowledge.get(id).map(|known| known.entity.name.clone()),
            Some(_) => None,
            None => proper(self.scene.items(next + 1)),
        }
    }

    /// An English description: the known name, or what it is with the places that tell which.
    pub(super) fn name(
        &self,
        kind: &str,
        description: &str,
        named: Option<&EntityId>,
        own: Option<String>,
        ends: &[EntityId],
        place: Option<&EntityId>,
    ) -> String {
        let label = |id: &EntityId| {
            let entity = self.reader.knowledge.get(id).map(|known| &*known.entity).or_else(|| self.reader.cast.fresh.get(id));
            entity.map_or_else(|| id.as_str().to_owned(), |entity| entity.name.clone())
        };
        let lexicon = &self.reader.language.lexicon;
        let traits: Vec<&str> = self.scene.items(self.at).iter().filter_map(|item| item.code(lexicon, "project-trait")).collect();
        let what = if description.is_empty() && named.is_none_or(|id| !self.reader.is_line(id)) && !traits.is_empty() { kind } else { description };
        let description = traits.into_iter().chain([what]).collect::<Vec<_>>().join(" ");
        let ends = if ends.len() > MANY { &[] } else { ends };
        match (named, own, ends, place) {
            // A port is called by its place.
            (Some(id), ..) if !self.reader.is_line(id) && !description.is_empty() && !label(id).contains(' ') => format!("{} {description}", label(id)),
            (Some(id), ..) if kind == "port" && !label(id).contains(' ') => format!("{} {kind}", label(id)),
            (Some(id), ..) => label(id),
            (None, _, [_, _, ..], _) => format!("{} {description}", ends.iter().map(label).collect::<Vec<_>>().join("–")),
            (None, Some(own), ..) => format!("{own} {description}"),
            (None, None, _, Some(place)) => format!("{description} in {}", label(place)),
            _ => description,
        }
    }
}

/// Whether another verb stands between a verb and a noun.
fn verb_between(chunks: &[Chunk], verb: usize, noun: usize) -> bool {
    let (from, to) = if verb < noun { (verb + 1, noun) } else { (noun + 1, verb) };
    chunks[from..to].iter().any(|chunk| chunk.verb().is_some())
}
