//! Cuts a piece of clean text into clauses at commas, semicolons, stops and line ends, never inside brackets,
//! quotes or 《》. Spans: bytes of the clean text, half-open. A closing mark that is missing ends at the next stop.
//!
//! ```
//! use gongdan::extract::clause::{clauses, Mark};
//! use gongdan::model::ByteSpan;
//! let text = "各地要加强领导(县、区同),落实责任。";
//! let found = clauses(text, ByteSpan::new(0, text.len()));
//! assert_eq!(found[0].span.of(text), "各地要加强领导(县、区同)");
//! assert_eq!(found[0].end, Mark::Comma);
//! assert_eq!(found[1].span.of(text), "落实责任");
//! ```

use crate::model::ByteSpan;

/// A run of text between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// The clause without the mark that ends it.
    pub span: ByteSpan,
    /// What ends it.
    pub end: Mark,
}

/// What ends a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `,` `，`
    Comma,
    /// `;` `；`
    Semicolon,
    /// `:` `：`
    Colon,
    /// `。` `！` `？`
    Stop,
    /// A line end or the end of the piece.
    End,
}

/// Whether `words` hold a perfective `了` (not `为了 除了 了解 不了 得了`), which tells what has been done.
#[must_use]
pub fn perfective(words: &str) -> bool {
    words.match_indices('了').any(|(at, _)| {
        let before = &words[..at];
        let after = &words[at + '了'.len_utf8()..];
        !before.ends_with(['为', '除', '不', '得', '罢', '明', '终'])
            && !after.starts_with(['解', '如', '然', '结', '断'])
    })
}

/// The clauses of `piece`, in order; empty ones are left out.
#[must_use]
pub fn clauses(text: &str, piece: ByteSpan) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = piece.start;
    let mut depth = 0_usize;
    for (at, c) in piece.of(text).char_indices() {
        let at = piece.start + at;
        let mark = match c {
            '(' | '〔' | '[' | '“' | '《' | '〈' | '「' | '『' | '【' => {
                depth += 1;
                continue;
            }
            ')' | '〕' | ']' | '”' | '》' | '〉' | '」' | '』' | '】' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            ',' | '，' if depth == 0 => Mark::Comma,
            ';' | '；' if depth == 0 => Mark::Semicolon,
            ':' | '：' if depth == 0 => Mark::Colon,
            '。' | '！' | '？' | '!' | '?' if depth == 0 => Mark::Stop,
            '\n' => {
                depth = 0;
                Mark::End
            }
            _ => continue,
        };
        push(text, &mut found, start, at, mark);
        start = at + c.len_utf8();
    }
    push(text, &mut found, start, piece.end, Mark::End);
    found
}

fn push(text: &str, found: &mut Vec<Clause>, start: usize, end: usize, mark: Mark) {
    let words = &text[start..end];
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = start + (words.len() - words.trim_start().len());
    found.push(Clause {
        span: ByteSpan::new(start, start + trimmed.len()),
        end: mark,
    });
}
