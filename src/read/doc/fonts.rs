//! The table of fonts (SttbfFfn, MS-DOC 2.9.286): only names, to tell fonts of symbols.

use super::bytes::{part, u8_at, u16_at};

/// Most fonts whose names are kept.
const MOST: usize = 1_000;

/// The names of the fonts by their numbers. Word 97 and later.
pub(super) fn names(table: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    // Behind the count and the size of extra data; each begins with its length less one.
    let mut at = 4;
    while let Some(len) = u8_at(table, at).filter(|_| names.len() < MOST) {
        let font = part(table, at, usize::from(len) + 1);
        let units = (40..)
            .step_by(2)
            .map_while(|at| u16_at(font, at))
            .take_while(|unit| *unit != 0);
        names.push(char::decode_utf16(units).filter_map(Result::ok).collect());
        at += usize::from(len) + 1;
    }
    names
}
