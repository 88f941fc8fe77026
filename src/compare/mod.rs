//! Plans side by side: which items answer each other, what differs, the same indicator everywhere, who cites whom.
//!
//! In: task lists. Out: a [`Comparison`], in which every compared item (a task) of every two plans on one matter stands at
//! least once.
//! Deterministic: no model, no chance, no order of threads. What is compared as words is the matter
//! ([`wording`](self)): places, ranks, bodies, numbers and dates are compared as values.
//!
//! Not done here: reading notices (`pipeline`), laying tables and reports out (`emit`), files (`cli`).

mod align;
mod body;
mod changes;
mod coverage;
mod demands;
mod edition;
mod grams;
mod indicators;
mod measure;
mod places;
mod plan;
mod references;
mod synonyms;
mod wording;

use crate::model::{Comparison, Method, Pair, Plan, Relation, Side, TaskList};
use changes::Facts;
pub use coverage::coverage;
pub use demands::{DemandPair, Demands};
pub use edition::{Entry, Status, edition};
use measure::{Measured, Weights, likenesses};
use places::Places;
use rayon::prelude::*;
use wording::{Wording, wordings};

/// Two plans less alike than this are not on one matter. Plans of one campaign have .12 and more, plans of different
/// matters .08 at most in a set of 70; among three to five plans, where less is known of what is common, .11
/// (`corpus/`, 2026-11). Rather a pair too many than one too few.
const MATTER: f64 = 0.1;

/// What is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Index of the superior plan (上级方案): it is put beside each of the others. Without it all pairs on one matter are.
    pub base: Option<usize>,
}

/// Puts plans side by side.
#[must_use]
pub fn compare(lists: Vec<TaskList>, options: Options) -> Comparison {
    let plans = plan::plans(lists);
    let base = options.base.filter(|base| *base < plans.len());
    let places = Places::of(&plans);
    let words: Vec<Vec<Wording>> = plans.par_iter().map(|plan| wordings(plan, &places)).collect();
    let facts: Vec<Vec<Facts<'_>>> = plans.par_iter().map(|plan| facts(plan, &places)).collect();
    let weights = Weights::of(words.iter().flatten());
    let measured: Vec<Measured> = words.par_iter().map(|words| Measured::of(words, &weights)).collect();
    let couples: Vec<(usize, usize)> = match base {
        Some(base) => (0..plans.len()).filter(|at| *at != base).map(|at| (base, at)).collect(),
        None => (0..plans.len())
            .flat_map(|a| (a + 1..plans.len()).map(move |b| (a, b)))
            .collect(),
    };
    let side = |(a, b): &(usize, usize)| {
        let likenesses = likenesses(&measured[*a], &measured[*b], &weights);
        let pairs = align::align(
            &likenesses,
            align::Plans {
                measured: [&measured[*a], &measured[*b]],
                weights: &weights,
            },
        );
        side(&plans, (*a, *b), pairs, &facts)
    };
    let mut sides: Vec<Side> = couples.par_iter().map(side).collect();
    if base.is_none() && plans.len() > 2 {
        for side in sides.iter_mut().filter(|side| side.similarity < MATTER) {
            side.pairs.clear();
            side.changes.clear();
        }
    }
    let references = references::references(&plans, &places);
    Comparison {
        method: Method {
            measure: "bigram-idf-1",
            threshold: align::THRESHOLD,
            same: align::SAME,
            matter: MATTER,
        },
        base,
        indicators: indicators::indicators(&plans, &sides, &places),
        sides,
        references,
        plans,
    }
}

/// What the compared items of a plan state.
fn facts<'a>(plan: &'a Plan, places: &Places) -> Vec<Facts<'a>> {
    let items = plan.compared.iter().map(|at| plan.item(*at));
    items.map(|item| Facts::of(item, places)).collect()
}

/// Makes the pairs of compared items pairs of items, with what differs.
fn side(plans: &[Plan], (a, b): (usize, usize), mut pairs: Vec<Pair>, facts: &[Vec<Facts<'_>>]) -> Side {
    let region = |plan: &Plan| plan.list.notice.region.as_ref().map(|region| region.name.clone());
    let here = region(&plans[a]).is_some() && region(&plans[a]) == region(&plans[b]);
    let mut alike = 0.0;
    let mut changes = Vec::new();
    for pair in &mut pairs {
        let (one, other) = (pair.a, pair.b);
        pair.a = one.map(|at| plans[a].compared[at]);
        pair.b = other.map(|at| plans[b].compared[at]);
        alike += pair.similarity;
        if let (Some(one), Some(other), Relation::Same | Relation::Adapted) = (one, other, pair.relation) {
            let stated = |plan: usize, at: usize| (plans[plan].compared[at], &facts[plan][at]);
            changes.extend(changes::changes(stated(a, one), stated(b, other), here));
        }
    }
    let items = plans[a].compared.len() + plans[b].compared.len();
    // Plans have a few hundred items.
    #[allow(clippy::cast_precision_loss)]
    let similarity = if items == 0 {
        0.0
    } else {
        (2.0 * alike / items as f64).min(1.0)
    };
    Side {
        a,
        b,
        similarity,
        pairs,
        changes,
    }
}
