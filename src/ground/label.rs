//! "Samarcande. – X y a rencontré Y": those who meet in a paragraph that a town alone opens meet there.

use super::{Told, sentence_of};
use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind},
    recognise::{ItemKind, Sentence},
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

/// The town that a sentence names and nothing else.
fn only_town(sentence: &Sentence) -> Option<&EntityId> {
    let mut words = sentence.items.iter().filter(|item| item.kind != ItemKind::Mark);
    let town = words.next().filter(|item| !item.is_demonym())?.entities().first().filter(|id| id.kind() == EntityKind::City)?;
    words.next().is_none().then_some(town)
}
