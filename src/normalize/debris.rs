//! What converters leave behind: invisible and control characters, line ends of other systems, HTML entities,
//! bookmarks and field codes of Word. In and out: text. Every line end (CR, CRLF, VT, FF, NEL, U+2028, U+2029)
//! becomes `\n`.
//!
//! Not handled: markup (the reader's work), U+FFFD and characters of private use, which stand for something lost.
//!
//! | in | out |
//! | --- | --- |
//! | `[bookmark: _GoBack]一、总体` | `一、总体` |
//! | `HYPERLINK "http://a.cn" \o "x"附件` | `附件` |
//! | `责任单位&nbsp;&mdash;&#8212;` | `责任单位 ——` (with U+00A0) |

use super::class::{bit, class, next};
use super::rewrite::{Edited, Rewriter};
use super::width::push_folded;

/// Longest entity that is looked for, in bytes: no name here is longer, and a number has at most seven digits.
const ENTITY_MAX: usize = 12;
/// Longest quoted argument of a field code, in bytes: addresses are rarely longer than 2,000.
const ARGUMENT_MAX: usize = 2048;

/// Takes debris out; nothing where there is none.
pub(super) fn remove(text: &str) -> Option<Edited> {
    let mut out = Rewriter::new(text);
    let mut buffer = String::new();
    let mut from = 0;
    let mut done = 0;
    while let Some((at, c)) = next(text, from, bit::DEBRIS | bit::OPENING) {
        from = at + c.len_utf8();
        let rest = &text[at..];
        if let Some(line_end) = line_end(rest) {
            out.replace(at, at + line_end, "\n");
            from = at + line_end;
        } else if class(c) & bit::DEBRIS != 0 {
            let length = if c == '\u{13}' {
                field_instruction(rest)
            } else {
                c.len_utf8()
            };
            out.delete(at, at + length);
            from = at + length;
        } else if c == '&' {
            buffer.clear();
            let Some(length) = entity(rest, &mut buffer) else {
                continue;
            };
            out.replace(at, at + length, &buffer);
            from = at + length;
        } else if let Some(length) = bookmark(rest) {
            out.delete(at, at + length);
            from = at + length;
        } else if let Some((start, end)) = field(text, done, at) {
            out.delete(start, end);
            from = end;
        } else {
            continue;
        }
        done = from;
    }
    out.finish()
}

/// The length of the line end that `rest` opens with, unless it is a plain `\n`.
fn line_end(rest: &str) -> Option<usize> {
    match rest.chars().next()? {
        '\r' if rest.starts_with("\r\n") => Some(2),
        c @ ('\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => Some(c.len_utf8()),
        _ => None,
    }
}

/// The length of a Word field's instruction with its marks: `U+0013 … U+0014`, on one line; else of the mark alone.
fn field_instruction(rest: &str) -> usize {
    let Some(end) = rest[1..]
        .find(['\n', '\r', '\u{13}', '\u{14}', '\u{15}'])
        .map(|end| end + 1)
    else {
        return 1;
    };
    match rest.as_bytes()[end] {
        b'\n' | b'\r' => 1,
        // A field within the field takes out its own.
        0x13 => end,
        _ => end + 1,
    }
}

/// The length of `[bookmark: name]`.
fn bookmark(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?.trim_start_matches(' ');
    let name = inner
        .strip_prefix("bookmark")?
        .trim_start_matches(' ')
        .strip_prefix([':', '：'])?;
    let end = name.bytes().take(256).position(|b| b == b']' || b == b'\n')?;
    name[end..].starts_with(']').then(|| rest.len() - name.len() + end + 1)
}

/// Names of fields whose instruction Word's plain text sometimes keeps.
const FIELDS: &[&str] = &[
    "HYPERLINK",
    "PAGEREF",
    "INCLUDEPICTURE",
    "MERGEFORMAT",
    "NUMPAGES",
    "TOC",
    "REF",
    "SEQ",
    "PAGE",
];

/// The range of a field's instruction whose first argument, or of a lone `_Toc` bookmark which, stands at `at`;
/// nothing before `done` belongs to it.
fn field(text: &str, done: usize, at: usize) -> Option<(usize, usize)> {
    let word = |before: &str| before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let before = text[done..at].trim_end_matches([' ', '\u{a0}']);
    let name = FIELDS
        .iter()
        .find(|name| before.strip_suffix(**name).is_some_and(|before| !word(before)));
    let Some(name) = name else {
        let length = toc_mark(&text[at..]).filter(|_| !word(&text[done..at]))?;
        return Some((at, at + length));
    };
    let mut end = at + argument(&text[at..])?;
    loop {
        let rest = text[end..].trim_start_matches([' ', '\u{a0}']);
        match argument(rest) {
            Some(length) => end = text.len() - rest.len() + length,
            None => return Some((done + before.len() - name.len(), end)),
        }
    }
}

/// The length of one argument of a field: `"…"`, `\h`, `\* MERGEFORMAT`, `_Toc123`.
fn argument(rest: &str) -> Option<usize> {
    if let Some(length) = toc_mark(rest) {
        return Some(length);
    }
    if let Some(switch) = rest.strip_prefix('\\') {
        let kind = switch.chars().next()?;
        if kind == '*' {
            let blank = switch[1..].len() - switch[1..].trim_start_matches(' ').len();
            let word = switch[1 + blank..].bytes().take_while(u8::is_ascii_alphabetic).count();
            return Some(2 + blank + word);
        }
        return kind.is_ascii_alphabetic().then_some(2);
    }
    let inner = rest.strip_prefix('"')?;
    let end = inner
        .bytes()
        .take(ARGUMENT_MAX)
        .take_while(|b| *b != b'\n')
        .position(|b| b == b'"')?;
    // A quotation after the name in running text holds Chinese; an address, a folder or a bookmark does not.
    inner[..end].is_ascii().then_some(end + 2)
}

/// The length of `_Toc123456`, `_Hlk…`, `_Ref…`, `_GoBack`.
fn toc_mark(rest: &str) -> Option<usize> {
    if rest.starts_with("_GoBack") {
        return Some("_GoBack".len());
    }
    let digits = ["_Toc", "_Hlk", "_Ref", "_OLE_LINK"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| rest.len() - digits.len() + count)
}

/// Reads the entity that `rest` opens with into `out`, in the usual form of its character; gives its length.
/// Entities that were escaped twice (`&amp;nbsp;`) are read through.
fn entity(rest: &str, out: &mut String) -> Option<usize> {
    let mut at = 1;
    let mut escaped = 0;
    while rest[at..].starts_with("amp;") {
        escaped = at + 4;
        at = escaped;
    }
    let body = rest.as_bytes()[at..]
        .iter()
        .take(ENTITY_MAX)
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'#')
        .count();
    let name = &rest[at..at + body];
    let closed = rest[at + body..].starts_with(';');
    let length = at + body + usize::from(closed);
    match character(name).filter(|_| closed || name == "nbsp") {
        Some(c) => {
            if class(c) & bit::DEBRIS == 0 {
                push_folded(c, out);
            } else if line_end(c.encode_utf8(&mut [0; 4])).is_some() {
                out.push('\n');
            }
            Some(length)
        }
        None if escaped > 0 => {
            out.push('&');
            Some(escaped)
        }
        None => None,
    }
}

/// The character of an entity's name or number.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    let found = ENTITIES.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(ENTITIES[found].1)
}

/// The entities that editors of Chinese pages produce, by name. `amp` is read in [`entity`].
const ENTITIES: &[(&str, char)] = &[
    ("apos", '\''),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("divide", '÷'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lrm", '\u{200e}'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("para", '¶'),
    ("permil", '‰'),
    ("plusmn", '±'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rlm", '\u{200f}'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("yen", '¥'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        remove(text).map_or_else(|| text.to_owned(), |edited| edited.text)
    }

    #[test]
    fn debris_goes() {
        for (text, want) in [
            ("[bookmark: _Hlk162944333]关于[ bookmark: a ]印发", "关于印发"),
            ("总\u{200b}体\u{feff}要\u{ad}求\u{fffc}\u{202a}", "总体要求"),
            (
                "甲\r\n乙\r丙\u{b}丁\u{c}戊\u{85}己\u{2028}庚",
                "甲\n乙\n丙\n丁\n戊\n己\n庚",
            ),
            (
                "甲&nbsp;乙&mdash;&#8212;丙&#x2014;&ldquo;丁&rdquo;",
                "甲\u{a0}乙——丙—“丁”",
            ),
            ("甲&amp;nbsp;乙&amp;amp;丙&nbsp丁", "甲\u{a0}乙&丙\u{a0}丁"),
            ("&#65288;一&#65289;", "(一)"),
            ("HYPERLINK \"http://a.cn/x?y=1\" \\l \"b\" \\o \"c\"附件1", "附件1"),
            ("一、总体要求 PAGEREF _Toc123456 \\h 1", "一、总体要求  1"),
            ("TOC \\o \"1-3\" \\h \\z \\u目录", "目录"),
            ("_Toc12345总体", "总体"),
            ("第 PAGE \\* MERGEFORMAT 3 页", "第  3 页"),
            ("见\u{13} HYPERLINK \"http://a.cn\" \u{14}附件\u{15}。", "见附件。"),
        ] {
            assert_eq!(clean(text), want);
        }
    }

    #[test]
    fn words_stay() {
        for text in [
            "R&D经费、AT&T公司",
            "A&B;C",
            "SEQ 研究",
            "HYPERLINK 是域代码",
            "[注:见附件]",
            "PAGE \"第一页\"",
            "PM2.5、TOC、SEQ",
            "&#xffffffff;",
        ] {
            assert!(remove(text).is_none(), "{text}");
        }
    }

    #[test]
    fn entity_names_are_in_order() {
        assert!(ENTITIES.is_sorted_by_key(|(name, _)| name));
    }
}
