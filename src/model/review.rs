//! What a person has said about a list: which facts were checked or changed, which items were accepted or struck.
//!
//! A fact that a person has touched says `reviewed: true`. An item that a person has looked at has a [`Review`]. Both are
//! written by the review page ([`emit::html`](crate::emit::html)) and carried into later lists by
//! [`review::merge`](crate::review::merge); neither counts in `content_hash`, for they change nothing that is to be done.

use super::task_list::{Deadline, Target, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of a rule. (Under a name of its own, because serde takes every `&str` for a part of the input.)
pub type Rule = &'static str;

/// The rule behind a fact that a person has checked, changed or added.
pub const REVIEWED: Rule = "review.person";

/// What a person has decided about an item.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// Accepted or struck; null where only single facts were touched.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// A person has set the item's `task`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub task: bool,
    /// Facts that a person took out, as the program had read them.
    #[serde(default, skip_serializing_if = "Removed::is_empty")]
    pub removed: Removed,
    /// The item's `content_hash` as the program read it when the person looked.
    pub content_hash: String,
    /// The item's text has changed since: it should be looked at again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub outdated: bool,
}

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// Read right, with all its facts.
    Accepted,
    /// Not to stand in the list; `task` is false then.
    Struck,
}

/// Facts that a person took out of an item.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// Of `deadlines`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// Of `units`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
    /// Of `targets`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
}

impl Removed {
    /// Whether nothing was taken out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deadlines.is_empty() && self.units.is_empty() && self.targets.is_empty()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The form that serde calls.
fn is_false(value: &bool) -> bool {
    !value
}

/// Whether the program read the fact, not a person.
pub(super) fn is_read(rule: &str) -> bool {
    rule != REVIEWED
}

/// A rule as the flag `reviewed`.
pub(super) mod mark {
    use super::REVIEWED;
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref)] // The form that serde calls.
    pub fn serialize<S: Serializer>(rule: &&'static str, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_bool(*rule == REVIEWED)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<&'static str, D::Error> {
        Ok(if bool::deserialize(input)? { REVIEWED } else { "" })
    }
}
