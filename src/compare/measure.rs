//! How alike two items are, from 0 to 1.
//!
//! Measured on the words that [`wording`](super::wording) leaves, each by features weighed by how rare they are among all
//! items of the comparison (inverse document frequency): bigrams and single characters of title and text, how much of the
//! shorter text stands in the longer, the title alone, what the facts are of, the titles around, and the place in the plan.
//! What each counts stands in [`share`]. No model takes part, so the same plans give the same figures everywhere.

use super::grams::{Gram, characters, grams};
use super::wording::Wording;
use std::collections::HashMap;

/// How much more a rare bigram counts than a common one: the power of the logarithm.
const RARE: f32 = 1.5;
/// What a bigram of one item alone counts for: it can be in common with nothing, but says that the item has more in it.
const ALONE: f32 = 0.2;

/// Numbers of bigrams.
type Id = u32;

/// The bigrams of a comparison with their weights.
pub(super) struct Weights {
    ids: HashMap<Gram, Id>,
    weights: Vec<f32>,
}

impl Weights {
    /// Weighs the bigrams of all items.
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a Wording>) -> Self {
        let mut ids: HashMap<Gram, Id> = HashMap::new();
        // How many items hold the bigram, and the last that did.
        let mut counts: Vec<(u32, usize)> = Vec::new();
        let mut number = 0;
        for item in items {
            number += 1;
            let bodies = item.facts.lines().map(whole);
            let parts = item.parts();
            for gram in parts
                .into_iter()
                .flat_map(grams)
                .chain(parts.into_iter().flat_map(characters))
                .chain(bodies)
            {
                let next = Id::try_from(ids.len()).unwrap_or(Id::MAX);
                let id = *ids.entry(gram).or_insert(next) as usize;
                if id == counts.len() {
                    counts.push((0, 0));
                }
                if let Some((count, last)) = counts.get_mut(id).filter(|(_, last)| *last != number) {
                    (*count, *last) = (*count + 1, number);
                }
            }
        }
        // Counts stay far below 2²⁴, up to which floats are exact.
        #[allow(clippy::cast_precision_loss)]
        let weight = |(count, _): &(u32, usize)| {
            let rare = (1.0 + number as f32 / *count as f32).ln().powf(RARE);
            if *count == 1 { rare * ALONE } else { rare }
        };
        Self {
            weights: counts.iter().map(weight).collect(),
            ids,
        }
    }

    /// The different bigrams of some texts, sorted, with the sum of their weights.
    fn bag(&self, grams: impl Iterator<Item = Gram>) -> Bag {
        let mut ids: Vec<Id> = grams.filter_map(|gram| self.ids.get(&gram).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let weight = ids.iter().map(|id| self.weights[*id as usize]).sum();
        Bag { ids, weight }
    }
}

/// Different bigrams and the sum of their weights.
#[derive(Debug, Default)]
struct Bag {
    ids: Vec<Id>,
    weight: f32,
}

impl Bag {
    /// Weight of the bigrams that both hold.
    fn common(&self, other: &Self, weights: &Weights) -> f32 {
        let (mut ours, mut theirs) = (self.ids.iter().peekable(), other.ids.iter().peekable());
        let mut common = 0.0;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => drop(ours.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    common += weights.weights[**one as usize];
                    ours.next();
                    theirs.next();
                }
            }
        }
        common
    }
}

/// What is measured of one plan.
pub(super) struct Measured {
    items: Vec<MeasuredItem>,
    /// Bigram and item, sorted.
    postings: Vec<(Id, u32)>,
    /// Single character and item, sorted.
    characters: Vec<(Id, u32)>,
}

struct MeasuredItem {
    /// Title and text.
    text: Bag,
    /// Weight of the single characters.
    characters: f32,
    title: Bag,
    around: Bag,
    facts: Bag,
    /// Place among the items, from 0 to 1.
    place: f32,
}

impl Measured {
    pub(super) fn of(wordings: &[Wording], weights: &Weights) -> Self {
        let last = wordings.len().saturating_sub(1).max(1);
        // Plans have a few hundred items.
        #[allow(clippy::cast_precision_loss)]
        let place = |at: usize| at as f32 / last as f32;
        let single = |wording: &Wording| weights.bag(characters(&wording.title).chain(characters(&wording.text)));
        let single: Vec<Bag> = wordings.iter().map(single).collect();
        let item = |(at, wording): (usize, &Wording)| MeasuredItem {
            text: weights.bag(grams(&wording.title).chain(grams(&wording.text))),
            characters: single[at].weight,
            title: weights.bag(grams(&wording.title)),
            around: weights.bag(grams(&wording.around)),
            facts: weights.bag(wording.facts.lines().map(whole)),
            place: place(at),
        };
        let items: Vec<MeasuredItem> = wordings.iter().enumerate().map(item).collect();
        Self {
            postings: postings(items.iter().map(|item| &item.text)),
            characters: postings(single.iter()),
            items,
        }
    }

    /// How much of an item of this plan the words of `new` add to what those of `old` say of it, from 0 to 1.
    pub(super) fn gain(&self, at: usize, others: &Self, old: &[usize], new: usize, weights: &Weights) -> f32 {
        let item = &self.items[at].text;
        let holds = |other: usize, id: &Id| others.items[other].text.ids.binary_search(id).is_ok();
        let added = item
            .ids
            .iter()
            .filter(|id| holds(new, id) && !old.iter().any(|other| holds(*other, id)));
        ratio(added.map(|id| weights.weights[*id as usize]).sum(), item.weight)
    }
}

/// Feature and item, sorted.
fn postings<'a>(bags: impl Iterator<Item = &'a Bag>) -> Vec<(Id, u32)> {
    let of = |(at, bag): (u32, &'a Bag)| bag.ids.iter().map(move |id| (*id, at));
    let mut postings: Vec<(Id, u32)> = (0..).zip(bags).flat_map(of).collect();
    postings.sort_unstable();
    postings
}

/// A name as one feature; its number cannot be one of two characters.
fn whole(name: &str) -> Gram {
    xxhash_rust::xxh3::xxh3_64(name.as_bytes()) | 1 << 63
}

/// Two items with how alike they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    pub a: usize,
    pub b: usize,
    /// From 0 to 1; decides.
    pub score: f32,
    /// How much of the first stands in the second, and the other way round.
    pub inside: [f32; 2],
}

/// Couples with less in common than this are not looked at.
const LEAST: f32 = 0.02;

/// The couples of two plans that have something in common, in the order of their items.
pub(super) fn likenesses(a: &Measured, b: &Measured, weights: &Weights) -> Vec<Likeness> {
    let (rows, columns) = (a.items.len(), b.items.len());
    let common = shared(&a.postings, &b.postings, [rows, columns], weights);
    let characters = shared(&a.characters, &b.characters, [rows, columns], weights);
    let mut found = Vec::new();
    for (at, item) in a.items.iter().enumerate() {
        for (to, other) in b.items.iter().enumerate() {
            let shared = common[at * columns + to];
            let dice = ratio(2.0 * shared, item.text.weight + other.text.weight);
            let inside = [ratio(shared, item.text.weight), ratio(shared, other.text.weight)];
            if dice >= LEAST || inside[0].max(inside[1]) >= 2.0 * LEAST {
                found.push(Likeness {
                    a: at,
                    b: to,
                    score: score(
                        item,
                        other,
                        Shared {
                            dice,
                            inside,
                            characters: characters[at * columns + to],
                        },
                        weights,
                    ),
                    inside,
                });
            }
        }
    }
    found
}

/// Weight of what each couple of items has in common, row by row, from the sorted postings of both plans: feature by feature,
/// so that only couples with something in common cost anything.
fn shared(
    mut ours: &[(Id, u32)],
    mut theirs: &[(Id, u32)],
    [rows, columns]: [usize; 2],
    weights: &Weights,
) -> Vec<f32> {
    let mut common = vec![0.0_f32; rows * columns];
    let run = |postings: &[(Id, u32)], id| postings.iter().take_while(|(own, _)| *own == id).count();
    while let (Some((one, _)), Some((two, _))) = (ours.first(), theirs.first()) {
        let (one, two) = (*one, *two);
        if one == two {
            let (left, right) = (run(ours, one), run(theirs, two));
            let weight = weights.weights[one as usize];
            for (_, row) in &ours[..left] {
                let row = &mut common[*row as usize * columns..][..columns];
                for (_, column) in &theirs[..right] {
                    row[*column as usize] += weight;
                }
            }
            (ours, theirs) = (&ours[left..], &theirs[right..]);
        } else if one < two {
            ours = &ours[run(ours, one)..];
        } else {
            theirs = &theirs[run(theirs, two)..];
        }
    }
    common
}

/// What the postings tell of a couple.
struct Shared {
    dice: f32,
    inside: [f32; 2],
    /// Weight of the characters in common.
    characters: f32,
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// What each thing that is measured counts, beside the text itself with 1; what an item lacks does not count.
mod share {
    /// How much of the shorter text stands in the longer.
    pub(super) const INSIDE: f32 = 0.5;
    /// Single characters, and how much of the poorer text's stand in the other.
    pub(super) const CHARACTERS: [f32; 2] = [1.0, 0.15];
    /// Titles.
    pub(super) const TITLE: f32 = 0.12;
    /// Bodies, units of measure, periods.
    pub(super) const FACTS: f32 = 0.25;
    /// Titles of the items around.
    pub(super) const AROUND: f32 = 0.2;
    /// Standing at the same place of the plan adds this.
    pub(super) const PLACE: f32 = 0.04;
}

fn score(a: &MeasuredItem, b: &MeasuredItem, shared: Shared, weights: &Weights) -> f32 {
    let Shared {
        dice,
        inside,
        characters,
    } = shared;
    let characters_inside = ratio(characters, a.characters.min(b.characters));
    let characters = ratio(2.0 * characters, a.characters + b.characters);
    let (mut sum, mut all) = (0.0, 0.0);
    let mut add = |share: f32, value: f32| (sum, all) = (sum + share * value, all + share);
    add(1.0, dice);
    add(share::INSIDE, inside[0].max(inside[1]));
    add(share::CHARACTERS[0], characters);
    add(share::CHARACTERS[1], characters_inside);
    for (share, one, other) in [
        (share::TITLE, &a.title, &b.title),
        (share::FACTS, &a.facts, &b.facts),
        (share::AROUND, &a.around, &b.around),
    ] {
        if !one.ids.is_empty() && !other.ids.is_empty() {
            add(
                share,
                ratio(2.0 * one.common(other, weights), one.weight + other.weight),
            );
        }
    }
    sum / all + share::PLACE * (1.0 - (a.place - b.place).abs())
}
