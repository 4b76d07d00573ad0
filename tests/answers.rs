//! The ten shipped questions over the sample documents. Each answer is held to what the documents state: rows that must be there,
//! rows that may be (stated too, in words that are harder to read), and no others.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use oxigraph::model::Term;
use silkgraph::{
    graph::Base,
    knowledge::Knowledge,
    lang::Languages,
    pipeline::{Build, Pipeline},
    query::Named,
    read,
    store::Store,
};

/// A question with its parameters, the columns that are looked at, and the rows of these, columns parted by ` | `.
struct Asked {
    name: &'static str,
    parameters: &'static [(&'static str, &'static str)],
    columns: &'static [&'static str],
    must: &'static [&'static str],
    may: &'static [&'static str],
}

const ASKED: [Asked; 13] = [
    Asked {
        name: "offices",
        parameters: &[("of", "Kazakhstan"), ("role", "prime-minister")],
        columns: &["roleCode", "personName", "firstSeen"],
        must: &["prime-minister | Alikhan Smaiylov | ", "prime-minister | Olzhas Bektenov | "],
        may: &[],
    },
    Asked {
        name: "offices",
        parameters: &[("of", "France"), ("date", "2025-03-31")],
        columns: &["roleCode", "personName", "lastSeen"],
        must: &["president | Emmanuel Macron | 2025-03-13"],
        may: &[],
    },
    Asked {
        name: "meetings",
        parameters: &[("a", "Kyrgyzstan"), ("b", "Kazakhstan")],
        columns: &["date", "what", "firstName", "secondName", "statusCode"],
        must: &[
            "2024-04-18/2024-04-19 | visit | Sadyr Japarov | Kazakhstan | past",
            "2024-04-18/2024-04-19 | meeting | Sadyr Japarov | Kassym-Jomart Tokayev | past",
        ],
        may: &[],
    },
    Asked {
        name: "meetings",
        parameters: &[("a", "Ebrahim Raisi")],
        columns: &["what", "firstName", "secondName", "placeName", "statusCode"],
        must: &["meeting | Ebrahim Raisi | Alikhan Smaiylov | Tehran | past"],
        may: &[],
    },
    Asked {
        name: "agreements",
        parameters: &[("a", "Kazakhstan"), ("b", "Kyrgyzstan")],
        columns: &["kindCode", "statusCode", "date"],
        must: &["treaty | signed | 2024-04-19"],
        may: &[],
    },
    Asked {
        name: "figures",
        parameters: &[("about", "Russia"), ("measure", "trade-turnover")],
        columns: &["otherName", "period", "modalityCode", "value", "unitCode", "change"],
        must: &[
            "Kazakhstan |  | target | 30000000000 | USD | ",
            "Kazakhstan | 2024 | actual | 27800000000 | USD | ",
            "Kazakhstan | 2024 | actual | 3 | % | true",
        ],
        may: &[],
    },
    Asked {
        name: "targets",
        parameters: &[("about", "Kazakhstan")],
        columns: &["otherName", "target", "targetPeriod", "actual", "actualPeriod", "gap", "percent"],
        must: &[
            "China | 35000000000 | 2030 | 30000000000 | 2024 | 5000000000 | 85.7",
            "China | 35000000000 | 2030 | 43800000000 | 2024 | -8800000000 | 125.1",
            "Kyrgyzstan | 2000000000 |  | 1500000000 | 2023 | 500000000 | 75",
            "Russia | 30000000000 |  | 27800000000 | 2024 | 2200000000 | 92.7",
        ],
        may: &[],
    },
    Asked {
        name: "routes",
        parameters: &[("corridor", "INSTC Eastern branch")],
        columns: &["relationCode", "objectName"],
        must: &["passes-through | Iran", "passes-through | Kazakhstan", "passes-through | Turkmenistan"],
        may: &["branch-of | International North-South Transport Corridor"],
    },
    Asked {
        name: "joins",
        parameters: &[("a", "Türkiye"), ("b", "Azerbaijan")],
        columns: &["corridorName"],
        must: &["Baku–Tbilisi–Kars railway"],
        may: &["Middle Corridor"],
    },
    // All of them: what 02, 04 and 14a say against themselves and each other.
    Asked {
        name: "contradictions",
        parameters: &[],
        columns: &["problem", "aboutName", "otherName", "measureCode", "period", "value", "otherValue", "documentId", "otherDocumentId"],
        must: &[
            "forecast for the past | INSTC Eastern branch |  | freight-volume | 2023 | 2400000 |  | 02-moscou-trente-milliards | ",
            "growth denied by its levels | France | Kazakhstan | trade-turnover | 2023 | 7.7 | 5 | 04-ambassadeur-de-france | ",
            "growth denied by its levels | Kazakhstan | France | trade-turnover | 2023 | 7.7 | 5 | 04-ambassadeur-de-france | ",
            "sum denied | France | Kazakhstan | trade-turnover | 2024 | 5500000000 | 5100000000 | 04-ambassadeur-de-france | ",
            "sum denied | Kazakhstan | France | trade-turnover | 2024 | 5500000000 | 5100000000 | 04-ambassadeur-de-france | ",
            "two figures | China | Kazakhstan | trade-turnover | 2024 | 30000000000 | 43800000000 | 14a-commerce-chine-2024 | 14a-commerce-chine-2024",
            "two figures | Kazakhstan | China | trade-turnover | 2024 | 30000000000 | 43800000000 | 14a-commerce-chine-2024 | 14a-commerce-chine-2024",
            "two figures | France | Kazakhstan | trade-turnover | 2024 | 5100000000 | 5500000000 | 14a-commerce-chine-2024 | 04-ambassadeur-de-france",
            "two figures | Kazakhstan | France | trade-turnover | 2024 | 5100000000 | 5500000000 | 14a-commerce-chine-2024 | 04-ambassadeur-de-france",
        ],
        may: &["growth denied by its levels | Middle Corridor |  | freight-volume | 2024 | 62 | 66.7 | 06-corridor-median | "],
    },
    Asked {
        name: "cooperation",
        parameters: &[("a", "France"), ("b", "Kazakhstan")],
        columns: &["what", "code", "firstSeen"],
        must: &[
            "area | education | 2025-05-07",
            "area | energy | 2025-05-07",
            "area | health | 2025-05-07",
            "area | logistics | 2025-05-07",
            "area | nuclear | 2025-05-07",
            "area | transport | 2025-05-07",
            "partnership | enhanced-strategic | 2025-05-07",
        ],
        may: &[
            "area | agriculture | 2025-05-07",
            "area | culture | 2025-05-07",
            "area | humanitarian | 2025-05-07",
            "area | infrastructure | 2025-05-07",
            "area | investment | 2025-05-07",
            "area | mining | 2024-11-07",
            "area | renewables | 2025-05-07",
            "area | tourism | 2025-05-07",
            "area | trade | 2025-05-07",
        ],
    },
    Asked {
        name: "sources",
        parameters: &[("about", "Sylvain Guiaugué")],
        columns: &["type", "documentId", "words", "onlySource"],
        must: &[
            "Meeting | 04-ambassadeur-de-france | Le vice-ministre kazakh des Affaires étrangères, Roman Vassilenko, a reçu l’ambassadeur de France au Kazakhstan, Sylvain Guiaugué, | true",
            "OfficeHolding | 04-ambassadeur-de-france | l’ambassadeur de France au Kazakhstan, Sylvain Guiaugué | true",
        ],
        may: &[],
    },
    // The neighbours are told by the other questions; here it counts who has most.
    Asked {
        name: "central",
        parameters: &[("least", "11")],
        columns: &["name", "kind"],
        must: &["Kazakhstan | Country", "Kassym-Jomart Tokayev | Person", "China | Country"],
        may: &[],
    },
];

#[test]
fn the_questions_are_answered_from_the_sample_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (base, mut store) = (Base::default(), Store::memory().unwrap());
    let pipeline = Pipeline::new(Languages::shipped().unwrap(), Knowledge::shipped().unwrap());
    let options = read::Options::default();
    let documents: Vec<_> = read::read([root.join("seeds/documents")], &options, read::Pages::bundled()).collect();
    Build::new(&pipeline, &base).run(&mut store, documents.into_iter(), &mut |_| {}).unwrap();

    let shipped = Named::all().unwrap();
    let asked: BTreeSet<u32> = ASKED.iter().map(|asked| shipped.iter().find(|named| named.name == asked.name).unwrap().number).collect();
    assert!((1..=10).all(|number| asked.contains(&number)), "not every question is asked: {asked:?}");

    let mut wrong = Vec::new();
    for Asked { name, parameters, columns, must, may } in ASKED {
        let parameters: BTreeMap<String, String> = parameters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let answer = Named::find(name).unwrap().query(&store, &base, &parameters).unwrap().rows(&store).unwrap();
        let at: Vec<usize> = columns.iter().map(|column| answer.variables.iter().position(|variable| variable == column).unwrap()).collect();
        let text = |term: &Option<Term>| match term {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let rows: BTreeSet<String> = answer.rows.iter().map(|row| at.iter().map(|at| text(&row[*at])).collect::<Vec<_>>().join(" | ")).collect();
        wrong.extend(must.iter().filter(|row| !rows.contains(**row)).map(|row| format!("{name} {parameters:?} lacks {row}")));
        wrong.extend(
            rows.iter().filter(|row| !must.contains(&row.as_str()) && !may.contains(&row.as_str())).map(|row| format!("{name} {parameters:?} has {row}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
