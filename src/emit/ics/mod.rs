//! Task lists as a calendar (iCalendar, RFC 5545): an all-day entry on each due date.
//!
//! In: any number of [`TaskList`]s, one after the other. Out: UTF-8 with CRLF, lines folded at 75 octets, the same bytes
//! for the same lists. An entry is a `VEVENT`, or a `VTODO` where to-dos are asked for (Outlook and Google show events
//! only). Which deadlines give one:
//!
//! | deadline | entry |
//! |---|---|
//! | with a last day | on that day |
//! | recurring, its rule exact | on the last day of each span (`每季度1次`: 31 March, 30 June, …) or on the day it names, from the beginning of the deadline, else of the notice's period, else the date of issue, to the end of the first two |
//! | inherited | only where the item has no entry of its own |
//! | anything else (`长期坚持`, `每两个月1次`, `每月2次`, a date without a year) | none: no day is certain |
//!
//! `UID` is the task's id, from its second entry on with `-2`, `-3`; it stays when a corrected list moves the day, so that
//! the calendar moves its entry. `DTSTAMP` is the date of issue, there being no other time that every run knows.
//!
//! ```
//! use gongdan::emit::ics::Calendar;
//!
//! let text = "关于检查的通知\n\n青安〔2023〕7号\n\n各村：\n一、开展检查。3月15日前完成检查。\n\n青山县\n2023年2月1日\n";
//! let lists = gongdan::pipeline::run("a.txt", text.as_bytes(), None, &gongdan::pipeline::Options::default())?;
//! let mut calendar = Calendar::new(false);
//! calendar.add(&lists[0]);
//! let text = String::from_utf8(calendar.finish()).unwrap();
//! assert!(text.contains("\r\nDTSTART;VALUE=DATE:20230315\r\n"));
//! # Ok::<(), gongdan::Error>(())
//! ```

mod repeat;

use super::rows::{Row, rows};
use crate::model::{Deadline, Notice, TaskItem, TaskList};
use jiff::civil::{Date, date};
use repeat::Repeat;
use std::collections::HashSet;

/// Most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;
/// Longest words for the demand in a title, in characters.
const TITLE: usize = 30;
/// `DTSTAMP` of a notice that says nothing of its time.
const UNDATED: Date = date(2000, 1, 1);
const START: &str = concat!(
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gongdan//gongdan ",
    env!("CARGO_PKG_VERSION"),
    "//ZH\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:任务期限\r\n"
);

/// A calendar in the making.
pub struct Calendar {
    text: String,
    todo: bool,
    /// Ids of tasks that stand here already: the same notice may be met twice.
    seen: HashSet<String>,
}

/// When an entry is due.
#[derive(PartialEq, Eq)]
enum When {
    Day(Date),
    Again(Repeat),
}

impl Calendar {
    /// An empty calendar; of to-dos where `todo` is set, else of events.
    #[must_use]
    pub fn new(todo: bool) -> Self {
        Self {
            text: START.to_owned(),
            todo,
            seen: HashSet::new(),
        }
    }

    /// Adds one notice.
    pub fn add(&mut self, list: &TaskList) {
        let tasks = list.items.iter().filter(|item| item.task);
        for (item, row) in tasks.zip(rows(list)) {
            if !self.seen.insert(item.id.clone()) {
                continue;
            }
            let entries = entries(item, &list.notice);
            for (nth, (deadline, when)) in entries.iter().enumerate() {
                let action = deadline.action.filter(|_| entries.len() > 1);
                let action = action.and_then(|index| item.actions.get(index));
                self.entry(&list.notice, &row, nth, when, action.map(|action| action.text.as_str()));
            }
        }
    }

    /// The bytes of the file.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.text.push_str("END:VCALENDAR\r\n");
        self.text.into_bytes()
    }

    fn entry(&mut self, notice: &Notice, row: &Row<'_>, nth: usize, when: &When, action: Option<&str>) {
        let kind = if self.todo { "VTODO" } else { "VEVENT" };
        let stamp = notice.issued.or(notice.period.as_ref().and_then(|period| period.start));
        let suffix = if nth == 0 {
            String::new()
        } else {
            format!("-{}", nth + 1)
        };
        self.line(&format!("BEGIN:{kind}"));
        self.line(&format!("UID:{}{suffix}", text(row.id)));
        self.line(&format!("DTSTAMP:{}T000000Z", basic(stamp.unwrap_or(UNDATED))));
        match when {
            When::Day(day) if self.todo => self.line(&format!("DUE;VALUE=DATE:{}", basic(*day))),
            When::Day(day) => self.day(*day),
            When::Again(repeat) => {
                if self.todo {
                    // A to-do that repeats needs a start; DUE would have to lie after it.
                    self.line(&format!("DTSTART;VALUE=DATE:{}", basic(repeat.first)));
                } else {
                    self.day(repeat.first);
                }
                let until = repeat
                    .until
                    .map_or_else(String::new, |day| format!(";UNTIL={}", basic(day)));
                self.line(&format!("RRULE:{}{until}", repeat.rule));
            }
        }
        self.line(&format!("SUMMARY:{}", text(&title(row, action))));
        self.line(&format!("DESCRIPTION:{}", text(&description(row))));
        if !row.category.is_empty() {
            self.line(&format!("CATEGORIES:{}", text(row.category)));
        }
        self.line(if self.todo {
            "STATUS:NEEDS-ACTION"
        } else {
            "TRANSP:TRANSPARENT"
        });
        self.line(&format!("END:{kind}"));
    }

    /// An event of that whole day; its end is not included.
    fn day(&mut self, day: Date) {
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
        if let Ok(next) = day.tomorrow() {
            self.line(&format!("DTEND;VALUE=DATE:{}", basic(next)));
        }
    }

    /// Writes a content line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = LINE - 1;
            }
            self.text.push(c);
            room -= c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// The deadlines of an item that give entries: its own, or where those give none the inherited.
fn entries<'a>(item: &'a TaskItem, notice: &Notice) -> Vec<(&'a Deadline, When)> {
    let of = |inherited| {
        let mut found: Vec<(&Deadline, When)> = Vec::new();
        for deadline in item.deadlines.iter().filter(|deadline| deadline.inherited == inherited) {
            let Some(when) = when(deadline, notice) else { continue };
            let same = |other: &(&Deadline, When)| other.0.action == deadline.action && other.1 == when;
            if !found.iter().any(same) {
                found.push((deadline, when));
            }
        }
        found
    };
    let own = of(false);
    if own.is_empty() { of(true) } else { own }
}

fn when(deadline: &Deadline, notice: &Notice) -> Option<When> {
    match &deadline.recurrence {
        Some(recurrence) => {
            let period = notice.period.as_ref();
            let from = deadline.start.or(period.and_then(|p| p.start)).or(notice.issued)?;
            let until = deadline.end.or(period.and_then(|p| p.end));
            Repeat::new(recurrence, from, until).map(When::Again)
        }
        None => deadline.end.map(When::Day),
    }
}

/// `开展检查：完成检查（林业站）`.
fn title(row: &Row<'_>, action: Option<&str>) -> String {
    let mut title = row.task.to_string();
    if let Some(action) = action.filter(|action| !title.contains(action)) {
        title.push('：');
        match action.char_indices().nth(TITLE) {
            Some((cut, _)) => title.extend([&action[..cut], "…"]),
            None => title.push_str(action),
        }
    }
    let unit = [&row.lead, &row.responsible].into_iter().find(|unit| !unit.is_empty());
    if let Some(unit) = unit {
        title.extend(["（", unit, "）"]);
    }
    title
}

fn description(row: &Row<'_>) -> String {
    let mut lines = vec![row.content.to_string()];
    let named = [
        ("完成时限", &row.due_words),
        ("频次", &row.frequency),
        ("目标指标", &row.targets),
        ("牵头单位", &row.lead),
        ("责任单位", &row.responsible),
        ("配合单位", &row.support),
        ("依据", &row.basis),
        ("备注", &row.remarks),
    ];
    let named = named.into_iter().filter(|(_, words)| !words.is_empty());
    lines.extend(named.map(|(name, words)| format!("{name}：{words}")));
    lines.join("\n")
}

/// `20230315`.
fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Words as a TEXT value (RFC 5545, 3.3.11); control characters are left out.
fn text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => text.push(c),
        }
    }
    text
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) was written by this module: programs that save
/// a calendar put their own name there.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gongdan//gongdan ")
}

#[cfg(test)]
mod tests;
