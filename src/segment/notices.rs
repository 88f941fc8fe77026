//! Several notices in one file: where the second and later ones begin.
//!
//! Input: the clean text and its tables. Output: the pieces of the text, one a notice, in order and without gaps; spans in
//! bytes of the clean text. A notice begins anew only where all of a head stands: below the signed date of the one before
//! it, a title that the first notice does not name, a 发文字号 or recipients beside it, and text of its own. A document
//! that a notice passes on (转发) and the plan that it issues are its own text; titles listed below a page are none.

use super::head::date::{date_at_end, date_line};
use super::head::doc_number::doc_number;
use super::head::recipients::recipients_len;
use super::head::title::{Title, title_at};
use super::layout::shares_core;
use super::line::{Line, lines};
use super::numbering::label_at;
use crate::model::{ByteSpan, Table};
use crate::window;

/// How far from the title its number and its recipients may stand, in lines.
const NEAR: usize = 4;
/// The least text of a notice, in bytes: a list of titles has less between two of them.
const LEAST: usize = 240;
/// More notices than this in one file are no collection of notices.
const MOST: usize = 200;

/// The notices of a text.
#[must_use]
pub fn notices(text: &str, tables: &[Table]) -> Vec<ByteSpan> {
    let whole = vec![ByteSpan::new(0, text.len())];
    let lines: Vec<Line> = lines(text)
        .into_iter()
        .filter(|line| !tables.iter().any(|table| table.span.contains(line.span)))
        .collect();
    let words = |at: usize| lines[at].span.of(text);
    let is_date =
        |at: usize| words(at).len() <= 180 && (date_line(words(at)).is_some() || date_at_end(words(at)).is_some());
    let mut starts: Vec<usize> = Vec::new();
    let mut title: Option<Title> = None;
    let mut signed = false;
    let mut at = 0;
    let mut from = 0;
    while at < lines.len() {
        if is_date(at) {
            signed |= title.is_some();
            from = at + 1;
        } else if let Some(found) = (title.is_none() || signed)
            .then(|| title_at(text, &lines, from, at))
            .flatten()
        {
            let (first, end) = (found.first, found.end);
            match &title {
                None => title = Some(found),
                Some(before)
                    if !passes_on(&before.text)
                        && !shares_core(&before.text, &found.text)
                        && !names(text, starts.last().map_or(0, |start| *start), &found)
                        && is_headed(text, &lines, from, &found) =>
                {
                    let mut start = first;
                    while start > from && stands_above(words(start - 1)) {
                        start -= 1;
                    }
                    starts.push(lines[start].span.start);
                    title = Some(found);
                    signed = false;
                }
                Some(_) => {}
            }
            from = end;
            at = end;
            continue;
        }
        at += 1;
    }
    if starts.is_empty() || starts.len() > MOST {
        return whole;
    }
    let ends = starts.iter().copied().chain([text.len()]);
    let begins = [0].into_iter().chain(starts.iter().copied());
    begins.zip(ends).map(|(start, end)| ByteSpan::new(start, end)).collect()
}

/// 转发, 批转: what follows is passed on by this notice.
fn passes_on(title: &str) -> bool {
    ["转发", "批转", "转送", "印送"].iter().any(|word| title.contains(word))
}

/// How far into a notice, in bytes, it may name the plan that it issues: `现将《…方案》印发给你们`.
const NAMING: usize = 6_000;

/// Whether the notice that begins at `start` names the document of that title.
fn names(text: &str, start: usize, title: &Title) -> bool {
    let bare = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    bare(window::first(&text[start..title.span.start], NAMING)).contains(&bare(&title.text))
}

/// A number or an office's red head above the title.
fn stands_above(words: &str) -> bool {
    is_number(words) || words.ends_with("文件") && words.chars().count() <= 40
}

/// A line that is a 发文字号 and nothing else; `…号函订定` below a plan's title tells by which letter the plan was set.
fn is_number(words: &str) -> bool {
    doc_number(words).is_some_and(|number| {
        let rest = &words[number.span.end..];
        let alone = |words: &str| {
            words
                .trim()
                .chars()
                .all(|c| matches!(c, '(' | ')' | '[' | ']' | '【' | '】'))
        };
        alone(&words[..number.span.start]) && (alone(rest) || rest.trim_start().starts_with("签发人"))
    })
}

/// Whether a head of its own stands around the title, and text below it.
fn is_headed(text: &str, lines: &[Line], from: usize, title: &Title) -> bool {
    let words = |at: usize| lines[at].span.of(text);
    let below = title.end..lines.len().min(title.end + NEAR);
    let numbered = (from..title.first)
        .rev()
        .take(NEAR)
        .chain(below.clone())
        .any(|at| doc_number(words(at)).is_some_and(|number| words(at).len() <= number.span.len() + 30));
    let addressed = below
        .clone()
        .any(|at| recipients_len(words(at)) == Some(words(at).len()) && label_at(words(at), 0).is_none());
    let own: usize = (title.end..lines.len())
        .take_while(|&at| date_line(words(at)).is_none())
        .map(|at| lines[at].span.len())
        .sum();
    numbered && addressed && own >= LEAST / 2 || (numbered || addressed) && own >= LEAST
}

#[cfg(test)]
mod tests {
    use super::notices;

    const FIRST: &str =
        "关于做好春耕工作的通知\n青农〔2023〕1号\n各镇人民政府:\n一、抓好春灌。\n青山县农业局\n2023年2月1日\n";

    fn starts(text: &str) -> Vec<&str> {
        notices(text, &[])
            .iter()
            .map(|span| span.of(text).lines().next().unwrap_or(""))
            .collect()
    }

    #[test]
    fn a_second_head_begins_a_second_notice() {
        let body = "一、加强巡查。各村要安排护林员每天巡山,发现火情立即报告,不得擅离职守。\n二、严管火源。\n".repeat(2);
        let second =
            format!("青林〔2023〕9号\n关于开展森林防火的通知\n各村民委员会:\n{body}青山县林业局\n2023年3月1日\n");
        assert_eq!(
            starts(&format!("{FIRST}{second}")),
            ["关于做好春耕工作的通知", "青林〔2023〕9号"]
        );
    }

    #[test]
    fn lists_plans_and_documents_passed_on_begin_none() {
        let body = "一、加强巡查。各村要安排护林员每天巡山,发现火情立即报告,不得擅离职守。\n二、严管火源。\n".repeat(2);
        for text in [
            format!("{FIRST}相关链接\n关于开展森林防火的通知\n关于开展秋粮收购的通知\n关于做好防汛工作的意见\n"),
            format!("{FIRST}青山县春耕工作方案\n{body}"),
            format!(
                "关于转发农业部文件的通知\n各镇:\n现转发给你们。\n2023年2月1日\n农业部关于抓好粮食生产的通知\n农发〔2023〕1号\n各省农业厅:\n{body}2023年1月5日\n"
            ),
        ] {
            assert_eq!(starts(&text).len(), 1, "{text}");
        }
    }
}
