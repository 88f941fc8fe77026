//! Single characters and brackets of clean text, by byte offsets. Input: text and a border of characters in it; output:
//! characters or borders. A bracket that nothing closes ends at the limit or the line end.

use super::terms::width;

/// The byte after the mark that closes the bracket or quotation at `at`; `limit` where none does.
pub(super) fn closing(text: &str, at: usize, limit: usize) -> usize {
    let bytes = &text.as_bytes()[..limit];
    let mut depth = 0_usize;
    let mut place = at;
    while let Some(&byte) = bytes.get(place) {
        let opens = match byte {
            0xe4..=0xe9 => {
                place += 3;
                continue;
            }
            b'(' | b'[' => Some(true),
            b')' | b']' => Some(false),
            b'"' if place > at => return place + 1,
            b'\n' => return place,
            0xe2..=0xef => match text.get(place..place + 3) {
                Some("〔" | "〈" | "（" | "“" | "《" | "「" | "【") => Some(true),
                Some("〕" | "〉" | "）" | "”" | "》" | "」" | "】") => Some(false),
                _ => None,
            },
            _ => None,
        };
        place += width(byte);
        match opens {
            Some(true) => depth += 1,
            Some(false) if depth <= 1 => return place,
            Some(false) => depth -= 1,
            None => {}
        }
    }
    limit
}

/// Whether a name may hold the character: ideographs, Latin letters and what stands for damaged text.
pub(super) fn is_name_character(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
        || c.is_ascii_alphabetic()
        || c == '〇'
        || ('\u{20000}'..='\u{3ffff}').contains(&c)
}

/// The character at `at`, which must be a border of characters within the text.
pub(super) fn first(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\0')
}

/// The nearest border of characters at or below `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
