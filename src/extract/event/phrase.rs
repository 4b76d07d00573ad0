//! How far the words go that name an event.

use super::own::{is_kept, takes_place};
use crate::{
    lang::{Kinds, Language},
    model::EntityKind,
    recognise::{Item, ItemKind},
};

/// The items that name the event whose kind is said at `at`, and whether nothing but its own clause tells it from others of its kind.
pub(super) fn phrase(items: &[Item], at: usize, text: &str, language: &Language) -> Option<(usize, usize, bool)> {
    let lexicon = &language.lexicon;
    let head = &items[at];
    if head.kind != ItemKind::Word || !head.is(lexicon, "event-kind") || head.senses.has_form() && !head.capital {
        return None;
    }
    let of = |item: &Item| {
        item.value(lexicon, "prep")
            .is_some_and(|prep| language.has_function("of", prep) || language.has_function("for", prep) || language.has_function("on", prep))
    };
    let mut told = head.is(lexicon, "event-specific");
    let mut start = at;
    while start > 0 && items[start - 1].kind == ItemKind::Word && (items[start - 1].is(lexicon, "ordinal") || items[start - 1].is(lexicon, "event-kind")) {
        told |= items[start - 1].is(lexicon, "ordinal");
        start -= 1;
    }
    // Ordinals written with digits stand before as a number: "le 17e sommet".
    if start > 0 && items[start - 1].digits(text).is_some() {
        told = true;
        start -= 1;
    } else if start > 1 && items[start - 1].is(lexicon, "ordinal-suffix") && items[start - 2].digits(text).is_some() {
        told = true;
        start -= 2;
    }
    let mut end = at + 1;
    if head.is(lexicon, "event-capital") {
        let (year, behind) = year(items, end, text);
        if !head.capital || start == 0 && !year {
            return None;
        }
        // "Expo 2030"
        told |= year;
        end = behind;
    }
    // "la 8e édition du forum"
    if start > 2 && items[start - 1].is_any(Kinds::PREPOSITION) && items[start - 2].is(lexicon, "edition") && items[start - 3].digits(text).is_some() {
        told = true;
        start -= 3;
    }
    // Once it is told from others, what hangs on it belongs to its name: "sommet des pays enclavés".
    let mut open = false;
    while let Some(item) = items.get(end) {
        let word = item.kind == ItemKind::Word;
        // "la conférence sino-arabe"
        let compound = word && item.hyphen && !item.capital && items[end - 1].is_demonym() && (item.senses.is_empty() || item.is_any(Kinds::ADJECTIVE));
        if compound
            || is_name(item) && (item.is_demonym() || !matches!(items[end - 1].kind, ItemKind::Name(_)) || item.hyphen)
            || item.is(lexicon, "event-adjunct")
        {
            told = true;
            end += 1;
        } else if word && item.is_any(Kinds::ADJECTIVE) && !item.is_any(Kinds::VERB) && !item.is_any(Kinds::PREPOSITION)
            || word && item.capital && !item.is_any(Kinds::VERB) && !item.is_any(Kinds::PRONOUN)
        {
            told |= item.capital;
            end += 1;
        } else if open
            && word
            && !item.is(lexicon, "planned-word")
            && !item.senses.has_form()
            && !["prep", "conj", "rel", "sub", "pron", "adv", "neg", "det"].iter().any(|class| item.is(lexicon, class))
            || head.capital && start > 0 && end == at + 1 && word && (item.senses.is_empty() || item.is(lexicon, "org-adj") || item.is(lexicon, "gloss"))
        {
            end += 1;
        } else if dash(item, text)
            && is_name(&items[end - 1])
            && items.get(end + 1).is_some_and(is_name)
            && !items[end + 2..].iter().any(|item| dash(item, text))
        {
            // "l'union – A, B et C –" says who is meant.
            told = true;
            end += 2;
        } else if item.value(lexicon, "prep").is_some_and(|prep| language.has_function("between", prep)) {
            // "la commission entre A et B"
            let and = |item: Option<&Item>| item.is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
            let Some(first) = party(items, end + 1, language).filter(|first| and(items.get(*first))) else { break };
            let Some(second) = party(items, first + 1, language) else { break };
            told = true;
            end = second;
        } else if of(item) {
            let mut next = end + 1;
            while items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
                next += 1;
            }
            // "le forum des « Nouvelles routes »"
            if let Some(close) = items.get(next).filter(|item| quotes(item, text)).and_then(|_| closing(items, next, text)) {
                told = true;
                end = close + 1;
                continue;
            }
            // "le sommet des cinq pays d'Asie centrale"
            if let Some(behind) = states(items, next, language) {
                told = true;
                end = behind;
                continue;
            }
            let Some(complement) = items.get(next) else { break };
            // "le 5e sommet de l'organisation"
            let again = is_body_again(items, next, language);
            let name = again || is_name(complement) && !complement.is_demonym();
            let word = complement.kind == ItemKind::Word || matches!(&complement.kind, ItemKind::Reference(reference) if reference.entities.len() != 1);
            // "des chefs d'État de la CEI": an office without a person.
            let office = matches!(&complement.kind, ItemKind::Reference(reference) if reference.entities.is_empty());
            let own = word
                && (office
                    || complement.is(lexicon, "area")
                    || complement.capital
                    || complement.is(lexicon, "event-complement")
                    || complement.is(lexicon, "event-kind"));
            let bound = item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
            let more = told
                && bound
                && complement.kind == ItemKind::Word
                && !complement.is_any(Kinds::VERB)
                && !complement.is_any(Kinds::PRONOUN)
                && !complement.is(lexicon, "trigger");
            // "l'investiture du président X"
            let owned = head.is(lexicon, "event-owned") && complement.entities().first().is_some_and(|id| id.kind() == EntityKind::Person);
            if !(name || own || more || owned) {
                break;
            }
            // "la réunion des ministres de l'union et de A"
            let also = |at: usize| {
                let conj = items.get(at).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
                conj && items.get(at + 1).is_some_and(of)
            };
            told |= owned || name || office || complement.capital || complement.is(lexicon, "area") || complement.is(lexicon, "event-complement");
            open = !name;
            end = next + 1;
            if name && also(end) {
                end = party(items, end + 2, language).unwrap_or(end);
            }
        } else if quotes(item, text) {
            let Some(close) = closing(items, end, text) else { break };
            told = true;
            end = close + 1;
        } else {
            break;
        }
    }
    // "le Forum économique eurasiatique": a name by its capital.
    told |= head.capital
        && start > 0
        && (end > at + 1 || head.span.of(text).contains(' '))
        && head.code(lexicon, "event-kind").is_some_and(|kind| CAPITAL.contains(&kind));
    // "l'année du 30e anniversaire": it is one where it is celebrated, and on a day or somewhere.
    let rests = told && head.is(lexicon, "event-celebrated");
    if told {
        // "a fêté son 50e anniversaire": somebody's own.
        let own = start > 0 && items[start - 1].code(lexicon, "det") == Some("possessive");
        return (!rests || !own && is_kept(items, start, end, text, language)).then_some((start, end, rests));
    }
    (head.is(lexicon, "event-framed") && takes_place(items, start, end, text, language)).then_some((start, end, true))
}

/// Of these kinds a capital makes a name; of the others it makes a body.
const CAPITAL: [&str; 4] = ["summit", "forum", "conference", "festival"];

/// Whether a mark opens a quotation.
fn quotes(item: &Item, text: &str) -> bool {
    item.is_mark(text, "«") || item.is_mark(text, "“") || item.is_mark(text, "\"")
}

/// Where a quoted name closes.
fn closing(items: &[Item], open: usize, text: &str) -> Option<usize> {
    (open + 1..items.len().min(open + 8)).find(|index| matches!(items[*index].span.of(text), "»" | "”" | "\""))
}

pub(super) fn dash(item: &Item, text: &str) -> bool {
    item.kind == ItemKind::Mark && matches!(item.span.of(text), "-" | "–" | "—")
}

fn is_name(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Name(named) => named.entities.first().is_some_and(|id| id.kind() != EntityKind::Person),
        // A body by pattern: "la réunion du Conseil des ministres de la CEI".
        ItemKind::Reference(reference) => reference.entities.first().is_some_and(|id| id.kind() == EntityKind::Organisation),
        _ => false,
    }
}

/// "de l'organisation", "de l'alliance": the body named before.
pub(super) fn is_body_again(items: &[Item], at: usize, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let definite = at > 0 && (items[at - 1].code(lexicon, "det") == Some("definite") || items[at - 1].is_any(Kinds::PREPOSITION));
    let of = |item: &Item| item.value(lexicon, "prep").is_some_and(|prep| language.has_function("of", prep));
    let alone = items.get(at + 1).is_none_or(|next| !(is_name(next) || next.is_any(Kinds::ADJECTIVE) || of(next)));
    definite && alone && items[at].kind == ItemKind::Word && !items[at].capital && items[at].is(lexicon, "body-again")
}

/// The index behind a year that stands in a name right behind its head: "Expo 2030", "Expo-2030".
fn year(items: &[Item], at: usize, text: &str) -> (bool, usize) {
    let next = at + usize::from(items.get(at).is_some_and(|item| dash(item, text)));
    let year = |item: &Item| {
        let said = item.span.of(text);
        said.len() == 4 && said.bytes().all(|byte| byte.is_ascii_digit())
    };
    if items.get(next).is_some_and(year) { (true, next + 1) } else { (false, at) }
}

/// The index behind one who takes part in a meeting between two: a name, or the states of a part of the world.
fn party(items: &[Item], at: usize, language: &Language) -> Option<usize> {
    let mut next = at;
    while items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    states(items, next, language).or_else(|| items.get(next).filter(|item| is_name(item)).map(|_| next + 1))
}

/// The index behind the states of a part of the world: "cinq pays d'Asie centrale".
fn states(items: &[Item], at: usize, language: &Language) -> Option<usize> {
    let lexicon = &language.lexicon;
    let mut next = at + usize::from(matches!(items.get(at)?.kind, ItemKind::Quantity(_)));
    while items.get(next).is_some_and(|item| item.kind == ItemKind::Word && item.is(lexicon, "states-word")) {
        next += 1;
    }
    let counts = matches!(&items[at].kind, ItemKind::Quantity(_));
    if next == at {
        return None;
    }
    let prep = items.get(next)?.value(lexicon, "prep").filter(|prep| language.has_function("of", *prep));
    next += usize::from(prep.is_some());
    while items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    let name = items.get(next).filter(|item| is_name(item) && (prep.is_some() || counts && item.is_demonym()))?;
    name.entities().first().filter(|id| id.kind() != EntityKind::City).map(|_| next + 1)
}

/// Whether the words are a name, and not what anybody would call such an event: a ceremony or an election is told by its kind, a meeting of a
/// body by the body, and a summit without a name or a rank in its series by nothing.
pub(super) fn is_proper(items: &[Item], head: usize, opens: bool, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let kind = items[head].code(lexicon, "event-kind");
    let named = items.iter().enumerate().any(|(index, item)| {
        let quoted = item.is_mark(text, "«") || item.is_mark(text, "“") || item.is_mark(text, "\"");
        index != head && (quoted || item.capital && !item.is(lexicon, "ordinal")) || !item.entities().is_empty()
    });
    let called = items[head].capital && !opens && (items.len() > head + 1 || items[head].span.of(text).contains(' '));
    // "la COP29": its figure tells which.
    let counted = items[head].capital && items[head].span.of(text).ends_with(|last: char| last.is_ascii_digit());
    items[head].kind != ItemKind::Word || counted || (named || called) && kind.is_some_and(|kind| CAPITAL.contains(&kind) || items[head].capital)
}
