//! Rich Text Format 1.9, as Word, WPS, LibreOffice and older programs write it.
//!
//! In: the bytes. Out: the text of the body with tables and printed list numbers, text boxes behind the paragraphs that
//! they are anchored in. Bytes of text are read by the code page of their font, `\u` characters as they are. Notes
//! (which a warning says), headers, comments, deleted and hidden text, instructions of fields and tables of contents are left
//! out. Numbers that programs print before paragraphs (`\listtext`) are kept; where they are missing, lists are counted as
//! in `.doc`. Not read: pictures, embedded objects, formulas, the style sheet.
//!
//! ```text
//! {\rtf1\ansicpg936{\fonttbl{\f0\fcharset134 宋体;}}{\listtext 一、\tab}\f0\'d7\'dc\'cc\'e5\'d2\'aa\'c7\'f3\par}
//!                                                                                        → 一、总体要求⏎
//! ```

mod fonts;
mod group;
mod lists;
mod reader;
mod rows;
mod story;
mod text;
mod token;

use super::{BINARY, Document, is_blank, pictures_only};
use crate::Result;
use crate::model::{Format, WarningCode};

/// What messages call such a file.
const KIND: &str = "RTF 文档";

/// Reads a document.
///
/// # Errors
/// `E108` pictures only.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let read = reader::read(bytes);
    let mut plain = read.plain;
    if read.has_pictures && is_blank(&plain.text) {
        return Err(pictures_only(KIND));
    }
    super::word::note_left_out(&mut plain, "脚注或尾注", read.notes.lines());
    if read.lost_numbers {
        plain.note(WarningCode::ListNumbersLost, super::word::LOST_NUMBERS);
    }
    if read.incomplete {
        plain.note(WarningCode::FileIncomplete, super::word::INCOMPLETE);
    }
    Ok(Document {
        plain,
        format: Format::Rtf,
        encoding: BINARY,
    })
}

#[cfg(test)]
mod tests;
