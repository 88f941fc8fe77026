//! A [`Comparison`] as the page's script takes it: texts once, everything else as numbers.
//!
//! Items are known by their place in [`PlanData::items`], not in the list: only what is compared or pointed at is
//! embedded. Pairs and changes are flat arrays of whole numbers; with hundreds of plans there are millions of them, and
//! objects with names would be ten times the size.

use super::spread::{self, Row};
use crate::compare::coverage;
use crate::model::{Comparison, Coverage, DeadlineKind, Method, Plan, Reference, Role, Side, TaskItem};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;

/// Everything that the page shows.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    method: &'a Method,
    base: Option<usize>,
    plans: Vec<PlanData<'a>>,
    sides: Vec<SideData>,
    /// The values of changes, each once.
    values: Vec<&'a str>,
    coverage: Vec<CoverageData>,
    indicators: Vec<Row<'a>>,
    references: Vec<ReferenceData<'a>>,
}

#[derive(Serialize)]
struct PlanData<'a> {
    key: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    number: Option<&'a str>,
    issued: Option<Date>,
    path: &'a str,
    /// How many of the items are compared; these come first.
    compared: usize,
    items: Vec<ItemData<'a>>,
}

#[derive(Serialize)]
struct ItemData<'a> {
    path: &'a str,
    heading: &'a str,
    text: &'a str,
    deadlines: Vec<DeadlineData<'a>>,
    units: Vec<(&'a str, Role)>,
}

#[derive(Serialize)]
struct DeadlineData<'a> {
    text: &'a str,
    kind: DeadlineKind,
    start: Option<Date>,
    end: Option<Date>,
    inherited: bool,
}

#[derive(Serialize)]
struct SideData {
    a: usize,
    b: usize,
    /// In thousandths.
    similarity: u32,
    /// Four numbers a pair: item of a, item of b, relation, similarity in thousandths.
    pairs: Vec<u32>,
    only_a: Vec<u32>,
    only_b: Vec<u32>,
    /// Six numbers a change: item of a, item of b, field, difference, value of a, value of b.
    changes: Vec<u32>,
}

#[derive(Serialize)]
struct CoverageData {
    plan: usize,
    base: usize,
    covered: usize,
    adapted: usize,
    missing: usize,
    items: usize,
    own: usize,
}

#[derive(Serialize)]
struct ReferenceData<'a> {
    plan: usize,
    cited: Option<usize>,
    title: Option<&'a str>,
    number: Option<&'a str>,
    relation: Option<crate::model::CitationRelation>,
}

/// Where the items of each plan stand on the page, by their index in the list.
pub(super) type Places = Vec<HashMap<usize, usize>>;

pub(super) fn data(comparison: &Comparison) -> Data<'_> {
    let order = embedded(comparison);
    let places: Places = order
        .iter()
        .map(|items| items.iter().enumerate().map(|(place, at)| (*at, place)).collect())
        .collect();
    let mut values = Values::default();
    let sides = comparison
        .sides
        .iter()
        .map(|side| side_data(side, &places, &mut values))
        .collect();
    let plans = comparison.plans.iter().zip(&order);
    Data {
        method: &comparison.method,
        base: comparison.base,
        plans: plans.map(|(plan, order)| plan_data(plan, order)).collect(),
        sides,
        values: values.all,
        coverage: coverage(comparison).iter().map(coverage_data).collect(),
        indicators: spread::rows(comparison, &places),
        references: comparison.references.iter().map(reference_data).collect(),
    }
}

/// The items of each plan that the page holds: the compared ones, then those that only indicators name.
fn embedded(comparison: &Comparison) -> Vec<Vec<usize>> {
    // A place on the page is a place in the list of items, so an index that points nowhere must not take one.
    let stands = |plan: usize, item: usize| {
        comparison
            .plans
            .get(plan)
            .is_some_and(|plan| item < plan.list.items.len())
    };
    let mut order: Vec<Vec<usize>> = comparison.plans.iter().map(|plan| plan.compared.clone()).collect();
    order
        .iter_mut()
        .enumerate()
        .for_each(|(plan, own)| own.retain(|item| stands(plan, *item)));
    let mut seen: Vec<std::collections::HashSet<usize>> =
        order.iter().map(|own| own.iter().copied().collect()).collect();
    let mut add = |plan: usize, item: usize| {
        if let (Some(own), Some(seen)) = (order.get_mut(plan), seen.get_mut(plan))
            && stands(plan, item)
            && seen.insert(item)
        {
            own.push(item);
        }
    };
    for mention in comparison.indicators.iter().flat_map(|indicator| &indicator.mentions) {
        add(mention.plan, mention.item);
    }
    for side in &comparison.sides {
        for pair in &side.pairs {
            pair.a.into_iter().for_each(|item| add(side.a, item));
            pair.b.into_iter().for_each(|item| add(side.b, item));
        }
    }
    order
}

fn plan_data<'a>(plan: &'a Plan, order: &[usize]) -> PlanData<'a> {
    let notice = &plan.list.notice;
    PlanData {
        key: &plan.key,
        name: &plan.name,
        title: notice.title.as_deref(),
        number: notice.doc_number.as_deref(),
        issued: notice.issued,
        path: &notice.source.path,
        compared: plan.compared.len(),
        items: order
            .iter()
            .filter_map(|at| plan.list.items.get(*at))
            .map(item_data)
            .collect(),
    }
}

fn item_data(item: &TaskItem) -> ItemData<'_> {
    let deadlines = item.deadlines.iter().map(|deadline| DeadlineData {
        text: &deadline.text,
        kind: deadline.kind,
        start: deadline.start,
        end: deadline.end,
        inherited: deadline.inherited,
    });
    ItemData {
        path: &item.path,
        heading: &item.heading,
        text: &item.text,
        deadlines: deadlines.collect(),
        units: item.units.iter().map(|unit| (unit.name.as_str(), unit.role)).collect(),
    }
}

/// Texts told apart and numbered as they come.
#[derive(Default)]
struct Values<'a> {
    all: Vec<&'a str>,
    known: HashMap<&'a str, u32>,
}

impl<'a> Values<'a> {
    fn number(&mut self, value: &'a str) -> u32 {
        let next = small(self.all.len());
        let number = *self.known.entry(value).or_insert(next);
        if number == next {
            self.all.push(value);
        }
        number
    }
}

fn side_data<'a>(side: &'a Side, places: &Places, values: &mut Values<'a>) -> SideData {
    let place = |plan: usize, item: usize| places.get(plan).and_then(|own| own.get(&item)).map(|at| small(*at));
    let mut data = SideData {
        a: side.a,
        b: side.b,
        similarity: thousandths(side.similarity),
        pairs: Vec::new(),
        only_a: Vec::new(),
        only_b: Vec::new(),
        changes: Vec::new(),
    };
    for pair in &side.pairs {
        let a = pair.a.and_then(|item| place(side.a, item));
        let b = pair.b.and_then(|item| place(side.b, item));
        match (a, b) {
            (Some(a), Some(b)) => {
                // `js/words.js` has the words, in the order of the variants.
                let kind = pair.relation as u32;
                data.pairs.extend([a, b, kind, thousandths(pair.similarity)]);
            }
            (Some(a), None) => data.only_a.push(a),
            (None, Some(b)) => data.only_b.push(b),
            (None, None) => {}
        }
    }
    for change in &side.changes {
        if let (Some(a), Some(b)) = (place(side.a, change.a), place(side.b, change.b)) {
            let (one, other) = (values.number(&change.value_a), values.number(&change.value_b));
            data.changes
                .extend([a, b, change.field as u32, change.change as u32, one, other]);
        }
    }
    data
}

fn coverage_data(of: &Coverage) -> CoverageData {
    CoverageData {
        plan: of.plan,
        base: of.items_base,
        covered: of.covered,
        adapted: of.adapted,
        missing: of.missing,
        items: of.items,
        own: of.own,
    }
}

fn reference_data(reference: &Reference) -> ReferenceData<'_> {
    ReferenceData {
        plan: reference.plan,
        cited: reference.cited,
        title: reference.title.as_deref(),
        number: reference.doc_number.as_deref(),
        relation: reference.relation,
    }
}

/// No plan has four thousand million items.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A share from 0 to 1 in thousandths.
fn thousandths(share: f64) -> u32 {
    // In range by the clamp; NaN becomes 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = (share.clamp(0.0, 1.0) * 1000.0).round() as u32;
    whole
}
