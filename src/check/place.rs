//! Names of places in a JSON document as people read them.

use boon::{InstanceLocation, InstanceToken};

/// `items[2].deadlines[0].end`.
pub(super) fn of(location: &InstanceLocation<'_>) -> String {
    let mut place = String::new();
    for token in &location.tokens {
        match token {
            InstanceToken::Item(index) => place += &format!("[{index}]"),
            InstanceToken::Prop(name) => {
                if !place.is_empty() {
                    place.push('.');
                }
                place += name;
            }
        }
    }
    place
}

/// One line of at most 30 characters, in quotes.
pub(super) fn quoted(words: &str) -> String {
    const MOST: usize = 30;
    let line = words.replace(['\n', '\r'], " ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}
