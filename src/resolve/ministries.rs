//! Bodies of several states under one noun: "les ministères des Transports de A et de B", "les ministères kirghize et français de la Santé".

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind, Portfolio, Scheme, Span, VOCABULARIES},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        bodies::{BODIES, Bodies},
        roles::span_of,
        shapes::further,
    },
};

/// A noun of bodies in the plural with its field and the states whose bodies they are.
#[derive(Debug)]
pub struct Several {
    /// One past the last item.
    pub end: usize,
    /// The noun of the field.
    pub field: usize,
    /// The states.
    pub states: Vec<EntityId>,
}

/// The ministries that begin at an item; those "of the two countries" speak for these.
pub fn several(context: &Context<'_>, items: &[Item], at: usize) -> Option<Several> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let noun = &items[at];
    if noun.kind != ItemKind::Word || noun.code(lexicon, "body") != Some("ministry") || !language.is_plural(noun.span.of(context.text)) {
        return None;
    }
    let of = |item: &Item| item.is_any(Kinds::DETERMINER) || item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
    let past = |at: usize| at + items[at..].iter().take_while(|item| of(item)).count();
    let and = |at: usize| items.get(at).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
    let comma = |at: usize| items.get(at).is_some_and(|item| item.is_mark(context.text, ","));
    let country = |at: usize| items.get(at).and_then(|item| item.entities().first()).filter(|id| id.kind() == EntityKind::Country).cloned();
    let (mut field, mut states, mut end) = (None, Vec::new(), at + 1);
    while end < items.len() {
        let next = past(end);
        let Some(item) = items.get(next) else { break };
        let joined = !states.is_empty() && (and(end) || comma(end));
        if let Some(state) = country(next).filter(|_| states.is_empty() && (item.is_demonym() || next > end)) {
            states.push(state);
            end = next + 1;
        } else if joined && let Some(state) = country(past(end + 1)) {
            states.push(state);
            end = past(end + 1) + 1;
        } else if field.is_none() && next > end && item.kind == ItemKind::Word && (item.is(lexicon, "portfolio") || item.is(lexicon, "area")) {
            field = Some(next);
            end = further(context, items, next + 1);
        } else {
            break;
        }
    }
    let field = field?;
    (states.len() > 1).then_some(Several { end, field, states })
}

impl Bodies<'_> {
    /// Whether what a presidency presides over follows, behind an adjective or none.
    pub(super) fn turns(&self, items: &[Item], at: usize) -> bool {
        let lexicon = &self.context.language.lexicon;
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| self.context.language.has_function("of", prep));
        let mut next = at;
        if items.get(next).is_some_and(|item| item.kind == ItemKind::Word && !item.capital && !of(item) && !item.is_any(Kinds::PREPOSITION)) {
            next += 1;
        }
        if !items.get(next).is_some_and(of) {
            return false;
        }
        while items.get(next).is_some_and(|item| of(item) || item.is_any(Kinds::DETERMINER)) {
            next += 1;
        }
        items.get(next).is_some_and(|item| match item.entities().first() {
            Some(id) => id.kind() == EntityKind::Organisation,
            None => item.kind == ItemKind::Word && item.capital,
        })
    }

    /// The ministries of one field of several states.
    pub(super) fn ministries_of(&mut self, items: &[Item], at: usize, several: &Several, cast: &mut Cast) -> Vec<EntityId> {
        let lexicon = &self.context.language.lexicon;
        let span = span_of(items, at, several.end);
        let field = &items[several.field];
        let Some(code) = field.code(lexicon, "portfolio").or_else(|| field.code(lexicon, "area")).map(str::to_owned) else { return Vec::new() };
        let mut bodies = Vec::new();
        for state in &several.states {
            let Some(id) = self.of_state("ministry", Some(code.clone()), state, span, cast) else { continue };
            cast.mention(span, &id);
            self.ministries.insert(state.clone(), id.clone());
            bodies.push(id);
        }
        bodies
    }

    /// The body of a kind and field that a state has.
    pub(super) fn of_state(&self, code: &str, portfolio: Option<String>, state: &EntityId, span: Span, cast: &mut Cast) -> Option<EntityId> {
        let context = self.context;
        let label = &context.knowledge.get(state)?.entity.name;
        let portfolio = portfolio.map(|code| {
            let label =
                VOCABULARIES.get(Portfolio::NAME).and_then(|scheme| scheme.terms.get(&code)).map_or(code.as_str(), |concept| concept.en.as_str()).to_owned();
            label.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
        });
        let name = BODIES.get(code)?.replace("{portfolio}", portfolio.as_deref().unwrap_or_default()).replace("{country}", label);
        // "les chemins de fer géorgiens" are a company that is known by that name, written large.
        let called = || context.knowledge.called(span.of(context.text)).find(|known| known.entity.id.kind() == EntityKind::Organisation);
        let known = context.knowledge.named(&name).or_else(called).map(|known| known.entity.id.clone());
        Some(known.unwrap_or_else(|| cast.entity(EntityKind::Organisation, &name, span.of(context.text), &context.language.code)))
    }

    /// The country whose body one without a country is: the only one that the sentence names, or the one that the document is about.
    pub(super) fn state(&self, items: &[Item]) -> Option<EntityId> {
        let mut named = items.iter().filter_map(|item| item.entities().first()).filter(|id| id.kind() == EntityKind::Country);
        let first = named.next();
        let only = first.filter(|first| named.all(|other| other == *first));
        if self.leads { self.country.clone() } else { only.cloned().or_else(|| self.country.clone().filter(|_| self.main.is_none())) }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// A country's adjective, or a preposition of belonging with its name.
pub fn country_behind(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, EntityId)> {
    let lexicon = &context.language.lexicon;
    let mut next = at;
    while items.get(next).is_some_and(|item| {
        item.is_any(Kinds::DETERMINER)
            || item.is_any(Kinds::ADJECTIVE) && item.kind == ItemKind::Word
            || item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function("of", prep))
    }) {
        next += 1;
    }
    let item = items.get(next)?;
    let id = item.entities().first().filter(|id| id.kind() == EntityKind::Country)?;
    (item.is_demonym() || next > at).then(|| (next + 1, id.clone()))
}
