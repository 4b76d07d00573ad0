//! Fields that no one sentence says the parties of a text work together in, and that the text as a whole speaks of: a small model weighs
//! what is seen of each field in the document. Its weights are in `fields.toml` of the language pack; how they are made, says `docs/fields.md`.

use std::{borrow::Cow, collections::BTreeMap};

use super::words::{general, is_portfolio};
use crate::{
    extract::Reader,
    fact::{Claim, Cooperation, Fact},
    lang::Kinds,
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
    pub clues: Vec<Cow<'static, str>>,
}

/// What a sentence may say of a field that it names, by its name.
#[derive(Clone, Copy)]
enum Mark {
    AsDoing,
    AsGoods,
    Both,
    BothBuilding,
    BothTalking,
    Built,
    Early,
    InTitle,
    One,
    Strangers,
    WithFigure,
    WithPaper,
}

/// The names of the marks.
const MARKS: [&str; Mark::WithPaper as usize + 1] =
    ["as-doing", "as-goods", "both", "both-building", "both-talking", "built", "early", "in-title", "one", "strangers", "with-figure", "with-paper"];

const NAMED: [&str; 5] = ["named-0", "named-1", "named-2", "named-3", "named-4"];
const TALKED: [&str; 4] = ["talked-0", "talked-1", "talked-2", "talked-3"];
const PORTION: [&str; 4] = ["portion-0", "portion-1", "portion-2", "portion-3"];
const OTHERS_TOLD: [&str; 5] = ["others-told-0", "others-told-1", "others-told-2", "others-told-3", "others-told-4"];
const SUPPORT: [&str; 5] = ["support-0", "support-1", "support-2", "support-3", "support-4"];
const PARTIES: [&str; 4] = ["parties-0", "parties-1", "parties-2", "parties-3"];
const NAMED_TOGETHER: [&str; 6] = ["together-0", "together-1", "together-2", "together-3", "together-4", "together-5"];

/// The name of a count, of which the last stands for all that are more.
fn counted<'n>(names: &[&'n str], count: usize) -> &'n str {
    names[count.min(names.len() - 1)]
}

/// What is seen of one field.
#[derive(Default)]
struct Seen {
    /// A bit for each.
    marks: u16,
    named: usize,
    talked: usize,
    best: (u8, Span),
}

impl Seen {
    fn mark(&mut self, mark: Mark, holds: bool) {
        self.marks |= u16::from(holds) << mark as u16;
    }

    fn marks(&self) -> impl Iterator<Item = &'static str> {
        MARKS.into_iter().enumerate().filter(|(mark, _)| self.marks >> mark & 1 == 1).map(|(_, name)| name)
    }
}

/// The fields that the text names, each with what speaks for it.
pub fn fields(reader: &Reader<'_>, sentences: &[Sentence], claims: &[Claim]) -> Vec<Field> {
    let Some((parties, support, rivals)) = parties(reader, claims) else { return Vec::new() };
    let said: Vec<&Cooperation> = claims.iter().filter_map(|claim| if let Fact::Cooperation(told) = &claim.fact { Some(told) } else { None }).collect();
    let shared = |told: &&&Cooperation| told.parties.iter().any(|id| parties.contains(id));
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    let mut total = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        total += look(reader, (at, sentence), &parties, claims, &mut seen);
    }
    let told = said.iter().filter(shared).count();
    let open = |area: &str, seen: &Seen| seen.named > 0 && !area.starts_with("other:") && !said.iter().filter(shared).any(|told| told.area.code() == area);
    seen.retain(|area, seen| open(area, seen));
    if seen.is_empty() {
        return Vec::new();
    }
    let of_parties = told_of(reader, sentences, &parties, claims, rivals);
    let fields = seen.into_iter().map(|(area, seen)| {
        let portion = seen.named as f64 / total as f64;
        let portion = [0.08, 0.16, 0.33].iter().filter(|step| portion >= **step).count();
        let mut clues: Vec<Cow<'static, str>> = Vec::with_capacity(MARKS.len() + 2 * of_parties.len());
        clues.extend([Cow::Borrowed("always"), Cow::Owned(["of-", area].concat())]);
        let body = parties.iter().any(|id| id.kind() == EntityKind::Organisation).then_some("of-body");
        let counts = [
            counted(&NAMED, seen.named),
            counted(&TALKED, seen.talked),
            counted(&PORTION, portion),
            counted(&OTHERS_TOLD, told),
            counted(&SUPPORT, support / 2),
            counted(&PARTIES, parties.len()),
        ];
        clues.extend(seen.marks().chain(counts).chain(body).chain(of_parties.iter().copied()).map(Cow::Borrowed));
        let chance = reader.language.fields.chance(clues.iter().map(AsRef::as_ref));
        Field { area: area.to_owned(), parties: parties.clone(), span: seen.best.1, chance, clues }
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
fn told_of(reader: &Reader<'_>, sentences: &[Sentence], parties: &[EntityId], claims: &[Claim], rivals: bool) -> Vec<&'static str> {
    let mut clues = Vec::new();
    if rivals {
        clues.push("rivals");
    }
    let party = |id: &&EntityId| side(reader, id, parties).flatten().is_some();
    let both = |ids: &[EntityId]| ids.iter().filter(party).nth(1).is_some();
    for claim in claims {
        let name = match &claim.fact {
            Fact::Agreement(told) if both(&told.parties) => "joined-by-agreement",
            Fact::Meeting(told) if both(&told.participants) => "joined-by-meeting",
            Fact::Partnership(told) if both(&told.parties) => "joined-by-partnership",
            Fact::Indicator(told) if both(&told.about) => "joined-by-figure",
            Fact::Project(told) if both(&told.parties) => "joined-by-project",
            Fact::Visit(told) if [&told.visitor, &told.destination].iter().all(party) => "joined-by-visit",
            Fact::Statement(told) if told.act.code() == "criticise" => "criticism",
            _ => continue,
        };
        if !clues.contains(&name) {
            clues.push(name);
        }
    }
    let named = |sentence: &&Sentence| sentence.items.iter().flat_map(Item::entities).filter(party).nth(1).is_some();
    clues.push(counted(&NAMED_TOGETHER, sentences.iter().filter(named).count()));
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

/// Which of the parties it is, if any, that somebody speaks for who speaks for a state or body.
fn side(reader: &Reader<'_>, id: &EntityId, parties: &[EntityId]) -> Option<Option<usize>> {
    let which = |state: &EntityId| parties.iter().position(|party| party == state);
    match id.kind() {
        EntityKind::Country | EntityKind::Organisation => Some(which(id)),
        _ => state(reader, id).map(|state| which(&state)),
    }
}

/// Takes note of the fields that a sentence names, and says how many it does.
fn look<'r>(reader: &'r Reader<'_>, (at, sentence): (usize, &Sentence), parties: &[EntityId], claims: &[Claim], seen: &mut BTreeMap<&'r str, Seen>) -> usize {
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
    let (mut named, mut own) = (false, [false; MANY]);
    for party in items.iter().flat_map(Item::entities).filter_map(|id| side(reader, id, parties)) {
        named = true;
        party.into_iter().for_each(|party| own[party] = true);
    }
    let own = own.into_iter().filter(|own| *own).count();
    let talks = items.iter().any(|item| item.is_any(Kinds::TOGETHER));
    let built =
        items.iter().any(|item| item.is(lexicon, "plan-word") || item.value(lexicon, "verb").is_some_and(|verb| reader.language.verb_is(verb, "build")));
    let figure = items.iter().any(|item| matches!(item.kind, ItemKind::Quantity(_)));
    let inside = |claim: &Claim| sentence.span.start <= claim.evidence.start && claim.evidence.end <= sentence.span.end;
    let evidence = claims.iter().any(|claim| matches!(claim.fact, Fact::Agreement(_) | Fact::Project(_)) && inside(claim));
    let mut count = 0;
    for (_, item) in fields {
        for area in reader.areas(item) {
            let seen = seen.entry(area).or_default();
            let goods = item.is(lexicon, "goods");
            seen.mark(Mark::AsGoods, goods);
            if goods {
                continue;
            }
            count += 1;
            seen.named += 1;
            seen.talked += usize::from(talks);
            seen.mark(Mark::AsDoing, item.is(lexicon, "area-act"));
            seen.mark(Mark::InTitle, matches!(sentence.part, PartKind::Title | PartKind::Heading));
            seen.mark(Mark::Early, at < EARLY);
            seen.mark(Mark::Both, own > 1);
            seen.mark(Mark::One, own == 1);
            seen.mark(Mark::Strangers, own == 0 && named);
            seen.mark(Mark::BothTalking, own > 1 && talks);
            seen.mark(Mark::Built, built);
            seen.mark(Mark::BothBuilding, own > 1 && built);
            seen.mark(Mark::WithFigure, figure);
            seen.mark(Mark::WithPaper, evidence);
            let rank = u8::from(own > 1) * 2 + u8::from(talks) + 1;
            if rank > seen.best.0 {
                seen.best = (rank, reader.trim(sentence.span, item.span));
            }
        }
    }
    count
}
