//! Hard-wrapped text, from PDF or e-mail: a page width has put line ends into sentences. In: text; out: text without
//! those line ends. Widths count columns, a Han character two, blanks none.
//!
//! The document must show it: most lines have the same, full width, or most that have it stop in mid-sentence; next to none
//! are wider, and those that stop so hold running text. A line is joined to the next only if it is full, does not end a
//! sentence, and the next one begins with no label; where paragraphs are indented, the indent decides instead of the end of
//! the sentence. Lists of names, tables and titles on several lines do not look so. A line that ends
//! with `、` or a comma goes on in the next whatever the document looks like.

use super::super::class::is_blank;
use super::super::rewrite::{Edited, Rewriter};
use super::label::label;
use crate::model::ByteSpan;

/// Narrowest and widest page, in columns.
pub(super) const PAGE: std::ops::RangeInclusive<usize> = 40..=130;
/// A line up to so many columns short of the page is full: an indent of two characters, a mark or word that did not
/// fit.
pub(super) const SHORT: usize = 12;
/// A line so many columns wider than the page is still on it: marks may hang over.
const OVER: usize = 6;
/// Fewest indented lines that show paragraphs.
const INDENTS_MIN: usize = 3;
/// Fewest line ends to join that make a case.
pub(super) const JOINS_MIN: usize = 8;
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

/// Joins wrapped lines; nothing where none are. What is joined may show a page that the lines did not show before: to be
/// called until nothing is joined.
pub(in crate::normalize) fn join(text: &str) -> Option<Edited> {
    let wrapped = may_be_wrapped(text);
    if !wrapped && !text.split('\n').any(|line| goes_on(line.trim_end_matches(is_blank))) {
        return None;
    }
    let lines = lines(text);
    let page = wrapped.then(|| page(text, &lines)).flatten();
    let joins = lines.windows(2).map(|pair| (pair[0], pair[1])).filter(|(line, next)| {
        next.width > 0
            && label(next.span.of(text)).is_none()
            && !is_page_number(next.span.of(text))
            && (page.as_ref().is_some_and(|page| page.joins(text, line, next)) || goes_on(line.span.of(text)))
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

/// The page that a text was wrapped to.
struct Page {
    /// Columns.
    width: usize,
    /// Whether indents tell where paragraphs begin.
    indents_tell: bool,
}

impl Page {
    fn joins(&self, text: &str, line: &Line, next: &Line) -> bool {
        let ended = if self.indents_tell {
            next.indented
        } else {
            ends(line.span.of(text))
        };
        line.width + SHORT >= self.width && line.width <= self.width + SHORT && !ended
    }
}

/// Whether a line reaches to the edge of the page, or nearly.
fn full(line: &Line, page: usize) -> bool {
    line.width + SHORT >= page && line.width <= page + OVER
}

/// The page of a wrapped text; none where the text does not show one.
fn page(text: &str, lines: &[Line]) -> Option<Page> {
    let width = page_width(lines)?;
    // The case is made without indents: they are gone when a clean text comes in again.
    let broken = lines.windows(2).filter(|pair| {
        full(&pair[0], width)
            && pair[1].width > 0
            && label(pair[1].span.of(text)).is_none()
            && !ends(pair[0].span.of(text))
    });
    let (mut breaks, mut running) = (0, 0);
    for line in broken.map(|pair| pair[0]) {
        breaks += 1;
        running += usize::from(line.span.of(text).contains(['，', '。', '；', '、', ',']));
    }
    let filled = lines.iter().filter(|line| line.width > 0).count();
    // Short paragraphs fill few lines, but those that are full do not end there.
    let fulls = lines.iter().filter(|line| full(line, width)).count();
    let most = breaks * 5 >= filled * 2 || breaks * 5 >= fulls * 3;
    if breaks < JOINS_MIN || !most || running * 5 < breaks * 3 {
        return None;
    }
    let indents = lines.iter().filter(|line| line.indented && line.width > 0).count();
    Some(Page {
        width,
        indents_tell: indents >= INDENTS_MIN && indents * 3 <= filled,
    })
}

/// Whether a line is nothing but the number of a page: `—5—`, `第3页`, `- 3 -`.
fn is_page_number(line: &str) -> bool {
    let number = line.trim_matches(|c: char| is_blank(c) || matches!(c, '—' | '-' | '–' | '第' | '页' | '頁'));
    number.len() <= 3
        && line.len() > number.len()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.is_empty()
}

/// Whether a line cannot be the last of its paragraph.
fn goes_on(line: &str) -> bool {
    line.ends_with(['、', '，', ','])
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
        found.push(Line {
            span: ByteSpan::new(at, at + body.len()),
            width: width(body),
            indented,
        });
        start += line.len() + 1;
    }
    found
}

/// Columns of some words: two for a Han character, none for a blank.
pub(super) fn width(words: &str) -> usize {
    let columns = |c: char| if c.is_ascii() { 1 } else { 2 };
    words.chars().filter(|c| !is_blank(*c)).map(columns).sum()
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
        let paragraphs = format!("{}。\n", "各级要建立健全责任体系，".repeat(20)).repeat(20);
        assert!(join(&paragraphs).is_none(), "paragraphs");
    }

    #[test]
    fn a_line_that_ends_with_a_comma_goes_on() {
        let joined = |text| join(text).map(|edited| edited.text);
        assert_eq!(
            joined("由武装部牵头，城管队、\n市政所配合。\n第二段").as_deref(),
            Some("由武装部牵头，城管队、市政所配合。\n第二段")
        );
        assert_eq!(joined("做好以下工作，\n一、摸底"), None, "a label");
        assert_eq!(joined("市政所，\n\n第二段"), None, "an empty line");
    }

    #[test]
    fn a_sharp_edge_shows_a_page_among_short_paragraphs() {
        let sentence = "房屋局须于收到申请文件之日起十五个工作日内完成审查并书面通知申请人，逾期未通知的视为同意。";
        let items: String = (1..30).map(|n| format!("第{n}款、{}\n", wrap(sentence, 36))).collect();
        let joined = join(&items).expect("wrapped").text;
        assert_eq!(joined.lines().count(), 29);
    }
}
