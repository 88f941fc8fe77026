//! Word 97 to 2003, WPS Writer (`.doc`, `.wps`: MS-DOC) and, as far as they go, Word 6 and 95.
//!
//! In: the bytes of a compound file. Out: the text of the body with tables and printed list numbers, text boxes behind the
//! paragraphs that they are anchored in. Notes (which a warning says), headers, comments, deleted and hidden text, field
//! codes and tables of contents are left out.
//! Numbering of Word 95 and numbers that only Word counts are not restored, which a warning says. Not read: pictures,
//! embedded objects, the summary information.
//!
//! ```text
//! container   the file → its streams
//! fib         the head: lengths and places of all that follows
//! pieces      which bytes are which characters
//! pages       where the properties of the characters and paragraphs at a place stand
//! properties  what they say: `changes` reads them, `styles` lends to them, `rows` is told by them
//! lists       the lists that number paragraphs
//! walk        all together: characters → paragraphs, cells, rows; `fields`, `boxes` and `fonts` help
//! story       the body, then what belongs to it
//! ```

mod boxes;
mod bytes;
mod changes;
mod container;
mod fib;
mod fields;
mod fonts;
mod lists;
mod pages;
mod pieces;
mod properties;
mod rows;
mod story;
mod styles;
mod walk;

use super::{BINARY, Document, locked, packed, pictures_only};
use crate::Result;
use crate::model::{Format, WarningCode};
use fib::Version;

/// What messages call such a file.
const KIND: &str = "Word 或 WPS 文档";

/// Reads a document.
///
/// # Errors
/// `E107` with a password, `E108` pictures only, `E109` damaged.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let streams = container::open(bytes)?;
    if streams.main.is_empty() && streams.is_workbook {
        return super::sheet::read(bytes);
    }
    let fib = fib::read(&streams.main).ok_or_else(|| packed::damaged(KIND))?;
    if fib.encrypted {
        return Err(locked(KIND));
    }
    let [first, second] = &streams.tables;
    let table = match (fib.version, fib.table) {
        (Version::Word6 { .. }, _) => &streams.main,
        (_, 0) if !first.is_empty() => first,
        (_, 1) if second.is_empty() => first,
        _ => second,
    };
    if table.is_empty() {
        return Err(packed::damaged(KIND));
    }
    let story = story::read(&fib, &streams.main, table, &streams.data);
    if story.has_pictures && story.plain.text.trim().is_empty() {
        return Err(pictures_only(KIND));
    }
    let mut plain = story.plain;
    if streams.incomplete && super::is_blank(&plain.text) {
        return Err(packed::damaged(KIND));
    }
    if story.lost_numbers {
        plain.note(WarningCode::ListNumbersLost, super::word::LOST_NUMBERS);
    }
    if streams.incomplete {
        plain.note(WarningCode::FileIncomplete, super::word::INCOMPLETE);
    }
    Ok(Document {
        plain,
        format: Format::Doc,
        encoding: BINARY,
    })
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
