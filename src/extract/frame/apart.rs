//! Those whom somebody sees one after the other: "X a rencontré Y, puis Z", "X s'est entretenu séparément avec Y et Z".

use super::*;

impl Frame<'_> {
    /// The participants of each meeting, where one side of it comes one by one.
    pub(super) fn one_by_one(&self, spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
        if spec.name != "meeting" {
            return None;
        }
        let with = self.scene.clauses.complements(self.at, "with");
        let sides = if self.verb().is_some() { vec![self.subject(), self.object(), with] } else { vec![self.subject(), with] };
        let apart = self.is_apart();
        let person = |id: &EntityId| id.kind() == EntityKind::Person;
        let named = |noun: &usize| {
            let own = self.scene.clauses.entities(&[*noun]);
            let names = self.names_behind(*noun).filter(|_| !own.iter().any(person));
            names.map_or(own, |names| self.scene.clauses.entities(&names))
        };
        let several = |side: &Nouns| side.iter().flat_map(named).filter(person).count() > 1;
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

    /// Whether the clause says that several are seen one by one: "séparément", "tour à tour", "en marge du sommet".
    fn is_apart(&self) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let clauses = &self.scene.clauses;
        (clauses.clause_start(self.at)..clauses.clause_end(self.at)).any(|index| self.scene.items(index).iter().any(|item| item.is(lexicon, "apart")))
    }

    /// Whether "then" stands between two phrases and no other phrase of a list.
    fn is_next(&self, a: usize, b: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let then = |index: usize| {
            matches!(self.chunks()[index].kind, ChunkKind::Conjunction(_)) && self.scene.items(index).iter().any(|item| item.is(lexicon, "then"))
        };
        a < b && (a + 1..b).any(then)
    }
}
