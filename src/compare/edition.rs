//! A plan and its revised edition (修订): what was added, changed, removed, moved, and which new item an old one became.

use super::grams::Bag;
use crate::model::{Comparison, Pair, Plan, Relation, TaskItem};
use serde::Serialize;
use std::collections::HashMap;

/// From this likeness on the titles of two items around are the same.
const TITLE: f64 = 0.6;

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Index of the item in the old plan (`plans[0]`); none where it was added.
    pub old: Option<usize>,
    /// Index of the item in the new plan (`plans[1]`); none where it was removed.
    pub new: Option<usize>,
    /// What became of it.
    pub status: Status,
    /// How alike the two are, from 0 to 1; 0 where one is missing.
    pub similarity: f64,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The same words; its number may be another.
    Unchanged,
    /// Other words, numbers, dates or bodies.
    Changed,
    /// It stands in another part of the plan, with the same words or others.
    Moved,
    /// Only the new edition has it.
    Added,
    /// Only the old edition has it.
    Removed,
}

/// What became of each compared item of the first of two plans, and what the second adds, in the order of the old plan,
/// what was added last. Empty where fewer than two plans are compared.
#[must_use]
pub fn edition(comparison: &Comparison) -> Vec<Entry> {
    let Some(side) = comparison.sides.first() else {
        return Vec::new();
    };
    let (old, new) = (&comparison.plans[side.a], &comparison.plans[side.b]);
    let parents = parents(old, new, &side.pairs);
    let entry = |pair: &Pair| {
        let status = match (pair.a, pair.b) {
            (Some(a), Some(b)) => status(old, new, (a, b), pair.relation, &parents),
            (Some(_), None) => Status::Removed,
            (None, _) => Status::Added,
        };
        Entry {
            old: pair.a,
            new: pair.b,
            status,
            similarity: pair.similarity,
        }
    };
    side.pairs.iter().map(entry).collect()
}

fn status(old: &Plan, new: &Plan, (a, b): (usize, usize), relation: Relation, parents: &HashMap<&str, &str>) -> Status {
    let (one, other) = (old.item(a), new.item(b));
    let (from, to) = (one.parent.as_deref(), other.parent.as_deref());
    let stays = match (from, to) {
        (Some(from), Some(to)) => parents.get(from) == Some(&to) || same_title(old, new, from, to),
        (None, None) => true,
        _ => false,
    };
    if !stays {
        Status::Moved
    } else if relation != Relation::Split && relation != Relation::Merged && bare(one) == bare(other) {
        Status::Unchanged
    } else {
        Status::Changed
    }
}

/// Text without blanks.
fn bare(item: &TaskItem) -> String {
    item.text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn same_title(old: &Plan, new: &Plan, from: &str, to: &str) -> bool {
    let heading = |plan: &Plan, id: &str| {
        let item = plan.list.items.iter().find(|item| item.id == id);
        item.map(|item| item.heading.clone()).unwrap_or_default()
    };
    Bag::of(&heading(old, from)).dice(&Bag::of(&heading(new, to))) >= TITLE
}

/// Which new part an old one became: the one that most of its items went to.
fn parents<'a>(old: &'a Plan, new: &'a Plan, pairs: &[Pair]) -> HashMap<&'a str, &'a str> {
    let mut votes: HashMap<&str, HashMap<&str, usize>> = HashMap::new();
    for pair in pairs {
        let (Some(a), Some(b)) = (pair.a, pair.b) else { continue };
        if let (Some(from), Some(to)) = (old.item(a).parent.as_deref(), new.item(b).parent.as_deref()) {
            *votes.entry(from).or_default().entry(to).or_default() += 1;
        }
    }
    // Of equal votes the smaller id, so that nothing depends on the order of a map.
    let most = |votes: HashMap<&'a str, usize>| {
        votes
            .into_iter()
            .max_by_key(|(to, count)| (*count, std::cmp::Reverse(*to)))
    };
    votes
        .into_iter()
        .filter_map(|(from, votes)| most(votes).map(|(to, _)| (from, to)))
        .collect()
}
