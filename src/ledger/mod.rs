//! A ledger (台账) that people have filled in: read back, counted, compared with a list made later.
//!
//! In: the workbook that [`Book::ledger`](crate::emit::xlsx::Book::ledger) made, saved since by Excel, WPS or LibreOffice; rows
//! may have been sorted, filtered, deleted or added, columns moved. Out: one [`Entry`] per task. Rows are known by the
//! hidden column `id`, columns by their heads. Days are calendar days, all included.
//!
//! Not read: comments, colours, columns with other heads. Nothing is written.

mod against;
mod progress;
mod read;

pub use against::{Against, Change, against};
pub use progress::{Counts, Progress, progress};
pub use read::read;

use jiff::civil::Date;
use std::collections::HashMap;

/// A ledger as it was read.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Its tasks, sheet by sheet.
    pub entries: Vec<Entry>,
    /// Rows left out because an earlier one has the same id.
    pub repeated: usize,
    /// `source.path` of a notice → its id, from the sheet 文件信息.
    pub notices: HashMap<String, String>,
}

/// One task of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The task's id; empty where somebody added the row.
    pub id: String,
    /// `content_hash` of the task when the ledger was made; empty where the column is gone.
    pub hash: String,
    /// `source.path` of its notice.
    pub source: String,
    /// Cells of the row by their heads, as they show.
    pub cells: HashMap<String, String>,
    /// 截止日期, as it stands now.
    pub due: Option<Date>,
    /// 完成情况.
    pub state: State,
    /// Where it stands: sheet and row, from 1.
    pub place: (String, u32),
}

impl Entry {
    /// The cell below that head; empty where there is none.
    #[must_use]
    pub fn cell(&self, head: &str) -> &str {
        self.cells.get(head).map_or("", String::as_str)
    }

    /// Those who answer for it: 牵头单位, where none is named 责任单位.
    #[must_use]
    pub fn units(&self) -> Vec<&str> {
        let named = [self.cell("牵头单位"), self.cell("责任单位")];
        let named = named.into_iter().find(|units| !units.is_empty()).unwrap_or_default();
        let mut depth = 0_u32;
        let parts = named.split(|c: char| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(c, '、' | '\n' | '，' | '；')
        });
        parts.map(str::trim).filter(|unit| !unit.is_empty()).collect()
    }

    /// Whether it is not done although its last day is before `today`.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state != State::Done && self.due.is_some_and(|due| due < today)
    }
}

/// 完成情况 of a task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// Nobody has said anything.
    #[default]
    Unsaid,
    /// 未启动.
    Idle,
    /// 推进中.
    Going,
    /// 已完成.
    Done,
    /// Other words, as they stand; counts as not done.
    Other(String),
}

impl State {
    /// What the words of the cell mean.
    #[must_use]
    pub fn of(words: &str) -> Self {
        match words.trim().trim_end_matches(['。', '.']) {
            "" => Self::Unsaid,
            "未启动" | "未开始" | "尚未启动" => Self::Idle,
            "推进中" | "进行中" | "正在推进" | "办理中" | "持续推进" => Self::Going,
            "已完成" | "完成" | "已办结" | "办结" | "已销号" | "销号" => Self::Done,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The word for people.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Unsaid => "未填",
            Self::Idle => "未启动",
            Self::Going => "推进中",
            Self::Done => "已完成",
            Self::Other(words) => words,
        }
    }
}

#[cfg(test)]
mod tests;
