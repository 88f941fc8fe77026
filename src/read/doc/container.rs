//! The compound file that a document is kept in (MS-CFB) → the streams that hold text.
//!
//! In: the bytes of the file. Out: [`Streams`]. A file whose end is missing is read with zeros in its place, as far as
//! its tables of sectors and names are there. Not read: pictures, macros, embedded objects, summary information.

use crate::Result;
use crate::read::packed;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// Most bytes that a file with a missing end is filled up to.
const FILLED: u64 = 64 << 20;

/// The streams of a document; empty where there is none.
#[derive(Debug, Default)]
pub(super) struct Streams {
    /// `WordDocument`: the head, the text and the pages of formatting.
    pub main: Vec<u8>,
    /// `0Table` and `1Table`, of which the head names one.
    pub tables: [Vec<u8>; 2],
    /// `Data`: pictures, and properties too long for their page.
    pub data: Vec<u8>,
    /// It is a workbook that holds a document, not a document.
    pub is_workbook: bool,
    /// The end of the file is missing.
    pub incomplete: bool,
}

/// Opens a compound file.
///
/// # Errors
/// `E109` where it is none or its tables are lost.
pub(super) fn open(bytes: &[u8]) -> Result<Streams> {
    let whole = CompoundFile::open(Cursor::new(bytes)).and_then(streams);
    whole.or_else(|error| {
        let filled = filled(bytes).and_then(|bytes| CompoundFile::open(Cursor::new(bytes)).and_then(streams).ok());
        let streams = filled.ok_or_else(|| packed::damaged(super::KIND).caused_by(error))?;
        Ok(Streams {
            incomplete: true,
            ..streams
        })
    })
}

fn streams<F: AsRef<[u8]>>(mut file: CompoundFile<Cursor<F>>) -> std::io::Result<Streams> {
    let mut out = Streams::default();
    let streams = file.read_root_storage().filter(cfb::Entry::is_stream);
    let names: Vec<String> = streams.map(|entry| entry.name().to_owned()).collect();
    for name in names {
        let place = match name.to_ascii_lowercase().as_str() {
            "worddocument" => &mut out.main,
            "0table" => &mut out.tables[0],
            "1table" => &mut out.tables[1],
            "data" => &mut out.data,
            "workbook" | "book" => {
                out.is_workbook = true;
                continue;
            }
            _ => continue,
        };
        file.open_stream(&name)?.read_to_end(place)?;
    }
    Ok(out)
}

/// The bytes with zeros up to the length that the file's table of sectors has; none where that is no lost end.
fn filled(bytes: &[u8]) -> Option<Vec<u8>> {
    use super::bytes::{u16_at, u32_at};
    let sector = 1u64
        .checked_shl(u16_at(bytes, 0x1E)?.into())
        .filter(|size| matches!(size, 512 | 4096))?;
    let tables = u64::from(u32_at(bytes, 0x2C)?);
    let len = tables.checked_mul(sector / 4)?.checked_add(1)?.checked_mul(sector)?;
    if len <= bytes.len() as u64 || len > FILLED {
        return None;
    }
    let mut out = bytes.to_vec();
    out.resize(usize::try_from(len).ok()?, 0);
    Some(out)
}
