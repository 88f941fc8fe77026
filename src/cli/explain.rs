//! `gongdan explain`: which rule read what, item by item.
//!
//! In: a task list and the text that its spans count in. Out: plain text for a terminal at most [`COLUMNS`] columns
//! wide, a Chinese character counting two. Line numbers are those of the text, from 1; for Markdown that is the text
//! without its marks. Paragraphs outside the numbering that demand nothing are not in the list and not shown.

use crate::emit::rows;
use crate::model::{
    CharSpan, Comparator, Deadline, DeadlineKind, Role, SourceText, Target, TaskItem, TaskList, Unit, WarningCode,
};
use std::fmt::Write as _;

/// Widest line.
const COLUMNS: usize = 100;
/// Room kept at the end of a line for closing marks.
const CLOSING: usize = 4;
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

/// The whole text.
#[must_use]
pub fn explain(list: &TaskList, source: &SourceText) -> String {
    let lines = Lines::new(&source.text);
    let mut out = String::new();
    head(&mut out, list);
    for item in &list.items {
        explain_item(&mut out, item, &lines);
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

fn explain_item(out: &mut String, item: &TaskItem, lines: &Lines) {
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

/// Where the lines of a text begin.
struct Lines {
    /// In code points.
    starts: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let ends = text.chars().enumerate().filter(|(_, c)| *c == end);
        Self {
            starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(),
        }
    }

    /// `第 12 行`, of the first character.
    fn place(&self, span: CharSpan) -> String {
        format!("第 {} 行", self.starts.partition_point(|start| *start <= span.start))
    }
}

/// The code as JSON spells it.
fn code_name(code: WarningCode) -> String {
    let value = serde_json::to_value(code).ok();
    value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Columns on a terminal: two for every character outside ASCII.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// As much of the text as fits, `…` for the rest.
fn fitting(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 2;
    let kept = text.chars().take_while(|c| {
        used += if c.is_ascii() { 1 } else { 2 };
        used <= columns
    });
    kept.chain(['…']).collect()
}

/// Words on the left and the right edge of a line.
fn aligned(out: &mut String, left: &str, right: &str) {
    let gap = COLUMNS.saturating_sub(width(left) + width(right)).max(2);
    let _ = writeln!(out, "{left}{:gap$}{right}", "");
}

/// A text in lines of at most [`COLUMNS`] columns, none of which begins with a closing mark.
fn wrapped(out: &mut String, indent: usize, text: &str) {
    let mut used = indent;
    let _ = write!(out, "{:indent$}", "");
    for c in text.chars().filter(|c| !c.is_control()) {
        let wide = if c.is_ascii() { 1 } else { 2 };
        let closing = matches!(
            c,
            '”' | '…' | '）' | ')' | '〕' | '》' | '，' | '。' | '；' | '、' | ',' | ';' | '%'
        );
        let edge = if closing { COLUMNS } else { COLUMNS - CLOSING };
        if used + wide > edge {
            let _ = write!(out, "\n{:indent$}", "");
            used = indent;
        }
        out.push(c);
        used += wide;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Options};
    use crate::read::{self, ReadOptions};

    fn explained(text: &str) -> String {
        let source = read::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        explain(
            &pipeline::run("a.txt", text.as_bytes(), None, &Options::default()).unwrap()[0],
            &source,
        )
    }

    #[test]
    fn every_reason_has_words() {
        for (index, (rule, words)) in REASONS.iter().enumerate() {
            assert!(rule.starts_with("task.") && !words.is_empty());
            assert!(REASONS[..index].iter().all(|(other, _)| other != rule));
        }
        let source = include_str!("../extract/task/demand.rs");
        for rule in source.split('"').filter(|words| words.starts_with("task.")) {
            assert!(REASONS.iter().any(|(known, _)| known == &rule), "{rule} has no words");
        }
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

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::new("甲\r\n乙\n丙");
        let place = |start| lines.place(CharSpan { start, end: start + 1 });
        assert_eq!([place(0), place(3), place(5)], ["第 1 行", "第 2 行", "第 3 行"]);
        assert_eq!(Lines::new("甲\r乙").place(CharSpan { start: 2, end: 3 }), "第 2 行");
    }
}
