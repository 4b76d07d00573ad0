//! Lines that are called by a chain of places: "la ligne A-B", "les lignes A-B et C-D".

use crate::{
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        places::{is_end, is_strange, is_trait, joined, may_be_line},
        references::{merged, named},
        roles::span_of,
    },
};

/// So many places name a line that a comma sets apart from the word of what it is: two may be where a train goes.
const APART: usize = 3;

/// The places that dashes join from an item on, each with where it stands and which one it is if anybody knows it, and where they end;
/// so many words may stand before the first.
pub(super) fn chain<'i>(context: &Context<'_>, items: &'i [Item], start: usize, traits: usize) -> (Vec<(usize, Option<&'i EntityId>)>, usize) {
    let mut places: Vec<(usize, Option<&EntityId>)> = Vec::new();
    let mut end = start;
    let mut apart = false;
    while let Some(item) = items.get(end) {
        let place = match &item.kind {
            ItemKind::Name(named) if !named.demonym => named.entities.first().filter(|id| id.kind().is_place() || is_end(context, id)),
            _ => None,
        };
        let next = places.is_empty() || item.hyphen || dash(context.text, items.get(end - 1));
        match place {
            Some(_) if next => places.push((end, place)),
            // "Roustavi-Pont Rouge": a capital behind a dash goes on with the name, whatever else the word means.
            None if next && (is_strange(context, item) || !places.is_empty() && item.hyphen && item.capital && item.kind == ItemKind::Word) => {
                places.push((end, None));
                // "Tavan Tolgoi"
                end += usize::from(items.get(end + 1).is_some_and(|second| is_strange(context, second) && !second.hyphen));
            }
            None if places.is_empty() && end < start + traits && (is_trait(context, item) || item.is_mark(context.text, "«")) => {}
            // "la ligne envisagée, A – B – C,": the name stands between commas.
            None if places.is_empty() && end < start + traits && item.is_mark(context.text, ",") => apart = true,
            None if !places.is_empty() && dash(context.text, Some(item)) => {}
            _ => break,
        }
        end += 1;
    }
    while dash(context.text, items.get(end - 1)) {
        end -= 1;
    }
    if apart {
        let closed = items.get(end).is_some_and(|item| item.is_mark(context.text, ","));
        return if closed && places.len() >= APART { (places, end + 1) } else { (Vec::new(), end) };
    }
    (places, end)
}

/// The line that some places in a chain are the name of, from the word of what it is on.
pub(super) fn chained(
    context: &Context<'_>,
    kind: &str,
    items: &[Item],
    at: usize,
    places: &[(usize, Option<&EntityId>)],
    end: usize,
    cast: &mut Cast,
) -> Option<(usize, EntityId, Item)> {
    let mut ids: Vec<EntityId> = Vec::new();
    for (index, (start, known)) in places.iter().enumerate() {
        let stop = places.get(index + 1).map_or(end, |(next, _)| *next);
        let stop = (start + 1..stop).find(|index| items[*index].kind == ItemKind::Mark || items[*index].hyphen).unwrap_or(stop);
        let span = span_of(items, *start, stop);
        let id = known.cloned().unwrap_or_else(|| cast.entity(EntityKind::City, span.of(context.text), span.of(context.text), &context.language.code));
        cast.mention(span, &id);
        ids.push(id);
    }
    // Its name alone, where commas set it apart.
    let apart = places.first().filter(|(first, _)| items[at..*first].iter().any(|item| item.is_mark(context.text, ",")));
    let span = apart.map_or_else(|| span_of(items, at, end), |(first, _)| span_of(items, *first, end - 1));
    let id = joined(context, kind, &ids.iter().collect::<Vec<_>>(), (span, true), cast)?;
    cast.mention(span, &id);
    let line = merged(items, at, end, named(id.clone()));
    Some((end, id, line))
}

/// "les lignes A-B et C-D": what the lines of a list are of which one was read before.
pub(super) fn many(context: &Context<'_>, out: &[Item]) -> Option<String> {
    let lexicon = &context.language.lexicon;
    let (joint, rest) = out.split_last()?;
    // "les lignes A-B (836 km), C-D (272 km)"
    let open = rest.iter().rposition(|item| item.is_mark(context.text, "(")).filter(|open| rest.len() - open <= BRACKET);
    let rest = match rest.last() {
        Some(last) if last.is_mark(context.text, ")") => &rest[..open?],
        _ => rest,
    };
    let (before, first) = rest.split_last()?;
    let listed = joint.code(lexicon, "conj") == Some("and") || joint.is_mark(context.text, ",");
    before.entities().first().filter(|id| listed && may_be_line(context, id))?;
    let text = before.span.of(context.text).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let numbers: Vec<_> = words.iter().map(|word| lexicon.word(word)).collect();
    let plural = words.first().is_some_and(|head| context.language.is_plural(head));
    match lexicon.longest(&numbers, 0, "line-head") {
        Some((_, code)) if plural => Some(code.to_owned()),
        Some(_) => None,
        None => many(context, first),
    }
}

/// So many words stand in a bracket behind a line of a list.
const BRACKET: usize = 5;

/// Whether it is a dash.
pub(super) fn dash(text: &str, item: Option<&Item>) -> bool {
    item.is_some_and(|item| matches!(item.span.of(text), "–" | "—" | "-"))
}
