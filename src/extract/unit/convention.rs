//! What a notice says once about all its responsibility lists: `列第一位的为牵头单位`, `排在首位的为牵头部门,其余为
//! 配合部门`, `带★的为牵头单位`. Input: the whole clean text; output: [`Conventions`]. Not handled: leaders that only a
//! typeface shows.
//!
//! ```
//! use gongdan::extract::unit::conventions;
//! use gongdan::model::Role;
//! assert_eq!(conventions("注:责任单位中排在首位的为牵头单位").first, Some(Role::Lead));
//! assert_eq!(conventions("市教育局为牵头单位").first, None);
//! ```

use super::terms::{Terms, holds};
use crate::model::Role;

/// How the responsibility lists of a notice are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conventions {
    /// The role of the first body of a list without other words.
    pub first: Option<Role>,
    /// The role of the others of such a list.
    pub others: Option<Role>,
    /// The role of bodies that a star marks.
    pub starred: Option<Role>,
}

/// What is said of the bodies that a convention speaks of.
const GIVEN: [(&str, Role); 4] = [
    ("为牵头", Role::Lead),
    ("是牵头", Role::Lead),
    ("为总牵头", Role::Lead),
    ("为主办", Role::Responsible),
];

/// Reads the conventions from the whole clean text.
#[must_use]
pub fn conventions(clean: &str) -> Conventions {
    let mut found = Conventions::default();
    for (given, role) in GIVEN {
        for at in memchr::memmem::find_iter(clean.as_bytes(), given) {
            let before = tail(&clean[..at], 45);
            let before = before.rsplit(['。', '\n']).next().unwrap_or(before);
            if STARS.within(before)
                && (holds(before, "标") || holds(before, "带") || holds(before, "加") || holds(before, "注"))
            {
                found.starred = found.starred.or(Some(role));
                continue;
            }
            if !FIRST.within(before) {
                continue;
            }
            found.first = found.first.or(Some(role));
            let after: String = clean[at..].chars().take(30).collect();
            let others = OTHERS.iter().any(|word| after.contains(word));
            if others && HELP.iter().any(|word| after.contains(word)) {
                found.others = Some(Role::Support);
            }
        }
    }
    found
}

/// The role of the first of a list, where an entry of the list states it instead of naming a body: `列首位的为牵头单位`,
/// `其他为配合单位`.
pub(super) fn stated(entry: &str) -> Option<Role> {
    let (_, role) = GIVEN.iter().find(|(given, _)| holds(entry, given))?;
    FIRST.within(entry).then_some(*role)
}

const FIRST: Terms<14> = Terms::new([
    "第一",
    "首位",
    "首个",
    "列首",
    "排首",
    "在前",
    "居首",
    "最前",
    "前列",
    "第1",
    "排头",
    "首家",
    "首列",
    "排名首",
]);
const STARS: Terms<6> = Terms::new(["★", "☆", "*", "▲", "△", "星号"]);
const OTHERS: [&str; 6] = ["其他", "其余", "其它", "后面", "其后", "其他单位"];
const HELP: [&str; 5] = ["配合", "协办", "参与", "协同", "协助"];

/// The last `bytes` bytes of `text`, more where a character would be cut.
fn tail(text: &str, bytes: usize) -> &str {
    let mut at = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    &text[at..]
}
