//! What an office is about: "des Affaires étrangères", "de l'Industrie, des Mines et du Commerce".

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::roles::{Again, FIRST, RoleExpression, Roles},
};

impl Roles<'_> {
    /// The end of the fields of an office that begin at an item, behind prepositions and articles; the first field is noted.
    pub fn portfolio(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let next = self.past_of(at);
        // "le président des EAU": a state, no water.
        let field = self.items.get(next).filter(|item| !matches!(item.kind, ItemKind::Name(_)))?;
        let code = field.code(lexicon, "portfolio").or_else(|| field.code(lexicon, "area"));
        // A field without a code, written like a name: "ministre des Situations d'urgence".
        let named = (matches!(expression.role.as_str(), "minister" | "deputy-minister" | "deputy-prime-minister") || expression.likely.is_some())
            && next > at
            && self.items.get(next).is_some_and(|item| item.kind == ItemKind::Word && item.capital && !self.is_noun(next) && !item.senses.has_form());
        if code.is_none() && !named {
            return None;
        }
        if expression.portfolio.is_none() {
            expression.portfolio = code.map(str::to_owned);
        }
        let mut end = next + 1;
        // "…d'urgence": a small word that hangs on such a name.
        if code.is_none()
            && self.items.get(end).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| self.language.has_function("of", prep))
            && self.items.get(end + 1).is_some_and(|item| item.kind == ItemKind::Word && !item.capital)
        {
            end += 2;
        }
        // Adjectives and further fields: "et du Commerce extérieur", ", de la Coopération africaine".
        loop {
            while self.items.get(end).is_some_and(|item| {
                item.kind == ItemKind::Word
                    && (item.is_any(Kinds::ADJECTIVE)
                        || item.senses.is_empty() && !item.capital
                        || item.is(lexicon, "org-adj") && !item.is_any(Kinds::PREPOSITION)
                        || item.is(lexicon, "portfolio") && !item.is_any(Kinds::PREPOSITION))
            }) {
                end += 1;
            }
            // "économiques et sociales"
            if self.is_and(end)
                && self.items.get(end + 1).is_some_and(|item| {
                    item.kind == ItemKind::Word
                        && !item.capital
                        && (item.senses.is_empty() || item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj") || item.is(lexicon, "area"))
                        && !item.is_any(Kinds::DETERMINER)
                })
            {
                end += 2;
                continue;
            }
            let joined = self.is_and(end) || self.items.get(end).is_some_and(|item| item.is_mark(self.text, ","));
            // "selon le ministre du Commerce, le commerce a crû": what has its own article is no further field.
            let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep));
            let mut field = end + 1;
            while self.items.get(field).is_some_and(|item| item.is_any(Kinds::DETERMINER) || of(item)) {
                field += 1;
            }
            if !joined || !self.items[(end + 1).min(field)..field].iter().any(of) {
                break;
            }
            let Some(word) = self.items.get(field).filter(|item| item.kind == ItemKind::Word && item.entities().is_empty()) else { break };
            if !(word.is(lexicon, "portfolio") || word.is(lexicon, "area") || word.capital) {
                break;
            }
            // "de l'Administration territoriale et des Infrastructures": the first that has a code.
            if expression.portfolio.is_none() {
                expression.portfolio = word.code(lexicon, "portfolio").or_else(|| word.code(lexicon, "area")).map(str::to_owned);
            }
            end = field + 1;
        }
        Some(end)
    }

    /// "secretary-general of the organisation", "ambassador of the country"
    pub(super) fn again(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let mut next = at + 1;
        while self.items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
            next += 1;
        }
        let item = self.items.get(next).filter(|item| item.kind == ItemKind::Word)?;
        let again = if item.is(lexicon, "body-again") {
            Again::Body
        } else if item.is(lexicon, "country-again") {
            Again::Country
        } else {
            return None;
        };
        let further = self.items.get(next + 1).is_some_and(|item| {
            item.is_any(Kinds::ADJECTIVE)
                || item.is_demonym()
                || item.capital
                || item.value(lexicon, "prep").is_some_and(|prep| self.language.has_function("of", prep))
        });
        if further && again == Again::Body {
            return None;
        }
        expression.again = Some(again);
        Some(next + 1)
    }

    /// Whether a field of a minister begins at an item behind "at": one that is known, or a name behind its article: "à la Coopération".
    pub(super) fn is_field(&self, at: usize, expression: &RoleExpression) -> bool {
        let lexicon = &self.language.lexicon;
        let next = self.past_of(at);
        let named = |item: &Item| {
            item.is(lexicon, "portfolio") || item.is(lexicon, "area") || item.capital && next > at && !item.is(lexicon, "event-kind") && !item.senses.has_form()
        };
        matches!(expression.role.as_str(), "minister" | "deputy-minister") && self.items.get(next).filter(|item| item.kind == ItemKind::Word).is_some_and(named)
    }

    /// Past where the holder of an office is posted: "ambassador in Rome", "in this country"; who is employed there serves the house itself.
    pub(super) fn posted(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        let lexicon = &self.language.lexicon;
        let Some((end, body)) = self.body(at) else {
            let land = self.past_of(at);
            let again = self.items.get(land).is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "country-again"));
            return (again && land > at).then_some(land + 1);
        };
        let employed = body.kind() == EntityKind::Organisation && self.items[expression.noun].is(lexicon, "role-employed");
        if employed && expression.of.is_empty() {
            expression.of.push(body);
        } else {
            expression.posted.get_or_insert(body);
        }
        Some(end)
    }

    /// "adviser to the president", "spokesman of the minister of transport": the one whom the holder serves.
    pub(super) fn served(&self, at: usize, expression: &mut RoleExpression) -> Option<usize> {
        if FIRST.contains(&expression.role.as_str()) || expression.role.is_empty() || expression.served.is_some() || !expression.of.is_empty() {
            return None;
        }
        let lexicon = &self.language.lexicon;
        let mut noun = at + 1;
        while self.items.get(noun).is_some_and(|item| item.is_any(Kinds::DETERMINER) || item.is(lexicon, "former")) {
            noun += 1;
        }
        let mut inner = self.at(noun).filter(|inner| !inner.role.is_empty() && !inner.plural)?;
        // "la conseillère du président chargée de la science": who serves is in charge of it.
        if matches!(inner.role.as_str(), "president" | "head-of-state" | "prime-minister")
            && inner.portfolio.as_deref().is_some_and(|field| field != "parliament")
        {
            expression.portfolio = inner.portfolio.take();
        }
        let (end, people) = self
            .people_behind(inner.end, 1)
            .filter(|_| !self.items.get(inner.end).is_some_and(|item| item.is_mark(self.text, ",")))
            .map_or_else(|| (inner.end, Vec::new()), |(_, people)| (people.first().map_or(inner.end, |first| first.1), people.into_iter().take(1).collect()));
        expression.served = Some(Box::new((inner, people)));
        Some(end)
    }

    /// What an article or a place behind it makes of a noun of office: "un responsable de X" is one of many, "à la tête de la région de X" governs it.
    pub(super) fn adjusted(&self, expression: &mut RoleExpression, indefinite: bool) {
        let lexicon = &self.language.lexicon;
        let noun = &self.items[expression.noun];
        if indefinite && noun.is(lexicon, "role-of-many") {
            "other".clone_into(&mut expression.role);
        }
        let place = |of: &EntityId| of.kind() == EntityKind::Place;
        let head = |item: &Item| item.kind == ItemKind::Word && item.is(lexicon, "place-head");
        if expression.role == "head"
            && noun.is(lexicon, "role-with-body")
            && expression.of.first().is_some_and(place)
            && self.items[expression.noun + 1..expression.end].iter().any(head)
        {
            "governor".clone_into(&mut expression.role);
        }
        self.usual(expression);
    }

    /// What a noun of office is in some states: "le secrétaire d'État américain" is a minister, that of other states is none.
    fn usual(&self, expression: &mut RoleExpression) {
        let lexicon = &self.language.lexicon;
        let Some(usual) = self.items[expression.noun].code(lexicon, "role-in-state").and_then(Usual::of) else { return };
        let field = self.items[expression.noun + 1..expression.end].iter().any(|item| item.kind == ItemKind::Word && item.capital);
        match expression.of.as_slice() {
            [state] => usual.apply(state, !field, &mut expression.role, &mut expression.portfolio),
            [] if expression.portfolio.is_none() && !field => expression.usual = Some(usual),
            _ => {}
        }
    }
}

/// What an office is called like another in some states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual {
    /// Code of the role.
    pub role: String,
    /// Code of the portfolio, in the first of the states.
    pub portfolio: String,
    /// Slugs of the states.
    states: Vec<String>,
}

impl Usual {
    /// Read from a code: role, portfolio, states.
    fn of(code: &str) -> Option<Self> {
        let mut words = code.split(' ').map(str::to_owned);
        Some(Self { role: words.next()?, portfolio: words.next()?, states: words.collect() })
    }

    /// The office as one of a state.
    pub fn apply(&self, state: &EntityId, plain: bool, role: &mut String, portfolio: &mut Option<String>) {
        let Some(rank) = self.states.iter().position(|slug| slug == state.slug()) else { return };
        role.clone_from(&self.role);
        if rank == 0 && plain && portfolio.is_none() {
            *portfolio = Some(self.portfolio.clone());
        }
    }
}
