//! The encodings that notices come in, and the labels people give them.
//!
//! In: a label such as `gbk`. Out: an [`Encoding`]. GB2312 and GBK are read as GB18030, which holds both; UTF-16
//! without a named order is little-endian, as Windows Notepad's "Unicode". Not known: UTF-32, UTF-7, code pages of
//! other languages.
//!
//! ```
//! use gongdan::read::Encoding;
//! assert_eq!("GBK".parse::<Encoding>().unwrap(), Encoding::Gb18030);
//! assert_eq!("big5".parse::<Encoding>().unwrap().name(), "Big5");
//! assert_eq!("latin-9".parse::<Encoding>().unwrap_err().code(), "E105");
//! ```

use crate::Error;
use std::fmt;
use std::str::FromStr;

/// An encoding that the program can decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// Big5 with the Hong Kong additions, as browsers read it.
    Big5,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// HZ-GB-2312 (RFC 1843): GB2312 in seven bits between `~{` and `~}`.
    Hz,
}

impl Encoding {
    /// Every encoding, the more usual first; ties between guesses go to the earlier one.
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Gb18030,
        Self::Big5,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Hz,
    ];

    /// The name that [`crate::model::SourceText::encoding`] holds.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Hz => "HZ-GB-2312",
        }
    }

    /// The decoder; none for HZ, which encoding_rs (as WHATWG) refuses and [`super::hz`] reads.
    pub(super) fn codec(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Utf8 => Some(encoding_rs::UTF_8),
            Self::Gb18030 => Some(encoding_rs::GB18030),
            Self::Big5 => Some(encoding_rs::BIG5),
            Self::Utf16Le => Some(encoding_rs::UTF_16LE),
            Self::Utf16Be => Some(encoding_rs::UTF_16BE),
            Self::Hz => None,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads a label; case, blanks, `-` and `_` do not matter.
    ///
    /// # Errors
    /// `E105` for a label that is not known, with those that are.
    fn from_str(label: &str) -> Result<Self, Error> {
        let key: String = label
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Ok(match key.as_str() {
            "utf8" | "utf8sig" | "utf8bom" | "cp65001" | "65001" => Self::Utf8,
            "gb18030" | "gbk" | "gb2312" | "gb" | "gb231280" | "euccn" | "cp936" | "ms936" | "windows936" | "936"
            | "cp54936" | "54936" => Self::Gb18030,
            "big5" | "big5hkscs" | "big5eten" | "cp950" | "ms950" | "windows950" | "950" => Self::Big5,
            "utf16le" | "utf16" | "unicode" | "ucs2" | "ucs2le" => Self::Utf16Le,
            "utf16be" | "unicodefffe" | "ucs2be" => Self::Utf16Be,
            "hz" | "hzgb2312" | "hzgb" => Self::Hz,
            _ => {
                return Err(Error::new(
                    "E105",
                    format!("不认识编码名“{}”", label.chars().take(40).collect::<String>()),
                    "可用的编码名：utf-8、gbk、gb2312、gb18030、big5、utf-16le、utf-16be、hz；不写则自动识别。",
                ));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_command_line_are_known() {
        for (label, encoding) in [
            ("utf-8", Encoding::Utf8),
            ("UTF8", Encoding::Utf8),
            ("utf-8-sig", Encoding::Utf8),
            ("gbk", Encoding::Gb18030),
            ("GB2312", Encoding::Gb18030),
            ("gb18030", Encoding::Gb18030),
            ("CP936", Encoding::Gb18030),
            ("Big5", Encoding::Big5),
            ("big5-hkscs", Encoding::Big5),
            ("utf-16le", Encoding::Utf16Le),
            ("UTF_16BE", Encoding::Utf16Be),
            ("hz", Encoding::Hz),
            ("HZ-GB-2312", Encoding::Hz),
        ] {
            assert_eq!(label.parse::<Encoding>().unwrap(), encoding, "{label}");
        }
        for encoding in Encoding::ALL {
            assert_eq!(encoding.name().parse::<Encoding>().unwrap(), encoding);
        }
    }

    #[test]
    fn an_unknown_label_is_answered_with_the_known_ones() {
        let error = "shift_jis".parse::<Encoding>().unwrap_err().to_string();
        assert!(error.contains("shift_jis") && error.contains("utf-16le"), "{error}");
    }
}
