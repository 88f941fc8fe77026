//! The indicator matrix: what each plan says of one indicator, how far apart they are, and who stands out.
//!
//! Values are compared only where they have the same unit and comparator direction; others are shown, not counted. From
//! five values on one stands out beyond one and a half times the distance of the quartiles (linear interpolation); among
//! fewer the highest and lowest are told.

use super::data::Places;
use crate::model::{Comparator, Comparison, Deadline, DeadlineKind, Indicator, Mention, Target, TaskItem};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// From so many values on quartiles say something.
const ENOUGH: usize = 5;

/// One indicator.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    name: &'a str,
    unit: Option<&'a str>,
    /// In how many plans.
    plans: usize,
    min: Option<f64>,
    max: Option<f64>,
    median: Option<f64>,
    cells: Vec<Cell<'a>>,
}

/// One value in one plan.
#[derive(Serialize)]
struct Cell<'a> {
    plan: usize,
    /// Place of the item on the page.
    item: usize,
    text: &'a str,
    comparator: Comparator,
    value: f64,
    unit: Option<&'a str>,
    due: Option<Date>,
    /// Whether it is compared with the others: it has their unit.
    counted: bool,
    mark: Option<Mark>,
    /// Other items of the plan that say the same value again; it is counted once.
    also: Vec<usize>,
}

impl Cell<'_> {
    // Goals (工作目标) and the task that serves them say a value twice; numbers as they are written, so exactly equal.
    #[allow(clippy::float_cmp)]
    fn says_the_same(&self, other: &Self) -> bool {
        (self.plan, self.comparator, self.unit) == (other.plan, other.comparator, other.unit)
            && self.value == other.value
    }
}

/// How a value stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    /// Far above the others.
    Above,
    /// Far below them.
    Below,
    /// The highest of a few.
    Highest,
    /// The lowest of a few.
    Lowest,
}

/// The indicators that at least two plans have.
pub(super) fn rows<'a>(comparison: &'a Comparison, places: &Places) -> Vec<Row<'a>> {
    let rows = comparison
        .indicators
        .iter()
        .map(|indicator| row(comparison, indicator, places));
    rows.filter(|row| row.plans >= 2).collect()
}

fn row<'a>(comparison: &'a Comparison, indicator: &'a Indicator, places: &Places) -> Row<'a> {
    let mut cells: Vec<Cell<'a>> = Vec::new();
    for cell in indicator
        .mentions
        .iter()
        .filter_map(|mention| cell(comparison, mention, places))
    {
        match cells.iter_mut().find(|other| other.says_the_same(&cell)) {
            Some(other) if other.item == cell.item || other.also.contains(&cell.item) => {}
            Some(other) => other.also.push(cell.item),
            None => cells.push(cell),
        }
    }
    let common = common(&cells);
    let counted = |cell: &Cell| Some((cell.unit, upward(cell.comparator))) == common && cell.value.is_finite();
    let mut values: Vec<f64> = cells
        .iter()
        .filter(|cell| counted(cell))
        .map(|cell| cell.value)
        .collect();
    values.sort_by(f64::total_cmp);
    for cell in &mut cells {
        if counted(cell) {
            cell.counted = true;
            cell.mark = mark(&values, cell.value);
        }
    }
    let mut plans: Vec<usize> = cells.iter().map(|cell| cell.plan).collect();
    plans.sort_unstable();
    plans.dedup();
    Row {
        name: &indicator.name,
        unit: indicator.unit.as_deref(),
        plans: plans.len(),
        min: values.first().copied(),
        max: values.last().copied(),
        median: quantile(&values, 0.5),
        cells,
    }
}

fn cell<'a>(comparison: &'a Comparison, mention: &Mention, places: &Places) -> Option<Cell<'a>> {
    let item = comparison.plans.get(mention.plan)?.list.items.get(mention.item)?;
    let target = item.targets.get(mention.target)?;
    Some(Cell {
        plan: mention.plan,
        item: *places.get(mention.plan)?.get(&mention.item)?,
        text: &target.text,
        comparator: target.comparator,
        value: target.value,
        unit: target.unit.as_deref(),
        due: due(item, target),
        counted: false,
        mark: None,
        also: Vec::new(),
    })
}

/// Until when: the date of the same demand, else the item's, where it has just one.
fn due(item: &TaskItem, target: &Target) -> Option<Date> {
    let dated = |deadline: &&Deadline| matches!(deadline.kind, DeadlineKind::By | DeadlineKind::During);
    let own = item.deadlines.iter().filter(dated);
    let same = own
        .clone()
        .filter(|deadline| target.action.is_some() && deadline.action == target.action);
    let mut ends: Vec<Date> = same.filter_map(|deadline| deadline.end).collect();
    if ends.is_empty() {
        ends = own.filter_map(|deadline| deadline.end).collect();
    }
    ends.sort_unstable();
    ends.dedup();
    match ends.as_slice() {
        [end] => Some(*end),
        _ => None,
    }
}

/// Whether what is asked for is a growth, a fall, or a level: these are not compared with each other.
const fn upward(comparator: Comparator) -> u8 {
    match comparator {
        Comparator::Increase => 1,
        Comparator::Decrease => 2,
        _ => 0,
    }
}

/// Unit and kind of most values; the first met of several.
fn common<'a>(cells: &[Cell<'a>]) -> Option<(Option<&'a str>, u8)> {
    let mut counts: BTreeMap<(Option<&str>, u8), (usize, usize)> = BTreeMap::new();
    for (at, cell) in cells.iter().enumerate() {
        let count = counts.entry((cell.unit, upward(cell.comparator))).or_insert((0, at));
        count.0 += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
    most.map(|(kind, _)| kind)
}

/// How `value` stands among `values`, which are sorted.
fn mark(values: &[f64], value: f64) -> Option<Mark> {
    let (min, max) = (*values.first()?, *values.last()?);
    if values.len() < ENOUGH {
        return match (value >= max, value <= min) {
            (true, false) => Some(Mark::Highest),
            (false, true) => Some(Mark::Lowest),
            _ => None,
        };
    }
    let (low, high) = (quantile(values, 0.25)?, quantile(values, 0.75)?);
    let reach = 1.5 * (high - low);
    if value > high + reach {
        Some(Mark::Above)
    } else if value < low - reach {
        Some(Mark::Below)
    } else {
        None
    }
}

/// By linear interpolation between the values beside it.
fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    // Some hundred values at most.
    #[allow(clippy::cast_precision_loss)]
    let place = share * last as f64;
    // Not negative, at most `last`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    let (one, other) = (*values.get(below)?, *values.get(above)?);
    Some(one + (other - one) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_tell_who_stands_out_and_few_values_have_ends() {
        let many = [60.0, 62.0, 63.0, 65.0, 66.0, 99.0];
        assert_eq!(
            many.map(|value| mark(&many, value)),
            [None, None, None, None, None, Some(Mark::Above)]
        );
        assert_eq!(mark(&[1.0, 60.0, 62.0, 63.0, 65.0, 66.0], 1.0), Some(Mark::Below));
        let few = [1.0, 2.0, 2.0, 3.0];
        let marks = few.map(|value| mark(&few, value));
        assert_eq!(marks, [Some(Mark::Lowest), None, None, Some(Mark::Highest)]);
        assert_eq!(mark(&[2.0, 2.0], 2.0), None);
        assert_eq!(mark(&[], 2.0), None);
    }

    #[test]
    fn quantiles_lie_between_the_values() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[7.0], 0.25), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
