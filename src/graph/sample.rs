//! Random readings for tests: every fact type with values that fit its slots.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};

use crate::{
    fact::{self, Cardinality, Claim, Fact, Mention, Reading, SlotKind, SlotSpec, Slots, Spec, Value},
    model::{Clue, Dating, Document, Entity, EntityId, EntityKind, Point, Span, VOCABULARIES, When},
};

/// Text with accents, quotes, line breaks and what else has to be escaped.
fn words() -> impl Strategy<Value = String> {
    "[a-zé\"\\\\ \n\t<>€Ж'\u{1F6E4}-]{1,12}"
}

fn kind(takes: &'static [EntityKind]) -> impl Strategy<Value = EntityKind> {
    select(if takes.is_empty() { EntityKind::ALL.to_vec() } else { takes.to_vec() })
}

fn entity_id(takes: &'static [EntityKind]) -> impl Strategy<Value = EntityId> {
    (kind(takes), select(vec!["a", "b", "c-d", "e f", "é/%"])).prop_map(|(kind, slug)| EntityId::new(kind, slug))
}

fn point() -> impl Strategy<Value = Point> {
    (1000i16..2999, 1u8..=4, 1u8..=12, 1u8..=28).prop_flat_map(|(year, quarter, month, day)| {
        select(vec![Point::Year(year), Point::Quarter(year, quarter), Point::Month(year, month), Point::Day(year, month, day)])
    })
}

fn when() -> impl Strategy<Value = When> {
    (point(), option::of(point())).prop_map(|(from, until)| When { from, until })
}

fn code(scheme: &'static str) -> BoxedStrategy<Value> {
    let vocabulary = &VOCABULARIES[scheme];
    let listed = select(vocabulary.terms.keys().cloned().collect::<Vec<_>>()).prop_map(|code| Value::Term(code.into()));
    if vocabulary.open { prop_oneof![3 => listed, 1 => words().prop_map(|word| Value::Term(format!("other:{word}").into()))].boxed() } else { listed.boxed() }
}

fn value(slot: &'static SlotSpec) -> BoxedStrategy<Value> {
    let entity = entity_id(slot.takes).prop_map(Value::Entity);
    match slot.kind {
        SlotKind::Entity => entity.boxed(),
        SlotKind::Term(scheme) => code(scheme),
        SlotKind::Topic(scheme) => prop_oneof![entity, code(scheme)].boxed(),
        SlotKind::When => when().prop_map(Value::When).boxed(),
        SlotKind::Number => {
            prop_oneof![-1e15..1e15, -1e-3..1e-3, 1e15..1e25, (0..99_999i32).prop_map(|number| f64::from(number) / 100.0)].prop_map(Value::Number).boxed()
        }
        SlotKind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        SlotKind::Text => words().prop_map(|text| Value::Text(text.into())).boxed(),
    }
}

fn slots(spec: &'static Spec, full: bool) -> BoxedStrategy<Slots> {
    let mut all: BoxedStrategy<Slots> = Just(Slots::default()).boxed();
    for slot in spec.slots {
        let least = usize::from(full || slot.cardinality == Cardinality::One || slot.identity && slot.cardinality == Cardinality::Many);
        let most = if slot.cardinality == Cardinality::Many { 3 } else { 1 };
        all = (all, vec(value(slot), least..=most))
            .prop_map(move |(mut slots, values)| {
                values.into_iter().for_each(|value| slots.add(slot.name, value));
                slots
            })
            .boxed();
    }
    all
}

fn claim(spec: &'static Spec, full: bool, text_len: usize) -> impl Strategy<Value = Claim> {
    let inferred = vec((words(), words()), usize::from(full)..3);
    let attributed = option::weighted(if full { 0.99 } else { 0.3 }, entity_id(&[EntityKind::Person, EntityKind::Organisation]));
    (slots(spec, full), 0..text_len, 0..text_len, words(), 0.01..=1.0, attributed, inferred).prop_map(
        move |(slots, a, b, rule, confidence, attributed_to, inferred)| Claim {
            fact: Fact::from_slots(spec, &slots).unwrap_or_else(|why| panic!("{}: {why}", spec.name)),
            evidence: Span::new(a.min(b), a.max(b)),
            rule,
            confidence,
            attributed_to,
            inferred,
        },
    )
}

fn entity(id: EntityId) -> impl Strategy<Value = Entity> {
    let names = proptest::collection::btree_map(select(vec!["fr", "en", "ru", ""]), words(), 0..3);
    let aliases = vec((select(vec!["fr", "kk", ""]), words()), 0..3);
    let facts = (option::of("Q[1-9][0-9]{0,6}"), option::of(("[A-Z]{2}", "[A-Z]{3}")), option::of((-90.0..90.0, -180.0..180.0)), "[a-z]{0,5}");
    (words(), names, aliases, facts, option::of(entity_id(&[EntityKind::Country]))).prop_map(
        move |(name, labels, aliases, (wikidata, iso, position, subtype), country)| {
            let labels: BTreeMap<_, _> = labels.into_iter().map(|(lang, label)| (lang.to_owned(), label)).collect();
            let aliases: BTreeSet<_> = aliases.into_iter().map(|(lang, alias)| (lang.to_owned(), alias)).collect();
            Entity { id: id.clone(), name, labels, aliases: aliases.into_iter().collect(), wikidata, iso, position, country, subtype }
        },
    )
}

fn document(id: String) -> impl Strategy<Value = Document> {
    let head = (option::of(select(vec!["fr", "en"])), option::of(words()), option::of(when()), option::of(words()), option::of(words()));
    (head, "[0-9a-f]{64}", words()).prop_map(move |((lang, title, published, source, url), hash, body)| Document {
        id: id.clone(),
        text: format!("{body}{}", "été Ж€ x ".repeat(8)),
        lang: lang.map(str::to_owned),
        title,
        published,
        source,
        url,
        hash,
        ..Document::default()
    })
}

/// The entities that a reading refers to.
fn referred(mentions: &[Mention], claims: &[Claim]) -> BTreeSet<EntityId> {
    let mut ids: BTreeSet<_> = mentions.iter().map(|mention| mention.entity.clone()).collect();
    for claim in claims {
        ids.extend(claim.attributed_to.clone());
        let slots = claim.fact.slots();
        for slot in claim.fact.spec().slots {
            ids.extend(slots.get(slot.name).filter_map(|value| if let Value::Entity(id) = value { Some(id.clone()) } else { None }));
        }
    }
    ids
}

/// The start of a character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn says() -> impl Strategy<Value = Dating> {
    let parties = || [entity_id(&[EntityKind::Country]), entity_id(&[EntityKind::Country])].prop_filter("two in order", |[a, b]| a < b);
    prop_oneof![
        (1..=7_u8, 1..=12_u8, 1..=28_u8).prop_map(|(weekday, month, day)| Dating::Day { weekday, month, day }),
        (1..60_u16, any::<bool>(), parties()).prop_map(|(count, anniversary, parties)| Dating::Years { count, anniversary, parties }),
    ]
}

/// A reading of the document of that id. A `full` one holds a fact of every type, with a value in every slot.
pub fn reading(id: &str, full: bool) -> impl Strategy<Value = Reading> + use<> {
    let specs = if full { Just(fact::ALL.to_vec()).boxed() } else { vec(select(fact::ALL.to_vec()), 0..6).boxed() };
    let claims = specs.prop_flat_map(move |specs| specs.into_iter().map(|spec| claim(spec, full, 90)).collect::<Vec<_>>());
    let mentions = vec((0usize..90, 0usize..90, entity_id(&[])), usize::from(full)..6);
    let clues = btree_map((0usize..90, 0usize..90), says(), usize::from(full)..3);
    (document(id.to_owned()), claims, mentions, clues)
        .prop_flat_map(|(document, mut claims, mentions, clues)| {
            let span = |a: usize, b: usize| Span::new(boundary(&document.text, a.min(b)), boundary(&document.text, a.max(b)));
            let mut mentions: Vec<_> = mentions.into_iter().map(|(a, b, entity)| Mention { span: span(a, b), entity }).collect();
            for claim in &mut claims {
                claim.evidence = span(claim.evidence.start, claim.evidence.end);
            }
            let clues: BTreeMap<Span, Dating> = clues.into_iter().map(|((a, b), says)| (span(a, b), says)).collect();
            let clues: Vec<Clue> = clues.into_iter().map(|(span, says)| Clue { span, says }).collect();
            // Who is counted with is named there.
            for Clue { span, says } in &clues {
                if let Dating::Years { parties, .. } = says {
                    mentions.extend(parties.iter().map(|entity| Mention { span: *span, entity: entity.clone() }));
                }
            }
            mentions.sort();
            mentions.dedup();
            claims.sort_by_key(|claim| claim.evidence);
            let entities: Vec<_> = referred(&mentions, &claims).into_iter().map(entity).collect();
            (Just(document), entities, Just(mentions), Just(claims), Just(clues))
        })
        .prop_map(|(document, entities, mentions, claims, clues)| Reading {
            document,
            entities: entities.into_iter().map(std::sync::Arc::new).collect(),
            mentions,
            claims,
            clues,
            refused: Vec::new(),
        })
}
