//! What `read` hands on: the decoded text of one notice.

use super::span::ByteSpan;
use super::table::Table;
use super::warning::Finding;

/// The format that a notice was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, read by pulldown-cmark.
    Markdown,
    /// A web page or a fragment of one.
    Html,
    /// A web page saved with its parts (RFC 2557).
    Mht,
    /// A mail message (RFC 5322).
    Eml,
    /// Word since 2007 (ECMA-376).
    Docx,
    /// Word 97 to 2003, WPS Writer: a compound file with a `WordDocument` stream.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// PDF with a text layer.
    Pdf,
    /// OFD (GB/T 33190), the fixed layout of Chinese offices.
    Ofd,
    /// Excel since 2007.
    Xlsx,
    /// Excel 97 to 2003, WPS Spreadsheets.
    Xls,
    /// Comma- or tab-separated values.
    Csv,
}

/// The decoded text of one notice and where it came from.
///
/// All spans that the program emits count code points in [`SourceText::text`].
#[derive(Debug, Clone, PartialEq)]
pub struct SourceText {
    /// The text as decoded (for all but plain text: the plain text that the reader hands on), before normalization.
    pub text: String,
    /// Its tables in order of place, disjoint; spans are bytes of [`SourceText::text`].
    pub tables: Vec<Table>,
    /// Format by content or file ending.
    pub format: Format,
    /// Name of the encoding, such as `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `HZ-GB-2312`; `binary` where the format
    /// has none of its own.
    pub encoding: &'static str,
    /// Number of bytes of the input.
    pub bytes: u64,
    /// SHA-256 of the input, lower-case hexadecimal.
    pub sha256: String,
    /// What the reader noticed; spans are bytes of [`SourceText::text`].
    pub findings: Vec<Finding<ByteSpan>>,
}
