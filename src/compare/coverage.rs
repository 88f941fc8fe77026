//! How much of the superior plan each plan carries out.

use crate::model::{Comparison, Coverage, Relation, Side};
use std::collections::BTreeMap;

/// The coverage of each plan but the superior one, in order; none where no superior plan was named.
#[must_use]
pub fn coverage(comparison: &Comparison) -> Vec<Coverage> {
    let Some(base) = comparison.base else { return Vec::new() };
    let sides = comparison.sides.iter().filter(|side| side.a == base);
    sides.map(|side| of(comparison, side)).collect()
}

fn of(comparison: &Comparison, side: &Side) -> Coverage {
    // An item may stand in several pairs; that its words are the same there decides.
    let mut answered: BTreeMap<usize, bool> = BTreeMap::new();
    for pair in &side.pairs {
        if let (Some(a), Some(_)) = (pair.a, pair.b) {
            *answered.entry(a).or_default() |= pair.relation == Relation::Same;
        }
    }
    let items_base = comparison.plans[side.a].compared.len();
    let covered = answered.values().filter(|same| **same).count();
    Coverage {
        plan: side.b,
        items_base,
        covered,
        adapted: answered.len() - covered,
        missing: items_base - answered.len(),
        items: comparison.plans[side.b].compared.len(),
        own: side
            .pairs
            .iter()
            .filter(|pair| pair.relation == Relation::OnlyB)
            .count(),
    }
}
