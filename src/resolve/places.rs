//! Lines called by the places that they join, and places told by their kind.

use crate::{
    lang::{Kinds, Lexicon, Tense},
    model::{EntityId, EntityKind, Span, plain_slug},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        bodies::BODIES,
        chains::{chain, chained, dash, many},
        joints,
        references::{merged, named},
        roles::span_of,
        shapes::is_first_of,
        told,
    },
};

/// "la ligne ferroviaire Hairatan-Mazar", "le corridor multimodal A – B – C": a line called by the places that it joins.
pub fn line(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let lexicon = &context.language.lexicon;
    let Some(kind) = items[at].code(lexicon, "line-head").filter(|_| items[at].kind == ItemKind::Word) else {
        return again(context, items, at, out, cast)
            .or_else(|| told::line(context, items, at, out, cast))
            .or_else(|| told::named_again(context, items, at, cast))
            .or_else(|| joints::spoken_of(context, items, at, cast));
    };
    let (places, end) = chain(context, items, at + 1, TRAITS - 1);
    // "la route A-B-A" is a way and back, and no line of that name.
    let again = (1..places.len()).any(|index| places[index].1.is_some() && places[..index].iter().any(|(_, before)| *before == places[index].1));
    // Of "A-Bbb-Ccc" with two that nobody knows side by side nobody can tell where one ends.
    let blurred = places.len() > 2 && places.windows(2).any(|pair| pair.iter().all(|(_, known)| known.is_none()));
    if places.len() < 2 || again || blurred {
        return told::line(context, items, at, out, cast).or_else(|| told::called(context, items, at, cast));
    }
    // "le tronçon A-B du gazoduc X": of the kind of its whole.
    let of = items.get(end).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| context.language.has_function("of", prep));
    let whole = items[end.min(items.len())..].iter().take(3).flat_map(Item::entities).find(|_| of && items[at].is(lexicon, "line-piece"));
    let subtype = whole.and_then(|id| context.knowledge.get(id)).map(|known| known.entity.subtype.as_str());
    let piece = of && items[at].is(lexicon, "line-piece");
    let word = || items[end.min(items.len())..].iter().take(3).find_map(|item| item.code(lexicon, "line-head")).filter(|_| piece);
    let kind = subtype.or_else(word).filter(|kind| matches!(*kind, "pipeline" | "road")).unwrap_or(kind);
    chained(context, kind, items, at, &places, end, cast)
}

/// "le A-B": a line that the text called by the places that it joins, without the word of what it is.
fn again(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let place = |item: &Item| match &item.kind {
        ItemKind::Name(named) if !named.demonym => named.entities.first().filter(|id| id.kind().is_place()).cloned(),
        _ => None,
    };
    let joins = |item: &Item| item.hyphen || dash(context.text, Some(item));
    if !items.get(at + 1).is_some_and(joins) {
        return None;
    }
    if let Some(kind) = many(context, out) {
        let (places, end) = chain(context, items, at, 0);
        return if places.len() > 1 { chained(context, &kind, items, at, &places, end, cast) } else { None };
    }
    out.last().filter(|item| item.is(&context.language.lexicon, "the-one"))?;
    let mut end = at;
    let mut places: Vec<EntityId> = Vec::new();
    while let Some(item) = items.get(end).filter(|item| end == at || joins(item) || dash(context.text, items.get(end - 1))) {
        places.extend(place(item));
        end += 1;
    }
    let express = places.len() == 2 && items.get(end).is_some_and(|item| item.capital && item.is(&context.language.lexicon, "train-name"));
    // "le A-B Express"
    let named_train = |cast: &mut Cast| joined(context, "train", &places.iter().collect::<Vec<_>>(), (span_of(items, at, end + 1), true), cast);
    let id = if express { named_train(cast) } else { fresh(context, &places.iter().collect::<Vec<_>>(), &CODES, cast).filter(|_| places.len() > 1) }?;
    let end = end + usize::from(express);
    cast.mention(span_of(items, at, end), &id);
    Some((end, id.clone(), merged(items, at, end, named(id))))
}

/// What a line may be that the text calls by the places that it joins.
const CODES: [&str; 10] = ["railway", "train", "corridor", "way", "road", "pipeline", "cable", "power-line", "interconnector", "bridge"];

/// The line of some places that the text made known.
fn fresh(context: &Context<'_>, places: &[&EntityId], codes: &[&str], cast: &Cast) -> Option<EntityId> {
    let names = names(context, places, cast).join("–");
    if !cast.fresh.values().any(|line| line.name.contains(&names)) {
        return None;
    }
    codes.iter().find_map(|code| {
        let id = EntityId::new(entity_kind(code), &plain_slug(&BODIES.get(*code)?.replace("{places}", &names)));
        cast.fresh.contains_key(&id).then_some(id)
    })
}

fn names(context: &Context<'_>, places: &[&EntityId], cast: &Cast) -> Vec<String> {
    let entity = |id: &EntityId| context.knowledge.get(id).map(|known| &*known.entity).or_else(|| cast.fresh.get(id)).map(|entity| entity.name.clone());
    places.iter().filter_map(|id| entity(id)).collect()
}

/// A word with a capital that nobody knows.
pub(super) fn is_strange(context: &Context<'_>, item: &Item) -> bool {
    let text = item.span.of(context.text);
    item.kind == ItemKind::Word && item.capital && item.senses.is_empty() && text.chars().count() > 2 && !text.chars().all(char::is_uppercase)
}

/// So many words may stand between what a line is and the places that it is called by.
pub(super) const TRAITS: usize = 4;

/// "multimodal", "international": what stands between what a line is and its places.
pub(super) fn is_trait(context: &Context<'_>, item: &Item) -> bool {
    let lexicon = &context.language.lexicon;
    // "électrifiée", "modernisée"
    let done = || item.senses.iter().all(|sense| sense.form.is_none_or(|form| form.tense == Tense::Participle));
    item.kind == ItemKind::Word
        && !item.capital
        && !["prep", "conj", "rel", "det", "pron"].iter().any(|class| item.is(lexicon, class))
        && (!item.is_any(Kinds::VERB) || done())
}

/// The line of a kind that joins some places, in its name or not: the known one, or one that the text makes known.
pub(super) fn joined(context: &Context<'_>, kind: &str, places: &[&EntityId], (span, in_name): (Span, bool), cast: &mut Cast) -> Option<EntityId> {
    let names = names(context, places, cast);
    let name = BODIES.get(kind).filter(|_| names.len() > 1)?.replace("{places}", &names.join("–"));
    let also = BODIES.get(&format!("{kind}-also"));
    let (code, kind) = (kind, entity_kind(kind));
    // The same line may be known under this name; between parts of the world there are many.
    let between_parts = !in_name && places.iter().any(|id| is_part_of_world(context, id));
    let others: Vec<String> = also.iter().flat_map(|also| also.split('|')).map(|also| also.replace("{places}", &names.join("–"))).collect();
    let mut called = std::iter::once(&name).chain(&others).filter(|_| !between_parts);
    let known = called.find_map(|name| context.knowledge.named(name)).map(|known| &known.entity.id).filter(|id| may_be_line(context, id)).cloned();
    // "un train de A à B", then "la ligne A-B": the same way by rail.
    let rail = ["railway", "corridor", "train", "way"];
    let before = if rail.contains(&code) { fresh(context, places, &rail, cast) } else { None };
    if let Some(id) = &before {
        cast.alias(id, span.of(context.text), &context.language.code);
    }
    Some(known.or(before).unwrap_or_else(|| {
        let id = cast.entity(kind, &name, span.of(context.text), &context.language.code);
        others.iter().for_each(|other| cast.alias(&id, other, "en"));
        id
    }))
}

/// Parts of the world.
const WIDE: [&str; 2] = ["region", "continent"];

/// Whether it is a part of the world, in which many states lie.
pub(super) fn is_part_of_world(context: &Context<'_>, id: &EntityId) -> bool {
    context.knowledge.get(id).is_some_and(|known| WIDE.contains(&known.entity.subtype.as_str()) && known.entity.country.is_none())
}

/// What a line of a kind is: something built, or a way.
pub(super) fn entity_kind(code: &str) -> EntityKind {
    if matches!(code, "railway" | "road" | "pipeline" | "cable" | "power-line" | "interconnector" | "bridge" | "rail-bridge") {
        EntityKind::Infrastructure
    } else {
        EntityKind::Corridor
    }
}

/// A line named more mentions ago than these is no longer meant.
const LINES_BACK: usize = 200;

/// Where lines begin, end or halt, and what is no line itself.
const STOPS: [&str; 9] = ["border-crossing", "building", "station", "port", "port-terminal", "terminal", "dry-port", "airport", "mine"];

/// What else lies at the ends of lines.
const WORKS: [&str; 2] = ["dam", "power-plant"];

/// Whether it is such a stop.
pub(super) fn is_stop(context: &Context<'_>, id: &EntityId) -> bool {
    context.knowledge.get(id).is_some_and(|known| id.kind() == EntityKind::Infrastructure && STOPS.contains(&known.entity.subtype.as_str()))
}

/// Whether a line may end there: such a stop, or what makes what it carries.
pub(super) fn is_end(context: &Context<'_>, id: &EntityId) -> bool {
    is_stop(context, id) || context.knowledge.get(id).is_some_and(|known| WORKS.contains(&known.entity.subtype.as_str()))
}

/// Whether "le projet", "la ligne" may point back to it: a corridor, or what is built, and no port or building that a line only touches.
pub fn may_be_line(context: &Context<'_>, id: &EntityId) -> bool {
    let line = matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure) && !is_stop(context, id);
    // An undertaking of many lines is none itself.
    line && !context.knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "initiative" | "programme"))
}

/// What stands before the rank of a train, "le premier train", or before "future" in "la future ligne".
pub fn before_rank<'a>(lexicon: &Lexicon, kind: &str, out: &'a [Item]) -> &'a [Item] {
    match out.split_last() {
        Some((last, rest)) if kind == "train" && last.is_any(Kinds::ADJECTIVE) || last.is(lexicon, "line-future") => rest,
        _ => out,
    }
}

/// What stands before "nouvelle" in "la nouvelle ligne", which may be one that the text itself made known.
pub fn before_new<'a>(lexicon: &Lexicon, out: &'a [Item]) -> Option<&'a [Item]> {
    out.split_last().filter(|(last, _)| last.code(lexicon, "project-trait") == Some("new")).map(|(_, rest)| rest)
}

/// Whether the text has named no other line so far.
pub fn is_only_line(context: &Context<'_>, line: &EntityId, cast: &Cast) -> bool {
    cast.mentions.iter().all(|mention| mention.entity == *line || !may_be_line(context, &mention.entity))
}

/// A line and the corridor that it is told to be part of stand no farther apart in the text.
const PART: usize = 90;
/// A train runs on a corridor that was named so many mentions ago at most.
const TRAINS_BACK: usize = 30;

/// The corridor or line named before that a common noun of this kind may stand for: the last one, or the last that is such a thing.
pub fn line_again(context: &Context<'_>, kind: &str, last: Option<&EntityId>, cast: &Cast) -> Option<EntityId> {
    // One place that many lines pass has no course.
    let one = |id: &EntityId| context.knowledge.get(id).is_some_and(|known| matches!(known.entity.subtype.as_str(), "bridge" | "tunnel"));
    if matches!(kind, "track" | "work") {
        let named = line_again(context, "plain", last, cast);
        let built = || super::again::built(context, kind == "track", cast);
        return if named.as_ref().is_some_and(|line| super::again::is_wide(context, line, cast)) { built().or(named) } else { named };
    }
    if kind == "plain" {
        // "Le train passe par le tunnel X. La liaison": the line before what it passes.
        let before = || cast.mentions.iter().rev().take(LINES_BACK).map(|mention| &mention.entity).find(|id| may_be_line(context, id) && !one(id));
        // "la voie ferrée X, maillon du corridor Y. La ligne": the part that the sentence told of, and not its whole.
        let part = |whole: &EntityId| {
            let at = cast.mentions.iter().rposition(|mention| mention.entity == *whole).filter(|_| whole.kind() == EntityKind::Corridor)?;
            let apart =
                |span: Span| context.text.get(span.end..cast.mentions[at].span.start).is_none_or(|text| text.len() > PART || text.contains(['.', '\n']));
            let built = |id: &EntityId| id.kind() == EntityKind::Infrastructure && may_be_line(context, id);
            cast.mentions[..at].iter().rev().take(3).find(|mention| built(&mention.entity) && !apart(mention.span)).map(|mention| &mention.entity)
        };
        return last.and_then(|last| if one(last) { before() } else { part(last).or(Some(last)) }).cloned();
    }
    // "le tracé": of the line that the text speaks of most, the last of equals.
    if kind == "course" {
        let lines: Vec<&EntityId> = cast.mentions.iter().map(|mention| &mention.entity).filter(|id| may_be_line(context, id) && !one(id)).collect();
        return lines.iter().max_by_key(|line| lines.iter().filter(|other| other == line).count()).copied().or(last.filter(|id| !one(id))).cloned();
    }
    if kind == "train" {
        let rails = |id: &&EntityId| id.kind() == EntityKind::Corridor || is_kind(context, id, "railway", cast);
        return cast.mentions.iter().rev().take(TRAINS_BACK).map(|mention| &mention.entity).find(rails).cloned();
    }
    let fits = |id: &&EntityId| match (id.kind(), context.knowledge.get(id)) {
        (EntityKind::Corridor, None) => kind == "corridor",
        (EntityKind::Corridor, Some(known)) => known.entity.subtype == kind || matches!(kind, "corridor" | "road"),
        (EntityKind::Infrastructure, _) => is_kind(context, id, kind, cast),
        _ => false,
    };
    cast.mentions.iter().rev().take(LINES_BACK).map(|mention| &mention.entity).find(fits).cloned()
}

/// Whether something built is of a kind: as known, or where the text alone names it, after the pattern of its kind.
pub(super) fn is_kind(context: &Context<'_>, id: &EntityId, kind: &str, cast: &Cast) -> bool {
    if id.kind() != EntityKind::Infrastructure {
        return false;
    }
    if let Some(known) = context.knowledge.get(id) {
        return known.entity.subtype == kind;
    }
    let ending = BODIES.get(kind).map(|template| template.trim_start_matches("{places}"));
    ending.zip(cast.fresh.get(id)).is_some_and(|(ending, entity)| entity.name.ends_with(ending))
}

/// "le port iranien de Bandar Abbas", "la ville de Termez"
pub fn place(context: &Context<'_>, items: &[Item], at: usize) -> Option<(usize, EntityId)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    if !(items[at].is(lexicon, "place-head") && items[at].kind == ItemKind::Word) {
        return None;
    }
    let mut next = at + 1;
    while next < at + 5
        && items.get(next).is_some_and(|item| {
            item.is_demonym() || item.kind == ItemKind::Word && !["prep", "verb", "conj", "rel", "det", "pron"].iter().any(|class| item.is(lexicon, class))
        })
    {
        next += 1;
    }
    let of = items.get(next).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
    next += usize::from(of);
    while of && items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    let ItemKind::Name(named) = &items.get(next)?.kind else { return None };
    let id = named.entities.first().filter(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Infrastructure))?;
    (!named.demonym).then(|| (next + 1, id.clone()))
}

/// Places inside a stretch that becomes one item, called with the noun of what they are: "le gouverneur de la région de X".
pub fn regions(context: &Context<'_>, items: &[Item], start: usize, end: usize, cast: &mut Cast) {
    for at in start..end {
        if let Some((stop, place)) = place(context, items, at).filter(|(stop, _)| *stop <= end) {
            cast.mention(span_of(items, at, stop), &place);
        }
    }
}

/// A place or plant that no table has, behind its head noun: "l'aéroport international de X", "la ville de Y", "la centrale nucléaire de Z".
pub fn site(context: &Context<'_>, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let head = items.get(at).filter(|item| item.kind == ItemKind::Word)?;
    // "les gares de A et de B", "les gisements de la mer A" are many.
    let plural = |item: &Item| language.is_plural(item.span.of(context.text));
    let many = |code: &str| {
        plural(head) && (code == "stop" || at > 0 && ["det", "prep"].iter().any(|class| items[at - 1].is(lexicon, class)) && plural(&items[at - 1]))
    };
    let code = head.code(lexicon, "site-head").filter(|code| !many(code))?;
    let mut next = at + 1;
    while next < at + 4
        && items.get(next).is_some_and(|item| {
            item.is_demonym() || item.kind == ItemKind::Word && (item.is_any(Kinds::ADJECTIVE) || item.is(lexicon, "org-adj")) && !item.capital
        })
    {
        next += 1;
    }
    let of = items.get(next).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
    next += usize::from(of);
    while of && items.get(next).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        next += 1;
    }
    let start = next;
    let word = |item: &Item| {
        let free = item.senses.is_empty() || item.hyphen || item.is(lexicon, "name-word") || of && item.is_any(Kinds::NOUN);
        item.kind == ItemKind::Word && item.capital && free
    };
    let called = |item: &Item| matches!(&item.kind, ItemKind::Name(named) if !named.demonym && named.entities.first().is_some_and(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place | EntityKind::Person)));
    // Towns and regions are called by their names alone; plants and airports by the town where they stand.
    let whole = matches!(code, "place" | "plant" | "crossing");
    while items.get(next).is_some_and(word) && next < start + 4 {
        next += 1;
    }
    let unknown = next > start;
    if whole && items.get(next).is_some_and(called) {
        next += 1;
        // "le complexe Istanbul Plaza"
        while !of && items.get(next).is_some_and(word) && next < start + 4 {
            next += 1;
        }
    }
    // "la centrale Nour-2": the number is of the name.
    let numbered = |item: &Item| item.hyphen && item.span.of(context.text).chars().all(|c| c.is_ascii_digit());
    next += usize::from(whole && next > start && items.get(next).is_some_and(numbered));
    if next == start || !whole && !((of || code == "stop") && unknown) || is_first_of(context, items, at, start) {
        return None;
    }
    let kind = match code {
        "plant" | "crossing" | "stop" => EntityKind::Infrastructure,
        "city" => EntityKind::City,
        _ => EntityKind::Place,
    };
    let span = if whole || code == "stop" { span_of(items, at, next) } else { span_of(items, start, next) };
    let surface = span.of(context.text);
    let id = cast.entity(kind, surface, surface, &language.code);
    cast.mention(span, &id);
    // What happens at an airport happens in its town: the town stands for it in the sentence.
    let city = |item: &Item| match &item.kind {
        ItemKind::Name(named) if !named.demonym => named.entities.first().filter(|id| id.kind() == EntityKind::City).cloned(),
        _ => None,
    };
    if code == "place" {
        let within = items.get(next - 1).and_then(city);
        let behind = items.get(next).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function("of", prep));
        let after = items.get(next + 1).filter(|_| behind).and_then(city);
        if let Some(city) = after {
            cast.mention(items[next + 1].span, &city);
            return Some((next + 2, city));
        }
        if let Some(city) = within {
            return Some((next, city));
        }
    }
    Some((next, id))
}

/// A line, corridor or event called by the countries that it joins names them as well.
pub fn inside(context: &Context<'_>, id: &EntityId, span: Span, cast: &mut Cast) {
    if !matches!(id.kind(), EntityKind::Corridor | EntityKind::Infrastructure) {
        return;
    }
    let Some(known) = context.knowledge.get(id) else { return };
    let surface = span.of(context.text);
    for member in &known.members {
        let name = context.knowledge.get(member).and_then(|member| member.entity.labels.get(&context.language.code));
        if let Some((at, name)) = name.and_then(|name| surface.find(name.as_str()).map(|at| (at, name))) {
            cast.mention(Span::new(span.start + at, span.start + at + name.len()), member);
        }
    }
    // "la ligne A-B" names both towns.
    let mut start = 0;
    for part in surface.split_inclusive(['-', '–', '—']).filter(|_| surface.matches(['-', '–', '—']).count() == 1) {
        let name = part.trim_end_matches(['-', '–', '—', ' ']).trim_start();
        let from = start + (part.len() - part.trim_start().len());
        start += part.len();
        // Before the first stands what the line is.
        let cuts = std::iter::once(0).chain(name.match_indices([' ', '\'', '’']).map(|(cut, mark)| cut + mark.len()));
        let town = |cut: usize| {
            let found =
                context.knowledge.called(&name[cut..]).map(|known| &known.entity.id).find(|id| matches!(id.kind(), EntityKind::City | EntityKind::Place))?;
            Some((cut, found.clone()))
        };
        if let Some((cut, id)) = cuts.into_iter().find_map(town) {
            cast.mention(Span::new(span.start + from + cut, span.start + from + name.len()), &id);
        }
    }
}
