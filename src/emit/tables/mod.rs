//! The facts of task lists as flat tables with keys, made once for the CSV package and for SQLite.
//!
//! In: any number of [`TaskList`](crate::model::TaskList)s. Out: the [`Table`]s of [`TABLES`] and, for each list, their rows. Nothing is joined into
//! one cell but 发文机关 and 主送机关, which are JSON arrays of text. A null, and an empty text, is [`Cell::Null`]. Days are
//! Beijing calendar days, both ends included; spans count code points of the decoded notice, half-open.
//!
//! Keys: `notices.id`, `items.id`, `actions.id` are the list's own; a deadline, unit or target is known by its item and
//! its place in it (`seq`, from 1). A notice that was met before in the same run (`duplicate_notice`) has the same ids,
//! so only its warnings are kept: see [`Seen`].

mod fill;
mod layout;

pub use fill::{Cell, Seen};
pub use layout::{Column, Key, Kind, TABLES, Table};
