//! Verbs that govern a number, all of two characters: verbs of doing (`新建改造厕所3000座`) and the wider lexicon of
//! demands, which has many that only now and then count something.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Every verb has two characters of three bytes.
const VERB: usize = 6;

/// The words of a lexicon file.
fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .filter(|verb| verb.len() == VERB)
}

static DOING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../lexicon/doing_verbs.txt")).collect());

static DEMANDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    words(include_str!("../../lexicon/demand_verbs.txt"))
        .filter(|verb| !MANNERS.contains(verb))
        .collect()
});

/// Words of the lexicon of demands that say how and not what.
const MANNERS: &[&str] = &[
    "重点", "整体", "全面", "集中", "规划", "规定", "分类", "分级", "分批", "分期", "分步", "分片", "依法", "依规",
    "预算", "根据", "按照", "结合", "教育", "投资", "贷款", "就业", "统计", "及时", "持续", "继续", "逐步", "实地",
    "免费", "均衡", "固本", "司法", "执法", "参加", "编制", "决算", "组成", "设计", "监护", "通过", "试点", "转型",
    "限额", "集聚", "储备",
];

/// The last of `verbs` in `clause`: where it ends.
fn last(clause: &str, verbs: &HashSet<&'static str>) -> Option<usize> {
    clause.char_indices().rev().find_map(|(at, _)| {
        let verb = clause.get(at..at + VERB)?;
        verbs.contains(verb).then_some(at + VERB)
    })
}

/// Where the verb of doing that governs the number ends in `clause` (the last such verb), none where there is none.
pub(super) fn doing(clause: &str) -> Option<usize> {
    last(clause, &DOING)
}

/// Where the last verb that opens a demand ends in `clause`: many more than [`doing`] has.
pub(super) fn demands(clause: &str) -> Option<usize> {
    last(clause, &DEMANDS)
}

/// Where the last verb of either kind ends in `clause`.
pub(super) fn governs(clause: &str) -> Option<usize> {
    doing(clause).max(demands(clause))
}

/// Where the first verb of doing begins in `words`.
pub(super) fn first_doing(words: &str) -> Option<usize> {
    words
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| words.get(at..at + VERB).is_some_and(|verb| DOING.contains(verb)))
}

/// Whether `words` end with a verb of doing.
pub(super) fn ends_doing(words: &str) -> bool {
    ends(words, &DOING)
}

/// Whether `words` end with a verb of either kind.
pub(super) fn ends_governing(words: &str) -> bool {
    ends(words, &DOING) || ends(words, &DEMANDS)
}

fn ends(words: &str, verbs: &HashSet<&'static str>) -> bool {
    words
        .len()
        .checked_sub(VERB)
        .and_then(|at| words.get(at..))
        .is_some_and(|verb| verbs.contains(verb))
}

/// Where the verb begins that ends at byte `end` of `clause`.
pub(super) fn start_of(end: usize) -> usize {
    end.saturating_sub(VERB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_verb_that_governs() {
        assert_eq!(doing("今年新建改造公厕"), Some("今年新建改造".len()));
        assert_eq!(demands("重点投放游船"), Some("重点投放".len()));
        assert!(ends_doing("要组织") && !ends_doing("要组") && !ends_doing("组"));
    }

    #[test]
    fn the_lexicon_has_verbs_of_two_characters_only() {
        for line in include_str!("../../lexicon/doing_verbs.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            for verb in line.split_whitespace() {
                assert_eq!(verb.chars().count(), 2, "{verb}");
            }
        }
    }
}
