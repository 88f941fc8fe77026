//! Texts whose line ends became blanks: `…的通知 各区人民政府： 现将…。 一、总体要求 1.…`, one physical line of thousands of
//! characters. In: text; out: text with `\n` for such blanks, and one finding a line that was taken apart.
//!
//! A blank is taken for a line end where a sentence ends before it, a label or a year follows it, or both sides are
//! Chinese words that no label and no spacing of letters (`目 录`) explains. Blanks beside digits and Latin letters
//! (`24 小时`) are left. Not recovered: line ends that left no blank behind.

use super::super::class::{is_blank, is_han};
use super::super::rewrite::{Edited, Rewriter};
use super::label::label;
use super::wrapped::{JOINS_MIN, PAGE, SHORT, width};
use crate::model::{ByteSpan, Finding, WarningCode};

/// Shorter lines are ordinary paragraphs: 200 Chinese characters, in bytes.
const LINE_MIN: usize = 600;
/// Up to this length, 500 Chinese characters in bytes, a line is folded only where labels say so.
const PARAGRAPH: usize = 1500;
/// So many labels behind ends of sentences do.
const LABELS_MIN: usize = 3;
/// So many blanks behind ends of sentences mark a folded line.
const ENDS_MIN: usize = 3;

/// A piece up to so many columns short of the page reaches to its edge: a character or a mark that did not fit.
const EDGE: usize = 3;

/// Restores line ends; nothing where none were folded.
pub(in crate::normalize) fn restore(text: &str) -> (Option<Edited>, Vec<Finding<ByteSpan>>) {
    let mut out = Rewriter::new(text);
    let mut findings = Vec::new();
    let mut start = 0;
    while text.len() - start >= LINE_MIN {
        let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        if end - start >= LINE_MIN {
            let line = ByteSpan::new(start, end);
            let breaks = breaks(line.of(text));
            if !breaks.is_empty() {
                for (blank, end) in &breaks {
                    out.replace(start + blank.start, start + blank.end, end);
                }
                findings.push(Finding {
                    code: WarningCode::LinesRestored,
                    message: format!(
                        "换行在来文中已变成空格，依句末和编号恢复了{}处；请核对分段。",
                        breaks.iter().filter(|(_, end)| !end.is_empty()).count()
                    ),
                    span: Some(line),
                });
            }
        }
        start = end + 1;
        if start > text.len() {
            break;
        }
    }
    (out.finish(), findings)
}

/// A run of blanks within a line.
struct Blank {
    span: ByteSpan,
    left: char,
    right: char,
}

/// The runs of blanks of `line` that were line ends, with what they become: a line end, or nothing where a page width had
/// put it into a sentence. None where the line is not a folded one.
fn breaks(line: &str) -> Vec<(ByteSpan, &'static str)> {
    let blanks = blanks(line);
    let ends = blanks.iter().filter(|b| is_end(b.left)).count();
    if ends < ENDS_MIN {
        return Vec::new();
    }
    if line.len() < PARAGRAPH {
        let labels = blanks
            .iter()
            .filter(|b| is_end(b.left) && label(&line[b.span.end..]).is_some())
            .count();
        if labels < LABELS_MIN {
            return Vec::new();
        }
    }
    // A typist who puts a blank behind every stop has folded nothing: then labels alone count.
    let stops = line.matches('。').count();
    let followed = blanks.iter().filter(|b| b.left == '。').count();
    let words = blanks.iter().filter(|b| is_han(b.left) && is_han(b.right)).count();
    let loose = stops >= 10 && followed * 10 >= stops * 9 && words < ENDS_MIN;
    let page = page(line, &blanks);
    let mut found = Vec::new();
    let mut piece = 0;
    for (k, blank) in blanks.iter().enumerate() {
        let before = line[piece..blank.span.start].trim_start_matches(is_blank);
        let rest = &line[blank.span.end..];
        let next = blanks.get(k + 1).map_or(line.len(), |b| b.span.start);
        let after = &line[blank.span.end..next];
        let labelled = label(before) == Some(before.len());
        let full = page.is_some_and(|(measure, page)| measure(before) + SHORT >= page);
        if full && !is_end(blank.left) && label(rest).is_none() {
            found.push((blank.span, ""));
            piece = blank.span.end;
            continue;
        }
        let is_break = if loose {
            label(rest).is_some() && is_end(blank.left)
        } else {
            !labelled && (label(rest).is_some() || is_end(blank.left) || apart(blank, before, after))
        };
        if is_break && !before.is_empty() {
            found.push((blank.span, "\n"));
            piece = blank.span.end;
        }
    }
    found
}

/// How wide some words are.
type Measure = fn(&str) -> usize;

/// The width to which the lines had been wrapped before their ends became blanks, and how it is measured: in columns, or by
/// characters whatever their width. Many pieces between blanks reach just to it, in mid-sentence, and next to none is wider.
fn page(line: &str, blanks: &[Blank]) -> Option<(Measure, usize)> {
    let by_character: Measure = |words| 2 * words.chars().filter(|c| !is_blank(*c)).count();
    let pages = [width as Measure, by_character].map(|measure| {
        let starts = std::iter::once(0).chain(blanks.iter().map(|blank| blank.span.end));
        let pieces: Vec<(usize, char)> = starts
            .zip(blanks)
            .map(|(start, blank)| (measure(&line[start..blank.span.start]), blank.left))
            .collect();
        let mut widths: Vec<usize> = pieces.iter().map(|(width, _)| *width).collect();
        widths.sort_unstable();
        let page = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
        let wider = widths.iter().filter(|width| **width > page + EDGE).count();
        let broken = pieces
            .iter()
            .filter(|(width, left)| width + EDGE >= page && !is_end(*left));
        let edge = broken.count();
        let shown = edge >= JOINS_MIN && edge * 8 >= pieces.len() && wider * 33 <= widths.len();
        (PAGE.contains(&page) && shown).then_some((edge, measure, page))
    });
    let shown = pages.into_iter().flatten();
    shown
        .max_by_key(|(edge, ..)| *edge)
        .map(|(_, measure, page)| (measure, page))
}

fn blanks(line: &str) -> Vec<Blank> {
    let mut found: Vec<Blank> = Vec::new();
    let mut left = '\n';
    let mut open: Option<usize> = None;
    for (at, c) in line.char_indices() {
        if is_blank(c) {
            open.get_or_insert(at);
            continue;
        }
        if let Some(start) = open.take().filter(|_| left != '\n') {
            found.push(Blank {
                span: ByteSpan::new(start, at),
                left,
                right: c,
            });
        }
        left = c;
    }
    found
}

/// Whether a sentence, a remark or a recipients' line ends with `c`.
fn is_end(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '；' | '：' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '〕'
    )
}

/// Whether the two sides of a blank are words of different lines, as far as one can see without a mark.
fn apart(blank: &Blank, before: &str, after: &str) -> bool {
    let one = |text: &str| text.chars().nth(1).is_none();
    let year = || {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && after[4..].starts_with('年')
    };
    let right = is_han(blank.right) || matches!(blank.right, '《' | '“' | '(' | '【' | '〔') || year();
    let left = is_han(blank.left) || matches!(blank.left, '》' | '】');
    left && right && !one(before) && !one(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(text: &str) -> Option<String> {
        let (edited, findings) = restore(text);
        assert_eq!(edited.is_some(), !findings.is_empty());
        edited.map(|edited| edited.text)
    }

    fn sentence() -> String {
        "各县区要建立台账,逐项落实整改责任。".repeat(30)
    }

    #[test]
    fn folded_lines_come_back() {
        let s = sentence();
        let text = format!(
            "某市人民政府 关于印发《办法》的通知 各县人民政府，市政府各部门： 　　现将《办法》印发给你们。 某市人民政府 2020年2月9日 第一章 总则 一、提供24 小时服务 1.{s} (一) 加强领导。{s} (二)落实责任。"
        );
        let want = format!(
            "某市人民政府\n关于印发《办法》的通知\n各县人民政府，市政府各部门：\n现将《办法》印发给你们。\n某市人民政府\n2020年2月9日\n第一章 总则\n一、提供24 小时服务\n1.{s}\n(一) 加强领导。{s}\n(二)落实责任。"
        );
        assert_eq!(restored(&text), Some(want));
    }

    #[test]
    fn ordinary_paragraphs_stay() {
        let s = sentence();
        assert_eq!(
            restored(&format!("{s} 提供 24 小时 服务")),
            None,
            "blanks, but not behind sentences"
        );
        assert_eq!(restored("一、甲。 二、乙。 三、丙。 四、丁。"), None, "short");
        let loose = "要落实责任。 ".repeat(120);
        assert_eq!(restored(&loose), None, "a blank behind every stop");
    }

    #[test]
    fn a_page_width_within_the_folded_line_is_taken_out() {
        // By characters and by columns: numbers are half as wide.
        for by_column in [false, true] {
            let wrap = |text: &str| {
                let mut lines = vec![String::new()];
                for c in text.chars() {
                    let last = lines.last().map_or("", String::as_str);
                    let full = if by_column {
                        width(last) >= 63
                    } else {
                        last.chars().count() >= 32
                    };
                    if full {
                        lines.push(String::new());
                    }
                    lines.last_mut().expect("at least one").push(c);
                }
                lines.join(" ")
            };
            let work = "区县要在2024年6月30日前完成125处隐患点整治，由应急局会同水务局按月通报，每处不少于3次；逾期的由应急局约谈。";
            let items: Vec<String> = (1..20).map(|n| format!("{n}.{work}")).collect();
            let wrapped: Vec<String> = items.iter().map(|item| wrap(item)).collect();
            let folded = format!("某市应急局 关于开展整治的通知 一、工作安排 {}", wrapped.join(" "));
            let want = format!("某市应急局\n关于开展整治的通知\n一、工作安排\n{}", items.join("\n"));
            assert_eq!(restored(&folded), Some(want));
        }
    }
}
