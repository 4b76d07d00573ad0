//! What does not fit, and what looks so and fits: of each kind examples and counter-examples.

use silkgraph::reconcile::{Claims, Derived, Premise, reconcile};

use super::{Text, knowledge};

fn derive(texts: &[Text]) -> Derived {
    reconcile(&Claims::new(texts.iter().map(Text::claims)), &knowledge())
}

/// Kinds and severities of what is found in one document, published then.
fn found(published: &str, facts: &[&str]) -> Vec<String> {
    kinds(&[Text::new("one", published, facts)])
}

fn kinds(texts: &[Text]) -> Vec<String> {
    derive(texts).findings.iter().map(|finding| format!("{} {}", finding.kind, finding.severity.code())).collect()
}

const PAIR: &str = "about=country/france about=country/kazakhstan";

fn figure(rest: &str) -> String {
    format!("indicator {PAIR} {rest}")
}

fn figures(published: &str, rests: &[&str]) -> Vec<String> {
    let lines: Vec<String> = rests.iter().map(|rest| figure(rest)).collect();
    found(published, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

const TURNOVER: &str = "measure=trade-turnover value=5500000000 unit=USD period=2024 modality=actual";
const EXPORTS: &str = "measure=exports value=3300000000 unit=USD period=2024 modality=actual";

#[test]
fn exports_and_imports_make_the_turnover() {
    assert_eq!(figures("", &[TURNOVER, EXPORTS, "measure=imports value=1800000000 unit=USD period=2024 modality=actual"]), ["sum severe"]);
    // What is far off was read of something else; to the last digit that is given.
    assert!(figures("", &[TURNOVER, EXPORTS, "measure=imports value=18000000000 unit=USD period=2024 modality=actual"]).is_empty());
    assert!(figures("", &[TURNOVER, EXPORTS, "measure=imports value=2100000000 unit=USD period=2024 modality=actual"]).is_empty());
    // About so much, of another year, of another currency, or of a branch.
    for imports in [
        "value=2000000000 unit=USD period=2024 modality=actual qualifier=approx",
        "value=1800000000 unit=USD period=2023 modality=actual",
        "value=1800000000 unit=EUR period=2024 modality=actual",
        "value=1800000000 unit=USD period=2024 modality=actual sector=energy",
    ] {
        assert!(figures("", &[TURNOVER, EXPORTS, &format!("measure=imports {imports}")]).is_empty(), "{imports}");
    }
    // What two texts say is not of one count.
    let (turnover, exports, imports) = (figure(TURNOVER), figure(EXPORTS), figure("measure=imports value=1800000000 unit=USD period=2024 modality=actual"));
    assert!(kinds(&[Text::new("one", "", &[&turnover]), Text::new("two", "", &[&exports, &imports])]).is_empty());
}

#[test]
fn a_part_is_no_more_than_its_whole() {
    assert_eq!(
        figures("", &[TURNOVER, "measure=trade-turnover value=6000000000 unit=USD period=2024 modality=actual sector=energy"]),
        ["part-of-whole severe"]
    );
    assert_eq!(figures("", &[TURNOVER, "measure=exports value=6000000000 unit=USD period=2024 modality=actual"]), ["part-of-whole severe"]);
    assert!(figures("", &[TURNOVER, "measure=trade-turnover value=5000000000 unit=USD period=2024 modality=actual sector=energy"]).is_empty());
    assert!(figures("", &[TURNOVER, "measure=trade-turnover value=6000000000 unit=USD period=2023 modality=actual sector=energy"]).is_empty());
}

#[test]
fn growth_is_between_its_levels() {
    let before = "measure=trade-turnover value=4000000000 unit=USD period=2022 modality=actual";
    let now = "measure=trade-turnover value=4200000000 unit=USD period=2023 modality=actual";
    let growth = |value: &str| format!("measure=trade-turnover value={value} unit=% period=2023 modality=actual change=true");
    assert_eq!(figures("", &[before, now, &growth("7.7")]), ["growth severe"]);
    assert_eq!(figures("", &[before, now, &growth("-5")]), ["growth severe"]);
    for fits in ["5", "5.1", "6", "7", "7 qualifier=approx", "4 qualifier=over"] {
        let (value, rest) = fits.split_once(' ').unwrap_or((fits, ""));
        assert!(figures("", &[before, now, format!("{} {rest}", growth(value)).trim_end()]).is_empty(), "{fits}");
    }
    // Against another year; a part of the year.
    assert!(figures("", &[before, now, &format!("{} base-period=2021", growth("50"))]).is_empty());
    assert!(figures("", &[before, now, "measure=trade-turnover value=50 unit=% period=2023-Q1 modality=actual change=true"]).is_empty());
    // "1.3 times as much." But what is far off is of something else.
    assert!(figures("", &[before, now, &growth("90")]).is_empty());
    assert_eq!(figures("", &[before, now, "measure=trade-turnover value=1.3 unit=times period=2023 modality=actual change=true"]), ["growth severe"]);
}

#[test]
fn a_share_is_at_most_all() {
    assert_eq!(figures("", &["measure=other:share value=140 unit=% modality=actual"]), ["share severe"]);
    assert!(figures("", &["measure=other:share value=100 unit=% modality=actual"]).is_empty());
    assert!(figures("", &["measure=other:share value=140 unit=% modality=actual change=true"]).is_empty());
    assert!(figures("", &["measure=freight-volume value=140 unit=% period=2024 modality=actual change=true"]).is_empty());
}

#[test]
fn what_is_expected_is_to_come() {
    let forecast = "measure=freight-volume value=2400000 unit=t period=2023 modality=forecast";
    assert_eq!(figures("2025-06-01", &[forecast]), ["forecast-past warning"]);
    assert_eq!(figures("", &[forecast, "measure=trade-turnover value=27800000000 unit=USD period=2024 modality=actual"]), ["forecast-past warning"]);
    assert_eq!(figures("2025-06-01", &["measure=freight-volume value=2400000 unit=t period=2023 modality=target"]), ["forecast-past info"]);
    assert!(figures("2023-06-01", &[forecast]).is_empty());
    // Beside what was reached.
    assert!(figures("2025-06-01", &[forecast, "measure=freight-volume value=2300000 unit=t period=2023 modality=actual"]).is_empty());
    assert!(figures("2023-12-31", &[forecast]).is_empty());
    assert!(figures("", &[forecast, "measure=trade-turnover value=27800000000 unit=USD period=2023 modality=actual"]).is_empty());
    assert!(figures("2025-06-01", &["measure=freight-volume value=2400000 unit=t period=2023 modality=actual"]).is_empty());
}

#[test]
fn what_is_aimed_at_is_not_there() {
    let target = "measure=trade-turnover value=5000000000 unit=USD modality=target";
    assert_eq!(figures("2025-02-01", &[target, TURNOVER]), ["target-reached info"]);
    assert!(figures("2025-02-01", &["measure=trade-turnover value=10000000000 unit=USD modality=target", TURNOVER]).is_empty());
    assert!(figures("2025-02-01", &[target, &TURNOVER.replace("USD", "EUR")]).is_empty());
    assert!(figures("2025-02-01", &[target, &format!("{TURNOVER} sector=energy")]).is_empty());
    let (target, level) = (figure(target), figure(TURNOVER));
    let one = |published| Text::new("one", published, &[&target]);
    // Known before it was told, or after.
    assert_eq!(kinds(&[one("2025-03-01"), Text::new("two", "2025-02-01", &[&level])]), ["target-reached info"]);
    assert!(kinds(&[one("2022-03-01"), Text::new("two", "2025-02-01", &[&level])]).is_empty());
}

#[test]
fn one_thing_has_one_value() {
    let of = |value: &str, rest: &str| figure(&format!("measure=trade-turnover value={value} unit=USD period=2024 modality=actual{rest}"));
    let two = |a: &str, b: &str| kinds(&[Text::new("one", "", &[a]), Text::new("two", "", &[b])]);
    assert_eq!(two(&of("5500000000", ""), &of("5100000000", "")), ["values warning"]);
    assert_eq!(found("", &[&of("30000000000", " qualifier=over"), &of("43800000000", "")]), ["values warning"]);
    for (a, b) in [
        (of("5500000000", ""), of("5520000000", "")),
        (of("5500000000", ""), of("5300000000", " qualifier=approx")),
        (of("5500000000", ""), of("5000000000", " qualifier=over")),
        (of("5500000000", ""), of("6000000000", " qualifier=under")),
        (of("5500000000", ""), of("3800000000", " sector=agriculture")),
        (of("5500000000", ""), of("550000000", "")),
        // Cut off and not rounded.
        (of("2700000000", ""), of("2760000000", "")),
        (of("5500000000", ""), of("5100000000", " from=country/france to=country/kazakhstan")),
        (of("5500000000", ""), of("5100000000", "").replace("2024", "2023")),
        (of("5500000000", ""), of("5100000000", "").replace("actual", "target")),
        (of("5500000000", ""), of("5100000000", "").replace("USD", "EUR")),
    ] {
        assert!(two(&a, &b).is_empty(), "{a} and {b}");
    }
}

#[test]
fn texts_that_have_a_value_in_common_do_not_contradict_each_other() {
    let of = |value: &str| figure(&format!("measure=trade-turnover value={value} unit=USD period=2024 modality=actual"));
    let (rough, whole, part, other) = (of("5500000000"), of("5520000000"), of("4100000000"), of("5100000000"));
    // What the one has besides is something else.
    assert!(kinds(&[Text::new("one", "", &[&rough]), Text::new("two", "", &[&whole, &part, &other])]).is_empty());
    assert_eq!(kinds(&[Text::new("one", "", &[&rough]), Text::new("two", "", &[&part])]), ["values warning"]);
    // A copy adds nothing to what a text says.
    assert!(kinds(&[Text::new("one", "", &[&whole, &part, &other]), Text::new("two", "", &[&whole, &part, &other])]).is_empty());
}

#[test]
fn offices_are_those_that_people_held() {
    let is = |person: &str, role: &str| format!("office person=person/{person} role={role} of=country/kazakhstan");
    assert_eq!(found("2025-03-01", &[&is("olzhas-bektenov", "president")]), ["tenure warning"]);
    assert!(found("2025-03-01", &[&is("olzhas-bektenov", "prime-minister")]).is_empty());
    // Texts look back; and of people whom nobody knew nothing is said.
    assert!(found("2025-03-01", &[&is("alikhan-smaiylov", "prime-minister")]).is_empty());
    assert!(found("2025-03-01", &[&is("somebody-new", "president")]).is_empty());
    assert!(found("", &[&is("olzhas-bektenov", "president")]).is_empty());
    assert!(found("2025-03-01", &[&is("olzhas-bektenov", "minister")]).is_empty());
}

#[test]
fn corridors_cross_their_countries_and_perhaps_neighbours_of_these() {
    let crosses = |corridor: &str, what: &str| found("", &[&format!("route corridor=corridor/{corridor} relation=passes-through object={what}")]);
    assert_eq!(crosses("middle-corridor", "country/france"), ["route severe"]);
    assert_eq!(crosses("instc-eastern-branch", "city/paris"), ["route severe"]);
    for fits in ["country/kazakhstan", "country/iran", "city/aktau", "place/caspian-sea", "country/russia"] {
        assert!(crosses("middle-corridor", fits).is_empty(), "{fits}");
    }
    assert!(found("", &["route corridor=corridor/middle-corridor relation=connects object=country/france"]).is_empty());
    assert!(crosses("maritime-silk-road", "country/france").is_empty());
}

#[test]
fn what_comes_later_is_dated_later() {
    assert_eq!(found("", &["visit visitor=person/a destination=country/france date=2024-11-06/2024-11-05"]), ["dates severe"]);
    assert!(found("", &["visit visitor=person/a destination=country/france date=2024-11-05/2024-11-06"]).is_empty());
    let step = |status: &str, date: &str, name: &str| {
        format!("agreement parties=country/france parties=country/kazakhstan kind=treaty status={status} date={date} name=agreement/{name}")
    };
    assert_eq!(found("", &[&step("signed", "2024-11-05", "friendship"), &step("ratified", "2024-03", "friendship")]), ["dates severe"]);
    assert!(found("", &[&step("signed", "2024-11-05", "friendship"), &step("ratified", "2024-11", "friendship")]).is_empty());
    assert!(found("", &[&step("signed", "2024-11-05", "friendship"), &step("ratified", "2024-03", "transit")]).is_empty());
    assert!(found("", &[&step("signed", "2024-11-05", "friendship"), &step("announced", "2024-12", "friendship")]).is_empty());
    assert_eq!(figures("", &["measure=trade-turnover value=5 unit=% period=2023 modality=actual change=true base-period=2024"]), ["dates severe"]);
}

#[test]
fn known_events_have_their_dates() {
    let event = |date: &str, status: &str| format!("event name=event/astana-international-forum kind=forum date={date} status={status}");
    assert_eq!(found("2025-06-10", &[&event("2025-05-20", "past")]), ["event-date warning"]);
    assert_eq!(found("2025-05-07", &[&event("2025-05-28", "planned")]), ["event-date info"]);
    assert!(found("2025-05-07", &[&event("2025-05-29", "planned")]).is_empty());
    assert!(found("2025-05-07", &[&event("2025-05", "planned")]).is_empty());
    assert!(found("2021-05-07", &[&event("2021-05-20", "planned")]).is_empty());
}

#[test]
fn a_head_can_lose() {
    let election = "event name=event/presidential-election kind=election date=2022-11-20 status=planned";
    let president = "office person=person/kassym-jomart-tokayev role=president of=country/kazakhstan";
    assert_eq!(found("2025-07", &[president, election]), ["header-date severe"]);
    assert!(found("2022-10-12", &[president, election]).is_empty());
    // Of another country, or on a day on which none is known.
    assert!(found("2025-07", &["office person=person/emmanuel-macron role=president of=country/france", election]).is_empty());
    assert!(found("2025-07", &[president, &election.replace("2022-11-20", "2022-11-19")]).is_empty());
    // Before the office; before what it tells of as past.
    assert_eq!(found("2018-07", &[president]), ["header-date severe"]);
    assert!(found("2019-03-25", &[president]).is_empty());
    let visit = "visit visitor=person/a destination=country/france date=2024-11-05 status=past";
    assert_eq!(found("2024-10-01", &[visit]), ["header-date severe"]);
    assert!(found("2024-11-05", &[visit]).is_empty());
    assert!(found("2024-11-04", &[visit]).is_empty());
    assert!(found("2024-10-20", &[visit]).is_empty());
    assert!(found("2024-10-01", &[&visit.replace("past", "planned")]).is_empty());
}

/// The inferences as `slot value`.
fn inferred(published: &str, facts: &[&str]) -> Vec<String> {
    let inferences = derive(&[Text::new("one", published, facts)]).inferences;
    inferences.iter().for_each(|inference| assert!(!inference.premises.is_empty()));
    inferences.iter().map(|inference| format!("{} {:?}", inference.slot, inference.value)).collect()
}

#[test]
fn a_text_without_a_date_is_of_the_time_of_its_people() {
    let facts = [
        "office person=person/ebrahim-raisi role=president of=country/iran",
        "office person=person/alikhan-smaiylov role=prime-minister of=country/kazakhstan",
        "meeting participants=person/ebrahim-raisi participants=person/alikhan-smaiylov date=2023-04-26 status=past",
    ];
    let claims = derive(&[Text::new("one", "", &facts)]).inferences;
    let [inference] = claims.as_slice() else { panic!("{claims:?}") };
    assert_eq!(inference.of, Premise::Document("one".to_owned()));
    assert_eq!(inference.value, silkgraph::fact::Value::When("2023-04-26/2024-02-05".parse().unwrap()));
    assert_eq!(inference.premises.len(), 3, "the meeting, the office and the tenure");
    // A head that nothing speaks against says it all; of one person alone too little is known.
    assert!(inferred("2023-04-27", &facts).is_empty());
    assert!(inferred("", &["office person=person/recep-tayyip-erdogan role=president of=country/turkiye"]).is_empty());
}

#[test]
fn an_event_without_a_date_is_the_known_one() {
    let summit = "event name=event/conference-on-interaction-and-confidence-building-measures-in-asia-summit kind=summit status=planned";
    assert_eq!(inferred("2022-10-12", &[summit]).len(), 1);
    // Two are to come within a year, or none.
    assert!(inferred("2016-10-12", &[summit]).is_empty());
    assert!(inferred("2022-10-12", &[&summit.replace("conference-on-interaction-and-confidence-building-measures-in-asia", "nowhere")]).is_empty());
}

#[test]
fn the_order_of_documents_does_not_show() {
    let texts = [
        Text::new(
            "one",
            "2025-02-01",
            &[&figure(TURNOVER), &figure(EXPORTS), &figure("measure=imports value=1800000000 unit=USD period=2024 modality=actual")],
        ),
        Text::new("two", "2025-02-03", &[&figure("measure=trade-turnover value=5100000000 unit=USD period=2024 modality=actual")]),
        Text::new(
            "three",
            "2025-07",
            &[
                "office person=person/kassym-jomart-tokayev role=president of=country/kazakhstan",
                "event name=event/presidential-election kind=election date=2022-11-20 status=planned",
            ],
        ),
    ];
    let all = derive(&texts);
    assert!(all.findings.len() > 2 && !all.inferences.is_empty());
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let other = derive(&order.map(|at| texts[at].clone()));
        assert_eq!((&all.findings, &all.inferences), (&other.findings, &other.inferences));
    }
}
