//! The sheets with a row for each fact.

use super::{Filling, own, path, words};
use crate::compare::{Demands, Entry};
use crate::emit::compare::tables::{rounded, share};
use crate::emit::compare::words as names;
use crate::emit::xlsx::sheet::{Cell, Formats};
use crate::model::{Comparison, Coverage, Relation, Role, TaskItem};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::HashMap;

type Made = std::result::Result<Worksheet, XlsxError>;

/// What became of each item of the old edition.
pub(super) fn editions(comparison: &Comparison, editions: &[Entry], formats: &Formats) -> Made {
    let columns = [
        ("旧层次", 14.),
        ("旧文字", 46.),
        ("新层次", 14.),
        ("新文字", 46.),
        ("变化", 8.),
        ("相似度", 8.),
    ];
    let mut sheet = Filling::new("新旧对照", formats, columns.into_iter())?;
    let [old, new, ..] = comparison.plans.as_slice() else {
        return sheet.finish();
    };
    for entry in editions {
        let (a, b) = (entry.old.map(|at| old.item(at)), entry.new.map(|at| new.item(at)));
        sheet.add(&[
            path(a),
            words(a),
            path(b),
            words(b),
            names::status(entry.status).into(),
            Cell::Decimal(rounded(entry.similarity)),
        ])?;
    }
    sheet.finish()
}

/// One row per plan.
pub(super) fn coverage(comparison: &Comparison, found: &[Coverage], formats: &Formats) -> Made {
    let columns = [
        ("方案", 30.),
        ("上级事项", 10.),
        ("照搬", 8.),
        ("改写", 8.),
        ("未见", 8.),
        ("覆盖率", 10.),
        ("本方案事项", 12.),
        ("自有", 8.),
        ("自有率", 10.),
    ];
    let mut sheet = Filling::new("覆盖情况", formats, columns.into_iter())?;
    for line in found {
        let part = |part, whole| share(part, whole).map_or("".into(), Cell::Share);
        sheet.add(&[
            comparison.plans[line.plan].name.as_str().into(),
            Cell::Number(line.items_base as u64),
            Cell::Number(line.covered as u64),
            Cell::Number(line.adapted as u64),
            Cell::Number(line.missing as u64),
            part(line.covered + line.adapted, line.items_base),
            Cell::Number(line.items as u64),
            Cell::Number(line.own as u64),
            part(line.own, line.items),
        ])?;
    }
    sheet.finish()
}

/// The items of the superior plan that nothing answers, plan by plan.
pub(super) fn missing(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("方案", 18.),
        ("上级事项", 14.),
        ("标题", 26.),
        ("文字", 60.),
        ("责任单位", 24.),
    ];
    let mut sheet = Filling::new("未见事项", formats, columns.into_iter())?;
    for side in &comparison.sides {
        let (base, plan) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        let alone = side.pairs.iter().filter(|pair| pair.relation == Relation::OnlyA);
        for item in alone.filter_map(|pair| pair.a).map(|at| base.item(at)) {
            sheet.add(&[
                plan.name.as_str().into(),
                path(Some(item)),
                item.heading.as_str().into(),
                words(Some(item)),
                own(charged(item)),
            ])?;
        }
    }
    sheet.finish()
}

/// The demands of the superior plan that its plans leave out of items which they do answer.
pub(super) fn left_out(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("方案", 18.),
        ("上级事项", 14.),
        ("上级标题", 26.),
        ("未见的要求", 60.),
        ("本方案对应事项", 16.),
    ];
    let mut sheet = Filling::new("未见要求", formats, columns.into_iter())?;
    let demands = Demands::of(comparison);
    for side in &comparison.sides {
        let (base, plan) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        for pair in demands.pairs(side).iter().filter(|pair| pair.action_b.is_none()) {
            let (item, answer) = (base.item(pair.item_a), plan.item(pair.item_b));
            let action = pair.action_a.and_then(|at| item.actions.get(at));
            sheet.add(&[
                plan.name.as_str().into(),
                path(Some(item)),
                item.heading.as_str().into(),
                action.map_or("", |action| action.text.as_str()).into(),
                path(Some(answer)),
            ])?;
        }
    }
    sheet.finish()
}

/// Who is charged: `县民政局(牵头)、县财政局(配合)`.
fn charged(item: &TaskItem) -> String {
    let mut said: Vec<String> = Vec::new();
    for unit in item.units.iter().filter(|unit| unit.role != Role::Actor) {
        let words = match unit.role {
            Role::Lead => format!("{}(牵头)", unit.name),
            Role::Support => format!("{}(配合)", unit.name),
            _ => unit.name.clone(),
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join("、")
}

/// The pairs side by side, with what differs in words.
pub(super) fn pairs(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("甲方案", 14.),
        ("甲层次", 11.),
        ("甲文字", 40.),
        ("乙方案", 14.),
        ("乙层次", 11.),
        ("乙文字", 40.),
        ("关系", 8.),
        ("相似度", 8.),
        ("变化", 34.),
    ];
    let mut sheet = Filling::new("对照", formats, columns.into_iter())?;
    for side in &comparison.sides {
        let (one, other) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        let mut changes: HashMap<(usize, usize), Vec<String>> = HashMap::new();
        for change in &side.changes {
            changes
                .entry((change.a, change.b))
                .or_default()
                .push(names::change(change));
        }
        for pair in &side.pairs {
            let (a, b) = (pair.a.map(|at| one.item(at)), pair.b.map(|at| other.item(at)));
            let said = pair.a.zip(pair.b).and_then(|both| changes.get(&both));
            sheet.add(&[
                one.name.as_str().into(),
                path(a),
                words(a),
                other.name.as_str().into(),
                path(b),
                words(b),
                names::relation(pair.relation).into(),
                if pair.a.is_some() && pair.b.is_some() {
                    Cell::Decimal(rounded(pair.similarity))
                } else {
                    "".into()
                },
                own(said.map(|said| said.join("\n")).unwrap_or_default()),
            ])?;
        }
    }
    sheet.finish()
}

/// What differs within the pairs.
pub(super) fn changes(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("甲方案", 16.),
        ("甲层次", 12.),
        ("乙方案", 16.),
        ("乙层次", 12.),
        ("事项", 34.),
        ("内容", 8.),
        ("甲", 30.),
        ("乙", 30.),
        ("变化", 10.),
    ];
    let mut sheet = Filling::new("变化", formats, columns.into_iter())?;
    for side in &comparison.sides {
        let (one, other) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        for change in &side.changes {
            let (a, b) = (one.item(change.a), other.item(change.b));
            sheet.add(&[
                one.name.as_str().into(),
                path(Some(a)),
                other.name.as_str().into(),
                path(Some(b)),
                b.heading.as_str().into(),
                names::field(change.field).into(),
                change.value_a.as_ref().into(),
                change.value_b.as_ref().into(),
                names::difference(change.change).into(),
            ])?;
        }
    }
    sheet.finish()
}

/// Who cites what.
pub(super) fn references(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("方案", 24.),
        ("所引文件", 60.),
        ("发文字号", 22.),
        ("关系", 10.),
        ("在本次对照中", 24.),
    ];
    let mut sheet = Filling::new("引用", formats, columns.into_iter())?;
    for reference in &comparison.references {
        let cited = reference.cited.map(|cited| comparison.plans[cited].name.as_str());
        sheet.add(&[
            comparison.plans[reference.plan].name.as_str().into(),
            reference.title.as_deref().unwrap_or_default().into(),
            reference.doc_number.as_deref().unwrap_or_default().into(),
            reference.relation.map_or("提到", names::citation).into(),
            cited.unwrap_or_default().into(),
        ])?;
    }
    sheet.finish()
}

/// What was compared.
pub(super) fn documents(comparison: &Comparison, formats: &Formats) -> Made {
    let columns = [
        ("方案", 18.),
        ("标题", 50.),
        ("发文机关", 26.),
        ("发文字号", 20.),
        ("成文日期", 11.5),
        ("期限起", 11.5),
        ("期限止", 11.5),
        ("事项数", 8.),
        ("说明", 10.),
        ("文件", 30.),
    ];
    let mut sheet = Filling::new("方案", formats, columns.into_iter())?;
    for (at, plan) in comparison.plans.iter().enumerate() {
        let notice = &plan.list.notice;
        sheet.add(&[
            plan.name.as_str().into(),
            notice.title.as_deref().unwrap_or_default().into(),
            own(notice.issuers.join("、")),
            notice.doc_number.as_deref().unwrap_or_default().into(),
            Cell::Date(notice.issued),
            Cell::Date(notice.period.and_then(|period| period.start)),
            Cell::Date(notice.period.and_then(|period| period.end)),
            Cell::Number(plan.compared.len() as u64),
            if comparison.base == Some(at) {
                "上级方案"
            } else {
                ""
            }
            .into(),
            notice.source.path.as_str().into(),
        ])?;
    }
    sheet.finish()
}
