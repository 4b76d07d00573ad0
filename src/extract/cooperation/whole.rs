//! Fields that no one sentence says the parties of a text work together in, and that the text as a whole speaks of: a small model weighs
//! what is seen of each field in the document. Its weights are in `fields.toml` of the language pack; how they are made, says `docs/fields.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{general, is_portfolio};
use crate::{
    extract::Reader,
    fact::{Claim, Cooperation, Fact},
    model::{EntityId, EntityKind, PartKind, Span, Term},
    recognise::{Item, ItemKind, Sentence},
};

/// Rule name.
const RULE: &str = "cooperation/of-the-text";

/// Why the parties are who they are.
const REASON: &str = "the parties that the document as a whole is about";

/// More parties are a roll.
const MANY: usize = 6;

/// The first sentences tell what a text is about.
const EARLY: usize = 3;

/// Classes of words by which a sentence speaks of working together.
const TOGETHER: [&str; 5] = ["cooperation-word", "agreement-kind", "cooperation-topic", "cooperation-verb", "cooperation-talks"];

/// A field that the text names and that no sentence says the parties work in.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its code.
    pub area: String,
    /// Who may work together in it.
    pub parties: Vec<EntityId>,
    /// The words for it that tell most.
    pub span: Span,
    /// How likely they do.
    pub chance: f64,
    /// What was seen.
    pub clues: Vec<String>,
}

/// What is seen of one field.
#[derive(Default)]
struct Seen {
    marks: BTreeSet<&'static str>,
    named: usize,
    talked: usize,
    best: (u8, Span),
}

impl Seen {
    fn mark(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.marks.insert(name);
        }
    }
}

/// The fields that the text names, each with what speaks for it.
pub fn fields(reader: &Reader<'_>, sentences: &[Sentence], claims: &[Claim]) -> Vec<Field> {
    let Some((parties, support, rivals)) = parties(reader, claims) else { return Vec::new() };
    let said: Vec<&Cooperation> = claims.iter().filter_map(|claim| if let Fact::Cooperation(told) = &claim.fact { Some(told) } else { None }).collect();
    let shared = |told: &&&Cooperation| told.parties.iter().any(|id| parties.contains(id));
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut total = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        total += look(reader, (at, sentence), &parties, claims, &mut seen);
    }
    let told = said.iter().filter(shared).count();
    let open = |area: &String, seen: &Seen| seen.named > 0 && !area.starts_with("other:") && !said.iter().filter(shared).any(|told| told.area.code() == area);
    let of_parties = told_of(reader, sentences, &parties, claims, rivals);
    let fields = seen.into_iter().filter(|(area, seen)| open(area, seen)).map(|(area, seen)| {
        let portion = seen.named as f64 / total as f64;
        let portion = [0.08, 0.16, 0.33].iter().filter(|step| portion >= **step).count();
        let mut clues: Vec<String> = vec!["always".to_owned(), format!("of-{area}")];
        clues.extend(seen.marks.iter().map(|name| (*name).to_owned()));
        clues.push(format!("named-{}", seen.named.min(4)));
        clues.push(format!("talked-{}", seen.talked.min(3)));
        clues.push(format!("portion-{portion}"));
        clues.push(format!("others-told-{}", told.min(4)));
        clues.push(format!("support-{}", (support / 2).min(4)));
        clues.push(format!("parties-{}", parties.len().min(3)));
        if parties.iter().any(|id| id.kind() == EntityKind::Organisation) {
            clues.push("of-body".to_owned());
        }
        clues.extend(of_parties.iter().cloned());
        let chance = reader.language.fields.chance(clues.iter().map(String::as_str));
        Field { area, parties: parties.clone(), span: seen.best.1, chance, clues }
    });
    fields.collect()
}

/// The fields that are likely enough, as facts.
pub fn claims(reader: &Reader<'_>, fields: &[Field]) -> Vec<Claim> {
    let told = fields.iter().filter(|field| reader.language.fields.tells(field.chance));
    let claim = |field: &Field| {
        Some(Claim {
            fact: Fact::Cooperation(Cooperation { parties: field.parties.clone(), area: Term::new(&field.area)? }),
            evidence: field.span,
            rule: RULE.to_owned(),
            confidence: (field.chance * 100.0).round() / 100.0,
            attributed_to: None,
            inferred: vec![("parties".to_owned(), REASON.to_owned())],
        })
    };
    told.filter_map(claim).collect()
}

/// What the text tells of the parties themselves.
fn told_of(reader: &Reader<'_>, sentences: &[Sentence], parties: &[EntityId], claims: &[Claim], rivals: bool) -> Vec<String> {
    let mut clues = Vec::new();
    if rivals {
        clues.push("rivals".to_owned());
    }
    let both = |ids: &[EntityId]| ids.iter().filter_map(|id| state(reader, id)).filter(|id| parties.contains(id)).count() > 1;
    for claim in claims {
        let name = match &claim.fact {
            Fact::Agreement(told) if both(&told.parties) => "joined-by-agreement",
            Fact::Meeting(told) if both(&told.participants) => "joined-by-meeting",
            Fact::Partnership(told) if both(&told.parties) => "joined-by-partnership",
            Fact::Indicator(told) if both(&told.about) => "joined-by-figure",
            Fact::Project(told) if both(&told.parties) => "joined-by-project",
            Fact::Visit(told) if both(&[told.visitor.clone(), told.destination.clone()]) => "joined-by-visit",
            Fact::Statement(told) if told.act.code() == "criticise" => "criticism",
            _ => continue,
        };
        if !clues.iter().any(|clue| clue == name) {
            clues.push(name.to_owned());
        }
    }
    let named = |sentence: &&Sentence| both(&sentence.items.iter().flat_map(Item::entities).cloned().collect::<Vec<_>>());
    clues.push(format!("together-{}", sentences.iter().filter(named).count().min(5)));
    clues
}

/// Whom the text is about, how much speaks for it, and whether nearly as much speaks for others: those whom most of its facts join.
fn parties(reader: &Reader<'_>, claims: &[Claim]) -> Option<(Vec<EntityId>, usize, bool)> {
    let mut joined: Vec<(Vec<EntityId>, usize)> = Vec::new();
    let mut count = |mut ids: Vec<EntityId>, weight: usize| {
        ids.sort();
        ids.dedup();
        if !(2..=MANY).contains(&ids.len()) {
            return;
        }
        match joined.iter_mut().find(|(known, _)| *known == ids) {
            Some((_, sum)) => *sum += weight,
            None => joined.push((ids, weight)),
        }
    };
    for claim in claims {
        match &claim.fact {
            Fact::Cooperation(told) => count(told.parties.clone(), 3),
            Fact::Agreement(told) => count(told.parties.clone(), 3),
            Fact::Partnership(told) => count(told.parties.clone(), 3),
            Fact::Meeting(told) => count(told.participants.iter().filter_map(|id| state(reader, id)).collect(), 2),
            _ => {}
        }
    }
    if let Some(main) = reader.main {
        count(main.to_vec(), 2);
    }
    let best = joined.iter().map(|(_, sum)| *sum).max()?;
    let rivals = joined.iter().filter(|(_, sum)| sum * 5 >= best * 3).count() > 1;
    joined.into_iter().find(|(_, sum)| *sum == best).map(|(parties, sum)| (parties, sum, rivals))
}

/// The state that somebody speaks for, or the body itself.
fn state(reader: &Reader<'_>, id: &EntityId) -> Option<EntityId> {
    if id.kind() == EntityKind::Organisation { Some(id.clone()) } else { reader.country_of(id) }
}

/// Takes note of the fields that a sentence names, and says how many it does.
fn look(reader: &Reader<'_>, (at, sentence): (usize, &Sentence), parties: &[EntityId], claims: &[Claim], seen: &mut BTreeMap<String, Seen>) -> usize {
    let items = &sentence.items;
    let fields: Vec<(usize, &Item)> = items
        .iter()
        .enumerate()
        .filter(|(at, item)| !reader.areas(item).is_empty() && !general(reader, items, *at) && !is_portfolio(reader, items, *at))
        .collect();
    if fields.is_empty() {
        return 0;
    }
    let lexicon = &reader.language.lexicon;
    let mut named: Vec<EntityId> = items.iter().flat_map(Item::entities).filter_map(|id| state(reader, id)).collect();
    named.sort();
    named.dedup();
    let own = named.iter().filter(|id| parties.contains(id)).count();
    let talks = items.iter().any(|item| TOGETHER.iter().any(|class| item.is(lexicon, class)));
    let built =
        items.iter().any(|item| item.is(lexicon, "plan-word") || item.value(lexicon, "verb").is_some_and(|verb| reader.language.verb_is(verb, "build")));
    let figure = items.iter().any(|item| matches!(item.kind, ItemKind::Quantity(_)));
    let inside = |claim: &Claim| sentence.span.start <= claim.evidence.start && claim.evidence.end <= sentence.span.end;
    let evidence = claims.iter().any(|claim| matches!(claim.fact, Fact::Agreement(_) | Fact::Project(_)) && inside(claim));
    let mut count = 0;
    for (_, item) in fields {
        for area in reader.areas(item) {
            let seen = seen.entry(area.to_owned()).or_default();
            let goods = item.is(lexicon, "goods");
            seen.mark("as-goods", goods);
            if goods {
                continue;
            }
            count += 1;
            seen.named += 1;
            seen.talked += usize::from(talks);
            seen.mark("as-doing", item.is(lexicon, "area-act"));
            seen.mark("in-title", matches!(sentence.part, PartKind::Title | PartKind::Heading));
            seen.mark("early", at < EARLY);
            seen.mark("both", own > 1);
            seen.mark("one", own == 1);
            seen.mark("strangers", own == 0 && !named.is_empty());
            seen.mark("both-talking", own > 1 && talks);
            seen.mark("built", built);
            seen.mark("both-building", own > 1 && built);
            seen.mark("with-figure", figure);
            seen.mark("with-paper", evidence);
            let rank = u8::from(own > 1) * 2 + u8::from(talks) + 1;
            if rank > seen.best.0 {
                seen.best = (rank, reader.trim(sentence.span, item.span));
            }
        }
    }
    count
}
