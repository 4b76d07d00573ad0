//! Expressions of office: a role noun with its portfolio, its country or body, and the people it names.

use crate::{
    lang::{Kinds, Language},
    model::{EntityId, EntityKind, PartKind, Span},
    recognise::{Item, ItemKind, Sentence},
    resolve::{offices, portfolio::Usual},
};

/// Roles whose holder is first in a state: they serve nobody else.
pub(super) const FIRST: [&str; 4] = ["president", "head-of-state", "prime-minister", "minister"];
/// Roles of people who speak for the state that sends them, wherever they are posted.
const SENT: [&str; 3] = ["ambassador", "special-representative", "other"];

/// "son adjoint": the second of the one who was just named.
pub(super) const SECOND: &str = "second";

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
    /// The role noun.
    pub noun: usize,
    /// Slug of the body that the noun itself tells ("commissaire européen").
    pub house: Option<String>,
    /// Slug of the body to which the noun belongs where the text names it ("les commissaires").
    pub likely: Option<String>,
    /// What the office is in some states, where the text does not tell whose it is.
    pub usual: Option<Usual>,
    /// Whether an article or possessive stands before the noun.
    pub article: bool,
    /// Whether a country's adjective says where the holder is from, not what he heads ("le directeur kazakh").
    pub origin: bool,
    /// Where the holder is posted.
    pub posted: Option<EntityId>,
    /// Whether it belongs to the one who is spoken of ("its minister").
    pub owned: bool,
    /// What "the organisation", "the country" behind the noun points back to.
    pub again: Option<Again>,
    /// The office of the one whom the holder serves ("adviser to the president"), and where that one is named.
    pub served: Option<Box<Served>>,
}

/// An office, and the items that name its holders.
pub type Served = (RoleExpression, Vec<(usize, usize)>);

/// A common noun that stands for something named before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The body named last.
    Body,
    /// The country of the one who is spoken of.
    Country,
}

impl RoleExpression {
    /// The country or body, or that of the one whom the holder serves.
    pub fn body(&self) -> Option<&EntityId> {
        self.of.first().or_else(|| self.served.as_ref().and_then(|served| served.0.body()))
    }
}

/// Reads expressions of office in the items of a sentence.
pub struct Roles<'a> {
    /// The text.
    pub text: &'a str,
    /// The language.
    pub language: &'a Language,
    /// The items of the sentence.
    pub items: &'a [Item],
    /// Whether it is a title all in capitals, where capitals tell nothing.
    pub shouting: bool,
}

impl<'a> Roles<'a> {
    /// A reader of a sentence.
    pub fn new(text: &'a str, language: &'a Language, sentence: &'a Sentence) -> Self {
        let shouting = sentence.part == PartKind::Title && {
            let title = sentence.span.of(text);
            let letters = title.chars().filter(|c| c.is_alphabetic()).count();
            title.chars().filter(|c| c.is_uppercase()).count() * 2 > letters
        };
        Self { text, language, items: &sentence.items, shouting }
    }

    /// The expression that begins at an item, with its article or adjective.
    pub fn starting(&self, at: usize) -> Option<RoleExpression> {
        let noun = (at..self.items.len().min(at + 4)).find(|index| self.is_noun(*index))?;
        (self.start(noun) == at).then(|| self.at(noun)).flatten()
    }

    /// Where the words before a noun of office begin: article, "former", a form of address.
    pub fn start(&self, noun: usize) -> usize {
        let belongs = |item: &&Item| item.is_any(Kinds::OFFICE_OPENING);
        noun - self.items[..noun].iter().rev().take_while(belongs).count()
    }

    /// Whether an item is a noun of office.
    pub fn is_noun(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.is_any(Kinds::OFFICE))
    }

    /// The next item from one on that an expression may have as its noun.
    pub fn opener(&self, from: usize) -> Option<usize> {
        (from..self.items.len()).find(|at| self.items[*at].is_any(Kinds::OFFICE_OR_GROUP))
    }

    /// Whether a possessive opens the words before a noun of office.
    fn is_owned(&self, start: usize, noun: usize) -> bool {
        self.items[start..noun].iter().any(|item| item.code(&self.language.lexicon, "det") == Some("possessive"))
    }

    /// The expression whose role noun is the item at `at`.
    pub fn at(&self, at: usize) -> Option<RoleExpression> {
        let lexicon = &self.language.lexicon;
        let item = self.items.get(at)?;
        if item.kind != ItemKind::Word || !self.is_noun(at) && !item.is(lexicon, "group") {
            return None;
        }
        let mut expression = RoleExpression { start: self.start(at), end: at + 1, noun: at, ..RoleExpression::default() };
        if let Some((role, portfolio)) = item.code(lexicon, "role-portfolio").and_then(|code| code.split_once(' ')) {
            expression.role = role.to_owned();
            expression.portfolio = Some(portfolio.to_owned());
        } else if let Some(role) = item.code(lexicon, "role") {
            role.clone_into(&mut expression.role);
        } else if let Some(role) = item.code(lexicon, "group").and_then(|code| code.strip_prefix("persons ")).filter(|_| {
            let comma = self.items.get(at + 1).is_some_and(|next| next.is_mark(self.text, ","));
            let hailed = || self.hailing(at + 2).is_some_and(|(name, country)| country.is_some() && self.person_at(name, 2).is_some());
            self.items.get(at + 1).is_some_and(|next| next.is_mark(self.text, ":")) || self.people_behind(at + 1, 2).is_some() || comma && hailed()
        }) {
            // "les deux ministres, X et Y"
            role.clone_into(&mut expression.role);
        } else if !item.is(lexicon, "counterpart") || item.code(lexicon, "counterpart") == Some(SECOND) && !self.is_owned(expression.start, at) {
            return None;
        }
        expression.house = item.code(lexicon, "role-house").map(str::to_owned);
        expression.likely = item.code(lexicon, "role-likely-house").map(str::to_owned);
        expression.plural = self.language.is_plural(item.span.of(self.text));
        let mut indefinite = false;
        for before in &self.items[expression.start..at] {
            if before.is(lexicon, "former") {
                expression.former = true;
            } else if let Some(determiner) = before.code(lexicon, "det") {
                expression.article = true;
                expression.owned |= determiner == "possessive";
                indefinite |= determiner == "indefinite";
            }
        }
        self.complements(&mut expression);
        if item.is(lexicon, "role-with-body") && expression.of.is_empty() {
            return None;
        }
        // "le premier ministre des Affaires étrangères à s'y rendre": the first one.
        if expression.role == "prime-minister" && expression.portfolio.is_some() {
            "minister".clone_into(&mut expression.role);
        }
        self.adjusted(&mut expression, indefinite);
        Some(expression)
    }

    fn complements(&self, expression: &mut RoleExpression) {
        let lexicon = &self.language.lexicon;
        while let Some(item) = self.items.get(expression.end) {
            if item.is_demonym() {
                expression.origin |= self.items[expression.noun].is(lexicon, "role-of-body");
                expression.of.extend(item.entities().first().cloned());
                expression.end += 1;
            } else if item.is(lexicon, "role-adjunct") && item.kind == ItemKind::Word {
                expression.end += 1;
                if item.is(lexicon, "role-deputy") {
                    expression.role = offices::second(&expression.role).to_owned();
                }
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
                } else if self.is_list_of_bodies(next) && self.body(next + 1).is_some_and(|(_, body)| is_body(&body) && expression.of.iter().all(is_body)) {
                    // "président de la société A et de la Chambre B"
                    let Some(end) = self.body_behind(next, expression) else { return };
                    expression.end = end;
                } else {
                    return;
                }
            } else if item.is_mark(self.text, ",") && expression.plural && !expression.of.is_empty() && self.is_list_of_demonyms(expression.end) {
                // "les présidents azerbaïdjanais, iranien et russe"
                expression.of.extend(self.items[expression.end + 1].entities().first().cloned());
                expression.end += 2;
            } else if item.is_mark(self.text, ",") && expression.plural && !expression.of.is_empty() && self.is_list_of_bodies(expression.end + 1) {
                let Some(end) = self.body_behind(expression.end + 1, expression) else { return };
                expression.end = end;
            } else {
                return;
            }
        }
    }

    /// Whether demonyms follow the comma at an index, the last of them behind "and".
    fn is_list_of_demonyms(&self, at: usize) -> bool {
        let demonym = |comma: usize| self.items.get(comma + 1).is_some_and(Item::is_demonym);
        let last = (at..).step_by(2).find(|next| !(self.items.get(*next).is_some_and(|item| item.is_mark(self.text, ",")) && demonym(*next)));
        last.is_some_and(|last| last > at && self.is_and(last) && demonym(last))
    }

    fn is_list_of_bodies(&self, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        self.items.get(at).is_some_and(|item| item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep)))
    }

    fn behind_preposition(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let prep = self.items.get(at)?.value(lexicon, "prep")?;
        let housed = expression.house.is_some() || expression.likely.is_some();
        if self.language.has_function("of", prep) || housed && self.language.has_function("at", prep) {
            return self
                .portfolio(at + usize::from(!self.language.has_function("of", prep)), expression)
                .or_else(|| self.served(at, expression))
                .or_else(|| self.body_behind(at, expression))
                .or_else(|| self.again(at, expression));
        }
        // "la secrétaire d'État à l'économie", "le ministre délégué au Commerce"
        if self.language.has_function("toward", prep) && self.is_field(at + 1, expression) {
            return self.portfolio(at + 1, expression);
        }
        // Where an ambassador or envoy is posted says nothing of whose office it is.
        let sent = SENT.contains(&expression.role.as_str());
        if !sent && !expression.role.starts_with("deputy-") {
            return None;
        }
        if sent && (self.language.has_function("at", prep) || self.language.has_function("to", prep)) {
            let end = self.posted(at + 1, expression);
            if end.is_some() {
                return end;
            }
        }
        // "adviser for foreign trade", "envoy for climate questions"
        if self.language.has_function("for", prep) {
            let mut next = at + 1;
            while self.items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER) || item.is(lexicon, "portfolio-lead") && item.kind == ItemKind::Word) {
                next += 1;
            }
            return self.portfolio(next, expression);
        }
        None
    }

    /// A preposition of belonging and a country or body behind it.
    pub(super) fn body_behind(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let item = self.items.get(at)?;
        let of = item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep));
        let (end, body) = self.body(if of { at + 1 } else { at })?;
        // "of this country of Central Asia": what stands behind a common noun only describes it.
        if expression.again.is_none() {
            expression.of.push(body);
        }
        Some(end)
    }

    /// Where a name in a list of holders begins, and the country whose adjective opens it: "le Kirghiz X".
    pub(super) fn hailing(&self, at: usize) -> Option<(usize, Option<EntityId>)> {
        let name = at + usize::from(self.items.get(at).is_some_and(|item| item.is_any(Kinds::DETERMINER)));
        let hails = self.items.get(name).filter(|item| item.is_demonym() && item.capital).and_then(|item| item.entities().first());
        match hails {
            Some(country) => Some((name + 1, Some(country.clone()))),
            None => self.items.get(at).map(|_| (at, None)),
        }
    }

    /// Past the articles and prepositions of belonging that begin at an item.
    pub(super) fn past_of(&self, at: usize) -> usize {
        let lexicon = &self.language.lexicon;
        let of = |item: &Item| item.is_any(Kinds::DETERMINER) || item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep));
        at + self.items.iter().skip(at).take_while(|item| of(item)).count()
    }

    pub(super) fn body(&self, at: usize) -> Option<(usize, EntityId)> {
        let lexicon = &self.language.lexicon;
        let mut next = self.past_of(at);
        // Legal forms and quotation marks before the name of a company.
        while self.items.get(next).is_some_and(|item| {
            item.kind == ItemKind::Word && item.capital && item.is(lexicon, "org-word") && item.span.of(self.text).chars().all(char::is_uppercase)
                || item.kind == ItemKind::Mark && matches!(item.span.of(self.text), "«" | "\"" | "“")
                || next > at && item.is_any(Kinds::DETERMINER) && !item.is_any(Kinds::PREPOSITION) && self.items[next - 1].kind == ItemKind::Mark
        }) {
            next += 1;
        }
        // "president of the Russian company X"
        if self.items.get(next).is_some_and(|item| item.kind == ItemKind::Word && (item.is(lexicon, "org-lead") || item.is(lexicon, "body-again"))) {
            let mut name = next + 1;
            while self.items.get(name).is_some_and(|item| {
                item.is_demonym() || item.kind == ItemKind::Word && (item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj") || item.is(lexicon, "area"))
            }) {
                name += 1;
            }
            let id = self.items.get(name).filter(|item| matches!(item.kind, ItemKind::Name(_))).and_then(|item| item.entities().first());
            if let Some(id) = id.filter(|id| id.kind() == EntityKind::Organisation) {
                return Some((name + 1, id.clone()));
            }
        }
        // "governor of the region of X", "president of the Iranian side of the commission Y"
        if self.items.get(next).is_some_and(|item| item.kind == ItemKind::Word && (item.is(lexicon, "place-head") || item.is(lexicon, "side"))) {
            let demonym = self.items.get(next + 1).is_some_and(Item::is_demonym);
            let of = next + 1 + usize::from(demonym);
            if self.items.get(of).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| self.language.has_function("of", prep)) {
                return self.body(of + 1);
            }
        }
        let item = self.items.get(next)?;
        let ItemKind::Name(named) = &item.kind else { return None };
        let id = named.entities.first().filter(|id| id.kind() != EntityKind::Person && id.kind() != EntityKind::Event && id.kind() != EntityKind::Agreement)?;
        (!named.demonym).then(|| (next + 1, id.clone()))
    }

    pub fn is_and(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.code(&self.language.lexicon, "conj") == Some("and"))
    }

    /// The people named right behind `at` (behind a comma as well), with the item behind them. An unknown name has so many words at least.
    pub fn people_behind(&self, at: usize, least: usize) -> Option<(usize, Vec<(usize, usize)>)> {
        let lexicon = &self.language.lexicon;
        let mut next = at;
        if self.items.get(next).is_some_and(|item| [",", "—", "–"].iter().any(|mark| item.is_mark(self.text, mark))) {
            next += 1;
            // "les présidents russe et kirghize, à savoir X et Y"
            next += usize::from(self.items.get(next).is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "namely")));
        }
        let mut people = Vec::new();
        loop {
            // ", le prince X": a form of address may have its article.
            if self.items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER))
                && self.items.get(next + 1).is_some_and(|item| item.is_any(Kinds::ADDRESS))
            {
                next += 1;
            }
            let named = next;
            while self.items.get(next).is_some_and(|item| item.is_any(Kinds::ADDRESS) || item.is_mark(self.text, ".")) {
                next += 1;
            }
            // "l'ancienne présidente, Mme X": behind a form of address one word is enough.
            let Some(end) = self.person_at(next, if next > named { 1 } else { least }) else { break };
            people.push((next, end));
            next = end;
            let more = self.is_and(next) || self.items.get(next).is_some_and(|item| item.is_mark(self.text, ","));
            // Look further only where another name follows.
            if !more || self.person_at(next + 1, least).is_none() {
                break;
            }
            next += 1;
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

/// Whether it is a body, not a state.
fn is_body(id: &EntityId) -> bool {
    id.kind() == EntityKind::Organisation
}
