//! How alike two items are, from 0 to 1.
//!
//! Measured on the words that [`wording`](super::wording) leaves, each by features weighed by how rare they are among all
//! items of the comparison (inverse document frequency): bigrams and single characters of title and text, how much of the
//! shorter text stands in the longer, the title alone, what the facts are of, the titles around, and the place in the plan.
//! What each counts stands in [`share`]. No model takes part, so the same plans give the same figures everywhere.

use super::grams::{Bag, Gram, characters, grams};
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
        Self::counted(items.map(|item| {
            let parts = item.parts();
            let grams = parts.into_iter().flat_map(grams);
            let characters = parts.into_iter().flat_map(characters);
            grams.chain(characters).chain(item.facts.lines().map(whole))
        }))
    }

    /// Weighs the bigrams of texts.
    pub(super) fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self::counted(texts.map(|text| grams(text).chain(characters(text))))
    }

    fn counted(items: impl Iterator<Item = impl Iterator<Item = Gram>>) -> Self {
        let mut ids: HashMap<Gram, Id> = HashMap::new();
        // How many items hold the bigram, and the last that did.
        let mut counts: Vec<(u32, usize)> = Vec::new();
        let mut number = 0;
        for item in items {
            number += 1;
            for gram in item {
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

    /// A text, made ready to be compared.
    pub(super) fn words(&self, text: &str) -> Words {
        Words {
            text: self.features(grams(text)),
            characters: self.features(characters(text)),
        }
    }

    /// How alike two texts are, and how much of each stands in the other, from 0 to 1.
    pub(super) fn likeness(&self, one: &Words, other: &Words) -> (f32, [f32; 2]) {
        let common = self.common(&one.text, &other.text);
        let inside = [ratio(common, one.text.weight), ratio(common, other.text.weight)];
        let dice = ratio(2.0 * common, one.text.weight + other.text.weight);
        let common = self.common(&one.characters, &other.characters);
        let (ours, theirs) = (one.characters.weight, other.characters.weight);
        let parts = [
            (1.0, dice),
            (share::INSIDE, inside[0].max(inside[1])),
            (share::CHARACTERS[0], ratio(2.0 * common, ours + theirs)),
            (share::CHARACTERS[1], ratio(common, ours.min(theirs))),
        ];
        let (sum, all) = parts.iter().fold((0.0, 0.0), |(sum, all), (share, value)| {
            (sum + share * value, all + share)
        });
        (sum / all, inside)
    }

    /// Weight of what both hold.
    fn common(&self, one: &Features, other: &Features) -> f32 {
        let (mut at, mut to, mut common) = (0, 0, 0.0);
        while let (Some(ours), Some(theirs)) = (one.ids.get(at), other.ids.get(to)) {
            if ours == theirs {
                common += self.weights[*ours as usize];
            }
            at += usize::from(ours <= theirs);
            to += usize::from(theirs <= ours);
        }
        common
    }

    /// The different ones of some bigrams, sorted, with the sum of their weights.
    fn features(&self, grams: impl Iterator<Item = Gram>) -> Features {
        let mut ids: Vec<Id> = grams.filter_map(|gram| self.ids.get(&gram).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let weight = ids.iter().map(|id| self.weights[*id as usize]).sum();
        Features { ids, weight }
    }
}

/// Different bigrams and the sum of their weights.
#[derive(Debug, Default)]
struct Features {
    ids: Vec<Id>,
    weight: f32,
}

/// A text by its bigrams and by its single characters.
pub(super) struct Words {
    text: Features,
    characters: Features,
}

/// The features of one kind of all items of a plan.
struct Kind {
    /// Weight of each item's features; 0 where it has none.
    weights: Vec<f32>,
    /// Feature and item, sorted.
    postings: Vec<(Id, u32)>,
}

impl Kind {
    fn of<'a>(items: impl Iterator<Item = &'a Features> + Clone) -> Self {
        let of = |(at, item): (u32, &'a Features)| item.ids.iter().map(move |id| (*id, at));
        let mut postings: Vec<(Id, u32)> = (0..).zip(items.clone()).flat_map(of).collect();
        postings.sort_unstable();
        Self {
            weights: items.map(|item| item.weight).collect(),
            postings,
        }
    }

    /// Weight of what each couple of items of two plans has in common, row by row: feature by feature, so that only couples
    /// with something in common cost anything.
    fn shared(&self, other: &Self, weights: &Weights) -> Vec<f32> {
        let columns = other.weights.len();
        let mut common = vec![0.0_f32; self.weights.len() * columns];
        let (mut ours, mut theirs) = (self.postings.as_slice(), other.postings.as_slice());
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
}

/// What is measured of one plan.
pub(super) struct Measured {
    items: Vec<MeasuredItem>,
    /// Title and text.
    text: Kind,
    /// Single characters of title and text.
    characters: Kind,
    /// Title, facts and titles around, in the order of [`share::REST`].
    rest: [Kind; 3],
}

struct MeasuredItem {
    /// Title and text.
    text: Features,
    /// The bigrams of both, and those of the text alone, as often as they stand there.
    whole: Bag,
    body: Bag,
    titled: bool,
    /// Place among the items, from 0 to 1.
    place: f32,
}

impl Measured {
    pub(super) fn of(wordings: &[Wording], weights: &Weights) -> Self {
        let last = wordings.len().saturating_sub(1).max(1);
        // Plans have a few hundred items.
        #[allow(clippy::cast_precision_loss)]
        let place = |at: usize| at as f32 / last as f32;
        let item = |(at, wording): (usize, &Wording)| MeasuredItem {
            text: weights.features(grams(&wording.title).chain(grams(&wording.text))),
            whole: grams(&wording.title).chain(grams(&wording.text)).collect(),
            body: Bag::of(&wording.text),
            titled: !wording.title.is_empty(),
            place: place(at),
        };
        let items: Vec<MeasuredItem> = wordings.iter().enumerate().map(item).collect();
        let kind = |features: &dyn Fn(&Wording) -> Features| {
            let features: Vec<Features> = wordings.iter().map(features).collect();
            Kind::of(features.iter())
        };
        Self {
            text: Kind::of(items.iter().map(|item| &item.text)),
            characters: kind(&|item| weights.features(characters(&item.title).chain(characters(&item.text)))),
            rest: [
                kind(&|item| weights.features(grams(&item.title))),
                kind(&|item| weights.features(item.facts.lines().map(whole))),
                kind(&|item| weights.features(grams(&item.around))),
            ],
            items,
        }
    }

    /// Number of items.
    pub(super) fn len(&self) -> usize {
        self.items.len()
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

    /// How alike the words of an item and one of another plan are as they stand, from 0 to 1. Where one of them has no
    /// title, the text alone is compared.
    pub(super) fn wording(&self, at: usize, other: &Self, to: usize) -> f64 {
        let (one, two) = (&self.items[at], &other.items[to]);
        if one.titled == two.titled {
            one.whole.dice(&two.whole)
        } else {
            one.body.dice(&two.body)
        }
    }
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
    let text = a.text.shared(&b.text, weights);
    let characters = a.characters.shared(&b.characters, weights);
    let rest: [Vec<f32>; 3] = std::array::from_fn(|kind| a.rest[kind].shared(&b.rest[kind], weights));
    let columns = b.len();
    let mut found = Vec::new();
    for at in 0..a.len() {
        for to in 0..columns {
            let (cell, one, two) = (at * columns + to, a.text.weights[at], b.text.weights[to]);
            let dice = ratio(2.0 * text[cell], one + two);
            let inside = [ratio(text[cell], one), ratio(text[cell], two)];
            if dice < LEAST && inside[0].max(inside[1]) < 2.0 * LEAST {
                continue;
            }
            let (mut sum, mut all) = (0.0, 0.0);
            let mut add = |share: f32, value: f32| (sum, all) = (sum + share * value, all + share);
            add(1.0, dice);
            add(share::INSIDE, inside[0].max(inside[1]));
            let (one, two) = (a.characters.weights[at], b.characters.weights[to]);
            add(share::CHARACTERS[0], ratio(2.0 * characters[cell], one + two));
            add(share::CHARACTERS[1], ratio(characters[cell], one.min(two)));
            for (kind, share) in share::REST.into_iter().enumerate() {
                let (one, two) = (a.rest[kind].weights[at], b.rest[kind].weights[to]);
                if one > 0.0 && two > 0.0 {
                    add(share, ratio(2.0 * rest[kind][cell], one + two));
                }
            }
            let beside = 1.0 - (a.items[at].place - b.items[to].place).abs();
            found.push(Likeness {
                a: at,
                b: to,
                score: sum / all + share::PLACE * beside,
                inside,
            });
        }
    }
    found
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
    /// Titles; bodies, units of measure and periods; titles of the items around.
    pub(super) const REST: [f32; 3] = [0.12, 0.25, 0.2];
    /// Standing at the same place of the plan adds this.
    pub(super) const PLACE: f32 = 0.04;
}
