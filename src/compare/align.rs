//! Which items of two plans answer each other.
//!
//! The likest couples are taken first, each item once; a couple that stands out among those of its two items counts more.
//! What is left over then joins an item that has its counterpart already, where it says what that counterpart does not:
//! one item carried out by several (`split`), several by one (`merged`). The rest stands alone. Of equal couples the one
//! earlier in the plans is taken, so that nothing depends on chance.
//!
//! The numbers were sought on the pairs of `corpus/campaign/gold/pairs.dev.tsv` (docs/evaluation.md).

use super::measure::{Likeness, Measured, Weights};
use crate::model::{Pair, Relation};

/// From this likeness on two items are on the same matter.
pub(super) const THRESHOLD: f64 = 0.21;
/// From this likeness of their words on they are the same.
pub(super) const SAME: f64 = 0.9;
/// What standing out counts: for the item where the couple stands out less, and for the other.
const LEAD: [f32; 2] = [0.15, 0.2];
/// What a part of an item must be: as like it, as much of it in the item, as much of the item in it that does not stand in
/// what answers the item already.
struct Part {
    score: f32,
    inside: f32,
    gain: f32,
}
/// Plans split and fold neighbours: beside what answers an item already less tells a part of it than elsewhere.
const BESIDE: Part = Part {
    score: 0.1,
    inside: 0.1,
    gain: 0.03,
};
const ELSEWHERE: Part = Part {
    score: 0.22,
    inside: 0.2,
    gain: 0.08,
};

/// Two plans as they are aligned.
#[derive(Clone, Copy)]
pub(super) struct Plans<'a> {
    /// What is measured of them.
    pub measured: [&'a Measured; 2],
    /// The weights it was measured with.
    pub weights: &'a Weights,
}

/// Counterparts of the items of both plans.
struct Answers<'a> {
    of: [Vec<Vec<usize>>; 2],
    taken: Vec<&'a Likeness>,
}

impl<'a> Answers<'a> {
    fn take(&mut self, couple: &'a Likeness) {
        self.of[0][couple.a].push(couple.b);
        self.of[1][couple.b].push(couple.a);
        self.taken.push(couple);
    }

    /// Whether all that answers an item answers it alone: no item is both split and merged.
    fn alone(&self, plan: usize, at: usize) -> bool {
        self.of[plan][at].iter().all(|to| self.of[1 - plan][*to].len() == 1)
    }
}

/// The pairs of two plans; `a` and `b` in the result count the compared items, from 0.
pub(super) fn align(likenesses: &[Likeness], plans: Plans<'_>) -> Vec<Pair> {
    let [ours, theirs] = plans.measured;
    let mut answers = Answers {
        of: [vec![Vec::new(); ours.len()], vec![Vec::new(); theirs.len()]],
        taken: Vec::new(),
    };
    let leads = Leads::of(likenesses, ours.len(), theirs.len());
    let score = |couple: &Likeness| couple.score + leads.lead(couple);
    for couple in sorted(likenesses, score, THRESHOLD) {
        if answers.of[0][couple.a].is_empty() && answers.of[1][couple.b].is_empty() {
            answers.take(couple);
        }
    }
    let least = f64::from(BESIDE.score.min(ELSEWHERE.score));
    for couple in sorted(likenesses, |couple| couple.score, least) {
        let beside = |known: &[usize], at: usize| known.iter().any(|known| known.abs_diff(at) == 1);
        // What the part says beyond what is known is looked up last: it costs most.
        let (inside, beside, own, known, new) =
            match (answers.of[0][couple.a].as_slice(), answers.of[1][couple.b].as_slice()) {
                (known, []) if !known.is_empty() && answers.alone(0, couple.a) => (
                    couple.inside[1],
                    beside(known, couple.b),
                    (ours, couple.a, theirs),
                    known,
                    couple.b,
                ),
                ([], known) if !known.is_empty() && answers.alone(1, couple.b) => (
                    couple.inside[0],
                    beside(known, couple.a),
                    (theirs, couple.b, ours),
                    known,
                    couple.a,
                ),
                _ => continue,
            };
        let part = if beside { BESIDE } else { ELSEWHERE };
        if couple.score >= part.score && inside >= part.inside {
            let (plan, at, other) = own;
            if plan.gain(at, other, known, new, plans.weights) >= part.gain {
                answers.take(couple);
            }
        }
    }
    pairs(&answers, ours, theirs)
}

/// The couples with at least the score `least`, the highest first.
fn sorted(likenesses: &[Likeness], score: impl Fn(&Likeness) -> f32, least: f64) -> impl Iterator<Item = &Likeness> {
    let scored = likenesses.iter().map(|couple| (score(couple), couple));
    let mut couples: Vec<(f32, &Likeness)> = scored.filter(|(score, _)| f64::from(*score) >= least).collect();
    couples.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
    couples.into_iter().map(|(_, couple)| couple)
}

/// How alike the likest and the next likest couple of each item are.
struct Leads([Vec<[f32; 2]>; 2]);

impl Leads {
    fn of(likenesses: &[Likeness], a: usize, b: usize) -> Self {
        let mut best = [vec![[0.0_f32; 2]; a], vec![[0.0_f32; 2]; b]];
        for couple in likenesses {
            for (plan, at) in [couple.a, couple.b].into_iter().enumerate() {
                let [first, second] = &mut best[plan][at];
                if couple.score > *first {
                    (*first, *second) = (couple.score, *first);
                } else if couple.score > *second {
                    *second = couple.score;
                }
            }
        }
        Self(best)
    }

    /// What a couple gains, or loses, against the other couples of its items.
    fn lead(&self, couple: &Likeness) -> f32 {
        let of = |[first, second]: [f32; 2]| couple.score - if couple.score >= first { second } else { first };
        let [a, b] = [of(self.0[0][couple.a]), of(self.0[1][couple.b])];
        LEAD[0] * a.min(b) + LEAD[1] * a.max(b)
    }
}

fn pairs(answers: &Answers<'_>, ours: &Measured, theirs: &Measured) -> Vec<Pair> {
    let [of_a, of_b] = &answers.of;
    let both = answers.taken.iter().map(|couple| Pair {
        a: Some(couple.a),
        b: Some(couple.b),
        relation: if of_a[couple.a].len() > 1 {
            Relation::Split
        } else if of_b[couple.b].len() > 1 {
            Relation::Merged
        } else if ours.wording(couple.a, theirs, couple.b) >= SAME {
            Relation::Same
        } else {
            Relation::Adapted
        },
        similarity: f64::from(couple.score.clamp(0.0, 1.0)),
    });
    let alone = |relation, a, b| Pair {
        a,
        b,
        relation,
        similarity: 0.0,
    };
    let free = |of: &[Vec<usize>]| -> Vec<usize> { (0..of.len()).filter(|at| of[*at].is_empty()).collect() };
    let only_a = free(of_a).into_iter().map(|at| alone(Relation::OnlyA, Some(at), None));
    let only_b = free(of_b).into_iter().map(|at| alone(Relation::OnlyB, None, Some(at)));
    let mut pairs: Vec<Pair> = both.chain(only_a).chain(only_b).collect();
    // In the order of the first plan; what is the second's own stands last.
    pairs.sort_by_key(|pair| (pair.a.is_none(), pair.a, pair.b));
    pairs
}
