//! The tables of known entities: those that are shipped, and those that a user lays over them, row by row.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

/// What is wrong with a table: file, line, column, what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}")]
pub struct TableError {
    /// The file, as the user named it.
    pub file: String,
    /// The line of the row, counted from 1 with the header.
    pub line: u64,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong and, where it helps, what would be right.
    pub what: String,
}

/// The tables, with the columns that tell their rows apart.
const TABLES: [(&str, &[&str]); 12] = [
    ("corridors.csv", &["id"]),
    ("countries.csv", &["id"]),
    ("events.csv", &["id"]),
    ("memberships.csv", &["member", "organisation", "start"]),
    ("offices.csv", &["person", "role", "of", "portfolio", "start"]),
    ("organisations.csv", &["id"]),
    ("outlines.csv", &["country"]),
    ("people.csv", &["id"]),
    ("places.csv", &["id"]),
    ("posts.csv", &["office", "of", "start"]),
    ("relations.csv", &["a", "b"]),
    ("segments.csv", &["corridor", "order"]),
];

/// The shipped tables.
#[derive(rust_embed::RustEmbed)]
#[folder = "seeds/entities"]
#[include = "*.csv"]
struct Shipped;

/// One file with rows of a table.
#[derive(Clone, Debug)]
struct Part {
    file: String,
    bytes: Cow<'static, [u8]>,
    own: bool,
}

/// Tables by file name; a row of a later part takes the place of an earlier one with the same key.
#[derive(Clone, Debug, Default)]
pub struct Tables(BTreeMap<&'static str, Vec<Part>>);

impl Tables {
    /// The tables that come with the program.
    pub fn shipped() -> Self {
        let part = |table: &'static str| {
            let bytes = Shipped::get(table)?.data;
            Some((table, vec![Part { file: format!("seeds/entities/{table}"), bytes, own: false }]))
        };
        Self(TABLES.iter().filter_map(|(table, _)| part(table)).collect())
    }

    /// Lays a file of a user over the table of the same name; `origin` is how errors name it.
    ///
    /// # Errors
    /// Where there is no such table, or a column that the shipped table does not have.
    pub fn lay(&mut self, table: &str, origin: &str, bytes: Vec<u8>) -> Result<(), TableError> {
        let fail = |column, what| TableError { file: origin.to_owned(), line: 1, column, what };
        let Some((table, keys)) = TABLES.iter().find(|(name, _)| *name == table) else {
            let names: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
            return Err(fail(1, format!("no table is called so; there are {}", names.join(", "))));
        };
        let header = |bytes: &[u8]| ReaderBuilder::new().from_reader(bytes).headers().cloned();
        let columns = header(&bytes).map_err(|error| broken(&error, origin))?;
        let parts = self.0.entry(table).or_default();
        if let Some(known) = parts.iter().find(|part| !part.own).and_then(|part| header(&part.bytes).ok())
            && let Some(place) = columns.iter().position(|column| !known.iter().any(|known| known == column))
        {
            let (column, known) = (&columns[place], known.iter().collect::<Vec<_>>().join(", "));
            return Err(fail(place + 1, format!("no column is called `{column}`; there are {known}")));
        }
        if let Some(missing) = keys.iter().find(|key| !columns.iter().any(|column| column == **key)) {
            return Err(fail(1, format!("the column `{missing}` is missing")));
        }
        parts.push(Part { file: origin.to_owned(), bytes: bytes.into(), own: true });
        Ok(())
    }

    /// The bytes of all parts with the name of their table, in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().flat_map(|(table, parts)| parts.iter().map(|part| (*table, part.bytes.as_ref())))
    }

    /// Calls `each` for every row that holds, in the order of the table; a table that is not there has none.
    pub(super) fn rows(&self, table: &str, each: &mut dyn FnMut(&Row<'_>)) -> Result<(), TableError> {
        match self.0.get(table).map(Vec::as_slice) {
            None | Some([]) => Ok(()),
            Some([part]) => {
                let mut reader = ReaderBuilder::new().from_reader(part.bytes.as_ref());
                let columns = columns(reader.headers().map_err(|error| broken(&error, &part.file))?);
                let mut record = StringRecord::new();
                while reader.read_record(&mut record).map_err(|error| broken(&error, &part.file))? {
                    each(&Row { record: &record, columns: &columns, part });
                }
                Ok(())
            }
            Some(parts) => merged(table, parts, each),
        }
    }
}

fn merged(table: &str, parts: &[Part], each: &mut dyn FnMut(&Row<'_>)) -> Result<(), TableError> {
    let keys = TABLES.iter().find(|(name, _)| *name == table).map(|(_, keys)| *keys).unwrap_or_default();
    let mut headers = Vec::new();
    let mut rows: Vec<(usize, StringRecord)> = Vec::new();
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    for (number, part) in parts.iter().enumerate() {
        let mut reader = ReaderBuilder::new().from_reader(part.bytes.as_ref());
        headers.push(columns(reader.headers().map_err(|error| broken(&error, &part.file))?));
        for record in reader.records() {
            let record = record.map_err(|error| broken(&error, &part.file))?;
            let row = Row { record: &record, columns: &headers[number], part };
            let key: Vec<String> = keys.iter().map(|column| row.text(column).to_owned()).collect();
            match places.get(&key).filter(|place| rows[**place].0 != number) {
                Some(place) => rows[*place] = (number, record),
                None => {
                    places.insert(key, rows.len());
                    rows.push((number, record));
                }
            }
        }
    }
    rows.iter().for_each(|(number, record)| each(&Row { record, columns: &headers[*number], part: &parts[*number] }));
    Ok(())
}

fn columns(header: &StringRecord) -> Vec<String> {
    header.iter().map(str::to_owned).collect()
}

fn broken(error: &csv::Error, file: &str) -> TableError {
    let line = error.position().map_or(1, csv::Position::line);
    let (column, what) = match error.kind() {
        ErrorKind::Utf8 { err, .. } => (err.field() + 1, "is not UTF-8".to_owned()),
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (usize::try_from(*len.min(expected_len)).unwrap_or_default(), format!("has {len} columns where the header has {expected_len}"))
        }
        _ => (1, error.to_string()),
    };
    TableError { file: file.to_owned(), line, column, what }
}

/// A row, with the names of its columns.
pub(super) struct Row<'t> {
    record: &'t StringRecord,
    columns: &'t [String],
    part: &'t Part,
}

impl<'t> Row<'t> {
    /// The text of a column; nothing where the table does not have it.
    pub fn text(&self, column: &str) -> &'t str {
        self.place(column).and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// The values of a column.
    pub fn values(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        cell(self.text(column))
    }

    /// What is wrong with a column of this row.
    pub fn error(&self, column: &str, what: impl Into<String>) -> TableError {
        let line = self.record.position().map_or(0, csv::Position::line);
        TableError { file: self.part.file.clone(), line, column: self.place(column).map_or(1, |place| place + 1), what: what.into() }
    }

    /// Whether the row is a user's.
    pub fn own(&self) -> bool {
        self.part.own
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }
}

/// The values of a cell.
pub(super) fn cell(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(shipped: &'static str) -> Tables {
        Tables(BTreeMap::from([("people.csv", vec![Part { file: "people.csv".to_owned(), bytes: shipped.as_bytes().into(), own: false }])]))
    }

    fn read(tables: &Tables) -> Vec<String> {
        let mut seen = Vec::new();
        tables.rows("people.csv", &mut |row| seen.push(format!("{} {} {}", row.text("id"), row.text("name"), row.text("sex")))).unwrap();
        seen
    }

    #[test]
    fn a_later_row_of_the_same_key_takes_the_place_of_the_earlier() {
        let mut tables = tables("id,name,sex\na,A,m\nb,B,f\n");
        tables.lay("people.csv", "mine/people.csv", b"name,id\nNew,c\nOther,a\n".to_vec()).unwrap();
        assert_eq!(read(&tables), ["a Other ", "b B f", "c New "]);
    }

    #[test]
    fn errors_name_file_line_and_column() {
        let mut tables = tables("id,name,sex\na,A,m\n");
        let mut wrong = |name: &str, text: &str| tables.lay(name, "mine.csv", text.as_bytes().to_vec()).unwrap_err().to_string();
        assert!(wrong("persons.csv", "id\n").contains("mine.csv:1:1: no table is called so"));
        assert_eq!(wrong("people.csv", "id,nmae\n"), "mine.csv:1:2: no column is called `nmae`; there are id, name, sex");
        assert_eq!(wrong("people.csv", "name\n"), "mine.csv:1:1: the column `id` is missing");
        tables.lay("people.csv", "mine.csv", b"id,name\nb,B,f\n".to_vec()).unwrap();
        let error = tables.rows("people.csv", &mut |_| {}).unwrap_err();
        assert_eq!(error.to_string(), "mine.csv:2:2: has 3 columns where the header has 2");
    }
}
