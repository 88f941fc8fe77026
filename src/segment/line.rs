//! The lines of the clean text: trimmed, empty ones left out, each with its place.

use crate::model::ByteSpan;

/// One line without the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the clean text.
    pub span: ByteSpan,
    /// Whether an empty line stands right before it.
    pub after_gap: bool,
}

/// The lines of `text` that hold anything.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    lines_within(text, ByteSpan::new(0, text.len()))
}

/// The lines of a piece of `text` that hold anything.
#[must_use]
pub fn lines_within(text: &str, piece: ByteSpan) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = piece.start;
    let mut gap = false;
    let ends = memchr::memchr_iter(b'\n', piece.of(text).as_bytes()).map(|at| piece.start + at);
    for end in ends.chain([piece.end]) {
        let words = &text[start..end];
        let trimmed = words.trim();
        if trimmed.is_empty() {
            gap = true;
        } else {
            let at = start + words.len() - words.trim_start().len();
            found.push(Line {
                span: ByteSpan::new(at, at + trimmed.len()),
                after_gap: gap,
            });
            gap = false;
        }
        start = end + 1;
    }
    found
}
