//! What `read` hands on: the decoded text of one notice.

use super::span::ByteSpan;
use super::warning::Finding;

/// The format that a notice was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, read by pulldown-cmark.
    Markdown,
}

/// The decoded text of one notice and where it came from.
///
/// All spans that the program emits count code points in [`SourceText::text`].
#[derive(Debug, Clone, PartialEq)]
pub struct SourceText {
    /// The text as decoded (for Markdown: the plain text that the reader hands on), before normalization.
    pub text: String,
    /// Format by content or file ending.
    pub format: Format,
    /// Name of the encoding, such as `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `HZ-GB-2312`.
    pub encoding: &'static str,
    /// Number of bytes of the input.
    pub bytes: u64,
    /// SHA-256 of the input, lower-case hexadecimal.
    pub sha256: String,
    /// What the reader noticed; spans are bytes of [`SourceText::text`].
    pub findings: Vec<Finding<ByteSpan>>,
}
