//! Offices that a verb gives or takes: "X a été nommé ministre", "démis X de ses fonctions d'ambassadeur", "X est président".

use crate::{
    lang::{Kinds, Sense, Tense},
    model::{EntityId, EntityKind, Span},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context, OfficeMention,
        offices::office_of,
        roles::{RoleExpression, Roles, span_of},
        succession::last,
    },
};

/// Groups of verbs for running a body.
const LEADS: [&str; 2] = ["lead", "take-helm"];

/// A relative between commas has no more items.
const ASIDE: usize = 30;

/// An office without a name beside it, at its place among a sentence's items.
#[derive(Debug)]
pub struct Pending {
    /// Index of its item.
    pub at: usize,
    /// The words.
    pub span: Span,
    /// The office.
    pub expression: RoleExpression,
    /// Whether the text speaks of the office itself, not of who holds it.
    pub itself: bool,
}

/// Notes the offices that verbs give to people.
pub fn read(context: &Context<'_>, items: &[Item], pending: &[Pending], main: &[EntityId], body: Option<&EntityId>, cast: &mut Cast) {
    // "nommé conseiller du président": whom somebody serves is another.
    let served = |at: usize| {
        let small = |item: &Item| item.kind == ItemKind::Word && (item.is_any(Kinds::DETERMINER.or(Kinds::PREPOSITION)));
        pending.iter().any(|head| head.expression.served.is_some() && head.at < at && items[head.at + 1..at].iter().all(small))
    };
    for office in pending.iter().filter(|office| !office.expression.plural && !office.expression.role.is_empty() && !served(office.at)) {
        let Some(person) = holder(context, items, office.at) else { continue };
        let (role, of, inferred) = office_of(context, &office.expression, &person, main, body, cast);
        let portfolio = office.expression.portfolio.clone();
        // "Le président du Parlement a démissionné. X a été élue nouvelle présidente": of the same body.
        let same = |before: &OfficeMention| before.person != person && (before.role == role || before.role == "head" && role == "president");
        if let Some(before) = last(cast, office.span.start, same).filter(|_| of.is_none() && office.expression.body().is_none()) {
            cast.office(OfficeMention { person, span: office.span, inferred: true, former: office.expression.former, ..before });
            continue;
        }
        cast.office(OfficeMention { person, role, of, portfolio, former: office.expression.former, span: office.span, inferred });
    }
}

/// Notes who runs a body, where a verb of the sentence may tell: "X, qui dirige la société Y", "X a dirigé l'agence Z".
pub fn run(context: &Context<'_>, items: &[Item], cast: &mut Cast) {
    let language = context.language;
    let roles = Roles { text: context.text, language, items, shouting: false };
    let lexicon = &language.lexicon;
    for at in 1..items.len() {
        let lead = |sense: &&Sense| sense.form.is_some() && LEADS.iter().any(|group| language.verb_is(sense.value, group));
        let Some(form) = items[at].senses.iter().find(lead).filter(|_| items[at].kind == ItemKind::Word).and_then(|sense| sense.form) else { continue };
        let have = items[at - 1].value(lexicon, "verb").is_some_and(|lemma| language.verb_is(lemma, "have"));
        let verb = match form.tense {
            Tense::Participle if have => at - 1,
            Tense::Participle | Tense::Conditional | Tense::Subjunctive | Tense::Infinitive | Tense::Gerund => continue,
            _ => at,
        };
        let negated = verb > 0 && items[verb - 1].is_any(Kinds::NEGATION);
        let mut next = at + 1;
        // "qui préside cette année l'organisation"
        while items
            .get(next)
            .is_some_and(|item| matches!(item.kind, ItemKind::Date(_)) || item.kind == ItemKind::Word && (item.is_any(Kinds::ADVERB.or(Kinds::DETERMINER))))
        {
            next += 1;
        }
        // "a pris la tête de l'agence X"
        let helm = items.get(next).is_some_and(|item| item.is(lexicon, "helm"));
        let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
        if !items[at].is_verb(language, "lead") && !(helm && items.get(next + 1).is_some_and(of)) {
            continue;
        }
        if helm && items.get(next + 1).is_some_and(of) {
            next += 2 + items[next + 2..].iter().take_while(|item| item.kind == ItemKind::Word && item.is_any(Kinds::DETERMINER)).count();
        }
        // "le port de X" is a work by that name, "la gare de X" is not X.
        let runs = |end: usize, body: &EntityId| body.kind() == EntityKind::Organisation || body.kind() == EntityKind::Infrastructure && end == next + 1;
        let Some((end, body)) = roles.body(next).filter(|(end, body)| runs(*end, body)) else { continue };
        let Some(person) = (!negated).then(|| subject(context, items, verb)).flatten() else { continue };
        let span = span_of(items, at, end);
        cast.office(OfficeMention { person, role: "head".to_owned(), of: Some(body), portfolio: None, former: false, span, inferred: false });
    }
}

/// The person to whom the verb before an office gives it.
fn holder(context: &Context<'_>, items: &[Item], at: usize) -> Option<EntityId> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let small = |item: &Item| {
        item.kind == ItemKind::Word
            && ["det", "prep", "adv", "post"].iter().any(|class| item.is(lexicon, class))
            && item.code(lexicon, "pron") != Some("subject")
    };
    let mut index = at;
    let (mut object, mut and, mut interim) = (None, false, false);
    let verb = loop {
        index = index.checked_sub(1)?;
        let item = &items[index];
        // "a nommé, par un décret du 2 mai, X ministre": how and when stand between commas.
        if object.is_some()
            && item.is_mark(context.text, ",")
            && let Some(open) = (index.saturating_sub(12)..index).rev().find(|open| items[*open].is_mark(context.text, ","))
            && open > 0
            && verb(context, items, open - 1).is_some()
        {
            index = open;
            continue;
        }
        and |= object.is_some() && item.code(lexicon, "conj") == Some("and");
        // "assure l'intérim du Premier ministre"
        interim |= item.kind == ItemKind::Word && item.is(lexicon, "interim");
        if let Some(verb) = verb(context, items, index).filter(|verb| interim || !verb.interim) {
            break verb;
        }
        // "cumule en A les fonctions de ministre et de député": where, and the office before, change nothing.
        let there = item.entities().first().is_some_and(|id| id.kind() == EntityKind::Country)
            && items[..index].iter().rev().take(2).any(|before| before.value(lexicon, "prep").is_some_and(|prep| language.has_function("where", prep)));
        let joined = item.code(lexicon, "conj") == Some("and") || matches!(&item.kind, ItemKind::Reference(office) if office.entities.is_empty());
        // "a félicité X pour sa nomination au poste de ministre", "la nomination de X au poste de": whom the noun before, or behind "of", tells of.
        if item.is(lexicon, "appointment") {
            let near = items[..index].iter().rev().take(6).find_map(person);
            return object.or_else(|| near.cloned());
        }
        match person(item) {
            Some(person) if object.is_none() => object = Some(person.clone()),
            // "a nommé X ministre et Y vice-ministre"
            Some(_) if and => {}
            _ if small(item) || there || joined || item.is(lexicon, "interim") => {}
            _ => return None,
        }
    };
    // "avant de le nommer ministre": done as well.
    if verb.tense == Tense::Infinitive && verb.gives {
        let pronoun = |item: &Item| {
            item.kind == ItemKind::Word && (item.is(lexicon, "object-person") || item.is_any(Kinds::DETERMINER) && !item.is_any(Kinds::PREPOSITION))
        };
        let governor = (0..index).rev().find(|before| !pronoun(&items[*before]))?;
        let done = items[governor].value(lexicon, "prep").is_some_and(|prep| language.has_function("next-to", prep));
        let named = || items[..governor].iter().rev().find_map(person).cloned().filter(|_| governor + 1 < index);
        return if done { object.or_else(named) } else { None };
    }
    if matches!(verb.tense, Tense::Conditional | Tense::Infinitive | Tense::Subjunctive) {
        return None;
    }
    // Auxiliaries, adverbs and pronouns before a participle.
    let mut first = index;
    let mut passive = false;
    let mut pronoun = false;
    let participle = verb.tense == Tense::Participle;
    let mut auxiliary = false;
    while let Some(before) = first.checked_sub(1).map(|before| &items[before]) {
        let form = before.senses.iter().find(|sense| sense.form.is_some() && (language.verb_is(sense.value, "be") || language.verb_is(sense.value, "have")));
        if let Some(sense) = form.filter(|_| participle) {
            if sense.form.is_some_and(|form| matches!(form.tense, Tense::Conditional | Tense::Subjunctive)) {
                return None;
            }
            passive |= language.verb_is(sense.value, "be");
            auxiliary = true;
        } else if before.is_any(Kinds::NEGATION) {
            return None;
        } else if before.kind == ItemKind::Word && (before.is_any(Kinds::ADVERB.or(Kinds::PRONOUN)) && before.code(lexicon, "pron") != Some("subject")) {
            pronoun |= before.is_any(Kinds::PRONOUN);
        } else {
            break;
        }
        first -= 1;
    }
    if participle && !auxiliary {
        // "nommé ministre en mai, X", "X, nommé ambassadeur": the name stands right before, behind a comma.
        let comma = first.checked_sub(1).filter(|comma| items[*comma].is_mark(context.text, ","))?;
        return object.is_none().then(|| comma.checked_sub(1).and_then(|before| person(&items[before]))).flatten().cloned();
    }
    if verb.gives && !passive {
        return object.filter(|_| !pronoun);
    }
    // "remplace X au poste de ministre"
    if object.is_some() != verb.replaces {
        return None;
    }
    subject(context, items, first)
}

/// The subject before a verb: the nearest person behind no preposition, or the one to whom a relative pronoun refers.
pub(super) fn subject(context: &Context<'_>, items: &[Item], verb: usize) -> Option<EntityId> {
    let lexicon = &context.language.lexicon;
    let mut relative = false;
    if let Some(bearer) = before_relative(context, items, verb) {
        return Some(bearer.clone());
    }
    for index in (0..verb).rev() {
        let item = &items[index];
        if let Some(person) = person(item) {
            let governed = index.checked_sub(1).is_some_and(|before| items[before].is_any(Kinds::PREPOSITION));
            return (relative || !governed).then(|| person.clone());
        }
        if item.code(lexicon, "rel") == Some("subject") {
            relative = true;
            continue;
        }
        let verb = item.senses.iter().any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, Tense::Participle | Tense::Infinitive)));
        let governed = items.get(index.wrapping_sub(1)).is_some_and(|before| before.is_any(Kinds::PREPOSITION));
        let other = !item.entities().is_empty() && !relative && !governed && !item.is_demonym();
        if verb && !item.is_any(Kinds::NOUN) || other {
            return None;
        }
    }
    None
}

/// The person before a relative that closes with a comma before a verb: "X, qui était A, a été nommé B".
fn before_relative<'i>(context: &Context<'_>, items: &'i [Item], verb: usize) -> Option<&'i EntityId> {
    let lexicon = &context.language.lexicon;
    let comma = |at: usize| items[at].is_mark(context.text, ",");
    verb.checked_sub(1).filter(|close| comma(*close))?;
    let relative = (2..verb).rev().take(ASIDE).find(|at| items[*at].code(lexicon, "rel") == Some("subject"))?;
    let stops = |item: &Item| item.kind == ItemKind::Mark && matches!(item.span.of(context.text), "." | ";" | ":");
    let governed = relative.checked_sub(3).is_some_and(|before| items[before].is_any(Kinds::PREPOSITION));
    let whole = comma(relative - 1) && !governed && !items[relative..verb].iter().any(stops);
    person(&items[relative - 2]).filter(|_| whole)
}

pub(super) fn person(item: &Item) -> Option<&EntityId> {
    match item.entities() {
        [only] if only.kind() == EntityKind::Person => Some(only),
        _ => None,
    }
}

/// A verb of giving, taking or holding an office.
struct Verb {
    tense: Tense,
    /// Whether its object gets or loses the office.
    gives: bool,
    /// Whether its subject gets the office that its object had.
    replaces: bool,
    /// Whether its subject holds the office for the time being, where its object says so.
    interim: bool,
}

fn verb(context: &Context<'_>, items: &[Item], at: usize) -> Option<Verb> {
    let language = context.language;
    let item = &items[at];
    let found = item.senses.iter().filter(|sense| item.kind == ItemKind::Word && sense.form.is_some()).filter_map(|sense| {
        let lemma = sense.value;
        let gives = language.verb_is(lemma, "appoint");
        let holds = language.verb_is(lemma, "hold-office") || language.verb_is(lemma, "be");
        let (replaces, interim) = (language.verb_is(lemma, "replace"), !holds && language.verb_is(lemma, "hold-interim"));
        sense.form.filter(|_| gives || holds || replaces || interim).map(|form| Verb { tense: form.tense, gives, replaces, interim })
    });
    // "a été reconduit": behind an auxiliary, what may be a participle is one.
    let auxiliary = at.checked_sub(1).is_some_and(|before| items[before].is_verb(language, "be") || items[before].is_verb(language, "have"));
    let mut found: Vec<Verb> = found.collect();
    found.sort_by_key(|verb| auxiliary && verb.tense != Tense::Participle);
    found.into_iter().next()
}
