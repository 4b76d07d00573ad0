//! Whether a noun that tells no event from others is told to take place: "un forum s'est tenu à X", "accueille une conférence", "le sommet que l'union tiendra à X".

use super::phrase::dash;
use crate::{
    lang::{Language, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
};

/// So far from the noun its verb may stand.
const NEAR: usize = 12;

/// Whether the noun phrase in `start..end` is told to take place, by a verb of its own and where or when.
pub(super) fn takes_place(items: &[Item], start: usize, end: usize, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let determiner = start.checked_sub(1).and_then(|before| items[before].code(lexicon, "det"));
    let marks = |item: &Item| item.senses.has_tense(Tense::Gerund);
    let relative = items.get(end).is_some_and(|item| item.is(lexicon, "rel") || marks(item));
    let told = is_told(items, end, text, language) || is_beside(items, end, text, language);
    // "La réunion de la commission mixte aura lieu à X": it needs no other name.
    let sits = || told && items[start..end].iter().any(|item| matches!(item.code(lexicon, "event-kind"), Some("commission" | "council")));
    let new = determiner == Some("indefinite") || determiner == Some("definite") && (relative || sits());
    let dated = || items.iter().any(|item| matches!(item.kind, ItemKind::Date(_)));
    new && (dated() || place(items, start, end, language).is_some()) && (told || is_done(items, start, text, language))
}

/// Whether an anniversary is celebrated or attended.
pub(super) fn is_kept(items: &[Item], start: usize, end: usize, text: &str, language: &Language) -> bool {
    is_told(items, end, text, language) || is_done(items, start, text, language)
}

/// The town or country that the words around the noun put it in: behind it first.
pub(super) fn place(items: &[Item], start: usize, end: usize, language: &Language) -> Option<EntityId> {
    let lies = |at: &usize| {
        let governed = at.checked_sub(1).and_then(|before| items[before].value(&language.lexicon, "prep"));
        governed.is_some_and(|prep| language.has_function("where", prep)) && items[*at].entities().first().is_some_and(is_site)
    };
    let found = (end..items.len()).find(lies).or_else(|| (0..start).rev().find(lies))?;
    items[found].entities().first().cloned()
}

fn is_site(id: &EntityId) -> bool {
    matches!(id.kind(), EntityKind::City | EntityKind::Country)
}

fn is(item: &Item, groups: &[&str], language: &Language) -> bool {
    let verbs = || item.senses.iter().filter(|sense| sense.form.is_some()).map(|sense| sense.value);
    item.kind == ItemKind::Word && verbs().any(|lemma| groups.iter().any(|group| language.verb_is(lemma, group)))
}

/// "la réunion de la commission, le 2 mai à X": whether time and place stand right behind.
fn is_beside(items: &[Item], end: usize, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    // "la commission mixte économique": what it is like.
    let like = |item: &&Item| !item.is_mark(text, ",") && !["prep", "verb", "conj", "rel", "sub"].iter().any(|class| item.is(lexicon, class));
    let traits = items.iter().skip(end).take(3).take_while(like).count();
    let [comma, rest @ ..] = items.get(end + traits..).unwrap_or_default() else { return false };
    let date = rest.iter().take(2).position(|item| matches!(item.kind, ItemKind::Date(_)));
    let place = |date: usize| {
        let prep = rest.get(date + 1).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("where", prep));
        prep && rest.get(date + 2).and_then(|item| item.entities().first()).is_some_and(is_site)
    };
    comma.is_mark(text, ",") && date.is_some_and(place)
}

/// Whether a verb behind the noun says that it takes place.
fn is_told(items: &[Item], end: usize, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    for item in items.iter().skip(end).take(NEAR) {
        if is(item, &["happen", "gather", "celebrate"], language) {
            return true;
        }
        let stops = item.kind == ItemKind::Mark && !item.is_mark(text, ",") || item.is(lexicon, "conj") || item.is(lexicon, "sub") || item.is(lexicon, "neg");
        // "une exposition consacrée à l'art s'est ouverte": a participle says more of it.
        let other = item.senses.iter().any(|sense| sense.form.is_some_and(|form| !matches!(form.tense, Tense::Participle | Tense::Gerund)))
            && !is(item, &["be", "have", "future", "duty"], language);
        if stops || other && !item.is(lexicon, "noun") && !item.is(lexicon, "prep") && !item.is(lexicon, "adj") {
            return false;
        }
    }
    false
}

/// Whether it is the object of a verb of holding, hosting or attending.
fn is_done(items: &[Item], start: usize, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    for at in (start.saturating_sub(NEAR)..start).rev() {
        let item = &items[at];
        if is(item, &["host", "happen", "attend", "celebrate"], language) {
            // "a proposé d'organiser un forum": none yet.
            let meant = item.senses.has_tense(Tense::Infinitive) && is(item, &["happen", "host"], language);
            return !meant && !items[at.saturating_sub(3)..at].iter().any(|item| item.is(lexicon, "neg"));
        }
        let light = matches!(item.kind, ItemKind::Date(_) | ItemKind::Name(_))
            || ["det", "prep", "adv", "part-taken"].iter().any(|class| item.is(lexicon, class))
            || item.is_mark(text, ",")
            || dash(item, text);
        if !light {
            return false;
        }
    }
    false
}

/// So far behind a body the verb of its meeting stands.
const CLOSE: usize = 6;

/// "La commission s'est réunie à X": the kind of what a council or commission holds that is told to meet, and where or when.
pub(super) fn meets(items: &[Item], at: usize, text: &str, language: &Language) -> Option<String> {
    let lexicon = &language.lexicon;
    let item = &items[at];
    item.entities().first().filter(|id| id.kind() == EntityKind::Organisation)?;
    let first = item.span.of(text).split_whitespace().next()?.to_lowercase();
    let (_, kind) = lexicon.longest(&[lexicon.word(&first)], 0, "event-body")?;
    let behind = || items[at + 1..].iter().take(CLOSE).take_while(|item| item.kind == ItemKind::Word && !item.is(lexicon, "prep") && !item.is(lexicon, "conj"));
    let reflexive = behind().any(|item| item.code(lexicon, "pron") == Some("reflexive"));
    let denied = behind().any(|item| item.is(lexicon, "neg"));
    let told = reflexive && !denied && behind().any(|item| is(item, &["gather"], language));
    told.then(|| kind.to_owned())
}
