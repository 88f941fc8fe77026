//! Code pages that Word's formats name by number, by the kind of font or by language.
//!
//! In: such a number, or bytes. Out: a [`CodePage`], or text. A font for Western text may hold Chinese bytes all the same,
//! as programs that know only the system's code page write it: such bytes are read by the code page that makes common
//! Chinese of them.

use super::super::score::{FULL, weight};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// How bytes of text are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct CodePage {
    encoding: &'static Encoding,
    /// Nothing names it: bytes that make common Chinese are Chinese.
    open: bool,
}

impl CodePage {
    /// What nothing is known of.
    pub const UNKNOWN: Self = Self {
        encoding: WINDOWS_1252,
        open: true,
    };

    /// The code page of that number of Windows.
    pub fn of_number(number: u32) -> Self {
        let encoding = match number {
            936 | 20936 | 52936 | 54936 => GB18030,
            950 => BIG5,
            932 => SHIFT_JIS,
            949 | 1361 => EUC_KR,
            65001 => UTF_8,
            874 => encoding_rs::WINDOWS_874,
            1250 => encoding_rs::WINDOWS_1250,
            1251 => encoding_rs::WINDOWS_1251,
            1253 => encoding_rs::WINDOWS_1253,
            1254 => encoding_rs::WINDOWS_1254,
            1255 => encoding_rs::WINDOWS_1255,
            1256 => encoding_rs::WINDOWS_1256,
            1257 => encoding_rs::WINDOWS_1257,
            1258 => encoding_rs::WINDOWS_1258,
            10000 => encoding_rs::MACINTOSH,
            10007 => encoding_rs::X_MAC_CYRILLIC,
            _ => return Self::UNKNOWN,
        };
        Self { encoding, open: false }
    }

    /// The code page for a kind of font (`\fcharset`), where it names one; 0, 1 and 255 do not.
    pub fn of_charset(charset: u32) -> Option<Self> {
        Some(Self::of_number(match charset {
            77 => 10000,
            128 => 932,
            129 | 130 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => return None,
        }))
    }

    /// The code page of a language (LCID).
    pub fn of_language(language: u16) -> Self {
        match language {
            0x0804 | 0x1004 => Self::of_number(936),
            0x0404 | 0x0C04 | 0x1404 => Self::of_number(950),
            0x0411 => Self::of_number(932),
            0x0412 => Self::of_number(949),
            _ => Self::UNKNOWN,
        }
    }

    /// The same for a font that is not made for it.
    pub fn doubtful(self) -> Self {
        Self { open: true, ..self }
    }

    /// Appends what the bytes say.
    pub fn decode(self, bytes: &[u8], out: &mut String) {
        if bytes.is_ascii() {
            return out.extend(bytes.iter().map(|byte| char::from(*byte)));
        }
        let encoding = if self.open { self.likely(bytes) } else { self.encoding };
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        out.push_str(&text);
    }

    /// The encoding that makes most sense of bytes of unknown origin.
    fn likely(self, bytes: &[u8]) -> &'static Encoding {
        let reads_well = |encoding: &'static Encoding| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            let (points, count) = text
                .chars()
                .filter(|c| !c.is_ascii())
                .fold((0, 0), |(points, count), c| (points + weight(c), count + 1));
            (points * 2 > count * FULL).then_some(encoding)
        };
        let own = [self.encoding].into_iter().filter(|own| *own != WINDOWS_1252);
        own.chain([GB18030, BIG5, UTF_8])
            .find_map(reads_well)
            .unwrap_or(if self.encoding.is_single_byte() {
                self.encoding
            } else {
                WINDOWS_1252
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: CodePage, bytes: &[u8], words: &str) {
        let mut out = String::new();
        page.decode(bytes, &mut out);
        assert_eq!(out, words);
    }

    #[test]
    fn bytes_are_read_by_what_names_them() {
        check(CodePage::of_number(936), b"\xB9\xA9\xCB\xAE", "供水");
        check(CodePage::of_charset(136).unwrap(), b"\xA8\xD1\xA4\xF4", "供水");
        check(CodePage::of_language(0x0804), b"\xB9\xA9", "供");
        check(CodePage::of_number(1251), b"\xC4\xE0", "Да");
        assert_eq!(CodePage::of_charset(0), None);
    }

    #[test]
    fn bytes_of_unknown_origin_are_chinese_where_they_read_so() {
        check(CodePage::UNKNOWN, b"\xB9\xA9\xCB\xAE\xB1\xA3\xD5\xCF", "供水保障");
        check(CodePage::UNKNOWN, b"\xA8\xD1\xA4\xF4\xBA\xDE\xBDu", "供水管線");
        check(CodePage::UNKNOWN, b"caf\xE9 \x93ok\x94", "café “ok”");
        check(CodePage::of_number(936).doubtful(), b"\x93ok\x94", "“ok”");
    }
}
