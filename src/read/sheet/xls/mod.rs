//! Workbooks of Excel 5 to 2003 and of WPS Spreadsheets (MS-XLS): `.xls`, `.et`.
//!
//! In: the bytes of a compound file. Out: a [`Book`], as for newer ones. Not read: formulas (their results are),
//! comments, text boxes, charts; Excel 4 and before, which is no compound file.
//!
//! Read by hand and not through `calamine`: it takes memory for all places between the first and the last cell and
//! follows chains of sectors in circles, so that two bytes changed end the process; and it has no number formats.

mod cells;
mod globals;
mod record;

use super::KIND;
use super::book::{Book, Sheet};
use crate::read::{kind, packed};
use crate::{Error, Result};
use globals::Globals;
use std::io::{Cursor, Read};

/// Most bytes of the stream.
const LONGEST: u64 = 64 << 20;

/// Reads a workbook.
///
/// # Errors
/// `E104` a workbook older than Excel 5, `E107` encrypted, `E109` damaged, `E110` more than a table of tasks holds.
pub(super) fn read(bytes: &[u8]) -> Result<Book> {
    let stream = stream(bytes)?;
    let globals = Globals::read(&stream)?;
    let mut book = Book::default();
    // A file may name one place many times over.
    let mut left = stream.len().saturating_mul(2);
    for entry in &globals.sheets {
        // What nobody can show again (2) is a program's own.
        match entry.state {
            0 => {}
            1 => {
                book.hidden.push(entry.name.clone());
                continue;
            }
            _ => continue,
        }
        let mut sheet = Sheet::named(entry.name.clone());
        let end = cells::read(&stream, entry.at, &globals, &mut book, &mut sheet)?;
        left = left.checked_sub(end.saturating_sub(entry.at)).ok_or_else(damaged)?;
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// The stream that holds the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| damaged().caused_by(e))?;
    // A file for both Excel 95 and 97 holds both streams.
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(damaged());
    };
    let stream = file.open_stream(name).map_err(|e| damaged().caused_by(e))?;
    let mut whole = Vec::new();
    let read = stream.take(LONGEST + 1).read_to_end(&mut whole);
    read.map_err(|e| damaged().caused_by(e))?;
    if whole.len() as u64 > LONGEST {
        return Err(packed::too_large());
    }
    Ok(whole)
}

fn damaged() -> Error {
    packed::damaged(KIND)
}

fn too_old() -> Error {
    kind::not_read("Excel 4 以前的表格", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再读。")
}
