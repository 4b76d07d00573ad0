//! Several holders of one role in a row, each with the country or portfolio that tells him from the others.

use crate::{
    lang::{Kinds, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::{
        Cast,
        people::{Finder, Hit},
        roles::RoleExpression,
    },
};

/// So many words may stand between a plural and the colon behind which its people are listed.
const ANNOUNCED: usize = 12;

/// A bracket behind a name has no more words.
const BRACKET: usize = 8;

/// So many items a name and the comma behind it take.
const NAME: usize = 6;

impl Finder<'_> {
    /// Further offices of the same person behind the first: "…, minister of X and chairman of Y".
    pub(super) fn chain(&self, first: &RoleExpression) -> Vec<RoleExpression> {
        let mut chain = Vec::new();
        let mut end = self.past_bracket(first.end);
        while self.is_gap(end) || self.roles.is_and(end) || self.is_mark(end, "/") {
            let mut next = end + 1;
            while self.is_aside(next) || self.is_mark(end, ",") && self.roles.is_and(next) {
                next += 1;
            }
            let Some(expression) = self.roles.starting(next).filter(|next| !next.plural && !first.plural && !next.role.is_empty()) else { break };
            // "the chairman of the commission, the senator X": a plain title may have its article.
            let title = expression.article && expression.role == "other" && expression.body().is_none() && self.roles.person_at(expression.end, 2).is_some();
            if expression.article && !title {
                break;
            }
            end = expression.end;
            chain.push(expression);
        }
        chain
    }

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

    /// "a pris le portefeuille de l'Économie, X celui des Finances et Y celui de la Santé": notes who else got one; whether somebody did.
    pub(super) fn gapped(&self, expression: &RoleExpression, cast: &mut Cast) -> bool {
        let again = |at: usize| self.items().get(at).is_some_and(|item| item.is(&self.context.language.lexicon, "role-again"));
        let mut end = expression.end;
        while self.is_comma(end) || self.roles.is_and(end) {
            let next = end + 1 + usize::from(self.is_comma(end) && self.roles.is_and(end + 1));
            let Some(stop) = self.roles.person_at(next, 2).filter(|stop| again(*stop)) else { break };
            let Some((after, own)) = self.that_of(expression, stop + 1) else { break };
            let Some(person) = self.holder((next, stop), Some(&own), &own.of, cast) else { break };
            self.offices(&own, std::slice::from_ref(&person), cast);
            end = after;
        }
        end > expression.end
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
        let of = self.items().get(at)?.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep));
        let mut own = RoleExpression { portfolio: None, ..expression.clone() };
        let end = self.roles.portfolio(at, &mut own).filter(|_| of)?;
        Some((end, own))
    }

    /// A preposition of one of these functions and a country behind it.
    pub(super) fn country(&self, at: usize, functions: &[&str]) -> Option<(usize, EntityId)> {
        let language = self.context.language;
        let prep = self.items().get(at)?.value(&language.lexicon, "prep")?;
        if !functions.iter().any(|function| language.has_function(function, prep)) {
            return None;
        }
        let mut next = at + 1;
        while self.items().get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
            next += 1;
        }
        let item = self.items().get(next).filter(|item| !item.is_demonym())?;
        item.entities().first().filter(|id| id.kind() == EntityKind::Country).map(|id| (next + 1, id.clone()))
    }

    /// "les Premiers ministres (X pour l'Arménie, Y pour la Biélorussie)", "les ministres : X (Arménie), Y (Bélarus)",
    /// "trois ministres russes, X (Transports) et Y (Énergie)"
    pub(super) fn listed(&self, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        if let Some(hit) = self.in_brackets(expression, cast) {
            return Some(hit);
        }
        // "leur Premier ministre (X pour l'Arménie, Y pour la Biélorussie)"
        let each = || {
            let their = self.items()[expression.start].code(&self.context.language.lexicon, "det") == Some("possessive-many");
            their && self.is_mark(expression.end, "(")
        };
        if !expression.plural && !each() {
            return None;
        }
        let mut next = self.list_behind(expression.end);
        while self.is_mark(next, "(") || self.is_mark(next, ":") || self.is_comma(next) {
            next += 1;
        }
        let mut found = Vec::new();
        let mut end = next;
        while let Some((first, from)) = self.roles.hailing(self.past_honorific(next))
            && let Some(stop) = self.roles.person_at(first, 2)
        {
            next = first;
            let own = |country: EntityId| RoleExpression { of: vec![country], plural: false, ..expression.clone() };
            let apart =
                if self.is_mark(stop, "(") { self.bracketed(expression, stop + 1) } else { self.country(stop, &["of", "for"]).map(|(end, id)| (end, own(id))) };
            let Some((after, own)) = from.map(|from| (stop, own(from))).or(apart) else { break };
            found.push(((next, stop), own));
            end = after;
            next = after;
            while self.is_comma(next) || self.roles.is_and(next) || self.is_mark(next, ";") {
                next += 1;
            }
        }
        let mut people = Vec::new();
        for (span, own) in found {
            let person = self.holder(span, Some(&own), &own.of, cast)?;
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
        }
        (!people.is_empty()).then_some(Hit { start: expression.start, end, people })
    }

    /// The country or portfolio that a bracket behind a name holds, and nothing else.
    fn bracketed(&self, expression: &RoleExpression, at: usize) -> Option<(usize, RoleExpression)> {
        let close = (at..self.items().len().min(at + BRACKET)).find(|index| self.is_mark(*index, ")"))?;
        // "X (Danemark, en résidence à Rome)": what is said of him behind a comma is no other state.
        let first = (at..close).find(|index| self.is_comma(*index)).unwrap_or(close);
        let mut named = self.items()[at..first].iter().flat_map(Item::entities);
        let alone = RoleExpression { plural: false, ..expression.clone() };
        let own = match (named.next(), named.next()) {
            (Some(country), None) if country.kind() == EntityKind::Country => RoleExpression { of: vec![country.clone()], ..alone },
            (None, _) if expression.of.len() == 1 => {
                let mut own = RoleExpression { portfolio: None, ..alone };
                self.roles.portfolio(at, &mut own)?;
                own
            }
            _ => return None,
        };
        Some((close + 1, own))
    }

    /// Where the names begin that a plural announces, behind the colon of its phrase: "cinq ambassadeurs récemment nommés : X".
    fn list_behind(&self, at: usize) -> usize {
        let plain = |index: &usize| {
            let finite =
                |sense: &crate::lang::Sense| sense.form.is_some_and(|form| !matches!(form.tense, Tense::Participle | Tense::Gerund | Tense::Infinitive));
            let item = &self.items()[*index];
            item.kind == ItemKind::Word && !item.senses.iter().all(finite) || item.kind == ItemKind::Word && item.senses.is_empty()
        };
        let colon = (at..self.items().len().min(at + ANNOUNCED)).take_while(plain).last().map_or(at, |last| last + 1);
        if self.is_mark(colon, ":") { colon } else { at }
    }

    /// Past "MM.", "Mme".
    fn past_honorific(&self, at: usize) -> usize {
        let honorific = self.items().get(at).is_some_and(|item| item.is_any(Kinds::ADDRESS));
        if honorific { at + 1 + usize::from(self.is_mark(at + 1, ".")) } else { at }
    }

    /// Past a bracket that explains what stands before it.
    pub(super) fn past_bracket(&self, at: usize) -> usize {
        if !self.is_mark(at, "(") {
            return at;
        }
        (at..self.items().len().min(at + 10)).find(|close| self.is_mark(*close, ")")).map_or(at, |close| close + 1)
    }

    /// The comma before a name that ends a long title, with no verb on the way.
    pub(super) fn far_comma(&self, from: usize) -> Option<usize> {
        let lexicon = &self.context.language.lexicon;
        (from..self.items().len().min(from + 16))
            .take_while(|at| {
                let item = &self.items()[*at];
                !item
                    .senses
                    .iter()
                    .any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, crate::lang::Tense::Gerund | crate::lang::Tense::Participle)))
                    && !item.is_mark(self.context.text, ".")
                    && !item.is(lexicon, "role")
                    // "plusieurs dirigeants, dont X, Y et Z"
                    && !item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("such-as", prep))
            })
            .filter(|at| self.is_comma(*at))
            .find(|at| self.roles.person_at(at + 1, 2).is_some())
    }

    /// "Ambassadeur de A en B : X": a line that is a label and a name.
    pub(super) fn is_label(&self, expression: &RoleExpression, at: usize) -> bool {
        let opens = !expression.article && (expression.start == 0 || self.items()[expression.start - 1].kind == ItemKind::Mark);
        let closes = |at: usize| self.items().get(at).is_none_or(|item| item.kind == ItemKind::Mark);
        opens && self.is_mark(at, ":") && self.roles.people_behind(at + 1, 2).is_some_and(|(end, _)| closes(end))
    }

    /// "les ministres de A (X), de B (Y) et de C (Z)": each name in the bracket behind what tells it apart.
    fn in_brackets(&self, expression: &RoleExpression, cast: &mut Cast) -> Option<Hit> {
        if expression.of.len() != 1 || expression.former {
            return None;
        }
        let mut own = RoleExpression { plural: false, ..expression.clone() };
        let (mut at, mut end) = (expression.end, expression.end);
        let mut found = Vec::new();
        while self.is_mark(at, "(") {
            let name = self.past_honorific(at + 1);
            let Some(stop) = self.roles.person_at(name, 2).filter(|stop| self.is_mark(*stop, ")")) else { break };
            found.push(((name, stop), own.clone()));
            end = stop + 1;
            let mut next = end;
            while self.is_comma(next) || self.roles.is_and(next) {
                next += 1;
            }
            let Some((after, other)) = self.apart(&own, next).filter(|_| next > end) else { break };
            (at, own) = (after, other);
        }
        if found.len() < 2 {
            return None;
        }
        let mut people = Vec::new();
        for (span, own) in found {
            let person = self.holder(span, Some(&own), &own.of, cast)?;
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
        }
        Some(Hit { start: expression.start, end, people })
    }

    /// "X (A), Y (B) et Z (C), ministres de l'Énergie": names with their states before the office.
    pub(super) fn with_lands(&self, expression: &RoleExpression, link: usize, cast: &mut Cast) -> Option<Hit> {
        if !expression.plural || !expression.of.is_empty() {
            return None;
        }
        let mut found = Vec::new();
        let mut close = link.checked_sub(1)?;
        while self.is_mark(close, ")") {
            let open = (close.saturating_sub(BRACKET)..close).rev().find(|open| self.is_mark(*open, "("))?;
            let [item] = &self.items()[open + 1..close] else { break };
            let Some(state) = item.entities().first().filter(|id| id.kind() == EntityKind::Country) else { break };
            let Some(start) = self.roles.person_ending(open) else { break };
            found.insert(0, ((start, open), state.clone()));
            let joined = start.checked_sub(1).filter(|joined| self.is_comma(*joined) || self.roles.is_and(*joined));
            let Some(before) = joined.and_then(|joined| joined.checked_sub(1)) else { break };
            close = before;
        }
        let start = found.first().filter(|_| found.len() > 1)?.0.0;
        let mut people = Vec::new();
        for (span, state) in found {
            let own = RoleExpression { of: vec![state], plural: false, ..expression.clone() };
            let person = self.holder(span, Some(&own), &own.of, cast)?;
            self.offices(&own, std::slice::from_ref(&person), cast);
            people.push(person);
        }
        Some(Hit { start, end: expression.end, people })
    }

    /// Whether an office of their own stands behind the name that begins at an item: ", ministre délégué".
    pub(super) fn is_told_apart(&self, at: usize) -> bool {
        let comma = (at..self.items().len().min(at + NAME)).find(|at| self.is_comma(*at));
        let own = |noun: usize| self.roles.at(noun).is_some_and(|own| !own.role.is_empty() && !own.article);
        comma.is_some_and(|comma| (comma + 1..self.items().len().min(comma + 3)).any(own))
    }
}
