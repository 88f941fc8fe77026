//! Comparators before and after a number. 以上 and 以内 include the number itself (Civil Code, art. 1259).

use super::verbs;
use crate::model::Comparator::{self, Above, AtLeast, AtMost, Below, Decrease, Equal, Increase};
use crate::wordset::CharSet;
use regex_automata::meta::Regex;
use std::collections::HashMap;
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

/// Words directly before a number, by what they mean and say.
const BEFORE: &[(Comparator, Force, &str)] = &[
    (
        AtLeast,
        Demand,
        "不得低于 不得少于 不得小于 不得短于 不能低于 不能少于 不能小于 不应低于 不应少于 不应小于 不应短于 不宜低于 不宜少于 不宜小于 \
         不低于 不少于 不小于 不短于 不早于 至少 最少 ≥ ≧ 达到或超过 达到或高于 达到或优于 达到或大于 下限为",
    ),
    (
        AtMost,
        Demand,
        "不得超过 不得高于 不得多于 不得大于 不得突破 不得超出 不得长于 严禁超过 禁止超过 严禁突破 不准超过 不许超过 不应超过 不应高于 \
         不应大于 不应多于 不宜超过 不宜高于 不宜大于 不宜多于 不能超过 不能高于 不能突破 不超过 不高于 不多于 不大于 不长于 不突破 \
         不超出 不逾 不超 不得超 控制在 控制到 控制为 稳控在 管控在 压缩在 压降在 限制在 限定在 限定为 ≤ ≦ 上限为 上限 限额为 至多 限报 限购 限推荐 仅限",
    ),
    (AtLeast, Weak, "最低 最低为 最短"),
    (AtMost, Weak, "最多 最高 最长 最高为 最多为 最长为"),
    (Below, Weak, "低于 小于 少于 短于"),
    (Below, Result, "< ＜"),
    (Above, Weak, "高于 超过 大于 多于 超出 优于"),
    (Above, Result, "突破 逾 超 > ＞"),
    (
        Equal,
        Result,
        "达到 达 增至 升至 降到 降至 减到 减至 压至 缩至 扩至 提至 提到 调至 增到 升到 提高到 提高至 提高为 提升到 提升至 提升为 \
         增加到 增加至 增加为 增长到 增长至 扩大到 扩大至 扩大为 扩展到 扩展至 扩充到 扩充至 扩容到 扩容至 扩面至 扩面到 扩增至 \
         发展到 发展至 壮大到 降低到 降低至 降低为 下降到 下降至 下降为 下调到 下调至 下调为 上调到 上调至 上调为 调整到 调整至 \
         调整为 调高到 调高至 调高为 调增至 调增到 调升至 调升到 调升为 调降至 调减至 上升到 上升至 回升到 回升至 恢复到 恢复至 \
         压缩到 压缩至 压缩为 压减到 压减至 压减为 压降到 压降至 缩短到 缩短至 缩短为 缩减到 缩减至 缩减为 缩小到 缩小至 精简到 \
         精简至 精简为 减少到 减少至 减少为 削减到 削减至 合并为 延长到 延长至 延长为 稳定在 稳定到 保持在 维持在 保障在 确保在 \
         稳固在 巩固在 保持 建到 覆盖到 普及到 推进到 推广到 推广至 延伸到 延伸至 增配至 增配到 拓展到 拓展至 增强到 完善到 提速到 提速至 优化到 \
         优化至 核定为 掌握在",
    ),
    (
        Equal,
        Weak,
        "合计 总计 共计 实现 完成 为 占 占到 占比 定为 设为 涨到 涨至",
    ),
    (
        Increase,
        Result,
        "增长 成长 提高 提升 上升 回升 抬升 升高 加价 再加 递增 年增 提速 增幅 增产 增收 增效 上浮 上调 上涨 增加 扩增 增速提高",
    ),
    (Increase, Weak, "扩大 延长 拓展 拓宽 加快 调高 调增"),
    (
        Decrease,
        Result,
        "下降 降低 降价 降费 压减 压缩 缩短 精简 削减 减量 压降 缩减 精减 减排 核减 下调 下浮 调减 调降 精简合并 减免 降本 减负 缩小 收窄 节约 \
         节省 减损 降耗 减少",
    ),
    (Decrease, Weak, "让利 优惠 回落"),
];

/// A comparator and what it says.
type Entry = (&'static str, Comparator, Force);

/// The words of [`BEFORE`] by their last character, longer ones first.
static BY_LAST: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut found: HashMap<char, Vec<Entry>> = HashMap::new();
    for &(comparator, force, words) in BEFORE {
        for word in words.split_whitespace() {
            if let Some(last) = word.chars().next_back() {
                found.entry(last).or_default().push((word, comparator, force));
            }
        }
    }
    for entries in found.values_mut() {
        entries.sort_by_key(|(word, ..)| std::cmp::Reverse(word.len()));
    }
    found
});

/// Characters that stand before a number that has a comparator.
static LASTS: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::new(BY_LAST.keys().copied().chain(PARTICLES).chain(['币'])));

/// The comparator that `words` ends with as it stands.
fn ends_with(words: &str) -> Option<Entry> {
    let last = words.chars().next_back().filter(|last| LASTS.contains(*last))?;
    let entries = BY_LAST.get(&last)?;
    entries.iter().find(|(word, ..)| words.ends_with(word)).copied()
}

/// A quick test: whether a comparator can stand near a number at all. Most numbers have none.
pub(super) fn may_stand(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(|last| LASTS.contains(last))
        || after.starts_with(['以', '及', '或', '之', '左', '(', '内', '为', '上', '封'])
}

/// Particles between a comparator and its number.
const PARTICLES: [char; 8] = ['约', '近', '了', '要', '于', '到', '幅', '达'];
/// Words that stand there too: currencies and 左右.
const BETWEEN: &[&str] = &["左右", "新台币", "人民币", "澳门币", "港币", "大约", "大致"];
/// Adverbs between a noun and its comparator.
const ADVERBS: &[&str] = &[
    "分别",
    "原则上",
    "一般",
    "平均",
    "总体上",
    "总体",
    "基本",
    "力争",
    "力求",
    "努力",
    "确保",
    "稳定",
    "累计",
    "应当",
    "必须",
    "最终",
];

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

/// The comparator that `words` ends with (`均达到`, `至少要`, `下降约`), else one that stands a little apart.
pub(super) fn before(words: &str) -> Option<Before> {
    directly(words).or_else(|| apart(words))
}

/// Only one that stands a little apart, as [`before`] finds it.
pub(super) fn apart_only(words: &str) -> Option<Before> {
    apart(words)
}

/// The comparator at the end of `words`.
fn directly(words: &str) -> Option<Before> {
    let mut bare = words.trim_end_matches(PARTICLES);
    while let Some(shorter) = BETWEEN.iter().find_map(|word| bare.strip_suffix(word)) {
        bare = shorter.trim_end_matches(PARTICLES);
    }
    // The particles may be part of the comparator: 提高到, 低于.
    let (entry, kept) = ends_with(words)
        .map(|entry| (entry, words))
        .or_else(|| Some((ends_with(bare)?, bare)))?;
    let (word, comparator, force) = entry;
    let mut rest = &kept[..kept.len() - word.len()];
    if is_other_word(word, rest) {
        return None;
    }
    loop {
        let shorter = ADVERBS
            .iter()
            .find_map(|adverb| rest.strip_suffix(adverb))
            .or_else(|| rest.strip_suffix(['都', '应', '须', '要']))
            .or_else(|| {
                rest.strip_suffix('均')
                    .filter(|rest| !rest.ends_with(['年', '月', '日', '人', '户', '亩', '生', '村', '县', '校']))
            });
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    Some(Before {
        comparator,
        force,
        length: words.len() - rest.len(),
    })
}

/// Whether the comparator is the end of another word: 作为, 认为, 表达, 到达, 确保, 高超.
fn is_other_word(word: &str, rest: &str) -> bool {
    match word {
        "为" => rest.ends_with([
            '作', '成', '认', '行', '因', '视', '分', '以', '评', '改', '列', '转', '划', '称', '更', '化',
        ]),
        "达" => rest.ends_with(['表', '发', '下', '传', '到', '送', '转', '未', '直', '通']),
        "超" => rest.ends_with(['高', '赶', '反', '不', '未', '已', '每']),
        "占" => rest.ends_with(['侵', '抢', '挤', '强', '霸', '股']),
        "逾" => rest.ends_with(['每', '不', '未']),
        "达到" | "突破" => rest.ends_with(['未', '没']),
        "优惠" | "完成" => rest.ends_with(['未', '享', '受']),
        _ => false,
    }
}

/// Bounds and results that may stand apart from their number, and what each means.
static APART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new_many(&[
        "至少|最少",
        "不(?:得|应|能|宜)?[低少小]于|达到(?:或者?|和)(?:超过|[高大多优]于)",
        "不(?:得|应|能|宜)?(?:超过|超|突破|[高多大]于)|控制在",
        "最高|最多|最长|至多|上限(?:为)?",
        "(?:提高|提升|增加|增长|扩大|发展|降低|下降|调整|调高|压减|压缩|缩短|减少|上升|上调|下调)[到至为]|[增升降减调定][至到为]|达到?|是20[0-9]{2}年|稳定在|保持在|维持在|标准为|占",
        "超过|突破",
        "最低|最短",
    ])
    .expect("the patterns are constants and compiled by the tests")
});

/// How many characters stand at most between a bound and its number.
const NEAR: usize = 16;

/// A comparator with a few words between it and the number: `至少组织一次`, `不低于企业总数的10%`, `提高到每人每月500元`.
fn apart(words: &str) -> Option<Before> {
    let (near, _) = words.char_indices().rev().nth(NEAR + 5).unwrap_or((0, ' '));
    // All of them have one of these; most clauses have none near the number.
    let tail = &words[near..];
    if !tail.contains([
        '少', '于', '过', '到', '至', '为', '是', '高', '限', '多', '占', '破', '在', '低', '短', '长', '超', '达',
        '达',
    ]) {
        return None;
    }
    // The last that fits: in 不低于最低工资标准的 it is the first of two.
    APART
        .find_iter(tail)
        .filter_map(|found| fitting(words, near, found))
        .last()
}

/// What the bound `found` in `words` after byte `near` says, if what stands between it and the number fits.
fn fitting(words: &str, near: usize, found: regex_automata::Match) -> Option<Before> {
    let (at, between) = (near + found.start(), &words[near + found.end()..]);
    // 达到2020年的1.5倍: a year to compare with is no number of its own.
    let dated = between.trim_start_matches(|c: char| c.is_ascii_digit());
    let between = if between.len() - dated.len() == 4 && dated.starts_with('年') {
        dated
    } else {
        // 前3年平均值的95%
        let years = between
            .strip_prefix(['前', '近'])
            .and_then(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('年'));
        years.unwrap_or(between)
    };
    // Another number stands between where the comparator has found its own.
    let plain = between.chars().count() <= NEAR
        && between
            .chars()
            .all(|c| !c.is_ascii_digit() && !"、,;“”《》".contains(c));
    if !plain {
        return None;
    }
    let refers = between.ends_with(['的', '之', '数', '量', '额', '积'])
        || between.ends_with("费用")
        || between.ends_with("资金");
    let each = is_each(between);
    let (comparator, force, fits) = match found.pattern().as_usize() {
        0 => (AtLeast, Demand, true),
        1 => (AtLeast, Demand, refers || each || is_noun(between)),
        2 => (AtMost, Demand, refers || each || is_noun(between)),
        3 => (AtMost, Weak, each || is_gift(between) || is_length(between)),
        4 => (Equal, Result, between.ends_with(['的', '之']) || each),
        5 => (Above, Weak, between.ends_with(['的', '之']) || each),
        _ => (AtLeast, Weak, is_length(between)),
    };
    fits.then(|| Before {
        comparator,
        force,
        length: words.len() - at,
    })
}

/// Whether `words` say for each of what an amount is: `每人每月`, `人均`, `年生均小学`.
fn is_each(words: &str) -> bool {
    const LONGEST: usize = 8;
    words.chars().count() <= LONGEST && (words.starts_with('每') || words.contains('均') || words.starts_with("年"))
}

/// Whether `words` are a noun without a verb: `不超过总经费`.
fn is_noun(words: &str) -> bool {
    const LONGEST: usize = 8;
    words.chars().count() <= LONGEST && (verbs::governs(words).is_none() || words.starts_with('总'))
}

/// Whether `words` name what is bounded: `最低服务期限`, `最高限额`.
fn is_length(words: &str) -> bool {
    const LONGEST: usize = 6;
    words.chars().count() <= LONGEST && words.ends_with(['限', '期', '额', '度', '数', '量', '间', '标', '准', '龄'])
}

/// Whether `words` give: `最高可给予`, `最多奖励`.
fn is_gift(words: &str) -> bool {
    ["", "可", "不超过"].contains(&words)
        || words.chars().count() <= 4 && (words.starts_with('可') || verbs::ends_governing(words))
        || [
            "给予", "收费", "奖励", "补助", "补贴", "支持", "资助", "可贷", "贷款", "扶持",
        ]
        .iter()
        .any(|verb| words.ends_with(verb))
}

/// The comparator that `words` starts with, its length in bytes, and whether only a demand has it (`以3小时为限`).
pub(super) fn after(words: &str) -> Option<(Comparator, usize, Force)> {
    after_word(words).map(|(comparator, length)| {
        let set = words.starts_with('为') || words.starts_with("封顶");
        (comparator, length, if set { Demand } else { Weak })
    })
}

fn after_word(words: &str) -> Option<(Comparator, usize)> {
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
        ("上下", Equal),
        ("限额内", AtMost),
        ("限额以内", AtMost),
        ("为上限", AtMost),
        ("为下限", AtLeast),
        ("为限", AtMost),
        ("为原则", Equal),
        ("为目标", Equal),
        ("为准", Equal),
        ("封顶", AtMost),
    ]
    .into_iter()
    .find(|(word, _)| words.starts_with(word))
    .map(|(word, comparator)| (comparator, word.len()))
    .or_else(|| {
        // 压缩至3个工作日内; 内部, 内容 are other words.
        let rest = words.strip_prefix('内')?;
        (!rest.starts_with(['部', '容', '设', '外', '控', '涵', '河', '生', '陆', '地']))
            .then_some((AtMost, '内'.len_utf8()))
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
        for (comparator, _, words) in BEFORE {
            for word in words.split_whitespace() {
                assert!(may_stand(word, ""), "{word}");
                assert_eq!(before(word).map(|found| found.comparator), Some(*comparator), "{word}");
            }
        }
    }

    #[test]
    fn bounds_stand_apart_from_their_number() {
        let found = before("不低于本校教师总数的").unwrap();
        assert_eq!((found.comparator, found.force), (AtLeast, Demand));
        for (words, comparator) in [
            ("不超过上年预算的", AtMost),
            ("补助标准提高到每人每月", Equal),
            ("单个项目最高可给予", AtMost),
            ("不超过每年", AtMost),
            ("达到符合条件教师的", Equal),
            ("达到或超过前三年平均值的", AtLeast),
        ] {
            assert_eq!(before(words).map(|found| found.comparator), Some(comparator), "{words}");
        }
        assert_eq!(before("不低于上年,投入"), None);
        assert_eq!(before("作为"), None);
    }
}
