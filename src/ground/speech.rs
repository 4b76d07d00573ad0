//! "X a déclaré mercredi …. Il s'exprimait lors du sommet de l'union": those who meet and what takes place where somebody speaks, on the day of their words.

use super::sentence_of;
use crate::{
    fact::{Claim, Fact, Value},
    lang::Language,
    model::{Point, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// So far into a sentence the verb stands that says who speaks where.
const OPENING: usize = 4;

/// Dates meetings and events by what was said at them, as the sentence before tells.
pub(super) fn date(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    for claim in claims.iter_mut() {
        let open = match &claim.fact {
            Fact::Meeting(meeting) => meeting.date.is_none(),
            Fact::Event(event) => event.date.is_none(),
            _ => false,
        };
        let Some(sentence) = sentence_of(claim, resolved).filter(|sentence| open && speaks(sentence, language)) else { continue };
        let at = resolved.sentences.partition_point(|before| before.span.end <= sentence.span.start);
        let before = at.checked_sub(1).map(|before| &resolved.sentences[before]).filter(|before| before.items.iter().any(|item| item.is_verb(language, "say")));
        if let Some(when) = before.and_then(only_day) {
            claim.infer("date", Value::When(when), "the day on which it was said there");
        }
    }
}

/// "Il s'exprimait lors de", with no date of its own.
fn speaks(sentence: &Sentence, language: &Language) -> bool {
    let items = &sentence.items;
    let during = |at: usize| items.get(at).and_then(|item| item.value(&language.lexicon, "prep")).is_some_and(|prep| language.has_function("during", prep));
    let verb = (0..items.len().min(OPENING)).find(|at| items[*at].is_verb(language, "speak-at"));
    verb.is_some_and(|verb| during(verb + 1) || during(verb + 2)) && !items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)))
}

/// The only day of which a sentence speaks.
fn only_day(sentence: &Sentence) -> Option<When> {
    let placed = |item: &Item| if let ItemKind::Date(date) = &item.kind { date.placed } else { None };
    let mut days = sentence.items.iter().filter_map(placed).filter(|when| matches!(when.from, Point::Day(..)));
    let only = days.next().filter(|when| when.until.is_none())?;
    days.next().is_none().then_some(only)
}
