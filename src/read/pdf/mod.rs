//! PDF with a text layer.

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("PDF 文件", kind::SAVE_AS))
}
