//! The tables of lists (PlfLst and PlfLfo, MS-DOC 2.9.192 and 2.9.190) → [`Lists`].
//!
//! In: the table stream and where the tables stand. Out: lists and their uses, numbered from 1. The levels of the lists
//! follow their table without being counted in its length. Broken tables give the lists before the break.

use super::bytes::{i32_at, part, u8_at, u16_at, u32_at};
use super::changes::changes;
use super::fib::{Place, Version};
use crate::read::list_number::NumberFormat;
use crate::read::word::list::{Change, LEVELS, Level, List, Lists, Part, Use};
use std::collections::HashMap;

/// Most lists and uses that are read; Word keeps 2,047.
const MOST: usize = 2_048;

/// Reads both tables.
pub(super) fn read(table: &[u8], lists: Place, uses: Place) -> Lists {
    let (mut all, mut by_number) = (Vec::new(), HashMap::new());
    let mut by_id = HashMap::new();
    let heads = lists.of(table);
    let count = usize::from(u16_at(heads, 0).unwrap_or(0)).min(MOST);
    // The levels begin behind the last head.
    let mut at = lists.at.saturating_add(2 + 28 * count);
    for index in 0..count {
        let head = part(heads, 2 + 28 * index, 28);
        let (Some(id), Some(flags)) = (i32_at(head, 0), u8_at(head, 26)) else {
            break;
        };
        let mut list = List::default();
        for _ in 0..if flags & 1 == 1 { 1 } else { LEVELS } {
            let Some((level, len)) = level(part(table, at, usize::MAX)) else {
                break;
            };
            list.levels.push(level);
            at += len;
        }
        by_id.insert(id, index);
        all.push(list);
    }

    let bytes = uses.of(table);
    let count = (u32_at(bytes, 0).unwrap_or(0) as usize).min(MOST).min(bytes.len() / 16);
    let mut at = 4 + 16 * count;
    for index in 0..count {
        let head = part(bytes, 4 + 16 * index, 16);
        let (Some(id), Some(changed)) = (i32_at(head, 0), u8_at(head, 12)) else {
            break;
        };
        let mut used = Use {
            list: by_id.get(&id).copied(),
            changes: Vec::new(),
        };
        // Each has a place in the text before its changes.
        at += 4;
        for _ in 0..changed.min(LEVELS as u8) {
            let (Some(start), Some(flags)) = (u32_at(bytes, at), u32_at(bytes, at + 4)) else {
                break;
            };
            at += 8;
            let mut change = Change {
                start: (flags & 0x10 != 0).then_some(start),
                level: None,
            };
            if flags & 0x20 != 0 {
                let Some((level, len)) = level(part(bytes, at, usize::MAX)) else {
                    break;
                };
                // The level's own first number is the one to begin anew with.
                change.start = change.start.map(|_| level.start);
                change.level = Some(level);
                at += len;
            }
            used.changes.push(((flags & 0xF) as u8, change));
        }
        // Uses count from 1.
        by_number.insert(index as i32 + 1, used);
    }
    Lists::new(all, by_number)
}

/// A level (LVL) and its length.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let flags = u8_at(bytes, 5)?;
    let numbers = bytes.get(6..15)?;
    let (characters, paragraph) = (usize::from(u8_at(bytes, 24)?), usize::from(u8_at(bytes, 25)?));
    let text = 28 + paragraph + characters;
    let len = usize::from(u16_at(bytes, text)?);
    let units = (0..len).map_while(|at| u16_at(bytes, text + 2 + 2 * at));
    // Where numbers stand, counted from 1; there the text holds the level.
    let mut label = Vec::new();
    for (at, sign) in char::decode_utf16(units.take(64)).enumerate() {
        let sign = sign.unwrap_or(char::REPLACEMENT_CHARACTER);
        let level = u32::from(sign);
        if level < LEVELS as u32 && numbers.iter().any(|number| usize::from(*number) == at + 1) {
            label.push(Part::Number(level as u8));
        } else {
            label.push(Part::Sign(sign));
        }
    }
    let hidden = changes(part(bytes, 28 + paragraph, characters), Version::Word97)
        .any(|change| matches!(change, super::changes::Change::Hidden(1)));
    let level = Level {
        hidden,
        start: u32_at(bytes, 0)?.min(0x7FFF),
        format: NumberFormat::of_code(u8_at(bytes, 4)?),
        text: label,
        restarts_below: (flags & 8 != 0).then_some(u8_at(bytes, 26)?),
        legal: flags & 4 != 0,
        close: u8_at(bytes, 15)? == 2,
    };
    Some((level, text + 2 + 2 * len))
}
