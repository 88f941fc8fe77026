//! Cited documents: 《…》 with or without a 发文字号 behind it, outside the head.
//!
//! Only titles that read like documents count (they end with a 文种, 法 or 条例, or a number follows them); names of
//! books, campaigns and forms in 《》 do not. A title that a notice repeats is listed once.

use crate::model::{ByteSpan, Citation, Outline, Owner};
use std::collections::HashSet;

/// Longest title of a cited document, in bytes.
const LONGEST: usize = 360;

/// The documents that the body cites, in order of first mention.
#[must_use]
pub fn cites(clean: &str, outline: &Outline) -> Vec<Citation<ByteSpan>> {
    let own: HashSet<&str> = [&outline.head.title, &outline.head.plan_title]
        .into_iter()
        .flatten()
        .map(|t| t.value.as_str())
        .collect();
    let mut found: Vec<Citation<ByteSpan>> = Vec::new();
    let mut seen = HashSet::new();
    for part in &outline.parts {
        if !matches!(part.owner, Owner::Item(_) | Owner::Paragraph(_)) {
            continue;
        }
        let words = part.span.of(clean);
        let mut from = 0;
        while let Some(open) = memchr::memmem::find(&words.as_bytes()[from..], "《".as_bytes()).map(|at| from + at) {
            let inside = open + '《'.len_utf8();
            let Some(close) = closing(&words[inside..]).map(|at| inside + at) else {
                break;
            };
            from = close + '》'.len_utf8();
            let title = &words[inside..close];
            let (number, end) =
                number_behind(&words[from..]).map_or((None, from), |(number, len)| (Some(number), from + len));
            if title.len() > LONGEST || own.contains(title) || !(number.is_some() || is_document(title)) {
                continue;
            }
            if seen.insert(title.to_owned()) {
                let span = ByteSpan::new(part.span.start + open, part.span.start + end);
                found.push(Citation {
                    title: Some(title.to_owned()),
                    doc_number: number,
                    span,
                });
            }
        }
    }
    found
}

/// The 》 that closes a 《 just opened; 《 inside are allowed.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at <= LONGEST) {
        match c {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(at),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_document(title: &str) -> bool {
    let bare = title.trim_end_matches(['》', '”']);
    let bare = if bare.ends_with(')') {
        bare.rfind('(').map_or(bare, |open| &bare[..open])
    } else {
        bare
    };
    ["法", "条例", "法典"].iter().any(|w| bare.ends_with(w))
        || include_str!("../../lexicon/kinds.txt")
            .lines()
            .filter(|row| !row.starts_with('#') && !row.is_empty())
            .any(|kind| bare.ends_with(kind))
}

/// `(国办发〔2018〕126号)` right behind a title: the number and the length in bytes with brackets.
fn number_behind(words: &str) -> Option<(String, usize)> {
    let inner = words.strip_prefix('(')?;
    let close = inner.find(')')?;
    let number = &inner[..close];
    let plausible = number.len() <= 60 && number.ends_with('号') && number.contains(['〔', '[', '【']);
    plausible.then(|| (number.replace(['[', '【'], "〔").replace([']', '】'], "〕"), close + 2))
}
