//! Bytes of a known encoding → text, with the place of each byte that did not fit.
//!
//! In: all bytes of an input and where the text starts (behind a byte order mark). Out: [`Text`]; every sequence that
//! the encoding does not know is one U+FFFD and one [`Bad`]. Places are bytes: of the input in [`Bad::at`], of the text
//! in [`Bad::text_at`]. Clean UTF-8 is validated once, by encoding_rs (20 times as fast as std), and copied once.

use super::encoding::Encoding;
use super::score::{FULL, score};
use super::{hz, pairs, utf16};
use encoding_rs::DecoderResult;

/// Decoded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// The text, U+FFFD in the place of what did not fit.
    pub text: String,
    /// What did not fit, in order.
    pub bad: Vec<Bad>,
}

/// A sequence of bytes that the encoding does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bad {
    /// Offset of its first byte in the input, from 0.
    pub at: usize,
    /// Number of bytes.
    pub len: usize,
    /// Offset of its U+FFFD in the text, from 0.
    pub text_at: usize,
}

impl Bad {
    pub(super) const fn new(at: usize, len: usize) -> Self {
        Self { at, len, text_at: 0 }
    }
}

impl Text {
    /// Writes U+FFFD for `bad`.
    pub(super) fn replace(&mut self, bad: Bad) {
        self.bad.push(Bad {
            text_at: self.text.len(),
            ..bad
        });
        self.text.push(char::REPLACEMENT_CHARACTER);
    }

    /// Whether so much is bad that the encoding must be wrong: three places or more, and over one in twenty of the
    /// characters beyond ASCII. One lost byte spoils a line at most; a wrong encoding spoils everything.
    pub(super) fn is_unfit(&self) -> bool {
        self.bad.len() >= 3 && {
            let wide = self.text.chars().filter(|c| !c.is_ascii()).count();
            self.bad.len() * 20 > wide
        }
    }
}

/// Whether the first 4,000 or so characters of `text` read like nothing Chinese.
pub(super) fn is_unlikely(text: &str, encoding: Encoding) -> bool {
    let head: String = text.chars().take(4_000).collect();
    let score = score(&head, encoding);
    score.bytes > 0 && score.mean() < FULL * 2 / 5
}

/// Decodes `bytes[start..]`.
pub(super) fn decode(bytes: &[u8], start: usize, encoding: Encoding) -> Text {
    let mut out = Text::default();
    let body = &bytes[start..];
    match (encoding, encoding.codec()) {
        (_, None) | (Encoding::Hz, _) => hz::append(body, start, &mut out),
        // encoding_rs borrows what is valid UTF-8 already: one validation, one copy.
        (Encoding::Utf8, Some(codec)) => match codec.decode_without_bom_handling_and_without_replacement(body) {
            Some(text) => out.text = text.into_owned(),
            None => {
                out.text.reserve(body.len() + 16);
                transcode(body, start, codec, &mut out);
            }
        },
        (Encoding::Gb18030 | Encoding::Big5, _) => {
            // Two bytes are three of UTF-8.
            out.text.reserve(body.len() / 2 * 3 + 64);
            pairs::append(body, start, encoding, &mut out);
        }
        (Encoding::Utf16Le | Encoding::Utf16Be, Some(codec)) => {
            out.text.reserve(body.len() / 2 * 3 + 64);
            match utf16::byte_out_of_step(body, encoding == Encoding::Utf16Be) {
                Some(at) => {
                    transcode(&body[..at], start, codec, &mut out);
                    out.replace(Bad::new(start + at, 1));
                    transcode(&body[at + 1..], start + at + 1, codec, &mut out);
                }
                None => transcode(body, start, codec, &mut out),
            }
        }
    }
    out
}

/// Bytes of decoded text that are handed over at once.
const CHUNK: usize = 1024;

/// Appends `bytes`, which start at `offset` of the input, as `codec` reads them.
pub(super) fn transcode(bytes: &[u8], offset: usize, codec: &'static encoding_rs::Encoding, out: &mut Text) {
    let mut rest = bytes;
    let mut decoder = codec.new_decoder_without_bom_handling();
    // By way of a small buffer: decoding straight into the String costs its whole spare room at every call, which would
    // make text of many lines or many bad bytes quadratic.
    let mut buffer = [0u8; CHUNK];
    let Ok(chunk) = std::str::from_utf8_mut(&mut buffer) else {
        return;
    };
    loop {
        let (result, read, written) = decoder.decode_to_str_without_replacement(rest, chunk, true);
        rest = &rest[read..];
        out.text.push_str(&chunk[..written]);
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(len, after) => {
                let (len, after) = (usize::from(len), usize::from(after));
                let at = (bytes.len() - rest.len()).saturating_sub(len + after);
                out.replace(Bad::new(offset + at, len));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_bytes_have_their_place_in_bytes_and_text() {
        let out = decode("供水\u{0}".as_bytes(), 0, Encoding::Utf8);
        assert_eq!(out.bad, []);
        let out = decode(b"\xE4\xBE\x9B\xFF\xE6\xB0", 0, Encoding::Utf8);
        assert_eq!(out.text, "供\u{FFFD}\u{FFFD}");
        assert_eq!(
            out.bad,
            [
                Bad {
                    at: 3,
                    len: 1,
                    text_at: 3
                },
                Bad {
                    at: 4,
                    len: 2,
                    text_at: 6
                }
            ]
        );
        // 0x81 0x20: the blank is kept.
        let out = decode(b"ab\xB9\xA9\x81 c", 2, Encoding::Gb18030);
        assert_eq!(out.text, "供\u{FFFD} c");
        assert_eq!(
            out.bad,
            [Bad {
                at: 4,
                len: 1,
                text_at: 3
            }]
        );
    }

    #[test]
    fn four_byte_characters_of_gb18030_are_read() {
        let (bytes, _, lost) = encoding_rs::GB18030.encode("㐂㛃𠮷㼆");
        assert!(!lost && bytes.len() == 16);
        assert_eq!(decode(&bytes, 0, Encoding::Gb18030).text, "㐂㛃𠮷㼆");
    }

    #[test]
    fn few_bad_places_are_no_wrong_encoding() {
        let text = "供水管网改造。".repeat(20);
        let mut bytes = text.clone().into_bytes();
        bytes.insert(30, 0xFF);
        assert!(!decode(&bytes, 0, Encoding::Utf8).is_unfit());
        let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
        assert!(decode(&gbk, 0, Encoding::Utf8).is_unfit());
    }
}
