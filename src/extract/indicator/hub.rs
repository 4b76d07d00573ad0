//! The country whose trade a sentence counts up.

use super::{deal::Way, fit::is_trade, memory::Kind, words::Words};
use crate::{
    extract::{Reader, Scene},
    model::EntityId,
};

/// The country whose trade a sentence counts up: "le commerce de la Chine avec", "les exportations géorgiennes", "les partenaires de l'Iran".
/// With it which way that trade goes.
pub(super) fn hub(reader: &Reader<'_>, scene: &Scene<'_>, words: &Words) -> Option<(EntityId, Way)> {
    (scene.classes.may_have("partner-word") || scene.classes.may_have("measure")).then_some(())?;
    let (language, items) = (reader.language, &scene.sentence.items);
    let lexicon = &language.lexicon;
    let verb = |index: usize| scene.chunks().iter().any(|chunk| chunk.start <= index && index < chunk.end && chunk.verb().is_some());
    let named = |index: &usize| items[*index].code(lexicon, "measure").is_some_and(is_trade) && !verb(*index);
    let partner = if scene.classes.may_have("partner-word") { items.iter().position(|item| words.is_partner(item)) } else { None };
    let start = partner.or_else(|| (0..items.len()).find(named))?;
    let mut of = false;
    for (index, item) in items.iter().enumerate().skip(start + 1).take(7).take_while(|(at, item)| !item.is_mark(reader.text, ",") && !verb(*at)) {
        if let Some(prep) = item.value(lexicon, "prep") {
            of = language.has_function("of", prep);
            if !of {
                return None;
            }
        }
        if let Some(id) = item.entities().first().filter(|id| Kind::of(reader, id).is_some_and(Kind::is_state)) {
            let way = items[start].code(lexicon, "partner-word").or_else(|| items[start].code(lexicon, "measure")).and_then(Way::of)?;
            // "les importations de gaz russe de la Suisse": from where the goods are.
            if way == Way::In && item.is_demonym() && index > start + 1 {
                continue;
            }
            return (of || item.is_demonym() && index == start + 1).then(|| (id.clone(), way));
        }
    }
    None
}
