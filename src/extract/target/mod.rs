//! Numbers that somebody must reach or keep (stub).

use crate::model::{ByteSpan, Target};

/// The targets in the own text of one item.
#[must_use]
pub fn targets(_clean: &str, _pieces: &[ByteSpan]) -> Vec<Target<ByteSpan>> {
    Vec::new()
}
