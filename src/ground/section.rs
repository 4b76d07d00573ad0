//! Briefs under days of their own: what one of them tells as done, and gives no other date, is of the day that heads it.

use super::{Occasion, lead, sentence_of};
use crate::{
    fact::{Claim, Value},
    knowledge::Knowledge,
    lang::Language,
    model::{PartKind, When},
    recognise::ItemKind,
    resolve::Resolved,
};

/// Dates what is left undated under the days that head parts of a text, where there are several.
pub(super) fn date(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let several = resolved.days.iter().any(|(_, day)| resolved.days.first().is_some_and(|(_, first)| first != day));
    if !several {
        return;
    }
    for claim in claims {
        let undated = |own: &Occasion| own.date.is_none() && !own.planned;
        let Some(sentence) = Occasion::of(&claim.fact, resolved, knowledge).filter(undated).and_then(|_| sentence_of(claim, resolved)) else { continue };
        let above = resolved.days.iter().rev().find(|(paragraph, _)| *paragraph < sentence.paragraph).map(|(_, day)| *day);
        let dated = sentence.items.iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if !date.deadline));
        // A headline leaves its verb out.
        let told = || (sentence.part == PartKind::Heading || lead::is_told(claim, sentence, language)) && !lead::is_earlier(claim, sentence, language);
        if let Some(day) = above.filter(|_: &When| !dated && told()) {
            claim.infer("date", Value::When(day), "the day that heads this part of the text");
        }
    }
}
