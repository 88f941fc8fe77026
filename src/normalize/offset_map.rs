//! Where every character of the clean text comes from (stub).

use crate::model::ByteSpan;

/// A map from byte ranges of a filter's output back to byte ranges of its input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap;

impl OffsetMap {
    /// The bytes of the source that `span` of the clean text came from.
    #[must_use]
    pub fn to_source(&self, span: ByteSpan) -> ByteSpan {
        span
    }
}
