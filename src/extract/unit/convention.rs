//! What a notice says once about all its responsibility lists: `列第一位的为牵头单位`, `排在首位的为牵头部门,其余为
//! 配合部门`. Input: the whole clean text; output: [`Conventions`]. Not handled: marks on names (`带★的为牵头单位`).
//!
//! ```
//! use gongdan::extract::unit::conventions;
//! assert!(conventions("注:责任单位中排在首位的为牵头单位").first_leads);
//! assert!(!conventions("市教育局为牵头单位").first_leads);
//! ```

use super::terms::{Terms, holds};

/// How the responsibility lists of a notice are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conventions {
    /// The first body of a list without other words leads.
    pub first_leads: bool,
    /// The others of such a list help.
    pub others_support: bool,
}

/// Reads the conventions from the whole clean text.
#[must_use]
pub fn conventions(clean: &str) -> Conventions {
    let mut found = Conventions::default();
    for at in memchr::memmem::find_iter(clean.as_bytes(), "为牵头") {
        let before = tail(&clean[..at], 45);
        if !states_first(before) {
            continue;
        }
        found.first_leads = true;
        let after: String = clean[at..].chars().take(30).collect();
        found.others_support |= ["其他", "其余", "其它", "后面"].iter().any(|word| after.contains(word))
            && ["配合", "协办", "参与", "协同"].iter().any(|word| after.contains(word));
    }
    found
}

/// Whether an entry of a list states the order instead of naming a body: `列首位的为牵头单位`, `其他为配合单位`.
pub(super) fn states_order(entry: &str) -> bool {
    holds(entry, "为牵头") && states_first(entry)
}

const FIRST: Terms<9> = Terms::new(["第一", "首位", "首个", "列首", "排首", "在前", "居首", "最前", "前列"]);

fn states_first(words: &str) -> bool {
    FIRST.within(words)
}

/// The last `bytes` bytes of `text`, more where a character would be cut.
fn tail(text: &str, bytes: usize) -> &str {
    let mut at = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    &text[at..]
}
