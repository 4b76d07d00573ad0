//! Over made-up documents: the order in which they come does not show, and what leaves leaves nothing.

use std::{cell::RefCell, collections::BTreeMap};

use proptest::{prelude::*, test_runner::TestRunner};
use silkgraph::{
    graph::Base,
    reconcile::{Claims, reconcile},
    store::Store,
};

use super::{Text, canonical_hash, derived, knowledge};

fn one_of(choices: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(choices)
}

const DATES: &[&str] =
    &["", "", " date=2024-11-05", " date=2024-11-06", " date=2024-11-05/2024-11-06", " date=2024-11", " date=2024", " date=2024-Q4", " date=2025-01"];

/// Facts and clues that do not fit each other, or from which something follows.
const TOLD: &[&str] = &[
    "indicator measure=exports about=country/france about=country/germany value=9000000000 unit=USD period=2024 modality=actual",
    "indicator measure=imports about=country/france about=country/germany value=11000000000 unit=USD period=2024 modality=actual",
    "indicator measure=trade-turnover about=country/france about=country/germany value=9 unit=% period=2024 modality=actual change=true",
    "indicator measure=freight-volume about=country/france about=country/germany value=2400000 unit=t period=2020 modality=forecast",
    "indicator measure=other:share about=country/france value=140 unit=% modality=actual",
    "office person=person/olzhas-bektenov role=president of=country/kazakhstan",
    "office person=person/ebrahim-raisi role=president of=country/iran",
    "office person=person/alikhan-smaiylov role=prime-minister of=country/kazakhstan",
    "meeting participants=person/ebrahim-raisi participants=person/alikhan-smaiylov status=past",
    "event name=event/astana-international-forum kind=forum date=2025-05-20 status=planned",
    "event name=event/sco-summit-2018 kind=summit status=planned",
    "weekday 3 4 26",
    "years 33 france kazakhstan",
    "years 33 france georgia",
];

/// Facts from so small a world that many are of one.
fn a_fact() -> impl Strategy<Value = String> {
    let people: &[&str] = &["person/a", "person/b", "person/c"];
    let places: &[&str] =
        &["", " place=city/paris", " place=country/france", " place=infrastructure/elysee-palace", " place=city/lyon", " place=country/germany"];
    let meeting = (prop::sample::subsequence(people, 2..=3), one_of(places), one_of(DATES), one_of(&["", " status=past", " status=planned"])).prop_map(
        |(people, place, date, status)| {
            format!("meeting{}{place}{date}{status}", people.iter().map(|person| format!(" participants={person}")).collect::<String>())
        },
    );
    let visit = (
        one_of(&["person/a", "person/b"]),
        one_of(&["city/paris", "country/france", "city/lyon"]),
        one_of(DATES),
        one_of(&["", " kind=state", " kind=official"]),
    )
        .prop_map(|(visitor, destination, date, kind)| format!("visit visitor={visitor} destination={destination}{date}{kind}"));
    let office = (one_of(&["person/a", "person/b"]), one_of(&["", " portfolio=transport", " portfolio=energy"]))
        .prop_map(|(person, portfolio)| format!("office person={person} role=minister of=country/france{portfolio}"));
    let agreement = (
        one_of(&["", " kind=treaty", " kind=memorandum", " kind=documents count=14"]),
        one_of(&["announced", "signed", "ratified", "in-force"]),
        one_of(DATES),
        one_of(&["", " about=energy", " about=transport", " name=agreement/friendship"]),
    )
        .prop_map(|(kind, status, date, about)| format!("agreement parties=country/france parties=country/germany{kind} status={status}{date}{about}"));
    let figure = (
        one_of(&["27800000000", "28000000000", "27810000000", "28400000000", "30000000000"]),
        one_of(&["", " period=2023", " period=2024"]),
        one_of(&["actual", "target"]),
    )
        .prop_map(|(value, period, modality)| {
            format!("indicator measure=trade-turnover about=country/france about=country/germany value={value} unit=USD{period} modality={modality}")
        });
    prop_oneof![4 => meeting, 3 => visit, 1 => office, 3 => agreement, 3 => figure, 4 => one_of(TOLD).prop_map(str::to_owned)]
}

fn a_text() -> impl Strategy<Value = Text> {
    let published = one_of(&["2024-11-05", "2024-11-06", "2024-11-10", "2025-01-20", ""]);
    let body = one_of(&["", "", "one", "other"]);
    (0..8_usize, published, body, prop::collection::vec(a_fact(), 1..6)).prop_map(|(id, published, body, facts)| {
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        let text = Text::new(&format!("d{id}"), published, &facts);
        if body.is_empty() { text } else { text.with_body(body) }
    })
}

/// What is done to a store.
#[derive(Clone, Debug)]
enum Step {
    Put(Text),
    Remove(usize),
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![3 => a_text().prop_map(Step::Put), 1 => (0..8_usize).prop_map(Step::Remove)]
}

/// Writes what was derived from the documents into the store.
fn derive(store: &mut Store, texts: &BTreeMap<String, Text>) {
    let base = Base::default();
    let claims = Claims::new(texts.values().map(Text::claims));
    let quads = reconcile(&claims, &knowledge()).quads(&claims, &base);
    store.set_graph("derived", "", &base.derived_graph(), quads).unwrap();
}

fn put(store: &mut Store, text: &Text) {
    store.replace_document(&text.id, &text.hash(), &Base::default().document_graph(&text.id), text.quads()).unwrap();
}

/// How many cases had what, so that the tests cannot pass by having nothing to show.
#[derive(Debug, Default)]
struct Tally {
    cases: usize,
    merges: usize,
    copies: usize,
    findings: usize,
    inferences: usize,
    /// Cases in which a document that had a part in them left or changed.
    undone: usize,
}

impl Tally {
    fn count(&mut self, texts: &[Text], gone: bool) {
        let claims = Claims::new(texts.iter().map(Text::claims));
        let derived = reconcile(&claims, &knowledge());
        let copies = claims.documents.iter().zip(0..).any(|(document, place)| document.original != place);
        self.cases += 1;
        self.merges += usize::from(!derived.merges.is_empty());
        self.copies += usize::from(copies);
        self.findings += usize::from(!derived.findings.is_empty());
        self.inferences += usize::from(!derived.inferences.is_empty());
        self.undone += usize::from(gone && !derived.merges.is_empty() && !derived.findings.is_empty());
    }

    /// Merges, copies and findings are in play in a third of the cases, and inferences in an eighth.
    fn assert(&self) {
        println!("{self:?}");
        assert!(self.cases >= CASES as usize, "{self:?}");
        assert!([self.merges, self.copies, self.findings].iter().all(|count| count * 3 >= self.cases), "{self:?}");
        assert!(self.inferences * 8 >= self.cases, "{self:?}");
    }
}

/// Of each property.
const CASES: u32 = 550;

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })
}

#[test]
fn the_order_of_the_documents_does_not_show() {
    let shuffled = prop::collection::btree_map(0..9_u8, a_text(), 2..9).prop_flat_map(|texts| {
        let texts: Vec<Text> = texts.into_iter().map(|(id, text)| Text { id: format!("d{id}"), ..text }).collect();
        (Just(texts.clone()), Just(texts).prop_shuffle())
    });
    let tally = RefCell::new(Tally::default());
    let checked = runner().run(&shuffled, |(texts, shuffled)| {
        tally.borrow_mut().count(&texts, false);
        prop_assert_eq!(derived(&texts), derived(&shuffled));
        Ok(())
    });
    checked.unwrap();
    tally.into_inner().assert();
}

#[test]
fn what_leaves_leaves_nothing() {
    let tally = RefCell::new(Tally::default());
    let checked = runner().run(&(prop::collection::vec(a_step(), 3..16), any::<bool>()), |(steps, seldom)| {
        let mut store = Store::memory().unwrap();
        let mut texts: BTreeMap<String, Text> = BTreeMap::new();
        let (last, mut fullest, mut gone) = (steps.len() - 1, Vec::new(), false);
        for (at, step) in steps.into_iter().enumerate() {
            match step {
                Step::Put(text) => {
                    put(&mut store, &text);
                    gone |= texts.insert(text.id.clone(), text).is_some();
                }
                Step::Remove(id) => {
                    let id = format!("d{id}");
                    let known = texts.remove(&id).is_some();
                    gone |= known;
                    prop_assert_eq!(store.remove_document(&id).unwrap(), known);
                }
            }
            if texts.len() > fullest.len() {
                fullest = texts.values().cloned().collect();
            }
            if !seldom || at == last || at % 3 == 0 {
                derive(&mut store, &texts);
            }
        }
        tally.borrow_mut().count(&fullest, gone);
        let mut anew = Store::memory().unwrap();
        for text in texts.values().rev() {
            put(&mut anew, text);
        }
        derive(&mut anew, &texts);
        let hash = |store: &Store| canonical_hash(store.graph().iter().map(Result::unwrap));
        prop_assert_eq!(hash(&store), hash(&anew));
        store.integrity().unwrap();
        Ok(())
    });
    checked.unwrap();
    let tally = tally.into_inner();
    tally.assert();
    assert!(tally.undone * 6 >= tally.cases, "{tally:?}");
}
