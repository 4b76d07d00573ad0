//! Known events by what texts call them that do not say which.

use std::collections::HashMap;

use super::{Knowledge, KnownEvent};
use crate::model::{EntityId, plain_slug};

impl Knowledge {
    /// The known event of that id.
    pub fn known_event(&self, id: &EntityId) -> Option<&KnownEvent> {
        self.events.iter().find(|event| event.event == *id)
    }

    /// The events of one body and kind, by the slug of both: `eurasian-economic-union-summit`.
    pub fn series(&self, slug: &str) -> impl Iterator<Item = &KnownEvent> {
        let by_body = self.events_by_body.get_or_init(|| {
            let mut by_body: HashMap<String, Vec<u32>> = HashMap::new();
            for (index, event) in (0..).zip(&self.events) {
                if let Some(body) = event.organiser.as_ref().and_then(|body| self.get(body)) {
                    by_body.entry(plain_slug(&format!("{} {}", body.entity.name, event.kind))).or_default().push(index);
                }
            }
            by_body
        });
        by_body.get(slug).into_iter().flatten().filter_map(|index| self.events.get(*index as usize))
    }
}
