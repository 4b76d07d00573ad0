//! Which words name an event, and what the event is called.

use std::collections::BTreeMap;

use crate::{
    knowledge::Knowledge,
    lang::{Language, folded},
    model::{EntityId, EntityKind, PartKind, When},
    recognise::{Item, ItemKind, Named},
    resolve::{Cast, Resolved},
};

/// An event that the document has named.
#[derive(Clone, Debug)]
pub struct NamedEvent {
    /// The event.
    pub id: EntityId,
    /// Code of its kind.
    pub kind: String,
    /// The words of its English name, for finding it again under a shorter one.
    words: Vec<String>,
    /// Which of its series it is.
    pub ordinal: Option<u32>,
    /// The bodies in its name.
    pub bodies: Vec<EntityId>,
    /// The city in its name, or where what it celebrates was done.
    pub place: Option<EntityId>,
    /// When what it celebrates was done.
    pub date: Option<When>,
}

impl NamedEvent {
    /// Whether its name is nothing but a rank and a kind.
    pub fn is_bare(&self) -> bool {
        self.words.len() <= 2
    }
}

/// Finds the events that sentences name and merges their words into one item each.
pub fn name(text: &str, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge, cast: &mut Cast) -> BTreeMap<EntityId, NamedEvent> {
    let mut events: Vec<NamedEvent> = Vec::new();
    let mut act: Option<Act> = None;
    // Titles shorten names: what the text itself calls an event goes before.
    let (titles, body): (Vec<_>, Vec<_>) = resolved.sentences.iter_mut().partition(|sentence| sentence.part == PartKind::Title);
    for sentence in body.into_iter().chain(titles) {
        act = Act::of(&sentence.items, language, act);
        if sentence.part == PartKind::Title && text[sentence.span.start..sentence.span.end].chars().filter(|c| c.is_uppercase()).count() > 20 {
            continue;
        }
        let mut at = 0;
        while at < sentence.items.len() {
            let named = phrase(&sentence.items, at, text, language);
            let unnamed = || act.as_ref().filter(|_| celebrates(&sentence.items, at, language) && !events.iter().any(|event| event.kind == "ceremony"));
            let (start, end, event) = if let Some((start, end)) = named {
                let span = sentence.items[start].span.cover(sentence.items[end - 1].span);
                (start, end, event(&sentence.items[start..end], at - start, span.of(text), text, language, knowledge, cast, &events))
            } else if let Some(act) = unnamed() {
                (at, at + 1, act.ceremony(sentence.items[at].span.of(text), language, cast))
            } else {
                at += 1;
                continue;
            };
            let span = sentence.items[start].span.cover(sentence.items[end - 1].span);
            if is_proper(&sentence.items[start..end], at - start, start == 0, text, language) {
                cast.mention(span, &event.id);
            }
            let senses = sentence.items[at].senses.clone();
            let first = &sentence.items[start];
            let merged = Item {
                span,
                kind: ItemKind::Name(Named { entities: vec![event.id.clone()], ..Named::default() }),
                senses,
                capital: first.capital,
                hyphen: first.hyphen,
            };
            match events.iter_mut().find(|known| known.id == event.id) {
                Some(known) => {
                    known.place = known.place.clone().or(event.place);
                    known.ordinal = known.ordinal.or(event.ordinal);
                }
                None => events.push(event),
            }
            sentence.items.splice(start..end, [merged]);
            at = start + 1;
        }
    }
    events.into_iter().map(|event| (event.id.clone(), event)).collect()
}

/// What a ceremony without a name may celebrate: "ont signé un accord à X lundi. La cérémonie …".
#[derive(Clone)]
struct Act {
    what: String,
    date: Option<When>,
    place: Option<EntityId>,
}

impl Act {
    /// The last thing done by the end of a sentence that is done with ceremony; of the same thing told again, where and when stay.
    fn of(items: &[Item], language: &Language, before: Option<Self>) -> Option<Self> {
        let lexicon = &language.lexicon;
        let verb = |item: &Item| {
            let lemma = item.value(lexicon, "verb")?;
            [("sign", "signing"), ("inaugurate", "opening"), ("launch", "launch")]
                .into_iter()
                .find(|(group, _)| language.verb_is(lemma, group))
                .map(|(_, what)| what)
        };
        let Some(what) = items.iter().rev().find_map(|item| item.code(lexicon, "ceremony-act").or_else(|| verb(item))) else { return before };
        let old = before.filter(|before| before.what == what);
        let date = items.iter().find_map(|item| if let ItemKind::Date(date) = &item.kind { date.placed } else { None });
        let at = |index: usize| items[index].value(lexicon, "prep").is_some_and(|prep| language.has_function("at", prep));
        let city = (1..items.len()).find(|index| at(index - 1) && items[*index].entities().first().is_some_and(|id| id.kind() == EntityKind::City));
        let place = city.and_then(|index| items[index].entities().first().cloned());
        let (old_date, old_place) = old.map(|old| (old.date, old.place)).unwrap_or_default();
        Some(Self { what: what.to_owned(), date: date.or(old_date), place: place.or(old_place) })
    }

    fn ceremony(&self, surface: &str, language: &Language, cast: &mut Cast) -> NamedEvent {
        let label = format!("{} ceremony", self.what);
        let words = label.split(' ').map(str::to_owned).collect();
        let id = cast.entity(EntityKind::Event, &label, surface, &language.code);
        NamedEvent { id, kind: "ceremony".to_owned(), words, ordinal: None, bodies: Vec::new(), place: self.place.clone(), date: self.date }
    }
}

/// Whether an item is a ceremony that the text takes as known: "la cérémonie".
fn celebrates(items: &[Item], at: usize, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let definite = |item: &Item| matches!(item.code(lexicon, "det"), Some("definite" | "demonstrative"));
    items[at].kind == ItemKind::Word
        && items[at].code(lexicon, "event-kind") == Some("ceremony")
        && at > 0
        && (definite(&items[at - 1]) || items[at - 1].is(lexicon, "prep") && items[at - 1].is(lexicon, "det"))
}

/// Whether the words are a name, and not what anybody would call such an event: a ceremony or an election is told by its kind, a meeting of a
/// body by the body, and a summit without a name or a rank in its series by nothing.
fn is_proper(items: &[Item], head: usize, opens: bool, text: &str, language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let kind = items[head].code(lexicon, "event-kind");
    let named = items.iter().enumerate().any(|(index, item)| {
        let quoted = item.is_mark(text, "«") || item.is_mark(text, "“") || item.is_mark(text, "\"");
        index != head && (quoted || item.capital && !item.is(lexicon, "ordinal")) || !item.entities().is_empty()
    });
    let called = items[head].capital && !opens && (items.len() > head + 1 || items[head].span.of(text).contains(' '));
    items[head].kind != ItemKind::Word || (named || called) && kind.is_some_and(|kind| CAPITAL.contains(&kind) || items[head].capital)
}

/// The event that some items name: a known one, one that the document named before with more or fewer words, or a new one.
#[expect(clippy::too_many_arguments, reason = "each is what a name is looked up in")]
fn event(
    items: &[Item],
    head: usize,
    surface: &str,
    text: &str,
    language: &Language,
    knowledge: &Knowledge,
    cast: &mut Cast,
    events: &[NamedEvent],
) -> NamedEvent {
    let lexicon = &language.lexicon;
    let code = |item: &Item| item.code(lexicon, "event-kind").filter(|_| item.kind == ItemKind::Word).map(str::to_owned);
    // "la session de la commission": a session of what?
    let kinds: Vec<String> = items.iter().filter_map(code).collect();
    let body = || {
        let named = items.iter().find(|item| item.entities().first().is_some_and(|id| id.kind() == EntityKind::Organisation))?;
        let first = named.span.of(text).split_whitespace().next()?.to_lowercase();
        lexicon.longest(&[lexicon.word(&first)], 0, "event-body").map(|(_, code)| code.to_owned())
    };
    let kinds = if kinds.iter().all(|kind| kind == "other") { body().into_iter().chain(kinds).collect() } else { kinds };
    let bodies: Vec<EntityId> = items.iter().flat_map(Item::entities).filter(|id| id.kind() == EntityKind::Organisation).cloned().collect();
    let kind = kinds.iter().find(|kind| *kind != "other").or(kinds.first()).cloned().or_else(|| code(&items[head])).unwrap_or_default();
    let place = items.iter().flat_map(Item::entities).find(|id| id.kind() == EntityKind::City).cloned();
    let ordinal = items.iter().enumerate().find_map(|(index, item)| match &item.kind {
        _ if index < head && item.digits(text).is_some() => item.digits(text),
        ItemKind::Word => item.code(lexicon, "ordinal").and_then(|code| code.parse().ok()),
        _ => None,
    });
    let label = label(items, head, ordinal, text, language, knowledge, cast);
    let words: Vec<String> = folded(&label).split_whitespace().map(str::to_owned).collect();
    if let Some(known) = knowledge.event(&folded(surface)) {
        return NamedEvent { id: known.event.clone(), kind, words, ordinal, bodies, place, date: None };
    }
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let before = events.iter().rev().find(|known| {
        let apart = known.place.is_some() && place.is_some() && known.place != place;
        !apart
            && known.kind == kind
            && (known.ordinal == ordinal || known.ordinal.is_none() || ordinal.is_none())
            && (within(&words, &known.words) || within(&known.words, &words))
    });
    if let Some(known) = before {
        return NamedEvent { place: known.place.clone().or(place), ..known.clone() };
    }
    let id = cast.entity(EntityKind::Event, &label, surface, &language.code);
    // "SCO summit" is what most call it.
    for known in bodies.iter().filter_map(|body| knowledge.get(body)) {
        let short = |(tag, alias): &&(String, String)| tag == "en" && alias.len() > 1 && alias.chars().all(char::is_uppercase);
        for (_, alias) in known.entity.aliases.iter().filter(short) {
            cast.alias(&id, &label.replace(&known.entity.name, alias), "en");
        }
    }
    NamedEvent { id, kind, words, ordinal, bodies, place, date: None }
}

/// What an event is called in English, as far as its words are known: names first, then what it is about, then what it is.
fn label(items: &[Item], head: usize, ordinal: Option<u32>, text: &str, language: &Language, knowledge: &Knowledge, cast: &Cast) -> String {
    let lexicon = &language.lexicon;
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    let mut names: Vec<String> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let linked = item.kind == ItemKind::Word && (item.is(lexicon, "prep") || item.is(lexicon, "conj"));
        if linked {
            groups.push(Vec::new());
            continue;
        }
        if matches!(item.kind, ItemKind::Mark) || item.is(lexicon, "det") || item.is(lexicon, "ordinal") || item.is(lexicon, "ordinal-suffix") {
            continue;
        }
        if index < head && item.digits(text).is_some() {
            continue;
        }
        if let Some(id) = item.entities().first() {
            let name = knowledge.get(id).map(|known| known.entity.name.clone()).or_else(|| cast.fresh.get(id).map(|entity| entity.name.clone()));
            names.extend(name.filter(|name| !names.contains(name)));
            continue;
        }
        let word = item.code(lexicon, "gloss").map_or_else(|| item.span.of(text).to_owned(), str::to_owned);
        if let Some(group) = groups.last_mut() {
            group.push(word);
        }
    }
    let mut words: Vec<String> = Vec::new();
    words.extend(ordinal.map(|number| format!("{number}{}", ending(number))));
    if !names.is_empty() {
        words.push(names.join("–"));
    }
    words.extend(groups.into_iter().rev().flat_map(|group| group.into_iter().rev()));
    words.join(" ")
}

const fn ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// The items that name the event whose kind is said at `at`: it must be told from others of its kind.
fn phrase(items: &[Item], at: usize, text: &str, language: &Language) -> Option<(usize, usize)> {
    let lexicon = &language.lexicon;
    let head = &items[at];
    if head.kind != ItemKind::Word || !head.is(lexicon, "event-kind") || head.senses.iter().any(|sense| sense.form.is_some()) && !head.capital {
        return None;
    }
    let of = |item: &Item| {
        item.value(lexicon, "prep")
            .is_some_and(|prep| language.has_function("of", prep) || language.has_function("for", prep) || language.has_function("on", prep))
    };
    let is_name = |item: &Item| match &item.kind {
        ItemKind::Name(named) => named.entities.first().is_some_and(|id| id.kind() != EntityKind::Person),
        // A body by pattern: "la réunion du Conseil des ministres de la CEI".
        ItemKind::Reference(reference) => reference.entities.first().is_some_and(|id| id.kind() == EntityKind::Organisation),
        _ => false,
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
    // "la 8e édition du forum"
    if start > 2 && items[start - 1].is(lexicon, "prep") && items[start - 2].is(lexicon, "edition") && items[start - 3].digits(text).is_some() {
        told = true;
        start -= 3;
    }
    // Once it is told from others, what hangs on it belongs to its name: "sommet des pays enclavés".
    let mut open = false;
    while let Some(item) = items.get(end) {
        let word = item.kind == ItemKind::Word;
        if is_name(item) && (item.is_demonym() || !matches!(items[end - 1].kind, ItemKind::Name(_)) || item.hyphen) || item.is(lexicon, "event-adjunct") {
            told = true;
            end += 1;
        } else if word && item.is(lexicon, "adj") && !item.is(lexicon, "verb") && !item.is(lexicon, "prep")
            || word && item.capital && !item.is(lexicon, "verb") && !item.is(lexicon, "pron")
        {
            told |= item.capital;
            end += 1;
        } else if open
            && word
            && !item.is(lexicon, "planned-word")
            && item.senses.iter().all(|sense| sense.form.is_none())
            && !["prep", "conj", "rel", "sub", "pron", "adv", "neg", "det"].iter().any(|class| item.is(lexicon, class))
            || head.capital && start > 0 && end == at + 1 && word && (item.senses.is_empty() || item.is(lexicon, "org-adj") || item.is(lexicon, "gloss"))
        {
            end += 1;
        } else if dash(item, text) && is_name(&items[end - 1]) && items.get(end + 1).is_some_and(is_name) {
            told = true;
            end += 2;
        } else if item.value(lexicon, "prep").is_some_and(|prep| language.has_function("between", prep)) {
            // "la commission entre A et B"
            let and = |item: Option<&Item>| item.is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
            let skip = |mut next: usize| {
                while items.get(next).is_some_and(|item| item.is(lexicon, "det")) {
                    next += 1;
                }
                next
            };
            let first = skip(end + 1);
            let second = skip(first + 2);
            if !(items.get(first).is_some_and(is_name) && and(items.get(first + 1)) && items.get(second).is_some_and(is_name)) {
                break;
            }
            told = true;
            end = second + 1;
        } else if of(item) {
            let mut next = end + 1;
            while items.get(next).is_some_and(|item| item.is(lexicon, "det")) {
                next += 1;
            }
            let Some(complement) = items.get(next) else { break };
            let name = is_name(complement) && !complement.is_demonym();
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
                && !complement.is(lexicon, "verb")
                && !complement.is(lexicon, "pron")
                && !complement.is(lexicon, "trigger");
            if !(name || own || more) {
                break;
            }
            told |= name || office || complement.capital || complement.is(lexicon, "area") || complement.is(lexicon, "event-complement");
            open = !name;
            end = next + 1;
        } else if item.is_mark(text, "«") || item.is_mark(text, "“") || item.is_mark(text, "\"") {
            let Some(close) = (end + 1..items.len().min(end + 8)).find(|index| matches!(items[*index].span.of(text), "»" | "”" | "\"")) else { break };
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
    told.then_some((start, end))
}

/// Of these kinds a capital makes a name; of the others it makes a body.
const CAPITAL: [&str; 4] = ["summit", "forum", "conference", "festival"];

fn dash(item: &Item, text: &str) -> bool {
    item.kind == ItemKind::Mark && matches!(item.span.of(text), "-" | "–" | "—")
}
