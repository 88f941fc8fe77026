//! Which items of two plans answer each other.
//!
//! The likest couples are taken first, each item once. What is left over then joins an item that has its counterpart
//! already, where most of it stands in that item or the other way round: one item carried out by several (`split`), several
//! by one (`merged`). The rest stands alone. Of equal couples the one earlier in the plans is taken, so that nothing depends
//! on chance.

use super::grams::dice;
use super::measure::{Likeness, Measured, Weights, tuned};
use super::wording::Wording;
use crate::model::{Pair, Relation};

/// From this likeness of their words on two items are the same.
pub(super) const SAME: f64 = 0.95;

/// The pairs of two plans; `a` and `b` in the result count the compared items, from 0.
pub(super) fn align(likenesses: &[Likeness], [a, b]: [&[Wording]; 2], [ma, mb]: [&Measured; 2], weights: &Weights) -> Vec<Pair> {
    let mut couples: Vec<&Likeness> = likenesses.iter().collect();
    couples.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut of_a, mut of_b) = (vec![Vec::new(); a.len()], vec![Vec::new(); b.len()]);
    let mut taken: Vec<&Likeness> = Vec::new();
    let (threshold, part) = (tuned(7), tuned(8));
    // The likest and the next likest of each item.
    let mut best = [vec![[0.0_f32; 2]; a.len()], vec![[0.0_f32; 2]; b.len()]];
    for couple in likenesses {
        for (side, at) in [couple.a, couple.b].into_iter().enumerate() {
            let [first, second] = &mut best[side][at];
            if couple.score > *first {
                (*first, *second) = (couple.score, *first);
            } else if couple.score > *second {
                *second = couple.score;
            }
        }
    }
    let lead = |couple: &Likeness| {
        let of = |[first, second]: [f32; 2]| couple.score - if couple.score >= first { second } else { first };
        tuned(12) * of(best[0][couple.a]).min(of(best[1][couple.b])) + tuned(13) * of(best[0][couple.a]).max(of(best[1][couple.b]))
    };
    take(&couples, threshold, lead, &mut of_a, &mut of_b, &mut taken);
    // What stands between items that answer each other often does so too, whatever its words.
    let (around_a, around_b) = (of_a.clone(), of_b.clone());
    let hint = |couple: &Likeness| tuned(11) * neighbours(&around_a, &around_b, couple.a, couple.b);
    take(&couples, threshold, hint, &mut of_a, &mut of_b, &mut taken);
    for couple in &couples {
        let (free_a, free_b) = (of_a[couple.a].is_empty(), of_b[couple.b].is_empty());
        let (own, gain) = match (free_a, free_b) {
            // A part of an item that has a counterpart already: it must say what that one does not.
            (false, true) if of_b_single(&of_a, &of_b, couple.a) => {
                (couple.inside[1], ma.gain(couple.a, mb, &of_a[couple.a], couple.b, weights))
            }
            (true, false) if of_b_single(&of_b, &of_a, couple.b) => {
                (couple.inside[0], mb.gain(couple.b, ma, &of_b[couple.b], couple.a, weights))
            }
            _ => continue,
        };
        if own >= part && gain >= tuned(9) && couple.score >= tuned(10) {
            of_a[couple.a].push(couple.b);
            of_b[couple.b].push(couple.a);
            taken.push(couple);
        }
    }
    let mut pairs: Vec<Pair> = taken
        .iter()
        .map(|couple| {
            let relation = if of_a[couple.a].len() > 1 {
                Relation::Split
            } else if of_b[couple.b].len() > 1 {
                Relation::Merged
            } else if same(&a[couple.a], &b[couple.b]) {
                Relation::Same
            } else {
                Relation::Adapted
            };
            Pair {
                a: Some(couple.a),
                b: Some(couple.b),
                relation,
                similarity: f64::from(couple.score.clamp(0.0, 1.0)),
            }
        })
        .collect();
    let alone = |relation, a, b| Pair {
        a,
        b,
        relation,
        similarity: 0.0,
    };
    pairs.extend((0..a.len()).filter(|at| of_a[*at].is_empty()).map(|at| alone(Relation::OnlyA, Some(at), None)));
    pairs.extend((0..b.len()).filter(|at| of_b[*at].is_empty()).map(|at| alone(Relation::OnlyB, None, Some(at))));
    // In the order of the first plan; what is the second's own stands last.
    pairs.sort_by_key(|pair| (pair.a.is_none(), pair.a, pair.b));
    pairs
}

/// Takes the likest free couples, each item once; `hint` is added to how alike a couple is.
fn take<'a>(
    couples: &[&'a Likeness],
    threshold: f32,
    hint: impl Fn(&Likeness) -> f32,
    of_a: &mut [Vec<usize>],
    of_b: &mut [Vec<usize>],
    taken: &mut Vec<&'a Likeness>,
) {
    let free = |couple: &&&Likeness| of_a[couple.a].is_empty() && of_b[couple.b].is_empty();
    let mut left: Vec<(f32, &Likeness)> =
        couples.iter().filter(free).map(|couple| (couple.score + hint(couple), *couple)).collect();
    left.retain(|(score, _)| *score >= threshold);
    left.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
    for (_, couple) in left {
        if of_a[couple.a].is_empty() && of_b[couple.b].is_empty() {
            of_a[couple.a].push(couple.b);
            of_b[couple.b].push(couple.a);
            taken.push(couple);
        }
    }
}

/// How well two items stand between items that answer each other, from 0 to 1: half for the one before, half for the one
/// behind, less where further items stand between.
fn neighbours(of_a: &[Vec<usize>], of_b: &[Vec<usize>], a: usize, b: usize) -> f32 {
    let before = |of: &[Vec<usize>], at: usize| (0..at).rev().find(|at| !of[*at].is_empty());
    let behind = |of: &[Vec<usize>], at: usize| (at + 1..of.len()).find(|at| !of[*at].is_empty());
    // Plans have a few hundred items.
    #[allow(clippy::cast_precision_loss)]
    let near = |from: Option<usize>, to: usize, own: usize, at: usize| match from {
        Some(from) => 1.0 / (from.abs_diff(to).max(1) as f32).max(own.abs_diff(at) as f32),
        None => 0.0,
    };
    let of_before = before(of_a, a).map_or(0.0, |at| near(of_a[at].first().copied().filter(|to| *to < b), b, at, a));
    let of_behind = behind(of_a, a).map_or(0.0, |at| near(of_a[at].first().copied().filter(|to| *to > b), b, at, a));
    let _ = of_b;
    (of_before + of_behind) / 2.0
}

/// Whether the counterpart of an item answers that item alone: an item is not both split and merged.
fn of_b_single(own: &[Vec<usize>], other: &[Vec<usize>], at: usize) -> bool {
    own[at].iter().all(|to| other[*to].len() == 1)
}

fn same(a: &Wording, b: &Wording) -> bool {
    let whole = |wording: &Wording| format!("{}\n{}", wording.title, wording.text);
    dice(&whole(a), &whole(b)) >= SAME
}
