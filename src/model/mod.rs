//! The data that passes between the stages: source text, outline, reading, task list. No logic lives here.

mod clean;
mod comparison;
mod outline;
mod reading;
pub mod review;
mod source;
mod span;
mod table;
mod task_list;
mod warning;

pub use clean::Script;
pub use comparison::{
    Change, Comparison, Coverage, Difference, Field, Indicator, Mention, Method, Pair, Plan, Reference, Relation, Side,
};
pub use outline::{Column, Found, Head, Item, Outline, Owner, Paragraph, Part, Row};
pub use reading::{Facts, Reading};
pub use review::{Decision, Removed, Review};
pub use source::{Format, SourceText};
pub use span::{ByteSpan, CharSpan};
pub use table::Table;
pub use task_list::{
    Action, Citation, CitationRelation, Comparator, Deadline, DeadlineKind, Generator, Notice, Origin, Period,
    Recurrence, RecurrenceUnit, Region, Role, SCHEMA_VERSION, Section, Source, Target, TaskItem, TaskList, Unit,
};
pub use warning::{Finding, WarningCode};
