//! Expressions of office: a role noun with its portfolio, its country or body, and the people it names.

use crate::{
    lang::Language,
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind},
};

/// A role noun with what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct RoleExpression {
    /// First item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
    /// Code of the role; empty for a counterpart, whose role is that of the person named before.
    pub role: String,
    /// Code of the portfolio.
    pub portfolio: Option<String>,
    /// The countries or bodies, one for each holder where several hold the role.
    pub of: Vec<EntityId>,
    /// Whether the noun is a plural.
    pub plural: bool,
    /// Whether the office is over.
    pub former: bool,
}

/// Reads expressions of office in the items of a sentence.
pub struct Roles<'a> {
    /// The text.
    pub text: &'a str,
    /// The language.
    pub language: &'a Language,
    /// The items of the sentence.
    pub items: &'a [Item],
}

impl Roles<'_> {
    /// The expression whose role noun is the item at `at`.
    pub fn at(&self, at: usize) -> Option<RoleExpression> {
        let lexicon = &self.language.lexicon;
        let item = self.items.get(at)?;
        if item.kind != ItemKind::Word {
            return None;
        }
        let mut expression = RoleExpression { start: at, end: at + 1, ..RoleExpression::default() };
        if let Some((role, portfolio)) = item.code(lexicon, "role-portfolio").and_then(|code| code.split_once(' ')) {
            expression.role = role.to_owned();
            expression.portfolio = Some(portfolio.to_owned());
        } else if let Some(role) = item.code(lexicon, "role") {
            role.clone_into(&mut expression.role);
        } else if !item.is(lexicon, "counterpart") {
            return None;
        }
        expression.plural = item.span.of(self.text).split_whitespace().next().is_some_and(|word| word.ends_with(['s', 'x']));
        // Words before: article, "former", a country's adjective in front.
        while let Some(before) = expression.start.checked_sub(1).map(|before| &self.items[before]) {
            if before.is(lexicon, "former") {
                expression.former = true;
            } else if !(before.is(lexicon, "det") || before.is(lexicon, "role-adjunct") || before.is(lexicon, "honorific")) {
                break;
            }
            expression.start -= 1;
        }
        self.complements(&mut expression);
        Some(expression)
    }

    fn complements(&self, expression: &mut RoleExpression) {
        let lexicon = &self.language.lexicon;
        while let Some(item) = self.items.get(expression.end) {
            if item.is_demonym() {
                expression.of.extend(item.entities().first().cloned());
                expression.end += 1;
            } else if item.is(lexicon, "role-adjunct") && item.kind == ItemKind::Word {
                expression.end += 1;
                // "chargé de" swallows its preposition; the portfolio follows.
                if let Some(end) = self.portfolio(expression.end, expression) {
                    expression.end = end;
                }
            } else if let Some(end) = self.behind_preposition(expression.end, expression) {
                expression.end = end;
            } else if self.is_and(expression.end) && !expression.of.is_empty() {
                // "of Kazakhstan and (of) Kyrgyzstan", "Kazakh and Kyrgyz"
                let next = expression.end + 1;
                let Some(after) = self.items.get(next) else { return };
                if after.is_demonym() && expression.plural {
                    expression.of.extend(after.entities().first().cloned());
                    expression.end = next + 1;
                } else if expression.plural
                    && let Some(end) = self.body_behind(next, expression)
                {
                    expression.end = end;
                } else {
                    return;
                }
            } else if item.is_mark(self.text, ",") && expression.plural && !expression.of.is_empty() && self.is_list_of_bodies(expression.end + 1) {
                let Some(end) = self.body_behind(expression.end + 1, expression) else { return };
                expression.end = end;
            } else {
                return;
            }
        }
    }

    fn is_list_of_bodies(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        self.items.get(at).is_some_and(|item| item.code(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep)))
    }

    fn behind_preposition(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let prep = self.items.get(at)?.code(lexicon, "prep")?;
        if self.language.has_function("of", prep) {
            let mut next = at + 1;
            while self.items.get(next).is_some_and(|item| item.is(lexicon, "det")) {
                next += 1;
            }
            return self.portfolio(next, expression).or_else(|| self.body_behind(at, expression));
        }
        // Where an ambassador or envoy is posted says nothing of whose office it is.
        let posted = matches!(expression.role.as_str(), "ambassador" | "special-representative" | "other");
        if posted && (self.language.has_function("at", prep) || self.language.has_function("to", prep)) {
            let (end, _) = self.body(at + 1)?;
            return Some(end);
        }
        None
    }

    fn portfolio(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let mut next = at;
        while self
            .items
            .get(next)
            .is_some_and(|item| item.is(lexicon, "det") || item.code(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep)))
        {
            next += 1;
        }
        let code = self.items.get(next)?.code(lexicon, "portfolio").or_else(|| self.items.get(next)?.code(lexicon, "area"))?;
        if expression.portfolio.is_none() {
            expression.portfolio = Some(code.to_owned());
        }
        let mut end = next + 1;
        // Adjectives and further fields: "et du Commerce extérieur", ", de la Coopération africaine".
        loop {
            while self
                .items
                .get(end)
                .is_some_and(|item| item.kind == ItemKind::Word && (item.is(lexicon, "adj") || item.is(lexicon, "portfolio") && !item.is(lexicon, "prep")))
            {
                end += 1;
            }
            let joined = self.is_and(end) || self.items.get(end).is_some_and(|item| item.is_mark(self.text, ","));
            let of = self
                .items
                .get(end + 1)
                .is_some_and(|item| item.code(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep)) || item.is(lexicon, "det"));
            if !joined || !of {
                break;
            }
            let mut field = end + 2;
            while self.items.get(field).is_some_and(|item| item.is(lexicon, "det")) {
                field += 1;
            }
            let Some(word) = self.items.get(field).filter(|item| item.kind == ItemKind::Word && item.entities().is_empty()) else { break };
            if !(word.is(lexicon, "portfolio") || word.is(lexicon, "area") || word.capital) {
                break;
            }
            end = field + 1;
        }
        Some(end)
    }

    /// A preposition of belonging and a country or body behind it.
    fn body_behind(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let item = self.items.get(at)?;
        let of = item.code(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep));
        let (end, body) = self.body(if of { at + 1 } else { at })?;
        expression.of.push(body);
        Some(end)
    }

    fn body(&self, at: usize) -> Option<(usize, EntityId)> {
        let lexicon = &self.language.lexicon;
        let mut next = at;
        while self
            .items
            .get(next)
            .is_some_and(|item| item.is(lexicon, "det") || item.code(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep)))
        {
            next += 1;
        }
        let item = self.items.get(next)?;
        let ItemKind::Name(named) = &item.kind else { return None };
        let id =
            named.entities.first().filter(|id| matches!(id.kind(), EntityKind::Country | EntityKind::Organisation | EntityKind::City | EntityKind::Place))?;
        (!named.demonym).then(|| (next + 1, id.clone()))
    }

    fn is_and(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.code(&self.language.lexicon, "conj") == Some("and"))
    }

    /// The people named right behind `at` (behind a comma as well), with the item behind them.
    pub fn people_behind(&self, at: usize, unknown: &dyn Fn(usize) -> Option<usize>) -> Option<(usize, Vec<(usize, usize)>)> {
        let lexicon = &self.language.lexicon;
        let mut next = at;
        let comma = self.items.get(next).is_some_and(|item| item.is_mark(self.text, ","));
        if comma {
            next += 1;
        }
        let mut people = Vec::new();
        loop {
            while self.items.get(next).is_some_and(|item| item.is(lexicon, "honorific") || item.is_mark(self.text, ".")) {
                next += 1;
            }
            let Some(item) = self.items.get(next) else { break };
            let known = matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person));
            let end = unknown(next).or(known.then_some(next + 1));
            let Some(end) = end else { break };
            people.push((next, end));
            next = end;
            let more = self.is_and(next) || self.items.get(next).is_some_and(|item| item.is_mark(self.text, ","));
            if !more {
                break;
            }
            // Look further only where another name follows.
            let after = next + 1;
            let follows =
                self.items.get(after).is_some_and(
                    |item| matches!(&item.kind, ItemKind::Name(named) if named.entities.first().is_some_and(|id| id.kind() == EntityKind::Person)),
                ) || unknown(after).is_some();
            if !follows {
                break;
            }
            next = after;
        }
        (!people.is_empty()).then_some((next, people))
    }
}

/// The span from one item to another.
pub fn span_of(items: &[Item], start: usize, end: usize) -> Span {
    match (items.get(start), end.checked_sub(1).and_then(|last| items.get(last))) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    }
}
