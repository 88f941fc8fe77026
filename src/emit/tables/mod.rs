//! The facts of task lists as flat tables with keys, made once for the CSV package and for SQLite.
//!
//! In: any number of [`TaskList`](crate::model::TaskList)s. Out: the [`Table`]s of [`TABLES`] and, for each list, their rows. Nothing is joined into
//! one cell but 发文机关 and 主送机关, which are JSON arrays of text. A null, and an empty text, is [`Cell::Null`]. Days are
//! Beijing calendar days, both ends included; spans count code points of the decoded notice, half-open.
//!
//! Keys: `notices.id`, `items.id`, `actions.id` are the list's own; a deadline, unit or target is known by its item and
//! its place in it (`seq`, from 1). A notice that was met before in the same run (`duplicate_notice`) has the same ids,
//! so only its warnings are kept: see [`Seen`].

pub(in crate::emit) mod cell;
mod fill;
pub(in crate::emit) mod layout;

use super::package::About;
pub use cell::Cell;
pub use fill::Seen;
pub use layout::{Column, Key, Kind, TABLES, Table};

/// What the package of these tables says of itself.
pub const ABOUT: About = About {
    name: "gongdan-task-lists",
    title: "任务清单",
    description: "由公文整理的任务清单。日期是北京时间的日历日，起止都算在内；span_start、span_end 是解码后的原文里的位置，按 Unicode 码位计，左闭右开。\
        文字列里开头的 ' 是为防止被当成公式而加的，导入时请去掉。",
    schema_version: crate::model::SCHEMA_VERSION,
    method: None,
};
