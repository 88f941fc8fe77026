//! The comparison as plain text (Markdown), for pasting into WPS or Word: what was forgotten first.
//!
//! Order: the plans; of a superior plan the missing items and demands, by plan; what changed, by plan and in what way; the pairs as one
//! table per two plans, figures that the other side lacks in bold. What notices say is escaped: it never becomes markup.

use crate::compare::{Demands, coverage};
use crate::model::{Change, Comparison, Difference, Field, Plan, Relation, Side, TaskItem};
use regex::Regex;
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::LazyLock;

/// A date, or a number without its unit: bold ends at a digit or a character of a word, else some readers do not see it.
static FIGURE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d+(?:[.,]\d+)*").ok());

/// The kinds of changes in the order in which they are told.
const KINDS: [(Difference, &str); 8] = [
    (Difference::Earlier, "提前"),
    (Difference::Later, "推后"),
    (Difference::Stricter, "加严"),
    (Difference::Looser, "放宽"),
    (Difference::UnitAdded, "增加单位"),
    (Difference::UnitRemoved, "减少单位"),
    (Difference::RoleChanged, "职责变化"),
    (Difference::NotComparable, "不可比"),
];

/// The comparison in Markdown: the same comparison gives the same text.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let mut out = String::from("# 方案对照\n\n");
    head(&mut out, comparison);
    if comparison.base.is_some() {
        missing(&mut out, comparison);
    }
    out.push_str("## 变化\n\n");
    if comparison.sides.iter().all(|side| side.changes.is_empty()) {
        out.push_str("没有时限、频次、指标、单位的变化。\n\n");
    }
    comparison
        .sides
        .iter()
        .for_each(|side| changes(&mut out, comparison, side));
    out.push_str("## 逐条对照\n\n");
    comparison
        .sides
        .iter()
        .for_each(|side| pairs(&mut out, comparison, side));
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn head(out: &mut String, comparison: &Comparison) {
    out.push_str("| 名称 | 标题 | 发文字号 | 成文日期 | 任务数 |\n|---|---|---|---|---:|\n");
    for (at, plan) in comparison.plans.iter().enumerate() {
        let notice = &plan.list.notice;
        let superior = if comparison.base == Some(at) {
            "（上级方案）"
        } else {
            ""
        };
        let (title, number) = (notice.title.as_deref(), notice.doc_number.as_deref());
        let issued = notice.issued.map(|day| day.to_string());
        line(
            out,
            &[
                &format!("{}{superior}", escaped(&plan.name)),
                &escaped(title.unwrap_or("—")),
                &escaped(number.unwrap_or("—")),
                issued.as_deref().unwrap_or("—"),
                &plan.compared.len().to_string(),
            ],
        );
    }
    let method = &comparison.method;
    let (measure, threshold, same) = (method.measure, method.threshold, method.same);
    let _ = writeln!(
        out,
        "\n比对方法：{measure}，相似度 {threshold} 以上视为同一事项，{same} 以上视为文字相同；地名、机构、数字和日期另作数值比较。\n"
    );
}

fn missing(out: &mut String, comparison: &Comparison) {
    out.push_str("## 未见（上级方案有、本方案没有）\n\n");
    let demands = Demands::of(comparison);
    for of in coverage(comparison) {
        let side = comparison
            .sides
            .iter()
            .find(|side| Some(side.a) == comparison.base && side.b == of.plan);
        let (Some(side), Some(plan)) = (side, comparison.plans.get(of.plan)) else {
            continue;
        };
        let _ = writeln!(
            out,
            "### {}：未见 {} 条\n\n上级方案 {} 条，原文照搬 {} 条，改写 {} 条，未见 {} 条；自有 {} 条。\n",
            escaped(&plan.name),
            of.missing,
            of.items_base,
            of.covered,
            of.adapted,
            of.missing,
            of.own
        );
        let mut any = false;
        for pair in side.pairs.iter().filter(|pair| pair.relation == Relation::OnlyA) {
            if let Some(item) = item(comparison, side.a, pair.a) {
                let _ = writeln!(out, "- {} {}", escaped(&item.path), escaped(&item.heading));
                any = true;
            }
        }
        if any {
            out.push('\n');
        }
        left_out(out, comparison, side, &demands);
    }
}

/// What the plan leaves out of items that it does answer.
fn left_out(out: &mut String, comparison: &Comparison, side: &Side, demands: &Demands) {
    let pairs = demands.pairs(side);
    let mut told = false;
    for pair in pairs.iter().filter(|pair| pair.action_b.is_none()) {
        let (Some(one), Some(other)) = (
            item(comparison, side.a, Some(pair.item_a)),
            item(comparison, side.b, Some(pair.item_b)),
        ) else {
            continue;
        };
        let Some(action) = pair.action_a.and_then(|at| one.actions.get(at)) else {
            continue;
        };
        if !told {
            out.push_str("已有对应的事项里未见的要求：\n\n");
            told = true;
        }
        let (place, answer) = (escaped(&one.path), escaped(&other.path));
        let _ = writeln!(out, "- {place}（本方案 {answer}）：{}", escaped(&action.text));
    }
    if told {
        out.push('\n');
    }
}

fn changes(out: &mut String, comparison: &Comparison, side: &Side) {
    if side.changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {}\n", between(comparison, side));
    for (kind, word) in KINDS {
        let own: Vec<&Change> = side.changes.iter().filter(|change| change.change == kind).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "**{word}**（{} 处）\n", own.len());
        for change in own {
            let (Some(one), Some(other)) = (
                item(comparison, side.a, Some(change.a)),
                item(comparison, side.b, Some(change.b)),
            ) else {
                continue;
            };
            let values = values(change);
            let (place, heading) = (escaped(&one.path), escaped(&one.heading));
            let _ = writeln!(
                out,
                "- {place} {heading}（乙：{}）：{}{values}",
                escaped(&other.path),
                field(change.field)
            );
        }
        out.push('\n');
    }
}

fn values(change: &Change) -> String {
    match (change.value_a.is_empty(), change.value_b.is_empty()) {
        (true, _) => format!("，乙 {}", bold(&change.value_b, "")),
        (_, true) => format!("，甲 {}", bold(&change.value_a, "")),
        _ => {
            let (one, other) = (&change.value_a, &change.value_b);
            format!(" {} → {}", bold(one, other), bold(other, one))
        }
    }
}

const fn field(field: Field) -> &'static str {
    match field {
        Field::Deadline => "时限",
        Field::Frequency => "频次",
        Field::Target => "指标",
        Field::Unit => "单位",
    }
}

fn pairs(out: &mut String, comparison: &Comparison, side: &Side) {
    let name = |at: usize| {
        comparison
            .plans
            .get(at)
            .map(|plan: &Plan| escaped(&plan.name))
            .unwrap_or_default()
    };
    let _ = writeln!(out, "### {}\n", between(comparison, side));
    line(out, &["关系", "相似度", &name(side.a), &name(side.b)]);
    out.push_str("|---|---:|---|---|\n");
    for pair in &side.pairs {
        let (one, other) = (item(comparison, side.a, pair.a), item(comparison, side.b, pair.b));
        let text = |item: Option<&TaskItem>| item.map(|item| item.text.clone()).unwrap_or_default();
        let (words, against) = (text(one), text(other));
        let cell = |item: Option<&TaskItem>, words: &str, against: &str| {
            // Where nothing answers an item, no figure differs.
            let words = if one.is_some() && other.is_some() {
                bold(words, against)
            } else {
                escaped(words)
            };
            item.map(|item| format!("{} {words}", escaped(&item.path)))
                .unwrap_or_default()
        };
        let likeness = if one.is_some() && other.is_some() {
            format!("{:.0}", pair.similarity * 100.0)
        } else {
            String::new()
        };
        let cells = [cell(one, &words, &against), cell(other, &against, &words)];
        line(
            out,
            &[
                relation(pair.relation, comparison.base.is_some()),
                &likeness,
                &cells[0],
                &cells[1],
            ],
        );
    }
    out.push('\n');
}

const fn relation(relation: Relation, with_base: bool) -> &'static str {
    match (relation, with_base) {
        (Relation::Same, _) => "相同",
        (Relation::Adapted, _) => "改写",
        (Relation::Split, _) => "拆分",
        (Relation::Merged, _) => "合并",
        (Relation::OnlyA, true) => "**未见**",
        (Relation::OnlyA, false) => "仅甲",
        (Relation::OnlyB, true) => "自有",
        (Relation::OnlyB, false) => "仅乙",
    }
}

fn between(comparison: &Comparison, side: &Side) -> String {
    let name = |at: usize| {
        comparison
            .plans
            .get(at)
            .map(|plan| escaped(&plan.name))
            .unwrap_or_default()
    };
    format!("甲 {} — 乙 {}", name(side.a), name(side.b))
}

fn item(comparison: &Comparison, plan: usize, item: Option<usize>) -> Option<&TaskItem> {
    comparison.plans.get(plan)?.list.items.get(item?)
}

fn line(out: &mut String, cells: &[&str]) {
    for cell in cells {
        let _ = write!(out, "| {cell} ");
    }
    out.push_str("|\n");
}

/// The words with those figures in bold that `against` lacks.
fn bold(words: &str, against: &str) -> String {
    let Some(figure) = FIGURE.as_ref() else {
        return escaped(words);
    };
    let known: HashSet<&str> = figure.find_iter(against).map(|found| found.as_str()).collect();
    let mut out = String::with_capacity(words.len());
    let mut from = 0;
    for found in figure.find_iter(words).filter(|found| !known.contains(found.as_str())) {
        out.push_str(&escaped(&words[from..found.start()]));
        let _ = write!(out, "**{}**", found.as_str());
        from = found.end();
    }
    out.push_str(&escaped(&words[from..]));
    out
}

/// Words that mean only themselves within a line or a table's cell.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.trim_end_matches('\n').chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\r' => {}
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Options, compare};
    use crate::emit::compare::html::tests::lists;

    #[test]
    fn missing_items_come_first_then_changes_then_pairs() {
        let text = markdown(&compare(lists(), Options { base: Some(0) }));
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in\n{text}"));
        assert!(at("## 未见") < at("## 变化") && at("## 变化") < at("## 逐条对照"));
        assert!(text.contains("| 关系 | 相似度 |"));
        assert!(text.contains("**90**%"), "{text}");
        assert_eq!(text, markdown(&compare(lists(), Options { base: Some(0) })));
    }

    #[test]
    fn nothing_that_a_notice_says_becomes_markup() {
        assert_eq!(
            escaped("a|b\n<img> *x* [y](z) `c`\\"),
            "a\\|b<br>&lt;img> \\*x\\* \\[y\\](z) \\`c\\`\\\\"
        );
        let text = markdown(&compare(lists(), Options::default()));
        assert!(!text.contains("<img") && !text.contains("</script"));
    }

    #[test]
    fn figures_that_the_other_side_lacks_are_bold() {
        assert_eq!(
            bold("2024年底前达到90%以上,3个", "2025年底前达到85%以上,3个"),
            "**2024年**底前达到**90**%以上,3个"
        );
        assert_eq!(bold("没有", "3"), "没有");
    }
}
