//! What must hold of the shipped tables as a whole. All that does not is told at once, by file and line.
//!
//! What is known to look wrong and is not, stands in `tests/integrity-exceptions.csv` with its reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use csv::StringRecord;
use jiff::civil::Date;
use silkgraph::{
    knowledge::{Knowledge, Tables},
    lang::folded,
    model::When,
};

/// How far from its country's outline a place may lie: outlines are drawn with few points.
const TOLERANCE_KM: f64 = 40.0;

/// Roles that one person holds at a time.
const SINGLE: [&str; 4] = ["president", "head-of-state", "prime-minister", "secretary-general"];

/// The row of a table.
struct Row {
    table: &'static str,
    line: u64,
    columns: StringRecord,
    record: StringRecord,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.columns.iter().position(|name| name == column).and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    fn date(&self, column: &str) -> Option<When> {
        self.get(column).parse().ok()
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.get(column).parse().ok()
    }
}

/// Something wrong: which check found it, about what, where.
struct Finding {
    check: &'static str,
    subject: String,
    text: String,
}

fn finding(check: &'static str, row: &Row, subject: impl Into<String>, what: impl AsRef<str>) -> Finding {
    let subject = subject.into();
    let text = format!("seeds/entities/{}.csv:{}: {check}: {subject}: {}", row.table, row.line, what.as_ref());
    Finding { check, subject, text }
}

const ENTITIES: [&str; 6] = ["countries", "places", "organisations", "corridors", "people", "events"];

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for table in ENTITIES.into_iter().chain(["offices", "posts", "memberships", "segments", "outlines"]) {
        let path = root().join(format!("seeds/entities/{table}.csv"));
        if !path.is_file() {
            continue;
        }
        let mut reader = csv::Reader::from_path(path).unwrap();
        let columns = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            rows.push(Row { table, line: record.position().unwrap().line(), columns: columns.clone(), record });
        }
    }
    rows
}

fn of<'r>(rows: &'r [Row], tables: &'r [&str]) -> impl Iterator<Item = &'r Row> {
    rows.iter().filter(move |row| tables.contains(&row.table))
}

/// Ids, names within a kind and country, and identifiers are borne once.
fn duplicates(rows: &[Row], found: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(&str, String), String> = BTreeMap::new();
    let mut once = |check: &'static str, key: String, row: &Row| {
        let place = format!("{}.csv:{} ({})", row.table, row.line, row.get("id"));
        if let Some(other) = seen.insert((check, key), place) {
            found.push(finding(check, row, row.get("id"), format!("as in {other}")));
        }
    };
    for row in of(rows, &ENTITIES) {
        once("same id", row.get("id").to_owned(), row);
        let kind = [row.table, row.get("type"), row.get("subtype")].join("/");
        // A name that several towns of a country bear is told apart by their province in brackets.
        once("same name", format!("{kind} {} {} {}", folded(row.get("name")), row.get("country"), row.get("branch_of")), row);
        for code in ["wikidata", "iso2", "iso3"] {
            if !row.get(code).is_empty() {
                once(if code == "wikidata" { "same Wikidata id" } else { "same ISO code" }, row.get(code).to_owned(), row);
            }
        }
    }
    for row in of(rows, &["outlines"]) {
        once("same outline", row.get("country").to_owned(), row);
    }
}

/// Codes have the form that their standard gives them.
fn codes(rows: &[Row], found: &mut Vec<Finding>) {
    let form = |text: &str, pattern: &str| regex::Regex::new(pattern).unwrap().is_match(text);
    let iso: BTreeMap<&str, &str> = of(rows, &["countries"]).map(|row| (row.get("id"), row.get("iso2"))).collect();
    for row in of(rows, &ENTITIES) {
        let (iso2, iso3, locode) = (row.get("iso2"), row.get("iso3"), row.get("unlocode"));
        if iso2.is_empty() != iso3.is_empty() || !iso2.is_empty() && !(form(iso2, "^[A-Z]{2}$") && form(iso3, "^[A-Z]{3}$")) {
            found.push(finding("ISO code", row, row.get("id"), format!("`{iso2}`, `{iso3}`")));
        }
        if !locode.is_empty() {
            let country = iso.get(row.get("country")).copied().unwrap_or_default();
            if !form(locode, "^[A-Z]{2} ?[A-Z2-9]{3}$") || !locode.starts_with(country) {
                found.push(finding("UN/LOCODE", row, row.get("id"), format!("`{locode}` in {country}")));
            }
        }
    }
    for row in of(rows, &["places"]) {
        if row.number("lat").is_some() != row.number("lon").is_some() {
            found.push(finding("position", row, row.get("id"), "latitude or longitude alone"));
        }
    }
    for row in rows {
        if row.get("source").is_empty() || row.get("licence").is_empty() {
            found.push(finding("source", row, row.get("id"), "no source or licence"));
        }
    }
}

/// What begins ends later; of a post for one, two tenures do not overlap for sure.
fn dates(rows: &[Row], found: &mut Vec<Finding>) {
    for row in of(rows, &["offices", "memberships", "events"]) {
        if let (Some(start), Some(end)) = (row.date("start").and_then(When::first_day), row.date("end").and_then(When::last_day))
            && start > end
        {
            let subject = [row.get("id"), row.get("person"), row.get("member")].concat();
            found.push(finding("dates", row, subject, format!("{} to {}", row.get("start"), row.get("end"))));
        }
    }
    let mut posts: BTreeMap<(&str, &str, &str), Vec<&Row>> = BTreeMap::new();
    for row in of(rows, &["offices"]) {
        let (role, portfolio) = (row.get("role"), row.get("portfolio"));
        if SINGLE.contains(&role) || role == "minister" && portfolio == "foreign-affairs" {
            posts.entry((row.get("of"), role, portfolio)).or_default().push(row);
        }
    }
    // What a tenure covers for sure: from the last day that its start may be to the first that its end may be.
    let sure = |row: &Row| {
        let start = row.date("start").and_then(When::last_day)?;
        Some((start, row.date("end").map_or(Date::MAX, |end| end.first_day().unwrap_or(Date::MIN))))
    };
    for ((of, role, _), tenures) in posts {
        for (number, after) in tenures.iter().enumerate() {
            for before in &tenures[..number] {
                let (Some((start, end)), Some((other_start, other_end))) = (sure(after), sure(before)) else { continue };
                if after.get("person") == before.get("person") || start.max(other_start) >= end.min(other_end) {
                    continue;
                }
                let mut people = [after.get("person"), before.get("person")];
                people.sort_unstable();
                let dates = |row: &Row| format!("{} to {}", row.get("start"), row.get("end"));
                let what = format!("{}, and {} ({})", dates(after), dates(before), before.line);
                found.push(finding("overlap", after, format!("{role} {of} {}", people.join(" ")), what));
            }
        }
    }
}

/// No branch is a branch of itself, and a country's capital lies in it.
fn wholes(rows: &[Row], found: &mut Vec<Finding>) {
    let above: BTreeMap<&str, &str> = of(rows, &["corridors"]).map(|row| (row.get("id"), row.get("branch_of"))).collect();
    for row in of(rows, &["corridors"]) {
        let mut seen = BTreeSet::from([row.get("id")]);
        let mut at = row.get("branch_of");
        while !at.is_empty() {
            if !seen.insert(at) {
                found.push(finding("circle", row, row.get("id"), format!("is a branch of itself by way of {at}")));
                break;
            }
            at = above.get(at).copied().unwrap_or_default();
        }
    }
    let places: BTreeMap<&str, &str> = of(rows, &["places"]).map(|row| (row.get("id"), row.get("country"))).collect();
    for row in of(rows, &["countries"]).filter(|row| !row.get("capital").is_empty()) {
        if places.get(row.get("capital")) != Some(&row.get("id")) {
            found.push(finding("capital", row, row.get("id"), format!("`{}` is no place in it", row.get("capital"))));
        }
    }
}

/// The stretches of a corridor are numbered without a gap, and none leads back to where it begins.
fn segments(rows: &[Row], found: &mut Vec<Finding>) {
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for row in of(rows, &["segments"]) {
        let (corridor, order) = (row.get("corridor"), row.get("order").parse::<u32>().unwrap_or_default());
        let before = last.insert(corridor, order).unwrap_or_default();
        if order != before + 1 {
            found.push(finding("order", row, format!("{corridor} {order}"), format!("follows {before}")));
        }
        if row.get("from") == row.get("to") {
            found.push(finding("stretch", row, format!("{corridor} {order}"), "leads nowhere"));
        }
        if row.number("length_km").is_some_and(|length| !(length > 0.0 && length < 15_000.0)) {
            found.push(finding("length", row, format!("{corridor} {order}"), row.get("length_km")));
        }
    }
}

/// No town, crossing or building lies outside the outline of its country. Waters, islands, regions and fields at sea may.
fn positions(rows: &[Row], knowledge: &Knowledge, found: &mut Vec<Finding>) {
    for row in of(rows, &["places"]).filter(|row| row.get("type") != "Place") {
        let (Some(country), Some(lat), Some(lon)) = (knowledge.slug(row.get("country")), row.number("lat"), row.number("lon")) else { continue };
        let Some(outline) = knowledge.outlines().of(&country) else { continue };
        let distance = outline.distance_km(lat, lon);
        if distance > TOLERANCE_KM {
            found.push(finding("outside", row, row.get("id"), format!("{distance:.0} km outside {country}")));
        }
    }
}

#[test]
fn the_shipped_tables_are_sound() {
    let rows = rows();
    let knowledge = Knowledge::load(Tables::shipped()).unwrap();
    let mut found = Vec::new();
    duplicates(&rows, &mut found);
    codes(&rows, &mut found);
    dates(&rows, &mut found);
    wholes(&rows, &mut found);
    segments(&rows, &mut found);
    positions(&rows, &knowledge, &mut found);
    let loading = knowledge.problems.iter().chain(&knowledge.outlines().problems);
    found.extend(loading.map(|error| Finding { check: "loading", subject: String::new(), text: error.to_string() }));

    let mut excused: BTreeMap<(String, String), bool> = BTreeMap::new();
    for record in csv::Reader::from_path(root().join("tests/integrity-exceptions.csv")).unwrap().records() {
        let record = record.unwrap();
        assert!(!record[2].is_empty(), "an exception needs its reason: {record:?}");
        excused.insert((record[0].to_owned(), record[1].to_owned()), false);
    }
    let mut wrong = Vec::new();
    for Finding { check, subject, text } in found {
        match excused.get_mut(&(check.to_owned(), subject)) {
            Some(used) => *used = true,
            None => wrong.push(text),
        }
    }
    wrong.extend(excused.iter().filter(|(_, used)| !**used).map(|((check, subject), _)| format!("the exception {check}, {subject} is not needed")));
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
