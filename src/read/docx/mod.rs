//! Word since 2007 (ECMA-376).

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("Word 文档（.docx）", kind::SAVE_AS))
}
