//! Rich Text Format.

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("RTF 文档", kind::SAVE_AS))
}
