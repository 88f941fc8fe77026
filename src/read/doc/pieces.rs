//! The piece table (CLX, MS-DOC 2.9.38): which bytes of the stream are which characters of the document.
//!
//! In: the head and its tables. Out: [`Pieces`], in the order of the document. Characters count from 0 over all parts of
//! the document. A file without a table is one piece. Not trusted: lengths; no more characters come out than the stream
//! has bytes.

use super::bytes::{part, u16_at, u32_at};
use super::fib::{Fib, Version};

/// Most pieces that are read.
const MOST: usize = 1 << 20;

/// A run of characters that stand together in the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first character and the one behind the last.
    pub start: u32,
    pub end: u32,
    /// Where the first stands in the stream.
    pub at: usize,
    pub width: Width,
    /// Properties that hold for the whole piece (PRM).
    pub changed: u16,
}

/// How the characters of a piece are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// UTF-16.
    Utf16,
    /// A byte of Windows-1252.
    Latin,
    /// A byte of the document's code page, of which two may be one character.
    Byte,
    /// Two bytes of the document's code page, the second first; or one and a zero.
    Pair,
}

impl Width {
    pub fn bytes(self) -> usize {
        match self {
            Self::Utf16 | Self::Pair => 2,
            Self::Latin | Self::Byte => 1,
        }
    }
}

/// The pieces, and the properties that they share.
#[derive(Debug, Default)]
pub(super) struct Pieces<'a> {
    pub pieces: Vec<Piece>,
    pub changes: Vec<&'a [u8]>,
}

/// Reads the pieces of a document.
pub(super) fn read<'a>(fib: &Fib, main: &[u8], table: &'a [u8]) -> Pieces<'a> {
    let mut out = Pieces::default();
    let clx = fib.pieces.of(table);
    let mut at = 0;
    while let Some(kind) = clx.get(at) {
        match kind {
            1 => {
                let len = usize::from(u16_at(clx, at + 1).unwrap_or(0));
                out.changes.push(part(clx, at + 3, len));
                at += 3 + len;
            }
            2 => {
                let len = u32_at(clx, at + 1).unwrap_or(0) as usize;
                out.pieces = table_of(part(clx, at + 5, len), fib);
                break;
            }
            _ => break,
        }
    }
    if out.pieces.is_empty() {
        out.pieces.extend(whole(fib, main));
    }
    let mut left = main.len();
    out.pieces.retain_mut(|piece| {
        let room = main.len().saturating_sub(piece.at) / piece.width.bytes();
        let count = (piece.end as usize)
            .saturating_sub(piece.start as usize)
            .min(room)
            .min(left);
        left -= count;
        piece.end = piece.start.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        count > 0
    });
    out
}

/// The pieces of a table: n + 1 places in the text, n descriptions of 8 bytes.
fn table_of(plc: &[u8], fib: &Fib) -> Vec<Piece> {
    let count = plc.len().saturating_sub(4) / 12;
    let mut pieces = Vec::new();
    for index in 0..count.min(MOST) {
        let described = 4 * (count + 1) + 8 * index;
        let (Some(start), Some(end), Some(place), Some(changed)) = (
            u32_at(plc, 4 * index),
            u32_at(plc, 4 * index + 4),
            u32_at(plc, described + 2),
            u16_at(plc, described + 6),
        ) else {
            break;
        };
        if end <= start || pieces.last().is_some_and(|last: &Piece| start < last.end) {
            continue;
        }
        let (at, width) = match fib.version {
            Version::Word97 if place & 0x4000_0000 != 0 => ((place & 0x3FFF_FFFF) / 2, Width::Latin),
            Version::Word97 => (place & 0x3FFF_FFFF, Width::Utf16),
            Version::Word6 { .. } if fib.wide => (place, Width::Pair),
            Version::Word6 { .. } => (place, Width::Byte),
        };
        pieces.push(Piece {
            start,
            end,
            at: at as usize,
            width,
            changed,
        });
    }
    pieces
}

/// The one piece of a file without a table.
fn whole(fib: &Fib, main: &[u8]) -> Option<Piece> {
    let (at, end) = (fib.text.0, fib.text.1.min(main.len()));
    let bytes = end.checked_sub(at)?;
    let all = [fib.body, fib.between(), fib.boxes]
        .into_iter()
        .fold(0u32, u32::saturating_add);
    let two = bytes / 2 >= all as usize;
    let width = match fib.version {
        Version::Word97 if two => Width::Utf16,
        Version::Word97 => Width::Latin,
        Version::Word6 { .. } if fib.wide => Width::Pair,
        Version::Word6 { .. } => Width::Byte,
    };
    Some(Piece {
        start: 0,
        end: u32::try_from(bytes / width.bytes()).ok()?,
        at,
        width,
        changed: 0,
    })
}
