//! The regression corpus: `tests/corpus/<language>/<type>.toml`, own sentences by construction. A case gives its facts, a negative
//! none of the type; a miss is a known gap and must be moved to the cases once it is read.

mod sentences;

use std::{collections::BTreeMap, path::Path};

use sentences::{check_example, instead, of_case, pipeline, read};
use serde::Deserialize;
use silkgraph::{
    fact::{Claim, Value},
    lang::{Example, Languages},
    read::{Options, Pages, document},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    #[serde(default)]
    case: Vec<Example>,
    #[serde(default)]
    negative: Vec<Negative>,
    #[serde(default)]
    miss: Vec<Miss>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Negative {
    text: String,
    published: Option<String>,
}

/// What is known not to be read yet, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Miss {
    text: String,
    published: Option<String>,
    facts: Vec<BTreeMap<String, toml::Value>>,
    why: String,
}

#[test]
fn the_corpus_is_read_as_it_says() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut failures = Vec::new();
    let mut sentences = 0;
    for language in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        let lang = language.file_name().unwrap().to_str().unwrap().to_owned();
        for file in language.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            let case = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let corpus: Corpus = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            sentences += corpus.case.len() + corpus.negative.len() + corpus.miss.len();
            for example in &corpus.case {
                check_example(&pipeline, &lang, &case, example, &mut failures);
            }
            for negative in &corpus.negative {
                let reading = read(&pipeline, &lang, &negative.text, negative.published.as_deref());
                if of_case(&reading, &case).next().is_some() {
                    failures.push(format!("{case}: {}\n  wanted nothing, found{}", negative.text, instead(&reading, &case)));
                }
            }
            for miss in corpus.miss {
                let example = Example { text: miss.text, published: miss.published, facts: miss.facts };
                let mut still = Vec::new();
                check_example(&pipeline, &lang, &case, &example, &mut still);
                if still.is_empty() {
                    failures.push(format!("{case}: read now, no miss any more ({}): {}", miss.why, example.text));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures in {sentences} sentences\n{}", failures.len(), failures.join("\n"));
    assert!(sentences > 0);
}

/// A dateline says where a meeting was that the text puts nowhere, where one of those who met is at home.
#[test]
fn a_meeting_is_placed_by_the_dateline_of_its_host() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let place = |lead: &str| {
        let text = format!("BAKOU, 4 avril 2024 /Agence/ -- {lead} La région tout entière les regarde avec espoir.");
        let reading = pipeline.read(document("page", &text, &Options::default(), Pages::bundled()).unwrap());
        let meeting = reading.claims.into_iter().find(|claim| claim.fact.spec().name == "meeting").unwrap();
        (meeting.fact.slots().get("place").map(|value| format!("{value:?}")).next(), meeting.inferred.iter().any(|(slot, _)| slot == "place"))
    };
    let (place_of_host, inferred) = place("Ilham Aliyev s'est entretenu jeudi avec Robert Fico.");
    assert!(place_of_host.unwrap().contains("city/baku") && inferred);
    for elsewhere in [
        "Viktor Orban s'est entretenu jeudi avec Robert Fico.",
        "Ilham Aliyev s'est entretenu jeudi par téléphone avec Robert Fico.",
        "Ilham Aliyev s'est entretenu jeudi avec Robert Fico en marge du sommet de Tachkent.",
    ] {
        let (place, _) = place(elsewhere);
        assert!(place.is_none_or(|place| !place.contains("city/baku")), "{elsewhere}");
    }
}

/// The papers of a list have the day of the sentence that opens it, also where that follows from a visit; a sentence further on does not.
#[test]
fn papers_of_a_list_have_the_day_on_which_it_was_signed() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let text = "BAKOU, 8 juin 2024 /Agence/ -- Robert Fico a effectué une visite officielle en Azerbaïdjan le 6 juin. Au terme des entretiens entre \
        Ilham Aliyev et Robert Fico, neuf documents ont été signés, dont :\n\n\
        — un mémorandum entre le ministère azerbaïdjanais de l'Énergie et le ministère slovaque de l'Économie ;\n\n\
        — un programme de coopération culturelle.\n\nLa Slovaquie exporte des voitures. Un accord entre la Serbie et la Hongrie a été signé.";
    let reading = pipeline.read(document("page", text, &Options::default(), Pages::bundled()).unwrap());
    let papers = reading.claims.iter().filter(|claim| claim.fact.spec().name == "agreement");
    let told = |claim: &Claim| {
        let slots = claim.fact.slots();
        let all = |slot: &str| slots.get(slot).map(|value| format!("{value:?}")).collect::<String>();
        (
            all("kind"),
            all("parties").contains("serbia"),
            slots.get("date").find_map(|value| if let Value::When(when) = value { Some(when.to_string()) } else { None }),
        )
    };
    let papers: Vec<_> = papers.map(told).collect();
    assert!(papers.len() >= 4, "{papers:?}");
    for (kind, apart, date) in papers {
        assert_eq!(date.as_deref() == Some("2024-06-06"), !apart, "{kind}");
    }
}

/// What comes later has its own time: "signé par A et B, l'accord entrera en vigueur en mai" does not say when it was signed.
#[test]
fn the_time_of_what_comes_is_not_that_of_a_signature() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let text = "TBILISSI, 3 mars 2025 /Agence/ -- Le bilan est bon. Signé par la Géorgie et la Serbie, l'accord entrera en vigueur en mai.";
    let reading = pipeline.read(document("page", text, &Options::default(), Pages::bundled()).unwrap());
    let paper = reading.claims.iter().find(|claim| claim.fact.spec().name == "agreement").unwrap();
    assert!(!paper.fact.slots().get("date").any(|value| matches!(value, Value::When(when) if when.to_string().starts_with("2025-05"))));
}

/// "traite tant par an et sera modernisé en 2031": when what is to come does is no time of what is.
#[test]
fn the_time_of_what_comes_is_not_that_of_a_figure() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let reading = pipeline.read(
        document("page", "Le port de Poti, qui traite 600 000 conteneurs par an, sera modernisé en 2031.", &Options::default(), Pages::bundled()).unwrap(),
    );
    let figure = reading.claims.iter().find(|claim| claim.fact.spec().name == "indicator").unwrap();
    assert!(figure.fact.slots().get("period").next().is_none());
}

/// The sections of `docs/constructions.md`, the type that each is of, and how many ways of saying it the page has at least.
const SECTIONS: [(&str, &str, usize); 12] = [
    ("Meetings", "meeting", 40),
    ("Visits", "visit", 40),
    ("Agreements", "agreement", 40),
    ("Events", "event", 20),
    ("Figures", "indicator", 40),
    ("Memberships", "membership", 20),
    ("Routes", "route", 20),
    ("Projects", "project", 20),
    ("Cooperation", "cooperation", 20),
    ("Statements", "statement", 20),
    ("Partnerships", "partnership", 20),
    ("Offices", "office", 20),
];

#[test]
fn constructions_are_read_by_the_patterns_that_the_page_names() {
    let pipeline = pipeline(Languages::shipped().unwrap());
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/constructions.md")).unwrap();
    let mut failures = Vec::new();
    let sections: Vec<_> = page.split("\n## ").skip(1).collect();
    assert_eq!(sections.len(), SECTIONS.len());
    for section in sections {
        let (title, rows) = section.split_once('\n').unwrap();
        let (_, type_, least) = SECTIONS.iter().find(|(known, ..)| *known == title).unwrap_or_else(|| panic!("{title} is of no type"));
        let mut known = 0;
        for row in rows.lines().filter(|line| line.starts_with("| ")).skip(2) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [construction, patterns, example] = cells[..] else { panic!("{title}: {row}") };
            let reading = read(&pipeline, "fr", &example.replace("<br>", "\n\n"), None);
            let named = |rule: &str| patterns.split(", ").any(|pattern| rule.split_once('/').is_some_and(|(_, name)| name == pattern.trim_matches('`')));
            let found = of_case(&reading, type_).any(|claim| named(&claim.rule));
            let missed = construction.starts_with("*missed*");
            known += usize::from(!missed);
            if found == missed {
                failures.push(format!("{title}: {construction}: {example}\n  by {patterns}, found{}", instead(&reading, type_)));
            }
        }
        assert!(known >= *least, "{title}: {known} constructions");
        let patterns = Languages::shipped().unwrap().get("fr").unwrap().patterns.cases.iter().map(|(case, ..)| case.clone()).collect::<Vec<_>>();
        let rowless = patterns.iter().filter_map(|case| case.split_once('/')).filter(|(of, name)| of == type_ && !rows.contains(&format!("`{name}`")));
        failures.extend(rowless.map(|(_, name)| format!("{title}: {name} has no row")));
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// What hangs on paragraphs: the time of a report comes back behind a year that is recalled, and a visit that goes on is of the month.
#[test]
fn paragraphs_have_their_times() {
    let report = "COMMERCE\n\nBAKOU, 20 juin 2024 /Agence/ -- Les échanges entre la Turquie et l'Azerbaïdjan ont progressé de janvier à avril 2024.\n\n\
        L'année précédente, les exportations turques vers l'Azerbaïdjan avaient atteint 2,9 milliards de dollars.\n\n\
        Les exportations azerbaïdjanaises de tomates vers la Turquie ont atteint 18 millions de dollars ; celles d'ordinateurs ont atteint 4 millions de dollars.";
    let periods = slots(report, "indicator", "period");
    assert_eq!(periods, ["2023", "2024-01/2024-04", "2024-01/2024-04"]);
    assert_eq!(slots(report, "indicator", "sector"), ["agriculture", "digital"]);
    let visit = |last: &str| {
        let lead = "La Hongrie et la Géorgie ont signé un accord sur l'énergie.";
        slots(&format!("ACCORD\n\nTBILISSI, 18 octobre 2024 /Agence/ -- {lead}\n\n{last}"), "visit", "date")
    };
    for last in [
        "Le Premier ministre hongrois Viktor Orban, en visite à Tbilissi, a salué ce texte.",
        "Viktor Orban effectue une visite officielle à Tbilissi.",
        "Le texte a été rendu public à l'occasion de la visite en Géorgie de Viktor Orban.",
    ] {
        assert_eq!(visit(last), ["2024-10"], "{last}");
    }
    for last in [
        "Lors de sa dernière visite en Géorgie, Viktor Orban a parlé d'une usine.",
        "Viktor Orban a effectué plusieurs visites à Tbilissi.",
        "Lors de sa visite à Tbilissi, Viktor Orban avait loué le port.",
    ] {
        assert_eq!(visit(last), [""; 0], "{last}");
    }
    let briefs = "La Mongolie en bref\n\n7 septembre 2022\nUn président en visite\n\
        — Le président serbe, Aleksandar Vucic, a été reçu par le président mongol, Ukhnaagiin Khürelsükh.\n\n4 septembre 2022\nUne rencontre\n\
        — Le Premier ministre slovaque, Robert Fico, a rencontré Ukhnaagiin Khürelsükh. Il avait déjà rencontré Viktor Orban.";
    assert_eq!(slots(briefs, "meeting", "date"), ["2022-09-07", "2022-09-04"]);
}

/// A body of states that alone stands in the title is the one whose heads of state decide.
#[test]
fn the_body_of_the_title_acts() {
    let text = "L'Organisation de coopération de Shanghai élargit son programme\n\nPARIS, 18 octobre 2024 /Agence/ -- La Russie propose des manœuvres. \
        L'Inde plaide pour la santé.\n\nAu sommet, les chefs d'État ont adopté une déclaration sur la coopération en matière de défense.";
    assert_eq!(slots(text, "cooperation", "parties"), ["Shanghai Cooperation Organisation"]);
}

/// The values of a slot in the claims of a type, in the order of the text.
fn slots(text: &str, kind: &str, slot: &str) -> Vec<String> {
    let reading = pipeline(Languages::shipped().unwrap()).read(document("page", text, &Options::default(), Pages::bundled()).unwrap());
    let mut claims: Vec<_> = reading.claims.iter().filter(|claim| claim.fact.spec().name == kind).collect();
    claims.sort_by_key(|claim| claim.evidence.start);
    claims.into_iter().flat_map(|claim| sentences::values(&reading, claim, slot)).collect()
}
