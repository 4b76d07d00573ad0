//! Offices that pass on: "X lui succède", "remplacé par Y", "nommé à ce poste", "son prédécesseur, Y", "X assurera l'intérim".

use crate::{
    lang::{Kinds, Tense},
    model::EntityId,
    recognise::Item,
    resolve::{
        Cast, Context, OfficeMention,
        appoint::{person, subject},
    },
};

/// The office that passes on was told no farther before, in bytes.
const BEFORE: usize = 600;
/// So many items from its verb or noun a person stands.
const NEAR: usize = 6;

/// Notes who gets, or had, the office of somebody told before, where a word of the sentence may tell.
pub fn read(context: &Context<'_>, items: &[Item], cast: &mut Cast) {
    for at in 0..items.len() {
        let Some(passage) = passage(context, items, at) else { continue };
        let span = items[at].span;
        let field = |office: &OfficeMention| passage.portfolio.as_ref().is_none_or(|portfolio| office.portfolio.as_ref() == Some(portfolio));
        let office = match &passage.holder {
            Some(holder) => cast
                .offices
                .iter()
                .filter(|office| office.person == *holder && office.of.is_some())
                .min_by_key(|office| office.span.start.abs_diff(span.start))
                .cloned(),
            None => last(cast, span.start, |office| office.person != passage.heir && Some(&office.person) != passage.giver.as_ref() && field(office)),
        };
        // "X succède à Y": where the text tells what X is, Y was it before.
        if office.is_none()
            && let Some(holder) = &passage.holder
            && let Some(own) = last(cast, span.start, |office| office.person == passage.heir && !office.former)
        {
            cast.office(OfficeMention { person: holder.clone(), former: true, span, inferred: true, ..own });
            continue;
        }
        let Some(office) = office.filter(|office| !passage.beside || office.span.end + 8 > span.start) else { continue };
        cast.office(OfficeMention { person: passage.heir, former: passage.former, span, inferred: true, ..office });
    }
}

/// The office told last before a place in the text.
pub(super) fn last(cast: &Cast, before: usize, fits: impl Fn(&OfficeMention) -> bool) -> Option<OfficeMention> {
    let near = |office: &&OfficeMention| office.of.is_some() && office.span.start < before && office.span.start + BEFORE > before && fits(office);
    cast.offices.iter().filter(near).max_by_key(|office| office.span.start).cloned()
}

/// Who gets an office, and whose it was where the sentence tells.
struct Passage {
    heir: EntityId,
    holder: Option<EntityId>,
    /// Who gives it, and keeps another.
    giver: Option<EntityId>,
    /// Whether who is told had the office before.
    former: bool,
    /// What it is about.
    portfolio: Option<String>,
    /// Whether it must have been told right before.
    beside: bool,
}

impl Passage {
    const fn of(heir: EntityId) -> Self {
        Self { heir, holder: None, giver: None, former: false, portfolio: None, beside: false }
    }
}

fn passage(context: &Context<'_>, items: &[Item], at: usize) -> Option<Passage> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let item = &items[at];
    let det = || at.checked_sub(1).and_then(|before| items[before].code(lexicon, "det"));
    if item.is_verb(language, "succeed") {
        return succeeds(context, items, at).filter(|passage| passage.holder.as_ref() != Some(&passage.heir));
    }
    // "son prédécesseur, X"
    if let Some(code) = item.code(lexicon, "successor") {
        let next = at + 1 + usize::from(items.get(at + 1).is_some_and(|item| item.is_mark(context.text, ",")));
        let heir = items.get(next).and_then(person).filter(|_| det() == Some("possessive"))?.clone();
        return Some(Passage { former: code == "forerunner", ..Passage::of(heir) });
    }
    // "a été nommé à ce poste", "poste confié à X"
    if item.is(lexicon, "post") {
        if let Some(verb) = (at + 1..items.len().min(at + 4)).find(|verb| items[*verb].is_verb(language, "entrust")) {
            return ahead(items, verb).map(|heir| Passage { beside: true, ..Passage::of(heir) });
        }
        let verb = (at.saturating_sub(NEAR)..at).rev().find(|verb| items[*verb].is_verb(language, "appoint")).filter(|_| det() == Some("demonstrative"))?;
        let named = (verb + 1..at).find_map(|index| person(&items[index])).cloned();
        return named.or_else(|| doer(context, items, verb)).map(Passage::of);
    }
    // "X assurera l'intérim", "l'intérim aux Transports"
    if item.is(lexicon, "interim") {
        let verb = (at.saturating_sub(3)..at).rev().find(|verb| items[*verb].is_verb(language, "stand-in"))?;
        let heir = doer(context, items, verb)?;
        let field = items.get(at + 1).filter(|item| item.is_any(Kinds::PREPOSITION)).and_then(|_| items.get(at + 2));
        let portfolio = field.and_then(|item| item.code(lexicon, "portfolio")).map(str::to_owned);
        return Some(Passage { portfolio, ..Passage::of(heir) });
    }
    None
}

/// Who follows whom by a verb: "X succède à Y", "Y a été remplacé par X", "ont élu X pour lui succéder".
fn succeeds(context: &Context<'_>, items: &[Item], at: usize) -> Option<Passage> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let by = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("by", prep));
    let group = &items[at.saturating_sub(3)..at];
    let forms = || items[at].senses.iter().filter_map(|sense| sense.form);
    if group.iter().any(|item| item.is_any(Kinds::NEGATION))
        || forms().all(|form| matches!(form.tense, Tense::Conditional | Tense::Subjunctive | Tense::Gerund))
    {
        return None;
    }
    let before = |at: usize, heir: Option<&EntityId>| items[..at].iter().rev().filter_map(person).find(|person| Some(*person) != heir).cloned();
    if items.get(at + 1).is_some_and(by) {
        let heir = ahead(items, at + 1)?;
        // "l'a remplacé par X": who does it is not whom X follows.
        let passive = group.iter().any(|item| item.is_verb(language, "be")) || !group.iter().any(|item| item.is_verb(language, "have"));
        let (holder, giver) = if passive { (before(at, Some(&heir)), None) } else { (None, doer(context, items, at)) };
        return Some(Passage { holder, giver, ..Passage::of(heir) });
    }
    let pronoun =
        group.iter().any(|item| item.is(lexicon, "object-person") || item.code(lexicon, "det") == Some("definite") && !item.is_any(Kinds::PREPOSITION));
    let person_behind = || (at + 1..items.len().min(at + 4)).find_map(|index| person(&items[index])).cloned();
    if forms().any(|form| form.tense == Tense::Infinitive) {
        // "ont élu X pour lui succéder", "X a été nommé pour remplacer Y"
        if !(0..at).rev().take(12).any(|verb| items[verb].is_verb(language, "appoint")) {
            // "Pour lui succéder a été désigné X"
            let verb = (at + 1..items.len().min(at + NEAR)).find(|verb| items[*verb].is_verb(language, "appoint")).filter(|_| pronoun)?;
            let heir = ahead(items, verb)?;
            return Some(Passage { holder: before(at, Some(&heir)), ..Passage::of(heir) });
        }
        let heir = before(at, None)?;
        let holder = person_behind().or_else(|| before(at, Some(&heir)).filter(|_| pronoun))?;
        return Some(Passage { holder: Some(holder), ..Passage::of(heir) });
    }
    let heir = doer(context, items, at)?;
    let holder = person_behind().or_else(|| before(at, Some(&heir)).filter(|_| pronoun));
    (holder.is_some() || pronoun).then(|| Passage { holder, ..Passage::of(heir) })
}

/// The subject of a verb, before its auxiliaries and pronouns.
fn doer(context: &Context<'_>, items: &[Item], verb: usize) -> Option<EntityId> {
    let lexicon = &context.language.lexicon;
    let light = |item: &Item| {
        item.is_verb(context.language, "be")
            || item.is_verb(context.language, "have")
            || ["adv", "object-person"].iter().any(|class| item.is(lexicon, class))
            || item.code(lexicon, "det") == Some("definite")
            || ["appoint", "stand-in"].iter().any(|group| item.is_verb(context.language, group))
            || item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function("for", prep))
    };
    let first = (0..verb).rev().find(|index| !light(&items[*index])).map_or(0, |index| index + 1);
    subject(context, items, first)
}

/// The first person behind an item.
fn ahead(items: &[Item], at: usize) -> Option<EntityId> {
    items.iter().skip(at + 1).take(NEAR).find_map(person).cloned()
}
