//! What `compare` finds out about several plans (方案): which items answer each other, what differs, who cites whom.
//!
//! Plans and items are known by their places: `plan` is an index in [`Comparison::plans`], `item` one in the items of that
//! plan's list. Everything here is derived from the lists; no fact stands here that they lack. Similarities are from 0
//! (nothing in common) to 1 (the same but for names, numbers and dates).

use super::task_list::{CitationRelation, TaskItem, TaskList};
use serde::Serialize;
use std::sync::Arc;

/// Several plans, put side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How similarities were measured, in words, with the thresholds.
    pub method: Method,
    /// The plans, in the order given.
    pub plans: Vec<Plan>,
    /// The superior plan (上级方案), where one was named.
    pub base: Option<usize>,
    /// Which pairs of plans were put side by side: the superior one with each other, or all pairs on one matter.
    pub sides: Vec<Side>,
    /// The same indicator in several plans.
    pub indicators: Vec<Indicator>,
    /// Who cites whom.
    pub references: Vec<Reference>,
}

/// The measure and its thresholds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Method {
    /// Name and version of the measure.
    pub measure: &'static str,
    /// From this similarity on two items are taken to be on the same matter.
    pub threshold: f64,
    /// From this similarity on they are the same.
    pub same: f64,
    /// Two of more than two plans that are less alike are not on one matter and have no pairs, unless one is the superior.
    pub matter: f64,
}

/// One plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Short name that no other plan of the comparison has: the name of the file without its ending.
    pub key: String,
    /// Name for people: the region, else the key.
    pub name: String,
    /// Its list.
    pub list: TaskList,
    /// The items that are compared: tasks, without table rows that say an item again.
    pub compared: Vec<usize>,
}

impl Plan {
    /// One of the plan's items.
    #[must_use]
    pub fn item(&self, item: usize) -> &TaskItem {
        &self.list.items[item]
    }
}

/// Two plans side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The first plan; the superior one, where one was named; the old edition.
    pub a: usize,
    /// The second plan.
    pub b: usize,
    /// How alike the plans are: twice the similarity of their pairs over the number of items of both.
    pub similarity: f64,
    /// Which item answers which; every compared item of both plans stands in at least one.
    pub pairs: Vec<Pair>,
    /// What differs within the pairs.
    pub changes: Vec<Change>,
}

/// Two items that answer each other, or one that nothing answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Item of the first plan.
    pub a: Option<usize>,
    /// Item of the second plan.
    pub b: Option<usize>,
    /// In what way.
    pub relation: Relation,
    /// How alike they are; 0 where one side is missing.
    pub similarity: f64,
}

/// In what way items answer each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words but for names of places and bodies, numbers and dates.
    Same,
    /// The same matter in other words, or with more or less in it.
    Adapted,
    /// One of several items of the second plan that carry out this item of the first.
    Split,
    /// One of several items of the first plan that this item of the second carries out.
    Merged,
    /// Nothing in the second plan answers it.
    OnlyA,
    /// Nothing in the first plan answers it.
    OnlyB,
}

/// One thing that differs between two items that answer each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Item of the first plan.
    pub a: usize,
    /// Item of the second plan.
    pub b: usize,
    /// What differs.
    pub field: Field,
    /// What the first plan says; empty where it says nothing.
    pub value_a: Arc<str>,
    /// What the second says.
    pub value_b: Arc<str>,
    /// In what way.
    pub change: Difference,
}

/// What may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 完成时限.
    Deadline,
    /// 频次.
    Frequency,
    /// 目标指标.
    Target,
    /// 牵头、责任、配合单位.
    Unit,
}

/// In what way something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The second plan's date is earlier.
    Earlier,
    /// The second plan's date is later.
    Later,
    /// The second plan asks for more, or more often.
    Stricter,
    /// The second plan asks for less, or less often.
    Looser,
    /// A body that the first plan does not charge.
    UnitAdded,
    /// A body that the second plan does not charge.
    UnitRemoved,
    /// The same body in another role.
    RoleChanged,
    /// Both say something that cannot be set against each other: other units of measure, an event and a date.
    NotComparable,
}

/// How far a plan covers the superior one.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The plan.
    pub plan: usize,
    /// Items of the superior plan.
    pub items_base: usize,
    /// Of these, answered by the same words.
    pub covered: usize,
    /// Of these, answered in other words, by several items or together with others.
    pub adapted: usize,
    /// Of these, answered by nothing.
    pub missing: usize,
    /// Items of the plan.
    pub items: usize,
    /// Of these, without a counterpart in the superior plan.
    pub own: usize,
}

/// One indicator found in one or several plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its commonest wording.
    pub name: String,
    /// What it counts, `%` or 个.
    pub unit: Option<String>,
    /// Where it stands, in the order of the plans.
    pub mentions: Vec<Mention>,
}

/// One target of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// Index of the plan.
    pub plan: usize,
    /// Index of the item.
    pub item: usize,
    /// Index of the target in the item.
    pub target: usize,
}

/// A document that a plan cites.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The plan that cites.
    pub plan: usize,
    /// The plan of the comparison that is cited; none where the document is not among them.
    pub cited: Option<usize>,
    /// Title as it stands.
    pub title: Option<String>,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// What is said of it.
    pub relation: Option<CitationRelation>,
}
