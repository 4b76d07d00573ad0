//! When texts were written, and when what they tell of was, by all that limits it.

use silkgraph::{
    fact::Value,
    reconcile::{Claims, Derived, Inference, Premise, reconcile},
};

use super::{Text, knowledge};

fn derive(published: &str, lines: &[&str]) -> Derived {
    reconcile(&Claims::new([Text::new("one", published, lines).claims()]), &knowledge())
}

fn found(published: &str, lines: &[&str]) -> Vec<String> {
    derive(published, lines).findings.iter().map(|finding| format!("{} {}", finding.kind, finding.severity.code())).collect()
}

/// The inferences as `reason slot value`.
fn inferred(published: &str, lines: &[&str]) -> Vec<String> {
    let show = |inference: &Inference| {
        assert!(!inference.premises.is_empty());
        let Value::When(when) = inference.value else { panic!("{inference:?}") };
        format!("{} {} {when}", inference.reason, inference.slot)
    };
    derive(published, lines).inferences.iter().map(show).collect()
}

const RAISI: &str = "office person=person/ebrahim-raisi role=president of=country/iran";
const SMAIYLOV: &str = "office person=person/alikhan-smaiylov role=prime-minister of=country/kazakhstan";
const TOKAYEV: &str = "office person=person/kassym-jomart-tokayev role=president of=country/kazakhstan";

#[test]
fn a_day_of_the_week_narrows_the_time_of_writing() {
    let met = "meeting participants=person/ebrahim-raisi participants=person/alikhan-smaiylov date=2023-04-26 status=past";
    assert_eq!(inferred("", &[RAISI, SMAIYLOV, met, "weekday 3 4 26"]), ["constraints published 2023-04-26/2023-10-26"]);
    // It names a day as it fell in one year only of those that are left.
    assert_eq!(inferred("", &["years 31 france kazakhstan", "weekday 3 4 26"]), ["constraints published 2023-01-01/2023-10-26"]);
    assert_eq!(inferred("", &["years 31 france kazakhstan", "weekday 4 4 26"]), ["constraints published 2023-01-01/2024-01-24"]);
    assert!(inferred("", &["weekday 3 4 26"]).is_empty());
    let derived = derive("", &["years 31 france kazakhstan", "weekday 3 4 26"]);
    let clues = derived.inferences[0].premises.iter().filter(|premise| matches!(premise, Premise::Clue(..)));
    assert_eq!(clues.count(), 2, "{:?}", derived.inferences);
}

#[test]
fn a_day_of_the_week_denies_a_head() {
    assert_eq!(found("2025-07", &["weekday 3 4 26"]), ["header-date warning"]);
    for fits in ["2023-04-27", "2023", "2022-12-01", "2024-02-01", "2018-01"] {
        assert!(found(fits, &["weekday 3 4 26"]).is_empty(), "{fits}");
    }
    // One of two that fits bears it out.
    assert!(found("2025-07", &["weekday 3 4 26", "weekday 3 7 2"]).is_empty());
    assert_eq!(inferred("2025-07", &[RAISI, SMAIYLOV, "weekday 3 4 26", "years 31 france kazakhstan"]).len(), 1);
}

#[test]
fn years_of_relations_tell_the_time_of_writing() {
    assert_eq!(inferred("", &["years 33 france kazakhstan"]), ["constraints published 2025-01-01/2026-01-24"]);
    assert_eq!(inferred("", &["anniversary 30 france kazakhstan"]), ["constraints published 2021-01-26/2023-01-24"]);
    assert!(inferred("2025-05-07", &["years 33 france kazakhstan"]).is_empty());
    assert_eq!(found("2019-05-07", &["years 33 france kazakhstan"]), ["header-date severe"]);
    assert!(found("2025-05-07", &["years 33 france kazakhstan"]).is_empty());
    // Years are counted loosely, and texts look back at anniversaries.
    assert!(found("2026-12-07", &["years 33 france kazakhstan"]).is_empty());
    assert!(found("2030-12-07", &["anniversary 30 france kazakhstan"]).is_empty());
    // With tenures: the smallest span that fits both.
    assert_eq!(inferred("", &["years 31 france kazakhstan", SMAIYLOV]), ["constraints published 2023-01-01/2024-01-24"]);
    assert_eq!(inferred("", &["years 32 france kazakhstan", SMAIYLOV]), ["constraints published 2024-01-01/2024-02-05"]);
}

#[test]
fn a_text_tells_since_when_relations_are() {
    assert_eq!(inferred("2025-05-07", &["years 33 france georgia"]), ["years-counted established 1991-05-08/1992-12-31"]);
    assert_eq!(inferred("2022-01-25", &["anniversary 30 france georgia"]), ["years-counted established 1991-01-26/1993-01-24"]);
    assert!(inferred("", &["years 33 france georgia"]).is_empty());
}

#[test]
fn who_met_was_in_office() {
    let met = |rest: &str| format!("meeting participants=person/ebrahim-raisi participants=person/alikhan-smaiylov{rest}");
    assert_eq!(inferred("", &[RAISI, SMAIYLOV, &met(" status=past")]), ["tenures date 2022-01-05/2024-02-05", "constraints published 2022-01-05/2024-02-05"]);
    assert_eq!(inferred("2023-04-27", &[RAISI, SMAIYLOV, &met(" status=past")]), ["tenures date 2022-01-05/2023-04-27"]);
    assert_eq!(inferred("2023-04-27", &[RAISI, SMAIYLOV, &met(" status=planned")]), ["tenures date 2023-04-27/2024-02-05"]);
    assert!(inferred("2023-04-27", &[RAISI, SMAIYLOV, &met(" status=past date=2023-04-26")]).is_empty());
    // One who is still in office tells too little.
    assert!(inferred("", &[TOKAYEV, "meeting participants=person/kassym-jomart-tokayev participants=person/a status=past"]).is_empty());
}

#[test]
fn two_who_were_never_in_office_together_did_not_meet_so() {
    let nazarbayev = "office person=person/nursultan-nazarbayev role=president of=country/kazakhstan";
    let mirziyoyev = "office person=person/shavkat-mirziyoyev role=president of=country/uzbekistan";
    let met = |a: &str, b: &str| format!("meeting participants=person/{a} participants=person/{b}");
    assert_eq!(found("", &[nazarbayev, RAISI, &met("nursultan-nazarbayev", "ebrahim-raisi")]), ["meeting-tenures warning"]);
    assert!(found("", &[nazarbayev, mirziyoyev, &met("nursultan-nazarbayev", "shavkat-mirziyoyev")]).is_empty());
    assert!(found("", &[TOKAYEV, RAISI, &met("kassym-jomart-tokayev", "ebrahim-raisi")]).is_empty());
    // Without an office of one of them, nothing is said.
    assert!(found("", &[RAISI, &met("nursultan-nazarbayev", "ebrahim-raisi")]).is_empty());
}

#[test]
fn known_events_deny_heads() {
    let summit = |status: &str| format!("event name=event/sco-summit-2018 kind=summit status={status}");
    assert_eq!(found("2019-03-01", &[&summit("planned")]), ["header-date severe"]);
    assert_eq!(found("2018-03-01", &[&summit("past")]), ["header-date severe"]);
    assert!(found("2018-06-01", &[&summit("planned")]).is_empty());
    assert!(found("2018-06-11", &[&summit("past")]).is_empty());
    assert!(found("2024-06-11", &[&summit("past")]).is_empty());
}
