//! Bytes of the clean text → code points of the source text.

use crate::model::{ByteSpan, CharSpan};
use crate::normalize::OffsetMap;

/// Every how many bytes of the source the count of code points is kept.
const STEP: usize = 256;

/// Counts the code points of a text.
#[derive(Debug)]
pub struct Index<'a> {
    source: &'a str,
    /// Code points before byte `i * STEP`.
    counts: Vec<usize>,
}

impl<'a> Index<'a> {
    /// Counts `source` once.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let mut counts = Vec::with_capacity(source.len() / STEP + 1);
        let mut count = 0;
        for chunk in source.as_bytes().chunks(STEP) {
            counts.push(count);
            count += starts(chunk);
        }
        counts.push(count);
        Self { source, counts }
    }

    /// The code points of bytes of the source.
    #[must_use]
    pub fn chars(&self, span: ByteSpan) -> CharSpan {
        CharSpan {
            start: self.before(span.start),
            end: self.before(span.end),
        }
    }

    fn before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        self.counts[step] + starts(&self.source.as_bytes()[step * STEP..byte])
    }
}

/// Leads spans of one notice back to the source.
#[derive(Debug, Clone, Copy)]
pub struct Locator<'a> {
    /// The source.
    pub index: &'a Index<'a>,
    /// From the clean text of the whole source back to it.
    pub map: &'a OffsetMap,
    /// Where the notice begins in that clean text.
    pub base: usize,
}

impl Locator<'_> {
    /// The code points of the source that `span` of the notice's clean text came from.
    #[must_use]
    pub fn clean(&self, span: ByteSpan) -> CharSpan {
        let whole = ByteSpan::new(span.start + self.base, span.end + self.base);
        self.index.chars(self.map.to_source(whole))
    }
}

/// How many code points begin in `bytes`: all bytes but continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::model::ByteSpan;

    #[test]
    fn counts_code_points() {
        let text = "工𠮷a".repeat(300);
        let index = Index::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars(ByteSpan::new(byte, byte)).start, count);
        }
        assert_eq!(index.chars(ByteSpan::new(0, text.len())).end, 900);
    }
}
