//! The year in which a text was written, where what is set against another year fixes it.

use crate::{
    lang::{Language, Tense},
    model::TimeUnit,
    recognise::{DateMention, ItemKind, Sentence},
};

/// The year of writing that a comparison fixes: what is set against a year is of the year after it.
pub(super) fn written(sentence: &Sentence, language: &Language) -> Option<i16> {
    let items = &sentence.items;
    let date = |index: usize| if let ItemKind::Date(date) = &items[index].kind { Some(date) } else { None };
    let compares = |index: usize| items[index].is(&language.lexicon, "compare");
    let base = |index: &usize| {
        let year = date(*index).filter(|date| date.until.is_none() && date.from.month.is_none()).and_then(|date| date.from.year);
        year.filter(|_| (1..=9).map_while(|back| index.checked_sub(back)).take_while(|before| items[*before].kind != ItemKind::Mark).any(compares))
    };
    let year = (0..items.len()).find_map(|index| base(&index))?;
    (0..items.len()).filter(|index| base(index).is_none()).filter_map(date).find_map(|date| {
        let said = &date.from;
        match said.shift {
            Some((TimeUnit::Year, by @ -1..=0)) => year.checked_add(1 - by as i16),
            None if said.year.is_none() && (said.months.is_some() || said.month.is_some() && date.until.is_some()) => year.checked_add(1),
            _ => None,
        }
    })
}

/// The year of writing where a sentence says this year and, beside it, another year: "cette année …, sur les dix premiers mois de 2023",
/// "sera porté à 2 milliards cette année, à 4 milliards en 2020".
pub(super) fn beside(sentence: &Sentence) -> Option<i16> {
    let dates = || sentence.items.iter().filter_map(|item| if let ItemKind::Date(date) = &item.kind { Some(date) } else { None });
    let this = |date: &DateMention| date.from.year.is_none() && date.from.shift == Some((TimeUnit::Year, 0));
    dates().any(|date| this(date)).then_some(())?;
    let other = |date: &DateMention| date.from.year.filter(|_| !date.deadline && date.until.is_none() && date.from.month.is_none());
    let years = dates().filter_map(|date| other(date));
    let ahead = sentence.items.iter().any(|item| item.senses.has_tense(Tense::Future)) && dates().next().is_some_and(|date| this(date));
    if ahead { years.min()?.checked_sub(1) } else { years.max()?.checked_add(1) }
}
