//! What may go into a slot: names of phrases, codes of words, and whom a possessive stands for.

use super::*;

/// The states of a region who meet are no more.
const STATES: usize = 7;

impl Frame<'_> {
    pub(super) fn add_nouns(&self, spec: &'static Spec, slot: &'static str, nouns: &[usize], slots: &mut Slots, evidence: &mut Span) {
        if nouns.is_empty() {
            return;
        }
        let outer = nouns;
        if slot == "parties"
            && let Some(body) = self.body_before(nouns[0])
        {
            self.add_entity(spec, slot, &body, slots);
        }
        // Who goes to see a pavilion of a country does not visit the country.
        if slot == "destination" {
            let at_place = |noun: &usize| !self.scene.is(*noun, "place-head");
            let inner: Nouns =
                nouns.iter().copied().filter(|noun| self.chunks()[*noun].noun().is_some_and(|noun| !noun.entities.is_empty()) || !at_place(noun)).collect();
            if inner.len() < nouns.len() {
                return if inner.is_empty() {
                } else {
                    self.add_nouns(spec, slot, &inner, slots, evidence);
                };
            }
        }
        // "sa première visite dans le pays": that of the two which the text is about in which the visitor is not at home.
        let again = |noun: &usize| {
            let plain = self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.is_empty() && noun.adjectives.is_empty());
            plain && self.scene.is(*noun, "country-again")
        };
        if slot == "destination"
            && let [only] = nouns
            && again(only)
        {
            // "accrédité au Turkménistan, il s'est rendu dans ce pays"
            let this = self.chunks()[*only].noun().and_then(|noun| noun.determiner.as_deref()) == Some("demonstrative");
            if let Some(land) = self.abroad().filter(|_| this).and_then(|place| self.reader.knowledge.country_of(&place)) {
                return self.add_entity(spec, slot, &land, slots);
            }
            let home = slots.get("visitor").find_map(|value| if let Value::Entity(id) = value { self.reader.country_of(id) } else { None });
            let pair = self.reader.main.filter(|pair| home.as_ref().is_some_and(|home| pair.contains(home)));
            if let Some(host) = pair.and_then(|pair| pair.iter().find(|id| Some(*id) != home.as_ref())) {
                self.add_entity(spec, slot, host, slots);
            }
            return;
        }
        // "La délégation a ensuite gagné Rome": with whom the sentence before spoke of.
        let crew = |noun: &usize| {
            let noun_is = self.scene.is(*noun, "delegation");
            let plain = self.chunks()[*noun].noun().is_some_and(|noun| noun.entities.is_empty() && noun.determiner.as_deref() == Some("definite"));
            noun_is && plain && *noun == 0
        };
        if slot == "visitor"
            && let [only] = nouns
            && crew(only)
            && self.led_by(*only).is_none()
            && let Some(person) = &self.reader.person
        {
            return self.add_entity(spec, slot, person, slots);
        }
        let official = |noun: usize| self.is_official(noun) || slot == "visitor" && self.scene.is(noun, "delegation");
        let named = |noun: usize| {
            let people = matches!(slot, "participants" | "visitor") && official(noun);
            people.then(|| self.led_by(noun).or_else(|| self.names_behind(noun))).flatten().unwrap_or_else(|| self.scene.clauses.named_within(noun))
        };
        let nouns: Nouns = nouns.iter().flat_map(|noun| if self.chunks()[*noun].noun().is_some() { named(*noun) } else { Nouns::new() }).collect();
        // "a accueilli le président kazakh": who speaks for a state is no member.
        let speaks = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.is_empty());
        for index in &nouns {
            let Some(noun) = self.chunks()[*index].noun().filter(|_| slot != "member" || !self.scene.items(*index).iter().any(speaks)) else { continue };
            let before = slots.get(slot).count();
            // "la compagnie pétrolière, la X", "son homologue indienne, la Y"
            if slot == "parties"
                && let Some(id) = self.body_apposed(*index)
            {
                self.add_entity(spec, slot, &id, slots);
                *evidence = evidence.cover(self.chunks()[*index].span);
                continue;
            }
            // "la conseillère du président X": who is behind "of" is not meant.
            let of = *index > 0 && self.chunks()[*index - 1].preposition().is_some_and(|preposition| self.reader.language.has_function("of", preposition));
            let behind = !outer.contains(index) && of;
            // "a rejoint les sanctions de l'union": what is another's is no body.
            let head = || outer.iter().rev().find(|head| *head < index).is_some_and(|head| self.stands_for_club(*head));
            if slot == "organisation" && spec.is("membership") && behind && !head() {
                continue;
            }
            // "accueille des étudiants de A": A itself is not welcomed.
            for id in noun.entities.iter().filter(|id| !(behind && (id.kind() == EntityKind::Person || slot == "member"))) {
                self.add_entity(spec, slot, id, slots);
            }
            // "des responsables chinois": people of a country whom nobody names stand for the country.
            if noun.entities.is_empty() && self.scene.is(*index, "official") {
                // "son homologue tadjik" stands for the country in its adjective, or for that of whom it points to.
                let pointed =
                    self.scene.items(*index).iter().filter_map(|item| if let ItemKind::Reference(reference) = &item.kind { Some(reference) } else { None });
                for id in noun.adjectives.iter().chain(pointed.flat_map(|reference| &reference.countries)) {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            if slot == "parties" && noun.entities.is_empty() {
                for id in self.body_again(*index).as_slice().iter().chain(self.members(*index)) {
                    self.add_entity(spec, slot, id, slots);
                }
            }
            if slots.get(slot).count() > before {
                *evidence = evidence.cover(self.chunks()[*index].span);
            }
        }
        if slot == "visitor"
            && !slots.has(slot)
            && let [only] = outer
            && let Some(sender) = self.sender(*only)
        {
            *evidence = evidence.cover(self.chunks()[*only].span);
            slots.add(slot, Value::Entity(sender));
        }
    }

    /// "la compagnie pétrolière d'État, la X": the name behind the common noun of a body.
    fn body_apposed(&self, at: usize) -> Option<EntityId> {
        let lexicon = &self.reader.language.lexicon;
        let other = |item: &Item| matches!(&item.kind, ItemKind::Reference(reference) if reference.entities.is_empty() && !reference.countries.is_empty());
        let body = |item: &Item| other(item) || ["org-lead", "org-head", "body-again"].iter().any(|class| item.is(lexicon, class));
        let named = self.chunks()[at].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() != EntityKind::Country));
        (!named && self.scene.items(at).iter().any(body)).then_some(())?;
        let comma = (at + 1..self.chunks().len().min(at + 5)).find(|index| matches!(self.chunks()[*index].kind, ChunkKind::Comma))?;
        let between = &self.chunks()[at + 1..comma];
        let of = |chunk: &Chunk| {
            chunk.preposition().is_some_and(|value| self.reader.language.has_function("of", value)) || chunk.noun().is_some_and(|noun| noun.entities.is_empty())
        };
        let name = self.chunks().get(comma + 1)?.noun()?;
        let closed = self.chunks().get(comma + 2).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop));
        name.entities.first().filter(|id| closed && id.kind() == EntityKind::Organisation && between.iter().all(of)).cloned()
    }

    /// "la société", "l'Union": the body of that sort that was named last.
    pub(super) fn body_again(&self, at: usize) -> Option<EntityId> {
        self.chunks()[at].noun().filter(|noun| noun.determiner.as_deref() == Some("definite") && noun.adjectives.is_empty())?;
        let code = self.scene.code(at, "body-again")?;
        let alliance = |id: &EntityId| is_alliance(id, self.reader.knowledge);
        let mut named = self.chunks()[..at].iter().rev().filter_map(Chunk::noun).flat_map(|noun| &noun.entities);
        if code == "alliance" {
            return named.find(|id| alliance(id)).or(self.reader.alliance.as_ref()).cloned();
        }
        let last = named.find(|id| id.kind() == EntityKind::Organisation).or(self.reader.body.as_ref());
        last.filter(|id| !alliance(id) && self.reader.is_firm(id)).cloned()
    }

    /// The states for which bodies act: "la Douma", "le Parlement kazakh", "le Sénat du Chili".
    pub(super) fn lands_of(&self, bodies: &[usize]) -> Vec<EntityId> {
        let land = |id: &EntityId| match id.kind() {
            EntityKind::Organisation => self.reader.knowledge.country_of(id),
            _ => self.reader.country_of(id),
        };
        let clauses = &self.scene.clauses;
        let mut named = clauses.entities(bodies);
        for noun in if named.is_empty() { bodies } else { &[] } {
            named.extend(self.chunks()[*noun].noun().into_iter().flat_map(|noun| noun.adjectives.iter().cloned()));
            named.extend(clauses.entities(&clauses.named_within(*noun)));
        }
        named.iter().filter_map(land).collect()
    }

    /// "les cinq pays membres": those of the alliance that was named last, where it has as many.
    fn members(&self, at: usize) -> &[EntityId] {
        let lexicon = &self.reader.language.lexicon;
        let items = self.scene.items(at);
        let count = items.iter().find_map(|item| counted(item, lexicon));
        let end = self.chunks()[at].end;
        let near = &self.scene.sentence.items[self.chunks()[at].start..self.scene.sentence.items.len().min(end + 1)];
        let known =
            self.reader.alliance.as_ref().filter(|_| near.iter().any(|item| item.is(lexicon, "member-plural"))).and_then(|id| self.reader.knowledge.get(id));
        known.map(|known| known.members.as_slice()).filter(|members| count == Some(members.len())).unwrap_or_default()
    }

    pub(super) fn add_entity(&self, spec: &'static Spec, slot: &'static str, id: &EntityId, slots: &mut Slots) {
        let Some(declared) = spec.slot(slot) else { return };
        let mut id = id.clone();
        // Who lands at an airport is in its city.
        if id.kind() == EntityKind::Infrastructure
            && matches!(declared.name, "destination" | "place")
            && let Some(city) = self.reader.knowledge.city_of(&id)
        {
            id = city;
        }
        // A tour of a part of the world has its stops elsewhere; a mosque or a palace is where somebody goes to in the town that they visit.
        let region = |id: &EntityId| self.reader.knowledge.get(id).is_some_and(|known| known.entity.subtype == "region");
        if declared.name == "destination" && (self.reader.is_wide(&id) || id.kind() == EntityKind::Place && !region(&id)) {
            return;
        }
        // People meet, and states through them; of bodies those only that act like states, or trade.
        let body = |id: &EntityId| {
            self.reader
                .knowledge
                .get(id)
                .is_some_and(|known| matches!(known.entity.subtype.as_str(), "alliance" | "company" | "bank" | "fund" | "international-organisation"))
        };
        if declared.name == "participants" && id.kind() == EntityKind::Organisation && !body(&id) {
            return;
        }
        // "les dirigeants des cinq pays d'Asie centrale": each of them meets.
        if declared.name == "participants" && id.kind() == EntityKind::Place && self.names_states(&id) {
            let states = self.reader.knowledge.get(&id).map(|known| known.members.as_slice()).unwrap_or_default();
            states.iter().take(STATES).for_each(|state| slots.add(slot, Value::Entity(state.clone())));
            return;
        }
        if !declared.fits(id.kind()) {
            return;
        }
        // Who travels is a person; a country only by the people that it sends.
        if declared.name == "visitor" && id.kind() != EntityKind::Person {
            return;
        }
        // A part of the world binds nobody, unless its states do.
        if spec.is("agreement") && id.kind() == EntityKind::Place && !self.names_states(&id) {
            return;
        }
        // "Astana, membre de l'alliance"
        if declared.name == "member" && id.kind() == EntityKind::City {
            match self.reader.country_of(&id) {
                Some(country) => id = country,
                None => return,
            }
        }
        // "le PDG de X et le ministre Y ont signé": for the firm.
        if spec.is("agreement")
            && id.kind() == EntityKind::Person
            && let Some(firm) = self.reader.firm_of(&id)
        {
            id = firm;
        }
        // States bind themselves, not the people who sign for them.
        if declared.name == "parties" && (id.kind() == EntityKind::Person || id.kind() == EntityKind::City && self.reader.country_of(&id).is_some()) {
            match self.reader.country_of(&id) {
                Some(country) => id = country,
                None => return,
            }
        }
        slots.add(slot, Value::Entity(id));
    }

    /// Whether the sentence names the states of a region: "les pays d'Asie centrale".
    fn names_states(&self, region: &EntityId) -> bool {
        self.chunks().iter().filter_map(Chunk::noun).any(|noun| noun.states && noun.entities.contains(region))
    }

    pub(super) fn add_code(&self, spec: &'static Spec, slot: &'static str, code: &str, slots: &mut Slots) {
        let Some(declared) = spec.slot(slot) else { return };
        if slots.has(slot) {
            return;
        }
        match declared.kind {
            crate::fact::SlotKind::Flag => slots.add(slot, Value::Flag(code == "true")),
            crate::fact::SlotKind::Text => slots.add(slot, Value::Text(code.into())),
            _ => slots.add(slot, Value::Term(code.into())),
        }
    }

    /// The term of a class in the trigger's phrase, its object's, or the rest of its clause.
    pub(super) fn word(&self, class: &str) -> Option<String> {
        if !self.scene.classes.may_have(class) {
            return None;
        }
        let of = |noun: usize| self.scene.code(noun, class).map(str::to_owned);
        if let Some(thing) = self.thing {
            // "un contrat avec X et un autre avec Y"
            let before = || (0..thing).rev().filter(|noun| self.chunks()[*noun].noun().is_some()).find_map(of);
            return of(thing).or_else(|| if self.until.is_some() && self.is_another(thing) { before() } else { None });
        }
        let own = of(self.at);
        own.or_else(|| if self.verb().is_some() { self.object().into_iter().find_map(of) } else { None }).or_else(|| {
            let own = |index: &usize| self.chunks()[*index].verb().is_none();
            (self.at + 1..self.scene.clauses.clause_end(self.at)).take_while(own).find_map(of)
        })
    }

    /// Whether the parties that the sentence names are none that anybody knows: a subject or a phrase behind "between" with an unknown name.
    pub(super) fn strangers(&self) -> bool {
        let clauses = &self.scene.clauses;
        let lexicon = &self.reader.language.lexicon;
        // "Vinci a signé": without an article a word that nobody knows is a name even where it opens the sentence.
        let bare = |noun: &Chunk| self.verb().is_some() && noun.end == noun.start + 1;
        let first = self.chunks().first().filter(|chunk| !bare(chunk)).map(|chunk| chunk.start);
        let unknown = |noun: usize| {
            // "avec Yiwu Timex": a town in the name of somebody whom nobody knows.
            let town = |id: &EntityId| id.kind() == EntityKind::City && self.reader.country_of(id).is_none();
            self.chunks()[noun].noun().is_some_and(|phrase| phrase.entities.iter().all(town))
                && (self.chunks()[noun].start..self.chunks()[noun].end).any(|index| {
                    let item = &self.scene.sentence.items[index];
                    item.kind == ItemKind::Word && item.capital && item.senses.is_empty() && Some(index) != first && !item.is(lexicon, "det")
                })
        };
        let mut nouns = clauses.complements(self.at, "between");
        nouns.extend(clauses.complements(self.at, "by"));
        nouns.extend(clauses.complements(self.at, "with"));
        if self.verb().is_some() {
            nouns.extend(clauses.subject(self.at));
        }
        // "des accords avec les bailleurs": parties of whom nobody says who they are.
        let unnamed = |noun: usize| {
            self.chunks()[noun].noun().is_some_and(|phrase| phrase.entities.is_empty() && phrase.adjectives.is_empty())
                && self.scene.is(noun, "outsider")
                && *clauses.named_within(noun) == [noun]
        };
        // "Trois pays ont signé"
        let counted = |noun: usize| {
            let bare = self.chunks()[noun].noun().is_some_and(|phrase| phrase.entities.is_empty() && phrase.determiner.is_none());
            bare && self.scene.items(noun).iter().any(|item| item.code(lexicon, "group").is_some_and(|group| group.starts_with("countries")))
        };
        nouns.into_iter().any(|noun| unknown(noun) || unnamed(noun) || counted(noun))
    }

    /// The names that a list right behind the trigger gives: behind a colon, in a bracket, between commas or at once.
    pub(super) fn listed(&self, spec: &'static Spec) -> Vec<Nouns> {
        let clauses = &self.scene.clauses;
        let chunks = self.chunks();
        let noun = |index: usize| chunks.get(index).and_then(Chunk::noun);
        let mut lists = Vec::new();
        // "réunit cinq pays : A, B et C": what a verb has for its object is told behind it.
        let object = clauses.grammatical_object(self.at).first().copied().filter(|_| self.verb().is_some());
        let mut open = object.unwrap_or(self.at) + 1;
        // "compte parmi ses membres A et B, ainsi que deux pays d'Asie centrale : C et D"
        if spec.is("membership") && noun(open).is_some_and(|noun| !noun.entities.is_empty()) {
            lists.push(clauses.coordinated_right(open));
            let stops = (open..chunks.len()).find(|index| matches!(chunks[*index].kind, ChunkKind::Stop) || chunks[*index].verb().is_some());
            let colon = stops.filter(|index| chunks[*index].span.of(self.reader.text) == ":" && noun(index + 1).is_some());
            lists.extend(colon.map(|colon| clauses.coordinated_right(colon + 1)));
            return lists;
        }
        // "les membres de l'union : A, B": what the members belong to stands between.
        let of = chunks.get(open).and_then(Chunk::preposition).is_some_and(|preposition| self.reader.language.has_function("of", preposition));
        if of && noun(open + 1).is_some() {
            open += 2;
        }
        while chunks.get(open).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma)) {
            open += 1;
        }
        // "outre les pays fondateurs, A, B et C, l'union": an apposition that a comma closes.
        let apposed = matches!(chunks[open - 1].kind, ChunkKind::Comma) && spec.is("membership");
        let list = if apposed && noun(open).is_some() { clauses.coordinated_right(open) } else { Nouns::new() };
        let closed = |last: &usize| chunks.get(last + 1).is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Stop));
        if list.len() > 1 && list.last().is_some_and(closed) {
            lists.push(list);
        }
        let opens =
            chunks.get(open).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Open | ChunkKind::Stop)) || open < chunks.len() && self.is_such_as(open);
        // "ses membres (soit A et B)"
        let first = open + 1 + usize::from(open + 1 < chunks.len() && self.scene.is(open + 1, "namely"));
        if opens && noun(first).is_some() {
            lists.push(self.bracketed(open).unwrap_or_else(|| clauses.coordinated_right(first)));
        }
        lists
    }
}
