//! UTF-16 that has lost a byte: everything behind the loss is out of step.
//!
//! In: bytes and their order. Out: the one byte to step over so that both sides of it read as text. One pass, since the
//! best place is where (gain in step so far) − (gain out of step so far) is highest. Not handled: more than one loss.

use super::score::{FULL, weight};

/// Units at the end of a text that show whether it is in step.
const TAIL: usize = 512;

/// The offset of the byte to leave out, none where the bytes read best in step to their end.
///
/// An odd number of bytes always has one to leave out; an even number only where most of it is out of step (lost at the
/// start, cut at the end).
pub(super) fn byte_out_of_step(bytes: &[u8], big_endian: bool) -> Option<usize> {
    let value = |at: usize| -> i32 {
        match bytes.get(at..at + 2) {
            Some(&[a, b]) => unit_value(if big_endian {
                u16::from_be_bytes([a, b])
            } else {
                u16::from_le_bytes([a, b])
            }),
            _ => 0,
        }
    };
    let units = bytes.len().div_ceil(2);
    if bytes.len().is_multiple_of(2) {
        // What was lost further up leaves the tail out of step: look there before going through all.
        let tail = units.saturating_sub(TAIL)..units;
        let (step, out) = tail.fold((0, 0), |(step, out), k| (step + value(2 * k), out + value(2 * k + 1)));
        if step >= out {
            return None;
        }
    }
    // Leaving out byte 2k keeps units 0..k in step and reads the units behind it one byte later.
    let (mut lead, mut best, mut best_at, mut total_out) = (0i64, 0i64, 0usize, 0i64);
    let mut total_in = 0i64;
    for k in 0..units {
        let (step, out) = (i64::from(value(2 * k)), i64::from(value(2 * k + 1)));
        total_in += step;
        total_out += out;
        lead += step - out;
        if lead > best {
            (best, best_at) = (lead, k + 1);
        }
    }
    let gain = total_out + best - total_in;
    if bytes.len() % 2 == 1 {
        return Some((2 * best_at).min(bytes.len() - 1));
    }
    // Eight full units: chance does not reach that.
    (gain > 8 * i64::from(FULL))
        .then_some(2 * best_at)
        .filter(|&at| at < bytes.len())
}

fn unit_value(unit: u16) -> i32 {
    match char::from_u32(u32::from(unit)) {
        Some(' '..='~' | '\t' | '\n' | '\r') => FULL,
        Some(c) => weight(c),
        // Half of a pair: rare, but no damage by itself.
        None => -FULL / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    const TEXT: &str = "第一条 为加强城市供水管理，保障居民用水安全，制定本办法。\n第二条 本市行政区域内适用本办法。";

    #[test]
    fn whole_text_is_in_step() {
        assert_eq!(byte_out_of_step(&bytes(TEXT), false), None);
        assert_eq!(byte_out_of_step(&[], false), None);
    }

    #[test]
    fn finds_the_place_of_the_lost_byte() {
        for lost in 0..bytes(TEXT).len() {
            let mut bytes = bytes(TEXT);
            bytes.remove(lost);
            let at = byte_out_of_step(&bytes, false).unwrap();
            assert!(at.abs_diff(lost) <= 6, "{lost}: {at}");
        }
    }

    #[test]
    fn finds_a_start_in_mid_character_with_the_end_cut_too() {
        let bytes = bytes(TEXT);
        assert_eq!(byte_out_of_step(&bytes[1..bytes.len() - 1], false), Some(0));
    }
}
