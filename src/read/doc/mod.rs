//! Word 97 to 2003 and WPS Writer.

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("Word 或 WPS 文档（.doc/.wps）", kind::SAVE_AS))
}
