//! What is merged, and what is not.

use silkgraph::{
    fact::Value,
    reconcile::{Claims, reconcile},
};

use super::{Text, knowledge};

/// What is merged of some documents: each fact with its values, how many claims it is made of and how many sources it has.
fn merged(texts: &[Text]) -> Vec<String> {
    let claims = Claims::new(texts.iter().map(Text::claims));
    let show = |value: &Value| match value {
        Value::Entity(id) => id.to_string(),
        Value::Term(text) | Value::Text(text) => text.to_string(),
        Value::When(when) => when.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    };
    let derived = reconcile(&claims, &knowledge());
    let mut shown: Vec<String> = Vec::new();
    for merge in &derived.merges {
        let values = merge.spec.slots.iter().flat_map(|slot| merge.slots.get(slot.name).map(|value| format!("{}={}", slot.name, show(value))));
        let sources = claims.sources(merge.members.iter().flat_map(|member| &claims.stated[*member].by));
        shown.push(format!("{} {} [{} claims, {sources} sources]", merge.spec.name, values.collect::<Vec<_>>().join(" "), merge.members.len()));
    }
    shown.sort();
    shown
}

fn documents(facts: &[(&str, &str)]) -> Vec<Text> {
    facts.iter().zip('a'..).map(|((published, fact), id)| Text::new(&id.to_string(), published, &[fact])).collect()
}

/// The documents with these facts, of which each was published on a day, are merged to this.
fn check(facts: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(merged(&documents(facts)), expected, "{facts:#?}");
}

#[test]
fn a_day_in_its_month_and_a_city_in_its_country_are_one_visit() {
    check(
        &[
            ("2024-11-07", "visit visitor=person/a destination=city/paris date=2024-11-05 status=past"),
            ("2024-11-01", "visit visitor=person/a destination=country/france date=2024-11 kind=state status=planned"),
        ],
        &["visit visitor=person/a destination=city/paris date=2024-11-05 kind=state status=past [2 claims, 2 sources]"],
    );
    check(
        &[
            ("2024-11-07", "visit visitor=person/a destination=city/paris date=2024-11-05"),
            ("2024-11-07", "visit visitor=person/a destination=country/germany date=2024-11-05"),
        ],
        &[],
    );
    check(
        &[
            ("2024-11-07", "visit visitor=person/a destination=country/france date=2024-11-05"),
            ("2024-11-07", "visit visitor=person/a destination=country/france date=2024-11-06"),
        ],
        &[],
    );
}

#[test]
fn what_could_be_either_of_two_is_neither() {
    check(
        &[
            ("2024-11-30", "visit visitor=person/a destination=country/france date=2024-11-05"),
            ("2024-11-30", "visit visitor=person/a destination=country/france date=2024-11-19"),
            ("2024-11-30", "visit visitor=person/a destination=country/france date=2024-11"),
        ],
        &[],
    );
    check(
        &[
            ("2024-01-01", "office person=person/a role=minister of=country/uzbekistan"),
            ("2024-01-01", "office person=person/a role=minister of=country/uzbekistan portfolio=transport"),
            ("2024-01-01", "office person=person/a role=minister of=country/uzbekistan portfolio=energy"),
        ],
        &[],
    );
}

#[test]
fn offices_are_one_where_the_portfolio_is_left_out() {
    check(
        &[
            ("2024-01-01", "office person=person/a role=minister of=country/uzbekistan"),
            ("2021-01-01", "office person=person/a role=minister of=country/uzbekistan portfolio=transport"),
        ],
        &["office person=person/a role=minister of=country/uzbekistan portfolio=transport [2 claims, 2 sources]"],
    );
}

#[test]
fn without_a_date_the_day_of_publication_must_be_near() {
    let dated = "meeting participants=person/a participants=person/b date=2024-11-05 status=past";
    let undated = "meeting participants=person/a participants=person/b place=city/paris status=past";
    let one = "meeting participants=person/a participants=person/b place=city/paris date=2024-11-05 status=past [2 claims, 2 sources]";
    check(&[("2024-11-06", dated), ("2024-11-06", undated)], &[one]);
    check(&[("2024-12-24", dated), ("2024-11-07", undated)], &[one]);
    check(&[("2024-11-06", dated), ("2024-11-12", undated)], &[]);
    check(&[("2024-11-06", dated), ("", undated)], &[]);
    check(&[("2024-11-06", "meeting participants=person/a participants=person/b date=2024-11"), ("2024-11-06", undated)], &[]);
    check(&[("2024-11-06", "meeting participants=person/a participants=person/b"), ("2024-11-06", undated)], &[]);
}

#[test]
fn copies_are_one_source_and_may_tell_the_same_without_a_date() {
    let texts = [
        Text::new("a", "2024-11-06", &["meeting participants=person/a participants=person/b"]).with_body("word"),
        Text::new("b", "2024-11-09", &["meeting participants=person/a participants=person/b participants=person/c"]).with_body("word"),
    ];
    assert_eq!(merged(&texts), ["meeting participants=person/a participants=person/b participants=person/c [2 claims, 1 sources]"]);
    let claims = Claims::new(texts.iter().map(Text::claims));
    assert_eq!(claims.documents.iter().map(|document| document.original).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn a_part_of_those_who_met_is_enough_on_the_same_day() {
    check(
        &[
            ("2024-11-07", "meeting participants=person/a participants=person/b date=2024-11-05"),
            ("2024-11-07", "meeting participants=person/c participants=person/a participants=person/b date=2024-11-05 place=country/france"),
        ],
        &["meeting participants=person/a participants=person/b participants=person/c place=country/france date=2024-11-05 [2 claims, 2 sources]"],
    );
    check(
        &[
            ("2024-11-07", "meeting participants=person/a participants=person/b date=2024-11-05"),
            ("2024-11-07", "meeting participants=person/a participants=person/c date=2024-11-05"),
        ],
        &[],
    );
}

#[test]
fn figures_are_one_within_the_rounding_of_the_rougher() {
    let figure = |value: &str, period: &str, modality: &str| {
        format!("indicator measure=trade-turnover about=country/kazakhstan about=country/russia value={value} unit=USD{period} modality={modality}")
    };
    let pair = |a: &str, b: &str| {
        let texts: Vec<Text> = [a, b].iter().zip(["a", "b"]).map(|(fact, id)| Text::new(id, "2025-02-03", &[fact])).collect();
        merged(&texts).len()
    };
    assert_eq!(pair(&figure("27800000000", " period=2024", "actual"), &figure("28000000000", " period=2024", "actual")), 1);
    assert_eq!(pair(&figure("27800000000", " period=2024", "actual"), &figure("27812000000", " period=2024", "actual")), 1);
    assert_eq!(pair(&figure("27400000000", " period=2024", "actual"), &figure("28000000000", " period=2024", "actual")), 0);
    assert_eq!(pair(&figure("27800000000", " period=2023", "actual"), &figure("28000000000", " period=2024", "actual")), 0);
    assert_eq!(pair(&figure("27800000000", "", "actual"), &figure("28000000000", "", "actual")), 0, "without a period nothing tells");
    assert_eq!(pair(&figure("27800000000", " period=2024", "target"), &figure("28000000000", " period=2024", "actual")), 0);
}

#[test]
fn what_one_text_tells_apart_is_never_one() {
    let texts = [
        Text::new(
            "a",
            "2025-03-13",
            &[
                "agreement parties=country/france parties=country/uzbekistan kind=agreement status=signed date=2025-03-12 about=education",
                "agreement parties=country/france parties=country/uzbekistan kind=agreement status=signed date=2025-03-12",
            ],
        ),
        Text::new(
            "b",
            "2025-03-13",
            &["agreement parties=country/france parties=country/uzbekistan kind=agreement status=signed date=2025-03-12 about=health"],
        ),
    ];
    assert!(merged(&texts[..1]).is_empty());
    assert_eq!(merged(&texts).len(), 1, "the second of the first text may be that of the second");
}

#[test]
fn what_one_calls_a_treaty_another_calls_an_agreement() {
    let agreement = |kind: &str| format!("agreement parties=country/tajikistan parties=country/kyrgyzstan kind={kind} status=signed date=2025-03-13");
    let (treaty, rough, memorandum) = (agreement("treaty"), agreement("agreement"), agreement("memorandum"));
    check(
        &[("2025-03-13", &treaty), ("2025-03-14", &rough)],
        &["agreement parties=country/kyrgyzstan parties=country/tajikistan kind=treaty status=signed date=2025-03-13 [2 claims, 2 sources]"],
    );
    check(&[("2025-03-13", &treaty), ("2025-03-14", &memorandum)], &[]);
    // Where one text has both, the other's agreement may be either.
    let both = Text::new("a", "2025-03-13", &[&treaty, &rough]);
    assert!(merged(&[both, Text::new("b", "2025-03-14", &[&agreement("agreement").replace("2025-03-13", "2025-03")])]).is_empty());
}

#[test]
fn an_agreement_has_a_course() {
    let agreement = |rest: &str| format!("agreement parties=country/tajikistan parties=country/uzbekistan kind=treaty {rest}");
    let texts = [
        Text::new("a", "2024-04-19", &[&agreement("status=signed date=2024-04-18")]),
        Text::new("b", "2025-04-01", &[&agreement("status=ratified date=2025-03-31")]),
        Text::new("c", "2024-04-01", &[&agreement("status=announced")]),
        Text::new("d", "2024-04-19", &["agreement parties=country/tajikistan parties=country/uzbekistan kind=roadmap status=signed date=2024-04-18"]),
    ];
    let claims = Claims::new(texts.iter().map(Text::claims));
    let derived = reconcile(&claims, &knowledge());
    assert!(derived.merges.is_empty());
    let [course] = derived.courses.as_slice() else { panic!("{:#?}", derived.courses) };
    let status = |key: &String| {
        let stated = claims.stated.iter().find(|stated| stated.key == *key).unwrap();
        stated.slots.get("status").map(|value| format!("{value:?}")).collect::<String>()
    };
    assert_eq!(course.stages.iter().map(status).collect::<Vec<_>>(), ["Term(\"announced\")", "Term(\"signed\")", "Term(\"ratified\")"]);
    // Ratified before it was signed, it is another one.
    let texts = [texts[0].clone(), Text::new("b", "2025-04-01", &[&agreement("status=ratified date=2023-01")])];
    assert!(reconcile(&Claims::new(texts.iter().map(Text::claims)), &knowledge()).courses.is_empty());
}

#[test]
fn what_is_named_is_among_what_was_counted() {
    let agreement = |rest: &str| format!("agreement parties=country/kazakhstan parties=country/turkiye {rest} status=signed date=2025-07-29");
    let texts = [
        Text::new("a", "2025-07-30", &[&agreement("kind=documents count=14")]),
        Text::new("b", "2025-07-30", &[&agreement("kind=memorandum about=energy"), &agreement("kind=protocol")]),
        Text::new("c", "2025-07-30", &["agreement parties=country/kazakhstan parties=country/turkiye kind=memorandum status=signed date=2024-01-01"]),
    ];
    let derived = reconcile(&Claims::new(texts.iter().map(Text::claims)), &knowledge());
    assert_eq!((derived.merges.len(), derived.parts.len()), (0, 2), "{:#?}", derived.parts);
}
