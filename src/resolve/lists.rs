//! Several holders of one role in a row, each with the country or portfolio that tells him from the others.

use crate::{
    model::{EntityId, EntityKind},
    resolve::{
        Cast,
        people::{Finder, Hit},
        roles::RoleExpression,
    },
};

impl Finder<'_> {
    /// "ses homologues kirghiz X et ouzbek Y", "les ministres de l'Énergie X et des Transports Y": each name with what tells it apart.
    pub(super) fn distributed(&self, expression: &RoleExpression, mut end: usize, mut people: Vec<EntityId>, cast: &mut Cast) -> (usize, Vec<EntityId>) {
        loop {
            let mut next = end;
            while self.is_comma(next) || self.roles.is_and(next) {
                next += 1;
            }
            if next == end {
                break;
            }
            // "le ministre du Plan, X, et celui de la Culture, Y"
            let again = self.items().get(next).is_some_and(|item| item.is(&self.context.language.lexicon, "role-again"));
            let found = if again { self.that_of(expression, next + 1) } else { self.apart(expression, next).filter(|_| expression.plural) };
            let Some((after, own)) = found else { break };
            let person_at = after + usize::from(self.is_comma(after));
            let Some(stop) = self.roles.person_at(person_at, 2) else { break };
            let Some(person) = self.holder((person_at, stop), Some(&own), &own.of, cast) else { break };
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
            end = stop;
        }
        (end, people)
    }

    /// "celui de la Culture", "celui des Chemins de fer d'Iran": the same role of another body, or for another field.
    fn that_of(&self, expression: &RoleExpression, at: usize) -> Option<(usize, RoleExpression)> {
        self.apart(expression, at).or_else(|| {
            let mut own = RoleExpression { of: Vec::new(), again: None, ..expression.clone() };
            let end = self.roles.body_behind(at, &mut own)?;
            Some((end, own))
        })
    }

    /// The country or portfolio that tells one holder of a role from the others.
    fn apart(&self, expression: &RoleExpression, at: usize) -> Option<(usize, RoleExpression)> {
        let lexicon = &self.context.language.lexicon;
        if let Some((end, country)) = self.country(at, &["of"]) {
            return Some((end, RoleExpression { of: vec![country], ..expression.clone() }));
        }
        if let Some(country) = self.items().get(at).filter(|item| item.is_demonym()).and_then(|item| item.entities().first().cloned()) {
            return Some((at + 1, RoleExpression { of: vec![country], ..expression.clone() }));
        }
        let of = self.items().get(at)?.code(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep));
        let mut own = RoleExpression { portfolio: None, ..expression.clone() };
        let end = self.roles.portfolio(at, &mut own).filter(|_| of)?;
        Some((end, own))
    }

    /// A preposition of one of these functions and a country behind it.
    pub(super) fn country(&self, at: usize, functions: &[&str]) -> Option<(usize, EntityId)> {
        let language = self.context.language;
        let prep = self.items().get(at)?.code(&language.lexicon, "prep")?;
        if !functions.iter().any(|function| language.has_function(function, prep)) {
            return None;
        }
        let mut next = at + 1;
        while self.items().get(next).is_some_and(|item| item.is(&language.lexicon, "det")) {
            next += 1;
        }
        let item = self.items().get(next).filter(|item| !item.is_demonym())?;
        item.entities().first().filter(|id| id.kind() == EntityKind::Country).map(|id| (next + 1, id.clone()))
    }

    /// "les Premiers ministres (X pour l'Arménie, Y pour la Biélorussie)", "les ministres : X (Arménie), Y (Bélarus)"
    pub(super) fn listed(&self, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        if !expression.plural {
            return None;
        }
        let mut next = expression.end;
        while self.is_mark(next, "(") || self.is_mark(next, ":") || self.is_comma(next) {
            next += 1;
        }
        let mut found = Vec::new();
        let mut end = next;
        while let Some((first, from)) = self.roles.hailing(next)
            && let Some(stop) = self.roles.person_at(first, 2)
        {
            next = first;
            let bracket = self.is_mark(stop, "(");
            let inside = if bracket { self.items().get(stop + 1) } else { None };
            let country = match inside {
                Some(item) => {
                    item.entities().first().filter(|id| id.kind() == EntityKind::Country && self.is_mark(stop + 2, ")")).map(|id| (stop + 3, id.clone()))
                }
                None => self.country(stop, &["of", "for"]),
            };
            let Some((after, country)) = from.map(|from| (stop, from)).or(country) else { break };
            found.push(((next, stop), country));
            end = after;
            next = after;
            while self.is_comma(next) || self.roles.is_and(next) || self.is_mark(next, ";") {
                next += 1;
            }
        }
        let mut people = Vec::new();
        for (span, country) in found {
            let own = RoleExpression { of: vec![country], plural: false, ..expression.clone() };
            let person = self.holder(span, Some(&own), &own.of, cast)?;
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
        }
        (!people.is_empty()).then_some(Hit { start: expression.start, end, people })
    }
}
