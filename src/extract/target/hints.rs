//! One search of a sentence for all words that narration and conditions look for. Most sentences have none, and several
//! numbers stand in one sentence: what was found is kept for the next.

use super::{condition, narration};
use crate::model::ByteSpan;
use crate::wordset::WordScan;
use std::cell::Cell;
use std::sync::LazyLock;

static HINTS: LazyLock<WordScan> = LazyLock::new(|| {
    let lists: Vec<&str> = narration::HINTS.iter().chain(condition::HINTS).copied().collect();
    WordScan::new(&lists)
});

/// The last sentence that was looked at.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// First byte and one past the last.
    bounds: Cell<Option<(usize, usize)>>,
    /// Its end, and whether it may have such a word.
    hinted: Cell<Option<(usize, bool)>>,
}

impl Memo {
    /// The bounds of the sentence around `span`, found by `find` where it is not the last one.
    pub fn bounds(&self, span: ByteSpan, find: impl FnOnce() -> (usize, usize)) -> (usize, usize) {
        if let Some((start, end)) = self.bounds.get()
            && start <= span.start
            && span.end <= end
        {
            return (start, end);
        }
        let found = find();
        self.bounds.set(Some(found));
        found
    }

    /// Whether `sentence`, which ends at byte `end` of the text, may have a word of narration or conditions. Of a very
    /// long sentence each number sees a later part, which has no more of them than the first.
    pub fn hinted(&self, sentence: &str, end: usize) -> bool {
        if let Some((known, found)) = self.hinted.get()
            && known == end
        {
            return found;
        }
        // 扣2分, 得5分: a number before 分 may be a score.
        let found = HINTS.is_in(sentence)
            || sentence
                .match_indices('分')
                .any(|(at, _)| sentence[..at].ends_with(|c: char| c.is_ascii_digit()));
        self.hinted.set(Some((end, found)));
        found
    }
}
