//! Lines of a text and the places of spans in it.

use crate::model::CharSpan;

/// The lines of a text.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Where each begins: code point and byte.
    starts: Vec<(usize, usize)>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let ends = text.char_indices().enumerate().filter(|(_, (_, c))| *c == end);
        let next = ends.map(|(at, (byte, c))| (at + 1, byte + c.len_utf8()));
        Self {
            text,
            starts: std::iter::once((0, 0)).chain(next).collect(),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The characters of `span`, counted from the start of its line and not of the text.
    pub(super) fn chars(&self, span: CharSpan) -> impl Iterator<Item = char> + 'a {
        let (start, byte) = self.starts[self.line(span.start) - 1];
        let text = self.text;
        text[byte..]
            .chars()
            .skip(span.start - start)
            .take(span.end.saturating_sub(span.start))
    }

    /// `第 12 行`, of the first character.
    pub(super) fn place(&self, span: CharSpan) -> String {
        format!("第 {} 行", self.line(span.start))
    }

    /// `第 12—14 行`.
    pub(super) fn places(&self, span: CharSpan) -> String {
        let (first, last) = (
            self.line(span.start),
            self.line(span.end.saturating_sub(1).max(span.start)),
        );
        if first == last {
            return self.place(span);
        }
        format!("第 {first}—{last} 行")
    }

    /// The line of a code point, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|(start, _)| *start <= at)
    }

    /// The code points of a line, its end included; none where there are fewer lines.
    pub(super) fn span(&self, line: usize) -> Option<CharSpan> {
        let (start, byte) = *self.starts.get(line.checked_sub(1)?)?;
        let end = match self.starts.get(line) {
            Some((end, _)) => *end,
            None => start + self.text[byte..].chars().count(),
        };
        Some(CharSpan { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::new("甲\r\n乙\n丙");
        let place = |start| lines.place(CharSpan { start, end: start + 1 });
        assert_eq!([place(0), place(3), place(5)], ["第 1 行", "第 2 行", "第 3 行"]);
        assert_eq!(Lines::new("甲\r乙").place(CharSpan { start: 2, end: 3 }), "第 2 行");
    }
}
