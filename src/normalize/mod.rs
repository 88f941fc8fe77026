//! Source text → clean text, with a map that leads every character back.

mod offset_map;

use crate::model::{ByteSpan, Finding, Script};
pub use offset_map::OffsetMap;

/// The clean text of a notice.
#[derive(Debug, Clone)]
pub struct Normalized {
    /// Simplified, half-width, without glosses and debris.
    pub text: String,
    /// Leads bytes of [`Normalized::text`] back to bytes of the source text.
    pub map: OffsetMap,
    /// The script of the source.
    pub script: Script,
    /// What the stage noticed; spans are bytes of the source text.
    pub findings: Vec<Finding<ByteSpan>>,
}

/// Cleans `source`.
#[must_use]
pub fn normalize(source: &str) -> Normalized {
    Normalized { text: source.to_owned(), map: OffsetMap::default(), script: Script::Simplified, findings: Vec::new() }
}
