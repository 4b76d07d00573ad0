//! Groups: those who were named together or last, for "the two countries", "the three presidents".

use crate::{
    model::{EntityId, EntityKind},
    recognise::Reference,
    resolve::Cast,
};

/// How many people are kept in mind.
const PEOPLE: usize = 8;

/// Who was named together and last.
#[derive(Debug, Default)]
pub struct Groups {
    /// The two countries that the document is about.
    two: Option<[EntityId; 2]>,
    /// The countries that were last named together, by their number.
    sets: Vec<Vec<EntityId>>,
    /// People, the last named first.
    people: Vec<EntityId>,
    /// The bodies that were last named together.
    bodies: Vec<EntityId>,
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
            }
        } else if countries.len() > 1 {
            self.sets.retain(|set| set.len() != countries.len());
            self.sets.push(countries.to_vec());
        }
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
    pub fn resolve(&self, code: &str, cast: &Cast) -> Option<Reference> {
        let (kind, detail) = code.split_once(' ').unwrap_or((code, ""));
        let pair = || self.set(2).or_else(|| self.two.as_ref().map(|pair| pair.to_vec()));
        let (entities, reason) = match kind {
            "persons" => {
                let holds = |person: &&EntityId| cast.offices.iter().any(|office| office.person == **person && office.role == detail);
                let holders: Vec<EntityId> = self.people.iter().filter(holds).take(2).cloned().collect();
                if !detail.is_empty() && holders.len() == 2 {
                    (holders, "the two holders of the office named last")
                } else {
                    (self.people.iter().take(2).cloned().collect(), "the two named last")
                }
            }
            "bodies" => (self.bodies.iter().filter(|_| self.bodies.len() == 2).cloned().collect(), "the two named last"),
            _ => match detail.parse::<usize>() {
                Ok(count) => (self.set(count).unwrap_or_default(), "those last named together in that number"),
                Err(_) => (pair().unwrap_or_default(), "the two named last"),
            },
        };
        (entities.len() > 1).then(|| Reference { entities, reason, pronoun: false, countries: pair().unwrap_or_default() })
    }

    fn set(&self, count: usize) -> Option<Vec<EntityId>> {
        self.sets.iter().find(|set| set.len() == count).cloned()
    }
}
