//! Where every character of a filter's output comes from. In: the edits of one filter, or two maps to compose; out:
//! spans of the input for spans of the output. All offsets are bytes, spans half-open.
//!
//! ```text
//! input    a  （  b  ）  c   d         bytes  0 1 4 5 8 9 10
//! output   a  (  b  )  c              bytes  0 1 2 3 4 5
//! edits       1..4 → 1..2,  5..8 → 3..4,  9..10 → 5..5
//! ```
//!
//! Only edits take memory; text between them is copied and keeps its length, so a subtraction leads back. A replaced
//! range maps to the range it replaced *as a whole*: there is no guess which byte of a replacement came from which
//! byte before it. A character swapped for another of the same length needs no edit.
//!
//! ```
//! use gongdan::model::ByteSpan;
//! let clean = gongdan::normalize::normalize("（一）总体", &[]);
//! assert_eq!(clean.text, "(一)总体");
//! assert_eq!(clean.map.to_source(ByteSpan::new(0, 5)), ByteSpan::new(0, 9));
//! ```

use crate::model::ByteSpan;

/// A range of the input and the range of the output that stands for it; either may be empty, not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edit {
    /// Bytes of the input.
    pub from: ByteSpan,
    /// Bytes of the output.
    pub to: ByteSpan,
}

/// A map from byte ranges of a filter's output back to byte ranges of its input. The default one is the identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// In order and disjoint on both sides; ranges may touch.
    edits: Vec<Edit>,
}

impl OffsetMap {
    /// A map of edits that stand in order.
    pub(super) fn new(edits: Vec<Edit>) -> Self {
        debug_assert!(
            edits
                .windows(2)
                .all(|w| w[0].from.end <= w[1].from.start && w[0].to.end <= w[1].to.start)
        );
        Self { edits }
    }

    /// The bytes of the source that `span` of the clean text came from: the smallest range that holds everything its
    /// characters were made of. What was deleted just before or after it is left out. An empty span maps to a place.
    #[must_use]
    pub fn to_source(&self, span: ByteSpan) -> ByteSpan {
        if span.is_empty() {
            let at = self.end(span.end);
            return ByteSpan::new(at, at);
        }
        ByteSpan::new(self.start(span.start), self.end(span.end))
    }

    /// Adds the map of a text that follows: its input begins at `from`, its output at `to`.
    pub(super) fn append(&mut self, next: Self, from: usize, to: usize) {
        let shift = |span: ByteSpan, by: usize| ByteSpan::new(span.start + by, span.end + by);
        self.edits.extend(next.edits.into_iter().map(|edit| Edit {
            from: shift(edit.from, from),
            to: shift(edit.to, to),
        }));
    }

    /// Notes that `len` bytes that no input has stand at `to` of the output, where the input has come to `from`.
    pub(super) fn insert(&mut self, from: usize, to: usize, len: usize) {
        self.edits.push(Edit {
            from: ByteSpan::new(from, from),
            to: ByteSpan::new(to, to + len),
        });
    }

    /// The number of edits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether the map changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Where a range that starts at `at` of the output starts in the input: after what was deleted there.
    fn start(&self, at: usize) -> usize {
        let index = self.edits.partition_point(|edit| edit.to.start <= at);
        match index.checked_sub(1).map(|last| self.edits[last]) {
            Some(edit) if at < edit.to.end => edit.from.start,
            Some(edit) => edit.from.end + (at - edit.to.end),
            None => at,
        }
    }

    /// Where a range that ends at `at` of the output ends in the input: before what was deleted there.
    fn end(&self, at: usize) -> usize {
        let index = self.edits.partition_point(|edit| edit.to.end < at);
        match self.edits.get(index) {
            Some(edit) if edit.to.start < at => edit.from.end,
            _ => match index.checked_sub(1).map(|last| self.edits[last]) {
                Some(edit) => edit.from.end + (at - edit.to.end),
                None => at,
            },
        }
    }

    /// The map of this filter followed by `next`: from the output of `next` back to the input of this one. Edits that
    /// overlap in the text between the two become one; edits that only touch stay apart.
    #[must_use]
    pub fn compose(self, next: Self) -> Self {
        if self.is_empty() {
            return next;
        }
        if next.is_empty() {
            return self;
        }
        let (first, second) = (&self.edits, &next.edits);
        let mut edits = Vec::with_capacity(first.len() + second.len());
        let (mut i, mut j) = (0, 0);
        while i < first.len() || j < second.len() {
            let (i0, j0) = (i, j);
            // The piece of the text between that the next group of edits covers.
            let (start, mut end) = match (first.get(i), second.get(j)) {
                (Some(a), Some(b)) if a.to.start < b.from.start || (a.to.start == b.from.start && a.to.is_empty()) => {
                    i += 1;
                    (a.to.start, a.to.end)
                }
                (Some(a), None) => {
                    i += 1;
                    (a.to.start, a.to.end)
                }
                (_, Some(b)) => {
                    j += 1;
                    (b.from.start, b.from.end)
                }
                (None, None) => break,
            };
            loop {
                if let Some(a) = first.get(i).filter(|a| a.to.start < end) {
                    end = end.max(a.to.end);
                    i += 1;
                } else if let Some(b) = second.get(j).filter(|b| b.from.start < end) {
                    end = end.max(b.from.end);
                    j += 1;
                } else {
                    break;
                }
            }
            let from = outer(&first[..i], i0, start, end, |edit| (edit.to, edit.from));
            let to = outer(&second[..j], j0, start, end, |edit| (edit.from, edit.to));
            edits.push(Edit { from, to });
        }
        Self::new(edits)
    }
}

/// The range on the far side of `edits[since..]` for `start..end` on their near side; `edits[..since]` lie before it.
/// `sides` gives (near, far) of an edit.
fn outer(
    edits: &[Edit],
    since: usize,
    start: usize,
    end: usize,
    sides: impl Fn(&Edit) -> (ByteSpan, ByteSpan),
) -> ByteSpan {
    let after = |edit: &Edit, at: usize| {
        let (near, far) = sides(edit);
        far.end + (at - near.end)
    };
    let far_start = match (edits.get(since), since.checked_sub(1)) {
        // `start` is at or before the first edit of the group, at or after the last edit before it.
        (_, Some(last)) => after(&edits[last], start),
        (Some(edit), None) => {
            let (near, far) = sides(edit);
            far.start - (near.start - start)
        }
        (None, None) => start,
    };
    let far_end = edits.last().map_or(end, |edit| after(edit, end));
    ByteSpan::new(far_start, far_end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::rewrite::Rewriter;
    use proptest::prelude::*;

    fn edit(from: (usize, usize), to: (usize, usize)) -> Edit {
        Edit {
            from: ByteSpan::new(from.0, from.1),
            to: ByteSpan::new(to.0, to.1),
        }
    }

    #[test]
    fn leads_back_around_edits() {
        let map = OffsetMap::new(vec![edit((1, 4), (1, 2)), edit((5, 8), (3, 4)), edit((9, 10), (5, 5))]);
        for (span, want) in [
            ((0, 1), (0, 1)),
            ((1, 2), (1, 4)),
            ((0, 3), (0, 5)),
            ((3, 4), (5, 8)),
            ((4, 5), (8, 9)),
            ((5, 6), (10, 11)),
            ((4, 6), (8, 11)),
        ] {
            assert_eq!(
                map.to_source(ByteSpan::new(span.0, span.1)),
                ByteSpan::new(want.0, want.1),
                "{span:?}"
            );
        }
    }

    #[test]
    fn a_replacement_maps_as_a_whole() {
        let map = OffsetMap::new(vec![edit((3, 6), (3, 8))]);
        assert_eq!(map.to_source(ByteSpan::new(4, 7)), ByteSpan::new(3, 6));
        assert_eq!(map.to_source(ByteSpan::new(2, 4)), ByteSpan::new(2, 6));
    }

    /// Deletes or replaces the characters that `plan` picks; ⟨ ⟩ mark a replacement of two characters.
    fn rewrite(text: &str, plan: &[u8]) -> (String, OffsetMap, Vec<(usize, usize)>) {
        let mut out = Rewriter::new(text);
        let mut origin = Vec::new();
        for (k, (at, c)) in text.char_indices().enumerate() {
            let end = at + c.len_utf8();
            match plan.get(k % plan.len().max(1)).copied().unwrap_or(0) % 5 {
                1 => out.delete(at, end),
                2 => {
                    out.replace(at, end, "⟨x");
                    origin.extend([(at, end); 2]);
                }
                3 => {
                    out.replace(at, end, "y");
                    origin.push((at, end));
                }
                _ => origin.push((at, end)),
            }
        }
        match out.finish() {
            Some(edited) => (edited.text, edited.map, origin),
            None => (text.to_owned(), OffsetMap::default(), origin),
        }
    }

    proptest! {
        #[test]
        fn composed_maps_lead_to_the_characters_of_the_source(
            text in "[a公文（ü]{0,40}", one in prop::collection::vec(0_u8..5, 1..12), two in prop::collection::vec(0_u8..5, 1..12), three in prop::collection::vec(0_u8..5, 1..12),
        ) {
            let (middle, map1, origin1) = rewrite(&text, &one);
            let (later, map2, origin2) = rewrite(&middle, &two);
            let (last, map3, origin3) = rewrite(&later, &three);
            let map = map1.compose(map2).compose(map3);
            let mut before = 0;
            let char_at = |text: &str, byte: usize| text[..byte].chars().count();
            for (k, (at, c)) in last.char_indices().enumerate() {
                let span = map.to_source(ByteSpan::new(at, at + c.len_utf8()));
                let (s1, _) = origin3[k];
                let (s2, _) = origin2[char_at(&later, s1)];
                let (start, end) = origin1[char_at(&middle, s2)];
                prop_assert!(span.start <= start && end <= span.end, "{c} {span:?} {start}..{end}");
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                prop_assert!(before <= span.start, "not monotone");
                before = span.start;
                if one.iter().chain(&two).chain(&three).all(|p| *p != 2) {
                    prop_assert_eq!((span.start, span.end), (start, end));
                }
            }
        }
    }
}
