//! Character references of HTML: `&nbsp;`, `&#20113;`, `&#x4E91;`.
//!
//! In: text as it stands in a page. Out: what it says, borrowed where nothing changes. Names are those of the standard
//! (the table of html5ever), with and without their semicolon; numbers of windows-1252 are taken as browsers take them.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use std::borrow::Cow;

/// Longest name of a character reference, and of one that may do without its semicolon.
const LONGEST_NAME: usize = 32;
const LONGEST_OPEN_NAME: usize = 6;

/// Text with line ends as `\n` and without U+0000.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\r', 0, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', ""))
}

/// Text with its character references resolved.
pub(super) fn resolved(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let text = plain(text);
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let len = number(from, &mut out)
            .or_else(|| named(from, in_attribute, &mut out))
            .unwrap_or_else(|| {
                out.push('&');
                1
            });
        rest = from.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes what `&#…` stands for; its length.
fn number(text: &str, out: &mut String) -> Option<usize> {
    let digits = text.strip_prefix("&#")?;
    let (radix, digits) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (16, hex),
        None => (10, digits),
    };
    let len = digits
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix))
        .count();
    if len == 0 {
        return None;
    }
    let value = digits
        .bytes()
        .take(len)
        .filter_map(|byte| char::from(byte).to_digit(radix))
        .fold(0u32, |value, digit| value.saturating_mul(radix).saturating_add(digit));
    let c = match value {
        // Numbers of windows-1252.
        0x80..=0x9F => C1_REPLACEMENTS
            .get((value - 0x80) as usize)
            .copied()
            .flatten()
            .or(char::from_u32(value)),
        0 => None,
        _ => char::from_u32(value),
    };
    out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    let end = text.len() - digits.len() + len;
    Some(end + usize::from(text.as_bytes().get(end) == Some(&b';')))
}

/// Writes what `&name;` stands for; its length.
fn named(text: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    let name = text.get(1..)?;
    let len = name
        .bytes()
        .take(LONGEST_NAME)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    // Beginnings of names are in the table too, with 0.
    let lookup = |name: &str| NAMED_ENTITIES.get(name).copied().filter(|(first, _)| *first != 0);
    let mut write = |(first, second): (u32, u32)| {
        out.extend(
            [first, second]
                .into_iter()
                .filter(|&value| value != 0)
                .filter_map(char::from_u32),
        );
    };
    if name.as_bytes().get(len) == Some(&b';')
        && let Some(found) = name.get(..=len).and_then(lookup)
    {
        write(found);
        return Some(len + 2);
    }
    (2..=len.min(LONGEST_OPEN_NAME)).rev().find_map(|len| {
        let found = name.get(..len).and_then(lookup)?;
        let next = name.as_bytes().get(len);
        if in_attribute && next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'=') {
            return None;
        }
        write(found);
        Some(len + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_references() {
        for (html, expected) in [
            ("&ldquo;甲&rdquo;&nbsp;&middot;&hellip;", "“甲”\u{a0}·…"),
            (
                "&#20113;&#x4E91;&#X4e91 &#150;&#0;&#99999999;&#xD800;",
                "云云云 –\u{FFFD}\u{FFFD}\u{FFFD}",
            ),
            (
                "&nbsp甲&ampx&notit;&unknown;&;&&#;&#x;",
                "\u{a0}甲&x¬it;&unknown;&;&&#;&#x;",
            ),
            ("&NotEqualTilde;&CounterClockwiseContourIntegral;", "≂̸∳"),
            ("a\r\nb\rc\0d", "a\nb\ncd"),
        ] {
            assert_eq!(resolved(html, false), expected, "{html}");
        }
    }
}
