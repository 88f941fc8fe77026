//! The rows of a comparison, table by table.
//!
//! In: a [`Comparison`]. Out: the rows of [`TABLES`](super::TABLES) one after the other, so that a comparison of hundreds of
//! plans never stands in memory as rows. A plan is known by its key (`doc`), an item by its path (`ref`, unique within most
//! plans) and its id. Days are Beijing calendar days; spans count code points of the decoded notice, half-open.

use super::layout::{
    CHANGES, COVERAGE, DEMANDS, DOCUMENTS, EDITIONS, INDICATORS, ITEMS, PAIRS, REFERENCES, SIMILARITY,
};
use super::words::due;
use crate::compare::{self, DemandPair, Demands, Entry};
use crate::emit::package::About;
use crate::emit::tables::Cell;
use crate::emit::tables::cell::{array, date, number, optional, text, word};
use crate::model::{Comparison, Coverage, Indicator, Pair, Plan, Side, TaskItem};

/// Gives all rows, each with the index of its table in [`TABLES`](super::TABLES), a table after the other. `editions` is
/// empty where the plans are not editions of one.
///
/// # Errors
/// Fails where `row` fails.
pub fn rows<E>(
    comparison: &Comparison,
    editions: &[Entry],
    mut row: impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    let plans = &comparison.plans;
    for (at, plan) in plans.iter().enumerate() {
        row(DOCUMENTS, &document(plan, comparison.base == Some(at)))?;
    }
    for plan in plans {
        for item in plan.compared.iter().map(|at| plan.item(*at)) {
            row(ITEMS, &self::item(plan, item))?;
        }
    }
    for side in &comparison.sides {
        for pair in &side.pairs {
            row(PAIRS, &self::pair(plans, side, pair))?;
        }
    }
    for side in &comparison.sides {
        let (a, b) = (&plans[side.a], &plans[side.b]);
        for change in &side.changes {
            let cells = [
                text(&a.key),
                text(&a.item(change.a).path),
                text(&b.key),
                text(&b.item(change.b).path),
                word(&change.field),
                text(&change.value_a),
                text(&change.value_b),
                word(&change.change),
            ];
            row(CHANGES, &cells)?;
        }
    }
    if let Some(base) = comparison.base {
        for coverage in compare::coverage(comparison) {
            row(COVERAGE, &self::coverage(plans, base, &coverage))?;
        }
    }
    for side in &comparison.sides {
        let cells = [
            text(&plans[side.a].key),
            text(&plans[side.b].key),
            decimal(side.similarity),
        ];
        row(SIMILARITY, &cells)?;
    }
    for (nth, indicator) in (1..).zip(&comparison.indicators) {
        self::indicator(plans, nth, indicator, &mut row)?;
    }
    for reference in &comparison.references {
        let cells = [
            text(&plans[reference.plan].key),
            optional(reference.cited.map(|cited| plans[cited].key.as_str())),
            optional(reference.title.as_deref()),
            optional(reference.doc_number.as_deref()),
            reference.relation.as_ref().map_or(Cell::Null, word),
        ];
        row(REFERENCES, &cells)?;
    }
    if let [old, new] = plans.as_slice() {
        for entry in editions {
            row(EDITIONS, &edition(old, new, entry))?;
        }
    }
    let demands = Demands::of(comparison);
    for side in &comparison.sides {
        for pair in demands.pairs(side) {
            row(DEMANDS, &demand(plans, side, &pair))?;
        }
    }
    Ok(())
}

/// What the package of a comparison says of itself.
#[must_use]
pub fn about(comparison: &Comparison) -> About {
    About {
        name: "gongdan-comparison",
        title: "方案对照",
        description: "几份方案逐条对照的结果。doc 是方案的简称（文件名），ref 是事项在方案里的层次，item_id 是事项的编号；\
            相似度从 0 到 1，保留三位小数；日期是北京时间的日历日；span_start、span_end 是解码后的原文里的位置，按 Unicode 码位计，左闭右开。\
            没有上级方案时 coverage 没有行，不是新旧两版对照时 editions 没有行。文字列里开头的 ' 是为防止被当成公式而加的，导入时请去掉。",
        schema_version: super::SCHEMA_VERSION,
        method: serde_json::to_value(&comparison.method).ok(),
    }
}

fn document(plan: &Plan, is_base: bool) -> [Cell<'_>; 15] {
    let n = &plan.list.notice;
    let region = n.region.as_ref();
    [
        text(&plan.key),
        text(&n.id),
        text(&plan.name),
        optional(n.title.as_deref()),
        optional(n.doc_number.as_deref()),
        array(&n.issuers),
        date(n.issued),
        optional(region.map(|r| r.name.as_str())),
        optional(region.and_then(|r| r.level.as_deref())),
        optional(region.and_then(|r| r.code.as_deref())),
        date(n.period.and_then(|p| p.start)),
        date(n.period.and_then(|p| p.end)),
        text(&n.source.path),
        Cell::Boolean(is_base),
        number(plan.compared.len()),
    ]
}

fn item<'a>(plan: &'a Plan, item: &'a TaskItem) -> [Cell<'a>; 7] {
    [
        text(&plan.key),
        text(&item.path),
        text(&item.id),
        number(item.seq),
        word(&item.section),
        text(&item.heading),
        text(&item.text),
    ]
}

fn pair<'a>(plans: &'a [Plan], side: &Side, pair: &Pair) -> [Cell<'a>; 10] {
    let (one, other) = (&plans[side.a], &plans[side.b]);
    let (a, b) = (pair.a.map(|at| one.item(at)), pair.b.map(|at| other.item(at)));
    [
        text(&one.key),
        optional(a.map(|item| item.path.as_str())),
        text(&other.key),
        optional(b.map(|item| item.path.as_str())),
        word(&pair.relation),
        decimal(pair.similarity),
        optional(a.map(|item| item.text.as_str())),
        optional(b.map(|item| item.text.as_str())),
        optional(a.map(|item| item.id.as_str())),
        optional(b.map(|item| item.id.as_str())),
    ]
}

fn coverage<'a>(plans: &'a [Plan], base: usize, found: &Coverage) -> [Cell<'a>; 10] {
    [
        text(&plans[found.plan].key),
        text(&plans[base].key),
        number(found.items_base),
        number(found.covered),
        number(found.adapted),
        number(found.missing),
        number(found.items),
        number(found.own),
        share(found.covered + found.adapted, found.items_base).map_or(Cell::Null, decimal),
        share(found.own, found.items).map_or(Cell::Null, decimal),
    ]
}

fn indicator<E>(
    plans: &[Plan],
    nth: usize,
    indicator: &Indicator,
    row: &mut impl FnMut(usize, &[Cell<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    let id = format!("i{nth:03}");
    let docs = spread(indicator);
    for mention in &indicator.mentions {
        let plan = &plans[mention.plan];
        let item = plan.item(mention.item);
        let Some(target) = item.targets.get(mention.target) else {
            continue;
        };
        let cells = [
            text(&id),
            // An indicator that is nothing but a number has no words of its own.
            text(if indicator.name.is_empty() {
                &target.text
            } else {
                &indicator.name
            }),
            text(&plan.key),
            text(&item.path),
            text(&target.text),
            text(&target.indicator),
            word(&target.comparator),
            Cell::Number(target.value),
            optional(target.unit.as_deref()),
            optional(target.baseline.as_deref()),
            date(due(item, target)),
            number(docs),
            number(target.span.start),
            number(target.span.end),
        ];
        row(INDICATORS, &cells)?;
    }
    Ok(())
}

fn edition<'a>(old: &'a Plan, new: &'a Plan, entry: &Entry) -> [Cell<'a>; 8] {
    let (a, b) = (entry.old.map(|at| old.item(at)), entry.new.map(|at| new.item(at)));
    [
        optional(a.map(|item| item.path.as_str())),
        optional(b.map(|item| item.path.as_str())),
        optional(a.map(|item| item.id.as_str())),
        optional(b.map(|item| item.id.as_str())),
        word(&entry.status),
        decimal(entry.similarity),
        optional(a.map(|item| item.text.as_str())),
        optional(b.map(|item| item.text.as_str())),
    ]
}

fn demand<'a>(plans: &'a [Plan], side: &Side, pair: &DemandPair) -> [Cell<'a>; 10] {
    let (one, other) = (&plans[side.a], &plans[side.b]);
    let (a, b) = (one.item(pair.item_a), other.item(pair.item_b));
    let nth = |action: Option<usize>| action.map_or(Cell::Null, |action| number(action + 1));
    let said = |item: &'a TaskItem, action: Option<usize>| {
        optional(
            action
                .and_then(|at| item.actions.get(at))
                .map(|action| action.text.as_str()),
        )
    };
    let relation = match (pair.action_a, pair.action_b) {
        (Some(_), Some(_)) => "answered",
        (Some(_), None) => "only_a",
        _ => "only_b",
    };
    [
        text(&one.key),
        text(&a.path),
        nth(pair.action_a),
        text(&other.key),
        text(&b.path),
        nth(pair.action_b),
        text(relation),
        decimal(pair.similarity),
        said(a, pair.action_a),
        said(b, pair.action_b),
    ]
}

/// Number of plans with the indicator.
pub(super) fn spread(indicator: &Indicator) -> usize {
    let plans: std::collections::BTreeSet<usize> = indicator.mentions.iter().map(|mention| mention.plan).collect();
    plans.len()
}

/// A part of a whole, rounded; none of nothing.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    // Plans have a few hundred items.
    #[allow(clippy::cast_precision_loss)]
    (whole > 0).then(|| rounded(part as f64 / whole as f64))
}

/// With three decimals.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn decimal(value: f64) -> Cell<'static> {
    Cell::Number(rounded(value))
}
