//! Spreadsheets and comma-separated values.

use super::{Document, kind};
use crate::Result;

/// Reads a workbook.
pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("Excel 表格", kind::SAVE_AS))
}

/// Reads comma- or tab-separated values.
pub(super) fn read_csv(_text: &str) -> Result<Document> {
    Err(kind::not_read("CSV 表格", kind::SAVE_AS))
}
