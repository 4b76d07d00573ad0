//! Where the values of a slot come from.

use super::*;

impl Frame<'_> {
    pub(super) fn fill(&self, spec: &'static Spec, slot: &'static str, source: &Source, standing: Standing, slots: &mut Slots, evidence: &mut Span) {
        let clauses = &self.scene.clauses;
        match source {
            Source::Subject => {
                let before = slots.get(slot).count();
                self.add_nouns(spec, slot, self.subject(), slots, evidence);
                if spec.is("agreement") && slots.get(slot).count() == before {
                    self.add_nouns(spec, slot, &self.reporter(), slots, evidence);
                }
            }
            Source::Object => {
                let mut object = self.object();
                // "Y, que A préside", "Y, que préside A"
                let relative = matches!(spec.name, "membership" | "meeting");
                if relative && self.relative_head().is_some() && *self.subject() == object {
                    object.clear();
                }
                let told = self.relative_head().filter(|_| object.is_empty() && relative).map(|head| clauses.antecedent(head));
                let far = told.or_else(|| self.thing.filter(|_| object.is_empty()).map(|thing| clauses.coordinated_right(thing))).unwrap_or_default();
                self.add_nouns(spec, slot, if object.is_empty() { &far } else { &object }, slots, evidence);
            }
            Source::Function(function) => {
                let mut nouns = self.governed_by(spec, function);
                // "un accord avec A est en préparation"
                if nouns.is_empty() && self.verb().is_none() && matches!(function.as_str(), "between" | "with") {
                    nouns.extend(self.thing.into_iter().flat_map(|thing| clauses.complements(thing, function)));
                }
                // A slot for one takes what stands nearest; the places behind say more of it: "à Andijan, en Ouzbékistan".
                let one = spec.slot(slot).is_some_and(|slot| slot.cardinality == Cardinality::One);
                if one && !matches!(function.as_str(), "to" | "with" | "between") {
                    nouns.truncate(nouns.first().map_or(0, |first| clauses.coordinated_right(*first).len()));
                }
                nouns.extend(clauses.relative_support(self.at).into_iter().flat_map(|verb| clauses.complements(verb, function)));
                // "une tournée dans trois pays, qui le mènera en A": the places without names stand first.
                let named = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.is_empty() || !noun.adjectives.is_empty());
                if (nouns.is_empty() || function == "where" && !nouns.iter().any(named)) && self.verb().is_none() {
                    nouns.extend(self.brought(function));
                }
                // "une réunion a eu lieu entre A et B"
                if nouns.is_empty() && self.verb().is_none() && matches!(function.as_str(), "between" | "with") {
                    nouns.extend(self.happening().into_iter().flat_map(|verb| clauses.complements(verb, function)));
                }
                let before = slots.get(slot).count();
                self.add_nouns(spec, slot, &self.of_one(nouns.clone(), function), slots, evidence);
                // "a inauguré aux côtés de X": whoever did it is the other.
                if !nouns.is_empty() && function == "beside" {
                    self.fill(spec, slot, &Source::Subject, standing, slots, evidence);
                }
                // "a eu des entretiens avec X et Y": whoever talks with several is one of them.
                if slots.get(slot).count() > before + 1 && slot == "participants" && function == "with" && self.verb().is_none() {
                    let several = slots.get(slot).count();
                    self.fill(spec, slot, &Source::Possessor, standing, slots, evidence);
                    if slots.get(slot).count() == several {
                        self.fill(spec, slot, &Source::Subject, standing, slots, evidence);
                    }
                }
            }
            Source::Adjective => {
                for id in self.chunks()[self.at].noun().into_iter().flat_map(|noun| &noun.adjectives) {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Adjectives => {
                let named = |at: usize| self.chunks()[at].noun().filter(|noun| !noun.adjectives.is_empty() || !noun.entities.is_empty());
                // "le traité d'amitié russo-iranien"
                let behind = || clauses.complements(self.at, "of").into_iter().find_map(named).filter(|noun| noun.adjectives.len() == 2);
                let noun = named(self.at).or_else(behind);
                let all: Vec<EntityId> = noun.into_iter().flat_map(|noun| noun.adjectives.iter().chain(&noun.entities)).cloned().collect();
                if all.len() == 2 {
                    for id in &all {
                        self.add_entity(spec, slot, id, slots);
                    }
                }
            }
            // "dans le cadre d'une visite": where the verb puts it, unless the noun speaks of one told before.
            // "Reçu à Paris en visite d'État"
            Source::Place if slot == "destination" && self.guest_at().is_some() => {
                if let Some(id) = self.guest_at() {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            // "ont signé à Rome un accord, à l'occasion de la visite de X": where something else is done during it.
            Source::Place
                if slot == "destination"
                    && !self.is_during()
                    && !self.is_whose()
                    && !self.governing().is_some_and(|verb| verb < self.at && clauses.grammatical_object(verb).contains(&self.at))
                    && self.chunks()[self.at].noun().and_then(|noun| noun.determiner.as_deref()) != Some("indefinite") => {}
            Source::Place => {
                if let Some((id, span)) = self.place() {
                    *evidence = evidence.cover(span);
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::When => {
                // Nobody meets, travels or signs for years: such a span belongs to a plan or programme.
                let years = |when: &When| matches!(when, When { from: Point::Year(_), until: Some(Point::Year(_)) });
                if let Some((when, span)) = self.when().filter(|(when, _)| !matches!(spec.name, "meeting" | "visit" | "agreement") || !years(when)) {
                    *evidence = evidence.cover(span);
                    slots.add(slot, Value::When(when));
                }
            }
            Source::Word(class) => {
                if let Some(code) = self.word(class) {
                    self.add_code(spec, slot, &code, slots);
                }
            }
            Source::Topics => {
                for value in self.reader.topics(self.scene, self.at + 1, clauses.clause_end(self.at)) {
                    slots.add(slot, value);
                }
            }
            Source::Status => {
                // "s'est rendu à Rome pour rencontrer X": surely meant, and mostly done.
                let aim =
                    self.at > 0 && self.chunks()[self.at - 1].preposition().is_some_and(|preposition| self.reader.language.has_function("for", preposition));
                let open =
                    aim && self.verb().is_some_and(|verb| verb.tense == Tense::Infinitive) && self.ruling_verb().is_some_and(|verb| verb.tense == Tense::Past);
                if !open {
                    let now = self.reader.calendar.published().and_then(|now| now.last_day());
                    // What has a day behind that of writing is yet to come: "la visite de X en France le 5 mai".
                    let ahead = |value: &Value| matches!(value, Value::When(when) if now.is_some_and(|now| when.first_day().is_some_and(|first| first > now)));
                    let dated = matches!(spec.name, "visit" | "meeting") && self.verb().is_none() && !self.is_past_by_verb() && slots.get("date").any(ahead);
                    let code = if standing == Standing::Planned || dated { "planned" } else { "past" };
                    self.add_code(spec, slot, code, slots);
                }
            }
            Source::Count => {
                let nouns = match self.thing {
                    Some(thing) => smallvec![thing],
                    None if self.verb().is_some() => self.object(),
                    None => smallvec![self.at],
                };
                // "une dizaine d'accords": how many stand before them.
                let of = |at: usize| self.chunks()[at].preposition().is_some_and(|value| self.reader.language.has_function("of", value));
                let some = |noun: &usize| noun.checked_sub(2).filter(|before| of(before + 1) && self.chunks()[*before].noun().is_some());
                let nouns: Nouns = nouns.iter().flat_map(|noun| std::iter::once(*noun).chain(some(noun))).collect();
                for (_, quantity) in nouns.iter().filter_map(|noun| self.chunks()[*noun].noun()?.quantity.as_deref()) {
                    if quantity.unit.is_none() && !slots.has(slot) {
                        slots.add(slot, Value::Number(quantity.value));
                    }
                }
            }
            Source::Money | Source::Currency => {
                // Of several papers, that has the sum behind which it stands.
                let own = self.thing.zip(self.until).map(|(thing, until)| thing..until);
                let reach = own.unwrap_or_else(|| clauses.clause_start(self.at)..clauses.clause_end(self.at));
                let money = self.chunks()[reach]
                    .iter()
                    .filter_map(Chunk::noun)
                    .filter_map(|noun| noun.quantity.as_deref())
                    .find(|(_, quantity)| quantity.unit.as_deref().is_some_and(is_currency));
                if let Some((_, quantity)) = money {
                    match source {
                        Source::Money => slots.add(slot, Value::Number(quantity.value)),
                        _ => self.add_code(spec, slot, quantity.unit.as_deref().unwrap_or_default(), slots),
                    }
                }
            }
            // Parties with names that nobody knows are not those that the document is about.
            Source::Pair if self.strangers() || self.is_between_bodies() || self.is_with_some() => {}
            Source::Pair if self.is_by_one() => {}
            Source::Pair if !self.client().is_empty() => self.add_nouns(spec, slot, &self.client(), slots, evidence),
            // "Un partenaire stratégique": a heading names nobody, and the text has yet to say who is meant.
            Source::Pair if spec.is("partnership") && self.scene.sentence.part == PartKind::Heading => {}
            // "a ratifié l'accord avec l'Union": for the state that the text is about.
            Source::Pair if self.speaks_for_many(slots, slot) && self.thing.is_some_and(|thing| !clauses.complements(thing, "with").is_empty()) => {
                if let Some(id) = self.other_side(slots) {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            // A company that signs does so for itself.
            Source::Pair if slots.get(slot).any(|value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Organisation)) => {}
            Source::Pair | Source::DatedPair => {
                let dated = *source == Source::DatedPair;
                if dated && self.own_date().is_none() {
                    return;
                }
                let pair = if dated { self.sure_pair() } else { self.pair_there().or_else(|| self.pair_of_stay()).unwrap_or_else(|| self.pair()) };
                // "la déclaration trilatérale de 2020"
                let three = dated && self.scene.is(self.at, "of-three");
                if three && pair.len() < 3 || !dated && pair.len() < self.least_there() {
                    return;
                }
                for id in &pair {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::OwnDate => {
                if let Some((when, span)) = self.own_date() {
                    *evidence = evidence.cover(span);
                    slots.add(slot, Value::When(when));
                }
            }
            Source::Name => {
                let nouns = if self.verb().is_some() { self.object() } else { std::iter::once(self.at).chain(clauses.complements(self.at, "of")).collect() };
                let span = nouns.iter().map(|noun| self.chunks()[*noun].span).reduce(Span::cover).unwrap_or(self.chunks()[self.at].span);
                let text = self.reader.trim(self.scene.sentence.span, span).of(self.reader.text);
                slots.add(slot, Value::Text(text.into()));
            }
            Source::Rest => {
                let nouns: Nouns = (self.at + 1..self.chunks().len()).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
            Source::Predicate => {
                if let Some(verb) = clauses.main_verb(self.at).filter(|verb| *verb > self.at && clauses.grammatical_subject(*verb).contains(&self.at)) {
                    let mut said = clauses.grammatical_object(verb);
                    // "le terminus se trouve à A"
                    if said.is_empty() && spec.is("route") {
                        said = clauses.complements(verb, "where");
                    }
                    self.add_nouns(spec, slot, &said, slots, evidence);
                }
            }
            Source::Listed => self.listed(spec).iter().for_each(|list| self.add_nouns(spec, slot, list, slots, evidence)),
            // "Y et Z, dont A est membre"
            Source::Earlier if self.whose_bearers().is_some() => self.add_nouns(spec, slot, &self.whose_bearers().unwrap_or_default(), slots, evidence),
            // "font partie du groupe de X": of what has a noun of its own behind the verb's, and not of a body named before.
            Source::Earlier if self.is_of_thing() => {}
            Source::Earlier => {
                let mut here = self.chunks()[..self.at].iter().rev().filter_map(|chunk| self.reader.body_in(chunk));
                let club = |id: &EntityId| !spec.is("membership") || is_alliance(id, self.reader.knowledge);
                let last = here.next();
                let other = || last.iter().cloned().chain(here).find(&club).or_else(|| self.reader.alliance.clone().filter(|_| spec.is("membership")));
                // "L'ont rejoint par la suite A et B": a corridor, where no body was named.
                let corridor = || self.reader.line.clone().filter(|id| spec.is("membership") && self.verb().is_some() && id.kind() == EntityKind::Corridor);
                if let Some(id) = other().or_else(|| last.clone()).or_else(corridor).or_else(|| self.reader.body.clone()).or_else(|| self.body_ahead()) {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::Addressee => {
                // "le ministre a dit à son homologue lors d'un entretien": who is spoken to takes part.
                let to = self.governing().map(|verb| self.addressed(verb)).unwrap_or_default();
                let person = |noun: &usize| {
                    self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person))
                        || self.scene.is(*noun, "official")
                };
                let to: Nouns = to.into_iter().filter(person).take(1).collect();
                // "son homologue biélorusse" stands for the country here: which office it holds, the other's tells.
                let references: Vec<&EntityId> = to
                    .iter()
                    .flat_map(|noun| self.scene.items(*noun))
                    .filter_map(|item| if let ItemKind::Reference(reference) = &item.kind { Some(reference) } else { None })
                    .flat_map(|reference| &reference.countries)
                    .collect();
                if references.is_empty() {
                    self.add_nouns(spec, slot, &to, slots, evidence);
                }
                for id in references {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Pronoun => {
                // "l'ont intégrée", "y a adhéré", "rejoints par X": what the pronoun or the participle speaks of was named before.
                let own = self.scene.codes(self.at, "pron", "object");
                let article = self.has_object_pronoun();
                let participle = self.verb().is_some_and(|verb| verb.tense == Tense::Participle);
                // "fondée par A et B, qu'a rejoints C, l'union": the body stands behind the relative.
                if let Some(body) = self.relative_head().and_then(|_| self.body_ahead()) {
                    self.add_entity(spec, slot, &body, slots);
                } else if own || article || participle || self.joins_again() {
                    self.fill(spec, slot, &Source::Earlier, standing, slots, evidence);
                }
            }
            Source::Branches => self.add_nouns(spec, slot, &self.branches(), slots, evidence),
            Source::Antecedent => self.add_nouns(spec, slot, &self.bearers(), slots, evidence),
            Source::Where => {
                let relative = self.where_relative();
                // "au Kremlin, où il a reçu X"
                let building = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "building");
                let lies = |id: &EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Country) || slot == "place" && building(id);
                let place = |noun: &usize| self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(lies));
                if let Some(noun) = relative.and_then(|relative| (0..relative).rev().take(4).find(place)) {
                    self.add_nouns(spec, slot, &[noun], slots, evidence);
                } else if let Some(place) = self.there(slot == "destination") {
                    self.add_entity(spec, slot, &place, slots);
                }
            }
            Source::OwnState => self.add_nouns(spec, slot, &self.own_state(), slots, evidence),
            Source::Gapped => self.add_nouns(spec, slot, &self.gapped(), slots, evidence),
            Source::Guest => self.add_nouns(spec, slot, &self.guests(), slots, evidence),
            Source::HostPlace => self.host_place(self.at).into_iter().for_each(|(place, _)| self.add_entity(spec, slot, &place, slots)),
            Source::Widened if self.verb().is_some_and(|verb| verb.voice != Voice::Passive) => {}
            Source::Widened => self.add_nouns(spec, slot, &self.object(), slots, evidence),
            // "X a annoncé la signature d'un accord avec Y"
            Source::Announcer if slots.get(slot).count() != 1 => {}
            Source::Announcer | Source::Doer => {
                let mut subject = self.governing().map(|verb| clauses.subject(verb)).unwrap_or_default();
                let press = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "media");
                subject.retain(|noun| *source == Source::Doer || !self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.iter().any(press)));
                self.add_nouns(spec, slot, &subject, slots, evidence);
            }
            Source::NearBetween => self.add_nouns(spec, slot, &self.near_between(), slots, evidence),
            Source::RightWhere => {
                if let Some(id) = self.right_where() {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Alliance => {
                let alliance = |id: &&EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "alliance");
                if self.reader.countries_in(self.scene).iter().filter(|id| id.kind() == EntityKind::Country).count() < 2
                    && let Some(id) = self
                        .scene
                        .named()
                        .flat_map(Item::entities)
                        .flat_map(|id| std::iter::once(id).chain(self.reader.events.get(id).into_iter().flat_map(|event| &event.bodies)))
                        .find(alliance)
                {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::SubjectCountry => {
                for id in self.lands_of(self.subject()) {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::Possessor => {
                for id in self.possessors() {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::Bearer => {
                let nouns = self.thing.map(|thing| clauses.complements(thing, "of")).unwrap_or_default();
                let nouns: Nouns = nouns.iter().flat_map(|noun| self.names_behind(*noun).unwrap_or_else(|| smallvec![*noun])).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
            // "J'y ai été reçue par X": a passive has no object.
            Source::Pointed if self.verb().is_some_and(|verb| verb.voice == Voice::Passive) => {}
            Source::Pointed => {
                for id in self.spoken_of().into_iter().chain(self.whom()) {
                    self.add_entity(spec, slot, &id, slots);
                }
            }
            Source::SpeakerQuoted if !(self.is_quoted() || self.tells_that()) => {}
            Source::SpeakerPlain if self.is_quoted() || self.tells_that() => {}
            Source::SpeakerPlain | Source::Speaker | Source::SpeakerState | Source::SpeakerQuoted => {
                self.add_speakers(spec, slot, *source == Source::SpeakerState, slots);
            }
            Source::Line => {
                let line = self.line();
                let along = if line.is_empty() { self.along() } else { None };
                match along {
                    Some(along) => self.add_entity(spec, slot, &along, slots),
                    None => self.add_nouns(spec, slot, line, slots, evidence),
                }
            }
            Source::SaidOf => self.add_nouns(spec, slot, &self.said_of(&[EntityKind::City, EntityKind::Infrastructure]), slots, evidence),
            Source::LandSaid if self.is_wished_for() => {}
            Source::LandSaid => {
                self.add_nouns(spec, slot, &self.said_of(&[EntityKind::City, EntityKind::Infrastructure, EntityKind::Country]), slots, evidence);
            }
            Source::Whole => match (self.whole(), self.of_it()) {
                (whole, _) if !whole.is_empty() => self.add_nouns(spec, slot, &whole, slots, evidence),
                (_, Some(line)) => self.add_entity(spec, slot, &line, slots),
                // "Le tronçon chinois compte 155 km": of the line before.
                _ if self.is_piece() => self.along().iter().for_each(|line| self.add_entity(spec, slot, line, slots)),
                _ => {}
            },
            Source::LineOfLength => {
                if let Some(line) = self.line_of_length() {
                    self.add_entity(spec, slot, &line, slots);
                }
            }
            Source::Term => {
                let named = self.term().into_iter().filter_map(|noun| self.chunks()[noun].noun()).flat_map(|noun| &noun.entities);
                for id in named {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            Source::Stops(way) => self.add_stops(spec, slot, way, slots, evidence),
            Source::SaidWord(class) => {
                if let Some(code) = self.said_word(class) {
                    self.add_code(spec, slot, code, slots);
                }
            }
            Source::Asked => {
                if self.asks_to_do() {
                    self.add_code(spec, slot, "call-for", slots);
                }
            }
            Source::Said => {
                for value in self.said_topics() {
                    slots.add(slot, value);
                }
                *evidence = evidence.cover(self.scene.sentence.span);
            }
            Source::Clause => {
                let nouns: Nouns = (clauses.clause_start(self.at)..clauses.clause_end(self.at)).collect();
                self.add_nouns(spec, slot, &nouns, slots, evidence);
            }
        }
    }
}
