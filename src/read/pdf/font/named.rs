//! Character maps that files name and do not embed: codes are Unicode or a national encoding, or bare glyph numbers.
//!
//! In: the name of a map and the bytes of a string. Out: codes, their text, and what glyph number the widths of the font
//! go by, where that is known: for ASCII only, which is where widths differ.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// What the codes of a named map are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum Codes {
    /// Glyph numbers of two bytes.
    Glyphs,
    /// UTF-16 BE; UCS-2 is a part of it.
    Utf16,
    Utf8,
    Utf32,
    /// Bytes of an encoding, with the glyph number of a blank.
    Bytes(&'static Encoding, u32),
    /// The same without the high bits: two bytes of seven bits each.
    SevenBit(&'static Encoding),
}

/// The map of that name, and whether lines run from top to bottom.
pub(in super::super) fn named(name: &[u8]) -> Option<(Codes, bool)> {
    let name = std::str::from_utf8(name).ok()?;
    let (stem, vertical) = match name.strip_suffix("-V") {
        Some(stem) => (stem, true),
        None => (name.strip_suffix("-H").unwrap_or(name), name == "V"),
    };
    let codes = match stem {
        "Identity" | "Adobe-Identity" => Codes::Glyphs,
        "GBK-EUC" | "GB-EUC" => Codes::Bytes(GB18030, 813),
        "GBKp-EUC" | "GBK2K" | "GBpc-EUC" => Codes::Bytes(GB18030, 1),
        "GB" => Codes::SevenBit(GB18030),
        "B5pc" | "HKscs-B5" | "ETenms-B5" | "HKdla-B5" | "HKdlb-B5" | "HKgccs-B5" | "HKm314-B5" | "HKm471-B5" => {
            Codes::Bytes(BIG5, 1)
        }
        "ETen-B5" => Codes::Bytes(BIG5, 13_648),
        "83pv-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" => Codes::Bytes(SHIFT_JIS, 1),
        "90ms-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" | "RKSJ" => Codes::Bytes(SHIFT_JIS, 231),
        "EUC" => Codes::Bytes(EUC_JP, 231),
        "KSC-EUC" | "KSCms-UHC-HW" => Codes::Bytes(EUC_KR, 8_094),
        "KSCms-UHC" | "KSCpc-EUC" => Codes::Bytes(EUC_KR, 1),
        _ if stem.starts_with("Uni") && stem.ends_with("UTF8") => Codes::Utf8,
        _ if stem.starts_with("Uni") && stem.ends_with("UTF32") => Codes::Utf32,
        _ if stem.starts_with("Uni") => Codes::Utf16,
        _ => return None,
    };
    Some((codes, vertical))
}

impl Codes {
    /// The first code of `bytes` and how many bytes it has; `bytes` is not empty.
    pub fn next(self, bytes: &[u8]) -> (u32, usize) {
        let second = bytes.get(1).copied().unwrap_or(0);
        let length = match (self, bytes.first().copied().unwrap_or(0)) {
            (Self::Glyphs | Self::SevenBit(_), _) => 2,
            (Self::Utf16, 0xD8..=0xDB) if bytes.get(2).is_some_and(|byte| (0xDC..=0xDF).contains(byte)) => 4,
            (Self::Utf16, _) => 2,
            (Self::Utf32, _) => 4,
            (Self::Utf8, 0xC0..=0xDF) => 2,
            (Self::Utf8, 0xE0..=0xEF) => 3,
            (Self::Utf8, 0xF0..) => 4,
            (Self::Bytes(encoding, _), 0x81..=0xFE)
                if encoding == GB18030 && second.is_ascii_digit() && bytes.len() >= 4 =>
            {
                4
            }
            (Self::Bytes(encoding, _), 0x8F) if encoding == EUC_JP => 3,
            (Self::Bytes(encoding, _), 0xA0..=0xDF) if encoding == SHIFT_JIS => 1,
            (Self::Bytes(..), 0x81..=0xFE) => 2,
            _ => 1,
        };
        let length = length.min(bytes.len()).max(1);
        let code = bytes
            .iter()
            .take(length)
            .fold(0, |code, &byte| code << 8 | u32::from(byte));
        (code, length)
    }

    /// Adds the text of a code of `length` bytes to `out`; tells whether the map knows it.
    pub fn unicode(self, code: u32, length: usize, out: &mut String) -> bool {
        let bytes = code.to_be_bytes();
        let bytes = bytes.get(4_usize.saturating_sub(length)..).unwrap_or_default();
        let decoded = match self {
            Self::Glyphs => return false,
            Self::Utf16 => encoding_rs::UTF_16BE.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Utf32 => {
                let char = char::from_u32(code);
                out.extend(char);
                return char.is_some();
            }
            Self::Utf8 => encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Bytes(encoding, _) => encoding.decode_without_bom_handling_and_without_replacement(bytes),
            Self::SevenBit(encoding) => {
                let bytes: Vec<u8> = bytes.iter().map(|byte| byte | 0x80).collect();
                let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
                return text.is_some_and(|text| {
                    out.push_str(&text);
                    true
                });
            }
        };
        match decoded {
            Some(text) if !text.is_empty() => {
                out.push_str(&text);
                true
            }
            _ => false,
        }
    }

    /// The glyph number that the widths go by.
    pub fn glyph(self, code: u32) -> Option<u32> {
        let blank = match self {
            Self::Glyphs => return Some(code),
            Self::Utf16 | Self::Utf8 | Self::Utf32 => 1,
            Self::Bytes(_, blank) => blank,
            Self::SevenBit(_) => return None,
        };
        (0x20..0x7F).contains(&code).then(|| blank + code - 0x20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, mut bytes: &[u8]) -> String {
        let (codes, _) = named(name.as_bytes()).unwrap();
        let mut out = String::new();
        while !bytes.is_empty() {
            let (code, length) = codes.next(bytes);
            assert!(codes.unicode(code, length, &mut out), "{name} {code:X}");
            bytes = &bytes[length..];
        }
        out
    }

    #[test]
    fn codes_of_named_maps_are_text() {
        for (name, bytes) in [
            ("UniGB-UCS2-H", &b"\x4E\x2D\x00A\x65\x87"[..]),
            ("UniCNS-UTF16-H", b"\x4E\x2D\x00A\x65\x87"),
            ("GBK-EUC-H", b"\xD6\xD0A\xCE\xC4"),
            ("GBK2K-V", b"\xD6\xD0A\xCE\xC4"),
            ("ETen-B5-H", b"\xA4\xA4A\xA4\xE5"),
            ("UniGB-UTF8-H", "中A文".as_bytes()),
        ] {
            assert_eq!(text(name, bytes), "中A文", "{name}");
        }
        assert_eq!(text("GB-H", b"\x56\x50\x4E\x44"), "中文");
        assert_eq!(text("UniGB-UTF16-H", b"\xD8\x40\xDC\x0B"), "𠀋");
        assert_eq!(named(b"UniGB-UCS2-V").map(|(_, vertical)| vertical), Some(true));
        assert_eq!(named(b"WinAnsiEncoding"), None);
    }
}
