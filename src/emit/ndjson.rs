//! Task lists as NDJSON: one JSON record a line, `type` first.
//!
//! In: any number of [`TaskList`]s, one after the other, so that a run of any size needs the memory of one. Out: UTF-8
//! without BOM, `\n` after each record, described by `schema/ndjson-record.schema.json`:
//!
//! | `type` | holds |
//! |---|---|
//! | `notice` | `schema_version`, `generator` and all fields of `notice`, once per notice, before its tasks |
//! | `task` | `notice_id`, then all fields of an item with `task` true |
//! | `warning` | `notice_id`, then the fields of a warning |
//! | `summary` | the last line: counts, by which a reader knows that nothing is missing |
//!
//! Items that are no tasks are left out: `parent` may name one that only the JSON form holds.

use super::formatter::Compact;
use crate::model::{Finding, Generator, Notice, TaskItem, TaskList};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// One line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Record<'a> {
    /// A notice; its tasks and warnings follow.
    Notice {
        /// Version of the contract.
        schema_version: &'a str,
        /// The program that made the list.
        generator: &'a Generator,
        /// The notice's own fields.
        #[serde(flatten)]
        notice: &'a Notice,
    },
    /// A task.
    Task {
        /// Id of its notice.
        notice_id: &'a str,
        /// The item's own fields.
        #[serde(flatten)]
        item: &'a TaskItem,
    },
    /// A warning.
    Warning {
        /// Id of its notice.
        notice_id: &'a str,
        /// The warning's own fields.
        #[serde(flatten)]
        warning: &'a Finding,
    },
    /// The last line.
    Summary(Summary),
}

/// Counts of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Summary {
    /// Number of `notice` records.
    pub notices: usize,
    /// Number of `task` records.
    pub tasks: usize,
    /// Number of `warning` records.
    pub warnings: usize,
    /// Number of inputs that could not be read; each was reported on stderr.
    pub failed: usize,
}

impl Summary {
    /// Adds what [`write_list`] writes for `list`.
    pub fn count(&mut self, list: &TaskList) {
        self.notices += 1;
        self.tasks += list.items.iter().filter(|item| item.task).count();
        self.warnings += list.warnings.len();
    }
}

/// Writes the records of one list.
///
/// # Errors
/// Fails where `out` fails.
pub fn write_list(list: &TaskList, mut out: impl Write) -> io::Result<()> {
    let TaskList {
        schema_version,
        generator,
        notice,
        items,
        warnings,
    } = list;
    write_record(
        &Record::Notice {
            schema_version,
            generator,
            notice,
        },
        &mut out,
    )?;
    let notice_id = &notice.id;
    for item in items.iter().filter(|item| item.task) {
        write_record(&Record::Task { notice_id, item }, &mut out)?;
    }
    for warning in warnings {
        write_record(&Record::Warning { notice_id, warning }, &mut out)?;
    }
    Ok(())
}

/// Writes the last line.
///
/// # Errors
/// Fails where `out` fails.
pub fn write_summary(summary: Summary, mut out: impl Write) -> io::Result<()> {
    write_record(&Record::Summary(summary), &mut out)
}

fn write_record(record: &Record<'_>, mut out: impl Write) -> io::Result<()> {
    record.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Compact))?;
    out.write_all(b"\n")
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) was written by this module.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(b"{\"type\":\"notice\",\"schema_version\":\"")
        && memchr::memmem::find(start, b"\"generator\":{\"name\":\"gongdan\"").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn each_line_is_a_record_that_says_first_what_it_is() {
        let list = sample::list();
        let (mut out, mut summary) = (Vec::new(), Summary::default());
        write_list(&list, &mut out).unwrap();
        summary.count(&list);
        write_summary(summary, &mut out).unwrap();
        assert!(is_ours(&out));
        let text = String::from_utf8(out).unwrap();
        assert!(text.ends_with('\n') && !text.starts_with('\u{feff}'));
        let kinds: Vec<_> = text.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
        assert_eq!(
            kinds,
            [
                "notice", "task", "task", "task", "task", "warning", "warning", "summary"
            ]
        );
        assert!(text.lines().all(|line| line.starts_with("{\"type\":\"")));
        assert!(text.ends_with("{\"type\":\"summary\",\"notices\":1,\"tasks\":4,\"warnings\":2,\"failed\":0}\n"));
    }
}
