//! 备注 of one row: warnings, inferred years and inherited facts, in plain words.
//!
//! A warning belongs to the deepest item whose span holds it, or, where that is no task, to the nearest task around it;
//! a warning that no task holds stands only in the list of warnings (sheet 提示).

use super::when::Due;
use crate::model::{CharSpan, DeadlineKind, Finding, Notice, Role, TaskItem, TaskList};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Warnings by the index of the task that holds them. Takes `n log n` steps.
pub(super) fn by_task(list: &TaskList) -> HashMap<usize, Vec<&Finding>> {
    let mut found: HashMap<usize, Vec<&Finding>> = HashMap::new();
    let mut warnings: Vec<_> = list.warnings.iter().filter_map(|w| Some((w.span?, w))).collect();
    if warnings.is_empty() {
        return found;
    }
    warnings.sort_by_key(|(span, _)| *span);
    let mut order: Vec<usize> = (0..list.items.len()).collect();
    order.sort_by_key(|&i| (list.items[i].span.start, Reverse(list.items[i].span.end)));
    let mut coming = order.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    for (span, warning) in warnings {
        while let Some(i) = coming.next_if(|&i| list.items[i].span.start <= span.start) {
            let start = list.items[i].span.start;
            while open.pop_if(|o| list.items[*o].span.end <= start).is_some() {}
            open.push(i);
        }
        // An empty span at an item's very end still belongs to it.
        while open
            .pop_if(|o| list.items[*o].span.end < span.start.max(span.end))
            .is_some()
        {}
        if let Some(&task) = open.iter().rev().find(|&&i| list.items[i].task) {
            found.entry(task).or_default().push(warning);
        }
    }
    found
}

/// The words for one row; `around` is the first-level item that holds it.
pub(super) fn remarks(item: &TaskItem, notice: &Notice, due: &Due, warnings: &[&Finding], around: CharSpan) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut say = |text: String| {
        if !words.contains(&text) {
            words.push(text);
        }
    };
    if due.several {
        say("有多个时限，截止日期取最早".to_owned());
    }
    if due.day.is_none() {
        let any = |kinds: &[DeadlineKind]| {
            item.deadlines
                .iter()
                .any(|d| kinds.contains(&d.kind) && d.end.is_none())
        };
        if any(&[DeadlineKind::By, DeadlineKind::During]) {
            say("截止日期据原文不能确定".to_owned());
        } else if any(&[DeadlineKind::AfterEvent]) {
            say("时限自有关事项发生起算，无固定日期".to_owned());
        }
    }
    let issued = notice.issued.map(|day| day.year());
    for deadline in item.deadlines.iter().filter(|d| d.year_inferred) {
        // The list does not say which statement fixed the year; only the year of issue can be told from outside.
        let year = deadline.end.or(deadline.start).map(|day| day.year());
        let from = if year.is_some() && year == issued {
            "成文日期"
        } else {
            "上下文"
        };
        say(format!("年份据{from}推定"));
    }
    // What does not stand around the item was lent by the row of a task table that repeats it.
    let above = |span: CharSpan| around.start <= span.start && span.end <= around.end;
    for (inherited, words) in [
        (inherited(item, above), "沿用上级事项"),
        (inherited(item, |span| !above(span)), "据任务分解表"),
    ] {
        if !inherited.is_empty() {
            say(format!("{}{words}", inherited.join("、")));
        }
    }
    for warning in warnings {
        say(format!("提示：{}", warning.message.trim_end_matches('。')));
    }
    words.join("；")
}

/// The columns that hold something copied from a place that `from` accepts.
fn inherited(item: &TaskItem, from: impl Fn(CharSpan) -> bool) -> Vec<&'static str> {
    let unit = |role| item.units.iter().any(|u| u.inherited && u.role == role && from(u.span));
    [
        (item.targets.iter().any(|t| t.inherited && from(t.span)), "目标指标"),
        (unit(Role::Lead), "牵头单位"),
        (unit(Role::Responsible), "责任单位"),
        (unit(Role::Support), "配合单位"),
        (item.deadlines.iter().any(|d| d.inherited && from(d.span)), "完成时限"),
    ]
    .into_iter()
    .filter_map(|(yes, name)| yes.then_some(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use crate::model::WarningCode;

    fn warn_at(list: &mut TaskList, start: usize, end: usize) -> Vec<String> {
        let span = Some(CharSpan { start, end });
        list.warnings = vec![Finding {
            code: WarningCode::NumberingGap,
            message: "甲".to_owned(),
            span,
        }];
        by_task(list).keys().map(|&i| list.items[i].path.clone()).collect()
    }

    #[test]
    fn a_warning_belongs_to_the_deepest_task_around_it() {
        let mut list = sample::list();
        let inner = list.items.iter().find(|i| i.path == "二/(三)/1.").unwrap().span;
        assert_eq!(warn_at(&mut list, inner.start + 1, inner.start + 2), ["二/(三)/1."]);
        assert_eq!(warn_at(&mut list, inner.end, inner.end), ["二/(三)/1."]);
        assert!(warn_at(&mut list, 0, 1).is_empty());
        list.items.iter_mut().for_each(|i| i.task = i.path == "二");
        assert_eq!(warn_at(&mut list, inner.start + 1, inner.start + 2), ["二"]);
    }

    #[test]
    fn the_year_of_issue_is_named_only_where_it_is_the_year() {
        let list = sample::list();
        let mut item = list.items[1].clone();
        let due = Due {
            day: None,
            several: false,
        };
        assert!(remarks(&item, &list.notice, &due, &[], item.span).contains("年份据成文日期推定"));
        item.deadlines
            .iter_mut()
            .for_each(|d| d.end = Some(jiff::civil::date(2025, 1, 1)));
        assert!(remarks(&item, &list.notice, &due, &[], item.span).contains("年份据上下文推定"));
    }
}
