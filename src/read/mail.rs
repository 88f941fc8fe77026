//! Web pages saved with their parts (MHT) and mail messages.

use super::{Document, kind};
use crate::Result;
use crate::model::Format;

pub(super) fn read(_bytes: &[u8], _format: Format) -> Result<Document> {
    Err(kind::not_read("网页存档（MHT）", kind::SAVE_AS))
}
