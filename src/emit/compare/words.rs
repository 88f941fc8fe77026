//! The words for what `compare` found, and values as people write them.

use crate::compare::Status;
use crate::model::{Change, CitationRelation, Comparator, Difference, Field, Relation, Target, TaskItem};
use jiff::civil::Date;

pub(super) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "相同",
        Relation::Adapted => "改写",
        Relation::Split => "拆分",
        Relation::Merged => "合并",
        Relation::OnlyA => "仅甲有",
        Relation::OnlyB => "仅乙有",
    }
}

pub(super) const fn field(field: Field) -> &'static str {
    match field {
        Field::Deadline => "时限",
        Field::Frequency => "频次",
        Field::Target => "指标",
        Field::Unit => "单位",
    }
}

pub(super) const fn difference(difference: Difference) -> &'static str {
    match difference {
        Difference::Earlier => "提前",
        Difference::Later => "推后",
        Difference::Stricter => "加严",
        Difference::Looser => "放宽",
        Difference::UnitAdded => "增加单位",
        Difference::UnitRemoved => "减少单位",
        Difference::RoleChanged => "职责变化",
        Difference::NotComparable => "不可比",
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Unchanged => "未变",
        Status::Changed => "修改",
        Status::Moved => "移位",
        Status::Added => "新增",
        Status::Removed => "删去",
    }
}

pub(super) const fn citation(relation: CitationRelation) -> &'static str {
    match relation {
        CitationRelation::Implements => "贯彻落实",
        CitationRelation::BasedOn => "根据",
        CitationRelation::Forwards => "转发",
        CitationRelation::Issues => "印发",
        CitationRelation::Follows => "参照",
        CitationRelation::Repeals => "废止",
    }
}

/// `时限：2024-12-31 → 2025-06-30（推后）`.
pub(super) fn change(change: &Change) -> String {
    let value = |words: &str| {
        if words.is_empty() {
            "（无）".to_owned()
        } else {
            words.to_owned()
        }
    };
    format!(
        "{}：{} → {}（{}）",
        field(change.field),
        value(&change.value_a),
        value(&change.value_b),
        difference(change.change)
    )
}

/// `≥70%`, `降低10%（比2020年）`.
pub(super) fn value(target: &Target) -> String {
    let sign = match target.comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::Above => ">",
        Comparator::Below => "<",
        Comparator::Equal => "",
        Comparator::Increase => "增加",
        Comparator::Decrease => "降低",
    };
    let unit = target.unit.as_deref().unwrap_or_default();
    match &target.baseline {
        Some(baseline) => format!("{sign}{}{unit}（{baseline}）", target.value),
        None => format!("{sign}{}{unit}", target.value),
    }
}

/// By when a target is to be reached: the latest end of its own demand's deadlines, where that has none of the item's.
pub(super) fn due(item: &TaskItem, target: &Target) -> Option<Date> {
    let own = item
        .deadlines
        .iter()
        .filter(|deadline| target.action.is_some() && deadline.action == target.action);
    let general = item
        .deadlines
        .iter()
        .filter(|deadline| target.action.is_none() || deadline.action.is_none());
    own.filter_map(|deadline| deadline.end)
        .max()
        .or_else(|| general.filter_map(|deadline| deadline.end).max())
}
