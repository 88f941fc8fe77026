//! Bytes of any encoding and format → text.

use crate::Result;
use crate::model::{Format, SourceText};

/// How to read one input.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The encoding to use instead of guessing.
    pub encoding: Option<Encoding>,
    /// The format that the file's ending names, where it names one.
    pub format: Option<Format>,
}

/// An encoding that the program can decode (stub: to be replaced by `encoding.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding;

impl std::str::FromStr for Encoding {
    type Err = crate::Error;

    fn from_str(label: &str) -> Result<Self> {
        let known = ["utf-8", "gb18030", "gbk", "big5"].contains(&label.to_ascii_lowercase().as_str());
        let what = format!("不认识的编码“{label}”");
        known
            .then_some(Self)
            .ok_or_else(|| crate::Error::new("E105", what, "可用 utf-8、gb18030、big5。"))
    }
}

/// Reads one notice.
///
/// # Errors
/// Fails where the bytes are no text, are empty, or do not fit the forced encoding.
pub fn read(bytes: &[u8], _options: &ReadOptions) -> Result<SourceText> {
    Ok(SourceText {
        text: String::from_utf8_lossy(bytes).into_owned(),
        format: Format::Text,
        encoding: "UTF-8",
        bytes: bytes.len() as u64,
        sha256: String::new(),
        findings: Vec::new(),
    })
}
