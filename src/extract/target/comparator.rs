//! Comparators before and after a number. 以上 and 以内 include the number itself (Civil Code, art. 1259).

use crate::model::Comparator::{self, Above, AtLeast, AtMost, Below, Decrease, Equal, Increase};

/// Words directly before a number, longer ones first. Those marked weak also stand in descriptions and need more.
const BEFORE: &[(&str, Comparator, bool)] = &[
    ("分别不低于", AtLeast, false),
    ("分别不少于", AtLeast, false),
    ("不得低于", AtLeast, false),
    ("不得少于", AtLeast, false),
    ("不能低于", AtLeast, false),
    ("不能少于", AtLeast, false),
    ("原则上不低于", AtLeast, false),
    ("原则上不少于", AtLeast, false),
    ("不低于", AtLeast, false),
    ("不少于", AtLeast, false),
    ("不小于", AtLeast, false),
    ("不短于", AtLeast, false),
    ("至少", AtLeast, false),
    ("最少", AtLeast, false),
    ("最低", AtLeast, true),
    ("不得超过", AtMost, false),
    ("不得高于", AtMost, false),
    ("不得多于", AtMost, false),
    ("不能超过", AtMost, true),
    ("不超过", AtMost, false),
    ("不高于", AtMost, false),
    ("不多于", AtMost, false),
    ("不大于", AtMost, false),
    ("控制在", AtMost, false),
    ("控制到", AtMost, false),
    ("压缩在", AtMost, false),
    ("最多", AtMost, true),
    ("最高", AtMost, true),
    ("至多", AtMost, true),
    ("低于", Below, true),
    ("小于", Below, true),
    ("少于", Below, true),
    ("高于", Above, true),
    ("超过", Above, true),
    ("突破", Above, false),
    ("大于", Above, true),
    ("多于", Above, true),
    ("提高到", Equal, false),
    ("提高至", Equal, false),
    ("提升到", Equal, false),
    ("提升至", Equal, false),
    ("增加到", Equal, false),
    ("增加至", Equal, false),
    ("扩大到", Equal, false),
    ("发展到", Equal, false),
    ("增至", Equal, false),
    ("降低到", Equal, false),
    ("降低至", Equal, false),
    ("下降到", Equal, false),
    ("下降至", Equal, false),
    ("压缩到", Equal, false),
    ("压缩至", Equal, false),
    ("压减到", Equal, false),
    ("压减至", Equal, false),
    ("缩短到", Equal, false),
    ("缩短至", Equal, false),
    ("精简至", Equal, false),
    ("降到", Equal, false),
    ("降至", Equal, false),
    ("减至", Equal, false),
    ("稳定在", Equal, false),
    ("保持在", Equal, false),
    ("维持在", Equal, false),
    ("达到", Equal, false),
    ("达", Equal, false),
    ("实现", Equal, true),
    ("完成", Equal, true),
    ("为", Equal, true),
    ("占", Equal, true),
    ("增长", Increase, false),
    ("提高", Increase, false),
    ("提升", Increase, false),
    ("上升", Increase, false),
    ("增加", Increase, true),
    ("递增", Increase, false),
    ("下降", Decrease, false),
    ("降低", Decrease, false),
    ("减少", Decrease, true),
    ("压减", Decrease, false),
    ("压缩", Decrease, false),
    ("缩短", Decrease, false),
    ("精简", Decrease, false),
];

/// A quick test: whether a comparator can stand directly before or after a number at all.
pub(super) fn may_stand(before: &str, after: &str) -> bool {
    const LAST: &str = "于少过低到达高多在至为长升加降减缩短简破大小现成占约近了要幅增右";
    before.ends_with(|c: char| LAST.contains(c)) || after.starts_with(['以', '及', '或', '之', '左', '('])
}

/// A comparator before a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Before {
    /// What it means.
    pub comparator: Comparator,
    /// Whether it also stands in descriptions.
    pub weak: bool,
    /// Length in bytes with the particles between it and the number.
    pub length: usize,
}

/// The comparator that `words` ends with (`均达到`, `至少要`, `下降约`).
pub(super) fn before(words: &str) -> Option<Before> {
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
    let (word, comparator, weak) = *found;
    let rest = &kept[..kept.len() - word.len()];
    // 作为, 成为, 认为, 表达, 到达: other words.
    if (word == "为" && rest.ends_with(['作', '成', '认', '行', '因', '视', '分', '以', '设', '评', '定']))
        || (word == "达" && rest.ends_with(['表', '发', '下', '传', '到', '送']))
    {
        return None;
    }
    let rest = rest
        .strip_suffix("分别")
        .or_else(|| rest.strip_suffix(['均', '都', '应']))
        .unwrap_or(rest);
    Some(Before {
        comparator,
        weak,
        length: words.len() - rest.len(),
    })
}

/// A comparator with a few words between it and the number: `至少组织一次`, `不低于企业总数的10%`.
fn apart(words: &str) -> Option<Before> {
    const NEAR: usize = 10;
    let (at, word) = ["至少", "最少", "不少于", "不低于"]
        .into_iter()
        .filter_map(|word| Some((words.rfind(word)?, word)))
        .max()?;
    let between = &words[at + word.len()..];
    let plain =
        between.chars().count() <= NEAR && between.chars().all(|c| !c.is_ascii() && !"、（）“”《》".contains(c));
    // Another number stands between where the comparator has found its own.
    let taken = word != "至少" && word != "最少" && !between.ends_with('的');
    (plain && !taken).then(|| Before {
        comparator: AtLeast,
        weak: false,
        length: words.len() - at,
    })
}

/// The comparator that `words` starts with and its length in bytes.
pub(super) fn after(words: &str) -> Option<(Comparator, usize)> {
    [
        ("及以上", AtLeast),
        ("或以上", AtLeast),
        ("以上", AtLeast),
        ("(含)以上", AtLeast),
        ("以下", AtMost),
        ("以内", AtMost),
        ("之内", AtMost),
        ("左右", Equal),
    ]
    .into_iter()
    .find(|(word, _)| words.starts_with(word))
    .map(|(word, comparator)| (comparator, word.len()))
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
