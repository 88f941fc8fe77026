//! What one cell of a table holds, and how it is made.

use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// Text, never empty.
    Text(Cow<'a, str>),
    /// Whole number.
    Integer(u64),
    /// Number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// Day.
    Date(Date),
}

pub(in crate::emit) fn text(words: &str) -> Cell<'_> {
    if words.is_empty() {
        return Cell::Null;
    }
    Cell::Text(words.into())
}

pub(in crate::emit) fn optional(words: Option<&str>) -> Cell<'_> {
    words.map_or(Cell::Null, text)
}

pub(in crate::emit) fn number(number: usize) -> Cell<'static> {
    Cell::Integer(number as u64)
}

pub(in crate::emit) fn date(day: Option<Date>) -> Cell<'static> {
    day.map_or(Cell::Null, Cell::Date)
}

/// A word of the contract as JSON has it.
pub(in crate::emit) fn word(value: &impl Serialize) -> Cell<'static> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(word.into()),
        // Units of enums are texts in JSON; nothing else is given here.
        _ => Cell::Null,
    }
}

pub(in crate::emit) fn array(words: &[String]) -> Cell<'static> {
    // Texts always have a JSON form.
    Cell::Text(serde_json::to_string(words).unwrap_or_default().into())
}
