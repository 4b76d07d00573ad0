//! Tables read back by another reader than the writer's options, and metadata against headers.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value as Json;

use super::super::{Format, Options, export, sample};
use crate::{fact::ALL, graph::Records};

type Rows = Vec<BTreeMap<String, String>>;

fn files(records: &Records, raw: bool) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { raw, ..Options::default() };
    let paths = export(Format::Csv, records, sample::quads(), folder.path(), &options).unwrap();
    paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect()
}

fn header(text: &str) -> Vec<String> {
    ::csv::Reader::from_reader(text.as_bytes()).headers().unwrap().iter().map(str::to_owned).collect()
}

fn rows(text: &str) -> Rows {
    ::csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_fact_stands_in_the_table_of_its_type() {
    let records = sample::records();
    let files = files(&records, false);
    for spec in ALL {
        let wanted = records.facts.iter().filter(|fact| fact.spec.name == spec.name).count();
        assert!(wanted > 0, "the sample has no {}", spec.name);
        assert_eq!(rows(&files[&format!("{}.csv", spec.name)]).len(), wanted, "{}", spec.name);
    }
    assert_eq!(rows(&files["mentions.csv"]).len(), records.mentions.len());
    assert_eq!(rows(&files["documents.csv"]).len(), records.documents.len());
    assert_eq!(rows(&files["nodes.csv"]).len(), records.entities.len() + 1);
    assert_eq!(rows(&files["edges.csv"]).len(), super::edges(&records).len());
}

#[test]
fn headers_are_the_same_without_a_row() {
    let (full, empty) = (files(&sample::records(), false), files(&Records::default(), false));
    assert_eq!(full.keys().collect::<Vec<_>>(), empty.keys().collect::<Vec<_>>());
    assert_eq!(full["csv-metadata.json"], empty["csv-metadata.json"]);
    for (name, text) in empty.iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert_eq!(text.matches("\r\n").count(), 1, "{name}");
        assert_eq!(header(text), header(&full[name]), "{name}");
    }
    assert_eq!(
        empty["visit.csv"],
        "id,claim,document,visitor,visitor_iri,destination,destination_iri,date,kind,status,\
         evidence_start,evidence_end,evidence_text,rule,confidence,attributed_to,attributed_to_iri,inferred\r\n"
    );
}

#[test]
fn a_row_says_what_the_fact_says() {
    let files = files(&sample::records(), false);
    let indicators = rows(&files["indicator.csv"]);
    let trade = indicators.iter().find(|row| row["measure"] == "trade-turnover").unwrap();
    assert_eq!(trade["about"], "China | Kazakhstan");
    assert_eq!(trade["about_iri"], "https://w3id.org/silkgraph/id/country/china | https://w3id.org/silkgraph/id/country/kazakhstan");
    assert_eq!((trade["value"].as_str(), trade["period"].as_str(), trade["change"].as_str()), ("44000000000", "2024-Q3", "false"));
    assert_eq!((trade["attributed_to"].as_str(), trade["inferred"].as_str()), ("Xi Jinping", "period: the year of publication"));
    let growth = indicators.iter().find(|row| row["change"] == "true").unwrap();
    assert_eq!((growth["value"].as_str(), growth["base_period"].as_str(), growth["from"].as_str()), ("-9.25", "2023", "China"));
    let statements = rows(&files["statement.csv"]);
    assert_eq!(
        (statements[0]["about"].as_str(), statements[0]["about_iri"].as_str()),
        ("Kazakhstan | transport", "https://w3id.org/silkgraph/id/country/kazakhstan | ")
    );
    let nodes = rows(&files["nodes.csv"]);
    let country = nodes.iter().find(|row| row["label"] == "Kazakhstan").unwrap();
    assert_eq!((country["lat"].as_str(), country["lon"].as_str(), country["iso3"].as_str()), ("48", "-67.5", "KAZ"));
    assert_eq!((country["documents"].as_str(), country["mentions"].as_str()), ("2", "2"));
}

#[test]
fn raw_tables_hold_every_name_to_the_letter() {
    let nodes = rows(&files(&sample::records(), true)["nodes.csv"]);
    let labels: Vec<_> = nodes.iter().map(|row| row["label"].as_str()).collect();
    for name in sample::HOSTILE {
        assert!(labels.contains(&name), "{name:?}");
    }
}

#[test]
fn no_cell_of_a_guarded_table_starts_like_a_formula() {
    let files = files(&sample::records(), false);
    assert_eq!(rows(&files["documents.csv"])[0]["title"], "'@SUM(1+1)");
    assert_eq!(rows(&files["mentions.csv"])[1]["text"], "'-kazakh");
    assert_eq!(rows(&files["project.csv"])[0]["name"], "'=new \"railway\"\r\nto the sea");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
        for cell in rows(text).iter().flat_map(BTreeMap::values) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) || cell.parse::<f64>().is_ok(), "{name}: {cell:?}");
        }
    }
}

#[test]
fn metadata_describes_the_tables_that_are_there() {
    let files = files(&sample::records(), false);
    let metadata: Json = serde_json::from_str(&files["csv-metadata.json"]).unwrap();
    let tables = metadata["tables"].as_array().unwrap();
    assert_eq!(tables.len() + 1, files.len());
    for table in tables {
        let url = table["url"].as_str().unwrap();
        let schema = &table["tableSchema"];
        let columns = schema["columns"].as_array().unwrap();
        let names: Vec<_> = columns.iter().map(|column| column["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, header(&files[url]), "{url}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{url} has two columns of one name");
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')));
        assert!(columns.iter().all(|column| !column["dc:description"].as_str().unwrap().is_empty()), "{url}");

        let rows = rows(&files[url]);
        let key: Vec<_> = schema["primaryKey"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let keys: BTreeSet<Vec<_>> = rows.iter().map(|row| key.iter().map(|name| row[*name].clone()).collect()).collect();
        assert_eq!(keys.len(), rows.len(), "{url}: rows share a key");
        for column in columns.iter().filter(|column| column["required"] == true) {
            let name = column["name"].as_str().unwrap();
            assert!(rows.iter().all(|row| !row[name].is_empty()), "{url}: {name}");
        }
        for foreign in schema["foreignKeys"].as_array().unwrap() {
            let (name, target) = (foreign["columnReference"].as_str().unwrap(), foreign["reference"]["resource"].as_str().unwrap());
            let ids: BTreeSet<_> = self::rows(&files[target]).into_iter().map(|mut row| row.remove("id").unwrap()).collect();
            assert!(rows.iter().all(|row| row[name].is_empty() || ids.contains(&row[name])), "{url}: {name}");
        }
    }
}
