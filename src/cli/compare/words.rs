//! What is said of a comparison on stderr: a few lines, what was forgotten first.

use crate::cli::explain::layout::fitting;
use crate::compare::{self, Entry, Status};
use crate::model::{Comparison, Relation};
use std::fmt::Write as _;

/// Most plans, and most missing items, that are named.
const PLANS: usize = 20;
const MISSING: usize = 10;
/// Columns for the name of a plan and for that of an item.
const NAME: usize = 40;
const ITEM: usize = 60;

/// The summary, several lines without an end of the last.
pub(super) fn summary(comparison: &Comparison, editions: &[Entry]) -> String {
    let plans = &comparison.plans;
    let mut out = format!("已对照 {} 份方案", plans.len());
    // Writing to a String cannot fail, here and below.
    match comparison.base {
        Some(base) => {
            let _ = write!(
                out,
                "，上级方案是{}（事项 {} 条）。",
                fitting(&plans[base].name, NAME),
                plans[base].compared.len()
            );
            covered(&mut out, comparison);
        }
        None if !editions.is_empty() => {
            let count = |status| editions.iter().filter(|entry| entry.status == status).count();
            let _ = write!(
                out,
                "（新旧两版）：未变 {} 条，修改 {} 条，移位 {} 条，新增 {} 条，删去 {} 条。",
                count(Status::Unchanged),
                count(Status::Changed),
                count(Status::Moved),
                count(Status::Added),
                count(Status::Removed)
            );
        }
        None => among(&mut out, comparison),
    }
    out
}

fn covered(out: &mut String, comparison: &Comparison) {
    let found = compare::coverage(comparison);
    for line in found.iter().take(PLANS) {
        let _ = write!(
            out,
            "\n  {}：照搬 {}，改写 {}，未见 {}；自有 {}",
            fitting(&comparison.plans[line.plan].name, NAME),
            line.covered,
            line.adapted,
            line.missing,
            line.own
        );
    }
    if found.len() > PLANS {
        let _ = write!(out, "\n  另有 {} 份，见结果", found.len() - PLANS);
    }
    let missing = comparison.sides.iter().flat_map(|side| {
        let (base, plan) = (&comparison.plans[side.a], &comparison.plans[side.b]);
        let alone = side.pairs.iter().filter(|pair| pair.relation == Relation::OnlyA);
        alone.filter_map(|pair| pair.a).map(move |at| (plan, base.item(at)))
    });
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return;
    }
    let _ = write!(out, "\n未见的上级事项 {} 处：", missing.len());
    for (plan, item) in missing.iter().take(MISSING) {
        let (name, heading) = (fitting(&plan.name, NAME), fitting(&item.heading, ITEM));
        let _ = write!(out, "\n  {name}：{} {heading}", item.path);
    }
    if missing.len() > MISSING {
        let _ = write!(out, "\n  另有 {} 处，见结果", missing.len() - MISSING);
    }
}

/// Without a superior plan: the two that are most alike.
fn among(out: &mut String, comparison: &Comparison) {
    let changes: usize = comparison.sides.iter().map(|side| side.changes.len()).sum();
    let _ = write!(out, "，两两并排 {} 对，变化 {changes} 处。", comparison.sides.len());
    let most = comparison.sides.iter().max_by(|one, other| {
        let order = one.similarity.total_cmp(&other.similarity);
        // Of equals the first.
        order.then((other.a, other.b).cmp(&(one.a, one.b)))
    });
    if let Some(side) = most {
        let name = |at: usize| fitting(&comparison.plans[at].name, NAME);
        let _ = write!(
            out,
            "最相似的是{}和{}（{:.3}）。",
            name(side.a),
            name(side.b),
            side.similarity
        );
    }
}
