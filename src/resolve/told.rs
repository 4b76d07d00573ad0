//! Lines without a name, told by what they join or by where what moves on them comes from and goes to.

use std::collections::BTreeMap;

use crate::{
    lang::Kinds,
    model::{EntityId, EntityKind, plain_slug},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        bodies::BODIES,
        cast::note_countries,
        ends::Reading,
        names::is_given,
        places::{TRAITS, entity_kind, is_part_of_world, is_strange, is_trait, joined, line_again, may_be_line},
        references::{merged, named},
        roles::span_of,
        shapes::tail,
    },
};

/// What moves, and no line by itself: the line is the one that it runs on.
const MOVING: [&str; 3] = ["train", "air", "sea"];

/// Of these kinds only towns and what lies in one country are the ends: "les vols entre l'Asie et l'Europe" are many.
const OF_TOWNS: [&str; 4] = ["train", "air", "sea", "way"];

/// What a way goes by stands no farther behind its word.
const USED: usize = 14;

/// "une ligne ferroviaire entre A et B", "le chemin de fer reliant A, B et C", "un train parti de A est arrivé à B". The places stay what
/// they are.
pub fn line(context: &Context<'_>, items: &[Item], at: usize, out: &[Item], cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let lexicon = &context.language.lexicon;
    let kind = items[at].code(lexicon, "line-between").filter(|_| items[at].kind == ItemKind::Word)?;
    // "X, une voie ferrée reliant A à B": said of a line that the sentence names.
    let line = |item: &Item| item.entities().iter().any(|id| may_be_line(context, id));
    let moving = MOVING.contains(&kind);
    // "par chemin de fer" tells how, not on which line; "les vols entre A et B" are many.
    let says = |prep: &str| context.language.has_function("by", prep) && !context.language.has_function("of", prep);
    let by = |item: &Item| !item.is_any(Kinds::DETERMINER) && item.code(lexicon, "prep").is_some_and(says);
    let many = context.language.is_plural(items[at].span.of(context.text));
    if out.last().is_some_and(by) || many || out.iter().any(line) || moving && items[at..].iter().any(line) {
        return None;
    }
    // "A est un pont entre B et C": a figure of speech.
    let taken = |item: &Item| {
        let language = context.language;
        item.value(lexicon, "verb").is_some_and(|lemma| ["be", "constitute", "deem"].iter().any(|group| language.verb_is(lemma, group)))
            || item.value(lexicon, "prep").is_some_and(|prep| language.has_function("such-as", prep))
    };
    // So is "A, pont ferroviaire entre B et C".
    let apposed = || out.last().is_some_and(|item| item.is_mark(context.text, ",")) && out.iter().rev().nth(1).is_some_and(|item| !item.entities().is_empty());
    if matches!(kind, "bridge" | "rail-bridge") && (out.iter().rev().take(3).any(taken) || apposed()) {
        return None;
    }
    // "le corridor entre A et B" may be one that has a name; "un nouveau corridor entre A et B" has none. So is "le train" one of a line
    // that was named before.
    let any = || cast.mentions.iter().any(|mention| may_be_line(context, &mention.entity));
    let new = is_new(context, out) || !moving && kind != "corridor" && kind != "way" && !any();
    let back = items[at].code(lexicon, "line-again").filter(|_| !new);
    if !new && (kind == "corridor" || kind == "way" && any()) || moving && back.is_some_and(|back| line_again(context, back, None, cast).is_some()) {
        return None;
    }
    // "une nouvelle route reliant A à B par le corridor X": the corridor is what it goes by.
    let way = matches!(kind, "road" | "way" | "corridor");
    let function = |item: &Item, function: &str| item.value(lexicon, "prep").is_some_and(|prep| context.language.has_function(function, prep));
    let corridor = |item: &Item| item.entities().iter().any(|id| id.kind() == EntityKind::Corridor && may_be_line(context, id));
    let near = || items[at..].iter().take(USED).take_while(|item| !item.is_mark(context.text, ".") && !item.is_mark(context.text, ","));
    let used = |from: usize| items[from..].iter().take(3).any(corridor);
    if way && near().enumerate().any(|(index, item)| function(item, "through") && used(at + index)) {
        return None;
    }
    let mut next = at + 1;
    while next < at + TRAITS && items.get(next).is_some_and(|item| is_trait(context, item) && !item.is_mark(context.text, ",")) {
        next += 1;
    }
    // "la ligne X", "l'autoroute est-ouest, qui relie A à B": of a name of its own.
    if items.get(next).is_some_and(line) || by_trait(context, items, at + 1).is_some() {
        return None;
    }
    let reading = Reading { context, items, next, new, moving, opening: moving && !any() && opens(context, items, at, out), strange: strange(context, items) };
    // "la ligne part de A": said of one that was named before, unless the ends stand right behind the noun.
    let ends = || if kind == "corridor" || back.is_some() && !moving && !reading.sets_out() { None } else { reading.ends(at) };
    let before = || if new { reading.joined_before(at) } else { None };
    let Some(places) = reading.joins().or_else(ends).or_else(before) else {
        cast.line_told = (new && entity_kind(kind) == EntityKind::Infrastructure).then(|| (kind.to_owned(), items[at].span));
        return None;
    };
    let town =
        |id: &&EntityId| id.kind() == EntityKind::City || kind == "train" && id.kind() == EntityKind::Country || context.knowledge.country_of(id).is_some();
    // Between two continents there are many.
    let wide = |id: &&EntityId| is_part_of_world(context, id);
    // "les liaisons ferroviaires entre A et B": between two states there are many as well.
    let several = || context.language.is_plural(items[at].span.of(context.text)) && places.iter().all(|id| id.kind() == EntityKind::Country);
    if OF_TOWNS.contains(&kind) && !places.iter().all(town) || places.iter().all(wide) || several() {
        return None;
    }
    for (index, town) in reading.strange.iter().filter(|(_, town)| places.contains(town)) {
        let surface = items[*index].span.of(context.text);
        cast.entity(town.kind(), surface, surface, &context.language.code);
        cast.mention(items[*index].span, town);
    }
    let id = joined(context, kind, &places, (items[at].span, false), cast)?;
    cast.mention(items[at].span, &id);
    // "une nouvelle liaison": so it is called as well.
    if let Some(before) = out.last().filter(|before| before.is_any(Kinds::ADJECTIVE) && !before.is_any(Kinds::DETERMINER)) {
        cast.alias(&id, before.span.cover(items[at].span).of(context.text), &context.language.code);
    }
    let line = Item { kind: named(id.clone()), ..items[at].clone() };
    Some((at + 1, id, line))
}

/// Whether what moves is told to open a line: "le premier train", "un train a quitté A, ce qui marque l'ouverture d'une nouvelle ligne".
fn opens(context: &Context<'_>, items: &[Item], at: usize, out: &[Item]) -> bool {
    let lexicon = &context.language.lexicon;
    let says = |item: Option<&Item>, traits: &[&str]| item.and_then(|item| item.code(lexicon, "project-trait")).is_some_and(|code| traits.contains(&code));
    let line = |index: &usize| items[*index].is(lexicon, "line-between") && says(items.get(index - 1), &["new", "first"]);
    says(out.last(), &["first"]) || (at + 1..items.len()).any(|index| line(&index))
}

/// Words that stand alone with a capital and that nobody knows, but given names: each may be a town.
pub(super) fn strange(context: &Context<'_>, items: &[Item]) -> BTreeMap<usize, EntityId> {
    let alone = |index: usize| {
        let near = |item: Option<&Item>| item.is_some_and(|item| item.capital && item.kind == ItemKind::Word && item.senses.is_empty());
        let joined = items[index].hyphen || items.get(index + 1).is_some_and(|next| next.hyphen);
        !joined && !near(items.get(index + 1)) && !near(index.checked_sub(1).and_then(|before| items.get(before)))
    };
    let strange = |index: &usize| *index > 0 && is_strange(context, &items[*index]) && alone(*index) && !is_given(items[*index].span.of(context.text));
    (0..items.len()).filter(strange).map(|index| (index, EntityId::new(EntityKind::City, &plain_slug(items[index].span.of(context.text))))).collect()
}

/// Whether what stands before a noun tells of it for the first time: "un", "une nouvelle".
pub(super) fn is_new(context: &Context<'_>, out: &[Item]) -> bool {
    let lexicon = &context.language.lexicon;
    let mut before = out.iter().rev().skip_while(|item| item.is_any(Kinds::ADJECTIVE) && !item.is_any(Kinds::DETERMINER));
    let determiner = before.next().and_then(|item| item.code(lexicon, "det"));
    // "cette nouvelle ligne" was named before.
    if determiner == Some("demonstrative") {
        return false;
    }
    let new = out.last().is_some_and(|item| matches!(item.code(lexicon, "project-trait"), Some("new" | "first")) || item.is(lexicon, "planned-word"));
    new || determiner == Some("indefinite")
}

/// A line with a name of its own that no table has: "le Corridor énergétique vert", "l'autoroute est-ouest", "le chemin de fer transmongol".
pub fn called(context: &Context<'_>, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let lexicon = &context.language.lexicon;
    let kind = items[at].code(lexicon, "line-head").filter(|_| items[at].kind == ItemKind::Word)?;
    // "les corridors est-ouest" are many.
    if context.language.is_plural(items[at].span.of(context.text)) {
        return None;
    }
    let end = by_trait(context, items, at + 1).or_else(|| by_corridor(kind, items, at)).or_else(|| by_number(context, items, at)).or_else(|| {
        let own = items[at].capital && at > 0 && items[at].is(lexicon, "line-named");
        tail(context, items, at, true, false).filter(|_| own).map(|(_, end)| end)
    });
    let Some(end) = end else { return by_name(context, kind, items, at, cast) };
    // "le gazoduc transafghan X": a name that is known stands behind the trait.
    let known = |item: &&Item| {
        let one = |id: &EntityId| context.knowledge.get(id).is_some_and(|known| known.entity.subtype == kind) && may_be_line(context, id);
        matches!(item.kind, ItemKind::Name(_)) && !item.hyphen && item.entities().first().is_some_and(one)
    };
    if let Some(id) = items.get(end).filter(known).and_then(|item| item.entities().first()).cloned() {
        let span = span_of(items, at, end + 1);
        cast.mention(span, &id);
        note_countries(items, at, end, cast);
        let line = Item { senses: items[at].senses, ..merged(items, at, end + 1, named(id.clone())) };
        return Some((end + 1, id, line));
    }
    let span = span_of(items, at, end);
    let surface = span.of(context.text);
    let known = context.knowledge.named(surface).map(|known| known.entity.id.clone()).filter(|id| may_be_line(context, id));
    let kind = if kind == "corridor" { EntityKind::Corridor } else { EntityKind::Infrastructure };
    let id = known.unwrap_or_else(|| cast.entity(kind, surface, surface, &context.language.code));
    cast.mention(span, &id);
    note_countries(items, at, end, cast);
    let line = Item { senses: items[at].senses, ..merged(items, at, end, named(id.clone())) };
    Some((end, id, line))
}

/// "le gazoduc Nord-Sud", which is not the corridor of that name.
fn by_corridor(kind: &str, items: &[Item], at: usize) -> Option<usize> {
    let named = items.get(at + 1)?.entities().first().filter(|id| id.kind() == EntityKind::Corridor);
    named.filter(|_| matches!(kind, "pipeline" | "railway" | "cable")).map(|_| at + 2)
}

/// A name has no more words than these.
const WORDS: usize = 3;

/// "le gazoduc Morava", "le corridor de Stolac": a name of its own that no table has, or the town that the line is called after.
fn by_name(context: &Context<'_>, kind: &str, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let one = |item: &Item| item.is(lexicon, "the-one") || item.code(lexicon, "det") == Some("definite");
    let bare = at == 0 && items[at].capital;
    if !(items[at].is(lexicon, "line-proper") && (bare || at > 0 && one(&items[at - 1]))) {
        return None;
    }
    let mut start = at + 1;
    // "le corridor paneuropéen VIII"
    let roman = |item: &Item| kind == "corridor" && item.capital && item.span.of(context.text).chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let counted = items[start..].iter().take(TRAITS).find(|item| !is_trait(context, item)).is_some_and(roman);
    while start < at + TRAITS
        && items.get(start).is_some_and(|item| item.is_demonym() && !item.capital || is_trait(context, item) && (counted || item.is_any(Kinds::ADJECTIVE)))
    {
        start += 1;
    }
    let prep = |at: usize, function: &str| items.get(at).and_then(|item| item.value(lexicon, "prep")).is_some_and(|prep| language.has_function(function, prep));
    let of = prep(start, "of");
    start += usize::from(of);
    while of && items.get(start).is_some_and(|item| item.is_any(Kinds::DETERMINER)) {
        start += 1;
    }
    let acronym = |item: &Item| item.kind == ItemKind::Word && item.capital && item.senses.is_empty() && item.span.of(context.text).len() > 2;
    let word = |index: usize| {
        let item = &items[index];
        let strange = if of { is_strange(context, item) } else { acronym(item) || index == start && roman(item) };
        strange || index > start && item.kind == ItemKind::Word && item.capital && item.is(lexicon, "name-word")
    };
    let mut end = start + (start..items.len().min(start + WORDS)).take_while(|index| word(*index)).count();
    let town = |item: &Item| match &item.kind {
        ItemKind::Name(named) if !named.demonym => named
            .entities
            .first()
            .is_some_and(|id| id.kind() == EntityKind::City || id.kind() == EntityKind::Place && context.knowledge.country_of(id).is_some()),
        _ => false,
    };
    end += usize::from(end == start && of && items.get(end).is_some_and(town));
    // "le gazoduc Morava-2": the number is of the name; any other dash joins two ends.
    let numbered = items.get(end).is_some_and(|item| item.hyphen && item.span.of(context.text).chars().all(|letter| letter.is_ascii_digit()));
    end += usize::from(numbered && end > start);
    let joined = items.get(end).is_some_and(|item| item.hyphen || ["-", "–", "—"].iter().any(|dash| item.is_mark(context.text, dash)));
    // "le gazoduc de A à B" has two ends; "le gazoduc Anna Petrova" would be somebody.
    let runs = of && ["toward", "until", "onward"].iter().any(|function| prep(end, function))
        || of && items.get(end).is_some_and(|item| item.code(lexicon, "conj") == Some("and"));
    let person = end == start + 2 && is_given(items[start].span.of(context.text));
    if end == start || joined || runs || person || bare && of {
        return None;
    }
    let (name, span) = (span_of(items, start, end), span_of(items, at, end));
    let code = &context.language.code;
    let id = cast.entity(entity_kind(kind), &BODIES.get(kind)?.replace("{places}", name.of(context.text)), span.of(context.text), code);
    if !of {
        cast.alias(&id, name.of(context.text), code);
    }
    cast.mention(span, &id);
    Some((end, id.clone(), Item { senses: items[at].senses, ..merged(items, at, end, named(id)) }))
}

/// A line that the text called by a name of its own, without the word of what it is: "Morava contournera".
pub fn named_again(context: &Context<'_>, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    if !is_strange(context, &items[at]) || items[at].hyphen {
        return None;
    }
    let end = at + (at..items.len().min(at + WORDS)).take_while(|index| is_strange(context, &items[*index])).count();
    let surface = span_of(items, at, end).of(context.text);
    if !cast.fresh.values().any(|line| line.aliases.iter().any(|(_, alias)| alias == surface)) {
        return None;
    }
    let line = |kind: &&str| {
        let id = EntityId::new(entity_kind(kind), &plain_slug(&BODIES.get(*kind)?.replace("{places}", surface)));
        cast.fresh.get(&id).filter(|line| line.aliases.iter().any(|(_, alias)| alias == surface)).map(|_| id)
    };
    let id = ["pipeline", "railway", "corridor", "road", "cable"].iter().find_map(line)?;
    cast.mention(span_of(items, at, end), &id);
    Some((end, id.clone(), merged(items, at, end, named(id))))
}

/// "la route 606", "l'autoroute M4"
fn by_number(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let lexicon = &context.language.lexicon;
    let definite = at > 0 && items[at - 1].is_any(Kinds::DETERMINER) && items[at].code(lexicon, "line-head") == Some("road");
    let text = items.get(at + 1).filter(|item| !item.hyphen)?.span.of(context.text);
    let digits = text.trim_start_matches(|c: char| c.is_uppercase()).trim_start_matches('-');
    let number = text.len() - digits.len() < 4 && (1..=4).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    (definite && number).then_some(at + 2)
}

/// Past the adjective that is the name of a line: what it crosses, or from which quarter of the sky to which it runs.
fn by_trait(context: &Context<'_>, items: &[Item], at: usize) -> Option<usize> {
    let lexicon = &context.language.lexicon;
    let quarter = |at: usize| items.get(at).is_some_and(|item| item.is(lexicon, "quarter"));
    let mut next = at;
    while next < at + TRAITS && items.get(next).is_some_and(|item| is_trait(context, item) && !quarter(next) && !item.is(lexicon, "across")) {
        next += 1;
    }
    let joined = |at: usize| items.get(at).is_some_and(|item| item.hyphen || item.is_mark(context.text, "-") || item.is_mark(context.text, "–"));
    if quarter(next) {
        let second = next + 1 + usize::from(!quarter(next + 1));
        return (second <= next + 2 && joined(next + 1) && quarter(second)).then_some(second + 1);
    }
    // "transmongol", "trans-mongol"
    let crosses = items.get(next).filter(|item| item.is(lexicon, "across"))?;
    let whole = crosses.code(lexicon, "across") == Some("whole");
    (whole || joined(next + 1)).then(|| next + if whole { 1 } else { 2 + usize::from(items[next + 1].kind == ItemKind::Mark) })
}
