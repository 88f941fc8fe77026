//! Tables as a Data Package: a folder of CSV files and `datapackage.json`, which says what their columns are.
//!
//! In: the rows of any set of [`Table`]s: those of task lists ([`tables::TABLES`](super::tables::TABLES)) or of a
//! comparison ([`compare::TABLES`](super::compare::TABLES)). Out: a CSV file for each table (RFC 4180, CRLF, UTF-8
//! without BOM, a null as an empty cell) and the description after the Data Package and Table Schema specifications
//! (specs.frictionlessdata.io, version 1): types, missing values, primary and foreign keys, Chinese titles, and the size
//! and SHA-256 of each file, by which a reader knows that nothing is missing or was changed.
//!
//! Text columns are guarded against formulas as in [`super::csv`], for people open such files in spreadsheets: a leading
//! `'` before `= + - @` is none of the notice's. Columns with a fixed set of values (`comparator`) are not guarded.

use super::csv::guarded;
use super::tables::{Cell, Column, Kind, Table};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Name of the description.
pub const DESCRIPTION: &str = "datapackage.json";

/// What a description says of the package as a whole.
#[derive(Debug, Clone)]
pub struct About {
    /// Name for programs.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What the tables hold and how they count.
    pub description: &'static str,
    /// Version of the tables.
    pub schema_version: &'static str,
    /// How the facts were found, where that is a matter of measure.
    pub method: Option<Value>,
}

/// A package in the making.
pub struct Package<W: Write> {
    tables: &'static [Table],
    about: About,
    files: Vec<csv::Writer<Counted<W>>>,
}

impl<W: Write> Package<W> {
    /// Begins a package of these tables; `open` gives the file of a name.
    ///
    /// # Errors
    /// Fails where a file fails.
    pub fn of(tables: &'static [Table], about: About, mut open: impl FnMut(&str) -> io::Result<W>) -> io::Result<Self> {
        let file = |table: &Table| {
            let mut file = csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(Counted::new(open(&file_name(table.name))?));
            file.write_record(table.columns.iter().map(|column| column.name))?;
            Ok(file)
        };
        let files = tables.iter().map(file).collect::<io::Result<_>>()?;
        Ok(Self { tables, about, files })
    }

    /// Adds a row to the table with this index.
    ///
    /// # Errors
    /// Fails where a file fails.
    pub fn put(&mut self, table: usize, cells: &[Cell<'_>]) -> io::Result<()> {
        let file = &mut self.files[table];
        for (cell, column) in cells.iter().zip(self.tables[table].columns) {
            match (cell, column.kind) {
                (Cell::Null, _) => file.write_field("")?,
                (Cell::Text(words), Kind::Text) => file.write_field(&*guarded(words))?,
                (Cell::Text(words), _) => file.write_field(&**words)?,
                (Cell::Integer(number), _) => file.write_field(number.to_string())?,
                (Cell::Number(number), _) => file.write_field(number.to_string())?,
                (Cell::Boolean(yes), _) => file.write_field(yes.to_string())?,
                (Cell::Date(day), _) => file.write_field(day.to_string())?,
            }
        }
        file.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the package; gives the files back and the text of [`DESCRIPTION`].
    ///
    /// # Errors
    /// Fails where a file fails.
    pub fn finish(self) -> io::Result<(Vec<W>, String)> {
        let mut files = Vec::with_capacity(self.tables.len());
        let mut resources = Vec::with_capacity(self.tables.len());
        for (file, table) in self.files.into_iter().zip(self.tables) {
            let mut counted = file
                .into_inner()
                .map_err(|e| io::Error::new(e.error().kind(), e.error().to_string()))?;
            counted.out.flush()?;
            resources.push(resource(table, counted.bytes, &hex(&counted.hash.finalize())));
            files.push(counted.out);
        }
        let about = self.about;
        let mut package = json!({
            "profile": "tabular-data-package",
            "name": about.name,
            "title": about.title,
            "description": about.description,
            "generator": { "name": "gongdan", "version": env!("CARGO_PKG_VERSION") },
            "schema_version": about.schema_version,
            "resources": resources,
        });
        if let Some(method) = about.method {
            package["method"] = method;
        }
        Ok((files, format!("{package:#}\n")))
    }
}

/// Name of a table's file.
fn file_name(table: &str) -> String {
    format!("{table}.csv")
}

/// The files of the package that a description describes, the description among them, with the digest it states; none
/// where it is none of ours.
fn parts(description: &[u8]) -> Option<Vec<(String, String)>> {
    let value: Value = serde_json::from_slice(description).ok()?;
    value.pointer("/generator/name").filter(|name| *name == "gongdan")?;
    let part = |resource: &Value| {
        let name = resource.get("name")?.as_str()?;
        let hash = resource.get("hash")?.as_str()?;
        // A name that leads elsewhere is none that we gave.
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        plain.then(|| (file_name(name), hash.to_owned()))
    };
    value.get("resources")?.as_array()?.iter().map(part).collect()
}

/// Whether a file of this name belongs to the package that a description of ours describes.
#[must_use]
pub fn is_part(description: &[u8], name: &str) -> bool {
    parts(description).is_some_and(|parts| name == DESCRIPTION || parts.iter().any(|(part, _)| part == name))
}

/// Whether a description is one of ours.
#[must_use]
pub fn describes_ours(description: &[u8]) -> bool {
    parts(description).is_some()
}

/// Whether a description is one of ours and every file is as we wrote it; `read` gives the file of a name.
#[must_use]
pub fn is_ours(description: &[u8], read: impl Fn(&str) -> io::Result<Vec<u8>>) -> bool {
    let same = |(name, hash): &(String, String)| {
        read(name).is_ok_and(|bytes| *hash == format!("sha256:{}", hex(&Sha256::digest(&bytes))))
    };
    parts(description).is_some_and(|parts| !parts.is_empty() && parts.iter().all(same))
}

fn resource(table: &Table, bytes: u64, hash: &str) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(|column| field(column, table)).collect();
    let keys: Vec<Value> = table
        .foreign
        .iter()
        .map(|key| {
            // A table that refers to itself has no name there.
            let other = if key.table == table.name { "" } else { key.table };
            json!({ "fields": [key.column], "reference": { "resource": other, "fields": [key.to] } })
        })
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.primary.is_empty() {
        schema["primaryKey"] = json!(table.primary);
    }
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": file_name(table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "bytes": bytes,
        "hash": format!("sha256:{hash}"),
        "schema": schema,
    })
}

fn field(column: &Column, table: &Table) -> Value {
    let kind = match column.kind {
        Kind::Text | Kind::Code | Kind::Enum(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::Array => "array",
    };
    let mut field = json!({ "name": column.name, "title": column.title, "type": kind });
    if column.kind == Kind::Boolean {
        field["trueValues"] = json!(["true"]);
        field["falseValues"] = json!(["false"]);
    }
    let mut constraints = serde_json::Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if table.primary == [column.name] {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if let Kind::Enum(words) = column.kind {
        constraints.insert("enum".to_owned(), json!(words));
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// Counts and digests what goes through.
struct Counted<W> {
    out: W,
    bytes: u64,
    hash: Sha256,
}

impl<W> Counted<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            bytes: 0,
            hash: Sha256::new(),
        }
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use crate::emit::tables::{ABOUT, Seen, TABLES};
    use crate::model::TaskList;
    use std::collections::HashMap;

    fn made(lists: &[TaskList]) -> (HashMap<String, Vec<u8>>, String) {
        let mut package = Package::of(&TABLES, ABOUT, |_| Ok(Vec::new())).unwrap();
        let mut seen = Seen::default();
        let mut put = |list| seen.rows(list, |table, cells| package.put(table, cells)).unwrap();
        lists.iter().for_each(&mut put);
        let (files, description) = package.finish().unwrap();
        let names = TABLES.iter().map(|table| file_name(table.name));
        (names.zip(files).collect(), description)
    }

    #[test]
    fn the_tables_read_back_and_text_alone_is_guarded() {
        let mut list = sample::list();
        list.items[1].targets[0].comparator = crate::model::Comparator::Decrease;
        list.items[1].targets[0].value = -5.5;
        let (files, _) = made(&[list]);
        let rows = |name: &str| {
            let mut reader = csv::Reader::from_reader(&*files[name]);
            reader.records().map(Result::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(rows("items.csv").len(), 6);
        let walk = &rows("items.csv")[4];
        assert_eq!((&walk[2], &walk[11]), ("t4", "护林员坚持巡山。\n'=不是公式"));
        assert_eq!((&rows("targets.csv")[0][5], &rows("targets.csv")[0][6]), ("-", "-5.5"));
        assert_eq!(&rows("notices.csv")[0][6], "[\"各乡镇人民政府\",\"各林场\"]");
        assert_eq!(&rows("deadlines.csv")[0][2], &rows("actions.csv")[0][0]);
        assert!(files["items.csv"].starts_with(b"id,notice_id,"));
    }

    #[test]
    fn the_description_knows_every_file_and_sees_a_change() {
        let (mut files, description) = made(&[sample::list(), sample::list()]);
        let ours = |files: &HashMap<String, Vec<u8>>| {
            let read = |name: &str| files.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into());
            is_ours(description.as_bytes(), read)
        };
        assert!(ours(&files));
        assert_eq!(made(&[sample::list(), sample::list()]).1, description);
        files.get_mut("tasks.csv").unwrap().push(b' ');
        assert!(!ours(&files));
        files.remove("tasks.csv");
        assert!(!ours(&files));
        assert!(!describes_ours(b"{\"name\":\"other\"}"));
        assert!(is_part(description.as_bytes(), "tasks.csv") && is_part(description.as_bytes(), DESCRIPTION));
        assert!(!is_part(description.as_bytes(), "mine.csv") && !is_part(b"", DESCRIPTION));
        let value: Value = serde_json::from_str(&description).unwrap();
        let items = &value["resources"][1];
        assert_eq!(items["schema"]["foreignKeys"][1]["reference"]["resource"], "");
        assert_eq!(items["schema"]["fields"][0]["title"], "编号");
    }
}
