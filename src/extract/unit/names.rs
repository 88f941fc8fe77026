//! The names inside one entry of a list of responsibility: split at `和` and `等部门和`, freed from the words around
//! them, and judged: no times, demands, persons or remarks. Input: a range of clean text; output: entries without role
//! (companions behind `会同` help). Not handled: names that hold a mark of a list.

use super::chars::{closing, first};
use super::entry::Entry;
use super::list::JOINTS;
use super::name::{Kind, run};
use super::terms::{Terms, find, holds};
use super::words::{ADVERB, BORDER, LEVEL, MODAL, PERSON, VERB, is};
use crate::model::{ByteSpan, Role};

/// Words before a name of an entry, and names that begin like them.
const LEADS: Terms<6> = Terms::new(["由", "以及", "和", "及", "与", "并由"]);
const NO_LEADS: Terms<3> = Terms::new(["及其", "和平", "和田"]);

/// Whether a name that the grammar reads to its end is taken as it stands.
pub(super) fn plain(text: &str, names: ByteSpan) -> bool {
    let name = names.of(text);
    name.len() <= 120
        && LEADS.opens(name).is_none()
        && REMARKS.opens(name).is_none()
        && !(HEADS.is(name) && text[..names.start].ends_with("部门、"))
}

/// Splits an entry at `和` `及` `与` `以及` where complete names stand on both sides, and cuts `等`.
pub(super) fn split(text: &str, names: ByteSpan, found: &mut Vec<Entry>) {
    let mut span = trim(text, names);
    while let Some(lead) = LEADS.opens(span.of(text)) {
        if NO_LEADS.opens(span.of(text)).is_some() {
            break;
        }
        span.start += lead.len();
    }
    // `X会同Y`: Y helps
    if let Some(offset) = find(span.of(text), "会同").filter(|offset| *offset > 0) {
        let right = ByteSpan::new(span.start + offset + "会同".len(), span.end);
        split(text, ByteSpan::new(span.start, span.start + offset), found);
        let mut other = Vec::new();
        split(text, right, &mut other);
        found.extend(other.into_iter().map(|entry| Entry {
            role: Some(Role::Support),
            fixed: true,
            ..entry
        }));
        return;
    }
    let read = run(text, span.start, span.end);
    if let Some((end, _)) = read.name
        && end < span.end
        && end == read.stop
    {
        let rest = and_others(text, end, span.end);
        if let Some(joint) = JOINTS.opens(&text[rest..span.end]) {
            let left = ByteSpan::new(span.start, end);
            let right = ByteSpan::new(rest + joint.len(), span.end);
            let whole = rest == end && super::list::shares_head(left.of(text), right.of(text));
            if !whole && run(text, right.start, right.end).name.is_some() {
                if plain(text, left) {
                    found.push(Entry::of(left));
                }
                split(text, right, found);
                return;
            }
        } else if rest == span.end {
            span.end = end;
        }
    }
    let span = strip(text, span);
    if acceptable(text, span) {
        found.push(Entry::of(span));
    }
}

/// Heads that sum a list up; alone they name nobody.
const HEADS: Terms<6> = Terms::new(["部门", "单位", "机构", "企业", "组织", "团体"]);

/// Behind `等`, `等部门`, `等8个涉农部门`, which add nothing to the name that ends at `at`.
fn and_others(text: &str, at: usize, limit: usize) -> usize {
    let Some(rest) = text[at..limit].strip_prefix('等') else {
        return at;
    };
    let after = limit - rest.len();
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "个家两三四五六七八九十多".contains(c));
    let from = limit - counted.len();
    match run(text, from, limit).name {
        Some((end, Kind::Generic)) if HEADS.closes(&text[from..end]).is_some() => end,
        _ => after,
    }
}

/// What an entry may end with besides its name, longer words first.
const REST: Terms<17> = Terms::new([
    "予以",
    "给予",
    "予以支持",
    "给予支持",
    "等有关部门",
    "等相关部门",
    "等有关单位",
    "等相关单位",
    "等部门",
    "等单位",
    "等",
    "具体",
    "主要",
    "统一",
    "各自",
    "重点",
    "按",
]);

/// Cuts `等`, `等部门`, `等有关单位` and adverbs at the end of an entry.
fn strip(text: &str, mut span: ByteSpan) -> ByteSpan {
    loop {
        let words = span.of(text);
        let cut = REST.closes(words).filter(|tail| words.len() > tail.len());
        match cut {
            Some(tail) => span.end -= tail.len(),
            None => break,
        }
    }
    // `等8个部门`
    if let Some(offset) = find(span.of(text), "等")
        && span.of(text)[offset..]
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_digit())
    {
        span.end = span.start + offset;
    }
    trim(text, span)
}

/// How remarks in a list begin.
const REMARKS: Terms<18> = Terms::new([
    "下同",
    "持续",
    "长期",
    "略",
    "无",
    "详见",
    "见附件",
    "以下简称",
    "排名",
    "排第",
    "列第",
    "列首",
    "按",
    "各项",
    "同上",
    "此件",
    "以下各项",
    "以下同",
]);

/// Whether an entry of a responsibility list can be a body: no time, no demand, no person, no remark.
fn acceptable(text: &str, span: ByteSpan) -> bool {
    let words = span.of(text);
    let count = words.chars().count();
    if !(2..=40).contains(&count) && !is(text, span.start, span.end, LEVEL) {
        return false;
    }
    if count == 0 || REMARKS.opens(words).is_some() {
        return false;
    }
    if HEADS.is(words) && text[..span.start].ends_with("部门、") {
        return false; // `等有关部门、单位`
    }
    let read = run(text, span.start, span.end);
    if read.person && !matches!(read.name, Some((end, _)) if end == span.end) {
        return false;
    }
    if let Some((end, _)) = read.name
        && end == span.end
    {
        return true;
    }
    if words.chars().any(|c| c.is_ascii_digit()) {
        return !["年", "月", "日", "%"].iter().any(|unit| holds(words, unit));
    }
    if holds(words, "负责") && holds(words, "的") {
        return true; // `负责监管的部门`
    }
    !is(text, span.start, span.end, VERB | MODAL | ADVERB | BORDER | PERSON)
        && !NO_NAME.within(words)
        && !words.ends_with('人')
}

/// What a name of a list does not hold.
const NO_NAME: Terms<4> = Terms::new(["年", "完成", "：", ":"]);

/// Whether a word that the grammar does not know may stand among bodies: `老促会`, `某旅`.
pub(super) fn possible(text: &str, span: ByteSpan) -> bool {
    let words = span.of(text);
    words.chars().count() <= 12
        && words.ends_with([
            '会', '办', '局', '部', '委', '组', '队', '所', '站', '院', '行', '社', '司', '团', '科', '室', '股', '校',
            '处',
        ])
        && acceptable(text, span)
}

/// Whether the whole of a range is a bare level: `县(市、区)`.
pub(super) fn is_level(text: &str, span: ByteSpan) -> bool {
    matches!(run(text, span.start, span.end).name, Some((end, Kind::Level)) if end == span.end)
}

/// Whether what starts at `at` begins with a level and goes on to a head: `县(区)人民政府`.
pub(super) fn shares(text: &str, at: usize, limit: usize) -> bool {
    let mut at = at;
    loop {
        let end = text[at..limit]
            .find(['、', ',', '，', ';', '；', '。'])
            .map_or(limit, |offset| at + offset);
        // marks inside the brackets of `县(市、区)` do not end it
        let end = match text[at..limit].find(['(', '〔', '〈', '[']) {
            Some(offset) if at + offset < end => {
                let close = closing(text, at + offset, limit);
                text[close..limit]
                    .find(['、', ',', '，', ';', '；', '。'])
                    .map_or(limit, |offset| close + offset)
            }
            _ => end,
        };
        if !is(text, at, end, LEVEL) {
            return false;
        }
        match run(text, at, end).name {
            Some((name, Kind::Level)) => {
                // `县(区)负责`: the level is all there is
                if name < end || end >= limit || first(text, end) != '、' {
                    return false;
                }
            }
            Some((name, kind)) => return kind != Kind::Place || name > at + 6,
            None => return false,
        }
        at = end + '、'.len_utf8();
    }
}

/// Whether the government of a place with a name of its own stands at `at`, behind more places or at once: what governs
/// those before it too (`清江市、白河市人民政府`).
pub(super) fn governed(text: &str, at: usize, limit: usize) -> bool {
    let mut at = at;
    loop {
        match run(text, at, limit).name {
            Some((end, Kind::Place)) if text[end..limit].starts_with('、') => at = end + '、'.len_utf8(),
            Some((end, Kind::Rank)) => {
                let name = &text[at..end];
                let place = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府"));
                return place.is_some_and(|place| {
                    place.ends_with(['市', '县', '区', '州', '旗']) && place.chars().nth(2).is_some()
                }) && !is(text, at, end, LEVEL);
            }
            _ => return false,
        }
    }
}

/// A range without the blanks and marks around its words.
pub(super) fn trim(text: &str, span: ByteSpan) -> ByteSpan {
    let words = span.of(text);
    let trimmed = words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '·' | '、'));
    let start = span.start + (words.len() - trimmed.len());
    let trimmed =
        trimmed.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '.' | ',' | '，' | ';' | '；'));
    ByteSpan::new(start, start + trimmed.len())
}
