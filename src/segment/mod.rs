//! Clean text → head, outline of the body, furniture.

use crate::model::Outline;

/// Takes a notice apart.
#[must_use]
pub fn segment(_clean: &str) -> Outline {
    Outline::default()
}
