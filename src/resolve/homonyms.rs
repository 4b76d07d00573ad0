//! Of several people with one name, the one who is meant: by office, by country, by date.

use crate::{
    knowledge::Tenure,
    lang::{folded, see_folded},
    model::{EntityId, EntityKind, When},
    recognise::{ItemKind, Named},
    resolve::{
        Cast, Context,
        cast::same_role,
        names::is_person,
        people::Finder,
        roles::{RoleExpression, span_of},
    },
};

/// How much speaks for somebody; more is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// Holds the office that the text names, at its date.
    incumbent: bool,
    /// Was named in full elsewhere in the document.
    named: bool,
    /// Has held the office at some time.
    holder: bool,
    /// Belongs to the country.
    country: bool,
    /// Holds some office at the date.
    in_office: bool,
}

impl Finder<'_> {
    /// The people that spans of items name, holders of an office.
    pub(super) fn holders(&self, spans: &[(usize, usize)], office: &RoleExpression, cast: &mut Cast) -> Vec<EntityId> {
        let of = office.of.as_slice();
        let own = |index: usize| if of.len() == spans.len() { std::slice::from_ref(&of[index]) } else { of };
        spans.iter().enumerate().filter_map(|(index, span)| self.holder(*span, Some(office), own(index), cast)).collect()
    }

    /// The person that a span of items names; an unknown one is taken into the cast.
    pub(super) fn person(&self, span: (usize, usize), cast: &mut Cast) -> Option<EntityId> {
        self.holder(span, None, &[], cast)
    }

    /// The same, as holder of an office of some countries or bodies.
    pub(super) fn holder(&self, (start, end): (usize, usize), office: Option<&RoleExpression>, of: &[EntityId], cast: &mut Cast) -> Option<EntityId> {
        let span = span_of(self.items(), start, end);
        let surface = span.of(self.context.text);
        // "M. Pozzo di Borgo": of whom the text has spoken by a longer name.
        if let Some(person) = cast.by_ending(surface) {
            cast.mention(span, &person);
            return Some(person);
        }
        // "Haitham ben Tariq Al Saïd": where the name of somebody known goes on, the first half tells who.
        let last = if self.roles.rest(start) == end { &self.items()[start] } else { &self.items()[end - 1] };
        if let ItemKind::Name(named) = &last.kind
            && is_person(last)
        {
            let full = self.roles.rest(start) == end || !named.family;
            let first = self.items()[start].span.of(self.context.text);
            let letters = see_folded(first, |first| self.context.language.initials.iter().any(|letters| letters == first));
            let initials = letters || first.chars().count() == 1;
            let alone = named.entities.first().filter(|_| named.entities.len() == 1);
            let chosen = if full {
                alone.filter(|_| !named.family).cloned().or_else(|| choose(self.context, &named.entities, office, of, cast))
            } else if initials {
                // "A. X": of those who are called so, one whose given name begins so.
                let letter = surface.chars().next().map(|letter| folded(&letter.to_string()));
                let given = |id: &&EntityId| letters || letter.as_deref().is_some_and(|letter| id.slug().starts_with(letter));
                let here = || cast.by_family_before(last.span.of(self.context.text), span.start).filter(given).cloned();
                here().or_else(|| named.entities.iter().find(|id| cast.knows(id) && given(id)).or(alone.filter(given)).cloned())
            } else {
                None
            };
            // "M. Liu": of whom the text has spoken, before all others who are called so.
            // So is "l'ambassadeur Liu", unless another Liu is known to be ambassador.
            let held = |office: &RoleExpression| {
                let mut tenures = chosen.iter().flat_map(|person| self.context.knowledge.tenures(person));
                tenures.any(|tenure| same_role(&tenure.role, &office.role))
            };
            let told = cast.by_family_before(surface, span.start).filter(|_| named.family && !office.is_some_and(held)).cloned();
            if let Some(person) = told.or(chosen) {
                cast.register(&person, surface);
                cast.mention(span, &person);
                return Some(person);
            }
        }
        // "TANAKA Ichiro": the family name first.
        let turned = || {
            let (family, given) = surface.split_once(' ').filter(|(family, given)| !given.contains(' ') && family.chars().all(char::is_uppercase))?;
            let name = format!("{given} {family}");
            let mut known = self.context.knowledge.called(&name).map(|known| known.entity.id.clone());
            known.find(|id| id.kind() == EntityKind::Person)
        };
        if let Some(person) = turned() {
            cast.register(&person, surface);
            cast.mention(span, &person);
            return Some(person);
        }
        let person = match cast.by_family_before(surface, span.start).filter(|_| !surface.contains(' ')).cloned() {
            Some(person) => person,
            None => cast.person(surface, &self.context.language.code),
        };
        cast.mention(span, &person);
        Some(person)
    }
}

/// The person whom most speaks for, where that is one.
///
/// With an office, `countries` are its countries or bodies, and nobody of another country holds it: then nobody is meant
/// whom knowledge has. Without, they are the countries that the document is about.
pub fn choose(context: &Context<'_>, candidates: &[EntityId], office: Option<&RoleExpression>, countries: &[EntityId], cast: &Cast) -> Option<EntityId> {
    let people: Vec<&EntityId> = candidates.iter().filter(|id| id.kind() == EntityKind::Person).collect();
    let weigh = |person: &EntityId| {
        let mut weight = Weight { named: cast.knows(person), ..Weight::default() };
        let country = context.knowledge.country_of(person);
        weight.country = country.as_ref().is_some_and(|country| countries.contains(country));
        for tenure in context.knowledge.tenures(person) {
            let now = holds(tenure, context.published);
            weight.in_office |= now;
            if office.is_some_and(|office| fits(tenure, office, countries)) {
                weight.holder = true;
                weight.incumbent |= now;
            }
        }
        weight
    };
    let weighed: Vec<(Weight, &EntityId)> = people.into_iter().map(|person| (weigh(person), person)).collect();
    let best = weighed.iter().map(|(weight, _)| *weight).max()?;
    let mut first = weighed.iter().filter(|(weight, _)| *weight == best);
    let (weight, person) = first.next()?;
    if first.next().is_some() {
        return None;
    }
    let foreign = office.is_some()
        && !weight.country
        && !weight.holder
        && countries.iter().any(|of| of.kind() == EntityKind::Country)
        && context.knowledge.country_of(person).is_some();
    (!foreign).then(|| (*person).clone())
}

/// A leader known by family name alone: of a country that the document speaks of, and in a high office; or the only one of that name, who governs
/// a state at its date.
pub fn is_likely(context: &Context<'_>, main: &[EntityId], person: &EntityId, named: &Named) -> bool {
    let spoken_of = context.knowledge.country_of(person).is_some_and(|country| main.contains(&country));
    let alone = named.entities.len() == 1 && !named.doubtful && context.published.is_some();
    let high = |tenure: &&Tenure| matches!(tenure.role.as_str(), "president" | "head-of-state" | "prime-minister");
    let governs = |tenure: &Tenure| alone && tenure.of.kind() == EntityKind::Country && holds(tenure, context.published);
    context.knowledge.tenures(person).filter(high).any(|tenure| spoken_of && tenure.end.is_none() || governs(tenure))
}

/// Whether the tenure lasts at the date; without a date, whether it has not ended.
pub fn holds(tenure: &Tenure, date: Option<When>) -> bool {
    let Some(date) = date else { return tenure.end.is_none() };
    let begun = tenure.start.and_then(When::first_day).is_none_or(|start| date.last_day().is_some_and(|date| start <= date));
    let over = tenure.end.and_then(When::last_day).is_some_and(|end| date.first_day().is_some_and(|date| end < date));
    begun && !over
}

/// Whether the tenure is of the office that an expression names.
fn fits(tenure: &Tenure, office: &RoleExpression, bodies: &[EntityId]) -> bool {
    let state = |role: &str| matches!(role, "president" | "head-of-state");
    let role = tenure.role == office.role || state(&tenure.role) && state(&office.role) || tenure.role == "head" && office.role == "president";
    role && (bodies.is_empty() || bodies.contains(&tenure.of)) && office.portfolio.as_ref().is_none_or(|portfolio| *portfolio == tenure.portfolio)
}
