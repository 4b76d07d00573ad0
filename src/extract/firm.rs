//! Firms and agencies, and the people who head them and speak for them.

use crate::{
    extract::{
        Reader, Scene,
        chunk::{ChunkKind, Nouns},
        parties::is_alliance,
    },
    model::{EntityId, EntityKind},
};

/// More of them in one list are a roll.
const MANY: usize = 5;

impl Reader<'_> {
    /// "le norvégien Equinor livrera du gaz à X": whether an item only tells where the firm behind it is at home.
    pub(super) fn is_nation_of_firm(&self, scene: &Scene<'_>, at: usize) -> bool {
        let items = &scene.sentence.items;
        items[at].is_demonym()
            && !items[at].capital
            && at.checked_sub(1).is_some_and(|before| items[before].is(&self.language.lexicon, "det"))
            && items.get(at + 1).is_some_and(|next| next.entities().iter().any(|id| id.kind() == EntityKind::Organisation))
    }

    /// Whether it is a firm and no state body; of those that only the text knows, one written like a name throughout.
    pub(super) fn is_firm(&self, id: &EntityId) -> bool {
        let like_a_name = |name: &str| name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase));
        match self.knowledge.get(id) {
            Some(known) => matches!(known.entity.subtype.as_str(), "company" | "bank" | "fund" | "university"),
            None => self.cast.fresh.get(id).is_some_and(|entity| like_a_name(&entity.name)),
        }
    }

    /// The firm that a person heads and signs for.
    pub(super) fn firm_of(&self, person: &EntityId) -> Option<EntityId> {
        let offices = || self.cast.offices.iter().filter(|office| office.person == *person && !office.former);
        // "le vice-ministre du Pétrole et directeur de la compagnie X": for the state, of which the text tells first.
        let of_state = |office: &crate::resolve::OfficeMention| office.of.as_ref().is_some_and(|of| of.kind() == EntityKind::Country) && office.role != "other";
        if offices().next().is_some_and(of_state) {
            return None;
        }
        // An agency or committee signs by its head; a ministry does so for the state.
        let agency = |of: &EntityId| self.knowledge.get(of).map_or(self.cast.fresh.contains_key(of), |known| known.entity.subtype == "agency");
        let signs = |office: &&crate::resolve::OfficeMention| office.of.as_ref().is_some_and(|of| self.is_firm(of) || office.role == "head" && agency(of));
        offices().filter(|office| office.of.as_ref().is_some_and(|of| of.kind() == EntityKind::Organisation)).find(signs)?.of.clone()
    }

    /// "Le patron de X et le ministre Y sont convenus de coopérer", "entre la société X et l'agence Y": firms and agencies that a sentence joins with
    /// each other, or with a state or its ministry; and the item from which on the sentence speaks of them.
    pub(super) fn firms_joined(&self, scene: &Scene<'_>) -> Option<(usize, Vec<EntityId>)> {
        // One of them is a body, or who heads one.
        scene.names(&[EntityKind::Organisation, EntityKind::Person]).then_some(())?;
        let (clauses, chunks) = (&scene.clauses, scene.chunks());
        let function = |index: usize, function: &str| chunks[index].preposition().is_some_and(|value| self.language.has_function(function, value));
        (0..chunks.len()).find_map(|index| {
            let (from, nouns): (usize, Nouns) = if chunks[index].verb().is_some_and(|verb| verb.is_finite()) {
                let mut nouns = clauses.grammatical_subject(index);
                // "Les pourparlers ont porté sur des projets avec X et Y": these two do nothing with each other.
                let acts = clauses.entities(&nouns).iter().any(|id| self.bound_through(id).is_some());
                if acts {
                    nouns.extend(clauses.complements(index, "with"));
                }
                (clauses.clause_start(index), nouns)
            } else if function(index, "between") && chunks.get(index + 1).is_some_and(|chunk| chunk.noun().is_some()) {
                // "une feuille de route sur l'eau et un accord sur l'énergie entre X et Y"
                let apart = |at: &usize| matches!(chunks[*at].kind, ChunkKind::Comma | ChunkKind::Conjunction(_));
                ((0..index).rev().find(apart).unwrap_or_default(), clauses.coordinated_right(index + 1))
            } else {
                return None;
            };
            let mut list: Vec<EntityId> = Vec::new();
            for id in clauses.entities(&nouns).iter().filter_map(|id| self.bound_through(id)) {
                if !list.contains(&id) {
                    list.push(id);
                }
            }
            let firm = |id: &EntityId| id.kind() == EntityKind::Organisation && !is_alliance(id, self.knowledge) && self.state_of_body(id.clone()) == *id;
            ((2..=MANY).contains(&list.len()) && list.iter().any(firm)).then(|| (chunks[from].start, list))
        })
    }

    /// Who is bound by what somebody signs or agrees to: the firm of its head, the state of its minister, a body itself.
    fn bound_through(&self, id: &EntityId) -> Option<EntityId> {
        match id.kind() {
            EntityKind::Country | EntityKind::Organisation => Some(id.clone()),
            EntityKind::Person => self.firm_of(id).or_else(|| self.country_of(id)),
            _ => None,
        }
    }
}
