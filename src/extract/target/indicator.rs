//! What is measured, as short as it stands in the text: the noun before the comparator (`规模以上企业创建率`), else what is
//! counted (`桌面推演` in `组织一次桌面推演`), else the verb.

use super::place::Place;
use super::verbs;
use super::wordset::WordSet;
use crate::model::ByteSpan;
use std::sync::LazyLock;

/// Adverbs, aims and places that do not belong to an indicator; taken off its head as often as they stand there.
static HEADS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "全街道 年底前 进一步 确保 力争 争取 实现 保持 其中 推动 推进 促进 全区 全市 全县 全省 全国 全镇 各地 年内 全年 本市 我市 我省 我区 我县 基本 努力 切实 加快 使 到 要 \
         将 把 并 且 和 及 的 、",
    )
});
/// Adverbs directly before a comparator.
static TAILS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("原则上 每季度 每半年 分别 年均 力争 总体 同比 必须 平均 每年 每月 每周 均 都 应 要 须")
});
/// Words that end a noun after the number.
const ENDS: &[&str] = &[
    "、", "(", "“", "”", ")", "和", "并", "或", "及", "依", "对", "在", "由", "按", "负责", "用于", "达到", "进行",
    "以上", "以",
];
/// An indicator is at most so many characters.
const LONGEST: usize = 24;
/// How many characters stand at most between 由 or 从 and the old value.
const OLD: usize = 8;

/// The noun at the end of `clause`, which ends at byte `end` of the clean text; none where nothing is left.
pub(super) fn before(clause: &str, end: usize) -> Option<ByteSpan> {
    let mut words = clause;
    while let Some(rest) = TAILS.strip_end(words) {
        words = rest;
    }
    let end = end - (clause.len() - words.len());
    // What a comparison stands on is no part of it.
    if let Some(at) = words.rfind(['比', '较']).filter(|&at| {
        !words[at..].starts_with("比例") && !words[at..].starts_with("比重") && !words[at..].starts_with("比率")
    }) && words[at..].contains(['年', '期', '上', '度'])
    {
        let shorter = &words[..at];
        return before(shorter, end - (words.len() - at)).filter(|_| !shorter.is_empty());
    }
    // 由20天, 从62%: the old value is no part of it.
    if let Some(at) = words.rfind(['由', '从']).filter(|&at| at > 0) {
        let old = words[at..].chars().skip(1);
        if old.clone().take(OLD).any(|c| c.is_ascii_digit()) && old.clone().count() <= 2 * OLD {
            let shorter = &words[..at];
            return before(shorter, end - (words.len() - at));
        }
    }
    // 充电站1200座、换电站: the goal before it in the list.
    if let Some(at) = words.rfind('、').filter(|&at| ends_with_count(&words[..at])) {
        words = &words[at + '、'.len_utf8()..];
    }
    // A bracket that closes or opens only here cuts the noun; one that does both belongs to it.
    if let Some(at) = words.rfind(['(', '“']).filter(|&at| !words[at..].contains([')', '”'])) {
        words = words[at..].trim_start_matches(['(', '“']);
    }
    if let Some(at) = words
        .find([')', '”', '》'])
        .filter(|&at| !words[..at].contains(['(', '“', '《']))
    {
        words = words[at..].trim_start_matches([')', '”', '》']);
    }
    words = trim_head(trim_date(trim_head(words)));
    if let Some((at, _)) = words.char_indices().rev().nth(LONGEST - 1) {
        words = &words[at..];
    }
    (!words.is_empty()).then(|| ByteSpan::new(end - words.len(), end))
}

/// Whether `words` end with a number and a measure of one character (`1.2万座`).
fn ends_with_count(words: &str) -> bool {
    words.char_indices().next_back().is_some_and(|(at, last)| {
        let number = words[..at].trim_end_matches(['万', '亿']);
        last.is_alphabetic() && number.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// `words` without adverbs and places at the head.
fn trim_head(mut words: &str) -> &str {
    while let Some(rest) = HEADS.strip_start(words) {
        words = rest;
    }
    words
}

/// `words` without a date at the head: what follows the last `2025年底前`, `6月`, `年内`.
fn trim_date(words: &str) -> &str {
    let mut start = 0;
    for (at, c) in words.char_indices() {
        if matches!(c, '年' | '月' | '日')
            && words[..at].ends_with(|c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c))
        {
            start = at + c.len_utf8();
        }
    }
    if start == 0 {
        return words;
    }
    words[start..].trim_start_matches(['年', '底', '末', '度', '前', '内'])
}

/// The noun at the end of the clause before the one of the number, which begins at byte `start`.
pub(super) fn earlier(place: &Place, start: usize) -> Option<ByteSpan> {
    let earlier = place.earlier_clause();
    let mark = place.text[..start].chars().next_back().map_or(0, char::len_utf8);
    (!earlier.is_empty() && start > place.piece.start)
        .then(|| before(earlier, start - mark))
        .flatten()
}

/// The noun at the start of the clause after the number, which begins at byte `start` of the clean text.
pub(super) fn after(clause: &str, start: usize) -> Option<ByteSpan> {
    let words = clause
        .trim_start_matches("以上")
        .trim_start_matches("以内")
        .trim_start_matches('的');
    let start = start + (clause.len() - words.len());
    let longest = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    // A word that ends the noun never begins it: 负责同志 is one.
    let first = words.chars().next().map_or(0, char::len_utf8);
    let end = ENDS
        .iter()
        .filter_map(|word| words[first..].find(word))
        .min()
        .map_or(words.len(), |at| at + first);
    let end = if words.starts_with(['、', '(', ')', '“', '”', '和', '并', '或', '及']) {
        0
    } else {
        end.min(longest)
    };
    (end > 0).then(|| ByteSpan::new(start, start + end))
}

/// What a count counts: the noun that follows, else the object between the verb and the number, else the verb.
pub(super) fn counted(place: &Place, head: usize, tail: usize) -> ByteSpan {
    let clause = place.clause_before();
    let start = place.span.start - clause.len();
    let before_number = &place.text[start..head.max(start)];
    let end = place.span.end + place.clause_after().len();
    let following = &place.text[tail..end.max(tail)];
    if let Some(noun) = after(following, tail) {
        return noun;
    }
    if let Some(at) = verbs::doing(before_number) {
        let object = &before_number[at..];
        if let Some(noun) = before(object, start + before_number.len()) {
            return noun;
        }
        let verb = before_number[..at].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        return ByteSpan::new(start + verb, start + at);
    }
    before(before_number, start + before_number.len()).unwrap_or(place.span)
}

/// What a change is measured against, as it stands: `2015年` in `比2015年下降30%`, `同比`.
pub(super) fn baseline(clause: &str) -> Option<String> {
    if let Some(at) = clause.rfind(['比', '较']) {
        let mark = '比'.len_utf8();
        if clause[..at].ends_with('同') {
            return Some("同比".to_owned());
        }
        let words = clause[at + mark..].trim_end_matches(['均', '各', '年']);
        let raw = &clause[at + mark..];
        let words = if raw.ends_with('年') { raw } else { words };
        let words = words.strip_suffix("分别").unwrap_or(words);
        return (words.contains(['年', '期', '上', '度', '月', '前']) && !words.starts_with(['例', '重', '率', '大']))
            .then(|| words.trim_start_matches('于').to_owned());
    }
    let at = clause.find("基础上")?;
    let head = clause[..at].rfind('在').map_or(0, |from| from + '在'.len_utf8());
    Some(clause[head..at].trim_end_matches('的').to_owned()).filter(|words| !words.is_empty())
}
