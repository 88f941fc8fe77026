//! OFD (GB/T 33190).

use super::{Document, kind};
use crate::Result;

pub(super) fn read(_bytes: &[u8]) -> Result<Document> {
    Err(kind::not_read("OFD 版式文件", kind::SAVE_AS))
}
