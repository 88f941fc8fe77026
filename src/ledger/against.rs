//! A ledger against lists made later: what is gone, new or changed.
//!
//! Only notices that the lists hold are compared, where the ledger still says which notice a task is of: a list of one
//! notice does not make the tasks of the others vanish.

use super::{Entry, Ledger};
use crate::emit::rows::{HEADS, Row, rows};
use crate::model::TaskList;
use std::collections::{HashMap, HashSet};

/// Columns whose change is told, from 工作任务 to 频次.
const TOLD: std::ops::Range<usize> = 2..11;

/// The differences.
#[derive(Debug, Default)]
pub struct Against<'a> {
    /// In the ledger, no longer in the lists.
    pub vanished: Vec<&'a Entry>,
    /// In the lists, not in the ledger.
    pub new: Vec<Row<'a>>,
    /// In both, with other text or facts.
    pub changed: Vec<Change<'a>>,
    /// In both, the same.
    pub same: usize,
    /// Of notices that the lists do not hold, or added by hand.
    pub apart: usize,
    /// In both, but the ledger has lost its column `content_hash`.
    pub unknown: usize,
}

impl Against<'_> {
    /// Whether the lists say what the ledger says.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.vanished.is_empty() && self.new.is_empty() && self.changed.is_empty()
    }
}

/// A task that has changed.
#[derive(Debug)]
pub struct Change<'a> {
    /// As the ledger has it.
    pub old: &'a Entry,
    /// As the list has it.
    pub new: Row<'a>,
    /// Heads of the columns that differ; none where only what no column shows has changed.
    pub columns: Vec<&'static str>,
}

/// Compares.
#[must_use]
pub fn against<'a>(ledger: &'a Ledger, lists: &'a [TaskList]) -> Against<'a> {
    let notices: HashSet<&str> = lists.iter().map(|list| list.notice.id.as_str()).collect();
    let mut order: Vec<&str> = Vec::new();
    let mut coming: HashMap<&str, (Row<'a>, &str)> = HashMap::new();
    for list in lists {
        let hashes = list
            .items
            .iter()
            .filter(|item| item.task)
            .map(|item| item.content_hash.as_str());
        for (row, hash) in rows(list).into_iter().zip(hashes) {
            let id = row.id;
            if coming.insert(id, (row, hash)).is_none() {
                order.push(id);
            }
        }
    }
    let mut found = Against::default();
    for old in &ledger.entries {
        let notice = ledger.notices.get(&old.source);
        match coming.remove(old.id.as_str()) {
            Some((_, hash)) if hash == old.hash => found.same += 1,
            Some(_) if old.hash.is_empty() => found.unknown += 1,
            Some((new, _)) => found.changed.push(Change {
                columns: differing(old, &new),
                old,
                new,
            }),
            None if old.id.is_empty() || notice.is_some_and(|id| !notices.contains(id.as_str())) => found.apart += 1,
            None => found.vanished.push(old),
        }
    }
    found.new = order
        .into_iter()
        .filter_map(|id| coming.remove(id))
        .map(|(row, _)| row)
        .collect();
    found
}

fn differing(old: &Entry, new: &Row<'_>) -> Vec<&'static str> {
    let cells = new.cells();
    let told = HEADS.iter().enumerate().filter(|(place, _)| TOLD.contains(place));
    told.filter(|(place, head)| {
        let new = &cells[place - 1];
        // The ledger shows days in another order than the list.
        match (super::read::day(new), **head) {
            (day, "截止日期") => day != old.due,
            _ => bare(old.cell(head)) != bare(new),
        }
    })
    .map(|(_, head)| *head)
    .collect()
}

/// Words without blanks: spreadsheets and their readers change those.
fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}
