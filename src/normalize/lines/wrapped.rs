//! Hard-wrapped text, from PDF or e-mail: a page width has put line ends into sentences. In: text; out: text without
//! those line ends. Widths count columns, a Han character two, blanks none.
//!
//! The document must show it: most lines have the same, full width, next to none are wider, and full lines stop in
//! mid-sentence though they hold running text. A line is joined to the next only if it is full, does not end a
//! sentence, and the next one begins with no label; where paragraphs are indented, the indent decides instead of the
//! end of the sentence. Lists of names, tables and titles on several lines do not look so.

use super::super::class::is_blank;
use super::super::rewrite::{Edited, Rewriter};
use super::label::label;
use crate::model::ByteSpan;

/// Narrowest and widest page, in columns.
const PAGE: std::ops::RangeInclusive<usize> = 40..=130;
/// A line up to so many columns short of the page is full: an indent of two characters, a mark or word that did not
/// fit.
const SHORT: usize = 12;
/// A line so many columns wider than the page is still on it: marks may hang over.
const OVER: usize = 6;
/// Fewest indented lines that show paragraphs.
const INDENTS_MIN: usize = 3;
/// Fewest line ends to join that make a case.
const JOINS_MIN: usize = 8;
/// More bytes than the widest page: a line beyond is a paragraph.
const BYTES_MAX: usize = 400;

/// A line without its outer blanks.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: ByteSpan,
    width: usize,
    /// Begins with two blanks or a wide one.
    indented: bool,
}

/// Joins wrapped lines; nothing where the text is not wrapped.
pub(in crate::normalize) fn join(text: &str) -> Option<Edited> {
    if !may_be_wrapped(text) {
        return None;
    }
    let lines = lines(text);
    let page = page_width(&lines)?;
    let full = |line: &Line| line.width + SHORT >= page && line.width <= page + OVER;
    let pairs = || {
        let pairs = lines.windows(2).map(|pair| (pair[0], pair[1]));
        pairs.filter(|(line, next)| full(line) && next.width > 0 && label(next.span.of(text)).is_none())
    };
    // The case is made without indents: they are gone when a clean text comes in again.
    let broken = pairs().filter(|(line, _)| !ends(line.span.of(text)));
    let (mut breaks, mut running) = (0, 0);
    for (line, _) in broken {
        breaks += 1;
        running += usize::from(line.span.of(text).contains(['，', '。', '；', '、', ',']));
    }
    let filled = lines.iter().filter(|line| line.width > 0).count();
    if breaks < JOINS_MIN || breaks * 5 < filled * 2 || running * 5 < breaks * 3 {
        return None;
    }
    let indents = lines.iter().filter(|line| line.indented && line.width > 0).count();
    let indents_tell = indents >= INDENTS_MIN && indents * 3 <= filled;
    let joins = pairs().filter(|(line, next)| {
        if indents_tell {
            !next.indented
        } else {
            !ends(line.span.of(text))
        }
    });
    let mut out = Rewriter::new(text);
    for (line, next) in joins {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let words = latin(line.span.of(text).chars().next_back()) && latin(next.span.of(text).chars().next());
        let both_digits = line.span.of(text).ends_with(|c: char| c.is_ascii_digit())
            && next.span.of(text).starts_with(|c: char| c.is_ascii_digit());
        out.replace(
            line.span.end,
            next.span.start,
            if words && !both_digits { " " } else { "" },
        );
    }
    out.finish()
}

/// Cheap test: enough lines, hardly any of them longer than a page is wide.
fn may_be_wrapped(text: &str) -> bool {
    let (mut count, mut long, mut start) = (0_usize, 0_usize, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        count += usize::from(end > start + 1);
        long += usize::from(end - start > BYTES_MAX);
        // Paragraphs from the start on: no need to read on.
        if long > 20 && long * 4 > count {
            return false;
        }
        start = end + 1;
    }
    count > JOINS_MIN && long * 33 <= count
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let body = line.trim_matches(is_blank);
        let indent = (line.len() - line.trim_start_matches(is_blank).len()).min(line.len() - body.len());
        let at = start + indent;
        let indented = line[..indent].contains('\u{3000}') || line[..indent].chars().nth(1).is_some();
        let width = body
            .chars()
            .filter(|c| !is_blank(*c))
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum();
        found.push(Line {
            span: ByteSpan::new(at, at + body.len()),
            width,
            indented,
        });
        start += line.len() + 1;
    }
    found
}

/// The width that most lines fill and hardly any exceeds, in columns.
fn page_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let page = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
    let wider = widths.iter().filter(|width| **width > page + OVER).count();
    (PAGE.contains(&page) && wider * 33 <= widths.len()).then_some(page)
}

/// Whether `line` ends a sentence or a clause that stands on lines of its own.
fn ends(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '；', '：', ';', ':', '!', '?', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(text: &str, width: usize) -> String {
        let chars: Vec<char> = text.chars().collect();
        chars
            .chunks(width)
            .map(|line| line.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let one = format!(
            "　　(一){}",
            "各级要建立健全责任体系，逐级压实责任，按月通报进展情况。".repeat(9)
        );
        let two = format!(
            "　　(二){}",
            "对排查出的问题，要列出清单，明确时限，逐一整改到位。".repeat(9)
        );
        let text = format!(
            "某市人民政府\n关于开展检查的通知\n{}\n{}\n",
            wrap(&one, 32),
            wrap(&two, 32)
        );
        let joined = join(&text).expect("wrapped");
        let want = ["某市人民政府", "关于开展检查的通知"];
        let lines: Vec<&str> = joined.text.lines().collect();
        assert_eq!(&lines[..2], want);
        // Where a sentence ends just at the page's edge the line end stays.
        let body: String = lines[2..].concat();
        assert_eq!(body, format!("{one}{two}"));
        assert!(lines.len() < 8, "{lines:?}");
        assert!(lines.iter().any(|line| line.trim_start().starts_with("(二)")));
    }

    #[test]
    fn lists_and_paragraphs_stay() {
        let names = "某某省某某市某某县第一高级中学附属某某实验小学校区\n".repeat(40);
        assert!(join(&names).is_none(), "names have no marks");
        let items = "一、各级要建立健全责任体系，逐级压实责任，按月通报情况。\n".repeat(40);
        assert!(join(&items).is_none(), "sentences end");
        let paragraphs = format!("{}\n", "各级要建立健全责任体系，".repeat(20)).repeat(20);
        assert!(join(&paragraphs).is_none(), "paragraphs");
    }
}
