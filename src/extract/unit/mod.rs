//! Bodies told to act (stub).

use crate::model::{ByteSpan, Unit};

/// The units in the own text of one item, one role per unit.
#[must_use]
/// Whether the line only charges bodies (stub).
#[must_use]
pub fn is_responsibility_line(words: &str) -> bool {
    words.contains("责任单位")
}

pub fn units(_clean: &str, _pieces: &[ByteSpan]) -> Vec<Unit<ByteSpan>> {
    Vec::new()
}
