//! The metadata that a page shows beside a document: 索引号, 发文字号, 发布机构, 成文日期 and the like.
//!
//! In: the lines around the notice, and the tables and lists at its top. Out: [`Field`]s in the order of the page, under
//! the labels that `segment` knows (`src/lexicon/page_fields.tsv`). A label stands before a colon, alone in its cell with
//! the value in the next, or before the end of an inline element; blanks within it (`索 引 号`) count nothing. Not read:
//! a row of labels above a row of values; labels that only bold type sets off; metadata in `<meta>`, which nobody sees.

use super::dom::{Dom, Id, Step};
use super::lines::{JOINT, Line, lines};
use super::tag::Tag;
use super::weigh::Weights;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label is handed on as, by label.
static LABELS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/page_fields.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| row.split_once('\t'))
        .collect()
});

/// Labels that only metadata have.
const SURE: &[&str] = &[
    "索引号",
    "主题分类",
    "发文机关",
    "发布机构",
    "成文日期",
    "发文字号",
    "文号",
    "公开日期",
    "有效性",
    "發文日期",
    "發文字號",
    "发布日期",
    "发布时间",
];
/// Longest label, in characters.
const LONGEST_LABEL: usize = 12;
/// Longest value, in characters.
const LONGEST_VALUE: usize = 200;
/// Most characters of a block that holds metadata.
const LARGEST_BLOCK: u32 = 1_500;
/// Blocks at the top of the notice that are asked.
const MOST_BLOCKS: usize = 400;

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The label as `segment` knows it.
    pub label: &'static str,
    /// The value, not empty.
    pub value: String,
}

/// Fields found in some lines, those not handed on included.
#[derive(Debug, Default)]
struct Found {
    /// With the number of the line that the label stands on.
    fields: Vec<(usize, Field)>,
    /// Number of the lines that hold labels or values.
    lines: Vec<usize>,
}

/// The fields that stand around the notice.
pub(super) fn around(lines: &[Line]) -> Vec<Field> {
    let found = read(lines);
    // Behind the notice other notices may be listed with their dates: there a group of fields is asked for.
    let groups = |at: usize| {
        lines.get(at).is_some_and(|line| {
            found
                .fields
                .iter()
                .filter(|(other, field)| {
                    SURE.contains(&field.label) && lines.get(*other).is_some_and(|other| other.group == line.group)
                })
                .count()
                >= 3
        })
    };
    let is_behind = |at: usize| lines.get(at).is_some_and(|line| line.is_behind);
    // Where a label comes again, as beside other notices in a list, the one next to the notice is its own.
    let (behind, before): (Vec<_>, Vec<_>) = found.fields.iter().partition(|(at, _)| is_behind(*at));
    let mut out = kept(before.iter().rev().map(|(_, field)| field.clone()));
    out.reverse();
    for field in kept(
        behind
            .iter()
            .filter(|(at, _)| groups(*at))
            .map(|(_, field)| field.clone()),
    ) {
        if out.iter().all(|known| known.label != field.label) {
            out.push(field);
        }
    }
    out
}

/// The fields of tables and lists at the top of the notice, which are left out of it.
pub(super) fn at_top(dom: &Dom, weights: &mut Weights, root: Id) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut taken = Vec::new();
    let mut steps = dom.walk(root);
    let mut asked = 0;
    // A letter may begin with such lines and say little more.
    let most = weights.get(root).chars / 2;
    while let Some(step) = steps.next() {
        let Step::Enter(id) = step else { continue };
        let weight = weights.get(id);
        if weights.is_out(id) || weight.chars == 0 {
            steps.pass_over(id);
            continue;
        }
        let holds = matches!(dom.tag(id), Tag::Table | Tag::Bulleted | Tag::Numbered | Tag::Block) && id != root;
        if holds && weight.chars <= LARGEST_BLOCK.min(most) {
            asked += 1;
            let lines = lines(dom, weights, id, None);
            let found = read(&lines);
            let chars: usize = found
                .lines
                .iter()
                .filter_map(|&at| lines.get(at))
                .map(|line| line.chars)
                .sum();
            let sure = found.fields.iter().any(|(_, field)| SURE.contains(&field.label));
            let all: usize = lines.iter().map(|line| line.chars).sum();
            if sure && found.fields.len() >= 2 && chars * 10 >= all * 8 {
                fields.extend(found.fields.into_iter().map(|(_, field)| field));
                taken.push(id);
                steps.pass_over(id);
                continue;
            }
        }
        let is_text = matches!(dom.tag(id), Tag::Paragraph | Tag::Heading | Tag::Item | Tag::Cell) && weight.good >= 30;
        if asked > MOST_BLOCKS || is_text && weight.good == weight.chars {
            break;
        }
    }
    for id in taken {
        weights.leave_out(id);
    }
    kept(fields.into_iter())
}

/// The first field of each label, without those that are not handed on.
fn kept(fields: impl Iterator<Item = Field>) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    for field in fields.filter(|field| !field.label.is_empty() && says_something(&field.value)) {
        if out.iter().all(|known| known.label != field.label) {
            out.push(field);
        }
    }
    out
}

/// Templates that no script filled in, and words for nothing, are no values.
fn says_something(value: &str) -> bool {
    !value.is_empty()
        && !matches!(
            value,
            "无" | "暂无" | "null" | "undefined" | "-" | "--" | "—" | "/" | "無"
        )
        && !["{{", "${", "<%", "<?", "$!"].iter().any(|mark| value.contains(mark))
}

fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let labels = labels_in(&line.words);
        let Some(last) = labels.last() else {
            at += 1;
            continue;
        };
        if labels.first().is_some_and(|first| {
            line.words
                .get(..first.start)
                .is_some_and(|before| clean(before).is_empty())
        }) {
            found.lines.push(at);
        }
        for (number, label) in labels.iter().enumerate() {
            let end = labels.get(number + 1).map_or(line.words.len(), |next| next.start);
            let value = clean(line.words.get(label.end..end).unwrap_or_default());
            if !value.is_empty() && value.chars().count() <= LONGEST_VALUE {
                found.fields.push((
                    at,
                    Field {
                        label: label.known,
                        value,
                    },
                ));
            }
        }
        // `<td>索引号：</td><td>…</td>`: the value is the next line.
        let is_open = clean(line.words.get(last.end..).unwrap_or_default()).is_empty();
        if let Some(next) = lines.get(at + 1).filter(|next| {
            is_open
                && next.group == line.group
                && next.block != line.block
                && next.chars <= LONGEST_VALUE
                && labels_in(&next.words).is_empty()
        }) {
            let value = clean(&next.words);
            found.fields.push((
                at,
                Field {
                    label: last.known,
                    value,
                },
            ));
            found.lines.push(at + 1);
            at += 1;
        }
        at += 1;
    }
    found
}

/// A label within a line.
#[derive(Debug)]
struct Label {
    /// Where it starts, with an opening bracket.
    start: usize,
    /// Where its value starts.
    end: usize,
    known: &'static str,
}

/// The labels of a line: at its start, or behind a blank, a bracket or a border of elements.
fn labels_in(words: &str) -> Vec<Label> {
    let mut out = Vec::new();
    // Long lines are text.
    if words.len() > 1_200 {
        return out;
    }
    let mut from = 0;
    let mut before = JOINT;
    for (at, c) in words.char_indices() {
        let is_border =
            before.is_whitespace() || matches!(before, JOINT | '【' | '[' | '（' | '(' | '|' | '丨' | '•' | '·');
        before = c;
        if at < from || !is_border || c.is_whitespace() || c == JOINT {
            continue;
        }
        if let Some(label) = label_at(words, at, out.is_empty()) {
            from = label.end;
            out.push(label);
        }
    }
    out
}

/// The label at `at`; only one that `is_first` on its line may do without a colon.
fn label_at(words: &str, at: usize, is_first: bool) -> Option<Label> {
    let rest = words.get(at..)?;
    let opened = rest.starts_with(['【', '[']);
    let mut name = String::new();
    let mut chars = rest.char_indices().skip(usize::from(opened)).peekable();
    let mut end = None;
    let mut is_joined = false;
    while let Some(&(offset, c)) = chars.peek() {
        match c {
            ':' | '：' => {
                end = Some(offset + c.len_utf8());
                break;
            }
            '】' | ']' if opened => {
                end = Some(offset + c.len_utf8());
                break;
            }
            JOINT if is_first && LABELS.contains_key(name.as_str()) => is_joined = true,
            c if c.is_whitespace() || c == JOINT => {}
            _ if is_joined => {
                end = Some(offset);
                break;
            }
            c => name.push(c),
        }
        if name.chars().count() > LONGEST_LABEL {
            return None;
        }
        chars.next();
    }
    let known = LABELS.get(name.as_str())?;
    let mut end = match end {
        Some(end) => at + end,
        // Nothing follows: alone in its cell.
        None if is_first => words.len(),
        None => return None,
    };
    // `【文号】：`, `文号：：`.
    while let Some(c) = words
        .get(end..)
        .and_then(|rest| rest.chars().next())
        .filter(|&c| matches!(c, ':' | '：' | JOINT | ' '))
    {
        end += c.len_utf8();
    }
    Some(Label { start: at, end, known })
}

/// A value without joints and what parts it from its neighbours.
fn clean(value: &str) -> String {
    value
        .replace(JOINT, "")
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '【' | '[' | '|' | '丨' | '•' | '·' | '（' | '('))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn fields(html: &str) -> Vec<String> {
        let dom = parse(html).unwrap();
        let weights = Weights::of(&dom, false);
        around(&lines(&dom, &weights, dom.root(), None))
            .into_iter()
            .map(|field| format!("{}：{}", field.label, field.value))
            .collect()
    }

    #[test]
    fn fields_stand_in_many_ways() {
        for (html, expected) in [
            (
                "<table><tr><td><b>索 引 号：</b></td><td>0001/2020-1</td><td><b>主题分类：</b><td>水利</tr>\
                 <tr><td>标　　题：<td colspan=3>关于防汛的通知<tr><td>主 题 词：<td><td></table>",
                &["索引号：0001/2020-1", "主题分类：水利", "标题：关于防汛的通知"][..],
            ),
            (
                "<ul><li><span>发文机关</span>云溪县政府<li><em class=k>文 号</em><i>云政发〔2020〕3号</i><li>有效性：有效</ul>",
                &["发文机关：云溪县政府", "文号：云政发〔2020〕3号", "有效性：有效"],
            ),
            (
                "<div>发布时间：2020-03-05&nbsp;&nbsp;来源：县政府办 浏览次数：<span>3</span> 【字体：<a>大</a> 小】</div>",
                &["发布时间：2020-03-05"],
            ),
            (
                "<dl><dt>成文日期<dd>2020年3月5日<dt>发布日期<dd></dl>",
                &["成文日期：2020年3月5日"],
            ),
            (
                "<p>【文号】云政发〔2020〕3号</p><p>【发布日期】：2020-3-5</p>",
                &["文号：云政发〔2020〕3号", "发布日期：2020-3-5"],
            ),
            (
                "<td>發文日期：中華民國112年3月1日</td>",
                &["發文日期：中華民國112年3月1日"],
            ),
            ("<p>名称为云溪公园的绿地</p><p>文号由办公室编排，来源于台账</p>", &[]),
            ("<p>文号：{{item.number}}</p><p>成文日期：无</p>", &[]),
        ] {
            assert_eq!(fields(html), expected, "{html}");
        }
    }
}
