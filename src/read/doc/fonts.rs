//! The table of fonts (SttbfFfn, MS-DOC 2.9.286): only names, to tell fonts of symbols.

use super::bytes::{part, u8_at, u16_at};

/// The name of the font of that number; empty where there is none. Word 97 and later.
pub(super) fn name(table: &[u8], number: u16) -> String {
    // Behind the count and the size of extra data; each begins with its length less one.
    let mut at = 4;
    for _ in 0..number {
        let Some(len) = u8_at(table, at) else {
            return String::new();
        };
        at += usize::from(len) + 1;
    }
    let len = usize::from(u8_at(table, at).unwrap_or(0)) + 1;
    let font = part(table, at, len);
    let units = (40..)
        .step_by(2)
        .map_while(|at| u16_at(font, at))
        .take_while(|unit| *unit != 0);
    char::decode_utf16(units).filter_map(Result::ok).collect()
}
