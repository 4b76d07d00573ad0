//! Lines told by a verb of joining that stands before their noun, or in the sentence behind it.

use crate::{
    lang::{Kinds, Sense, Tense},
    model::{EntityId, EntityKind},
    recognise::{Item, ItemKind},
    resolve::{
        Cast, Context,
        ends::{LIST, Reading},
        places::{is_end, joined},
        references::named,
    },
};

/// The verb stands no farther before the noun, and what it joins no farther before the verb.
const REACH: usize = 14;

/// So few words stand between a pronoun and the verb of joining.
const LEAD: usize = 4;

/// A line is called by no more bytes than these.
const CALLED: usize = 60;

/// So far behind a noun, in bytes, the next sentence speaks of it.
const NEAR: usize = 240;

impl Reading<'_> {
    /// "une route par laquelle A est reliée à B", "…, par lequel seront reliées A et B"
    pub(super) fn joined_by(&self, next: usize, relates: &dyn Fn(&Item) -> bool) -> Option<Vec<&EntityId>> {
        let (items, lexicon) = (self.items, &self.context.language.lexicon);
        let by = next + usize::from(items.get(next).is_some_and(|item| item.is_mark(self.context.text, ",")));
        let relative = self.function(items.get(by)?, "by") && items.get(by + 1).is_some_and(|item| item.is(lexicon, "rel"));
        let clause = || (by + 2..items.len().min(by + LIST)).take_while(|index| items[*index].kind != ItemKind::Mark);
        if !relative || !clause().any(|index| relates(&items[index])) {
            return None;
        }
        let end = |index: usize| items[index].entities().first().filter(|id| id.kind().is_place() && !items[index].is_demonym());
        let places: Vec<&EntityId> = clause().filter_map(end).collect();
        (places.len() == 2).then_some(places)
    }

    /// "A et B sont reliés par une ligne", "A est relié à B par une ligne", "veut relier A à B par une ligne".
    pub(super) fn joined_before(&self, at: usize) -> Option<Vec<&EntityId>> {
        let (context, items) = (self.context, self.items);
        let lexicon = &context.language.lexicon;
        let by = (at.saturating_sub(4)..at).rev().find(|index| !["det", "adj"].iter().any(|class| items[*index].is(lexicon, class)))?;
        if !(self.function(&items[by], "by") || self.function(&items[by], "through")) {
            return None;
        }
        let tense = |item: &Item| item.senses.iter().find_map(|sense: &Sense| sense.form.filter(|_| context.language.verb_is(sense.value, "link")));
        let verb = (by.saturating_sub(REACH)..by).rev().find(|index| tense(&items[*index]).is_some())?;
        let apart = |item: &Item| item.is_mark(context.text, ";") || item.is(lexicon, "rel") || item.senses.has_form();
        if items[verb + 1..by].iter().any(apart) {
            return None;
        }
        let done = tense(&items[verb]).is_some_and(|form| form.tense == Tense::Participle);
        let behind = self.between(verb + 1, by);
        let aux = |item: &Item| {
            item.value(lexicon, "verb").is_some_and(|lemma| ["be", "have", "duty", "may"].iter().any(|group| context.language.verb_is(lemma, group)))
        };
        let near = |index: &usize| {
            let item = &items[*index];
            aux(item) || item.is_mark(context.text, ",") || item.kind != ItemKind::Mark && !item.is(lexicon, "rel") && !item.senses.has_form()
        };
        let start = (verb.saturating_sub(REACH)..verb).rev().take_while(near).last().unwrap_or(verb);
        let mut before = if done { self.between(start, verb) } else { Vec::new() };
        let and = || items[start..verb].iter().any(|item| item.code(lexicon, "conj") == Some("and"));
        let places = match behind.len() {
            2 => behind,
            1 if done => vec![before.pop()?, behind[0]],
            0 if before.len() == 2 && and() => before,
            _ => return None,
        };
        (places[0] != places[1]).then_some(places)
    }

    /// The places of a stretch, without those that only say where the one before lies.
    fn between(&self, start: usize, end: usize) -> Vec<&EntityId> {
        let mut places: Vec<&EntityId> = Vec::new();
        for index in start..end {
            let item = &self.items[index];
            let place = match &item.kind {
                ItemKind::Name(named) if !named.demonym => named.entities.first().filter(|id| id.kind().is_place() || is_end(self.context, id)),
                ItemKind::Word => self.strange.get(&index),
                _ => None,
            };
            let within = |id: &EntityId| {
                let country = |id: &EntityId| self.context.knowledge.country_of(id);
                id.kind() == EntityKind::Country && places.last().is_some_and(|last| *last != id && country(last).as_ref() == Some(id))
            };
            places.extend(place.filter(|id| !within(id)));
        }
        places
    }
}

/// "A construit un gazoduc. Il reliera B à C": the line that the sentence before told of without its ends, where a pronoun opens.
pub fn spoken_of(context: &Context<'_>, items: &[Item], at: usize, cast: &mut Cast) -> Option<(usize, EntityId, Item)> {
    let language = context.language;
    let lexicon = &language.lexicon;
    let (kind, span) = cast.line_told.clone().filter(|(_, span)| items[at].span.start > span.end && items[at].span.start - span.end < NEAR)?;
    // "Long de 140 km, l'ouvrage reliera": or the noun of a work, behind what is told of it.
    let work = at > 0 && matches!(items[at].code(lexicon, "line-again"), Some("work" | "track" | "plain")) && items[at - 1].is(lexicon, "the-one");
    let start = at - usize::from(work);
    let described = start == 0 || items[start - 1].is_mark(context.text, ",") && !items[..start].iter().any(is_finite);
    if !described || !(work || items[at].code(lexicon, "pron") == Some("subject")) {
        return None;
    }
    let links = |item: &Item| item.senses.iter().any(|sense| sense.form.is_some() && language.verb_is(sense.value, "link"));
    let leads = |item: &Item| item.kind == ItemKind::Word && item.is_any(Kinds::VERB.or(Kinds::PREPOSITION).or(Kinds::ADVERB));
    // "l'ouvrage, d'une puissance de 500 MW, doit relier"
    let comma = |index: usize| items.get(index).is_some_and(|item| item.is_mark(context.text, ","));
    let next = if comma(at + 1) { (at + 2..items.len().min(at + LIST)).find(|index| comma(*index))? + 1 } else { at + 1 };
    let verb = next + items[next..].iter().take(LEAD).take_while(|item| leads(item) && !links(item)).count();
    let verb = Some(verb).filter(|verb| items.get(*verb).is_some_and(links))?;
    let reading = Reading { context, items, next: verb, new: true, moving: false, opening: false, strange: super::told::strange(context, items) };
    let places = reading.joins()?;
    for (index, town) in reading.strange.iter().filter(|(_, town)| places.contains(town)) {
        let surface = items[*index].span.of(context.text);
        cast.entity(town.kind(), surface, surface, &language.code);
        cast.mention(items[*index].span, town);
    }
    let id = joined(context, &kind, &places, (span, false), cast)?;
    cast.mention(span, &id);
    // "un câble posé au fond de la mer": so the text calls it.
    let told =
        context.text[span.start..].split(['.', ',', ';', ':', '\n']).next().filter(|told| told.len() < CALLED && told.len() > span.of(context.text).len());
    if let Some(told) = told {
        cast.alias(&id, told.trim_end(), &language.code);
    }
    cast.mention(items[at].span, &id);
    cast.line_told = None;
    let line = Item { kind: named(id.clone()), ..items[at].clone() };
    Some((at + 1, id, line))
}

/// Whether a word may be a verb that rules a clause.
fn is_finite(item: &Item) -> bool {
    let ruling = |tense: Tense| !matches!(tense, Tense::Participle | Tense::Infinitive | Tense::Gerund);
    item.kind == ItemKind::Word
        && !item.is_any(Kinds::NOUN.or(Kinds::ADJECTIVE).or(Kinds::PREPOSITION))
        && item.senses.iter().any(|sense| sense.form.is_some_and(|form| ruling(form.tense)))
}
