//! HZ-GB-2312 (RFC 1843): seven-bit mail text with GB2312 pairs between `~{` and `~}`.
//!
//! In: bytes. Out: text and the places of bytes that fit neither mode. `~~` is a tilde, a tilde at the end of a line
//! joins it with the next, and the end of a line ends the Chinese mode, since a lost `~}` must not cost the rest of the
//! notice. Pairs are GB2312 with
//! the high bits off, and read as such ([`super::pairs`]). Not read: the later HZ variants for other planes.

use super::decode::{Bad, Text};
use super::encoding::Encoding;
use super::pairs;

/// Whether the bytes hold an escape to Chinese at all.
pub(super) fn has_escape(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"~{").is_some()
}

/// Appends all of `bytes`, which start at `offset` of the input, to `out`.
pub(super) fn append(bytes: &[u8], offset: usize, out: &mut Text) {
    out.text.reserve(bytes.len() + bytes.len() / 2);
    let mut at = 0;
    while at < bytes.len() {
        at += match &bytes[at..] {
            [b'~', b'{', rest @ ..] => 2 + append_chinese(rest, offset + at + 2, out),
            // The end of a piece whose start is lost.
            [b'~', b'}', ..] | [b'~', b'\n', ..] => 2,
            [b'~', b'~', ..] => {
                out.text.push('~');
                2
            }
            [0x80..=0xFF, ..] => {
                out.replace(Bad::new(offset + at, 1));
                1
            }
            [byte, ..] => {
                out.text.push(char::from(*byte));
                1
            }
            [] => 1,
        };
    }
}

/// Appends the Chinese that `bytes` start with and gives its length. Rows 91 and 93 are free in GB2312, so that `~{` and
/// `~}` are escapes even out of step.
fn append_chinese(bytes: &[u8], offset: usize, out: &mut Text) -> usize {
    let escape = |at: usize| matches!(bytes.get(at + 1), Some(b'{' | b'}'));
    let end = memchr::memchr3_iter(b'~', b'\n', b'\r', bytes)
        .find(|&at| bytes[at] != b'~' || escape(at))
        .unwrap_or(bytes.len());
    let raised: Vec<u8> = bytes[..end]
        .iter()
        .map(|&byte| match byte {
            0x21..=0x7E => byte | 0x80,
            0x80.. => 0xFF,
            _ => byte,
        })
        .collect();
    pairs::append(&raised, offset, Encoding::Gb18030, out);
    if bytes[end..].starts_with(b"~}") { end + 2 } else { end }
}

/// Encodes text for tests; characters beyond GB2312 become `?`.
#[cfg(test)]
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut chinese = false;
    for c in text.chars() {
        let bytes = encoding_rs::GB18030.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
        let pair = matches!(*bytes, [0xA1..=0xF7, 0xA1..=0xFE]);
        if pair != chinese {
            out.extend(if pair { b"~{" } else { b"~}" });
            chinese = pair;
        }
        match *bytes {
            [lead, trail] if pair => out.extend([lead & 0x7F, trail & 0x7F]),
            [b'~'] => out.extend(b"~~"),
            [byte] => out.push(byte),
            _ => out.push(b'?'),
        }
    }
    if chinese {
        out.extend(b"~}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], offset: usize) -> Text {
        let mut out = Text::default();
        append(bytes, offset, &mut out);
        out
    }

    #[test]
    fn reads_the_example_of_the_rfc() {
        let bytes = b"This sentence is in ASCII.\nThe next sentence is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.";
        let out = decode(bytes, 0);
        assert_eq!(
            out.text,
            "This sentence is in ASCII.\nThe next sentence is in GB.己所不欲，勿施於人。Bye."
        );
        assert_eq!(out.bad.len(), 0);
    }

    #[test]
    fn tildes_and_joined_lines() {
        assert_eq!(decode(b"a~~b~\nc", 0).text, "a~bc");
    }

    #[test]
    fn a_lost_end_of_chinese_costs_one_line_at_most() {
        let out = decode(b"~{<:Ky\nplain ~{2;S{~} end", 0);
        assert_eq!(out.text, "己所\nplain 不欲 end");
    }

    #[test]
    fn foreign_bytes_are_marked_with_their_place() {
        let out = decode(b"~{<:Ky\xFF2;S{#,NpJ)l6HK!#~}", 100);
        assert_eq!(out.text, "己所\u{FFFD}不欲，勿施於人。");
        assert_eq!((out.bad[0].at, out.bad[0].len, out.bad[0].text_at), (106, 1, 6));
    }
}
