//! Web pages.

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_text: &str) -> Result<Document> {
    Err(kind::not_read("网页（HTML）", kind::SAVE_AS))
}
