//! Comparators before and after a number. 以上 and 以内 include the number itself (Civil Code, art. 1259).

use crate::model::Comparator::{self, Above, AtLeast, AtMost, Below, Decrease, Equal, Increase};
use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// How much a comparator says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    /// A bound that only a demand has: `不得少于`. Whatever it bounds must be kept.
    Demand,
    /// A result: `达到`, `提高到`.
    Result,
    /// Also stands in descriptions (`超过15000元的部分`) and needs more.
    Weak,
}
use Force::{Demand, Result, Weak};

/// Words directly before a number, longer ones first.
const BEFORE: &[(&str, Comparator, Force)] = &[
    ("不得低于", AtLeast, Demand),
    ("不得少于", AtLeast, Demand),
    ("不得小于", AtLeast, Demand),
    ("不得短于", AtLeast, Demand),
    ("不能低于", AtLeast, Demand),
    ("不能少于", AtLeast, Demand),
    ("不应低于", AtLeast, Demand),
    ("不应少于", AtLeast, Demand),
    ("不应小于", AtLeast, Demand),
    ("不得超过", AtMost, Demand),
    ("不得高于", AtMost, Demand),
    ("不得多于", AtMost, Demand),
    ("不得大于", AtMost, Demand),
    ("不得突破", AtMost, Demand),
    ("严禁超过", AtMost, Demand),
    ("禁止超过", AtMost, Demand),
    ("严禁突破", AtMost, Demand),
    ("不准超过", AtMost, Demand),
    ("不应超过", AtMost, Demand),
    ("不应高于", AtMost, Demand),
    ("不应大于", AtMost, Demand),
    ("不能超过", AtMost, Demand),
    ("不低于", AtLeast, Demand),
    ("不少于", AtLeast, Demand),
    ("不小于", AtLeast, Demand),
    ("不短于", AtLeast, Demand),
    ("不超过", AtMost, Demand),
    ("不高于", AtMost, Demand),
    ("不多于", AtMost, Demand),
    ("不大于", AtMost, Demand),
    ("不长于", AtMost, Demand),
    ("不突破", AtMost, Demand),
    ("控制在", AtMost, Demand),
    ("控制到", AtMost, Demand),
    ("压缩在", AtMost, Demand),
    ("压降在", AtMost, Demand),
    ("限制在", AtMost, Demand),
    ("提高到", Equal, Result),
    ("提高至", Equal, Result),
    ("提升到", Equal, Result),
    ("提升至", Equal, Result),
    ("增加到", Equal, Result),
    ("增加至", Equal, Result),
    ("扩大到", Equal, Result),
    ("发展到", Equal, Result),
    ("降低到", Equal, Result),
    ("降低至", Equal, Result),
    ("下降到", Equal, Result),
    ("下降至", Equal, Result),
    ("压缩到", Equal, Result),
    ("压缩至", Equal, Result),
    ("压减到", Equal, Result),
    ("压减至", Equal, Result),
    ("缩短到", Equal, Result),
    ("缩短至", Equal, Result),
    ("精简至", Equal, Result),
    ("稳定在", Equal, Result),
    ("保持在", Equal, Result),
    ("维持在", Equal, Result),
    ("扩大至", Equal, Result),
    ("扩展到", Equal, Result),
    ("扩面至", Equal, Result),
    ("缩减至", Equal, Result),
    ("压降至", Equal, Result),
    ("压降到", Equal, Result),
    ("精简到", Equal, Result),
    ("减少到", Equal, Result),
    ("减少至", Equal, Result),
    ("上升到", Equal, Result),
    ("上升至", Equal, Result),
    ("延长至", Equal, Result),
    ("延长到", Equal, Result),
    ("发展至", Equal, Result),
    ("稳定到", Equal, Result),
    ("至少", AtLeast, Demand),
    ("最少", AtLeast, Demand),
    ("最低", AtLeast, Weak),
    ("最多", AtMost, Weak),
    ("最高", AtMost, Weak),
    ("至多", AtMost, Weak),
    ("低于", Below, Weak),
    ("小于", Below, Weak),
    ("少于", Below, Weak),
    ("高于", Above, Weak),
    ("超过", Above, Weak),
    ("突破", Above, Result),
    ("大于", Above, Weak),
    ("多于", Above, Weak),
    ("增至", Equal, Result),
    ("降到", Equal, Result),
    ("降至", Equal, Result),
    ("减至", Equal, Result),
    ("达到", Equal, Result),
    ("实现", Equal, Weak),
    ("完成", Equal, Weak),
    ("增长", Increase, Result),
    ("提高", Increase, Result),
    ("提升", Increase, Result),
    ("上升", Increase, Result),
    ("增加", Increase, Weak),
    ("递增", Increase, Result),
    ("下降", Decrease, Result),
    ("降低", Decrease, Result),
    ("减少", Decrease, Weak),
    ("压减", Decrease, Result),
    ("压缩", Decrease, Result),
    ("缩短", Decrease, Result),
    ("精简", Decrease, Result),
    ("保持", Equal, Result),
    ("减到", Equal, Result),
    ("升至", Equal, Result),
    ("削减", Decrease, Result),
    ("减量", Decrease, Result),
    ("年增", Increase, Result),
    ("提速", Increase, Result),
    ("压降", Decrease, Result),
    ("缩减", Decrease, Result),
    ("精减", Decrease, Result),
    ("扩大", Increase, Weak),
    ("延长", Increase, Weak),
    ("达", Equal, Result),
    ("为", Equal, Weak),
    ("占", Equal, Weak),
];

/// A quick test: whether a comparator can stand directly before or after a number at all.
pub(super) fn may_stand(before: &str, after: &str) -> bool {
    const LAST: &str = "于少过低到达高多在至为长升加降减缩短简破大小现成占约近了要幅增右持量速";
    before.ends_with(|c: char| LAST.contains(c)) || after.starts_with(['以', '及', '或', '之', '左', '(', '内'])
}

/// A comparator before a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Before {
    /// What it means.
    pub comparator: Comparator,
    /// How much it says.
    pub force: Force,
    /// Length in bytes with the particles between it and the number.
    pub length: usize,
}

/// The comparator that `words` ends with (`均达到`, `至少要`, `下降约`).
pub(super) fn before(words: &str) -> Option<Before> {
    if !may_stand(words, "") {
        return apart(words);
    }
    let bare = words.trim_end_matches(['约', '近', '了', '要', '于', '到', '幅']);
    let bare = bare.strip_suffix("左右").unwrap_or(bare);
    // The particles may be part of the comparator: 提高到, 低于.
    let found = BEFORE
        .iter()
        .find(|(word, ..)| words.ends_with(word))
        .map(|found| (found, words));
    let found = found.or_else(|| {
        BEFORE
            .iter()
            .find(|(word, ..)| bare.ends_with(word))
            .map(|found| (found, bare))
    });
    let Some((found, kept)) = found else {
        return apart(words);
    };
    let (word, comparator, force) = *found;
    let rest = &kept[..kept.len() - word.len()];
    // 作为, 成为, 认为, 表达, 到达: other words.
    if (word == "为" && rest.ends_with(['作', '成', '认', '行', '因', '视', '分', '以', '设', '评', '定']))
        || (word == "达" && rest.ends_with(['表', '发', '下', '传', '到', '送']))
    {
        return None;
    }
    let rest = rest
        .strip_suffix("分别")
        .or_else(|| rest.strip_suffix("原则上"))
        .or_else(|| rest.strip_suffix("一般"))
        .or_else(|| rest.strip_suffix("平均"))
        .or_else(|| rest.strip_suffix(['都', '应', '须']))
        .or_else(|| {
            rest.strip_suffix('均')
                .filter(|rest| !rest.ends_with(['年', '月', '日', '人', '户', '亩']))
        })
        .unwrap_or(rest);
    Some(Before {
        comparator,
        force,
        length: words.len() - rest.len(),
    })
}

/// Bounds that may stand apart from their number, and what each means.
static APART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new_many(&[
        "至少|最少",
        "不(?:得|应|能)?[低少小]于",
        "不(?:得|应|能)?(?:超过|[高多大]于)",
    ])
    .expect("the patterns are constants and compiled by the tests")
});

/// A comparator with a few words between it and the number: `至少组织一次`, `不低于企业总数的10%`.
fn apart(words: &str) -> Option<Before> {
    const NEAR: usize = 16;
    let (near, _) = words.char_indices().rev().nth(NEAR + 5).unwrap_or((0, ' '));
    // All of them have 少, 于 or 过; most clauses have none near the number.
    let tail = &words[near..];
    if !tail.contains(['少', '于', '过']) {
        return None;
    }
    let found = APART.find_iter(tail).last()?;
    let (at, between) = (near + found.start(), &tail[found.end()..]);
    let plain = between.chars().count() <= NEAR
        && between
            .chars()
            .all(|c| !c.is_ascii_digit() && !"、,;“”《》".contains(c));
    // Another number stands between where the comparator has found its own; else words of reference do: 总数的.
    let least = found.pattern().as_usize() == 0;
    let refers = between.ends_with(['的', '之', '数', '量', '额', '积']);
    (plain && (least || refers)).then(|| Before {
        comparator: if found.pattern().as_usize() == 2 {
            AtMost
        } else {
            AtLeast
        },
        force: Demand,
        length: words.len() - at,
    })
}

/// The comparator that `words` starts with and its length in bytes.
pub(super) fn after(words: &str) -> Option<(Comparator, usize)> {
    [
        ("及以上", AtLeast),
        ("(含)以下", AtMost),
        ("及以下", AtMost),
        ("或以上", AtLeast),
        ("以上", AtLeast),
        ("(含)以上", AtLeast),
        ("以下", AtMost),
        ("以内", AtMost),
        ("之内", AtMost),
        ("之间", Equal),
        ("左右", Equal),
    ]
    .into_iter()
    .find(|(word, _)| words.starts_with(word))
    .map(|(word, comparator)| (comparator, word.len()))
    .or_else(|| {
        // 压缩至3个工作日内; 内部, 内容 are other words.
        let rest = words.strip_prefix('内')?;
        (!rest.starts_with(['部', '容', '设', '外', '控', '涵', '河', '生'])).then_some((AtMost, '内'.len_utf8()))
    })
}

/// What the words on both sides say together: a change keeps its direction, a side that bounds wins over `达到`.
pub(super) fn join(before: Option<Comparator>, after: Option<Comparator>) -> Comparator {
    match (before, after) {
        (Some(Equal) | None, Some(bound)) => bound,
        (Some(AtMost), Some(Equal)) => Equal,
        (Some(first), _) => first,
        (None, None) => Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_test_passes_every_comparator() {
        for (word, comparator, _) in BEFORE {
            assert!(may_stand(word, ""), "{word}");
            assert_eq!(before(word).map(|found| found.comparator), Some(*comparator), "{word}");
        }
    }

    #[test]
    fn bounds_stand_apart_from_their_number() {
        let found = before("不低于本校教师总数的").unwrap();
        assert_eq!((found.comparator, found.force), (AtLeast, Demand));
        assert_eq!(before("不超过上年预算的").map(|found| found.comparator), Some(AtMost));
        assert_eq!(before("不低于上年,投入"), None);
        assert_eq!(before("作为"), None);
    }
}
