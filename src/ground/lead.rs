//! News is of the days before it: what the lead of a dated text tells as done, and gives no other date, is of that time.

use jiff::ToSpan;

use super::{Occasion, sentence_of};
use crate::{
    fact::{Claim, Fact, Value},
    knowledge::Knowledge,
    lang::{Language, Sense, Tense},
    model::{EntityId, PartKind, Point, When},
    recognise::{DateMention, Item, ItemKind, Sentence},
    resolve::Resolved,
};

/// A day that the lead names is that of the news up to so many days before the text.
const FRESH: i32 = 7;
/// What the text tells of late is of so many days before it.
const STORY: i32 = 31;
/// So early in a month the news may be of the month before.
const EARLY: i8 = 2;

/// When the news of a text is from: the day that its lead names, the only day on which anything was done, the month.
struct News {
    lead: Option<usize>,
    published: When,
    day: Option<When>,
    sole: Option<When>,
    month: Option<When>,
}

impl News {
    fn of(claims: &[Claim], resolved: &Resolved) -> Option<Self> {
        let published = resolved.calendar.published()?;
        let lead = paragraph(resolved);
        let day = day_of(resolved.sentences.iter().filter(|sentence| is_head(sentence, lead)), published);
        let sole = only_day(claims, published, resolved.calendar.story());
        Some(Self { lead, published, day, sole, month: month_of(published) })
    }

    /// Whether a sentence says when what it tells was.
    fn is_dated(&self, sentence: &Sentence) -> bool {
        sentence.items.iter().any(|item| matches!(&item.kind, ItemKind::Date(date) if !date.deadline && !is_no_day(date, self.published)))
    }
}

const DAY: &str = "the day of the news";
const SOLE: &str = "the only day of which the text tells";
const MONTH: &str = "the month of the news";

/// Dates what is left undated of the lead, and what the same parties do in the rest of the text.
pub(super) fn date(claims: &mut [Claim], resolved: &Resolved, language: &Language, knowledge: &Knowledge) {
    let Some(news) = News::of(claims, resolved) else { return };
    let in_lead = |sentence: &Sentence| is_head(sentence, news.lead);
    let story: Vec<EntityId> = resolved
        .sentences
        .iter()
        .filter(|sentence| in_lead(sentence))
        .flat_map(|sentence| &sentence.items)
        .flat_map(Item::entities)
        .filter_map(|id| resolved.cast.country_of(id, knowledge))
        .chain(resolved.main.iter().flatten().cloned())
        .collect();
    // On one day those of one country may have done it with others, whose home nobody knows.
    let least = if news.sole.is_some() { 1 } else { 2 };
    for claim in claims.iter_mut() {
        let Some(own) = Occasion::of(&claim.fact, resolved, knowledge) else { continue };
        let Some(sentence) = sentence_of(claim, resolved) else { continue };
        let head = in_lead(sentence);
        if own.date.is_some() || own.planned || !head && (own.countries.len() < least || !own.countries.iter().all(|id| story.contains(id))) {
            continue;
        }
        // Elsewhere the text may speak of other visits, and of what was agreed on long ago.
        let kind = claim.fact.spec().name;
        let visits = || is_going_on(claim, sentence, language);
        let told =
            head && (kind != "agreement" || sentence.part == PartKind::Title) || if kind == "visit" { visits() } else { is_told(claim, sentence, language) };
        let dated = news.is_dated(sentence) && !(head && news.day.is_some());
        if dated || !told || is_earlier(claim, sentence, language) || !head && is_recalled(claim, resolved, news.published) {
            continue;
        }
        let (when, why) = match (news.day.filter(|_| head), news.sole, news.month) {
            (Some(day), ..) => (day, DAY),
            (None, Some(day), _) => (day, SOLE),
            (None, None, Some(month)) => (month, MONTH),
            (None, None, None) => continue,
        };
        claim.infer("date", Value::When(when), why);
    }
}

/// Dates events that are left undated: "la cérémonie, qui s'est tenue à A", not "depuis le sommet de A".
pub(super) fn date_events(claims: &mut [Claim], resolved: &Resolved, language: &Language) {
    let open = |claim: &Claim| matches!(&claim.fact, Fact::Event(event) if event.date.is_none());
    if !claims.iter().any(open) {
        return;
    }
    let Some(news) = News::of(claims, resolved) else { return };
    for claim in claims.iter_mut().filter(|claim| open(claim)) {
        let Some(sentence) = sentence_of(claim, resolved) else { continue };
        if !is_past_event(claim, sentence, language) || news.is_dated(sentence) || is_recalled(claim, resolved, news.published) {
            continue;
        }
        let head = is_head(sentence, news.lead);
        // Further down events are named that were on other days, and nothing is said of them.
        let placed = matches!(&claim.fact, Fact::Event(event) if event.place.is_some());
        let own = head || placed || claim.rule.ends_with("/again") || is_occasion(claim, sentence, language);
        match (news.day.filter(|_| head), news.sole.filter(|_| own), news.month.filter(|_| head)) {
            (Some(day), ..) => claim.infer("date", Value::When(day), DAY),
            (None, Some(day), _) => claim.infer("date", Value::When(day), SOLE),
            (None, None, Some(month)) => claim.infer("date", Value::When(month), MONTH),
            _ => {}
        }
    }
}

/// "à l'issue de la 8e réunion des ministres": whether the words for an event open with when something was done there.
pub(super) fn is_occasion(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let during = |item: &Item| item.value(&language.lexicon, "prep").is_some_and(|prep| language.has_function("during", prep));
    let first = sentence.items.iter().position(|item| item.span.end > claim.evidence.start);
    first.is_some_and(|first| (0..=2).any(|back| first.checked_sub(back).is_some_and(|before| during(&sentence.items[before]))))
}

/// Whether an event is over, and was not before what the text tells of.
pub(super) fn is_past_event(claim: &Claim, sentence: &Sentence, language: &Language) -> bool {
    let Fact::Event(event) = &claim.fact else { return false };
    let past = event.status.as_ref().is_some_and(|status| status.code() == "past");
    let election = event.kind.as_ref().is_some_and(|kind| kind.code() == "election");
    past && !election && !is_earlier(claim, sentence, language)
}

/// The only day on which the text tells that something was done of late; where it dates nothing, the day of its news.
fn only_day(claims: &[Claim], published: When, story: Option<When>) -> Option<When> {
    let limit = published.first_day().and_then(|now| now.checked_sub(FRESH.days()).ok());
    let date = |claim: &Claim| match &claim.fact {
        Fact::Agreement(paper) if matches!(paper.status.code(), "signed" | "adopted") => paper.date,
        Fact::Meeting(met) if met.status.as_ref().is_none_or(|status| status.code() != "planned") => met.date,
        Fact::Visit(visit) if visit.status.as_ref().is_none_or(|status| status.code() != "planned") => visit.date,
        Fact::Event(event) if event.status.as_ref().is_none_or(|status| status.code() != "planned") => event.date,
        _ => None,
    };
    let fresh = |when: &When| limit.is_none_or(|limit| when.last_day().is_some_and(|last| last >= limit));
    let mut dates = claims.iter().filter_map(date).filter(fresh);
    let Some(first) = dates.next() else { return story };
    let day = first.until.is_none() && matches!(first.from, Point::Day(..));
    (day && dates.all(|date| date == first)).then_some(first)
}

/// "En 2014, A et B avaient trouvé un accord. Le texte, signé lors d'une visite …": whether the sentence before in the paragraph, and nothing in its
/// own, puts what is told in a time long before the news.
fn is_recalled(claim: &Claim, resolved: &Resolved, published: When) -> bool {
    let at = resolved.sentences.partition_point(|sentence| sentence.span.end <= claim.evidence.start);
    let here = resolved.sentences.get(at).map(|sentence| sentence.paragraph);
    let before = at.checked_sub(1).map(|before| &resolved.sentences[before]).filter(|before| Some(before.paragraph) == here);
    let limit = published.first_day().and_then(|now| now.checked_sub(STORY.days()).ok());
    let mut dates = before.iter().flat_map(|sentence| &sentence.items).filter_map(|item| match &item.kind {
        ItemKind::Date(date) if !date.deadline => date.placed?.last_day(),
        _ => None,
    });
    let old = |day| limit.is_some_and(|limit| day < limit);
    dates.next().is_some_and(old) && dates.all(old)
}

/// "le programme 2018-2019", "à l'horizon 2030", "en avril prochain": a time of years, or to come, is none at which something was done.
fn is_no_day(date: &DateMention, published: When) -> bool {
    if date.placed.and_then(When::first_day).zip(published.last_day()).is_some_and(|(first, now)| first > now) {
        return true;
    }
    let years = date.from.month.is_none() && date.from.part.is_none() && date.from.shift.is_none() && date.from.weekday.is_none();
    let later = |year: i16| published.from.year() < year;
    years && date.from.year.is_some_and(|year| date.until.is_some() || later(year))
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
