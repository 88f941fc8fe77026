//! Double-byte encodings (GB18030, Big5) line by line, back in step after a lost or foreign byte.
//!
//! In: bytes. Out: text appended to a [`Text`], with what did not fit. A byte lost inside a run of Chinese makes the
//! plain decoder pair second halves with first halves up to the next ASCII byte, mostly without any error. So a line
//! that holds a bad sequence or a stretch of unlikely characters is read again by the road of most points
//! ([`super::score`]) through its bytes, where stepping over a byte has a price; that costs one character instead of
//! a line. A line feed is never half of a character, so lines are independent. Linear in the bytes.

use super::decode::{Bad, Text, transcode};
use super::encoding::Encoding;
use super::score::{FULL, Score, is_usual, weight};

/// Price of stepping over a byte: four common characters, so that rare names do not look like damage.
const STEP_OVER: i32 = -8 * FULL;
/// Characters beyond ASCII that are looked at together, and how many unlikely ones among them call for a closer look.
const STRETCH: usize = 8;
const ODD: usize = 3;

/// Decodes `bytes`, which start at `offset` of the input.
pub(super) fn append(bytes: &[u8], offset: usize, encoding: Encoding, out: &mut Text) {
    let Some(codec) = encoding.codec() else { return };
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1);
        let line = &bytes[start..end];
        let (text_len, bad_len) = (out.text.len(), out.bad.len());
        transcode(line, offset + start, codec, out);
        let plain = &out.text[text_len..];
        if (out.bad.len() > bad_len || has_unlikely_stretch(plain))
            && let Some(steps) = better_road(line, encoding, points(plain, encoding))
        {
            out.text.truncate(text_len);
            out.bad.truncate(bad_len);
            follow(line, &steps, offset + start, codec, out);
        }
        start = end;
    }
}

fn points(text: &str, encoding: Encoding) -> i64 {
    let mut bad = 0i64;
    let mut score = Score::default();
    for c in text.chars() {
        if c == char::REPLACEMENT_CHARACTER {
            bad += 1;
        } else {
            score.add(c, encoding);
        }
    }
    i64::from(score.points) + bad * i64::from(STEP_OVER)
}

/// Whether of some [`STRETCH`] characters in a row [`ODD`] or more are neither common nor of another script.
fn has_unlikely_stretch(text: &str) -> bool {
    let (mut wide, mut odd) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if !is_usual(c) {
            let points = likely(c);
            // Other scripts are neither for nor against.
            if points > 0 {
                continue;
            }
            odd += usize::from(points < 0);
        }
        wide += 1;
        if wide == STRETCH {
            if odd >= ODD {
                return true;
            }
            (wide, odd) = (0, 0);
        }
    }
    wide >= STRETCH / 2 && odd * STRETCH >= ODD * wide
}

/// One step of a road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    /// Bytes from here to the next step.
    len: u8,
    /// Whether they are read, or stepped over as damage.
    read: bool,
}

/// The steps of the road of most points, where it has more than `plain` has.
fn better_road(line: &[u8], encoding: Encoding, plain: i64) -> Option<Vec<Step>> {
    // Best points of a road up to each offset, with its last step.
    let mut best = vec![(i64::MIN, Step { len: 1, read: false }); line.len() + 1];
    best[0].0 = 0;
    for at in 0..line.len() {
        let here = best[at].0;
        if here == i64::MIN {
            continue;
        }
        let mut offer = |len: u8, read: bool, points: i32| {
            let total = here + i64::from(points);
            if let Some(slot) = best.get_mut(at + usize::from(len))
                && total > slot.0
            {
                *slot = (total, Step { len, read });
            }
        };
        if line[at] < 0x80 {
            offer(1, true, 0);
            continue;
        }
        offer(1, false, STEP_OVER);
        // A character of which one half was overwritten.
        if line.get(at + 1).is_some_and(|&byte| byte != b'\n') {
            offer(2, false, STEP_OVER);
        }
        if let Some(c) = line.get(at..at + 2).and_then(|pair| single(pair, encoding)) {
            offer(2, true, 2 * likely(c));
        }
        if encoding == Encoding::Gb18030
            && let Some(four @ [_, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9']) = line.get(at..at + 4)
            && let Some(c) = single(four, encoding)
        {
            offer(4, true, 2 * likely(c));
        }
    }
    if best[line.len()].0 <= plain {
        return None;
    }
    let mut steps = Vec::with_capacity(line.len() / 2 + 1);
    let mut at = line.len();
    while at > 0 {
        let step = best[at].1;
        steps.push(step);
        at = at.saturating_sub(usize::from(step.len));
    }
    steps.reverse();
    Some(steps)
}

/// Points of a character per byte. Letters of other scripts come in words: on a road they are likelier than their
/// points among encodings say, since out of step they turn into Chinese characters.
fn likely(c: char) -> i32 {
    match c {
        '\u{370}'..='\u{4FF}' | '\u{3040}'..='\u{312F}' => FULL / 2,
        _ => weight(c),
    }
}

/// The one character that `bytes` are.
fn single(bytes: &[u8], encoding: Encoding) -> Option<char> {
    let text = encoding
        .codec()?
        .decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn follow(line: &[u8], steps: &[Step], offset: usize, codec: &'static encoding_rs::Encoding, out: &mut Text) {
    let (mut from, mut at) = (0, 0);
    for &step in steps {
        let len = usize::from(step.len);
        if !step.read {
            transcode(&line[from..at], offset + from, codec, out);
            out.replace(Bad::new(offset + at, len));
            from = at + len;
        }
        at += len;
    }
    transcode(&line[from..], offset + from, codec, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "县级以上人民政府应当将森林防火经费列入财政预算，配备必要的扑救装备，并定期开展演练。";

    fn read(bytes: &[u8], encoding: Encoding) -> Text {
        let mut out = Text::default();
        append(bytes, 0, encoding, &mut out);
        out
    }

    #[test]
    fn a_lost_byte_costs_one_character() {
        let (bytes, _, _) = encoding_rs::GB18030.encode(TEXT);
        // Near the end nothing is gained by stepping over.
        for lost in 0..bytes.len() - 20 {
            let mut bytes = bytes.to_vec();
            bytes.remove(lost);
            let out = read(&bytes, Encoding::Gb18030);
            let kept = out
                .text
                .chars()
                .rev()
                .zip(TEXT.chars().rev())
                .take_while(|(a, b)| a == b)
                .count();
            assert!(kept + lost / 2 + 3 >= TEXT.chars().count(), "{lost}: {}", out.text);
            assert!(!out.bad.is_empty(), "{lost}");
        }
    }

    #[test]
    fn a_foreign_byte_costs_one_character_in_big5() {
        let (bytes, _, _) = encoding_rs::BIG5.encode("各級政府應當將森林防火經費列入預算，並定期舉辦演練。");
        let mut bytes = bytes.into_owned();
        bytes[8] = 0xFF;
        let out = read(&bytes, Encoding::Big5);
        assert!(
            out.text.ends_with("將森林防火經費列入預算，並定期舉辦演練。"),
            "{}",
            out.text
        );
        assert_eq!(out.bad[0].at, 8);
    }

    #[test]
    fn rare_names_and_other_scripts_are_left_alone() {
        for text in [
            "盱眙、邳州、瀍河、芗城、浉河、峄城、郏县、枞阳",
            "ВладивостокХабаровск",
            "ひらがなカタカナ",
        ] {
            let (bytes, _, lost) = encoding_rs::GB18030.encode(text);
            assert!(!lost);
            let out = read(&bytes, Encoding::Gb18030);
            assert_eq!((out.text.as_str(), out.bad.len()), (text, 0));
        }
    }
}
