//! Text boxes (PlcftxbxTxt, MS-DOC 2.8.32) and where they are anchored in the body (PlcSpa, 2.8.37).
//!
//! In: the head and its tables. Out: for each box its shape's number and its characters; for each anchor its place and
//! shape. A box in a group of shapes has no anchor of its own. Word 6 and 95 keep no numbers: all boxes are one there.

use super::bytes::{u16_at, u32_at};
use super::fib::{Fib, Version};
use std::ops::Range;

/// Most boxes that are read one by one.
const MOST: usize = 10_000;

/// The boxes of the body, in the order of their characters.
pub(super) fn boxes(fib: &Fib, table: &[u8]) -> Vec<(u32, Range<u32>)> {
    let first = fib.body.saturating_add(fib.between());
    let end = first.saturating_add(fib.boxes);
    let mut out = Vec::new();
    if fib.version == Version::Word97 {
        let plc = fib.box_texts.of(table);
        let count = plc.len().saturating_sub(4) / 26;
        let mut last = first;
        for index in 0..count.min(MOST) {
            let described = 4 * (count + 1) + 22 * index;
            let (Some(from), Some(to), Some(reusable), Some(shape)) = (
                u32_at(plc, 4 * index),
                u32_at(plc, 4 * index + 4),
                u16_at(plc, described + 8),
                u32_at(plc, described + 14),
            ) else {
                break;
            };
            let range = first.saturating_add(from).max(last)..first.saturating_add(to).min(end);
            last = range.end.max(last);
            // What stands in a box that was deleted waits to be used again.
            if !range.is_empty() && reusable == 0 {
                out.push((shape, range));
            }
        }
    }
    if out.is_empty() && fib.boxes > 0 {
        out.push((0, first..end));
    }
    out
}

/// The anchors of shapes in the body, in order.
pub(super) fn anchors(fib: &Fib, table: &[u8]) -> Vec<(u32, u32)> {
    let plc = fib.anchors.of(table);
    let count = plc.len().saturating_sub(4) / 30;
    let anchor = |index: usize| Some((u32_at(plc, 4 * index)?, u32_at(plc, 4 * (count + 1) + 26 * index)?));
    let mut out: Vec<(u32, u32)> = (0..count).map_while(anchor).collect();
    out.sort_unstable();
    out
}
