//! `gongdan explain`: which rule read what, item by item.
//!
//! In: a task list, the text outside its items, and the text that its spans count in. Out: plain text for a terminal at
//! most [`COLUMNS`] columns wide, a Chinese character counting two. Line numbers are those of the text, from 1; for all
//! formats but plain text that is what `--plain` writes.

pub(super) mod layout;
mod lines;

use crate::emit::rows;
use crate::model::{
    CharSpan, Comparator, Deadline, DeadlineKind, Role, SourceText, Target, TaskItem, TaskList, Unit, WarningCode,
};
use crate::pipeline::Elsewhere;
use crate::{Error, Result};
use layout::{COLUMNS, aligned, fitting, width, wrapped};
use lines::Lines;
use std::fmt::Write as _;

/// Most characters of the text outside the items that are quoted.
const QUOTED: usize = 60;
/// Where the words of a fact begin.
const INDENT: usize = 8;

/// Why an item is a task or none: rule, words.
const REASONS: [(&str, &str); 17] = [
    ("task.charged-unit", "写明了由谁承担"),
    ("task.demand", "有要求做到或不许做的话"),
    ("task.goal", "目标部分提出的要求"),
    ("task.imperative-heading", "标题本身就是要求"),
    ("task.table.row", "任务表里的一行"),
    ("task.target", "写明了要达到的数量"),
    ("task.paragraph.charged-unit", "编号之外的段落，写明了由谁承担"),
    ("task.paragraph.dated-demand", "编号之外的段落，有期限的要求"),
    ("task.not.background", "背景和总体要求，不是具体任务"),
    ("task.not.definition", "定义、适用范围、解释权、施行日期"),
    ("task.not.heading", "只是标题，要求在下级各项"),
    ("task.not.lead-in", "只是引出下级各项的话"),
    ("task.not.listing", "只是列出条件、对象、材料等，没有要求"),
    ("task.not.paragraph", "编号之外的段落，没有明确的要求"),
    ("task.not.principle", "基本原则，不是具体任务"),
    ("task.not.repeats", "任务表里的这一行与正文某项相同，已并入那一项"),
    ("task.not.statement", "只是陈述，没有要求"),
];

/// What stands outside the items: rule, words.
const OUTSIDE: [(&str, &str); 10] = [
    ("head.title", "标题"),
    ("head.plan-title", "随文印发的方案的标题"),
    ("head.number", "发文字号"),
    ("head.issuer", "发文机关"),
    ("head.recipients", "主送机关"),
    ("head.issued", "成文日期"),
    ("head.other", "版头、落款、版记中的其他文字"),
    ("text.furniture", "页眉页脚、网页菜单等，不是公文正文"),
    ("text.attachment", "附件，编号另起，不读成任务"),
    ("text.table", "表格，没有读成任务表"),
];

/// The whole text.
#[must_use]
pub fn explain(list: &TaskList, elsewhere: &[Elsewhere], source: &SourceText) -> String {
    let lines = Lines::new(&source.text);
    let mut out = String::new();
    head(&mut out, list);
    for entry in entries(list, elsewhere) {
        entry.write(&mut out, &lines);
    }
    out.push_str("\n提示\n");
    for warning in &list.warnings {
        let place = warning.span.map_or_else(|| "全文".to_owned(), |span| lines.place(span));
        aligned(&mut out, &format!("  {}", code_name(warning.code)), &place);
        wrapped(&mut out, INDENT, &warning.message);
    }
    if list.warnings.is_empty() {
        out.push_str("  没有。\n");
    }
    out
}

/// What one line of the text was read as, and the warnings about it.
///
/// # Errors
/// Fails where the text has fewer lines.
pub fn explain_line(lists: &[(TaskList, Vec<Elsewhere>)], source: &SourceText, line: usize) -> Result<String> {
    let lines = Lines::new(&source.text);
    let Some(wanted) = lines.span(line) else {
        let remedy = format!("读出的文字共 {} 行。", lines.count());
        return Err(Error::new("E217", format!("没有第 {line} 行"), remedy));
    };
    let touches = |span: CharSpan| span.start < wanted.end && wanted.start < span.end;
    let mut out = String::new();
    for (list, elsewhere) in lists {
        let entries = entries(list, elsewhere);
        // A line that goes on with what began before: an item reaches to the end of the last item below it, so of those
        // that began before, the last one is meant.
        let begins = |entry: &Entry<'_>| (wanted.start..wanted.end).contains(&entry.span().start);
        let first = entries
            .iter()
            .find(|entry| begins(entry))
            .map_or(wanted.end, |entry| entry.span().start);
        let mut before = lines.chars(CharSpan {
            start: wanted.start,
            end: first,
        });
        let continues = before.any(|c| !c.is_whitespace());
        let begun = entries
            .iter()
            .rposition(|entry| continues && entry.span().start < wanted.start && touches(entry.span()));
        for (index, entry) in entries.iter().enumerate() {
            if Some(index) == begun || begins(entry) {
                entry.write(&mut out, &lines);
            }
        }
        for warning in &list.warnings {
            if warning.span.is_some_and(touches) {
                aligned(&mut out, &format!("  提示  {}", code_name(warning.code)), "");
                wrapped(&mut out, INDENT, &warning.message);
            }
        }
    }
    if out.is_empty() {
        out = format!("第 {line} 行没有文字。\n");
    }
    Ok(out.trim_start().to_owned())
}

/// An item, or text outside the items.
enum Entry<'a> {
    Item(&'a TaskItem),
    Elsewhere(&'a Elsewhere),
}

/// All that the text holds, in its order.
fn entries<'a>(list: &'a TaskList, elsewhere: &'a [Elsewhere]) -> Vec<Entry<'a>> {
    let items = list.items.iter().map(Entry::Item);
    let mut all: Vec<Entry<'_>> = items.chain(elsewhere.iter().map(Entry::Elsewhere)).collect();
    all.sort_by_key(|entry| entry.span().start);
    all
}

impl Entry<'_> {
    fn span(&self) -> CharSpan {
        match self {
            Self::Item(item) => item.span,
            Self::Elsewhere(elsewhere) => elsewhere.span,
        }
    }

    fn write(&self, out: &mut String, lines: &Lines<'_>) {
        match self {
            Self::Item(item) => explain_item(out, item, lines),
            Self::Elsewhere(Elsewhere { span, rule }) => {
                let known = OUTSIDE.iter().chain(&REASONS).find(|(known, _)| known == rule);
                let place = lines.places(*span);
                let _ = writeln!(out);
                aligned(out, &format!("·  {}", known.map_or("", |(_, words)| words)), rule);
                let words: String = lines.chars(*span).take(QUOTED).collect();
                let words = fitting(words.trim(), COLUMNS - INDENT - width(&place) - 2);
                aligned(
                    out,
                    &format!("{:INDENT$}{}", "", words.replace(['\n', '\r', '\t'], " ")),
                    &place,
                );
            }
        }
    }
}

fn head(out: &mut String, list: &TaskList) {
    let notice = &list.notice;
    wrapped(out, 0, notice.title.as_deref().unwrap_or("（没有找到标题）"));
    let known = [
        notice.doc_number.clone(),
        notice.issued.map(|day| day.to_string()),
        Some(notice.issuers.join("、")).filter(|names| !names.is_empty()),
    ];
    wrapped(out, 0, &known.into_iter().flatten().collect::<Vec<_>>().join("  "));
    let tasks = list.items.iter().filter(|item| item.task).count();
    let (items, warnings) = (list.items.len(), list.warnings.len());
    let source = &notice.source;
    let about = format!(
        "{}  {}  事项 {items} 条，任务 {tasks} 条，提示 {warnings} 条",
        source.path, source.encoding
    );
    wrapped(out, 0, &about);
}

fn explain_item(out: &mut String, item: &TaskItem, lines: &Lines<'_>) {
    let _ = writeln!(out);
    let place = lines.place(item.span);
    let room = COLUMNS - width(&place) - 2;
    aligned(out, &fitting(&format!("{}  {}", item.path, item.heading), room), &place);
    let kind = if item.task { "任务" } else { "不是任务" };
    let reason = REASONS
        .iter()
        .find(|(rule, _)| *rule == item.task_rule)
        .map_or("", |(_, words)| words);
    aligned(out, &format!("  {kind}：{reason}"), item.task_rule);
    for deadline in &item.deadlines {
        let value = format!(
            "{}{}",
            when(deadline),
            belongs(item, deadline.action, deadline.inherited)
        );
        fact(
            out,
            "时限",
            deadline.rule,
            &lines.place(deadline.span),
            &deadline.text,
            &value,
        );
    }
    for unit in &item.units {
        let value = format!("{}{}", who(unit), belongs(item, unit.action, unit.inherited));
        fact(out, "单位", unit.rule, &lines.place(unit.span), &unit.text, &value);
    }
    for target in &item.targets {
        let value = format!("{}{}", how_much(target), belongs(item, target.action, target.inherited));
        fact(
            out,
            "指标",
            target.rule,
            &lines.place(target.span),
            &target.text,
            &value,
        );
    }
}

/// A line with kind, rule and place, and below it the words and what was read from them.
fn fact(out: &mut String, kind: &str, rule: &str, place: &str, words: &str, value: &str) {
    aligned(out, &format!("  {kind}  {rule}"), place);
    wrapped(out, INDENT, &format!("“{}” → {value}", words.replace('\n', " ")));
}

fn when(deadline: &Deadline) -> String {
    let mut words = match (deadline.start, deadline.end) {
        (Some(start), Some(end)) if start == end => format!("{start} 当天"),
        (Some(start), Some(end)) => format!("{start} 至 {end}"),
        (Some(start), None) => format!("{start} 起"),
        (None, Some(end)) => format!("{end} 为止"),
        (None, None) => match deadline.kind {
            DeadlineKind::AfterEvent => "从有关事项发生起算，没有固定日期".to_owned(),
            DeadlineKind::Ongoing => "长期".to_owned(),
            DeadlineKind::Recurring => String::new(),
            DeadlineKind::By | DeadlineKind::From | DeadlineKind::During => "日期不能确定".to_owned(),
        },
    };
    if let Some(recurrence) = &deadline.recurrence {
        if !words.is_empty() {
            words.push('，');
        }
        words += &rows::recurrence_in_words(recurrence, &deadline.text);
    }
    if deadline.year_inferred {
        words += "（年份为推定）";
    }
    words
}

fn who(unit: &Unit) -> String {
    let role = match unit.role {
        Role::Lead => "牵头",
        Role::Support => "配合",
        Role::Responsible => "负责",
        Role::Actor => "要求由其去做",
    };
    if unit.name == unit.text {
        role.to_owned()
    } else {
        format!("{role}：{}", unit.name)
    }
}

fn how_much(target: &Target) -> String {
    let compared = match target.comparator {
        Comparator::AtLeast => "不少于",
        Comparator::AtMost => "不多于",
        Comparator::Above => "多于",
        Comparator::Below => "少于",
        Comparator::Equal => "达到",
        Comparator::Increase => "增加",
        Comparator::Decrease => "减少",
    };
    let unit = target.unit.as_deref().unwrap_or_default();
    let baseline = target
        .baseline
        .as_ref()
        .map(|words| format!("（比{}）", words.trim_start_matches('比')));
    format!(
        "{} {compared} {} {unit}{}",
        target.indicator,
        target.value,
        baseline.unwrap_or_default()
    )
    .trim()
    .to_owned()
}

/// The demand that a fact belongs to, and whether it comes from above.
fn belongs(item: &TaskItem, action: Option<usize>, inherited: bool) -> String {
    let demand = action
        .filter(|_| item.actions.len() > 1)
        .and_then(|index| item.actions.get(index));
    let demand = demand.map(|demand| format!("；针对“{}”", fitting(&demand.text, 40)));
    let above = if inherited { "；沿用上级事项" } else { "" };
    demand.unwrap_or_default() + above
}

/// The code as JSON spells it.
fn code_name(code: WarningCode) -> String {
    let value = serde_json::to_value(code).ok();
    value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Options};
    use crate::read::{self, ReadOptions};

    fn explained(text: &str) -> String {
        let source = read::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        let (list, elsewhere) = pipeline::explained("a.txt", &source, &Options::default()).remove(0);
        explain(&list, &elsewhere, &source)
    }

    #[test]
    fn every_reason_has_words() {
        for (index, (rule, words)) in REASONS.iter().enumerate() {
            assert!(rule.starts_with("task.") && !words.is_empty());
            assert!(REASONS[..index].iter().all(|(other, _)| other != rule));
        }
        let source = include_str!("../../extract/task/demand.rs");
        for rule in source.split('"').filter(|words| words.starts_with("task.")) {
            assert!(REASONS.iter().any(|(known, _)| known == &rule), "{rule} has no words");
        }
    }

    #[test]
    fn every_line_is_explained() {
        let text = "某市人民政府关于加强管理的通知\n\n各县人民政府:\n  为做好工作，现通知如下。\n一、开展检查。\n各县要在3月底前完成。\n\
                    某市人民政府\n2024年1月5日\n";
        let source = read::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        let lists = pipeline::explained("a.txt", &source, &Options::default());
        for (line, rule) in [
            (1, "head.title"),
            (3, "head.recipients"),
            (4, "task.not.paragraph"),
            (5, "task.demand"),
            (6, "task.demand"),
            (7, "head.issuer"),
            (8, "head.issued"),
        ] {
            let shown = explain_line(&lists, &source, line).unwrap();
            assert!(
                shown.contains(rule) && shown.matches("task.").count() < 2,
                "{line}: {shown}"
            );
        }
        assert!(explain_line(&lists, &source, 2).unwrap().contains("没有文字"));
        assert!(explain_line(&lists, &source, 10).is_err());
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long = "各村要在3月15日前完成检查".repeat(12);
        let text = explained(&format!("一、{long}。\n二、各乡镇{long}，整改率达到95%以上。\n"));
        assert!(text.contains("task."), "{text}");
        for line in text.lines() {
            assert!(
                width(line) <= COLUMNS && !line.trim_start().starts_with(['”', '，']),
                "{line}"
            );
        }
    }
}
