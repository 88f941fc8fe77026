//! Whose Markdown is it? Plain text has no head that only a program would write, so a comment that readers do not show
//! closes it with the digest of all before.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const OPEN: &str = "<!-- gongdan ";

/// The text with its seal.
#[must_use]
pub fn sealed(text: &str) -> String {
    // A blank line, so that the comment is no row of a table that stands last.
    let text = format!("{text}\n");
    format!("{text}{}", seal(&text))
}

/// Whether the text is one of ours that nobody has changed since.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .ok()
        .and_then(parted)
        .is_some_and(|(text, found)| digest(text) == found)
}

/// Whether the text is one of ours, also where somebody has changed it since.
#[must_use]
pub fn was_ours(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).ok().and_then(parted).is_some()
}

/// The text and the digest that its seal states.
fn parted(text: &str) -> Option<(&str, &str)> {
    let (before, seal) = text.rsplit_once(OPEN)?;
    let (_, found) = seal.trim_end().strip_suffix(" -->")?.split_once(" sha256:")?;
    Some((before, found))
}

fn seal(text: &str) -> String {
    format!("{OPEN}{} sha256:{} -->\n", env!("CARGO_PKG_VERSION"), digest(text))
}

fn digest(text: &str) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
