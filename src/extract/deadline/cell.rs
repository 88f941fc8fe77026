//! Dates that stand in a column of times of a task table: `2024年6月`, `2024.12`, `全年`. What a bare date means is said
//! by the head of the column: in a column of limits (完成时限) it bounds the end only, in a column of points (时间节点)
//! a month, quarter or year has both ends. A label in the cell (`启动时间:3月`) goes before the head.

use super::Place;
use super::partial::{Part, Partial};
use super::plain::Label;
use super::point::fixed;
use super::scene::{Reading, Scene};
use crate::model::DeadlineKind;

/// A date without 前 or 起 in a column of times.
pub(super) fn in_column(scene: &Scene, date: Partial) -> Reading {
    let after = scene.after();
    if scene.in_title() || scene.narrates_near() || after.starts_with(['的', '版', '第']) {
        return Reading::Nothing;
    }
    let led = scene.with_lead();
    let label = Label::before(scene.before());
    // 2024年6月启动: a word of beginning makes it no limit; nor does the colon of a stage: 一季度:完成立项.
    if scene.words().ends_with("全年") {
        return fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)));
    }
    let begins = ["启动", "开工", "开始", "动工"]
        .iter()
        .any(|word| after.starts_with(word));
    match label {
        Some(Label::Start) => fixed(scene, date, led, DeadlineKind::From, |first, last| {
            (Some(first.unwrap_or(last)), None)
        }),
        None if scene.years.context.place == Place::Points || begins || after.starts_with([':', '：']) => {
            if date.day.is_some() || date.bounds_end_only() || matches!(date.part, Part::Half(0)) {
                fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end)))
            } else {
                fixed(scene, date, led, DeadlineKind::During, |first, end| (first, Some(end)))
            }
        }
        _ => fixed(scene, date, led, DeadlineKind::By, |_, end| (None, Some(end))),
    }
}
