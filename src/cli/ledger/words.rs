//! What is said of a ledger.

use crate::cli::explain::layout::{fitting, width};
use crate::ledger::{Against, Counts, Entry, Ledger, Progress};
use jiff::civil::Date;
use std::fmt::Write as _;

/// Columns for names of units and of tasks.
const UNIT: usize = 32;
const TASK: usize = 44;
/// Columns for a number.
const NUMBER: usize = 8;

/// Progress as of `today`.
pub(super) fn progress(ledger: &Ledger, progress: &Progress<'_>, today: Date) -> String {
    let all = &progress.all;
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        out,
        "台账有任务 {} 条：已完成 {}（{}%），推进中 {}，未启动 {}，未填 {}{}。",
        all.tasks,
        all.done,
        (all.done * 100).checked_div(all.tasks).unwrap_or(0),
        all.going,
        all.idle,
        all.unsaid,
        if all.other > 0 {
            format!("，其他 {}", all.other)
        } else {
            String::new()
        },
    );
    if ledger.repeated > 0 {
        let _ = writeln!(out, "另有 {} 行与前面的行编号相同，没有计入。", ledger.repeated);
    }
    let _ = writeln!(out, "\n按单位（一条任务有几个单位的，各计一次）：");
    let heads = ["任务", "已完成", "推进中", "未启动", "未填", "其他", "逾期"];
    row(&mut out, "", heads.map(str::to_owned));
    for (unit, counts) in &progress.units {
        let Counts {
            tasks,
            done,
            going,
            idle,
            unsaid,
            other,
            overdue,
        } = *counts;
        let unit = if unit.is_empty() { "（没有写单位）" } else { unit };
        row(
            &mut out,
            unit,
            [tasks, done, going, idle, unsaid, other, overdue].map(|count| count.to_string()),
        );
    }
    let day = format!("{}年{}月{}日", today.year(), today.month(), today.day());
    if progress.overdue.is_empty() {
        let _ = writeln!(out, "\n截至{day}，没有逾期的任务。");
        return out;
    }
    let _ = writeln!(out, "\n截至{day}，逾期 {} 条：", progress.overdue.len());
    for entry in &progress.overdue {
        let Some(due) = entry.due else { continue };
        let days = (today - due).get_days();
        let _ = writeln!(out, "  {due}（已过 {days} 天）{}", described(entry));
        for head in ["进展情况", "存在问题"] {
            let words = entry.cell(head).replace('\n', " ");
            if !words.is_empty() {
                let _ = writeln!(out, "    {head}：{words}");
            }
        }
    }
    out
}

/// The differences from the lists.
pub(super) fn against(found: &Against<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "与新清单比较：相同 {} 条，有变化 {} 条，新增 {} 条，不再有 {} 条。",
        found.same,
        found.changed.len(),
        found.new.len(),
        found.vanished.len()
    );
    if found.apart > 0 {
        let _ = writeln!(
            out,
            "另有 {} 条没有比较：新清单里没有它们的通知，或是手工添加的。",
            found.apart
        );
    }
    if found.unknown > 0 {
        let _ = writeln!(
            out,
            "另有 {} 条看不出有没有变化：台账里的 content_hash 一列没有了。",
            found.unknown
        );
    }
    if !found.changed.is_empty() {
        let _ = writeln!(out, "\n有变化：");
    }
    for change in &found.changed {
        let _ = writeln!(out, "  {}", described(change.old));
        let cells = change.new.cells();
        let heads = &crate::emit::rows::HEADS[1..];
        for (head, new) in heads
            .iter()
            .zip(&cells)
            .filter(|(head, _)| change.columns.contains(*head))
        {
            let old = match (*head, change.old.due) {
                ("截止日期", Some(day)) => day.to_string(),
                _ => change.old.cell(head).to_owned(),
            };
            let _ = writeln!(out, "    {head}：{} → {}", short(&old), short(new));
        }
        if change.columns.is_empty() {
            let _ = writeln!(out, "    表里看不出的变化（如要求的分条），见新清单。");
        }
    }
    if !found.new.is_empty() {
        let _ = writeln!(out, "\n新增：");
    }
    for row in &found.new {
        let _ = writeln!(out, "  {}（{}）", fitting(&one_line(&row.task), TASK), row.basis);
    }
    if !found.vanished.is_empty() {
        let _ = writeln!(out, "\n不再有：");
    }
    for entry in &found.vanished {
        let _ = writeln!(out, "  {}", described(entry));
    }
    out
}

/// `开展检查　林业站　推进中（台账 第 3 行）`.
fn described(entry: &Entry) -> String {
    let (sheet, row) = &entry.place;
    let name = [entry.cell("工作任务"), entry.cell("具体内容")];
    let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let mut text = fitting(&one_line(name), TASK);
    let units = entry.units().join("、");
    if !units.is_empty() {
        let _ = write!(text, "　{}", fitting(&units, UNIT));
    }
    let _ = write!(text, "　{}（{sheet}，第 {row} 行）", entry.state.word());
    text
}

fn short(words: &str) -> String {
    if words.is_empty() {
        return "（空）".to_owned();
    }
    fitting(&one_line(words), TASK)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name, then numbers flush right.
fn row(out: &mut String, name: &str, cells: [String; 7]) {
    let name = fitting(name, UNIT);
    let _ = write!(out, "  {name}{:1$}", "", UNIT.saturating_sub(width(&name)));
    for cell in cells {
        let _ = write!(out, "{:1$}{cell}", "", NUMBER.saturating_sub(width(&cell)));
    }
    out.push('\n');
}
