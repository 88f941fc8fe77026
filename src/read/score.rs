//! How much a decoded piece reads like Chinese official writing.
//!
//! In: text as one encoding decodes it. Out: a [`Score`] in tenths of a point per *source byte*, so that readings of
//! the same bytes with more or fewer characters compare. A wrong encoding turns Chinese into rare characters, other
//! scripts, private use and U+FFFD; the right one gives common characters and Chinese punctuation.
//!
//! Common are the 3,755 characters of GB 2312-80 level 1 (rows 16–55, bytes B0A1–D7F9: the standard's 常用字 by
//! frequency count) and the 5,401 of Big5 level 1 (A440–C67E: 常用字 of Taiwan's 1982 list). Both are code ranges,
//! so no data file is needed. Not told apart: which of the two scripts a piece is in.

use super::encoding::Encoding;
use std::sync::LazyLock;

/// Points of a common Chinese character or mark, per source byte.
pub(super) const FULL: i32 = 10;
/// Points of a sequence that the encoding does not know, however long.
const UNKNOWN: i32 = -40;

/// Points over a piece of text and the source bytes they were given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Score {
    /// Tenths of a point.
    pub points: i32,
    /// Source bytes of the characters that can tell encodings apart (all but ASCII, in UTF-16 all).
    pub bytes: i32,
    /// Control characters that no text holds.
    pub controls: i32,
}

impl Score {
    /// Points per byte, in tenths: [`FULL`] where all is common, below 0 where nothing fits.
    pub(super) const fn mean(self) -> i32 {
        if self.bytes == 0 { 0 } else { self.points / self.bytes }
    }

    pub(super) fn add(&mut self, c: char, encoding: Encoding) {
        let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let width = width(c, encoding);
        match c {
            '\u{FFFD}' => {
                self.points += UNKNOWN;
                self.bytes += 1;
            }
            // In UTF-16 an ASCII character is a zero byte in the right place: proof. Elsewhere every encoding has it.
            ' '..='~' | '\t' | '\n' | '\r' if wide => {
                self.points += FULL * width;
                self.bytes += width;
            }
            ' '..='~' | '\t' | '\n' | '\r' | '\u{c}' => {}
            _ => {
                let weight = weight(c);
                self.controls += i32::from(weight == CONTROL);
                self.points += weight * width;
                self.bytes += width;
            }
        }
    }
}

/// Scores `text`, decoded from `encoding`.
pub(super) fn score(text: &str, encoding: Encoding) -> Score {
    let mut score = Score::default();
    text.chars().for_each(|c| score.add(c, encoding));
    score
}

/// Points of a control character.
const CONTROL: i32 = -3 * FULL;

/// Points of a character beyond ASCII (or a control character) per source byte.
#[inline]
pub(super) fn weight(c: char) -> i32 {
    match c {
        '\u{4E00}'..='\u{9FFF}' => {
            if is_common(c) {
                FULL
            } else {
                -5
            }
        }
        '、' | '。' | '〇' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' | '【' | '】' | '〔' | '〕'
        | '\u{3000}' => FULL,
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' => FULL,
        // Full-width ASCII.
        '\u{FF01}'..='\u{FF5E}' => FULL,
        '×' | '÷' | '°' | '±' | '§' => 0,
        // Numbers in circles and brackets, units, arrows, boxes, bullets, roman numerals.
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203B}' | '\u{20AC}' | '\u{2100}'..='\u{27BF}' => 0,
        '\u{3001}'..='\u{303F}' | '\u{3200}'..='\u{33FF}' | '\u{FEFF}' => 0,
        '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '\u{F900}'..='\u{FAFF}' => -FULL,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => -2 * FULL,
        '\0'..='\u{1F}' | '\u{7F}' => CONTROL,
        '\u{80}'..='\u{9F}' => -2 * FULL,
        // Kana, bopomofo, Hangul, Cyrillic, Greek, accented Latin …: each occurs, none fills a notice.
        _ => -FULL,
    }
}

/// Bytes of `c` in `encoding`; close enough for weighing.
fn width(c: char, encoding: Encoding) -> i32 {
    match encoding {
        Encoding::Utf8 => c.len_utf8() as i32,
        Encoding::Utf16Le | Encoding::Utf16Be => 2 * c.len_utf16() as i32,
        Encoding::Gb18030 | Encoding::Big5 | Encoding::Hz => 1 + i32::from(!c.is_ascii()),
    }
}

/// Whether `c` is a common character or mark: true of nearly all that Chinese text holds, and cheap.
#[inline]
pub(super) fn is_usual(c: char) -> bool {
    is_common(c) || matches!(c, '\u{3000}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”')
}

/// Whether `c`, from U+4E00–U+9FFF, is among the common characters of either script.
fn is_common(c: char) -> bool {
    let at = (c as usize).wrapping_sub(FIRST_HAN);
    COMMON.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

const FIRST_HAN: usize = 0x4E00;

/// One bit for each code point from U+4E00 to U+9FFF.
static COMMON: LazyLock<[u64; 328]> = LazyLock::new(|| {
    let mut bits = [0u64; 328];
    let mut set = |codec: &'static encoding_rs::Encoding, row: &[u8]| {
        let (text, _) = codec.decode_without_bom_handling(row);
        for c in text.chars() {
            let at = (c as usize).wrapping_sub(FIRST_HAN);
            if let Some(word) = bits.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
    };
    for lead in 0xB0..=0xD7u8 {
        let last = if lead == 0xD7 { 0xF9 } else { 0xFE };
        let row: Vec<u8> = (0xA1..=last).flat_map(|trail| [lead, trail]).collect();
        set(encoding_rs::GB18030, &row);
    }
    for lead in 0xA4..=0xC6u8 {
        // The list ends half-way through row C6.
        let last = if lead == 0xC6 { 0x7E } else { 0xFE };
        let trails = (0x40..=0x7Eu8).chain(0xA1..=last.max(0xA0));
        let row: Vec<u8> = trails
            .filter(|&trail| trail <= last)
            .flat_map(|trail| [lead, trail])
            .collect();
        set(encoding_rs::BIG5, &row);
    }
    bits
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_characters_are_the_two_first_levels() {
        let count: u32 = COMMON.iter().map(|bits| bits.count_ones()).sum();
        // 3,755 + 5,401 less those that both scripts share.
        assert!((5_401..9_156).contains(&count), "{count}");
        for c in "的一是不了在人有我他这關於進一步加強義務教育经济发展總體要求责任單位".chars()
        {
            assert!(is_common(c), "{c}");
        }
        for c in "鐨鎴锛銆齉龘\u{9FFF}".chars() {
            assert!(!is_common(c), "{c}");
        }
    }

    #[test]
    fn chinese_scores_full_and_other_readings_of_its_bytes_do_not() {
        let text = "各地要把安全生产摆在更加突出的位置，逐级压实责任。";
        assert_eq!(score(text, Encoding::Utf8).mean(), FULL);
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        let (wrong, _) = encoding_rs::BIG5.decode_without_bom_handling(&bytes);
        assert!(score(&wrong, Encoding::Big5).mean() < FULL / 2);
        let (wrong, _) = encoding_rs::GB18030.decode_without_bom_handling(text.as_bytes());
        assert!(score(&wrong, Encoding::Gb18030).mean() < 0);
    }
}
