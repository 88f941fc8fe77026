//! Bytes of the clean text → code points of the source text.

use crate::model::{ByteSpan, CharSpan};
use crate::normalize::OffsetMap;

/// Every how many bytes of the source the count of code points is kept.
const STEP: usize = 256;

/// Leads spans back to the source.
#[derive(Debug)]
pub struct Locator<'a> {
    source: &'a str,
    map: &'a OffsetMap,
    /// Code points before byte `i * STEP`.
    counts: Vec<usize>,
}

impl<'a> Locator<'a> {
    /// A locator for spans of the clean text that `map` belongs to.
    #[must_use]
    pub fn new(source: &'a str, map: &'a OffsetMap) -> Self {
        let mut counts = Vec::with_capacity(source.len() / STEP + 1);
        let mut count = 0;
        for chunk in source.as_bytes().chunks(STEP) {
            counts.push(count);
            count += starts(chunk);
        }
        counts.push(count);
        Self { source, map, counts }
    }

    /// The code points of the source that `span` of the clean text came from.
    #[must_use]
    pub fn clean(&self, span: ByteSpan) -> CharSpan {
        self.source(self.map.to_source(span))
    }

    /// The code points of bytes of the source.
    #[must_use]
    pub fn source(&self, span: ByteSpan) -> CharSpan {
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

/// How many code points begin in `bytes`: all bytes but continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::Locator;
    use crate::model::ByteSpan;
    use crate::normalize::OffsetMap;

    #[test]
    fn counts_code_points() {
        let text = "工𠮷a".repeat(300);
        let map = OffsetMap::default();
        let locator = Locator::new(&text, &map);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(locator.source(ByteSpan::new(byte, byte)).start, count);
        }
        assert_eq!(locator.source(ByteSpan::new(0, text.len())).end, 900);
    }
}
