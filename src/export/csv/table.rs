//! A table: columns with their cells, and what they mean.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde_json::{Value, json};

use super::guard::guard;

/// Between the items of a cell that holds several; an item that contains it has its bar replaced by a slash.
const SEPARATOR: &str = " | ";

/// What a column holds, by its name in CSV on the Web.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Datatype {
    Text,
    Iri,
    Number,
    Count,
    Flag,
}

impl Datatype {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Iri => "anyURI",
            Self::Number => "number",
            Self::Count => "nonNegativeInteger",
            Self::Flag => "boolean",
        }
    }
}

/// A column of a table whose rows are made from `R`.
pub(super) struct Column<'r, R> {
    name: Cow<'static, str>,
    doc: String,
    datatype: Datatype,
    many: bool,
    required: bool,
    refers_to: Option<&'static str>,
    cell: Box<dyn Fn(&R) -> String + 'r>,
}

/// A column of one value a cell; an empty cell means that it is not known.
pub(super) fn column<'r, R>(name: impl Into<Cow<'static, str>>, datatype: Datatype, doc: impl Into<String>, cell: impl Fn(&R) -> String + 'r) -> Column<'r, R> {
    Column { name: name.into(), doc: doc.into(), datatype, many: false, required: false, refers_to: None, cell: Box::new(cell) }
}

impl<R> Column<'_, R> {
    /// No cell is empty.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// A cell holds any number of values, joined by [`joined`].
    pub fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// Values are ids of the named table. Declared as a foreign key where no cell is empty: validators differ on nulls.
    pub fn refers_to(self, table: &'static str) -> Self {
        Self { refers_to: Some(table), ..self }
    }

    fn describe(&self) -> Value {
        let mut column = json!({
            "name": self.name,
            "titles": self.name,
            "dc:description": self.doc,
            "datatype": self.datatype.name(),
        });
        if self.many {
            column["separator"] = json!(SEPARATOR);
        }
        if self.required {
            column["required"] = json!(true);
        }
        column
    }
}

/// Several values as one cell.
pub(super) fn joined<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    items.into_iter().map(|item| item.as_ref().replace(SEPARATOR, " / ")).collect::<Vec<_>>().join(SEPARATOR)
}

/// A table.
pub(super) struct Table<'r, R> {
    /// Its name; the file's is that with `.csv`.
    pub name: &'static str,
    /// What it holds.
    pub doc: String,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// The columns in order.
    pub columns: Vec<Column<'r, R>>,
}

impl<R> Table<'_, R> {
    pub fn file(&self) -> String {
        [self.name, ".csv"].concat()
    }

    /// Header and rows. Text that a spreadsheet would run is guarded unless `raw`.
    pub fn write<'a>(&self, rows: impl IntoIterator<Item = &'a R>, raw: bool, out: &mut dyn Write) -> io::Result<()>
    where
        R: 'a,
    {
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        writer.write_record(self.columns.iter().map(|column| column.name.as_ref()))?;
        for row in rows {
            for column in &self.columns {
                let cell = (column.cell)(row);
                let text = matches!(column.datatype, Datatype::Text | Datatype::Iri);
                writer.write_field(if text && !raw { guard(&cell) } else { Cow::Borrowed(&*cell) }.as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }

    /// As CSV on the Web describes it.
    pub fn describe(&self) -> Value {
        let foreign = self.columns.iter().filter(|column| column.required).filter_map(|column| {
            let table = [column.refers_to?, ".csv"].concat();
            Some(json!({"columnReference": column.name, "reference": {"resource": table, "columnReference": "id"}}))
        });
        json!({
            "url": self.file(),
            "dc:title": self.name,
            "dc:description": self.doc,
            "tableSchema": {
                "columns": self.columns.iter().map(Column::describe).collect::<Vec<_>>(),
                "primaryKey": self.key,
                "foreignKeys": foreign.collect::<Vec<_>>(),
            },
        })
    }
}
