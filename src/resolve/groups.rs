//! Groups: those who were named together or last, for "the two countries", "the three presidents".

use crate::{
    knowledge::Knowledge,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind, Reference},
    resolve::{Cast, cast::same_role},
};

/// The group of those who deal with each other, states or bodies.
const SIDES: &str = "sides";
/// How many people are kept in mind.
const PEOPLE: usize = 8;
/// How many of them may be meant by "the two leaders".
const NEAR: usize = 4;

/// Who was named together and last.
#[derive(Debug, Default)]
pub struct Groups {
    /// The two countries that the document is about.
    two: Option<[EntityId; 2]>,
    /// Whether a sentence named these two together.
    met: bool,
    /// The paragraph, and the two states of the people whom a sentence of it named together.
    here: (usize, Option<Vec<EntityId>>),
    /// The countries that were last named together, by their number.
    sets: Vec<Vec<EntityId>>,
    /// People, the last named first.
    people: Vec<EntityId>,
    /// The bodies that were last named together.
    bodies: Vec<EntityId>,
    /// Whether a sentence of the paragraph named them, and none behind it states.
    deal: bool,
}

impl Groups {
    /// Nobody yet, in a document about two countries.
    pub fn new(main: Option<&[EntityId; 2]>) -> Self {
        Self { two: main.cloned(), ..Self::default() }
    }

    /// Notes that a person was named.
    pub fn seen(&mut self, person: &EntityId) {
        self.people.retain(|known| known != person);
        self.people.insert(0, person.clone());
        self.people.truncate(PEOPLE);
    }

    /// Notes the countries that a sentence named together.
    pub fn together(&mut self, countries: &[EntityId]) {
        if countries.iter().all(|id| id.kind() == EntityKind::Organisation) {
            if countries.len() > 1 {
                self.bodies = countries.to_vec();
                self.deal = countries.len() == 2;
            }
        } else if countries.len() > 1 {
            self.deal = false;
            self.sets.retain(|set| set.len() != countries.len());
            self.sets.push(countries.to_vec());
        }
    }

    /// Begins a sentence of a paragraph.
    pub fn begin(&mut self, paragraph: usize) {
        if self.here.0 != paragraph {
            self.here = (paragraph, None);
            self.deal = false;
        }
    }

    /// Notes whose states a sentence speaks of, by themselves or through their people; `people`: whether both have some in it.
    pub fn meet(&mut self, states: &[EntityId], people: bool) {
        if people && states.len() == 2 {
            self.here.1 = Some(states.to_vec());
        }
        self.met |= states.len() == 2 && self.two.as_ref().is_some_and(|two| two.iter().all(|id| states.contains(id)));
    }

    /// The person named last.
    pub fn last(&self) -> Option<&EntityId> {
        self.people.first()
    }

    /// People, the last named first.
    pub fn people(&self) -> impl Iterator<Item = &EntityId> {
        self.people.iter()
    }

    /// Whom a group stands for: `countries`, `countries 3`, `persons`, `persons president`.
    pub fn resolve(&self, code: &str, subject: Option<&EntityId>, cast: &Cast, knowledge: &Knowledge) -> Option<Reference> {
        let (kind, detail) = code.split_once(' ').unwrap_or((code, ""));
        // Two that are mentioned in passing are not those whom the text is about and had named together before.
        let two = || self.two.as_ref().map(|pair| pair.to_vec());
        let pair = || self.here.1.clone().or_else(|| two().filter(|_| self.met)).or_else(|| self.set(2)).or_else(two);
        let (entities, reason) = match kind {
            "persons" => {
                let holds = |person: &&EntityId| cast.offices.iter().any(|office| office.person == **person && office.role == detail);
                let holders: Vec<EntityId> = self.people.iter().filter(holds).take(2).cloned().collect();
                if !detail.is_empty() && holders.len() == 2 {
                    (holders, "the two holders of the office named last")
                } else {
                    (self.two_people(subject, cast, knowledge), "the two named last")
                }
            }
            // "les dirigeants des deux pays": no heads of firms or departments; "les deux dirigeants": no ministers either.
            "rulers" | "leaders" => {
                let high = |role: &&str| matches!(*role, "head-of-state" | "president" | "prime-minister");
                let rules = |role: &&str| high(role) || kind == "leaders" && *role == "head";
                let offices =
                    |person: &EntityId| cast.offices.iter().filter(|office| office.person == *person).map(|office| office.role.as_str()).collect::<Vec<_>>();
                let two = self.two_people(subject, cast, knowledge);
                let lesser = two.iter().map(offices).any(|roles| !roles.is_empty() && !roles.iter().any(&rules));
                // One who governs and one who heads a firm are no two of a kind.
                let mixed = two.iter().filter(|person| offices(person).iter().any(high)).count() == 1;
                let those = |most: &dyn Fn(&&str) -> bool| -> Vec<EntityId> {
                    self.people.iter().filter(|person| offices(person).iter().any(most)).take(2).cloned().collect()
                };
                let governing = if mixed || lesser { those(&high) } else { Vec::new() };
                let found = if governing.len() == 2 {
                    governing
                } else if lesser {
                    those(&rules)
                } else {
                    two
                };
                (found, "the two named last")
            }
            // "l'hôte de marque": whom the sentence before spoke of.
            "guest" => {
                let entities = subject.filter(|id| id.kind() == EntityKind::Person).cloned().into_iter().collect();
                return Some(Reference { entities, reason: "guest for the last subject", pronoun: false, countries: Vec::new() })
                    .filter(|guest| !guest.entities.is_empty());
            }
            // "A et B, deux compagnies, ont signé un accord. Les parties ont …"
            "countries" if detail == SIDES && self.deal => (self.bodies.clone(), "the two named last"),
            "bodies" => (self.bodies.iter().filter(|_| self.bodies.len() == 2).cloned().collect(), "the two named last"),
            _ => match detail.parse::<usize>() {
                Ok(count) => (self.set(count).unwrap_or_default(), "those last named together in that number"),
                Err(_) => (pair().unwrap_or_default(), "the two named last"),
            },
        };
        (entities.len() > 1).then(|| Reference { entities, reason, pronoun: false, countries: pair().unwrap_or_default() })
    }

    /// The two people named last; the last and the subject of the last sentence, where others were named between; of two of one state the later with whoever holds the like office of another and was named shortly before.
    fn two_people(&self, subject: Option<&EntityId>, cast: &Cast, knowledge: &Knowledge) -> Vec<EntityId> {
        let near: Vec<_> = self.people.iter().map(|person| (person, cast.country_of(person, knowledge))).collect();
        let apart = |a: usize, b: usize| near[a].1.is_some() && near[b].1.is_some() && near[a].1 != near[b].1;
        let roles = |person: &EntityId| cast.offices.iter().filter(|office| office.person == *person).map(|office| office.role.as_str()).collect::<Vec<_>>();
        let alike = |a: usize, b: usize| roles(near[a].0).iter().any(|role| roles(near[b].0).iter().any(|other| same_role(role, other)));
        let pairs = (1..near.len().min(NEAR)).flat_map(|b| (0..b).map(move |a| (a, b)));
        let one_state = near.len() > 2 && near[0].1.is_some() && near[0].1 == near[1].1;
        let found = pairs.filter(|_| one_state).find(|(a, b)| apart(*a, *b) && alike(*a, *b));
        let first = (2..near.len()).find(|index| Some(near[*index].0) == subject && apart(0, *index));
        let (a, b) = first.map(|index| (0, index)).or(found).unwrap_or((0, 1));
        [a, b].iter().filter_map(|index| near.get(*index)).map(|(person, _)| (*person).clone()).collect()
    }

    fn set(&self, count: usize) -> Option<Vec<EntityId>> {
        self.sets.iter().find(|set| set.len() == count).cloned()
    }
}

/// "les présidents de A et de B", whom nobody names: their states.
pub fn unnamed(items: &[Item]) -> Vec<EntityId> {
    let lands = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Reference(office) if office.entities.is_empty() && office.countries.len() > 1 => Some(office.countries.clone()),
        _ => None,
    });
    lands.into_iter().next().unwrap_or_default()
}

/// "A, B et C ont inauguré une ligne qui relie les trois pays": those whom the sentence itself has named by then, where they are so many.
pub fn counted_here(code: &str, out: &[Item]) -> Option<Reference> {
    let count: usize = code.strip_prefix("countries ")?.parse().ok()?;
    let mut lands: Vec<EntityId> = Vec::with_capacity(count);
    for id in out.iter().filter(|item| !item.is_demonym()).flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Country) {
        if !lands.contains(id) {
            lands.push(id.clone());
        }
    }
    (lands.len() == count).then(|| Reference { entities: lands.clone(), reason: "those named before in that number", pronoun: false, countries: lands })
}
