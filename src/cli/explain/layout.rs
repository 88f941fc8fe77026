//! Lines of a terminal, on which a Chinese character is two columns wide.

use std::fmt::Write as _;

/// Widest line.
pub(super) const COLUMNS: usize = 100;
/// Room kept at the end of a line for closing marks.
const CLOSING: usize = 4;

/// Columns on a terminal: two for every character outside ASCII.
pub(in crate::cli) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// As much of the text as fits, `…` for the rest.
pub(in crate::cli) fn fitting(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 2;
    let kept = text.chars().take_while(|c| {
        used += if c.is_ascii() { 1 } else { 2 };
        used <= columns
    });
    kept.chain(['…']).collect()
}

/// Words on the left and the right edge of a line.
pub(super) fn aligned(out: &mut String, left: &str, right: &str) {
    let gap = COLUMNS.saturating_sub(width(left) + width(right)).max(2);
    let _ = writeln!(out, "{left}{:gap$}{right}", "");
}

/// A text in lines of at most [`COLUMNS`] columns, none of which begins with a closing mark.
pub(super) fn wrapped(out: &mut String, indent: usize, text: &str) {
    let mut used = indent;
    let _ = write!(out, "{:indent$}", "");
    for c in text.chars().filter(|c| !c.is_control()) {
        let wide = if c.is_ascii() { 1 } else { 2 };
        let closing = matches!(
            c,
            '”' | '…' | '）' | ')' | '〕' | '》' | '，' | '。' | '；' | '、' | ',' | ';' | '%'
        );
        let edge = if closing { COLUMNS } else { COLUMNS - CLOSING };
        if used + wide > edge {
            let _ = write!(out, "\n{:indent$}", "");
            used = indent;
        }
        out.push(c);
        used += wide;
    }
    out.push('\n');
}
