//! Bounds in time (stub).

use crate::model::{ByteSpan, Deadline, Finding, Period};
use jiff::civil::Date;

/// What fixes a year that is not written.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeContext {
    /// 成文日期.
    pub issued: Option<Date>,
    /// The year in force here: of the nearest enclosing heading, else of the plan, else of the date of issue.
    pub year: Option<i16>,
    /// The plan's own period (`三年行动(2024—2026年)`, `“十四五”`).
    pub period: Option<Period>,
}

/// The deadlines in the own text of one item.
pub fn deadlines(
    _clean: &str,
    _pieces: &[ByteSpan],
    _context: &TimeContext,
    _findings: &mut Vec<Finding<ByteSpan>>,
) -> Vec<Deadline<ByteSpan>> {
    Vec::new()
}
