//! Where a table begins and ends among the rows of a sheet: its head, the notes below it.
//!
//! What offices do, and what is relied on: a head says in short words what its columns hold, without numbers, full stops
//! and colons; the lines above say who reports (`填报单位：…`), when, in which unit of money; the lines below are notes
//! (`注：…`) and who filled the form in (`填表人：…`).

use super::layout::{Item, Line};
use std::ops::Range;

/// How heads of columns end.
const HEADS: [&str; 66] = [
    "序号", "编号", "项次", "项目", "任务", "内容", "事项", "工作", "措施", "举措", "目标", "指标", "单位", "部门",
    "机构", "主体", "领导", "责任", "分工", "时限", "时间", "期限", "节点", "进度", "进展", "安排", "日期", "备注",
    "说明", "名称", "姓名", "职务", "电话", "方式", "类别", "类型", "分类", "类", "领域", "方面", "地区", "地点",
    "范围", "对象", "数量", "金额", "资金", "投资", "单价", "总计", "合计", "要求", "标准", "依据", "来源", "成果",
    "形式", "频次", "等级", "分值", "得分", "权重", "年度", "情况", "问题", "人",
];
/// How notes below a table begin.
const NOTES: [&str; 7] = ["备注", "注", "说明", "附注", "填表说明", "填报说明", "附件"];
/// How lines of those who filled it in begin.
const SIGNED: [&str; 22] = [
    "填表",
    "填报",
    "制表",
    "编制",
    "审核",
    "审批",
    "复核",
    "校对",
    "批准",
    "经办",
    "承办",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管领导",
    "联系人",
    "联系电话",
    "电话",
    "单位（",
    "单位(",
    "报送",
    "日期",
];
/// Traditional characters of these words, each before its simplified form.
const TRADITIONAL: &str = "項项務务內内舉举標标單单門门機机構构體体領领導导責责時时間间節节點点進进備备註注說说稱称職职電电類类領领\
    區区圍围對对數数額额資资價价總总據据來来頻频級级權权況况問问題题製制編编審审複复辦办負负聯联絡络繫系準准報报長长員员";
/// Most characters of a head of a column.
const SHORT: usize = 20;
/// Rows with several cells that are looked through for the head.
const WINDOW: usize = 12;
/// Most rows of a head.
const DEEPEST: u32 = 8;
/// Rows that tell how many columns there are.
const SAMPLE: usize = 200;

/// The rows of `band` from its first table on, title lines of a second table in the same band left to the next call:
/// from the head to the end of the table, notes below included. Empty, at the band's end, where there is no table.
/// Rows that repeat the head are put into `skipped`, in order.
pub(super) fn table(lines: &[Line<'_>], band: Range<usize>, skipped: &mut Vec<usize>) -> Range<usize> {
    let Some(start) = find(&lines[band.clone()]).map(|at| band.start + at) else {
        let several: Vec<usize> = band.clone().filter(|&at| lines[at].items.len() > 1).collect();
        return match several[..] {
            // A form without a head, or two lines of labels?
            [first, .., _] if !several.iter().all(|&at| is_labels(&lines[at])) => first..band.end,
            _ => band.end..band.end,
        };
    };
    let head = &lines[start];
    let depths = head.items.iter().map(|item| item.place.bottom - item.place.top);
    let depth = depths.max().unwrap_or(0).min(DEEPEST);
    // Lines of one cell directly above the row.
    let mut titles = 0;
    for at in start + 1..band.end {
        let line = &lines[at];
        let repeated = same(line, head);
        if line.row > head.row + depth && titles > 0 && (repeated || is_plainly_head(line)) {
            return start..at - titles;
        }
        if repeated {
            let page = (at..band.end).zip(start..=start + depth as usize);
            let again = page.filter(|&(next, own)| same(&lines[next], &lines[own]));
            skipped.extend(again.map(|(next, _)| next));
        }
        titles = if line.items.len() == 1 { titles + 1 } else { 0 };
    }
    start..band.end
}

/// Whether the rows after a gap go on with the table before it, whose first and last columns are `edges`.
pub(super) fn continues(head: &Line<'_>, edges: (u32, u32), rows: &[Line<'_>]) -> bool {
    let Some(first) = rows.iter().find(|line| line.items.len() > 1) else {
        return false;
    };
    if is_plainly_head(first) || same(first, head) || is_labels(first) {
        return false;
    }
    let within = |line: &Line<'_>| line.edges().0 >= edges.0 && line.edges().1 <= edges.1;
    // A title above would be a title of its own.
    let titled = rows
        .first()
        .is_some_and(|line| line.items.len() == 1 && is_title(line.items[0].text));
    let common = first.items.iter().filter(|item| head.covers(item.place.left)).count();
    !titled && common > 1 && rows.iter().all(within)
}

/// Where the notes below a table begin, in a run of rows that may begin with its head.
pub(super) fn tail(lines: &[Line<'_>], rows: Range<usize>) -> usize {
    let below = |at: &usize| {
        let line = &lines[*at];
        line.items.len() == 1 || is_labels(line)
    };
    let first = rows.clone().rev().take_while(below).last().unwrap_or(rows.end);
    let note = (first.max(rows.start + 1)..rows.end).find(|&at| is_note(&lines[at]));
    let Some(note) = note else { return rows.end };
    // Whose date it is stands above the date.
    let is_signature = |at: usize| {
        let (line, date) = (&lines[at], &lines[note]);
        is_date(date.items[0].text) && line.items.len() == 1 && line.items[0].place.left == date.items[0].place.left
    };
    let above = (first.max(rows.start + 1)..note).rev();
    note - above.take_while(|&at| is_signature(at)).count()
}

/// The head among the rows of a band.
fn find(lines: &[Line<'_>]) -> Option<usize> {
    let mut columns: Vec<u32> = lines
        .iter()
        .take(SAMPLE)
        .filter(|line| line.items.len() > 1)
        .flat_map(|line| line.items.iter().map(|item| item.place.left))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut first = None;
    let several = lines.iter().enumerate().filter(|(_, line)| line.items.len() > 1);
    for (at, line) in several.take(WINDOW) {
        if may_be_head(lines, at, &columns) {
            if line.items.iter().filter(|item| names_column(item.text)).count() > 1 {
                return Some(at);
            }
            first = first.or(Some(at));
        } else if first.is_some() {
            break;
        }
    }
    first
}

fn may_be_head(lines: &[Line<'_>], at: usize, columns: &[u32]) -> bool {
    let line = &lines[at];
    let covered = columns.iter().filter(|column| line.covers(**column)).count();
    let mut words: Vec<&str> = line.items.iter().map(|item| item.text).collect();
    words.sort_unstable();
    words.dedup();
    let followed = |next: &Line<'_>| {
        next.items.len() > 1 && next.items.iter().filter(|item| line.covers(item.place.left)).count() > 1
    };
    covered * 2 >= columns.len()
        && words.len() == line.items.len()
        && line.items.iter().all(|item| may_name_column(item.text))
        && lines.iter().skip(at + 1).take(WINDOW).any(followed)
}

fn same(a: &Line<'_>, b: &Line<'_>) -> bool {
    let key = |item: &Item<'_>| (item.place.left, item.place.right);
    a.items.len() == b.items.len()
        && a.items.len() > 1
        && a.items
            .iter()
            .zip(&b.items)
            .all(|(a, b)| a.text == b.text && key(a) == key(b))
}

/// Whether nearly all cells are heads of columns.
fn is_plainly_head(line: &Line<'_>) -> bool {
    let heads = line.items.iter().filter(|item| names_column(item.text)).count();
    heads > 1 && (heads == line.items.len() || heads > 2 && heads * 4 >= line.items.len() * 3)
}

/// Whether words can be the head of a column.
pub(in crate::read) fn may_name_column(text: &str) -> bool {
    is_short(text) && !is_label(text) && !is_value(text)
}

fn names_column(text: &str) -> bool {
    // `金额（万元）`, `完成\n时限`
    let end = text.find(['(', '（']).filter(|&at| at > 0).unwrap_or(text.len());
    let mut words = simplified(&text[..end]).filter(|c| !c.is_whitespace());
    let word: String = words.by_ref().take(12).collect();
    words.next().is_none() && HEADS.iter().any(|head| word.ends_with(head))
}

fn is_short(text: &str) -> bool {
    !text.contains(['。', '；', ';']) && text.chars().filter(|c| !c.is_whitespace()).take(SHORT + 1).count() <= SHORT
}

fn is_label(text: &str) -> bool {
    text.contains(['：', ':'])
}

/// A row of `填表人：` `张三`.
fn is_labels(line: &Line<'_>) -> bool {
    let labels = line
        .items
        .iter()
        .filter(|item| is_label(item.text) && is_short(item.text))
        .count();
    labels > 0 && labels * 2 >= line.items.len() && is_label(line.items[0].text)
}

fn is_note(line: &Line<'_>) -> bool {
    let text = line.items[0].text;
    begins_note(text) || line.items.len() == 1 && (is_date(text) || is_to_sign(text))
}

/// Whether a line begins as notes below a table do, or the names of those who filled it in.
pub(in crate::read) fn begins_note(text: &str) -> bool {
    let text: String = simplified(text).filter(|c| !c.is_whitespace()).take(40).collect();
    let goes_on = |rest: &str| {
        let marks = ['：', ':', '（', '(', '、', '.', '．', '，'];
        rest.is_empty() || rest.starts_with(marks) || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let note = NOTES.iter().any(|note| text.strip_prefix(note).is_some_and(goes_on));
    let starred = text.starts_with(['*', '※', '＊']);
    note || starred || is_label(&text) && SIGNED.iter().any(|word| text.starts_with(word))
}

/// `制表：      主任：`: labels with room behind them.
fn is_to_sign(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['：', ':']).collect();
    let open = |part: &&str| part.is_empty() || part.starts_with(char::is_whitespace);
    parts.len() > 2 && parts.iter().skip(1).all(open) && is_short_between(&parts)
}

fn is_short_between(parts: &[&str]) -> bool {
    parts
        .iter()
        .all(|part| part.chars().filter(|c| !c.is_whitespace()).count() <= SHORT)
}

fn simplified(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| {
        let mut pairs = TRADITIONAL.chars();
        while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
            if old == c {
                return new;
            }
        }
        c
    })
}

fn is_title(text: &str) -> bool {
    text.ends_with(['表', '单']) || text.starts_with("附件") || text.starts_with("附表")
}

/// A number, a date, a label of an item (`一`, `（二）`, `3.`); a year alone may head a column.
fn is_value(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let rest = text.trim_end_matches(['年', '度']);
    if year && rest == digits {
        return false;
    }
    let numeral = |c: char| "一二三四五六七八九十百零〇".contains(c);
    let mark = |c: char| c.is_whitespace() || ".．,，、%％‰-－—/()（）+~～:：第年月日号前底末".contains(c);
    text.chars().all(|c| c.is_ascii_digit() || numeral(c) || mark(c))
        && text.chars().any(|c| c.is_ascii_digit() || numeral(c))
}

fn is_date(text: &str) -> bool {
    text.contains('年') && text.ends_with('日') && is_value(text)
}

#[cfg(test)]
mod tests;
