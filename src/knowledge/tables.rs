//! The rows of `seeds/entities/*.csv` as they stand.

use serde::{Deserialize, de::DeserializeOwned};

/// What is wrong with a table: file, line, what.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct TableError {
    /// The file's name.
    pub file: String,
    /// The line of the row, counted from 1 with the header.
    pub line: u64,
    /// What is wrong and, where it helps, what would be right.
    pub what: String,
}

/// Reads all rows of a table.
pub(super) fn rows<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<Vec<T>, TableError> {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    reader
        .deserialize()
        .map(|row| row.map_err(|error| TableError { file: file.to_owned(), line: error.position().map_or(0, csv::Position::line), what: error.to_string() }))
        .collect()
}

/// The values of a cell.
pub(super) fn cell(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|value| !value.is_empty())
}

#[derive(Debug, Deserialize)]
pub(super) struct CountryRow {
    pub id: String,
    pub name: String,
    pub iso2: String,
    pub iso3: String,
    pub capital: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub names_fr: String,
    pub names_en: String,
    pub names_ru: String,
    pub demonyms_fr: String,
    pub demonyms_en: String,
    pub demonyms_ru: String,
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlaceRow {
    pub id: String,
    pub r#type: String,
    pub subtype: String,
    pub name: String,
    pub country: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub names_fr: String,
    pub names_en: String,
    pub names_ru: String,
    pub needs_context: String,
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct OrganisationRow {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub country: String,
    pub members: String,
    pub names_fr: String,
    pub names_en: String,
    pub names_ru: String,
    pub needs_context: String,
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CorridorRow {
    pub id: String,
    pub r#type: String,
    pub kind: String,
    pub name: String,
    pub branch_of: String,
    pub countries: String,
    pub nodes: String,
    pub names_fr: String,
    pub names_en: String,
    pub names_ru: String,
    pub local_names_fr: String,
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct PersonRow {
    pub id: String,
    pub name: String,
    pub family: String,
    pub sex: String,
    pub country: String,
    pub names_fr: String,
    pub names_en: String,
    pub names_ru: String,
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfficeRow {
    pub person: String,
    pub role: String,
    pub of: String,
    pub portfolio: String,
    pub start: String,
    pub end: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct EventRow {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub place: String,
    pub country: String,
    pub start: String,
    pub end: String,
    pub organiser: String,
    pub names_fr: String,
}
