//! "Samarcande. – X y a rencontré Y": those who meet in a paragraph that a town alone opens meet there.

use super::{Told, sentence_of};
use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind, PartKind},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// Places meetings of which the text tells no more than the country, or nothing.
pub(super) fn place(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    for claim in claims.iter_mut() {
        let Fact::Meeting(meeting) = &claim.fact else { continue };
        let told = meeting.place.clone();
        let Some(sentence) = sentence_of(claim, resolved) else { continue };
        let first = resolved.sentences.iter().find(|first| first.paragraph == sentence.paragraph).filter(|first| first.span != sentence.span);
        let Some(town) = first.and_then(only_town) else { continue };
        let wider = told.as_ref().is_none_or(|place| Some(place) == knowledge.country_of(town).as_ref());
        if wider && !Told::of(claim, resolved, language).afar {
            if let Fact::Meeting(meeting) = &mut claim.fact {
                meeting.place = None;
            }
            claim.infer("place", Value::Entity(town.clone()), "the town that opens its paragraph");
        }
    }
}

/// What of projects is built from one place to another has no one place.
const RUNS: [&str; 3] = ["railway", "road", "pipeline"];

/// Gives projects of whose place their sentence says nothing the one port or town of the heading above them, or of the paragraph before them.
pub(super) fn place_of_projects(claims: &mut [Claim], resolved: &Resolved, knowledge: &Knowledge) {
    for claim in claims.iter_mut() {
        let Fact::Project(project) = &claim.fact else { continue };
        let laid = RUNS.contains(&project.kind.code()) || project.name.ends_with("line") || project.name.ends_with("cable");
        let Some(sentence) = sentence_of(claim, resolved).filter(|_| project.place.is_none() && !laid) else { continue };
        let spot = |id: &&EntityId| match id.kind() {
            EntityKind::City => true,
            EntityKind::Infrastructure => knowledge.get(id).is_some_and(|known| known.entity.subtype.contains("port")),
            _ => false,
        };
        let at = resolved.sentences.partition_point(|before| before.span.end <= sentence.span.start);
        let before = || resolved.sentences[..at].iter().rev().take_while(|before| before.paragraph == sentence.paragraph);
        let own = sentence.items.iter().flat_map(Item::entities).any(|id| spot(&id));
        let head = || resolved.sentences[..at].iter().rev().find(|before| before.part == PartKind::Heading);
        let near = only(before().flat_map(|before| &before.items).flat_map(Item::entities).filter(spot));
        let spots = near.or_else(|| only(head()?.items.iter().flat_map(Item::entities).filter(spot)));
        // Whoever is told to build it does so at home.
        let home = |place: &&EntityId| project.parties.is_empty() || knowledge.country_of(place).is_some_and(|land| project.parties.contains(&land));
        if let Some(place) = spots.filter(|_| !own).filter(home).cloned() {
            claim.infer("place", Value::Entity(place), "the place of which the paragraph or heading before it speaks");
        }
    }
}

/// The only value of some, however often.
fn only<'s>(mut ids: impl Iterator<Item = &'s EntityId>) -> Option<&'s EntityId> {
    let first = ids.next()?;
    ids.all(|id| id == first).then_some(first)
}

/// The town that a sentence names and nothing else.
fn only_town(sentence: &Sentence) -> Option<&EntityId> {
    let mut words = sentence.items.iter().filter(|item| item.kind != ItemKind::Mark);
    let town = words.next().filter(|item| !item.is_demonym())?.entities().first().filter(|id| id.kind() == EntityKind::City)?;
    words.next().is_none().then_some(town)
}
