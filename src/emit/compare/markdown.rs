//! The report as Markdown (in the making).

use crate::model::Comparison;

/// The text.
#[must_use]
pub fn markdown(_comparison: &Comparison) -> String {
    "# 方案对照\n".to_owned()
}
