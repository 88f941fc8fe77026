//! Labels inside running text: `…。1.…2.…`, `一是…;二是…`, `(1)…;(2)…`.
//!
//! Input: one line of clean text. Output: places where a clause begins with a label. Only places right after a mark
//! that ends a clause are looked at. Whether such a place is a label is decided by [`super::outline`] from the sequence.

use super::is_responsibility;
use super::numbering::{Label, Style, label_at};
use crate::model::ByteSpan;

/// A label that stands at byte `at`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Byte of the clean text where the label begins.
    pub at: usize,
    /// The label.
    pub label: Label,
}

/// The labels that begin a clause of `line`; `head` is the one that the line begins with.
#[must_use]
pub fn places(text: &str, line: ByteSpan, head: Option<Label>) -> Vec<Place> {
    let mut found = Vec::new();
    if let Some(label) = head {
        let at = line.start + label.len;
        let style = label.style;
        found.push(Place { at: line.start, label });
        // `一、(一)…`, `(一)1.…`: the first item below stands on the same line.
        let below = label_at(text, at).filter(|below| at < line.end && opens_below(style, below));
        found.extend(below.map(|label| Place { at, label }));
    }
    let bytes = text.as_bytes();
    let mut at = line.start;
    // 《》 and quotes hold titles and sayings, whose numbers are not the notice's own.
    let mut quoted = 0_usize;
    while at < line.end {
        let byte = bytes[at];
        if byte.is_ascii() {
            at += 1;
            if !matches!(byte, b';' | b':' | b',' | b'.' | b')') {
                continue;
            }
        } else if byte >= 0xF0 {
            at += 4;
            continue;
        } else if byte < 0xE0 {
            at += 2;
            continue;
        } else {
            let mark = &bytes[at..at + 3];
            at += 3;
            match mark {
                [0xE3, 0x80, 0x8A] | [0xE2, 0x80, 0x9C] => quoted += 1,
                [0xE3, 0x80, 0x8B] | [0xE2, 0x80, 0x9D] => quoted = quoted.saturating_sub(1),
                _ => {}
            }
            // 。 ； ： ， ！ ”
            if !matches!(
                mark,
                [0xE3, 0x80, 0x82]
                    | [0xEF, 0xBC, 0x9B]
                    | [0xEF, 0xBC, 0x9A]
                    | [0xEF, 0xBC, 0x8C]
                    | [0xEF, 0xBC, 0x81]
                    | [0xE2, 0x80, 0x9D]
            ) {
                continue;
            }
        }
        if quoted > 0 || at >= line.end {
            continue;
        }
        let place = at + text[at..line.end].len() - text[at..line.end].trim_start().len();
        if !may_begin_label(bytes[place..].first().copied()) {
            continue;
        }
        if let Some(label) = label_at(text, place).filter(|label| may_stand_inside(label, &text[line.start..place])) {
            found.push(Place { at: place, label });
        }
    }
    found
}

/// Whether a label right behind one of `style` opens the series below it.
pub fn opens_below(style: Style, below: &Label) -> bool {
    below.number == 1
        && style.stands_above(below.style)
        && matches!(
            below.style,
            Style::Article
                | Style::HanParen
                | Style::ArabicDot
                | Style::ArabicComma
                | Style::ArabicParen
                | Style::Circled
        )
}

/// A cheap test of the first byte: digits, `(`, the lead bytes of Chinese characters used in labels.
fn may_begin_label(byte: Option<u8>) -> bool {
    matches!(byte, Some(b'0'..=b'9' | b'(' | 0xE2 | 0xE4..=0xE9))
}

/// Longest bracket that charges bodies, in characters.
const CHARGE: usize = 120;

/// Which styles occur inside running text, and after what.
fn may_stand_inside(label: &Label, before: &str) -> bool {
    let after_comma = before.ends_with([',', '，', '.']);
    // A bracket ends no clause, unless it charges bodies with the one before.
    let bracket = before.trim_end();
    if bracket.ends_with(')') {
        let open = bracket.char_indices().rev().take(CHARGE).find(|(_, c)| *c == '(');
        let charges = open.is_some_and(|(open, _)| is_responsibility(&bracket[open..]));
        return charges
            && matches!(
                label.style,
                Style::HanComma | Style::HanParen | Style::ArabicDot | Style::ArabicParen
            );
    }
    match label.style {
        Style::HanIs | Style::HanYao | Style::Circled | Style::ArabicParen => true,
        Style::Nth | Style::ArabicDot | Style::ArabicComma | Style::ArabicHalf | Style::HanParen => !after_comma,
        // `首先…,其次…` in running text orders arguments; as labels they stand at the head of a paragraph.
        Style::HanComma => before.ends_with(['。', '：', ':', '；', ';']),
        Style::Article | Style::Dash => before.ends_with('。'),
        _ => false,
    }
}
