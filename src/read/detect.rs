//! Which encoding are these bytes in?
//!
//! In: all bytes of an input. Out: a [`Guess`]. The order: byte order mark → the whole is valid UTF-8 (then only HZ
//! escapes in pure ASCII, and zero bytes, ask for more) → a sample from the first byte beyond ASCII, 2 KiB or, where that
//! leaves doubt, 8 KiB, is decoded by every candidate and the results are scored ([`super::score`]). Bad bytes cost
//! points but rule nothing out, so that a notice that was cut or has lost a byte is still named right. Not told apart: a
//! file that changes its encoding half-way gets the one of its larger part within the sample.

use super::decode::{Text, decode, transcode};
use super::encoding::Encoding;
use super::hz;
use super::score::{FULL, Score, score};

/// Bytes that every candidate decodes at first: a thousand characters leave no doubt in undamaged text.
const GLANCE: usize = 2 * 1024;
/// Bytes of the closer look that damaged or unusual text gets.
const SAMPLE: usize = 8 * 1024;

/// What the bytes seem to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The encoding.
    pub encoding: Encoding,
    /// Where the text starts: behind a byte order mark.
    pub start: usize,
    /// How sure that is.
    pub certainty: Certainty,
}

/// How far the bytes bear the guess out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// A byte order mark, valid UTF-8, or a clear lead over all other readings.
    Clear,
    /// The next best reading is near, or much of the text is unusual.
    Doubtful,
    /// No reading makes sense.
    Hopeless,
}

/// Length of the byte order mark that `bytes` start with, and its encoding.
pub(super) fn mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Encoding::Gb18030, 4)),
        _ => None,
    }
}

/// Names the encoding of `bytes`.
pub(super) fn guess(bytes: &[u8]) -> Guess {
    let (marked, start) = mark(bytes).map_or((None, 0), |(encoding, len)| (Some(encoding), len));
    let sure = |encoding| Guess {
        encoding,
        start,
        certainty: Certainty::Clear,
    };
    if let Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) = marked {
        return sure(encoding);
    }
    let body = &bytes[start..];
    if encoding_rs::Encoding::utf8_valid_up_to(body) < body.len() {
        return by_score(bytes, start);
    }
    let ascii = encoding_rs::Encoding::ascii_valid_up_to(body) == body.len();
    let rivals: &[Encoding] = if memchr::memchr(0, body).is_some() {
        &[Encoding::Utf16Le, Encoding::Utf16Be]
    } else if ascii && hz::has_escape(body) {
        &[Encoding::Hz]
    } else {
        return sure(Encoding::Utf8);
    };
    let (from, to) = sample(bytes, start);
    let best = rivals
        .iter()
        .map(|&encoding| (reading(bytes, from, to, encoding).mean(), encoding))
        .max_by_key(|&(mean, _)| mean);
    match best {
        Some((mean, encoding)) if mean >= FULL / 2 => sure(encoding),
        _ => sure(Encoding::Utf8),
    }
}

/// The part of the bytes to score: from the first that can tell encodings apart, in step with two-byte units.
fn sample(bytes: &[u8], start: usize) -> (usize, usize) {
    let body = &bytes[start..];
    let mut first = encoding_rs::Encoding::ascii_valid_up_to(body);
    if let Some(zero) = memchr::memchr(0, &body[..first]) {
        first = zero;
    }
    if let Some(escape) = memchr::memmem::find(&body[..first], b"~{") {
        first = escape;
    }
    let from = if first == body.len() {
        start
    } else {
        start + first - first % 2
    };
    (from, bytes.len().min(from + SAMPLE))
}

/// The score of the sample as decoded, damaged lines back in step: dear where the encoding is wrong.
fn reading(bytes: &[u8], from: usize, to: usize, encoding: Encoding) -> Score {
    score(&decode(&bytes[..to], from, encoding).text, encoding)
}

/// The score of the sample as the plain decoder reads it: cheap.
fn plain_reading(bytes: &[u8], from: usize, to: usize, encoding: Encoding) -> Score {
    match (encoding, encoding.codec()) {
        (Encoding::Gb18030 | Encoding::Big5, Some(codec)) => {
            let mut out = Text::default();
            transcode(&bytes[from..to], from, codec, &mut out);
            score(&out.text, encoding)
        }
        _ => reading(bytes, from, to, encoding),
    }
}

fn by_score(bytes: &[u8], start: usize) -> Guess {
    let (from, to) = sample(bytes, start);
    let (mean, encoding, certainty) = rank(bytes, from, to.min(from + GLANCE), plain_reading);
    // Undamaged text leaves no doubt; whatever else it is gets the closer look.
    if mean >= FULL * 4 / 5 && certainty == Certainty::Clear {
        return Guess {
            encoding,
            start,
            certainty,
        };
    }
    let (_, encoding, certainty) = rank(bytes, from, to, reading);
    Guess {
        encoding,
        start,
        certainty,
    }
}

/// The best mean score among all encodings.
fn rank(
    bytes: &[u8],
    from: usize,
    to: usize,
    reading: fn(&[u8], usize, usize, Encoding) -> Score,
) -> (i32, Encoding, Certainty) {
    let has_escape = hz::has_escape(&bytes[from..to]);
    let mut readings: Vec<(Score, Encoding)> = Encoding::ALL
        .into_iter()
        .filter(|&encoding| encoding != Encoding::Hz || has_escape)
        .map(|encoding| (reading(bytes, from, to, encoding), encoding))
        .collect();
    // A stable sort: among equals the more usual encoding stays first.
    readings.sort_by_key(|&(score, _)| std::cmp::Reverse(score.points));
    let (best, encoding) = readings[0]; // ALL is not empty, and only HZ was left out.
    let rival = readings.get(1).map_or(0, |&(score, _)| score.points);
    let certainty = if best.mean() < 0 {
        Certainty::Hopeless
    } else if best.mean() < FULL * 2 / 5 || rival * 10 > best.points * 7 {
        Certainty::Doubtful
    } else {
        Certainty::Clear
    };
    (best.mean(), encoding, certainty)
}

#[cfg(test)]
mod tests;
