//! What `extract` hands on: the facts of every item, with spans in bytes of the clean text.

use super::span::ByteSpan;
use super::task_list::{Action, Citation, Deadline, Period, Region, Section, Target, Unit};
use super::warning::Finding;

/// The facts of one notice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// One entry per item of the outline, in the same order.
    pub items: Vec<Facts>,
    /// One entry per paragraph of the outline, in the same order.
    pub paragraphs: Vec<Facts>,
    /// One entry per table row of the outline, in the same order.
    pub rows: Vec<Facts>,
    /// 文种.
    pub doc_type: Option<String>,
    /// Place and level of the issuer.
    pub region: Option<Region>,
    /// The plan's own period.
    pub period: Option<Period>,
    /// Cited documents.
    pub cites: Vec<Citation<ByteSpan>>,
    /// What the stage noticed.
    pub findings: Vec<Finding<ByteSpan>>,
}

/// The facts of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Kind of section.
    pub section: Section,
    /// Whether the item is a task.
    pub task: bool,
    /// Why it is one or is none: id of the rule.
    pub task_rule: &'static str,
    /// Separate demands.
    pub actions: Vec<Action<ByteSpan>>,
    /// When.
    pub deadlines: Vec<Deadline<ByteSpan>>,
    /// Who.
    pub units: Vec<Unit<ByteSpan>>,
    /// How much.
    pub targets: Vec<Target<ByteSpan>>,
}
