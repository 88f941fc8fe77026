//! A comparison as NDJSON: one JSON record a line, `type` first.
//!
//! Out: UTF-8 without BOM, `\n` after each record:
//!
//! | `type` | holds |
//! |---|---|
//! | `comparison` | the first line: `schema_version`, `generator`, `method`, `base` (the superior plan's `doc`, else null) |
//! | `document`, `item`, `pair`, `change`, `coverage`, `similarity`, `indicator`, `reference`, `edition`, `demand` | a row of the table of that name, its columns as fields, a null as null |
//! | `summary` | the last line: number of records of each table, by which a reader knows that nothing is missing |

use super::layout::{RECORDS, TABLES};
use super::tables::rows;
use crate::compare::Entry;
use crate::emit::formatter::Compact;
use crate::emit::tables::{Cell, Column, Kind};
use crate::model::{Comparison, Generator, Method};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::io::{self, Write};

/// The first line.
#[derive(Serialize)]
struct Opening<'a> {
    r#type: &'static str,
    schema_version: &'static str,
    generator: Generator,
    method: &'a Method,
    base: Option<&'a str>,
}

/// A row of a table.
struct Record<'a> {
    name: &'static str,
    columns: &'static [Column],
    cells: &'a [Cell<'a>],
}

/// The last line.
struct Summary([usize; TABLES.len()]);

/// Writes a comparison.
///
/// # Errors
/// Fails where `out` fails.
pub fn write(comparison: &Comparison, editions: &[Entry], mut out: impl Write) -> io::Result<()> {
    let opening = Opening {
        r#type: "comparison",
        schema_version: super::SCHEMA_VERSION,
        generator: Generator {
            name: "gongdan".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        method: &comparison.method,
        base: comparison.base.map(|base| comparison.plans[base].key.as_str()),
    };
    line(&opening, &mut out)?;
    let mut counts = [0; TABLES.len()];
    rows(comparison, editions, |table, cells| {
        counts[table] += 1;
        let (name, columns) = (RECORDS[table], TABLES[table].columns);
        line(&Record { name, columns, cells }, &mut out)
    })?;
    line(&Summary(counts), &mut out)
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) was written by this module.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(b"{\"type\":\"comparison\",\"schema_version\":\"")
        && memchr::memmem::find(start, b"\"generator\":{\"name\":\"gongdan\"").is_some()
}

fn line(record: &impl Serialize, mut out: impl Write) -> io::Result<()> {
    record.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Compact))?;
    out.write_all(b"\n")
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len() + 1))?;
        map.serialize_entry("type", self.name)?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            match cell {
                Cell::Null => map.serialize_entry(column.name, &())?,
                Cell::Text(words) if column.kind == Kind::Array => {
                    let words: Vec<String> = serde_json::from_str(words).unwrap_or_default();
                    map.serialize_entry(column.name, &words)?;
                }
                Cell::Text(words) => map.serialize_entry(column.name, words)?,
                Cell::Integer(number) => map.serialize_entry(column.name, number)?,
                Cell::Number(number) => map.serialize_entry(column.name, number)?,
                Cell::Boolean(yes) => map.serialize_entry(column.name, yes)?,
                Cell::Date(day) => map.serialize_entry(column.name, day)?,
            }
        }
        map.end()
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(TABLES.len() + 1))?;
        map.serialize_entry("type", "summary")?;
        for (table, count) in TABLES.iter().zip(&self.0) {
            map.serialize_entry(table.name, count)?;
        }
        map.end()
    }
}
