//! Whether a line is the name of a body and nothing else: red heads, signatures, the front of titles.

use crate::model::ByteSpan;
use std::sync::LazyLock;

/// Names of signing bodies are shorter than this, in bytes.
const LONGEST: usize = 120;

static SUFFIXES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/body_suffixes.txt")
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
        .collect()
});

/// Marks that no name of a body holds.
const MARKS: [char; 14] = [
    '。', '，', ',', '；', ';', ':', '：', '《', '“', '、', '?', '!', '/', '>',
];

/// Whether `words` can be the name of a body: ends as such names end and holds no mark.
#[must_use]
pub fn is_body_name(words: &str) -> bool {
    let words = words.trim();
    let chars = words.chars().count();
    (3..=45).contains(&chars)
        && words.len() <= LONGEST
        && !quotes_left_out(words).contains(MARKS)
        && !words.contains("关于")
        && !words.ends_with("网站")
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && SUFFIXES.iter().any(|suffix| words.ends_with(suffix))
}

/// Longest words in quotes within the name of a body, in characters: `“扫黄打非”工作领导小组`.
const QUOTED: usize = 8;

/// The words without one short piece in quotes.
fn quotes_left_out(words: &str) -> std::borrow::Cow<'_, str> {
    match words
        .split_once('“')
        .and_then(|(front, rest)| Some((front, rest.split_once('”')?)))
    {
        Some((front, (inside, rest))) if inside.chars().count() <= QUOTED => format!("{front}{inside}{rest}").into(),
        _ => words.into(),
    }
}

/// Whether `words` name one body or several: with blanks or `、` between them.
#[must_use]
pub fn are_body_names(words: &str) -> bool {
    words
        .split(|c: char| c.is_whitespace() || c == '、')
        .filter(|name| !name.is_empty())
        .all(is_body_name)
        && !words.trim().is_empty()
}

/// The bodies that `span` of `text` names one after the other: cut at blanks, at `、` and where a complete name of a
/// party committee, government or office meets the next (`中共云溪市委云溪市人民政府`).
#[must_use]
pub fn bodies(text: &str, span: ByteSpan) -> Vec<ByteSpan> {
    let words = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let cuts = words
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '、')
        .map(|(at, c)| (at, at + c.len_utf8()))
        .chain([(words.len(), words.len())]);
    for (end, next) in cuts {
        split_joined(words, start, end, &mut found);
        start = next;
    }
    found
        .into_iter()
        .map(|(a, b)| ByteSpan::new(span.start + a, span.start + b))
        .collect()
}

/// Cuts `words[start..end]` after each complete name that another name follows.
fn split_joined(words: &str, start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    let mut from = start;
    let piece = &words[start..end];
    for (at, c) in piece.char_indices() {
        let at = start + at + c.len_utf8();
        let (head, tail) = (&words[from..at], &words[at..end]);
        let ends_party = [
            "市委",
            "省委",
            "县委",
            "区委",
            "州委",
            "旗委",
            "党委",
            "工委",
            "办公厅",
            "办公室",
            "人民政府",
            "委员会",
        ]
        .iter()
        .any(|suffix| head.ends_with(suffix));
        if (ends_party && begins_body(head, tail) || repeats_region(head, tail)) && is_body_name(tail) {
            found.push((from, at));
            from = at;
        }
    }
    if from < end {
        found.push((from, end));
    }
}

/// Whether `head` is the whole name of a body and `tail` begins with the same region: `云溪县教育局云溪县财政局`.
fn repeats_region(head: &str, tail: &str) -> bool {
    let named = head.trim_start_matches("中共").trim_start_matches("共青团");
    let region = named
        .char_indices()
        .skip(1)
        .take(6)
        .find(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '盟'));
    region.is_some_and(|(at, c)| tail.starts_with(&named[..at + c.len_utf8()])) && is_body_name(head)
}

/// Whether `tail` begins a body of its own: it repeats the region that `head` begins with, or names the centre.
fn begins_body(head: &str, tail: &str) -> bool {
    // A 派出机关 is named behind its government: `云溪县人民政府云溪街道办事处`.
    if tail.ends_with("办事处") && head.ends_with("人民政府") {
        return false;
    }
    let region: String = head.trim_start_matches("中共").chars().take(2).collect();
    region.chars().count() == 2 && tail.starts_with(&region) || tail.starts_with("国务院") || tail.starts_with("中共")
}

#[cfg(test)]
mod tests {
    use super::{bodies, is_body_name};
    use crate::model::ByteSpan;

    #[test]
    fn knows_names_of_bodies() {
        for words in [
            "云溪市人民政府办公室",
            "中共云溪市委",
            "国务院",
            "云溪县防汛抗旱指挥部",
            "教育部",
        ] {
            assert!(is_body_name(words), "{words}");
        }
        for words in [
            "关于做好有关工作的通知",
            "各县区人民政府:",
            "二〇一九年",
            "加强领导,落实到部",
            "一、总则",
        ] {
            assert!(!is_body_name(words), "{words}");
        }
    }

    #[test]
    fn splits_joined_names() {
        for (words, names) in [
            ("中共云溪市委云溪市人民政府", vec!["中共云溪市委", "云溪市人民政府"]),
            ("云溪市教育局 云溪市财政局", vec!["云溪市教育局", "云溪市财政局"]),
            ("云溪市人民政府办公室", vec!["云溪市人民政府办公室"]),
            ("中共中央办公厅国务院办公厅", vec!["中共中央办公厅", "国务院办公厅"]),
        ] {
            let found: Vec<&str> = bodies(words, ByteSpan::new(0, words.len()))
                .into_iter()
                .map(|s| s.of(words))
                .collect();
            assert_eq!(found, names, "{words}");
        }
    }
}
