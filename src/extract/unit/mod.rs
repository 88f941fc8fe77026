//! Bodies told to act (stub).

use crate::model::{ByteSpan, Unit};

/// The units in the own text of one item, one role per unit.
#[must_use]
pub fn units(_clean: &str, _pieces: &[ByteSpan]) -> Vec<Unit<ByteSpan>> {
    Vec::new()
}
