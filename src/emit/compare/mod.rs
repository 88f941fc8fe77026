//! What `compare` found, in files: tables for programs (CSV package, NDJSON), a workbook, a page and a text for people.
//!
//! In: a [`Comparison`](crate::model::Comparison), and for two editions of one plan what became of each item
//! ([`Entry`](crate::compare::Entry)). Out: bytes, the same for the same comparison. Similarities are rounded to three
//! decimals.

pub mod html;
mod layout;
pub mod markdown;
pub mod ndjson;
pub mod seal;
pub mod tables;
mod words;
pub mod xlsx;

pub use layout::TABLES;

/// Version of the tables and records: additions raise the minor number, renamed or removed columns the major.
pub const SCHEMA_VERSION: &str = "1.1";

/// The forms that a comparison can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A folder of CSV tables with their description (Data Package).
    Csv,
    /// A workbook for an office.
    Xlsx,
    /// A page with pictures.
    Html,
    /// A text to be pasted.
    Md,
    /// One JSON record a line.
    Ndjson,
}

impl Form {
    /// All forms, in the order in which they are listed to people.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::Html, Self::Md, Self::Ndjson];

    /// The form's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Md => "md",
            Self::Ndjson => "ndjson",
        }
    }

    /// The form that a name or file ending means, in any case; `package` and `csv` are the same, for the tables are several.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "package" => Some(Self::Csv),
            "jsonl" => Some(Self::Ndjson),
            "htm" => Some(Self::Html),
            "markdown" => Some(Self::Md),
            _ => Self::ALL.into_iter().find(|form| form.name() == name),
        }
    }
}

#[cfg(test)]
mod tests;
