//! Lines of a text and the places of spans in it.

use crate::model::CharSpan;

/// Where the lines of a text begin.
pub(super) struct Lines {
    /// In code points.
    pub(super) starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let ends = text.chars().enumerate().filter(|(_, c)| *c == end);
        Self {
            starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(),
        }
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
        self.starts.partition_point(|start| *start <= at)
    }

    /// The code points of a line of `text`, its end included; none where there are fewer lines.
    pub(super) fn span(&self, line: usize, text: &str) -> Option<CharSpan> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or_else(|| text.chars().count());
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
