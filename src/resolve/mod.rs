//! Names, roles, groups and pronouns become the people, countries and bodies that they stand for.

mod again;
mod appoint;
mod bodies;
mod calendar;
mod capitals;
mod cast;
mod chains;
mod clues;
mod coined;
mod ends;
mod groups;
mod holders;
mod homonyms;
mod joints;
mod lists;
mod ministries;
mod names;
mod offices;
mod people;
mod places;
mod pointing;
mod portfolio;
mod pronouns;
mod references;
mod roles;
mod sexes;
mod shapes;
mod succession;
mod told;
mod twos;

pub use calendar::{Calendar, Timex, timexes};
pub use cast::{Cast, OfficeMention};

use crate::{
    knowledge::Knowledge,
    lang::{Kinds, Language},
    model::{Clue, EntityId, EntityKind, PartKind, Point, When},
    recognise::{Item, ItemKind, Recognised, Sentence, Shelf},
};

/// A document whose items stand for entities.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The sentences; role expressions are merged with the names they belong to.
    pub sentences: Vec<Sentence>,
    /// Who appears.
    pub cast: Cast,
    /// The countries that the document speaks of, the most named first.
    pub countries: Vec<EntityId>,
    /// The two countries that the document is about, where two stand out from the rest.
    pub main: Option<[EntityId; 2]>,
    /// The city of its dateline.
    pub desk: Option<EntityId>,
    /// The full days of its date lines, each with its paragraph.
    pub days: Vec<(usize, When)>,
    /// What it says of the time of its writing beside its facts, in order of the text.
    pub clues: Vec<Clue>,
    /// When the text was written, and how its dates fall.
    pub calendar: Calendar,
}

/// Resolves what each of several documents names. They take each step together: what it runs through is at hand for the next document.
pub fn resolve(shelf: &Shelf<'_>, recognised: Vec<Recognised>, knowledge: &Knowledge) -> Vec<Resolved> {
    let contexts = shelf.iter().map(|(document, language)| Context { text: &document.text, language, knowledge, published: document.published });
    let contexts: Vec<Context<'_>> = contexts.collect();
    let mut drafts: Vec<Draft> = contexts.iter().zip(recognised).map(|(context, recognised)| Draft::new(context, recognised)).collect();
    for step in [Draft::bodies, Draft::people, Draft::dates, Draft::references, Draft::clues] {
        contexts.iter().zip(&mut drafts).for_each(|(context, draft)| step(draft, context));
    }
    drafts.into_iter().map(|draft| draft.resolved).collect()
}

/// A document between two steps.
struct Draft {
    /// What is made out of it so far.
    resolved: Resolved,
    /// The countries and people that it names by themselves.
    names: Vec<(EntityId, usize)>,
    /// Countries by how often they are named before anybody is made out: whose state a body without a country is.
    counted: Vec<(EntityId, usize)>,
    /// Of these, all where one stands out by far: whose minister somebody is without a word of it.
    leading: Vec<EntityId>,
    /// Who is named in each sentence.
    hits: Vec<Vec<people::Hit>>,
}

impl Draft {
    /// What the text and its date lines name.
    fn new(context: &Context<'_>, recognised: Recognised) -> Self {
        let mut cast = Cast::default();
        let names = named(&recognised, context.language);
        let counted = countries(&names, &cast, context.knowledge);
        let leads = match counted.as_slice() {
            [] => false,
            [_] => true,
            [first, second, ..] => first.1 >= 2 * second.1,
        };
        let leading = counted.iter().filter(|_| leads).map(|(country, _)| country.clone()).collect();
        let Recognised { sentences, date_lines } = recognised;
        for item in date_lines.iter().flat_map(|line| &line.items) {
            if let ItemKind::Name(named) = &item.kind
                && let Some(id) = named
                    .entities
                    .first()
                    .filter(|id| !named.doubtful && matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Organisation))
            {
                cast.mention(item.span, id);
            }
        }
        let cities = date_lines.iter().flat_map(|line| &line.items).flat_map(Item::entities);
        let desk = cities.into_iter().find(|id| id.kind() == EntityKind::City).or_else(|| opening_town(&sentences, context.text)).cloned();
        let heads = sentences
            .iter()
            .filter(|sentence| matches!(sentence.part, PartKind::Title | PartKind::Heading))
            .filter(|heading| opens_with_day(heading, context.text));
        let mut days: Vec<(usize, When)> = date_lines.iter().chain(heads).filter_map(day_of).collect();
        days.sort_by_key(|(paragraph, _)| *paragraph);
        Self { resolved: Resolved { sentences, cast, desk, days, ..Resolved::default() }, names, counted, leading, hits: Vec::new() }
    }

    fn bodies(&mut self, context: &Context<'_>) {
        let Resolved { sentences, cast, .. } = &mut self.resolved;
        let mut bodies = bodies::Bodies::new(context, self.counted.first().map(|first| first.0.clone()), !self.leading.is_empty(), pair(&self.counted));
        *sentences = std::mem::take(sentences).into_iter().map(|sentence| bodies.rewrite(sentence, cast)).collect();
    }

    fn people(&mut self, context: &Context<'_>) {
        let Resolved { sentences, cast, .. } = &mut self.resolved;
        self.hits = people::find(context, sentences, &self.leading, cast);
        offices::settle(cast, &self.counted.iter().take(2).map(|(country, _)| country.clone()).collect::<Vec<_>>(), context.knowledge, context.published);
        let counted = countries(&self.names, cast, context.knowledge);
        self.resolved.main = pair(&counted);
        self.resolved.countries = counted.into_iter().map(|(country, _)| country).collect();
    }

    /// When the text was written, by its dates and people.
    fn dates(&mut self, context: &Context<'_>) {
        let Resolved { sentences, cast, .. } = &self.resolved;
        self.resolved.calendar = Calendar::new(context.published).reading(sentences, cast, context.knowledge, context.language);
    }

    fn references(&mut self, context: &Context<'_>) {
        let Resolved { sentences, cast, countries, main, .. } = &mut self.resolved;
        let mut references = references::References::new(context, countries, &self.leading, main.as_ref());
        let found = std::mem::take(sentences).into_iter().zip(std::mem::take(&mut self.hits));
        *sentences = found.map(|(sentence, hits)| references.rewrite(sentence, hits, cast)).collect();
        offices::complete(cast);
    }

    /// What is said of the time of writing, and where it puts the dates.
    fn clues(&mut self, context: &Context<'_>) {
        let Resolved { sentences, cast, clues, calendar, .. } = &mut self.resolved;
        *clues = clues::find(sentences, context.text, context.language);
        *calendar = std::mem::take(calendar).counting(clues, context.knowledge);
        calendar.place(sentences, context.language);
        cast.mentions.sort();
        cast.mentions.dedup();
    }
}

/// "BICHKEK – Le président": the town in capitals that opens the body, before a dash or colon.
fn opening_town<'s>(sentences: &'s [Sentence], text: &str) -> Option<&'s EntityId> {
    let [town, mark, ..] = &sentences.iter().find(|sentence| sentence.part == PartKind::Body)?.items[..] else { return None };
    let capitals = town.span.of(text).chars().all(|letter| !letter.is_lowercase());
    let parts = mark.kind == ItemKind::Mark && matches!(mark.span.of(text), ":" | "-" | "–" | "—" | "--");
    town.entities().first().filter(|id| id.kind() == EntityKind::City && capitals && parts)
}

/// "15/06/2022 : X à A": whether a heading opens with a day, before a colon or dash.
fn opens_with_day(heading: &Sentence, text: &str) -> bool {
    let [day, mark, ..] = &heading.items[..] else { return false };
    matches!(day.kind, ItemKind::Date(_)) && mark.kind == ItemKind::Mark && matches!(mark.span.of(text), ":" | "-" | "–" | "—")
}

/// The day that a date line or heading gives in full, and its paragraph.
fn day_of(line: &Sentence) -> Option<(usize, When)> {
    line.items.iter().find_map(|item| match &item.kind {
        ItemKind::Date(date) => Some((line.paragraph, When::at(Point::Day(date.from.year?, date.from.month?, date.from.day?)))),
        _ => None,
    })
}

/// Room for so many items: the spare one, where it is large enough. What is too small is not grown, which would copy what is of no use any more.
fn room(spare: &mut Vec<Item>, items: usize) -> Vec<Item> {
    let spare = std::mem::take(spare);
    if spare.capacity() < items { Vec::with_capacity(items) } else { spare }
}

/// The two countries that stand out from the rest.
fn pair(counted: &[(EntityId, usize)]) -> Option<[EntityId; 2]> {
    match counted {
        [first, second] => Some([first.0.clone(), second.0.clone()]),
        [first, second, third, ..] if second.1 > third.1 => Some([first.0.clone(), second.0.clone()]),
        _ => None,
    }
}

/// What every step of resolution looks things up in.
pub(crate) struct Context<'a> {
    pub text: &'a str,
    pub language: &'a Language,
    pub knowledge: &'a Knowledge,
    /// When the text was published, if that is known.
    pub published: Option<When>,
}

/// The countries and people that a text names by themselves, each with its weight; the title counts three times.
fn named(recognised: &Recognised, language: &Language) -> Vec<(EntityId, usize)> {
    let mut names = Vec::new();
    // "un câble évitant la Russie": not what the text is about.
    let avoided = |before: &[Item]| before.iter().rev().find(|item| !item.is_any(Kinds::DETERMINER)).is_some_and(|item| item.is_verb(language, "avoid"));
    for sentence in &recognised.sentences {
        let weight = if sentence.part == PartKind::Title { 3 } else { 1 };
        for (at, item) in sentence.items.iter().enumerate() {
            let ItemKind::Name(named) = &item.kind else { continue };
            let Some(id) = named.entities.first() else { continue };
            let alone = match id.kind() {
                EntityKind::Country => true,
                EntityKind::Person => !named.family && named.entities.len() == 1,
                _ => false,
            };
            if alone && !avoided(&sentence.items[..at]) {
                names.push((id.clone(), weight));
            }
        }
    }
    names
}

/// Countries by how often they and their people are named.
fn countries(names: &[(EntityId, usize)], cast: &Cast, knowledge: &Knowledge) -> Vec<(EntityId, usize)> {
    let mut countries: Vec<(EntityId, usize)> = Vec::new();
    for (id, weight) in names {
        let country = if id.kind() == EntityKind::Country { Some(id.clone()) } else { cast.country_of(id, knowledge) };
        let Some(country) = country else { continue };
        match countries.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += weight,
            None => countries.push((country, *weight)),
        }
    }
    countries.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    countries
}
