//! Task list → JSON, NDJSON, CSV, XLSX, DOCX, iCalendar, a page for review: one file per form.
//!
//! In: a [`TaskList`](crate::model::TaskList), which is the contract itself. Out: bytes. The other forms are views of
//! the JSON and never hold a fact that it lacks. Nothing here looks at the clock, the machine or the environment:
//! the same lists give the same bytes.
//!
//! Spans stay what they are in the list: code points of the decoded source text, half-open. CSV and XLSX show no
//! spans; a row is traced by its `id`, `path` and `source` columns.
//!
//! Not done here: naming and writing files (`batch`), deciding which forms are wanted (`cli`).
//!
//! ```
//! use gongdan::emit::{Form, json};
//!
//! assert_eq!(Form::from_name("xlsx"), Some(Form::Xlsx));
//! let options = gongdan::pipeline::Options::default();
//! let list = gongdan::pipeline::run("a.txt", "一、开展检查。\n".as_bytes(), None, &options)?;
//! assert!(json::to_vec(&list[0]).ends_with(b"}\n"));
//! # Ok::<(), gongdan::Error>(())
//! ```

pub mod compare;
pub mod csv;
pub mod docx;
mod formatter;
pub mod html;
pub mod ics;
pub mod json;
pub mod ndjson;
pub mod package;
pub mod profiles;
pub mod rows;
pub mod schema;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod tables;
pub mod xlsx;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod schema_tests;

/// The forms that a task list can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// One JSON document per notice: the contract.
    Json,
    /// One JSON record a line, any number of notices.
    Ndjson,
    /// One row per task, any number of notices.
    Csv,
    /// A workbook for an office, any number of notices.
    Xlsx,
    /// 任务分解表 as a Word document, any number of notices.
    Docx,
    /// A calendar (iCalendar) of due dates, any number of notices.
    Ics,
    /// A page on which a person checks the list against the text, one per notice.
    Html,
    /// A folder of CSV tables with their description (Data Package), any number of notices.
    Package,
    /// A SQLite file, any number of notices; only with the feature `sqlite`.
    Sqlite,
}

/// Choices within a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// XLSX is a ledger (台账) to be filled in.
    pub ledger: bool,
    /// iCalendar holds to-dos instead of events.
    pub todo: bool,
}

impl Form {
    /// All forms, in the order in which they are listed to people.
    pub const ALL: [Self; 9] = [
        Self::Json,
        Self::Ndjson,
        Self::Csv,
        Self::Xlsx,
        Self::Docx,
        Self::Ics,
        Self::Html,
        Self::Package,
        Self::Sqlite,
    ];

    /// The form's name, which is also its file ending (without the dot).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Ics => "ics",
            Self::Html => "html",
            Self::Package => "package",
            Self::Sqlite => "sqlite",
        }
    }

    /// The form that a name or file ending means, in any case; `jsonl` is NDJSON, `sqlite3` and `db`
    /// are SQLite.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "jsonl" => return Some(Self::Ndjson),
            "sqlite3" | "db" => return Some(Self::Sqlite),
            _ => {}
        }
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}
