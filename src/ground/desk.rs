//! A dateline says where its news is from, and so does the town that the head of a text names: a host whom it shows receiving somebody does so there.

use jiff::ToSpan;

use super::{Told, lead, sentence_of};
use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind, When},
    recognise::{Item, Sentence},
    resolve::Resolved,
};

/// A meeting so many days before the text is not of its news.
const NEWS: i32 = 7;

/// Gives meetings of which the text tells without a place the town of its news, where one of those who met is at home there and another is not.
pub(super) fn place(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let lead = lead::paragraph(resolved);
    let news = resolved.desk.clone().or_else(|| town(resolved, lead, language));
    let Some((news, land)) = news.and_then(|town| Some((knowledge.country_of(&town)?, town))).map(|(land, town)| (town, land)) else { return };
    let limit = resolved.calendar.published().and_then(When::first_day).and_then(|now| now.checked_sub(NEWS.days()).ok());
    // What stands under another day is other news.
    let briefs = resolved.days.iter().any(|(_, day)| resolved.days.first().is_some_and(|(_, first)| first != day));
    for claim in claims.iter_mut() {
        let Fact::Meeting(meeting) = &claim.fact else { continue };
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| meeting.place.is_none()) else { continue };
        let head = lead::is_head(sentence, lead);
        let hosts = meeting.participants.iter().filter(|id| resolved.cast.country_of(id, knowledge).as_ref() == Some(&land)).count();
        let guests = meeting.participants.iter().filter(|id| resolved.cast.country_of(id, knowledge).is_some_and(|home| home != land)).count();
        let past = meeting.status.as_ref().is_none_or(|status| status.code() == "past");
        // Somewhere else: "s'est entretenu avec lui à Rome", "en marge du sommet de Rome".
        let elsewhere = |id: &EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Event) && *id != news;
        let named = sentence.items.iter().flat_map(Item::entities).any(elsewhere);
        let told = Told::of(claim, resolved, language);
        let parties = hosts > 0 && if head { hosts < meeting.participants.len() } else { guests > 0 };
        if !past || !parties || named || told.afar {
            continue;
        }
        // Further down the text may tell of other times and other places.
        let recent = || meeting.date.is_none_or(|date| limit.zip(date.last_day()).is_none_or(|(limit, last)| limit <= last));
        let abroad = || briefs || is_abroad(sentence, &land, language);
        if head || recent() && !told.dated && !abroad() && lead::is_told(claim, sentence, language) && !lead::is_earlier(claim, sentence, language) {
            claim.infer("place", Value::Entity(news.clone()), "where the news is from, and one of those who met is at home");
        }
    }
}

/// Gives events of which the head of a text tells as over, or at which on the day of the news something was done, the town that the head names, or that of
/// the dateline where its country is spoken of.
pub(super) fn place_of_events(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let lead = lead::paragraph(resolved);
    let heads = || resolved.sentences.iter().filter(|sentence| lead::is_head(sentence, lead));
    let spoken = |land: &EntityId| {
        heads()
            .flat_map(|sentence| &sentence.items)
            .flat_map(Item::entities)
            .any(|id| id == land || resolved.cast.country_of(id, knowledge).as_ref() == Some(land))
    };
    let desk = || resolved.desk.clone().filter(|desk| knowledge.country_of(desk).is_some_and(|land| spoken(&land)));
    let named = town(resolved, lead, language);
    let far = named.is_some();
    let Some(town) = named.or_else(desk) else { return };
    let limit = resolved.calendar.published().and_then(When::first_day).and_then(|now| now.checked_sub(NEWS.days()).ok());
    for claim in claims.iter_mut() {
        let Some(sentence) = sentence_of(claim, resolved) else { continue };
        let news = || matches!(&claim.fact, Fact::Event(event) if limit.zip(event.date.and_then(When::last_day)).is_some_and(|(limit, day)| limit <= day));
        if !lead::is_head(sentence, lead) && !(far && news() && (lead::is_occasion(claim, sentence, language) || claim.rule.ends_with("/again"))) {
            continue;
        }
        let elsewhere = |id: &EntityId| id.kind() == EntityKind::City && *id != town;
        let other = sentence.items.iter().flat_map(Item::entities).any(elsewhere) || at(sentence, language).any(|id| id.kind() == EntityKind::Country);
        let open = matches!(&claim.fact, Fact::Event(event) if event.place.is_none());
        if open && !other && lead::is_past_event(claim, sentence, language) && !Told::of(claim, resolved, language).afar {
            claim.infer("place", Value::Entity(town.clone()), "where the news is from");
        }
    }
}

/// The only town of the title and first paragraph that they say something to be at.
fn town(resolved: &Resolved, lead: Option<usize>, language: &Language) -> Option<EntityId> {
    let head = resolved.sentences.iter().filter(|sentence| lead::is_head(sentence, lead));
    let mut towns = head.flat_map(|sentence| at(sentence, language)).filter(|id| id.kind() == EntityKind::City);
    let first = towns.next()?;
    towns.all(|other| other == first).then(|| first.clone())
}

/// What a sentence says something to be at.
fn at<'s>(sentence: &'s Sentence, language: &'s Language) -> impl Iterator<Item = &'s EntityId> {
    let at = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("where", prep));
    sentence.items.windows(2).filter(move |pair| at(&pair[0]) && !pair[1].is_demonym()).flat_map(|pair| pair[1].entities())
}

/// Whether a sentence tells of something in another country.
fn is_abroad(sentence: &Sentence, land: &EntityId, language: &Language) -> bool {
    at(sentence, language).any(|id| id.kind() == EntityKind::Country && id != land)
}
