//! Where and when what a trigger tells of takes place, and whether it is an occasion at all.

use super::*;

impl Frame<'_> {
    pub(super) fn is_during(&self) -> bool {
        self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| self.reader.language.has_function("during", preposition))
    }

    /// Whether a noun of talks is an occasion: something supports it, a preposition of time governs it, or it has place or date of its own.
    pub(super) fn is_occasion(&self) -> bool {
        let language = self.reader.language;
        let clauses = &self.scene.clauses;
        let during = self.is_during() || self.telling().is_some();
        let happens = self.governing().is_some_and(|verb| {
            let group = self.chunks()[verb].verb();
            let is = |class: &str| group.is_some_and(|group| language.verb_is(group.lemma, class));
            is("support") && clauses.grammatical_object(verb).contains(&self.at) || is("happen") && verb > self.at && !self.is_governed()
        });
        // "les échanges entre A et B, à 4 milliards de dollars en 2023": the time of a figure.
        let figure = |chunk: &&Chunk| !chunk.noun().is_some_and(|noun| noun.quantity.is_some());
        let own = self.chunks()[self.at + 1..clauses.clause_end(self.at)].iter().take_while(figure);
        let dated = own.into_iter().any(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        during || happens || dated || self.place_of_noun().is_some() || self.is_of_them()
    }

    /// "Les discussions entre les deux présidents": whether a known talk is between those of whom the text spoke before.
    fn is_of_them(&self) -> bool {
        let two = |noun: usize| {
            let group = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.len() == 2);
            let people = |noun: &NounPhrase| noun.entities.len() == 2 && noun.entities.iter().all(|id| id.kind() == EntityKind::Person);
            self.chunks()[noun].noun().is_some_and(people) && self.scene.items(noun).iter().any(group)
        };
        is_definite(self.scene, self.at) && matches!(self.scene.clauses.complements(self.at, "between")[..], [only] if two(only))
    }

    /// What says that the trigger noun takes place: a participle on it ("tenues à Oufa", "ayant eu lieu"), or a relative clause.
    pub(super) fn telling(&self) -> Option<usize> {
        let language = self.reader.language;
        let happens = |index: &usize| self.chunks()[*index].verb().is_some_and(|verb| language.verb_is(verb.lemma, "happen"));
        let stop = |index: &usize| {
            matches!(self.chunks()[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_))
                || self.chunks()[*index].verb().is_some_and(VerbGroup::is_finite)
                    && !(*index > 0 && matches!(&self.chunks()[*index - 1].kind, ChunkKind::Relative(value) if value == "subject"))
        };
        (self.at + 1..self.chunks().len().min(self.at + 12)).take_while(|index| !stop(index)).find(happens)
    }

    /// "la visite effectuée en A par X": the participle behind the trigger noun that says that somebody made it.
    pub(super) fn made(&self) -> Option<usize> {
        let supports =
            |verb: &VerbGroup| verb.tense == Tense::Participle && verb.voice == Voice::Passive && self.reader.language.verb_is(verb.lemma, "support");
        let goes_on = |index: &usize| match &self.chunks()[*index].kind {
            ChunkKind::Other | ChunkKind::Comma | ChunkKind::Date(_) | ChunkKind::Preposition(_) => true,
            ChunkKind::Noun(_) => self.chunks()[*index - 1].preposition().is_some(),
            ChunkKind::Verb(verb) => supports(verb),
            _ => false,
        };
        (self.at + 1..self.chunks().len().min(self.at + 7)).take_while(goes_on).find(|index| self.chunks()[*index].verb().is_some())
    }

    /// The verb behind the trigger noun whose subject it is and that says that it takes place: "une réunion a eu lieu entre".
    pub(super) fn happening(&self) -> Option<usize> {
        let language = self.reader.language;
        let verb = self.governing().filter(|verb| *verb > self.at)?;
        let happens = self.chunks()[verb].verb().is_some_and(|group| language.verb_is(group.lemma, "happen"));
        let lieu = || {
            let noun = self.chunks().get(verb + 1).and_then(Chunk::noun);
            noun.is_some_and(|noun| noun.entities.is_empty() && noun.determiner.is_none())
        };
        let own = self.scene.clauses.grammatical_subject(verb).contains(&self.at);
        (own && (happens || self.chunks()[verb].verb().is_some_and(|group| language.verb_is(group.lemma, "have")) && lieu())).then_some(verb)
    }

    /// Where the trigger noun's own complements put it.
    pub(super) fn place_of_noun(&self) -> Option<(EntityId, Span)> {
        let mut nouns = self.scene.clauses.complements(self.at, "where");
        // "un entretien avec X, venu en A": where somebody comes to is not where he talks.
        let moves = |index: usize| self.chunks()[index].verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "motion"));
        nouns.retain(|noun| !(self.at + 1..*noun).any(moves));
        nouns.extend(self.scene.clauses.relative_support(self.at).into_iter().flat_map(|verb| self.scene.clauses.complements(verb, "where")));
        nouns.extend(self.telling().filter(|_| self.verb().is_none()).into_iter().flat_map(|verb| self.scene.clauses.complements(verb, "where")));
        self.best_place(&nouns)
    }

    /// Where it happened: a place behind the trigger, else in its clause; a city before its country.
    pub(super) fn place(&self) -> Option<(EntityId, Span)> {
        let own = self.place_of_noun();
        // "a eu à Rome un entretien avec X, venu en Italie pour le forum"
        let nearer = || {
            let (land, _) = own.as_ref().filter(|(id, _)| id.kind() == EntityKind::Country)?;
            self.place_of_clause().filter(|(id, _)| id.kind() == EntityKind::City && self.reader.knowledge.country_of(id).as_ref() == Some(land))
        };
        nearer().or(own).or_else(|| self.place_of_clause()).or_else(|| self.dated_from()).or_else(|| self.close_by())
    }

    /// "a reçu X dans sa résidence près de Rome": the town beside which it is.
    fn close_by(&self) -> Option<(EntityId, Span)> {
        let clauses = &self.scene.clauses;
        let verb = if self.verb().is_some() { None } else { self.governing().filter(|verb| *verb > self.at || self.supported(*verb)) };
        let spots = verb.into_iter().chain([self.at]).flat_map(|index| clauses.complements(index, "close-to"));
        let town = |noun: usize| self.chunks()[noun].noun()?.entities.first().filter(|id| id.kind() == EntityKind::City);
        spots.into_iter().find_map(|noun| Some((town(noun)?.clone(), self.chunks()[noun].span)))
    }

    /// "Allocution de X lors de son entretien avec Y, Rome, 17 janvier 2020": the town before the date that ends the sentence.
    fn dated_from(&self) -> Option<(EntityId, Span)> {
        let chunks = self.chunks();
        let date = chunks.iter().rposition(|chunk| !matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Other))?;
        let comma = |index: usize| matches!(chunks[index].kind, ChunkKind::Comma);
        let town = date.checked_sub(2).filter(|town| matches!(chunks[date].kind, ChunkKind::Date(_)) && comma(date - 1) && *town > self.at)?;
        let noun = chunks[town].noun().filter(|noun| noun.determiner.is_none())?;
        // Behind an office it is part of the phrase: "Y, ministre d'Italie, Rome, 17 janvier 2020".
        let own = comma(town - 1) && noun.entities.len() == 1;
        let last = || self.scene.items(town).last().is_some_and(|item| self.reader.text[..item.span.start].trim_end().ends_with(','));
        noun.entities.last().filter(|id| id.kind() == EntityKind::City && (own || last())).map(|id| (id.clone(), chunks[town].span))
    }

    /// Where the clause of the trigger noun puts it.
    fn place_of_clause(&self) -> Option<(EntityId, Span)> {
        let clauses = &self.scene.clauses;
        // "Rome avait accueilli les ministres de X et de Y"
        if self.verb().is_some() {
            return self.host_place(self.at).filter(|(id, _)| id.kind() == EntityKind::City);
        }
        // "Rome a accueilli une rencontre entre X et Y"
        let host = self.governing().filter(|verb| *verb < self.at && clauses.grammatical_object(*verb).contains(&self.at));
        if let Some(place) = host.and_then(|verb| self.host_place(verb)) {
            return Some(place);
        }
        // "a reçu à Rome X, dont la visite s'achève": where the clause before it puts whose visit it is.
        if self.is_whose() {
            let whose = self.at - 1;
            let verb = self.chunks()[..whose].iter().rposition(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite))?;
            let nouns: Nouns = clauses.complements(verb, "where").into_iter().filter(|noun| *noun < whose).collect();
            return self.best_place(&nouns);
        }
        let verb = self.governing()?;
        let own = verb < self.at || clauses.grammatical_subject(verb).contains(&self.at) || self.supported(verb);
        let says = self.chunks()[verb].verb().is_some_and(|group| self.reader.language.verb_is(group.lemma, "say"));
        // "À Rome, X a eu un entretien avec Y"
        let fronted = verb > self.at || clauses.cleft(verb).is_some() || self.supported(verb);
        let nouns: Nouns = clauses.complements(verb, "where").into_iter().filter(|noun| *noun > verb || fronted).collect();
        (own && !says).then(|| self.best_place(&nouns)).flatten()
    }

    /// "portera sur la situation en X", "Y, directeur au palais de X": whether a place behind a preposition is where something is that is only
    /// talked of, or where somebody serves who was named before the comma.
    fn is_matter(&self, place: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let noun = place.checked_sub(2).filter(|noun| *noun > self.at && self.chunks()[*noun].noun().is_some());
        noun.is_some_and(|noun| {
            let is = |class: &str| self.scene.items(noun).iter().any(|item| item.kind == ItemKind::Word && item.is(lexicon, class));
            is("affair") || matches!(self.chunks()[noun - 1].kind, ChunkKind::Comma) && is("role")
        })
    }

    /// "a évoqué l'accord entre A et B, signé à Rome": whether a place is that of a participle behind the trigger, which tells of a paper.
    fn is_where_signed(&self, place: usize) -> bool {
        let signed = |verb: &VerbGroup| verb.tense == Tense::Participle && verb.voice == Voice::Passive && self.reader.language.verb_is(verb.lemma, "sign");
        place >= self.at + 4 && self.chunks()[place - 2].verb().is_some_and(signed)
    }

    /// "X (en poste à Rome)": whether a bracket holds a phrase and not the trigger.
    fn is_bracketed(&self, index: usize) -> bool {
        let mark = |chunk: &&Chunk| matches!(chunk.kind, ChunkKind::Open | ChunkKind::Close);
        index > self.at && self.chunks()[self.at..index].iter().rev().find(mark).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Open))
    }

    pub(super) fn best_place(&self, nouns: &[usize]) -> Option<(EntityId, Span)> {
        let language = self.reader.language;
        let mut first = None;
        for index in nouns {
            let chunk = &self.chunks()[*index];
            let Some(noun) = chunk.noun().filter(|_| !self.is_matter(*index) && !self.is_bracketed(*index) && !self.is_where_signed(*index)) else { continue };
            let place =
                noun.entities.iter().find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Place | EntityKind::Infrastructure));
            // "au Centre des congrès de Rome", "dans sa résidence de Rome": a venue without a name of its own is in its city.
            let city = || {
                let mut of = self.scene.clauses.complements(*index, "of").into_iter().filter_map(|of| self.chunks()[of].noun());
                of.find_map(|noun| noun.entities.iter().find(|id| id.kind() == EntityKind::City))
            };
            let venue = place.is_none() && noun.entities.is_empty() && noun.adjectives.is_empty();
            let Some(id) = place.filter(|id| !self.reader.is_wide(id)).or_else(|| if venue { city() } else { None }) else { continue };
            // "a transmis à la Chine": behind a bare preposition with an article a country is addressed.
            let bare = *index > 0 && self.chunks()[*index - 1].preposition().is_some_and(|preposition| language.has_function("bare", preposition));
            if bare && id.kind() == EntityKind::Country && noun.determiner.is_some() {
                continue;
            }
            if id.kind() == EntityKind::City {
                return Some((id.clone(), chunk.span));
            }
            first = first.or(Some((id.clone(), chunk.span)));
        }
        first
    }

    /// "à Rome, où le roi, X, l'a reçu": the relative pronoun of place that opens the trigger's clause, whatever stands between commas in it.
    pub(super) fn where_relative(&self) -> Option<usize> {
        let chunks = self.chunks();
        let verb = if self.verb().is_some() { self.at } else { self.governing().filter(|verb| *verb < self.at).unwrap_or(self.at) };
        let wall = |index: &usize| {
            matches!(chunks[*index].kind, ChunkKind::Stop | ChunkKind::Subordinator(_)) || chunks[*index].verb().is_some_and(VerbGroup::is_finite)
        };
        let opens = (0..verb).rev().take_while(|index| !wall(index)).find(|index| matches!(chunks[*index].kind, ChunkKind::Relative(_)))?;
        matches!(&chunks[opens].kind, ChunkKind::Relative(value) if value == "at").then_some(opens)
    }

    /// The place that "there" at the verb, or at the verb that a noun hangs on, stands for: the nearest before, in this sentence or the last.
    pub(super) fn there(&self, abroad: bool) -> Option<EntityId> {
        let verb = if self.verb().is_some() { self.at } else { self.governing()? };
        let points = self.scene.is(verb, "there");
        let said = || self.reader.place_before(self.scene, verb).or_else(|| self.reader.place.clone());
        points.then(|| said().or_else(|| if abroad { self.abroad() } else { None }))?
    }

    /// The phrase before what tells a time right before the trigger, between commas or not.
    pub(super) fn before_time(&self) -> Option<usize> {
        let clauses = &self.scene.clauses;
        let chunk = |at: usize| at.checked_sub(1).map(|before| &self.chunks()[before].kind);
        let closed = usize::from(matches!(chunk(self.at), Some(ChunkKind::Comma)));
        let date = self.at.checked_sub(1 + closed).filter(|date| matches!(self.chunks()[*date].kind, ChunkKind::Date(_)))?;
        let time = date - usize::from(matches!(chunk(date), Some(ChunkKind::Preposition(_))));
        let opened = time.checked_sub(1)?;
        if closed > 0 { opened.checked_sub(1).filter(|_| clauses.comma(opened)) } else { Some(opened) }
    }

    /// "Signé par A et B, l'accord entrera en vigueur en mai": the time of what comes is not that of what was signed.
    fn is_of_what_comes(&self, date: usize) -> bool {
        let signed = |verb: &VerbGroup| verb.tense == Tense::Participle && verb.voice == Voice::Passive && self.reader.language.verb_is(verb.lemma, "sign");
        let comes = |index: usize| self.chunks()[index].verb().is_some_and(|verb| verb.is_finite() && verb.tense == Tense::Future);
        self.verb().is_some_and(signed) && (self.at + 1..date).any(comes)
    }

    /// When it happened: the date nearest behind the trigger in its clause, else before it, else at the head of the sentence.
    pub(super) fn when(&self) -> Option<(When, Span)> {
        let language = self.reader.language;
        let since = |index: usize| index > 0 && self.chunks()[index - 1].preposition().is_some_and(|preposition| language.has_function("since", preposition));
        let last = self.last_time();
        let mut dates: Nouns = (0..self.chunks().len())
            .filter(|index| {
                matches!(&self.chunks()[*index].kind, ChunkKind::Date(date) if !date.deadline && date.placed.is_some())
                    && (!since(*index) || last == Some(*index) || self.is_of_stay(*index) || self.is_bond())
            })
            .filter(|index| !self.is_restated(*index) && (last == Some(*index) || !self.is_before(*index) || self.is_of_stay(*index) || self.is_bond()))
            .filter(|index| !self.is_of_clause(*index) && !self.is_inserted(*index) && !self.is_of_what_comes(*index) && !self.is_beyond_reach(*index))
            .filter(|index| {
                !self.is_of_another(*index) && !self.is_end(*index) && !self.is_of_a_name(*index) && !self.is_of_others(*index) && !self.is_of_plan(*index)
            })
            .collect();
        let range = self.scene.clauses.clause_start(self.at)..self.scene.clauses.clause_end(self.at);
        let told = self.telling().filter(|_| self.verb().is_none()).map(|verb| verb..self.scene.clauses.clause_end(verb));
        let stay = dates.iter().copied().find(|index| since(*index) && self.is_of_stay(*index));
        let told = stay.or_else(|| told.and_then(|range| dates.iter().copied().find(|index| range.contains(index))));
        let told = told.or_else(|| self.time_of_one(&mut dates));
        let inside = dates.iter().copied().filter(|index| range.contains(index));
        let best = told.or_else(|| {
            inside
                .clone()
                .find(|index| *index > self.at)
                .or_else(|| inside.clone().next_back())
                .or_else(|| dates.first().copied().filter(|date| dates.len() == 1 && !self.is_beyond(*date)))
                .or_else(|| self.opening(&dates))
        });
        let chunk = &self.chunks()[best?];
        let ChunkKind::Date(date) = &chunk.kind else { return None };
        self.reader.when(date).map(|when| (when, chunk.span))
    }

    /// "un accord lie A à B depuis 2007": since then it is signed.
    fn is_bond(&self) -> bool {
        self.verb().is_some_and(|verb| verb.tense == Tense::Present && self.reader.language.verb_is(verb.lemma, "bind"))
    }

    /// "en visite à Rome depuis mardi, X a parlé": since when somebody stays tells when he came.
    fn is_of_stay(&self, date: usize) -> bool {
        // "sa première visite à Rome depuis 2021" was not then.
        let stay = || self.verb().is_none() && self.scene.is(self.at, "stay-noun") && !self.is_first(self.at);
        let plain = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Preposition(_) | ChunkKind::Noun(_) | ChunkKind::Other);
        date > self.at && date < self.at + 6 && stay() && self.chunks()[self.at + 1..date].iter().all(plain)
    }

    /// "Lundi, il a eu des entretiens avec X, au terme desquels …": the time that opens the sentence, before the verb that the trigger noun hangs on.
    fn opening(&self, dates: &[usize]) -> Option<usize> {
        let verb = self.governing().filter(|verb| self.verb().is_none() && *verb < self.at)?;
        let first = *dates.first()?;
        let opens = first == 0 || first == 1 && self.chunks()[0].preposition().is_some();
        (opens && first < verb && !self.chunks()[first..verb].iter().any(|chunk| chunk.verb().is_some_and(VerbGroup::is_finite))).then_some(first)
    }

    /// The date that stands behind the trigger noun with "of": "l'accord de 1997", "la déclaration d'amitié du 3 mai 1991".
    pub(super) fn own_date(&self) -> Option<(When, Span)> {
        let chunks = self.chunks();
        let mut index = self.at + 1;
        loop {
            while matches!(chunks.get(index)?.kind, ChunkKind::Comma | ChunkKind::Conjunction(_)) {
                index += 1;
            }
            let preposition = chunks.get(index)?.preposition()?;
            ["of", "between"].iter().find(|function| self.reader.language.has_function(function, preposition))?;
            match &chunks.get(index + 1)?.kind {
                ChunkKind::Date(date) => return date.placed.filter(|_| date.from.year.is_some()).map(|when| (when, chunks[index + 1].span)),
                ChunkKind::Noun(noun) if noun.entities.is_empty() => index += 2,
                // "entre A et B du 8 août 2016"
                ChunkKind::Noun(_) => index = self.scene.clauses.coordinated_right(index + 1).last()? + 1,
                _ => return None,
            }
        }
    }
}
