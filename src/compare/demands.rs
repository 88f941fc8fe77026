//! Which demands (要求) answer each other within items that do: what an item that stands in both plans leaves out.
//!
//! An item may ask for several things; a plan that takes it up may drop one. Only items of which one at least asks for
//! several are looked at, together with all that answer them. The likest demands are taken first, each once; what is left
//! joins a demand that says it too. Measured as items are ([`measure`](super::measure)), on the words of the demand alone:
//! within items that answer each other little suffices. The numbers were sought on `corpus/campaign/gold/demands.dev.tsv`.
//!
//! Not kept in the [`Comparison`]: of hundreds of plans they would be millions.

use super::measure::{Weights, Words};
use super::places::Places;
use super::wording;
use crate::model::{Comparison, Plan, Side};
use std::collections::{BTreeMap, HashMap};

/// From this likeness on two demands are for the same.
const THRESHOLD: f32 = 0.12;
/// From this share of one in the other on it is said there too.
const INSIDE: f32 = 0.08;

/// Two demands that answer each other, or one that nothing answers though its item is answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemandPair {
    /// Item of the first plan: that of the demand, else the first that answers the item of the other.
    pub item_a: usize,
    /// Index of the action in it; none where the first plan does not ask for it.
    pub action_a: Option<usize>,
    /// Item of the second plan.
    pub item_b: usize,
    /// Index of the action in it; none where the second plan does not ask for it.
    pub action_b: Option<usize>,
    /// How alike they are, from 0 to 1; 0 where one is missing.
    pub similarity: f64,
}

/// A demand: its item and its index there.
type Demand = (usize, usize);

/// The demands of all plans of a comparison, ready to be set against each other.
pub struct Demands {
    weights: Weights,
    /// Of each plan, by item.
    of: Vec<HashMap<usize, Vec<Words>>>,
}

impl Demands {
    /// Reads the demands of all compared items.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Self {
        let places = Places::of(&comparison.plans);
        let words = |plan: &Plan| -> Vec<(usize, Vec<String>)> {
            let demands = |at: &usize| (*at, wording::demands(plan.item(*at), &places));
            plan.compared.iter().map(demands).collect()
        };
        let words: Vec<Vec<(usize, Vec<String>)>> = comparison.plans.iter().map(words).collect();
        let texts = words.iter().flatten().flat_map(|(_, demands)| demands);
        let weights = Weights::of_texts(texts.map(String::as_str));
        let of = words
            .iter()
            .map(|items| {
                let ready = |demands: &Vec<String>| demands.iter().map(|text| weights.words(text)).collect();
                items.iter().map(|(item, demands)| (*item, ready(demands))).collect()
            })
            .collect();
        Self { weights, of }
    }

    /// The demands of two plans side by side, in the order of the first plan; what is the second's own stands behind the items
    /// that it belongs to.
    #[must_use]
    pub fn pairs(&self, side: &Side) -> Vec<DemandPair> {
        let mut found = Vec::new();
        for [items_a, items_b] in clusters(side) {
            let [ours, theirs] =
                [(side.a, &items_a), (side.b, &items_b)].map(|(plan, items)| self.demands(plan, items));
            if ours.len() > items_a.len() || theirs.len() > items_b.len() {
                found.extend(self.align(&ours, &theirs, [items_a[0], items_b[0]]));
            }
        }
        found
    }

    fn demands(&self, plan: usize, items: &[usize]) -> Vec<(Demand, &Words)> {
        let of = |item: &usize| {
            let words = self.of[plan].get(item).map_or(&[][..], Vec::as_slice);
            let item = *item;
            (0..).zip(words).map(move |(action, words)| ((item, action), words))
        };
        items.iter().flat_map(of).collect()
    }

    /// `items`: the first of those that the demands are of.
    fn align(&self, ours: &[(Demand, &Words)], theirs: &[(Demand, &Words)], items: [usize; 2]) -> Vec<DemandPair> {
        let mut couples = Vec::new();
        for (at, (_, one)) in ours.iter().enumerate() {
            for (to, (_, other)) in theirs.iter().enumerate() {
                let (score, inside) = self.weights.likeness(one, other);
                couples.push((score, inside, at, to));
            }
        }
        couples.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.2, x.3).cmp(&(y.2, y.3))));
        let (mut met_a, mut met_b) = (vec![false; ours.len()], vec![false; theirs.len()]);
        let mut taken = Vec::new();
        for (score, _, at, to) in couples.iter().filter(|(score, ..)| *score >= THRESHOLD) {
            if !met_a[*at] && !met_b[*to] {
                (met_a[*at], met_b[*to]) = (true, true);
                taken.push((*at, *to, *score));
            }
        }
        for (score, inside, at, to) in couples {
            let said = !met_a[at] && inside[0] >= INSIDE || !met_b[to] && inside[1] >= INSIDE;
            if (met_a[at] != met_b[to]) && said {
                (met_a[at], met_b[to]) = (true, true);
                taken.push((at, to, score));
            }
        }
        taken.sort_by_key(|(at, to, _)| (*at, *to));
        let pair = |a: Result<Demand, usize>, b: Result<Demand, usize>, score: f32| DemandPair {
            item_a: a.map_or_else(|item| item, |(item, _)| item),
            action_a: a.ok().map(|(_, action)| action),
            item_b: b.map_or_else(|item| item, |(item, _)| item),
            action_b: b.ok().map(|(_, action)| action),
            similarity: f64::from(score.clamp(0.0, 1.0)),
        };
        let both = taken
            .iter()
            .map(|(at, to, score)| pair(Ok(ours[*at].0), Ok(theirs[*to].0), *score));
        let mut found: Vec<DemandPair> = both.collect();
        let free = |of: &[(Demand, &Words)], met: &[bool]| -> Vec<Demand> {
            of.iter()
                .zip(met)
                .filter(|(_, met)| !**met)
                .map(|((demand, _), _)| *demand)
                .collect()
        };
        found.extend(
            free(ours, &met_a)
                .into_iter()
                .map(|one| pair(Ok(one), Err(items[1]), 0.0)),
        );
        found.sort_by_key(|pair| (pair.item_a, pair.action_a, pair.action_b));
        found.extend(
            free(theirs, &met_b)
                .into_iter()
                .map(|other| pair(Err(items[0]), Ok(other), 0.0)),
        );
        found
    }
}

/// The items of two plans that answer each other: one and one, one and several, several and one; in the order of the first
/// plan.
fn clusters(side: &Side) -> Vec<[Vec<usize>; 2]> {
    let mut of_b: HashMap<usize, usize> = HashMap::new();
    for b in side
        .pairs
        .iter()
        .filter(|pair| pair.a.is_some())
        .filter_map(|pair| pair.b)
    {
        *of_b.entry(b).or_default() += 1;
    }
    // Several items that one carries out stand under that one, the others under their own.
    let mut found: BTreeMap<(usize, bool), [Vec<usize>; 2]> = BTreeMap::new();
    let mut first: HashMap<usize, usize> = HashMap::new();
    for pair in &side.pairs {
        let (Some(a), Some(b)) = (pair.a, pair.b) else { continue };
        let merged = of_b.get(&b).is_some_and(|count| *count > 1);
        let key = if merged {
            (*first.entry(b).or_insert(a), true)
        } else {
            (a, false)
        };
        let [items_a, items_b] = found.entry(key).or_default();
        if !items_a.contains(&a) {
            items_a.push(a);
        }
        if !items_b.contains(&b) {
            items_b.push(b);
        }
    }
    found.into_values().collect()
}
