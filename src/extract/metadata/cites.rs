//! Cited documents: 《…》 with or without a 发文字号 behind it, outside the head.
//!
//! Only titles that read like documents count (they end with a 文种, 法 or 条例, or a number follows them); names of
//! books, campaigns and forms in 《》 do not. A title that a notice repeats is listed once, with the first relation that is
//! told anywhere.

use crate::model::{ByteSpan, Citation, CitationRelation, Outline, Owner};
use crate::window;
use std::collections::HashMap;
use std::collections::HashSet;

/// Longest title of a cited document, in bytes.
const LONGEST: usize = 360;

/// The documents that the body cites, in order of first mention.
#[must_use]
pub fn cites(clean: &str, outline: &Outline) -> Vec<Citation<ByteSpan>> {
    let own: HashSet<&str> = [&outline.head.title, &outline.head.plan_title]
        .into_iter()
        .flatten()
        .map(|t| t.value.as_str())
        .collect();
    let mut found: Vec<Citation<ByteSpan>> = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for part in &outline.parts {
        if !matches!(part.owner, Owner::Item(_) | Owner::Paragraph(_)) {
            continue;
        }
        let words = part.span.of(clean);
        let mut from = 0;
        while let Some(open) = memchr::memmem::find(&words.as_bytes()[from..], "《".as_bytes()).map(|at| from + at) {
            let inside = open + '《'.len_utf8();
            let Some(close) = closing(&words[inside..]).map(|at| inside + at) else {
                break;
            };
            from = close + '》'.len_utf8();
            let title = &words[inside..close];
            let (number, end) =
                number_behind(&words[from..]).map_or((None, from), |(number, len)| (Some(number), from + len));
            if title.len() > LONGEST || own.contains(title) || !(number.is_some() || is_document(title)) {
                continue;
            }
            let relation = relation(&words[..open], &words[end..]);
            if let Some(first) = seen.get(title) {
                found[*first].relation = found[*first].relation.or(relation);
                continue;
            }
            seen.insert(title, found.len());
            found.push(Citation {
                title: Some(title.to_owned()),
                doc_number: number,
                relation,
                span: ByteSpan::new(part.span.start + open, part.span.start + end),
            });
        }
    }
    found
}

/// Words that say what is done with the documents named after them.
const BEFORE: [(&str, CitationRelation); 20] = {
    use CitationRelation::{BasedOn, Follows, Forwards, Implements, Issues};
    [
        ("贯彻", Implements),
        ("落实", Implements),
        ("执行", Implements),
        ("实施", Implements),
        ("根据", BasedOn),
        ("依据", BasedOn),
        ("按照", BasedOn),
        ("按", BasedOn),
        ("依照", BasedOn),
        ("遵照", BasedOn),
        ("对照", BasedOn),
        ("遵循", BasedOn),
        ("结合", BasedOn),
        ("转发", Forwards),
        ("批转", Forwards),
        ("印发", Issues),
        ("发布", Issues),
        ("公布", Issues),
        ("参照", Follows),
        ("参考", Follows),
    ]
};

/// The relation that the words around a title tell. `before` ends where the title begins: the nearest verb of its sentence
/// counts, over the titles of the same list. 废止 stands behind, after all titles of a list.
fn relation(before: &str, behind: &str) -> Option<CitationRelation> {
    let (before, behind) = (window::last(before, WINDOW), window::first(behind, WINDOW));
    let sentence = before.rfind(['。', ';', '；', '\n']).map_or(before, |at| &before[at..]);
    let end = behind.find(['。', ';', '；', ',', '\n']).unwrap_or(behind.len());
    if behind[..end].contains("废止") && !behind[..end].contains("不再废止") {
        return Some(CitationRelation::Repeals);
    }
    let sentence = outside_titles(sentence);
    let verb =
        |(word, relation): &(&str, CitationRelation)| sentence.rfind(word).map(|at| (at + word.len(), *relation));
    let (end, relation) = BEFORE.iter().filter_map(verb).max_by_key(|(end, _)| *end)?;
    // Between the verb and the title stand at most the marks of a list, an issuer, 好, 了 and the like.
    (sentence[end..].chars().count() <= FARTHEST).then_some(relation)
}

/// How far before and behind a title its relation is looked for, in bytes: room for a list of some ten titles.
const WINDOW: usize = 1200;

/// As many characters, other titles left out, may stand between a verb and its title.
const FARTHEST: usize = 24;

/// The words outside 《》 and brackets.
fn outside_titles(words: &str) -> String {
    let mut depth = 0_usize;
    let outside = words.chars().filter(|c| {
        match c {
            '《' | '(' => depth += 1,
            '》' | ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

/// The 》 that closes a 《 just opened; 《 inside are allowed.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at <= LONGEST) {
        match c {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(at),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_document(title: &str) -> bool {
    let bare = title.trim_end_matches(['》', '”']);
    let bare = if bare.ends_with(')') {
        bare.rfind('(').map_or(bare, |open| &bare[..open])
    } else {
        bare
    };
    ["法", "条例", "法典"].iter().any(|w| bare.ends_with(w))
        || include_str!("../../lexicon/kinds.txt")
            .lines()
            .filter(|row| !row.starts_with('#') && !row.is_empty())
            .any(|kind| bare.ends_with(kind))
}

/// `(国办发〔2018〕126号)` right behind a title: the number and the length in bytes with brackets.
fn number_behind(words: &str) -> Option<(String, usize)> {
    let inner = words.strip_prefix('(')?;
    let close = inner.find(')')?;
    let number = &inner[..close];
    let plausible = number.len() <= 60 && number.ends_with('号') && number.contains(['〔', '[', '【']);
    plausible.then(|| (number.replace(['[', '【'], "〔").replace([']', '】'], "〕"), close + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_title_tell_the_relation() {
        use CitationRelation::{BasedOn, Follows, Forwards, Implements, Issues, Repeals};
        // Words before the title, words behind it.
        let cases = [
            ("为贯彻落实", "精神,制定本方案。", Some(Implements)),
            ("为深入贯彻省委、省政府", "精神,", Some(Implements)),
            ("根据", "要求,", Some(BasedOn)),
            ("为贯彻落实《甲规划》,根据", "要求,", Some(BasedOn)),
            (
                "根据《甲实施方案》(甲发〔2020〕1号)、《乙方案》和",
                "要求,",
                Some(BasedOn),
            ),
            ("现将", "转发给你们,", None),
            ("各地要参照", "执行。", Some(Follows)),
            ("省政府办公厅转发了", ",", Some(Forwards)),
            ("县政府印发", ",", Some(Issues)),
            ("本办法自发布之日起施行,", "同时废止。", Some(Repeals)),
            ("严格执行", "规定,", Some(Implements)),
            (
                "根据会议安排,今年上半年我们逐县听取了各方面的意见和建议并修改完善了",
                ",",
                None,
            ),
            ("落实工作要求。", "已经发布,", None),
        ];
        for (before, behind, expected) in cases {
            assert_eq!(relation(before, behind), expected, "{before}《》{behind}");
        }
    }
}
