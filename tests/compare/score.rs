//! Precision, recall, F1.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many of what was given are right, and how many gold has.
pub struct Score {
    pub right: usize,
    pub given: usize,
    pub gold: usize,
}

impl Score {
    pub fn of<T: Ord>(gold: &BTreeSet<T>, out: &BTreeSet<T>) -> Self {
        Self {
            right: gold.intersection(out).count(),
            given: out.len(),
            gold: gold.len(),
        }
    }

    pub fn share(part: usize, all: usize) -> f64 {
        part as f64 / all.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        Self::share(2 * self.right, self.given + self.gold)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [precision, recall] = [self.given, self.gold].map(|all| Self::share(self.right, all));
        write!(
            f,
            "P {precision:.3} R {recall:.3} F1 {:.3} ({} in gold)",
            self.f1(),
            self.gold
        )
    }
}

/// All couples of members of one group.
pub fn groups<K>(groups: &BTreeMap<K, Vec<String>>) -> BTreeSet<[String; 2]> {
    let mut couples = BTreeSet::new();
    for members in groups.values() {
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                couples.insert([one.min(other).clone(), one.max(other).clone()]);
            }
        }
    }
    couples
}
