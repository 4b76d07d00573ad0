//! Several whom somebody meets, each in another town or on another day: "à A avec X et à B avec Y", "lundi avec X et mardi avec Y".

use super::*;

impl Frame<'_> {
    /// A meeting with each person behind the trigger who is told with a place or date of their own.
    pub(super) fn side_by_side(&self, spec: &'static Spec, slots: &Slots) -> Option<Vec<Slots>> {
        let chunks = self.chunks();
        let language = self.reader.language;
        let wall = |chunk: &Chunk| {
            matches!(chunk.kind, ChunkKind::Stop | ChunkKind::Relative(_) | ChunkKind::Subordinator(_) | ChunkKind::Open) || chunk.verb().is_some()
        };
        let end = self.at + 1 + chunks[self.at + 1..].iter().take_while(|chunk| !wall(chunk)).count();
        let person = |index: &usize| chunks[*index].noun().is_some_and(|noun| noun.entities.iter().any(|id| id.kind() == EntityKind::Person));
        let is = |index: usize, function: &str| chunks[index].preposition().is_some_and(|value| language.has_function(function, value));
        let met = |index: &usize| person(index) && (is(index - 1, "with") || chunks[index - 1].preposition().is_none());
        let people: Nouns = (self.at + 1..end).filter(met).collect();
        if people.len() < 2 || (self.at + 1..end).filter(person).count() != people.len() {
            return None;
        }
        let mut bounds: Nouns = smallvec![self.at + 1];
        for pair in people.windows(2) {
            let link = (pair[0] + 1..pair[1]).rev().find(|index| chunks[*index].is_and());
            bounds.push(link.or_else(|| (pair[0] + 1..pair[1]).rev().find(|index| matches!(chunks[*index].kind, ChunkKind::Comma)))?);
        }
        bounds.push(end);
        let town = |id: &&EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Country);
        let place = |from: usize, to: usize| {
            let mut places = (from + 1..to).filter(|index| is(index - 1, "where")).filter_map(|index| chunks[index].noun());
            places.find_map(|noun| noun.entities.iter().find(town))
        };
        let date =
            |from: usize, to: usize| (from..to).find_map(|index| if let ChunkKind::Date(date) = &chunks[index].kind { self.reader.when(date) } else { None });
        let own: Vec<_> = bounds.windows(2).map(|bound| (place(bound[0], bound[1]), date(bound[0], bound[1]))).collect();
        let placed = own.iter().filter(|(place, _)| place.is_some()).count();
        let dated = own.iter().filter(|(_, date)| date.is_some()).count();
        if placed < people.len() && dated < people.len() {
            return None;
        }
        let all: Vec<&EntityId> = people.iter().filter_map(|noun| chunks[*noun].noun()).flat_map(|noun| &noun.entities).collect();
        let others: Vec<Value> = slots.get("participants").filter(|value| !matches!(value, Value::Entity(id) if all.contains(&id))).cloned().collect();
        if others.is_empty() {
            return None;
        }
        let each = people.iter().zip(own).map(|(noun, (place, date))| {
            let mut made = super::without(slots, spec, "participants");
            if placed > 0 {
                made = super::without(&made, spec, "place");
                place.into_iter().for_each(|id| made.add("place", Value::Entity(id.clone())));
            }
            if dated > 0 {
                made = super::without(&made, spec, "date");
                date.into_iter().for_each(|when| made.add("date", Value::When(when)));
            }
            others.iter().for_each(|value| made.add("participants", value.clone()));
            let named = chunks[*noun].noun().into_iter().flat_map(|noun| &noun.entities).filter(|id| id.kind() == EntityKind::Person);
            named.for_each(|id| made.add("participants", Value::Entity(id.clone())));
            made
        });
        Some(each.collect())
    }
}
