//! News is of the days before it: what the lead of a dated text tells as done, and gives no other date, is of that time.

use jiff::ToSpan;

use super::{Occasion, sentence_of};
use crate::{
    fact::{Claim, Value},
    knowledge::Knowledge,
    lang::{Language, Sense, Tense},
    model::{EntityId, PartKind, Point, When},
    recognise::{Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// A day that the lead names is that of the news up to so many days before the text.
const FRESH: i32 = 7;
/// So early in a month the news may be of the month before.
const EARLY: i8 = 2;

/// Dates what is left undated of the lead, and what the same parties do in the rest of the text.
pub(super) fn date(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let Some(published) = resolved.calendar.published() else { return };
    let lead = paragraph(resolved);
    let in_lead = |sentence: &Sentence| is_head(sentence, lead);
    let sentence_of = |claim: &Claim| sentence_of(claim, resolved);
    let month = month_of(published);
    let day = day_of(resolved.sentences.iter().filter(|sentence| in_lead(sentence)), published);
    let story: Vec<EntityId> = resolved
        .sentences
        .iter()
        .filter(|sentence| in_lead(sentence))
        .flat_map(|sentence| &sentence.items)
        .flat_map(Item::entities)
        .filter_map(|id| resolved.cast.country_of(id, knowledge))
        .collect();
    for claim in claims.iter_mut() {
        let Some(own) = Occasion::of(&claim.fact, resolved, knowledge) else { continue };
        let Some(sentence) = sentence_of(claim) else { continue };
        let head = in_lead(sentence);
        if own.date.is_some() || own.planned || !head && (own.countries.len() < 2 || !own.countries.iter().all(|id| story.contains(id))) {
            continue;
        }
        let dated = sentence.items.iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if !date.deadline));
        // Elsewhere the text may speak of other visits, and of what was agreed on long ago.
        let kind = claim.fact.spec().name;
        let visits = || is_going_on(claim, sentence, language);
        let told =
            head && (kind != "agreement" || sentence.part == PartKind::Title) || if kind == "visit" { visits() } else { is_told(claim, sentence, language) };
        if dated && !(head && day.is_some()) || !told || is_earlier(claim, sentence, language) {
            continue;
        }
        let (when, why) = match (day.filter(|_| head), month) {
            (Some(day), _) => (day, "the day of the news"),
            (None, Some(month)) => (month, "the month of the news"),
            (None, None) => continue,
        };
        claim.infer("date", Value::When(when), why);
    }
}

/// The first paragraph.
pub(super) fn paragraph(resolved: &Resolved) -> Option<usize> {
    resolved.sentences.iter().find(|sentence| sentence.part == PartKind::Body).map(|sentence| sentence.paragraph)
}

/// Whether a sentence is the title, or one of the first paragraph.
pub(super) fn is_head(sentence: &Sentence, lead: Option<usize>) -> bool {
    sentence.part == PartKind::Title || Some(sentence.paragraph) == lead
}

/// The month of a text of a later day of it.
fn month_of(published: When) -> Option<When> {
    match published.from {
        Point::Month(..) => Some(When::at(published.from)),
        Point::Day(year, month, day) if day as i8 >= EARLY => Some(When::at(Point::Month(year, month))),
        _ => None,
    }
}

/// The only day that the lead names, if it is one shortly before the text.
fn day_of<'s>(lead: impl Iterator<Item = &'s Sentence>, published: When) -> Option<When> {
    let Point::Day(..) = published.from else { return None };
    let today = published.first_day()?;
    let mut dates = lead.flat_map(|sentence| &sentence.items).filter_map(|item| match &item.kind {
        ItemKind::Date(date) if !date.deadline => Some(date.placed),
        _ => None,
    });
    let first = dates.next()??;
    let single = first.until.is_none() && matches!(first.from, Point::Day(..)) && dates.all(|date| date == Some(first));
    let day = first.first_day().filter(|_| single)?;
    (day <= today && today <= day.checked_add(FRESH.days()).ok()?).then_some(first)
}

/// "s'était rendu auparavant": whether the verb of a fact says that it was before what the text tells of.
pub(super) fn is_earlier(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let own = |item: &&Item| item.span.start <= claim.evidence.end && claim.evidence.start <= item.span.end;
    let items: Vec<&Item> = sentence.items.iter().filter(own).collect();
    let small = |item: &&&Item| item.is(lexicon, "adv");
    items
        .iter()
        .position(|item| has_been(item, language))
        .is_some_and(|at| items[at + 1..].iter().find(|item| !small(item)).is_some_and(|item| is_participle(item)))
}

/// "effectue une visite", "X, en visite à Y", "à l'occasion de la visite": whether a visit is told as that of the news.
fn is_going_on(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let items = &sentence.items;
    // "s'était félicité, lors de sa visite": recalled, and so is "la dernière visite".
    let recalled = items.windows(2).any(|pair| has_been(&pair[0], language) && is_participle(&pair[1]));
    let own = |index: &usize| items[*index].span.start < claim.evidence.end && claim.evidence.start < items[*index].span.end;
    // "visite" may be a verb too.
    let noun = |index: &usize| items[*index].is(lexicon, "trigger") && items[*index].senses.has_plain();
    let at = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| ["during", "where"].iter().any(|function| language.has_function(function, prep)));
    let occasion = |index: usize| {
        let around = index.saturating_sub(1)..items.len().min(index + 2);
        !around.into_iter().any(|near| items[near].is(lexicon, "round")) && (1..=2).any(|back| index.checked_sub(back).is_some_and(|before| at(&items[before])))
    };
    let auxiliary = |verb: crate::lang::Value| language.verb_is(verb, "have") || language.verb_is(verb, "be");
    let now = |index: usize| {
        let present = |sense: &Sense| sense.form.is_some_and(|form| form.tense == Tense::Present) && !auxiliary(sense.value);
        !items[index].senses.is_empty() && items[index].senses.iter().all(present)
    };
    !recalled && (0..items.len()).filter(own).any(|index| noun(&index) && occasion(index) || now(index))
}

/// Whether an item is an auxiliary of what was before what is told.
fn has_been(item: &Item, language: &Language) -> bool {
    let mut senses = item.senses.iter().filter_map(|sense| Some((sense.value, sense.form?)));
    senses.any(|(verb, form)| form.tense == Tense::Imperfect && (language.verb_is(verb, "be") || language.verb_is(verb, "have")))
}

fn is_participle(item: &Item) -> bool {
    item.senses.has_tense(Tense::Participle)
}

/// Whether a verb that is finite tells a fact: "ont signé", not "l'accord signé".
pub(super) fn is_told(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let evidence = claim.evidence;
    let finite = |tense: Tense| matches!(tense, Tense::Present | Tense::Past | Tense::Imperfect | Tense::Future | Tense::Conditional);
    // "s'est conclue par la signature", "ont procédé à la signature": what brings it about is told.
    let lexicon = &language.lexicon;
    let first = sentence.items.iter().position(|item| item.span.end > evidence.start);
    let by = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| ["by", "to", "on"].iter().any(|function| language.has_function(function, prep)));
    let noun = first.is_some_and(|first| sentence.items[first..].iter().take(2).any(|item| item.is(lexicon, "trigger") && !item.senses.has_form()));
    let brought = noun && first.is_some_and(|first| (1..=2).any(|back| first.checked_sub(back).is_some_and(|before| by(&sentence.items[before]))));
    let past = |item: &Item| item.senses.has_tense(Tense::Past);
    brought && sentence.items.iter().any(past)
        || sentence.items.iter().filter(|item| item.span.start <= evidence.end + 1 && evidence.start <= item.span.end + 1).any(|item| {
            let mut forms = item.senses.iter().filter_map(|sense| sense.form).peekable();
            // A preposition may be spelt like a verb; "viennent" tells as well as it wishes.
            let told = item.senses.iter().filter_map(|sense| sense.form).any(|form| finite(form.tense));
            forms.peek().is_some() && told && forms.all(|form| finite(form.tense) || form.tense == Tense::Subjunctive) && !item.is(&language.lexicon, "prep")
        })
}
