//! The index of a batch: one line per notice, with a link to its review page.
//!
//! In: an [`Entry`] per notice, made while the notices go by. Out: one HTML file, as self-contained as the pages. Links are
//! relative, so the folder can be moved or sent as it is.

use super::{STYLE, document};
use crate::model::{Role, TaskList};
use serde::Serialize;
use std::collections::BTreeMap;

const BODY: &str = include_str!("index.html");
const SCRIPT: &str = concat!(
    "(()=>{'use strict';\n",
    include_str!("js/dom.js"),
    include_str!("js/index.js"),
    "})();\n",
);

/// What the index says of one notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    link: String,
    title: String,
    number: String,
    issuer: String,
    issued: String,
    path: String,
    tasks: usize,
    warnings: usize,
    /// Tasks by month of their due dates, `2024-03`.
    months: BTreeMap<String, usize>,
    /// Tasks by the unit that leads them, else the one that is charged.
    units: BTreeMap<String, usize>,
}

impl Entry {
    /// The entry of one list; `page` is the relative path of its page, with `/` between folders.
    #[must_use]
    pub fn new(list: &TaskList, page: &str) -> Self {
        let notice = &list.notice;
        let tasks = || list.items.iter().filter(|item| item.task);
        let mut months = BTreeMap::new();
        let mut units = BTreeMap::new();
        for item in tasks() {
            let days = item.deadlines.iter().filter_map(|d| d.end.or(d.start));
            let mut own: Vec<String> = days.map(|day| day.strftime("%Y-%m").to_string()).collect();
            own.sort_unstable();
            own.dedup();
            for month in own {
                *months.entry(month).or_default() += 1;
            }
            let has = |role| item.units.iter().any(|unit| unit.role == role);
            let role = if has(Role::Lead) { Role::Lead } else { Role::Responsible };
            let charged = item.units.iter().filter(|unit| unit.role == role);
            let mut own: Vec<&str> = charged.map(|u| u.canonical.as_deref().unwrap_or(&u.name)).collect();
            own.sort_unstable();
            own.dedup();
            for unit in own {
                *units.entry(unit.to_owned()).or_default() += 1;
            }
        }
        Self {
            link: encoded(page),
            title: notice.title.clone().unwrap_or_else(|| notice.source.path.clone()),
            number: notice.doc_number.clone().unwrap_or_default(),
            issuer: notice.issuers.join("、"),
            issued: notice.issued.map(|day| day.to_string()).unwrap_or_default(),
            path: notice.source.path.clone(),
            tasks: tasks().count(),
            warnings: list.warnings.len(),
            months,
            units,
        }
    }
}

/// A relative path as a link: all bytes but those that every URL takes are escaped, so no name can be a scheme.
fn encoded(path: &str) -> String {
    let mut link = String::from("./");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// What the script is given.
#[derive(Serialize)]
struct Data<'a> {
    entries: &'a [Entry],
    failed: usize,
}

/// The index. `failed` inputs could not be read and have no entry.
#[must_use]
pub fn index(entries: &[Entry], failed: usize) -> Vec<u8> {
    document("任务清单核对", STYLE, BODY, &Data { entries, failed }, SCRIPT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn an_entry_counts_tasks_months_and_units_once_each() {
        let entry = Entry::new(&sample::list(), "通知/a b.核对.html");
        assert_eq!((entry.tasks, entry.warnings), (4, 2));
        assert_eq!(
            entry.months,
            BTreeMap::from([("2023-03".into(), 1), ("2023-04".into(), 1)])
        );
        assert_eq!(entry.units, BTreeMap::from([("林业站".into(), 2)]));
        assert_eq!(entry.link, "./%E9%80%9A%E7%9F%A5/a%20b.%E6%A0%B8%E5%AF%B9.html");
    }
}
