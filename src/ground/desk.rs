//! A dateline says where its news is from: a host whom it shows receiving somebody does so there.

use super::{Told, lead, sentence_of};
use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{EntityId, EntityKind},
    recognise::Item,
    resolve::Resolved,
};

/// Gives meetings that the head of a text tells of without a place the city of its dateline, where one of those who met is at home there.
pub(super) fn place(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let Some(desk) = &resolved.desk else { return };
    let Some(land) = knowledge.country_of(desk) else { return };
    let lead = lead::paragraph(resolved);
    for claim in claims.iter_mut() {
        let Fact::Meeting(meeting) = &claim.fact else { continue };
        let Some(sentence) = sentence_of(claim, resolved).filter(|sentence| lead::is_head(sentence, lead)) else { continue };
        let hosts = meeting.participants.iter().filter(|id| resolved.cast.country_of(id, knowledge).as_ref() == Some(&land)).count();
        let past = meeting.status.as_ref().is_none_or(|status| status.code() == "past");
        // Somewhere else: "s'est entretenu avec lui à Rome", "en marge du sommet de Rome".
        let elsewhere = |id: &EntityId| matches!(id.kind(), EntityKind::City | EntityKind::Event) && id != desk;
        let named = sentence.items.iter().flat_map(Item::entities).any(elsewhere);
        if meeting.place.is_some() || !past || hosts == 0 || hosts == meeting.participants.len() || named || Told::of(claim, resolved, language).afar {
            continue;
        }
        claim.infer("place", Value::Entity(desk.clone()), "where the news is from, and one of those who met is at home");
    }
}
