//! Which words name an event, and what the event is called.

use std::collections::BTreeMap;

use super::{
    act::{Act, celebrates, sitting},
    own::{meets, place},
    phrase::{is_body_again, is_proper, phrase},
};
use crate::{
    knowledge::{Knowledge, KnownEvent},
    lang::{Kinds, Language, folded},
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
    pub(super) words: Vec<String>,
    /// Which of its series it is.
    pub ordinal: Option<u32>,
    /// The bodies in its name.
    pub bodies: Vec<EntityId>,
    /// The city in its name, or where what it celebrates was done.
    pub place: Option<EntityId>,
    /// When what it celebrates was done.
    pub date: Option<When>,
    /// Whether nothing but its own clause tells it from others.
    pub framed: bool,
}

impl NamedEvent {
    /// Whether its name is nothing but a rank and a kind.
    pub fn is_bare(&self) -> bool {
        self.words.len() <= 2
    }

    /// Whether its name says that it comes next.
    pub fn is_next(&self) -> bool {
        self.words.first().is_some_and(|word| word == NEXT)
    }

    /// Whether its name tells when it is: "Expo 2030".
    pub fn is_dated(&self) -> bool {
        self.kind == "other" && self.date.is_some()
    }

    /// Whether its name says no more than that some people sit together: "the next session".
    pub fn is_sitting(&self) -> bool {
        self.kind == "other" && self.ordinal.is_none() && self.is_bare() && self.words.last().is_some_and(|word| SITTINGS.contains(&word.as_str()))
    }
}

/// The English of a sitting of somebody.
const SITTINGS: [&str; 3] = ["session", "meeting", "cycle"];

/// Finds the events that sentences name and merges their words into one item each.
pub fn name(text: &str, resolved: &mut Resolved, language: &Language, knowledge: &Knowledge, cast: &mut Cast) -> BTreeMap<EntityId, NamedEvent> {
    let mut events: Vec<NamedEvent> = Vec::new();
    let mut act: Option<Act> = None;
    let mut body: Option<EntityId> = None;
    // Titles shorten names: what the text itself calls an event goes before.
    let (titles, texts): (Vec<_>, Vec<_>) = resolved.sentences.iter_mut().partition(|sentence| sentence.part == PartKind::Title);
    for sentence in texts.into_iter().chain(titles) {
        let kinds = sentence.items.iter().fold(Kinds::default(), |kinds, item| kinds.or(item.senses.kinds()));
        let told = if kinds.meets(Kinds::CEREMONY.or(Kinds::CELEBRATING)) { Act::told(&sentence.items, language) } else { None };
        let own = told.is_some();
        // "À cette occasion, une cérémonie s'est tenue"
        let so = kinds.meets(Kinds::OCCASION);
        if let Some(what) = told {
            act = Some(Act::of(what, &sentence.items, language, act.take()));
        }
        if sentence.part == PartKind::Title && text[sentence.span.start..sentence.span.end].chars().filter(|c| c.is_uppercase()).count() > 20 {
            continue;
        }
        let mut at = 0;
        while at < sentence.items.len() {
            // Most words name nobody and no event.
            let item = &sentence.items[at];
            if !matches!(item.kind, ItemKind::Name(_) | ItemKind::Reference(_)) && !item.is_any(Kinds::EVENT) {
                at += 1;
                continue;
            }
            let is_body = |id: &&EntityId| {
                id.kind() == EntityKind::Organisation && knowledge.get(id).is_some_and(|known| ALLIANCES.contains(&known.entity.subtype.as_str()))
            };
            if let Some(named) = sentence.items[at].entities().iter().find(is_body) {
                body = Some(named.clone());
            }
            if let Some(kind) = meets(&sentence.items, at, text, language) {
                let event = sitting(&sentence.items[at], kind, text, language, knowledge, cast);
                sentence.items[at].kind = ItemKind::Name(Named { entities: smallvec::smallvec![event.id.clone()], ..Named::default() });
                events.push(event);
                at += 1;
                continue;
            }
            if !sentence.items[at].is_any(Kinds::EVENT) {
                at += 1;
                continue;
            }
            let named = phrase(&sentence.items, at, text, language);
            let celebrated = || celebrates(&sentence.items, at, language, own || so) && !events.iter().any(|event| event.kind == "ceremony");
            let unnamed = || act.as_ref().filter(|_| celebrated());
            let (start, end, event) =
                if let Some((start, end, event)) = named.and_then(|(start, end, _)| next(&sentence.items, start, end, text, language, cast, &events)) {
                    (start, end, event)
                } else if let Some((start, end, framed)) = named {
                    let span = sentence.items[start].span.cover(sentence.items[end - 1].span);
                    let words = with_body(&sentence.items[start..end], body.as_ref(), language);
                    let site = if framed { place(&sentence.items, start, end, language) } else { None };
                    let mut event = event(&words, at - start, span.of(text), text, language, knowledge, cast, &events, site.as_ref(), framed);
                    // "L'accord a été signé lundi à X. … la cérémonie de signature"
                    if let Some(act) = act.as_ref().filter(|_| celebrates(&sentence.items, at, language, false)) {
                        act.tell(&mut event);
                    }
                    (start, end, event)
                } else if let Some((start, end, event)) = another(&sentence.items, at, text, language, cast, &events) {
                    (start, end, event)
                } else if let Some(act) = unnamed() {
                    (at, at + 1, act.ceremony(sentence.items[at].span.of(text), language, knowledge, cast))
                } else {
                    at += 1;
                    continue;
                };
            let span = sentence.items[start].span.cover(sentence.items[end - 1].span);
            if is_proper(&sentence.items[start..end], at - start, start == 0, text, language) {
                cast.mention(span, &event.id);
            }
            let senses = sentence.items[at].senses;
            let first = &sentence.items[start];
            let merged = Item {
                span,
                kind: ItemKind::Name(Named { entities: smallvec::smallvec![event.id.clone()], ..Named::default() }),
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

/// Bodies of states, which hold sessions and summits.
const ALLIANCES: [&str; 2] = ["international-organisation", "alliance"];

/// The words of a name in which "the organisation" is the body named before.
fn with_body(items: &[Item], body: Option<&EntityId>, language: &Language) -> Vec<Item> {
    let mut words = items.to_vec();
    // "sino-arabe": what is joined to a country names none.
    words.dedup_by(|word, before| word.kind == ItemKind::Word && word.hyphen && before.is_demonym());
    let Some(body) = body else { return words };
    for (at, word) in words.iter_mut().enumerate().skip(1) {
        if is_body_again(items, at, language) {
            word.kind = ItemKind::Name(Named { entities: smallvec::smallvec![body.clone()], ..Named::default() });
        }
    }
    words
}

/// "Le premier s'était tenu à X", "la prochaine édition aura lieu à Y": another of the series that was named last.
fn another(items: &[Item], at: usize, text: &str, language: &Language, cast: &mut Cast, events: &[NamedEvent]) -> Option<(usize, usize, NamedEvent)> {
    let lexicon = &language.lexicon;
    let previous = items[at].code(lexicon, "event-previous");
    let rank = items[at].code(lexicon, "ordinal").or(previous).filter(|_| at > 0 && items[at].kind == ItemKind::Word)?;
    // "l'édition précédente"
    let start = at - usize::from(previous.is_some() && at > 1 && items[at - 1].is(lexicon, "edition"));
    if items[start - 1].code(lexicon, "det") != Some("definite") {
        return None;
    }
    let end = at + 1 + usize::from(start == at && items.get(at + 1)?.is(lexicon, "edition"));
    // Nothing but the verb may follow: "la prochaine réunion se tiendra" is of something else.
    let light = |item: &&Item| {
        item.kind == ItemKind::Word && item.is_any(Kinds::PRONOUN.or(Kinds::NEGATION).or(Kinds::ADVERB).or(Kinds::VERB)) && !item.is(lexicon, "event-kind")
    };
    let mut verbs = items[end..].iter().take(5).take_while(light).filter_map(|item| item.value(lexicon, "verb"));
    let before = events.last().filter(|_| verbs.any(|lemma| language.verb_is(lemma, "happen")))?;
    let ordinal = rank.parse().ok();
    if before.is_bare() || ordinal.is_some() && ordinal == before.ordinal {
        return None;
    }
    let label = ranked(previous.unwrap_or(NEXT), ordinal, &cast.fresh.get(&before.id)?.name);
    let surface = items[start].span.cover(items[end - 1].span);
    let id = cast.entity(EntityKind::Event, &label, surface.of(text), &language.code);
    let words = folded(&label).split_whitespace().map(str::to_owned).collect();
    Some((start, end, NamedEvent { id, kind: before.kind.clone(), words, ordinal, bodies: before.bodies.clone(), place: None, date: None, framed: false }))
}

/// "Le sommet de X s'est tenu. … se retrouver à Y pour le prochain sommet": the one behind it in its series, which is held in a town of its own.
fn next(
    items: &[Item],
    start: usize,
    end: usize,
    text: &str,
    language: &Language,
    cast: &mut Cast,
    events: &[NamedEvent],
) -> Option<(usize, usize, NamedEvent)> {
    let lexicon = &language.lexicon;
    let said = items[start..end].iter().filter(|item| item.kind == ItemKind::Word);
    let kind = said.clone().find_map(|item| item.code(lexicon, "event-kind"))?;
    let before = events.last().filter(|before| end - start == 2 && before.kind == kind && !before.is_bare())?;
    let land = |place: &EntityId| place.kind() == EntityKind::Country && before.ordinal.is_some();
    let town = place(items, start, end, language).filter(|place| place.kind() == EntityKind::City || land(place))?;
    if !said.clone().any(|item| item.code(lexicon, "ordinal") == Some(NEXT)) || before.place.as_ref() == Some(&town) {
        return None;
    }
    let label = ranked(NEXT, None, &cast.fresh.get(&before.id)?.name);
    let surface = items[start].span.cover(items[end - 1].span);
    let id = cast.entity(EntityKind::Event, &label, surface.of(text), &language.code);
    let words = folded(&label).split_whitespace().map(str::to_owned).collect();
    let event = NamedEvent { id, kind: before.kind.clone(), words, ordinal: None, bodies: before.bodies.clone(), place: Some(town), date: None, framed: false };
    Some((start, end, event))
}

/// The name of an event with another rank in its series.
fn ranked(unnumbered: &str, ordinal: Option<u32>, name: &str) -> String {
    let series = name.split_once(' ').filter(|(rank, _)| rank.starts_with(|first: char| first.is_ascii_digit())).map_or(name, |(_, series)| series);
    let rank = ordinal.map_or_else(|| unnumbered.to_owned(), |number| format!("{number}{}", ending(number)));
    format!("{rank} {series}")
}

/// Of the first events there are many.
const FIRST: u32 = 2;

/// The rank of what comes next in a series.
const NEXT: &str = "next";

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
    site: Option<&EntityId>,
    framed: bool,
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
    // "les élections kirghizes": who votes, votes at home.
    let names = |kind| items.iter().flat_map(Item::entities).find(|id| id.kind() == kind).cloned();
    let place = names(EntityKind::City).or_else(|| if kind == "election" { names(EntityKind::Country) } else { None });
    let ordinal = items.iter().enumerate().find_map(|(index, item)| match &item.kind {
        _ if index < head && item.digits(text).is_some() => item.digits(text),
        ItemKind::Word => item.code(lexicon, "ordinal").and_then(|code| code.parse().ok()),
        _ => None,
    });
    let label = label(items, head, ordinal, site, text, language, knowledge, cast);
    let words: Vec<String> = folded(&label).split_whitespace().map(str::to_owned).collect();
    // "l'Expo 2030 X": the year is in the name.
    let date = items
        .iter()
        .find_map(|item| if let ItemKind::Date(date) = &item.kind { date.placed } else { None })
        .filter(|_| items[head].is(lexicon, "event-capital"));
    if let Some(known) = knowledge.event(&folded(surface)).or_else(|| of_body(items, surface, text, language, knowledge)) {
        return NamedEvent { id: known.event.clone(), kind, words, ordinal, bodies, place, date, framed };
    }
    let next = items.iter().any(|item| item.code(lexicon, "ordinal") == Some(NEXT));
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let before = events.iter().rev().find(|known| {
        let apart = known.place.is_some() && place.is_some() && known.place != place;
        !apart
            && !(next && known.ordinal.is_some())
            && known.kind == kind
            && (known.ordinal == ordinal || known.ordinal.is_none() || ordinal.is_none())
            && (within(&words, &known.words) || within(&known.words, &words))
    });
    // "Le 12e forum des transports … le 12e forum X": of one rank and kind there is one.
    let ranked = || {
        let same =
            |known: &&NamedEvent| known.kind == kind && known.ordinal == ordinal && known.bodies.iter().all(|body| bodies.is_empty() || bodies.contains(body));
        let told = kind != "other" && kind != "ceremony" && ordinal.is_some_and(|rank| rank > FIRST);
        events.iter().rev().find(same).filter(|known| told && (known.place.is_none() || place.is_none() || known.place == place))
    };
    if let Some(known) = before.or_else(ranked) {
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
    NamedEvent { id, kind, words, ordinal, bodies, place, date, framed }
}

/// "le 17e sommet de l'organisation": the event that is known by the name of the body.
fn of_body<'a>(items: &[Item], surface: &str, text: &str, language: &Language, knowledge: &'a Knowledge) -> Option<&'a KnownEvent> {
    let again = items.iter().find(|item| item.is(&language.lexicon, "body-again") && !item.capital && !item.entities().is_empty())?;
    let body = knowledge.get(again.entities().first()?)?;
    let start = again.span.of(text);
    let names = body.entity.aliases.iter().filter(|(tag, _)| *tag == language.code);
    names.into_iter().find_map(|(_, alias)| knowledge.event(&folded(&surface.replace(start, alias))))
}

/// What an event is called in English, as far as its words are known: names first, then what it is about, then what it is.
#[expect(clippy::too_many_arguments, reason = "each is what a name is made of")]
fn label(
    items: &[Item],
    head: usize,
    ordinal: Option<u32>,
    site: Option<&EntityId>,
    text: &str,
    language: &Language,
    knowledge: &Knowledge,
    cast: &Cast,
) -> String {
    let lexicon = &language.lexicon;
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    let called = |id: &EntityId| knowledge.get(id).map(|known| known.entity.name.clone()).or_else(|| cast.fresh.get(id).map(|entity| entity.name.clone()));
    let mut names: Vec<String> = site.and_then(called).into_iter().collect();
    for (index, item) in items.iter().enumerate() {
        let linked = item.kind == ItemKind::Word && (item.is_any(Kinds::PREPOSITION.or(Kinds::CONJUNCTION)));
        if linked {
            groups.push(Vec::new());
            continue;
        }
        if matches!(item.kind, ItemKind::Mark) || item.is_any(Kinds::DETERMINER) || item.is(lexicon, "ordinal") || item.is(lexicon, "ordinal-suffix") {
            continue;
        }
        if index < head && item.digits(text).is_some() {
            continue;
        }
        if let Some(id) = item.entities().first() {
            names.extend(called(id).filter(|name| !names.contains(name)));
            continue;
        }
        // "les cinq pays d'Asie centrale": the part of the world names them.
        let of_name = || {
            items[index + 1..]
                .iter()
                .find(|item| !item.is_any(Kinds::PREPOSITION) && !item.is_any(Kinds::DETERMINER))
                .is_some_and(|item| !item.entities().is_empty())
        };
        if index > head && (matches!(item.kind, ItemKind::Quantity(_)) || item.is(lexicon, "states-word") && of_name()) {
            continue;
        }
        let built = || item.code(lexicon, "project-kind").and_then(|code| code.split_once(' ')).map(|(_, name)| name);
        let word = item.code(lexicon, "gloss").or_else(built).map_or_else(|| item.span.of(text).to_owned(), str::to_owned);
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
