//! What a text says of the time of its writing beside its facts: days of the week without their year, and how many years
//! two countries have had relations.

use smallvec::SmallVec;

use crate::{
    knowledge::pair,
    lang::Language,
    model::{Clue, Dating, EntityKind, Span},
    recognise::{DateMention, Item, ItemKind, Sentence},
};

/// So many words lie between a number of years and what they are counted of.
const APART: usize = 8;

/// Few sentences have more dates.
const FEW: usize = 4;

/// The clues of all sentences, in their order.
pub(super) fn find(sentences: &[Sentence], text: &str, language: &Language) -> Vec<Clue> {
    let mut clues: Vec<Clue> = sentences.iter().flat_map(|sentence| in_sentence(&sentence.items, text, language)).collect();
    clues.sort();
    clues.dedup();
    clues
}

fn in_sentence(items: &[Item], text: &str, language: &Language) -> Vec<Clue> {
    // What a sentence dates itself needs no clue; and what it tells may be long past.
    let dates = items.iter().filter_map(|item| if let ItemKind::Date(date) = &item.kind { Some((item.span, &**date)) } else { None });
    let dates: SmallVec<[(Span, &DateMention); FEW]> = dates.collect();
    if dates.iter().any(|(_, date)| [Some(date.from), date.until].into_iter().flatten().any(|said| said.year.is_some())) {
        return Vec::new();
    }
    let day = |(span, date): (Span, &DateMention)| {
        let said = &date.from;
        let (weekday, month, day) = (said.weekday?, said.month?, said.day?);
        date.until.is_none().then_some(Clue { span, says: Dating::Day { weekday, month, day } })
    };
    dates.into_iter().filter_map(day).chain(years(items, text, language)).collect()
}

/// The only number of years of relations of the only two countries of a sentence.
fn years(items: &[Item], text: &str, language: &Language) -> Option<Clue> {
    let lexicon = &language.lexicon;
    let end = items.iter().position(|item| item.is(lexicon, "relations"))?;
    let mut countries: Vec<_> = items.iter().flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Country).collect();
    countries.sort();
    countries.dedup();
    let [a, b] = countries[..] else { return None };
    let start = end.saturating_sub(APART);
    let near = |at: usize| items[at..end].iter().all(|item| item.kind != ItemKind::Mark);
    let (at, count, anniversary) = (start..end).rev().filter(|at| near(*at)).find_map(|at| match &items[at].kind {
        ItemKind::Quantity(years) if years.unit.as_deref() == Some("years") => {
            let exact = years.qualifier.is_none() && years.low.is_none() && years.value.fract() == 0.0;
            exact.then_some((at, years.value as u16, false))
        }
        _ if items[at].is(lexicon, "anniversary") => {
            let before = at.checked_sub(1)?;
            let from = if items[before].is(lexicon, "ordinal-suffix") { before.checked_sub(1)? } else { before };
            let ordinal = items[from].code(lexicon, "ordinal").and_then(|code| code.parse().ok());
            Some((from, ordinal.or_else(|| u16::try_from(items[from].digits(text)?).ok())?, true))
        }
        _ => None,
    })?;
    let span = Span::new(items[at].span.start, items[end].span.end);
    (count > 0).then(|| Clue { span, says: Dating::Years { count, anniversary, parties: pair(a.clone(), b.clone()) } })
}
