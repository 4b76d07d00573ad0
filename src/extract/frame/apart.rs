//! Those whom somebody sees one after the other: "X a rencontré Y, puis Z", "X s'est entretenu séparément avec Y et Z".

use super::*;

/// So far before the sentence stands a paper that it speaks of again, in bytes.
const FAR: usize = 600;

impl Frame<'_> {
    /// The participants of each meeting, where one side of it comes one by one.
    pub(super) fn one_by_one(&self, spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
        if !spec.is("meeting") {
            return None;
        }
        if let Some(each) = self.side_by_side(spec, slots) {
            return Some(each);
        }
        let clauses = &self.scene.clauses;
        let with = clauses.complements(self.at, "with");
        let sides = if self.verb().is_some() {
            vec![self.subject().clone(), self.object(), with, clauses.complements(self.at, "addressed")]
        } else {
            vec![self.subject().clone(), with]
        };
        let told_apart = self.is_apart();
        let person = |id: &EntityId| id.kind() == EntityKind::Person;
        let named = |noun: &usize| {
            let own = self.scene.clauses.entities(&[*noun]);
            let names = self.names_behind(*noun).filter(|_| !own.iter().any(person));
            names.map_or(own, |names| self.scene.clauses.entities(&names))
        };
        let people = |side: &Nouns| side.iter().flat_map(named).filter(person).count();
        let several = |side: &Nouns| people(side) > 1;
        // "a eu des entretiens avec X, Y et Z", "a été reçu par X et par Y": one after the other.
        let whole = |side: &Nouns| side.windows(2).all(|two| (two[0]..two[1]).all(|index| self.chunks()[index].verb().is_none()));
        let alone = |side: &Nouns| {
            let seen: Vec<EntityId> = side.iter().flat_map(named).collect();
            slots.get("participants").filter(|value| matches!(value, Value::Entity(id) if person(id) && !seen.contains(id))).count() == 1 && !self.is_joint()
        };
        // Several who see one person may do so together; those whom one person sees hardly, unless one phrase tells of all of them.
        let each = |side: &Nouns| side.iter().filter(|noun| self.scene.clauses.entities(&[**noun]).iter().any(person)).count();
        let many = |place: usize, side: &Nouns| place > 0 && whole(side) && each(side) > self.at_once();
        let one_each = |(place, side): (usize, &Nouns)| several(side) && (self.is_said_again(side) || many(place, side)) && alone(side);
        let apart = told_apart || sides.iter().enumerate().any(one_each);
        let parted = |side: &Nouns| side.windows(2).any(|two| self.is_next(two[0], two[1])) || apart && several(side);
        let side = if apart { sides.into_iter().rev().find(parted) } else { sides.into_iter().find(parted) }?;
        let mut groups: Vec<Vec<EntityId>> = Vec::new();
        for (place, noun) in side.iter().enumerate() {
            let people = named(noun).into_iter().filter(person);
            if apart {
                groups.extend(people.map(|id| vec![id]));
                continue;
            }
            if place == 0 || self.is_next(side[place - 1], *noun) {
                groups.push(Vec::new());
            }
            groups.last_mut()?.extend(people);
        }
        let all: Vec<Value> = slots.get("participants").cloned().collect();
        let own = |value: &&Value| matches!(value, Value::Entity(id) if !groups.iter().flatten().any(|other| other == id));
        let others: Vec<Value> = all.iter().filter(own).cloned().collect();
        if others.is_empty() || groups.iter().any(Vec::is_empty) {
            return None;
        }
        let each = groups.into_iter().map(|group| {
            let mut made = super::without(slots, spec, "participants");
            for value in others.iter().cloned().chain(group.into_iter().map(Value::Entity)) {
                made.add("participants", value);
            }
            made
        });
        Some(each.collect())
    }

    /// "Un entretien est prévu avec Y": with the one whom the sentence before spoke of.
    pub(super) fn add_awaited(&self, spec: &'static Spec, slots: &mut Slots) {
        let clauses = &self.scene.clauses;
        let held = || self.governing().is_some_and(|verb| verb > self.at && clauses.grammatical_subject(verb).contains(&self.at));
        if self.verb().is_some() || !held() {
            return;
        }
        let verb = self.governing().into_iter().flat_map(|verb| clauses.complements(verb, "with"));
        let with: Nouns = clauses.complements(self.at, "with").into_iter().chain(verb).collect();
        let with = clauses.entities(&with.iter().flat_map(|noun| self.names_behind(*noun).unwrap_or_else(|| smallvec![*noun])).collect::<Nouns>());
        let there = |value: &Value| matches!(value, Value::Entity(id) if with.contains(id));
        if let Some(person) = self.reader.person.as_ref().filter(|_| slots.has("participants") && slots.get("participants").all(there)) {
            self.add_entity(spec, "participants", person, slots);
        }
    }

    /// "X s'est rendu à Rome. À l'issue de l'entretien avec Y, un accord a été signé par A et B": for the state of X, X himself.
    pub(super) fn add_state_person(&self, slots: &mut Slots) {
        let Some(person) = self.reader.person.as_ref().filter(|_| self.verb().is_none() && self.is_governed()) else { return };
        let land = self.reader.country_of(person);
        let state = |value: &Value| matches!(value, Value::Entity(id) if Some(id) == land.as_ref());
        let other = |value: &Value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Person);
        if slots.get("participants").any(other) && slots.get("participants").any(state) {
            slots.add("participants", Value::Entity(person.clone()));
        }
    }

    /// Whether the thing acted on is pointed to: "cet accord".
    fn is_this(&self) -> bool {
        let this = |thing: usize| self.chunks()[thing].noun().and_then(|noun| noun.determiner.as_deref()) == Some("demonstrative");
        self.thing.is_some_and(this)
    }

    /// Whether the thing acted on was told of before: between whom it is was said then.
    pub(super) fn is_paper_before(&self, found: &[Claim]) -> bool {
        self.is_this() || self.is_counted_before(found) || self.is_of_body_before(found) || self.is_of_firms_before(found)
    }

    /// "Les sociétés X et Y ont signé un contrat. L'accord a été conclu en présence de Z": whether the paper is that of firms told of last.
    fn is_of_firms_before(&self, found: &[Claim]) -> bool {
        let firm = |value: &Value| matches!(value, Value::Entity(id) if id.kind() == EntityKind::Organisation && self.reader.is_firm(id));
        let start = self.scene.sentence.span.start;
        let last = found.iter().rev().take_while(|claim| claim.evidence.end + FAR > start).find(|claim| claim.fact.spec().is("agreement"));
        // "Le pacte de l'an passé avait été signé": another.
        let dated = |thing: usize| self.chunks()[thing + 1..].iter().take(2).any(|chunk| matches!(chunk.kind, ChunkKind::Date(_)));
        let general = self.thing.is_some_and(|thing| is_definite(self.scene, thing) && !dated(thing)) && self.is_again();
        general && last.is_some_and(|claim| claim.evidence.end <= start && claim.fact.slots().get("parties").any(firm))
    }

    /// Takes the parties from what was told of last.
    pub(super) fn told_before(&self, spec: &'static Spec, slots: &mut Slots, found: &[Claim]) -> bool {
        let Some(told) = found.iter().rev().find(|claim| claim.fact.spec() == spec) else { return false };
        *slots = super::without(slots, spec, "parties");
        told.fact.slots().get("parties").for_each(|party| slots.add("parties", party.clone()));
        true
    }

    /// Whether the clause says that several are seen one by one: "séparément", "tour à tour", "en marge du sommet".
    fn is_apart(&self) -> bool {
        let clauses = &self.scene.clauses;
        (clauses.clause_start(self.at)..clauses.clause_end(self.at)).any(|index| self.scene.is(index, "apart"))
    }

    /// Whether the preposition of a list is said again with each: "avec X et avec Y".
    fn is_said_again(&self, side: &Nouns) -> bool {
        let before = |noun: &usize| noun.checked_sub(1).and_then(|before| self.chunks()[before].preposition());
        // An office behind its name is no other.
        let person = |noun: &&usize| self.chunks()[**noun].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let mut people = side.iter().filter(person);
        let first = people.next().and_then(before);
        let mut others = people.peekable();
        first.is_some() && others.peek().is_some() && others.all(|noun| before(noun) == first)
    }

    /// Whether several come together: "une rencontre à trois", "s'est réuni avec".
    fn is_joint(&self) -> bool {
        let gathers = self.verb().is_some_and(|verb| self.reader.language.verb_is(verb.lemma, "gather"));
        gathers || self.scene.has("of-three")
    }

    /// More than these at once whom one person sees come one by one; in several talks each has one of their own.
    fn at_once(&self) -> usize {
        match self.verb() {
            Some(_) => 2,
            None if self.reader.language.is_plural(self.chunks()[self.at].span.of(self.reader.text)) => 1,
            None => usize::MAX,
        }
    }

    /// Whether "then" stands between two phrases and no other phrase of a list.
    fn is_next(&self, a: usize, b: usize) -> bool {
        let then = |index: usize| matches!(self.chunks()[index].kind, ChunkKind::Conjunction(_)) && self.scene.is(index, "then");
        a < b && (a + 1..b).any(then)
    }
}

/// A slot that takes one value but got several makes a fact of each: "relie A, B et C".
pub(super) fn alternatives(spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
    let several = |slot: &&SlotSpec| slot.cardinality != Cardinality::Many && slots.get(slot.name).nth(1).is_some();
    let mut open = spec.slots.iter().filter(several).peekable();
    open.peek()?;
    let mut all = vec![slots.clone()];
    for slot in open {
        let values: Vec<&Value> = slots.get(slot.name).collect();
        let values = if slot.identity { &values[..values.len().min(MANY)] } else { &values[..1] };
        all = all
            .iter()
            .flat_map(|made| {
                let rest = without(made, spec, slot.name);
                values.iter().map(move |value| {
                    let mut more = rest.clone();
                    more.add(slot.name, (*value).clone());
                    more
                })
            })
            .collect();
    }
    Some(all)
}

/// A longer list than this in one slot is no list of alternatives.
const MANY: usize = 12;
