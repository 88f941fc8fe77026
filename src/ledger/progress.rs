//! How far a ledger has come on a day.

use super::{Entry, Ledger, State};
use jiff::civil::Date;
use std::collections::HashMap;

/// Counts of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All.
    pub tasks: usize,
    /// 已完成.
    pub done: usize,
    /// 推进中.
    pub going: usize,
    /// 未启动.
    pub idle: usize,
    /// 完成情况 is empty.
    pub unsaid: usize,
    /// 完成情况 says something else.
    pub other: usize,
    /// Not done, last day past.
    pub overdue: usize,
}

impl Counts {
    fn add(&mut self, entry: &Entry, today: Date) {
        self.tasks += 1;
        *match entry.state {
            State::Done => &mut self.done,
            State::Going => &mut self.going,
            State::Idle => &mut self.idle,
            State::Unsaid => &mut self.unsaid,
            State::Other(_) => &mut self.other,
        } += 1;
        self.overdue += usize::from(entry.is_overdue(today));
    }
}

/// How far a ledger has come.
#[derive(Debug, Default)]
pub struct Progress<'a> {
    /// All its tasks.
    pub all: Counts,
    /// By unit, most tasks first, then in the order of the ledger; a task of several units counts for each. The unit of
    /// tasks that name none is empty and stands last.
    pub units: Vec<(&'a str, Counts)>,
    /// What is overdue, longest first.
    pub overdue: Vec<&'a Entry>,
}

/// Counts a ledger as of `today`.
#[must_use]
pub fn progress(ledger: &Ledger, today: Date) -> Progress<'_> {
    let mut progress = Progress::default();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in &ledger.entries {
        progress.all.add(entry, today);
        let mut units = entry.units();
        units.sort_unstable();
        units.dedup();
        if units.is_empty() {
            units.push("");
        }
        for unit in units {
            let place = *places.entry(unit).or_insert(progress.units.len());
            if place == progress.units.len() {
                progress.units.push((unit, Counts::default()));
            }
            progress.units[place].1.add(entry, today);
        }
        if entry.is_overdue(today) {
            progress.overdue.push(entry);
        }
    }
    progress
        .units
        .sort_by_key(|(unit, counts)| (unit.is_empty(), std::cmp::Reverse(counts.tasks)));
    progress.overdue.sort_by_key(|entry| entry.due);
    progress
}
