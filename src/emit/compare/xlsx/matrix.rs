//! The wide sheets: a column for each plan.

use super::{COLUMNS, Filling, own};
use crate::emit::compare::tables::{rounded, spread};
use crate::emit::compare::words::{due, value};
use crate::emit::xlsx::sheet::{A3, Cell, Formats};
use crate::model::{Comparison, Indicator, Plan};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::HashMap;

type Made = std::result::Result<Worksheet, XlsxError>;

/// With more plans a page of A4 is too narrow to read.
const NARROW: usize = 8;

/// A row for each indicator that stands in two plans or more.
pub(super) fn indicators(comparison: &Comparison, formats: &Formats) -> Made {
    let plans = &comparison.plans[..comparison.plans.len().min(COLUMNS)];
    let heads = [("指标", 30.), ("方案数", 8.)].into_iter();
    let columns = heads.chain(plans.iter().map(|plan| (plan.name.as_str(), 16.)));
    let mut sheet = Filling::new("指标对照", formats, columns)?;
    for indicator in comparison.indicators.iter().filter(|indicator| spread(indicator) > 1) {
        let mut cells = vec![indicator.name.as_str().into(), Cell::Number(spread(indicator) as u64)];
        let said = (0..plans.len()).map(|at| own(values(plans, at, indicator)));
        cells.extend(said);
        sheet.add(&cells)?;
    }
    wide(sheet.finish()?, plans.len())
}

/// `≥70% (2025-12-31)`, one line for each time that the plan states the indicator.
fn values(plans: &[Plan], at: usize, indicator: &Indicator) -> String {
    let mut said: Vec<String> = Vec::new();
    for mention in indicator.mentions.iter().filter(|mention| mention.plan == at) {
        let item = plans[at].item(mention.item);
        let Some(target) = item.targets.get(mention.target) else {
            continue;
        };
        let words = match due(item, target) {
            Some(day) => format!("{} ({day})", value(target)),
            None => value(target),
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join("\n")
}

/// How alike each two plans are.
pub(super) fn similarity(comparison: &Comparison, formats: &Formats) -> Made {
    let plans = &comparison.plans[..comparison.plans.len().min(COLUMNS)];
    let columns = [("方案", 24.)]
        .into_iter()
        .chain(plans.iter().map(|plan| (plan.name.as_str(), 12.)));
    let mut sheet = Filling::new("相似度", formats, columns)?;
    let found: HashMap<(usize, usize), f64> = comparison
        .sides
        .iter()
        .map(|side| ((side.a, side.b), side.similarity))
        .collect();
    for (a, plan) in plans.iter().enumerate() {
        let mut cells = vec![plan.name.as_str().into()];
        cells.extend((0..plans.len()).map(|b| {
            let alike = found.get(&(a, b)).or_else(|| found.get(&(b, a)));
            alike.map_or("".into(), |alike| Cell::Decimal(rounded(*alike)))
        }));
        sheet.add(&cells)?;
    }
    wide(sheet.finish()?, plans.len())
}

/// The first column stays in sight; many plans are printed on A3.
fn wide(mut sheet: Worksheet, plans: usize) -> Made {
    sheet.set_freeze_panes(1, 1)?;
    if plans > NARROW {
        sheet.set_paper_size(A3);
    }
    Ok(sheet)
}
