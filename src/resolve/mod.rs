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

pub use calendar::{Calendar, Timex, timexes};
pub use cast::{Cast, OfficeMention};

use crate::{
    knowledge::Knowledge,
    lang::{Kinds, Language},
    model::{Clue, Document, EntityId, EntityKind, PartKind, Point, When},
    recognise::{Item, ItemKind, Recognised, Sentence},
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

/// Resolves what a document names.
pub fn resolve(document: &Document, recognised: Recognised, language: &Language, knowledge: &Knowledge) -> Resolved {
    let context = Context { text: &document.text, language, knowledge, published: document.published };
    let mut cast = Cast::default();
    // What the text names before anybody is made out: whose state a body without a country is.
    let names = named(&recognised, language);
    let counted = countries(&names, &cast, knowledge);
    // Whose minister somebody is without a word of it: the country that stands out by far.
    let leads = match counted.as_slice() {
        [only] => Some(only.1),
        [first, second, ..] if first.1 >= 2 * second.1 => Some(first.1),
        _ => None,
    };
    let mut bodies = bodies::Bodies::new(&context, counted.first().map(|first| first.0.clone()), leads.is_some(), pair(&counted));
    let leading: Vec<EntityId> = counted.iter().filter(|_| leads.is_some()).map(|(country, _)| country.clone()).collect();
    for item in recognised.date_lines.iter().flat_map(|line| &line.items) {
        if let ItemKind::Name(named) = &item.kind
            && let Some(id) =
                named.entities.first().filter(|id| !named.doubtful && matches!(id.kind(), EntityKind::City | EntityKind::Country | EntityKind::Organisation))
        {
            cast.mention(item.span, id);
        }
    }
    let cities = recognised.date_lines.iter().flat_map(|line| &line.items).flat_map(crate::recognise::Item::entities);
    let desk = cities.into_iter().find(|id| id.kind() == EntityKind::City).cloned();
    let days = recognised.date_lines.iter().filter_map(day_of).collect();
    let sentences = recognised.sentences.into_iter().map(|sentence| bodies.rewrite(sentence, &mut cast)).collect();
    let recognised = Recognised { sentences, date_lines: Vec::new() };
    let hits = people::find(&context, &recognised, &leading, &mut cast);
    offices::settle(&mut cast, &counted.iter().take(2).map(|(country, _)| country.clone()).collect::<Vec<_>>(), knowledge, document.published);
    let counted = countries(&names, &cast, knowledge);
    let main = pair(&counted);
    let countries: Vec<EntityId> = counted.into_iter().map(|(country, _)| country).collect();
    let calendar = Calendar::new(document.published).reading(&recognised, &cast, knowledge, language);
    let mut references = references::References::new(&context, &countries, &leading, main.as_ref());
    let mut sentences: Vec<_> = recognised.sentences.into_iter().zip(hits).map(|(sentence, hits)| references.rewrite(sentence, hits, &mut cast)).collect();
    offices::complete(&mut cast);
    let clues = clues::find(&sentences, &document.text, language);
    let calendar = calendar.counting(&clues, knowledge);
    calendar.place(&mut sentences, language);
    cast.mentions.sort();
    cast.mentions.dedup();
    Resolved { sentences, cast, countries, main, desk, days, clues, calendar }
}

/// The day that a date line gives in full, and its paragraph.
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
