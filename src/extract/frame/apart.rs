//! Those whom somebody sees one after the other: "X a rencontré Y, puis Z".

use super::*;

impl Frame<'_> {
    /// The participants of each meeting, where one side of it comes one by one.
    pub(super) fn one_by_one(&self, spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
        if spec.name != "meeting" {
            return None;
        }
        let with = self.scene.clauses.complements(self.at, "with");
        let sides = if self.verb().is_some() { vec![self.subject(), self.object(), with] } else { vec![self.subject(), with] };
        let side = sides.into_iter().find(|side| side.windows(2).any(|two| self.is_next(two[0], two[1])))?;
        let person = |id: &EntityId| id.kind() == EntityKind::Person;
        let mut groups: Vec<Vec<EntityId>> = Vec::new();
        for (place, noun) in side.iter().enumerate() {
            let people = self.scene.clauses.entities(&self.names_behind(*noun).unwrap_or_else(|| Nouns::from_slice(&[*noun])));
            if place == 0 || self.is_next(side[place - 1], *noun) {
                groups.push(Vec::new());
            }
            groups.last_mut()?.extend(people.into_iter().filter(person));
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

    /// Whether "then" stands between two phrases and no other phrase of a list.
    fn is_next(&self, a: usize, b: usize) -> bool {
        let lexicon = &self.reader.language.lexicon;
        let then = |index: usize| {
            matches!(self.chunks()[index].kind, ChunkKind::Conjunction(_)) && self.scene.items(index).iter().any(|item| item.is(lexicon, "then"))
        };
        a < b && (a + 1..b).any(then)
    }
}
