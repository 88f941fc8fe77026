//! Checks task lists that somebody hands in: ours, corrected ones, and those of other programs.
//!
//! In: the bytes of one list (JSON) or of many (NDJSON), and [`Sources`], which gives the notices they were made from
//! where these are at hand. Out: [`Checked`] with every [`Fault`], in the order of the file. First the published schema
//! speaks (`shape`), then what a schema cannot say: ids, parents, order, dates, hashes (`facts`), and whether the words
//! stand where the spans say (`against`). Spans count Unicode code points, half-open; lines count from 1.
//!
//! A fact with `"reviewed": true` was corrected by a person: its words need not stand in the notice. A line of NDJSON may
//! name a parent that only the JSON form holds. Not checked: whether the reading of the notice is right.
//!
//! ```
//! use gongdan::{check, emit::json, pipeline};
//!
//! let notice = "一、开展检查。各村要在2023年3月15日前完成检查。\n";
//! let list = &pipeline::run("a.txt", notice.as_bytes(), None, &pipeline::Options::default())?[0];
//! let text = String::from_utf8(json::to_vec(list)).unwrap();
//! assert!(check::check(text.as_bytes(), &check::NoSources).faults.is_empty());
//!
//! let wrong = text.replace("\"end\": \"2023-03-15\"", "\"end\": \"2023-02-30\"");
//! let faults = check::check(wrong.as_bytes(), &check::NoSources).faults;
//! assert_eq!(faults[0].code, "E302");
//! assert!(faults[0].place.starts_with("items[0].deadlines[0].end"), "{}", faults[0].place);
//! # Ok::<(), gongdan::Error>(())
//! ```

mod against;
mod facts;
mod load;
mod place;
mod shape;

pub use against::{NoSources, Sight, Sources, View};

use crate::model::TaskList;
use facts::Ids;
use serde_json::Value;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, `E301` to `E311`; listed in `docs/messages.md`.
    pub code: &'static str,
    /// Line of an NDJSON file, from 1; of JSON none.
    pub line: Option<usize>,
    /// The field, `items[2].deadlines[0].end`, with the item's path in brackets; empty where the whole file is meant.
    pub place: String,
    /// What is wrong, in Chinese.
    pub what: String,
    /// What to do, in Chinese.
    pub remedy: &'static str,
}

/// What came of one file.
#[derive(Debug, Default)]
pub struct Checked {
    /// Task lists found.
    pub lists: usize,
    /// Their items.
    pub items: usize,
    /// Their notices that were at hand, so that the spans were checked against the words.
    pub compared: usize,
    /// Ids of the notices, for comparison with other files.
    pub notices: Vec<String>,
    /// All that is wrong.
    pub faults: Vec<Fault>,
}

/// One list of a file, with the values it was read from.
struct Loaded {
    /// As far as the schema let it be read.
    list: TaskList,
    /// Where each part stands: the notice, the items, the warnings.
    notice: Origin,
    items: Vec<Origin>,
    warnings: Vec<Origin>,
    /// Every item is there, not only the tasks.
    whole: bool,
}

/// A part of a list as it stood in the file.
struct Origin {
    line: Option<usize>,
    /// The place of its fields: `notice.`, `items[2].`, or nothing in NDJSON.
    prefix: String,
    value: Value,
}

impl Origin {
    /// A fault at a field of this part; `path` is the item's own, for people.
    fn fault(&self, code: &'static str, field: &str, path: &str, what: String, remedy: &'static str) -> Fault {
        let place = format!("{}{field}", self.prefix);
        let mut place = place.trim_end_matches('.').to_owned();
        if !path.is_empty() {
            place += &format!("（{path}）");
        }
        Fault {
            code,
            line: self.line,
            place,
            what,
            remedy,
        }
    }
}

/// Checks one file.
#[must_use]
pub fn check(bytes: &[u8], sources: &dyn Sources) -> Checked {
    let load::File { lists, mut faults } = load::load(bytes);
    let mut checked = Checked::default();
    let mut ids = Ids::default();
    for loaded in &lists {
        checked.lists += 1;
        checked.items += loaded.list.items.len();
        checked.notices.push(loaded.list.notice.id.clone());
        facts::check(loaded, &mut ids, &mut faults);
        checked.compared += usize::from(against::check(loaded, sources, &mut faults));
    }
    // In the order of the lines; those of one line stay as they were found.
    faults.sort_by_key(|fault| fault.line);
    checked.faults = faults;
    checked
}

#[cfg(test)]
mod tests;
