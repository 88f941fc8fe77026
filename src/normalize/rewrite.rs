//! What the filters share: a copy of a text with edits, made only once something changes. In: edits in order of
//! place, in bytes of the text; out: the new text and its [`OffsetMap`], or nothing where nothing changed.

use super::offset_map::{Edit, OffsetMap};
use crate::model::ByteSpan;

/// A changed text and the way back.
#[derive(Debug, Clone)]
pub(super) struct Edited {
    /// The new text.
    pub text: String,
    /// From the new text to the old one.
    pub map: OffsetMap,
}

/// Collects edits of one text.
#[derive(Debug)]
pub(super) struct Rewriter<'t> {
    text: &'t str,
    out: String,
    copied: usize,
    edits: Vec<Edit>,
    changed: bool,
}

impl<'t> Rewriter<'t> {
    /// No edits yet; nothing is allocated.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            out: String::new(),
            copied: 0,
            edits: Vec::new(),
            changed: false,
        }
    }

    /// Puts `with` in the place of `start..end`, which lies behind all earlier edits.
    pub fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.copy_to(start);
        let to = ByteSpan::new(self.out.len(), self.out.len() + with.len());
        self.out.push_str(with);
        self.copied = end;
        match self.edits.last_mut() {
            // Neighbouring deletions are one.
            Some(last) if with.is_empty() && last.to == to && last.from.end == start => last.from.end = end,
            _ => self.edits.push(Edit {
                from: ByteSpan::new(start, end),
                to,
            }),
        }
    }

    /// Takes `start..end` out.
    pub fn delete(&mut self, start: usize, end: usize) {
        if start < end {
            self.replace(start, end, "");
        }
    }

    /// Puts the character `with` in the place of the character `old` at `start`. Of equal length, it needs no edit.
    pub fn swap(&mut self, start: usize, old: char, with: char) {
        let end = start + old.len_utf8();
        if old.len_utf8() == with.len_utf8() {
            self.copy_to(start);
            self.out.push(with);
            self.copied = end;
        } else {
            self.replace(start, end, with.encode_utf8(&mut [0; 4]));
        }
    }

    /// The new text, if it differs in any edit.
    pub fn finish(mut self) -> Option<Edited> {
        if !self.changed {
            return None;
        }
        self.out.push_str(&self.text[self.copied..]);
        Some(Edited {
            text: self.out,
            map: OffsetMap::new(self.edits),
        })
    }

    fn copy_to(&mut self, start: usize) {
        if !self.changed {
            self.changed = true;
            self.out.reserve(self.text.len());
        }
        self.out.push_str(&self.text[self.copied..start]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untouched_text_is_not_copied() {
        assert!(Rewriter::new("公文").finish().is_none());
    }

    #[test]
    fn neighbouring_deletions_are_one_edit_and_equal_swaps_none() {
        let mut out = Rewriter::new("a公文b");
        out.swap(1, '公', '公');
        out.delete(4, 7);
        out.delete(7, 8);
        let edited = out.finish().expect("edited above");
        assert_eq!((edited.text.as_str(), edited.map.len()), ("a公", 1));
    }
}
