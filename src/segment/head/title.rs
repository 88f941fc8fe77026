//! 标题: one or several lines that end with a 文种 and hold no punctuation of a sentence (GB/T 9704-2012 7.3.1).

use super::body_name::{are_body_names, is_body_name};
use super::date::date_line;
use super::doc_number::doc_number;
use crate::model::ByteSpan;
use crate::segment::attachment;
use crate::segment::furniture::is_furniture;
use crate::segment::line::Line;
use crate::segment::numbering::label_at;
use jiff::civil::Date;
use std::sync::LazyLock;

/// Most lines that a title runs over.
const MOST_LINES: usize = 5;
/// Longest title, in characters.
const LONGEST: usize = 160;

static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/kinds.txt")
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
        .collect()
});

/// A title: the lines it runs over (half-open indices) and its text with lines joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// First line.
    pub first: usize,
    /// One past the last line.
    pub end: usize,
    /// The title, without a 发文字号 around it.
    pub text: String,
    /// From the first to the last word.
    pub span: ByteSpan,
}

/// The words without brackets at their end: `(试行)`, `(2024—2026年)`, `(云发〔2019〕5号)`.
fn without_trailing_brackets(words: &str) -> &str {
    let mut words = words.trim_end_matches(['”', '》', '"']);
    while words.ends_with(')') {
        let Some(open) = words.rfind('(') else { break };
        words = words[..open].trim_end();
    }
    words.trim_end_matches(['”', '》', '"'])
}

/// Whether the line could end a title.
#[must_use]
pub fn ends_title(words: &str) -> bool {
    let words = without_date(without_number(without_stop(words)));
    let bare = without_trailing_brackets(words);
    bare.chars().count() >= 4
        && KINDS.iter().any(|kind| bare.ends_with(kind))
        && is_title_piece(words)
        && !is_red_head(bare)
        && !is_bare_doc_number(words)
}

/// `关于…的通知。`: a title closed like a sentence.
fn without_stop(words: &str) -> &str {
    match words.strip_suffix('。') {
        Some(title) if title.starts_with("关于") || is_body_name_front(title) => title,
        _ => words,
    }
}

/// A title without the 发文字号 that stands behind it on its line.
fn without_number(words: &str) -> &str {
    if !words.ends_with('号') {
        return words;
    }
    match doc_number(words) {
        Some(number) if number.span.end == words.len() && number.span.start > 0 => {
            words[..number.span.start].trim_end()
        }
        _ => words,
    }
}

/// The words before `(2021年3月8日)` at the end of a line, and the date.
#[must_use]
pub fn date_behind(words: &str) -> Option<(&str, Date)> {
    let open = words.rfind('(').filter(|_| words.ends_with(')'))?;
    let date = date_line(&words[open..])?;
    Some((words[..open].trim_end(), date)).filter(|(title, _)| !title.is_empty())
}

/// A title without the date in brackets behind it.
fn without_date(words: &str) -> &str {
    date_behind(words).map_or(words, |(title, _)| title)
}

/// Line `at` as a title where it is nothing but a 文种: `通知`.
#[must_use]
pub fn bare_kind(text: &str, lines: &[Line], at: usize) -> Option<Title> {
    let span = lines[at].span;
    KINDS.contains(&span.of(text)).then(|| Title {
        first: at,
        end: at + 1,
        text: span.of(text).to_owned(),
        span,
    })
}

/// `云溪县政府 函`, `云溪县人民政府令`: the 发文机关标志 of a letter or an order, which names no matter.
fn is_red_head(words: &str) -> bool {
    let letter = words
        .strip_suffix('函')
        .is_some_and(|name| is_body_name(name.trim_end().trim_end_matches('书')));
    letter || words.strip_suffix('令').is_some_and(is_body_name)
}

/// The rest of a title whose front stands on the line above: `的通知`, `通知`.
fn is_rest(words: &str) -> bool {
    let kind = words.strip_prefix('的').unwrap_or(words);
    KINDS.contains(&kind)
}

/// Whether the line could be a piece of a title.
fn is_title_piece(words: &str) -> bool {
    words.chars().count() <= LONGEST
        && !words.ends_with([':', '：', '。', '；', ';', ',', '，'])
        && !words.contains(['。', '_'])
        && !is_furniture(words)
        && date_line(words).is_none()
        && label_at(words, 0).is_none_or(|label| label.style.is_light())
        && !is_attachment_mark(words)
}

fn is_attachment_mark(words: &str) -> bool {
    attachment::is_mark(words) || attachment::is_note(words)
}

fn is_bare_doc_number(words: &str) -> bool {
    doc_number(words).is_some_and(|found| words.trim().len() <= found.span.len() + 6)
}

/// The title that ends on or runs through line `at`, where there is one. Lines before `from` are not taken.
#[must_use]
pub fn title_at(text: &str, lines: &[Line], from: usize, at: usize) -> Option<Title> {
    let words = lines[at].span.of(text);
    let rest = is_rest(words) && at > from && is_open(lines[at - 1].span.of(text)) && joins(text, lines, at - 1);
    if !ends_title(words) && !rest {
        return None;
    }
    let mut first = at;
    // A line that plainly goes on, up to the lines between it and this one.
    for above in (from..at).rev().take(MOST_LINES - 1) {
        if !joins(text, lines, above) {
            break;
        }
        if is_open(lines[above].span.of(text)) {
            first = above;
        }
    }
    // The bodies that stand above `关于…`.
    while first > from && at - first + 1 < MOST_LINES && joins(text, lines, first - 1) {
        let below = lines[first].span.of(text);
        let above = lines[first - 1].span.of(text);
        let fronts = ["关于", "印发", "转发", "批转"].iter().any(|w| below.starts_with(w)) || is_body_name_front(below);
        let minutes = below.ends_with("纪要") && !below.contains("关于");
        let joint = minutes || are_body_names(below) && !below.starts_with(above);
        if !(are_body_names(above) && (fronts || joint)) && !is_cut(above, below) {
            break;
        }
        first -= 1;
    }
    let mut end = at + 1;
    // `…工作方案` + `的通知`, `…实施方案` + `(2024—2026年)`.
    while end < lines.len() && end - first < MOST_LINES && !lines[end].after_gap {
        let next = lines[end].span.of(text);
        let bracket = next.starts_with('(')
            && next.ends_with(')')
            && next.chars().count() <= 24
            && date_line(next).is_none()
            && doc_number(next).is_none();
        // `(2024—2026年)的通知`
        let behind = match next.split_once(')') {
            Some((front, rest)) if front.starts_with('(') => rest,
            _ => next,
        };
        let goes_on = behind.starts_with("的") && (ends_title(behind) || is_rest(behind));
        if !(goes_on || bracket && !next.contains("公开")) {
            break;
        }
        end += 1;
    }
    let joined: String = lines[first..end].iter().map(|line| line.span.of(text)).collect();
    let span = ByteSpan::new(lines[first].span.start, lines[end - 1].span.end);
    Some(Title {
        first,
        end,
        text: clean(&joined),
        span,
    })
}

/// `云溪县农村公路` + `管护办法`: the line below is too short for a title, the one above names no body.
fn is_cut(above: &str, below: &str) -> bool {
    let len = above.chars().count();
    let placed = above.contains(['年', '省', '市', '县', '区', '镇', '乡']);
    below.chars().count() <= if placed { 8 } else { 5 }
        && (5..=40).contains(&len)
        && above
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit() || matches!(c, '“' | '”'))
        && !is_body_name(above)
}

/// Whether line `above` can be a piece of the title that the next line goes on with.
fn joins(text: &str, lines: &[Line], above: usize) -> bool {
    let (words, below) = (lines[above].span.of(text), lines[above + 1].span.of(text));
    let near = !lines[above + 1].after_gap || are_body_names(words) && below.starts_with("关于") || is_open(words);
    near && is_title_piece(words)
        && !is_bare_doc_number(words)
        && !words.ends_with("文件")
        && !ends_title(words)
        && words.chars().count() <= 60
}

/// A line that plainly goes on: the front of `关于…` without its kind, an open 《, a body before another.
fn is_open(words: &str) -> bool {
    words.contains("关于") && !ends_title(words)
        || words
            .split_once('对')
            .is_some_and(|(front, matter)| !matter.is_empty() && is_body_name(front))
        // `国务院办公厅转发农业部等部门` + `关于…意见的通知`
        || ["转发", "批转"].iter().any(|verb| {
            words
                .split_once(verb)
                .is_some_and(|(front, whose)| !whose.is_empty() && is_body_name(front) && !ends_title(words))
        })
        || words.matches('《').count() > words.matches('》').count()
        || words.ends_with(['的', '和', '与', '及', '、', '暨', '《', '—'])
        || ["印发", "转发", "批转"]
            .iter()
            .any(|verb| words.ends_with(verb) || words.starts_with(verb) && !ends_title(words))
}

fn is_body_name_front(words: &str) -> bool {
    words.contains("关于") && is_body_name(words.split("关于").next().unwrap_or(words))
}

/// A title without the 发文字号 that pages put before or behind it, and without blanks between Chinese characters.
fn clean(joined: &str) -> String {
    let mut words = joined.trim();
    if let Some(number) = doc_number(words) {
        let (before, after) = (&words[..number.span.start], &words[number.span.end..]);
        if before.trim_end().ends_with('(') && after.trim_start().starts_with(')') && after.trim().len() <= 1 {
            words = before.trim_end().trim_end_matches('(').trim_end();
        } else if number.span.start == 0 {
            words = after.trim_start_matches(['-', '—', ' ', ':', '_', ')']);
        } else if after.trim().is_empty() && !before.contains('《') {
            words = before.trim_end();
        }
    }
    without_date(without_stop(words))
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::title_at;
    use crate::segment::line::lines;

    fn title(text: &str, at: usize) -> Option<String> {
        title_at(text, &lines(text), 0, at).map(|title| title.text)
    }

    #[test]
    fn joins_the_lines_of_a_title() {
        for (text, at, expected) in [
            (
                "云溪市人民政府关于加快发展\n养老服务的实施意见\n",
                1,
                "云溪市人民政府关于加快发展养老服务的实施意见",
            ),
            (
                "云政发〔2019〕5号\n关于做好春耕工作的通知\n",
                1,
                "关于做好春耕工作的通知",
            ),
            (
                "关于印发《云溪市防汛预案》的通知(云汛〔2011〕3号)",
                0,
                "关于印发《云溪市防汛预案》的通知",
            ),
            (
                "云政办发〔2020〕3号-关于印发若干措施的通知",
                0,
                "关于印发若干措施的通知",
            ),
            (
                "云溪街道垃圾分类实施方案\n(2022—2024年)\n\n一、总则",
                0,
                "云溪街道垃圾分类实施方案(2022—2024年)",
            ),
            (
                "云溪市人民政府关于印发\n云溪市养护行动计划\n(2024—2026年)的通知",
                1,
                "云溪市人民政府关于印发云溪市养护行动计划(2024—2026年)的通知",
            ),
            (
                "中共云溪市委 云溪市人民政府\n关于推进改革的意见",
                1,
                "中共云溪市委云溪市人民政府关于推进改革的意见",
            ),
            (
                "国务院办公厅转发农业部等部门\n关于保护草原意见的通知",
                1,
                "国务院办公厅转发农业部等部门关于保护草原意见的通知",
            ),
            ("云溪市人民政府文件\n关于推进改革的意见", 1, "关于推进改革的意见"),
            (
                "云溪市教育局对市政协四次会议\n第18号提案的答复",
                1,
                "云溪市教育局对市政协四次会议第18号提案的答复",
            ),
        ] {
            assert_eq!(title(text, at).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_sentences() {
        for text in [
            "请认真贯彻本方案。",
            "现印发如下方案:",
            "一、工作方案",
            "附件:云溪市工作方案",
            "云溪县政府函",
            "第05/2019号通告",
        ] {
            assert_eq!(title(text, 0), None, "{text}");
        }
    }
}
